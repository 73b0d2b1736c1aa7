/** Diagnostics for clients that ask for them instead of having them pushed. Announced only on request, never beside push. */
import {
  type DocumentDiagnosticParams,
  type DocumentDiagnosticReport,
  DocumentDiagnosticReportKind,
} from 'vscode-languageserver/node';
import { diagnostic } from '../convert';
import { feature } from '../feature';

const report = (items: ReturnType<typeof diagnostic>[]): DocumentDiagnosticReport => ({
  kind: DocumentDiagnosticReportKind.Full,
  items,
});

export default feature({
  capability: { diagnosticProvider: { identifier: 'gatehouse', interFileDependencies: true, workspaceDiagnostics: false } },
  register: (connection, desk) => {
    connection.languages.diagnostics.on(
      desk.about('pull-diagnostics', report([]), ({ folder, entry }, _: DocumentDiagnosticParams) =>
        report(entry.findings.map((f) => diagnostic(folder, entry, f))),
      ),
    );
    // What another file says now may be found here: the client asks of its own accord only about the document that it edits.
    const again = desk.safely('pull-diagnostics-refresh', undefined, () => connection.languages.diagnostics.refresh());
    desk.onMoved(() => {
      if (desk.client.workspace?.diagnostics?.refreshSupport) void again(undefined);
    });
  },
});
