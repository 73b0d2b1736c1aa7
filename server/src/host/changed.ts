/** Which files differ from a commit, and what a commit would hold: the index in place of the working tree. */
import { isAbsolute, resolve } from 'node:path';
import type { Staged } from '#core/ports';
import { known, type Outcome, unknown } from '#core/task';
import type { RelPath } from '#core/text';
import { type GitPlace, GitUnknown, objects, output } from './git';
import { unfiltered } from './git-filters';
import { orUnknown } from './git-outcome';
import { commitOf, leftAt } from './tools/changes';

/** Paths as a folder below the repository's root sees them; nothing that a repository configures has a say. */
const names = ['--no-ext-diff', '--no-textconv', '--ignore-submodules', '--relative', '--no-renames', '-z'];

/**
 * Files of a folder that are new or others in the working tree, untracked ones included, those that are gone not.
 * @param since what is compared with is where HEAD left this revision; undefined: HEAD
 */
export async function changedPaths(root: string, since: string | undefined): Promise<Outcome<readonly RelPath[]>> {
  return orUnknown(async () => {
    const head = await commitOf(root, 'HEAD');
    if (head === undefined && since !== undefined) return unknown('There is no commit yet.');
    const left = since === undefined ? undefined : await leftAt(root, since);
    if (left && 'says' in left) return unknown(left.says);
    const base = left?.id ?? head;
    const [tracked, fresh] = await Promise.all([
      base === undefined
        ? output(root, ['ls-files', '-z', '--', '.'])
        : output(
            root,
            ['diff-index', '--name-only', '--diff-filter=d', ...names, base, '--', '.'],
            '',
            [],
            await unfiltered(root),
          ),
      untracked(root),
    ]);
    return known([...new Set([...listed(tracked), ...fresh])].sort());
  });
}

/**
 * What git tells a hook of where the commit is made: of `git commit -a` and `git commit <path>` the index is another file.
 * @param cwd where the process runs: git's own names are relative to that
 */
export function placeOf(env: NodeJS.ProcessEnv, cwd: string): GitPlace {
  const out: Record<string, string> = {};
  for (const name of ['GIT_DIR', 'GIT_WORK_TREE', 'GIT_INDEX_FILE', 'GIT_OBJECT_DIRECTORY', 'GIT_COMMON_DIR']) {
    const value = env[name];
    if (value) out[name] = isAbsolute(value) ? value : resolve(cwd, value);
  }
  // Without it, git takes whichever folder it runs in for the top.
  if (out.GIT_DIR !== undefined) out.GIT_WORK_TREE ??= cwd;
  return out;
}

/** What a commit from there would hold. Unknown where git does not say it. */
export async function staged(root: string, place: GitPlace): Promise<Outcome<Staged>> {
  return orUnknown(async () => {
    const quiet = { ...place, ...(await unfiltered(root)) };
    const ask = (args: readonly string[], fine: readonly number[] = []) => output(root, args, '', fine, quiet);
    const head = (await ask(['rev-parse', '-q', '--verify', 'HEAD^{commit}'], [1, 128])).toString().trim();
    const [paths, dirty, fresh] = await Promise.all([
      head === ''
        ? ask(['ls-files', '-z', '--', '.'])
        : ask(['diff-index', '--cached', '--name-only', '--diff-filter=d', ...names, head, '--', '.']),
      ask(['diff-files', '--raw', '--no-abbrev', ...names, '--', '.']),
      untracked(root, place),
    ]);
    const others = inIndex(dirty.toString());
    const instead: { path: RelPath; bytes: Uint8Array | undefined }[] = fresh.map((path) => ({ path, bytes: undefined }));
    for (const { path, blob } of others) if (blob === undefined) instead.push({ path, bytes: undefined });
    const there = others.flatMap(({ path, blob }) => (blob === undefined ? [] : [{ path, blob }]));
    await objects(
      root,
      there.map((o) => o.blob),
      (bytes, i) => {
        const path = there[i]?.path;
        if (path === undefined) return;
        if (bytes === undefined) throw new GitUnknown('failed', `what is staged of ${path} is not in the repository`);
        instead.push({ path, bytes: Uint8Array.from(bytes) });
      },
      place,
    );
    return known({ paths: listed(paths), instead });
  });
}

const listed = (out: Buffer): readonly RelPath[] =>
  out
    .toString()
    .split('\0')
    .filter((p) => p !== '');

const untracked = async (root: string, place: GitPlace = {}): Promise<readonly RelPath[]> =>
  listed(await output(root, ['ls-files', '--others', '--exclude-standard', '-z', '--', '.'], '', [], place));

/** `:100644 100644 <blob in the index> 0…0 M\0path\0`. A blob of zeros: it is only announced (`git add -N`). Links and modules are left out. */
function inIndex(raw: string): readonly { readonly path: RelPath; readonly blob: string | undefined }[] {
  const parts = raw.split('\0');
  const out: { path: RelPath; blob: string | undefined }[] = [];
  for (let i = 0; i + 1 < parts.length; i += 2) {
    const m = /^:(\d{6}) \d{6} ([0-9a-f]+) [0-9a-f]+ ([A-Z])/.exec(parts[i] ?? '');
    const path = parts[i + 1];
    if (!m || path === undefined) continue;
    const [, mode = '', blob = '', how] = m;
    if (/^0+$/.test(blob) || how === 'A') out.push({ path, blob: undefined });
    else if (mode.startsWith('100')) out.push({ path, blob });
  }
  return out;
}
