/** Before work begins: can it be done as it is agreed? Source: SYSTEMS.md §1, *Status and moves*. */
import type { ActionQuestion, ActionResult } from '#core/action';
import { afterwards, edit, lineAfterStatus, merged } from './lines';
import { statusChange } from './status';
import { done, misused, type Packet, type View } from './view';
import { reasonIn, signedOff } from './words';

/** The four answers, by the flag that gives each. */
const adequacy: readonly { readonly name: string; readonly says: string; readonly brief: string }[] = [
  { name: 'files-identified', says: 'Are all files that this will change identified?', brief: 'files identified' },
  { name: 'boundaries-clear', says: 'Are the boundaries of the scope clear?', brief: 'boundaries clear' },
  { name: 'dependencies-expected', says: 'Is every dependency an expected one?', brief: 'dependencies expected' },
  { name: 'realistic', says: 'Is the scope realistic for its risk tier?', brief: 'realistic for the tier' },
];

/** Ready-for-Dev to In-Progress with four times yes; a “no” leaves a note, and nothing is moved. */
export function starting(view: View, packet: Packet): ActionResult {
  const open = adequacy.filter(({ name }) => view.args[name] === undefined);
  if (open.length > 0)
    return { is: 'asks', questions: open.map(({ name, says }): ActionQuestion => ({ name, says, answers: 'yes-no' })) };
  const answers = adequacy.map(({ name, brief }) => ({ brief, yes: isYes(name, view.args[name]?.[0] ?? '') }));
  const note = reasonIn(view, 'note');
  const no = answers.filter((a) => !a.yes);
  const by = signedOff(view);
  if (no.length === 0) {
    const line = lineAfterStatus(
      packet,
      'Scope adequacy',
      `${by}: ${answers.map((a) => `${a.brief} yes`).join(', ')}${note ? `; ${note}` : ''}`,
    );
    const change = statusChange(view, packet, { status: 'In-Progress', validated: false }, [line]);
    // By hand anything can be called ready.
    const unsigned = packet.facts.approval ? [] : [`Nobody has signed it: gatehouse gate pre-work ${packet.id}`];
    return done(
      change,
      `${packet.id} is In-Progress.`,
      ...unsigned,
      'Next: put out the BOOTSTRAP block before the first change of code.',
    );
  }
  if (note === undefined)
    return { is: 'asks', questions: [{ name: 'note', says: `Why not: ${no.map((a) => a.brief).join(', ')}?`, answers: 'text' }] };
  const value = `${by}: not started, ${no.map((a) => `${a.brief} no`).join(', ')}: ${note}`;
  const change = merged(edit(packet, lineAfterStatus(packet, 'Escalation', value)));
  afterwards(view, packet, change);
  return done(
    change,
    `${packet.id} stays as it is; ${packet.path} says what stands against it.`,
    'Next: whoever wrote the packet clears it.',
  );
}

function isYes(name: string, answer: string): boolean {
  if (/^(?:y|yes|true)$/i.test(answer)) return true;
  if (/^(?:n|no|false)$/i.test(answer)) return false;
  return misused(`--${name} is yes or no, not “${answer}”.`);
}
