/** A file's stamp stands for its bytes: what was read of it is taken over without reading it, and never once it was written again. */
import assert from 'node:assert/strict';
import { utimesSync } from 'node:fs';
import { describe, it, mock } from 'node:test';
import type { Files } from '#core/ports';
import type { Question } from '#core/world';
import type { Listings } from '#host/listings';
import { nodeFiles } from '#host/node-files';
import { nodePace } from '#host/node-pace';
import { isStill, Observer } from '#host/observed';
import { Cache } from '#service/engine/cache';
import { Session } from '#service/engine/session';
import { rules, systems } from '#systems/registry.generated';
import { type Disk, disk } from './support/disk';
import { parsers } from './support/fixture';
import { keeps } from './support/keeps';

const LATER = 60_000;

/** Does something as if a minute had gone by: the files of a test are all new. */
async function later<T>(work: () => Promise<T>): Promise<T> {
  const real = Date.now;
  const clock = mock.method(Date, 'now', () => real() + LATER);
  try {
    return await work();
  } finally {
    clock.mock.restore();
  }
}

describe('the stamp of a file', () => {
  it('stays as long as nobody writes the file', async () => {
    const d = disk('==> a.md <==\none\n');
    const files = nodeFiles(d.root, () => '');
    const read = await later(() => files.read('a.md').then((file) => file?.stamp));
    assert.ok(read);
    assert.equal(await later(async () => files.stamp?.('a.md')), read);
  });

  it('is another one after a write that leaves the size and sets the time back', async () => {
    const d = disk('==> a.md <==\none\n');
    const then = new Date(Date.now() - 1_000_000);
    utimesSync(d.full('a.md'), then, then);
    const files = nodeFiles(d.root, () => '');
    const before = await later(async () => files.stamp?.('a.md'));
    // The clock of some systems ticks a hundred times a second.
    await new Promise((done) => setTimeout(done, 30));
    d.write('a.md', 'two\n');
    utimesSync(d.full('a.md'), then, then);
    const after = await later(async () => files.stamp?.('a.md'));
    assert.ok(before && after);
    assert.notEqual(after, before);
  });

  it('is none for a file that has just been written, that is gone, or that is none', async () => {
    const d = disk('==> docs/a.md <==\none\n');
    const files = nodeFiles(d.root, () => '');
    assert.equal((await files.read('docs/a.md'))?.stamp, undefined);
    assert.equal(await files.stamp?.('docs/a.md'), undefined);
    assert.equal(await later(async () => files.stamp?.('gone.md')), undefined);
    assert.equal(await later(async () => files.stamp?.('docs')), undefined);
    assert.equal(await later(async () => files.stamp?.('docs/a.md/b')), undefined);
  });
});

const login = 'docs/task_packets/WP-1-Login.md';
const packet = (status: string): string => `# WP-1-Login\n\n- STATUS: ${status}\n`;

interface Run {
  readonly session: Session;
  /** Files of which bytes were read. */
  readonly read: Set<string>;
}

const noting =
  <T>(read: Set<string>, ask: (path: string) => Promise<T>) =>
  (path: string): Promise<T> => {
    read.add(path);
    return ask(path);
  };

/** Opens the folder, and keeps what it read. */
async function run(d: Disk, cache: Cache): Promise<Run> {
  const own = nodeFiles(d.root, () => '2026-01-15');
  const read = new Set<string>();
  const files: Files = { ...own, read: noting(read, own.read), hash: noting(read, async (path) => own.hash?.(path)) };
  const log = { info: () => {}, warn: () => {}, error: assert.fail };
  const plugins = { systems, rules, gates: {}, actions: {} };
  const session = new Session({ files, pace: nodePace, log, plugins, parsers, zod: assert.fail, cache });
  await session.start();
  await session.remember();
  return { session, read };
}

const said = ({ session }: Run): readonly string[] =>
  session.workspace.entries.get(login)?.findings.map((f) => f.message) ?? assert.fail('it is not read');

describe('what a former run has read', () => {
  const folder = `==> docs/TASK_BOARD.md <==\n# Board\n\n## Done\n\n- WP-1-Login\n\n==> ${login} <==\n${packet('Done')}`;

  it('is taken over without reading the file, until it is written', async () => {
    const d = disk(folder);
    const cache = new Cache(keeps(), keeps());
    const first = await later(() => run(d, cache));
    assert.ok(first.read.has(login));
    const again = await later(() => run(d, cache));
    assert.ok(!again.read.has(login));
    assert.deepEqual(said(again), said(first));
    await new Promise((done) => setTimeout(done, 30));
    d.write(login, packet('Gone'));
    assert.notDeepEqual(said(await later(() => run(d, cache))), said(first));
  });

  it('is not read again when all is looked at anew, until it is written', async () => {
    const d = disk(folder);
    const first = await later(() => run(d, new Cache(keeps(), keeps())));
    const { read } = first;
    read.clear();
    await later(() => first.session.refresh());
    assert.ok(!read.has(login));
    await new Promise((done) => setTimeout(done, 30));
    d.write(login, packet('Gone'));
    const before = said(first);
    await later(() => first.session.refresh());
    assert.notDeepEqual(said(first), before);
  });

  it('is held against the bytes of a file that has just been written', async () => {
    const d = disk(folder);
    const cache = new Cache(keeps(), keeps());
    const first = await run(d, cache);
    const again = await run(d, cache);
    assert.ok(again.read.has(login));
    assert.deepEqual(said(again), said(first));
  });

  it('is told of a whole run, too, without reading the file', async () => {
    const d = disk(folder);
    const seen = new Observer();
    await later(() =>
      seen
        .files(
          d.root,
          nodeFiles(d.root, () => ''),
        )
        .read(login),
    );
    const read = new Set<string>();
    const again = (root: string): Files => {
      const own = nodeFiles(root, () => '');
      return { ...own, hash: noting(read, async (path) => own.hash?.(path)) };
    };
    assert.ok(await later(() => isStill(seen.trail(), again)));
    assert.deepEqual([...read], []);
    assert.ok(await isStill(seen.trail(), again));
    assert.deepEqual([...read], [login]);
    await new Promise((done) => setTimeout(done, 30));
    d.write(login, packet('Gone'));
    assert.ok(!(await later(() => isStill(seen.trail(), again))));
  });

  it('is told of a search, too, without searching again', async () => {
    const d = disk('==> src/a.rs <==\n// TODO(x): y\n==> src/b.rs <==\nfn b() {}\n');
    const asked: Question = { ask: 'holding', texts: ['TODO('], globs: ['**/*.rs'], below: ['src/**'] };
    const seen = new Observer();
    const port = seen.files(
      d.root,
      nodeFiles(d.root, () => ''),
    );
    await later(() => port.answer([asked]));
    const searches: Question[] = [];
    const again = (root: string, moment: Listings): Files => {
      const own = nodeFiles(root, () => '', moment);
      const answer: Files['answer'] = (questions) => {
        searches.push(...questions);
        return own.answer(questions);
      };
      return { ...own, answer };
    };
    assert.ok(await later(() => isStill(seen.trail(), again)));
    assert.deepEqual(searches, []);
    await new Promise((done) => setTimeout(done, 30));
    d.write('src/b.rs', 'fn c() {}');
    assert.ok(await later(() => isStill(seen.trail(), again)), 'another file, the same answer');
    assert.deepEqual(searches, [asked]);
    d.write('src/b.rs', '// TODO(z): y');
    assert.ok(!(await later(() => isStill(seen.trail(), again))));
  });
});
