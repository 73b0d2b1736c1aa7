/** `gatehouse recover`: finishes or undoes a change that was interrupted. */
import { messageOf } from '#core/cause';
import { diffOf } from '../diff';
import { leadOf } from '../format/format';
import { type AddCommand, CLEAN, FOUND, fail, type Machine } from '../machine';

interface Options {
  readonly giveUp?: true;
}

/** Exit code 1: files have changed since, and are left as they are; 2: it could not be done. */
export const addRecover: AddCommand = (program, machine, done) => {
  program
    .command('recover')
    .description('Finish or undo a change that was interrupted; commands that write do so by themselves.')
    .argument('[folder]', 'the folder; by default the one that this one belongs to')
    .option('--give-up', 'leave the files as they are, and remove what was prepared')
    .action(async (folder: string | undefined, options: Options) => done(await recover(machine, folder, options)));
};

async function recover(machine: Machine, path: string | undefined, { giveUp }: Options): Promise<number> {
  const targets = await machine.targets(path === undefined ? [] : [path]);
  if ('error' in targets) return fail(machine, targets.error);
  let code = CLEAN;
  for (const { folder } of targets) {
    const lead = leadOf(folder, machine.cwd);
    try {
      const done = machine.recover(folder, giveUp === true);
      if (done === undefined) machine.out('Nothing was interrupted here.\n');
      else if ('stuck' in done) {
        machine.err(`gatehouse: ${done.stuck}`);
        machine.out(diffOf(done.texts, lead));
        machine.err('To keep the files as they are: gatehouse recover --give-up');
        code = FOUND;
      } else machine.out(`${done.says}\n`);
    } catch (cause) {
      return fail(machine, messageOf(cause));
    }
  }
  return code;
}
