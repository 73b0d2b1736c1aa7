/** Where a repository's hooks are, and the few files around them. */
import { chmodSync, existsSync, lstatSync, mkdirSync, readFileSync, realpathSync, renameSync, rmSync, statSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';
import type { HookPlace } from '#core/ports';
import { known, type Outcome } from '#core/task';
import { output } from './git';
import { orUnknown } from './git-outcome';
import { writeWhole } from './write';

/** Where git looks for the hooks of a folder's repository. Unknown outside of one. */
export async function hookPlace(folder: string): Promise<Outcome<HookPlace>> {
  return orUnknown(async () => {
    const ask = async (...args: readonly string[]): Promise<string> =>
      (await output(folder, args, '', [1])).toString().replace(/\n$/, '');
    const top = await ask('rev-parse', '--show-toplevel');
    const common = resolve(folder, await ask('rev-parse', '--git-common-dir'));
    const said = configured(await ask('config', '--show-scope', '--type=path', '--get-all', 'core.hooksPath'));
    const hooks = said ? resolve(top, said.value) : join(common, 'hooks');
    const prefix = relative(realpathSync(top), realpathSync(folder)).split(sep).join('/');
    const by = !said ? 'git' : /^(?:local|worktree)$/.test(said.scope) ? 'repository' : 'user';
    const comment = configured(await ask('config', '--show-scope', '--get-all', 'core.commentChar'))?.value ?? '#';
    return known({
      top,
      prefix,
      hooks,
      by,
      isTracked: `${hooks}${sep}`.startsWith(`${resolve(top)}${sep}`) && said !== undefined,
      comment,
    });
  });
}

/** The value that counts: the last one, but for what we tell git ourselves. */
function configured(out: string): { readonly scope: string; readonly value: string } | undefined {
  const all = out.split('\n').map((line) => ({ scope: line.split('\t')[0] ?? '', value: line.slice(line.indexOf('\t') + 1) }));
  return all.filter((one) => one.scope !== '' && one.scope !== 'command').at(-1);
}

/** Git notes beside the message's file what it is about to merge. */
export const isMerge = (file: string): boolean => existsSync(join(dirname(resolve(file)), 'MERGE_HEAD'));

/** The files that hooks are in. */
export const hookFiles = {
  read: (path: string): string | undefined =>
    statSync(path, { throwIfNoEntry: false })?.isFile() ? readFileSync(path, 'utf8') : undefined,
  /** A broken link is something too. */
  exists: (path: string): boolean => existsSync(path) || lstatSync(path, { throwIfNoEntry: false }) !== undefined,
  /** @param runs it is a program */
  write(path: string, text: string, runs: boolean): void {
    writeWhole(path, text);
    if (runs) chmodSync(path, statSync(path).mode | 0o111);
  },
  move(from: string, to: string): void {
    mkdirSync(dirname(to), { recursive: true });
    renameSync(from, to);
  },
  remove: (path: string): void => rmSync(path),
};
