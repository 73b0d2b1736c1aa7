/**
 * The store: everything that documents, the file list and the world say, in cells.
 *
 * A cell holds an immutable value. It gets another object when, and only when, what it says has changed; so a remembered
 * answer holds as long as the cells it was made from hold the same objects (see {@link Trace}).
 * Invariant: nothing here holds an offset. Measured in ENGINE.md 1b.
 */
import { equal } from '#core/equal';
import type { Look, Query, WideLook } from '#core/look';
import type { Facts, Known, Name, Run, SymbolKind } from '#core/symbols';
import type { RelPath } from '#core/text';
import { type Answer, type Answered, type Question, questionKey, type World } from '#core/world';
import { changes, type Difference, ends } from './differences';

const none: readonly never[] = Object.freeze([]);
/** In place of a text that was let go of. */
const forgotten = Symbol('forgotten');

/** One answer. `renew` brings a derived one up to date. */
interface Cell {
  value: unknown;
  renew?(): void;
}

/** What one remembered answer was made from: cells, each followed by what it held. */
export interface Trace {
  readonly read: readonly unknown[];
  /** Something could not be known, so what was answered may be too little. */
  readonly incomplete: boolean;
}

/** Notes what is read while an answer is made. */
export class Recorder {
  readonly #read: unknown[] = [];
  incomplete = false;

  /** @param asked questions to the world that had no answer */
  constructor(readonly asked: Question[] = []) {}

  note(cell: object, value: unknown): void {
    this.#read.push(cell, value);
  }

