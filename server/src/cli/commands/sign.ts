/**
 * `gatehouse sign`: shows what will be locked, asks, and signs as the person at the terminal. No option signs: without a terminal
 * nothing happens. Exit code 0: it is signed; 1: something stands against it, or the person said no; 2: it cannot be.
 */
import { messageOf } from '#core/cause';
import { confirmations, logNotes, type Note, type Piece, type SigningSheet, type SigningSubject } from '#core/signing';
import { visible } from '#core/visible';
import { signedChange, signingSheet, signingSubjects, withoutKey } from '#service/signing';
import { type AddCommand, CLEAN, FOUND, fail, type Machine } from '../machine';
import { type OpenedTarget, openAll } from '../projects';

interface Options {
  readonly folder?: string;
  readonly user?: string;
  readonly key?: string;
}

/** Without a subject it only lists what waits. */
export const addSign: AddCommand = (program, machine, done) => {
  program
    .command('sign')
    .description('Show what a signature would lock, and sign it as the person at this terminal.')
    .argument(
      '[subject]',
      'a packet, such as WP-1-Login; a waiver; a version of the spec by its file’s name. None: what waits is listed',
    )
    .option('--folder <path>', 'the folder, or one in it; by default this one')
    .option('--user <name>', 'the name to sign by; by default as git is configured (gatehouse.user, else user.email)')
    .option(
      '--key <file>',
      'an SSH key that signs too: a private one, or the public half of one that an agent holds; by default as git is configured (gatehouse.signingKey)',
    )
    .action(async (subject: string | undefined, options: Options) =>
      done(await (subject === undefined ? list(machine, options) : sign(machine, subject, options))),
    );
};

/** What waits for a signature, a line each. */
async function list(machine: Machine, { folder }: Options): Promise<number> {
  const targets = await machine.targets(folder === undefined ? [] : [folder]);
  if ('error' in targets) return fail(machine, targets.error);
  const all: SigningSubject[] = [];
  for (const { opened } of await openAll(machine, targets, () => ({ cache: true }))) {
    await opened.session.start();
    all.push(...(await signingSubjects(opened.session)));
  }
  const lines = all.map(({ name, detail, requested }) =>
    line([name, detail, ...(requested === undefined ? [] : [`asked for: ${requested}`])].join('  ')),
  );
  machine.out(lines.length === 0 ? 'Nothing waits for a signature.\n' : lines.join(''));
  return CLEAN;
}

async function sign(machine: Machine, packet: string, options: Options): Promise<number> {
  const targets = await machine.targets(options.folder === undefined ? [] : [options.folder]);
  if ('error' in targets) return fail(machine, targets.error);
  const all = await openAll(machine, targets, () => ({ cache: true }));
  const one = await projectOf(all, packet);
  if (!one) return fail(machine, 'there is no folder to look at');
  const { session } = one.opened;
  const found = await signingSheet(session, packet);
  if ('refused' in found) return fail(machine, found.refused);
  const key = options.key === undefined ? await machine.person.key(one.target.folder) : machine.full(options.key);
  const sheet = { ...found, against: [...withoutKey(session, key), ...found.against] };
  machine.out(shown(sheet));
  if (sheet.against.length > 0) {
    machine.err(`gatehouse: ${packet} cannot be signed while this stands against it.`);
    return FOUND;
  }
  const user = options.user ?? (await machine.person.name(one.target.folder));
  const notes = await agreed(machine, sheet, user);
  if (notes === 'nobody') return fail(machine, 'only a person at a terminal signs; nobody could be asked here');
  if (notes === 'no') {
    machine.err(`gatehouse: ${packet} was not signed.`);
    return FOUND;
  }
  const signed = await signedChange(session, sheet, { user, minute: machine.person.minute(), notes });
  if ('refused' in signed) return fail(machine, signed.refused);
  try {
    const armour = key === undefined ? undefined : await machine.person.sign(key, signed.sealed);
    await one.opened.apply(signed.change(armour));
  } catch (cause) {
    return fail(machine, `${packet} was not signed: ${messageOf(cause)}`);
  }
  const proves = key === undefined ? 'Sealed: whoever can write these files could have made it' : 'Signed by a key';
  machine.out(line(`${packet} is signed: ${signed.signature}. ${proves}.`));
  return CLEAN;
}

