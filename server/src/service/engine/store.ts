/**
 * The store: everything that documents, the file list and the world say, in cells.
 *
 * A cell holds an immutable value. It gets another object when, and only when, what it says has changed; so a remembered
 * answer holds as long as the cells it was made from hold the same objects (see {@link Trace}).
 * Invariant: nothing here holds an offset. Measured in ENGINE.md 1b.
 */
import { equal } from '#core/equal';
import { type Look, queryNamed, type WideLook } from '#core/look';
import type { Facts, Known, Name, SymbolKind } from '#core/symbols';
import type { RelPath } from '#core/text';
import { type Answer, type Answered, type Question, questionKey, type World } from '#core/world';
import { AskedCell, Asker, type Cells, forgotten } from './asker';
import { type Cell, type CellKey, DefCell, ListCell, MentionCell, none, QueryCell, Readers, Recorder, type Trace } from './cells';
import { changedDefs, changes, type Index, type Said, sameName } from './differences';
import { Queries } from './queries';

/** The cells of one kind of symbol. */
interface KindCells {
  readonly defs: Map<string, DefCell>;
  readonly mentions: Map<string, MentionCell>;
  readonly names: ListCell;
  readonly all: ListCell;
}

type Unknown = Exclude<Answer<never>, { is: 'known' }>;

/** All cells of one folder. */
export class Store {
  readonly #kinds = new Map<SymbolKind, KindCells>();
  readonly #files = new Map<string, Cell>();
  /** By the key of its question, but for what is asked most. */
  readonly #world = new Map<string, AskedCell>();
  /** Whether a path exists: by the path. */
  readonly #existing = new Map<RelPath, AskedCell>();
  /** Cells that hold a whole text. */
  readonly #texts = new Set<AskedCell>();
  readonly #readers = new Readers();
  readonly #queries: Queries;
  /** How many answers are unknown, by why. */
  readonly #unknown = new Map<Unknown['why'], number>();
  /** Answers that somebody waits for, by their questions. */
  readonly #wanted = new Map<Question, AskedCell>();
  readonly #repository: AskedCell = this.#asked({ ask: 'repository' });
  /** Somebody asked for what there is no history for. */
  #missed = false;
  readonly #cells: Cells = {
    readers: this.#readers,
    def: (name) => this.#def(name),
    mentions: (name) => this.#mentioned(name),
    names: (kind) => this.#kind(kind).names,
    all: (kind) => this.#kind(kind).all,
    files: (kind) => this.#file(kind),
    query: (query, arg) => this.#queries.of(query, arg),
    asked: (question) => this.#asked(question),
    existing: (path) => this.#existing.get(path),
    noHistory: () => {
      if (!this.#isWithoutHistory()) return undefined;
      this.#missed = true;
      return this.#repository;
    },
    wanted: (cell) => void this.#wanted.set(cell.question, cell),
  };
  #revision = 0;

