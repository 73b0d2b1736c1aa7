/** packets/reject: a packet that is not signed is not to be done. It is blocked, and its log says why. */
import { action } from '#core/action';
import { blocking } from '../acting/blocking';
import { line, talked, unsigned } from '../acting/talk';
import { done } from '../acting/view';
import { reasonIn } from '../acting/words';
import type { PacketsDialect } from '../model/dialect/dialect';
import { REJECTED } from '../model/signing/questions';
import { waiting } from '../signing/waiting';

export default action<PacketsDialect>({
  subjects: waiting,
  act(view) {
    const { packet, from } = unsigned(view);
    const reason = reasonIn(view);
    if (reason === undefined)
      return { is: 'asks', questions: [{ name: 'reason', says: `Why is ${packet.id} not to be done?`, answers: 'text' }] };
    const blocked = blocking(view, packet, from);
    if (blocked.is !== 'done') return blocked;
    const change = talked(view, packet, [line(view, REJECTED, reason)], (t) => t.rejected !== undefined, blocked.change);
    return done(change, `${packet.id} is rejected, and Blocked; “gatehouse unblock ${packet.id}” takes that back.`);
  },
});
