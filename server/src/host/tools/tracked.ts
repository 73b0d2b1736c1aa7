/** What git tracks, and whether it would ignore what builds leave behind. */
import { lstatSync } from 'node:fs';
import { join } from 'node:path';
import { known, type Outcome, type Tracked, type TrackedFile, unknown } from '#core/task';
import type { RelPath } from '#core/text';
import { GitUnknown, hasRepository, output } from '../git';
import { contentOf, isBinary, unique } from '../inventory';

/** From so many bytes on it is looked at what a file holds. */
const LARGE = 1024 * 1024;

export async function tracked(root: string, { ignores }: { readonly ignores: readonly RelPath[] }): Promise<Outcome<Tracked>> {
  if (!hasRepository(root)) return unknown('The folder is not in git.');
  try {
    const files = unique(await output(root, ['ls-files', '-z', '--cached', '--', '.'])).map((path) => fileOf(root, path));
    // Without the index: what is tracked by mistake is to be ignored all the same. None ignored is exit code 1.
    const out = await output(root, ['check-ignore', '--no-index', '-z', '--stdin'], ignores.map((p) => `${p}\0`).join(''), [1]);
    return known({ files, ignored: unique(out) });
  } catch (cause) {
    if (cause instanceof GitUnknown) return unknown(`git does not say what it tracks: ${cause.message || cause.why}`);
    throw cause;
  }
}

function fileOf(root: string, path: RelPath): TrackedFile {
  const found = lstatSync(join(root, path), { throwIfNoEntry: false });
  if (!found?.isFile()) return { path, size: undefined };
  if (found.size < LARGE) return { path, size: found.size };
  // A byte is enough: no more of it is read than tells what it is.
  const content = contentOf(root, path, LARGE);
  const binary = content.is === 'binary' || (content.is === 'bytes' && isBinary(content.bytes));
  return { path, size: found.size, ...(binary ? { binary: true as const } : {}) };
}
