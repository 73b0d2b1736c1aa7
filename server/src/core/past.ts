/** The port to former states of a folder. Nothing of the working tree is touched, nor looked at. */
import type { Files } from './ports';
import type { Outcome } from './task';

/** A commit on the way to the one that is checked out; merged branches are one step. */
export interface PastCommit {
  /** Full hash. */
  readonly id: string;
  /** When it was committed, in seconds since 1970. */
  readonly time: number;
  /** The same as a day in UTC, `YYYY-MM-DD`. */
  readonly day: string;
}

/** How many findings there were. */
export interface PastCount {
  readonly errors: number;
  readonly warnings: number;
  /** Governed documents. */
  readonly documents: number;
  /** Some of it could not be looked at: there may have been more. */
  readonly incomplete?: true;
}

/** A folder as its commits have it. */
export interface Past {
  /** Those that changed a file that one of the globs takes, newest first. `cut`: there were others before, which are not here. */
  commits(globs: readonly string[]): Promise<Outcome<{ readonly commits: readonly PastCommit[]; readonly cut: boolean }>>;
  /** The folder as it was then; "today" is the day of the commit. @throws where git does not give it */
  files(commit: PastCommit): Promise<Files>;
  /** What was counted before, by this build, by commit. */
  kept(): ReadonlyMap<string, PastCount>;
  keep(counts: ReadonlyMap<string, PastCount>): void;
}
