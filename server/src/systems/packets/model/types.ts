/** What packet documents say, as types: `…Model` while the text is there, `…Facts` for good. */
import type { Field, FieldDocument } from '#core/fields/model';
import { rulesOf } from '#core/rule';
import type { Facts } from '#core/symbols';
import type { Span } from '#core/text';
import type { Citation, CitingFacts, CitingModel } from './anchors/citing';
import type { BoardFacts, BoardModel } from './board/types';
import type { PacketsDialect } from './dialect/dialect';
import type { FolderState } from './dialect/state-folder';
import type { Status, StatusReading } from './dialect/status';
import type { Boxes } from './evidence/boxes';
import type { Cited, EvidenceRow, ProofFacts, ProofOfDone, ReportDocumentFacts, ReportFacts } from './evidence/evidence';
import type { Manifest } from './evidence/manifest';
import type { ScopeFacts } from './paths/scope';
import type { ApprovalFacts, ApprovalModel, Waiver } from './signing/approval';
import type { Located, WrittenSignature } from './written';

export type { Citation } from './anchors/citing';
export type { Located, WrittenSignature };

/** A STATUS line, without its name. */
export interface WrittenStatus extends Located {
  /** Undefined: no status that the dialect knows. */
  readonly reading: StatusReading | undefined;
  /** The folder that says it, where nothing in the packet does: nothing can be written there. */
  readonly folder?: string;
}

/** A packet, while its text is there. */
export interface PacketModel {
  /** By which it is known: TASK_ID, else the title's id, else the file's name. */
  readonly id: string;
  readonly fileId: string;
  readonly taskId: Located | undefined;
  readonly titleId: Located | undefined;
  /** Where a finding about the whole packet stands: the id in the title, else the title, else the first line. */
  readonly head: Span;
  readonly fields: FieldDocument;
  /** STATUS lines, the metadata's first. */
  readonly statuses: readonly WrittenStatus[];
  readonly stub: boolean;
  /** What its folder says of its state, where folders do. */
  readonly placed?: FolderState;
  /** The signing field, and the signature in it if there is one. */
  readonly signing: { readonly field: Field | undefined; readonly signature: WrittenSignature | undefined };
  /** Whether what a coder puts out before the first change is there, as a section or as a fence anywhere. */
  readonly bootstrapped: boolean;
  /** Lines that speak of a review by an AI, in order of place. */
  readonly aiReviews: readonly Located[];
  /** A section about validation has a block of commands. */
  readonly checks?: true;
  readonly approval: ApprovalModel;
  readonly proof: ProofModel;
  readonly length: number;
  /** The set of required fields that it follows, where the configuration has such sets. */
  readonly profile: string | undefined;
  readonly citing: CitingModel;
  /** Labels that have an address below: `[Plan]: plan.md`, as they compare. */
  readonly labels: ReadonlySet<string>;
  /** Blanks of a template outside of all fields. */
  readonly blanks: readonly Located[];
  /** Sentences directly below a heading `Scope` tell what the packet is for. */
  readonly scoped?: true;
}

/** Evidence and reports, while the text is there. */
export interface ProofModel {
  readonly rows: readonly EvidenceRow[];
  readonly reports: readonly ReportFacts[];
  readonly cited: readonly Cited[];
  /** What VALIDATION says of each file that was changed, from Ready-for-Validation on. */
  readonly manifests?: readonly Manifest[];
  /** What VALIDATION says that failed, of a packet that waits for its validator. */
  readonly failed?: readonly Located[];
}

/** A validator's report in a file of its own. */
export interface ReportDocumentModel extends ProofModel {
  readonly packet: Located | undefined;
}

