/**
 * A session: drives a workspace with the ports. Decides which systems are on, loads files in slices, asks the world
 * in batches, judges what an edit affected, and tells whose findings are new. Editor and command line share it.
 *
 * Invariant: work is done in slices of {@link SLICE} ms; a newer edit makes a running sweep begin again.
 */
import type { Files, FileText, Log, Pace, ReadBatch, Readers } from '#core/ports';
import type { ParsedData, Parsers } from '#core/source';
import type { System, Zod } from '#core/system';
import { applyEdits, LineIndex, type Place, type RelPath, type Span } from '#core/text';
import { type Config, noConfig, readConfig } from './config';
import { globMatcher, makeSetup, type Plugins, type Setup } from './setup';
import { type Entry, Workspace } from './workspace';

/** Longest time, in milliseconds, for which a sweep keeps the event loop. */
const SLICE = 8;
/** satteri's memory is freed only when the event loop turns (ENGINE.md 1d). */
const BATCH = 20;
/** From so many files on it is worth another thread. */
const MANY = 60;
/** Rounds of questions to the world: a rule may ask more once it knows something. */
const ROUNDS = 5;
export const CONFIG = 'gatehouse.yaml';

export interface SessionOptions {
  readonly files: Files;
  readonly pace: Pace;
  readonly log: Log;
  readonly plugins: Plugins;
  readonly parsers: Parsers;
  /** Loaded only when there is a configuration to check. */
  readonly zod: () => Zod;
  /** Another thread to read closed files in. */
  readonly readers?: Readers;
  /** Another file in place of `gatehouse.yaml`: its text. */
  readonly config?: string;
}

/** A file that is there and cannot be read. */
export interface Unreadable {
  readonly path: RelPath;
  readonly why: string;
}

export class Session {
  readonly workspace: Workspace;
  /** Rules and readers that threw, since the start. */
  readonly crashes: { readonly rule: string; readonly path: RelPath }[] = [];
  readonly unreadable = new Map<RelPath, Unreadable>();
  #config: Config = noConfig;
  #active: ReadonlySet<string> = new Set();
  #onFindings: (entry: Entry) => void = () => {};
  #settledAt = -1;
  /** Open texts that no kind reads. */
  readonly #unclaimed = new Map<RelPath, { readonly text: string; readonly version: number }>();
  /** The configuration changed: which files count is to be found out again. */
  #relist = false;
  /** The lists of wanted files as they were last looked at. */
  #wanted: readonly (readonly RelPath[])[] = [];
  #settling: Promise<void> | undefined;

  constructor(readonly options: SessionOptions) {
    this.workspace = new Workspace(this.#setup(), options.parsers, (rule, path, cause) =>
      this.#crashed(rule, path, cause instanceof Error ? (cause.stack ?? cause.message) : String(cause)),
    );
  }

  /** Called whenever a document's list of findings is a new one; with none for a document that is gone. */
  onFindings(tell: (entry: Entry) => void): void {
    this.#onFindings = tell;
  }

  get systems(): readonly System<unknown>[] {
    return this.workspace.setup.systems.filter((s) => s.landmarks !== undefined);
  }

  /** Looks at the folder from scratch. Resolves when every finding is known. */
  async start(): Promise<void> {
    await this.#configure();
    await this.refresh();
  }

  /** Lists the folder again, loads what is new or changed, drops what is gone, and settles. */
  async refresh(): Promise<void> {
    await this.#detect();
    await this.#load(await this.#listed());
    await this.settle();
  }

  /** The editor's text counts from now on. Judged at once; others follow with {@link settle}. */
  open(path: RelPath, text: string, version: number): Entry | undefined {
    if (path === CONFIG) this.#reconfigure(text);
    const entry = this.workspace.open(path, text, version);
    if (entry) this.#judge(entry);
    else this.#unclaimed.set(path, { text, version });
    return entry;
  }

