/** `gatehouse check`. */
import { InvalidArgumentError, Option } from 'commander';
import { type Severity, severities } from '#core/rule';
import { BASELINE } from '#service/baseline';
import type { Session } from '#service/session';
import { type Checked, check, joined } from '../check';
import { diffOf } from '../diff';
import { type Fixed, fix } from '../fix';
import type { Target } from '../folder';
import { type FormatName, formats } from '../format/all';
import { type FormatOptions, isAtLeast, leadOf } from '../format/format';
import { type AddCommand, CLEAN, FAILED, FOUND, fail, type GivenConfig, type Looking, type Machine, said } from '../machine';
import { isMoving, isPart, type Narrowed, narrow, type Part, shardOf } from '../narrow';
import { day, givenConfig } from '../options';
import { type OpenedTarget, openAll } from '../projects';
import { judgeStagedCode } from '../staged-code';

interface Options extends Part {
  readonly format: FormatName;
  readonly output?: string;
  readonly quiet?: true;
  readonly failOn: Severity;
  readonly maxWarnings?: number;
  readonly asOf?: string;
  readonly config?: string;
  readonly stdin?: true;
  readonly stdinPath?: string;
  readonly fix?: true;
  readonly dryRun?: true;
  readonly color: boolean;
  readonly cache: boolean;
}

export const addCheck: AddCommand = (program, machine, done) => {
  program
    .command('check')
    .description('Check folders and print their findings.')
    .argument('[paths...]', 'folders, or files in them; by default the folder that this one belongs to')
    .addOption(new Option('--format <format>', 'how to print').choices(Object.keys(formats)).default('text'))
    .option('--output <file>', 'print into a file')
    .option('--quiet', 'print only what --fail-on counts')
    .addOption(new Option('--fail-on <severity>', 'what makes the exit code 1').choices(severities).default('error'))
    .option('--max-warnings <n>', 'so many warnings are well, one more makes the exit code 1', whole)
    .option('--as-of <date>', 'the day to judge at, as 2026-01-31; by default today, in UTC', day)
    .option('--config <file>', 'a file in place of gatehouse.yaml')
    .option('--changed', 'tell only of files that differ from the last commit')
    .option('--since <revision>', 'tell only of files that differ from where HEAD left this revision')
    .option('--staged', 'judge what would be committed, and tell only of the files in it')
    .option('--shard <i/n>', 'tell only of the i-th of n parts', shardOf)
    .option('--stdin', 'read the text of one file from standard input')
    .option('--stdin-path <path>', 'which file that is; only its findings are printed')
    .option('--fix', 'make every fix that is safe, then print what is left')
    .option('--dry-run', 'with --fix: print what would change, and change nothing')
    .option('--no-color', 'plain text')
    .option('--no-cache', 'read every file again')
    .action(async (paths: string[], options: Options) => done(await runCheck(machine, paths, options)));
};

async function runCheck(machine: Machine, paths: readonly string[], options: Options): Promise<number> {
  const wrong = contradiction(paths, options);
  if (wrong !== undefined) return fail(machine, wrong);
  const config = givenConfig(machine, options.config);
  if (config && 'error' in config) return fail(machine, config.error);
  const stdin = options.stdin ? await machine.readStdin() : undefined;
  const asked = stdin && options.stdinPath !== undefined ? [options.stdinPath] : paths;
  const { fingerprints = false } = formats[options.format];
  // What is only tried, or changes what it looks at, is no run to remember.
  const plain = options.cache && !options.stdin && !options.fix && !isMoving(options);
  const last = plain ? machine.lastRun([machine.cwd, paths, config, options.asOf, options.shard], options.asOf) : undefined;
  const known = await last?.recall(fingerprints);
  if (known) return tell(machine, { ...known, ms: machine.now() }, options, undefined);
  const targets = await machine.targets(asked, stdin !== undefined);
  if ('error' in targets) return fail(machine, targets.error);
  const all: Checked[] = [];
  let diff = '';
  let isQuiet = true;
  let code = CLEAN;
  const made: Fixed[] = [];
  const remembering: (() => Promise<void>)[] = [];
  if (stdin && targets[0]?.only.length === 0) return fail(machine, `--stdin-path ${options.stdinPath} is a folder`);
  const parts = new Map<string, Narrowed>();
  let unclear: string | undefined;
  const opened = await openAll(machine, targets, async (target) => {
    const part = isPart(options) ? await narrow(machine, target.folder, options) : undefined;
    if (part && 'error' in part) unclear ??= part.error;
    else if (part) parts.set(target.folder, part);
    return lookingAt(target, options, config, stdin, parts.get(target.folder));
  });
  if (unclear !== undefined) return fail(machine, unclear);
  for (const one of opened) {
    const looked = await look(machine, one, options, parts.get(one.target.folder));
    if ('error' in looked) return fail(machine, looked.error);
    all.push(looked.checked);
    diff += looked.diff;
    if (looked.fixed) made.push(looked.fixed);
    if (isBare(one, opened)) machine.err(nothingFor(machine, one.target.folder));
    isQuiet &&= !isBare(one, opened);
    remembering.push(() => looked.session.remember());
    if (options.staged) code = worse(code, await judgeStagedCode(machine, looked.session));
  }
  if (options.fix) machine.err(told(made, options.dryRun === true));
  const checked = joined(all);
  code = worse(code, tell(machine, checked, options, options.dryRun ? diff : undefined));
  if (isQuiet) last?.keep(checked, fingerprints);
  if (plain || (options.staged && options.cache)) for (const remember of remembering) await remember();
  return code;
}

