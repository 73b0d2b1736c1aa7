/**
 * A system: one self-contained folder under `systems/`, plugged in by being there.
 * A document kind: which files it claims and how they are read.
 */
import type { z } from 'zod';
import type { Chart } from './chart';
import type { Editing } from './editor';
import type { Beginning } from './init';
import type { Look, Query, WideLook } from './look';
import type { AnyRecording } from './recording';
import type { Sample } from './sample';
import type { AnySigning } from './signing';
import type { DataNode, MarkdownSource, Section, Source } from './source';
import type { Facts, Known, Name, NamedPath, Ref } from './symbols';
import type { RelPath, Span } from './text';

/** What a reader makes of a document: the whole (`model`, gone with the text) and what outlives it (`facts`, strings detached). */
export interface Reading<M = unknown, F extends Facts = Facts> {
  readonly model: M;
  readonly facts: F;
}

/** One line of a document's outline, for document symbols. */
export interface OutlineItem {
  readonly name: string;
  readonly detail?: string;
  readonly is: 'document' | 'section' | 'field' | 'anchor' | 'entry' | 'signature';
  readonly at: Span;
  /** The name itself, within `at`. */
  readonly nameAt: Span;
  readonly children: readonly OutlineItem[];
}

/** A phase with its members by state, in the order of work. */
export interface Phase {
  readonly id: string;
  readonly title: string;
  /** How many of its members are not done and wait for one that is not done either. */
  readonly blocked: number;
  readonly states: readonly (State & { readonly members: readonly Member[] })[];
}

/** A state of the work. */
export interface State {
  readonly title: string;
  /** A codicon's name. */
  readonly icon: string;
  /** Nothing is left to do in it. */
  readonly over?: true;
  /** It is shown though nothing is in it: something may be moved there. */
  readonly always?: true;
  /** The action that takes a member here, where there is one. */
  readonly enter?: { readonly action: string; readonly args: Readonly<Record<string, string>> };
  /** Words for the `when` clauses of menus. */
  readonly marks?: readonly string[];
}

/** One thing of a system's work, as the sidebar tells of it. */
export interface Member {
  readonly name: string;
  readonly path: RelPath;
  /** What it is about, and other marks, in words. */
  readonly detail: string;
  /** What it waits for that is not over, each with its state in words. */
  readonly waits: readonly { readonly name: string; readonly state: string }[];
  /** The day since which it is in its state, where that is written down. */
  readonly since?: string;
  /** Days that it may stay there by its own word; else {@link Sidebar.allowed} says. */
  readonly allowed?: number;
  /** How risky it is, and who works on it, where it says so. */
  readonly risk?: string;
  readonly owner?: string;
  /** Somebody has signed it. */
  readonly signed?: true;
}

/** What the sidebar shows of a system besides its phases. */
export interface Sidebar<D> {
  /** All states, in the order of the work. */
  readonly states: readonly State[];
  /** All risks that something may have, the highest first. */
  risks(dialect: D): readonly string[];
  /** Days that something may stay in a state, by the state's title. Undefined: as long as it likes. */
  allowed(dialect: D, state: string): number | undefined;
  /** Rules by which evidence is missing, and those by which a signature does not hold. */
  readonly missingEvidence: readonly string[];
  readonly brokenSignature: readonly string[];
  /** Rules that say only that something is not signed yet: they do not keep it from being signed. */
  readonly unsigned: readonly string[];
  readonly signatures: Query<readonly SignatureLine[], never>;
}

/** Something that waits for a signature, or one that was given. */
export interface SignatureLine {
  readonly is: 'waiting' | 'signed';
  /** What it is about, by name. */
  readonly subject: string;
  readonly path: RelPath;
  /** In words: the state in which it waits; how and when it was signed. */
  readonly says: string;
  /** Where it is on record; absent: nowhere but in `path`. */
  readonly row?: { readonly path: RelPath; readonly symbol: Name };
}

/** What makes a file a document, besides its place. */
export interface Holding {
  readonly texts: readonly string[];
  /** Where git cannot search, only files that one of these globs takes are looked at. */
  readonly below: readonly string[];
}

interface KindCommon<M, F extends Facts, D> {
  /** Within its system: `board`. */
  readonly id: string;
  readonly title: string;
  /** Globs over folder-relative paths; the first kind of a system that matches takes the file. A leading `!` excludes. */
  files(dialect: D): readonly string[];
  /**
   * Which of the matching files are worth loading while they are closed; all, where absent.
   * A folder may hold a dozen old master specs of 2 MB: only the one that the pointer names is read.
   */
  readonly wanted?: Query<readonly RelPath[], never>;
  /** Reads every file that any other system claims, besides its own: Markdown, or what it reads. */
  readonly everywhere?: true;
  /** It reads source code; then its files are code, and nothing else reads them as Markdown. */
  readonly reads?: 'code';
  /**
   * While it is closed, a file is worth loading only when it holds one of some texts. There may be a hundred megabytes of others:
   * files are searched for them, not listed.
   */
  holding?(dialect: D): Holding;
  outline?(model: M): readonly OutlineItem[];
  /** A rule of its system by whose finding a document is one that nobody works from: what its content lacks is a hint then. */
  readonly retiring?: string;
  /**
   * The paths in a document's fields, from what is kept of it. A kind that keeps paths lists them here, and the shared rules judge
   * them: none may lead out of the folder, and capitals count. Its own rules leave both alone (`as: 'other-case'`).
   */
  paths?(facts: F): readonly NamedPath[];
}