/** The project that has the packet; else the first, which says so. */
async function projectOf(all: readonly OpenedTarget[], packet: string): Promise<OpenedTarget | undefined> {
  for (const one of all) {
    await one.opened.session.start();
    const { session } = one.opened;
    if (session.workspace.store.look().defs({ kind: 'packet', name: packet }).length > 0) return one;
    if ((await signingSubjects(session)).some((s) => s.name === packet)) return one;
  }
  return all[0];
}

/** What a line of a document says must not steer the terminal. */
const line = (text: string): string => `${visible(text)}\n`;

function shown(sheet: SigningSheet): string {
  const out = [line(`${sheet.subject} (${sheet.path})`)];
  if (sheet.title !== '') out.push(line(sheet.title));
  if (sheet.requested !== undefined) out.push(line(`Asked for: ${sheet.requested}`));
  out.push(line(`${sheet.does}: ${sheet.means}`), '\n');
  for (const { name, lines, notes } of sheet.locked) {
    out.push(line(`  ${name}`), ...noted(notes, 4));
    for (const l of lines) out.push(line(`    ${l.number === undefined ? '' : `${l.number}. `}${l.text}`), ...noted(l.notes, 6));
  }
  if (sheet.sections) out.push('\nThe spec says:\n');
  for (const { id, text, changed } of sheet.sections ?? []) {
    out.push(line(`  ${id}${text === undefined ? ': NOT FOUND in the spec' : ''}`));
    for (const l of (text ?? '').trim().split(/\r\n|\r|\n/)) if (text !== undefined) out.push(line(`    ${l}`));
    if (changed) out.push(line(`    It is other than in ${changed.since}:`), ...compared(changed.pieces));
  }
  if (sheet.sections?.length === 0) out.push('  Nothing is cited.\n');
  for (const { since, fields } of sheet.changes) {
    out.push(line(`\nOther than ${since}:`.trimStart()));
    for (const f of fields) out.push(line(`  ${f.name}`), ...compared(f.pieces));
    if (fields.length === 0) out.push('  Nothing.\n');
  }
  for (const { name, says } of sheet.facts) out.push(line(`\n${name}`.trimStart()), ...says.map((s) => line(`  ${s}`)));
  if (sheet.warnings.length > 0) out.push('\nWarnings:\n', ...sheet.warnings.map((w) => line(`  ${w.says}`)));
  if (sheet.against.length > 0) out.push('\nAgainst it stands:\n');
  for (const a of sheet.against)
    out.push(line(`  ${a.says}`), ...a.notes.filter((n) => n.says !== a.says).map((n) => line(`    ${n.says}`)));
  return `${out.join('')}\n`;
}

const noted = (notes: readonly Note[], indent: number): readonly string[] =>
  notes.map((n) => line(`${' '.repeat(indent)}${n.tone === 'error' || n.tone === 'warning' ? '! ' : '· '}${n.says}`));

/** What was taken out and put in, in brackets, as `git diff --word-diff` has it. */
const compared = (pieces: readonly Piece[]): readonly string[] =>
  pieces
    .map(({ is, text }) => (is === 'added' ? `{+${text}+}` : is === 'removed' ? `[-${text}-]` : text))
    .join('')
    .trim()
    .split(/\r\n|\r|\n/)
    .map((l) => line(`    ${l}`));

/** The notes for the log; or that the person said no, or that nobody is there. */
async function agreed(
  machine: Machine,
  { subject, warnings }: SigningSheet,
  user: string,
): Promise<readonly string[] | 'no' | 'nobody'> {
  const asked = [...warnings.map((w) => `Acknowledge: ${w.says}`), ...confirmations.map((c) => c.says)];
  if (!machine.atTerminal) return 'nobody';
  for (const question of asked) if (!(await machine.confirm(question))) return 'no';
  const note = await machine.prompt('A note for the log (or nothing):');
  if (note === undefined) return 'no';
  const typed = await machine.prompt(`To sign as ${user}, type ${subject}:`);
  if (typed !== subject) return 'no';
  return logNotes(warnings, note === '' ? [] : [note]);
}
