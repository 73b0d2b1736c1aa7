/** What pictures of the work are drawn from: who waits for whom, and what stays too long. Source: SYSTEMS.md §1, *Board*. */
import type { Query, WideLook } from './look';
import type { RelPath } from './text';

/** One thing that is worked on. */
export interface WorkNode {
  readonly name: string;
  /** What it is about, where that is more than its name. */
  readonly title?: string;
  /** The document that tells of it; absent: it is only named by what waits for it. */
  readonly path?: RelPath;
  /** In words. */
  readonly state: string;
  /** A codicon's name, without `$()`. */
  readonly icon: string;
  /** Nobody need wait for it any longer. */
  readonly over: boolean;
  /** Names of what it waits for, or waited for, each of them a node too. */
  readonly waits: readonly string[];
}

/** How long something has been in its state, where both that and how long it may be there are told. */
export interface Age {
  readonly name: string;
  readonly path: RelPath;
  readonly state: string;
  /** `YYYY-MM-DD`. */
  readonly since: string;
  /** Since then. */
  readonly days: number;
  /** Days that are allowed. */
  readonly limit: number;
  /** When and to whom, in their words: somebody knows. */
  readonly escalated?: string;
}

/** @template D the dialect */
export interface Chart<D = unknown> {
  /** In order of name, each once. */
  readonly nodes: Query<readonly WorkNode[], never>;
  /**
   * What is told in documents alone: history is not asked.
   * @param day on which ages are told, `YYYY-MM-DD`
   */
  ages(look: WideLook, dialect: D, day: string): readonly Age[];
  /** Ids of the rules that tell what stays too long, by history too. */
  readonly late: readonly string[];
}
