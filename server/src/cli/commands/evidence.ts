/** `gatehouse evidence`: what is on record of commands. Exit code 1: the chain of records is broken; 2: nobody can tell. */
import type { Command } from 'commander';
import { messageOf } from '#core/cause';
import { EVIDENCE, type Evidence, outcomeOf, type Vouched } from '#core/evidence';
import { escaped, visible } from '#core/visible';
import { evidenceIn, statementOf } from '#service/gates/evidence';
import { type AddCommand, CLEAN, FAILED, FOUND, fail, type Machine } from '../machine';
import { openAll } from '../projects';

interface Options {
  readonly folder?: string;
}

type Tell = (machine: Machine, all: Evidence, records: readonly Vouched[]) => number;

/** What the three ways to look have in common is read once, for the packet that is named or all. */
export const addEvidence: AddCommand = (program, machine, done) => {
  const evidence = program.command('evidence').description('Print what is on record of commands, and who vouches for it.');
  const add = (name: string, says: string, tell: Tell): Command =>
    evidence
      .command(name)
      .description(says)
      .argument('[packet]', 'only what is on record for this packet, such as WP-1-Login')
      .option('--folder <path>', 'the folder, or one in it; by default this one')
      .action(async (packet: string | undefined, options: Options) => done(await show(machine, packet, options, tell)));
  add('list', 'A line for each record.', list);
  add('verify', 'Say whether the records are as they were written.', verify);
  add('export', 'Print an in-toto statement (test-result) for each record, as JSON, one a line.', exported);
};

async function show(machine: Machine, packet: string | undefined, options: Options, tell: Tell): Promise<number> {
  const targets = await machine.targets(options.folder === undefined ? [] : [options.folder]);
  if ('error' in targets) return fail(machine, targets.error);
  const [first] = await openAll(machine, targets, () => ({ cache: true }));
  if (!first) return fail(machine, 'there is no folder to look at');
  try {
    const all = await evidenceIn(first.opened.session);
    if (all.is === 'unknown') return fail(machine, all.says);
    const records = all.value.records.filter((r) => packet === undefined || r.packet === packet);
    if (packet !== undefined && records.length === 0) return fail(machine, `nothing is on record for ${packet}`);
    return tell(machine, all.value, records);
  } catch (cause) {
    return fail(machine, `${EVIDENCE} cannot be read: ${messageOf(cause)}`);
  }
}

/** Who vouches, in words. */
function vouching({ is, by, wrong, signature }: Vouched): string {
  if (is === 'broken') return `broken: ${wrong}`;
  if (is === 'signed') return `signed by ${by}`;
  return signature === undefined ? 'recorded' : `recorded; its signature does not count: ${wrong}`;
}

function list(machine: Machine, { broken }: Evidence, records: readonly Vouched[]): number {
  const lines = records.map((r) =>
    [r.at, r.packet ?? '-', ...(r.gate === undefined ? [] : [`gate ${r.gate}`]), r.command, outcomeOf(r), vouching(r)].join('  '),
  );
  machine.out(lines.length === 0 ? 'Nothing is on record.\n' : `${lines.map(visible).join('\n')}\n`);
  return told(machine, broken);
}

function verify(machine: Machine, { broken }: Evidence, records: readonly Vouched[]): number {
  const count = (is: Vouched['is']): number => records.filter((r) => r.is === is).length;
  if (broken.length > 0) return told(machine, broken);
  machine.out(
    records.length === 0
      ? 'Nothing is on record.\n'
      : `${records.length} ${records.length === 1 ? 'record' : 'records'}, as they were written; ${count('signed')} signed by a key. Who can write files can write the others too.\n`,
  );
  return CLEAN;
}

function exported(machine: Machine, { broken }: Evidence, records: readonly Vouched[]): number {
  // What is not as it was written is no evidence of anything.
  const sound = records.filter((r) => r.is !== 'broken');
  const statements = sound.map(statementOf);
  for (const statement of statements) if (statement) machine.out(`${escaped(JSON.stringify(statement))}\n`);
  const without = statements.filter((s) => !s).length;
  if (without > 0)
    machine.err(
      `gatehouse: ${without === 1 ? '1 record does not say what its command saw' : `${without} records do not say what their commands saw`}: there was no repository, and a statement has to name its subject.`,
    );
  const code = told(machine, broken);
  return code === CLEAN && without > 0 ? FAILED : code;
}

/** The chain is one for all packets: broken anywhere, it vouches for nothing behind. */
function told(machine: Machine, broken: Evidence['broken']): number {
  for (const { line, says } of broken) machine.err(`${EVIDENCE}:${line}: ${says}`);
  return broken.length > 0 ? FOUND : CLEAN;
}
