/** What is kept of a packet's scope. */
import { flat } from '#core/fields/items';
import type { Item } from '#core/fields/model';
import { globMatcher } from '#core/glob';
import type { RelPath, Span } from '#core/text';
import { pathsOf } from './paths';

/** A path that IN_SCOPE_PATHS or FILES_TO_OPEN names. */
export interface NamedPath {
  readonly path: RelPath;
  readonly at: Span;
  /** Ends in a slash. */
  readonly folder?: true;
  readonly glob?: true;
  /** By the words beside it, it is not there yet. */
  readonly fresh?: true;
  /** Named in passing, in no field for it. */
  readonly passing?: true;
  /** It may be two words with a slash between them. */
  readonly unsure?: true;
}

/** What a command of a plan needs: a file, a folder, or what has to be in it. */
export interface Need {
  /** `test`: a file of tests, which may be named from any folder; so may a `folder`. */
  readonly is: 'manifest' | 'script' | 'recipe' | 'file' | 'test' | 'folder';
  readonly file: RelPath;
  /** As written; of a folder a glob for what would be somewhere where the folder could be. */
  readonly name: string;
  readonly at: Span;
}

/** A file that a packet leads to, with the name that stands before it. */
export interface NamedFile {
  readonly label: string;
  readonly path: RelPath;
  readonly at: Span;
}

/** Kept of a packet, for rules about files. */
export interface ScopeFacts {
  /** IN_SCOPE_PATHS, unless the packet is done. */
  readonly scope: readonly NamedPath[];
  /** FILES_TO_OPEN, unless the packet is done. */
  readonly opens: readonly NamedPath[];
  /** The refinement that the packet names as its own. */
  readonly refinement?: NamedPath;
  /** What its commands need. Once it is validated or to be: what its plan, its record and its evidence ran. */
  readonly needs?: readonly Need[];
  /** Its proof, and what its header leads to. */
  readonly leads?: readonly NamedFile[];
}

/** Not in other places of the machine. */
export const isInside = (p: NamedPath): boolean => !/^(?:\/|~|\.\.?(?:\/|$))/.test(p.path);

/** Whether it is looked for at all: a pattern names no one file, and what may be two words is none. */
export const isLookedFor = (p: NamedPath): boolean => !p.glob && !p.unsure && isInside(p);

/** Whether a path is among those of a scope, or below one. @param patterns in small letters */
export function inScope(patterns: readonly string[]): (path: RelPath) => boolean {
  const tests = patterns.map((p): ((path: RelPath) => boolean) =>
    /[*{]/.test(p) ? globMatcher([p]) : (path) => path === p || path.startsWith(`${p}/`),
  );
  return (path) => tests.some((t) => t(path.toLowerCase()));
}

/** Which paths a field of paths takes: each by itself, what lies below one that is a folder, what a glob takes. */
export function takenBy(items: readonly Item[]): {
  readonly paths: readonly string[];
  readonly takes: (path: RelPath) => boolean;
} {
  const all = flat(items).flatMap((i) => pathsOf(i).filter((p) => p.sure || p.glob || p.folder));
  const tests = all.map((p): ((path: RelPath) => boolean) =>
    p.glob ? globMatcher([p.path]) : (path) => path === p.path || path.startsWith(`${p.path}/`),
  );
  return { paths: all.map((p) => p.path), takes: (path) => tests.some((t) => t(path)) };
}
