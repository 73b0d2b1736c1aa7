/** The engine as a whole: what is judged again and what is not, and that every way to a state gives the same findings. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import type { Finding } from '#core/rule';
import { md, rulesOf } from '#core/rule';
import { rules } from '#systems/registry.generated';
import { type Fixture, findingsOf, fixture } from './support/fixture';
import { holds } from './support/property';

const folder = md`
  ==> docs/SPEC_CURRENT.md <==
  **Master_Spec_v1.1.md**

  ==> Master_Spec_v1.1.md <==
  # Master Spec

  ## A2 Storage

  ### A2.1 Trait

  1. First
  2. Second

  ## A3 Login

  ==> Master_Spec_v1.2.md <==
  # Master Spec

  ## A7 Everything is new

  ==> docs/TASK_BOARD.md <==
  # Board

  ## In Progress

  (None)

  ## Ready for Dev

  - **[WP-1-Login]**
  - **[WP-1-Store]**
    - Unblocks: WP-1-Login

  ==> docs/SIGNATURE_AUDIT.md <==
  | Signature | Purpose |
  |---|---|
  | alice151220251000 | WP-1-Login |

  ==> docs/task_packets/WP-1-Login.md <==
  # WP-1-Login

  - STATUS: Ready-for-Dev
  - SPEC_ANCHOR: A3
  - USER_SIGNATURE: alice151220251000

  See [the board](../TASK_BOARD.md).

  ==> docs/task_packets/WP-1-Store.md <==
  # WP-1-Store

  - STATUS: Ready-for-Dev
  - SPEC_ANCHOR: A2.1 Item 2
  - USER_SIGNATURE: alice151220251001
`;
const login = 'docs/task_packets/WP-1-Login.md';
const store = 'docs/task_packets/WP-1-Store.md';
const board = 'docs/TASK_BOARD.md';
const spec = 'Master_Spec_v1.1.md';

/** `file rule message` without missing-field, which every short packet has. */
const said = (f: Fixture): string[] =>
  findingsOf(f.session)
    .filter((x) => x.rule !== 'packets/missing-field')
    .map((x) => `${x.path.split('/').at(-1)} ${x.rule.split('/')[1]} ${x.message}`);
const listOf = (f: Fixture, path: string): readonly Finding[] => f.session.workspace.entries.get(path)?.findings ?? [];
const textOf = (f: Fixture, path: string): string => f.files.files.get(path)?.text ?? '';

/** Opens a file and replaces a piece of it, as an editor does. */
async function type(f: Fixture, path: string, from: string, to: string, version = 2): Promise<void> {
  const open = f.session.workspace.entries.get(path)?.open;
  if (!open) f.session.open(path, textOf(f, path), 1);
  const text = f.session.workspace.entries.get(path)?.open?.text ?? '';
  const start = text.indexOf(from);
  assert.ok(start >= 0, `${from} in ${path}`);
  f.session.edit(path, [{ at: { start, end: start + from.length }, text: to }], version);
  await f.session.settle();
}

