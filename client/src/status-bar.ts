/** The line in the status bar: where the work stands. The server says it; this draws it. */
import * as vscode from 'vscode';
import { status } from '#protocol/messages';
import { ask, type Server } from './ask';

/** The line, for as long as it is not disposed of. */
export class StatusBar implements vscode.Disposable {
  readonly #item = vscode.window.createStatusBarItem('gatehouse.status', vscode.StatusBarAlignment.Left, 10);

  readonly #changed = new vscode.EventEmitter<void>();
  /** It was drawn anew, or hidden. */
  readonly onDidChange = this.#changed.event;
  /** As it is drawn; undefined while it is hidden. */
  text: string | undefined;
  /** The document that somebody works in. */
  #uri: string | undefined;
  /** A slow answer must not stand in the place of a later one. */
  #asked = 0;
  readonly #listener = vscode.window.onDidChangeActiveTextEditor(() => {
    const before = this.#uri;
    this.#look();
    if (before !== this.#uri) void this.refresh();
  });

  constructor(
    private readonly server: Server,
    private readonly log: vscode.LogOutputChannel,
  ) {
    this.#item.name = 'Gatehouse';
    this.#item.command = 'gatehouse.phases.focus';
    this.#look();
  }

  /** Asks the server and draws what it says. What goes wrong is in the log. */
  async refresh(): Promise<void> {
    const asked = ++this.#asked;
    try {
      const about = this.#uri === undefined ? {} : { uri: this.#uri };
      const line = (await this.server).needsStart() ? null : await ask(this.server, status, about);
      if (asked !== this.#asked) return;
      // While files are read it is not known yet whether there is anything; what was known before stands.
      if (line?.busy !== true) await vscode.commands.executeCommand('setContext', 'gatehouse.governed', line !== null);
      this.text = line ? `$(${line.busy ? 'sync~spin' : 'checklist'}) ${line.text}` : undefined;
      if (line && this.text !== undefined) {
        this.#item.text = this.text;
        this.#item.tooltip = new vscode.MarkdownString(line.tooltip);
        this.#item.accessibilityInformation = { label: line.spoken };
        this.#item.show();
      } else this.#item.hide();
      this.#changed.fire();
    } catch (error) {
      this.log.warn(`status: ${String(error)}`);
    }
  }

  /** The editor of a log, or of what was before, is beside somebody's work: it changes nothing. */
  #look(): void {
    const document = vscode.window.activeTextEditor?.document;
    if (!document || document.uri.scheme === 'file') this.#uri = document?.uri.toString();
  }

  dispose(): void {
    this.#listener.dispose();
    this.#item.dispose();
    this.#changed.dispose();
  }
}