/** Kept of a packet. */
export interface PacketFacts extends Facts, ProofFacts, ScopeFacts, CitingFacts {
  readonly id: string;
  readonly head: Span;
  readonly status: WrittenStatus | undefined;
  readonly specVersion: string | undefined;
  readonly citations: readonly Citation[];
  /** The day that DATE says. */
  readonly dated?: Located;
  /** Each signature in a signing field, once; the packet's own first, then those of its amendments. */
  readonly consumed: readonly WrittenSignature[];
  /** The signature that disagrees with the packet's own. */
  readonly odd?: string;
  readonly approval?: ApprovalFacts;
  readonly waivers?: readonly Waiver[];
  readonly blockers: readonly Located[];
  readonly unblocks: readonly Located[];
  /** Where it is one of those that it waits for. */
  readonly itself?: Located;
  /** Who works on it, by AGENT_ID. */
  readonly agents?: readonly Located[];
  /** Codes of errors that it promises, from Ready-for-Validation on. */
  readonly errorCodes?: readonly Located[];
  /** Tags of anchors by which it promises something, though it does not cite them: others it only mentions. */
  readonly promised?: readonly Located[];
  /** What it proves of DONE_MEANS, from Ready-for-Validation on. */
  readonly done?: ProofOfDone;
  /** Boxes that it has left open though it is Done. */
  readonly boxes?: readonly Boxes[];
  /** Anchors in its evidence that are none of its own. */
  readonly foreign?: EvidenceRow['anchors'];
  /** Code in its evidence that its scope leaves out. */
  readonly outside?: readonly Cited[];
}

/** The pointer to the spec in force. */
export interface PointerModel {
  /** The first line. */
  readonly head: Span;
  readonly spec: Located | undefined;
  readonly codex: Located | undefined;
  /** What it names where it names no spec: a folder, or a file that lists others. */
  readonly other?: Located;
  /** The one Markdown file that it marks where nothing is named as a spec is. */
  readonly unlike?: Located;
  /** It is JSON. */
  readonly isData?: true;
  /** It is a specification itself, and points to none. */
  readonly isSpec?: true;
}
/** Kept of the pointer. */
export interface PointerFacts extends Facts, PointerModel {}

/** What a row of the audit says of its signature. */
export interface AuditCells {
  readonly usedBy: string;
  readonly when: string;
  readonly purpose: string;
  readonly specVersion: string;
  readonly notes: string;
  /** Cells of other columns, a line each. */
  readonly more: string;
  readonly valid: boolean;
}

/** A row of the signature audit that can be read. */
export interface AuditRow extends AuditCells {
  readonly signature: WrittenSignature;
  readonly at: Span;
  /** Columns that the table has, and the row leaves empty. */
  readonly empty: readonly string[];
  /** Places that its Evidence column cites. */
  readonly cited: readonly Cited[];
}
/** The signature audit, while its text is there. */
export interface AuditModel {
  readonly rows: readonly AuditRow[];
  /** What stands in a row where its signature is due and looks like one, but cannot be read. */
  readonly unread?: readonly { readonly text: string; readonly at: Span }[];
  /** The table of rows: where the next one goes, and its column names. Undefined: there is no such table. */
  readonly table: { readonly end: number; readonly columns: readonly string[] } | undefined;
  readonly length: number;
}

/** An anchor that a row names, with the version of the spec that the row is about. */
export interface AuditCitation extends Citation {
  readonly spec: string;
}
/** Kept of the signature audit. */
export interface AuditFacts extends Facts {
  readonly citations: readonly AuditCitation[];
  /** Places that the Evidence of valid rows cites, in order. */
  readonly cited: readonly Cited[];
  /** It has no table: its items and headings are rows. */
  readonly listed?: true;
  /** Where a finding about the table stands: the header of its first column, else the first line. */
  readonly head: Span;
  readonly signatures: readonly WrittenSignature[];
}

/** An anchor with the text that it governs: to the next heading of its level. */
export interface SpecAnchor {
  readonly id: string;
  readonly at: Span;
  readonly title: string;
  readonly binding: boolean;
  /** `text`: a paragraph that opens with the tag; where something else defines it too, it only speaks of it. */
  readonly by: 'heading' | 'tag' | 'item' | 'text';
  /** Level of its heading; 7: it is none. */
  readonly depth: number;
  /** What it governs. */
  readonly body: Span;
}
/** A spec, while its text is there. */
export interface SpecModel {
  readonly anchors: readonly SpecAnchor[];
  /** Those that headings and tags define more than once: all of one id together, in order of the first. */
  readonly repeated: readonly (readonly [SpecAnchor, ...SpecAnchor[]])[];
}

