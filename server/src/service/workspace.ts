/**
 * The workspace: all that is known of one folder. It takes texts in and gives findings out.
 *
 * Invariant: synchronous and without I/O; between two calls everything it answers is of one moment.
 * Invariant: nothing on a key's path grows with the folder: an edit parses the touched sections, replaces the touched
 * buckets and judges the edited document; {@link Workspace.judge} of others is for the caller to slice.
 * A closed file keeps facts, findings and line starts; an open one its text and sections too.
 */
import { equal } from '#core/equal';
import { documentProblem } from '#core/limits';
import type { Finding } from '#core/rule';
import { editSections, type Sections } from '#core/sections';
import type { MarkdownSource, Parsers, Section, SourceProblem, Undecoded } from '#core/source';
import type { Facts, Name } from '#core/symbols';
import { isSectionKind, type Reading } from '#core/system';
import { LineIndex, type RelPath, type Span } from '#core/text';
import { type Answers, type Question, questionKey } from '#core/world';
import { crash, judgeDocument, judgeFindings, judgeFolder, type OnCrash, type Run, shown } from './judge';
import type { BoundKind, Setup } from './setup';
import { cut, dataSource, languageOf, markdownSource } from './source';
import { Store } from './store';

/** A text as it comes in: decoded, without its byte order mark. */
export interface Incoming {
  readonly text: string;
  readonly undecoded: readonly Undecoded[];
  readonly hash: string;
}

interface Open {
  readonly version: number;
  readonly text: string;
  readonly undecoded: readonly Undecoded[];
  /** Undefined: not Markdown, or over a limit. */
  readonly sections: Sections | undefined;
  readonly readings: readonly Reading[];
}

export interface Entry {
  readonly path: RelPath;
  readonly kinds: readonly BoundKind[];
  lines: LineIndex;
  /** Of the file's bytes, while it is closed. */
  hash: string;
  facts: readonly Facts[];
  open: Open | undefined;
  /** What document rules said. */
  own: readonly Finding[];
  /** By kind, by folder rule. */
  runs: (readonly (Run | undefined)[])[];
  /** As shown; the same object until a finding changes. */
  findings: readonly Finding[];
  complete: boolean;
  /** The store's revision at which it was last judged. */
  judgedAt: number;
}

const noFindings: readonly Finding[] = Object.freeze([]);
const noUndecoded: readonly Undecoded[] = Object.freeze([]);

export class Workspace {
  readonly store = new Store();
  readonly entries = new Map<RelPath, Entry>();
  readonly #parsers: Parsers;
  readonly #onCrash: OnCrash;
  readonly #parts = new Map<BoundKind, WeakMap<Section['nodes'], unknown>>();
  readonly #pending = new Map<string, Question>();
  readonly #ask = (q: Question): void => void this.#pending.set(questionKey(q), q);
  #setup: Setup;

  constructor(setup: Setup, parsers: Parsers, onCrash: OnCrash) {
    this.#setup = setup;
    this.#parsers = parsers;
    this.#onCrash = onCrash;
  }

  get setup(): Setup {
    return this.#setup;
  }

  /** Another setup: everything is forgotten but the open texts, which are read again. Returns those that no kind reads any more. */
  configure(setup: Setup): readonly { readonly path: RelPath; readonly text: string; readonly version: number }[] {
    this.#setup = setup;
    this.#parts.clear();
    const orphans: { path: RelPath; text: string; version: number }[] = [];
    for (const entry of [...this.entries.values()]) {
      const { open, path } = entry;
      this.remove(path);
      if (open && !this.open(path, open.text, open.version, open.undecoded))
        orphans.push({ path, text: open.text, version: open.version });
    }
    return orphans;
  }

  /** Which files there are, loaded or not. */
  list(files: readonly RelPath[]): void {
    for (const kind of this.#setup.kinds) {
      if (kind.kind.everywhere) continue;
      const mine = files.filter((f) => this.#setup.kindsOf(f).includes(kind));
      this.store.setFiles(kind.id, mine);
    }
  }

  /** Of the listed files, those that are worth loading now: a list for each kind, the same object while it is the same list. */
  wantedLists(): readonly (readonly RelPath[])[] {
    const look = this.store.look();
    return this.#setup.kinds.flatMap(({ id, kind }) =>
      kind.everywhere ? [] : [kind.wanted ? look.ask(kind.wanted) : look.files(id)],
    );
  }

