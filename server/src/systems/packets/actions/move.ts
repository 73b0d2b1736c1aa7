/** packets/move: packet and board in one change, by the table of moves. Source: SYSTEMS.md §1, *Status and moves*. */
import { type ActionResult, action } from '#core/action';
import { blocking, unblocking } from '../acting/blocking';
import { afterwards, lineAfterStatus } from '../acting/lines';
import { against, choicesFor, movable, stateNamed } from '../acting/moves';
import { starting } from '../acting/starting';
import { statusChange } from '../acting/status';
import { done, given, isSet, misused, type Packet, refuse, type View } from '../acting/view';
import { reasonIn, signedOff } from '../acting/words';
import type { PacketsDialect } from '../model/dialect/dialect';
import { lifecycle, type StatusReading, written } from '../model/dialect/status';
import { packetIdsBy } from '../model/gating/gating';

export default action<PacketsDialect>({
  subjects: (look) => packetIdsBy(look, ['In-Progress', 'Ready-for-Validation', 'Ready-for-Dev', 'Backlog']),
  choices: choicesFor,

  act(view) {
    const { packet, from } = movable(view);
    const name = given(view, 'status') ?? misused(`Say where ${packet.id} is to go: ${lifecycle.join(', ')}.`);
    const to = stateNamed(view, name) ?? misused(`“${name}” is no status; there are ${lifecycle.join(', ')}.`);
    if (from.status === to.status) refuse(`${packet.id} is ${written(from)} already.`);
    if (isSet(view, 'force')) return forced(view, packet, from, to);
    if (to.status === 'Blocked') return blocking(view, packet, from);
    if (from.status === 'Blocked' && to.status !== 'Superseded') return unblocking(view, packet, from, to.status);
    const lacks = against(view, packet, from, to.status);
    if (lacks) return { is: 'refused', why: lacks.why, says: lacks.says };
    if (from.status === 'Ready-for-Dev' && to.status === 'In-Progress') return starting(view, packet);
    return done(statusChange(view, packet, to), `${packet.id} is ${written(to)}; it was ${written(from)}.`);
  },
});

/** What it needs is not there, and a person says why it moves all the same: the packet says so too. */
function forced(view: View, packet: Packet, from: StatusReading, to: StatusReading): ActionResult {
  const reason = reasonIn(view) ?? misused('--force needs --reason: it is written into the packet.');
  const lacks = against(view, packet, from, to.status);
  const value = `${written(from)} -> ${written(to)}, ${signedOff(view)}: ${reason}`;
  // The rule forced-move reads it again, and must read the same.
  if (view.dialect.status.value(value)?.status !== to.status)
    misused('--reason would be taken for a part of the move; use other words.');
  const change = statusChange(view, packet, to, [lineAfterStatus(packet, 'Forced move', value)]);
  afterwards(view, packet, change);
  return {
    ...done(change, `${packet.id} was forced into ${written(to)}; it was ${written(from)}. The packet says so.`),
    against: lacks?.says ?? ['Nothing stands against this move: it need not be forced.'],
  };
}
