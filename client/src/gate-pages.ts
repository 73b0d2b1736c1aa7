/** What gates said: a page for each, and what they found beside what is shown of itself, in the Problems panel until the next run. */
import * as vscode from 'vscode';
import type { GateResult } from '#protocol/messages';

/** Of the URIs of these pages. */
export const gateScheme = 'gatehouse-gate';

type Found = GateResult['report']['checks'][number]['findings'][number];

const severities: Readonly<Record<Found['severity'], vscode.DiagnosticSeverity>> = {
  error: vscode.DiagnosticSeverity.Error,
  warning: vscode.DiagnosticSeverity.Warning,
  info: vscode.DiagnosticSeverity.Information,
  hint: vscode.DiagnosticSeverity.Hint,
};

/** The pages, and what is in the Problems panel of them. */
export class GatePages implements vscode.TextDocumentContentProvider, vscode.Disposable {
  readonly #pages = new Map<string, string>();
  readonly #changed = new vscode.EventEmitter<vscode.Uri>();
  readonly #problems = vscode.languages.createDiagnosticCollection('gatehouse gate');
  readonly onDidChange = this.#changed.event;

  provideTextDocumentContent(uri: vscode.Uri): string {
    return this.#pages.get(uri.path) ?? vscode.l10n.t('This gate was not run in this window.');
  }

  /** Takes a result in place of the one before, and shows its page. */
  async show(title: string, result: GateResult): Promise<void> {
    const page = pageOf(title);
    this.#pages.set(page.path, result.page);
    this.#changed.fire(page);
    this.#tell(result);
    await this.#open(page);
  }

  /** Shows a page that is there. Returns whether it is. */
  async again(title: string): Promise<boolean> {
    const page = pageOf(title);
    if (!this.#pages.has(page.path)) return false;
    await this.#open(page);
    return true;
  }

  async #open(page: vscode.Uri): Promise<void> {
    try {
      await vscode.commands.executeCommand('markdown.showPreview', page, undefined, { locked: true });
    } catch {
      // The Markdown extension can be switched off: then as text.
      await vscode.window.showTextDocument(page, { preview: true });
    }
  }

  #tell({ report, uris }: GateResult): void {
    this.#problems.clear();
    const byUri = new Map<string, vscode.Diagnostic[]>();
    for (const finding of report.checks.flatMap((c) => c.findings)) {
      const uri = uris[finding.file];
      if (uri === undefined) continue;
      const at = rangeOf(finding);
      const shown = vscode.languages.getDiagnostics(vscode.Uri.parse(uri));
      // What is in the panel anyway need not be there twice.
      if (shown.some((d) => d.source === 'gatehouse' && d.message === finding.message && d.range.start.isEqual(at.start)))
        continue;
      const diagnostic = new vscode.Diagnostic(at, finding.message, severities[finding.severity]);
      diagnostic.source = `gatehouse ${report.gate}`;
      diagnostic.code = finding.rule;
      byUri.set(uri, [...(byUri.get(uri) ?? []), diagnostic]);
    }
    for (const [uri, all] of byUri) this.#problems.set(vscode.Uri.parse(uri), all);
  }

  dispose(): void {
    this.#problems.dispose();
    this.#changed.dispose();
  }
}

const pageOf = (title: string): vscode.Uri => vscode.Uri.from({ scheme: gateScheme, path: `/${title.replaceAll('/', '-')}.md` });

const rangeOf = ({ range: { start, end } }: Found): vscode.Range =>
  new vscode.Range(start.line - 1, start.column - 1, end.line - 1, end.column - 1);
