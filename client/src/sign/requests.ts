/** Tells a person when somebody asks for their signature while they look elsewhere. What was asked for before is in the sidebar. */
import * as vscode from 'vscode';
import { type SigningTarget, signingRequests } from '#protocol/signing';
import { ask } from '../ask';
import type { Bench } from '../bench';

/** Files come in bursts. */
const PAUSE = 400;

/** What was asked for while this window was open. */
export class SignRequests implements vscode.Disposable {
  /** What is known of; undefined until the first look. */
  #known: ReadonlySet<string> | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** In place of the notification: for tests, which cannot press its button. Whether it is to be looked at now. */
  tell = async ({ subject, requested }: SigningTarget): Promise<boolean> => {
    const look = vscode.l10n.t('Look at It');
    const says = vscode.l10n.t('{0} waits for your signature: {1}', subject, requested ?? '');
    return (await vscode.window.showInformationMessage(says, look)) === look;
  };

  constructor(private readonly bench: () => Bench) {}

  /** Something may have been asked for: looks after a pause. */
  refresh(): void {
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      this.#look().catch((error: unknown) => this.bench().log.warn(`requests of signatures: ${String(error)}`));
    }, PAUSE);
  }

  async #look(): Promise<void> {
    const { server, signPanels } = this.bench();
    if ((await server).needsStart()) return;
    const all = await ask(server, signingRequests, {});
    if (all === null) return;
    const before = this.#known;
    this.#known = new Set(all.map(keyOf));
    for (const target of all) if (before && !before.has(keyOf(target)) && (await this.tell(target))) signPanels.show(target);
  }

  dispose(): void {
    clearTimeout(this.#timer);
  }
}

const keyOf = ({ folder, subject, requested }: SigningTarget): string => `${folder}\0${subject}\0${requested}`;
