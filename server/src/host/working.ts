/**
 * `.gatehouse/`, where writers keep what they need while they write: who is at it, and what is half done.
 *
 * Invariant: no link leads out of it, git does not see it, and it goes when nothing is in it.
 */
import {
  closeSync,
  fsyncSync,
  lstatSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  rmdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';

export const WORKING = '.gatehouse';
const IGNORE = '.gitignore';
/** What is written here on the way is nobody's document. Evidence, the baseline and the allowed signers are not on the list. */
const ignored = '# Working files of Gatehouse.\n/lock/\n/journal/\n/.gitignore\n';

/** A folder below `.gatehouse/`, made where it is not there. Throws where a link or a file stands in its place. */
export function working(root: string, name: 'lock' | 'journal'): string {
  const own = join(root, WORKING);
  plainFolder(own);
  const full = join(own, name);
  plainFolder(full);
  try {
    writeFileSync(join(own, IGNORE), ignored, { flag: 'wx' });
  } catch (cause) {
    if (codeOf(cause) !== 'EEXIST') throw cause;
  }
  return full;
}

function plainFolder(full: string): void {
  try {
    mkdirSync(full);
  } catch (cause) {
    if (codeOf(cause) !== 'EEXIST') throw cause;
    if (!lstatSync(full, { throwIfNoEntry: false })?.isDirectory())
      throw new Error(`${full} is no folder, so nothing can be written safely; move it away`);
  }
}

/** Takes away what is empty by now, and the list of what git ignores where it is the only thing left. */
export function tidy(root: string): void {
  const own = join(root, WORKING);
  for (const name of ['lock', 'journal']) removeEmpty(join(own, name));
  const left = namesIn(own);
  if (left.length !== 1 || left[0] !== IGNORE) return;
  const list = join(own, IGNORE);
  if (readText(list) !== ignored) return;
  rmSync(list, { force: true });
  removeEmpty(own);
}

function removeEmpty(full: string): void {
  try {
    rmdirSync(full);
  } catch (cause) {
    // Another process has put something in it, or has taken it away; what cannot be removed stays, and does no harm.
    if (!['ENOTEMPTY', 'EEXIST', 'ENOENT', 'ENOTDIR', 'EPERM', 'EACCES', 'EBUSY'].includes(codeOf(cause) ?? '')) throw cause;
  }
}

/** Names in a folder, in order. None: there is no such folder. */
export function namesIn(full: string): readonly string[] {
  try {
    return readdirSync(full).sort();
  } catch (cause) {
    if (codeOf(cause) === 'ENOENT' || codeOf(cause) === 'ENOTDIR') return [];
    throw cause;
  }
}

/** Undefined: there is no such file. */
export function readText(full: string): string | undefined {
  try {
    return readFileSync(full, 'utf8');
  } catch (cause) {
    if (codeOf(cause) === 'ENOENT' || codeOf(cause) === 'ENOTDIR') return undefined;
    throw cause;
  }
}

/** What was made, renamed or removed in a folder is on the disk for good. */
export function syncFolder(full: string): void {
  // Windows opens no folder, and keeps its own journal of names.
  if (process.platform === 'win32') return;
  const folder = openSync(full, 'r');
  try {
    fsyncSync(folder);
  } catch (cause) {
    // Some network and user-space file systems know no such thing.
    if (!['EINVAL', 'ENOTSUP', 'ENOSYS', 'EBADF'].includes(codeOf(cause) ?? '')) throw cause;
  } finally {
    closeSync(folder);
  }
}

export const codeOf = (cause: unknown): string | undefined => (cause as NodeJS.ErrnoException | undefined)?.code;
