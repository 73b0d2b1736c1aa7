/** The dialect of packet repositories: paths, field names, required fields, status words. All defaults; `gatehouse.yaml` changes them. */
import picomatch from 'picomatch';
import { type FieldNames, type FieldSpec, fieldNames } from '#core/fields/names';
import type { RelPath } from '#core/text';
import { defaultWords, type Status, type StatusReader, type StatusWords, statusReader } from './status';

export type PathKind = 'pointer' | 'spec' | 'packet' | 'board' | 'audit' | 'codex' | 'protocol';

export interface PacketsDialect {
  readonly paths: Readonly<Record<PathKind, readonly string[]>>;
  readonly specs: readonly FieldSpec[];
  readonly names: FieldNames;
  /** Keys that a packet needs, by status; `default` for a status that is not named, unknown or absent. */
  readonly required: Readonly<Partial<Record<Status | 'default', readonly string[]>>>;
  readonly words: StatusWords;
  readonly status: StatusReader;
  /** A spec section whose heading has one of these words binds nobody. */
  readonly nonBinding: readonly string[];
  /** How many items are usual, both ends included. */
  readonly counts: Readonly<Record<Counted, readonly [least: number, most: number]>>;
  /** Days that a packet may stay in a state. */
  readonly sla: Readonly<Partial<Record<Status, number>>>;
  /** Risk tiers, lowest first. */
  readonly tiers: readonly string[];
  /** The tiers from which something more is required. */
  readonly tierNeeds: {
    readonly aiReview: readonly string[];
    readonly auditScope: readonly string[];
    readonly justification: readonly string[];
  };
  /** Anchors that the current spec must define. */
  readonly requiredAnchors: readonly string[];
  /** Fields that a signature locks. Source: SYSTEMS.md §1, "Seal". */
  readonly locked: readonly string[];
  readonly approvals: {
    /** `require-key`: anything less than a signature by a key is an error. */
    readonly level: 'typed' | 'require-key';
    /** The `allowed_signers` file of ssh-keygen. */
    readonly allowedSigners: string;
  };
  /** What a waiver may be for. */
  readonly waivable: readonly string[];
  /** Globs of production code, and of tests within it. */
  readonly production: readonly string[];
  readonly tests: readonly string[];
  /** Globs of documents from which nobody works any more, besides those that say so themselves. */
  readonly retired: readonly string[];
  readonly isRetired: (path: RelPath) => boolean;
}

export type Counted = 'DONE_MEANS' | 'IN_SCOPE_PATHS' | 'FILES_TO_OPEN' | 'SEARCH_TERMS' | 'RUN_COMMANDS' | 'RISK_MAP';

/** The required groups, and the keys of each, in the order of a template. Source: SYSTEMS.md §1, "The packet". */
export const groups: readonly { readonly group: string; readonly keys: readonly string[] }[] = [
  { group: 'TASK_ID', keys: ['TASK_ID'] },
  { group: 'STATUS', keys: ['STATUS'] },
  { group: 'SPEC_ANCHOR', keys: ['SPEC_ANCHOR'] },
  { group: 'scope', keys: ['What', 'Why', 'IN_SCOPE_PATHS', 'OUT_OF_SCOPE'] },
  { group: 'DONE_MEANS', keys: ['DONE_MEANS'] },
  { group: 'TEST_PLAN', keys: ['TEST_PLAN'] },
  { group: 'BOOTSTRAP', keys: ['BOOTSTRAP'] },
  { group: 'ROLLBACK_HINT', keys: ['ROLLBACK_HINT'] },
  { group: 'VALIDATION', keys: ['VALIDATION'] },
  { group: 'Signature & Enrichment Log', keys: ['Signature & Enrichment Log'] },
];

export const templateOrder: readonly string[] = groups.flatMap((g) => g.keys);

export const bootstrapParts = ['FILES_TO_OPEN', 'SEARCH_TERMS', 'RUN_COMMANDS', 'RISK_MAP'];

