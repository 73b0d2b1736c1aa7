/** Completion by examples: `$0` is the cursor. What is suggested, and the text after the first suggestion is taken. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { applyEdits, LineIndex } from '#core/text';
import { type Completion, completionsAt } from '#service/editor/complete';
import { describe as describeName } from '#service/editor/hover';
import { type Fixture, fixture } from './support/fixture';

const packet = 'docs/task_packets/WP-1-Login.md';

const around = `==> docs/SPEC_CURRENT.md <==
The spec is **Master_Spec_v1.md**.

==> Master_Spec_v1.md <==
# Spec
## 2 Storage
### 2.1 Tables of words
### 2.2 Backups
## 3 Login storage
- [HSK-JOB-100] Jobs have names.

==> The Codex v1.0.md <==
# Codex
### CX-101: One way in

==> docs/TASK_BOARD.md <==
# Board
## Backlog
- **[WP-1-Login]**

==> docs/task_packets/WP-1-Store.md <==
# WP-1-Store
- STATUS: Done

==> docs/task_packets/WP-2-Else.md <==
# WP-2-Else

==> src/store/a.ts <==
==> src/store/b.ts <==
==> src/with spaces/a file.ts <==
==> src/main.ts <==
==> app/(shop)/[id]/🏰/page.tsx <==
==> justfile <==
# Checks everything
check target='all':
  cargo check
_hidden:
  x
name := 'x'
==> package.json <==
{ "scripts": { "test": "node --test", "lint:all": "biome" } }
`;

/** The folder with one file's text, `$0` in it, in place of what it says there otherwise. */
async function at(text: string, path = packet): Promise<{ f: Fixture; found: Completion | undefined; text: string }> {
  const others = around.split(/^(?===> )/m).filter((file) => !file.startsWith(`==> ${path} <==`));
  const f = await fixture(`${others.join('')}==> ${path} <==\n${text}`);
  const { offset } = f.cursor ?? assert.fail('no cursor');
  const now = f.files.files.get(path)?.text ?? '';
  return { f, found: await completionsAt(f.session, path, LineIndex.of(now).place(offset)), text: now };
}

const labels = async (text: string, path = packet): Promise<readonly string[]> =>
  ((await at(text, path)).found?.list ?? []).map((s) => s.label);

/** The text after a suggestion is taken. */
async function taking(label: string, source: string, path = packet): Promise<string> {
  const { found, text } = await at(source, path);
  const s = found?.list.find((x) => x.label === label) ?? assert.fail(`${label} is not among ${found?.list.map((x) => x.label)}`);
  return applyEdits(text, [{ at: s.at, text: s.text }]);
}

