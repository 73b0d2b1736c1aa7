/** `gatehouse init` in other languages: the name of a state is read in every place where `status` is. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { parse } from 'yaml';
import { nodePace } from '#host/node-pace';
import { configText, discoverAll, survey } from '#service/init/init';
import { systems } from '#systems/registry.generated';
import { fixture, parseFixture, parsers } from './support/fixture';
import { MemoryFiles } from './support/memory';

interface Packets {
  readonly aliases?: Readonly<Record<string, readonly string[]>>;
  readonly statuses?: Readonly<Record<string, readonly string[]>>;
}

async function written(source: string): Promise<{ readonly text: string; readonly packets: Packets }> {
  const s = await survey(new MemoryFiles(parseFixture(source).files), parsers, nodePace);
  const text = configText(discoverAll(systems, s, new Set()));
  return { text, packets: (parse(text) as { packets?: Packets } | null)?.packets ?? {} };
}

/** What packets say of their states once that is written down. */
async function statesOf(source: string): Promise<readonly (string | undefined)[]> {
  const { text } = await written(source);
  const { session } = await fixture(`==> gatehouse.yaml <==\n${text}\n${source}`);
  const look = session.workspace.store.look();
  return look
    .names('packet')
    .toSorted()
    .map((name) => (look.defs({ kind: 'packet', name })[0]?.data as { status?: string } | undefined)?.status);
}

const states = ['Todo', 'In Progress', 'Done'];
const read = ['Backlog', 'In-Progress', 'Done'];

/** Where a state may stand in a packet, below its title or above it. */
const places: Readonly<Record<string, (name: string, state: string) => string>> = {
  'a table': (name, state) => `# A\n\n| Field | Value |\n|---|---|\n| ${name} | ${state} |\n| PR | 12 |\n`,
  'a table without a header': (name, state) => `# A\n\n| | |\n|---|---|\n| **${name}** | ${state} |\n| **PR** | — |\n`,
  'a line in bold': (name, state) => `# A\n\n**${name}:** ${state}\n`,
  'a line': (name, state) => `# A\n\n${name}: ${state}\n`,
  'a list': (name, state) => `# A\n\n- ${name}: ${state}\n- PR: 12\n`,
  'a list in bold': (name, state) => `# A\n\n- **${name}:** ${state}\n- **PR:** 12\n`,
  'a heading': (name, state) => `# A\n\n## ${name}\n\n${state}\n`,
  'front matter': (name, state) => `---\n${name.toLowerCase()}: ${state}\n---\n\n# A\n`,
};
const end = '\n## Goal\n\nIt.\n\n## Acceptance criteria\n\n- it works\n\n';

describe('init, of states by another name', () => {
  for (const name of ['Статус', 'Состояние', 'Стан', 'Stan', '상태', 'Estado', 'Stato', 'Statut', 'Zustand', '状态'])
    it(`${name}, in each place`, async () => {
      for (const [place, say] of Object.entries(places)) {
        const source = states.map((s, i) => `==> tickets/T-0${i + 1}.md <==\n${say(name, s)}${end}`).join('');
        const { packets } = await written(source);
        assert.deepEqual(
          packets.aliases?.STATUS?.map((a) => a.toLowerCase()),
          [name.toLowerCase()],
          place,
        );
        assert.deepEqual(await statesOf(source), read, place);
      }
      const files = [1, 2, 3].map((n) => `==> tickets/T-0${n}.md <==\n# T-0${n} A${end}## Non-goals\n\n- more\n\n`).join('');
      const rows = states.map((s, i) => `| T-0${i + 1} | A | ${s} |`).join('\n');
      const board = `==> tickets/BOARD.md <==\n# Board\n\n| ID | Title | ${name} |\n|---|---|---|\n${rows}\n`;
      assert.deepEqual((await written(`${files}${board}`)).packets.aliases?.STATUS, [name], 'a board');
    });

  it('and their words', async () => {
    const of = async (name: string, words: readonly string[]): Promise<readonly (string | undefined)[]> =>
      statesOf(words.map((w, i) => `==> tickets/T-0${i + 1}.md <==\n# A\n\n**${name}:** ${w}\n${end}`).join(''));
    const all = ['Backlog', 'In-Progress', 'Ready-for-Validation', 'Done', 'Blocked', 'Superseded'];
    assert.deepEqual(await of('Статус', ['Не начата', 'В работе', 'На проверке', 'Готово', 'Отложена', 'Отменена']), all);
    assert.deepEqual(await of('Stan', ['Do zrobienia', 'W toku', 'Do sprawdzenia', 'Zrobione', 'Wstrzymane', 'Anulowane']), all);
    assert.deepEqual(await of('상태', ['대기', '진행 중', '검토 중', '완료', '보류', '취소']), all);
  });

  it('names of fields in Russian', async () => {
    const of = (n: number): string =>
      `==> tickets/T-0${n}.md <==\n# A\n\n- Статус: Done\n- Риск: высокий\n- Зависит от: нет\n\n## Что сделать\n\nЭто.\n\n## Контекст\n\nТак.\n\n## Не входит\n\n- То.\n\n## Критерии приёмки\n\n- работает\n\n## Проверка\n\n- npm test\n\n`;
    assert.deepEqual((await written([1, 2, 3].map(of).join(''))).packets.aliases, {
      STATUS: ['Статус'],
      What: ['Что сделать'],
      Why: ['Контекст'],
      OUT_OF_SCOPE: ['Не входит'],
      DONE_MEANS: ['Критерии приёмки'],
      TEST_PLAN: ['Проверка'],
      RISK_TIER: ['Риск'],
      'Blocked on': ['Зависит от'],
    });
  });
});
