/**
 * Cells: each holds one answer, and knows who was given it. When it says something else, those and nobody else are to be looked at again.
 *
 * Invariant: whoever holds a trace that still holds is among the readers of every cell in it, or is waiting in {@link Readers}.
 * There are some hundred thousand cells, and a trace for each rule and document: all of it is as small as can be.
 */
import type { Query } from '#core/look';
import type { Name, SymbolKind } from '#core/symbols';
import type { RelPath } from '#core/text';
import type { Question } from '#core/world';
import { type Few, members, withOne, withoutOne } from './few';

/** The one empty list, so that two of them are the same object. */
export const none: readonly never[] = Object.freeze([]);

/** What a cell is about, as plain data: by this it is found again in another run. */
export type CellKey =
  | { readonly is: 'def' | 'mentions'; readonly of: Name }
  | { readonly is: 'names' | 'all'; readonly of: SymbolKind }
  | { readonly is: 'files'; readonly of: string }
  | { readonly is: 'asked'; readonly of: Question }
  | { readonly is: 'query'; readonly of: string; readonly arg: string | undefined };

/** One answer. `renew` brings a derived one up to date. */
export interface Cell {
  value: unknown;
  readonly key: CellKey;
  /** Who was given what it holds now. */
  readers: Few<object>;
  renew?(readers: Readers): void;
}

/** Whether somebody has what a cell holds. */
export const isRead = ({ readers }: Cell): boolean => (readers instanceof Set ? readers.size > 0 : readers !== undefined);

/** What one remembered answer was made from: cells, each followed by what it held. */
export interface Trace {
  readonly read: readonly unknown[];
  /** Something could not be known, so what was answered may be too little. */
  readonly incomplete: boolean;
}

/** So many cells back a note is looked for: rules ask again of what they are just looking at. */
const NEAR = 8;

/** Notes what is read while an answer is made. */
export class Recorder {
  readonly #read: unknown[] = [];
  /** An answer was unknown, or made from an unknown one. */
  incomplete = false;

  /** @param asked questions to the world that had no answer */
  constructor(readonly asked: Question[] = []) {}

  /** Between two changes a cell holds one value: what was asked a moment ago need not be noted again. */
  note(cell: object, value: unknown): void {
    const read = this.#read;
    const first = Math.max(0, read.length - 2 * NEAR);
    for (let i = read.length - 2; i >= first; i -= 2) if (read[i] === cell) return;
    read.push(cell, value);
  }

  /** One that read nothing is shared. */
  trace(): Trace {
    if (this.#read.length === 0) return this.incomplete ? nothingKnown : nothingRead;
    return { read: this.#read.slice(), incomplete: this.incomplete };
  }

  /** The trace so far; what is noted from now on is of another answer. */
  taken(): Trace {
    const trace = this.trace();
    this.#read.length = 0;
    this.asked.length = 0;
    this.incomplete = false;
    return trace;
  }
}

/** The trace of who asked nothing. */
export const nothingRead: Trace = Object.freeze({ read: [], incomplete: false });
const nothingKnown: Trace = Object.freeze({ read: [], incomplete: true });

/** Whether two were made from the same cells, and these held the same. */
export const sameTrace = (a: Trace, b: Trace): boolean =>
  a.incomplete === b.incomplete && a.read.length === b.read.length && a.read.every((v, i) => v === b.read[i]);

/** A cell that is made from others, and looked at again when one of them has changed. */
export abstract class DerivedCell implements Cell {
  abstract value: unknown;
  abstract readonly key: CellKey;
  readers: Cell['readers'] = undefined;
  abstract renew(readers: Readers): void;
}

/** Who has read what, and who is to be looked at again. */
export class Readers {
  /** Documents of which an answer has become another. */
  readonly touched = new Set<object>();
  /** Derived cells that somebody has read, and that may say something else by now. */
  readonly #unsure = new Set<DerivedCell>();

  /** From now on `who` is told when one of the trace's cells says something else. */
  follow({ read }: Trace, who: object): void {
    for (let i = 0; i < read.length; i += 2) {
      const cell = read[i] as Cell;
      cell.readers = withOne(cell.readers, who);
    }
  }

  /** `who` is gone. */
  unfollow({ read }: Trace, who: object): void {
    for (let i = 0; i < read.length; i += 2) {
      const cell = read[i] as Cell;
      cell.readers = withoutOne(cell.readers, who);
    }
  }

  /** A cell says something else: its readers have to look again, and read it anew. */
  changed(cell: Cell): void {
    const { readers } = cell;
    if (readers === undefined) return;
    cell.readers = undefined;
    for (const who of members(readers)) this.#tell(who);
  }

  /** A derived cell may say something else. Whether it does is seen when somebody asks, or in {@link settleOne}. */
  spoiled(cell: DerivedCell): void {
    if (cell.readers !== undefined) this.#unsure.add(cell);
  }

  /** Brings one of the derived cells up to date that may say something else. Returns false when there is none left. */
  settleOne(): boolean {
    const next = this.#unsure.values().next();
    if (next.done) return false;
    this.#unsure.delete(next.value);
    // Who reads it again brings it up to date by that.
    if (next.value.readers !== undefined) next.value.renew(this);
    return true;
  }

  /** Whether somebody has to be looked at again, or may have to. */
  get waits(): boolean {
    return this.touched.size > 0 || this.#unsure.size > 0;
  }

  /** Whether every answer is what the trace says. */
  holds({ read }: Trace): boolean {
    for (let i = 0; i < read.length; i += 2) {
      const cell = read[i] as Cell;
      cell.renew?.(this);
      if (cell.value !== read[i + 1]) return false;
    }
    return true;
  }

  #tell(who: object): void {
    if (who instanceof QueryCell) {
      who.loose = true;
      this.spoiled(who);
    } else this.touched.add(who);
  }
}

/** What is said of a name. There are as many as names: no key is kept. */
export class DefCell implements Cell {
  value: readonly unknown[] = none;
  readers: Cell['readers'] = undefined;
  readonly #kind: SymbolKind;
  readonly #name: string;

