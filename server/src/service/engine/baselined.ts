/**
 * A folder's findings held against its baseline: which of them are known, and which entries have no finding any more.
 *
 * Invariant: without a baseline nothing is computed; with one, only for the files and rules that it names. What a closed
 * file's findings stand on is read again when it is needed, as its text is not kept.
 */
import { messageOf } from '#core/cause';
import type { Files, FileText, Log } from '#core/ports';
import type { Finding } from '#core/rule';
import { LineIndex, type RelPath } from '#core/text';
import { BASELINE, type Baseline, type BaselineEntry, isAcceptable, keyOf, noBaseline, parseBaseline } from './baseline';
import type { Entry } from './entry';
import { fingerprints, likeness, sketch } from './fingerprint';
import type { Workspace } from './workspace';

/** At most so many files are compared with those that are gone. */
const COMPARED = 1000;
/** From here on two texts are one document under two names. */
const ALIKE = 0.5;
const none: readonly never[] = Object.freeze([]);

/** What the editor's text or the disk says now. */
type ReadText = (path: RelPath) => Promise<FileText | undefined>;

/** The baseline of one folder, with what it says of the findings there now. */
export class Baselined {
  /** As the file has it; {@link noBaseline} while it cannot be used. */
  baseline: Baseline = noBaseline;
  /** Why the file cannot be used, in words that follow its name. */
  problem: string | undefined;
  /** Documents whose text is needed before it is known what of them is shown. */
  readonly #waiting = new Set<Entry>();
  /** By list of findings: a fingerprint for each, where one was needed. */
  readonly #prints = new WeakMap<readonly Finding[], readonly (string | undefined)[]>();
  #byFile = new Map<RelPath, readonly BaselineEntry[]>();
  /** Files of the baseline by the names that they have now. */
  #moved = new Map<RelPath, RelPath>();
  #followed = -1;
  readonly #workspace: Workspace;

  constructor(workspace: Workspace) {
    this.#workspace = workspace;
    workspace.hide = (entry) => this.#hide(entry);
  }

  /** Whether it holds anything. */
  get isOn(): boolean {
    return this.baseline.entries.length > 0;
  }

  /** Reads the file, and says why where it cannot be used. Returns whether anything is other than before. */
  async read(files: Files, log: Log): Promise<boolean> {
    const file = await files.read(BASELINE).catch((cause: unknown) => {
      log.warn(`${BASELINE} cannot be read: ${messageOf(cause)}`);
      return undefined;
    });
    const changed = this.take(file?.text);
    if (changed && this.problem !== undefined) log.warn(`${BASELINE} is not used: ${this.problem}.`);
    return changed;
  }

  /** Takes the file's text, or that there is none. Returns whether anything is other than before. */
  take(text: string | undefined): boolean {
    const read = text === undefined ? noBaseline : parseBaseline(text);
    const problem = 'problem' in read ? read.problem : undefined;
    const baseline = 'problem' in read ? noBaseline : read;
    const changed = problem !== this.problem || this.isOn || baseline.entries.length > 0;
    this.problem = problem;
    this.baseline = baseline;
    this.#byFile = new Map();
    for (const e of baseline.entries) this.#byFile.set(e.file, [...(this.#byFile.get(e.file) ?? none), e]);
    this.#moved.clear();
    this.#followed = -1;
    return changed;
  }

