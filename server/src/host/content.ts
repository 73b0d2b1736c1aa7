/**
 * What files hold, as bytes: sources, of which there are many.
 *
 * Invariant: no link is followed that leads out of the folder, and no more of a file is read than it is allowed to have.
 */
import { closeSync, constants, fstatSync, openSync, readSync, realpathSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { RelPath } from '#core/text';
import { isBelow } from './inside';

/** Nobody writes a file larger than this; a tool does. In bytes. */
export const LARGEST = 16 * 1024 * 1024;
/** git takes a file for binary by what it holds up to here. */
const SNIFFED = 8000;

/** What came of reading a file as bytes. */
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
    if (path.includes('/') && !isBelow(realpathSync.native(root), realpathSync.native(join(root, dirname(path)))))
      return { is: 'none' };
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

/**
 * A text that somebody names on the command line: a file, or a pipe that ends.
 * @throws it cannot be read, or does not end
 */
export function textOf(path: string): string {
  const file = openSync(path, 'r');
  try {
    const pieces: Buffer[] = [];
    let size = 0;
    for (;;) {
      const n = readSync(file, shared);
      if (n === 0) return Buffer.concat(pieces).toString();
      size += n;
      if (size > LARGEST) throw new Error(`it has more than ${LARGEST} bytes`);
      pieces.push(Buffer.from(shared.subarray(0, n)));
    }
  } finally {
    closeSync(file);
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
