/** Long texts that are edited in pieces and made sure of in another thread: it ends as if they had been parsed whole, whenever the answer comes. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { CutSoFar, Recut, Reparser } from '#core/ports';
import { joined, recut } from '#core/recut';
import { cutWhole, type Sections } from '#core/sections';
import { threadReparser } from '#host/thread-reparser';
import { Session } from '#service/engine/session';
import { disk, inRepository } from './support/disk';
import { findingsOf, fixture, parsers } from './support/fixture';
import { start } from './support/lsp';
import { same, soFar } from './support/sections';

const spec = 'Master_Spec_v1.0.md';
const login = 'docs/task_packets/WP-1-Login.md';
const filler = Array.from(
  { length: 900 },
  (_, i) => `## ${i + 10} Part ${i}\n\nSentences *stand* here, \`${i}\` of them.\n`,
).join('\n');
/**
 * The parser takes the lines below A2 for a paragraph, because of what stands before its heading; where the section is parsed by itself,
 * as after a key in it, for a list. Only a whole parse sees that A2 has no item 3.
 */
const text = `# Master Spec\n\n[a]: x\n## A2 Storage\n2. First\n3. Second\n\n## A3 Login\n\n${filler}`;
const folder = `==> docs/SPEC_CURRENT.md <==\n**${spec}**\n
==> ${login} <==\n# WP-1-Login\n\n- STATUS: Backlog\n- SPEC_ANCHOR: A2 Item 3\n
==> docs/TASK_BOARD.md <==\n## Backlog\n- **[WP-1-Login]**\n
==> ${spec} <==\n${text}`;

/** A thread that answers when it is told to. */
function slowly(answer: (asked: CutSoFar) => Recut): {
  readonly reparser: Reparser;
  readonly asked: CutSoFar[];
  release(): void;
} {
  const asked: CutSoFar[] = [];
  const released: (() => void)[] = [];
  return {
    asked,
    release: () => released.shift()?.(),
    reparser: {
      recut: async (it) => {
        asked.push(it);
        await new Promise<void>((go) => void released.push(go));
        return answer(it);
      },
    },
  };
}

/** The folder with the spec open, in which a letter was typed into the heading of A2. */
async function typed(reparser: Reparser, letter = 'x') {
  const f = await fixture(folder);
  const warned: string[] = [];
  const log = { info: () => {}, error: assert.fail, warn: (m: string) => void warned.push(m) };
  const session = new Session({ ...f.session.options, log, reparser });
  await session.start();
  session.open(spec, text, 1);
  const at = text.indexOf('Storage') + 'Storage'.length;
  session.edit(spec, [{ at: { start: at, end: at }, text: letter }], 2);
  await session.settle();
  const dead = (): number => findingsOf(session).filter((x) => x.rule === 'packets/dead-anchor').length;
  return { session, dead, warned, sections: () => session.workspace.entries.get(spec)?.open?.sections };
}

const whole = (asked: CutSoFar): Recut => recut(asked, parsers.markdown);
const until = async (is: () => boolean, session: Session): Promise<void> => {
  for (let i = 0; !is(); i++) {
    if (i > 2_000) assert.fail('It has not come.');
    await session.options.pace.pause();
  }
};

describe('a session', () => {
  it('takes what the thread found other, and asks no more while the text is the same', async () => {
    const { asked, release, reparser } = slowly(whole);
    const { session, dead, sections } = await typed(reparser);
    assert.equal(dead(), 0, 'the pieces have it wrong');
    const before = sections()?.sections ?? [];
    const checked = session.reconcile(spec);
    await until(() => asked.length > 0, session);
    assert.equal(dead(), 0, 'nobody waits for it');
    release();
    await checked;
    await session.settle();
    assert.equal(dead(), 1);
    const after = sections() as Sections;
    same(after, cutWhole(asked[0]?.text ?? '', parsers.markdown));
    assert.equal(after.sections.filter((s, i) => s !== before[i]).length, 1, 'all other sections are the same objects');
    await session.reconcile(spec);
    assert.equal(asked.length, 1);
    assert.equal(sections(), after);
  });

  it('drops an answer about a text that is another by now', async () => {
    const { asked, release, reparser } = slowly(whole);
    const { session, dead, sections } = await typed(reparser);
    const checked = session.reconcile(spec);
    await until(() => asked.length > 0, session);
    session.edit(spec, [{ at: { start: 0, end: text.indexOf('## A3') }, text: '## A2 Storage\n\n1. a\n2. b\n3. c\n\n' }], 3);
    await session.settle();
    const now = sections();
    release();
    await checked;
    await session.settle();
    assert.equal(sections(), now);
    assert.equal(dead(), 0);
  });

  it('drops it too where the text was closed, or opened anew', async () => {
    const { asked, release, reparser } = slowly(whole);
    const { session, dead } = await typed(reparser);
    const checked = session.reconcile(spec);
    await until(() => asked.length > 0, session);
    await session.close(spec);
    release();
    await checked;
    await session.settle();
    assert.equal(dead(), 1);
    assert.equal(session.workspace.entries.get(spec)?.open, undefined);
  });

  it('parses itself where the thread fails, and says so', async () => {
    const { session, dead, warned } = await typed({ recut: () => Promise.reject(new Error('out of memory')) });
    await session.reconcile(spec);
    await session.settle();
    assert.equal(dead(), 1);
    assert.deepEqual(warned, ['A parsing thread has failed: out of memory']);
  });

  it('parses itself where there is none', async () => {
    const { session, dead } = await typed({ recut: () => undefined });
    await session.reconcile(spec);
    await session.settle();
    assert.equal(dead(), 1);
  });

  it('asks nobody about a short text', async () => {
    const { asked, reparser } = slowly(whole);
    const { session } = await typed(reparser);
    session.open(login, '# WP-1-Login\n', 1);
    await session.reconcile(login);
    assert.equal(asked.length, 0);
  });
});