  /** Reads what {@link Workspace.show} waits for. Returns the documents whose findings may be shown now. */
  async catchUp(read: ReadText, files: Files): Promise<readonly Entry[]> {
    if (!this.isOn) return none;
    const again = await this.#follow(read, files);
    const ready: Entry[] = [...again];
    for (const entry of [...this.#waiting]) {
      this.#waiting.delete(entry);
      const file = await read(entry.path);
      if (file) this.#print(entry, file.text, LineIndex.of(file.text));
      else this.#prints.set(entry.found, none);
      ready.push(entry);
    }
    return ready;
  }

  /** The entries, or how much of their counts, that no finding answers to. Where not all could be looked at, that is none. */
  stale(): readonly BaselineEntry[] {
    const nameNow = new Map([...this.#moved].map(([now, then]) => [then, now]));
    return [...this.#byFile].flatMap(([file, entries]) => {
      const entry = this.#workspace.entries.get(nameNow.get(file) ?? file);
      const seen = new Map<string, number>();
      if (entry) for (const key of this.#keys(entry)) seen.set(key ?? '', (seen.get(key ?? '') ?? 0) + 1);
      return entries.flatMap((e) => {
        const left = e.count - (seen.get(keyOf(e)) ?? 0);
        return left > 0 && !(entry && isUnsure(entry, e.rule)) ? [{ ...e, count: left }] : [];
      });
    });
  }

  /** The baseline without what is stale, with files under the names that they have now. */
  pruned(): Baseline {
    const stale = new Map(this.stale().map((e) => [`${e.file}\0${keyOf(e)}`, e.count]));
    const nameNow = new Map([...this.#moved].map(([now, then]) => [then, now]));
    const entries = this.baseline.entries.flatMap((e) => {
      const count = e.count - (stale.get(`${e.file}\0${keyOf(e)}`) ?? 0);
      return count > 0 ? [{ ...e, count, file: nameNow.get(e.file) ?? e.file }] : [];
    });
    const sketches = [...this.baseline.sketches].map(([file, like]) => [nameNow.get(file) ?? file, like] as const);
    return { entries, sketches: new Map(sketches) };
  }

  #entriesOf(path: RelPath): readonly BaselineEntry[] | undefined {
    return this.#byFile.get(this.#moved.get(path) ?? path);
  }

  /** What of a document's findings is shown; undefined where its text is needed first. */
  #hide(entry: Entry): readonly Finding[] | undefined {
    const known = this.isOn ? this.#entriesOf(entry.path) : undefined;
    if (!known || entry.found.length === 0) {
      entry.hidden = none;
      return entry.found;
    }
    if (entry.open) this.#print(entry, entry.open.text, entry.lines);
    if (!this.#prints.has(entry.found)) {
      this.#waiting.add(entry);
      return undefined;
    }
    const keys = this.#keys(entry);
    const left = new Map(known.map((e) => [keyOf(e), e.count]));
    const isHidden = entry.found.map((f, i) => {
      const key = keys[i];
      const n = key === undefined || !isAcceptable(f) ? 0 : (left.get(key) ?? 0);
      if (n > 0) left.set(key as string, n - 1);
      return n > 0;
    });
    entry.hidden = isHidden.includes(true) ? entry.found.filter((_, i) => isHidden[i]) : none;
    return entry.hidden.length === 0 ? entry.found : entry.found.filter((_, i) => !isHidden[i]);
  }

  #keys(entry: Entry): readonly (string | undefined)[] {
    const prints = this.#prints.get(entry.found) ?? none;
    return entry.found.map(({ rule }, i) => {
      const fingerprint = prints[i];
      return fingerprint === undefined ? undefined : keyOf({ rule, fingerprint });
    });
  }

  #print(entry: Entry, text: string, lines: LineIndex): void {
    const rules = new Set(this.#entriesOf(entry.path)?.map((e) => e.rule));
    const wanted = entry.found.filter((f) => rules.has(f.rule));
    const prints = fingerprints(wanted, text, lines).values();
    this.#prints.set(
      entry.found,
      entry.found.map((f) => (rules.has(f.rule) ? prints.next().value : undefined)),
    );
  }

  /** Finds files of the baseline that are gone under their new names. Returns the documents that this concerns. */
  async #follow(read: ReadText, files: Files): Promise<readonly Entry[]> {
    const { entries, members } = this.#workspace;
    if (members === this.#followed) return none;
    this.#followed = members;
    const before = new Set(this.#moved.keys());
    this.#moved = new Map();
    const absent = [...this.#byFile.keys()].filter((file) => !entries.has(file) && this.baseline.sketches.has(file));
    if (absent.length > 0) {
      const answers = await files.answer(absent.map((path) => ({ ask: 'exists' as const, path })));
      const gone = absent.filter((_, i) => {
        const answer = answers[i];
        if (answer === undefined || 'unknown' in answer) return answer?.unknown === 'ignored';
        return (answer.value as { as?: string })?.as === 'no';
      });
      if (gone.length > 0) await this.#compare(gone, read);
    }
    return [...new Set([...before, ...this.#moved.keys()])].flatMap((path) => entries.get(path) ?? []);
  }

  /** The most alike first, each name once. */
  async #compare(gone: readonly RelPath[], read: ReadText): Promise<void> {
    const rules = new Set(gone.flatMap((file) => this.#byFile.get(file)?.map((e) => e.rule) ?? []));
    const fresh = [...this.#workspace.entries.values()].filter(
      (e) => !this.#byFile.has(e.path) && e.found.some((f) => rules.has(f.rule)),
    );
    const pairs: { readonly then: RelPath; readonly now: RelPath; readonly how: number }[] = [];
    for (const { path } of fresh.sort((a, b) => (a.path < b.path ? -1 : 1)).slice(0, COMPARED)) {
      const file = await read(path);
      const like = file && sketch(file.text, LineIndex.of(file.text));
      for (const then of like ? gone : none) {
        const how = likeness(like ?? none, this.baseline.sketches.get(then) ?? none);
        if (how >= ALIKE) pairs.push({ then, now: path, how });
      }
    }
    const taken = new Set<RelPath>();
    for (const { then, now } of pairs.sort((a, b) => b.how - a.how)) {
      if (taken.has(then) || this.#moved.has(now)) continue;
      taken.add(then);
      this.#moved.set(now, then);
    }
  }
}

/** Whether a rule could not look at all it wanted to: then that it says nothing proves nothing. */
const isUnsure = (entry: Entry, rule: string): boolean =>
  entry.kinds.some((kind, k) => kind.folder.some((r, i) => r.id === rule && entry.runs[k]?.[i]?.trace.incomplete === true));