describe('what an edit reaches', () => {
  it('the spec is typed in: a closed packet is judged again', async () => {
    const f = await fixture(folder);
    assert.ok(!said(f).some((s) => s.includes('dead-anchor')));
    await type(f, spec, '## A3 Login', '## A4 Login');
    assert.ok(said(f).includes('WP-1-Login.md dead-anchor Master_Spec_v1.1.md defines no anchor 3.'), said(f).join('\n'));
    await type(f, spec, '## A4 Login', '## A3 Login', 3);
    assert.ok(!said(f).some((s) => s.includes('dead-anchor')));
  });

  it('prose is typed: no other document gets another list, no bucket changes', async () => {
    const f = await fixture(folder);
    const before = [login, store, board].map((p) => listOf(f, p));
    f.session.open(spec, textOf(f, spec), 1);
    await f.session.settle();
    const { revision } = f.session.workspace.store;
    await type(f, spec, '## A2 Storage\n', '## A2 Storage\n\nSome prose.\n');
    assert.equal(f.session.workspace.store.revision, revision);
    assert.deepEqual(
      [login, store, board].map((p, i) => listOf(f, p) === before[i]),
      [true, true, true],
    );
  });

  it('tells of each new list once, and of the edited document first', async () => {
    const f = await fixture(folder);
    f.session.open(login, textOf(f, login), 1);
    const told: string[] = [];
    f.session.onFindings((e) => told.push(e.path));
    await type(f, login, 'STATUS: Ready-for-Dev', 'STATUS: In-Progress');
    assert.deepEqual(told, [login, board]);
  });

  it('a packet goes from the folder: the board is judged again, and its own list is taken back', async () => {
    const f = await fixture(folder);
    const told: [string, number][] = [];
    f.session.onFindings((e) => told.push([e.path, e.findings.length]));
    f.files.files.delete(store);
    await f.session.changed([store]);
    assert.ok(said(f).some((s) => s.startsWith('TASK_BOARD.md board-unknown-packet WP-1-Store')));
    assert.deepEqual(
      told.find(([p]) => p === store),
      [store, 0],
    );
  });

  it('the pointer names another spec: that one is loaded, the old one dropped, and every citation judged by it', async () => {
    const f = await fixture(folder);
    assert.ok(!f.session.workspace.entries.has('Master_Spec_v1.2.md'));
    await type(f, 'docs/SPEC_CURRENT.md', 'v1.1', 'v1.2');
    assert.ok(f.session.workspace.entries.has('Master_Spec_v1.2.md'));
    assert.ok(!f.session.workspace.entries.has(spec));
    // Whether the version before had them or not.
    assert.equal(said(f).filter((s) => /dead-anchor|anchor-regressed/.test(s)).length, 2);
  });

  it('the pointer is dead: one finding there, none at the citations', async () => {
    const f = await fixture(folder);
    await type(f, 'docs/SPEC_CURRENT.md', 'v1.1', 'v9.9');
    assert.deepEqual(
      said(f).filter((s) => /anchor|pointer/.test(s)),
      [
        'SPEC_CURRENT.md pointer-dead There is no Master_Spec_v9.9.md, so no anchor can be looked up; the newest spec here is Master_Spec_v1.2.md.',
      ],
    );
  });

  it('closing without saving returns to what is on disk', async () => {
    const f = await fixture(folder);
    const before = said(f);
    await type(f, login, 'STATUS: Ready-for-Dev', 'STATUS: In-Progress');
    assert.notDeepEqual(said(f), before);
    await f.session.close(login);
    assert.deepEqual(said(f), before);
  });
});

describe('the world', () => {
  it('is asked once for a question, in batches, and again only for what changed', async () => {
    const f = await fixture(folder);
    const asked = [...f.files.asked];
    assert.ok(asked.includes('{"ask":"exists","path":"docs/TASK_BOARD.md"}'));
    assert.equal(new Set(asked).size, asked.length);
    await type(f, login, 'See ', 'Look at ');
    assert.deepEqual(f.files.asked, asked);
  });

  it('a file comes: the link to it is alive, without a key in the document', async () => {
    const f = await fixture(folder.replace('](../TASK_BOARD.md)', '](../PLAN.md)'));
    assert.ok(said(f).some((s) => s.includes('link-dead-file There is no docs/PLAN.md')));
    f.files.files.set('docs/PLAN.md', { text: '# Plan' });
    await f.session.changed(['docs/PLAN.md']);
    assert.ok(!said(f).some((s) => s.includes('link-dead-file')));
  });

  it('what cannot be found out is no finding, and marks the run incomplete', async () => {
    const f = await fixture(folder, { past: { past: [] } });
    assert.equal(f.session.workspace.entries.get(login)?.complete, true);
    f.files.answer = async (questions) => questions.map(() => ({ unknown: 'failed' as const }));
    await type(f, login, 'TASK_BOARD.md)', 'NOWHERE.md)');
    assert.ok(!said(f).some((s) => s.includes('link-dead-file')));
    assert.equal(f.session.workspace.entries.get(login)?.complete, false);
  });
});

describe('what goes wrong', () => {
  const crashing = rulesOf<{ readonly packet: { readonly model: unknown; readonly facts: unknown } }, unknown>()({
    scope: 'document',
    severity: 'error',
    since: '0',
    summary: 'X.',
    why: '',
    check: {
      packet: () => {
        throw new Error('on purpose');
      },
    },
    examples: [{ title: '', files: '' }],
  });

  it('a rule throws: a finding says so on each file, the others go on', async () => {
    const f = await fixture(folder, { plugins: { rules: { ...rules, 'packets/crashing': crashing } }, crashes: true });
    const crashes = findingsOf(f.session).filter((x) => x.rule === 'gatehouse/rule-crash');
    assert.deepEqual(
      crashes.map((x) => x.path),
      [login, store],
    );
    assert.ok(crashes[0]?.message.startsWith('Rule packets/crashing stopped with an error'));
    assert.ok(said(f).some((s) => s.includes('signature-unlogged')));
    assert.equal(f.session.crashes.length, 2);
  });

  it('a file cannot be read: it is told, the rest is checked, and it is tried again', async () => {
    const f = await fixture(folder);
    f.files.locked.add(store);
    f.files.files.set(store, { text: '# changed' });
    await f.session.changed([store], false);
    assert.deepEqual([...f.session.unreadable.keys()], [store]);
    f.files.locked.clear();
    await f.session.refresh();
    assert.equal(f.session.unreadable.size, 0);
    assert.ok(f.session.workspace.entries.has(store));
  });

  it('a folder that only looks a little like one of ours is left alone', async () => {
    const f = await fixture('==> docs/SIGNATURE_AUDIT.md <==\n# Signatures of knots\n');
    assert.deepEqual([f.session.systems, findingsOf(f.session)], [[], []]);
  });
});

