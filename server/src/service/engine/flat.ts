/**
 * Plain data, flat, so that it is small, and quick to read again: bytes, a table of strings, a table of shapes.
 * As JSON the facts of ten thousand packets would take most of a second to parse.
 */
import type { Piece } from '#core/ports';

/** A code is a payload and, in its lowest three bits, what that is; it takes a byte for each seven bits. */
const TEXT = 0;
const NUMBER = 1;
const LIST = 2;
const OBJECT = 3;
const CONSTANT = 4;
const OTHER_NUMBER = 5;
const STARTS = 6;
/** Followed by how many bytes it takes, in four of them, so that it can be passed over. */
const SEALED = 7;
const LARGEST = 2 ** 29;
/** The most bytes of one code. */
const LONGEST = 5;
const constants = [undefined, null, true, false] as const;
/** Most lists are empty. */
const empty: readonly never[] = Object.freeze([]);

/** Data that is read only when somebody asks, and then each time anew: kept flat, it takes a fraction of the memory. */
export class Sealed<T> {
  readonly #open: () => T;

  constructor(open: () => T) {
    this.#open = open;
  }

  /** The data again, a new copy each time. */
  open(): T {
    return this.#open();
  }
}

/** Undefined where one of the values is something else than plain data. */
export function encode(values: readonly unknown[]): Piece | undefined {
  const writer = new Writer();
  return values.every((v) => writer.write(v)) ? writer.done() : undefined;
}

/** What was encoded, in the order in which it was put in. */
export const decode = (piece: Piece): readonly unknown[] => new Reader(piece).all();

/** Two shapes of which one has such a key might be taken for each other, or an object come back as something else. */
const isOdd = (key: string): boolean => key.includes('\0') || key === '__proto__';

function sameKeys(a: readonly string[], b: readonly string[]): boolean {
  if (a.length !== b.length) return false;
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false;
  return true;
}

class Writer {
  readonly #strings = new Map<string, number>();
  /** By the first of their keys: where shapes stand in {@link #keys}. */
  readonly #shapes = new Map<string, number[]>();
  readonly #keys: (readonly string[])[] = [];
  #out = new Uint8Array(32_768);
  #at = 0;

  write(value: unknown): boolean {
    switch (typeof value) {
      case 'string':
        return this.#put(this.#text(value), TEXT);
      case 'number':
        return Number.isInteger(value) && value >= 0 && value < LARGEST && !Object.is(value, -0)
          ? this.#put(value, NUMBER)
          : this.#put(this.#text(Object.is(value, -0) ? '-0' : String(value)), OTHER_NUMBER);
      case 'boolean':
      case 'undefined':
        return this.#put(constants.indexOf(value), CONSTANT);
      case 'object':
        break;
      default:
        return false;
    }
    if (value === null) return this.#put(constants.indexOf(null), CONSTANT);
    if (Array.isArray(value)) return this.#list(value);
    if (value instanceof Uint32Array) return this.#starts(value);
    if (value instanceof Sealed) return this.#sealed(value);
    if (Object.getPrototypeOf(value) !== Object.prototype) return false;
    return this.#object(value as Readonly<Record<string, unknown>>);
  }

  done(): Piece {
    return { text: JSON.stringify([[...this.#strings.keys()], this.#keys]), bytes: this.#out.slice(0, this.#at) };
  }

  #list(values: readonly unknown[]): boolean {
    this.#put(values.length, LIST);
    for (const value of values) if (!this.write(value)) return false;
    return true;
  }

  #object(value: Readonly<Record<string, unknown>>): boolean {
    const keys = Object.keys(value);
    const shape = this.#shape(keys);
    if (shape === undefined) return false;
    this.#put(shape, OBJECT);
    for (const key of keys) if (!this.write(value[key])) return false;
    return true;
  }

  /** Of each ten objects nine have one of a few shapes: to compare keys is much less work than to join them to a name. */
  #shape(keys: readonly string[]): number | undefined {
    const first = keys[0] ?? '';
    const alike = this.#shapes.get(first);
    if (alike) for (const shape of alike) if (sameKeys(keys, this.#keys[shape] as readonly string[])) return shape;
    if (keys.some(isOdd)) return undefined;
    const shape = this.#keys.push(keys) - 1;
    if (alike) alike.push(shape);
    else this.#shapes.set(first, [shape]);
    return shape;
  }

  #sealed(value: Sealed<unknown>): boolean {
    this.#put(0, SEALED);
    const at = this.#at;
    this.#room(4);
    this.#at += 4;
    if (!this.write(value.open())) return false;
    const length = this.#at - at - 4;
    for (let i = 0; i < 4; i++) this.#out[at + i] = length >>> (8 * i);
    return true;
  }

  /** Lines are short: only how far each is from the last. */
  #starts(starts: Uint32Array): boolean {
    this.#put(starts.length, STARTS);
    let last = 0;
    for (const start of starts) {
      this.#code(start - last);
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
    this.#code(payload * 8 + is);
    return true;
  }

  /** @param code below 2^32 */
  #code(code: number): void {
    this.#room(LONGEST);
    let left = code;
    for (; left > 127; left >>>= 7) this.#out[this.#at++] = (left & 127) | 128;
    this.#out[this.#at++] = left;
  }

  #room(bytes: number): void {
    if (this.#at + bytes <= this.#out.length) return;
    const longer = new Uint8Array(this.#out.length * 2);
    longer.set(this.#out);
    this.#out = longer;
  }
}

class Reader {
  readonly #strings: readonly string[];
  readonly #keys: readonly (readonly string[])[];
  readonly #in: Uint8Array;
  #at = 0;

  constructor({ text, bytes }: Piece) {
    [this.#strings, this.#keys] = JSON.parse(text) as [readonly string[], readonly (readonly string[])[]];
    this.#in = bytes;
  }

  all(): readonly unknown[] {
    const out: unknown[] = [];
    while (this.#at < this.#in.length) out.push(this.#value());
    return out;
  }

  #value(): unknown {
    const code = this.#code();
    const payload = code >>> 3;
    switch (code & 7) {
      case TEXT:
        return this.#strings[payload];
      case NUMBER:
        return payload;
      case LIST: {
        if (payload === 0) return empty;
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
      case STARTS:
        return this.#starts(payload);
      default:
        return this.#sealed();
    }
  }

  #code(): number {
    let byte = this.#byte();
    let code = byte & 127;
    for (let shift = 7; byte > 127; shift += 7) {
      byte = this.#byte();
      code |= (byte & 127) << shift;
    }
    return code >>> 0;
  }

  #byte(): number {
    const byte = this.#in[this.#at++];
    if (byte === undefined) throw new Error('what is kept ends too early');
    return byte;
  }

  #sealed(): Sealed<unknown> {
    let length = 0;
    for (let i = 0; i < 4; i++) length += this.#byte() * 256 ** i;
    const from = this.#at;
    this.#at += length;
    return new Sealed(() => {
      this.#at = from;
      return this.#value();
    });
  }

  #starts(length: number): Uint32Array {
    const starts = new Uint32Array(length);
    for (let i = 0, last = 0; i < length; i++) {
      last += this.#code();
      starts[i] = last;
    }
    return starts;
  }
}
