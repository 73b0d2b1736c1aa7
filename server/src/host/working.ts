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

/** The folder's name. */
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
  const there = readText(join(own, IGNORE));
  if (there === undefined || (there !== ignored && isOurs(there))) writeFileSync(join(own, IGNORE), ignored);
  return full;
}

function plainFolder(full: string): void {
  try {
    mkdirSync(full);
  } catch (cause) {
    if (codeOf(cause) !== 'EEXIST') throw cause;
    const there = lstatSync(full, { throwIfNoEntry: false });
    // Taken away at this moment by who has just left.
    if (!there) plainFolder(full);
    else if (!there.isDirectory()) throw new Error(`${full} is no folder, so nothing can be written safely; move it away`);
  }
}

/** Takes away a folder of the only writer, where it is empty. */
export const tidyJournal = (root: string): void => removeEmpty(join(root, WORKING, 'journal'));

/** Takes away what is empty by now, and the list of what git ignores where it is the only thing left. Others may come meanwhile. */
export function tidy(root: string): void {
  const own = join(root, WORKING);
  removeEmpty(join(own, 'lock'));
  const left = namesIn(own);
  const list = join(own, IGNORE);
  if (left.length === 1 && left[0] === IGNORE && isOurs(readText(list) ?? '')) rmSync(list, { force: true });
  removeEmpty(own);
}

/** Whole, or as far as somebody came with it who was killed. */
const isOurs = (list: string): boolean => ignored.startsWith(list);

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
  let folder: number;
  try {
    folder = openSync(full, 'r');
  } catch (cause) {
    // Gone again: there is nothing in it to keep.
    if (codeOf(cause) === 'ENOENT') return;
    throw cause;
  }
  try {
    fsyncSync(folder);
  } catch (cause) {
    // Some network and user-space file systems know no such thing.
    if (!['EINVAL', 'ENOTSUP', 'ENOSYS', 'EBADF'].includes(codeOf(cause) ?? '')) throw cause;
  } finally {
    closeSync(folder);
  }
}

/** Node's code of an error: `ENOENT`. Undefined: it has none. */
export const codeOf = (cause: unknown): string | undefined => (cause as NodeJS.ErrnoException | undefined)?.code;
