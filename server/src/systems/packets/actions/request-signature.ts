/** packets/request-signature: asks a person to sign, with a reason. Nothing more: who asks has not signed. */
import { action } from '#core/action';
import { line, talked, unsigned } from '../acting/talk';
import { done, refuse } from '../acting/view';
import { reasonIn } from '../acting/words';
import type { PacketsDialect } from '../model/dialect/dialect';
import { logTalk, REQUESTED } from '../model/signing/questions';
import { waiting } from '../signing/waiting';

export default action<PacketsDialect>({
  subjects: waiting,
  act(view) {
    const { packet } = unsigned(view);
    const { requested, questions } = logTalk(packet.model.fields);
    if (requested !== undefined) refuse(`${packet.id} waits for a signature already: ${requested}`);
    const open = questions.filter((q) => !q.answered);
    if (open.length > 0) refuse(`Answer first, with a line “- Answer: …” below each: ${open.map((q) => q.text).join('; ')}`);
    const reason = reasonIn(view);
    if (reason === undefined)
      return { is: 'asks', questions: [{ name: 'reason', says: `Why is ${packet.id} to be signed now?`, answers: 'text' }] };
    const change = talked(view, packet, [line(view, REQUESTED, reason)], (t) => t.requested !== undefined);
    return done(
      change,
      `${packet.id} waits for a signature. A person signs it in the panel, or with “gatehouse sign ${packet.id}”.`,
    );
  },
});
