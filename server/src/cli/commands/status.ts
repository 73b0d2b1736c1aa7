/** `gatehouse status`: where the work stands. */
import { Option } from 'commander';
import { escaped, visible } from '#core/visible';
import type { FolderStatus, StatusReport } from '#protocol/status-report';
import { seenElsewhere } from '#service/elsewhere';
import { statusOf, statusText } from '#service/status-report';
import { type AddCommand, CLEAN, FAILED, fail, type Machine } from '../machine';
import { day } from '../options';
import { openAll } from '../projects';

interface Options {
  readonly format: 'text' | 'json';
  readonly asOf?: string;
  readonly cache: boolean;
}

/** Exit code 2: nothing to tell of is here, or a file could not be read. */
export const addStatus: AddCommand = (program, machine, done) => {
  program
    .command('status')
    .description('Print where the work stands: phases, states, what waits for what, and since when.')
    .argument('[folder]', 'the folder; by default the one that this one belongs to')
    .addOption(new Option('--format <format>', 'how to print').choices(['text', 'json']).default('text'))
    .option('--as-of <date>', 'the day on which ages are told, as 2026-01-31; by default today, in UTC', day)
    .option('--no-cache', 'read every file again')
    .action(async (folder: string | undefined, options: Options) => done(await status(machine, folder, options)));
};

async function status(machine: Machine, path: string | undefined, options: Options): Promise<number> {
  const targets = await machine.targets(path === undefined ? [] : [path]);
  if ('error' in targets) return fail(machine, targets.error);
  const all = await openAll(machine, targets, () => ({
    cache: options.cache,
    ...(options.asOf === undefined ? {} : { day: options.asOf }),
  }));
  const there = all.filter(({ opened }) => opened.session.systems.length > 0);
  if (there.length === 0) {
    const seen = all[0] && (await seenElsewhere(all[0].opened.session));
    const none = 'no packets, task board, spec pointer or signature audit were found here';
    return fail(machine, seen === undefined ? none : `${none}; ${seen}: run gatehouse init`);
  }
  const today = options.asOf ?? machine.today();
  const folders: FolderStatus[] = [];
  for (const { target, opened } of there) {
    await opened.session.start();
    folders.push(statusOf(opened.session, target.folder, today));
  }
  const report: StatusReport = { version: 1, day: today, folders };
  machine.out(options.format === 'json' ? `${escaped(JSON.stringify(report, null, 2))}\n` : text(report));
  return there.some(({ opened }) => opened.session.unreadable.size > 0) ? FAILED : CLEAN;
}

/** Where there are several folders, each under its name. */
const text = ({ folders }: StatusReport): string =>
  folders
    .map((f) => (folders.length > 1 ? `${f.folder}\n\n` : '') + statusText(f))
    .join('\n')
    .split('\n')
    .map(visible)
    .join('\n');
