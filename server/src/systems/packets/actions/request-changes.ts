/** packets/request-changes: a packet that is not signed goes back to who wrote it, with questions. */
import { action } from '#core/action';
import { statusChange } from '../acting/status';
import { line, talked, unsigned } from '../acting/talk';
import { done, misused } from '../acting/view';
import { isPlain } from '../acting/words';
import type { PacketsDialect } from '../model/dialect/dialect';
import { CHANGES, logTalk, QUESTION } from '../model/signing/questions';
import { waiting } from '../signing/waiting';

export default action<PacketsDialect>({
  subjects: waiting,
  act(view) {
    const { packet, from } = unsigned(view);
    const questions = (view.args.question ?? []).map((q) => q.trim()).filter((q) => q !== '');
    if (questions.length === 0)
      return {
        is: 'asks',
        questions: [{ name: 'question', says: `What is to be answered before ${packet.id} is signed?`, answers: 'text' }],
      };
    const odd = questions.find((q) => !isPlain(q));
    if (odd !== undefined) misused(`A question is words in one line, without “->” and “|”: ${odd}`);
    const back = from.status === 'Backlog' ? [] : statusChange(view, packet, { status: 'Backlog', validated: false });
    const before = logTalk(packet.model.fields).questions.length;
    const change = talked(
      view,
      packet,
      [
        line(view, CHANGES, questions.length === 1 ? 'one question' : `${questions.length} questions`),
        ...questions.map((q) => `- ${QUESTION}: ${q}`),
      ],
      (t) => t.requested === undefined && t.questions.length === before + questions.length,
      back,
    );
    return done(
      change,
      `${packet.id} is in the backlog, with ${questions.length === 1 ? 'a question' : `${questions.length} questions`} to be answered.`,
    );
  },
});
