/** Who agreed to a packet, and to what: signing fields, the log's entry, seals, amendments, waivers. Source: SYSTEMS.md §1. */
import type { Span } from '#core/text';
import type { Located, WrittenSignature } from '../written';
import type { Signed } from './signatures';

/** A field in which one signs. */
export interface SigningField {
  /** As written: `USER_SIGNATURE`. */
  readonly name: string;
  /** Its value; its name where there is none. */
  readonly at: Span;
  readonly text: string;
  readonly is: Signed;
  readonly signature: WrittenSignature | undefined;
}

/** While the text is there. */
export interface ApprovalModel {
  /** Before the log: USER_SIGNATURE, User Signature Locked. */
  readonly metadata: readonly SigningField[];
  readonly log: SignatureLog | undefined;
}

/** The Signature & Enrichment Log, without its amendments. */
export interface SignatureLog {
  readonly nameAt: Span;
  readonly signatures: readonly SigningField[];
  readonly timestamp: Located | undefined;
  /** It says more than who signed and when: what was clarified, what is locked. */
  readonly hasNotes: boolean;
}

/** For good. Absent in a packet that nobody signed. */
export interface ApprovalFacts {
  /** What is said in the fields that a signature locks, in the order of the dialect; those that say nothing are left out. */
  readonly locked: readonly LockedDigest[];
  readonly seal?: Seal;
  readonly key?: KeySignature;
  readonly amendments: readonly Amendment[];
}

/** What a locked field says, as a number: of two that differ, the texts do. */
export interface LockedDigest {
  readonly key: string;
  readonly digest: number;
  /** Its name. */
  readonly at: Span;
  /** Of each item: its digest, where it begins and where it ends. Three numbers each: there are many. */
  readonly items?: readonly number[];
}

/** A seal, as it is written and as it would be now. Source: docs/seal.md. */
export interface Seal {
  readonly at: Span;
  /** The digest that is written; undefined: what is written is none. */
  readonly written: string | undefined;
  /** The digest of what the packet says now. */
  readonly now: string;
  /** The signature that it stands beside: the packet's, or that of the last amendment that has a seal. */
  readonly signature: string;
  readonly sections: readonly { readonly id: string; readonly digest: string; readonly at: Span }[];
}

/** A signature by an SSH key. */
export interface KeySignature {
  readonly at: Span;
  /** The block, from its BEGIN to its END line. */
  readonly armour: string;
  /** What it must be over. */
  readonly text: string;
  /** The signature that it stands beside, as with {@link Seal.signature}. */
  readonly signature: string;
}

/** A change after signing that was signed itself. */
export interface Amendment {
  readonly at: Span;
  /** Keys of the fields that it changes. */
  readonly subjects: readonly string[];
  readonly signature: WrittenSignature | undefined;
  /** Of the new text as each of the subjects says it; none: it does not give one. */
  readonly digests: readonly LockedDigest['digest'][] | undefined;
}

/** Leave to miss a check: `Waiver: <check>; <reason>; <signature>; <expiry or backlog id>`, or a record of names with values. */
export interface Waiver {
  readonly at: Span;
  readonly check: Located;
  readonly reason: string;
  readonly signature: WrittenSignature | undefined;
  readonly until: Located | undefined;
  readonly record?: WaiverRecord;
}

/** A waiver that says its parts by name: `WAIVER_ID: W-1 | Scope: coverage | Approver: ann`, or a list below its id. */
export interface WaiverRecord {
  /** `WAIVER-003`; empty where it has none. */
  readonly id: string;
  /** Who is said to have approved it, where that is no signature. */
  readonly by: string;
  /** Where a signature is written, and what goes before it. */
  readonly signs: { readonly at: number; readonly lead: string };
}

/** What tells of a signature other than the packet's own: that of the spec, or one that holds no more. */
export const aboutElse =
  /\b(?:spec|enrich\w*|former|previous|earlier|supersed\w*|replac\w*|invalid|revoked|waiver|draft|strategic|pause|refinement|baseline)\b/i;

/**
 * The first signing field that says nothing of when, or that it is still to come, though another one, or the log, has the packet's signature.
 * @param empty whether a field without a value counts
 */
export function openBeside(
  { metadata, log }: ApprovalModel,
  empty: boolean,
): { readonly open: SigningField; readonly signed: Signing; readonly inLog: boolean } | undefined {
  const isOpen = (f: SigningField): boolean => f.is === 'unsigned' || f.is === 'untimed';
  if (!metadata.every((f) => isOpen(f) || isSigned(f))) return undefined;
  const held = metadata.filter(isSigned).find((f) => f.is === 'signed');
  const signed = held ?? log?.signatures.filter(isSigned).find((f) => f.is === 'signed' && !aboutElse.test(f.text));
  // `User Signature Locked: yes` beside a signature says that it is there.
  const left = metadata.filter((f) => isOpen(f) && (f === metadata[0] || f.is === 'unsigned'));
  const open = left.find((f) => f.text !== '') ?? (empty && left[0] === metadata[0] ? left[0] : undefined);
  return open && signed && { open, signed, inLog: held === undefined };
}

/** A signing field that names another signature than the first one of the metadata, though a packet has one. */
export function conflictIn({ metadata, log }: ApprovalModel): { readonly first: Signing; readonly odd: Signing } | undefined {
  const own = metadata.filter(isSigned);
  const logged = (log?.signatures ?? []).filter(isSigned);
  const [first] = own;
  if (!first) return undefined;
  const isOther = (f: Signing): boolean => f.signature.key !== first.signature.key;
  const odd = own.find(isOther) ?? (logged.every(isOther) ? logged[0] : undefined);
  return odd && { first, odd };
}

type Signing = SigningField & { readonly signature: WrittenSignature };
const isSigned = (f: SigningField): f is Signing => f.signature !== undefined;

/** All fields in which one signs, the metadata's first. */
export const signingFields = ({ metadata, log }: ApprovalModel): readonly SigningField[] => [
  ...metadata,
  ...(log?.signatures ?? []),
];