  /** An edit of an open text that no kind reads; another configuration may claim it one day. */
  editUnclaimed(path: RelPath, range: { readonly start: Place; readonly end: Place }, text: string, version: number): void {
    const before = this.#unclaimed.get(path);
    if (!before) return;
    const lines = LineIndex.of(before.text);
    const at = { start: lines.offset(range.start, before.text), end: lines.offset(range.end, before.text) };
    this.#unclaimed.set(path, { text: applyEdits(before.text, [{ at, text }]), version });
  }

  edit(path: RelPath, edits: readonly { readonly at: Span; readonly text: string }[], version: number): Entry | undefined {
    let entry: Entry | undefined;
    for (const e of edits) entry = this.workspace.edit(path, e.at, e.text, version);
    if (entry && path === CONFIG && entry.open) this.#reconfigure(entry.open.text);
    if (entry) this.#judge(entry);
    return entry;
  }

  async close(path: RelPath): Promise<void> {
    this.#unclaimed.delete(path);
    this.workspace.close(path);
    await this.changed([path]);
  }

  reconcile(path: RelPath): void {
    const entry = this.workspace.entries.get(path);
    if (entry?.open && this.workspace.reconcile(path)) this.#judge(entry);
  }

  /**
   * Files that were written, made or removed behind our back.
   * @param listing whether files may have come or gone, not only been written
   */
  async changed(paths: readonly RelPath[], listing = true): Promise<void> {
    if (paths.includes(CONFIG)) await this.#configure();
    if (listing) await this.#detect();
    await this.#load(listing ? await this.#listed() : undefined, new Set(paths));
    await this.#askAgain(paths);
    await this.settle();
  }

  /** A closed or open document's text as it is now. */
  async text(path: RelPath): Promise<FileText | undefined> {
    const open = this.workspace.entries.get(path)?.open;
    if (open) return { text: open.text, undecoded: open.undecoded, hash: `version ${open.version}` };
    return this.options.files.read(path).catch(() => undefined);
  }

