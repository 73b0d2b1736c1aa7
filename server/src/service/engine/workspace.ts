/**
 * The workspace: all that is known of one folder. It takes texts in and gives findings out.
 *
 * Invariant: synchronous and without I/O; between two calls everything it answers is of one moment.
 * Invariant: nothing on a key's path grows with the folder: an edit parses the touched sections, replaces the touched
 * buckets and judges the edited document; {@link Workspace.judge} of others is for the caller to slice.
 * A closed file keeps facts, findings and line starts; an open one its text and sections too.
 */
import { equal } from '#core/equal';
import type { Finding } from '#core/rule';
import type { Sections } from '#core/sections';
import { afterEdit, type Parsers } from '#core/source';
import type { Facts, Name } from '#core/symbols';
import type { Reading } from '#core/system';
import { LineIndex, type RelPath, type Span } from '#core/text';
import type { Answered, Question } from '#core/world';
import type { BoundKind, Setup } from '../config/setup';
import { Entry, type Incoming, noUndecoded, saysNow, tracesOf } from './entry';
import { FolderJudge, type OnCrash, pathsIn } from './judge';
import { gather, runDue } from './judging';
import type { KeptFile } from './kept-file';
import { type Cut, DocumentReader, type Read } from './reader';
import { Store } from './store';

/** All that is known of one folder. Paths are relative to it. */
export class Workspace {
  /** What rules ask. */
  readonly store = new Store();
  /** The documents, by path. */
  readonly entries = new Map<RelPath, Entry>();
  /** Those that an editor shows. */
  readonly #open = new Set<Entry>();
  /** Read, and not judged since. */
  readonly #unjudged = new Set<Entry>();
  /** Grows when a document comes or goes. */
  members = 0;
  /** Until all files that count have been read, what is not there may be in one of the others. */
  #isLoaded = false;
  /** What of a document's findings is shown, and so sets `hidden`. Undefined: not known yet; {@link show} is called again. */
  hide: (entry: Entry) => readonly Finding[] | undefined = (entry) => entry.found;
  readonly #reader: DocumentReader;
  readonly #onCrash: OnCrash;
  /** One object for each question: the store's own. */
  readonly #pending = new Set<Question>();
  readonly #ask = (q: Question): void => void this.#pending.add(q);
  #setup: Setup;

  constructor(setup: Setup, parsers: Parsers, onCrash: OnCrash) {
    this.#setup = setup;
    this.#reader = new DocumentReader(parsers, onCrash);
    this.#onCrash = onCrash;
  }

  /** What the configuration in force comes to. */
  get setup(): Setup {
    return this.#setup;
  }

  /** Another setup: everything is forgotten but the open texts, which are read again. Returns those that no kind reads any more. */
  configure(setup: Setup): readonly { readonly path: RelPath; readonly text: string; readonly version: number }[] {
    this.#setup = setup;
    this.#isLoaded = false;
    this.#reader.forget();
    const orphans: { path: RelPath; text: string; version: number }[] = [];
    for (const entry of [...this.entries.values()]) {
      const { open, path } = entry;
      this.remove(path);
      if (open && !this.open(path, open.text, open.version)) orphans.push({ path, text: open.text, version: open.version });
    }
    return orphans;
  }

