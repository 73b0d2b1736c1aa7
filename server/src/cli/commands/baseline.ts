/** `gatehouse baseline`: what is there today is accepted, so that only what is new counts. */
import type { Command } from 'commander';
import { messageOf } from '#core/cause';
import type { Change } from '#core/change';
import { visible } from '#core/visible';
import { BASELINE, type Baseline, type BaselineEntry, entriesFor, sketchOf, writeBaseline } from '#service/engine/baseline';
import type { Session } from '#service/engine/session';
import { leadOf } from '../format/format';
import { type AddCommand, CLEAN, FAILED, fail, type Machine, type Opened } from '../machine';
import { day, givenConfig } from '../options';
import { openAll } from '../projects';

interface Options {
  readonly asOf?: string;
  readonly config?: string;
  readonly dryRun?: true;
}

/** @param lead what stands before the project's paths where the command runs */
type Act = (machine: Machine, opened: Opened, options: Options, lead: string) => Promise<number>;

/** Exit code 0: it is done; 2: some files could not be looked at, or the file cannot be used or written. */
export const addBaseline: AddCommand = (program, machine, done) => {
  const group = program.command('baseline').description('Accept what is found today, so that only new findings count.');
  const add = (name: string, says: string, act: Act): Command =>
    group
      .command(name)
      .description(says)
      .argument('[folder]', 'by default the folder that this one belongs to')
      .option('--as-of <date>', 'the day to judge at, as 2026-01-31; by default today, in UTC', day)
      .option('--config <file>', 'a file in place of gatehouse.yaml')
      .action(async (folder: string | undefined, options: Options) => done(await run(machine, folder, options, act)));
  add('create', `Write all that is found today into ${BASELINE}.`, create).option('--dry-run', 'only say what would be written');
  add('prune', 'Drop the entries that no finding answers to any more.', prune).option(
    '--dry-run',
    'only say what would be dropped',
  );
  add('show', 'Print the entries.', show);
};

async function run(machine: Machine, folder: string | undefined, options: Options, act: Act): Promise<number> {
  const config = givenConfig(machine, options.config);
  if (config && 'error' in config) return fail(machine, config.error);
  const targets = await machine.targets(folder === undefined ? [] : [folder]);
  if ('error' in targets) return fail(machine, targets.error);
  const part = targets.find((t) => t.only.length > 0);
  if (part) return fail(machine, `${folder} is not the folder of a project; its baseline is one for all of it`);
  const writes = act !== show && !options.dryRun;
  const how = {
    cache: true,
    ...(writes ? { writes: true as const } : {}),
    ...(config ? { config } : {}),
    ...(options.asOf === undefined ? {} : { day: options.asOf }),
  };
  let code = CLEAN;
  for (const { target, opened } of await openAll(machine, targets, () => how)) {
    await opened.session.start();
    const lead = leadOf(target.folder, machine.cwd);
    code = Math.max(code, await act(machine, opened, options, lead));
  }
  return code;
}

async function create(machine: Machine, opened: Opened, options: Options, lead: string): Promise<number> {
  const { session } = opened;
  // What could not be looked at would be missing, and be new tomorrow.
  if (session.crashes.length > 0 || session.unreadable.size > 0)
    return fail(machine, 'some files could not be looked at, so the baseline would not be whole; nothing was written');
  const baseline = await whole(session);
  const n = total(baseline.entries);
  const files = new Set(baseline.entries.map((e) => e.file)).size;
  return write(
    machine,
    opened,
    options,
    baseline,
    `${lead}${BASELINE}: ${findings(n)} of ${files} ${files === 1 ? 'file' : 'files'}`,
    'accepted',
  );
}

/** All that is found now, known before or not. */
async function whole(session: Session): Promise<Baseline> {
  const entries: BaselineEntry[] = [];
  const sketches = new Map<string, readonly string[]>();
  for (const entry of session.workspace.entries.values()) {
    const file = entry.found.length > 0 ? await session.text(entry.path) : undefined;
    if (!file) continue;
    const mine = entriesFor(entry.path, entry.found, file);
    if (mine.length === 0) continue;
    entries.push(...mine);
    sketches.set(entry.path, sketchOf(file));
  }
  return { entries, sketches };
}

async function prune(machine: Machine, opened: Opened, options: Options, lead: string): Promise<number> {
  const { baselined } = opened.session;
  if (baselined.problem !== undefined) return fail(machine, `${BASELINE} cannot be used: ${baselined.problem}`);
  const n = total(baselined.stale());
  return write(
    machine,
    opened,
    options,
    baselined.pruned(),
    `${lead}${BASELINE}: ${n} ${n === 1 ? 'entry' : 'entries'} without a finding`,
    'dropped',
  );
}

async function write(
  machine: Machine,
  { session, apply }: Opened,
  { dryRun }: Options,
  baseline: Baseline,
  what: string,
  done: string,
): Promise<number> {
  const change: Change | undefined = writeBaseline(await session.options.files.read(BASELINE), baseline);
  if (!dryRun && change) {
    try {
      await apply(change);
    } catch (cause) {
      return fail(machine, `cannot write ${BASELINE}: ${messageOf(cause)}`);
    }
  }
  machine.out(`${what} ${dryRun ? `would be ${done}` : done}${change ? '' : '; the file is as it was'}.\n`);
  return CLEAN;
}

async function show(machine: Machine, { session }: Opened, _: Options, lead: string): Promise<number> {
  const { baselined } = session;
  if (baselined.problem !== undefined) return fail(machine, `${BASELINE} cannot be used: ${baselined.problem}`);
  const stale = baselined.stale();
  const lines = baselined.baseline.entries.map((e) => {
    const gone = stale.find((s) => s.file === e.file && s.rule === e.rule && s.fingerprint === e.fingerprint);
    const many = e.count > 1 ? ` (${e.count} times)` : '';
    return `${visible(lead + e.file)}: ${visible(e.message)}${many} [${visible(e.rule)}]${gone ? ' no finding any more' : ''}`;
  });
  const n = total(stale);
  const summary = `${lead}${BASELINE}: ${findings(total(baselined.baseline.entries))} accepted${n > 0 ? `, ${n} of them found no more` : ''}.`;
  machine.out(`${[...lines, ...(lines.length > 0 ? [''] : []), summary].join('\n')}\n`);
  return session.crashes.length > 0 || session.unreadable.size > 0 ? FAILED : CLEAN;
}

const total = (entries: readonly BaselineEntry[]): number => entries.reduce((sum, e) => sum + e.count, 0);
const findings = (n: number): string => `${n} ${n === 1 ? 'finding' : 'findings'}`;
