/**
 * Signing: what a person is shown before, and what their word changes. Source: SYSTEMS.md §1, *Signature* and *Seal*; DESIGN.md §4, "Sign".
 *
 * Invariant: nothing here signs. Who calls it has asked a person, at a terminal or in the panel; no command, tool or setting does.
 */
import type { Change } from './change';
import type { RelPath } from './text';

/** What is shown of one thing that is to be signed. */
export interface SigningSheet {
  readonly subject: string;
  readonly path: RelPath;
  /** What will be locked: each field with what it says, a line each. */
  readonly locked: readonly { readonly name: string; readonly lines: readonly string[] }[];
  /** The text of each cited section. Undefined: the spec has none. */
  readonly sections: readonly { readonly id: string; readonly text: string | undefined }[];
  /** What keeps it from being signed, a sentence each. */
  readonly against: readonly string[];
  /** What has to be acknowledged, one by one. */
  readonly warnings: readonly string[];
  /** Hash of the document that is shown. What is signed is this text, or nothing. */
  readonly hash: string;
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

export interface SignedChange {
  readonly signature: string;
  /** What a key signs: the same text that the seal is of. */
  readonly sealed: string;
  /** All in one: document, seal, audit. @param armour a key's signature over {@link sealed} */
  change(armour?: string): Change;
}

/** @template V what it sees of the folder: a gate's view */
export interface Signing<V> {
  /** What it may be asked about, those that wait first. */
  subjects(view: V): readonly string[];
  /** Or why there is nothing to sign, as a sentence. */
  sheet(view: V): SigningSheet | { readonly refused: string };
  sign(view: V, sheet: SigningSheet, by: SignedBy): SignedChange | { readonly refused: string };
}

/** What a person confirms. */
export const confirmations: readonly { readonly id: string; readonly says: string }[] = [
  { id: 'interpretation', says: 'It says what I mean.' },
  { id: 'feasibility', says: 'It can be done as it is planned.' },
  { id: 'scope', says: 'The scope is right: these files, and no others.' },
  { id: 'risk', says: 'I accept the risk, and the way back.' },
  { id: 'cost', says: 'It is worth what it takes.' },
];

// biome-ignore lint/suspicious/noExplicitAny: a system knows its own view; whoever holds several calls each with that
export type AnySigning = Signing<any>;