/** A rule that a codex states, with those of its parts that are there: `Rule`, `Scope` … */
export interface Invariant {
  readonly id: string;
  readonly at: Span;
  readonly has: readonly InvariantPart[];
  /** What its Scope says. */
  readonly scope: string | undefined;
  /** What its Waiver says. */
  readonly waiver: string | undefined;
  /** What breaks it, by the fences below it. */
  readonly declared: readonly Declaration[];
}

/** What in code breaks an invariant, as a fence in the codex declares it: the same as in `gatehouse.yaml`. */
export interface Declaration {
  readonly pattern: string;
  readonly reason: string;
  /** Globs; by default the production code. */
  readonly files: readonly string[] | undefined;
  readonly except: readonly string[];
}

/** What is wrong with a declaration, and where. */
export interface DeclarationProblem {
  readonly at: Span;
  readonly message: string;
}
/** What an invariant of a codex consists of. Source: SYSTEMS.md §1. */
export const invariantParts = ['Rule', 'Scope', 'Rationale', 'Violation', 'Waiver'] as const;
/** One of {@link invariantParts}. */
export type InvariantPart = (typeof invariantParts)[number];

/** A codex, while its text is there. */
export interface CodexModel extends SpecModel {
  /** Those that have a heading. */
  readonly invariants: readonly Invariant[];
  readonly problems: readonly DeclarationProblem[];
}
/** What is kept of an invariant. */
export interface StatedInvariant extends Pick<Invariant, 'id' | 'at' | 'scope'> {
  readonly isDeclared: boolean;
}
/** Kept of a codex. */
export interface CodexFacts extends Facts {
  /** Those that have a heading. */
  readonly invariants: readonly StatedInvariant[];
}

/** A refinement, while its text is there. */
export interface RefinementModel {
  /** The packet that it was agreed for. */
  readonly packet: string;
  readonly fields: FieldDocument;
}
/** Kept of a refinement. */
export interface RefinementFacts extends Facts, Pick<CitingFacts, 'spec' | 'fragments' | 'specLines' | 'behind'> {
  readonly packet: string;
  /** The packet that it says it is about. */
  readonly said?: Located;
  readonly citations: readonly Citation[];
  readonly consumed: readonly WrittenSignature[];
  /** The signing field in which nobody has signed. */
  readonly unsigned?: Located;
  /** Boxes that are open though the verdict below them is PASS. */
  readonly boxes?: Boxes;
}

/** A TODO in a comment of source code. */
export interface Todo {
  /** With its parenthesis. */
  readonly at: Span;
  /** What stands in the parenthesis; undefined: there is none. */
  readonly holds: string | undefined;
}
/** Source code, while its text is there. */
export interface CodeModel {
  readonly todos: readonly Todo[];
}

/** Kept of a protocol, or of the page beside the packets. */
export interface GuideFacts extends Facts {
  /** Where it names a codex with its version. */
  readonly codexes?: readonly Located[];
}

/** The document kinds of this system, with what is made of each. */
export interface PacketKinds {
  readonly packet: { readonly model: PacketModel; readonly facts: PacketFacts };
  readonly refinement: { readonly model: RefinementModel; readonly facts: RefinementFacts };
  readonly board: { readonly model: BoardModel; readonly facts: BoardFacts };
  readonly pointer: { readonly model: PointerModel; readonly facts: PointerFacts };
  readonly audit: { readonly model: AuditModel; readonly facts: AuditFacts };
  readonly spec: { readonly model: SpecModel; readonly facts: Facts };
  readonly codex: { readonly model: CodexModel; readonly facts: CodexFacts };
  readonly protocol: { readonly model: SpecModel; readonly facts: GuideFacts };
  readonly guide: { readonly model: undefined; readonly facts: GuideFacts };
  readonly source: { readonly model: CodeModel; readonly facts: Facts };
  readonly report: { readonly model: ReportDocumentModel; readonly facts: ReportDocumentFacts };
}

/** A rule of this system. */
export const rule = rulesOf<PacketKinds, PacketsDialect>();

/** The state that a packet's first STATUS line says. Undefined: none that the dialect knows. */
export const statusOf = (p: PacketModel): Status | undefined => p.statuses[0]?.reading?.status;
