/** Loads files into a workspace: the wanted ones, in slices, and in another thread where there are many. */
import type { Files, FileText, Log, Pace, ReadBatch, Readers } from '#core/ports';
import type { RelPath } from '#core/text';
import type { Entry, Workspace } from './workspace';

/** satteri's memory is freed only when the event loop turns (ENGINE.md 1d). */
const BATCH = 20;
/** From so many files on it is worth another thread. */
const MANY = 60;

/** A file that is there and cannot be read. */
export interface Unreadable {
  readonly path: RelPath;
  readonly why: string;
}

export interface LoaderOptions {
  readonly files: Files;
  readonly pace: Pace;
  readonly log: Log;
  /** Another thread to read closed files in. */
  readonly readers?: Readers;
}

/** What the loader needs of its session. */
export interface LoaderHost {
  /** A document that is gone. */
  drop(entry: Entry): void;
  crashed(rule: string, path: RelPath, cause: string): void;
  /** By what another thread is to read. */
  setup(): { readonly active: readonly string[]; readonly config: unknown; readonly nested: readonly RelPath[] };
}

export class Loader {
  readonly unreadable = new Map<RelPath, Unreadable>();
  readonly #workspace: Workspace;
  readonly #options: LoaderOptions;
  readonly #host: LoaderHost;

  constructor(workspace: Workspace, options: LoaderOptions, host: LoaderHost) {
    this.#workspace = workspace;
    this.#options = options;
    this.#host = host;
  }

  /**
   * Loads the wanted files that are not loaded, and those in `again` that have changed.
   * @param listed the files of the folder, where they were listed anew
   */
  async load(listed: readonly RelPath[] | undefined, again?: ReadonlySet<RelPath>): Promise<void> {
    const workspace = this.#workspace;
    const options = this.#options;
    if (listed) workspace.list(listed);
    const present = listed && new Set(listed);
    for (const entry of [...workspace.entries.values()])
      if (present && !entry.open && !present.has(entry.path)) this.#host.drop(entry);
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
      // What is loaded already is mostly the same: to see that takes a hash, not another thread.
      const known = now.filter((p) => workspace.entries.has(p));
      const fresh = now.filter((p) => !workspace.entries.has(p));
      await this.#loadHere(() => known.splice(0, BATCH));
      if (fresh.length >= MANY && options.readers) await this.#loadElsewhere(fresh, options.readers);
      else await this.#loadHere(() => fresh.splice(0, BATCH));
    }
  }

  async #loadHere(next: () => readonly RelPath[]): Promise<void> {
    const workspace = this.#workspace;
    const options = this.#options;
    for (let batch = next(); batch.length > 0; batch = next()) {
      for (const path of batch) {
        const file = await this.read(path);
        const entry = workspace.entries.get(path);
        if (!file) {
          if (entry && !entry.open) this.#host.drop(entry);
        } else if (entry?.hash !== file.hash || entry.lines.length !== file.text.length) workspace.load(path, file);
      }
      await options.pace.pause();
    }
  }

  /** In another thread from one end of the list and, where nobody waits for this one, here from the other. */
  async #loadElsewhere(queue: RelPath[], readers: Readers): Promise<void> {
    const thread = readers.start(this.#host.setup());
    const { setup } = this.#workspace;
    const here = async (): Promise<void> => this.#loadHere(() => queue.splice(0, BATCH));
    if (!thread) return here();
    const there = async (): Promise<void> => {
      while (queue.length > 0) {
        const batch = queue.splice(-BATCH);
        try {
          const read = await thread.read(batch);
          // The configuration was changed meanwhile: what the thread read by the old one counts no more.
          if (this.#workspace.setup !== setup) {
            queue.push(...batch);
            return here();
          }
          this.#adopt(read);
        } catch (cause) {
          this.#options.log.warn(
            `Files are read in this thread from here on: ${cause instanceof Error ? cause.message : String(cause)}`,
          );
          queue.push(...batch);
          return here();
        }
        await this.#options.pace.pause();
      }
    };
    try {
      await Promise.all([there(), readers.along ? here() : undefined]);
    } finally {
      thread.stop();
    }
  }

  #adopt({ files, crashes }: ReadBatch): void {
    for (const { rule, path, cause } of crashes) this.#host.crashed(rule, path, cause);
    for (const file of files) {
      if (file.is === 'read') {
        this.unreadable.delete(file.path);
        this.#workspace.adopt(file);
      } else if (file.is === 'unreadable') this.#unread(file.path, file.why);
      else {
        const entry = this.#workspace.entries.get(file.path);
        if (entry && !entry.open) this.#host.drop(entry);
      }
    }
  }

  async read(path: RelPath): Promise<FileText | undefined> {
    try {
      const file = await this.#options.files.read(path);
      this.unreadable.delete(path);
      return file;
    } catch (cause) {
      this.#unread(path, cause instanceof Error ? cause.message : String(cause));
      return undefined;
    }
  }

  #unread(path: RelPath, why: string): void {
    if (!this.unreadable.has(path)) this.#options.log.warn(`${path} cannot be read: ${why}`);
    this.unreadable.set(path, { path, why });
  }
}