describe('gatehouse.yaml', () => {
  const withConfig = (yaml: string): string => `==> gatehouse.yaml <==\n${yaml}\n${folder}`;
  /** The two rules that the configurations here are about, and what is said of the configuration. */
  const about = (f: Fixture): Finding[] =>
    findingsOf(f.session).filter((x) => /^gatehouse\/|missing-field$|signature-unlogged$/.test(x.rule));
  it('sets severities; off is off', async () => {
    const f = await fixture(withConfig('rules:\n  packets/missing-field: off\n  packets/signature-unlogged: hint\n'));
    assert.deepEqual(
      about(f).map((x) => [x.rule, x.severity]),
      [['packets/signature-unlogged', 'hint']],
    );
  });

  it('is what a severity is told by, also where the board has a packet as superseded, whose content is one of hints', async () => {
    const levels = (f: Fixture): string =>
      findingsOf(f.session)
        .filter((x) => x.path === store && /missing-field$|superseded-on-board$/.test(x.rule))
        .map((x) => `${x.rule.slice(8)} ${x.severity}`)
        .filter((x, i, all) => all.indexOf(x) === i)
        .join(', ');
    const board = folder.replace(
      '## Ready for Dev\n\n- **[WP-1-Login]**',
      '## Ready for Dev\n\n- **[WP-1-Login]**\n\n## Superseded\n',
    );
    const f = await fixture(board);
    assert.equal(levels(f), 'missing-field hint, superseded-on-board hint');
    await type(f, 'docs/TASK_BOARD.md', '## Superseded', '## In Progress');
    assert.equal(levels(f), 'missing-field error');
    assert.equal(
      levels(await fixture(`==> gatehouse.yaml <==\nrules:\n  packets/missing-field: warning\n${board}`)),
      'missing-field warning, superseded-on-board hint',
    );
  });

  it('is typed wrong: told, and the last good one stays in force; typed right: it counts', async () => {
    const f = await fixture(withConfig('rules:\n  packets/missing-field: off\n'));
    assert.equal(about(f).length, 1);
    await type(f, 'gatehouse.yaml', 'missing-field: off', 'missing-field: of');
    assert.deepEqual(
      about(f).map((x) => x.rule),
      ['packets/signature-unlogged', 'gatehouse/config-invalid'],
    );
    await type(f, 'gatehouse.yaml', 'missing-field: of', 'missing-field: hint', 3);
    assert.ok(findingsOf(f.session).some((x) => x.rule === 'packets/missing-field' && x.severity === 'hint'));
    assert.ok(!findingsOf(f.session).some((x) => x.rule === 'gatehouse/config-invalid'));
  });

  it('goes: the defaults are back', async () => {
    const f = await fixture(withConfig('rules:\n  packets/signature-unlogged: off\n'));
    assert.ok(!said(f).some((s) => s.includes('signature-unlogged')));
    f.files.files.delete('gatehouse.yaml');
    await f.session.changed(['gatehouse.yaml']);
    assert.ok(said(f).some((s) => s.includes('signature-unlogged')));
  });

  it('moves the packets elsewhere', async () => {
    const f = await fixture(
      `${withConfig('systems: [packets]\npackets:\n  paths:\n    packet: work/*.md\n')}\n==> work/WP-2-New.md <==\n# WP-2-New\n`,
    );
    assert.ok(f.session.workspace.entries.has('work/WP-2-New.md'));
    assert.ok(!f.session.workspace.entries.has(login));
  });
});

