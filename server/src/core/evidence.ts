/**
 * Evidence records: that a command was run, and what came of it. One a line in `.gatehouse/evidence.jsonl`, each with the digest
 * of the one before. Source: issue "Gates, state and the command line"; SYSTEMS.md §1, *Gates*.
 *
 * Who can write files can write this one. So a record says who vouches for it, and never more than that.
 */
import type { RelPath } from './text';

/** Where the records lie, from the folder. */
export const EVIDENCE: RelPath = '.gatehouse/evidence.jsonl';

/** What a command did. */
export interface Ran {
  /** As it was written. */
  readonly command: string;
  /** From the folder; `.` is the folder. */
  readonly workdir: RelPath;
  /** Null: it was ended by a signal, or by its time limit. */
  readonly exit: number | null;
  readonly signal?: string;
  readonly timedOut?: true;
  /** Milliseconds. */
  readonly took: number;
  readonly output: {
    /** Of all of it, standard output and standard error as they came: `sha256:…`. */
    readonly digest: string;
    /** How much it was. */
    readonly bytes: number;
    /** Its last lines. */
    readonly tail: readonly string[];
  };
}

/** A line of the file. Digests are SHA-256, in hexadecimal. */
export interface EvidenceRecord extends Ran {
  readonly version: 1;
  /** `2026-01-05T09:30:00Z`. */
  readonly at: string;
  readonly packet?: string;
  readonly gate?: string;
  /** Of the folder's repository then: the commit; undefined where there is none. */
  readonly commit?: string;
  /** Whether something was not committed, besides `.gatehouse/`. */
  readonly dirty?: boolean;
  /** Of all files as they were, committed or not, besides `.gatehouse/`: git's id of the tree. */
  readonly tree?: string;
  /** Of the record before; empty: it is the first. */
  readonly previous: string;
  /** Of this one, without `digest` and `signature`. */
  readonly digest: string;
  /** By a key outside the folder, over the digest. */
  readonly signature?: string;
}

/** A record with who vouches for it. */
export interface Vouched extends EvidenceRecord {
  /** `recorded`: the chain up to it is intact. `signed`: a key that is allowed made it. `broken`: neither. */
  readonly is: 'recorded' | 'signed' | 'broken';
  /** Whose key. */
  readonly by?: string;
  /** Why it is broken, or why its signature does not hold. */
  readonly wrong?: string;
}

/** In the order in which they stand. */
export interface Evidence {
  readonly records: readonly Vouched[];
  /** Lines that are no records, or not where they belong. */
  readonly broken: readonly { readonly line: number; readonly says: string }[];
}

/** What is digested of a record: its members in a fixed order, as JSON without spaces. Anyone can compute it again. */
export function contentOf(record: Omit<EvidenceRecord, 'digest' | 'signature'>): string {
  const { version, at, packet, gate, command, workdir, exit, signal, timedOut, took, output, commit, dirty, tree, previous } =
    record;
  const { digest, bytes, tail } = output;
  return JSON.stringify({
    version,
    at,
    packet,
    gate,
    command,
    workdir,
    exit,
    signal,
    timedOut,
    took,
    output: { digest, bytes, tail },
    commit,
    dirty,
    tree,
    previous,
  });
}

/** What programs begin the line with that says why they failed. */
const complaint = /^(?:npm (?:error|ERR!)|error\b|fatal\b)/i;

/** The line of an output that says most: why it failed, where one does; else the last. Undefined: it has none. */
export function tellingLine(tail: readonly string[]): string | undefined {
  const lines = tail.map((l) => l.trim()).filter((l) => l !== '');
  return lines.find((l) => complaint.test(l) && l.replace(complaint, '').trim() !== '') ?? lines.at(-1);
}

/** Whether the command did what a test is to do. */
export const succeeded = ({ exit }: Pick<Ran, 'exit'>): boolean => exit === 0;

/** `exit 0 in 1.2 s`, `ended by its time limit after 60.0 s`. */
export function outcomeOf({ exit, signal, timedOut, took }: Ran): string {
  const time = `${(took / 1000).toFixed(1)} s`;
  if (timedOut) return `ended by its time limit after ${time}`;
  return exit === null ? `ended by ${signal ?? 'a signal'} after ${time}` : `exit ${exit} in ${time}`;
}
