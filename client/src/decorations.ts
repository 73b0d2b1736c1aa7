/** Marks on files in the explorer. The server says which; asked in batches, for VS Code asks file by file. */
import * as vscode from 'vscode';
import { decorations, type FileMark } from '#protocol/views';
import { ask, type Server } from './ask';

type Waiting = { readonly uri: string; resolve(mark: FileMark | null): void };

/** The marks in the explorer, for as long as it is not disposed of. */
export class Decorations implements vscode.FileDecorationProvider, vscode.Disposable {
  readonly #changed = new vscode.EventEmitter<undefined>();
  readonly onDidChangeFileDecorations = this.#changed.event;
  readonly #provider = vscode.window.registerFileDecorationProvider(this);
  #waiting: Waiting[] = [];

  constructor(
    private readonly server: Server,
    private readonly log: vscode.LogOutputChannel,
  ) {}

  /** Files may have other marks: VS Code asks again. */
  refresh(): void {
    this.#changed.fire(undefined);
  }

  /** Undefined: the file has no mark, or is no document of ours. */
  async provideFileDecoration(uri: vscode.Uri): Promise<vscode.FileDecoration | undefined> {
    // Governed documents are Markdown; folders and everything else are not asked about.
    if (uri.scheme !== 'file' || !/\.md$/i.test(uri.path)) return undefined;
    const mark = await new Promise<FileMark | null>((resolve) => {
      this.#waiting.push({ uri: uri.toString(), resolve });
      if (this.#waiting.length === 1) setImmediate(() => void this.#send());
    });
    if (!mark) return undefined;
    return new vscode.FileDecoration(mark.badge, mark.tooltip, mark.color ? new vscode.ThemeColor(mark.color) : undefined);
  }

  async #send(): Promise<void> {
    const asked = this.#waiting;
    this.#waiting = [];
    const marks = await this.#ask(asked.map((w) => w.uri));
    for (const [i, { resolve }] of asked.entries()) resolve(marks[i] ?? null);
  }

  async #ask(uris: readonly string[]): Promise<readonly (FileMark | null)[]> {
    try {
      return (await this.server).needsStart() ? [] : await ask(this.server, decorations, { uris });
    } catch (error) {
      this.log.warn(`decorations: ${String(error)}`);
      return [];
    }
  }

  dispose(): void {
    this.#provider.dispose();
    this.#changed.dispose();
  }
}
