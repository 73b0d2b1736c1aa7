/** What rules ask the store with: every answer is noted, so that it is known from what they said what they said. */
import type { Query, WideLook } from '#core/look';
import { isOutside } from '#core/paths';
import type { Known, Name, SymbolKind } from '#core/symbols';
import type { RelPath } from '#core/text';
import type { Answer, Answers, Existence, Question, World } from '#core/world';
import type { Cell, CellKey, QueryCell, Readers, Recorder } from './cells';

/** In place of a text that was let go of. */
export const forgotten = Symbol('forgotten');

/** The world's answer to one question. */
export class AskedCell implements Cell {
  value: unknown = undefined;
  readers: Cell['readers'] = undefined;

  constructor(readonly question: Question) {}

  get key(): CellKey {
    return { is: 'asked', of: this.question };
  }
}

/** The cells of a store, made when somebody asks for the first time. */
export interface Cells {
  readonly readers: Readers;
  def(name: Name): Cell;
  mentions(name: Name): Cell;
  names(kind: SymbolKind): Cell;
  all(kind: SymbolKind): Cell;
  files(kind: string): Cell;
  query(query: Query<unknown, string>, arg: string | undefined): QueryCell;
  asked(question: Question): AskedCell;
  /** What is asked most: undefined where nobody has. */
  existing(path: RelPath): AskedCell | undefined;
  /** The cell that says that there is no history; undefined: there is one, or nobody knows yet. */
  noHistory(): Cell | undefined;
  /** Somebody waits for this answer. */
  wanted(cell: AskedCell): void;
}

const noGit: Answer<never> = { is: 'unknown', why: 'no-git' };
const outside: Answer<never> = { is: 'unknown', why: 'outside' };
const pending: Answer<never> = { is: 'unknown', why: 'pending' };

/** Made for every run of every rule: a class, so that it costs two fields. */
export class Asker implements WideLook, World {
  readonly #cells: Cells;
  readonly #recorder: Recorder;

  constructor(cells: Cells, recorder: Recorder) {
    this.#cells = cells;
    this.#recorder = recorder;
  }

  defs<K extends SymbolKind>(name: Name<K>): readonly Known<K>[] {
    return this.#get(this.#cells.def(name)) as readonly Known<K>[];
  }

  mentions(name: Name): readonly RelPath[] {
    return this.#get(this.#cells.mentions(name)) as readonly RelPath[];
  }

  names(kind: SymbolKind): readonly string[] {
    return this.#get(this.#cells.names(kind)) as readonly string[];
  }

  all<K extends SymbolKind>(kind: K): readonly Known<K>[] {
    return this.#get(this.#cells.all(kind)) as readonly Known<K>[];
  }

  files(kind: string): readonly RelPath[] {
    return this.#get(this.#cells.files(kind)) as readonly RelPath[];
  }

  ask<V, A extends string>(query: Query<V, A>, arg?: A): V {
    const cell = this.#cells.query(query as unknown as Query<unknown, string>, arg);
    const value = this.#get(cell) as V;
    if (cell.trace.incomplete) this.#recorder.incomplete = true;
    return value;
  }

  exists(path: RelPath): Answer<Existence> {
    const known = this.#cells.existing(path);
    return known ? this.#told(known) : this.#within({ ask: 'exists', path });
  }

  nearest(path: RelPath): Answer<RelPath | undefined> {
    return this.#within({ ask: 'nearest', path });
  }

  matching(glob: string): Answer<readonly RelPath[]> {
    return this.#told(this.#cells.asked({ ask: 'matching', glob }));
  }

  today(): Answer<string> {
    return this.#told(this.#cells.asked({ ask: 'today' }));
  }

  lines(path: RelPath, from: number, to: number, commit?: string): Answer<Answers['lines']> {
    return commit === undefined
      ? this.#within({ ask: 'lines', path, from, to })
      : this.#past(path, { ask: 'lines', path, from, to, commit });
  }

  find(path: RelPath, text: string): Answer<Answers['find']> {
    return this.#within({ ask: 'find', path, text });
  }

  headings(path: RelPath): Answer<Answers['headings']> {
    return this.#within({ ask: 'headings', path });
  }

  digest(path: RelPath): Answer<string | undefined> {
    return this.#within({ ask: 'digest', path });
  }

  touched(path: RelPath, text: string): Answer<Answers['touched']> {
    return this.#past(path, { ask: 'touched', path, text });
  }

  past(path: RelPath, commit: string): Answer<string | undefined> {
    return this.#past(path, { ask: 'past', path, commit });
  }

  removed(path: RelPath): Answer<Answers['removed']> {
    return this.#past(path, { ask: 'removed', path });
  }

  elsewhere(text: string): Answer<Answers['elsewhere']> {
    return this.#past('', { ask: 'elsewhere', text });
  }

  body(path: RelPath, symbol: Name): Answer<string | undefined> {
    return this.#within({ ask: 'body', path, symbol });
  }

  verified(path: RelPath, armour: string, text: string, minute: number): Answer<Answers['verified']> {
    return this.#within({ ask: 'verified', path, armour, text, minute });
  }

  #get(cell: Cell): unknown {
    cell.renew?.(this.#cells.readers);
    this.#recorder.note(cell, cell.value);
    return cell.value;
  }

  #told<T>(cell: AskedCell): Answer<T> {
    const answer = this.#get(cell) as Answer<T> | undefined;
    if (answer === undefined || (answer.is === 'known' && (answer.value as unknown) === forgotten)) {
      this.#cells.wanted(cell);
      this.#recorder.asked.push(cell.question);
      this.#recorder.incomplete = true;
      return pending;
    }
    if (answer.is !== 'known') this.#recorder.incomplete = true;
    return answer;
  }

  #within<T>(question: Question & { readonly path: RelPath }): Answer<T> {
    if (!isOutside(question.path)) return this.#told(this.#cells.asked(question));
    this.#recorder.incomplete = true;
    return outside;
  }

  /** Where there is no history, all that would be asked of it is one answer. @param path that the question is about; empty: none */
  #past<T>(path: RelPath, question: Question): Answer<T> {
    const isOut = path !== '' && isOutside(path);
    const none = isOut ? undefined : this.#cells.noHistory();
    if (!isOut && !none) return this.#told(this.#cells.asked(question));
    if (none) this.#get(none);
    this.#recorder.incomplete = true;
    return none ? noGit : outside;
  }
}
