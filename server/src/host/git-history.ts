/** Questions about history, answered by git: a round of them in a handful of runs, whatever their number. */
import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { RelPath } from '#core/text';
import { type Answered, type Commit, type Question, questionKey } from '#core/world';
import { decode } from './decode';
import { GitUnknown, hasRepository, objects, output } from './git';
import { elsewhere, type Lister } from './git-elsewhere';
import { type Blob, type LoggedStep, stepsOf, type Where } from './git-log';
import { countOf, removedIn, touchedIn } from './history';
import { linesOf, splitLines } from './lines';

type Asked<A extends Question['ask']> = Extract<Question, { ask: A }>;
type Settle = (q: Question, answered: Answered) => void;

/** The files of the working tree, as git's answers need them. */
export interface WorkingTree {
  text(path: RelPath): Promise<string | undefined>;
  list: Lister;
}

/** What a repository knows, of the commit that is checked out. */
interface State extends Where {
  readonly shallow: boolean;
  /** Steps of files that have been asked for. */
  readonly steps: Map<RelPath, readonly LoggedStep[]>;
}

const unknown = (why: GitUnknown['why']): Answered => ({ unknown: why });
const isCommit = (id: string): boolean => /^[0-9a-f]{4,64}$/i.test(id);
/** What all versions of a file may come to, in bytes, when each line of each is looked at. */
const LARGEST = 128 * 1024 * 1024;
/** Of so many files one run of git gives all versions: a run for each would take ten thousand of them minutes. */
const TOGETHER = 200;

/** History of one folder: {@link Answers} to questions about commits. Keeps what no later commit can change. */
export class GitHistory {
  readonly #root: string;
  readonly #tree: WorkingTree;
  readonly #at: string;
  #state: State | undefined;
  /** How often a content holds a text: contents do not change. */
  readonly #counts = new Map<string, number>();

  /** @param at the commit whose past it is; the tree has the files of that */
  constructor(root: string, tree: WorkingTree, at = 'HEAD') {
    this.#root = root;
    this.#tree = tree;
    this.#at = at;
  }

