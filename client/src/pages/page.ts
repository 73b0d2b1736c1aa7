/** A page of ours beside the editors, one of each: opened, shown again, told when files have changed. */
import * as vscode from 'vscode';
import { type PageName, pageOf, pagesIn } from '../webview';

/** Several changes at once are one look. */
const PAUSE = 200;

export abstract class Page<From, To> implements vscode.Disposable {
  #panel: vscode.WebviewPanel | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;

  protected constructor(
    private readonly extension: vscode.Uri,
    private readonly name: PageName,
    private readonly title: string,
    private readonly log: vscode.LogOutputChannel,
  ) {}

  show(): void {
    if (this.#panel) {
      this.#panel.reveal();
      return;
    }
    const panel = vscode.window.createWebviewPanel(`gatehouse.${this.name}`, this.title, vscode.ViewColumn.Active, {
      enableScripts: true,
      retainContextWhenHidden: true,
      localResourceRoots: [pagesIn(this.extension)],
    });
    this.#panel = panel;
    panel.onDidDispose(() => {
      this.#panel = undefined;
      this.closed();
    });
    panel.webview.onDidReceiveMessage((message: From) => void this.#safely(() => this.heard(message)));
    panel.webview.html = pageOf(panel.webview, this.extension, this.name, this.title);
  }

  /** What it shows may have changed. Nothing is asked for a page that is not open. */
  refresh(): void {
    if (!this.#panel) return;
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      void this.#safely(() => this.look());
    }, PAUSE);
  }

  protected async say(message: To): Promise<void> {
    await this.#panel?.webview.postMessage(message);
  }

  protected abstract heard(message: From): Promise<void>;
  protected abstract look(): Promise<void>;
  /** It could not be done: how the page is told. */
  protected abstract failed(says: string): To;
  protected closed(): void {}

  async #safely(work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      this.log.error(`${this.name}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
      await this.say(this.failed(vscode.l10n.t('Gatehouse could not do that. Its log says why.')));
    }
  }

  dispose(): void {
    clearTimeout(this.#timer);
    this.#panel?.dispose();
  }
}

/** The document that somebody looks at. */
export const near = (): { readonly near?: string } => {
  const uri = vscode.window.activeTextEditor?.document.uri.toString();
  return uri === undefined ? {} : { near: uri };
};

/** Opens a place beside the page. */
export async function openPlace({ uri, range }: { uri: string; range?: { start: Point; end: Point } }): Promise<void> {
  const selection = range && new vscode.Range(range.start.line, range.start.character, range.end.line, range.end.character);
  await vscode.window.showTextDocument(vscode.Uri.parse(uri), {
    preview: true,
    viewColumn: vscode.ViewColumn.Beside,
    ...(selection ? { selection } : {}),
  });
}

interface Point {
  readonly line: number;
  readonly character: number;
}