/** What was found outranks what nobody can tell, as in a gate. */
const worse = (a: number, b: number): number => (a === FOUND || b === FOUND ? FOUND : Math.max(a, b));

function tell(machine: Machine, checked: Checked, options: Options, diff: string | undefined): number {
  try {
    print(machine, checked, options, diff);
  } catch (cause) {
    return fail(machine, `cannot write ${options.output}: ${said(cause)}`);
  }
  return codeOf(checked, options);
}

function contradiction(paths: readonly string[], o: Options): string | undefined {
  if (o.stdin && o.stdinPath === undefined) return '--stdin needs --stdin-path, the file that the text belongs to';
  if (o.stdinPath !== undefined && !o.stdin) return '--stdin-path needs --stdin';
  if (o.stdin && paths.length > 0) return '--stdin-path names the file; leave the paths out';
  if (o.stdin && o.fix) return '--fix writes files; it cannot be used with --stdin';
  if (o.staged && (o.fix || o.stdin))
    return `--staged judges what is staged; it cannot be used with ${o.fix ? '--fix' : '--stdin'}`;
  if (o.stdin && isPart(o)) return '--stdin names the one file to tell of; leave --changed, --since and --shard out';
  if ([o.changed, o.since !== undefined, o.staged].filter(Boolean).length > 1)
    return '--changed, --since and --staged exclude each other';
  return o.dryRun && !o.fix ? '--dry-run needs --fix' : undefined;
}

interface LookedAt {
  readonly checked: Checked;
  readonly session: Session;
  readonly fixed: Fixed | undefined;
  /** What would be changed, where it is only tried. */
  readonly diff: string;
}
type Looked = LookedAt | { readonly error: string };

function lookingAt(
  target: Target,
  options: Options,
  config: GivenConfig | undefined,
  stdin: Uint8Array | undefined,
  part: Narrowed | undefined,
): Looking {
  const [path] = target.only;
  return {
    cache: options.cache,
    ...(config ? { config } : {}),
    ...(options.asOf === undefined ? {} : { day: options.asOf }),
    ...(stdin && path !== undefined ? { instead: [{ path, bytes: stdin }] } : {}),
    ...(part?.staged ? { instead: part.staged.instead, stagedCode: true } : {}),
    ...(options.dryRun ? { dry: true } : options.fix ? { writes: true } : {}),
  };
}

async function look(
  machine: Machine,
  { target, opened }: OpenedTarget,
  options: Options,
  part: Narrowed | undefined,
): Promise<Looked> {
  const { session } = opened;
  const problems = session.options.config === undefined ? [] : await session.configProblems();
  const [top] = session.configSources;
  if (problems.length > 0)
    return { error: problems.map((p) => `${p.path === top ? options.config : p.path}: ${p.message}`).join('\n') };
  await session.start();
  let fixed: Fixed | undefined;
  try {
    if (options.fix) fixed = await fix(session, (path) => isWithin(target, path) && (!part || part.isIn(path)), opened.apply);
  } catch (cause) {
    return { error: `nothing more is fixed: ${said(cause)}` };
  }
  const diff = diffOf(await opened.tried(), leadOf(target.folder, machine.cwd));
  const { fingerprints = false } = formats[options.format];
  const asking = { only: target.only, fingerprints, ...(part ? { isIn: part.isIn } : {}) };
  const checked = await check(session, target.folder, asking, machine.now());
  return { checked, diff, session, fixed };
}

