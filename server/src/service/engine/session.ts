/**
 * A session: drives a workspace with the ports. Decides which systems are on, loads files in slices, asks the world
 * in batches, judges what an edit affected, and tells whose findings are new. Editor and command line share it.
 *
 * Invariant: work is done in slices (sweep.ts); a newer edit adds to what a running sweep has to do, and makes it wait.
 */
import { traceOf } from '#core/cause';
import type { FileText } from '#core/ports';
import type { System } from '#core/system';
import type { Place, RelPath, Span } from '#core/text';
import { CONFIG, type Config, type ConfigProblem } from '../config/config';
import type { Below } from '../config/config-above';
import { Configured } from '../config/configured';
import { makeSetup, type Setup } from '../config/setup';
import { BASELINE } from './baseline';
import { Baselined } from './baselined';
import type { Entry } from './entry';
import { changesList, Held } from './held';
import { Inquiry, ROUNDS } from './inquiry';
import { landmarked } from './landmarks';
import { Loader, type Unreadable } from './loader';
import { Quiet } from './quiet';
import { Rechecks } from './rechecks';
import { Restorer } from './restore';
import type { SessionOptions } from './session-options';
import { sweep } from './sweep';
import { Telling } from './telling';
import { Turns } from './turns';
import { isIn, type OpenText, Unclaimed } from './unclaimed';
import { Workspace } from './workspace';

/** One project, from its start. Paths are relative to its folder. */
export class Session {
  /** What is known of the folder. */
  readonly workspace: Workspace;
  /** What was there when the folder was adopted. */
  readonly baselined: Baselined;
  /** Rules and readers that threw, since the start. */
  readonly crashes: { readonly rule: string; readonly path: RelPath }[] = [];
  readonly #loader: Loader;
  readonly #inquiry: Inquiry;
  readonly #held: Held;
  readonly #configured: Configured;
  #onConfig: () => void = () => {};
  readonly #restorer: Restorer;
  /** Folders below that are projects of their own. */
  #nested: readonly RelPath[] = [];
  #active: ReadonlySet<string> = new Set();
  #settledAt = -1;
  /** Open texts that no kind reads. */
  readonly #unclaimed = new Unclaimed();
  /** The configuration changed: which files count is to be found out again. */
  #relist = false;
  readonly #telling: Telling;
  readonly #quiet: Quiet;
  #settling: Promise<void> | undefined;
  readonly #rechecks: Rechecks;
  readonly #turns = new Turns();

