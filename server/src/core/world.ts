/**
 * The world outside the documents, asked synchronously.
 *
 * What is not known yet is noted as a question and answered by the host in batches; then the rules that asked run again.
 * A rule says nothing about what is unknown. The runner, not the rule, marks the run incomplete, and no gate passes on it.
 */
import type { Name } from './symbols';
import type { RelPath } from './text';

/**
 * `no-git`, `shallow`, `untrusted` (the repository is somebody else's): what history would tell cannot be known here.
 * `ignored`: a file that is not here, and that git would ignore: elsewhere it may be there.
 * `too-many`: files, to be searched without git. Said once for the folder, never a finding.
 */
export type Why = 'pending' | 'outside' | 'failed' | 'no-git' | 'shallow' | 'untrusted' | 'ignored' | 'too-many';

/** What the world says to a question. */
export type Answer<T> = { readonly is: 'known'; readonly value: T } | { readonly is: 'unknown'; readonly why: Why };

/** `other-case`: there is one whose name differs in upper and lower case only. */
export type Existence = { readonly as: 'file' | 'folder' | 'no' } | { readonly as: 'other-case'; readonly path: RelPath };

/** A commit as far as rules care. */
export interface Commit {
  /** Full hash. */
  readonly id: string;
  /** Author's day, `YYYY-MM-DD`, in UTC. */
  readonly day: string;
  /** What the file was called then. */
  readonly path: RelPath;
}

/** A line that a file had and has no more. */
export interface RemovedLine {
  readonly text: string;
  /** The commit that removed it last; undefined: it is gone from the working tree only. */
  readonly by: Commit | undefined;
}

/** A place in a file; lines are counted from 1. */
export interface FoundLine {
  readonly line: number;
  /** The whole line, without its end. */
  readonly text: string;
}

/** Whether a key made a signature: who may sign with it, at least one, or why it does not hold, as the end of a sentence. */
export type Verification = { readonly by: readonly string[] } | { readonly wrong: string };

/** What can be asked of the world. Paths are relative to the folder. */
export type Question =
  | { readonly ask: 'exists'; readonly path: RelPath }
  /** The file most like this one that does exist: same name elsewhere, or a similar name in the same folder. */
  | { readonly ask: 'nearest'; readonly path: RelPath }
  /** Files that a glob takes and git does not ignore, in order of path: the first 50. */
  | { readonly ask: 'matching'; readonly glob: string }
  /**
   * Files that hold one of some texts, match one of the globs, and that git does not ignore, in order of path. Asked by who finds
   * the documents of a folder, not by rules. `below`: where git cannot search, only files that one of these takes too.
   */
  | {
      readonly ask: 'holding';
      readonly texts: readonly string[];
      readonly globs: readonly string[];
      readonly below: readonly string[];
    }
  | { readonly ask: 'today' }
  /** Lines of a file, `from` to `to` (from 1, both included), now or at a commit. */
  | { readonly ask: 'lines'; readonly path: RelPath; readonly from: number; readonly to: number; readonly commit?: string }
  /** Where a file holds a text of one or several lines, now: the first line of each place. At most 20. */
  | { readonly ask: 'find'; readonly path: RelPath; readonly text: string }
  /** Whether the folder lies in a git repository: where it does not, there is no history to ask for. */
  | { readonly ask: 'repository' }
  /** By what names links may lead to headings and other places in a Markdown file, now. */
  | { readonly ask: 'headings'; readonly path: RelPath }
  /** The SHA-256 of a file's text, line feeds between its lines, in hexadecimal. */
  | { readonly ask: 'digest'; readonly path: RelPath }
  /** Commits that changed how often a file holds a text, oldest first, renames followed. */
  | { readonly ask: 'touched'; readonly path: RelPath; readonly text: string }
  /** A file's whole text, decoded, at a commit, by the name that it had then. */
  | { readonly ask: 'past'; readonly path: RelPath; readonly commit: string }
  /** Lines that a committed version of a file had and the file now lacks, each once. Newest first. */
  | { readonly ask: 'removed'; readonly path: RelPath }
  /** Lines of Markdown files with a word in other branches and worktrees; with or without an underscore before the digits at its end. */
  | { readonly ask: 'elsewhere'; readonly text: string }
  /** The text that a symbol of a document stands for, as of when the document was last read or saved. */
  | { readonly ask: 'body'; readonly path: RelPath; readonly symbol: Name }
  /** Whether an SSH signature over a text is that of a key in a file of allowed signers (`path`), at a time (minutes since 1970). */
  | { readonly ask: 'verified'; readonly path: RelPath; readonly armour: string; readonly text: string; readonly minute: number };

