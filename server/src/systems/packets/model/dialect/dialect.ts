/** The dialect of packet repositories: paths, field names, required fields, status words. All defaults; `gatehouse.yaml` changes them. */
import { type FieldNames, type FieldSpec, fieldNames, normalName } from '#core/fields/names';
import { globMatcher } from '#core/glob';
import { recordOf } from '#core/lists';
import type { Pattern } from '#core/pattern';
import type { GateCommands } from '#core/system';
import type { RelPath } from '#core/text';
import type { AuditChanges } from './audit-types';
import { defaultForms, type IdForms, idForms } from './id-form';
import type { StateFolders } from './state-folder';
import { defaultWords, lifecycle, type Status, type StatusReader, type StatusWords, statusReader, wordsWith } from './status';

/** Kinds of documents by place. `stub`: which packets are stubs, besides those under a folder `stubs/`. */
export type PathKind =
  | 'pointer'
  | 'spec'
  | 'packet'
  | 'stub'
  | 'refinement'
  | 'board'
  | 'audit'
  | 'codex'
  | 'registry'
  | 'runbook'
  | 'protocol'
  | 'report';

/** Keys that a packet needs, by status; `default` for a status that is not named, unknown or absent. */
export type Required = Readonly<Partial<Record<Status | 'default', readonly string[]>>>;

/** A named set of required fields, for packets of one sort. */
export interface Profile {
  readonly name: string;
  readonly required: Required;
  /** It applies where all of these fit, or where the packet's Profile field names it. None: only where it is named. */
  readonly when: {
    /** By field: one of these values. */
    readonly fields: Readonly<Record<string, readonly string[]>>;
    readonly files: ((path: RelPath) => boolean) | undefined;
  };
}

/** What must not stand in code: for gates. */
export interface Forbidden {
  readonly pattern: Pattern;
  readonly reason: string;
  /** Globs; by default the production code. */
  readonly files: readonly string[] | undefined;
  readonly except: readonly string[];
}

/**
 * `placeholders`: `TODO()` with nothing or a placeholder in it; `ids`: every `TODO(…)` without an id; `all`: a bare `TODO` too.
 */
export const todoScopes = ['placeholders', 'ids', 'all'] as const;
export type Todos = (typeof todoScopes)[number];

export interface PacketsDialect {
  readonly paths: Readonly<Record<PathKind, readonly string[]>>;
  /** What packets are called: prefixes and patterns, as the configuration says them. */
  readonly called: readonly string[];
  readonly ids: IdForms;
  readonly specs: readonly FieldSpec[];
  readonly names: FieldNames;
  readonly required: Required;
  /** The first that fits a packet counts. */
  readonly profiles: readonly Profile[];
  readonly words: StatusWords;
  /** The states that are used, in the order of work. */
  readonly order: readonly Status[];
  readonly status: StatusReader;
  /** Headings of the board that say a state, besides its words. */
  readonly boardSections: Readonly<Partial<Record<Status, readonly string[]>>>;
  /** Folders that say the state of the packets in them. */
  readonly stateFolders: StateFolders;
  /** Reads a heading of the board. */
  readonly sectionStatus: StatusReader;
  /** Words in a heading of the board under which gates are listed, not states. */
  readonly closure: readonly string[];
  readonly isClosure: (heading: string) => boolean;
  /** Forms of anchors besides numbers and tags. */
  readonly anchors: readonly Pattern[];
  /** Forms of signatures besides the canonical ones. */
  readonly signatures: readonly Pattern[];
  /** Where there are any: only spec sections whose heading has one of these words bind. */
  readonly binding: readonly string[];
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
  /** Globs of files that packets write into side by side, such as manifests and lock files. */
  readonly shared: readonly string[];
  readonly isShared: (path: RelPath) => boolean;
  /** The states in which work on a packet is committed. None: a commit need name no packet. */
  readonly commits: readonly Status[];
  /** From so many packets in work on, a file that they all list is shared too. */
  readonly sharedBy: number;
  readonly isTest: (path: RelPath) => boolean;
  readonly isProduction: (path: RelPath) => boolean;
  /** Which TODOs in code must be tracked. */
  readonly todos: Todos;
  /** Words of a verdict, in capitals. `neither`: known, but neither of the two; `open`: not given yet. */
  readonly verdicts: Readonly<Record<'pass' | 'fail' | 'neither' | 'open', readonly string[]>>;
  readonly isStub: (path: RelPath) => boolean;
  /** Where refinements lie. */
  readonly isRefinement: (path: RelPath) => boolean;
  /** What must not stand in production code. */
  readonly forbidden: readonly Forbidden[];
  /** By id of the codex: how code breaks it. */
  readonly invariants: Readonly<Record<string, readonly Forbidden[]>>;
  /** What is changed of the gates that read source code, and added to them. */
  readonly audits: AuditChanges;
  /** By gate: commands of the repository's own. */
  readonly gates: Readonly<Record<string, GateCommands>>;
  readonly coverage: {
    /** Globs of reports in the form of lcov or Cobertura. */
    readonly reports: readonly string[];
    /** Of the changed lines that tests can run, so many in a hundred are to be run. */
    readonly least: number;
  };
}

