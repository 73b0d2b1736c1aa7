/**
 * The files of a folder that are somebody's work: what git tracks or would track; without git, what a bounded walk finds.
 *
 * Invariant: links are not followed, and no more of a file is read than it is allowed to have.
 */
import { closeSync, constants, fstatSync, openSync, readSync } from 'node:fs';
import { join } from 'node:path';
import type { Outcome } from '#core/task';
import { known, unknown } from '#core/task';
import type { RelPath } from '#core/text';
import { GitUnknown, hasRepository, output } from './git';
import { nodeFiles } from './node-files';

/** So many files are looked at where there is no git. */
const MOST = 20_000;
/** Nobody writes a file larger than this; a tool does. In bytes. */
export const LARGEST = 16 * 1024 * 1024;
/** git takes a file for binary by what it holds up to here. */
const SNIFFED = 8000;

/** In order, each once. */
export async function inventory(root: string): Promise<Outcome<readonly RelPath[]>> {
  if (!hasRepository(root)) return byWalking(root);
  try {
    const out = await output(root, ['ls-files', '-z', '--cached', '--others', '--exclude-standard', '--', '.']);
    return known(unique(out));
  } catch (cause) {
    if (!(cause instanceof GitUnknown)) throw cause;
    return cause.why === 'no-git' ? byWalking(root) : unknown(`git does not say which files there are: ${cause.message}`);
  }
}

/** Paths with a zero byte after each; a file in conflict is named several times. */
export const unique = (out: Buffer): readonly RelPath[] =>
  [...new Set(out.toString().split('\0'))].filter((p) => p !== '').sort();

async function byWalking(root: string): Promise<Outcome<readonly RelPath[]>> {
  const all = await nodeFiles(root, () => '').list(['**']);
  return all.length > MOST
    ? unknown(`There are ${all.length} files and no git to say which are the work; at most ${MOST} are looked at.`)
    : known(all);
}

export type Content =
  | { readonly is: 'bytes'; readonly bytes: Buffer }
  /** A link, a folder, a pipe, or gone by now. */
  | { readonly is: 'none' }
  | { readonly is: 'binary' }
  | { readonly is: 'large' }
  | { readonly is: 'unreadable' };

/** Most sources fit: thousands would be as many buffers to throw away. */
const shared = Buffer.allocUnsafeSlow(512 * 1024);

/** Bytes hold until the next call. @param largest in bytes: of a larger file no more is read than tells whether it is binary */
export function contentOf(root: string, path: RelPath, largest = LARGEST): Content {
  let file: number | undefined;
  try {
    // A pipe in a file's place must not hold us up.
    file = openSync(join(root, path), constants.O_RDONLY | constants.O_NONBLOCK | (constants.O_NOFOLLOW ?? 0));
    const length = readSync(file, shared, 0, shared.length, 0);
    if (length < shared.length) return { is: 'bytes', bytes: shared.subarray(0, length) };
    const found = fstatSync(file);
    if (!found.isFile()) return { is: 'none' };
    if (found.size > largest) return { is: isBinary(shared) ? 'binary' : 'large' };
    return { is: 'bytes', bytes: wholeOf(file, found.size) };
  } catch (cause) {
    const { code = '' } = cause as NodeJS.ErrnoException;
    // ELOOP, EMLINK: a link. ENXIO: a pipe or a socket.
    const isNone = ['ENOENT', 'ENOTDIR', 'EISDIR', 'ELOOP', 'EMLINK', 'ENXIO'].includes(code);
    if (!isNone && code === '') throw cause;
    return { is: isNone ? 'none' : 'unreadable' };
  } finally {
    if (file !== undefined) closeSync(file);
  }
}

/** As much as there was when it was opened; it may shrink or grow meanwhile. */
function wholeOf(file: number, size: number): Buffer {
  const bytes = Buffer.allocUnsafe(size);
  let at = 0;
  while (at < size) {
    const n = readSync(file, bytes, at, size - at, at);
    if (n === 0) break;
    at += n;
  }
  return bytes.subarray(0, at);
}

/** As git has it: there is a zero byte near the beginning. UTF-16 is text all the same. */
export function isBinary(bytes: Buffer): boolean {
  const isWide = (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff);
  return !isWide && bytes.subarray(0, SNIFFED).includes(0);
}
