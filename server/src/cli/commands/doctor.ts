/** `gatehouse doctor`: what Gatehouse runs on, what is in force in a folder, and what is not known there; with `--canaries`, whether its gates bite. */
import { Option } from 'commander';
import { messageOf } from '#core/cause';
import { EVIDENCE } from '#core/evidence';
import type { Verdict } from '#core/gate';
import { escaped, visible } from '#core/visible';
import { CONFIG } from '#service/config/config';
import { seenElsewhere } from '#service/elsewhere';
import { unknownsOf } from '#service/engine/unknowns';
import { type CanaryReport, canaryVerdict, type Tried, tryCanaries } from '#service/gates/canaries';
import { evidenceIn } from '#service/gates/evidence';
import { stateOf } from '../hook/install';
import { type AddCommand, CALLED_OFF, CLEAN, FAILED, FOUND, fail, type Machine } from '../machine';
import { type OpenedTarget, openAll } from '../projects';

interface Options {
  readonly canaries?: true;
  readonly format: 'text' | 'json';
}

/** Exit code 1: something is wrong, or a gate does not bite; 2: something is not known. 1 outranks 2. */
export const addDoctor: AddCommand = (program, machine, done) => {
  program
    .command('doctor')
    .description('Say what is in force in a folder, and what is not known there; with --canaries, whether its gates bite.')
    .argument('[folder]', 'the folder, or one in it; by default the one that this one belongs to')
    .option('--canaries', 'plant a violation of each check of each gate in a scratch folder, and tell which do not bite')
    .addOption(new Option('--format <format>', 'how to print').choices(['text', 'json']).default('text'))
    .action(async (folder: string | undefined, options: Options) => done(await doctor(machine, folder, options)));
};

async function doctor(machine: Machine, path: string | undefined, options: Options): Promise<number> {
  const targets = await machine.targets(path === undefined ? [] : [path]);
  if ('error' in targets) return fail(machine, targets.error);
  const all = await openAll(machine, targets, () => ({ cache: true }));
  return options.canaries ? canaries(machine, all, options) : general(machine, all, options);
}

const codes: Readonly<Record<Verdict, number>> = { pass: CLEAN, fail: FOUND, unknown: FAILED };
/** One that says most counts: what is wrong, then what is not known. */
const worst = (all: readonly number[]): number => [FOUND, FAILED].find((c) => all.includes(c)) ?? CLEAN;
const lines = (all: readonly string[]): string => `${all.map(visible).join('\n')}\n`;

async function canaries(machine: Machine, all: readonly OpenedTarget[], { format }: Options): Promise<number> {
  const there = all.filter(({ opened }) => opened.session.systems.length > 0);
  if (there.length === 0) return fail(machine, 'no system with gates was found here; see docs/configuration.md');
  const reports: { readonly folder: string; readonly report: CanaryReport }[] = [];
  for (const { target, opened } of there) {
    const report = await machine
      .watched('canaries', (doing) => {
        const day = machine.today();
        return tryCanaries(opened.session, machine.inScratch(day), day, doing);
      })
      .catch((cause: unknown) => ({ failed: messageOf(cause) }));
    if (!report) {
      machine.err('gatehouse: called off');
      return CALLED_OFF;
    }
    if ('failed' in report) return fail(machine, `no scratch folder could be made to try gates in: ${report.failed}`);
    reports.push({ folder: target.folder, report });
  }
  if (format === 'json') machine.out(`${escaped(JSON.stringify({ version: 1, folders: reports.map(asJson) }, null, 2))}\n`);
  else
    for (const { folder, report } of reports)
      machine.out(lines([...(reports.length > 1 ? [folder] : []), ...canaryLines(report)]));
  return worst(reports.map(({ report }) => codes[canaryVerdict(report)]));
}

const asJson = ({ folder, report }: { readonly folder: string; readonly report: CanaryReport }) => ({
  folder,
  verdict: canaryVerdict(report),
  ...report,
});

const words: Readonly<Record<Exclude<Tried['is'], 'bites'>, string>> = { silent: 'does not bite', unclear: 'cannot tell' };

function canaryLines({ tried, untried }: CanaryReport): readonly string[] {
  const open = tried.flatMap((t) =>
    t.is === 'bites' ? [] : [`${t.gate}/${t.check}: ${words[t.is]}. ${t.what} ${t.says ?? ''}`],
  );
  const gates = new Set(tried.map((t) => t.gate)).size;
  const bite = tried.length - open.length;
  return [
    ...open,
    ...untried.map((u) => `${u.gate}/${u.check}: not tried. ${u.says}`),
    `${bite} of ${tried.length} violations of ${gates} gates are caught${untried.length > 0 ? `; ${untried.length} checks are not tried` : ''}.`,
  ];
}

