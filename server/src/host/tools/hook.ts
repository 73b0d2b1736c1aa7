/** Whether git's pre-commit hook is there, and bites: in a scratch copy it is to refuse a commit with violations in it. */
import { existsSync, mkdirSync, statSync, writeFileSync } from 'node:fs';
import { dirname, isAbsolute, join } from 'node:path';
import { type Doing, type HookState, known, type Outcome, type Tasks, unknown } from '#core/task';
import { output } from '../git';
import { orUnknown } from '../git-outcome';
import { run } from './run';
import { copyTo, inScratch } from './scratch';

const SECONDS = 60;

/** Makes two commits in a scratch copy, one without a violation and one with `plant`, and tells what the hook says to each. */
export async function hook(root: string, { plant }: Tasks['hook']['asked'], doing: Doing): Promise<Outcome<HookState>> {
  return orUnknown(async (): Promise<Outcome<HookState>> => {
    const path = await hookOf(root);
    if (path === undefined)
      return known({ is: 'absent', says: 'There is no pre-commit hook; “gatehouse hook install” writes one.' });
    return await inScratch('hook', async (scratch, watchdog) => {
      await copyTo(root, scratch);
      const prefix = (await output(root, ['rev-parse', '--show-prefix'])).toString().trim();
      const folder = join(scratch, prefix);
      // It has to let pass what is good, or its refusal says nothing.
      writeFileSync(join(folder, '.gatehouse-canary'), 'x\n');
      const before = await commit(scratch, path, doing, watchdog);
      if (before.is === 'unknown') return before;
      for (const [file, text] of Object.entries(plant)) {
        mkdirSync(dirname(join(folder, file)), { recursive: true });
        writeFileSync(join(folder, file), text);
      }
      const after = await commit(scratch, path, doing, watchdog);
      if (after.is === 'unknown') return after;
      if (after.value === 0)
        return known({ is: 'idle', says: `It lets a violation pass that was planted in ${Object.keys(plant).join(' and ')}.` });
      return before.value === 0
        ? known({ is: 'bites', says: 'It refuses a planted violation.' })
        : unknown(`It refuses every commit as things are (exit ${before.value}), so nobody can tell what it would let pass.`);
    });
  });
}

/** Stages what there is and runs the hook as git would. Its exit code. */
async function commit(
  scratch: string,
  path: string,
  doing: Doing,
  watchdog: Parameters<typeof run>[3],
): Promise<Outcome<number>> {
  await output(scratch, ['add', '--all', '--', '.']);
  const ran = await run(scratch, { command: `sh '${path.replaceAll("'", "'\"'\"'")}'`, seconds: SECONDS }, doing, watchdog);
  if (ran.is === 'unknown') return ran;
  return ran.value.exit === null ? unknown('It did not end.') : known(ran.value.exit);
}

/** The file that git would start. Undefined: there is none. */
async function hookOf(root: string): Promise<string | undefined> {
  const listed = (await output(root, ['config', '--show-scope', '-z', '--get-all', 'core.hooksPath'], '', [1]))
    .toString()
    .split('\0');
  let configured: string | undefined;
  for (let i = 0; i + 1 < listed.length; i += 2) if (listed[i] !== 'command') configured = listed[i + 1];
  const [top = '', common = ''] = (await output(root, ['rev-parse', '--show-toplevel', '--git-common-dir']))
    .toString()
    .split('\n');
  const hooks = configured ?? join(isAbsolute(common) ? common : join(root, common), 'hooks');
  const path = join(isAbsolute(hooks) ? hooks : join(top, hooks), 'pre-commit');
  if (!existsSync(path)) return undefined;
  // Git passes over a hook that cannot be executed.
  return process.platform === 'win32' || (statSync(path).mode & 0o111) !== 0 ? path : undefined;
}