  /** Kept for every rule and document, so as small as can be: one that read nothing is shared. */
  trace(): Trace {
    if (this.#read.length === 0) return this.incomplete ? nothingKnown : nothingRead;
    return { read: this.#read.slice(), incomplete: this.incomplete };
  }
}

export const nothingRead: Trace = Object.freeze({ read: [], incomplete: false });
const nothingKnown: Trace = Object.freeze({ read: [], incomplete: true });

/** The cells of one kind of symbol. */
interface KindCells {
  readonly defs: Map<string, Cell>;
  readonly mentions: Map<string, MentionCell>;
  readonly names: Derived;
  readonly all: Derived;
}

interface QueryCell extends Cell {
  trace: Trace;
  /** The store's revision at which the trace was last seen to hold. */
  checkedAt: number;
}

/** The world's answer to one question. */
interface AskedCell extends Cell {
  readonly question: Question;
}

export class Store {
  readonly #kinds = new Map<SymbolKind, KindCells>();
  readonly #files = new Map<string, Cell>();
  readonly #world = new Map<string, AskedCell>();
  /** Cells that hold a whole text. */
  readonly #texts = new Set<AskedCell>();
  readonly #queries = new Map<string, QueryCell>();
  readonly #running = new Set<QueryCell>();
  #revision = 0;

  /** Grows with every change to any cell. */
  get revision(): number {
    return this.#revision;
  }

  /** Takes what a file says instead of what it said before. */
  setFacts(path: RelPath, before: readonly Facts[], after: readonly Facts[]): void {
    for (const { name, old, now } of changedDefs(before, after)) {
      if (old.length === now.length && old.every((d, i) => equal(d.data, now[i]?.data))) continue;
      this.#replace(path, name, now);
    }
    const refs = changes<Name>(
      before.flatMap((f) => f.refs),
      after.flatMap((f) => f.refs),
      sameName,
    );
    for (const { name, old, now } of refs) if (old.length > 0 !== now.length > 0) this.#mention(name, path, now.length > 0);
  }

  /** The files of a document kind. */
  setFiles(kind: string, paths: readonly RelPath[]): void {
    this.#set(this.#file(kind), Object.freeze([...paths]));
  }

  /** An answer of the world, or why there is none. */
  setAnswer(question: Question, answered: Answered): void {
    const answer: Answer<unknown> =
      'unknown' in answered ? { is: 'unknown', why: answered.unknown } : { is: 'known', value: answered.value };
    const cell = this.#asked(question);
    this.#set(cell, answer);
    if (question.ask === 'past' && answer.is === 'known' && answer.value !== undefined) this.#texts.add(cell);
  }

  /** Why the world could not answer, each reason once: for the one line that says what was not looked at. */
  unknowns(): ReadonlySet<Exclude<Answer<never>, { is: 'known' }>['why']> {
    const whys = [...this.#world.values()].flatMap((c) => {
      const answer = c.value as Answer<unknown> | undefined;
      return answer?.is === 'unknown' ? [answer.why] : [];
    });
    return new Set(whys);
  }

  /**
   * Lets go of former versions of files, which are large and were needed for one look: who needs one again asks again.
   * What was concluded from them holds all the same.
   */
  forgetTexts(isKept: (path: RelPath) => boolean): void {
    for (const cell of this.#texts) {
      if (cell.question.ask !== 'past' || isKept(cell.question.path)) continue;
      (cell.value as { value: unknown }).value = forgotten;
      this.#texts.delete(cell);
    }
  }

  /** Questions that have been answered so far: what a watcher of files must look at again. A text at a commit stays what it is. */
  answered(): readonly Question[] {
    const mayChange = ({ question, value }: AskedCell): boolean =>
      question.ask !== 'past' || (value as Answer<unknown>).is !== 'known';
    return [...this.#world.values()].flatMap((c) => (c.value === undefined || !mayChange(c) ? [] : [c.question]));
  }

  hasAnswer(question: Question): boolean {
    const answer = this.#world.get(questionKey(question))?.value as Answer<unknown> | undefined;
    return answer !== undefined && !(answer.is === 'known' && answer.value === forgotten);
  }

  holds({ read }: Trace): boolean {
    for (let i = 0; i < read.length; i += 2) {
      const cell = read[i] as Cell;
      cell.renew?.();
      if (cell.value !== read[i + 1]) return false;
    }
    return true;
  }

  /** A reader whose every answer is noted. */
  reader(recorder: Recorder): WideLook & World {
    const get = (cell: Cell): unknown => {
      cell.renew?.();
      recorder.note(cell, cell.value);
      return cell.value;
    };
    const world = <T>(question: Question): Answer<T> => {
      const answer = get(this.#asked(question)) as Answer<T> | undefined;
      const isOpen = answer === undefined || (answer.is === 'known' && (answer.value as unknown) === forgotten);
      if (isOpen) recorder.asked.push(question);
      if (isOpen || answer.is !== 'known') recorder.incomplete = true;
      return isOpen ? { is: 'unknown', why: 'pending' } : answer;
    };
    const within = <T>(question: Question & { path: RelPath }): Answer<T> => {
      if (!isOutside(question.path)) return world(question);
      recorder.incomplete = true;
      return { is: 'unknown', why: 'outside' };
    };
    return {
      defs: <K extends SymbolKind>(name: Name<K>) => get(this.#def(name)) as readonly Known<K>[],
      mentions: (name) => get(this.#mentioned(name)) as readonly RelPath[],
      names: (kind) => get(this.#kind(kind).names) as readonly string[],
      all: <K extends SymbolKind>(kind: K) => get(this.#kind(kind).all) as readonly Known<K>[],
      files: (kind) => get(this.#file(kind)) as readonly RelPath[],
      ask: <V, A extends string>(query: Query<V, A>, arg?: A) => {
        const cell = this.#query(query as unknown as Query<unknown, string>, arg);
        const value = get(cell) as V;
        if (cell.trace.incomplete) recorder.incomplete = true;
        return value;
      },
      exists: (path) => within({ ask: 'exists', path }),
      nearest: (path) => within({ ask: 'nearest', path }),
      matching: (glob) => world({ ask: 'matching', glob }),
      today: () => world({ ask: 'today' }),
      lines: (path, from, to, commit) => within({ ask: 'lines', path, from, to, ...(commit === undefined ? {} : { commit }) }),
      find: (path, text) => within({ ask: 'find', path, text }),
      headings: (path) => within({ ask: 'headings', path }),
      touched: (path, text) => within({ ask: 'touched', path, text }),
      past: (path, commit) => within({ ask: 'past', path, commit }),
      removed: (path) => within({ ask: 'removed', path }),
      elsewhere: (text) => world({ ask: 'elsewhere', text }),
      body: (path, symbol) => within({ ask: 'body', path, symbol }),
      verified: (path, armour, text, minute) => within({ ask: 'verified', path, armour, text, minute }),
    };
  }

  /** A look that nobody remembers: for requests of an editor. */
  look(): Look & World {
    return this.reader(new Recorder());
  }

  #set(cell: Cell, value: unknown): void {
    if (equal(cell.value, value)) return;
    cell.value = value;
    this.#revision++;
  }

  #kind(kind: SymbolKind): KindCells {
    const known = this.#kinds.get(kind);
    if (known) return known;
    const defs: KindCells['defs'] = new Map();
    const defined = (): (readonly Known[])[] =>
      [...defs.values()].flatMap((c) => ((c.value as readonly Known[]).length > 0 ? [c.value as readonly Known[]] : []));
    const cells: KindCells = {
      defs,
      mentions: new Map(),
      // Made again when a definition of the kind has changed and somebody asks.
      names: new Derived(() => defined().map((k) => (k[0] as Known).name)),
      all: new Derived(() => defined().flat()),
    };
    this.#kinds.set(kind, cells);
    return cells;
  }

  #def({ kind, name }: Name): Cell {
    const { defs } = this.#kind(kind);
    const known = defs.get(name);
    if (known) return known;
    const cell: Cell = { value: none };
    defs.set(name, cell);
    return cell;
  }

  #mentioned({ kind, name }: Name): MentionCell {
    const { mentions } = this.#kind(kind);
    const known = mentions.get(name);
    if (known) return known;
    const cell = new MentionCell();
    mentions.set(name, cell);
    return cell;
  }

  #file(kind: string): Cell {
    const cell = this.#files.get(kind) ?? { value: none };
    this.#files.set(kind, cell);
    return cell;
  }

  #asked(question: Question): AskedCell {
    const key = questionKey(question);
    const cell = this.#world.get(key) ?? { value: undefined, question };
    this.#world.set(key, cell);
    return cell;
  }

  #query(query: Query<unknown, string>, arg: string | undefined): QueryCell {
    const key = `${query.name}\0${arg ?? ''}`;
    const known = this.#queries.get(key);
    if (known) return known;
    const cell: QueryCell = { value: undefined, trace: nothingRead, checkedAt: -1, renew: () => this.#renew(cell, query, arg) };
    this.#queries.set(key, cell);
    return cell;
  }

  /** Brings a query up to date; an equal value keeps the old object, so that nobody who read it runs again. */
  #renew(cell: QueryCell, query: Query<unknown, string>, arg: string | undefined): void {
    const first = cell.checkedAt < 0;
    if (cell.checkedAt === this.#revision || (!first && this.holds(cell.trace))) {
      cell.checkedAt = this.#revision;
      return;
    }
    if (this.#running.has(cell)) throw new Error(`query ${query.name} asks for itself`);
    this.#running.add(cell);
    try {
      const recorder = new Recorder();
      const value = query.value(this.reader(recorder), arg as string);
      if (first || !equal(cell.value, value)) cell.value = value;
      cell.trace = recorder.trace();
      cell.checkedAt = this.#revision;
    } finally {
      this.#running.delete(cell);
    }
  }

  #replace(path: RelPath, name: Name, said: readonly Said[]): void {
    const cell = this.#def(name);
    const others = (cell.value as readonly Known[]).filter((k) => k.path !== path);
    const mine = said.map(({ kind, name: n, data }) => ({ kind, name: n, data, path }) as Known);
    cell.value = Object.freeze(
      others.length === 0 ? mine : [...others, ...mine].sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0)),
    );
    const { names, all } = this.#kind(name.kind);
    all.spoil();
    if (others.length === 0) names.spoil();
    this.#revision++;
  }

  #mention(name: Name, path: RelPath, add: boolean): void {
    this.#mentioned(name).set(path, add);
    this.#revision++;
  }
}

