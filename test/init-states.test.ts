/** `gatehouse init`: what the words of a repository mean, from lists that declare them, and what few packets do not say. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { parse } from 'yaml';
import { nodePace } from '#host/node-pace';
import { configText, discoverAll, survey } from '#service/init/init';
import { systems } from '#systems/registry.generated';
import { parseFixture, parsers } from './support/fixture';
import { MemoryFiles } from './support/memory';

interface Written {
  readonly text: string;
  readonly packets: Readonly<Record<string, Readonly<Record<string, readonly string[]>> | undefined>>;
}

async function written(source: string): Promise<Written> {
  const files = new MemoryFiles(parseFixture(source).files);
  const text = configText(discoverAll(systems, await survey(files, parsers, nodePace), new Set()));
  return { text, packets: (parse(text) as { packets?: Written['packets'] }).packets ?? {} };
}

const packet = (n: number, status: string, more = ''): string =>
  `==> gov/work/WP-1-Part${n}.md <==\n# WP-1-Part${n}\n\n- STATUS: ${status}\n- SPEC_ANCHOR: 2.1\n- What: It.\n${more}\n`;
const all = (statuses: readonly string[], more = ''): string => statuses.map((s, i) => packet(i + 1, s, more)).join('\n');

describe('init, of words for states', () => {
  it('places a word of a declared list by those beside it', async () => {
    const { text, packets } = await written(`${all(['MAPPED', 'MAPPED', 'CHECKED-OUT', 'BUILT', 'STANDING'])}
==> gov/BOARD.md <==
# Board

## Status Legend

- \`MAPPED\` — in the plan
- \`READY\`: somebody may begin
- \`CHECKED-OUT\`
- **IN-PROGRESS**
- \`SHAKEN\`
- DONE
- \`STANDING\`
- \`BLOCKED\`

## Work
- [WP-1-Part1] MAPPED
`);
    assert.deepEqual(packets.statuses, {
      Backlog: ['MAPPED'],
      'Ready-for-Dev': ['CHECKED-OUT'],
      'Ready-for-Validation': ['shaken'],
    });
    assert.match(text, /“mapped” stands before “ready” in gov\/BOARD\.md: a guess/);
    assert.match(text, /gov\/BOARD\.md declares “standing”: write under packets\.statuses which state that is/);
  });

  it('reads the lifecycle in a fence above the packets, and what is built before it is verified waits for that', async () => {
    const { packets } = await written(`${all(['Implemented', 'Verified', 'Verified'])}
==> gov/README.md <==
# How we work

## Lifecycle

\`\`\`text
DRAFT        The file is there.
IN-PROGRESS  Somebody works on it.
IMPLEMENTED  It is built.
VERIFIED     Somebody has looked.
BLOCKED      It cannot go on.
\`\`\`
`);
    assert.deepEqual(packets.statuses, {
      Backlog: ['draft'],
      'Ready-for-Validation': ['Implemented'],
      Done: ['Verified'],
    });
  });

  it('takes the head of a table of states for none of them, and reads the column that holds them', async () => {
    const of = async (table: string) =>
      written(`${all(['Ready', 'Complete', 'Complete'])}
==> gov/work/README.md <==
# Packets

## Allowed statuses

- \`Sketched\`
- \`Ready\`
- \`In Progress\`
- \`Complete\`

Folder and status must agree:

${table}
`);
    for (const table of [
      '| Status | Folder |\n| --- | --- |\n| Sketched | now |\n| Ready | now |\n| In Progress | now |\n| Complete | then |',
      '| Folder | State |\n|:--|:--|\n| now | Sketched |\n| now | Ready |\n| now | In Progress |\n| then | Complete |',
      '| Estado | Carpeta |\n|---|---|\n| Ready | now |\n',
    ]) {
      const { text, packets } = await of(table);
      assert.doesNotMatch(text, /declares/, table);
      assert.deepEqual(packets.statuses, { Backlog: ['sketched'] }, table);
    }
  });

  it('takes over a list on any page beside packets, where each of its words is plain', async () => {
    const of = async (more: string) =>
      (
        await written(`${all(['TODO', 'DONE', 'DONE'])}
==> gov/work/_overview.md <==
# Breakdown

## Task Statuses

| Status | Meaning |
|---|---|
| \`TODO\` | Nobody is at it |
| \`IN_PROGRESS\` | Somebody is |
| \`CHANGES_REQUESTED\` | A reviewer found something |
${more}| \`DONE\` | It is good |
`)
      ).packets.statuses;
    assert.deepEqual(await of(''), { 'In-Progress': ['changes requested'] });
    assert.equal(await of('| `LAMPS` | They hang |\n'), undefined);
  });

  it('knows words of other languages, and marks that mean one thing; what it cannot place it names', async () => {
    const placed = async (statuses: readonly string[]) => (await written(all(statuses))).packets.statuses;
    assert.deepEqual(await placed(['Concluído', 'Em andamento', 'Não iniciado', 'Aguardando revisão', 'Em espera']), {
      Done: ['Concluído'],
      'In-Progress': ['Em andamento'],
      Backlog: ['Não iniciado'],
      'Ready-for-Validation': ['Aguardando revisão'],
      Blocked: ['Em espera'],
    });
    assert.deepEqual(await placed(['已完成', '进行中', '未开始', '待验收', '已取消', '部分完成']), {
      Done: ['已完成'],
      'In-Progress': ['进行中'],
      Backlog: ['未开始'],
      'Ready-for-Validation': ['待验收'],
      Superseded: ['已取消'],
    });
    const { text, packets } = await written(all(['✅', '🚧', '✅ (May)', '🟡', '🟡', 'Parked', 'parked', 'Once', '☐', '◐']));
    assert.deepEqual(packets.statuses, { Done: ['✅'], 'In-Progress': ['◐', '🚧'], Backlog: ['☐'] });
    assert.match(
      text,
      /2 of 10 packets are “🟡”: write under packets\.statuses which state that is; 2 of 10 packets are “parked”/,
    );
    assert.doesNotMatch(text, /once/);
  });

  it('whose something is, is no state; a word says one behind which somebody stands', async () => {
    const { text, packets } = await written(
      all(['Assigned to QA', 'Assigned to Web Dev.', 'Blocked by WP-1-Part1', 'Bloqueada por WP-1-Part2']),
    );
    assert.deepEqual(packets.statuses, { Blocked: ['bloqueada'] });
    assert.match(text, /2 of 4 packets are “assigned”: write under packets\.statuses/);
    assert.deepEqual((await written(all(['完了', '進行中', '未着手', 'レビュー待ち']))).packets.statuses, {
      Done: ['完了'],
      'In-Progress': ['進行中'],
      Backlog: ['未着手'],
      'Ready-for-Validation': ['レビュー待ち'],
    });
  });

  it('names of fields in Portuguese and Chinese', async () => {
    const wp = (n: number, body: string): string => `==> gov/work/WP-1-Part${n}.md <==\n# WP-1-Part${n}\n\n${body}\n`;
    const aliases = async (body: string) => (await written([1, 2, 3].map((n) => wp(n, body)).join('\n'))).packets.aliases;
    assert.deepEqual(
      await aliases('- Situação: Done\n- Objetivo: algo\n\n## Critérios de aceite\n- funciona\n\n## Plano de testes\n- npm test'),
      { STATUS: ['Situação'], What: ['Objetivo'], DONE_MEANS: ['Critérios de aceite'], TEST_PLAN: ['Plano de testes'] },
    );
    assert.deepEqual(await aliases('状态：已完成\n依赖：无\n\n## 目标\n登录\n\n## 验收标准\n- 可以登录\n'), {
      STATUS: ['状态'],
      What: ['目标'],
      DONE_MEANS: ['验收标准'],
      'Blocked on': ['依赖'],
    });
  });

  it('takes no order from a list that has none, nor a list from other sections', async () => {
    const { packets } = await written(`${all(['Backlog', 'Done', 'Done'])}
==> gov/BOARD.md <==
# Board

Status: DONE | BACKLOG | WANDERING | IN-PROGRESS

## Roles
- planner: writes the backlog
- in progress: whoever works
- done
- judge
`);
    assert.equal(packets.statuses, undefined);
    // Nor a word from a choice that nobody has made.
    assert.equal(
      (await written(all(['Backlog', 'Backlog / In review / Done', 'Backlog, shipped or done']))).packets.statuses,
      undefined,
    );
  });

  it('tells what was looked at from what is to be looked at', async () => {
    const { packets } = await written(all(['Tested', 'Reviewed', 'To be tested', 'Needs review']));
    assert.deepEqual(packets.statuses, {
      Done: ['Tested', 'Reviewed'],
      'Ready-for-Validation': ['To be tested', 'Needs review'],
    });
  });
});

describe('init, of few packets', () => {
  it('goes on asking for what is to be done and when it is', async () => {
    const bare = (n: number): string =>
      Array.from(
        { length: n },
        (_, i) => `==> gov/work/WP-1-Part${i}.md <==\n# WP-1-Part${i}\n\n- STATUS: In-Progress\n- Why: So.\n`,
      ).join('\n');
    assert.deepEqual((await written(bare(4))).packets.required, { default: ['TASK_ID', 'STATUS', 'What', 'Why', 'DONE_MEANS'] });
    assert.deepEqual((await written(bare(8))).packets.required?.default, ['TASK_ID', 'STATUS', 'Why']);
  });

  it('asks for no TASK_ID where title and file alone have it, but for packets of this method', async () => {
    const task = (n: number, id = '') =>
      `==> work/TASK-00${n}.md <==\n# TASK-00${n}: A thing\n\n- Status: Todo\n${id}\n## Goal\nIt.\n\n## Acceptance criteria\n- it works\n\n`;
    const without = await written([1, 2, 3].map((n) => task(n)).join(''));
    assert.deepEqual(without.packets.required?.default, ['STATUS', 'What', 'DONE_MEANS']);
    assert.match(without.text, /left out: TASK_ID \(files are called by it, and no field says it\)/);
    const one = await written([task(1), task(2), task(3, '- TASK_ID: TASK-003\n')].join(''));
    assert.deepEqual(one.packets.required?.default, ['TASK_ID', 'STATUS', 'What', 'DONE_MEANS']);
    assert.deepEqual((await written(all(['Backlog', 'Backlog', 'Backlog']))).packets.required?.default?.at(0), 'TASK_ID');
  });

  it('takes Risk for the tier only where a tier stands behind it', async () => {
    const aliases = async (risk: string): Promise<unknown> =>
      (await written(all(['Backlog', 'Backlog', 'Backlog'], `## Risk\n${risk}\n`))).packets.aliases?.RISK_TIER;
    assert.deepEqual(await aliases('Level: HIGH (money)'), ['Risk']);
    assert.equal(await aliases('The lamp may fall on somebody.'), undefined);
  });
});

describe('init, of a board', () => {
  it('takes no state from a heading over sentences about packets', async () => {
    const long = `shipped ahead of the others because ${'it was needed by everybody who works here, '.repeat(4)}`;
    const source = (text: string): string => `${all(['Done', 'Done', 'Backlog'])}
==> gov/BOARD.md <==
# Board

## Backlog
- WP-1-Part3

## On the shelf
- WP-1-Part1 ${text}
- WP-1-Part2 ${text}
`;
    assert.equal((await written(source(long))).packets.boardSections, undefined);
    assert.deepEqual((await written(source('lamp'))).packets.boardSections, { Done: ['On the shelf'] });
    // Nor from a picture, nor where all packets are in one state.
    const drawn = `${source('lamp')}\n## How they hang together\n\n\`\`\`\nWP-1-Part1\n  ▼\nWP-1-Part2\n\`\`\`\n`;
    assert.deepEqual((await written(drawn)).packets.boardSections, { Done: ['On the shelf'] });
    assert.equal((await written(source('lamp').replace('STATUS: Backlog', 'STATUS: Done'))).packets.boardSections, undefined);
  });
});
