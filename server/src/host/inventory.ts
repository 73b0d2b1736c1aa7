/**
 * The files of a folder that are somebody's work: what git tracks or would track; without git, what a bounded walk finds.
 */
import type { Outcome } from '#core/task';
import { known, unknown } from '#core/task';
import type { RelPath } from '#core/text';
import { GitUnknown, hasRepository, output } from './git';
import { whyNot } from './git-outcome';
import { nodeFiles } from './node-files';

/** So many files are looked at where there is no git. */
const MOST = 20_000;

/** In order, each once. */
export async function inventory(root: string): Promise<Outcome<readonly RelPath[]>> {
  if (!hasRepository(root)) return byWalking(root);
  try {
    const out = await output(root, ['ls-files', '-z', '--cached', '--others', '--exclude-standard', '--', '.']);
    return known(unique(out));
  } catch (cause) {
    if (!(cause instanceof GitUnknown)) throw cause;
    return cause.why === 'no-git' ? byWalking(root) : unknown(whyNot(cause));
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
