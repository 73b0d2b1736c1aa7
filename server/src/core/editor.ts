/**
 * What a system knows that helps somebody who writes. All of it is optional, pure, and asked for by an editor only:
 * nothing here runs on a key's way to its findings.
 */
import type { Change } from './change';
import type { Look } from './look';
import type { Facts, Name } from './symbols';
import type { RelPath, Span } from './text';
import type { World } from './world';

/** One document as a feature of the editor sees it: with its text, located, and all of one moment. */
export interface OpenDocument<M = unknown, D = unknown, F extends Facts = Facts> {
  readonly path: RelPath;
  /** Of the document, within its system: `board`. */
  readonly kind: string;
  readonly model: M;
  readonly facts: F;
  readonly text: string;
  /** Of the text, for a change. */
  readonly hash: string;
  readonly dialect: D;
  readonly look: Look;
  /** What is not known yet is asked for, and the feature asked again. */
  readonly world: World;
}

/** One thing to write at the cursor. */
export interface Suggestion {
  readonly label: string;
  readonly is: 'field' | 'status' | 'anchor' | 'packet' | 'value' | 'file' | 'folder' | 'command' | 'signature';
  /** Shown beside the label, dimmed. */
  readonly detail?: string;
  /** What it replaces. */
  readonly at: Span;
  readonly text: string;
  /** What is typed to find it, where that is not its label. */
  readonly filter?: string;
  /** The order; the given one, where absent. */
  readonly sort?: string;
  /** Whose description to show when somebody looks at it. */
  readonly about?: Name;
}

/** What a system suggests. `path`: the files and folders that begin with what is written there belong in the list too. */
export interface Suggestions {
  readonly list: readonly Suggestion[];
  readonly path?: { readonly at: Span; readonly written: string };
  /** There are more, which other letters would show. */
  readonly more?: boolean;
}

/** A line of words above a line of text. */
export interface Lens {
  readonly at: Span;
  readonly text: string;
  /** What it leads to, where the client can go there. */
  readonly leads?: 'findings' | 'blockers' | 'evidence' | 'sign';
}

/** A few words within a line that are not in the text. */
export interface Hint {
  /** Before the unit at this offset. */
  readonly offset: number;
  readonly text: string;
  readonly tooltip?: string;
}

/** What a piece of text is, for colours. */
export interface Mark {
  readonly at: Span;
  readonly is: 'field' | 'status' | 'anchor' | 'packet' | 'signature' | 'verdict';
}

/** A path as a document holds it, in a field or as a link's destination. */
export interface PathInField {
  /** Relative to the folder. */
  readonly path: RelPath;
  /** The path alone, without a line number or a remark. */
  readonly at: Span;
  /** Only the file's name is written: it may lie in any folder. */
  readonly byName?: true;
  /** A link's destination: written from the document's own folder, perhaps with a fragment, and escaped. */
  readonly link?: true;
  /** First line that it points to, from 1. */
  readonly line?: number;
}

/** The places where one document writes a name. */
export interface Places<M = unknown> {
  readonly path: RelPath;
  readonly kind: string;
  readonly model: M;
  readonly facts: Facts;
  readonly text: string;
  readonly hash: string;
  /** Definitions and references, in order, each place once. */
  readonly at: readonly Span[];
  /** Places where it stands in text that no reader looks at. */
  readonly loose: readonly Span[];
}

/** Which documents a rename looks through. */
export interface Where {
  /** Only documents of this kind. */
  readonly kind?: string;
  /** Documents to look at whether a reader saw the name there or not. */
  readonly also?: readonly RelPath[];
}

/** What a rename looks at and asks for. */
export interface RenameDesk<D = unknown> {
  readonly dialect: D;
  readonly look: Look;
  /**
   * Every document that names a symbol, with its places. A file not loaded yet is loaded, and the rename asked again.
   * A big document that is closed comes without its model.
   */
  places(name: Name, where?: Where): readonly Places[];
  /** What must change in links and path fields when files move. */
  moves(moved: readonly { readonly from: RelPath; readonly to: RelPath }[]): Change;
}