export const defaultFields: readonly FieldSpec[] = [
  { key: 'TASK_ID', aliases: ['WP_ID', 'Work Packet ID', 'Packet ID'], shape: 'scalar' },
  { key: 'STATUS', aliases: ['WP_STATUS', 'Current WP_STATUS'], shape: 'scalar' },
  { key: 'SPEC_ANCHOR', aliases: ['SPEC_ANCHORS', 'Spec Anchor', 'Spec Reference'], shape: 'list' },
  { key: 'What', aliases: ['Executive Summary'], shape: 'text' },
  { key: 'Why', aliases: ['Executive Summary'], shape: 'text' },
  { key: 'IN_SCOPE_PATHS', aliases: ['In Scope', 'In-scope paths', 'IN_SCOPE'], shape: 'list' },
  { key: 'OUT_OF_SCOPE', aliases: ['Out of Scope', 'OUT_OF_SCOPE_PATHS'], shape: 'list' },
  { key: 'DONE_MEANS', aliases: ['Definition of Done'], shape: 'list' },
  { key: 'TEST_PLAN', shape: 'list' },
  { key: 'BOOTSTRAP', shape: 'block' },
  { key: 'FILES_TO_OPEN', shape: 'list' },
  { key: 'SEARCH_TERMS', shape: 'list' },
  { key: 'RUN_COMMANDS', shape: 'list' },
  { key: 'RISK_MAP', shape: 'list' },
  { key: 'ROLLBACK_HINT', aliases: ['Rollback', 'Rollback Plan'], shape: 'list' },
  { key: 'VALIDATION', shape: 'block' },
  {
    key: 'Signature & Enrichment Log',
    aliases: ['Signature Log', 'Enrichment Log', 'Signature and Enrichment Log'],
    shape: 'block',
  },
  {
    key: 'RISK_TIER',
    aliases: ['Risk Level'],
    shape: 'scalar',
    parts: ['Level', 'Why', 'Triggers', 'Rollback', 'Justification', 'Reason', 'Rationale'],
  },
  { key: 'USER_SIGNATURE', aliases: ['User Signature', 'Signature'], shape: 'scalar' },
  { key: 'User Signature Locked', shape: 'scalar' },
  { key: 'SPEC_VERSION', aliases: ['SPEC_BASELINE', 'SPEC_TARGET'], shape: 'scalar' },
  { key: 'DATE', aliases: ['Created'], shape: 'scalar' },
  { key: 'REQUESTOR', shape: 'scalar' },
  { key: 'Tooling', shape: 'block' },
  { key: 'Evidence Mapping', aliases: ['EVIDENCE_MAPPING'], shape: 'list' },
  { key: 'Validator Audit Scope', shape: 'list' },
  { key: 'TASK_TYPE', shape: 'scalar' },
  { key: 'Blocks', aliases: ['Unblocks'], shape: 'scalar' },
  { key: 'Blocked on', aliases: ['Blocker', 'Blockers', 'Blocked by', 'Depends on', 'Dependencies'], shape: 'scalar' },
  { key: 'Verdict', shape: 'scalar' },
];

const early = ['TASK_ID', 'STATUS', 'What'];

export const packetsDialect: PacketsDialect = compile({
  paths: {
    pointer: ['docs/SPEC_CURRENT.md'],
    spec: ['*Master_Spec_v*.md', '*Master?Spec?v*.md'],
    packet: ['docs/task_packets/**/WP-*.md', '!docs/task_packets/**/{README,TEMPLATE}.md'],
    board: ['docs/TASK_BOARD.md'],
    audit: ['docs/SIGNATURE_AUDIT.md'],
    codex: ['* Codex v*.md', '*_Codex_v*.md'],
    protocol: ['docs/{ORCHESTRATOR,CODER,VALIDATOR}_PROTOCOL.md'],
  },
  specs: defaultFields,
  required: { Stub: early, Backlog: early, default: templateOrder },
  words: defaultWords,
  nonBinding: ['Roadmap', 'Appendix'],
  counts: {
    DONE_MEANS: [5, 10],
    IN_SCOPE_PATHS: [5, 20],
    FILES_TO_OPEN: [5, 15],
    SEARCH_TERMS: [10, 20],
    RUN_COMMANDS: [3, 6],
    RISK_MAP: [3, 8],
  },
  sla: { Backlog: 5, 'Ready-for-Dev': 10, 'In-Progress': 30, 'Ready-for-Validation': 3 },
  tiers: ['LOW', 'MEDIUM', 'HIGH'],
  tierNeeds: { aiReview: ['MEDIUM', 'HIGH'], auditScope: ['MEDIUM', 'HIGH'], justification: ['HIGH'] },
  requiredAnchors: [],
  locked: [
    'SPEC_ANCHOR',
    'What',
    'Why',
    'DONE_MEANS',
    'TEST_PLAN',
    'IN_SCOPE_PATHS',
    'OUT_OF_SCOPE',
    'RISK_TIER',
    'ROLLBACK_HINT',
    'Tooling',
    'Validator Audit Scope',
    'Variant Triggers',
  ],
  approvals: { level: 'typed', allowedSigners: '.gatehouse/allowed_signers' },
  waivable: ['coverage', 'test gap', 'design debt'],
  production: ['src/**', 'app/src/**'],
  tests: ['**/{test,tests,__tests__,spec}/**', '**/*.{test,spec}.*', '**/*_test.*', '**/test_*.*'],
  retired: ['**/{archive,archived,superseded,templates}/**', '**/*TEMPLATE*.md'],
});

/** Joins what is written in a dialect with what is made of it. */
export function compile(d: Omit<PacketsDialect, 'names' | 'status' | 'isRetired'>): PacketsDialect {
  return {
    ...d,
    names: fieldNames(d.specs),
    status: statusReader(d.words),
    isRetired: picomatch(d.retired as string[], { dot: true }),
  };
}

/** The group a key is counted in; the key itself where it stands alone. */
export const groupOf = (key: string): string => groups.find((g) => g.keys.includes(key))?.group ?? key;

export const requiredFor = (d: PacketsDialect, status: Status | undefined): readonly string[] =>
  (status && d.required[status]) ?? d.required.default ?? templateOrder;

/** Whether a path is of a document from which nobody works any more. */
