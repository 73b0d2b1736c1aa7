/**
 * Symbols: what documents define and refer to. The only thing one system may know about another.
 *
 * A system adds its kinds to {@link Vocabulary} in its own `symbols.ts` (TypeScript's module augmentation),
 * so that a new system is one folder.
 */
import type { Suppression } from './suppression';
import type { RelPath, Span } from './text';

/** What each kind of symbol tells the rest of the folder about itself. Values are plain data and compare by value. */
export interface Vocabulary {
  /** A document that was not read, or not whole, by its path: what is missing in it may be there. */
  unread: Readonly<Record<string, never>>;
}

/** A kind of name: `packet`, `anchor`. Each system adds its own. */
export type SymbolKind = keyof Vocabulary;

/** The name of a symbol: all that a reference needs. */
export interface Name<K extends SymbolKind = SymbolKind> {
  readonly kind: K;
  readonly name: string;
}

/** A place that defines a symbol. */
export type Def<K extends SymbolKind = SymbolKind> = {
  [P in K]: Name<P> & {
    readonly at: Span;
    readonly data: Vocabulary[P];
    /** The text that it stands for, where that is more than its name: an anchor's section. */
    readonly body?: Span;
    /** Other places that belong to it, by what they are: a packet's `status`. */
    readonly parts?: Readonly<Record<string, Span>>;
  };
}[K];

/** A place that names a symbol. `weak` ones (a mention in prose) are navigable and never a finding. */
export interface Ref<K extends SymbolKind = SymbolKind> extends Name<K> {
  readonly at: Span;
  readonly weak?: true;
}

/** A symbol as the rest of the folder sees it. It has no place: typing prose above it changes nothing here. */
export type Known<K extends SymbolKind = SymbolKind> = {
  [P in K]: Name<P> & { readonly path: RelPath; readonly data: Vocabulary[P] };
}[K];

/** Definitions without their places. */
export type Run = readonly { readonly [K in SymbolKind]: Name<K> & { readonly data: Vocabulary[K] } }[SymbolKind][];

/** A path that a field names. */
export interface NamedPath {
  /** From the folder's root, as written: `..` may be in it, no line number. */
  readonly path: RelPath;
  /** The path alone. */
  readonly at: Span;
  /** What names it, as it is called in the document: `IN_SCOPE_PATHS`. */
  readonly field: string;
}

/** What a reader takes from a file for everybody else. Outlives the text, so its strings are detached. */
export interface Facts {
  readonly defs: readonly Def[];
  /**
   * What `defs` say, in runs: one stays the same object as long as it says the same. Given where there are thousands, so that a
   * key need not compare them all; `defs` may then be made when somebody asks for the first time.
   */
  readonly runs?: readonly Run[];
  readonly refs: readonly Ref[];
  readonly suppressions?: readonly Suppression[];
  /** What stands between the marks of a merge: two texts, of which somebody has to take one. Nothing is told of it but that. */
  readonly unmerged?: readonly Span[];
  /** Nothing could be made of it: no rule is asked about it, and the one cause is told. */
  readonly unread?: true;
  /** It belongs to another document and is none of its kind: nothing is asked of it, and it defines nothing. */
  readonly part?: true;
  /** A stub, a template, superseded or archived: nobody works from it. */
  readonly retired?: true;
}
