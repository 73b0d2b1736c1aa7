/**
 * A gate: may this go on? Its verdict is data, with its reasons in it. Source: DESIGN.md §4, SYSTEMS.md §1 *Gates*.
 *
 * Invariant: a gate is a pure function of what it is given. Unknown never counts as pass.
 * Invariant: what a rule finds counts by itself. Suppressions, baselines and the severities of a configuration do not.
 */
import { briefWords } from './brief';
import type { WideLook } from './look';
import type { Finding } from './rule';
import type { Facts } from './symbols';
import type { Reading } from './system';
import type { Answers, Outcome, TaskName, Tasks } from './task';
import type { Place, RelPath } from './text';
import type { World } from './world';

/** `unknown`: what would have to be known is not. It never counts as `pass`, and `fail` beats it. */
export type Verdict = 'pass' | 'fail' | 'unknown';

/** One line of a gate: a question, and the answer with its reasons. */
export interface Check {
  /** Within its gate: `anchors`. */
  readonly id: string;
  /** What holds when it passes, as a sentence. */
  readonly title: string;
  readonly verdict: Verdict;
  /** Why, or a remark, as a sentence; where the findings do not say it. */
  readonly says?: string;
  readonly findings: readonly GateFinding[];
}

/** A finding of a rule, or one that the gate made itself. */
export interface GateFinding extends Finding {
  /** Where it is, in a file that is no document of the session: nobody else has its lines. `at` says nothing then. */
  readonly place?: { readonly from: Place; readonly to: Place };
}

/** What a gate is asked about: the whole folder, one packet or phase by its name, or commits (`main..HEAD`). */
export type GateSubject = 'folder' | 'packet' | 'phase' | 'commits';

/** What the one who runs a gate says of how. */
export interface GateOptions {
  /** A revision: where the change that is judged began, in a gate that is about one ({@link Gate.since}). */
  readonly since?: string;
  /** A revision: code is what stands in files that have changed since HEAD left it. */
  readonly only?: string;
  /** Code is what a commit would add: where it adds none there is nothing against it. */
  readonly staged?: true;
  /** Commands whose results are on record are run again. */
  readonly rerun?: true;
}

/** What some rules find in a document. */
export interface Found {
  readonly findings: readonly Finding[];
  /** Rules that could not look at all they wanted to, or stopped, and documents that were not read: what they would say is not known. */
  readonly open: readonly string[];
}

/** A document's reading as another state of the work would have it. */
export type As = (reading: Reading) => Reading;

/** What a gate judges from, all of one moment. What is not known yet is found out before the gate is judged again. */
export interface GateView<D> {
  /** As it was named; empty for the whole folder. */
  readonly subject: string;
  readonly dialect: D;
  readonly look: WideLook;
  readonly world: World;
  readonly options: GateOptions;
  /** The documents of a kind (`packets/packet`) that were read, in order. */
  documents(kind: string): readonly { readonly path: RelPath; readonly facts: Facts }[];
  /** Those that are there, and were not: they cannot be read, are over a limit, or their reader stopped. */
  unread(kind: string): readonly RelPath[];
  /** A document with its text. Undefined: it is not there, not of that kind, or was not read. */
  reading(path: RelPath, kind: string): Reading | undefined;
  /** Its text, with the hash that edits are computed from. Undefined as with {@link reading}. */
  file(path: RelPath, kind: string): { readonly text: string; readonly hash: string } | undefined;
  /** What another text of the document would say. Undefined: it is not there, or not of that kind. */
  reread(path: RelPath, kind: string, text: string): Reading | undefined;
  /** What rules find, by themselves, in one document. Throws where one of them judges no document of its kind: it would never bite. */
  found(path: RelPath, rules: readonly string[], as?: As): Found;
  /** The ids of all rules that begin so (`packets/signature-`) and judge documents of that kind. */
  rules(start: string, kind: string): readonly string[];
  /** Has something looked up or run. Unknown with `pending` until it is done; then the gate is judged again. */
  task<K extends TaskName>(name: K, asked: Tasks[K]['asked']): Outcome<Tasks[K]['gives']>;
  /** The checks of another gate of the same system. Throws where there is none of that name. @param subject by default the same */
  checks(gate: string, subject?: string): readonly Check[];
}