  /** Takes a closed file's text. Does nothing to a file that is open: the editor's text counts. */
  load(path: RelPath, file: Incoming): Entry | undefined {
    const entry = this.#entry(path);
    if (!entry || entry.open) return undefined;
    const { problems, sections } = this.#cut(path, file.text);
    entry.lines = LineIndex.of(file.text);
    entry.hash = file.hash;
    this.#take(entry, this.#read(entry, file.text, file.undecoded, sections, problems));
    return entry;
  }

  remove(path: RelPath): void {
    const entry = this.entries.get(path);
    if (!entry) return;
    this.entries.delete(path);
    this.store.setFacts(path, entry.facts, []);
  }

  open(path: RelPath, text: string, version: number, undecoded = noUndecoded): Entry | undefined {
    const entry = this.#entry(path);
    if (!entry) return undefined;
    const { problems, sections } = this.#cut(path, text);
    entry.lines = LineIndex.of(text);
    this.#show(entry, { version, text, undecoded, sections }, problems);
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
    const undecoded = before.undecoded.length === 0 ? noUndecoded : before.undecoded.flatMap((u) => moved(u, at, insert.length));
    const around = { start: at.start, end: at.start + insert.length };
    const whole = before.sections === undefined || documentProblem(text, around) !== undefined;
    const { sections, problems } = whole
      ? this.#cut(path, text)
      : { sections: editSections(before.sections as Sections, text, at, insert.length, this.#parsers.markdown), problems: [] };
    this.#show(entry, { version, text, undecoded, sections }, problems);
    return entry;
  }

  /** Reads an open text from scratch: what the incremental parse may have got wrong ends here. Returns whether anything was other. */
  reconcile(path: RelPath): boolean {
    const entry = this.entries.get(path);
    if (!entry?.open) return false;
    const { open, facts } = entry;
    const { sections, problems } = this.#cut(path, open.text);
    this.#show(entry, { version: open.version, text: open.text, undecoded: open.undecoded, sections }, problems);
    return !equal(facts, entry.facts);
  }

  /** The editor lets go of a text. The caller loads the file again, or removes it. */
  close(path: RelPath): void {
    const entry = this.entries.get(path);
    if (!entry) return;
    entry.open = undefined;
    entry.hash = '';
  }

  /**
   * Judges one document as things stand. Cheap when nothing that it looked at has changed.
   * Returns whether its list of findings is another object now.
   */
  judge(entry: Entry): boolean {
    if (entry.judgedAt === this.store.revision) return false;
    let changed = entry.judgedAt < 0;
    entry.runs = entry.kinds.map((kind, k) =>
      kind.folder.map((rule, i) => {
        const old = entry.runs[k]?.[i];
        if (old && this.store.holds(old.trace)) return old;
        changed = true;
        return judgeFolder(kind, rule, entry.path, entry.facts[k] as Facts, this.store, this.#ask, this.#onCrash);
      }),
    );
    entry.judgedAt = this.store.revision;
    return changed && this.#settle(entry);
  }

  /** Questions that no host has answered yet. Taking them empties the list. */
  questions(): readonly Question[] {
    const all = [...this.#pending.values()].filter((q) => !this.store.hasAnswer(q));
    this.#pending.clear();
    return all;
  }

  answer(question: Question, value: Answers[Question['ask']] | { readonly failed: true }): void {
    this.store.setAnswer(question, value);
  }

  /** The located readings of a text, by kind; what the editor shows where it is open. Nothing of it is kept. */
  readings(path: RelPath, file: Incoming): readonly { readonly kind: BoundKind; readonly reading: Reading }[] {
    const entry = this.entries.get(path);
    if (entry?.open) return entry.kinds.flatMap((kind, i) => ({ kind, reading: entry.open?.readings[i] as Reading }));
    const kinds = this.#setup.kindsOf(path);
    const blank = blankEntry(path, kinds);
    const { sections, problems } = this.#cut(path, file.text);
    const readings = this.#read(blank, file.text, file.undecoded, sections, problems).readings;
    return kinds.map((kind, i) => ({ kind, reading: readings[i] as Reading }));
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
    const entry = blankEntry(path, kinds);
    this.entries.set(path, entry);
    return entry;
  }

  #cut(path: RelPath, text: string): { readonly sections: Sections | undefined; readonly problems: readonly SourceProblem[] } {
    return languageOf(path) === 'markdown' ? cut(text, this.#parsers) : { sections: undefined, problems: [] };
  }

  #show(entry: Entry, open: Omit<Open, 'readings'>, problems: readonly SourceProblem[]): void {
    const read = this.#read(entry, open.text, open.undecoded, open.sections, problems);
    entry.open = { ...open, readings: read.readings };
    this.#take(entry, read);
  }

  #read(
    entry: Entry,
    text: string,
    undecoded: readonly Undecoded[],
    sections: Sections | undefined,
    problems: readonly SourceProblem[],
  ): { readonly readings: readonly Reading[]; readonly own: readonly Finding[] } {
    const raw = { text, undecoded };
    const markdown =
      languageOf(entry.path) === 'markdown' ? markdownSource(entry.path, raw, sections, problems, this.#parsers) : undefined;
    const source = markdown ?? dataSource(entry.path, raw, this.#parsers);
    const own: Finding[] = [];
    const readings = entry.kinds.map((bound): Reading => {
      try {
        const { kind, dialect } = bound;
        if (!isSectionKind(kind)) return kind.read(source, dialect);
        return markdown ? kind.fold(this.#sectionParts(bound, markdown), markdown, dialect) : empty;
      } catch (cause) {
        this.#onCrash(`${bound.id} (reader)`, entry.path, cause);
        own.push(crash(`${bound.id} (reader)`, entry.path));
        return empty;
      }
    });
    entry.kinds.forEach((kind, i) => {
      const reading = readings[i] as Reading;
      if (reading !== empty) own.push(...judgeDocument(kind, entry.path, reading.model, this.#onCrash));
    });
    return { readings, own };
  }

  #sectionParts(bound: BoundKind, source: MarkdownSource): readonly { readonly section: Section; readonly part: unknown }[] {
    const { kind, dialect } = bound;
    if (!isSectionKind(kind)) return [];
    const memo = this.#parts.get(bound) ?? new WeakMap<Section['nodes'], unknown>();
    this.#parts.set(bound, memo);
    return source.sections.map((section) => {
      const part = memo.get(section.nodes) ?? kind.readSection(section, source.text, dialect);
      memo.set(section.nodes, part);
      return { section, part };
    });
  }

  #take(entry: Entry, read: { readonly readings: readonly Reading[]; readonly own: readonly Finding[] }): void {
    const facts = read.readings.map((r) => r.facts);
    this.store.setFacts(entry.path, entry.facts, facts);
    entry.facts = facts;
    entry.own = read.own;
    entry.runs = [];
    entry.judgedAt = -1;
  }

  #settle(entry: Entry): boolean {
    const runs = entry.runs.flat();
    entry.complete = runs.every((r) => !r?.trace.incomplete);
    const before = [...entry.own, ...runs.flatMap((r) => r?.findings ?? noFindings)];
    const after = entry.kinds.flatMap((kind, i) =>
      kind.findings.length === 0
        ? []
        : judgeFindings(kind, entry.path, entry.facts[i] as Facts, before, entry.complete, this.#onCrash),
    );
    const findings = shown(entry.facts, [...before, ...after]);
    if (equal(findings, entry.findings)) return false;
    entry.findings = findings.length === 0 ? noFindings : findings;
    return true;
  }
}

const empty: Reading = { model: undefined, facts: { defs: [], refs: [] } };

const blankEntry = (path: RelPath, kinds: readonly BoundKind[]): Entry => ({
  path,
  kinds,
  lines: LineIndex.of(''),
  hash: '',
  facts: [],
  open: undefined,
  own: noFindings,
  runs: [],
  findings: noFindings,
  complete: false,
  judgedAt: -1,
});

function moved(u: Undecoded, at: Span, insert: number): readonly Undecoded[] {
  if (u.offset < at.start) return [u];
  return u.offset < at.end ? [] : [{ ...u, offset: u.offset + insert - (at.end - at.start) }];
}
