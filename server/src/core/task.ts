/**
 * Tasks: what a gate wants looked up or run that nobody keeps between two gates, because it is true only of the moment.
 *
 * Invariant: what a task could not find out is unknown, with a sentence that says why, and no gate passes on it.
 */
import type { Hit, Probe } from './probe';
import type { RelPath } from './text';

export type Outcome<T> = { readonly is: 'known'; readonly value: T } | { readonly is: 'unknown'; readonly says: string };

export const known = <T>(value: T): Outcome<T> => ({ is: 'known', value });
/** @param says why, as a sentence */
export const unknown = (says: string): Outcome<never> => ({ is: 'unknown', says });

/** Each task: what it is asked, as plain data, and what it gives. */
export interface Tasks {
  /** What is different in the working tree since the work began. */
  changes: {
    /** `since`: a revision. Undefined: the commit where this branch left the main one; on the main branch, the last commit. */
    readonly asked: { readonly since?: string };
    readonly gives: Changes;
  };
  /** Where something stands, in what git tracks or would track; without git in a bounded number of files. */
  scan: {
    readonly asked: ScanAsked;
    readonly gives: Scanned;
  };
  /** What git tracks, and whether it ignores what is about to come. */
  tracked: {
    /** `ignores`: paths that need not be there; a folder ends in a slash. */
    readonly asked: { readonly ignores: readonly RelPath[] };
    readonly gives: Tracked;
  };
  /** Secrets in what git tracks or would track. What they are is told by nobody. */
  secrets: {
    readonly asked: Pick<ScanAsked, 'within'> & { readonly except: readonly string[] };
    readonly gives: Pick<Scanned, 'skipped'> & { readonly files: number; readonly found: readonly Secret[] };
  };
}

export interface ScanAsked {
  readonly probes: readonly Probe[];
  /** Globs: only there. Undefined: everywhere. */
  readonly within?: readonly string[];
}

export interface Scanned {
  /** As they were asked. */
  readonly probes: readonly ProbeResult[];
  /** What was not looked into, in order of path. */
  readonly skipped: readonly Skipped[];
}

export interface ProbeResult {
  /** Files that it was about, those that were skipped left out. */
  readonly files: number;
  /** Their paths, where it has no patterns. */
  readonly paths: readonly RelPath[];
  /** The first of them, in order of path and place. */
  readonly hits: readonly Hit[];
  /** How many there are in all; undefined: not all were counted. */
  readonly total: number | undefined;
}

export interface Skipped {
  readonly path: RelPath;
  /** `large`: nobody writes such a file; a tool does. `late`: time was up before. */
  readonly why: 'large' | 'unreadable' | 'late';
  /** The probes that were about it, by their place. */
  readonly probes: readonly number[];
}

export interface Tracked {
  /** In order of path; files, links and submodules. */
  readonly files: readonly TrackedFile[];
  /** Those asked about that `.gitignore` files leave out. */
  readonly ignored: readonly RelPath[];
}

export interface TrackedFile {
  readonly path: RelPath;
  /** In bytes, in the working tree. Undefined: it is no file there. */
  readonly size: number | undefined;
  /** It is large enough to be looked at, no text, and git has all of it. */
  readonly binary?: true;
}

export interface Secret {
  readonly path: RelPath;
  readonly from: Hit['from'];
  readonly to: Hit['to'];
  /** What sort of one: `AWS secret access key`. */
  readonly kind: string;
}

export interface Changes {
  /** The commit that is compared with: its full hash. */
  readonly base: string;
  /** `branch`: where this branch left the main one. `head`: the last commit. */
  readonly from: 'given' | 'branch' | 'head';
  /** Commits since then. */
  readonly commits: number;
  /** In order of path; files that git would track included, ignored ones not. */
  readonly files: readonly ChangedFile[];
}

export interface ChangedFile {
  readonly path: RelPath;
  readonly how: 'added' | 'changed' | 'gone' | 'renamed';
  /** What it was called, where it was renamed. */
  readonly from?: RelPath;
  /** Lines, counted from 1, both ends included, that are new or others. Undefined: all of it, or it is no text. */
  readonly lines?: readonly { readonly from: number; readonly to: number }[];
}

export type TaskName = keyof Tasks;

/** How tasks are done: by the host. */
export type Tools = {
  readonly [K in TaskName]: (asked: Tasks[K]['asked'], how: Doing) => Promise<Outcome<Tasks[K]['gives']>>;
};

/** What goes with a task that takes its time. */
export interface Doing {
  readonly signal?: AbortSignal;
  /** Tells whoever waits, in a few words. */
  readonly progress?: (says: string) => void;
}
