/** What the host cannot find out: rules get that it is unknown, the log gets why, once. */
import assert from 'node:assert/strict';
import { it } from 'node:test';
import type { Files } from '#core/ports';
import type { Answered, Question } from '#core/world';
import { answerAll } from '#host/answers';
import { nodePace } from '#host/node-pace';
import { Inquiry } from '#service/engine/inquiry';
import type { Workspace } from '#service/engine/workspace';

const headings = (path: string): Question => ({ ask: 'headings', path });

it('a fault while answering is an answer that says what it was', async () => {
  const text = async (): Promise<never> => {
    throw new TypeError('there is a bug');
  };
  const [answer] = await answerAll([headings('a.md')], {
    root: '/',
    today: () => '2026-01-01',
    list: async () => [],
    text,
  } as never);
  assert.ok(answer && 'unknown' in answer && answer.cause?.includes('there is a bug'));
});

it('goes to the log once, and not to the rules', async () => {
  const answered: Answered[] = [];
  const logged: string[] = [];
  const workspace = { answer: (_: Question, a: Answered) => void answered.push(a), entries: new Map() };
  const answer: Files['answer'] = async (questions) => questions.map(() => ({ unknown: 'failed', cause: 'there is a bug' }));
  const log = { info: () => {}, warn: (m: string) => void logged.push(m), error: () => {} };
  const inquiry = new Inquiry(workspace as unknown as Workspace, { files: { answer } as unknown as Files, pace: nodePace, log });
  await inquiry.ask([headings('a.md'), headings('b.md')]);
  assert.deepEqual(answered, [{ unknown: 'failed' }, { unknown: 'failed' }]);
  assert.deepEqual(logged, ['What was asked cannot be found out (headings): there is a bug']);
});