/**
 * A violation that a check must bite on: what is planted in a sample folder (core/sample.ts) to try it. One of `files`, `answers` and
 * `subject` is there.
 */
export interface Canary<D> {
  /** The id of the check. */
  readonly check: string;
  /** What is wrong, as a sentence. */
  readonly what: string;
  /**
   * Files that break it, by path, whatever the dialect calls their places; the others stay as the sample has them. Undefined: the file
   * is gone. @param day on which the sample is judged, `YYYY-MM-DD`
   */
  files?(dialect: D, day: string): Readonly<Record<RelPath, string | undefined>>;
  /** What tasks find, in place of what they find in the sample. */
  answers?(dialect: D): Answers;
  /** What the gate is asked about, in place of the sample's. */
  readonly subject?: string;
  /** How the gate is asked. */
  readonly how?: GateOptions;
  /** The gate whose check it is, where this one asks another. */
  readonly of?: string;
  /** Why there is nothing to bite on in a dialect, as a sentence: it has switched the check off. */
  off?(dialect: D): string | undefined;
}

/** A gate of one system. */
export interface Gate<D = unknown> {
  /** Other names that it answers to. */
  readonly aliases: readonly string[];
  readonly subject: GateSubject;
  /** A gate of the folder that may be asked about one packet: then it is about that packet's scope. */
  readonly narrows?: true;
  /** What a revision that it is asked with is to it: where its change began, or what narrows the files. Undefined: nothing. */
  readonly since?: 'begins' | 'narrows';
  /** One sentence that holds when it passes. */
  readonly summary: string;
  /** The subjects that there are, the likely ones first. */
  subjects?(look: WideLook): readonly string[];
  /** Whether it is the gate before a subject's next step. */
  due?(look: WideLook, subject: string): boolean;
  /** In the order in which they are shown. All are judged, also after one that failed. */
  judge(view: GateView<D>): Iterable<Check>;
  /** At least one for each check that can fail. */
  readonly canaries?: readonly Canary<D>[];
  /** What a folder's own configuration adds, planted by its own words. In place of {@link canaries} of the same check. */
  derived?(dialect: D): readonly Canary<D>[];
  /** The checks that no violation can be planted for, by id, with the reason as a sentence. */
  readonly untried?: Readonly<Record<string, string>>;
}

/** Whether a gate has to be told what it is about. */
export const needsSubject = ({ subject }: Pick<Gate, 'subject'>): boolean => subject !== 'folder';

/** Whether it can be told what it is about. */
export const takesSubject = (g: Pick<Gate, 'subject' | 'narrows'>): boolean => needsSubject(g) || g.narrows === true;

/** Checks the type of a gate where it is written. */
export const gate = <D>(g: Gate<D>): Gate<D> => g;

/** The worst counts: one that failed, else one that is unknown. Nothing was looked at: unknown. */
export function verdictOf(checks: readonly { readonly verdict: Verdict }[]): Verdict {
  if (checks.some((c) => c.verdict === 'fail')) return 'fail';
  return checks.length === 0 || checks.some((c) => c.verdict === 'unknown') ? 'unknown' : 'pass';
}

/** A check that passes when rules find nothing that is an error or a warning. */
export function clean(id: string, title: string, all: readonly Found[]): Check {
  const findings = all.flatMap((f) => f.findings).filter((f) => f.severity === 'error' || f.severity === 'warning');
  const open = [...new Set(all.flatMap((f) => f.open))];
  if (findings.length > 0) return { id, title, verdict: 'fail', findings };
  if (open.length > 0)
    return { id, title, verdict: 'unknown', says: `Not everything could be looked at: ${open.join(', ')}.`, findings };
  return { id, title, verdict: 'pass', findings };
}

/** A check by a condition. @param says why, where it does not pass; a remark, where it does */
export const answer = (id: string, title: string, verdict: Verdict, says?: string): Check => ({
  id,
  title,
  verdict,
  ...(says === undefined ? {} : { says: briefWords(says) }),
  findings: [],
});
