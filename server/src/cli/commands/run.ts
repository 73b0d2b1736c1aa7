/** `gatehouse run`: a command for a packet, within what its Tooling allows, put on record. Exit code 0: it succeeded; 1: it failed, or may not run; 2: it could not. */
import { messageOf } from '#core/cause';
import { outcomeOf, succeeded } from '#core/evidence';
import { visible } from '#core/visible';
import { runCommand } from '#service/gates/run-command';
import { type AddCommand, CLEAN, FAILED, FOUND, fail, type Machine } from '../machine';
import { openAll } from '../projects';

interface Options {
  readonly folder?: string;
  readonly signKey?: string;
}

/** What follows `--` is the command, word by word. */
export const addRun: AddCommand = (program, machine, done) => {
  program
    .command('run')
    .description('Run a command for a packet, within what its Tooling allows, and put on record what came of it.')
    .argument('<packet>', 'the packet, such as WP-1-Login')
    .argument('<command...>', 'the command, after --')
    .option('--folder <path>', 'the folder, or one in it; by default this one')
    .option('--sign-key <file>', 'sign the record by this SSH key, which is not in the folder; or set GATEHOUSE_SIGN_KEY')
    .action(async (packet: string, words: readonly string[], options: Options) =>
      done(await run(machine, packet, words, options)),
    );
};

async function run(machine: Machine, packet: string, words: readonly string[], options: Options): Promise<number> {
  const targets = await machine.targets(options.folder === undefined ? [] : [options.folder]);
  if ('error' in targets) return fail(machine, targets.error);
  const how = options.signKey === undefined ? { cache: true } : { cache: true, signKey: machine.full(options.signKey) };
  for (const { opened } of await openAll(machine, targets, () => how)) {
    const { session } = opened;
    await session.start();
    if (session.workspace.store.look().defs({ kind: 'packet', name: packet }).length === 0 && targets.length > 1) continue;
    try {
      const command = words.length === 1 ? (words[0] as string) : words.map(quoted).join(' ');
      const ran = await runCommand(session, packet, command, {});
      if (ran.is !== 'ran') {
        machine.err(`gatehouse: ${ran.says}`);
        return ran.is === 'refused' ? FOUND : FAILED;
      }
      const { record } = ran;
      for (const line of record.output.tail) machine.out(`${visible(line)}\n`);
      machine.err(`${record.command}: ${outcomeOf(record)}; on record as ${record.digest.slice(0, 19)}.`);
      return succeeded(record) ? CLEAN : FOUND;
    } catch (cause) {
      return fail(machine, `what was run could not be put on record: ${messageOf(cause)}`);
    }
  }
  return fail(machine, `there is no packet ${packet}`);
}

/** As one would type it. */
const quoted = (word: string): string => (/^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", `'"'"'`)}'`);
