/** What was read of closed files, and what was found in them, as former runs have kept it. */
import type { Files, Hashed, Keeps, Pace, Piece } from '#core/ports';
import type { Facts } from '#core/symbols';
import type { RelPath } from '#core/text';
import { CONFIG_KIND } from '../config/config';
import { indexOf } from './differences';
import type { Entry } from './entry';
import { decode, Sealed } from './flat';
import { CRASH } from './judge';
import { type Header, judgedPieces } from './judged';
import { type KeptFile, packed, unpacked } from './kept-file';
import type { Former, Wanted } from './restore';
import { Slices } from './slices';
import type { Workspace } from './workspace';

/** At most so many files go into one piece, and of large ones, in UTF-16 units, fewer: it is read, and written, without holding anybody up. */
const TOGETHER = 25;
const LONG = 250_000;
/** So few files are looked for in a piece before it is unpacked: mostly in none of hundreds is one of them. */
const SEVERAL = 20;
/** From this part of unknown files on what is kept is written anew. */
const TOO_MANY = 0.05;

/** A folder's readings as former runs have kept them. */
export class Cache {
  readonly #keeps: Keeps;
  readonly #found: Keeps;
  /** How many were known when they were last asked for. */
  #known = 0;

  /**
   * @param keeps what was read
   * @param found what was found in it
   * @param isEager keep it as soon as all is read; else who holds the session says when
   */
  constructor(
    keeps: Keeps,
    found: Keeps,
    readonly isEager = false,
  ) {
    this.#keeps = keeps;
    this.#found = found;
  }

  /**
   * Those of the files that hold the same bytes as when they were read, some at a time.
   * @param setup by which they are read, as data
   */
  async *recall(setup: unknown, paths: ReadonlySet<RelPath>, files: Files, pace: Pace): AsyncIterable<readonly KeptFile[]> {
    if (paths.size === 0) return;
    const slices = new Slices(pace);
    const pieces = this.#keeps.get()[Symbol.iterator]();
    try {
      if (pieces.next().value?.text !== JSON.stringify(setup)) return;
      // Who asks takes those that are found out of the list.
      for (let next = pieces.next(); !next.done && paths.size > 0; next = pieces.next()) {
        if (slices.isOver) await slices.turn();
        if (!mayHold(next.value, paths)) continue;
        const found: KeptFile[] = [];
        for (const file of unpacked(next.value)) {
          const now = paths.has(file.path) ? await sameNow(files, file) : undefined;
          if (now) found.push(now);
        }
        this.#known += found.length;
        if (found.length > 0) yield found;
      }
    } finally {
      pieces.return?.();
    }
  }

  /** What was found in the files by the same setup. Undefined: nothing is kept. */
  former(setup: unknown): Former | undefined {
    const kept = decoded(this.#found, setup);
    const header = kept.next();
    if (header.done) return undefined;
    return { header: header.value as Header, rest: kept, facts: (files, pace) => this.#facts(files, pace) };
  }

  async #facts(wanted: Wanted, pace: Pace): ReturnType<Former['facts']> {
    const out = new Map<RelPath, readonly Facts[]>();
    const numbers = new Set([...wanted.values()].map((w) => w.piece));
    let at = 0;
    for (const piece of wanted.size > 0 ? this.#keeps.get() : []) {
      await pace.pause();
      if (!numbers.has(at++)) continue;
      for (const { path, hash, facts } of unpacked(piece)) if (wanted.get(path)?.hash === hash) out.set(path, facts.open());
    }
    return out;
  }

  /** Keeps what was read and found, unless all but a few of it is kept already. @param isUsed what was found is kept, too */
  async keep(setup: unknown, workspace: Workspace, isUsed: boolean, pace: Pace): Promise<void> {
    const all = [...workspace.entries.values()].filter(isKept);
    if (isUsed && all.length - this.#known <= all.length * TOO_MANY) return;
    this.#known = all.length;
    const pieceOf = new Map<RelPath, number>();
    await this.#keeps.put(piecesOf(setup, all, pieceOf, pace));
    await this.#found.put(foundPieces(setup, workspace, pieceOf, pace));
  }
}

function* decoded(keeps: Keeps, setup: unknown): Generator<unknown, void> {
  let isSame: boolean | undefined;
  for (const piece of keeps.get()) {
    if (isSame) yield* decode(piece);
    else if (piece.text !== JSON.stringify(setup)) return;
    isSame = true;
  }
}

const head = (setup: unknown): Piece => ({ text: JSON.stringify(setup), bytes: new Uint8Array() });

/** @param pieceOf takes in which piece each file is */
async function* piecesOf(
  setup: unknown,
  entries: readonly Entry[],
  pieceOf: Map<RelPath, number>,
  pace: Pace,
): AsyncIterable<Piece> {
  yield head(setup);
  let at = 1;
  for (const together of portions(entries)) {
    await pace.pause();
    // One of them may have been opened, or read again, since.
    const kept = together.filter(isKept);
    const piece = packed(kept.map(keptOf));
    if (!piece) continue;
    for (const { path } of kept) pieceOf.set(path, at);
    at++;
    yield piece;
  }
}

async function* foundPieces(
  setup: unknown,
  workspace: Workspace,
  pieceOf: ReadonlyMap<RelPath, number>,
  pace: Pace,
): AsyncIterable<Piece> {
  yield head(setup);
  yield* judgedPieces(workspace, pieceOf, pace);
}

function* portions(entries: readonly Entry[]): Iterable<readonly Entry[]> {
  let portion: Entry[] = [];
  let length = 0;
  for (const entry of entries) {
    portion.push(entry);
    length += entry.lines.length;
    if (portion.length < TOGETHER && length < LONG) continue;
    yield portion;
    portion = [];
    length = 0;
  }
  if (portion.length > 0) yield portion;
}

/** What the editor holds is not what is on the disk; what is wrong with a configuration hangs on more than the file. */
const isKept = (e: Entry): boolean =>
  !e.open && e.hash !== '' && e.kinds.every((k) => k.id !== CONFIG_KIND) && e.own.every((f) => f.rule !== CRASH);

const keptOf = ({ path, hash, stamp, lines, undecoded, facts, own }: Entry): KeptFile => ({
  path,
  hash,
  stamp,
  length: lines.length,
  lineStarts: lines.starts,
  undecoded,
  index: indexOf(facts),
  facts: new Sealed(() => facts),
  own,
});

/** Whether a piece may have one of the files: their paths are among its texts. */
function mayHold({ text }: Piece, paths: ReadonlySet<RelPath>): boolean {
  return paths.size > SEVERAL || [...paths].some((path) => text.includes(JSON.stringify(path)));
}

/** A file that holds the bytes that were read. Undefined: it does not. */
async function sameNow(files: Files, kept: KeptFile): Promise<KeptFile | undefined> {
  const stamp = await files.stamp?.(kept.path).catch(() => undefined);
  if (stamp !== undefined && stamp === kept.stamp) return kept;
  const now = await hashOf(files, kept.path);
  return now?.hash === kept.hash ? { ...kept, stamp: now.stamp } : undefined;
}

const hashOf = async (files: Files, path: RelPath): Promise<Hashed | undefined> => {
  try {
    return await (files.hash ? files.hash(path) : files.read(path));
  } catch {
    // The reader will say that it cannot be read.
    return undefined;
  }
};
