/** Document symbols: fields of a packet, anchors of a spec, entries of a board. */
import type { DocumentSymbol, DocumentSymbolParams } from 'vscode-languageserver/node';
import { documentSymbol } from '../convert';
import { feature } from '../feature';

export default feature({
  capability: { documentSymbolProvider: { label: 'Gatehouse' } },
  register: (connection, desk) =>
    connection.onDocumentSymbol(
      desk.about('document-symbol', [] as DocumentSymbol[], async ({ folder, entry }, _: DocumentSymbolParams) => {
        const file = await folder.session.text(entry.path);
        if (!file) return [];
        const readings = folder.session.workspace.readings(entry.path, file);
        return readings
          .flatMap(({ kind, reading }) => kind.kind.outline?.(reading.model) ?? [])
          .map((item) => documentSymbol(entry.lines, item));
      }),
    ),
});
