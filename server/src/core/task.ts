/**
 * Tasks: what a gate wants looked up or run that nobody keeps between two gates, because it is true only of the moment.
 *
 * Invariant: what a task could not find out is unknown, with a sentence that says why, and no gate passes on it.
 */
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
  /** Who is at it: the name that git has for them, else the machine's. One line. */
  who: { readonly asked: Record<string, never>; readonly gives: string };
  /** Branches, local and remote, whose names hold a name, or that have a file of that name, but for the one that is checked out. */
  branches: { readonly asked: { readonly name: string }; readonly gives: readonly string[] };
  /** Whether there is a tag. */
  tagged: { readonly asked: { readonly name: string }; readonly gives: boolean };
  /** Makes an annotated tag of the commit that is checked out, here alone: nothing is pushed. Gives the commit. */
  tag: { readonly asked: { readonly name: string; readonly message: string }; readonly gives: string };
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
