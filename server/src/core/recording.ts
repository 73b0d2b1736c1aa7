/** Writing down what a gate said, in what it was asked about. */
import type { Change } from './change';
import type { RelPath } from './text';

/** What a gate said, for a document that keeps it. */
export interface GateRecord {
  readonly gate: string;
  readonly verdict: 'pass' | 'fail' | 'unknown';
  /** As one would type it. */
  readonly command: string;
  /** The exit code. */
  readonly exit: number;
  /** `2026-01-05 09:30`, in UTC. */
  readonly at: string;
  /** How many checks came out how, in words. */
  readonly counts: string;
  /** What it put out. */
  readonly lines: readonly string[];
}

/** What writes it down; or why it cannot, as a sentence. @template V what it sees of the folder: a gate's view */
export type Recording<V> = (view: V, record: GateRecord) => Recorded | { readonly refused: string };

/** What records a gate, and in which document. */
export interface Recorded {
  readonly path: RelPath;
  readonly change: Change;
}

/** A system's {@link Recording}, whatever its dialect. */
// biome-ignore lint/suspicious/noExplicitAny: a system knows its own view; whoever holds several calls each with that
export type AnyRecording = Recording<any>;
