/** Files read in another thread, while they change. */
import assert from 'node:assert/strict';
import { it } from 'node:test';
import { type Readers, taken } from '#core/ports';
import { type KeptFile, packed, readOf } from '#service/engine/kept-file';
import { Loader } from '#service/engine/loader';
import { Session } from '#service/engine/session';
import { fixture } from './support/fixture';

const path = (i: number): string => `docs/task_packets/WP-1-N${i}.md`;
const packet = (i: number, what: string): string => `# WP-1-N${i}\n- STATUS: Backlog\n- What: ${what}\n`;

it('what a thread read before a file was read here never replaces it; what is gone stays gone', async () => {
  const f = await fixture(`==> ${path(0)} <==\n${packet(0, 'old')}`);
  const { workspace, options } = f.session;
  for (let i = 1; i < 95; i++) f.files.files.set(path(i), { text: packet(i, 'old') });

  // A thread that answers when it is told to, with what the files said when it was asked.
  const released: (() => void)[] = [];
  const readers: Readers = {
    along: false,
    threads: 1,
    start: () => ({
      stop: () => {},
      read: async (paths, next, got) => {
        for (let batch = taken(paths, next); batch.length > 0; batch = taken(paths, next)) {
          const read = packed(await Promise.all(batch.map(readElsewhere)));
          await new Promise<void>((go) => void released.push(go));
          got({ read, others: [], crashes: [] });
        }
      },
    }),
  };
  const readElsewhere = async (p: string): Promise<KeptFile> => {
    const file = (await f.files.read(p)) ?? assert.fail(p);
    return readOf(p, file, { readings: workspace.readings(p, file).map((r) => r.reading), own: [] });
  };
  const host = {
    drop: (e: { path: string }) => workspace.remove(e.path),
    crashed: assert.fail,
    setup: () => ({ active: [], config: {}, nested: [] }),
  };
  const loader = new Loader(workspace, { ...options, readers }, host as never);

  const all = [...f.files.files.keys()].sort();
  // The first files are read here; then the thread takes from the list.
  const [changed = '', gone = '', same = ''] = all.slice(20);
  const loading = loader.load(all);
  while (released.length === 0) await options.pace.pause();
  // The thread has read them. Meanwhile one of these changes, and one goes.
  f.files.files.set(changed, { text: packet(99, 'new') });
  f.files.files.delete(gone);
  await loader.load(undefined, new Set([changed, gone]));
  let isOver = false;
  void loading.finally(() => {
    isOver = true;
  });
  while (!isOver) {
    released.pop()?.();
    await options.pace.pause();
  }
  assert.equal(workspace.entries.get(changed)?.hash, (await f.files.read(changed))?.hash);
  assert.ok(!workspace.entries.has(gone));
  assert.equal(workspace.entries.get(same)?.hash, (await f.files.read(same))?.hash);
  assert.equal(workspace.entries.size, 94);
});

it('several threads read each file once, and what one that dies had taken is read all the same', async () => {
  const f = await fixture(`==> ${path(0)} <==\n${packet(0, 'old')}`);
  const { workspace, options } = f.session;
  for (let i = 1; i < 300; i++) f.files.files.set(path(i), { text: packet(i, 'old') });
  const warned: string[] = [];
  const asked: string[] = [];
  let stopped = 0;
  let started = 0;
  const readers: Readers = {
    along: false,
    threads: 3,
    start: () => {
      const mine = started++;
      return {
        stop: () => void stopped++,
        read: async (paths, next, got) => {
          for (let batch = taken(paths, next); batch.length > 0; batch = taken(paths, next)) {
            if (mine === 1) throw new Error('out of memory');
            asked.push(...batch);
            const files = batch.map((p) => {
              const file = { text: f.files.files.get(p)?.text ?? assert.fail(p), undecoded: [], hash: p };
              return readOf(p, file, { readings: workspace.readings(p, file).map((r) => r.reading), own: [] });
            });
            await options.pace.pause();
            got({ read: packed(files), others: [], crashes: [] });
          }
        },
      };
    },
  };
  const host = { drop: () => {}, crashed: assert.fail, setup: () => ({ active: [], config: {}, nested: [] }) };
  const log = { ...options.log, warn: (m: string) => void warned.push(m) };
  await new Loader(workspace, { ...options, log, readers }, host as never).load([...f.files.files.keys()].sort());
  assert.deepEqual([started, stopped], [3, 3]);
  assert.equal(new Set(asked).size, asked.length);
  assert.equal(workspace.entries.size, 300);
  assert.deepEqual(warned, ['A reading thread has failed: out of memory']);
});

