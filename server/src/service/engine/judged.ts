/**
 * What rules said of a folder's documents, and what they were told for it, as data: a later run takes over what would be said again.
 *
 * Invariant: a run is taken over only where every answer in its trace is what it was. A definition or a mention is, unless one of
 * the files that say it is another, came or went; what the world answers is asked again and compared; a list of files is compared;
 * what a query works out is a function of what it asked, else it is worked out and compared. Everything else is judged as if nothing were kept.
 */
import type { Pace, Piece } from '#core/ports';
import type { Finding } from '#core/rule';
import type { Facts, Name } from '#core/symbols';
import type { RelPath } from '#core/text';
import type { Question } from '#core/world';
import { type Cell, type CellKey, QueryCell, type Trace } from './cells';
import type { Entry } from './entry';
import { encode } from './flat';
import { quiet, type Run } from './judge';
import type { Workspace } from './workspace';

/** Documents, or answers, in one piece. */
const TOGETHER = 50;
const ANSWERS = 2000;

/** A file as it was when what follows was found. */
export interface SeenFile {
  readonly path: RelPath;
  readonly hash: string;
  /** Which piece holds its facts; where none does, all that it names. */
  readonly facts: number | readonly Name[];
}

/** What comes first of what is kept: what the rest stands on. */
export interface Header {
  readonly files: readonly SeenFile[];
  readonly lists: readonly { readonly kind: string; readonly paths: readonly RelPath[] }[];
  /** Pieces of {@link KeptAnswer} that follow, before those of {@link KeptRuns}. */
  readonly answers: number;
}

/** An answer of the world that a kept run was given. */
export interface KeptAnswer {
  readonly question: Question;
  readonly answer: unknown;
}

/** A cell that runs have read; of a query, from what it was worked out, and what came of it. */
export interface KeptCell {
  readonly key: CellKey;
  readonly from?: KeptTrace;
  readonly value?: unknown;
}

/** Cells by number, in the order in which they were kept: the answers of the world first. */
export interface KeptTrace {
  readonly read: readonly number[];
  readonly incomplete: boolean;
}

/** One run of a rule over a document. */
export type KeptRun = KeptTrace & { readonly findings: readonly Finding[] };

/** It is not kept. */
const UNKEPT = 0;
/** It said nothing and asked nothing. */
export const QUIET = 1;
/** The number of the first run that is kept. */
export const FIRST = 2;

/** A piece of what is kept: runs of some documents. */
export interface KeptRuns {
  readonly cells: readonly KeptCell[];
  /** Those that were not kept before. Where rules said nothing, many read the same. */
  readonly runs: readonly KeptRun[];
  readonly documents: readonly {
    readonly path: RelPath;
    readonly hash: string;
    /** By kind, by folder rule: the numbers of runs, in the order in which they were kept. */
    readonly runs: readonly (readonly number[])[];
    /** All of it, as it was put together of the runs. */
    readonly found: readonly Finding[];
  }[];
}

/** All names that a document defines or refers to; one may come twice. */
export const namesIn = (facts: readonly Facts[]): readonly Name[] =>
  facts.flatMap((f) => [...f.defs, ...f.refs].map(({ kind, name }) => ({ kind, name })));

/**
 * Breaks off where the folder changes meanwhile: what was given up to then holds by itself.
 * @param pieceOf where the facts of a file are kept
 */
export async function* judgedPieces(
  workspace: Workspace,
  pieceOf: ReadonlyMap<RelPath, number>,
  pace: Pace,
): AsyncIterable<Piece> {
  const { store } = workspace;
  const { revision } = store;
  const isStill = (): boolean => workspace.isJudged && store.revision === revision;
  if (!isStill()) return;
  const entries = [...workspace.entries.values()];
  const writer = new TraceWriter(store.answers());
  const header: Header = {
    files: entries.map(({ path, hash, open, facts }) => ({
      path,
      hash,
      facts: (open ? undefined : pieceOf.get(path)) ?? namesIn(facts),
    })),
    lists: store.fileLists(),
    answers: Math.ceil(writer.answers.length / ANSWERS),
  };
  const pieces = function* (): Iterable<unknown> {
    yield header;
    for (let i = 0; i < writer.answers.length; i += ANSWERS) yield writer.answers.slice(i, i + ANSWERS);
    for (let i = 0; i < entries.length; i += TOGETHER) yield writer.runsOf(entries.slice(i, i + TOGETHER));
  };
  for (const value of pieces()) {
    const piece = encode([value]);
    if (piece === undefined) return;
    yield piece;
    await pace.pause();
    if (!isStill()) return;
  }
}

/** Former versions of files are large, and let go of. */
const isKept = ({ question }: KeptAnswer): boolean => question.ask !== 'past';

class TraceWriter {
  readonly answers: readonly KeptAnswer[];
  readonly #ids = new Map<Cell, number | undefined>();
  #next = 0;
  #fresh: KeptCell[] = [];
  /** Runs that said nothing, by what they read. */
  readonly #silent = new Map<string, number>();
  #nextRun = FIRST;
  #runs: KeptRun[] = [];

  constructor(answers: readonly (KeptAnswer & { readonly cell: Cell })[]) {
    const kept = answers.filter(isKept);
    for (const { cell } of kept) this.#ids.set(cell, this.#next++);
    this.answers = kept.map(({ question, answer }) => ({ question, answer }));
  }

  runsOf(entries: readonly Entry[]): KeptRuns {
    this.#fresh = [];
    this.#runs = [];
    const documents = entries.flatMap(({ path, hash, open, kinds, runs, found }) =>
      open || hash === '' ? [] : [{ path, hash, runs: kinds.map((_, k) => (runs[k] ?? []).map((run) => this.#run(run))), found }],
    );
    return { cells: this.#fresh, runs: this.#runs, documents };
  }

  /** The number of a run. */
  #run(run: Run | undefined): number {
    if (run === quiet) return QUIET;
    const trace = run && this.#trace(run.trace);
    if (!trace) return UNKEPT;
    const key = run.findings.length === 0 ? `${trace.incomplete} ${trace.read.join(' ')}` : undefined;
    const known = key === undefined ? undefined : this.#silent.get(key);
    if (known !== undefined) return known;
    this.#runs.push({ ...trace, findings: run.findings });
    if (key !== undefined) this.#silent.set(key, this.#nextRun);
    return this.#nextRun++;
  }

  /** Undefined: it holds what cannot be kept. */
  #trace({ read, incomplete }: Trace): KeptTrace | undefined {
    const ids: number[] = [];
    for (let i = 0; i < read.length; i += 2) {
      const id = this.#id(read[i] as Cell);
      if (id === undefined) return undefined;
      ids.push(id);
    }
    return { read: ids, incomplete };
  }

  #id(cell: Cell): number | undefined {
    if (this.#ids.has(cell)) return this.#ids.get(cell);
    const kept = this.#cell(cell);
    const id = kept && this.#next++;
    this.#ids.set(cell, id);
    if (kept) this.#fresh.push(kept);
    return id;
  }

  #cell(cell: Cell): KeptCell | undefined {
    // An answer that is to be kept has its number.
    if (cell.key.is === 'asked') return undefined;
    if (!(cell instanceof QueryCell)) return { key: cell.key };
    const from = this.#trace(cell.trace);
    return from && { key: cell.key, from, value: cell.value };
  }
}
