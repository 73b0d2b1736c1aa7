/** Asks the host what rules wanted to know of the world, and says once what cannot be known. */
import type { Files, Log, Pace } from '#core/ports';
import type { RelPath } from '#core/text';
import type { Question } from '#core/world';
import { bodyOf } from './bodies';
import { staleAfter } from './stale-questions';
import { unknownsOf } from './unknowns';
import type { Workspace } from './workspace';

/** Rounds of questions to the world: a rule may ask more once it knows something. */
export const ROUNDS = 20;
/** After so many answers the event loop turns: a big folder has a hundred thousand. */
const TURN = 500;
/** Longest time, in milliseconds, for which questions are looked through in one turn. */
const SLICE = 4;

export class Inquiry {
  readonly #workspace: Workspace;
  readonly #files: Files;
  readonly #pace: Pace;
  readonly #log: Log;
  /** Why something is unknown, as far as it was told. */
  readonly #told = new Set<string>();

  constructor(workspace: Workspace, { files, pace, log }: { readonly files: Files; readonly pace: Pace; readonly log: Log }) {
    this.#workspace = workspace;
    this.#files = files;
    this.#pace = pace;
    this.#log = log;
  }

  /** Before anything is judged: whether it is worth asking for history at all. */
  begin(): Promise<void> {
    return this.ask([{ ask: 'repository' }]);
  }

  async ask(questions: readonly Question[]): Promise<void> {
    if (questions.length === 0) return;
    const told = await this.#files.answer(questions.filter((q) => q.ask !== 'body'));
    let next = 0;
    const answers = questions.map((q) => (q.ask === 'body' ? bodyOf(this.#workspace, this.#files, q) : told[next++]));
    for (const [i, q] of questions.entries()) {
      this.#workspace.answer(q, (await answers[i]) ?? { unknown: 'failed' });
      if (i % TURN === TURN - 1) await this.#pace.pause();
    }
  }

  /** What may have another answer since files have changed. @param came whether some may have come or gone */
  async again(changed: readonly RelPath[], came: boolean): Promise<void> {
    const isStale = staleAfter(changed, came);
    const stale: Question[] = [];
    let began = this.#pace.now();
    for (const question of this.#workspace.store.answered()) {
      if (isStale(question)) stale.push(question);
      if (this.#pace.now() - began < SLICE) continue;
      await this.#pace.pause();
      began = this.#pace.now();
    }
    await this.ask(stale);
  }

  /** Nothing more is asked: former versions are let go of, and what cannot be looked at here is said once, not at every key. */
  settled(): void {
    this.#workspace.store.forgetTexts((path) => this.#workspace.entries.get(path)?.open !== undefined);
    this.#workspace.store.forgetUnread();
    for (const { why, says } of unknownsOf(this.#workspace.store)) {
      if (this.#told.has(why)) continue;
      this.#told.add(why);
      this.#log.info(says);
    }
  }
}