describe('completion', () => {
  it('of a status: the canonical words, in the order of work', async () => {
    const all = 'Stub Backlog Ready-for-Dev In-Progress Ready-for-Validation Done_(VALIDATED) Blocked Superseded'.split(' ');
    for (const line of [
      '- STATUS: $0',
      '- **Status:** In$0',
      '**STATUS**: In P$0',
      '## STATUS\n\n$0',
      '| A | b |\n|-|-|\n| STATUS | $0 |',
    ])
      assert.deepEqual(
        await labels(`# WP-1-Login\n${line}\n`),
        all.map((s) => s.replace('_', ' ')),
        line,
      );
    assert.equal(await taking('In-Progress', '# X\n- STATUS: In-$0Pro\n'), '# X\n- STATUS: In-Progress\n');
    assert.equal(
      await taking('Done (VALIDATED)', '- **[WP-1-Login]** - [do$0]\n', 'docs/TASK_BOARD.md'),
      '- **[WP-1-Login]** - [Done (VALIDATED)]\n',
    );
    assert.equal(await taking('Backlog', '- [WP-1-Login] $0\n', 'docs/TASK_BOARD.md'), '- [WP-1-Login] Backlog\n');
  });

  it('of an anchor: by number, by a word of the title, in the packet’s own spelling', async () => {
    assert.deepEqual(await labels('- SPEC_ANCHOR: $0\n'), ['A2', 'A2.1', 'A2.2', 'A3', '[HSK-JOB-100]', '[CX-101]']);
    assert.deepEqual(await labels('- SPEC_ANCHOR: 2.$0\n'), ['A2.1', 'A2.2']);
    assert.deepEqual(await labels('- SPEC_ANCHOR: stor$0\n'), ['A2', 'A3']);
    assert.deepEqual(await labels('- SPEC_ANCHOR: §2, §2.$0\n'), ['§2.1', '§2.2']);
    assert.deepEqual(await labels('- What: as §2.$0\n'), ['§2.1', '§2.2']);
    assert.deepEqual(await labels('- What: 2.$0\n'), []);
    assert.deepEqual(await labels('- What: as CX-$0\n'), ['[CX-101]']);
    assert.equal(await taking('A2.2', '- SPEC_ANCHOR: A2.$01 Tables\n'), '- SPEC_ANCHOR: A2.2 Tables\n');
    assert.equal(await taking('A2.2', '- SPEC_ANCHOR: back$0\n'), '- SPEC_ANCHOR: A2.2\n');
    assert.equal(await taking('[HSK-JOB-100]', '- SPEC_ANCHOR: [HSK$0]\n'), '- SPEC_ANCHOR: [HSK-JOB-100]\n');
    assert.equal(await taking('2.2', '- SPEC_ANCHOR: 2.1, 2$0\n'), '- SPEC_ANCHOR: 2.1, 2.2\n');
  });

  it('of an anchor is described when it is looked at', async () => {
    const { f, found } = await at('- SPEC_ANCHOR: 2.1$0\n');
    const about = found?.list[0]?.about ?? assert.fail();
    assert.match((await describeName(f.session, about)) ?? '', /2\.1 Tables of words/);
  });

  it('of packets: not itself; on the board first those that it lacks', async () => {
    assert.deepEqual(await labels('# WP-1-Login\n- Blocked on: $0\n'), ['WP-1-Store', 'WP-2-Else']);
    assert.deepEqual(await labels('# WP-1-Login\n- What: after wp-2$0\n'), ['WP-2-Else']);
    assert.equal(await taking('WP-1-Store', '- Blocked on: WP-1-$0Nothing\n'), '- Blocked on: WP-1-Store\n');
    const board = '# Board\n## Backlog\n- **[WP-1-Store]**\n- $0\n';
    assert.equal(await taking('WP-2-Else', board, 'docs/TASK_BOARD.md'), board.replace('$0', '**[WP-2-Else]**'));
    const rows = '# Board\n\n## Backlog\n\n| Packet | Waits for | Status |\n|---|---|---|\n| WP-1-Store | $0 | |\n| | | |\n';
    const row = (text: string): string => rows.replace('$0', '').replace('| | | |', text);
    assert.equal(await taking('WP-2-Else', row('| $0 | | |'), 'docs/TASK_BOARD.md'), row('| WP-2-Else | | |'), 'in a table');
    assert.ok((await labels(row('| | | $0 |'), 'docs/TASK_BOARD.md')).includes('In-Progress'));
    const second =
      '# Board\n\n## Done\n\n| Packet | Blocked on |\n|---|---|\n\n## Backlog\n\n| Packet | Title |\n|---|---|\n| WP-1-Store | $0 |\n';
    assert.deepEqual(await labels(second, 'docs/TASK_BOARD.md'), [], 'by the head of its own table');
    const blocked = rows.replace('Waits for', 'Blocked on');
    assert.equal(await taking('WP-2-Else', blocked, 'docs/TASK_BOARD.md'), blocked.replace('$0', 'WP-2-Else'));
    assert.deepEqual(await labels(board.replace('- $0', '  - Blocker: $0'), 'docs/TASK_BOARD.md'), ['WP-2-Else']);
  });

  it('of packets that are called by words alone: on the board as links, where they wait as names', async () => {
    const config =
      "==> gatehouse.yaml <==\nsystems: [packets]\npackets: { ids: ['{name}'], paths: { packet: 'work/*.md', board: BOARD.md } }\n";
    const cards =
      '==> work/log-in.md <==\n# Log in\n- STATUS: Backlog\n==> work/dark-mode.md <==\n# Dark mode\n- STATUS: Backlog\n';
    const taken = async (path: string, text: string): Promise<string> => {
      const f = await fixture(
        `${config}${cards.replace(/(?<===> work\/log-in\.md <==\n)[^=]*/, (t) => (path === 'BOARD.md' ? t : text))}${path === 'BOARD.md' ? `==> BOARD.md <==\n${text}` : ''}`,
      );
      const { offset } = f.cursor ?? assert.fail('no cursor');
      const now = f.files.files.get(path)?.text ?? '';
      const [s] =
        (await completionsAt(f.session, path, LineIndex.of(now).place(offset)))?.list.filter((x) => x.label === 'dark-mode') ??
        [];
      return s ? applyEdits(now, [{ at: s.at, text: s.text }]) : 'nothing';
    };
    assert.equal(
      await taken('BOARD.md', '## Backlog\n- [Log in](work/log-in.md)\n- $0\n'),
      '## Backlog\n- [Log in](work/log-in.md)\n- [dark-mode](work/dark-mode.md)\n',
    );
    assert.equal(
      await taken('BOARD.md', '## Backlog\n- `work/log-in.md`\n- $0\n'),
      '## Backlog\n- `work/log-in.md`\n- `work/dark-mode.md`\n',
    );
    assert.equal(await taken('work/log-in.md', '# Log in\n- Blocked on: $0\n'), '# Log in\n- Blocked on: dark-mode\n');
  });

  it('of a signature: only that one is asked for', async () => {
    for (const line of ['- USER_SIGNATURE: $0', '- USER_SIGNATURE: ali$0', '## Signature & Enrichment Log\n**Signature**: <pe$0'])
      assert.deepEqual(await labels(`# X\n${line}\n`), ['<pending>'], line);
    assert.equal(await taking('<pending>', '- USER_SIGNATURE: <pe$0>\n'), '- USER_SIGNATURE: <pending>\n');
  });

  it('of tiers, the spec’s version, the id', async () => {
    assert.deepEqual(await labels('- RISK_TIER: $0\n'), ['LOW', 'MEDIUM', 'HIGH']);
    assert.deepEqual(await labels('## RISK_TIER\n- Level: $0\n'), ['LOW', 'MEDIUM', 'HIGH']);
    assert.deepEqual(await labels('- SPEC_VERSION: $0\n'), ['Master_Spec_v1.md']);
    assert.deepEqual(await labels('- TASK_ID: $0\n'), ['WP-1-Login']);
    assert.deepEqual(await labels('**$0**\n', 'docs/SPEC_CURRENT.md'), ['Master_Spec_v1.md']);
  });

  it('of paths: one level at a time, from what is written', async () => {
    assert.deepEqual(await labels('- IN_SCOPE_PATHS:\n  - s$0\n'), ['src/']);
    assert.deepEqual(await labels('- IN_SCOPE_PATHS:\n  - src/$0\n'), ['main.ts', 'store/', 'with spaces/']);
    assert.deepEqual(await labels('## FILES_TO_OPEN\n- `src/store/B$0`\n'), ['b.ts']);
    assert.equal(await taking('b.ts', '## IN_SCOPE_PATHS\n- src/store/$0a.ts\n'), '## IN_SCOPE_PATHS\n- src/store/b.ts\n');
    assert.deepEqual(await labels('- IN_SCOPE_PATHS:\n  - ../$0\n'), []);
    assert.ok((await labels('- IN_SCOPE_PATHS:\n  - a.ts\n  - $0\n')).includes('src/'));
    assert.deepEqual(await labels('- IN_SCOPE_PATHS:\n  - src/with spaces/a$0\n'), ['a file.ts']);
    assert.deepEqual(await labels('- IN_SCOPE_PATHS:\n  - src/with spaces/a fi$0\n'), ['a file.ts']);
    assert.deepEqual(await labels('## Evidence Mapping\n- as told in src/st$0\n'), ['store/']);
  });

  it('of commands: recipes and scripts', async () => {
    assert.deepEqual(await labels('## TEST_PLAN\n- `just $0`\n'), ['check']);
    assert.deepEqual(await labels('## TEST_PLAN\n```\nnpm run l$0\n```\n'), ['test', 'lint:all']);
    assert.deepEqual(await labels('- RUN_COMMANDS:\n  - $0\n'), ['just check', 'npm run test', 'npm run lint:all']);
    assert.equal(await taking('just check', '## TEST_PLAN\n- `$0`\n'), '## TEST_PLAN\n- `just check`\n');
    assert.deepEqual(await labels('## TEST_PLAN\n- a sentence that $0\n'), []);
  });

  it('of commands: only what can be typed as it stands, and no more of it than anybody reads', async () => {
    const scripts = {
      test: `node \u001b[31m\u202e${'x'.repeat(100_000)}`,
      odd: 5,
      ...Object.fromEntries(
        ['--help', '-rf', 'a b', '$(touch x)', 'a;b', '`a`', 'a\nb', '\u202ea', '\u001b[31m', '', 'x'.repeat(1e5)].map((n) => [
          n,
          'x',
        ]),
      ),
    };
    const recipe = `# ${'y'.repeat(100_000)}\nbuild:\n  x\n${'z'.repeat(100_000)}:\n  x\n--help:\n  x\n`;
    const f = await fixture(
      `==> docs/SPEC_CURRENT.md <==\n**Master_Spec_v1.md**\n==> Master_Spec_v1.md <==\n# Spec\n==> justfile <==\n${recipe}==> package.json <==\n${JSON.stringify({ scripts })}\n==> ${packet} <==\n- RUN_COMMANDS:\n  - \n`,
    );
    const list = (await completionsAt(f.session, packet, { line: 1, character: 4 }))?.list ?? [];
    assert.deepEqual(
      list.map((s) => s.label),
      ['just build', 'npm run test', 'npm run odd'],
    );
    for (const s of list) assert.ok((s.detail ?? '').length < 230 && !/[\p{Cc}\p{Cf}]/u.test(s.detail ?? ''), s.detail);
  });

  it('of field names that are missing, as the neighbours are written', async () => {
    const some = '# WP-1-Login\n- **STATUS:** Backlog\n- **What**: it\n';
    assert.equal(await taking('TASK_ID', `${some}$0\n`), `${some}- **TASK_ID**: \n`);
    assert.equal(await taking('RISK_TIER', `${some}- RI$0\n`), `${some}- **RISK_TIER**: \n`);
    assert.equal(
      await taking('VALIDATION', `${some}\n## Va$0\n`),
      `${some}\n## VALIDATION\n\n<!-- filled by the coder: Command, Result, Notes -->\n\n`,
    );
    assert.equal(
      await taking('What', '# X\r\n\r\n## STATUS\r\n\r\nBacklog\r\n\r\n## W$0\r\n'),
      '# X\r\n\r\n## STATUS\r\n\r\nBacklog\r\n\r\n## What\r\n\r\n<!-- one or two sentences -->\r\n\r\n',
    );
    assert.equal((await labels(`${some}$0\n`)).includes('STATUS'), false);
    assert.deepEqual(await labels('## BOOTSTRAP\n- FILES_TO_OPEN:\n  - a.ts\n- $0\n'), [
      'SEARCH_TERMS',
      'RUN_COMMANDS',
      'RISK_MAP',
    ]);
    assert.deepEqual(await labels('# X\n## What\nSome words\n$0\n'), []);
    assert.deepEqual(await labels('# X\n## DONE_MEANS\n1. a\n- $0\n'), []);
    assert.deepEqual(await labels('# X\n- What: some words $0\n'), []);
  });

  it('of field names in front matter and in the table of fields; in a fence, none', async () => {
    const front = '---\ntask_id: WP-1-Login\n$0\n---\n\n# WP-1-Login\n';
    assert.equal(await taking('status', front), front.replace('$0', 'status: '));
    assert.equal(await taking('spec_anchor', front.replace('$0', 'sp$0')), front.replace('$0', 'spec_anchor: '));
    const capitals = front.replace('task_id', 'TASK_ID');
    assert.equal(await taking('STATUS', capitals), capitals.replace('$0', 'STATUS: '));
    assert.equal((await labels(front)).includes('bootstrap'), false, 'a block has no place there');
    const table = '# WP-1-Login\n\n| Field | Value |\n|---|---|\n| TASK_ID | WP-1-Login |\n';
    assert.equal(await taking('STATUS', `${table}| $0\n`), `${table}| STATUS | \n`);
    assert.equal(await taking('STATUS', `${table}| ST$0| |\n`), `${table}| STATUS | |\n`);
    assert.deepEqual(await labels('# X\n\n| a | b |\n|---|---|\n| $0\n'), []);
    const begun = '# X\r\n\r\n| Feld | Wert |\r\n|---|---|\r\n| $0\r\n';
    assert.equal(await taking('TASK_ID', begun), begun.replace('$0', 'TASK_ID | '), 'the first row of one');
    assert.deepEqual(await labels('# X\n\n```\n$0\n```\n'), []);
    assert.deepEqual(await labels('## VALIDATION\n```\n$0\n```\n'), ['Command', 'Result', 'Notes']);
  });

  it('of no value on a field’s name, in a comment, or in an example', async () => {
    for (const text of [
      '# X\n- STATUS$0: Backlog\n',
      '# X\n**STATUS$0**: Backlog\n',
      '# X\n\n```\n- STATUS: Ba$0\n```\n',
      '# X\n\n<!--\n- STATUS: Ba$0\n-->\n',
      '# X\n- TASK_ID: X\n\n<!--\n$0\n-->\n',
    ])
      assert.deepEqual(await labels(text), [], text);
    const row = '# X\n\n| Field | Value |\n|---|---|\n| STATUS$0 | Backlog |\n';
    assert.equal((await labels(row)).includes('Stub'), false, 'in a table neither');
    assert.equal((await labels('# X\n<!-- done -->\n- STATUS: $0\n')).includes('Stub'), true, 'behind a comment');
    assert.equal(await taking('What', '# X\n- **TASK_ID**: X\n- **$0**\n'), '# X\n- **TASK_ID**: X\n- **What**: \n');
  });

  it('over the whole of what is written there, to the ends of ranges, brackets and slashes', async () => {
    const scope = (text: string): string => `## IN_SCOPE_PATHS\n- ${text}\n`;
    assert.equal(await taking('main.ts', scope('src/m$0ain.ts')), scope('src/main.ts'));
    assert.equal(await taking('store/', scope('src/st$0ore/a.ts')), scope('src/store/a.ts'), 'no second slash');
    assert.equal(await taking('store/', scope('src\\st$0')), scope('src\\store\\'));
    assert.equal(await taking('page.tsx', scope('app/(shop)/[id]/🏰/p$0')), scope('app/(shop)/[id]/🏰/page.tsx'));
    assert.equal(await taking('(shop)/', scope('[x](app/$0)')), scope('[x](app/(shop)/)'));
    assert.equal(await taking('2.2', '- SPEC_ANCHOR: 2.1-2.$0\n'), '- SPEC_ANCHOR: 2.1-2.2\n');
    assert.deepEqual(await labels('- SPEC_ANCHOR: A2.1, A2$0\n'), ['A2', 'A2.2'], 'not what the line cites already');
    assert.equal(
      await taking('2.2', '- SPEC_ANCHOR: 2.1\n\n## DONE_MEANS\n1. It works (2.$0)\n'),
      '- SPEC_ANCHOR: 2.1\n\n## DONE_MEANS\n1. It works (2.2)\n',
    );
    assert.equal(await taking('test', '## TEST_PLAN\n- `npm run te$0sts:all`\n'), '## TEST_PLAN\n- `npm run test`\n');
    const row = '## TEST_PLAN\n\n| Command | Proves |\n|---|---|\n| $0 | 1 |\n';
    assert.equal(await taking('just check', row), row.replace('$0', 'just check'));
  });

  it('in the words of the dialect, over whole words of any letters', async () => {
    const german = `==> gatehouse.yaml <==
packets:
  aliases: { STATUS: [Zustand], TEST_PLAN: [Prüfplan] }
  statuses: { Ready-for-Dev: [bereit], Ready-for-Validation: [zur Prüfung] }
  order: [Backlog, Ready-for-Dev, Ready-for-Validation]
==> docs/task_packets/WP-1-Prüfläufe.md <==
# WP-1-Prüfläufe
==> src/prüf/lauf.ts <==
`;
    const taken = async (label: string, source: string): Promise<string> => {
      const f = await fixture(`${around}${german}==> ${packet} <==\n${source}`);
      const { offset } = f.cursor ?? assert.fail('no cursor');
      const text = f.files.files.get(packet)?.text ?? '';
      const list = (await completionsAt(f.session, packet, LineIndex.of(text).place(offset)))?.list ?? [];
      const s = list.find((x) => x.label === label) ?? assert.fail(`${label} is not among ${list.map((x) => x.label)}`);
      return applyEdits(text, [{ at: s.at, text: s.text }]);
    };
    assert.equal(await taken('zur Prüfung', '# X\n- Zustand: zur Prü$0\n'), '# X\n- Zustand: zur Prüfung\n');
    assert.equal(await taken('bereit', '# X\n- Zustand: $0\n'), '# X\n- Zustand: bereit\n');
    assert.equal(await taken('Prüfplan', '# X\n- Zustand: bereit\n- Prü$0\n'), '# X\n- Zustand: bereit\n- Prüfplan: \n');
    assert.equal(await taken('WP-1-Prüfläufe', '# X\n- Blocker: WP-1-Prüfl$0\n'), '# X\n- Blocker: WP-1-Prüfläufe\n');
    assert.equal(await taken('lauf.ts', '## IN_SCOPE_PATHS\n- src/prüf/la$0\n'), '## IN_SCOPE_PATHS\n- src/prüf/lauf.ts\n');
  });

  it('of anchors in a form of the dialect’s own, as they are written there', async () => {
    const own = `==> gatehouse.yaml <==\npackets: { anchors: ['ANF-{number}'] }\n==> Master_Spec_v1.md <==\n# Spec\n## 2 Storage\n### ANF-12 Tables\n`;
    const taken = async (source: string): Promise<string> => {
      const f = await fixture(`${around.replace(/==> Master_Spec_v1[^=]*/, '')}${own}==> ${packet} <==\n${source}`);
      const { offset } = f.cursor ?? assert.fail('no cursor');
      const text = f.files.files.get(packet)?.text ?? '';
      const list = (await completionsAt(f.session, packet, LineIndex.of(text).place(offset)))?.list ?? [];
      const s = list.find((x) => x.label.includes('ANF-12')) ?? assert.fail(String(list.map((x) => x.label)));
      return applyEdits(text, [{ at: s.at, text: s.text }]);
    };
    assert.equal(await taken('- SPEC_ANCHOR: $0\n'), '- SPEC_ANCHOR: ANF-12\n');
    assert.equal(await taken('- SPEC_ANCHOR: A$0\n'), '- SPEC_ANCHOR: ANF-12\n');
    assert.equal(await taken('- SPEC_ANCHOR: tab$0\n'), '- SPEC_ANCHOR: ANF-12\n');
    assert.equal(await taken('- SPEC_ANCHOR: [AN$0]\n'), '- SPEC_ANCHOR: [ANF-12]\n');
  });

  it('of nothing, where nothing fits', async () => {
    assert.deepEqual(await labels('## 4 $0\n', 'Master_Spec_v1.md'), []);
    assert.deepEqual(await labels('$0', 'docs/SIGNATURE_AUDIT.md'), []);
    assert.deepEqual(await labels('| WP-1-$0 |\n', 'docs/SIGNATURE_AUDIT.md'), ['WP-1-Store']);
    assert.equal(await completionsAt((await at('$0')).f.session, 'package.json', { line: 0, character: 0 }), undefined);
    assert.deepEqual((await completionsAt((await at('$0')).f.session, 'src/main.ts', { line: 0, character: 0 }))?.list, []);
    assert.equal(
      await completionsAt((await at('$0')).f.session, 'docs/task_packets/WP-9-No.md', { line: 0, character: 0 }),
      undefined,
    );
  });
});