  /** @param enough so many new queries are worth a look at all of them */
  constructor(enough?: number) {
    this.#queries = new Queries(
      this.#readers,
      (recorder) => this.reader(recorder),
      () => this.#revision,
      enough,
    );
  }

  /** Grows with every change to any cell. */
  get revision(): number {
    return this.#revision;
  }

  /**
   * A document was judged from these traces: it is told of when one of their answers becomes another ({@link touched}).
   */
  judged(document: object, traces: Iterable<Trace>): void {
    this.#readers.touched.delete(document);
    for (const trace of traces) this.#readers.follow(trace, document);
  }

  /** A document is judged anew in a part, of which this was the trace. What it still reads, {@link judged} says. */
  unfollow(document: object, trace: Trace): void {
    this.#readers.unfollow(trace, document);
  }

  /** A document is gone, or read anew; these were its traces. */
  forget(document: object, traces: Iterable<Trace>): void {
    for (const trace of traces) this.#readers.unfollow(trace, document);
    this.#readers.touched.delete(document);
  }

  /** Documents that were given an answer which is another by now. To be complete it takes {@link settleOne} until that returns false. */
  get touched(): ReadonlySet<object> {
    return this.#readers.touched;
  }

  /** Works one derived answer out again that may have changed. Returns false when there is none left. */
  settleOne(): boolean {
    return this.#readers.settleOne();
  }

  /** Whether documents have to be judged again, or may have to. */
  get waits(): boolean {
    return this.#readers.waits;
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

  /** Takes what a file says of which nothing was known. */
  setIndex(path: RelPath, { runs, refs }: Index): void {
    const said = changes<Said>([], runs.flat(), sameName);
    for (const { name, now } of said) this.#replace(path, name, now);
    for (const name of refs) this.#mention(name, path, true);
  }

  /** The files of a document kind. */
  setFiles(kind: string, paths: readonly RelPath[]): void {
    this.#set(this.#file(kind), Object.freeze([...paths]));
  }

  /** An answer of the world, or why there is none. */
  setAnswer(question: Question, answered: Answered): void {
    const answer: Answer<unknown> =
      'unknown' in answered ? { is: 'unknown', why: answered.unknown } : { is: 'known', value: answered.value };
    const cell = this.#wanted.get(question) ?? this.#asked(question);
    this.#wanted.delete(cell.question);
    this.#count(cell.value, -1);
    this.#set(cell, answer);
    this.#count(answer, 1);
    if (question.ask === 'past' && answer.is === 'known' && answer.value !== undefined) this.#texts.add(cell);
  }

  /** Why the world could not answer, each reason once: for the one line that says what was not looked at. */
  unknowns(): ReadonlySet<Unknown['why']> {
    const whys = new Set(this.#unknown.keys());
    return this.#missed && this.#isWithoutHistory() ? whys.add('no-git') : whys;
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

  /** Lets go of derived answers that nobody has any more: each name that somebody was typing has left some. */
  forgetUnread(): void {
    this.#queries.forgetUnread();
  }

  /** How many derived answers are kept. */
  get queries(): number {
    return this.#queries.size;
  }

  /** Questions that have been answered so far, one by one: what a watcher of files must look at again. A text at a commit stays what it is. */
  *answered(): Iterable<Question> {
    const mayChange = ({ question, value }: AskedCell): boolean =>
      question.ask !== 'past' || (value as Answer<unknown>).is !== 'known';
    for (const cells of [this.#existing, this.#world])
      for (const cell of cells.values()) if (cell.value !== undefined && mayChange(cell)) yield cell.question;
  }

  /** Whether the world's answer is here, and none is due that may be another. */
  hasAnswer(question: Question): boolean {
    if (this.#wanted.has(question)) return false;
    const answer = this.#askedOf(question)?.value as Answer<unknown> | undefined;
    return answer !== undefined && !(answer.is === 'known' && answer.value === forgotten);
  }

  /** All that the world has answered. */
  answers(): readonly { readonly cell: Cell; readonly question: Question; readonly answer: unknown }[] {
    return this.#askedCells().flatMap((cell) =>
      cell.value === undefined ? [] : [{ cell, question: cell.question, answer: cell.value }],
    );
  }

  /** The files of every document kind. */
  fileLists(): readonly { readonly kind: string; readonly paths: readonly RelPath[] }[] {
    return [...this.#files].map(([kind, cell]) => ({ kind, paths: cell.value as readonly RelPath[] }));
  }

  /** The cell with a key, brought up to date. It is made where nobody has asked for it yet; undefined: there is no such query. */
  cell(key: CellKey): Cell | undefined {
    const cell = this.#cellOf(key);
    cell?.renew?.(this.#readers);
    return cell;
  }

  /** A query that a former run has answered, from cells that all say what they said: it need not be asked again. */
  keptQuery(key: CellKey & { readonly is: 'query' }, trace: Trace, value: unknown): Cell | undefined {
    const cell = this.#cellOf(key);
    if (!(cell instanceof QueryCell) || cell.checkedAt >= 0) return this.cell(key);
    cell.value = value;
    cell.trace = trace;
    cell.checkedAt = this.#revision;
    this.#readers.follow(trace, cell);
    return cell;
  }

  /** Whether all that a trace was told is still said. */
  holds(trace: Trace): boolean {
    return this.#readers.holds(trace);
  }

  /** A reader whose every answer is noted. */
  reader(recorder: Recorder): WideLook & World {
    return new Asker(this.#cells, recorder);
  }

  /** A look that nobody remembers: for requests of an editor. */
  look(): Look & World {
    return this.reader(new Recorder());
  }

  #set(cell: Cell, value: unknown): void {
    if (equal(cell.value, value)) return;
    cell.value = value;
    this.#revision++;
    this.#readers.changed(cell);
  }

  #count(answer: unknown, by: number): void {
    const is = answer as Answer<unknown> | undefined;
    if (is?.is !== 'unknown') return;
    const left = (this.#unknown.get(is.why) ?? 0) + by;
    if (left > 0) this.#unknown.set(is.why, left);
    else this.#unknown.delete(is.why);
  }

  #cellOf(key: CellKey): Cell | undefined {
    switch (key.is) {
      case 'def':
        return this.#def(key.of);
      case 'mentions':
        return this.#mentioned(key.of);
      case 'names':
      case 'all':
        return this.#kind(key.of)[key.is];
      case 'files':
        return this.#file(key.of);
      case 'asked':
        return this.#asked(key.of);
      case 'query': {
        const query = queryNamed(key.of);
        return query && this.#queries.of(query, key.arg);
      }
    }
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
      names: new ListCell({ is: 'names', of: kind }, () => defined().map((k) => (k[0] as Known).name)),
      all: new ListCell({ is: 'all', of: kind }, () => defined().flat()),
    };
    this.#kinds.set(kind, cells);
    return cells;
  }

  #def(name: Name): DefCell {
    const { defs } = this.#kind(name.kind);
    const known = defs.get(name.name);
    if (known) return known;
    const cell = new DefCell(name);
    defs.set(name.name, cell);
    return cell;
  }

  #mentioned(name: Name): MentionCell {
    const { mentions } = this.#kind(name.kind);
    const known = mentions.get(name.name);
    if (known) return known;
    const cell = new MentionCell(name);
    mentions.set(name.name, cell);
    return cell;
  }

  #isWithoutHistory(): boolean {
    const answer = this.#repository.value as Answer<boolean> | undefined;
    return answer?.is === 'known' && !answer.value;
  }

  #file(kind: string): Cell {
    const cell = this.#files.get(kind) ?? { value: none, readers: undefined, key: { is: 'files', of: kind } };
    this.#files.set(kind, cell);
    return cell;
  }

  #askedCells(): readonly AskedCell[] {
    return [...this.#existing.values(), ...this.#world.values()];
  }

  #askedOf(question: Question): AskedCell | undefined {
    return question.ask === 'exists' ? this.#existing.get(question.path) : this.#world.get(questionKey(question));
  }

  #asked(question: Question): AskedCell {
    const known = this.#askedOf(question);
    if (known) return known;
    const cell = new AskedCell(question);
    if (question.ask === 'exists') this.#existing.set(question.path, cell);
    else this.#world.set(questionKey(question), cell);
    return cell;
  }

  #replace(path: RelPath, name: Name, said: readonly Said[]): void {
    const cell = this.#def(name);
    // In order of path: what thousands of files say of one name is neither compared nor sorted again for each of them.
    const before = [...(cell.value as readonly Known[])];
    const from = firstAt(before, path);
    let to = from;
    while (before[to]?.path === path) to++;
    const mine = said.map(({ kind, name: n, data }) => ({ kind, name: n, data, path }) as Known);
    cell.value = Object.freeze(before.slice(0, from).concat(mine, before.slice(to)));
    const { names, all } = this.#kind(name.kind);
    all.spoil(this.#readers);
    if (to - from === before.length) names.spoil(this.#readers);
    this.#revision++;
    this.#readers.changed(cell);
  }

  #mention(name: Name, path: RelPath, add: boolean): void {
    this.#mentioned(name).set(path, add, this.#readers);
    this.#revision++;
  }
}

/** Where, in order of path, what a file says begins. */
function firstAt(all: readonly Known[], path: RelPath): number {
  let [from, to] = [0, all.length];
  while (from < to) {
    const middle = (from + to) >> 1;
    if ((all[middle] as Known).path < path) from = middle + 1;
    else to = middle;
  }
  return from;
}
