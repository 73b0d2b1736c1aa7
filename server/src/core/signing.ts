/**
 * Signing: what a person is shown before, and what their word changes. Source: SYSTEMS.md §1, *Signature* and *Seal*; DESIGN.md §4, "Sign".
 *
 * Invariant: nothing here signs. Who calls it has asked a person, at a terminal or in the panel; no command, tool or setting does.
 */
import type { Change } from './change';
import { oneLine, type RelPath, type Span } from './text';

/** How much something said beside a text matters. Said in words too: nothing by colour alone. */
export type Tone = 'plain' | 'good' | 'warning' | 'error';

/** Something a person should see before signing. */
export interface Note {
  readonly says: string;
  readonly tone: Tone;
  /** Where one sees it. Without `at`: the file. */
  readonly path?: RelPath;
  readonly at?: Span;
}

/** One thing that a locked field says. */
export interface LockedLine {
  /** As it is sealed. */
  readonly text: string;
  /** As it is counted where it is cited, from 1. */
  readonly number?: number;
  /** What there is to know of it: what proves it, whether it is there, who else claims it, what is wrong with it. */
  readonly notes: readonly Note[];
}

/** A field that nobody may change after it is signed. */
export interface LockedField {
  readonly name: string;
  /** The field, in the document. */
  readonly at: Span;
  readonly lines: readonly LockedLine[];
  /** Of the field as a whole. */
  readonly notes: readonly Note[];
}

/** A piece of a text that is compared with an earlier one, word by word. */
export interface Piece {
  readonly is: 'same' | 'added' | 'removed';
  readonly text: string;
}

/** A section that is cited. */
export interface CitedSection {
  readonly id: string;
  readonly title: string;
  /** Undefined: it is not found. */
  readonly text: string | undefined;
  /** SHA-256 of the text, as the seal has it. */
  readonly digest?: string;
  readonly path?: RelPath;
  /** Against an earlier version of the spec, where it read otherwise. */
  readonly changed?: { readonly since: string; readonly pieces: readonly Piece[] };
}

/** What is other than when it was signed last. */
export interface Changes {
  /** Since what, in words. */
  readonly since: string;
  /** None: it says the same. */
  readonly fields: readonly { readonly name: string; readonly pieces: readonly Piece[] }[];
}

/** What stands against a signature, or has to be acknowledged before it. */
export interface Stand {
  readonly says: string;
  readonly notes: readonly Note[];
}

/** What is shown of one thing that is to be signed. Plain data. */
export interface SigningSheet {
  readonly subject: string;
  /** What a signature does: `Sign`, `Amend`, `Approve`. */
  readonly does: string;
  /** What it means, as a sentence or two. */
  readonly means: string;
  /** It can be sent back with questions, and rejected. */
  readonly sendsBack?: true;
  readonly title: string;
  readonly path: RelPath;
  /** What will be locked. */
  readonly locked: readonly LockedField[];
  /** Undefined: such a thing cites nothing. */
  readonly sections?: readonly CitedSection[];
  readonly changes: readonly Changes[];
  /** What signing sets off, and what it leans on: the tier and what it asks for, audits, triggers, the way back. */
  readonly facts: readonly { readonly name: string; readonly says: readonly string[] }[];
  /** What keeps it from being signed. */
  readonly against: readonly Stand[];
  /** What has to be acknowledged, one by one. */
  readonly warnings: readonly Stand[];
  /** Why somebody asked for the signature, where somebody did. */
  readonly requested?: string;
  /** Hash of the document that is shown. */
  readonly hash: string;
}

/** A sheet with the digest of all that it shows. What is signed is this, or nothing. */
export interface DatedSheet extends SigningSheet {
  readonly digest: string;
}

/** Who signs, and when. */
export interface SignedBy {
  /** Letters, digits, `.`, `_`, `-`; begins with a letter. */
  readonly user: string;
  /** Minutes since 1970, UTC. A signature of that minute that is used already takes the next one. */
  readonly minute: number;
  /** For the log, a line each. */
  readonly notes: readonly string[];
}

/** What a person's word would write, made and not yet done. */
export interface SignedChange {
  readonly signature: string;
  /** What a key signs: the same text that the seal is of. */
  readonly sealed: string;
  /** All in one: document, seal, audit. @param armour a key's signature over {@link sealed} */
  change(armour?: string): Change;
}

/** What a signature that is there proves. */
export interface Proof {
  readonly subject: string;
  readonly path: RelPath;
  readonly signature: string;
  /** `typed`: a string. `sealed`: what it locks is unchanged. `signed`: by a key. `broken`: it does not hold. */
  readonly is: 'typed' | 'sealed' | 'signed' | 'broken' | 'unknown';
  /** Whose key signed. */
  readonly by?: string;
  readonly says: string;
}

/** Something that waits to be signed. */
export interface SigningSubject {
  readonly name: string;
  readonly path: RelPath;
  /** Its state, in a word or two. */
  readonly detail: string;
  /** Why somebody asks for its signature. */
  readonly requested?: string;
}

/** @template V what it sees of the folder: a gate's view */
export interface Signing<V> {
  /** What it may be asked about, those that wait first. */
  subjects(view: V): readonly SigningSubject[];
  /** Or why there is nothing to sign, as a sentence. */
  sheet(view: V): SigningSheet | { readonly refused: string };
  sign(view: V, sheet: SigningSheet, by: SignedBy): SignedChange | { readonly refused: string };
  /** What is signed, and what that proves: all of it, or what the view is about. */
  proofs(view: V): readonly Proof[];
}

/** The canonical form, `{user}{DDMMYYYYHHMM}` in UTC. @param minute since 1970 */
export function signatureText(user: string, minute: number): string {
  const [day = '', time = ''] = new Date(minute * 60_000).toISOString().split('T');
  return `${user}${day.split('-').reverse().join('')}${time.slice(0, 5).replace(':', '')}`;
}

/** What a person confirms. */
export const confirmations: readonly { readonly id: string; readonly says: string }[] = [
  { id: 'interpretation', says: 'It says what I mean.' },
  { id: 'feasibility', says: 'It can be done as it is planned.' },
  { id: 'scope', says: 'The scope is right: these files, and no others.' },
  { id: 'risk', says: 'I accept the risk, and the way back.' },
  { id: 'cost', says: 'It is worth what it takes.' },
];

/** What the log keeps of what a person confirmed, acknowledged and wrote. */
export const logNotes = (warnings: readonly Stand[], notes: readonly string[]): readonly string[] =>
  [
    `confirmed ${confirmations.map((c) => c.id).join(', ')}`,
    ...warnings.map((w) => `acknowledged: ${w.says}`),
    ...notes,
    // A line of its own in a document would be a field of it, whoever's words it has.
  ].map(oneLine);

/** A system's {@link Signing}, whatever its dialect. */
// biome-ignore lint/suspicious/noExplicitAny: a system knows its own view; whoever holds several calls each with that
export type AnySigning = Signing<any>;
