/** What git tracks, and whether it would ignore what builds leave behind. */
import { lstatSync } from 'node:fs';
import { join } from 'node:path';
import { known, type Outcome, type Tracked, type TrackedFile, unknown } from '#core/task';
import type { RelPath } from '#core/text';
import { contentOf, isBinary } from '../content';
import { hasRepository, output } from '../git';
import { ignorer, rulesAbove } from '../git-ignore';
import { orUnknown } from '../git-outcome';
import { unique } from '../inventory';

/** From so many bytes on it is looked at what a file holds. */
const LARGE = 1024 * 1024;

/** What git tracks below the folder. @param ignores paths of which it is asked whether `.gitignore` files leave them out */
export async function tracked(root: string, { ignores }: { readonly ignores: readonly RelPath[] }): Promise<Outcome<Tracked>> {
  if (!hasRepository(root)) return unknown('The folder is not in git.');
  return orUnknown(async () => {
    const files = unique(await output(root, ['ls-files', '-z', '--cached', '--', '.'])).map((path) => fileOf(root, path));
    const large = files.filter((f) => f.binary).map((f) => f.path);
    const lfs = new Set(await inLfs(root, large));
    // What one person's git ignores besides, others track.
    const isIgnored = ignorer(async (path) => textOf(root, path), rulesAbove(root, 'all'));
    const ignored: RelPath[] = [];
    for (const path of ignores) if (await isIgnored(path)) ignored.push(path);
    return known({
      files: files.map((f) => (lfs.has(f.path) ? { path: f.path, size: f.size } : f)),
      ignored,
    });
  });
}

/** Those that git has only a pointer to. */
async function inLfs(root: string, paths: readonly RelPath[]): Promise<readonly RelPath[]> {
  if (paths.length === 0) return [];
  const out = await output(root, ['check-attr', '-z', '--stdin', 'filter'], paths.map((p) => `${p}\0`).join(''));
  const words = out.toString().split('\0');
  return words.flatMap((path, i) => (i % 3 === 0 && words[i + 2] === 'lfs' ? [path] : []));
}

function textOf(root: string, path: RelPath): string | undefined {
  const content = contentOf(root, path, LARGE);
  return content.is === 'bytes' ? content.bytes.toString() : undefined;
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
