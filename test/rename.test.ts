/** Rename and moved files, by examples and as properties: there and back gives the same folder. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import type { Change } from '#core/change';
import { LineIndex } from '#core/text';
import { movesOf } from '#service/editor/moves';
import { references } from '#service/editor/navigate';
import { renamableAt, rename } from '#service/editor/rename';
import { apply, type Fixture, fixture } from './support/fixture';
import { holds } from './support/property';

const spec = 'Master_Spec_v1.md';
const login = 'docs/task_packets/WP-1-Login.md';
const board = 'docs/TASK_BOARD.md';

const folder = `==> docs/SPEC_CURRENT.md <==
The spec is **Master_Spec_v1.md**.

==> Master_Spec_v1.md <==
# Spec
## A2.3 Storage
See §2.3.1 and §2.3, but not 12.3 or 2.3.
1. One
2. Two
### 2.3.1 Tables
- **[HSK-JOB-100]** Jobs, see [HSK-JOB-100].

==> docs/TASK_BOARD.md <==
# Board
## Backlog
- **[WP-1-Login](task_packets/WP-1-Login.md)** as §2.3 says
  - Blocker: WP-1-Store
- [WP-1-Login-v2]

==> docs/SIGNATURE_AUDIT.md <==
| Signature | Used By | Purpose | Evidence |
|---|---|---|---|
| alice151220251000 | alice | WP-1-Login | §2.3, WP-1-Login.md |

==> docs/task_packets/WP-1-Login.md <==
# Task Packet: WP-1-Login

- TASK_ID: WP-1-Login
- STATUS: Backlog
- SPEC_ANCHOR: A2.3, §2.3 Item 2, 2.3.1 Tables, [HSK-JOB-100], other_v9.md 2.3
- What: As §2.3 says; not WP-1-Login-v2.
- IN_SCOPE_PATHS:
  - src/a.ts
  - \`./src/b.ts:12\` (new)
- See [the store](WP-1-Store.md#what) and docs/task_packets/WP-1-Login.md.

==> docs/task_packets/WP-1-Store.md <==
# WP-1-Store

- STATUS: Backlog
- SPEC_ANCHOR: 2.3.1
- Blocks: WP-1-Login

==> src/a.ts <==
==> src/b.ts <==
`;

/** Renames what stands at the n-th unit of a piece of text, in a file. */
async function renaming(f: Fixture, path: string, piece: string, n: number, to: string): Promise<Change> {
  const text = f.files.files.get(path)?.text ?? assert.fail(path);
  const offset = text.indexOf(piece) + n;
  assert.ok(offset >= n, piece);
  const place = LineIndex.of(text).place(offset);
  const ready = await renamableAt(f.session, path, place);
  const done = await rename(f.session, path, place, to);
  if (ready && 'refused' in ready) throw new Error(ready.refused);
  if (!ready || !done) throw new Error('nothing to rename');
  if ('refused' in done) throw new Error(done.refused);
  return done.change;
}

const texts = async (f: Fixture, change: Change): Promise<Readonly<Record<string, string>>> =>
  Object.fromEntries([...(await apply(f.files, change))].map(([p, { text }]) => [p, text]));

const untouched = async (source = folder): Promise<Readonly<Record<string, string>>> => texts(await fixture(source), []);

const joined = (files: Readonly<Record<string, string>>): string =>
  Object.entries(files)
    .map(([p, t]) => `==> ${p} <==\n${t}`)
    .join('');

