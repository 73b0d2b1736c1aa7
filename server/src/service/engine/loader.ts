/** Loads files into a workspace: the wanted ones, in slices, and in another thread where there are many. */
import { messageOf } from '#core/cause';
import {
  type Files,
  type FileText,
  type Log,
  type Pace,
  type ReadBatch,
  type Readers,
  type ReadingThread,
  taken,
} from '#core/ports';
import type { RelPath } from '#core/text';
import type { Cache } from './cache';
import type { Entry } from './entry';
import { type KeptFile, unpacked } from './kept-file';
import type { Former } from './restore';
import { Slices } from './slices';
import { Turns } from './turns';
import type { Workspace } from './workspace';

/** satteri's memory is freed only when the event loop turns (ENGINE.md 1d). */
const BATCH = 20;
/** From so many files on it is worth another thread. */
const MANY = 60;
/** So is one file that was as long as this when it was last read, in UTF-16 units. */
const LONG = 250_000;

/** A file that is there and cannot be read. */
export interface Unreadable {
  readonly path: RelPath;
  readonly why: string;
}

/** What files are loaded with. */
export interface LoaderOptions {
  readonly files: Files;
  readonly pace: Pace;
  readonly log: Log;
  /** Another thread to read closed files in. */
  readonly readers?: Readers;
  /** What former runs have read. */
  readonly cache?: Cache;
}

/** A thread, and by what it reads. */
interface Along {
  readonly thread: ReadingThread;
  readonly setup: Workspace['setup'];
}

const none: ReadonlySet<RelPath> = new Set();

/** What the loader needs of its session. */
export interface LoaderHost {
  /** A document that is gone. */
  drop(entry: Entry): void;
  crashed(rule: string, path: RelPath, cause: string): void;
  /** By what another thread is to read. */
  setup(): { readonly active: readonly string[]; readonly config: unknown; readonly nested: readonly RelPath[] };
}

/** Loads one folder's files, and remembers which could not be read. */
export class Loader {
  /** How far the load that is under way is, or the last one: files that are read, of those that are to be. */
  readonly progress = { read: 0, of: 0 };
  readonly #unreadable = new Map<RelPath, Unreadable>();
  /** Told by others, whatever is met here. */
  readonly #told = new Map<RelPath, Unreadable>();
  /** When each file was last read here, while a thread is at work: what it read before that may be old. */
  readonly #readAt = new Map<RelPath, number>();
  /** The lists of wanted files as they were last looked at. */
  #wanted: readonly (readonly RelPath[])[] = [];
  #threads = 0;
  #clock = 0;
  readonly #workspace: Workspace;
  readonly #options: LoaderOptions;
  readonly #host: LoaderHost;

  constructor(workspace: Workspace, options: LoaderOptions, host: LoaderHost) {
    this.#workspace = workspace;
    this.#options = options;
    this.#host = host;
  }

  /** An open file that was not UTF-8 may have been saved as that: its text is the same, and what is told of it is not. */
  async #recode(path: RelPath): Promise<void> {
    if (!this.#workspace.entries.get(path)?.open?.undecoded.some((u) => u.whole)) return;
    const file = await this.#options.files.read(path).catch(() => undefined);
    if (file && !file.undecoded.some((u) => u.whole)) this.#workspace.recoded(path);
  }

