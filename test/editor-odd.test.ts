/** What an editor shows of documents that are written oddly. */
import assert from 'node:assert/strict';
import { it } from 'node:test';
import { LineIndex } from '#core/text';
import { proofsAt } from '#service/editor/relations';
import { marksIn } from '#service/editor/show';
import { fixture } from './support/fixture';

const packet = 'docs/task_packets/WP-1-Login.md';

it('a part of a section is coloured whole', async () => {
  const text = '# WP-1-Login\n- SPEC_ANCHOR: 🏰 A4.2a, 4.2\n';
  const f = await fixture(
    `==> docs/SPEC_CURRENT.md <==\n**Master_Spec_v1.md**\n\n==> Master_Spec_v1.md <==\n## 4.2 Doors\n### 4.2a Locks\n\n==> ${packet} <==\n${text}`,
  );
  const { all = [] } = (await marksIn(f.session, packet)) ?? {};
  assert.deepEqual(
    all.filter((m) => m.is === 'anchor').map(({ at }) => text.slice(at.start, at.end)),
    ['4.2a', '4.2'],
  );
});

it('a promise leads to the row of the plan whose cell names it', async () => {
  const plan = ['| # | Command | Proves |', '|---|---|---|', '| 1 | `npm test` | 🏰 2, 12 |', '| 2 | `npm run e2e` | 1 |'];
  const text = ['# WP-1-Login', '## DONE_MEANS', '1. One', '2. Two', '', '## TEST_PLAN', '', ...plan, ''].join('\n');
  const f = await fixture(`==> docs/SPEC_CURRENT.md <==\nnone\n\n==> ${packet} <==\n${text}`);
  const lines = LineIndex.of(text);
  const rows = async (promise: string): Promise<readonly string[]> =>
    (await proofsAt(f.session, packet, lines.place(text.indexOf(promise)))).map((t) =>
      'at' in t ? (/`[^`]*`/.exec(text.slice(t.at.start, t.at.end))?.[0] ?? '') : t.path,
    );
  assert.deepEqual(await rows('One'), ['`npm run e2e`']);
  assert.deepEqual(await rows('Two'), ['`npm test`']);
});
