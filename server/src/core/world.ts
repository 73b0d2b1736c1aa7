/**
 * The world outside the documents, asked synchronously.
 *
 * What is not known yet is noted as a question and answered by the host in batches; then the rules that asked run again.
 * A rule says nothing about what is unknown. The runner, not the rule, marks the run incomplete, and no gate passes on it.
 */
import type { RelPath } from './text';

export type Answer<T> =
  | { readonly is: 'known'; readonly value: T }
  | { readonly is: 'unknown'; readonly why: 'pending' | 'outside' | 'failed' };

/** `other-case`: there is one whose name differs in upper and lower case only. */
export type Existence = { readonly as: 'file' | 'folder' | 'no' } | { readonly as: 'other-case'; readonly path: RelPath };

export type Question =
  | { readonly ask: 'exists'; readonly path: RelPath }
  /** The file most like this one that does exist: same name elsewhere, or a similar name in the same folder. */
  | { readonly ask: 'nearest'; readonly path: RelPath }
  | { readonly ask: 'today' };

export interface Answers {
  exists: Existence;
  nearest: RelPath | undefined;
  /** A day, `YYYY-MM-DD`, in UTC. Not a clock. */
  today: string;
}

export interface World {
  exists(path: RelPath): Answer<Existence>;
  nearest(path: RelPath): Answer<RelPath | undefined>;
  today(): Answer<string>;
}

export const questionKey = (q: Question): string => (q.ask === 'today' ? 'w:today' : `w:${q.ask}:${q.path}`);
