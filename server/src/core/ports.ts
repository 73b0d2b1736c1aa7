/**
 * The ports: all that Gatehouse ever asks of the machine.
 *
 * Invariant: no rule, system or feature holds one. The service drives them and hands on plain data.
 */
import type { Sections } from './sections';
import type { Section, Undecoded } from './source';
import type { RelPath } from './text';
import type { Answered, Question } from './world';

/** A file as it was read: decoded, without its byte order mark. */
export interface FileText {
  readonly text: string;
  /** Of the bytes. Equal hashes mean equal files. */
  readonly hash: string;
  readonly undecoded: readonly Undecoded[];
  /** See {@link Files.stamp}: of the file as these bytes were in it. */
  readonly stamp?: string | undefined;
}

/** What tells one state of a file from another, without its text. */
export type Hashed = Pick<FileText, 'hash' | 'stamp'>;

/** Which of the files that match are listed. */
export interface ListOptions {
  /** Globs of files that are left out. */
  readonly ignore: readonly string[];
  /** Globs of files that are listed although git ignores them. */
  readonly include: readonly string[];
}

/** The files of one folder. Paths are relative to it; nothing outside is read, but for {@link Files.readShared}. */
export interface Files {
  /** Files below the folder that match one of the globs and that git does not ignore, in order of path. A leading `!` excludes. */
  list(globs: readonly string[], options?: ListOptions): Promise<readonly RelPath[]>;
  /** What lies directly in a folder and git does not ignore, in order of name. Empty: nothing does, or there is no such folder. */
  entries(folder: RelPath): Promise<readonly { readonly name: string; readonly folder: boolean }[]>;
  /** Undefined: there is no such file. Throws where there is one that cannot be read. */
  read(path: RelPath): Promise<FileText | undefined>;
  /** Only hash and stamp of what {@link read} would read, which takes less time. */
  hash?(path: RelPath): Promise<Hashed | undefined>;
  /**
   * A short text that is another one as soon as the file is written again, even if its size and times are made to be as before:
   * much cheaper than its hash. Undefined: it cannot be told, as for a file that has just been written.
   */
  stamp?(path: RelPath): Promise<string | undefined>;
  /** A file that a configuration builds on. It may lie above the folder (`../base.yaml`), within the same repository. */
  readShared(path: RelPath): Promise<FileText | 'missing' | 'outside'>;
  /** Answers in the order of the questions. */
  answer(questions: readonly Question[]): Promise<readonly Answered[]>;
}

/** A file that another thread was to read and could not. */
export type NotRead =
  | { readonly is: 'missing'; readonly path: RelPath }
  | { readonly is: 'unreadable'; readonly path: RelPath; readonly why: string };

/** What another thread has read of closed files. A path that is in neither list it leaves to who asked. */
export interface ReadBatch {
  /** Of files that were read, flat, so that it crosses quickly and takes little memory: see the service's kept files. */
  readonly read: Piece | undefined;
  readonly others: readonly NotRead[];
  /** Rules and readers that threw, with what they threw as text. */
  readonly crashes: readonly { readonly rule: string; readonly path: RelPath; readonly cause: string }[];
}

/** Another thread that reads. It begins to load when it is started; until `stop` it costs memory. */
export interface ReadingThread {
  /**
   * Reads from a list until it is at its end. Resolves then; rejects when the thread ended before.
   * @param next shared with everybody who reads from the list: who adds to it takes so many paths from there on
   */
  read(paths: readonly RelPath[], next: Int32Array, got: (batch: ReadBatch) => void): Promise<void>;
  stop(): void;
}

/** Reads closed files in another thread, where there are many. */
export interface Readers {
  /** The caller has nothing better to do than to read along. */
  readonly along: boolean;
  /** So many threads at a time; a caller that reads along has a core of its own. At least one. */
  readonly threads: number;
  /** A thread that reads by one setup. Undefined: there is no other thread to be had. */
  start(setup: {
    readonly active: readonly string[];
    readonly config: unknown;
    /** Folders that are projects of their own. */
    readonly nested: readonly RelPath[];
  }): ReadingThread | undefined;
}

/** A long text, and how it is cut so far: each section by its start and its digest (`sectionDigest`), in order. */
export interface CutSoFar {
  readonly text: string;
  readonly starts: Uint32Array;
  readonly digests: Float64Array;
}

/** What a text parsed whole comes to, beside how it was cut: the same; too much to be parsed; or something else, in which a number stands for that section as it was. */
export type Recut = 'same' | 'over' | (Omit<Sections, 'sections'> & { readonly sections: readonly (Section | number)[] });

/** Parses long texts whole in another thread, which comes when it is needed and goes when it has not been for a while. */
export interface Reparser {
  /** Undefined: there is no other thread to be had. Rejects when it ended before. */
  recut(text: CutSoFar): Promise<Recut> | undefined;
}

/** Whoever reads along a list takes so many paths at a time: few, so that nobody waits long for another at the end. */
const TAKEN = 4;

/** The next few paths of a list that several threads read. Empty: it is at its end. */
export function taken(paths: readonly RelPath[], next: Int32Array): readonly RelPath[] {
  const from = Atomics.add(next, 0, TAKEN);
  return paths.slice(from, from + TAKEN);
}

/** Plain data, flat: a piece of what is kept between runs, or of what another thread has read. */
export interface Piece {
  readonly text: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/** Where a folder's readings are kept between runs. What comes back was put in by the same build, or nothing does. */
export interface Keeps {
  get(): Iterable<Piece>;
  /** In place of what was there. */
  put(pieces: AsyncIterable<Piece>): Promise<void>;
}

/** Time, only to be polite: nothing that is computed depends on it. */
export interface Pace {
  /** Lets the event loop turn. */
  pause(): Promise<void>;
  /** Lets so many milliseconds pass, or a few more. */
  rest(ms: number): Promise<void>;
  /** Milliseconds, monotonic. */
  now(): number;
}

/** Where it is said what happened, for whoever looks for a fault. Nobody is asked to read it. */
export interface Log {
  info(message: string): void;
  warn(message: string): void;
  error(message: string): void;
}

/** Where a repository has its hooks. Paths are absolute, with the machine's own separators. */
export interface HookPlace {
  /** The top of the working tree, absolute. */
  readonly top: string;
  /** The folder within it, with `/`, without one at the end; empty: it is the top. */
  readonly prefix: string;
  /** Where git looks for hooks, absolute. */
  readonly hooks: string;
  /** Who says so: git itself, the repository's configuration, or the user's, which is about other repositories too. */
  readonly by: 'git' | 'repository' | 'user';
  /** The hooks lie in the working tree, where git tracks them. */
  readonly isTracked: boolean;
  /** What a line of a commit message begins with that is none: `core.commentChar`. */
  readonly comment: string;
}

/** What a commit would hold that the working tree does not. */
export interface Staged {
  /** Files that the commit makes or changes, in order. */
  readonly paths: readonly RelPath[];
  /** Where index and working tree differ: the bytes that the commit has; undefined: it has no such file. */
  readonly instead: readonly { readonly path: RelPath; readonly bytes: Uint8Array | undefined }[];
}
