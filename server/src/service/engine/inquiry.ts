/** Asks the host what rules wanted to know of the world, and says once what cannot be known. */
import type { Files, Log, Pace } from '#core/ports';
import { linkNamesIn } from '#core/slugs';
import type { RelPath } from '#core/text';
import type { Answered, Question } from '#core/world';
import { bodyOf } from './bodies';
import { Slices } from './slices';
import { staleAfter } from './stale-questions';
import { unknownsOf } from './unknowns';
import type { Workspace } from './workspace';

/** Rounds of questions to the world: a rule may ask more once it knows something. */
export const ROUNDS = 20;
/** Open documents of more UTF-16 units have the headings that they were saved with: all of it would be read at each key. */
const LONG = 200_000;
/** After so many answers the event loop turns: a big folder has a hundred thousand. */
const TURN = 500;

/** What one session asks the host, and what it said of what the host does not know. */
export class Inquiry {
  readonly #workspace: Workspace;
  readonly #files: Files;
  readonly #pace: Pace;
  readonly #log: Log;
  /** Why something is unknown, as far as it was told. */
  readonly #told = new Set<string>();
  /** Open documents in which somebody has typed since their headings were asked for. */
  readonly #typed = new Set<RelPath>();

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

  /** Asks, and hands the answers to the workspace. What the workspace knows better itself is not asked. */
  async ask(questions: readonly Question[]): Promise<void> {
    if (questions.length === 0) return;
    const mine = questions.map((q) => (q.ask === 'body' ? bodyOf(this.#workspace, this.#files, q) : this.#shown(q)));
    const told = await this.#files.answer(questions.filter((_, i) => mine[i] === undefined));
    let next = 0;
    const answers = mine.map((own) => own ?? told[next++]);
    for (const [i, q] of questions.entries()) {
      this.#workspace.answer(q, this.#logged(q, (await answers[i]) ?? { unknown: 'failed' }));
      if (i % TURN === TURN - 1) await this.#pace.pause();
    }
  }

  /** An answer without what went wrong: that is for the log, once. */
  #logged(question: Question, answer: Answered): Answered {
    if (!('unknown' in answer) || answer.cause === undefined) return answer;
    if (!this.#told.has(answer.cause)) this.#log.warn(`What was asked cannot be found out (${question.ask}): ${answer.cause}`);
    this.#told.add(answer.cause);
    return { unknown: answer.unknown };
  }

  /** Somebody typed in an open document. */
  typed(path: RelPath): void {
    this.#typed.add(path);
  }

  /** What links lead to in open documents that were typed in, as it is now. */
  follow(): void {
    for (const path of this.#typed) {
      const question = { ask: 'headings', path } as const;
      const now = this.#workspace.store.hasAnswer(question) ? this.#shown(question) : undefined;
      if (now) this.#workspace.answer(question, now);
    }
    this.#typed.clear();
  }

  /** What is to be answered from the text that an editor has open. Undefined: the disk knows. */
  #shown(q: Question): Answered | undefined {
    const open = q.ask === 'headings' ? this.#workspace.entries.get(q.path)?.open : undefined;
    return open && open.text.length <= LONG ? { value: linkNamesIn(open.text) } : undefined;
  }

  /** What may have another answer since files have changed. @param came whether some may have come or gone */
  async again(changed: readonly RelPath[], came: boolean): Promise<void> {
    const isStale = staleAfter(changed, came);
    const stale: Question[] = [];
    const slices = new Slices(this.#pace);
    for (const question of this.#workspace.store.answered()) {
      if (isStale(question)) stale.push(question);
      if (slices.isOver) await slices.turn();
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
