/**
 * `gatehouse sign`: shows what will be locked, asks, and signs as the person at the terminal. No option signs: without a terminal
 * nothing happens. Exit code 0: it is signed; 1: something stands against it, or the person said no; 2: it cannot be.
 */
import { confirmations, type SigningSheet } from '#core/signing';
import { visible } from '#core/visible';
import { signedChange, signingSheet } from '#service/signing';
import { type AddCommand, CLEAN, FOUND, fail, type Machine, said } from '../machine';
import { type OpenedTarget, openAll } from '../projects';

interface Options {
  readonly folder?: string;
  readonly user?: string;
  readonly key?: string;
}

export const addSign: AddCommand = (program, machine, done) => {
  program
    .command('sign')
    .description('Show what a signature would lock, and sign it as the person at this terminal.')
    .argument('<packet>', 'the packet, such as WP-1-Login')
    .option('--folder <path>', 'the folder, or one in it; by default this one')
    .option('--user <name>', 'the name to sign by; by default as git is configured (gatehouse.user, else user.email)')
    .option('--key <file>', 'an SSH key that signs too: a private one, or the public half of one that an agent holds')
    .action(async (packet: string, options: Options) => done(await sign(machine, packet, options)));
};

async function sign(machine: Machine, packet: string, options: Options): Promise<number> {
  const targets = await machine.targets(options.folder === undefined ? [] : [options.folder]);
  if ('error' in targets) return fail(machine, targets.error);
  const all = await openAll(machine, targets, () => ({ cache: true }));
  const one = await projectOf(all, packet);
  if (!one) return fail(machine, 'there is no folder to look at');
  const { session } = one.opened;
  const sheet = await signingSheet(session, packet);
  if ('refused' in sheet) return fail(machine, sheet.refused);
  machine.out(shown(sheet));
  if (sheet.against.length > 0) {
    machine.err(`gatehouse: ${packet} cannot be signed while this stands against it.`);
    return FOUND;
  }
  const user = options.user ?? machine.person.name(one.target.folder);
  const notes = await agreed(machine, sheet, user);
  if (notes === 'nobody') return fail(machine, 'only a person at a terminal signs; nobody could be asked here');
  if (notes === 'no') {
    machine.err(`gatehouse: ${packet} was not signed.`);
    return FOUND;
  }
  const signed = await signedChange(session, sheet, { user, minute: machine.person.minute(), notes });
  if ('refused' in signed) return fail(machine, signed.refused);
  try {
    const armour = options.key === undefined ? undefined : await machine.person.sign(machine.full(options.key), signed.sealed);
    await one.opened.apply(signed.change(armour));
  } catch (cause) {
    return fail(machine, `${packet} was not signed: ${said(cause)}`);
  }
  const proves = options.key === undefined ? 'Sealed: whoever can write these files could have made it' : 'Signed by a key';
  machine.out(`${packet} is signed: ${signed.signature}. ${proves}.\n`);
  return CLEAN;
}

/** The project that has the packet; else the first, which says so. */
async function projectOf(all: readonly OpenedTarget[], packet: string): Promise<OpenedTarget | undefined> {
  for (const one of all) {
    await one.opened.session.start();
    if (one.opened.session.workspace.store.look().defs({ kind: 'packet', name: packet }).length > 0) return one;
  }
  return all[0];
}

/** What a line of a document says must not steer the terminal. */
const line = (text: string): string => `${visible(text)}\n`;

function shown({ subject, path, locked, sections, warnings, against }: SigningSheet): string {
  const out = [line(`${subject} (${path})`), '\nA signature locks:\n'];
  for (const { name, lines } of locked) out.push(line(`  ${name}`), ...lines.map((l) => line(`    ${l}`)));
  out.push('\nThe spec says:\n');
  for (const { id, text } of sections) {
    out.push(line(`  ${id}${text === undefined ? ': NOT FOUND in the spec' : ''}`));
    for (const l of (text ?? '').trim().split(/\r\n|\r|\n/)) if (text !== undefined) out.push(line(`    ${l}`));
  }
  if (sections.length === 0) out.push('  Nothing is cited.\n');
  if (warnings.length > 0) out.push('\nWarnings:\n', ...warnings.map((w) => line(`  ${w}`)));
  if (against.length > 0) out.push('\nAgainst it stands:\n', ...against.map((a) => line(`  ${a}`)));
  return `${out.join('')}\n`;
}

/** The notes for the log; or that the person said no, or that nobody is there. */
async function agreed(
  machine: Machine,
  { subject, warnings }: SigningSheet,
  user: string,
): Promise<readonly string[] | 'no' | 'nobody'> {
  const asked = [...warnings.map((w) => `Acknowledge: ${w}`), ...confirmations.map((c) => c.says)];
  if (!machine.atTerminal) return 'nobody';
  for (const question of asked) if (!(await machine.confirm(question))) return 'no';
  const note = await machine.prompt('A note for the log (or nothing):');
  if (note === undefined) return 'no';
  const typed = await machine.prompt(`To sign as ${user}, type ${subject}:`);
  if (typed !== subject) return 'no';
  return [
    `confirmed ${confirmations.map((c) => c.id).join(', ')}`,
    ...warnings.map((w) => `acknowledged: ${w}`),
    ...(note === '' ? [] : [note]),
  ];
}
