/** `gatehouse gate`: whether something may go on. Exit code 0: it passes; 1: it fails; 2: nobody can tell. */
import { Option } from 'commander';
import { messageOf } from '#core/cause';
import { needsSubject, takesSubject, type Verdict } from '#core/gate';
import type { GateReport } from '#protocol/gate-report';
import type { Session } from '#service/engine/session';
import { gateCounts, gateReportOf } from '#service/gates/gate-report';
import { gateNamed, gatesIn, type Judged, type NamedGate, runGate, subjectsOf } from '#service/gates/gates';
import { gateRecord } from '#service/gates/record';
import { agreed } from '../consent';
import { leadOf } from '../format/format';
import { findingFormats, type GateFormatName, gateFormatNames, gateFormats } from '../format/gate';
import { gateChecked } from '../gate-checked';
import { type AddCommand, CALLED_OFF, CLEAN, FAILED, FOUND, fail, type Machine, type Opened, Outdated } from '../machine';
import { day, givenConfig } from '../options';
import { type OpenedTarget, openAll } from '../projects';

interface Options {
  readonly format: GateFormatName;
  readonly output?: string;
  readonly folder?: string;
  readonly since?: string;
  readonly changed?: true;
  readonly shard?: string;
  readonly asOf?: string;
  readonly config?: string;
  readonly color: boolean;
  readonly cache: boolean;
  readonly run?: true;
  readonly rerun?: true;
  readonly record?: true;
}

const codes: Readonly<Record<Verdict, number>> = { pass: CLEAN, fail: FOUND, unknown: FAILED };

/** Exit code 2 also where the verdict could not be recorded that was asked for. */
export const addGate: AddCommand = (program, machine, done) => {
  program
    .command('gate')
    .description('Judge whether a packet, a phase or the folder may go on; without a name, list the gates.')
    .argument('[name]', 'the gate, such as pre-work')
    .argument('[subject]', 'the packet or phase that it is about, or whose scope is looked at')
    .addOption(new Option('--format <format>', 'how to print').choices(gateFormatNames).default('text'))
    .option('--output <file>', 'print into a file')
    .option('--since <revision>', 'judge only what has changed since HEAD left it')
    .option('--changed', 'judge only what is not committed')
    .addOption(new Option('--shard <i/n>').hideHelp())
    .option('--folder <path>', 'the folder, or one in it; by default this one')
    .option('--as-of <date>', 'the day to judge at, as 2026-01-31; by default today, in UTC', day)
    .option('--config <file>', 'a file in place of gatehouse.yaml')
    .option('--run', 'run, without asking, the commands that a packet or gatehouse.yaml names')
    .option('--rerun', 'run the commands of TEST_PLAN again, in place of trusting what is recorded')
    .option('--record', 'write what it says into the packet, under VALIDATION')
    .option('--no-color', 'plain text')
    .option('--no-cache', 'read every file again')
    .action(async (name: string | undefined, subject: string | undefined, options: Options) =>
      done(await gate(machine, name, subject, options)),
    );
};

async function gate(machine: Machine, name: string | undefined, subject: string | undefined, options: Options): Promise<number> {
  if (options.shard !== undefined) return fail(machine, 'a gate has one verdict and is not cut into shards; see docs/ci.md');
  if (options.changed && options.since !== undefined) return fail(machine, '--changed and --since exclude each other');
  const config = givenConfig(machine, options.config);
  if (config && 'error' in config) return fail(machine, config.error);
  const targets = await machine.targets(options.folder === undefined ? [] : [options.folder]);
  if ('error' in targets) return fail(machine, targets.error);
  const all = await openAll(machine, targets, () => ({
    cache: options.cache,
    ...(options.record ? { writes: true } : {}),
    ...(config ? { config } : {}),
    ...(options.asOf === undefined ? {} : { day: options.asOf }),
  }));
  const [first] = all;
  if (!first) return fail(machine, 'there is no folder to look at');
  if (name === undefined) return list(machine, first.opened.session);
  const named = gateNamed(first.opened.session, name);
  if (!named) return fail(machine, noGate(first.opened.session, name));
  if (!takesSubject(named.gate) && subject !== undefined)
    return fail(machine, `${named.name} is about the whole folder; leave ${subject} out`);
  if (needsSubject(named.gate) && subject === undefined) {
    await first.opened.session.start();
    return fail(machine, noSubject(first.opened.session, named));
  }
  if (options.record && (subject === undefined || (named.gate.subject !== 'packet' && !named.gate.narrows)))
    return fail(machine, '--record writes into a packet: name the one that the gate is about');
  const revision = options.changed ? 'HEAD' : options.since;
  if (revision !== undefined && !named.gate.since)
    machine.err(`${named.name} is not about what has changed: it looks at all there is.`);
  const asked = {
    ...(revision === undefined || !named.gate.since ? {} : { [named.gate.since === 'begins' ? 'since' : 'only']: revision }),
    ...(options.rerun ? { rerun: options.rerun } : {}),
  };
  const about = subject ?? '';
  const judged = await machine.watched(about === '' ? named.name : `${named.name} ${about}`, async (doing) => {
    doing.progress?.('reading…');
    const { opened, target } = await projectOf(all, named, subject);
    doing.progress?.('judging…');
    const judged = await runGate(opened.session, named, about, {
      ...asked,
      ...doing,
      consent: async (commands) => options.run ?? (await agreed(machine, commands)),
    });
    return { judged, opened, session: opened.session, report: gateReportOf(opened.session, target.folder, judged) };
  });
  if (!judged) {
    machine.err('gatehouse: called off');
    return CALLED_OFF;
  }
  const text = await printed(machine, judged, options);
  try {
    if (options.output === undefined) machine.out(text);
    else machine.writeText(options.output, text);
  } catch (cause) {
    return fail(machine, `cannot write ${options.output}: ${messageOf(cause)}`);
  }
  const recorded = options.record ? await record(machine, judged, named, options) : true;
  return recorded ? codes[judged.report.verdict] : FAILED;
}