/** What each question is answered with, by its name. */
export interface Answers {
  exists: Existence;
  nearest: RelPath | undefined;
  matching: readonly RelPath[];
  holding: readonly RelPath[];
  /** A day, `YYYY-MM-DD`, in UTC. Not a clock. */
  today: string;
  /** Undefined: there is no such file (then). `total`: how many lines it has. */
  lines: { readonly lines: readonly string[]; readonly total: number } | undefined;
  find: readonly FoundLine[];
  repository: boolean;
  /** In lower case, in order of place. Undefined: there is no such file. */
  headings: readonly string[] | undefined;
  /** Undefined: there is no such file. */
  digest: string | undefined;
  touched: readonly Commit[];
  past: string | undefined;
  removed: readonly RemovedLine[];
  elsewhere: readonly { readonly branch: string; readonly path: RelPath; readonly text: string }[];
  body: string | undefined;
  verified: Verification;
}

/** What a host answers: the value, or why there is none. */
export type Answered =
  | { readonly value: Answers[keyof Answers] }
  | {
      readonly unknown: Exclude<Why, 'pending' | 'outside'>;
      /** What went wrong, for the log. */
      readonly cause?: string;
    };

/** The world as a rule asks it, each as the {@link Question} of that name says. */
export interface World {
  exists(path: RelPath): Answer<Existence>;
  nearest(path: RelPath): Answer<RelPath | undefined>;
  matching(glob: string): Answer<readonly RelPath[]>;
  today(): Answer<string>;
  lines(path: RelPath, from: number, to: number, commit?: string): Answer<Answers['lines']>;
  find(path: RelPath, text: string): Answer<readonly FoundLine[]>;
  headings(path: RelPath): Answer<Answers['headings']>;
  digest(path: RelPath): Answer<string | undefined>;
  touched(path: RelPath, text: string): Answer<readonly Commit[]>;
  past(path: RelPath, commit: string): Answer<string | undefined>;
  removed(path: RelPath): Answer<readonly RemovedLine[]>;
  elsewhere(text: string): Answer<Answers['elsewhere']>;
  body(path: RelPath, symbol: Name): Answer<string | undefined>;
  verified(path: RelPath, armour: string, text: string, minute: number): Answer<Verification>;
}

/** Questions that git answers: asked again when the repository's state changes. */
export const isHistory = (q: Question): boolean =>
  q.ask === 'touched' ||
  q.ask === 'past' ||
  q.ask === 'removed' ||
  q.ask === 'elsewhere' ||
  (q.ask === 'lines' && q.commit !== undefined);

/** One text for each question: the key of its answer, by which it is kept between runs too. */
export function questionKey(q: Question): string {
  switch (q.ask) {
    case 'today':
    case 'repository':
      return `w:${q.ask}`;
    case 'matching':
      return `w:matching:${q.glob}`;
    case 'holding':
      return `w:holding:${JSON.stringify([q.texts, q.globs, q.below])}`;
    case 'exists':
    case 'nearest':
    case 'headings':
    case 'digest':
    case 'removed':
      return `w:${q.ask}:${q.path}`;
    case 'lines':
      return `w:lines:${q.from}-${q.to}:${q.commit ?? ''}:${q.path}`;
    case 'find':
    case 'touched':
      return `w:${q.ask}:${q.path}\0${q.text}`;
    case 'past':
      return `w:past:${q.commit}:${q.path}`;
    case 'body':
      return `w:body:${q.symbol.kind}:${q.symbol.name}:${q.path}`;
    case 'verified':
      return `w:verified:${q.minute}:${q.path}\0${q.armour}\0${q.text}`;
    case 'elsewhere':
      return `w:elsewhere:${q.text}`;
  }
}
