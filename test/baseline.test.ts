/** The baseline: its file, what it hides in a live folder, and what no longer needs it. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { accept } from '#service/editor/accept';
import { BASELINE, type Baseline, entriesFor, parseBaseline, printBaseline, sketchOf } from '#service/engine/baseline';
import type { Session } from '#service/engine/session';
import { apply, findingsOf, fixture } from './support/fixture';
import type { MemoryFiles } from './support/memory';
import { holds } from './support/property';

const login = 'docs/task_packets/WP-1-Login.md';
const store = 'docs/task_packets/WP-1-Store.md';

const packet = (id: string, more = ''): string => `# ${id}

- TASK_ID: ${id}
- STATUS: Backlog
- What: [the ${id} plan](plan-of-${id}.md) is written down by the people who log in every day
- Why: so that every one of them finds the words of ${id} again when the day is over
${more}
`;

const folder = (files: Readonly<Record<string, string>>): string =>
  [
    ['docs/SPEC_CURRENT.md', '**Master_Spec_v1.md**\n'],
    ['Master_Spec_v1.md', '# Spec\n'],
    ['gatehouse.yaml', 'rules: {packets/board-missing-entry: off}\n'],
    ...Object.entries(files),
  ]
    .map(([path, text]) => `==> ${path} <==\n${text}\n`)
    .join('');

const two = folder({ [login]: packet('WP-1-Login'), [store]: packet('WP-1-Store') });

/** What is found of the one rule that these tests are about. */
const links = (session: Session): readonly string[] =>
  findingsOf(session).flatMap((f) => (f.rule === 'gatehouse/link-dead-file' ? [`${f.path}: ${f.message}`] : []));
const linkOf = (path: string, id: string): string => `${path}: There is no docs/task_packets/plan-of-${id}.md.`;

/** All that is found now, as `baseline create` writes it. */
async function whole(session: Session): Promise<Baseline> {
  const entries = [];
  const sketches = new Map<string, readonly string[]>();
  for (const entry of session.workspace.entries.values()) {
    const file = await session.text(entry.path);
    if (!file || entry.found.length === 0) continue;
    entries.push(...entriesFor(entry.path, entry.found, file));
    sketches.set(entry.path, sketchOf(file));
  }
  return { entries, sketches };
}

async function put(session: Session, files: MemoryFiles, texts: Readonly<Record<string, string | undefined>>): Promise<void> {
  for (const [path, text] of Object.entries(texts)) {
    if (text === undefined) files.files.delete(path);
    else files.files.set(path, { text });
  }
  await session.changed(Object.keys(texts));
}

async function adopted(source = two) {
  const { session, files } = await fixture(source);
  await put(session, files, { [BASELINE]: printBaseline(await whole(session)) });
  return { session, files, put: (texts: Readonly<Record<string, string | undefined>>) => put(session, files, texts) };
}

const stale = (session: Session): readonly string[] => session.baselined.stale().map((e) => `${e.file} ${e.rule} ${e.count}`);