  constructor(readonly options: SessionOptions) {
    const openText = (path: RelPath) => this.workspace.entries.get(path)?.open?.text ?? this.#unclaimed.text(path);
    this.#configured = new Configured(options, openText);
    this.workspace = new Workspace(this.#setup(), options.parsers, (rule, path, cause) =>
      this.#crashed(rule, path, traceOf(cause)),
    );
    this.baselined = new Baselined(this.workspace);
    this.#telling = new Telling(this.workspace);
    this.#quiet = new Quiet(options.pace);
    this.#inquiry = new Inquiry(this.workspace, options);
    this.#rechecks = new Rechecks(options);
    this.#held = new Held(this.workspace, options.files);
    this.#loader = new Loader(this.workspace, options, {
      drop: (entry) => this.#telling.drop(entry),
      crashed: (rule, path, cause) => this.#crashed(rule, path, cause),
      setup: () => ({ active: [...this.#active], config: this.config, nested: this.#nested }),
    });
    this.#restorer = new Restorer(this.workspace, this.#loader, this.#inquiry, options.pace);
  }

  /** Files that are there and cannot be read. */
  get unreadable(): ReadonlyMap<RelPath, Unreadable> {
    return this.#loader.unreadable;
  }

  /** Called whenever a document's list of findings is a new one; with none for a document that is gone. */
  onFindings(tell: (entry: Entry) => void): void {
    this.#telling.to = tell;
  }

  /** Called when another configuration is in force. */
  onConfig(tell: () => void): void {
    this.#onConfig = tell;
  }

  /** The configuration in force. */
  get config(): Config {
    return this.#configured.config;
  }

  /** The files that the configuration is read from; some may lie above the folder. */
  get configSources(): readonly RelPath[] {
    return this.#configured.sources;
  }

  /** The systems that are on, but for those that always are. */
  get systems(): readonly System<unknown>[] {
    return this.workspace.setup.systems.filter((s) => s.landmarks !== undefined);
  }

  /** Reads the configuration and finds out which systems are on. */
  prepare(): Promise<void> {
    return this.#turns.take(async () => {
      await this.#configure(this.configSources);
      await this.#detect();
    });
  }

  /** Looks at the folder from scratch. Resolves when every finding is known. */
  async start(): Promise<void> {
    await this.#look(() => undefined);
    if (this.options.cache?.isEager) void this.remember().catch((cause: unknown) => this.options.log.warn(`cache: ${cause}`));
  }

  /** Lists the folder again, reads every closed file again, drops what is gone, and settles. After a load that is under way. */
  refresh(): Promise<void> {
    return this.#look(() => new Set(this.workspace.entries.keys()));
  }

  /** Keeps what was read of closed files for later runs. */
  remember(): Promise<void> {
    return this.#loader.remember(this.#restorer.isUsed);
  }

  #look(again: () => ReadonlySet<RelPath> | undefined): Promise<void> {
    return this.#turns.take(async () => {
      await this.#configure(this.configSources);
      await this.#readBaseline();
      await this.#detect();
      await this.#inquiry.begin();
      await this.#restorer.around(async () => this.#loader.load(await this.#listed(true), again()));
      await this.settle();
    });
  }

  /** The editor's text counts from now on. Judged at once; others follow with {@link settle}. */
  open(path: RelPath, text: string, version: number): Entry | undefined {
    if (!this.workspace.open(path, text, version)) this.#unclaimed.set({ path, text, version });
    this.#telling.isDue(path);
    return this.#typed(path);
  }

  /** An edit of an open text that no kind reads; another configuration may claim it one day. */
  editUnclaimed(path: RelPath, range: { readonly start: Place; readonly end: Place }, text: string, version: number): void {
    this.#unclaimed.edit(path, range, text, version);
    this.#typed(path);
  }

  /** An open text was edited, in pieces that follow each other. Undefined: nothing reads such a file. */
  edit(path: RelPath, edits: readonly { readonly at: Span; readonly text: string }[], version: number): Entry | undefined {
    for (const e of edits) this.workspace.edit(path, e.at, e.text, version);
    return this.#typed(path);
  }

  #typed(path: RelPath): Entry | undefined {
    this.#quiet.typed();
    this.#inquiry.typed(path);
    if (this.configSources.includes(path)) this.#reconfigure();
    // Another configuration makes other entries.
    const entry = this.workspace.entries.get(path);
    if (entry) this.#telling.judge(entry);
    return entry;
  }

  /** An editor has closed a file: what the disk has of it counts again. */
  close(path: RelPath): Promise<void> {
    this.#unclaimed.delete(path);
    this.workspace.close(path);
    return this.changed([path], true, false);
  }

  /** Makes sure that an open text is read as if parsed whole. At once where it is short; else in another thread, and not at all once it is edited meanwhile. */
  async reconcile(path: RelPath): Promise<void> {
    const entry = this.workspace.entries.get(path);
    if (!entry?.open || (entry.open.whole && entry.open.sections)) return;
    const other = this.#rechecks.isElsewhere(entry) ? await this.#rechecks.of(entry) : 'here';
    if (other === 'nothing' || this.workspace.entries.get(path) !== entry) return;
    if (other === 'same') this.workspace.sure(entry);
    else if (this.workspace.reconcile(path, other === 'here' ? undefined : other)) this.#telling.judge(entry);
  }

  /**
   * Files that were written, made or removed behind our back.
   * @param listing whether files may have come or gone, not only been written: the folder is listed again
   * @param came whether they may have, as far as rules have asked for files
   */
  changed(paths: readonly RelPath[], listing = true, came = listing): Promise<void> {
    return this.#turns.take(async () => {
      if (paths.some((p) => this.configSources.includes(p))) await this.#configure(paths);
      if (paths.includes(BASELINE)) await this.#readBaseline();
      const isListed = listing || paths.some((p) => changesList(this.workspace, p));
      if (isListed) await this.#detect();
      await this.#held.follow(paths);
      await this.#loader.load(isListed ? await this.#listed() : undefined, new Set(paths));
      await this.#inquiry.again(paths, came);
      await this.settle();
    });
  }

  /** The repository's history is another: what it told is asked again. */
  historyMoved(): Promise<void> {
    return this.#turns.take(() => this.#inquiry.again(['.git'], true).then(() => this.settle()));
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
      this.#inquiry.settled();
      this.#settling = undefined;
    });
    return this.#settling;
  }

  /** Whether files are being read, or will be. */
  get busy(): boolean {
    return this.#turns.busy;
  }

  /** While it is {@link busy}: how many files are read, of how many that are to be. More may turn out to be wanted. */
  get reading(): { readonly read: number; readonly of: number } {
    return this.#loader.progress;
  }

  async #settle(): Promise<void> {
    const { workspace, options } = this;
    await this.#quiet.moment();
    const pause = () => this.#quiet.pause().then(() => this.#restorer.ready());
    await this.#restorer.ready();
    for (let round = 0; ; ) {
      if (this.#configured.isUnread) await this.#configure([]);
      if (this.#relist) await this.#loader.load(await this.#listed());
      this.#inquiry.follow();
      if (!this.#isSettled()) this.#settledAt = await sweep(workspace, options.pace, pause, this.#telling.judge);
      const questions = workspace.questions();
      if (questions.length > 0 && round++ < ROUNDS) await this.#inquiry.ask(questions);
      await this.#loadMissing();
      if (this.#isSettled() && !(await this.#holdAgainstBaseline()) && this.#isSettled()) return;
    }
  }

  async #readBaseline(): Promise<void> {
    if (!(await this.baselined.read(this.options.files, this.options.log))) return;
    for (const entry of this.workspace.entries.values()) this.#telling.show(entry);
  }

  /** Returns whether anything was left to do. */
  async #holdAgainstBaseline(): Promise<boolean> {
    const ready = await this.baselined.catchUp((path) => this.text(path), this.options.files);
    for (const entry of ready) this.#telling.show(entry);
    return ready.length > 0;
  }

  #isSettled(): boolean {
    return this.workspace.store.revision === this.#settledAt && this.workspace.isJudged && !this.#configured.isUnread;
  }

  /** The pointer may name another spec by now, or the configuration other files. */
  async #loadMissing(): Promise<void> {
    const { stale, missing } = this.#loader.difference(this.#configured.files);
    for (const entry of stale) this.#telling.drop(entry);
    if (missing.length > 0) await this.#loader.load(undefined, new Set(missing));
  }

  #crashed(rule: string, path: RelPath, cause: string): void {
    this.crashes.push({ rule, path });
    this.options.log.error(`${rule} stopped on ${path}: ${cause}`);
  }

  /** @param anew search again for what is a document by what it holds */
  async #listed(anew = false): Promise<readonly RelPath[]> {
    this.#relist = false;
    const found = await this.#held.withListed(anew);
    // What git ignores is a part of the configuration all the same.
    const more = this.#configured.files.filter((p) => this.#configured.closedText(p));
    return more.length === 0 ? found : [...new Set([...found, ...more])].sort();
  }

  /** Which systems this folder follows. */
  async #detect(): Promise<void> {
    const active = new Set(
      this.config.on ?? (await landmarked(this.options.files, this.options.plugins.systems, this.workspace.setup.listing)),
    );
    if (active.size === this.#active.size && [...active].every((s) => this.#active.has(s))) return;
    this.#active = active;
    this.#goOn(false);
  }

  /** @param changed files of the configuration to read again */
  async #configure(changed: readonly RelPath[]): Promise<void> {
    await this.#configured.load(changed);
    this.#loader.told(CONFIG, this.#configured.unreadable);
    this.#reconfigure();
  }

  /** A configuration that is wrong changes nothing: the last good one stays in force. */
  #reconfigure(): void {
    if (this.#configured.update()) {
      if (this.config.on) this.#active = new Set(this.config.on);
      this.#goOn(true);
      this.#onConfig();
    }
    for (const path of this.#configured.stale()) this.#reread(path);
  }

  /** A file of the configuration in which something else is wrong by now, for what stands in another. */
  #reread(path: RelPath): void {
    const { workspace } = this;
    const open = workspace.entries.get(path)?.open;
    const closed = workspace.entries.has(path) ? this.#configured.closedText(path) : undefined;
    const entry = open ? workspace.open(path, open.text, open.version) : closed && workspace.load(path, closed);
    if (entry) this.#telling.judge(entry);
  }

  /** All that is wrong with the configuration, once it is read. */
  async configProblems(): Promise<readonly (ConfigProblem & { readonly path: RelPath })[]> {
    await this.#turns.take(() => this.#configure([]));
    return this.#configured.allProblems;
  }

  /** Which folders below are projects of their own: nothing in them is read. Those that may not be are told why. */
  nest({ nested, shut }: Below): void {
    const moved = this.#configured.shut(shut);
    if (!moved && JSON.stringify(nested) === JSON.stringify(this.#nested)) return;
    this.#nested = nested;
    this.#goOn(true);
  }

  /** Lets go of the open texts below a folder, for another session to take. */
  release(below: RelPath): readonly OpenText[] {
    const others = this.#unclaimed.release(below);
    const claimed: OpenText[] = [];
    for (const entry of [...this.workspace.entries.values()].filter((e) => isIn(below, e.path))) {
      if (!entry.open) continue;
      claimed.push({ path: entry.path, text: entry.open.text, version: entry.open.version });
      this.#telling.drop(entry);
    }
    return [...claimed, ...others];
  }

  /** Goes on with another setup: open texts change hands. @param relist which files count is to be found out again */
  #goOn(relist: boolean): void {
    const { workspace } = this;
    this.#relist ||= relist;
    this.#settledAt = -1;
    // What was found before may have no successor: it is taken back first.
    const told = [...workspace.entries.values()].filter((e) => e.findings.length > 0);
    for (const open of workspace.configure(this.#setup())) this.#unclaimed.set(open);
    for (const { path, text, version } of this.#unclaimed.all)
      if (workspace.open(path, text, version)) this.#unclaimed.delete(path);
    const open = [...workspace.entries.values()].filter((e) => e.open);
    for (const { path } of open) this.#telling.isDue(path);
    for (const entry of told) this.#telling.again(entry);
    for (const entry of open) this.#telling.judge(entry);
  }

  #setup(): Setup {
    return makeSetup(this.options.plugins, this.#active, this.config, {
      configs: this.#configured.files,
      problems: (source) => this.#configured.problems(source),
      nested: this.#nested,
    });
  }
}
