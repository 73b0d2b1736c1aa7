/** What a command asks of the machine. Built by main, so that no command knows Node, a host or which plug-ins there are. */
import type { Command } from 'commander';
import type { Change } from '#core/change';
import type { HookPlace, Staged } from '#core/ports';
import type { Doing, Outcome } from '#core/task';
import type { RelPath } from '#core/text';
import type { Plugins } from '#service/config/setup';
import type { Session } from '#service/engine/session';
import type { InScratch } from '#service/gates/canaries';
import type { Checked } from './check';
import type { Target } from './folder';
import type { HookFiles } from './hook/install';

/** How a folder is looked at. */
export interface Looking {
  /** In place of `gatehouse.yaml`. */
  readonly config?: GivenConfig;
  /** The day that it is judged at, `YYYY-MM-DD`; by default the day it is, in UTC. */
  readonly day?: string;
  /** Texts in place of what files hold; undefined: there is no such file. */
  readonly instead?: readonly { readonly path: RelPath; readonly bytes: Uint8Array | undefined }[];
  /** What gates look for in code they look for in what a commit would add. */
  readonly stagedCode?: true;
  /** Changes are only tried: nothing is written. */
  readonly dry?: true;
  /** Something will be written: what was interrupted is finished or undone first. */
  readonly writes?: true;
  /** The full path of a key by which records of commands are signed. */
  readonly signKey?: string;
  /** Whether what former runs have read may be used. */
  readonly cache: boolean;
}

/** A configuration that was named on the command line. Its path is as it was typed. */
export interface GivenConfig {
  readonly path: string;
  readonly text: string;
}

/** A folder that is looked at. */
export interface Opened {
  readonly session: Session;
  /** Makes a change, whole or not at all. Throws, with words for the user, where a file is not what it was computed from. */
  apply(change: Change): void | Promise<void>;
  /** With {@link Looking.dry}: the texts that would be others. */
  tried(): Promise<readonly TriedText[]>;
}

/** Undefined: there is no such file. */
export interface TriedText {
  readonly path: RelPath;
  readonly before: string | undefined;
  readonly after: string | undefined;
}

/** Who signs, and by what. */
export interface Person {
  /** By which they sign: as git is configured in the folder, else as the system calls them. */
  name(folder: string): Promise<string>;
  /** Minutes since 1970, UTC. */
  minute(): number;
  /** The file of the key that signs too, as git is configured. Undefined: none is. */
  key(folder: string): Promise<string | undefined>;
  /** The signature of an SSH key over a text. Throws, with words for the user, where the key does not sign. */
  sign(key: string, text: string): Promise<string>;
}

/** Thrown by {@link Opened.apply}: a file is not what the change was computed from. */
export class Outdated extends Error {
  /** @param now its text; undefined: it is gone */
  constructor(
    readonly path: RelPath,
    readonly now: string | undefined,
  ) {
    super(`${path} has changed since it was read`);
  }
}

/** What takes no time to load. */
export interface Ground {
  readonly version: string;
  readonly cwd: string;
  /** Whether what is printed is seen on a terminal with colours. */
  readonly colours: boolean;
  /** The URI of a rule's page. */
  rulePage(id: string): string;
  out(text: string): void;
  err(text: string): void;
  /** Milliseconds since the process began. */
  now(): number;
  /** Throws, with words for the user, where it cannot be read. */
  readText(path: string): string;
  /** Whole or not at all. */
  writeText(path: string, text: string): void;
}

/** What it takes to tell what was found. The plug-ins take long to load; they are when they are asked for. */
export interface Teller extends Ground {
  readonly plugins: Plugins;
}

/** All that a command may ask for. A folder is given by its absolute path. */
export interface Machine extends Teller {
  /** The day it is, in UTC. */
  today(): string;
  /** The minute it is, in UTC: `2026-01-31 09:30`. */
  minute(): string;
  /** All of standard input. */
  readStdin(): Promise<Uint8Array>;
  /** The full path of a path of the command line. */
  full(path: string): string;
  /** Who sits at the terminal. */
  readonly person: Person;
  /** Asks at the terminal. Undefined: there is none. */
  confirm(question: string): Promise<boolean | undefined>;
  /** The same for a few words. Undefined: there is no terminal. */
  prompt(question: string): Promise<string | undefined>;
  /** Whether somebody is there to be asked. */
  readonly atTerminal: boolean;
  /**
   * Finishes or undoes what was interrupted in a folder. Undefined: nothing was. `stuck`: files have changed since; with what they
   * are and what they would have become.
   */
  recover(folder: string, giveUp: boolean): { readonly says: string } | Stuck | undefined;
  /**
   * The files of a folder that are new or others in the working tree, those that git would track included. Unknown where git cannot
   * tell. @param since since HEAD left this revision; undefined: since the last commit
   */
  changed(folder: string, since: string | undefined): Promise<Outcome<readonly RelPath[]>>;
  /** What a commit would hold: the index, in place of the working tree. */
  staged(folder: string): Promise<Outcome<Staged>>;
  /** What lies at a full path. Undefined: nothing does. */
  kind(path: string): Promise<'folder' | 'file' | undefined>;
  /** The folders that paths belong to. @param absent whether the paths need not be there */
  targets(paths: readonly string[], absent?: boolean): Promise<readonly Target[] | { readonly error: string }>;
  open(folder: string, how: Looking): Opened;
  /** Remembers what was found, for whoever asks the same. @see LastRun */
  keepRun(asked: unknown, checked: Checked, fingerprints: boolean): void;
  /**
   * Does something that may take long, with a line of progress where a person looks on. Undefined: it was called off.
   * @param title what the line begins with
   */
  watched<T>(title: string, work: (doing: Doing) => Promise<T>): Promise<T | undefined>;
  readonly hooks: {
    /** Unknown: there is no repository, or git does not say. */
    place(folder: string): Promise<Outcome<HookPlace>>;
    readonly files: HookFiles;
    /** Whether the message in a file of git's is that of a merge which is under way. */
    isMerge(file: string): boolean;
  };
  /** What Gatehouse runs on. */
  runtime(): Promise<Runtime>;
  /** Makes a scratch folder, for what is tried out. @param day on which it is judged */
  inScratch(day: string): InScratch;
  /** Runs the language server; it ends the process itself. */
  serve(): void;
}

/** What Gatehouse runs on. */
export interface Runtime {
  /** `v20.20.2`. */
  readonly node: string;
  /** `linux x64`. */
  readonly platform: string;
  /** Its version; unknown: it cannot be started. */
  readonly git: Outcome<string>;
  /** The Markdown parser in force, and why it is not the usual one. */
  readonly parser: { readonly name: string; readonly warning?: string };
}

/** An interrupted change that can be neither finished nor undone, and why. */
export interface Stuck {
  readonly stuck: string;
  readonly texts: readonly TriedText[];
}

/** A command: adds itself to the program and tells the exit code when it is done. */
export type AddCommand = (program: Command, machine: Machine, done: (code: number) => void) => void;

/** Exit code: nothing stands against it. */
export const CLEAN = 0;
/** Exit code: something was found, or a gate failed. */
export const FOUND = 1;
/** Something could not be looked at: never a pass. */
export const FAILED = 2;

/** It was called off, by Ctrl-C. */
export const CALLED_OFF = 130;

/** Says why nobody can tell, on standard error, and gives the exit code for it. */
export function fail(machine: Pick<Ground, 'err'>, message: string): number {
  machine.err(`gatehouse: ${message}`);
  return FAILED;
}
