/**
 * A session: drives a workspace with the ports. Decides which systems are on, loads files in slices, asks the world
 * in batches, judges what an edit affected, and tells whose findings are new. Editor and command line share it.
 *
 * Invariant: work is done in slices of {@link SLICE} ms; a newer edit makes a running sweep begin again.
 */

import type { FileText } from '#core/ports';
import type { ParsedData, Parsers } from '#core/source';
import type { System, Zod } from '#core/system';
import { applyEdits, LineIndex, type Place, type RelPath, type Span } from '#core/text';
import { isHistory, type Question } from '#core/world';
import { type Config, noConfig, readConfig } from './config';
import { Loader, type LoaderOptions, type Unreadable } from './loader';
import { globMatcher, makeSetup, type Plugins, type Setup } from './setup';
import { type Entry, Workspace } from './workspace';

/** Longest time, in milliseconds, for which a sweep keeps the event loop. */
const SLICE = 8;
/** Rounds of questions to the world: a rule may ask more once it knows something. */
const ROUNDS = 5;
export const CONFIG = 'gatehouse.yaml';

export interface SessionOptions extends LoaderOptions {
  readonly plugins: Plugins;
  readonly parsers: Parsers;
  /** Loaded only when there is a configuration to check. */
  readonly zod: () => Zod;
  /** Another file in place of `gatehouse.yaml`: its text. */
  readonly config?: string;
}

export class Session {
  readonly workspace: Workspace;
  /** Rules and readers that threw, since the start. */
  readonly crashes: { readonly rule: string; readonly path: RelPath }[] = [];
  readonly #loader: Loader;
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
  #turn: Promise<void> = Promise.resolve();
  #turns = 0;

