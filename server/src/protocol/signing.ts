/**
 * What the signature panel and the server say to each other. Plain data; places are URIs, positions LSP's.
 *
 * Invariant: who asks to sign says what was shown, by its digest, and what a person confirmed. A server signs for its own editor alone:
 * one that was started as a command refuses.
 */
import type { Range, Request } from './messages';

/** What a note is to its reader. */
export type Tone = 'plain' | 'good' | 'warning' | 'error';

/** A place that a click opens. Without a range: the file. */
export interface ShownPlace {
  readonly uri: string;
  readonly range?: Range;
}

/** Something a person should see before signing. */
export interface ShownNote {
  readonly says: string;
  readonly tone: Tone;
  readonly open?: ShownPlace;
}

/** Part of a comparison of two texts. */
export interface ShownPiece {
  readonly is: 'same' | 'added' | 'removed';
  readonly text: string;
}

/** How something stands now, with what is to be said of it. */
export interface ShownStand {
  readonly says: string;
  readonly notes: readonly ShownNote[];
}

/** Texts of documents are shown as text; characters that nobody sees are marks in them. */
export interface ShownSheet {
  readonly folder: string;
  readonly subject: string;
  readonly title: string;
  /** What a signature does (`Sign`, `Approve`), and what it means. */
  readonly does: string;
  readonly means: string;
  /** It can be sent back with questions, and rejected. */
  readonly sendsBack?: true;
  /** The document: below its folder, and its URI. */
  readonly path: string;
  readonly uri: string;
  readonly locked: readonly {
    readonly name: string;
    readonly open: ShownPlace;
    readonly lines: readonly { readonly text: string; readonly number?: number; readonly notes: readonly ShownNote[] }[];
    readonly notes: readonly ShownNote[];
  }[];
  /** Absent: such a thing cites nothing. */
  readonly sections?: readonly {
    readonly id: string;
    readonly title: string;
    /** Absent: it is not found. */
    readonly text?: string;
    readonly digest?: string;
    readonly open?: ShownPlace;
    readonly changed?: { readonly since: string; readonly pieces: readonly ShownPiece[] };
  }[];
  readonly changes: readonly {
    readonly since: string;
    readonly fields: readonly { readonly name: string; readonly pieces: readonly ShownPiece[] }[];
  }[];
  readonly facts: readonly { readonly name: string; readonly says: readonly string[] }[];
  readonly against: readonly ShownStand[];
  readonly warnings: readonly ShownStand[];
  readonly requested?: string;
  readonly confirmations: readonly { readonly id: string; readonly says: string }[];
  /** Of all that is shown. */
  readonly digest: string;
  /** By what name the person signs. */
  readonly signer: string;
  /** The signature as it would be in this minute. */
  readonly signature: string;
  /** The file of the key that signs too; absent: none does. */
  readonly key?: string;
  /** What such a signature will prove, as a sentence. */
  readonly proves: string;
}

/** Why there is nothing to sign, or nothing was signed: a sentence for the person who asked. */
export interface NotSigned {
  readonly refused: string;
}

/** Something that can be signed, and waits for it. */
export interface SigningTarget {
  /** The folder's URI, and its name where there are several. */
  readonly folder: string;
  readonly folderName?: string;
  readonly subject: string;
  readonly detail: string;
  /** Of its document. */
  readonly uri: string;
  /** Why somebody asks for its signature. */
  readonly requested?: string;
}

/**
 * What waits for a signature: that of the document `near` first, then what somebody asks for. What `near` is about, and what is called
 * `subject`, is among it although it is signed: a change of it may be an amendment.
 */
export const signingTargets: Request<{ readonly near?: string; readonly subject?: string }, readonly SigningTarget[]> = {
  method: 'gatehouse/signingTargets',
};

/** What somebody asks to be signed. Null: the folders are not read yet. */
export const signingRequests: Request<Record<string, never>, readonly SigningTarget[] | null> = {
  method: 'gatehouse/signingRequests',
};

/** All that a person is to see before. */
export const signingSheet: Request<{ readonly folder: string; readonly subject: string }, ShownSheet | NotSigned> = {
  method: 'gatehouse/signingSheet',
};

/** A person has said yes. */
export const signIt: Request<SignOrder, { readonly says: string } | NotSigned> = { method: 'gatehouse/sign' };

/** A person's word: sign what was shown. */
export interface SignOrder {
  readonly folder: string;
  readonly subject: string;
  /** Of what was shown. */
  readonly digest: string;
  /** Ids of the confirmations. All of them, or nothing is signed. */
  readonly confirmed: readonly string[];
  /** What the warnings say that were acknowledged. All of them, or nothing is signed. */
  readonly acknowledged: readonly string[];
  /** For the log, a line each. */
  readonly notes: readonly string[];
}

/** From the server: the key is asked to sign, and may wait to be touched or unlocked. */
export const keyWaits = { method: 'gatehouse/keyWaits' } as const;

/** What the panel's page tells the extension. */
export type FromPanel =
  | { readonly is: 'ready' }
  | { readonly is: 'open'; readonly place: ShownPlace }
  | ({ readonly is: 'sign' } & Pick<SignOrder, 'digest' | 'confirmed' | 'acknowledged' | 'notes'>)
  /** A person says no, and why: questions for who wrote it, or the reason why it is not to be done; a line each. */
  | { readonly is: 'back'; readonly how: 'changes' | 'reject'; readonly says: readonly string[] };

/** What the extension tells the panel's page. None of it signs. */
export type ToPanel =
  | { readonly is: 'sheet'; readonly sheet: ShownSheet }
  /** There is nothing to be signed (any more). */
  | { readonly is: 'none'; readonly says: string /** By the last click. */; readonly signed?: true }
  /** What became of the last click. */
  | { readonly is: 'said'; readonly says: string; readonly well: boolean }
  | { readonly is: 'waits'; readonly says: string };