  /** Judges everything that is not judged as things stand, asks the world, and judges again until nothing is asked. */
  settle(first: readonly RelPath[] = []): Promise<void> {
    this.#settling ??= this.#settle(first).finally(() => {
      this.#settling = undefined;
    });
    return this.#settling;
  }

  async #settle(first: readonly RelPath[]): Promise<void> {
    const { workspace, options } = this;
    for (let round = 0; ; ) {
      if (workspace.store.revision !== this.#settledAt) await this.#sweep(first);
      const questions = workspace.questions();
      if (questions.length > 0 && round < ROUNDS) {
        round++;
        const answers = await options.files.answer(questions);
        questions.forEach((q, i) => {
          workspace.answer(q, answers[i] ?? { failed: true });
        });
      }
      await this.#loadMissing();
      if (workspace.store.revision === this.#settledAt) return;
    }
  }

  /** One pass over all documents, open and affected ones first. */
  async #sweep(first: readonly RelPath[]): Promise<void> {
    const { workspace, options } = this;
    let began = options.pace.now();
    for (let done = false; !done; ) {
      const { revision } = workspace.store;
      done = true;
      for (const entry of this.#order(first)) {
        this.#judge(entry);
        if (options.pace.now() - began < SLICE) continue;
        await options.pace.pause();
        began = options.pace.now();
        if (workspace.store.revision === revision) continue;
        done = false;
        break;
      }
      this.#settledAt = revision;
    }
  }

  *#order(first: readonly RelPath[]): Iterable<Entry> {
    const { entries } = this.workspace;
    for (const path of first) {
      const entry = entries.get(path);
      if (entry) yield entry;
    }
    for (const entry of entries.values()) if (entry.open) yield entry;
    yield* entries.values();
  }

  #judge(entry: Entry): void {
    const { workspace } = this;
    // A file that went away while the sweep paused.
    if (workspace.entries.get(entry.path) !== entry) return;
    if (workspace.judge(entry)) this.#onFindings(entry);
  }

  /** The pointer may name another spec by now, or the configuration other files. */
  async #loadMissing(): Promise<void> {
    if (this.#relist) {
      this.#relist = false;
      await this.#load(await this.#listed());
    }
    const lists = this.workspace.wantedLists();
    if (lists.length === this.#wanted.length && lists.every((l, i) => l === this.#wanted[i])) return;
    this.#wanted = lists;
    const wanted = lists.flat();
    const missing = wanted.filter((p) => !this.workspace.entries.has(p) && !this.unreadable.has(p));
    const keep = new Set(wanted);
    const stale = [...this.workspace.entries.values()].filter((e) => !e.open && e.path !== CONFIG && !keep.has(e.path));
    for (const entry of stale) this.#drop(entry);
    if (missing.length > 0) await this.#load(undefined, new Set(missing));
  }

  #drop(entry: Entry): void {
    this.workspace.remove(entry.path);
    if (entry.findings.length > 0) this.#onFindings({ ...entry, findings: [] });
  }

  /**
   * Loads the wanted files that are not loaded, and those in `again` that have changed.
   * @param listed the files of the folder, where they were listed anew
   */
  async #load(listed: readonly RelPath[] | undefined, again?: ReadonlySet<RelPath>): Promise<void> {
    const { workspace, options } = this;
    if (listed) workspace.list(listed);
    const present = listed && new Set(listed);
    for (const entry of [...workspace.entries.values()])
      if (present && !entry.open && !present.has(entry.path)) this.#drop(entry);
    // Loading the pointer may make a spec wanted: a few files first, then the rest, and again until nothing is left.
    const tried = new Set<RelPath>();
    for (let first = true; ; first = false) {
      const queue = workspace
        .wantedLists()
        .flat()
        .filter((p) => !tried.has(p) && (again === undefined || again.has(p) || !workspace.entries.has(p)));
      if (queue.length === 0) return;
      const now = first ? queue.slice(0, BATCH) : queue;
      for (const path of now) tried.add(path);
      if (now.length >= MANY && options.readers) await this.#loadElsewhere(now, options.readers);
      else await this.#loadHere(() => now.splice(0, BATCH));
    }
  }

  async #loadHere(next: () => readonly RelPath[]): Promise<void> {
    const { workspace, options } = this;
    for (let batch = next(); batch.length > 0; batch = next()) {
      for (const path of batch) {
        const file = await this.#readFile(path);
        const entry = workspace.entries.get(path);
        if (!file) {
          if (entry && !entry.open) this.#drop(entry);
        } else if (entry?.hash !== file.hash || entry.lines.length !== file.text.length) workspace.load(path, file);
      }
      await options.pace.pause();
    }
  }

  /** In another thread from one end of the list and, where nobody waits for this one, here from the other. */
  async #loadElsewhere(queue: RelPath[], readers: Readers): Promise<void> {
    const thread = readers.start({ active: [...this.#active], config: this.#config });
    const here = async (): Promise<void> => this.#loadHere(() => queue.splice(0, BATCH));
    if (!thread) return here();
    const there = async (): Promise<void> => {
      while (queue.length > 0) {
        const batch = queue.splice(-BATCH);
        try {
          this.#adopt(await thread.read(batch));
        } catch (cause) {
          this.options.log.warn(
            `Files are read in this thread from here on: ${cause instanceof Error ? cause.message : String(cause)}`,
          );
          queue.push(...batch);
          return here();
        }
        await this.options.pace.pause();
      }
    };
    try {
      await Promise.all([there(), readers.along ? here() : undefined]);
    } finally {
      thread.stop();
    }
  }

  #adopt({ files, crashes }: ReadBatch): void {
    for (const { rule, path, cause } of crashes) this.#crashed(rule, path, cause);
    for (const file of files) {
      if (file.is === 'read') {
        this.unreadable.delete(file.path);
        this.workspace.adopt(file);
      } else if (file.is === 'unreadable') this.#unread(file.path, file.why);
      else {
        const entry = this.workspace.entries.get(file.path);
        if (entry && !entry.open) this.#drop(entry);
      }
    }
  }

  async #readFile(path: RelPath): Promise<FileText | undefined> {
    try {
      const file = await this.options.files.read(path);
      this.unreadable.delete(path);
      return file;
    } catch (cause) {
      this.#unread(path, cause instanceof Error ? cause.message : String(cause));
      return undefined;
    }
  }

  #unread(path: RelPath, why: string): void {
    if (!this.unreadable.has(path)) this.options.log.warn(`${path} cannot be read: ${why}`);
    this.unreadable.set(path, { path, why });
  }

  #crashed(rule: string, path: RelPath, cause: string): void {
    this.crashes.push({ rule, path });
    this.options.log.error(`${rule} stopped on ${path}: ${cause}`);
  }

  async #askAgain(paths: readonly RelPath[]): Promise<void> {
    const near = (asked: RelPath): boolean =>
      paths.some(
        (p) => p === asked || asked.startsWith(`${p}/`) || p.startsWith(`${asked}/`) || p.toLowerCase() === asked.toLowerCase(),
      );
    const questions = this.workspace.store.answered().filter((q) => q.ask === 'nearest' || (q.ask === 'exists' && near(q.path)));
    if (questions.length === 0) return;
    const answers = await this.options.files.answer(questions);
    questions.forEach((q, i) => {
      this.workspace.answer(q, answers[i] ?? { failed: true });
    });
  }

  #listed(): Promise<readonly RelPath[]> {
    return this.options.files.list(this.workspace.setup.globs);
  }

  /** Which systems this folder follows. */
  async #detect(): Promise<void> {
    const active = new Set(this.#config.on ?? (await this.#landmarks()));
    if (active.size === this.#active.size && [...active].every((s) => this.#active.has(s))) return;
    this.#active = active;
    this.#goOn();
  }

  async #landmarks(): Promise<readonly string[]> {
    const { files, plugins } = this.options;
    const seeking = plugins.systems.flatMap(({ id, landmarks }) => (landmarks ? [{ id, ...landmarks }] : []));
    const found = await files.list(seeking.flatMap((s) => [...s.sure, ...s.likely]));
    const count = (globs: readonly string[]): number => globs.filter((g) => found.some(globMatcher([g]))).length;
    return seeking.filter((s) => count(s.sure) >= 1 || count(s.likely) >= 2).map((s) => s.id);
  }

  async #configure(): Promise<void> {
    const open = this.workspace.entries.get(CONFIG)?.open;
    const text = this.options.config ?? open?.text ?? (await this.#readFile(CONFIG))?.text;
    this.#reconfigure(text);
  }

  /** A configuration that is wrong changes nothing: the last good one stays in force. */
  #reconfigure(text: string | undefined): void {
    if (this.options.config !== undefined && text !== this.options.config) return;
    const read = text === undefined ? { config: noConfig } : this.#read(this.options.parsers.yaml(text));
    if (!read.config || JSON.stringify(read.config) === JSON.stringify(this.#config)) return;
    this.#config = read.config;
    if (read.config.on) this.#active = new Set(read.config.on);
    this.#goOn();
    this.#relist = true;
    this.#settledAt = -1;
  }

  #read(data: ParsedData): ReturnType<typeof readConfig> {
    const { plugins, zod } = this.options;
    return readConfig(data, zod(), plugins.systems, Object.keys(plugins.rules));
  }

  /** What is wrong with the configuration given in place of `gatehouse.yaml`. */
  configProblems(text: string): ReturnType<typeof readConfig>['problems'] {
    return this.#read(this.options.parsers.yaml(text)).problems;
  }

  /** Goes on with another setup: open texts change hands. */
  #goOn(): void {
    const { workspace } = this;
    // What was found before may have no successor: it is taken back first.
    const told = [...workspace.entries.values()].filter((e) => e.findings.length > 0);
    for (const { path, text, version } of workspace.configure(this.#setup())) this.#unclaimed.set(path, { text, version });
    for (const [path, { text, version }] of [...this.#unclaimed])
      if (workspace.open(path, text, version)) this.#unclaimed.delete(path);
    for (const entry of told) this.#onFindings(workspace.entries.get(entry.path) ?? { ...entry, findings: [] });
  }

  #setup(): Setup {
    return makeSetup(this.options.plugins, this.#active, this.#config, (data) => this.#read(data).problems);
  }
}
