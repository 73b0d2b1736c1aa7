/**
 * A source: one file as the readers see it, while its text is there.
 *
 * Invariant: making a source never fails. Odd bytes, odd Markdown and broken YAML give a source with problems in it.
 */
import type { Root, RootContent } from 'mdast';
import type { Stray } from './meant/strays';
import type { RelPath, Span } from './text';

/**
 * A run of top-level nodes that begins at a top-level ATX heading in column 0 (or at the start of the text).
 * Node offsets stay as they were parsed; the offset in the text is `node offset + shift`.
 */
export interface Section {
  /** Offset of the first unit in the text. */
  readonly start: number;
  /** Offset after the last unit: the next section's start, or the text's length. */
  readonly end: number;
  readonly shift: number;
  readonly nodes: readonly RootContent[];
}

/** What kept a file from being read as it stands. */
export interface SourceProblem {
  readonly is: 'too-deep' | 'too-large' | 'unreadable';
  readonly at: Span;
  /** What was met and what the limit is, in the words of a message. */
  readonly message: string;
}

/** A byte that is not UTF-8, read as Windows-1252. */
export interface Undecoded {
  /** In UTF-16 units, into the text without a BOM. */
  readonly offset: number;
  /** The character it stands for in Windows-1252. */
  readonly char: string;
  /** Not a byte, but the whole file: it is in this encoding, and was read as that. */
  readonly whole?: 'UTF-16';
}

interface Common {
  readonly path: RelPath;
  /** Without a byte order mark. */
  readonly text: string;
  readonly undecoded: readonly Undecoded[];
  readonly problems: readonly SourceProblem[];
}

/** A Markdown file, cut into sections. */
export interface MarkdownSource extends Common {
  readonly language: 'markdown';
  readonly sections: readonly Section[];
  /** Code blocks and comments that it is read without, for nobody closed them. */
  readonly strays: readonly Stray[];
  /** The YAML before the first heading, with offsets into `text`. */
  readonly frontMatter: ParsedData | undefined;
}

/** YAML or JSON, as a tree of nodes with their places. */
export interface DataSource extends Common {
  readonly language: 'yaml' | 'json';
  readonly data: ParsedData;
}

/** Source code: nothing of it is parsed. */
export interface CodeSource extends Common {
  readonly language: 'code';
}

/** A file as a reader gets it, by its language. */
export type Source = MarkdownSource | DataSource | CodeSource;

/** One value in a YAML or JSON document. Plain data; `value` of a scalar is what YAML's core schema makes of it. */
export type DataNode =
  | { readonly is: 'scalar'; readonly at: Span; readonly value: string | number | boolean | null }
  | { readonly is: 'list'; readonly at: Span; readonly items: readonly DataNode[] }
  | {
      readonly is: 'map';
      readonly at: Span;
      readonly entries: readonly { readonly key: string; readonly keyAt: Span; readonly value: DataNode }[];
    };

/** YAML or JSON, parsed as far as it could be. */
export interface ParsedData {
  /** Absent for an empty document, or one that cannot be parsed at all. */
  readonly root: DataNode | undefined;
  readonly errors: readonly { readonly at: Span; readonly message: string }[];
}

/** The parsers, chosen by the host and passed in. Pure functions of the text. */
export interface Parsers {
  markdown(text: string): Root;
  yaml(text: string): ParsedData;
}

/** Where an undecoded place is after an edit; none where it was typed over. @param at in the text before @param insert how long the new text is */
export function afterEdit(u: Undecoded, at: Span, insert: number): readonly Undecoded[] {
  if (u.whole || u.offset < at.start) return [u];
  return u.offset < at.end ? [] : [{ ...u, offset: u.offset + insert - (at.end - at.start) }];
}
