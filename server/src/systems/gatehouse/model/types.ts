/** What the shared rules look at in any governed document. */

import type { Stray } from '#core/meant/strays';
import { rulesOf } from '#core/rule';
import type { DataSource, SourceProblem, Undecoded } from '#core/source';
import type { Facts, Ref } from '#core/symbols';
import type { RelPath, Span } from '#core/text';

/** A link to a file, in a Markdown document. */
export interface Link {
  /** The file it leads to, relative to the folder; may lead out of it (`../…`). */
  readonly path: RelPath;
  /** The destination as written. */
  readonly at: Span;
  readonly written: string;
  /** The whole link and the text in it, where it is an inline link. */
  readonly whole?: Span;
  readonly text?: string;
}

/** A piece of text that is not what its author wrote. */
export interface Damage {
  /** `lost`: a character that nobody can bring back. `merge`: where the two sides of a merge begin. `outdent`: a line that breaks its fence. */
  readonly is: 'control' | 'fence' | 'newline' | 'mojibake' | 'lost' | 'merge' | 'outdent';
  readonly at: Span;
  /** What stood there before. */
  readonly to: string;
  /** What stands there now, for a message. */
  readonly was: string;
}

/** A link to a heading: one of another file, or one that its own document lacks. */
export interface Fragment {
  /** Undefined: its own document. */
  readonly path: RelPath | undefined;
  /** As it compares. */
  readonly name: string;
  /** Behind the `#`. */
  readonly at: Span;
  /** The name that it must mean, where its own document has one. */
  readonly meant?: string;
  /** A line that would be that heading stands in a code block of its own document. */
  readonly fenced?: true;
}

/** A code block or a comment that nobody closed. */
export interface OpenBlock extends Stray {
  /** What the first of those headings says. */
  readonly named: string;
}

/** A Markdown document, while its text is there. */
export interface DocumentModel {
  readonly damage: readonly Damage[];
  readonly undecoded: readonly Undecoded[];
  readonly problems: readonly SourceProblem[];
  readonly open: readonly OpenBlock[];
  readonly length: number;
}

/** Kept of a Markdown document. */
export interface DocumentFacts extends Facts {
  readonly links: readonly Link[];
  /** Links to files of one machine, `file:///home/…`: the path is that machine's. */
  readonly locals?: readonly Link[];
  readonly fragments?: readonly Fragment[];
}

/** What is wrong in a file of the configuration, and where. */
export interface ConfigProblem {
  readonly at: Span;
  readonly message: string;
}

/** A file of the configuration, while its text is there. */
export interface ConfigModel {
  readonly problems: readonly ConfigProblem[];
}

/** The document kinds of this system, with what is made of each. */
export interface SharedKinds {
  readonly document: { readonly model: DocumentModel; readonly facts: DocumentFacts };
  readonly code: { readonly model: undefined; readonly facts: Facts };
  readonly config: { readonly model: ConfigModel; readonly facts: Facts };
}

/** What of a folder's configuration the shared rules need. */
export interface SharedDialect {
  /** Ids of all rules there are. */
  readonly rules: ReadonlySet<string>;
  /** What is wrong with a file of the configuration. */
  readonly problems: (source: DataSource) => readonly ConfigProblem[];
  /** The symbols of other systems that such a file names. */
  readonly names: (source: DataSource) => readonly Ref[];
  /** The files that the configuration is read from. */
  readonly configs: readonly RelPath[];
  readonly links: {
    /** The folder that a leading slash stands for; '' is the project's own. */
    readonly root: RelPath;
    /** Whether a link may lead there though nothing is there. */
    readonly isIgnored: (path: RelPath) => boolean;
  };
}

/** A shared rule. */
export const rule = rulesOf<SharedKinds, SharedDialect>();
