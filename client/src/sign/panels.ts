/**
 * The signature pause: a panel for each thing that is to be signed.
 *
 * Invariant: only what its page sends after a person's click or key asks the server to sign, with the digest of what was shown.
 * Opening it, from wherever, signs nothing.
 */
import * as vscode from 'vscode';
import { type FromPanel, signIt, signingSheet, type ToPanel } from '#protocol/signing';
import { ask } from '../ask';
import type { Bench } from '../bench';
import { act } from '../commands/act';
import { openPlace, pageOf, pagesIn } from '../webview';

/** Of the webview, by which VS Code knows it again. */
export const panelType = 'gatehouse.sign';

/** What a panel is about: a folder by its URI, and what in it is to be signed. */
export interface SignSubject {
  readonly folder: string;
  readonly subject: string;
}

/** Several changes at once, as a save of many files makes them, are one look. */
const PAUSE = 150;

/** The panels of this window, one for each subject. */
export class SignPanels implements vscode.Disposable, vscode.WebviewPanelSerializer {
  readonly #open = new Map<string, SignPanel>();

  constructor(
    private readonly extension: vscode.Uri,
    private readonly bench: () => Bench,
  ) {}

  /** Shows the panel of a thing, the one that is open already where there is one. */
  show(subject: SignSubject): SignPanel {
    const key = keyOf(subject);
    const there = this.#open.get(key);
    if (there) {
      there.reveal();
      return there;
    }
    const panel = vscode.window.createWebviewPanel(panelType, titleOf(subject), vscode.ViewColumn.Active, {
      retainContextWhenHidden: true,
    });
    return this.#adopt(panel, subject);
  }

  /** After a restart of the window. */
  async deserializeWebviewPanel(panel: vscode.WebviewPanel, state: unknown): Promise<void> {
    const { folder, subject } = (state ?? {}) as Partial<SignSubject>;
    if (typeof folder !== 'string' || typeof subject !== 'string' || this.#open.has(keyOf({ folder, subject }))) panel.dispose();
    else this.#adopt(panel, { folder, subject });
  }

  /** Files have changed: what is shown may not be what is. */
  refresh(): void {
    for (const panel of this.#open.values()) panel.refreshSoon();
  }

  /** A key was asked to sign, and may wait to be touched. */
  keyWaits(): void {
    for (const panel of this.#open.values()) panel.keyWaits();
  }

  #adopt(panel: vscode.WebviewPanel, subject: SignSubject): SignPanel {
    const key = keyOf(subject);
    panel.webview.options = { enableScripts: true, localResourceRoots: [pagesIn(this.extension)] };
    const own = new SignPanel(panel, subject, this.bench());
    this.#open.set(key, own);
    panel.onDidDispose(() => {
      this.#open.delete(key);
      own.dispose();
    });
    panel.webview.html = pageOf(panel.webview, this.extension, 'sign', vscode.l10n.t('Signature'));
    return own;
  }

  dispose(): void {
    for (const panel of [...this.#open.values()]) panel.close();
  }
}

const keyOf = ({ folder, subject }: SignSubject): string => `${folder}\0${subject}`;
const titleOf = ({ subject }: SignSubject): string => vscode.l10n.t('Sign {0}', subject);

class SignPanel {
  readonly #listening: vscode.Disposable;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #signing = false;

  constructor(
    private readonly panel: vscode.WebviewPanel,
    private readonly subject: SignSubject,
    private readonly bench: Bench,
  ) {
    this.#listening = panel.webview.onDidReceiveMessage((message: FromPanel) => this.#safely(this.#heard(message)));
  }

  reveal(): void {
    this.panel.reveal();
  }

  close(): void {
    this.panel.dispose();
  }

  dispose(): void {
    clearTimeout(this.#timer);
    this.#listening.dispose();
  }

  refreshSoon(): void {
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      this.#safely(this.#look());
    }, PAUSE);
  }

  keyWaits(): void {
    if (this.#signing)
      void this.#say({
        is: 'waits',
        says: vscode.l10n.t('Your key is asked to sign. Touch it, or unlock it, if it waits for that.'),
      });
  }

  async #heard(message: FromPanel): Promise<void> {
    switch (message.is) {
      case 'ready':
        return this.#look();
      case 'open':
        return openPlace(message.place);
      case 'sign':
        return this.#sign(message);
      case 'back':
        return this.#back(message);
    }
  }

  async #look(): Promise<void> {
    const sheet = await ask(this.bench.server, signingSheet, this.subject);
    await this.#say('refused' in sheet ? { is: 'none', says: sheet.refused } : { is: 'sheet', sheet });
  }

  async #sign({ digest, confirmed, acknowledged, notes }: Extract<FromPanel, { is: 'sign' }>): Promise<void> {
    if (!vscode.workspace.isTrusted) {
      await this.#say({
        is: 'said',
        says: vscode.l10n.t('Gatehouse signs nothing in a workspace that is not trusted.'),
        well: false,
      });
      return;
    }
    this.#signing = true;
    try {
      const answer = await ask(this.bench.server, signIt, { ...this.subject, digest, confirmed, acknowledged, notes });
      if ('refused' in answer) {
        await this.#look();
        await this.#say({ is: 'said', says: answer.refused, well: false });
        return;
      }
      await this.#say({ is: 'none', says: answer.says, signed: true });
      void vscode.window.showInformationMessage(answer.says);
    } finally {
      this.#signing = false;
    }
  }

  async #back({ how: way, says }: Extract<FromPanel, { is: 'back' }>): Promise<void> {
    const { folder, subject } = this.subject;
    const how = { folder, inBackground: true };
    const reply =
      way === 'changes'
        ? await act(this.bench, 'request-changes', subject, { question: says }, how)
        : await act(this.bench, 'reject', subject, { reason: [says.join(' ')] }, how);
    if (reply?.is === 'done') await this.#say({ is: 'said', says: reply.says.join(' '), well: true });
    else if (reply?.is === 'refused') await this.#say({ is: 'said', says: reply.says.join(' '), well: false });
  }

  #safely(work: Promise<void>): void {
    work.catch((error: unknown) => {
      const said = error instanceof Error ? (error.stack ?? error.message) : String(error);
      this.bench.log.error(`sign ${this.subject.subject}: ${said}`);
      void this.#say({ is: 'said', says: vscode.l10n.t('Gatehouse could not do that. Its log says why.'), well: false });
    });
  }

  async #say(message: ToPanel): Promise<void> {
    await this.panel.webview.postMessage(message);
  }
}
