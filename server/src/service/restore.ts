/** Takes over what a former run has found, where it would be found again (see judged.ts). */

import { equal } from '#core/equal';
import type { Pace } from '#core/ports';
import type { Facts, Name, SymbolKind } from '#core/symbols';
import type { RelPath } from '#core/text';
import type { Question } from '#core/world';
import type { Cell, CellKey, Trace } from './cells';
import type { Entry } from './entry';
import { quiet, type Run } from './judge';
import { type Header, type KeptAnswer, type KeptRuns, type KeptTrace, namesIn } from './judged';
import type { Workspace } from './workspace';

/** What a former run has kept of what it found. */
export interface Former {
  readonly header: Header;
  /** What follows the header. Ends by itself, or where it is broken off. */
  readonly rest: Iterable<unknown>;
  /** The facts of files as they were, by path; those that are not kept are missing. */
  facts(files: ReadonlyMap<RelPath, { readonly hash: string; readonly piece: number }>): ReadonlyMap<RelPath, readonly Facts[]>;
}

/** Sets the answers to questions. */
type Ask = (questions: readonly Question[]) => Promise<void>;

export class Restorer {
  readonly #workspace: Workspace;
  readonly #ask: Ask;
  readonly #pace: Pace;
  #waiting: Promise<void> | undefined;
  #isUsed = false;
  #isFirst = true;

  constructor(workspace: Workspace, ask: Ask, pace: Pace) {
    this.#workspace = workspace;
    this.#ask = ask;
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
  async around(formerly: () => Former | undefined, load: () => Promise<void>): Promise<void> {
    const former = this.#isFirst ? formerly() : undefined;
    this.#isFirst = false;
    if (!former) return load();
    const both = load().then(async () => {
      this.#isUsed = await restore(this.#workspace, former, this.#ask, this.#pace);
    });
    this.#waiting = both.catch(() => {});
    try {
      await both;
    } finally {
      this.#waiting = undefined;
    }
  }
}

/** Returns whether what was kept could be used. */
async function restore(workspace: Workspace, former: Former, ask: Ask, pace: Pace): Promise<boolean> {
  const { store } = workspace;
  const answers: KeptAnswer[] = [];
  let left = former.header.answers;
  let reader: RunReader | undefined;
  let revision = -1;
  for (const value of former.rest) {
    await pace.pause();
    if (left > 0) {
      for (const one of value as readonly KeptAnswer[]) answers.push(one);
      left--;
      continue;
    }
    if (!reader) {
      await ask(answers.map((a) => a.question).filter((q) => !store.hasAnswer(q)));
      revision = store.revision;
      const dirty = Dirty.since(former, workspace);
      if (!dirty) return false;
      reader = new RunReader(workspace, dirty);
      for (const answer of answers) reader.answer(answer);
    }
    // What has been said meanwhile was not compared.
    if (store.revision !== revision) return true;
    reader.take(value as KeptRuns);
  }
  return reader !== undefined;
}

/** Names that a file says, or said, which is another by now. */
class Dirty {
  readonly #names = new Set<string>();
  readonly #kinds = new Set<SymbolKind>();
  readonly #lists: ReadonlyMap<string, readonly RelPath[]>;

  private constructor(lists: Header['lists']) {
    this.#lists = new Map(lists.map(({ kind, paths }) => [kind, paths]));
  }

  /** Undefined: it cannot be told. */
  static since({ header, facts }: Former, { entries }: Workspace): Dirty | undefined {
    const dirty = new Dirty(header.lists);
    const before = new Map(header.files.map((f) => [f.path, f]));
    const isSame = ({ path, hash, open }: Entry): boolean => {
      const known = before.get(path);
      return !open && hash !== '' && typeof known?.facts === 'number' && known.hash === hash;
    };
    const old = new Map<RelPath, { hash: string; piece: number }>();
    for (const { path, hash, facts: kept } of header.files) {
      const now = entries.get(path);
      if (now && isSame(now)) continue;
      if (typeof kept === 'number') old.set(path, { hash, piece: kept });
      else dirty.#add(kept);
    }
    for (const entry of entries.values()) if (!isSame(entry)) dirty.#add(namesIn(entry.facts));
    const found = old.size === 0 ? new Map<RelPath, readonly Facts[]>() : facts(old);
    if (found.size < old.size) return undefined;
    for (const facts of found.values()) dirty.#add(namesIn(facts));
    return dirty;
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

  constructor(workspace: Workspace, dirty: Dirty) {
    this.#workspace = workspace;
    this.#dirty = dirty;
  }

  answer({ question, answer }: KeptAnswer): void {
    const cell = this.#workspace.store.cell({ is: 'asked', of: question });
    this.#cells.push(equal(cell.value, answer) ? cell : undefined);
  }

  take({ cells, documents }: KeptRuns): void {
    for (const { key, from } of cells) this.#cells.push(this.#cell(key, from));
    for (const { path, hash, runs } of documents) {
      const entry = this.#workspace.entries.get(path);
      if (!entry || entry.open || entry.hash !== hash || !this.#workspace.isUnjudged(entry)) continue;
      entry.runs = runs.map((all) => all.map((run) => (run === null ? quiet : run && this.#run(run))));
    }
  }

  #cell(key: CellKey, from: KeptTrace | undefined): Cell | undefined {
    const { store } = this.#workspace;
    if (key.is === 'query') {
      const trace = from && this.#trace(from);
      return trace && store.keptQuery(key, trace);
    }
    const cell = store.cell(key);
    return this.#dirty.isSame(key, cell.value) ? cell : undefined;
  }

  #run(run: KeptTrace & Pick<Run, 'findings'>): Run | undefined {
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
