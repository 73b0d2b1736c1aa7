/**
 * The actions: `gatehouse new`, `move`, `block` and the like, each as its spec has it.
 * Exit code 0: it is done; 1: a gate or a rule of the work stands against it; 2: nobody can tell, or a wrong command line.
 */
import { type Command, Option } from 'commander';
import type { ActionQuestion, ActionResult, Asked } from '#core/action';
import { messageOf } from '#core/cause';
import type { Change } from '#core/change';
import { escaped, visible } from '#core/visible';
import { type ActionName, type ActionSpec, actionNames, specOf } from '#protocol/actions';
import { type Acted, act, actionNamed, actionSubjects, finish, type NamedAction } from '#service/actions';
import { agreed } from '../consent';
import { diffOf } from '../diff';
import { touched } from '../fix';
import { leadOf } from '../format/format';
import { type AddCommand, CALLED_OFF, CLEAN, FAILED, FOUND, fail, type Machine, type Opened, Outdated } from '../machine';
import { day } from '../options';
import { type OpenedTarget, openAll } from '../projects';

interface Options extends Readonly<Record<string, unknown>> {
  readonly folder?: string;
  readonly asOf?: string;
  readonly format: 'text' | 'json';
  readonly dryRun?: true;
}

type Refusal = ActionResult & { readonly is: 'refused' };
type Done = ActionResult & { readonly is: 'done' };

/** A command for each action that the command line has. */
export const addActions: AddCommand = (program, machine, done) => {
  const groups = new Map<string, Command>();
  for (const name of actionNames)
    add(program, groups, name, async (asked, options) => done(await run(machine, name, asked, options)));
};

function add(
  program: Command,
  groups: Map<string, Command>,
  name: ActionName,
  go: (asked: Asked, options: Options) => Promise<void>,
): void {
  const spec = specOf(name);
  const [group, own] = spec.words ?? [undefined, name];
  if (group !== undefined && !groups.has(group))
    groups.set(group, program.command(group).description(`What is done with a ${group}.`));
  const command = (group === undefined ? program : (groups.get(group) as Command)).command(own).description(spec.summary);
  if (spec.subject !== 'folder') command.argument(`<${spec.subject === 'phase' ? 'phase' : 'id'}>`, subjects[spec.subject]);
  if (spec.target) command.argument(`<${spec.target.name}>`, spec.target.says);
  for (const [flag, o] of Object.entries(spec.options)) {
    const option = new Option(o.value === undefined ? `--${flag}` : `--${flag} <${o.value}${o.many ? '...' : ''}>`, o.says);
    command.addOption(o.choices ? option.choices(o.choices) : option);
  }
  if (!spec.reads) command.option('--dry-run', 'show what would be written, and write nothing');
  command
    .addOption(new Option('--format <format>', 'how to print').choices(['text', 'json']).default('text'))
    .option('--folder <path>', 'the folder, or one in it; by default this one')
    .option('--as-of <date>', 'the day that it is, as 2026-01-31; by default today, in UTC', day)
    .action((...all: readonly unknown[]) => {
      const options = command.opts<Options>();
      const [first, second] = all as readonly (string | undefined)[];
      const asked = { subject: spec.subject === 'folder' ? '' : (first ?? ''), args: argsOf(spec, options, second) };
      return go(asked, options);
    });
}

const subjects = { packet: 'the packet, such as WP-1-Login', id: 'its id, such as WP-1-Login', phase: 'the phase, such as 1' };

/** What the action is given: its own options, by the names that it knows. */
function argsOf(spec: ActionSpec, options: Options, second: string | undefined): Asked['args'] {
  const out: Record<string, readonly string[]> = spec.target && second !== undefined ? { [spec.target.name]: [second] } : {};
  for (const flag of Object.keys(spec.options)) {
    const value = options[flag.replace(/-(\w)/g, (_, c: string) => c.toUpperCase())];
    if (value === true) out[flag] = [''];
    else if (typeof value === 'string') out[flag] = [value];
    else if (Array.isArray(value)) out[flag] = value.map(String);
  }
  return out;
}

async function run(machine: Machine, name: ActionName, asked: Asked, options: Options): Promise<number> {
  const spec = specOf(name);
  if ('force' in asked.args && !machine.atTerminal)
    return tell(
      machine,
      name,
      asked,
      options,
      refusal('usage', '--force is for a person: it asks at a terminal, and here is none.'),
    );
  const targets = await machine.targets(options.folder === undefined ? [] : [options.folder]);
  if ('error' in targets) return fail(machine, targets.error);
  const dry = options.dryRun === true;
  const all = await openAll(machine, targets, () => ({
    cache: true,
    ...(options.asOf === undefined ? {} : { day: options.asOf }),
    ...(dry ? { dry: true as const } : {}),
    ...(spec.reads || dry ? {} : { writes: true as const }),
  }));
  const found = await projectOf(all, name, spec, asked.subject);
  if (!found) return fail(machine, 'no system with such an action was found here; see docs/configuration.md');
  const { opened, target, named } = found;
  const acted = await answered(machine, opened, named, asked);
  if (acted === undefined) {
    machine.err('gatehouse: called off; nothing was written');
    return CALLED_OFF;
  }
  if (acted.result.is !== 'done') return tell(machine, name, asked, options, acted.result as Refusal);
  if (acted.result.against && !dry && !(await insisted(machine, acted.result.against)))
    return tell(machine, name, asked, options, refusal('rule', 'Nothing was written.'));
  try {
    return await make(machine, { name, asked, options }, opened, acted.result, leadOf(target.folder, machine.cwd));
  } catch (cause) {
    return outdated(machine, cause, acted, leadOf(target.folder, machine.cwd));
  }
}

