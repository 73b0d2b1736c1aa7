/** What is told of a document in which a merge was left unfinished, and of a word that several packets have for their state. */
import assert from 'node:assert/strict';
import { it } from 'node:test';
import { gateNamed, runGate } from '#service/gates/gates';
import { findingsOf, fixture } from './support/fixture';

const told = async (source: string): Promise<readonly string[]> =>
  findingsOf((await fixture(source)).session).map((f) => `${f.rule} ${f.path.replace('docs/task_packets/', '')}:${f.at.start}`);

const packet = (lines: string): string => `==> docs/task_packets/WP-1-Login.md <==
# WP-1-Login

- TASK_ID: WP-1-Login
- What: Log in.
${lines}
`;

it('between the marks of a merge nothing else is told, behind them all', async () => {
  const within = await told(packet('<<<<<<< HEAD\n- STATUS: Don\n[x](nowhere.md)\n=======\n- STATUS: Backlog\n>>>>>>> feat\n'));
  assert.deepEqual(within, ['gatehouse/text-unmerged WP-1-Login.md:52']);
  const behind = await told(packet('<<<<<<< HEAD\n- STATUS: Don\n=======\n- STATUS: Backlog\n>>>>>>> feat\n\n[x](nowhere.md)\n'));
  assert.deepEqual(
    behind.map((f) => f.split(' ')[0]),
    ['gatehouse/text-unmerged', 'gatehouse/link-dead-file'],
  );
});

it('a mark alone hides nothing but its own line, nor does one that another follows', async () => {
  const alone = await told(packet('<<<<<<< HEAD\n\n- STATUS: Don\n'));
  assert.deepEqual(
    alone.map((f) => f.split(' ')[0]),
    ['gatehouse/text-unmerged', 'packets/invalid-status'],
  );
  const two = await told(packet('<<<<<<< HEAD\n\n- STATUS: Don\n\n<<<<<<< HEAD\na\n=======\nb\n>>>>>>> feat\n'));
  assert.deepEqual(
    two.map((f) => f.split(' ')[0]),
    ['gatehouse/text-unmerged', 'packets/invalid-status'],
  );
});

it('gates look at each packet: a state that nobody knows passes none, wherever it is told', async () => {
  const source = ['Form', 'Login']
    .map((n) => `==> docs/task_packets/WP-1-${n}.md <==\n# WP-1-${n}\n\n- STATUS: Parked\n- What: It.\n`)
    .join('\n');
  const { session } = await fixture(source);
  assert.deepEqual(
    findingsOf(session).flatMap((f) => (f.rule === 'packets/invalid-status' ? [`${f.severity} ${f.path}`] : [])),
    ['error docs/task_packets/WP-1-Form.md', 'hint docs/task_packets/WP-1-Login.md'],
  );
  for (const id of ['WP-1-Form', 'WP-1-Login']) {
    const done = await runGate(session, gateNamed(session, 'pre-work') ?? assert.fail('pre-work'), id);
    assert.equal(done.checks.find((c) => c.id === 'identity')?.verdict, 'fail', id);
  }
});