  /** Which files there are, loaded or not. */
  list(files: readonly RelPath[]): void {
    const byKind = new Map<BoundKind, RelPath[]>(this.#setup.kinds.map((kind) => [kind, []]));
    for (const file of files) for (const kind of this.#setup.kindsOf(file)) byKind.get(kind)?.push(file);
    for (const [kind, mine] of byKind) if (!kind.kind.everywhere) this.store.setFiles(kind.id, mine);
  }

  /** Takes a closed file's text. Does nothing to a file that is open: the editor's text counts. */
  load(path: RelPath, file: Incoming): Entry | undefined {
    const entry = this.#entry(path);
    if (!entry || entry.open) return undefined;
    entry.hash = file.hash;
    entry.stamp = file.stamp;
    entry.undecoded = file.undecoded;
    if (entry.closed?.text === file.text && equal(entry.closed.undecoded, file.undecoded)) return this.#isClosed(entry);
    entry.lines = LineIndex.of(file.text);
    this.#take(entry, this.#reader.read(path, entry.kinds, this.#reader.cut(path, file.text, file.undecoded)));
    return entry;
  }

  /** A closed file that is there and cannot be read. @param why in words */
  unread(path: RelPath, why: string): void {
    const entry = this.#entry(path);
    // Of the configuration whoever reads it tells.
    if (!entry || entry.open || !entry.kinds.some((k) => k.kind.everywhere)) return;
    entry.lines = LineIndex.of('');
    entry.hash = '';
    entry.undecoded = noUndecoded;
    this.#take(entry, this.#reader.unread(path, entry.kinds, why));
  }

  /** Takes what a former run, or another thread, has read of a closed file by the same setup. */
  recall(file: KeptFile): void {
    const entry = this.#entry(file.path);
    if (!entry || entry.open) return;
    entry.lines = LineIndex.from(file.lineStarts, file.length);
    entry.hash = file.hash;
    entry.stamp = file.stamp;
    entry.undecoded = file.undecoded;
    this.store.forget(entry, tracesOf(entry));
    // Of what was read before only what is another now is told.
    if (entry.facts.length > 0) this.store.setFacts(entry.path, entry.facts, file.facts.open());
    else this.store.setIndex(entry.path, file.index);
    entry.seal(file.facts);
    this.#isRead(entry, file.own);
  }

  /** A document is gone. Who asked about what it said is to be judged again. */
  remove(path: RelPath): void {
    const entry = this.entries.get(path);
    if (!entry) return;
    this.entries.delete(path);
    this.members++;
    this.#unjudged.delete(entry);
    this.#open.delete(entry);
    this.store.forget(entry, tracesOf(entry));
    this.store.setFacts(path, entry.facts, []);
  }

  /** An editor shows a text. Undefined: nothing reads such a file. */
  open(path: RelPath, text: string, version: number): Entry | undefined {
    const entry = this.#entry(path);
    if (!entry) return undefined;
    const undecoded = entry.undecoded.filter((u) => u.whole || text[u.offset] === '\uFFFD' || text[u.offset] === u.char);
    entry.lines = LineIndex.of(text);
    this.#show(entry, version, this.#reader.cut(path, text, undecoded));
    return entry;
  }

  /** One edit of an open text. @param at in the text before the edit */
  edit(path: RelPath, at: Span, insert: string, version: number): Entry | undefined {
    const entry = this.entries.get(path);
    const before = entry?.open;
    if (!entry || !before) return undefined;
    const text = before.text.slice(0, at.start) + insert + before.text.slice(at.end);
    entry.lines = entry.lines.edited(at, insert, text);
    // A character that stood for a byte stands no longer when it was typed over.
    const undecoded =
      before.undecoded.length === 0 ? noUndecoded : before.undecoded.flatMap((u) => afterEdit(u, at, insert.length));
    this.#show(entry, version, this.#reader.recut(path, before, text, undecoded, at, insert.length));
    return entry;
  }

  /** The file of an open text was written, and is in no other encoding any more. */
  recoded(path: RelPath): Entry | undefined {
    const entry = this.entries.get(path);
    if (!entry?.open?.undecoded.some((u) => u.whole)) return undefined;
    const { text, version, undecoded } = entry.open;
    const left = undecoded.filter((u) => !u.whole);
    this.#show(entry, version, this.#reader.cut(path, text, left));
    return entry;
  }

  /**
   * Reads an open text from scratch: what the incremental parse may have got wrong ends here. Returns whether anything was other.
   * @param sections what a whole parse has given, where it was made elsewhere
   */
  reconcile(path: RelPath, sections?: Sections): boolean {
    const entry = this.entries.get(path);
    if (!entry?.open) return false;
    const { open, facts } = entry;
    this.#show(
      entry,
      open.version,
      sections ? { ...open, sections, whole: true } : this.#reader.cut(path, open.text, open.undecoded, open),
    );
    return !equal(facts, entry.facts);
  }

  /** An open text is read as if parsed whole. */
  sure(entry: Entry): void {
    if (entry.open) entry.open = { ...entry.open, whole: true };
  }

  /** The editor lets go of a text. The caller loads the file again, or removes it. */
  close(path: RelPath): void {
    const entry = this.entries.get(path);
    if (!entry) return;
    const { open } = entry;
    entry.closed = open?.whole && open.sections ? { text: open.text, undecoded: open.undecoded } : undefined;
    entry.open = undefined;
    this.#open.delete(entry);
    entry.hash = '';
  }

  /** Whether a document was read and not judged since. */
  isUnjudged(entry: Entry): boolean {
    return this.#unjudged.has(entry);
  }

  /** Whether all files that there were have been read once. */
  get isLoaded(): boolean {
    return this.#isLoaded;
  }

  /** All files that count by this setup have been read: from now on rules are asked that look at the rest of the folder. */
  loaded(setup: Setup): void {
    if (setup === this.#setup) this.#isLoaded = true;
  }

  /** Whether every document is judged as things stand; while files are being read, every open one as far as its own text goes. */
  get isJudged(): boolean {
    return this.#isLoaded ? this.#unjudged.size === 0 && !this.store.waits : this.#openAnew() === undefined;
  }

  /** A document to be judged, open ones first. Undefined: there is none, or that is not known yet; ask again unless {@link isJudged}. */
  toJudge(): Entry | undefined {
    if (!this.#isLoaded) return this.#openAnew();
    if (this.store.settleOne()) return undefined;
    const { touched } = this.store;
    for (const entry of this.#open) if (this.#unjudged.has(entry) || touched.has(entry)) return entry;
    return this.#unjudged.values().next().value ?? (touched.values().next().value as Entry | undefined);
  }

  /**
   * Judges one document as things stand; only rules whose answers have changed are run.
   * @param enough whether to leave off between two rules: the rest is done when it is judged next
   * @returns whether its list of findings is another object now
   */
  judge(entry: Entry, enough: () => boolean = () => false): boolean {
    const { store } = this;
    if (!this.#unjudged.has(entry) && !store.touched.has(entry)) return false;
    if (!this.#isLoaded) return this.#judgeOwn(entry);
    if (!runDue(entry, store, (n) => this.#folderJudge(entry, n), enough)) return false;
    const { anew, moved } = entry;
    entry.anew = false;
    entry.moved = false;
    this.#unjudged.delete(entry);
    store.judged(entry, tracesOf(entry));
    return (anew || moved) && this.#settle(entry, anew);
  }

  readonly #openAnew = (): Entry | undefined => [...this.#open].find((e) => e.anew);

  /** What a document says by itself. It stays among those that are to be judged. */
  #judgeOwn(entry: Entry): boolean {
    const { anew } = entry;
    entry.anew = false;
    entry.moved = true;
    return anew && this.#settle(entry, anew);
  }

  #folderJudge(entry: Entry, k: number): FolderJudge {
    const kind = entry.kinds[k] as BoundKind;
    let named: ReturnType<typeof pathsIn> | undefined;
    const seen = {
      path: entry.path,
      facts: entry.facts[k] as Facts,
      paths: () => (named ??= pathsIn(entry.kinds, entry.facts)),
      reread: (text: string) => this.#reread(entry, k, text),
    };
    return new FolderJudge(kind, seen, this.store, this.#ask, this.#onCrash);
  }

  /** Questions that no host has answered yet. Taking them empties the list. */
  questions(): readonly Question[] {
    const all = [...this.#pending].filter((q) => !this.store.hasAnswer(q));
    this.#pending.clear();
    return all;
  }

  /** Takes what the host knows. Who asked is to be judged again where it is another answer. */
  answer(question: Question, answered: Answered): void {
    this.store.setAnswer(question, answered);
  }

  /** The located readings of a text, by kind; what the editor shows where it is open. Nothing of it is kept. */
  readings(path: RelPath, file: Incoming): readonly { readonly kind: BoundKind; readonly reading: Reading }[] {
    const entry = this.entries.get(path);
    if (entry?.open) return entry.kinds.flatMap((kind, i) => ({ kind, reading: entry.open?.readings[i] as Reading }));
    const kinds = this.#setup.kindsOf(path);
    const { readings } = this.#reader.read(path, kinds, this.#reader.cut(path, file.text, file.undecoded));
    return kinds.map((kind, i) => ({ kind, reading: readings[i] as Reading }));
  }

  /** What a kind makes of another text of a document. */
  reread(kind: BoundKind, path: RelPath, text: string): Reading {
    return this.#reader.reread(kind, path, text);
  }

  /** Mostly a former version is what the document still says: then nothing is read for its facts. */
  #reread(entry: Entry, k: number, text: string): Reading {
    const kind = entry.kinds[k] as BoundKind;
    const again = (): Reading => this.reread(kind, entry.path, text);
    if (!saysNow(entry, text)) return again();
    return {
      facts: entry.facts[k] as Facts,
      get model() {
        return again().model;
      },
    };
  }

  /** Documents that name a symbol or define it. */
  mentioning(name: Name): readonly RelPath[] {
    const look = this.store.look();
    return [...new Set([...look.defs(name).map((d) => d.path), ...look.mentions(name)])].sort();
  }

  #entry(path: RelPath): Entry | undefined {
    const known = this.entries.get(path);
    if (known) return known;
    const kinds = this.#setup.kindsOf(path);
    if (kinds.length === 0) return undefined;
    const entry = new Entry(path, kinds);
    this.entries.set(path, entry);
    this.members++;
    return entry;
  }

  #show(entry: Entry, version: number, text: Cut): void {
    const read = this.#reader.read(entry.path, entry.kinds, text);
    entry.open = { ...text, version, readings: read.readings };
    this.#open.add(entry);
    this.#take(entry, read);
  }

  #take(entry: Entry, { readings, own }: Read): void {
    const facts = readings.map((r) => r.facts);
    this.store.forget(entry, tracesOf(entry));
    this.store.setFacts(entry.path, entry.facts, facts);
    entry.facts = facts;
    this.#isRead(entry, own);
  }

  /** What the editor let go of is what the file holds, and was read. It is told all the same: it has no version any more. */
  #isClosed(entry: Entry): Entry {
    entry.closed = undefined;
    entry.anew = true;
    this.#unjudged.add(entry);
    return entry;
  }

  #isRead(entry: Entry, own: readonly Finding[]): void {
    entry.closed = undefined;
    entry.own = own;
    entry.runs = [];
    entry.silent = false;
    entry.foundBefore = undefined;
    entry.anew = true;
    entry.left = undefined;
    this.#unjudged.add(entry);
  }

  /** @param anew the text was read anew: the same offsets may be other lines */
  #settle(entry: Entry, anew: boolean): boolean {
    return gather(entry, this.#isLoaded, anew, this.#onCrash) && this.show(entry);
  }

  /** Brings what is shown of a document up to date with what was found. Returns whether it is another list now. */
  show(entry: Entry): boolean {
    const findings = this.hide(entry);
    if (findings === undefined || findings === entry.findings || (findings.length === 0 && entry.findings.length === 0))
      return false;
    entry.findings = findings;
    return true;
  }
}