/** One line of what is in force. */
interface Line {
  readonly is: string;
  readonly says: string;
  /** What it does to the exit code. */
  readonly code: number;
}

async function general(machine: Machine, all: readonly OpenedTarget[], { format }: Options): Promise<number> {
  const { node, platform, git, parser } = await machine.runtime();
  const line = (is: string, says: string, code = CLEAN): Line => ({ is, says, code });
  const own = [
    line('gatehouse', `${machine.version}, on Node ${node}, ${platform}`),
    git.is === 'known' ? line('git', git.value) : line('git', git.says, FAILED),
    line('parser', parser.warning === undefined ? parser.name : `${parser.name}: ${parser.warning}`),
  ];
  const folders = [];
  for (const { target, opened } of all)
    folders.push({ folder: target.folder, lines: await inForce(machine, target.folder, opened, line) });
  if (format === 'json')
    machine.out(
      `${escaped(JSON.stringify({ version: 1, runtime: own.map(plain), folders: folders.map((f) => ({ folder: f.folder, state: f.lines.map(plain) })) }, null, 2))}\n`,
    );
  else {
    const shown = [...own, ...folders.flatMap((f) => [line('folder', f.folder), ...f.lines])];
    const width = Math.max(...shown.map((l) => l.is.length));
    machine.out(lines(shown.map((l) => `${l.is.padEnd(width)}  ${l.says}`)));
  }
  return worst([...own, ...folders.flatMap((f) => f.lines)].map((l) => l.code));
}

const plain = ({ is, says, code }: Line) => ({
  what: is,
  says,
  state: code === CLEAN ? 'ok' : code === FOUND ? 'wrong' : 'unknown',
});

async function inForce(
  machine: Machine,
  folder: string,
  { session }: OpenedTarget['opened'],
  line: (is: string, says: string, code?: number) => Line,
): Promise<readonly Line[]> {
  await session.start();
  const wrong = await session.configProblems();
  const { entries } = session.workspace;
  const sources = session.configSources.filter((path) => path !== CONFIG || entries.has(CONFIG));
  const seen = await seenElsewhere(session);
  const documents = [...entries.values()].filter((e) => e.kinds.length > 0).length;
  return [
    line(
      'configuration',
      sources.length === 0 ? `none: what is not said in ${CONFIG} is as it is by default` : sources.join(', '),
    ),
    ...wrong.map((p) => line('configuration', `${p.path}: ${p.message}`, FAILED)),
    line(
      'systems',
      session.systems.length === 0
        ? `none was found${seen === undefined ? '' : `; ${seen}: run gatehouse init`}`
        : session.systems.map((s) => `${s.id} (${s.title})`).join(', '),
    ),
    line('documents', `${documents} read`),
    ...[...session.unreadable].map(([path]) => line('documents', `${path} cannot be read`, FAILED)),
    ...(await hooks(machine, folder, line)),
    await evidence(session, line),
    ...unknownsOf(session.workspace.store).map((u) => line('not known', u.says, FAILED)),
  ];
}

async function hooks(
  machine: Machine,
  folder: string,
  line: (is: string, says: string, code?: number) => Line,
): Promise<readonly Line[]> {
  const place = await machine.hooks.place(folder);
  if (place.is === 'unknown') return [line('hooks', place.says)];
  return stateOf(place.value, machine.hooks.files).map(({ name, at }) =>
    line('hooks', `${name}: ${at ?? 'not installed; “gatehouse hook install” does'}`),
  );
}

async function evidence(
  session: OpenedTarget['opened']['session'],
  line: (is: string, says: string, code?: number) => Line,
): Promise<Line> {
  try {
    const all = await evidenceIn(session);
    if (all.is === 'unknown') return line('evidence', all.says, FAILED);
    const { records, broken } = all.value;
    if (broken.length > 0) return line('evidence', broken.map((b) => `${EVIDENCE}:${b.line}: ${b.says}`).join('; '), FOUND);
    const signed = records.filter((r) => r.is === 'signed').length;
    return line(
      'evidence',
      records.length === 0
        ? 'nothing is on record'
        : `${records.length} on record, as they were written; ${signed} signed by a key`,
    );
  } catch (cause) {
    return line('evidence', `${EVIDENCE} cannot be read: ${messageOf(cause)}`, FAILED);
  }
}