export type Counted = 'DONE_MEANS' | 'IN_SCOPE_PATHS' | 'FILES_TO_OPEN' | 'SEARCH_TERMS' | 'RUN_COMMANDS' | 'RISK_MAP';

/** The required groups, and the keys of each, in the order of a template. Source: SYSTEMS.md §1, "The packet". */
const groups: readonly { readonly group: string; readonly keys: readonly string[] }[] = [
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

const defaultFields: readonly FieldSpec[] = [
  { key: 'TASK_ID', aliases: ['WP_ID', 'Work Packet ID', 'Packet ID'], shape: 'scalar' },
  { key: 'STATUS', aliases: ['WP_STATUS', 'Current WP_STATUS', 'STUB_STATUS'], shape: 'scalar' },
  {
    key: 'SPEC_ANCHOR',
    aliases: ['SPEC_ANCHORS', 'Spec Anchor', 'Spec Reference'],
    standIns: ['SPEC_ANCHOR_PRIMARY', 'Primary Spec Anchor'],
    shape: 'list',
  },
  { key: 'What', aliases: ['Executive Summary'], standIns: ['Goal', 'Objective', 'Scope Summary'], shape: 'text' },
  { key: 'Why', aliases: ['Executive Summary'], shape: 'text' },
  { key: 'IN_SCOPE_PATHS', aliases: ['In Scope', 'In-scope paths', 'IN_SCOPE'], shape: 'list' },
  { key: 'OUT_OF_SCOPE', aliases: ['Out of Scope', 'OUT_OF_SCOPE_PATHS'], shape: 'list' },
  { key: 'DONE_MEANS', aliases: ['Definition of Done'], standIns: ['Acceptance Criteria'], shape: 'list' },
  { key: 'TEST_PLAN', standIns: ['Verification Plan', 'Test / Verification Plan', 'Validation Plan'], shape: 'list' },
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
  { key: 'User Signature Locked', shape: 'scalar', closing: true },
  { key: 'SPEC_VERSION', aliases: ['SPEC_BASELINE', 'SPEC_TARGET', 'SPEC_CURRENT'], shape: 'scalar' },
  { key: 'DATE', aliases: ['Created'], shape: 'scalar' },
  { key: 'REQUESTOR', shape: 'scalar' },
  { key: 'Tooling', shape: 'block' },
  {
    key: 'Evidence Mapping',
    aliases: ['EVIDENCE_MAPPING', 'Evidence Map', 'Evidence Table', 'DONE_MEANS Verification', 'Requirement Mapping'],
    shape: 'list',
  },
  {
    key: 'Validator Audit Scope',
    aliases: ['Validator Scope', 'Audit Scope', 'Validator Audits', 'Validator Checks', 'Required Audits'],
    shape: 'list',
  },
  { key: 'BOOTSTRAP Output', aliases: ['Bootstrap Block', 'Coder Bootstrap', 'Coder Bootstrap Output'], shape: 'block' },
  { key: 'AI Review', aliases: ['AI_REVIEW', 'AI Review Result', 'AI Code Review'], shape: 'block' },
  { key: 'TASK_TYPE', shape: 'scalar' },
  { key: 'Forced move', shape: 'scalar' },
  { key: 'AGENT_ID', aliases: ['Agent'], shape: 'scalar' },
  { key: 'Blocks', aliases: ['Unblocks'], shape: 'scalar', anywhere: true },
  {
    key: 'Blocked on',
    aliases: ['Blocker', 'Blockers', 'Blocked by', 'Depends on', 'Dependencies'],
    shape: 'scalar',
    anywhere: true,
  },
  { key: 'Variant Triggers', aliases: ['Variant Trigger'], shape: 'list' },
  { key: 'Waiver', aliases: ['Waivers', 'Waivers Granted'], shape: 'text' },
  {
    key: 'Verdict',
    aliases: ['Final Verdict', 'Overall Verdict', 'Validation Verdict', 'Validator Verdict', 'Audit Verdict'],
    shape: 'scalar',
    anywhere: true,
  },
];

const early = ['TASK_ID', 'STATUS', 'What'];

export const packetsDialect: PacketsDialect = compile({
  paths: {
    pointer: ['docs/SPEC_CURRENT.md'],
    spec: ['*Master_Spec_v*.md', '*Master?Spec?v*.md'],
    packet: ['docs/task_packets/**/WP-*.md', '!docs/task_packets/**/{README,TEMPLATE}.md'],
    stub: ['docs/task_packets/**/stubs/**/WP-*.md'],
    refinement: ['docs/refinements/**/WP-*.md'],
    board: ['docs/TASK_BOARD.md'],
    registry: ['docs/agents/AGENT_REGISTRY.md'],
    runbook: ['docs/RUNBOOK_DEBUG.md'],
    audit: ['docs/SIGNATURE_AUDIT.md'],
    codex: ['* Codex v*.md', '*_Codex_v*.md'],
    protocol: ['docs/{ORCHESTRATOR,CODER,VALIDATOR}_PROTOCOL.md'],
    report: ['docs/validation_reports/**/*.md', '!docs/validation_reports/**/{README,TEMPLATE}.md'],
  },
  called: defaultForms,
  specs: defaultFields,
  required: { Stub: early, Backlog: early, Superseded: early, default: templateOrder },
  profiles: [],
  words: defaultWords,
  order: lifecycle,
  boardSections: {},
  stateFolders: {},
  closure: ['closure gate', 'closure gates'],
  anchors: [],
  signatures: [],
  binding: [],
  nonBinding: ['Roadmap', 'Appendix', 'Appendices'],
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
  todos: 'placeholders',
  tests: [
    '**/{test,tests,__tests__,__mocks__,spec,fixtures,testdata}/**',
    '**/*.{test,spec}.*',
    '**/*_test.*',
    '**/test_*.*',
    '**/{tests,conftest}.*',
  ],
  retired: ['**/{archive,archived,superseded,templates}/**', '**/*TEMPLATE*.md'],
  shared: [
    '**/{Cargo.toml,package.json,go.mod,go.work,pyproject.toml,requirements.txt,Pipfile,Gemfile,composer.json,pom.xml,build.gradle,build.gradle.kts,mix.exs}',
    '**/{package-lock.json,npm-shrinkwrap.json,pnpm-lock.yaml,go.sum,bun.lockb,gradle.lockfile,*.lock}',
    '**/CHANGELOG.md',
    '**/*_REGISTRY.md',
  ],
  sharedBy: 5,
  commits: ['In-Progress', 'Ready-for-Validation'],
  forbidden: [],
  invariants: {},
  audits: {},
  gates: {},
  coverage: {
    reports: ['**/lcov.info', '**/*.lcov', '**/cobertura.xml', '**/*cobertura*.xml', '**/coverage.xml'],
    least: 80,
  },
  verdicts: {
    pass: ['PASS', 'PASSED'],
    fail: ['FAIL', 'FAILED'],
    neither: ['OUTDATED_ONLY'],
    open: ['PENDING', 'TBD', 'TODO', 'OPEN', 'DRAFT'],
  },
});

/** What of a dialect is made of the rest. */
type Compiled =
  | 'ids'
  | 'names'
  | 'status'
  | 'sectionStatus'
  | 'isClosure'
  | 'isRetired'
  | 'isShared'
  | 'isStub'
  | 'isRefinement'
  | 'isTest'
  | 'isProduction';

/** Joins what is written in a dialect with what is made of it. */
export function compile(d: Omit<PacketsDialect, Compiled>): PacketsDialect {
  const isStub = globMatcher(d.paths.stub);
  const gates = d.closure.map(normalName);
  return {
    ...d,
    ids: idForms(d.called),
    names: fieldNames(d.specs),
    status: statusReader(d.words, d.order),
    sectionStatus: statusReader(
      wordsWith(d.words, (s) => d.boardSections[s] ?? []),
      d.order,
    ),
    isClosure: (heading) => gates.some((g) => ` ${normalName(heading)} `.includes(` ${g} `)),
    isRetired: globMatcher(d.retired),
    isShared: globMatcher(d.shared),
    isTest: globMatcher(d.tests),
    isProduction: globMatcher(d.production),
    isRefinement: globMatcher(d.paths.refinement),
    isStub: (path) => /(?:^|\/)stubs\//.test(path) || isStub(path),
  };
}

/** The places of a dialect, with the names that files have where packets are called otherwise. */
export function pathsCalled({ paths, ids }: PacketsDialect, called: readonly string[]): PacketsDialect['paths'] {
  const [usual = ''] = ids.files;
  const { files } = idForms(called);
  const own = (glob: string): readonly string[] =>
    glob.endsWith(`/${usual}`) ? files.map((f) => glob.slice(0, -usual.length) + f) : [glob];
  return recordOf(Object.keys(paths) as PathKind[], (kind) => paths[kind].flatMap(own));
}

/** A dialect in which packets are called otherwise. */
export const withCalled = (d: PacketsDialect, called: readonly string[]): PacketsDialect =>
  compile({ ...d, called, paths: pathsCalled(d, called) });

/** The group a key is counted in; the key itself where it stands alone. */
export const groupOf = (key: string): string => groups.find((g) => g.keys.includes(key))?.group ?? key;

/** Keys that a packet needs. @param profile the one that applies to it, by name */
export function requiredFor(d: PacketsDialect, status: Status | undefined, profile?: string): readonly string[] {
  const own = profile === undefined ? undefined : d.profiles.find((p) => p.name === profile);
  const required = own ? { ...d.required, ...own.required } : d.required;
  return (status && required[status]) ?? required.default ?? templateOrder;
}