/** As the person would type it again. */
const typed = ({ gate, subject }: GateReport, { since, changed, rerun }: Options): string =>
  [
    'gatehouse gate',
    gate,
    subject,
    ...(since === undefined ? [] : [`--since ${since}`]),
    ...(changed ? ['--changed'] : []),
    ...(rerun ? ['--rerun'] : []),
  ].join(' ');

/** Whether what it said is in the packet. */
async function record(
  machine: Machine,
  { opened, report }: { readonly opened: Opened; readonly report: GateReport },
  named: NamedGate,
  options: Options,
): Promise<boolean> {
  const { gate, verdict, subject } = report;
  const lines = gateFormats
    .text(report, { color: false, lead: '' })
    .split('\n')
    .filter((l) => l.trim() !== '');
  const entry = {
    gate,
    verdict,
    command: typed(report, options),
    exit: codes[verdict],
    at: machine.minute(),
    counts: gateCounts(report),
    lines,
  };
  try {
    const made = await gateRecord(opened.session, named, subject, entry);
    if ('refused' in made) {
      fail(machine, made.refused);
      return false;
    }
    await opened.apply(made.change);
    machine.err(`Recorded in ${made.path}, under VALIDATION.`);
    return true;
  } catch (cause) {
    if (!(cause instanceof Outdated)) throw cause;
    fail(machine, `${cause.path} has changed since it was read; nothing was recorded. Try again.`);
    return false;
  }
}

async function printed(
  machine: Machine,
  { session, report, judged }: { readonly session: Session; readonly report: GateReport; readonly judged: Judged },
  { format, color, output }: Options,
): Promise<string> {
  const how = { color: color && output === undefined && machine.colours, lead: leadOf(report.folder, machine.cwd) };
  if (format in gateFormats) return gateFormats[format as keyof typeof gateFormats](report, how);
  const checked = await gateChecked(session, report, judged, machine.now());
  return findingFormats[format as keyof typeof findingFormats](report, checked, {
    color: how.color,
    cwd: machine.cwd,
    version: machine.version,
    rules: () => machine.plugins.rules,
    rulePage: machine.rulePage,
    failOn: 'error',
  });
}

/** The project that knows the subject: the outermost, unless it lies in one below. Only what is asked is read. */
async function projectOf(all: readonly OpenedTarget[], named: NamedGate, subject: string | undefined): Promise<OpenedTarget> {
  const [first] = all as readonly [OpenedTarget, ...OpenedTarget[]];
  await first.opened.session.start();
  if (subject === undefined || !takesSubject(named.gate) || all.length === 1) return first;
  if (subjectsOf(first.opened.session, named.gate).includes(subject)) return first;
  for (const one of all.slice(1)) {
    await one.opened.session.start();
    if (subjectsOf(one.opened.session, named.gate).includes(subject)) return one;
  }
  return first;
}

function list(machine: Machine, session: Session): number {
  const all = gatesIn(session);
  if (all.length === 0) return fail(machine, 'no system with gates was found here; see docs/configuration.md');
  const title = ({ name, gate }: NamedGate): string =>
    needsSubject(gate) ? `${name} <${gate.subject}>` : gate.narrows ? `${name} [packet]` : name;
  const width = Math.max(...all.map((g) => title(g).length));
  machine.out(`${all.map((g) => `${title(g).padEnd(width)}  ${g.gate.summary}`).join('\n')}\n`);
  return CLEAN;
}

function noGate(session: Session, name: string): string {
  const all = gatesIn(session).map((g) => g.name);
  return all.length === 0
    ? 'no system with gates was found here; see docs/configuration.md'
    : `there is no gate ${name}; there are ${all.join(', ')}`;
}

function noSubject(session: Session, { name, gate }: NamedGate): string {
  const some = subjectsOf(session, gate).slice(0, 5);
  if (gate.subject === 'commits') return `${name} is about commits: name some, such as main..HEAD`;
  return `${name} is about a ${gate.subject}: name it${some.length > 0 ? `, such as ${some.join(', ')}` : ''}`;
}
