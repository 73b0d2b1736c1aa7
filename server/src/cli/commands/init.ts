/** `gatehouse init`: writes a gatehouse.yaml for the repository that is there, or begins a new one. */
import type { Change } from '#core/change';
import type { RelPath } from '#core/text';
import { configText, discoverAll, habits, scaffold, survey } from '#service/init';
import { CONFIG } from '#service/session';
import { type AddCommand, CLEAN, FAILED, fail, type Machine, type Opened, said } from '../machine';

interface Options {
  readonly yes?: true;
  readonly dryRun?: true;
  readonly system?: string;
}

export const addInit: AddCommand = (program, machine, done) => {
  program
    .command('init')
    .description(
      'Write a gatehouse.yaml with what differs from the defaults here; begin the files of a system where there are none.',
    )
    .argument('[folder]', 'the folder; by default this one')
    .option('-y, --yes', 'overwrite and create without asking')
    .option('--dry-run', 'show what would be written, and write nothing')
    .option('--system <id>', 'which system an empty folder is begun with, such as packets')
    .action(async (folder: string | undefined, options: Options) => {
      done(await init(machine, machine.full(folder ?? '.'), options));
    });
};

async function init(machine: Machine, folder: string, options: Options): Promise<number> {
  // By the defaults: what an older gatehouse.yaml says is to be found out again.
  const writes = options.dryRun ? {} : { writes: true as const };
  const opened = machine.open(folder, { config: { path: CONFIG, text: '' }, cache: false, ...writes });
  const { session } = opened;
  await session.start();
  const { files, parsers, pace, plugins } = session.options;
  const seen = await survey(files, parsers, pace);
  const found = discoverAll(plugins.systems, seen, new Set(session.systems.map((s) => s.id)));
  if (found.length === 0) return begin(machine, folder, opened, seen.files, options);
  for (const f of found) machine.err(`${f.title}: ${f.seen.join('; ')}.`);
  // A rule that nearly all break is a habit too: it takes the new configuration to see which.
  const judged = machine.open(folder, { config: { path: CONFIG, text: configText(found) }, cache: false });
  await judged.session.start();
  const usual = habits(judged.session);
  for (const { rule, as, count, of } of usual)
    machine.err(
      `${rule} is shown as ${as === 'hint' ? 'a hint' : 'information'} from now on: ${count} of ${of} documents have it.`,
    );
  const text = configText(found, usual);
  if (options.dryRun) {
    machine.out(text);
    return CLEAN;
  }
  const before = await files.read(CONFIG);
  if (before?.text === text) {
    machine.err(`${CONFIG} says so already.`);
    return CLEAN;
  }
  const change: Change = before
    ? [{ do: 'edit', path: CONFIG, hash: before.hash, edits: [{ at: { start: 0, end: before.text.length }, text }] }]
    : [{ do: 'create', path: CONFIG, text }];
  if (before && !(await agreed(machine, options, `Overwrite ${CONFIG}?`))) return FAILED;
  return write(machine, opened, change, `${before ? 'Overwrote' : 'Wrote'} ${CONFIG}. Next: gatehouse check`);
}

/** Nothing is there yet: the first files, beside whatever there is. */
async function begin(
  machine: Machine,
  folder: string,
  opened: Opened,
  present: readonly RelPath[],
  options: Options,
): Promise<number> {
  const system = machine.plugins.systems.find((s) => (options.system === undefined ? s.init : s.id === options.system));
  if (!system?.init) return fail(machine, `there is no system ${options.system} to begin with`);
  const exists = new Set(present);
  const made = scaffold(system, folder.split(/[\\/]/).at(-1) ?? '', (p) => exists.has(p));
  if (options.dryRun) {
    machine.out(made.map((f) => `==> ${f.path} <==\n${f.text}`).join('\n'));
    return CLEAN;
  }
  const list = made.map((f) => `  ${f.path}`).join('\n');
  const empty = (await opened.session.options.files.list(['**'])).length === 0;
  machine.err(`Nothing here follows a system yet. ${system.title} begins with:\n${list}`);
  if (!empty && !(await agreed(machine, options, 'Create these files?'))) return FAILED;
  const change = made.map(({ path, text }) => ({ do: 'create', path, text }) as const);
  return write(
    machine,
    opened,
    change,
    `Created ${made.length} files. Next: read docs/task_packets/README.md, then gatehouse check`,
  );
}

async function agreed(machine: Machine, options: Options, question: string): Promise<boolean> {
  if (options.yes) return true;
  const answer = await machine.confirm(question);
  if (answer === undefined)
    machine.err(`${question} There is no terminal to answer at: --yes says yes, --dry-run shows what would be written.`);
  else if (!answer) machine.err('Nothing was written.');
  return answer === true;
}

async function write(machine: Machine, opened: Opened, change: Change, done: string): Promise<number> {
  try {
    await opened.apply(change);
  } catch (cause) {
    return fail(machine, said(cause));
  }
  machine.err(done);
  return CLEAN;
}