describe('the thread', () => {
  const cut = cutWhole(text, parsers.markdown);
  const other = text.replace('Storage', 'Stores');

  it('tells what is other, and nothing else; and comes again when it has gone', async () => {
    const thread = threadReparser(inRepository('dist/reparser.js'), 1);
    assert.equal(await thread.recut(soFar(text, cut)), 'same');
    await new Promise((resolve) => setTimeout(resolve, 50));
    const told = await thread.recut(soFar(other, cut));
    assert.ok(typeof told === 'object');
    same(joined(cut, told), cutWhole(other, parsers.markdown));
    const kept = told.sections.filter((s) => typeof s === 'number');
    // Whatever stands below is further up by a letter, and so is not where it was.
    assert.deepEqual(kept, [0]);
    assert.equal(await thread.recut(soFar('>'.repeat(200_000), cut)), 'over');
  });

  it('answers each in turn', async () => {
    const thread = threadReparser(inRepository('dist/reparser.js'), 1);
    const [a, b] = await Promise.all([thread.recut(soFar(other, cut)), thread.recut(soFar(text, cut))]);
    assert.deepEqual([typeof a, b], ['object', 'same']);
  });

  it('that is not there, or cannot be started, leaves it to who asks', async () => {
    assert.equal(threadReparser(inRepository('dist/none.js')).recut(soFar(text, cut)), undefined);
    const d = disk('==> broken.js <==\nthrow new Error("on purpose");\n');
    await assert.rejects(threadReparser(d.full('broken.js')).recut(soFar(text, cut)) as Promise<Recut>, /on purpose/);
    d.write('broken.js', 'process.exit(3)');
    await assert.rejects(threadReparser(d.full('broken.js')).recut(soFar(text, cut)) as Promise<Recut>, /ended/);
  });
});

it('the server says after a save, and after a pause, what a whole parse says', async () => {
  const client = await start(disk(folder));
  const dead = (n: number) => (): boolean => client.shown(login).filter((f) => f.startsWith('packets/dead-anchor ')).length === n;
  await client.until(dead(1));
  client.open(spec);
  client.type(spec, 'Storage', 'Storagex');
  await client.until(dead(0));
  client.notify('textDocument/didSave', { textDocument: { uri: client.disk.uri(spec) } });
  await client.until(dead(1), 'after the save');
  client.type(spec, 'Storagex', 'Storage');
  await client.until(dead(0));
  await client.until(dead(1), 'after the pause');
});

describe('a document that is closed', () => {
  it('is not read again where the file holds what the editor had, and is where it does not', async () => {
    const f = await fixture(folder);
    let parsed = 0;
    const markdown = (of: string) => {
      if (of.length === text.length) parsed++;
      return parsers.markdown(of);
    };
    const session = new Session({ ...f.session.options, parsers: { ...parsers, markdown } });
    await session.start();
    const before = findingsOf(session);
    session.open(spec, text, 1);
    await session.settle();
    parsed = 0;
    await session.close(spec);
    assert.equal(parsed, 0);
    assert.deepEqual(findingsOf(session), before);
    assert.equal(session.workspace.entries.get(spec)?.hash, (await f.files.read(spec))?.hash);
    const other = text.replace('A3', 'A4');
    session.open(spec, other, 1);
    await session.settle();
    await session.close(spec);
    assert.equal(parsed, 2);
    // What was edited in pieces has not been made sure of.
    session.open(spec, text, 1);
    session.edit(spec, [{ at: { start: 0, end: 0 }, text: '\n' }], 2);
    session.edit(spec, [{ at: { start: 0, end: 1 }, text: '' }], 3);
    await session.settle();
    parsed = 0;
    await session.close(spec);
    assert.equal(parsed, 1);
    assert.deepEqual(findingsOf(session), before);
  });
});
