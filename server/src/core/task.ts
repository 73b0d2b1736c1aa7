/**
 * Tasks: what a gate wants looked up or run that nobody keeps between two gates, because it is true only of the moment.
 *
 * Invariant: what a task could not find out is unknown, with a sentence that says why, and no gate passes on it.
 */
import type { Evidence, EvidenceRecord, Ran } from './evidence';
import type { Told } from './output-places';
import type { Hit, Probe } from './probe';
import type { RelPath } from './text';

/** What came of looking something up. `says`: why it is unknown, a sentence. */
export type Outcome<T> = { readonly is: 'known'; readonly value: T } | { readonly is: 'unknown'; readonly says: string };

/** An outcome that was found out. */
export const known = <T>(value: T): Outcome<T> => ({ is: 'known', value });
/** @param says why, as a sentence */
export const unknown = (says: string): Outcome<never> => ({ is: 'unknown', says });

/** Each task: what it is asked, as plain data, and what it gives. */
export interface Tasks {
  /** What is different in the working tree since the work began. */
  changes: {
    /** `since`: what is compared with is where HEAD left it. Undefined: where this branch left the main one; on that, the last commit. */
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
    readonly asked: Pick<ScanAsked, 'within' | 'only'> & { readonly except: readonly string[] };
    readonly gives: Pick<Scanned, 'skipped'> & { readonly files: number; readonly found: readonly Secret[] };
  };
  /** Runs a command, and puts it on record. */
  run: { readonly asked: RunOrder; readonly gives: Recorded };
  /** Runs a command, and keeps nothing. */
  try: { readonly asked: RunOrder; readonly gives: Ran };
  /** What is on record. */
  evidence: { readonly asked: { readonly allowedSigners: RelPath }; readonly gives: Evidence };
  /** The commits of a range, oldest first. */
  commits: { readonly asked: { readonly range: string }; readonly gives: readonly CommitMessage[] };
  /** What tests have covered, by the reports that are there. */
  coverage: { readonly asked: { readonly globs: readonly string[] }; readonly gives: Coverage };
  /** What the ecosystems that are there say of their dependencies, by tools of their own. */
  dependencies: { readonly asked: Record<string, never>; readonly gives: readonly Audited[] };
  /** Whether the pre-commit hook refuses what is planted. @param plant by path, in a scratch copy */
  hook: { readonly asked: { readonly plant: Readonly<Record<RelPath, string>> }; readonly gives: HookState };
  /** Takes lines out in a scratch copy and runs a test there: it is to pass before, and to fail after. */
  removal: { readonly asked: RemovalOrder; readonly gives: Removal };
}

/** What is looked for in files, and in which. */
export interface ScanAsked {
  readonly probes: readonly Probe[];
  /** Globs: only there. Undefined: everywhere. */
  readonly within?: readonly string[];
  /** Only these files. Undefined: all. */
  readonly only?: readonly RelPath[];
}

/** What a scan found. */
export interface Scanned {
  /** As they were asked. */
  readonly probes: readonly ProbeResult[];
  /** What was not looked into, in order of path. */
  readonly skipped: readonly Skipped[];
}

/** What a scan found for one probe. */
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

/** A file that a scan did not look into, though it was about it. */
export interface Skipped {
  readonly path: RelPath;
  /** `large`: nobody writes such a file; a tool does. `late`: time was up before. */
  readonly why: 'large' | 'unreadable' | 'late';
  /** The probes that were about it, by their place. */
  readonly probes: readonly number[];
}

/** What git tracks in a folder. */
export interface Tracked {
  /** In order of path; files, links and submodules. */
  readonly files: readonly TrackedFile[];
  /** Those asked about that `.gitignore` files leave out. */
  readonly ignored: readonly RelPath[];
}

/** A file that git tracks. */
export interface TrackedFile {
  readonly path: RelPath;
  /** In bytes, in the working tree. Undefined: it is no file there. */
  readonly size: number | undefined;
  /** It is large enough to be looked at, no text, and git has all of it. */
  readonly binary?: true;
}

/** Where a secret stands. What it reads is told nobody. */
export interface Secret {
  readonly path: RelPath;
  readonly from: Hit['from'];
  readonly to: Hit['to'];
  /** What sort of one: `AWS secret access key`. */
  readonly kind: string;
}

/** A command to run. */
export interface RunOrder {
  /** A command line without what only a shell can do. */
  readonly command: string;
  /** Stands for `{subject}` in its words. Not read as a command line, whatever it says. */
  readonly subject?: string;
  /** From the folder; by default the folder. */
  readonly workdir?: RelPath;
  /** After so many seconds it is ended. */
  readonly seconds?: number;
  readonly packet?: string;
  readonly gate?: string;
}

