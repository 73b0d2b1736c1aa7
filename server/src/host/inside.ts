/** Paths that stay within a folder, wherever links lead. */
import { realpathSync } from 'node:fs';
import { basename, dirname, isAbsolute, join, relative, sep } from 'node:path';
import type { RelPath } from '#core/text';
import { codeOf } from './working';

/**
 * Where a file lies, links followed; it may not be there yet.
 * @param root the folder's real path
 * @throws it leads out of the folder, or into git's own
 */
export function inside(root: string, path: RelPath): string {
  const real = realOf(join(root, path));
  if (!isBelow(root, real)) throw new Error(`${path} leads out of the folder`);
  // What lies there, git runs.
  if (
    relative(root, real)
      .split(sep)
      .some((part) => part.toLowerCase() === '.git')
  )
    throw new Error(`${path} is git's own`);
  return real;
}

/** Whether a path is a folder or lies in it. Both are real. */
export function isBelow(root: string, path: string): boolean {
  const from = relative(root, path);
  return from !== '..' && !from.startsWith(`..${sep}`) && !isAbsolute(from);
}

/** The real path of a file that may not be there yet. */
export function realOf(full: string): string {
  try {
    return realpathSync(full);
  } catch (cause) {
    if (codeOf(cause) !== 'ENOENT' || dirname(full) === full) throw cause;
    return join(realOf(dirname(full)), basename(full));
  }
}

/** The full path of what lies below a folder: `join` would put in order, at some cost, what is in order. */
export const under = (root: string, path: RelPath): string => (path === '' ? root : `${root}${sep}${path}`);