const refusal = (why: Refusal['why'], ...says: readonly string[]): Refusal => ({ is: 'refused', why, says });

/** The project that knows the subject: the outermost, unless it lies in one below. */
async function projectOf(
  all: readonly OpenedTarget[],
  name: ActionName,
  spec: ActionSpec,
  subject: string,
): Promise<(OpenedTarget & { readonly named: NamedAction }) | undefined> {
  let first: (OpenedTarget & { readonly named: NamedAction }) | undefined;
  for (const one of all) {
    const { session } = one.opened;
    await session.start();
    const named = actionNamed(session, name);
    if (!named) continue;
    first ??= { ...one, named };
    if (spec.subject === 'folder' || spec.subject === 'id' || all.length === 1) break;
    const knows = session.workspace.store.look().defs({ kind: 'packet', name: subject }).length > 0;
    if (knows || actionSubjects(session, named).includes(subject)) return { ...one, named };
  }
  return first;
}

/** Asks the action; what it wants to know is asked at the terminal, where there is one. Undefined: it was called off. */
async function answered(machine: Machine, { session }: Opened, named: NamedAction, asked: Asked): Promise<Acted | undefined> {
  let args = asked.args;
  for (;;) {
    const about = { ...asked, args };
    const consent = async (commands: readonly string[]): Promise<boolean> => 'run' in args || agreed(machine, commands);
    const acted = await machine.watched(`${named.name} ${asked.subject}`.trim(), (doing) =>
      act(session, named, about, { ...doing, consent }),
    );
    if (acted?.result.is !== 'asks') return acted;
    const { questions } = acted.result;
    const flags = questions.map((q) => `--${q.name} ${q.answers === 'yes-no' ? 'yes|no' : '"…"'}`).join(' ');
    for (const q of questions) {
      const answer = await ask(machine, q);
      if (answer === undefined)
        return {
          ...acted,
          result: refusal('usage', ...questions.map((o) => o.says), `There is no terminal to answer at: say it with ${flags}`),
        };
      args = { ...args, [q.name]: [answer] };
    }
  }
}

async function ask(machine: Machine, { says, answers }: ActionQuestion): Promise<string | undefined> {
  if (answers === 'text') return machine.prompt(says);
  const yes = await machine.confirm(says);
  return yes === undefined ? undefined : yes ? 'yes' : 'no';
}

async function insisted(machine: Machine, against: readonly string[]): Promise<boolean> {
  for (const line of against) machine.err(line);
  return (await machine.confirm('Move it all the same?')) === true;
}

interface Order {
  readonly name: ActionName;
  readonly asked: Asked;
  readonly options: Options;
}

async function make(machine: Machine, order: Order, opened: Opened, result: Done, lead: string): Promise<number> {
  const { options } = order;
  if (result.change.length > 0) await opened.apply(result.change);
  if (options.dryRun) {
    const diff = diffOf(await opened.tried(), lead);
    if (options.format === 'json') report(machine, order, result, { dryRun: true, diff });
    else machine.out(diff === '' ? 'Nothing would be written.\n' : diff);
    if (options.format === 'text' && result.tag) machine.err(`The commit would be tagged ${result.tag.name}.`);
    return CLEAN;
  }
  const tagged = await finish(opened.session, result);
  if (tagged instanceof Error) return tell(machine, order.name, order.asked, options, refusal('unknown', ...tagged.says));
  const says = [...result.says, ...(tagged ? [tagged.says] : [])];
  if (options.format === 'json') report(machine, order, { ...result, says }, {});
  else {
    if (result.text !== undefined) machine.out(lines(result.text));
    for (const line of says) if (result.text === undefined) machine.out(`${visible(line)}\n`);
    // What stands beside a text that somebody pipes on.
    if (result.text !== undefined) for (const line of says) machine.err(line);
  }
  return CLEAN;
}

const lines = (text: string): string =>
  text
    .split('\n')
    .map((line) => line.split('\t').map(visible).join('\t'))
    .join('\n');

function report(machine: Machine, { name, asked }: Order, result: Done, more: Readonly<Record<string, unknown>>): void {
  const { says, text, data } = result;
  const said = { version: 1, action: name, subject: asked.subject, result: 'done', says, files: filesOf(result.change) };
  const rest = { ...(text === undefined ? {} : { text }), ...(data === undefined ? {} : { data }), ...more };
  machine.out(`${escaped(JSON.stringify({ ...said, ...rest }, null, 2))}\n`);
}

const filesOf = (change: Change): readonly string[] => touched(change);

function tell(machine: Machine, name: ActionName, asked: Asked, { format }: Options, { why, says }: Refusal): number {
  if (format === 'json')
    machine.out(
      `${escaped(JSON.stringify({ version: 1, action: name, subject: asked.subject, result: 'refused', why, says }, null, 2))}\n`,
    );
  else for (const [i, line] of says.entries()) machine.err(i === 0 ? `gatehouse: ${line}` : line);
  return why === 'rule' ? FOUND : FAILED;
}

/** Somebody else has written meanwhile: what is different is shown, and nothing is lost. */
function outdated(machine: Machine, cause: unknown, { read }: Acted, lead: string): number {
  if (!(cause instanceof Outdated)) return fail(machine, messageOf(cause));
  const code = fail(machine, `${cause.path} has changed since it was read; nothing was written. Try again.`);
  const before = read.get(cause.path);
  if (before !== undefined) machine.out(diffOf([{ path: cause.path, before, after: cause.now }], lead));
  return code;
}
