/** What is kept of how a document cites the spec. */
import type { Span } from '#core/text';
import type { Cited } from '../evidence/evidence';

/** A citation as rules judge it, wherever it stands. */
export interface Citation {
  /** `2.3.12.3`, `7.6.3.14`, `CX-101`. */
  readonly id: string;
  readonly at: Span;
  /** What follows the id, where it reads like a title. */
  readonly title: string;
  /** File name of the document it is cited from. */
  readonly file?: string;
  /** The same with its folders, as written, where all of it is known. */
  readonly path?: string;
  /** A bare number in brackets, of which nothing says that it is an anchor. */
  readonly unsure?: true;
}

/** A place of a file that is cited by its name in links, such as that of a heading. */
export interface Fragment {
  readonly path: string;
  readonly name: string;
  readonly at: Span;
}

/** A text with its place. */
interface Located {
  readonly text: string;
  readonly at: Span;
}

/** What a packet's model says of its anchors, while the text is there. */
export interface CitingModel {
  /** Parts of SPEC_ANCHOR that name no anchor. */
  readonly prose: readonly Located[];
}

/** Kept of a packet or a refinement, for rules about the spec. */
export interface CitingFacts {
  /** The version that it aims at lies before the one it began with. */
  readonly behind?: { readonly target: Located; readonly baseline: Located };
  /** Lines of Markdown files that are cited beside anchors. */
  readonly specLines?: readonly Cited[];
  /** The version that SPEC_VERSION names: a file's name, or `v1.2`. */
  readonly spec?: Located;
  /** Anchors by which DONE_MEANS says which section asks for what. */
  readonly mapped?: readonly Citation[];
  /** The file that `Codex` names. */
  readonly codex?: Located;
  /** What DONE_MEANS and evidence promise, in small letters, while somebody works from it. */
  readonly promises?: string;
  readonly fragments?: readonly Fragment[];
  /** What stands in brackets behind an anchor of SPEC_ANCHOR. */
  readonly asides?: readonly Citation[];
  readonly variant?: Variant;
  /** Anchors that DONE_MEANS and evidence leave out, though they name others. */
  readonly unused?: readonly Citation[];
}

/** A packet that takes the place of another: `WP-1-Login-v2`. */
export interface Variant {
  /** Names that what it takes the place of may have: the first that there is counts. */
  readonly before: readonly string[];
  /** 2 of `-v2`. */
  readonly number: number;
  /** Lines of the notes under its signature. */
  readonly notes: readonly string[];
}
