/** Where paths lead, and how links to files are written. */
import { between } from '#core/paths';
import type { RelPath } from '#core/text';

/** `src/a.ts:8`, `a.ts:8-12`: the lines of a file, as agents and editors write them; a port is none. */
export const lines = /(?<=^[^:]*\.(?!(?:com|org|net|io|dev|app|local):)[A-Za-z]\w{0,9}):\d+(?:[-–:]\d+)?$/;

/** Whether a path leads out of the folder, after what goes down again is taken off. A leading slash is the folder's root. */
export function leaves(path: string): boolean {
  // A home, a drive, another machine.
  if (/^~[\\/]|^[A-Za-z]:[\\/]|^\\\\/.test(path)) return true;
  return path.includes('..') && partsOf(path) === undefined;
}

/** The path from the folder's root, as the world knows files. Undefined: it leads out. */
export const fromRoot = (path: string): RelPath | undefined => (leaves(path) ? undefined : partsOf(path)?.join('/'));

function partsOf(path: string): readonly string[] | undefined {
  const out: string[] = [];
  for (const part of path.replaceAll('\\', '/').split('/')) {
    if (part === '..' && out.pop() === undefined) return undefined;
    if (part !== '' && part !== '.' && part !== '..') out.push(part);
  }
  return out;
}

/** From one document to a file, as a link is written. */
export function relativeLink(from: RelPath, to: RelPath): string {
  return between(from, to)
    .map((p) => encodeURIComponent(p).replaceAll('%40', '@'))
    .join('/');
}