  constructor(readonly options: SessionOptions) {
    this.workspace = new Workspace(this.#setup(), options.parsers, (rule, path, cause) =>
      this.#crashed(rule, path, cause instanceof Error ? (cause.stack ?? cause.message) : String(cause)),
    );
    this.#loader = new Loader(this.workspace, options, {
      drop: (entry) => this.#drop(entry),
      crashed: (rule, path, cause) => this.#crashed(rule, path, cause),
      setup: () => ({ active: [...this.#active], config: this.#config }),
    });
  }

  /** Files that are there and cannot be read. */
  get unreadable(): ReadonlyMap<RelPath, Unreadable> {
    return this.#loader.unreadable;
  }

  /** Called whenever a document's list of findings is a new one; with none for a document that is gone. */
  onFindings(tell: (entry: Entry) => void): void {
    this.#onFindings = tell;
  }

  get systems(): readonly System<unknown>[] {
    return this.workspace.setup.systems.filter((s) => s.landmarks !== undefined);
  }

  /** Looks at the folder from scratch. Resolves when every finding is known. */
  start(): Promise<void> {
    return this.#inTurn(async () => {
      await this.#configure();
      await this.#detect();
      await this.#loader.load(await this.#listed());
      await this.settle();
    });
  }

  /** Lists the folder again, reads every closed file again, drops what is gone, and settles. After a load that is under way. */
  refresh(): Promise<void> {
    return this.#inTurn(async () => {
      await this.#configure();
      await this.#detect();
      await this.#loader.load(await this.#listed(), new Set(this.workspace.entries.keys()));
      await this.settle();
    });
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
    for (const e of edits) this.workspace.edit(path, e.at, e.text, version);
    const text = this.workspace.entries.get(path)?.open?.text;
    if (path === CONFIG && text !== undefined) this.#reconfigure(text);
    // Another configuration makes other entries.
    const entry = this.workspace.entries.get(path);
    if (entry) this.#judge(entry);
    return entry;
  }

  close(path: RelPath): Promise<void> {
    this.#unclaimed.delete(path);
    this.workspace.close(path);
    return this.changed([path]);
  }

  reconcile(path: RelPath): void {
    const entry = this.workspace.entries.get(path);
    if (entry?.open && this.workspace.reconcile(path)) this.#judge(entry);
  }

  /**
   * Files that were written, made or removed behind our back.
   * @param listing whether files may have come or gone, not only been written
   */
  changed(paths: readonly RelPath[], listing = true): Promise<void> {
    return this.#inTurn(async () => {
      if (paths.includes(CONFIG)) await this.#configure();
      if (listing) await this.#detect();
      await this.#loader.load(listing ? await this.#listed() : undefined, new Set(paths));
      await this.#askAgain(paths);
      await this.settle();
    });
  }

  /** A closed or open document's text as it is now. */
  async text(path: RelPath): Promise<FileText | undefined> {
    const open = this.workspace.entries.get(path)?.open;
    if (open) return { text: open.text, undecoded: open.undecoded, hash: `version ${open.version}` };
    return this.options.files.read(path).catch(() => undefined);
  }

  /** Judges everything that is not judged as things stand, asks the world, and judges again until nothing is asked. */
  settle(): Promise<void> {
    this.#settling ??= this.#settle().finally(() => {
      this.#settling = undefined;
    });
    return this.#settling;
  }

  /** Whether files are being read, or will be. */
  get busy(): boolean {
    return this.#turns > 0;
  }

  /** One thing after the other: what reads the folder must not do so twice at once. */
  #inTurn(work: () => Promise<void>): Promise<void> {
    this.#turns++;
    const turn = this.#turn.then(work).finally(() => void this.#turns--);
    this.#turn = turn.catch(() => {});
    return turn;
  }

  async #settle(): Promise<void> {
    const { workspace, options } = this;
    for (let round = 0; ; ) {
      if (!this.#isSettled()) await this.#sweep();
      const questions = workspace.questions();
      if (questions.length > 0 && round < ROUNDS) {
        round++;
        const answers = await options.files.answer(questions);
        questions.forEach((q, i) => {
          workspace.answer(q, answers[i] ?? { unknown: 'failed' });
        });
      }
      await this.#loadMissing();
      if (this.#isSettled()) return;
    }
  }

  #isSettled(): boolean {
    return this.workspace.store.revision === this.#settledAt && this.workspace.unjudged.size === 0;
  }

  /** One pass over all documents, open ones first. What an edit did not touch costs a comparison for each thing it looked at. */
  async #sweep(): Promise<void> {
    const { workspace, options } = this;
    let began = options.pace.now();
    for (let done = false; !done; ) {
      const { revision } = workspace.store;
      done = true;
      for (const entry of this.#order()) {
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

  *#order(): Iterable<Entry> {
    const { entries } = this.workspace;
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
      await this.#loader.load(await this.#listed());
    }
    const lists = this.workspace.wantedLists();
    if (lists.length === this.#wanted.length && lists.every((l, i) => l === this.#wanted[i])) return;
    this.#wanted = lists;
    const wanted = lists.flat();
    const missing = wanted.filter((p) => !this.workspace.entries.has(p) && !this.#loader.unreadable.has(p));
    const keep = new Set(wanted);
    const stale = [...this.workspace.entries.values()].filter((e) => !e.open && e.path !== CONFIG && !keep.has(e.path));
    for (const entry of stale) this.#drop(entry);
    if (missing.length > 0) await this.#loader.load(undefined, new Set(missing));
  }

  #drop(entry: Entry): void {
    this.workspace.remove(entry.path);
    if (entry.findings.length > 0) this.#onFindings({ ...entry, findings: [] });
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
    const git = paths.some((p) => p === '.git' || p.startsWith('.git/'));
    const questions = this.workspace.store.answered().filter((q) => isStale(q, near, git));
    if (questions.length === 0) return;
    const answers = await this.options.files.answer(questions);
    questions.forEach((q, i) => {
      this.workspace.answer(q, answers[i] ?? { unknown: 'failed' });
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
    const text = this.options.config ?? open?.text ?? (await this.#loader.read(CONFIG))?.text;
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

/** Whether files that changed may have changed the answer. @param git the repository's own state changed */
function isStale(q: Question, near: (path: RelPath) => boolean, git: boolean): boolean {
  if (q.ask === 'nearest') return true;
  if (q.ask === 'today') return false;
  return (git && isHistory(q)) || ('path' in q && near(q.path));
}
