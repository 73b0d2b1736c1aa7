/**
 * What was read of closed files, as flat data that is quick to read again: numbers, a table of strings, a table of shapes.
 * As JSON the facts of ten thousand packets would take most of a second to parse.
 */
import type { Files, Keeps, Pace, Piece, ReadElsewhere } from '#core/ports';
import type { RelPath } from '#core/text';
import { CONFIG_KIND } from './config';
import { CRASH } from './judge';
import type { Entry } from './workspace';

/** A file as it was read by one setup, with its hash. */
export type ReadFile = ReadElsewhere & { readonly is: 'read' };

/** At most so many files go into one piece, and of large ones, in UTF-16 units, fewer: it is read, and written, without holding anybody up. */
const TOGETHER = 25;
const LONG = 250_000;
/** From this part of unknown files on what is kept is written anew. */
const TOO_MANY = 0.05;

/** A folder's readings as former runs have kept them. */
export class Cache {
  readonly #keeps: Keeps;
  /** How many were known when they were last asked for. */
  #known = 0;

  /** @param isEager keep what was read as soon as all is read; else who holds the session says when */
  constructor(
    keeps: Keeps,
    readonly isEager = false,
  ) {
    this.#keeps = keeps;
  }

  /**
   * Those of the files that hold the same bytes as when they were read, some at a time.
   * @param setup by which they are read, as data
   */
  async *recall(setup: unknown, paths: ReadonlySet<RelPath>, files: Files): AsyncIterable<readonly ReadFile[]> {
    if (paths.size === 0) return;
    const pieces = this.#keeps.get()[Symbol.iterator]();
    try {
      if (pieces.next().value?.text !== JSON.stringify(setup)) return;
      for (let next = pieces.next(); !next.done; next = pieces.next()) {
        const found: ReadFile[] = [];
        for (const file of decode(next.value))
          if (paths.has(file.path) && (await hashOf(files, file.path)) === file.hash) found.push(file);
        this.#known += found.length;
        if (found.length > 0) yield found;
      }
    } finally {
      pieces.return?.();
    }
  }

