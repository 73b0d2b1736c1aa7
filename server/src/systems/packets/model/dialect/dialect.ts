/** The dialect of a packet repository: what it consists of, and what is made of it. What holds by default: defaults.ts. */

import { type FieldNames, type FieldSpec, fieldNames, normalName } from '#core/fields/names';
import { globMatcher } from '#core/glob';
import { recordOf } from '#core/lists';
import type { Pattern } from '#core/pattern';
import type { GateCommands } from '#core/system';
import type { RelPath } from '#core/text';
import type { AuditChanges } from './audit-types';
import { type IdForms, idForms } from './id-form';
import { templateOrder } from './packet-fields';
import type { StateFolders } from './state-folder';
import { type Status, type StatusReader, type StatusWords, statusReader, wordsWith } from './status';

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
/** One of {@link todoScopes}. */
export type Todos = (typeof todoScopes)[number];

/** A dialect, with what is compiled from it. */
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

/** Fields whose items are counted. */
export type Counted = 'DONE_MEANS' | 'IN_SCOPE_PATHS' | 'FILES_TO_OPEN' | 'SEARCH_TERMS' | 'RUN_COMMANDS' | 'RISK_MAP';

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

/** Keys that a packet needs. @param profile the one that applies to it, by name */
export function requiredFor(d: PacketsDialect, status: Status | undefined, profile?: string): readonly string[] {
  const own = profile === undefined ? undefined : d.profiles.find((p) => p.name === profile);
  const required = own ? { ...d.required, ...own.required } : d.required;
  return (status && required[status]) ?? required.default ?? templateOrder;
}