const isWithin = ({ only }: Target, path: string): boolean =>
  only.length === 0 || only.some((o) => o === path || path.startsWith(`${o}/`));

function told(made: readonly Fixed[], dry: boolean): string {
  const fixes = made.flatMap((m) => m.fixes);
  const files = new Set(fixes.flatMap((f) => f.change.map((s) => (s.do === 'rename' ? s.to : s.path))));
  const lines = fixes.map((f) => `${f.finding.path}: ${f.title} [${f.finding.rule}]`);
  const n = `${fixes.length} ${fixes.length === 1 ? 'fix' : 'fixes'} in ${files.size} ${files.size === 1 ? 'file' : 'files'}`;
  const end = made.some((m) => m.endless) ? ' Some undo each other: not all could be made.' : '';
  const kept = made
    .flatMap((m) => m.kept)
    .map(({ fix, why }) => `${fix.finding.path}: left as it is, for ${why}. [${fix.finding.rule}]`);
  return [...lines, ...kept, `${dry ? `${n} would be made.` : `${n} made.`}${end}`].join('\n');
}

/** Nothing is to be found in it, nor in a project below. */
const isBare = ({ target, opened }: OpenedTarget, all: readonly OpenedTarget[]): boolean =>
  opened.session.systems.length === 0 &&
  !all.some((o) => /^[\\/]/.test(o.target.folder.slice(target.folder.length)) && o.target.folder.startsWith(target.folder));

const nothingFor = (machine: Machine, folder: string): string =>
  `Nothing here for Gatehouse: ${folder} has none of the landmarks of ${machine.plugins.systems
    .filter((s) => s.landmarks)
    .map((s) => s.title)
    .join(', ')}. See docs/configuration.md.`;

function print(machine: Machine, checked: Checked, options: Options, diff: string | undefined): void {
  const counts = (f: { readonly severity: Severity }): boolean => isAtLeast(f.severity, options.failOn);
  const shown = options.quiet ? { ...checked, findings: checked.findings.filter(counts) } : checked;
  const how: FormatOptions = {
    color: options.color && options.output === undefined && machine.colours,
    cwd: machine.cwd,
    version: machine.version,
    rules: () => machine.plugins.rules,
    rulePage: machine.rulePage,
    failOn: options.failOn,
  };
  if (diff === undefined && isSilent(checked, options)) return;
  const text = diff ?? formats[options.format].print(shown, how);
  if (options.output === undefined) machine.out(text);
  else machine.writeText(options.output, text);
  const stale = checked.baseline?.stale.length ?? 0;
  if (stale > 0)
    machine.err(
      `${stale} ${stale === 1 ? 'entry' : 'entries'} of ${BASELINE} ${stale === 1 ? 'has' : 'have'} no finding any more: "gatehouse baseline prune" drops ${stale === 1 ? 'it' : 'them'}.`,
    );
}

/** A hook that has nothing to say says nothing. */
const isSilent = ({ failed, counts, unknown, baseline }: Checked, { staged, quiet, format, output }: Options): boolean =>
  staged === true &&
  quiet === true &&
  format === 'text' &&
  output === undefined &&
  !failed &&
  unknown.length === 0 &&
  (baseline?.stale.length ?? 0) === 0 &&
  severities.every((s) => counts[s] === 0);

function codeOf({ failed, counts }: Checked, { failOn, maxWarnings }: Options): number {
  if (failed) return FAILED;
  const found = severities.some((s) => isAtLeast(s, failOn) && counts[s] > 0);
  return found || (maxWarnings !== undefined && counts.warning > maxWarnings) ? FOUND : CLEAN;
}

function whole(value: string): number {
  if (!/^\d{1,9}$/.test(value)) throw new InvalidArgumentError('It is no whole number.');
  return Number(value);
}
