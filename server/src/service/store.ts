/**
 * The store: everything that documents, the file list and the world say, as buckets with identity.
 *
 * A bucket is an immutable value under a string key. It is replaced by another object when, and only when, what it says
 * has changed; so a remembered answer holds as long as the buckets it was made from are the same objects (see {@link Trace}).
 * Invariant: nothing here holds an offset. Measured in ENGINE.md 1b.
 */
import { equal } from '#core/equal';
import type { Look, Query, WideLook } from '#core/look';
import type { Def, Facts, Known, Name, SymbolKind } from '#core/symbols';
import type { RelPath } from '#core/text';
import { type Answer, type Answers, type Question, questionKey, type World } from '#core/world';

const none: readonly never[] = Object.freeze([]);
const defKey = (n: Name): string => `d:${n.kind as string}\0${n.name}`;
const mentionKey = (n: Name): string => `m:${n.kind as string}\0${n.name}`;

/** What one remembered answer was made from. */
export class Trace {
  readonly keys: string[] = [];
  readonly values: unknown[] = [];
  /** Questions to the world that had no answer. */
  readonly asked: Question[] = [];
  /** Something could not be known, so what was answered may be too little. */
  incomplete = false;

  note(key: string, value: unknown): void {
    this.keys.push(key);
    this.values.push(value);
  }
}

interface Remembered {
  readonly query: Query<unknown, string>;
  readonly arg: string | undefined;
  value: unknown;
  trace: Trace;
  /** The store's revision at which the trace was last seen to hold. */
  checkedAt: number;
}

export class Store {
  readonly #buckets = new Map<string, unknown>();
  /** Who mentions a symbol. The bucket is derived from it when somebody asks. */
  readonly #mentioned = new Map<string, Set<RelPath>>();
  /** Per kind: how many definitions each name has. */
  readonly #counts = new Map<SymbolKind, Map<string, number>>();
  readonly #queries = new Map<string, Remembered>();
  readonly #running = new Set<string>();
  #revision = 0;

  /** Grows with every change to any bucket. */
  get revision(): number {
    return this.#revision;
  }

