/**
 * A sample: a small folder in which every gate of a system passes. Violations are planted in it to see that gates bite.
 * Source: issue "Gates, state and the command line", *Canaries*.
 */
import type { Answers } from './task';
import type { RelPath } from './text';

/** The files of such a folder, and what its gates are asked with. */
export interface Sample {
  /** By path. All of them are committed, so that what is found out from history is known. */
  readonly files: Readonly<Record<RelPath, string>>;
  /** What a gate is asked about, by the kind of its subject. */
  readonly subjects: Readonly<Record<'packet' | 'phase' | 'commits', string>>;
  /** What tasks say that would run commands, or look at more than files. */
  readonly answers: Answers;
}