/** Reads a document whole. Total and pure: any text gives a reading, perhaps an empty one. */
export interface WholeKind<M, F extends Facts, D, S extends Source = MarkdownSource> extends KindCommon<M, F, D> {
  read(source: S, dialect: D): Reading<M, F>;
}

/** Reads a document by section: for documents so big that a key may only touch a part. */
export interface SectionKind<P, M, F extends Facts, D> extends KindCommon<M, F, D> {
  /** Remembered by section. Offsets in `P` are relative to the section's start, so that a part survives a move. */
  readSection(section: Section, text: string, dialect: D): P;
  /** Cheap: runs on every key. */
  fold(parts: readonly { readonly section: Section; readonly part: P }[], source: MarkdownSource, dialect: D): Reading<M, F>;
}

/** A document kind, whatever it makes of a document. */
// biome-ignore lint/suspicious/noExplicitAny: a plug-in's own types end at the registry
export type AnyKind = WholeKind<any, any, any, any> | SectionKind<any, any, any, any>;

/** zod itself, as it is passed to whoever needs it. */
export type Zod = typeof z;

/** Where and for how long a command may run; or why it may not, as a sentence. */
export type Allowance = { readonly workdir?: RelPath; readonly seconds?: number } | { readonly refused: string };

/** A commit that somebody is about to make. */
export interface Commit {
  /** Without comments. */
  readonly message: string;
  /** It changes governed documents alone: work is planned or recorded, not done. */
  readonly onlyGoverned: boolean;
}

/** A gate's commands: each must succeed. */
export interface GateCommands {
  /** Command lines. `{subject}` stands for the packet or phase that the gate is asked about. */
  readonly run: readonly string[];
  /** They stand in place of the gate. */
  readonly instead: boolean;
  /** After so many seconds a command is ended. */
  readonly seconds?: number;
}

/** What a system is made of. All of it is pure. */
export interface System<D = unknown> {
  readonly id: string;
  readonly title: string;
  /**
   * Globs by which the system is found in a folder without configuration. A `sure` one is enough alone; of the others it takes two.
   * Absent: the system is always on.
   */
  readonly landmarks?: {
    readonly sure: readonly string[];
    readonly likely: readonly string[];
    /** A sure one that somebody else may have for something else: where it is the only one there, its text decides. */
    readonly doubtful?: { readonly path: RelPath; isOther(text: string): boolean };
  };
  /**
   * Files by which one can tell that its documents lie where it does not look by itself, and what is to be said of those that are there:
   * a sentence without a full stop.
   */
  readonly elsewhere?: { readonly files: readonly string[]; says(found: readonly RelPath[]): string | undefined };
  readonly kinds: readonly AnyKind[];
  /** The dialect when `gatehouse.yaml` says nothing. */
  readonly dialect: D;
  /** The schema of this system's part of `gatehouse.yaml`, as written by a person, and how it changes the default. zod is passed in: it is loaded only when there is a file to check. */
  readonly config?: {
    schema(z: Zod): z.ZodType;
    apply(dialect: D, config: unknown): D;
    /** The symbols that this system's part of a file names, whatever is wrong in it. */
    names?(part: DataNode, text: string): readonly Ref[];
    /** What is wrong with it though each value is what the schema says: a name that is nowhere. @param dialect the default */
    problems?(dialect: D, config: unknown): readonly { readonly path: readonly (string | number)[]; readonly message: string }[];
  };
  /** Where the work stands: phases, states, and what is in them. */
  readonly phases?: Query<readonly Phase[], never>;
  readonly sidebar?: Sidebar<D>;
  /** Who waits for whom, and what stays too long. */
  readonly chart?: Chart<D>;
  /** What `gatehouse init` finds out about a repository, and how it begins an empty one. */
  readonly init?: Beginning<D>;
  /** What a hover on one of the system's symbols says, in Markdown. */
  hover?(symbol: Known, look: Look): string | undefined;
  /** The file of the keys that may sign for somebody, as `ssh-keygen` has it. */
  signers?(dialect: D): RelPath;
  /** Whether what is signed needs a person's key: then no configuration further down loosens that unnamed. */
  requiresKeys?(dialect: D): boolean;
  /** A folder in which each gate of the system passes, in a dialect. @param day on which it is judged, `YYYY-MM-DD` */
  sample?(dialect: D, day: string): Sample | { readonly refused: string };
  /** What can be signed, and how. */
  readonly signing?: AnySigning;
  /** Whether a command may run for what a document of a kind is about, by its own word. Undefined: such a document says nothing of that. */
  allows?(reading: Reading, kind: string, command: string): Allowance | undefined;
  /** What is wrong with a commit's message, as a sentence with what to do; undefined: nothing. */
  commit?(commit: Commit, look: WideLook, dialect: D): string | undefined;
  /** Writes down what a gate said of what it was asked about. */
  readonly recording?: AnyRecording;
  /** Commands of the repository's own that replace or follow a gate. */
  gateCommands?(dialect: D, gate: string): GateCommands | undefined;
  /** What helps somebody who writes: completion, rename, lenses, and the like. */
  readonly editing?: Editing<D>;
}

/** Checks the type of a system where it is written. */
export const system = <D>(s: System<D>): System<D> => s;

/** Whether a kind is read section by section. */
// biome-ignore lint/suspicious/noExplicitAny: see AnyKind
export const isSectionKind = (kind: AnyKind): kind is SectionKind<any, any, any, any> => 'readSection' in kind;
