/** Asking for a signature, asking back, saying no: what is written, what is read again, and that none of it signs. */
import assert from 'node:assert/strict';
import { it } from 'node:test';
import { signingSheet, signingSubjects } from '#service/signing';
import { atBoard, folder, isDone, login, packet, refused, run, says, source } from './support/actions';
import { fixture } from './support/fixture';

const unsigned = (status = 'Ready-for-Dev', more = ''): string =>
  folder().replace(
    packet(),
    packet(status, more).replace('ada050120260930', '<pending>').replaceAll('ada050120260930', '<pending>'),
  );

const sheetOf = async (after: ReadonlyMap<string, string>) => {
  const { session } = await fixture(source(after), { today: '2026-01-12' });
  const sheet = await signingSheet(session, 'WP-1-Login');
  return { session, sheet: 'refused' in sheet ? assert.fail(sheet.refused) : sheet };
};

it('a request stands in the packet’s log, with its reason, and waits first', async () => {
  const { result, after } = await run(unsigned(), 'request-signature', 'WP-1-Login', { args: { reason: 'the spec is agreed' } });
  isDone(result);
  assert.match(after.get(login) ?? '', /- Signature requested: the spec is agreed \(2026-01-12, \S.*\)\n/);
  assert.match(after.get(login) ?? '', /USER_SIGNATURE: <pending>/);
  // Below a log that has nothing in it, too, with no more empty lines than there are.
  const bare = unsigned().replace(/(## Signature & Enrichment Log\n)[\s\S]*?(?=\n==>)/, '$1\n');
  const below = await run(bare, 'request-signature', 'WP-1-Login', { args: { reason: 'x' } });
  isDone(below.result);
  assert.match(below.after.get(login) ?? '', /Log\n\n- Signature requested: x [^\n]*\n$/);
  const { session, sheet } = await sheetOf(after);
  assert.match(sheet.requested ?? '', /^the spec is agreed/);
  const [first] = await signingSubjects(session);
  assert.match(first?.requested ?? '', /^the spec is agreed/);
  const again = await run(source(after), 'request-signature', 'WP-1-Login', { args: { reason: 'once more' } });
  refused(again.result, 'rule', /waits for a signature already: the spec is agreed/);
});

it('a request needs a reason, and a packet that nobody has signed', async () => {
  assert.equal((await run(unsigned(), 'request-signature', 'WP-1-Login')).result.is, 'asks');
  const signed = await run(folder(), 'request-signature', 'WP-1-Login', { args: { reason: 'x' } });
  refused(signed.result, 'rule', /is signed already: ada050120260930/);
  const late = await run(unsigned('In-Progress'), 'request-signature', 'WP-1-Login', { args: { reason: 'x' } });
  refused(late.result, 'rule', /In-Progress; a packet is signed in Backlog or Ready-for-Dev/);
});

it('questions go into the log, the packet goes back, and nothing is signed before they are answered', async () => {
  const asked = await run(unsigned(), 'request-changes', 'WP-1-Login', {
    args: { question: ['How long is a session?', 'Who pays?'] },
  });
  isDone(asked.result);
  const text = asked.after.get(login) ?? '';
  assert.match(text, /- STATUS: Backlog\n/);
  assert.match(text, /- Changes requested: 2 questions .*\n- Question: How long is a session\?\n- Question: Who pays\?\n/);
  assert.match(asked.after.get(atBoard) ?? '', /BACKLOG|Backlog/);
  const { sheet } = await sheetOf(asked.after);
  assert.deepEqual(
    sheet.against.map((a) => a.says).filter((s) => s.startsWith('Nobody has answered')),
    ['Nobody has answered: How long is a session?', 'Nobody has answered: Who pays?'],
  );
  const early = await run(source(asked.after), 'request-signature', 'WP-1-Login', { args: { reason: 'now?' } });
  refused(early.result, 'rule', /Answer first/);
  const answered = new Map(asked.after);
  answered.set(login, text.replace('- Question: Who pays?', '  - Answer: an hour\n- Question: Who pays?\n- Answer: nobody'));
  const { sheet: after } = await sheetOf(answered);
  assert.deepEqual(
    after.against.filter((a) => a.says.startsWith('Nobody has answered')),
    [],
  );
});

it('who says no says why: the packet is blocked, and that can be taken back', async () => {
  const { result, after } = await run(unsigned(), 'reject', 'WP-1-Login', { args: { reason: 'too dear' } });
  isDone(result);
  assert.match(after.get(login) ?? '', /- STATUS: Blocked\n- Former status: Ready-for-Dev/);
  assert.match(after.get(login) ?? '', /- Rejected: too dear \(2026-01-12/);
  const back = await run(source(after), 'unblock', 'WP-1-Login');
  assert.match(says(back.result), /Ready-for-Dev again/);
});

for (const odd of ['a -> b', 'a | b', '<!-- x', '```'])
  it(`${JSON.stringify(odd)} is no line of a log`, async () => {
    for (const [name, args] of [
      ['request-signature', { reason: odd }],
      ['request-changes', { question: [odd] }],
      ['reject', { reason: odd }],
    ] as const)
      refused((await run(unsigned(), name, 'WP-1-Login', { args })).result, 'usage', /words in one line/);
  });
