/**
 * Filters that the configuration of a repository, or of one checked out in it (a submodule), defines: programs that git would start to
 * compare files of the working tree.
 */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { type GitPlace, GitUnknown, output } from './git';

/** So many repositories within one are asked; more, and what has changed is not known. */
const MOST = 200;

/**
 * Variables by which git leaves out the filters that a repository's own configuration defines (`filter.x.clean`): whoever made the folder
 * wrote that too. Those of the user's own, as git-lfs has them, stay. What git is told so holds in the repositories within, too.
 * @param submodules whether what is asked looks into the working trees of submodules: git does so by their own configuration
 * @throws {GitUnknown} also where there are more submodules than can be asked
 */
export async function unfiltered(folder: string, submodules = false): Promise<GitPlace> {
  const own = await filtersOf(folder);
  if (submodules) {
    const top = (await output(folder, ['rev-parse', '--show-toplevel'])).toString().replace(/\n$/, '');
    const open = await within(top);
    for (let i = 0; i < open.length; i++) {
      if (i === MOST) throw new GitUnknown('failed', `there are more than ${MOST} submodules`);
      const at = open[i] as string;
      own.push(...(await filtersOf(at)));
      open.push(...(await within(at)));
    }
  }
  const pairs = [...new Set(own)].flatMap((name) => [
    ...['clean', 'smudge', 'process'].map((what) => [`${name}.${what}`, ''] as const),
    [`${name}.required`, 'false'] as const,
  ]);
  if (pairs.length === 0) return {};
  const numbered = pairs.flatMap(([key, value], i) => [
    [`GIT_CONFIG_KEY_${i}`, key],
    [`GIT_CONFIG_VALUE_${i}`, value],
  ]);
  return { GIT_CONFIG_COUNT: String(pairs.length), ...Object.fromEntries(numbered) };
}

/** `filter.x` for each. */
async function filtersOf(folder: string): Promise<string[]> {
  const asked = ['config', '--show-scope', '--name-only', '-z', '--get-regexp', String.raw`^filter\..*\.(clean|smudge|process)$`];
  const fields = (await output(folder, asked, '', [1])).toString().split('\0');
  return fields.flatMap((scope, i) => {
    const key = fields[i + 1] ?? '';
    return i % 2 === 0 && /^(?:local|worktree)$/.test(scope) ? [key.slice(0, key.lastIndexOf('.'))] : [];
  });
}

/** The repositories that the index of one names and that are checked out. */
async function within(top: string): Promise<string[]> {
  const entries = (await output(top, ['ls-files', '--stage', '-z'])).toString().split('\0');
  return entries.flatMap((entry) => {
    const at = entry.startsWith('160000 ') ? join(top, entry.slice(entry.indexOf('\t') + 1)) : undefined;
    return at !== undefined && existsSync(join(at, '.git')) ? [at] : [];
  });
}
