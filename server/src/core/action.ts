/**
 * An action: the next step of the work, as data. What it would write, or why it is not done. Source: SYSTEMS.md §1 *Actions*.
 *
 * Invariant: an action is a pure function of what it is given, and is asked again until it has all that it looks at. An edge makes
 * what it returns: the editor as one edit, the command line through the journal.
 */
import type { Change } from './change';
import type { Verdict } from './gate';
import type { WideLook } from './look';
import type { Desk } from './rule';
import type { Facts } from './symbols';
import type { Reading } from './system';
import type { TaskName, Tasks } from './task';
import type { RelPath } from './text';

/** What whoever asks gives besides the action's name. */
export interface Asked {
  /** A packet's id, a phase; empty where the action is about the folder. */
  readonly subject: string;
  /** By name; a flag that is set has an empty text. */
  readonly args: Readonly<Record<string, readonly string[]>>;
}

/** How a gate came out, as far as an action tells of it. */
export interface GateAnswer {
  readonly verdict: Verdict;
  /** What does not pass, a sentence each. */
  readonly open: readonly string[];
}

/** A document with its text, of one moment. */
export interface ActionDocument<M = unknown> {
  readonly path: RelPath;
  readonly model: M;
  readonly facts: Facts;
  readonly text: string;
  /** Of the text, for a change. */
  readonly hash: string;
}

/** What an action looks at, all of one moment. What is not read or looked up yet is got before the action is asked again. */
export interface ActionView<D = unknown> extends Asked {
  readonly dialect: D;
  readonly look: WideLook;
  /** The day, `YYYY-MM-DD`, in UTC. */
  readonly today: string;
  /** For the edits of fixes. */
  readonly desk: Desk;
  /** Undefined: there is no such document of that kind (`packets/packet`), or it cannot be read. */
  document<M = unknown>(path: RelPath, kind: string): ActionDocument<M> | undefined;
  /** What is kept of a document, without its text. Undefined: as above. */
  facts(path: RelPath, kind: string): Facts | undefined;
  /** The text of any file of the folder. Undefined: there is none, or it cannot be read. */
  text(path: RelPath): string | undefined;
  /** What a document's reader makes of another text. Undefined: a file of that path would be none of that kind. */
  reread(path: RelPath, kind: string, text: string): Reading | undefined;
  /** Asks a gate of the same system. Undefined: there is no such gate. */
  gate(name: string, subject: string): GateAnswer | undefined;
  /** Has something looked up. Throws {@link Refused}, with the reason, where it cannot be known. */
  task<K extends TaskName>(name: K, asked: Tasks[K]['asked']): Tasks[K]['gives'];
}

/** A question that a person answers by yes or no, or in a few words. */
export interface ActionQuestion {
  /** Of the argument that the answer is. */
  readonly name: string;
  readonly says: string;
  readonly answers: 'yes-no' | 'text';
}

/** What came of asking an action. */
export type ActionResult =
  | {
      readonly is: 'done';
      /** Empty: nothing is written. */
      readonly change: Change;
      /** What was done, what remains: a line each. */
      readonly says: readonly string[];
      /** What was asked for, where that is a text. */
      readonly text?: string;
      /** The same for programs. Plain data. */
      readonly data?: unknown;
      /** An annotated tag, once all is written. */
      readonly tag?: Tasks['tag']['asked'];
      /** What stands against it, where it is forced: a person has to agree. */
      readonly against?: readonly string[];
    }
  /**
   * `rule`: a gate failed, or a rule of the work stands against it. `usage`: it was asked for in a wrong way. `unknown`: what would
   * have to be known is not.
   */
  | { readonly is: 'refused'; readonly why: 'rule' | 'usage' | 'unknown'; readonly says: readonly string[] }
  | { readonly is: 'asks'; readonly questions: readonly ActionQuestion[] };

/** Thrown by an action: it is not done, and why. */
export class Refused extends Error {
  constructor(
    readonly why: 'rule' | 'usage' | 'unknown',
    readonly says: readonly string[],
  ) {
    super(says.join(' '));
    this.name = 'Refused';
  }
}

/** Systems may come in a bundle of their own, with a class of their own. */
export const isRefused = (cause: unknown): cause is Refused =>
  cause instanceof Error && cause.name === 'Refused' && 'says' in cause;

/** One step of the work in one system, and what it may be asked about. */
export interface Action<D = unknown> {
  /** What it may be asked about, the likely ones first. */
  subjects?(look: WideLook): readonly string[];
  /** What an argument may be, the likely ones first. */
  choices?(look: WideLook, subject: string, argument: string, dialect: D): readonly string[];
  act(view: ActionView<D>): ActionResult;
}

/** Checks the type of an action where it is written. */
export const action = <D>(a: Action<D>): Action<D> => a;
