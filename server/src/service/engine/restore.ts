/** Takes over what a former run has found, where it would be found again (see judged.ts). */

import { equal } from '#core/equal';
import type { Pace } from '#core/ports';
import type { Facts, Name, SymbolKind } from '#core/symbols';
import type { RelPath } from '#core/text';
import type { Question } from '#core/world';
import type { Setup } from '../config/setup';
import type { Cell, CellKey, Trace } from './cells';
import { changedDefs, changes, sameName } from './differences';
import type { Entry } from './entry';
import { quiet, type Run } from './judge';
import {
  FIRST,
  type Header,
  type KeptAnswer,
  type KeptCell,
  type KeptRun,
  type KeptRuns,
  type KeptTrace,
  namesIn,
  QUIET,
  type SeenFile,
} from './judged';
import type { Workspace } from './workspace';

/** After so many answers the event loop turns. */
const TURN = 500;

/** Files as they were, and in which piece their facts are. */
export type Wanted = ReadonlyMap<RelPath, { readonly hash: string; readonly piece: number }>;

/** What a former run has kept of what it found. */
export interface Former {
  readonly header: Header;
  /** What follows the header. Ends by itself, or where it is broken off. */
  readonly rest: Generator<unknown, void>;
  /** The facts of files as they were, by path; those that are not kept are missing. */
  facts(files: Wanted, pace: Pace): Promise<ReadonlyMap<RelPath, readonly Facts[]>>;
}

/** Takes over, once, what a former run has found. */
export class Restorer {
  readonly #workspace: Workspace;
  readonly #from: { former(): Former | undefined };
  readonly #world: { ask(questions: readonly Question[]): Promise<void> };
  readonly #pace: Pace;
  #waiting: Promise<void> | undefined;
  #isUsed = false;
  #isFirst = true;

  constructor(
    workspace: Workspace,
    from: { former(): Former | undefined },
    world: { ask(questions: readonly Question[]): Promise<void> },
    pace: Pace,
  ) {
    this.#workspace = workspace;
    this.#from = from;
    this.#world = world;
    this.#pace = pace;
  }

  /** What was kept could be taken over. */
  get isUsed(): boolean {
    return this.#isUsed;
  }

  /** Who is about to judge closed documents waits: what was found in them may be known in a moment. */
  async ready(): Promise<void> {
    await this.#waiting;
  }

  /** Loads the files and, the first time, takes over what was found in them. */
  async around(load: () => Promise<void>): Promise<void> {
    const former = this.#isFirst ? this.#from.former() : undefined;
    const { setup } = this.#workspace;
    this.#isFirst = false;
    if (!former) return load();
    const both = load().then(async () => {
      this.#isUsed = await this.#restore(former, setup);
    });
    this.#waiting = both.catch(() => {});
    try {
      await both;
    } finally {
      former.rest.return();
      this.#waiting = undefined;
    }
  }

  /** Returns whether what was kept could be used. @param setup by which it was found */
  async #restore(former: Former, setup: Setup): Promise<boolean> {
    const workspace = this.#workspace;
    const { store } = workspace;
    const answers: KeptAnswer[] = [];
    let left = former.header.answers;
    let reader: RunReader | undefined;
    let revision = -1;
    for (const value of former.rest) {
      await this.#pace.pause();
      if (left > 0) {
        for (const one of value as readonly KeptAnswer[]) answers.push(one);
        left--;
        continue;
      }
      if (!reader) {
        await this.#world.ask(answers.map((a) => a.question).filter((q) => !store.hasAnswer(q)));
        const known = await former.facts(changedSince(former.header, workspace), this.#pace);
        revision = store.revision;
        const dirty = Dirty.since(former.header, known, workspace);
        if (!dirty) return false;
        reader = new RunReader(workspace, dirty);
        for (const [i, answer] of answers.entries()) {
          reader.answer(answer);
          if (i % TURN === TURN - 1) await this.#pace.pause();
        }
      }
      // What is said by now was not compared, or by another configuration nothing is as it was.
      if (store.revision !== revision || workspace.setup !== setup) return true;
      reader.take(value as KeptRuns);
    }
    return reader !== undefined;
  }
}

const isSame = (was: SeenFile | undefined, now: Entry | undefined): boolean =>
  typeof was?.facts === 'number' && now !== undefined && !now.open && now.hash !== '' && now.hash === was.hash;

/** Files that are others by now, or gone, and of which it is kept what they said. */
function changedSince({ files }: Header, { entries }: Workspace): Wanted {
  const others = files.filter((f) => !isSame(f, entries.get(f.path)));
  return new Map(others.flatMap(({ path, hash, facts }) => (typeof facts === 'number' ? [[path, { hash, piece: facts }]] : [])));
}

