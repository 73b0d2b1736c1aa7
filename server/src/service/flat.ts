/**
 * Plain data, flat, so that it is quick to read again: numbers, a table of strings, a table of shapes.
 * As JSON the facts of ten thousand packets would take most of a second to parse.
 */
import type { Piece } from '#core/ports';

/** A number is a payload and, in its lowest three bits, what that is. */
const TEXT = 0;
const NUMBER = 1;
const LIST = 2;
const OBJECT = 3;
const CONSTANT = 4;
const OTHER_NUMBER = 5;
const STARTS = 6;
/** How many numbers it takes, to be passed over. */
const SEALED = 7;
const LARGEST = 2 ** 29;
const constants = [undefined, null, true, false] as const;

/** Data that is read only when somebody asks, and then each time anew: kept flat, it takes a fraction of the memory. */
export class Sealed<T> {
  readonly #open: () => T;

  constructor(open: () => T) {
    this.#open = open;
  }

  open(): T {
    return this.#open();
  }
}

/** Undefined where one of the values is something else than plain data. */
export function encode(values: readonly unknown[]): Piece | undefined {
  const writer = new Writer();
  return values.every((v) => writer.write(v)) ? writer.done() : undefined;
}

export const decode = (piece: Piece): readonly unknown[] => new Reader(piece).all();

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
    if (value instanceof Sealed) return this.#sealed(value);
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

  #sealed(value: Sealed<unknown>): boolean {
    const at = this.#at;
    this.#put(0, SEALED);
    if (!this.write(value.open())) return false;
    this.#out[at] = (this.#at - at - 1) * 8 + SEALED;
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
      case STARTS:
        return this.#starts(payload);
      default:
        return this.#sealed(payload);
    }
  }

  #sealed(length: number): Sealed<unknown> {
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
      last += (this.#in[this.#at++] as number) >>> 3;
      starts[i] = last;
    }
    return starts;
  }
}