/** A list that is made when somebody asks, and made again after {@link spoil}. An equal one keeps the old object. */
class Derived implements Cell {
  value: readonly unknown[] = none;
  #stale = true;
  readonly #make: () => readonly unknown[];

  constructor(make: () => readonly unknown[]) {
    this.#make = make;
  }

  spoil(): void {
    this.#stale = true;
  }

  renew(): void {
    if (!this.#stale) return;
    this.#stale = false;
    const value = this.#make();
    if (value.length !== this.value.length || value.some((v, i) => v !== this.value[i])) this.value = Object.freeze(value);
  }
}

/** Who mentions a name. There are as many as names: no closures. */
class MentionCell implements Cell {
  value: readonly RelPath[] = none;
  readonly #paths = new Set<RelPath>();
  #stale = false;

  set(path: RelPath, mentions: boolean): void {
    if (mentions) this.#paths.add(path);
    else this.#paths.delete(path);
    this.#stale = true;
  }

  renew(): void {
    if (!this.#stale) return;
    this.#stale = false;
    this.value = Object.freeze([...this.#paths]);
  }
}

/** Whether a path of a document leads out of the folder. */
export const isOutside = (path: RelPath): boolean =>
  /^(?:\/|\\|[A-Za-z]:|\.\.(?:[\\/]|$))/.test(path) || path.split(/[\\/]/).includes('..');

type Said = Run[number];

/** By name, in order of place. Of a big document most is the same runs: only what differs, and its namesakes, are looked at. */
function changedDefs(before: readonly Facts[], after: readonly Facts[]): readonly Difference<Said>[] {
  const [old, now] = [before.flatMap(runsOf), after.flatMap(runsOf)];
  const { head, tail } = ends(old, now, (a, b) => a === b);
  const found = changes(old.slice(head, old.length - tail).flat(), now.slice(head, now.length - tail).flat(), sameDef);
  if (found.length === 0 || head + tail === 0) return found;
  const above = namesakes(now.slice(0, head), found);
  const below = namesakes(now.slice(now.length - tail), found);
  return found.map(({ name, old: was, now: is }) => {
    const [first, last] = [above(name), below(name)];
    return { name, old: [...first, ...was, ...last], now: [...first, ...is, ...last] };
  });
}

/** What runs say of some names. */
function namesakes(runs: readonly Run[], of: readonly Difference<Said>[]): (name: Name) => readonly Said[] {
  const out = new Map(of.map(({ name }) => [`${name.kind} ${name.name}`, [] as Said[]]));
  for (const run of runs) for (const said of run) out.get(`${said.kind} ${said.name}`)?.push(said);
  return ({ kind, name }) => out.get(`${kind} ${name}`) ?? none;
}

const runsOf = (f: Facts): readonly Run[] =>
  f.runs ?? (f.defs.length > 0 ? [[...f.defs].sort((a, b) => a.at.start - b.at.start)] : none);

const sameName = (a: Name, b: Name): boolean => a.kind === b.kind && a.name === b.name;
const sameDef = (a: Said, b: Said): boolean => sameName(a, b) && (a.data === b.data || equal(a.data, b.data));