/** Names of which a file says something else by now. */
class Dirty {
  readonly #names = new Set<string>();
  readonly #kinds = new Set<SymbolKind>();
  readonly #lists: ReadonlyMap<string, readonly RelPath[]>;

  private constructor(lists: Header['lists']) {
    this.#lists = new Map(lists.map(({ kind, paths }) => [kind, paths]));
  }

  /** Undefined: it cannot be told. @param known what changed files said */
  static since(header: Header, known: ReadonlyMap<RelPath, readonly Facts[]>, { entries }: Workspace): Dirty | undefined {
    const dirty = new Dirty(header.lists);
    const before = new Map(header.files.map((f) => [f.path, f]));
    for (const was of header.files) {
      const { path, facts } = was;
      const now = entries.get(path);
      if (isSame(was, now)) continue;
      const said = known.get(path);
      if (typeof facts !== 'number') dirty.#add(facts);
      else if (said) dirty.#compare(said, now?.facts ?? []);
      else return undefined;
    }
    for (const now of entries.values())
      if (!isSame(before.get(now.path), now) && !known.has(now.path)) dirty.#add(namesIn(now.facts));
    return dirty;
  }

  /** What a file says and what it said. */
  #compare(was: readonly Facts[], is: readonly Facts[]): void {
    const refs = (all: readonly Facts[]): readonly Name[] => all.flatMap((f) => f.refs);
    this.#add(changedDefs(was, is).map((d) => d.name));
    const mentions = changes(refs(was), refs(is), sameName).filter((d) => d.old.length > 0 !== d.now.length > 0);
    this.#add(mentions.map((d) => d.name));
  }

  #add(names: readonly Name[]): void {
    for (const { kind, name } of names) {
      this.#names.add(`${kind}\0${name}`);
      this.#kinds.add(kind);
    }
  }

  /** Whether a cell says what it said. Of answers and queries that is told elsewhere. */
  isSame(key: CellKey, value: unknown): boolean {
    switch (key.is) {
      case 'def':
      case 'mentions':
        return !this.#names.has(`${key.of.kind}\0${key.of.name}`);
      case 'names':
      case 'all':
        return !this.#kinds.has(key.of);
      case 'files':
        return equal(this.#lists.get(key.of), value);
      case 'asked':
      case 'query':
        return false;
    }
  }
}

class RunReader {
  readonly #workspace: Workspace;
  readonly #dirty: Dirty;
  /** By number; undefined: it says something else. */
  readonly #cells: (Cell | undefined)[] = [];
  /** By number less {@link FIRST}; undefined: it would say something else. */
  readonly #runs: (Run | undefined)[] = [];

  constructor(workspace: Workspace, dirty: Dirty) {
    this.#workspace = workspace;
    this.#dirty = dirty;
  }

  answer({ question, answer }: KeptAnswer): void {
    const cell = this.#workspace.store.cell({ is: 'asked', of: question });
    this.#cells.push(cell && equal(cell.value, answer) ? cell : undefined);
  }

  take({ cells, runs: fresh, documents }: KeptRuns): void {
    for (const cell of cells) this.#cells.push(this.#cell(cell));
    for (const run of fresh) this.#runs.push(this.#run(run));
    for (const { path, hash, runs, found } of documents) {
      const entry = this.#workspace.entries.get(path);
      if (!entry || entry.open || entry.hash !== hash || !this.#workspace.isUnjudged(entry)) continue;
      entry.runs = runs.map((all) => all.map((n) => (n === QUIET ? quiet : this.#runs[n - FIRST])));
      // As long as none of the runs has to be made anew: see Workspace.judge.
      entry.foundBefore = found;
    }
  }

  #cell({ key, from, value }: KeptCell): Cell | undefined {
    const { store } = this.#workspace;
    if (key.is === 'query') {
      const trace = from && this.#trace(from);
      const cell = trace ? store.keptQuery(key, trace, value) : store.cell(key);
      return cell && equal(cell.value, value) ? cell : undefined;
    }
    const cell = store.cell(key);
    return cell && this.#dirty.isSame(key, cell.value) ? cell : undefined;
  }

  #run(run: KeptRun): Run | undefined {
    const trace = this.#trace(run);
    return trace && { findings: run.findings, trace };
  }

  #trace({ read, incomplete }: KeptTrace): Trace | undefined {
    const out: unknown[] = new Array(2 * read.length);
    for (let i = 0; i < read.length; i++) {
      const cell = this.#cells[read[i] as number];
      if (!cell) return undefined;
      out[2 * i] = cell;
      out[2 * i + 1] = cell.value;
    }
    return { read: out, incomplete };
  }
}
