/** Runs gates in the server: tells how they go, and calls them off. */
import * as vscode from 'vscode';
import { type GateOrder, type GateResult, gateProgress, runGate } from '#protocol/messages';
import { ask, type Server } from './ask';
import type { Verdicts } from './verdicts';

/** Who follows how a gate goes. */
export interface Following {
  readonly token: vscode.CancellationToken;
  /** Called with a few words, now and then. */
  say(words: string): void;
}

/** The runs of this window. */
export class GateRuns {
  readonly #following = new Map<string, Following['say']>();
  #count = 0;

  constructor(
    private readonly server: Server,
    private readonly verdicts: Verdicts,
    log: vscode.LogOutputChannel,
  ) {
    server
      .then((client) =>
        client.onNotification(gateProgress.method, ({ progress, says }: { progress: string; says: string }) =>
          this.#following.get(progress)?.(says),
        ),
      )
      .catch((error) => log.error(`gates: ${String(error)}`));
  }

  /** Null: there is no such gate or folder, or it was called off. */
  async run(order: GateOrder, { token, say }: Following): Promise<GateResult | null> {
    const progress = String(++this.#count);
    this.#following.set(progress, say);
    try {
      const result = await ask(this.server, runGate, { ...order, progress, ...trust() }, token);
      if (result) await this.verdicts.keep(result.kept);
      return result;
    } catch (error) {
      if (token.isCancellationRequested) return null;
      throw error;
    } finally {
      this.#following.delete(progress);
    }
  }
}

const trust = (): Pick<GateOrder, 'untrusted'> => (vscode.workspace.isTrusted ? {} : { untrusted: true });
