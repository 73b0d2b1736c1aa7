/** Audits: what must not stand in code, as data. Source: SYSTEMS.md §1, *Gates*. */
import type { Where } from '#core/probe';

/** The gates that are made of audits. */
export const auditGates = [
  'scan',
  'dal-audit',
  'llm-boundary',
  'error-codes',
  'traceability',
  'git-hygiene',
  'security',
] as const;
/** One of {@link auditGates}. */
export type AuditGate = (typeof auditGates)[number];

/** One check of a gate, by what it looks for. */
export interface Audit {
  /** The id of the check. */
  readonly id: string;
  /** What holds when it passes, as a sentence. */
  readonly title: string;
  /** Text with placeholders, as in `gatehouse.yaml`. */
  readonly patterns: readonly string[];
  /** Why, and what to do. */
  readonly reason: string;
  /** The same for those hits that hold a text; the first counts. */
  readonly reasons?: Readonly<Record<string, string>>;
  /** Places where a pattern means something else. */
  readonly unless?: readonly string[];
  /** One of these nearby makes it good. */
  readonly without?: readonly string[];
  /** Globs. Undefined: the production code. */
  readonly files?: readonly string[];
  /** Of those, only these: a language. */
  readonly among?: readonly string[];
  /** Where it may stand. */
  readonly except?: readonly string[];
  readonly in: readonly Where[];
  /** Patterns are words that may be parts of names. */
  readonly parts?: true;
  /** Nothing of what it is about was found: that is no answer. What to do, as a sentence. */
  readonly needs?: string;
}

/** What a configuration changes of an audit, or says of one of its own. */
export interface AuditChange {
  readonly patterns?: readonly string[];
  readonly reason?: string;
  readonly unless?: readonly string[];
  readonly without?: readonly string[];
  readonly files?: readonly string[];
  readonly except?: readonly string[];
  readonly in?: readonly Where[];
}

/** By gate, by an audit's id: what a configuration changes in it. */
export type AuditChanges = Readonly<Partial<Record<AuditGate, Readonly<Record<string, AuditChange | 'off'>>>>>;
