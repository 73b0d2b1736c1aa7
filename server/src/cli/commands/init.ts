/** `gatehouse init`: writes a gatehouse.yaml for the repository that is there, or begins a new one. */
import { messageOf } from '#core/cause';
import type { Change } from '#core/change';
import { CONFIG } from '#service/config/config';
import { beginning } from '#service/init/beginning';
import { type AddCommand, CLEAN, FAILED, fail, type Machine, type Opened } from '../machine';

interface Options {
  readonly yes?: true;
  readonly dryRun?: true;
  readonly system?: string;
}

/** Exit code 0: it is written, or says so already; 2: refused, or nobody could be asked. */
export const addInit: AddCommand = (program, machine, done) => {
  program
    .command('init')
    .description(
      'Write a gatehouse.yaml with what differs from the defaults here; begin the files of a system where there are none.',
    )
    .argument('[folder]', 'the folder; by default this one')
    .option('-y, --yes', 'overwrite and create without asking')
    .option('--dry-run', 'show what would be written, and write nothing')
    .option('--system <id>', 'begin this system, such as packets, where none of its documents are yet')
    .action(async (folder: string | undefined, options: Options) => {
      done(await init(machine, machine.full(folder ?? '.'), options));
    });
};

async function init(machine: Machine, folder: string, options: Options): Promise<number> {
  const kind = await machine.kind(folder);
  if (kind !== 'folder')
    return fail(machine, kind === 'file' ? `${folder} is a file, and no folder` : `there is no folder ${folder}`);
  const writes = options.dryRun ? {} : { writes: true as const };
  let opened: Opened | undefined;
  const found = await beginning({
    open: (text) => {
      // The first one writes; another is only to look through.
      const next = machine.open(folder, { config: { path: CONFIG, text }, cache: false, ...(opened ? {} : writes) });
      opened ??= next;
      return next.session;
    },
    below: (inner, text) => machine.open(`${folder}/${inner}`, { config: { path: CONFIG, text }, cache: false }).session,
    name: folder.split(/[\\/]/).at(-1) ?? '',
    ...(options.system === undefined ? {} : { system: options.system }),
  });
  if (found.is === 'refused' || !opened) return fail(machine, found.is === 'refused' ? found.says : 'nothing was opened');
  for (const line of found.seen) machine.err(line);
  if (found.is === 'change') await sayWhere(machine, folder);
  if (options.dryRun) {
    machine.out(found.text);
    return CLEAN;
  }
  if (found.is === 'nothing') {
    machine.err(found.says);
    return CLEAN;
  }
  if (found.unnamed !== undefined && options.yes) {
    machine.err(found.unnamed);
    return FAILED;
  }
  if (
    found.asks !== undefined &&
    !(await agreed(machine, options, found.asks, found.unnamed === undefined ? '--yes' : '--system with --yes'))
  )
    return FAILED;
  return write(machine, opened, found.change, `${found.done} Next: ${found.next}`);
}

/** Whoever begins below the top of a repository means either: what is written holds for that folder, and paths are read from it. */
async function sayWhere(machine: Machine, folder: string): Promise<void> {
  const place = await machine.hooks.place(folder);
  if (place.is !== 'known' || place.value.prefix === '' || machine.hooks.files.exists(`${folder}/${CONFIG}`)) return;
  machine.err(
    `${folder} is a folder of the repository in ${place.value.top}: only what lies below it was looked at, and paths in documents are read from it. For the whole: gatehouse init ${place.value.top}`,
  );
}

async function agreed(machine: Machine, options: Options, question: string, yes: string): Promise<boolean> {
  if (options.yes) return true;
  const answer = await machine.confirm(question);
  if (answer === undefined)
    machine.err(`${question} There is no terminal to answer at: ${yes} says yes, --dry-run shows what would be written.`);
  else if (!answer) machine.err('Nothing was written.');
  return answer === true;
}

async function write(machine: Machine, opened: Opened, change: Change, done: string): Promise<number> {
  try {
    await opened.apply(change);
  } catch (cause) {
    return fail(machine, messageOf(cause));
  }
  machine.err(done);
  return CLEAN;
}
