/** `gatehouse hook`: what runs before a commit. */
import type { Command } from 'commander';
import { messageOf } from '#core/cause';
import { isExempt } from '#core/commit';
import { visible } from '#core/visible';
import { messageProblems } from '#service/commit-message';
import { carryOut, type Plan, planInstall, planUninstall, stateOf } from '../hook/install';
import { cleaned } from '../hook/message';
import { type AddCommand, CLEAN, FAILED, FOUND, fail, type Machine } from '../machine';

interface Options {
  readonly dryRun?: true;
  readonly folder?: string;
}

/**
 * `status` has exit code 1 where a hook is missing, `commit-msg` where the message names no packet in work; 2: it could not
 * be done.
 */
export const addHook: AddCommand = (program, machine, done) => {
  const hook = program.command('hook').description('Run Gatehouse before each commit, or stop doing so.');
  const add = (name: string, says: string): Command =>
    hook.command(name).description(says).option('--folder <path>', 'the folder, or one in it; by default this one');
  add('install', 'Write the hooks pre-commit and commit-msg; those that are there run too.')
    .option('--dry-run', 'print what would be written, and write nothing')
    .action(async (options: Options) => done(await change(machine, options, planInstall)));
  add('uninstall', 'Take them out: what was there before is there again.')
    .option('--dry-run', 'print what would be done, and do nothing')
    .action(async (options: Options) => done(await change(machine, options, planUninstall)));
  add('status', 'Print which hooks are there.').action(async (options: Options) => done(await status(machine, options)));
  add('commit-msg', 'Judge the message of a commit: it names a packet in work.')
    .argument('<file>', 'the file that holds the message')
    .action(async (file: string, options: Options) => done(await commitMessage(machine, file, options)));
};

async function placeOf(machine: Machine, { folder: path }: Options) {
  const targets = await machine.targets(path === undefined ? [] : [path]);
  if ('error' in targets) return targets;
  const [target] = targets;
  if (!target) return { error: 'there is no folder to look at' };
  const place = await machine.hooks.place(target.folder);
  if (place.is === 'unknown') return { error: place.says };
  if (/^\.\.(?:\/|$)/.test(place.value.prefix)) return { error: `${target.folder} lies above the repository ${place.value.top}` };
  return { place: place.value, folder: target.folder };
}

async function change(machine: Machine, options: Options, planned: typeof planInstall): Promise<number> {
  const found = await placeOf(machine, options);
  if ('error' in found) return fail(machine, found.error);
  const plan = planned(found.place, machine.hooks.files);
  if (options.dryRun) {
    machine.out(dry(plan));
    return plan.refused ? FAILED : CLEAN;
  }
  try {
    carryOut(plan, machine.hooks.files);
  } catch (cause) {
    return fail(machine, `the hooks could not all be written: ${messageOf(cause)}`);
  }
  if (plan.refused) return fail(machine, `nothing was installed (hooks are run by ${plan.by}). ${plan.next.join('\n')}`);
  machine.out(listed([...plan.steps.map((s) => `${s.says}.`), ...plan.next]));
  return CLEAN;
}

const dry = ({ steps, next }: Plan): string => {
  return listed([
    ...steps.flatMap((s) =>
      s.do === 'write'
        ? [
            `${s.says}:`,
            ...s.text
              .replace(/\n$/, '')
              .split('\n')
              .map((l) => `  ${l}`),
          ]
        : [`${s.says}.`],
    ),
    ...next.flatMap((n) => n.split('\n')),
  ]);
};

/** Names of folders must not steer a terminal. */
const listed = (lines: readonly string[]): string =>
  `${(lines.length > 0 ? lines : ['Nothing to do.']).map(visible).join('\n')}\n`;

async function status(machine: Machine, options: Options): Promise<number> {
  const found = await placeOf(machine, options);
  if ('error' in found) return fail(machine, found.error);
  const all = stateOf(found.place, machine.hooks.files);
  machine.out(listed(all.map(({ name, at }) => `${name.padEnd(10)}  ${at ?? 'not installed'}`)));
  return all.every((s) => s.at !== undefined) ? CLEAN : FOUND;
}

async function commitMessage(machine: Machine, file: string, options: Options): Promise<number> {
  const found = await placeOf(machine, options);
  if ('error' in found) return fail(machine, found.error);
  let text: string;
  try {
    text = machine.readText(file);
  } catch (cause) {
    return fail(machine, `cannot read the message ${file}: ${messageOf(cause)}`);
  }
  const message = cleaned(text, found.place.comment);
  // Git makes no commit without a message.
  if (message === '' || isExempt(message, machine.hooks.isMerge(file))) return CLEAN;
  const staged = await machine.staged(found.folder);
  if (staged.is === 'unknown') return fail(machine, `what is staged cannot be told: ${staged.says}`);
  const { session } = machine.open(found.folder, { cache: true, instead: staged.value.instead });
  await session.start();
  const problems = await session.configProblems();
  if (problems.length > 0) return fail(machine, problems.map((p) => `${p.path}: ${p.message}`).join('\n'));
  const wrong = messageProblems(session, message, staged.value.paths);
  if (wrong.length === 0) return CLEAN;
  machine.err([...wrong, '"git commit --no-verify" goes without this.'].join('\n'));
  return FOUND;
}
