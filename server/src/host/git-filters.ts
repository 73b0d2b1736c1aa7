/** Filters of a repository's own configuration: programs that git would start to compare files of the working tree. */
import { type GitPlace, output } from './git';

/**
 * Variables by which git leaves out the filters that the repository's own configuration defines (`filter.x.clean`): whoever made the folder
 * wrote that too. Those of the user's own, as git-lfs has them, stay.
 */
export async function unfiltered(folder: string): Promise<GitPlace> {
  const asked = ['config', '--show-scope', '--name-only', '-z', '--get-regexp', String.raw`^filter\..*\.(clean|smudge|process)$`];
  const fields = (await output(folder, asked, '', [1])).toString().split('\0');
  const own = fields.flatMap((scope, i) => {
    const key = fields[i + 1] ?? '';
    return i % 2 === 0 && /^(?:local|worktree)$/.test(scope) ? [key.slice(0, key.lastIndexOf('.'))] : [];
  });
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