/** Why something is not done, in a sentence for a person. */
export interface Refusal {
  readonly refused: string;
}

/** How a system renames its names, in every spelling that its documents have of them. */
export interface Renaming<D = unknown> {
  /** Whether it may be asked to rename names of a kind: of others nobody reads the name where it stands. */
  names(kind: string): boolean;
  /** Whether what is written somewhere is a whole spelling of the name, though it does not end in it. */
  isSpelled?(name: Name, written: string): boolean;
  /** Undefined: it may be tried. */
  refuses(name: Name, desk: RenameDesk<D>): Refusal | undefined;
  change(name: Name, to: string, desk: RenameDesk<D>): Change | Refusal;
}

/** Names where they are written, whether a reader looks there or not. */
export interface Writing<D = unknown> {
  /** A piece of text that every spelling of a name holds. */
  piece(name: Name): string;
  /** The names written in a piece of a text, with their places in the text. */
  names(text: string, within: Span, dialect: D): readonly (Name & { readonly at: Span })[];
  /** What may stand right before a name and is read as one with it: `§`. */
  readonly lead?: RegExp;
}

/** A place elsewhere: of a span, or of a line counted from 1. */
export type Target = { readonly path: RelPath; readonly at: Span } | { readonly path: RelPath; readonly line: number };

/** A change that takes something out of where it stands, offered without anything being wrong there. */
export interface Refactoring {
  readonly title: string;
  /** Why it cannot be done here: shown, not done. */
  readonly disabled?: string;
  /** @param other another document, as its kind's reader sees it; undefined: there is none, or it must be loaded first */
  change(other: (path: RelPath, kind: string) => OpenDocument | undefined): Change | undefined;
}

/** A name in a list of all names. */
export interface ListedName {
  readonly is: 'anchor' | 'packet';
  readonly detail: string;
  /** It is found by this too. */
  readonly title: string;
}

// biome-ignore lint/suspicious/noExplicitAny: which model it is, its kind says; a system knows its own
type AnyDocument<D> = OpenDocument<any, D>;

/** Parts of a system that editors ask for. `D` is its dialect. */
export interface Editing<D = unknown> {
  /** At each key that an editor asks at: quick, and nothing where nothing fits. */
  complete?(doc: AnyDocument<D>, offset: number): Suggestions | undefined;
  /** The text that describes a name in a list of suggestions is its hover's. */
  readonly writing?: Writing<D>;
  readonly renaming?: Renaming<D>;
  lenses?(doc: AnyDocument<D>): readonly Lens[];
  hints?(doc: AnyDocument<D>, within: Span): readonly Hint[];
  marks?(doc: AnyDocument<D>, within: Span): readonly Mark[];
  paths?(doc: AnyDocument<D>): readonly PathInField[];
  /** Where documents of a kind are looked for: the keys below the system's own in `gatehouse.yaml`, and the globs in force. */
  placed?(kind: string, dialect: D): readonly { readonly keys: readonly string[]; readonly globs: readonly string[] }[];
  /** Why a signature keeps a place as it is: what works unseen changes nothing there. Undefined: nothing does. */
  locked?(doc: AnyDocument<D>, at: Span): string | undefined;
  /** What a hover says of what is no name: a field's name, a state. Asked of documents of these kinds alone, for they are read for it. */
  readonly explains?: {
    readonly kinds: readonly string[];
    at(doc: AnyDocument<D>, offset: number): { readonly at: Span; readonly markdown: string } | undefined;
  };
  /** What proves, tests or implements what stands at an offset. */
  proofs?(doc: AnyDocument<D>, offset: number): readonly Target[];
  refactorings?(doc: AnyDocument<D>, at: Span): readonly Refactoring[];
  /** Spans of ordered lists that keep their numbers in order while one types. */
  numbered?(doc: AnyDocument<D>): readonly Span[];
  /** Who comes before and after a symbol, where symbols wait for each other. */
  flow?(name: Name, look: Look): { readonly before: readonly Name[]; readonly after: readonly Name[] } | undefined;
  /** What a list of all symbols of the folder shows of one; undefined: it is not listed. */
  listed?(name: Name, data: unknown): ListedName | undefined;
}