  /**
   * Loads the wanted files that are not loaded, and those in `again` that have changed.
   * @param listed the files of the folder, where they were listed anew
   */
  async load(listed: readonly RelPath[] | undefined, again?: ReadonlySet<RelPath>): Promise<void> {
    const workspace = this.#workspace;
    const options = this.#options;
    const { setup } = workspace;
    if (listed) workspace.list(listed);
    for (const path of again ?? none) await this.#recode(path);
    const present = listed && new Set(listed);
    for (const entry of [...workspace.entries.values()])
      if (present && !entry.open && !present.has(entry.path)) this.#host.drop(entry);
    // Loading the pointer may make a spec wanted: a few files first, then the rest, and again until nothing is left.
    const tried = new Set<RelPath>();
    const { progress } = this;
    progress.read = progress.of = 0;
    const along: Along[] = [];
    const isLong = (path: RelPath): boolean => isLongFile(workspace.entries.get(path));
    const start = (files: readonly RelPath[]): void => {
      const many = Math.max(Math.floor(files.length / MANY), files.some(isLong) ? 1 : 0);
      const worth = Math.min(options.readers?.threads ?? 0, many);
      while (along.length < worth) {
        const thread = options.readers?.start(this.#host.setup());
        if (!thread) return;
        along.push({ thread, setup: workspace.setup });
      }
    };
    try {
      for (let first = true; ; first = false) {
        const queue = wantedLists(workspace)
          .flat()
          .filter((p) => !tried.has(p) && (again === undefined || again.has(p) || !workspace.entries.has(p)));
        if (queue.length === 0) break;
        progress.of = tried.size + queue.length;
        // It takes a while to load, and may do so while the first files are read.
        if (first && !options.cache) start(queue);
        const now = first && !again ? queue.slice(0, BATCH) : queue;
        for (const path of now) tried.add(path);
        // What is loaded already is mostly the same: to see that takes a hash, not another thread.
        const changed = await this.#changed(now.filter((p) => workspace.entries.has(p)));
        const fresh = [...changed, ...(await this.#recall(now.filter((p) => !workspace.entries.has(p))))];
        start(fresh);
        if ((fresh.length >= MANY || fresh.some(isLong)) && along.length > 0) await this.#loadAlong(fresh, along);
        else await this.#loadHere(() => fresh.splice(0, BATCH));
      }
    } finally {
      for (const { thread } of along) thread.stop();
    }
    if (listed) workspace.loaded(setup);
  }

  /** What is loaded and no longer wanted, and what is wanted and not loaded. @param kept files that stay in any case */
  difference(kept: readonly RelPath[]): { readonly stale: readonly Entry[]; readonly missing: readonly RelPath[] } {
    const { entries } = this.#workspace;
    const lists = wantedLists(this.#workspace);
    if (lists.length === this.#wanted.length && lists.every((l, i) => l === this.#wanted[i])) return { stale: [], missing: [] };
    this.#wanted = lists;
    const wanted = new Set(lists.flat());
    return {
      stale: [...entries.values()].filter((e) => !e.open && !kept.includes(e.path) && !wanted.has(e.path)),
      missing: [...wanted].filter((p) => !entries.has(p) && !this.#unreadable.has(p)),
    };
  }

  /** Takes what is known of files from former runs. Returns those that are to be read. */
  async #recall(fresh: RelPath[]): Promise<RelPath[]> {
    const { cache, files, pace } = this.#options;
    const { setup } = this.#workspace;
    if (!cache) return fresh;
    const left = new Set(fresh);
    const slices = new Slices(pace);
    for await (const known of cache.recall(this.#host.setup(), left, files, pace)) {
      // The configuration was changed meanwhile: what was read by the old one counts no more.
      if (this.#workspace.setup !== setup) break;
      for (const file of known) {
        this.#unreadable.delete(file.path);
        this.#workspace.recall(file);
        left.delete(file.path);
        this.progress.read++;
        if (!slices.isOver) continue;
        await slices.turn();
        if (this.#workspace.setup !== setup) return [...left];
      }
    }
    return [...left];
  }

  /** What former runs have found in the files. */
  former(): Former | undefined {
    return this.#options.cache?.former(this.#host.setup());
  }

  /** By path: why a file could not be read when it was tried last. */
  get unreadable(): ReadonlyMap<RelPath, Unreadable> {
    return this.#told.size === 0 ? this.#unreadable : new Map([...this.#unreadable, ...this.#told]);
  }

  /** Whether a file that others read can be read. */
  told(path: RelPath, why: string | undefined): void {
    if (why === this.#told.get(path)?.why) return;
    if (why === undefined) this.#told.delete(path);
    else {
      this.#options.log.warn(`${path} cannot be read: ${why}`);
      this.#told.set(path, { path, why });
    }
  }

  /** Keeps what was read and found for later runs. @param isUsed what was kept before could be used */
  async remember(isUsed: boolean): Promise<void> {
    await this.#options.cache?.keep(this.#host.setup(), this.#workspace, isUsed, this.#options.pace);
  }

  /** Those of loaded files that are to be read again. */
  async #changed(known: readonly RelPath[]): Promise<readonly RelPath[]> {
    const changed: RelPath[] = [];
    for (const [i, path] of known.entries()) {
      if (await this.#isSame(path)) {
        this.progress.read++;
        if (this.#threads > 0) this.#readAt.set(path, ++this.#clock);
      } else changed.push(path);
      if (i % BATCH === BATCH - 1) await this.#options.pace.pause();
    }
    return changed;
  }

  async #loadHere(next: () => readonly RelPath[]): Promise<void> {
    const workspace = this.#workspace;
    const options = this.#options;
    for (let batch = next(); batch.length > 0; batch = next()) {
      for (const path of batch) {
        this.progress.read++;
        const file = await this.read(path);
        if (this.#threads > 0) this.#readAt.set(path, ++this.#clock);
        const entry = workspace.entries.get(path);
        if (!file) {
          if (entry && !entry.open && !this.#unreadable.has(path)) this.#host.drop(entry);
        } else if (entry?.hash !== file.hash || entry.lines.length !== file.text.length) workspace.load(path, file);
      }
      await options.pace.pause();
    }
  }

  /** In other threads and, where nobody waits for this one, here: whoever is free takes the next few files of the list. */
  async #loadAlong(queue: readonly RelPath[], along: readonly Along[]): Promise<void> {
    const next = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT));
    const left = new Set(queue);
    const again = new Set<RelPath>();
    const began = this.#clock;
    const got = (setup: Workspace['setup'], batch: ReadBatch): void => {
      // The configuration was changed meanwhile: what the thread read by the old one counts no more.
      if (this.#workspace.setup !== setup) return void Atomics.store(next, 0, queue.length);
      const read = batch.read ? unpacked(batch.read) : [];
      const older = new Set([...read, ...batch.others].map((f) => f.path).filter((p) => (this.#readAt.get(p) ?? 0) > began));
      this.#adopt(read, batch, older);
      this.progress.read += read.length + batch.others.length;
      for (const path of older) again.add(path);
      for (const { path } of [...read, ...batch.others]) left.delete(path);
    };
    const failed = (cause: unknown): void => this.#options.log.warn(`A reading thread has failed: ${messageOf(cause)}`);
    // Several arrive at once, and who types waits for the end of a turn of the event loop: each has one of its own.
    const turns = new Turns();
    const take = (setup: Workspace['setup'], batch: ReadBatch): Promise<void> =>
      turns.take(async () => {
        try {
          got(setup, batch);
        } catch (cause) {
          // Its files are left, and read here.
          failed(cause);
        }
        await this.#options.pace.pause();
      });
    const here = (): Promise<void> =>
      this.#loadHere(() => {
        const batch = taken(queue, next);
        for (const path of batch) left.delete(path);
        return batch;
      });
    this.#threads++;
    try {
      // A specification stands first in the list: read here, it need not be packed and unpacked again.
      const own = this.#options.readers?.along ? here() : undefined;
      const there = along.map(({ thread, setup }) => thread.read(queue, next, (batch) => void take(setup, batch)).catch(failed));
      await Promise.all([...there, own]);
      await turns.take(async () => {});
      const rest = [...left, ...again];
      await this.#loadHere(() => rest.splice(0, BATCH));
    } finally {
      if (--this.#threads === 0) this.#readAt.clear();
    }
  }

  /** @param again files that were read here meanwhile: which of the two texts is newer, nobody knows */
  #adopt(read: readonly KeptFile[], { others, crashes }: ReadBatch, again: ReadonlySet<RelPath>): void {
    for (const { rule, path, cause } of crashes) this.#host.crashed(rule, path, cause);
    for (const file of read) {
      if (again.has(file.path)) continue;
      this.#unreadable.delete(file.path);
      this.#workspace.recall(file);
    }
    for (const file of others) {
      if (again.has(file.path)) continue;
      if (file.is === 'unreadable') this.#unread(file.path, file.why);
      else {
        const entry = this.#workspace.entries.get(file.path);
        if (entry && !entry.open) this.#host.drop(entry);
      }
    }
  }

  /** Whether a closed file still holds the bytes that were read: to see that, it need not be read as text, and mostly not at all. */
  async #isSame(path: RelPath): Promise<boolean> {
    const { files } = this.#options;
    const entry = this.#workspace.entries.get(path);
    if (!entry || entry.open || entry.hash === '' || this.#unreadable.has(path)) return false;
    const stamp = await files.stamp?.(path).catch(() => undefined);
    if (stamp !== undefined && stamp === entry.stamp) return true;
    const now = await files.hash?.(path).catch(() => undefined);
    if (now?.hash !== entry.hash) return false;
    entry.stamp = now.stamp;
    return true;
  }

  /** Undefined: there is no such file, or it cannot be read, which {@link Loader.unreadable} tells. */
  async read(path: RelPath): Promise<FileText | undefined> {
    try {
      const file = await this.#options.files.read(path);
      this.#unreadable.delete(path);
      return file;
    } catch (cause) {
      this.#unread(path, messageOf(cause));
      return undefined;
    }
  }

  #unread(path: RelPath, why: string): void {
    if (!this.#unreadable.has(path)) this.#options.log.warn(`${path} cannot be read: ${why}`);
    this.#unreadable.set(path, { path, why });
    this.#workspace.unread(path, `This file cannot be read (${reason(why)}), so nothing in it is checked.`);
  }
}

/** One that is open is not read for its facts, and one that was just closed mostly holds what the editor had. */
const isLongFile = (entry: Entry | undefined): boolean =>
  entry !== undefined && !entry.open && !entry.closed && entry.lines.length >= LONG;

/** Of the listed files, those that are worth loading now: a list for each kind, the same object while it is the same list. */
function wantedLists({ setup, store }: Workspace): readonly (readonly RelPath[])[] {
  const look = store.look();
  return setup.kinds.flatMap(({ id, kind }) => (kind.everywhere ? [] : [kind.wanted ? look.ask(kind.wanted) : look.files(id)]));
}

/** Without the operating system's code, and without the path, which is another one on each machine. */
const reason = (why: string): string => /^E[A-Z]+: ([^,]+)/.exec(why)?.[1] ?? why;