  /** Takes what a file says instead of what it said before. Returns the keys of the buckets that are other objects now. */
  setFacts(path: RelPath, before: readonly Facts[], after: readonly Facts[]): ReadonlySet<string> {
    const touched = new Set<string>();
    const kinds = new Set<SymbolKind>();
    const defs = changes(before.flatMap(defsOf), after.flatMap(defsOf), sameDef, defKey);
    for (const [key, { old, now }] of defs) {
      if (old.length === now.length && old.every((d, i) => equal(d.data, now[i]?.data))) continue;
      this.#replace(path, key, now);
      touched.add(key);
      const { kind, name } = (old[0] ?? now[0]) as Def;
      kinds.add(kind);
      this.#count(kind, name, now.length - old.length);
    }
    const refs = changes(before.flatMap(refsOf), after.flatMap(refsOf), sameName, mentionKey);
    for (const [key, { old, now }] of refs)
      if (old.length > 0 !== now.length > 0) touched.add(this.#mention(key, path, now.length > 0));
    for (const kind of kinds) this.#buckets.delete(`k:${kind as string}`);
    if (touched.size > 0) this.#revision++;
    return touched;
  }

  /** The files of a document kind. Returns whether that is news. */
  setFiles(kind: string, paths: readonly RelPath[]): boolean {
    const key = `f:${kind}`;
    if (equal(this.#buckets.get(key) ?? none, paths)) return false;
    this.#buckets.set(key, Object.freeze([...paths]));
    this.#revision++;
    return true;
  }

  /** An answer of the world; `failed` when it could not be found out. Returns whether that is news. */
  setAnswer(question: Question, value: Answers[Question['ask']] | { readonly failed: true }): boolean {
    const key = questionKey(question);
    const failed = typeof value === 'object' && value !== null && 'failed' in value;
    const answer: Answer<unknown> = failed ? { is: 'unknown', why: 'failed' } : { is: 'known', value };
    if (equal(this.#buckets.get(key), answer)) return false;
    this.#buckets.set(key, answer);
    this.#revision++;
    return true;
  }

  /** Questions that have been answered so far: what a watcher of files must look at again. */
  answered(): readonly Question[] {
    return [...this.#buckets.keys()].flatMap((key): Question[] => {
      if (key === 'w:today') return [{ ask: 'today' }];
      const m = /^w:(exists|nearest):(.*)$/s.exec(key);
      return m ? [{ ask: m[1] as 'exists' | 'nearest', path: m[2] ?? '' }] : [];
    });
  }

  hasAnswer(question: Question): boolean {
    return this.#buckets.has(questionKey(question));
  }

  holds(trace: Trace): boolean {
    for (let i = 0; i < trace.keys.length; i++) if (this.#current(trace.keys[i] as string) !== trace.values[i]) return false;
    return true;
  }

  /** A reader whose every answer is noted. */
  reader(trace: Trace): WideLook & World {
    const get = (key: string): unknown => {
      const value = this.#current(key);
      trace.note(key, value);
      return value;
    };
    const world = <T>(question: Question): Answer<T> => {
      const key = questionKey(question);
      const answer = get(key) as Answer<T> | undefined;
      if (answer === undefined) trace.asked.push(question);
      if (answer?.is !== 'known') trace.incomplete = true;
      return answer ?? { is: 'unknown', why: 'pending' };
    };
    const within = <T>(question: Question & { path: RelPath }): Answer<T> => {
      if (!isOutside(question.path)) return world(question);
      trace.incomplete = true;
      return { is: 'unknown', why: 'outside' };
    };
    return {
      defs: <K extends SymbolKind>(name: Name<K>) => (get(defKey(name)) ?? none) as readonly Known<K>[],
      mentions: (name) => (get(mentionKey(name)) ?? none) as readonly RelPath[],
      names: (kind) => get(`n:${kind as string}`) as readonly string[],
      all: <K extends SymbolKind>(kind: K) => get(`k:${kind as string}`) as readonly Known<K>[],
      files: (kind) => (get(`f:${kind}`) ?? none) as readonly RelPath[],
      ask: <V, A extends string>(query: Query<V, A>, arg?: A) => {
        const key = `q:${query.name}\0${arg ?? ''}`;
        const remembered = this.#ask(key, query as unknown as Query<unknown, string>, arg);
        trace.note(key, remembered.value);
        if (remembered.trace.incomplete) trace.incomplete = true;
        return remembered.value as V;
      },
      exists: (path) => within({ ask: 'exists', path }),
      nearest: (path) => within({ ask: 'nearest', path }),
      today: () => world({ ask: 'today' }),
    };
  }

  /** A look that nobody remembers: for requests of an editor. */
  look(): Look & World {
    return this.reader(new Trace());
  }

  #current(key: string): unknown {
    const value = this.#buckets.get(key);
    if (value !== undefined) return value;
    switch (key.slice(0, 2)) {
      case 'q:': {
        const r = this.#queries.get(key);
        return r && this.#ask(key, r.query, r.arg).value;
      }
      case 'm:': {
        const paths = this.#mentioned.get(key);
        return paths && this.#derive(key, [...paths]);
      }
      case 'n:':
        return this.#derive(key, [...(this.#counts.get(key.slice(2) as SymbolKind)?.keys() ?? [])]);
      case 'k:':
        return this.#derive(
          key,
          [...(this.#counts.get(key.slice(2) as SymbolKind)?.keys() ?? [])].flatMap(
            (name) => this.#buckets.get(defKey({ kind: key.slice(2) as SymbolKind, name })) as Known[],
          ),
        );
      default:
        return undefined;
    }
  }

  #derive(key: string, value: readonly unknown[]): readonly unknown[] {
    this.#buckets.set(key, Object.freeze(value));
    return value;
  }

  #ask(key: string, query: Query<unknown, string>, arg: string | undefined): Remembered {
    const old = this.#queries.get(key);
    if (old && (old.checkedAt === this.#revision || this.holds(old.trace))) {
      old.checkedAt = this.#revision;
      return old;
    }
    if (this.#running.has(key)) throw new Error(`query ${query.name} asks for itself`);
    this.#running.add(key);
    try {
      const trace = new Trace();
      const value = query.value(this.reader(trace), arg as string);
      const fresh: Remembered = {
        query,
        arg,
        value: old && equal(old.value, value) ? old.value : value,
        trace,
        checkedAt: this.#revision,
      };
      this.#queries.set(key, fresh);
      return fresh;
    } finally {
      this.#running.delete(key);
    }
  }

  #replace(path: RelPath, key: string, defs: readonly Def[]): void {
    const before = this.#buckets.get(key) as readonly Known[] | undefined;
    const others = before?.filter((k) => k.path !== path) ?? none;
    const mine = defs.map(({ kind, name, data }) => ({ kind, name, data, path }) as Known);
    const all =
      others.length === 0 ? mine : [...others, ...mine].sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0));
    if (all.length > 0) this.#buckets.set(key, Object.freeze(all));
    else this.#buckets.delete(key);
  }

  #mention(key: string, path: RelPath, add: boolean): string {
    const paths = this.#mentioned.get(key) ?? new Set<RelPath>();
    if (add) paths.add(path);
    else paths.delete(path);
    if (paths.size > 0) this.#mentioned.set(key, paths);
    else this.#mentioned.delete(key);
    this.#buckets.delete(key);
    return key;
  }