describe('a baseline', () => {
  it('hides what is in it, from open documents and closed ones, and comes and goes live', async () => {
    const { session, files } = await fixture(two);
    assert.deepEqual(links(session), [linkOf(login, 'WP-1-Login'), linkOf(store, 'WP-1-Store')]);
    session.open(login, packet('WP-1-Login'), 1);
    const told: string[] = [];
    session.onFindings((e) => told.push(`${e.path} ${e.findings.length}`));
    await put(session, files, { [BASELINE]: printBaseline(await whole(session)) });
    assert.deepEqual(findingsOf(session), []);
    assert.deepEqual(told.filter((t) => t.startsWith('docs/task')).sort(), [`${login} 0`, `${store} 0`]);
    await put(session, files, { [BASELINE]: undefined });
    assert.deepEqual(links(session), [linkOf(login, 'WP-1-Login'), linkOf(store, 'WP-1-Store')]);
  });

  it('hides moved lines and lines among others that changed; what is new shows', async () => {
    const { session, put } = await adopted();
    await put({
      [login]: packet('WP-1-Login', '- Notes: [new](new.md)').replace('- STATUS', '\n\n- DATE: 2026-01-01\n- STATUS'),
    });
    assert.deepEqual(links(session), [`${login}: There is no docs/task_packets/new.md.`]);
    session.open(store, `prose\n\n${packet('WP-1-Store')}\n[more](more.md)\n`, 1);
    await session.settle();
    assert.deepEqual(links(session), [
      `${login}: There is no docs/task_packets/new.md.`,
      `${store}: There is no docs/task_packets/more.md.`,
    ]);
  });

  it('hides as many as there were, not one more', async () => {
    const same = '- See [it](gone.md)\n';
    const { session, put } = await adopted(folder({ [login]: packet('WP-1-Login', same + same) }));
    assert.deepEqual(links(session), []);
    await put({ [login]: packet('WP-1-Login', same + same + same) });
    assert.deepEqual(links(session), [`${login}: There is no docs/task_packets/gone.md.`]);
    await put({ [login]: packet('WP-1-Login', same) });
    assert.deepEqual([links(session), stale(session)], [[], [`${login} gatehouse/link-dead-file 1`]]);
  });

  it('of a bare packet knows each missing field, whichever is put in first', async () => {
    const bare = packet('WP-1-Login').replace('Backlog', 'Ready-for-Dev');
    const missing = (session: Session): number => findingsOf(session).filter((f) => f.rule === 'packets/missing-field').length;
    const { session, put } = await adopted(folder({ [login]: bare }));
    assert.equal(missing(session), 0);
    await put({ [login]: bare.replace('- Why', '- OUT_OF_SCOPE: none\n- Why') });
    assert.deepEqual([missing(session), stale(session)], [0, [`${login} packets/missing-field 1`]]);
    await put({ [login]: bare.replace(/- What.*\n/, '') });
    assert.equal(missing(session), 1, 'What is missing too now');
  });

  it('follows a file that is renamed, also when its id is another one then', async () => {
    const { session, put } = await adopted();
    const moved = 'docs/task_packets/old/WP-1-Login.md';
    // The same words, and a link that is as dead from there.
    await put({ [login]: undefined, [moved]: packet('WP-1-Login') });
    assert.deepEqual([findingsOf(session), stale(session)], [[], []]);
    assert.deepEqual(new Set(session.baselined.pruned().entries.map((e) => e.file)), new Set([moved, store]));
    // Back again.
    await put({ [moved]: undefined, [login]: packet('WP-1-Login') });
    assert.deepEqual([findingsOf(session), stale(session)], [[], []]);
  });

  it('does not hide the findings of a new file that only looks like one that is gone', async () => {
    const { session, put } = await adopted();
    const fresh = 'docs/task_packets/WP-2-New.md';
    await put({ [login]: undefined, [fresh]: packet('WP-2-Other').replaceAll(/people|every|words|day/g, 'x') });
    assert.deepEqual(links(session), [linkOf(fresh, 'WP-2-Other')]);
    assert.ok(stale(session).some((s) => s.startsWith(`${login} gatehouse/link-dead-file`)));
  });

  it('forgets on pruning what is found no more', async () => {
    const { session, put } = await adopted();
    await put({ [login]: packet('WP-1-Login').replace(/\[the (.*?)\]\(.*?\)/, '$1') });
    assert.deepEqual(stale(session), [`${login} gatehouse/link-dead-file 1`]);
    await put({ [BASELINE]: printBaseline(session.baselined.pruned()) });
    assert.deepEqual([stale(session), findingsOf(session)], [[], []]);
    await put({ [login]: packet('WP-1-Login') });
    assert.deepEqual(links(session), [linkOf(login, 'WP-1-Login')]);
  });

  it('that is wrong hides nothing, and says what is wrong with it', async () => {
    const { session, put } = await adopted();
    const good = (await session.text(BASELINE))?.text as string;
    for (const [text, problem] of [
      ['<<<<<<< HEAD\n', /is not JSON/],
      ['[]', /is no object/],
      ['{"version": 2, "findings": []}', /its version is 2/],
      ['{"version": 1}', /"findings" is no list/],
      [good.replace('"rule"', '"role"'), /entry 1 of "findings" is none/],
      [good.replace(`"file":"${login}"`, '"file":"../x.md"'), /entry \d of "findings" is none/],
    ] as const) {
      await put({ [BASELINE]: text });
      assert.match(session.baselined.problem ?? '', problem);
      assert.equal(links(session).length, 2);
    }
    await put({ [BASELINE]: good });
    assert.deepEqual([session.baselined.problem, findingsOf(session)], [undefined, []]);
  });
});

describe('the file of a baseline', () => {
  const word = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 12 });
  const entry = fc.record({
    file: word.map((w) => `docs/${w.replace(/[\\/]/g, '-')}x.md`),
    rule: fc.constantFrom('packets/a', 'packets/b'),
    fingerprint: word,
    count: fc.integer({ min: 1, max: 9 }),
    message: word,
  });
  const entries = fc.uniqueArray(entry, { selector: (e) => `${e.file}\0${e.rule}\0${e.fingerprint}`, maxLength: 8 });

  it('says what was put in, in an order of its own, an entry a line', () => {
    holds(
      fc.property(entries, (all) => {
        const sketches = new Map(all.map((e) => [e.file, ['1', '2']] as const));
        const text = printBaseline({ entries: all, sketches });
        const back = parseBaseline(text);
        assert.ok(!('problem' in back));
        assert.equal(printBaseline(back), text);
        assert.equal(printBaseline({ entries: [...all].reverse(), sketches }), text);
        const byKey = (x: unknown): string => JSON.stringify(x, ['file', 'rule', 'fingerprint', 'count', 'message']);
        assert.deepEqual(back.entries.map(byKey).sort(), all.map(byKey).sort());
        const lines = text.split('\n').map((line) => line.replace(/,$/, ''));
        for (const e of all) assert.ok(lines.includes(JSON.stringify({ ...e, count: e.count === 1 ? undefined : e.count })));
      }),
      300,
    );
  });
});

describe('accepting a finding', () => {
  it('adds it and nothing else, whether there is a baseline or not', async () => {
    const { session, files } = await fixture(two);
    const first = findingsOf(session).find((f) => f.path === login && f.rule === 'gatehouse/link-dead-file');
    assert.ok(first);
    const made = await accept(session, login, [first]);
    assert.deepEqual(
      made?.map((s) => s.do),
      ['create'],
    );
    await put(session, files, textsAfter(await apply(files, made ?? [])));
    assert.deepEqual(links(session), [linkOf(store, 'WP-1-Store')]);
    const second = findingsOf(session).find((f) => f.path === store && f.rule === 'gatehouse/link-dead-file');
    assert.ok(second);
    const more = await accept(session, store, [second]);
    assert.deepEqual(
      more?.map((s) => s.do),
      ['edit'],
    );
    await put(session, files, textsAfter(await apply(files, more ?? [])));
    assert.deepEqual(links(session), []);
    assert.equal(await accept(session, store, [{ ...second, rule: 'gatehouse/rule-crash' }]), undefined);
  });

  const textsAfter = (after: ReadonlyMap<string, { readonly text: string }>) => ({ [BASELINE]: after.get(BASELINE)?.text });
});