describe('renaming an anchor', () => {
  for (const [path, piece, n] of [
    [spec, 'A2.3 Storage', 1],
    [login, 'A2.3, ', 2],
    [board, '§2.3', 2],
  ] as const)
    it(`changes the spec and every citation in its own spelling: from ${path}`, async () => {
      const f = await fixture(folder);
      const now = await texts(f, await renaming(f, path, piece, n, 'A4.10'));
      const was = await untouched();
      assert.equal(now[spec], was[spec]?.replace('## A2.3 ', '## A4.10 ').replace('and §2.3,', 'and §4.10,'));
      assert.equal(
        now[login],
        was[login]?.replace('A2.3, §2.3 Item 2', 'A4.10, §4.10 Item 2').replace('As §2.3 says', 'As §4.10 says'),
      );
      assert.equal(now[board], was[board]?.replace('§2.3', '§4.10'));
      assert.equal(now['docs/SIGNATURE_AUDIT.md'], was['docs/SIGNATURE_AUDIT.md']?.replace('§2.3', '§4.10'));
      assert.equal(now['docs/task_packets/WP-1-Store.md'], was['docs/task_packets/WP-1-Store.md']);
    });

  it('that is a part of a section, and one of a section that has parts', async () => {
    const parts = `==> docs/SPEC_CURRENT.md <==
**Master_Spec_v1.md**

==> Master_Spec_v1.md <==
## 2.3 Storage
### 2.3a Tables
### A2.3.b Rows

==> docs/task_packets/WP-1-Login.md <==
# WP-1-Login
- SPEC_ANCHOR: §2.3a, A2.3.B, 2.3, 2.3c
`;
    const f = await fixture(parts);
    const now = await texts(f, await renaming(f, spec, '2.3a', 0, '2.4d'));
    assert.match(now[spec] ?? '', /^## 2\.3 Storage\n### 2\.4d Tables\n### A2\.3\.b Rows\n/);
    assert.match(now[login] ?? '', /SPEC_ANCHOR: §2\.4d, A2\.3\.B, 2\.3, 2\.3c\n/);
    const place = { line: 1, character: 5 };
    const ready = await renamableAt(f.session, spec, place);
    assert.equal(ready && 'name' in ready && ready.name, '2.3a', 'as it is written, not as it is known');
    const g = await fixture(parts);
    const moved = await texts(g, await renaming(g, spec, '2.3 Storage', 1, '5.1'));
    assert.match(moved[spec] ?? '', /^## 5\.1 Storage\n### 5\.1a Tables\n### A5\.1\.b Rows\n/);
    assert.match(moved[login] ?? '', /SPEC_ANCHOR: §5\.1a, A5\.1\.B, 5\.1, 5\.1c\n/);
  });

  it('to a number without dots: where it is cited bare it is still read', async () => {
    const source = folder.replace('SPEC_ANCHOR: A2.3, §2.3 Item 2, 2.3.1', 'SPEC_ANCHOR: 2.3, §2.3 Item 2, 2.3 Item 2, 2.3.1');
    const f = await fixture(source);
    const now = await texts(f, await renaming(f, spec, 'A2.3 Storage', 1, '7'));
    assert.match(now[login] ?? '', /SPEC_ANCHOR: A7, §7 Item 2, A7 Item 2, 2\.3\.1 Tables/);
    assert.match(now[spec] ?? '', /^## A7 Storage\nSee §2\.3\.1 and §7,/m);
  });

  it('that is a tag', async () => {
    const f = await fixture(folder);
    const now = await texts(f, await renaming(f, login, 'HSK-JOB', 0, '[HSK-JOB-2]'));
    const was = await untouched();
    assert.equal(now[login], was[login]?.replace('HSK-JOB-100', 'HSK-JOB-2'));
    assert.equal(now[spec], was[spec]?.replaceAll('HSK-JOB-100', 'HSK-JOB-2'));
  });

  const required = `${folder}==> gatehouse.yaml <==
# A2.3 is the store
packets:
  requiredAnchors: [A2.3, '[HSK-JOB-100]', "§2.3.1", 2.3]
  sla: { Backlog: 2.3 }
`;

  it('changes what gatehouse.yaml requires, and nothing else there, also while another value in it is wrong', async () => {
    const f = await fixture(required);
    const section = await texts(f, await renaming(f, spec, 'A2.3 Storage', 1, 'A4.10'));
    const was = await untouched(required);
    assert.equal(section['gatehouse.yaml'], was['gatehouse.yaml']?.replace('[A2.3', '[A4.10'));
    const tagged = await texts(f, await renaming(f, login, 'HSK-JOB', 0, 'HSK-JOB-2'));
    assert.equal(tagged['gatehouse.yaml'], was['gatehouse.yaml']?.replace('HSK-JOB-100', 'HSK-JOB-2'));
    const from = await texts(f, await renaming(f, 'gatehouse.yaml', '[A2.3', 2, '7'));
    assert.equal(from['gatehouse.yaml'], was['gatehouse.yaml']?.replace('[A2.3', '[A7'));
    assert.match(from[spec] ?? '', /^## A7 Storage$/m);
    const named = references(f.session.workspace, { kind: 'anchor', name: '2.3' }, true).filter(
      (r) => r.path === 'gatehouse.yaml',
    );
    const at = (was['gatehouse.yaml'] ?? '').indexOf('[A2.3') + 2;
    assert.deepEqual(named, [{ path: 'gatehouse.yaml', at: { start: at, end: at + 3 } }]);
  });

  const refusals: Readonly<Record<string, readonly [source: string, piece: string, to: string, RegExp]>> = {
    'that is taken': [folder, 'A2.3, ', '2.3.1', /2\.3\.1 is taken: Master_Spec_v1\.md defines it already/],
    'that is no number': [folder, 'A2.3, ', 'two', /two is no number of a section/],
    'of a tag that is none': [folder, '[HSK', '2.3', /2\.3 is no tag/],
    'of another family': [folder, '[HSK', 'CX-1-2', /CX-1-2 is of another family: HSK-JOB-100 stays one of HSK/],
    'of a list item': [folder, 'Item 2', '2.9', /2\.3\.2 is the place of an item in its list/],
    'defined twice': [
      folder.replace('### 2.3.1', '## 2.3 Again\n### 2.3.1'),
      'A2.3, ',
      '5',
      /2\.3 is defined 2 times, in Master_Spec_v1\.md/,
    ],
    'that nobody defines': [folder.replace('A2.3, ', 'A8.8, '), 'A8.8', '5', /nothing to rename/],
    'cited by a signed packet': [
      folder.replace(
        '- STATUS: Backlog\n- SPEC_ANCHOR: 2.3.1',
        '- STATUS: Backlog\n- USER_SIGNATURE: alice151220251000\n- SPEC_ANCHOR: 2.3.1',
      ),
      '2.3.1 Tables',
      '2.3.9',
      /2\.3\.1 stands where it is locked: WP-1-Store is signed \(alice151220251000\), which locks its SPEC_ANCHOR/,
    ],
  };
  for (const [name, [source, piece, to, why]] of Object.entries(refusals))
    it(`is refused to one ${name}`, async () => {
      const f = await fixture(source);
      await assert.rejects(renaming(f, login, piece, piece.startsWith('[') ? 2 : 1, to), why);
    });
});

it('links to a heading that is renamed follow', async () => {
  const linking = folder
    .replace('See §2.3.1', '[above](#a23-storage), [Tables](#231-tables) See §2.3.1')
    .replace('- See [the store]', '- [Storage](../../Master_Spec_v1.md#a23-storage) [the store]')
    .replace('(task_packets/WP-1-Login.md)', '(task_packets/WP-1-Login.md#task-packet-wp-1-login)');
  const f = await fixture(linking);
  const anchor = await texts(f, await renaming(f, spec, 'A2.3 Storage', 1, '4'));
  assert.match(anchor[spec] ?? '', /## A4 Storage\n\[above\]\(#a4-storage\), \[Tables\]\(#231-tables\)/);
  assert.match(anchor[login] ?? '', /\(\.\.\/\.\.\/Master_Spec_v1\.md#a4-storage\)/);
  const packet = await texts(f, await renaming(f, login, 'WP-1-Login', 0, 'WP-1-In'));
  assert.match(packet[board] ?? '', /\(task_packets\/WP-1-In\.md#task-packet-wp-1-in\)/);
  const back = await fixture(joined(anchor));
  assert.deepEqual(await texts(back, await renaming(back, spec, 'A4 Storage', 1, '2.3')), await untouched(linking));
});

describe('renaming a packet', () => {
  for (const [path, piece, n] of [
    [login, 'WP-1-Login\n\n', 3],
    [login, 'TASK_ID: WP-1-Login', 12],
    [board, 'WP-1-Login', 4],
    ['docs/task_packets/WP-1-Store.md', 'WP-1-Login', 0],
    ['docs/SIGNATURE_AUDIT.md', 'WP-1-Login', 0],
  ] as const)
    it(`changes file, id, board, blockers, audit and links: from ${path} ${piece.trim()}`, async () => {
      const f = await fixture(folder);
      const now = await texts(f, await renaming(f, path, piece, n, 'WP-2-Sign.In'));
      const was = await untouched();
      assert.equal(now[login], undefined);
      const rest = (t: string | undefined): string | undefined => t?.replace(/WP-1-Login(?!-v2)/g, 'WP-2-Sign.In');
      assert.equal(now['docs/task_packets/WP-2-Sign.In.md'], rest(was[login]));
      for (const p of [board, 'docs/SIGNATURE_AUDIT.md', 'docs/task_packets/WP-1-Store.md'])
        assert.equal(now[p], rest(was[p]), p);
      assert.equal(now[spec], was[spec]);
    });

  it('is refused: to no id, to one that is taken, of one that is sealed, of one without a file', async () => {
    await assert.rejects(renaming(await fixture(folder), login, 'WP-1-Login', 0, 'Login'), /Login is no packet id/);
    await assert.rejects(
      renaming(await fixture(folder), login, 'WP-1-Login', 0, 'WP-1-L\u043egin'),
      /mixes Latin and Cyrillic letters/,
    );
    await assert.rejects(
      renaming(await fixture(folder), login, 'WP-1-Login', 0, 'WP-1-Store'),
      /WP-1-Store is taken: docs\/task_packets\/WP-1-Store.md/,
    );
    const sealed = folder.replace('- What: As', '- USER_SIGNATURE: alice151220251000\n- Seal: sha256:12ab\n- What: As');
    await assert.rejects(
      renaming(await fixture(sealed), login, 'WP-1-Login', 0, 'WP-1-X'),
      /WP-1-Login is sealed, and its seal covers the id/,
    );
    await assert.rejects(renaming(await fixture(folder), board, 'WP-1-Login-v2', 0, 'WP-1-X'), /nothing to rename/);
  });

  it('to the name of a file is to the id in it', async () => {
    const f = await fixture(folder);
    const now = await texts(f, await renaming(f, login, 'WP-1-Login', 0, 'WP-1-Enter.md'));
    assert.match(now['docs/task_packets/WP-1-Enter.md'] ?? '', /^# Task Packet: WP-1-Enter\n/);
  });

  it('keeps the words behind a number in the file’s name', async () => {
    const path = 'docs/task_packets/WP-0026_Repair_images.md';
    const f = await fixture(`==> ${path} <==\n# WP-0026: Repair images\n- STATUS: Backlog\n`);
    const now = await texts(f, await renaming(f, path, 'WP-0026', 0, 'WP-0027'));
    assert.equal(now[path], undefined);
    assert.match(now['docs/task_packets/WP-0027_Repair_images.md'] ?? '', /^# WP-0027: Repair images\n/);
  });

  it('that is called by its file alone: links, paths and what waits for it follow, words do not', async () => {
    const text = (id: string): string =>
      `==> gatehouse.yaml <==\nsystems: [packets]\npackets: { ids: ['{name}'], paths: { packet: 'work/*.md', board: BOARD.md } }\n\n==> BOARD.md <==\n## Backlog\n- [Log in](work/${id}.md), a log-in form\n- \`work/dark-mode.md\`\n\n==> work/${id}.md <==\n# Log in\n- STATUS: Backlog\n\n==> work/dark-mode.md <==\n---\nstatus: Backlog\ndepends_on: [${id}]\n---\n# Dark mode\n\nSee [that](${id}.md).\n`;
    for (const [path, piece] of [
      ['BOARD.md', 'log-in.md'],
      ['work/dark-mode.md', 'log-in]'],
    ] as const) {
      const f = await fixture(text('log-in'));
      const now = await texts(f, await renaming(f, path, piece, 0, 'sign-in'));
      assert.deepEqual(now, await texts(await fixture(text('sign-in')), []), path);
    }
  });

  it('is refused where a folder is called by the id', async () => {
    const path = 'work/WP-1-Login/packet.md';
    const config = '==> gatehouse.yaml <==\nsystems: [packets]\npackets: { paths: { packet: "work/*/packet.md" } }\n';
    const f = await fixture(`${config}==> ${path} <==\n# WP-1-Login\n- TASK_ID: WP-1-Login\n- STATUS: Backlog\n`);
    await assert.rejects(renaming(f, path, 'WP-1-Login', 0, 'WP-1-X'), /name of a folder too \(work\/WP-1-Login\)/);
  });

  it('takes its refinement and its report along', async () => {
    const paths = ['docs/refinements/WP-1-Login.md', 'docs/validation_reports/WP-1-Login.md'];
    const more = paths.map((p) => `==> ${p} <==\n# About WP-1-Login\n\nVerdict: PASS\n`).join('');
    const f = await fixture(folder + more);
    const now = await texts(f, await renaming(f, board, 'WP-1-Login', 2, 'WP-1-In'));
    for (const p of paths) {
      assert.equal(now[p], undefined);
      assert.match(now[p.replace('Login', 'In')] ?? '', /^# About WP-1-In\n/);
    }
  });

  it('of a signature is refused', async () => {
    await assert.rejects(renaming(await fixture(folder), 'docs/SIGNATURE_AUDIT.md', 'alice1', 2, 'bob'), /is not renamed/);
  });
});

it('there and back: the same folder', async () => {
  const was = await untouched();
  const names = fc.constantFrom(
    {
      path: login,
      piece: 'A2.3, ',
      n: 1,
      ids: ['7', '9.9', '2.30', '2.4.1', '10.2.3.4'],
      back: '2.3',
      find: (s: string) => `A${s}, `,
    },
    {
      path: login,
      piece: 'TASK_ID: WP-1-Login',
      n: 10,
      ids: ['WP-2-X', 'WP-1-Logi', 'WP-1-Login.md-x', 'WP-T-a_b'],
      back: 'WP-1-Login',
      find: (s: string) => `TASK_ID: ${s}`,
    },
  );
  await holds(
    fc.asyncProperty(names, fc.nat(4), fc.constantFrom('\n', '\r\n'), async ({ path, piece, n, ids, back, find }, i, eol) => {
      const source = folder.replace(/(?<!<==)\n/g, eol);
      const to = ids[i % ids.length] as string;
      const f = await fixture(source);
      const there = await texts(f, await renaming(f, path, piece, n, to));
      const g = await fixture(joined(there));
      const now = there[path] === undefined ? path.replace(back, to) : path;
      const again = await texts(g, await renaming(g, now, find(to), n, back));
      assert.deepEqual(again, await untouched(source));
    }),
    20,
  );
  assert.ok(was[login]);
});

describe('files that move', () => {
  const moving = async (source: string, ...moves: (readonly [string, string])[]): Promise<Readonly<Record<string, string>>> => {
    const f = await fixture(source);
    const list = moves.map(([from, to]) => ({ from, to }));
    const { change } = await movesOf(f.session, list);
    const files = await apply(f.files, change);
    const after = (p: string): string =>
      list.reduce((q, { from, to }) => (q === from ? to : q.startsWith(`${from}/`) ? to + q.slice(from.length) : q), p);
    return Object.fromEntries([...files].map(([p, { text }]) => [after(p), text]));
  };

  it('are followed by scope paths, links and the pointer', async () => {
    const was = await untouched();
    assert.equal((await moving(folder, ['src/b.ts', 'lib/c d.ts']))[login], was[login]?.replace('./src/b.ts', './lib/c d.ts'));
    assert.equal((await moving(folder, ['src', 'lib/deep']))[login], was[login]?.replaceAll('src/', 'lib/deep/'));
    assert.equal(
      (await moving(folder, [spec, 'Master_Spec_v2.md']))['docs/SPEC_CURRENT.md'],
      'The spec is **Master_Spec_v2.md**.\n\n',
    );
    const stubs = await moving(folder, [login, 'docs/task_packets/stubs/WP-1-Login.md']);
    assert.match(stubs['docs/task_packets/stubs/WP-1-Login.md'] ?? '', /\[the store\]\(\.\.\/WP-1-Store\.md#what\)/);
    assert.match(stubs[board] ?? '', /\(task_packets\/stubs\/WP-1-Login\.md\)/);
    assert.match((await moving(folder, ['docs/task_packets', 'docs/p q']))[board] ?? '', /\(p%20q\/WP-1-Login\.md\)/);
  });

  it('are followed by the evidence of the audit, as a path or as a link', async () => {
    const audit = 'docs/SIGNATURE_AUDIT.md';
    const source = folder.replace(
      '§2.3, WP-1-Login.md |',
      '§2.3, docs/task_packets/WP-1-Login.md, src/a.ts:3, [it](task_packets/WP-1-Login.md) |',
    );
    const was = (await untouched(source))[audit];
    const moved = await moving(source, [login, 'docs/done/WP-1-Login.md'], ['src/a.ts', 'lib/a.ts']);
    assert.equal(moved[audit], was?.replaceAll('task_packets/', 'done/').replace('src/a.ts', 'lib/a.ts'));
    const f = await fixture(source);
    const renamed = await texts(f, await renaming(f, login, 'WP-1-Login\n\n', 3, 'WP-2-Sign.In'));
    assert.equal(renamed[audit], was?.replaceAll('WP-1-Login', 'WP-2-Sign.In'));
  });

  it('are followed by evidence whose names have spaces, and by links in angle brackets, there and back', async () => {
    const source = folder
      .replace('- See [the', '- See [a](<../../src/a.ts>) and [the')
      .replace('- Blocks:', '\n## Evidence Mapping\n\n| DONE_MEANS | Evidence |\n|---|---|\n| 1 | src/a.ts:3 |\n\n- Blocks:');
    const there = await moving(source, ['src/a.ts', 'lib/my a.ts'], ['src/b.ts', 'lib/🏰/my b.ts']);
    assert.match(there[login] ?? '', /\n {2}- `\.\/lib\/🏰\/my b\.ts:12` \(new\)\n/);
    assert.match(there[login] ?? '', /\[a\]\(<\.\.\/\.\.\/lib\/my a\.ts>\)/);
    assert.match(there['docs/task_packets/WP-1-Store.md'] ?? '', /\| 1 \| lib\/my a\.ts:3 \|/);
    assert.deepEqual(
      await moving(joined(there), ['lib/my a.ts', 'src/a.ts'], ['lib/🏰/my b.ts', 'src/b.ts']),
      await untouched(source),
    );
  });

  it('are not followed where a signature locks the path, and why is told', async () => {
    const signed = folder.replace('- What: As', '- USER_SIGNATURE: alice151220251000\n- What: As');
    const f = await fixture(signed);
    const { change, locked } = await movesOf(f.session, [{ from: 'src/a.ts', to: 'src/z.ts' }]);
    assert.deepEqual(change, []);
    assert.match(locked[0]?.why ?? '', /^WP-1-Login is signed \(alice151220251000\), which locks its IN_SCOPE_PATHS/);
  });

  it('there and back: the same folder', async () => {
    const places = ['src/a.ts', 'src', 'docs/task_packets/WP-1-Store.md', 'docs/task_packets', spec, 'docs'];
    const targets = ['x/y', 'src2', 'docs/z', 'a-b', 'task.packets', 'deep/er/still'];
    await holds(
      fc.asyncProperty(fc.constantFrom(...places), fc.constantFrom(...targets), async (from, dir) => {
        const to = `${dir}/${from.split('/').at(-1)}`;
        // Where packets lie is the dialect's: there they are governed all the same.
        const config =
          "==> gatehouse.yaml <==\npackets:\n  paths:\n    packet: ['**/WP-*.md']\n    board: ['**/TASK_BOARD.md']\n    pointer: ['**/SPEC_CURRENT.md']\n    spec: ['**/Master_Spec_v*.md']\n";
        const source = folder + config;
        const there = await moving(source, [from, to]);
        assert.deepEqual(await moving(joined(there), [to, from]), await untouched(source));
      }),
      30,
    );
  });
});