  #count(kind: SymbolKind, name: string, by: number): void {
    const names = this.#counts.get(kind) ?? new Map<string, number>();
    this.#counts.set(kind, names);
    const was = names.get(name) ?? 0;
    const is = was + by;
    if (is > 0) names.set(name, is);
    else names.delete(name);
    if (was > 0 !== is > 0) this.#buckets.delete(`n:${kind as string}`);
  }
}

/** Whether a path of a document leads out of the folder. */
export const isOutside = (path: RelPath): boolean =>
  /^(?:\/|\\|[A-Za-z]:|\.\.(?:[\\/]|$))/.test(path) || path.split(/[\\/]/).includes('..');

const defsOf = (f: Facts): readonly Def[] => f.defs;
const refsOf = (f: Facts): readonly Name[] => f.refs;
const sameName = (a: Name, b: Name): boolean => a.kind === b.kind && a.name === b.name;
const sameDef = (a: Def, b: Def): boolean => sameName(a, b) && (a.data === b.data || equal(a.data, b.data));

/**
 * The keys of which a list may say something else now, with all that it says of each. What two versions of a document
 * have in common at both ends is passed over: of two thousand anchors a key touches one.
 */
function changes<N extends Name>(
  before: readonly N[],
  after: readonly N[],
  same: (a: N, b: N) => boolean,
  keyOf: (n: Name) => string,
): ReadonlyMap<string, { readonly old: readonly N[]; readonly now: readonly N[] }> {
  const shorter = Math.min(before.length, after.length);
  let head = 0;
  while (head < shorter && same(before[head] as N, after[head] as N)) head++;
  let tail = 0;
  while (tail < shorter - head && same(before[before.length - 1 - tail] as N, after[after.length - 1 - tail] as N)) tail++;
  const out = new Map<string, { old: N[]; now: N[] }>();
  const names = new Set<string>();
  const middle = (list: readonly N[]): readonly N[] => list.slice(head, list.length - tail);
  for (const n of [...middle(before), ...middle(after)]) {
    names.add(n.name);
    out.set(keyOf(n), { old: [], now: [] });
  }
  if (names.size === 0) return out;
  for (const n of before) if (names.has(n.name)) out.get(keyOf(n))?.old.push(n);
  for (const n of after) if (names.has(n.name)) out.get(keyOf(n))?.now.push(n);
  return out;
}