  /** Answers in the order of the questions. */
  async answer(questions: readonly Question[]): Promise<readonly Answered[]> {
    if (!hasRepository(this.#root)) return questions.map(() => unknown('no-git'));
    const answers = new Map<string, Answered>();
    const settle: Settle = (q, a) => void answers.set(questionKey(q), a);
    const of = <A extends Question['ask']>(ask: A): readonly Asked<A>[] => questions.filter((q): q is Asked<A> => q.ask === ask);
    let why: GitUnknown['why'] = 'failed';
    try {
      const state = await this.#now();
      const work = [
        () => this.#touched(state, of('touched'), settle),
        () => this.#removed(state, of('removed'), settle),
        () => this.#texts(state, [...of('past'), ...of('lines')], settle),
        () => this.#elsewhere(state, of('elsewhere'), settle),
      ];
      for (const part of work)
        await part().catch((cause: unknown) => {
          why = reason(cause);
        });
    } catch (cause) {
      why = reason(cause);
    }
    return questions.map((q) => answers.get(questionKey(q)) ?? unknown(why));
  }

  /** What tells one state of the repository from another: the commit that is checked out, and all branches. Undefined: there is none. */
  async stamp(): Promise<string | undefined> {
    if (!hasRepository(this.#root)) return undefined;
    try {
      const { head } = await this.#now();
      return `${head}\n${await output(this.#root, ['for-each-ref', '--format=%(objectname) %(refname)', 'refs/heads', 'refs/remotes'])}`;
    } catch (cause) {
      return reason(cause);
    }
  }

  /** The folders in which git notes what moves: of this worktree, and what all of them share. */
  async folders(): Promise<readonly string[]> {
    if (!hasRepository(this.#root)) return [];
    const out = await output(this.#root, ['rev-parse', '--git-dir', '--git-common-dir']).catch(() => undefined);
    return out === undefined ? [] : [...new Set(lines(out).map((l) => resolve(this.#root, l)))];
  }

  /** As long as the same commit is checked out, what is known of its past holds. */
  async #now(): Promise<State> {
    const root = this.#root;
    const [prefix = '', common = '', shallow] = lines(
      await output(root, ['rev-parse', '--show-prefix', '--git-common-dir', '--is-shallow-repository']),
    );
    // Without a commit there is nothing to ask.
    const head =
      lines(await output(root, ['rev-parse', '--verify', '--quiet', `${this.#at}^{commit}`]).catch(() => Buffer.alloc(0)))[0] ??
      '';
    const cuts = shallow === 'true' ? await readFile(join(resolve(root, common), 'shallow'), 'utf8').catch(() => '') : '';
    if (this.#state?.head !== head || this.#state.prefix !== prefix || this.#state.cuts.size !== cutsIn(cuts).size)
      this.#state = { root, prefix, head, cuts: cutsIn(cuts), shallow: shallow === 'true', steps: new Map() };
    return this.#state;
  }

  async #steps(state: State, paths: readonly RelPath[]): Promise<void> {
    const missing = [...new Set(paths)].filter((p) => !state.steps.has(p));
    if (missing.length === 0) return;
    const found = state.head === '' ? new Map<RelPath, readonly LoggedStep[]>() : await stepsOf(state, missing);
    for (const path of missing) state.steps.set(path, found.get(path) ?? []);
  }

  async #touched(state: State, questions: readonly Asked<'touched'>[], settle: Settle): Promise<void> {
    await this.#steps(
      state,
      questions.map((q) => q.path),
    );
    const lacking = await this.#count(state, questions);
    for (const q of questions) {
      const steps = state.steps.get(q.path) ?? [];
      const count = (b: Blob): number => this.#counts.get(`${b}\0${q.text}`) ?? 0;
      const blobs = steps.flatMap(blobsOf);
      if (blobs.some((b) => lacking.has(b)) || steps.some((s) => s.cut && s.after !== undefined && count(s.after) > 0))
        settle(q, unknown('shallow'));
      else settle(q, { value: touchedIn(steps, count).map(plain) });
    }
  }

  /** Counts the texts in the contents that are not counted yet. @returns contents that are not here */
  async #count(state: State, questions: readonly Asked<'touched'>[]): Promise<ReadonlySet<Blob>> {
    const wanted = new Map<Blob, Set<string>>();
    for (const q of questions)
      for (const blob of (state.steps.get(q.path) ?? []).flatMap(blobsOf)) {
        if (this.#counts.has(`${blob}\0${q.text}`)) continue;
        const texts = wanted.get(blob) ?? new Set();
        wanted.set(blob, texts.add(q.text));
      }
    const lacking = new Set<Blob>();
    const blobs = [...wanted.keys()];
    await objects(this.#root, blobs, (bytes, i) => {
      const blob = blobs[i] ?? '';
      if (!bytes) return void lacking.add(blob);
      let text: string | undefined;
      for (const what of wanted.get(blob) ?? []) {
        // Most texts are ASCII and not in there: bytes tell that without decoding.
        if (/^[ -~]*$/.test(what) && bytes.indexOf(what) < 0 && !isWide(bytes)) this.#counts.set(`${blob}\0${what}`, 0);
        else {
          text ??= decode(bytes).text;
          this.#counts.set(`${blob}\0${what}`, countOf(text, what));
        }
      }
    });
    return lacking;
  }

  async #removed(state: State, questions: readonly Asked<'removed'>[], settle: Settle): Promise<void> {
    await this.#steps(
      state,
      questions.map((q) => q.path),
    );
    for (let i = 0; i < questions.length; i += TOGETHER) await this.#removedFrom(state, questions.slice(i, i + TOGETHER), settle);
  }

  /** In one run of git; the versions of a file are let go of before those of the next one come. */
  async #removedFrom(state: State, questions: readonly Asked<'removed'>[], settle: Settle): Promise<void> {
    const files = await Promise.all(
      questions.map(async (q) => {
        const steps = state.steps.get(q.path) ?? [];
        const now = await this.#tree.text(q.path).catch(() => undefined);
        return { q, steps, now, blobs: [...new Set(steps.flatMap(blobsOf))], lines: new Map<Blob, readonly string[]>(), size: 0 };
      }),
    );
    const done = ({ q, steps, now, blobs, lines, size }: (typeof files)[number]): void => {
      if (size > LARGEST) settle(q, unknown('failed'));
      else if (lines.size < blobs.length || steps.some((s) => s.cut)) settle(q, unknown('shallow'));
      else {
        const removed = removedIn(steps, (b) => lines.get(b) ?? [], now);
        settle(q, { value: removed.map((r) => ({ text: r.text, by: r.by && plain(r.by) })) });
      }
      lines.clear();
    };
    for (const file of files) if (file.blobs.length === 0) done(file);
    const wanted = files.flatMap((file) => file.blobs.map((blob, i) => ({ file, blob, isLast: i === file.blobs.length - 1 })));
    const names = wanted.map((w) => w.blob);
    await objects(this.#root, names, (bytes, i) => {
      const { file, blob, isLast } = wanted[i] as (typeof wanted)[number];
      file.size += bytes?.length ?? 0;
      if (file.size > LARGEST) file.lines.clear();
      else if (bytes) file.lines.set(blob, splitLines(decode(bytes).text));
      if (isLast) done(file);
    });
  }

  /** Whole texts, and lines of them, at commits. */
  async #texts(state: State, all: readonly (Asked<'past'> | Asked<'lines'>)[], settle: Settle): Promise<void> {
    const known = all.filter((q) => isCommit(q.commit ?? '') && !/[\r\n]/.test(q.path));
    for (const q of all) if (!known.includes(q)) settle(q, { value: undefined });
    const names = known.map((q) => `${q.commit}:${state.prefix}${q.path}`);
    await objects(this.#root, names, (bytes, i) => {
      const q = known[i];
      if (!q) return;
      if (!bytes && state.shallow) return settle(q, unknown('shallow'));
      const text = bytes && decode(bytes).text;
      settle(q, { value: q.ask === 'past' ? text : linesOf(text, q.from, q.to) });
    });
  }

  async #elsewhere(state: State, questions: readonly Asked<'elsewhere'>[], settle: Settle): Promise<void> {
    if (questions.length === 0) return;
    const none = state.head === '';
    const found = none ? undefined : await elsewhere(state, new Set(questions.map((q) => q.text)), this.#tree.list);
    for (const q of questions) settle(q, { value: found?.get(q.text) ?? [] });
  }
}

const reason = (cause: unknown): GitUnknown['why'] => (cause instanceof GitUnknown ? cause.why : 'failed');
const lines = (out: Buffer): readonly string[] => out.toString().split('\n');
const cutsIn = (text: string): ReadonlySet<string> => new Set(text.split('\n').filter((l) => l !== ''));
const blobsOf = (s: LoggedStep): readonly Blob[] => (s.after === undefined ? s.before : [...s.before, s.after]);
/** UTF-16. */
const isWide = (bytes: Buffer): boolean => bytes[0] === 0xff || bytes[0] === 0xfe;
const plain = ({ id, day, path }: Commit): Commit => ({ id, day, path });
