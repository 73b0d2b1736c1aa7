/** `gatehouse check`. */
import { messageOf } from '#core/cause';
import { visible } from '#core/visible';
import { seenElsewhere } from '#service/elsewhere';
import type { Session } from '#service/engine/session';
import { type Checked, check, joined } from '../check';
import { askedOf, type CheckOptions, contradiction, defineCheck, isPlain } from '../check-options';
import { diffOf } from '../diff';
import { type Fixed, fix } from '../fix';
import type { Target } from '../folder';
import { formats } from '../format/all';
import { leadOf } from '../format/format';
import { type AddCommand, CLEAN, FOUND, fail, type GivenConfig, type Looking, type Machine } from '../machine';
import { isPart, type Narrowed, narrow } from '../narrow';
import { givenConfig } from '../options';
import { type OpenedTarget, openAll } from '../projects';
import { judgeStagedCode } from '../staged-code';
import { tell } from '../tell';

/** Exit code 1: something at or above `--fail-on` is found, or more warnings than may be; 2: nobody can tell. 1 outranks 2. */
export const addCheck: AddCommand = (program, machine, done) =>
  defineCheck(program, async (paths, options) => done(await runCheck(machine, paths, options)));

async function runCheck(machine: Machine, paths: readonly string[], options: CheckOptions): Promise<number> {
  const wrong = contradiction(paths, options);
  if (wrong !== undefined) return fail(machine, wrong);
  const config = givenConfig(machine, options.config);
  if (config && 'error' in config) return fail(machine, config.error);
  const stdin = options.stdin ? await machine.readStdin() : undefined;
  const asked = stdin && options.stdinPath !== undefined ? [options.stdinPath] : paths;
  const { fingerprints = false } = formats[options.format];
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
    if (isBare(one, opened)) machine.err(await nothingFor(one));
    isQuiet &&= !isBare(one, opened);
    remembering.push(() => looked.session.remember());
    if (options.staged) code = worse(code, await judgeStagedCode(machine, looked.session));
  }
  if (options.fix) machine.err(told(made, options.dryRun === true));
  const checked = joined(all);
  code = worse(code, tell(machine, checked, options, options.dryRun ? diff : undefined));
  if (isQuiet && isPlain(options)) machine.keepRun(askedOf(machine, paths, config, options), checked, fingerprints);
  if (isPlain(options) || (options.staged && options.cache)) for (const remember of remembering) await remember();
  return code;
}

/** What was found outranks what nobody can tell, as in a gate. */
const worse = (a: number, b: number): number => (a === FOUND || b === FOUND ? FOUND : Math.max(a, b));

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
  options: CheckOptions,
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
  options: CheckOptions,
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
    return { error: `nothing more is fixed: ${messageOf(cause)}` };
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
  const end = made.some((m) => m.endless) ? ' Some findings came back after their fix: those are left.' : '';
  const kept = made
    .flatMap((m) => m.kept)
    .map(({ fix, why }) => `${fix.finding.path}: left as it is, for ${why}. [${fix.finding.rule}]`);
  return [...lines, ...kept, `${dry ? `${n} would be made.` : `${n} made.`}${end}`].join('\n');
}

/** Nothing is to be found in it, nor in a project below. */
const isBare = ({ target, opened }: OpenedTarget, all: readonly OpenedTarget[]): boolean =>
  opened.session.systems.length === 0 &&
  !all.some((o) => /^[\\/]/.test(o.target.folder.slice(target.folder.length)) && o.target.folder.startsWith(target.folder));

async function nothingFor({ target: { folder }, opened: { session } }: OpenedTarget): Promise<string> {
  const { files, plugins } = session.options;
  const seen = await seenElsewhere(session);
  if (seen !== undefined)
    return `Nothing was checked in ${folder}: ${visible(seen)}. Run gatehouse init: it writes down where things are and how they are called here.`;
  for (const { title, landmarks } of plugins.systems) {
    const [alone] = landmarks ? await files.list([...landmarks.sure, ...landmarks.likely], session.workspace.setup.listing) : [];
    if (landmarks && alone !== undefined)
      return `Nothing here for Gatehouse: ${alone} alone does not say that ${folder} has ${title.toLowerCase()}. Where their documents lie elsewhere, run gatehouse init.`;
  }
  const titles = plugins.systems.filter((s) => s.landmarks).map((s) => s.title);
  return `Nothing here for Gatehouse: ${folder} has none of the landmarks of ${titles.join(', ')}. Where its documents lie elsewhere, run gatehouse init.`;
}
