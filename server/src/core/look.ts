/**
 * How a rule or a query looks at the rest of the folder. Every answer is noted in the asker's trace,
 * so that it runs again when, and only when, one of its answers has become another.
 */
import type { Known, Name, SymbolKind } from './symbols';
import type { RelPath } from './text';

/** What the documents of the folder say, as far as they are loaded. */
export interface Look {
  /** Who defines the symbol, in order of path. The same object as long as the answer is the same. */
  defs<K extends SymbolKind>(name: Name<K>): readonly Known<K>[];
  /** The files that name the symbol, each once. */
  mentions(name: Name): readonly RelPath[];
  /** All names of a kind: changes only when a name comes or goes. For "did you mean". */
  names(kind: SymbolKind): readonly string[];
  /** The files of a document kind (`packets/spec`), whether they are loaded or not, in order of path. */
  files(kind: string): readonly RelPath[];
  /** The value of a derived query; keeps its old object while the new one is equal. */
  ask<V, A extends string>(query: Query<V, A>, arg?: A): V;
}

/** What a query sees: besides what rules see, all symbols of a kind with their data, which for a rule would be a dependency on everything. */
export interface WideLook extends Look {
  all<K extends SymbolKind>(kind: K): readonly Known<K>[];
}

/** A derived value: a pure function of what it looks at, remembered by its trace. Plain data, compared by value. */
export interface Query<V, A extends string = string> {
  readonly name: string;
  readonly value: (look: WideLook, arg: A) => V;
  /** Works out what it is made from, a little at each step: for who may not take long at a time, before the query is asked. */
  readonly steps?: (look: Look) => Iterable<unknown>;
}

const named = new Map<string, Query<unknown>>();

/** @param name no other query has it: what it said is kept between runs by it */
export function query<V, A extends string = never>(
  name: string,
  value: (look: WideLook, arg: A) => V,
  steps?: Query<V, A>['steps'],
): Query<V, A> {
  const made = { name, value, ...(steps ? { steps } : {}) };
  named.set(name, made as unknown as Query<unknown>);
  return made;
}

/** The query of that name. Undefined: no module that is loaded defines one. */
export const queryNamed = (name: string): Query<unknown> | undefined => named.get(name);

/** What a query of many names is asked with: whoever asks gets those of which it says something, each once, in order. */
export type Many<V> = (look: Look, args: Iterable<string>) => ReadonlyMap<string, V>;

/** So many names are in a part on average, and at most. Where one comes or goes, the parts beside it stay as they are. */
const PART = { usual: 64, most: 256 };

/**
 * Lets a query be asked of thousands of names. One by one each answer would be noted for whoever asks, and all of them looked
 * through again when one is another: a board has ten thousand packets. Here they are noted a part at a time.
 * @param one says nothing (`undefined`) of most names
 */
export function ofMany<V extends {}>(one: Query<V | undefined, string>): Many<V> {
  const part = query<readonly (readonly [string, V])[], string>(`${one.name}, of many`, (look, names) =>
    names.split('\n').flatMap((name) => {
      const value = look.ask(one, name);
      return value === undefined ? [] : [[name, value] as const];
    }),
  );
  return (look, args) => new Map(partsOf(args).flatMap((names) => look.ask(part, names)));
}

/** A query of thousands of names, worked out a part of them at a time: where one of them is another, only its part is made anew. */
export interface InParts<V> {
  all(look: Look, names: readonly string[]): readonly V[];
  /** See {@link Query.steps}. */
  steps(look: Look, names: readonly string[]): Iterable<unknown>;
}

/**
 * @param name no other query has it
 * @param of what is said of some of the names
 */
export function inParts<V>(name: string, of: (look: WideLook, names: readonly string[]) => readonly V[]): InParts<V> {
  const part = query<readonly V[], string>(name, (look, names) => of(look, names.split('\n')));
  const one = (look: Look) => (names: string) => look.ask(part, names);
  return {
    all: (look, names) => partsOf(names).flatMap(one(look)),
    *steps(look, names) {
      for (const some of partsOf(names)) yield look.ask(part, some);
    },
  };
}

/** Lists of names as they were parted last: many ask of the same one. */
const lately: { readonly names: readonly string[]; readonly parts: readonly string[] }[] = [];
const LATELY = 4;

/** By what the names are, not by how many came before. */
function partsOf(given: Iterable<string>): readonly string[] {
  const names = [...new Set(given)];
  const known = lately.find((l) => l.names.length === names.length && l.names.every((n, i) => n === names[i]));
  if (known) return known.parts;
  const parts: string[] = [];
  let part: string[] = [];
  for (const name of names) {
    part.push(name);
    if (part.length < PART.most && hash(name) % PART.usual !== 0) continue;
    parts.push(part.join('\n'));
    part = [];
  }
  if (part.length > 0) parts.push(part.join('\n'));
  if (lately.unshift({ names, parts }) > LATELY) lately.pop();
  return parts;
}

/** FNV-1a over UTF-16 units. */
function hash(text: string): number {
  let h = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) h = Math.imul(h ^ text.charCodeAt(i), 0x01000193);
  return (h ^ (h >>> 15)) >>> 0;
}