it('of what arrives at once one batch a turn is taken over; one that is no use is read here', async () => {
  const f = await fixture(`==> ${path(0)} <==\n${packet(0, 'old')}`);
  const { workspace, options } = f.session;
  for (let i = 1; i < 300; i++) f.files.files.set(path(i), { text: packet(i, 'old') });
  let largest = 0;
  let spoiled: readonly string[] = [];
  const readers: Readers = {
    along: false,
    threads: 1,
    start: () => ({
      stop: () => {},
      read: async (paths, next, got) => {
        const batches: (readonly string[])[] = [];
        for (let batch = taken(paths, next); batch.length > 0; batch = taken(paths, next)) batches.push(batch);
        largest = Math.max(...batches.map((b) => b.length));
        spoiled = batches[1] ?? assert.fail('there is but one batch');
        for (const batch of batches) {
          const piece = packed(
            batch.map((p) => {
              const file = { text: f.files.files.get(p)?.text ?? assert.fail(p), undecoded: [], hash: p };
              return readOf(p, file, { readings: workspace.readings(p, file).map((r) => r.reading), own: [] });
            }),
          );
          const read = piece && batch === spoiled ? { ...piece, bytes: piece.bytes.slice(0, 40) } : piece;
          got({ read, others: [], crashes: [] });
        }
      },
    }),
  };
  const host = { drop: () => {}, crashed: assert.fail, setup: () => ({ active: [], config: {}, nested: [] }) };
  const warned: string[] = [];
  const log = { ...options.log, warn: (m: string) => void warned.push(m) };
  let most = 0;
  let known = workspace.entries.size;
  const pause = (): Promise<void> => {
    most = Math.max(most, workspace.entries.size - known);
    known = workspace.entries.size;
    return options.pace.pause();
  };
  const loader = new Loader(workspace, { ...options, pace: { ...options.pace, pause }, log, readers }, host as never);
  await loader.load([...f.files.files.keys()].sort());
  assert.ok(most <= Math.max(largest, 20), `${most} at once`);
  assert.equal(workspace.entries.size, 300);
  assert.deepEqual(warned, ['A reading thread has failed: what is kept ends too early']);
  for (const p of spoiled) assert.equal(workspace.entries.get(p)?.hash, (await f.files.read(p))?.hash);
});

it('many files that others have written are read elsewhere, and so is a long one; a few are read here', async () => {
  const all = Array.from({ length: 70 }, (_, i) => path(i));
  const long = 'Master_Spec_v1.0.md';
  const spec = `# Spec\n\n## A1 One\n\n${'Words and words.\n'.repeat(20_000)}`;
  const source = `==> docs/SPEC_CURRENT.md <==\n**${long}**\n==> ${long} <==\n${spec}`;
  const f = await fixture(source + all.map((p, i) => `==> ${p} <==\n${packet(i, 'old')}`).join(''));
  const elsewhere: string[] = [];
  const readers: Readers = {
    along: false,
    threads: 1,
    start: () => ({
      stop: () => {},
      read: async (paths, next, got) => {
        for (let batch = taken(paths, next); batch.length > 0; batch = taken(paths, next)) {
          elsewhere.push(...batch);
          const read = await Promise.all(
            batch.map(async (p) => {
              const file = (await f.files.read(p)) ?? assert.fail(p);
              return readOf(p, file, { readings: f.session.workspace.readings(p, file).map((r) => r.reading), own: [] });
            }),
          );
          got({ read: packed(read), others: [], crashes: [] });
        }
      },
    }),
  };
  const session = new Session({ ...f.session.options, readers });
  await session.start();
  const write = async (paths: readonly string[], text: (i: number) => string): Promise<readonly string[]> => {
    for (const [i, p] of paths.entries()) f.files.files.set(p, { text: text(i) });
    elsewhere.length = 0;
    await session.changed(paths, false);
    const fresh = (await fixture([...f.files.files].map(([p, file]) => `==> ${p} <==\n${file.text}`).join(''))).session;
    const known = { kind: 'packet', name: 'WP-1-N7' } as const;
    const said = (s: Session): unknown =>
      s.workspace.store
        .look()
        .defs(known)
        .map((d) => d.data);
    assert.deepEqual(said(session), said(fresh));
    for (const p of paths) assert.equal(session.workspace.entries.get(p)?.hash, fresh.workspace.entries.get(p)?.hash);
    return [...elsewhere].sort();
  };
  assert.deepEqual(await write(all, (i) => packet(i, 'new').replace('Backlog', 'Done')), [...all].sort());
  assert.deepEqual(await write(all.slice(0, 9), (i) => packet(i, 'newer')), []);
  assert.deepEqual(await write([long], () => spec.replace('A1', 'A2')), [long]);
  const { store } = session.workspace;
  assert.equal(store.look().names('anchor').length, 1);
});
