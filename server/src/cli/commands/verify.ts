/** `gatehouse verify`: what each signature proves. Exit code 1: one is broken; 2: of one it is not known. */

import { Option } from 'commander';
import { briefWords } from '#core/brief';
import type { Proof } from '#core/signing';
import { escaped, visible } from '#core/visible';
import { proofsIn } from '#service/signing';
import { type AddCommand, CLEAN, FAILED, FOUND, fail, type Machine } from '../machine';
import { openAll } from '../projects';

interface Options {
  readonly folder?: string;
  readonly format: 'text' | 'json';
}

/** `broken` outranks `unknown`. */
export const addVerify: AddCommand = (program, machine, done) => {
  program
    .command('verify')
    .description('Say in a line what each signature proves: typed, sealed, signed by a key; or why it does not hold.')
    .argument('[packet]', 'only its signature, such as WP-1-Login')
    .option('--folder <path>', 'the folder, or one in it; by default this one')
    .addOption(new Option('--format <format>', 'how to print').choices(['text', 'json']).default('text'))
    .action(async (packet: string | undefined, options: Options) => done(await verify(machine, packet, options)));
};

async function verify(machine: Machine, packet: string | undefined, { folder, format }: Options): Promise<number> {
  const targets = await machine.targets(folder === undefined ? [] : [folder]);
  if ('error' in targets) return fail(machine, targets.error);
  const all: Proof[] = [];
  for (const { opened } of await openAll(machine, targets, () => ({ cache: true }))) {
    await opened.session.start();
    const found = await proofsIn(opened.session, packet ?? '');
    if ('refused' in found) return fail(machine, found.refused);
    all.push(...found);
  }
  if (packet !== undefined && all.length === 0) return fail(machine, `nothing here is called ${visible(packet)} and signed`);
  if (format === 'json') machine.out(`${escaped(JSON.stringify({ version: 1, signatures: all }, null, 2))}\n`);
  else machine.out(all.length === 0 ? 'Nothing is signed.\n' : `${all.map(line).join('\n')}\n`);
  return all.some((p) => p.is === 'broken') ? FOUND : all.some((p) => p.is === 'unknown') ? FAILED : CLEAN;
}

const line = ({ subject, signature, is, says }: Proof): string =>
  visible(briefWords(`${subject}  ${signature}  ${is}: ${says.replace(/^(?:Typed|Sealed): /, '')}`));