describe('suppressions', () => {
  const line = '- USER_SIGNATURE: alice151220251001';
  const silenced = (comment: string): Promise<Fixture> => fixture(folder.replace(line, `\n${comment}\n${line}`));
  const of = (f: Fixture): string[] =>
    findingsOf(f.session)
      .filter((x) => x.path === store && /^gatehouse\/|signature-unlogged$/.test(x.rule))
      .map((x) => x.rule);
  it('the next line', async () =>
    assert.deepEqual(of(await silenced('<!-- gatehouse-disable-next-line packets/signature-unlogged -- on paper -->')), []));
  it('a block, opened and closed', async () => {
    assert.deepEqual(of(await silenced('<!-- gatehouse-disable packets/signature-unlogged -- on paper -->')), []);
    assert.deepEqual(
      of(await silenced('<!-- gatehouse-disable packets/signature-unlogged -- x -->\n\ntext\n\n<!-- gatehouse-enable -->')),
      ['gatehouse/suppression-unused', 'packets/signature-unlogged'],
    );
  });
  it('the file', async () =>
    assert.deepEqual(of(await silenced('<!-- gatehouse-disable-file packets/signature-unlogged -- on paper -->')), []));
  it('another rule', async () =>
    assert.deepEqual(of(await silenced('<!-- gatehouse-disable-next-line packets/placeholder -- why -->')), [
      'gatehouse/suppression-unused',
      'packets/signature-unlogged',
    ]));
  it('in a fence it is an example', async () =>
    assert.deepEqual(of(await silenced('```\n<!-- gatehouse-disable-file packets/signature-unlogged -- x -->\n```\n')), [
      'packets/signature-unlogged',
    ]));
});

describe('what the host is asked again', () => {
  const missing = `${folder}\nSee [what is gone](../gone.md).\n`;
  const looked = (f: Fixture): number => f.files.asked.filter((q) => q.includes('"nearest"')).length;

  it('a file that was only written, or a document that is closed: what is like a missing file is not looked for', async () => {
    const f = await fixture(missing);
    const before = looked(f);
    assert.ok(before > 0, f.files.asked.join('\n'));
    await f.session.changed([store], false);
    f.session.open(login, textOf(f, login), 1);
    await f.session.close(login);
    assert.equal(looked(f), before);
  });

  it('a file that is new: it may be the one that was meant', async () => {
    const f = await fixture(missing);
    const before = looked(f);
    f.files.files.set('lib/gone.md', { text: '' });
    await f.session.changed(['lib/gone.md']);
    assert.ok(looked(f) > before);
    assert.ok(
      said(f).some((x) => x.includes('link-dead-file') && x.includes('lib/gone.md')),
      said(f).join('\n'),
    );
  });
});

describe('properties', () => {
  const pieces = fc.constantFrom(
    'x',
    ' ',
    '\n',
    '\r\n',
    '# ',
    '## A3 ',
    '- ',
    '```\n',
    '<!--',
    '-->',
    '[WP-1-Login]',
    'STATUS: Done\n',
    '- SPEC_ANCHOR: A2.1\n',
    '😀',
    '|',
    '**',
    '---\n',
    '[x]: y\n',
    'WP-1-Store',
    'Blocked on WP-1-Login',
    '1. ',
  );
  const edit = fc.record({
    file: fc.constantFrom(login, store, board, spec, 'docs/SPEC_CURRENT.md'),
    at: fc.double({ min: 0, max: 1, noNaN: true }),
    drop: fc.nat(12),
    text: pieces,
    // What is judged between two edits has to be taken back by the next.
    settles: fc.boolean(),
  });
  /** Everything that anybody could see, as plain data. */
  const state = (f: Fixture) =>
    [...f.session.workspace.entries.values()]
      .sort((a, b) => (a.path < b.path ? -1 : 1))
      .map((e) => ({ path: e.path, findings: e.findings, facts: e.facts, lines: [...e.lines.starts] }));

  it('any edits, in any order: the same as a folder opened with the texts that came of them', async () => {
    await holds(
      fc.asyncProperty(fc.array(edit, { minLength: 1, maxLength: 12 }), async (edits) => {
        const f = await fixture(folder);
        const texts = new Map<string, string>();
        let version = 1;
        for (const e of edits) {
          if (!texts.has(e.file)) {
            texts.set(e.file, textOf(f, e.file));
            f.session.open(e.file, textOf(f, e.file), version++);
          }
          const text = texts.get(e.file) ?? '';
          const start = Math.floor(e.at * text.length);
          const end = Math.min(text.length, start + e.drop);
          f.session.edit(e.file, [{ at: { start, end }, text: e.text }], version++);
          texts.set(e.file, text.slice(0, start) + e.text + text.slice(end));
          if (e.settles) await f.session.settle();
        }
        for (const path of texts.keys()) await f.session.reconcile(path);
        await f.session.settle();
        const fresh = await fixture([...f.files.files].map(([p, { text }]) => `==> ${p} <==\n${text}`).join(''));
        for (const [path, text] of texts) fresh.session.open(path, text, 1);
        await fresh.session.settle();
        assert.deepEqual(state(f), state(fresh));
      }),
      40,
    );
  });
});
