/** Commands that gates run from an editor: only once its person has seen them and agreed. */
import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { it } from 'node:test';
import type { ConsentQuestion, GateResult } from '#protocol/messages';
import { disk, emptyFolder } from './support/disk';
import { folder } from './support/folders';
import type { Client } from './support/lsp';
import { start } from './support/lsp';

const asking = { experimental: { gatehouse: { consent: true } } };

interface Asked {
  readonly client: Client;
  readonly questions: ConsentQuestion[];
  /** What the gate says of its command. */
  run(more?: object): Promise<{ readonly verdict: string; readonly says: string }>;
  /** Whether it has run. */
  ran(): boolean;
}

/** A gate that is a command, which leaves a file. @param answer what the person says */
async function asked(answer: (() => unknown) | undefined, command = 'touch'): Promise<Asked> {
  const mark = join(emptyFolder(), 'ran');
  const yaml = `==> gatehouse.yaml <==\npackets: { gates: { scan: { run: "${command} ${mark}", instead: true } } }\n`;
  const client = await start(disk(yaml + folder), answer ? { capabilities: asking } : {});
  const questions: ConsentQuestion[] = [];
  client.connection.onRequest('gatehouse/consent', (question: ConsentQuestion) => {
    questions.push(question);
    return answer?.() as boolean;
  });
  await client.settled();
  const order = { folder: client.disk.uri('').replace(/\/$/, ''), gate: 'scan', subject: '' };
  return {
    client,
    questions,
    ran: () => existsSync(mark),
    run: async (more = {}) => {
      const { report } = await client.request<GateResult>('gatehouse/runGate', { ...order, ...more });
      const check = report.checks.find((c) => c.id === 'command') ?? assert.fail('no command');
      return { verdict: check.verdict, says: check.says ?? '' };
    },
  };
}

it('yes: the person sees the command as it is, and it runs', async () => {
  const { run, ran, questions, client } = await asked(() => true);
  assert.equal((await run()).verdict, 'pass');
  assert.equal(ran(), true);
  const [question] = questions;
  assert.equal(question?.asks, 'scan');
  assert.equal(question?.folder, client.disk.uri('').replace(/\/$/, ''));
  assert.match(question?.commands.join() ?? '', /^touch \/.*\/ran$/);
});

for (const [what, answer] of [
  ['no', () => false],
  ['an answer that is none', () => 'yes'],
  [
    'a client that cannot after all',
    () => {
      throw new Error('not here');
    },
  ],
] as const)
  it(`${what}: nothing runs, and nobody knows`, async () => {
    const { run, ran, questions } = await asked(answer);
    const { verdict, says } = await run();
    assert.equal(verdict, 'unknown');
    assert.match(says, /^Nobody agreed to run “touch /);
    assert.deepEqual([ran(), questions.length], [false, 1]);
  });

it('an editor that cannot ask: nobody is asked, nothing runs', async () => {
  const { run, ran, questions } = await asked(undefined);
  assert.match((await run()).says, /^Nobody agreed/);
  assert.deepEqual([ran(), questions], [false, []]);
});

it('a folder that is not trusted: nobody is asked, nothing runs, no tool of an ecosystem either', async () => {
  const { run, ran, questions, client } = await asked(() => true);
  const { verdict, says } = await run({ untrusted: true });
  assert.equal(verdict, 'unknown');
  assert.match(says, /^The folder is not trusted, so “touch /);
  assert.deepEqual([ran(), questions], [false, []]);
  const order = { folder: client.disk.uri('').replace(/\/$/, ''), gate: 'supply-chain', subject: '', untrusted: true };
  const { report } = await client.request<GateResult>('gatehouse/runGate', order);
  assert.equal(report.verdict, 'unknown');
  assert.match(report.checks[0]?.says ?? '', /not trusted/);
});

it('what nobody sees in a command is shown', async () => {
  const { run, questions } = await asked(() => false, 'touch \\u202E');
  await run();
  assert.match(questions[0]?.commands.join() ?? '', /^touch \\u\{202e\} \//);
});
