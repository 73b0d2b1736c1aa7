/** What is kept of a packet's scope. */
import { globMatcher } from '#core/glob';
import type { RelPath, Span } from '#core/text';

/** A path that IN_SCOPE_PATHS or FILES_TO_OPEN names. */
export interface NamedPath {
  readonly path: RelPath;
  readonly at: Span;
  /** Ends in a slash. */
  readonly folder?: true;
  readonly glob?: true;
  /** By the words beside it, it is not there yet. */
  readonly fresh?: true;
  /** It may be two words with a slash between them. */
  readonly unsure?: true;
}

export interface ScopeFacts {
  /** IN_SCOPE_PATHS, unless the packet is done. */
  readonly scope: readonly NamedPath[];
  /** FILES_TO_OPEN, unless the packet is done. */
  readonly opens: readonly NamedPath[];
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