  /** Keeps what was read, unless all but a few of it is kept already. */
  async keep(setup: unknown, entries: Iterable<Entry>, pace: Pace): Promise<void> {
    const all = [...entries].filter(isKept);
    if (all.length - this.#known <= all.length * TOO_MANY) return;
    this.#known = all.length;
    await this.#keeps.put(piecesOf(setup, all, pace));
  }
}

async function* piecesOf(setup: unknown, entries: readonly Entry[], pace: Pace): AsyncIterable<Piece> {
  yield { text: JSON.stringify(setup), numbers: new Uint32Array() };
  for (const together of portions(entries)) {
    await pace.pause();
    // One of them may have been opened, or read again, since.
    const piece = encode(together.filter(isKept).map(readOf));
    if (piece) yield piece;
  }
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

const readOf = ({ path, hash, lines, undecoded, facts, own }: Entry): ReadFile => ({
  is: 'read',
  path,
  hash,
  length: lines.length,
  lineStarts: lines.starts,
  undecoded,
  facts,
  own,
});

const hashOf = async (files: Files, path: RelPath): Promise<string | undefined> => {
  try {
    return files.hash ? await files.hash(path) : (await files.read(path))?.hash;
  } catch {
    // The reader will say that it cannot be read.
    return undefined;
  }
};

/** A number is a payload and, in its lowest three bits, what that is. */
const TEXT = 0;
const NUMBER = 1;
const LIST = 2;
const OBJECT = 3;
const CONSTANT = 4;
const OTHER_NUMBER = 5;
const STARTS = 6;
const LARGEST = 2 ** 29;
const constants = [undefined, null, true, false] as const;

/** Undefined where one of the files holds something else than plain data. */
export function encode(files: readonly ReadFile[]): Piece | undefined {
  const writer = new Writer();
  return files.every((f) => writer.write(f)) ? writer.done() : undefined;
}

export function decode(piece: Piece): readonly ReadFile[] {
  return new Reader(piece).all() as readonly ReadFile[];
}

class Writer {
  readonly #strings = new Map<string, number>();
  readonly #shapes = new Map<string, number>();
  readonly #keys: (readonly string[])[] = [];
  #out = new Uint32Array(16_384);
  #at = 0;

  write(value: unknown): boolean {
    switch (typeof value) {
      case 'string':
        return this.#put(this.#text(value), TEXT);
      case 'number':
        return Number.isInteger(value) && value >= 0 && value < LARGEST && !Object.is(value, -0)
          ? this.#put(value, NUMBER)
          : this.#put(this.#text(String(value)), OTHER_NUMBER);
      case 'boolean':
      case 'undefined':
        return this.#put(constants.indexOf(value), CONSTANT);
      case 'object':
        break;
      default:
        return false;
    }
    if (value === null) return this.#put(constants.indexOf(null), CONSTANT);
    if (Array.isArray(value)) return this.#put(value.length, LIST) && value.every((v) => this.write(v));
    if (value instanceof Uint32Array) return this.#starts(value);
    if (Object.getPrototypeOf(value) !== Object.prototype) return false;
    return this.#object(value as Readonly<Record<string, unknown>>);
  }

  done(): Piece {
    return { text: JSON.stringify([[...this.#strings.keys()], this.#keys]), numbers: this.#out.slice(0, this.#at) };
  }

  #object(value: Readonly<Record<string, unknown>>): boolean {
    const keys = Object.keys(value);
    const name = keys.join('\0');
    let shape = this.#shapes.get(name);
    if (shape === undefined) {
      shape = this.#keys.push(keys) - 1;
      this.#shapes.set(name, shape);
    }
    this.#put(shape, OBJECT);
    for (const key of keys) if (!this.write(value[key])) return false;
    return true;
  }

  /** Lines are short: only how far each is from the last. */
  #starts(starts: Uint32Array): boolean {
    this.#put(starts.length, STARTS);
    let last = 0;
    for (const start of starts) {
      this.#put(start - last, NUMBER);
      last = start;
    }
    return true;
  }

  #text(s: string): number {
    const known = this.#strings.get(s);
    if (known !== undefined) return known;
    const index = this.#strings.size;
    this.#strings.set(s, index);
    return index;
  }

  #put(payload: number, is: number): boolean {
    if (this.#at === this.#out.length) {
      const longer = new Uint32Array(this.#out.length * 2);
      longer.set(this.#out);
      this.#out = longer;
    }
    this.#out[this.#at++] = payload * 8 + is;
    return true;
  }
}

class Reader {
  readonly #strings: readonly string[];
  readonly #keys: readonly (readonly string[])[];
  readonly #in: Uint32Array;
  #at = 0;

  constructor({ text, numbers }: Piece) {
    [this.#strings, this.#keys] = JSON.parse(text) as [readonly string[], readonly (readonly string[])[]];
    this.#in = numbers;
  }

  all(): readonly unknown[] {
    const out: unknown[] = [];
    while (this.#at < this.#in.length) out.push(this.#value());
    return out;
  }

  #value(): unknown {
    const code = this.#in[this.#at++];
    if (code === undefined) throw new Error('what is kept ends too early');
    const payload = code >>> 3;
    switch (code & 7) {
      case TEXT:
        return this.#strings[payload];
      case NUMBER:
        return payload;
      case LIST: {
        const list = new Array<unknown>(payload);
        for (let i = 0; i < payload; i++) list[i] = this.#value();
        return list;
      }
      case OBJECT: {
        const keys = this.#keys[payload] as readonly string[];
        const object: Record<string, unknown> = {};
        for (const key of keys) object[key] = this.#value();
        return object;
      }
      case CONSTANT:
        return constants[payload];
      case OTHER_NUMBER:
        return Number(this.#strings[payload]);
      default:
        return this.#starts(payload);
    }
  }

  #starts(length: number): Uint32Array {
    const starts = new Uint32Array(length);
    for (let i = 0, last = 0; i < length; i++) {
      last += (this.#in[this.#at++] as number) >>> 3;
      starts[i] = last;
    }
    return starts;
  }
}