/** A record, and what all of the output says, which is not on it. */
export interface Recorded extends EvidenceRecord {
  readonly told: Told;
}

/** What a commit says of itself. */
export interface CommitMessage {
  /** Full hash. */
  readonly id: string;
  /** Of all lines. */
  readonly message: string;
  /** It joins branches. */
  readonly merge: boolean;
}

/** What coverage reports say of a folder's files. */
export interface Coverage {
  /** The reports that were read. None: nothing was found. */
  readonly reports: readonly RelPath[];
  /** Of each file the lines that tests could run, with how often they did. */
  readonly files: readonly {
    readonly path: RelPath;
    readonly lines: readonly (readonly [line: number, hits: number])[];
    /** It was written after its report: the lines may be others. */
    readonly stale?: true;
  }[];
}

/** What an ecosystem's own tool says. */
export interface Audited {
  /** `npm`. */
  readonly ecosystem: string;
  /** By what it is there: `package-lock.json`. */
  readonly by: RelPath;
  /** As one would type it. */
  readonly command: string;
  /** `unknown`: the tool is not here, or could not tell. */
  readonly is: 'clean' | 'vulnerable' | 'unknown';
  /** In a sentence. */
  readonly says: string;
}

/** Whether a pre-commit hook is there (`absent`) and refuses a planted violation (`bites`) or not (`idle`). */
export interface HookState {
  readonly is: 'absent' | 'idle' | 'bites';
  /** In a sentence. */
  readonly says: string;
}

/** Lines to take out, and the test that should notice. */
export interface RemovalOrder {
  readonly path: RelPath;
  /** Lines from 1, both ends included. */
  readonly from: number;
  readonly to: number;
  readonly command: string;
  /** After so many the test is ended. */
  readonly seconds?: number;
}

/** What a test said to lines being gone. */
export interface Removal {
  /** `proven`: the test failed. `built`: it failed because nothing could be built, which proves less. `survived`: it passed all the same. `red`: it failed before. */
  readonly is: 'proven' | 'built' | 'survived' | 'red';
  readonly before: Ran;
  /** Undefined: there was no need to. */
  readonly after?: Ran;
}

/** What is different in the working tree since a commit. */
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

/** A file that is different since a commit. */
export interface ChangedFile {
  readonly path: RelPath;
  readonly how: 'added' | 'changed' | 'gone' | 'renamed';
  /** What it was called, where it was renamed. */
  readonly from?: RelPath;
  /** Lines, counted from 1, both ends included, that are new or others. Undefined: all of it, or it is no text. */
  readonly lines?: readonly { readonly from: number; readonly to: number }[];
}

/** What may be looked up or run. */
export type TaskName = keyof Tasks;

/** How tasks are done: by the host. */
export type Tools = {
  readonly [K in TaskName]: (asked: Tasks[K]['asked'], how: Doing) => Promise<Outcome<Tasks[K]['gives']>>;
};

/** What tasks say in place of what they would find. */
export type Answers = { readonly [K in TaskName]?: Outcome<Tasks[K]['gives']> };

/** An `AbortSignal`, as far as it is needed. */
export interface Stop {
  readonly aborted: boolean;
  addEventListener(type: 'abort', listener: () => void): void;
}

/** What goes with a task that takes its time. */
export interface Doing {
  readonly signal?: Stop;
  /** Tells whoever waits, in a few words. */
  readonly progress?: (says: string) => void;
  /** Whether a person, or the one who set up the run, agrees that these commands run. Undefined: nobody was asked, so they do not. */
  readonly consent?: (commands: readonly string[]) => Promise<boolean>;
  /** Nobody has said that the folder is trusted: nothing that is told by its files is started, and nobody is asked. */
  readonly untrusted?: true;
}

/** Whether a task starts programs that read the folder's own settings, be it that nobody names a command. */
export const startsTools = (name: TaskName): boolean => name === 'dependencies';

/** The commands that a task would run that a document or a configuration names. */
export function commandsOf(name: TaskName, asked: Tasks[TaskName]['asked']): readonly string[] {
  if (name === 'hook') return ['the pre-commit hook, in a scratch copy'];
  if (name !== 'run' && name !== 'try' && name !== 'removal') return [];
  const { command, subject } = asked as RunOrder;
  return [subject === undefined ? command : command.replaceAll('{subject}', subject)];
}
