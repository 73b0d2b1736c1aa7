/** The server tells how far the reading of a large folder is, to clients that can show it. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Connection } from 'vscode-languageserver/node';
import type { Pace } from '#core/ports';
import type { Session } from '#service/engine/session';
import { ReadingProgress } from '../server/src/lsp/reading-progress';
import { disk } from './support/disk';
import { type Client, start } from './support/lsp';

/** A packet with enough in it that a thousand of them take a while anywhere. */
const packet = (n: number): string => `==> docs/task_packets/WP-1-Part${n}.md <==
# WP-1-Part${n}

- STATUS: Done
- SPEC_ANCHOR: A1.${n}
- DONE_MEANS:
${Array.from({ length: 12 }, (_, i) => `  - \`part${n}\` keeps entry ${i}: src/part${n}/file${i}.rs:${i + 1}-${i + 9}`).join('\n')}
`;

const kindOf = (n: { params: unknown }): string => (n.params as { value: { kind: string } }).value.kind;

async function reading(client: Client): Promise<readonly { readonly params: unknown }[]> {
  const told = () => client.notices.filter((n) => n.method === '$/progress');
  await client.until(() => told().some((n) => kindOf(n) === 'end'), 'the end of the reading is not told');
  return told();
}

describe('progress of reading', () => {
  it('is told while a large folder is read, and ends', async () => {
    const client = await start(disk(Array.from({ length: 800 }, (_, n) => packet(n)).join('\n')), {
      capabilities: { window: { workDoneProgress: true } },
    });
    const told = (await reading(client)).map((n) => (n.params as { value: { message?: string; percentage?: number } }).value);
    assert.deepEqual(told[0], { kind: 'begin', title: 'Gatehouse', percentage: 0, message: 'reading files' });
    assert.ok(told.slice(1, -1).every((v) => /^(?:reading files, \d+ of 80\d|checking 80\d files)$/.test(v.message ?? '')));
    await client.stop();
  });

  it('a small folder, or a client that cannot show it: nothing is told', async () => {
    for (const capabilities of [{ window: { workDoneProgress: true } }, {}]) {
      const client = await start(disk(packet(1)), { capabilities });
      await client.settled();
      assert.deepEqual(
        client.notices.filter((n) => n.method === '$/progress'),
        [],
      );
      await client.stop();
    }
  });

  it('says how many files are read, of all folders together; then how many are checked', async () => {
    const one = { busy: true, reading: { read: 3, of: 10 } };
    const other = { busy: true, reading: { read: 2, of: 10 } };
    const said: string[] = [];
    const shown = {
      begin: (title: string, percent: number, text: string) => said.push(`begin ${title} ${percent} ${text}`),
      report: (percent: number, text: string) => said.push(`${percent} ${text}`),
      done: () => said.push('done'),
    };
    const steps = [
      () => {},
      () => Object.assign(other, { busy: false }),
      () => Object.assign(one.reading, { read: 12 }),
      () => Object.assign(one, { busy: false }),
    ];
    const pace = { rest: async () => steps.shift()?.() } as unknown as Pace;
    const connection = { window: { createWorkDoneProgress: async () => shown } } as unknown as Connection;
    const sessions = [one, other] as unknown as readonly Session[];
    const failed: string[] = [];
    new ReadingProgress(
      connection,
      () => sessions,
      pace,
      (message) => failed.push(message),
    ).follow();
    for (let i = 0; i < 50 && !said.includes('done'); i++) await Promise.resolve();
    assert.deepEqual(
      [said, failed],
      [
        [
          'begin Gatehouse 0 reading files',
          '25 reading files, 5 of 20',
          '30 reading files, 3 of 10',
          '100 checking 10 files',
          'done',
        ],
        [],
      ],
    );
  });
});
