/** A page of ours that there is once in a window: opened by a command, kept over a restart, asked again when files change. */
import * as vscode from 'vscode';
import type { Bench } from './bench';
import { type PageName, pageOf, pagesIn } from './webview';

/** Several changes at once, as a save of many files makes them, are one look. */
const PAUSE = 300;

/** What a page's host is told, and what it can do. */
export interface PageHost<From, To> {
  readonly page: PageName;
  readonly title: string;
  /** Of the page: something was clicked, or it is there. */
  heard(message: From, tell: (message: To) => Promise<void>): Promise<void>;
  /** Files have changed. */
  look(tell: (message: To) => Promise<void>): Promise<void>;
  /** The page is closed. */
  closed?(): void;
}

/** One such page. It says `From` to us and is told `To`. */
export class PagePanel<From, To> implements vscode.Disposable, vscode.WebviewPanelSerializer {
  #panel: vscode.WebviewPanel | undefined;
  #listening: vscode.Disposable | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly extension: vscode.Uri,
    private readonly bench: () => Bench,
    private readonly host: PageHost<From, To>,
  ) {}

  /** By which VS Code knows its panel. */
  get type(): string {
    return `gatehouse.${this.host.page}`;
  }

  /** Opens the page, or brings it to the front. */
  show(): void {
    if (this.#panel) this.#panel.reveal();
    else
      this.#adopt(
        vscode.window.createWebviewPanel(this.type, this.host.title, vscode.ViewColumn.Active, { retainContextWhenHidden: true }),
      );
  }

  /** After a restart of the window. */
  async deserializeWebviewPanel(panel: vscode.WebviewPanel): Promise<void> {
    if (this.#panel) panel.dispose();
    else this.#adopt(panel);
  }

  /** Files have changed: what is shown may not be what is. */
  refresh(): void {
    if (!this.#panel) return;
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      if (this.#panel) this.#safely(this.host.look(this.#tell));
    }, PAUSE);
  }

  dispose(): void {
    this.#panel?.dispose();
  }

  #adopt(panel: vscode.WebviewPanel): void {
    panel.webview.options = { enableScripts: true, localResourceRoots: [pagesIn(this.extension)] };
    this.#panel = panel;
    this.#listening = panel.webview.onDidReceiveMessage((message: From) => this.#safely(this.host.heard(message, this.#tell)));
    panel.onDidDispose(() => {
      this.#listening?.dispose();
      clearTimeout(this.#timer);
      this.#timer = undefined;
      this.#panel = undefined;
      this.host.closed?.();
    });
    panel.webview.html = pageOf(panel.webview, this.extension, this.host.page, this.host.title);
  }

  readonly #tell = async (message: To): Promise<void> => {
    await this.#panel?.webview.postMessage(message);
  };

  #safely(work: Promise<void>): void {
    work.catch((error: unknown) => {
      const { log } = this.bench();
      log.error(`${this.host.page}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
      void vscode.window.showErrorMessage(vscode.l10n.t('Gatehouse could not do that. The log says why.'));
    });
  }
}

/** The document that somebody looks at. */
export const near = (): { readonly near?: string } => {
  const uri = vscode.window.activeTextEditor?.document.uri.toString();
  return uri === undefined ? {} : { near: uri };
};
