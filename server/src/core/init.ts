/** What `gatehouse init` asks of a system: to look at a repository as it is, and to begin an empty one. */
import type { Severity } from './rule';
import type { MarkdownSource } from './source';
import type { Facts } from './symbols';
import type { RelPath } from './text';

/** A repository to look around in. Synchronous: whoever makes it has read the texts before. */
export interface Survey {
  /** The Markdown, YAML and JSON files that git does not ignore, in order of path. */
  readonly files: readonly RelPath[];
  /** Undefined: it cannot be read, or is too large to be looked at. */
  text(path: RelPath): string | undefined;
  /** The file, parsed when first asked for. */
  markdown(path: RelPath): MarkdownSource | undefined;
}

/** A line of `gatehouse.yaml` that differs from the default. */
export interface Setting {
  /** Keys below the system's own: `['paths', 'packet']`. */
  readonly key: readonly string[];
  readonly value: string | number | readonly (string | number)[];
  /** What it was concluded from, and how often that was seen. One line. */
  readonly because: string;
}

/** Files of which less is asked than of others. */
export interface Exception {
  readonly files: readonly string[];
  readonly rules: readonly string[];
  readonly as: Severity;
  /** What it was concluded from. One line. */
  readonly because: string;
}

/** What a system found in a repository, for its part of `gatehouse.yaml`. */
export interface Discovery {
  /** Whether the repository follows the system at all. */
  readonly present: boolean;
  /** What was seen, one line each. */
  readonly seen: readonly string[];
  readonly settings: readonly Setting[];
  readonly exceptions?: readonly Exception[];
  /** Of the absences, those whose subject stands in no document at all: two that lack it are enough. */
  readonly nowhere?: readonly string[];
  /** Those of them whose turn is about to come, though no document says so of itself: they are shown as information when it does. */
  readonly due?: readonly string[];
  /** They are written by another method: what stands in none of them is not asked for, either, when its turn comes. */
  readonly foreign?: boolean;
  /** Nothing of this system's method is there at all: rules about what stands in no document are turned off. */
  readonly apart?: boolean;
}

/** A file that `gatehouse init` would write. It is not there yet. */
export interface NewFile {
  readonly path: RelPath;
  readonly text: string;
}

/** A system's part in `gatehouse init`. */
export interface Beginning<D> {
  /**
   * Rules that say only that something is nowhere to be seen, or that nobody keeps to a limit: where nearly all documents break one,
   * that is how things are done there.
   */
  readonly absences?: readonly string[];
  /** Those of them that guard the work: to do without is a habit only where next to nobody does otherwise. */
  readonly guards?: readonly string[];
  /**
   * Of how many places in a document such a rule could say anything. Without it, of one in all that are compared.
   * @param isTold whether it says something of this document
   * @param dialect that the document is read by
   */
  places?(rule: string, facts: Facts, isTold: boolean, dialect: D): number;
  /** What a document is compared with: a packet that is Done with others that are. */
  classOf?(facts: Facts): string;
  /** @param dialect the defaults, or with what `gatehouse.yaml` says of the keys below */
  discover(survey: Survey, dialect: D): Discovery;
  /** Keys of its part of `gatehouse.yaml` that only a person can say, lists by name: where nothing is found without them, they are gone by. */
  readonly told?: readonly string[];
  /** The files of a repository that has none yet. @param name of the project, as it may stand in file names */
  scaffold(name: string): readonly NewFile[];
}