  constructor({ kind, name }: Name) {
    this.#kind = kind;
    this.#name = name;
  }

  get key(): CellKey {
    return { is: 'def', of: { kind: this.#kind, name: this.#name } };
  }
}

/** A list that is made when somebody asks, and made again after it is spoiled. An equal one keeps the old object. */
export class ListCell extends DerivedCell {
  value: readonly unknown[] = none;
  #stale = true;
  readonly #make: () => readonly unknown[];

  constructor(
    readonly key: CellKey,
    make: () => readonly unknown[],
  ) {
    super();
    this.#make = make;
  }

  /** It may be another list: it is made again when somebody asks. */
  spoil(readers: Readers): void {
    this.#stale = true;
    readers.spoiled(this);
  }

  renew(readers: Readers): void {
    if (!this.#stale) return;
    this.#stale = false;
    const value = this.#make();
    if (value.length === this.value.length && value.every((v, i) => v === this.value[i])) return;
    this.value = Object.freeze(value);
    readers.changed(this);
  }
}

/** Who mentions a name. There are as many as names: no closures. */
export class MentionCell extends DerivedCell {
  value: readonly RelPath[] = none;
  #paths: Few<RelPath> = undefined;
  readonly #kind: SymbolKind;
  readonly #name: string;
  #stale = false;

  constructor({ kind, name }: Name) {
    super();
    this.#kind = kind;
    this.#name = name;
  }

  get key(): CellKey {
    return { is: 'mentions', of: { kind: this.#kind, name: this.#name } };
  }

  /** Whether a file mentions the name from now on. */
  set(path: RelPath, mentions: boolean, readers: Readers): void {
    this.#paths = mentions ? withOne(this.#paths, path) : withoutOne(this.#paths, path);
    this.#stale = true;
    readers.spoiled(this);
  }

  renew(readers: Readers): void {
    if (!this.#stale) return;
    this.#stale = false;
    this.value = Object.freeze([...members(this.#paths)]);
    readers.changed(this);
  }
}

/** What a query answered. */
export class QueryCell extends DerivedCell {
  value: unknown = undefined;
  /** What the value was made from. */
  trace: Trace = nothingRead;
  /** The store's revision at which the trace was last seen to hold. */
  checkedAt = -1;
  /** One of the cells that it read has forgotten it. */
  loose = false;
  readonly #renew: (cell: QueryCell) => void;

  constructor(
    readonly query: Query<unknown, string>,
    readonly arg: string | undefined,
    renew: (cell: QueryCell) => void,
  ) {
    super();
    this.#renew = renew;
  }

  get key(): CellKey {
    return { is: 'query', of: this.query.name, arg: this.arg };
  }

  renew(): void {
    this.#renew(this);
  }

  /** Its store forgets it. Somebody who still has it may ask it all the same: then it is told of changes again. */
  letGo(readers: Readers): void {
    readers.unfollow(this.trace, this);
    this.loose = true;
    this.checkedAt = Math.min(this.checkedAt, 0);
  }
}
