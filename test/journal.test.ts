/** Whatever happens to a writer, a change is there whole or not at all, and nothing is left lying about. */
import assert from 'node:assert/strict';
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import type { Change } from '#core/change';
import { hashOf, recover, Stuck } from '#host/journal';
import { Halt, Locked, locked } from '#host/lock';
import { applyChange, Moved } from '#host/write';
import { type Disk, disk, emptyFolder } from './support/disk';

const self = fileURLToPath(import.meta.url);
const [, , role, root = '', times = ''] = process.argv;
/** How often a writer is killed: as often as fits into a usual run. `KILLS=1000` takes two minutes. */
const KILLS = Number(process.env.KILLS ?? 60);
const RACES = Number(process.env.RACES ?? 200);

const names = ['a.md', 'b.md', 'c.md'] as const;

/** Writes one number into all files, and the next, without end. */
function writeOn(): void {
  recover(root);
  for (;;) applyChange(root, next(root));
}

function next(at: string): Change {
  const texts = names.map((name) => ({ name, bytes: readFileSync(join(at, name)) }));
  const n = Number(String(texts[0]?.bytes)) + 1;
  const edits = texts.map(({ name, bytes }): Change[number] => ({
    do: 'edit',
    path: name,
    hash: hashOf(bytes),
    edits: [{ at: { start: 0, end: bytes.length }, text: String(n) }],
  }));
  const other = `new/${n % 2}/n.md`;
  const gone = `new/${(n + 1) % 2}/n.md`;
  return [...edits, { do: 'create', path: other, text: String(n) }, ...(n > 1 ? [{ do: 'delete', path: gone } as const] : [])];
}

/** Adds one, so often; whoever was faster is read again. */
function race(): void {
  for (let done = 0; done < Number(times); ) {
    const all = names.map((name) => ({ name, bytes: readFileSync(join(root, name)) }));
    const change = all.map(({ name, bytes }): Change[number] => ({
      do: 'edit',
      path: name,
      hash: hashOf(bytes),
      edits: [{ at: { start: 0, end: bytes.length }, text: String(Number(String(bytes)) + 1) }],
    }));
    try {
      applyChange(root, change);
      done++;
    } catch (cause) {
      if (!(cause instanceof Moved)) throw cause;
    }
  }
}

const child = (as: string, at: string, count = 0): ChildProcess =>
  spawn(process.execPath, [self, as, at, String(count)], { stdio: ['ignore', 'ignore', 'inherit'] });

const ended = (one: ChildProcess): Promise<number | null> => new Promise((done) => one.once('close', done));
const everything = (at: string): readonly string[] => readdirSync(at, { recursive: true, encoding: 'utf8' }).sort();
const contents = (d: Disk): string =>
  JSON.stringify(
    everything(d.root).map((path) => {
      try {
        return [path, d.read(path)];
      } catch {
        return [path];
      }
    }),
  );

const start = '==> a.md <==\none\n==> b.md <==\ntwo\n==> c/d.md <==\nthree\n';
const changed = (d: Disk): Change => [
  { do: 'edit', path: 'a.md', hash: hashOf(readFileSync(d.full('a.md'))), edits: [{ at: { start: 0, end: 3 }, text: 'ONE' }] },
  { do: 'rename', from: 'b.md', to: 'e/f/g.md' },
  { do: 'create', path: 'x.md', text: 'new' },
  { do: 'delete', path: 'c/d.md' },
];

/** Ends the process, as it were, at the n-th step. Says whether there was one. */
function haltAt(n: number, work: (step: (name: string) => void) => void): boolean {
  let count = 0;
  try {
    work(() => {
      if (count++ === n) throw new Halt();
    });
    return false;
  } catch (cause) {
    if (!(cause instanceof Halt)) throw cause;
    return true;
  }
}

function tests(): void {
  describe('a writer that ends anywhere', () => {
    const before = contents(disk(start));
    const after = ((d) => {
      applyChange(d.root, changed(d));
      return contents(d);
    })(disk(start));

    it('leaves all or nothing, once somebody has come after it, who may end anywhere too', () => {
      const seen = new Set<string>();
      let n = 0;
      for (let was = true; was; n++) {
        for (let m = 0, again = true; again; m++) {
          const d = disk(start);
          was = haltAt(n, (step) => applyChange(d.root, changed(d), { step }));
          again = haltAt(m, (step) => recover(d.root, 'finish', { step }));
          recover(d.root);
          const now = contents(d);
          assert.ok(now === before || now === after, `halted at ${n}, then at ${m}: ${now}`);
          seen.add(now);
          rmSync(d.root, { recursive: true });
        }
      }
      assert.ok(n > 12, `${n} steps`);
      assert.equal(seen.size, 2, 'some are undone, some are finished');
    });

    it('lets the next change be made at once', () => {
      for (let n = 0, was = true; was; n++) {
        const d = disk(start);
        was = haltAt(n, (step) => applyChange(d.root, changed(d), { step }));
        applyChange(d.root, [{ do: 'create', path: 'next.md', text: 'x' }]);
        rmSync(d.full('next.md'));
        assert.ok([before, after].includes(contents(d)), `halted at ${n}`);
      }
    });

    it('takes back what it did where it cannot go on, and ends anywhere on that way too', () => {
      const meddled = contents(disk(`${start.replace('two', 'mine')}`));
      for (let n = 0, was = true; was; n++) {
        const d = disk(start);
        let count = 0;
        try {
          applyChange(d.root, changed(d), {
            step: (name) => {
              // Somebody writes at the last moment, where the file is about to go.
              if (name === 'move b.md') writeFileSync(d.full('b.md'), 'mine\n');
              if (count > 0 || name === 'move b.md') if (count++ === n + 1) throw new Halt();
            },
          });
          assert.fail('it was made');
        } catch (cause) {
          was = cause instanceof Halt;
          if (!was) assert.ok(cause instanceof Stuck && /b\.md has changed/.test(cause.message), String(cause));
        }
        try {
          recover(d.root);
        } catch (cause) {
          // Halted before the way back was written down: it is known what was changed meanwhile, and nothing is overwritten.
          assert.ok(cause instanceof Stuck, String(cause));
          assert.deepEqual(cause.paths, ['b.md']);
          assert.equal(d.read('b.md'), 'mine\n');
          recover(d.root, 'give-up');
          continue;
        }
        assert.equal(contents(d), meddled, `halted at ${n}`);
      }
    });

    it(`killed ${KILLS} times at any instant`, { timeout: 60_000 + KILLS * 2_000 }, async () => {
      const d = disk('==> a.md <==\n0==> b.md <==\n0==> c.md <==\n0');
      for (const name of names) d.write(name, '0');
      let last = 0;
      let interrupted = 0;
      for (let i = 0; i < KILLS; i++) {
        const one = child('write', d.root);
        const gone = ended(one);
        // Once it writes, some time within a few changes.
        const until = performance.now() + 20_000;
        while (valueIn(d) === last && performance.now() < until) await pause(1);
        await pause(Math.random() * 30);
        one.kill('SIGKILL');
        await gone;
        if (recover(d.root)) interrupted++;
        const texts = new Set(names.map((name) => d.read(name)));
        assert.equal(texts.size, 1, `after kill ${i}: ${[...texts].join(', ')}`);
        const n = Number([...texts][0]);
        assert.ok(n > last, `it went on: ${last}, ${n}`);
        last = n;
        assert.equal(d.read(`new/${n % 2}/n.md`), String(n));
        const left = everything(d.root).filter((p) => !/^(?:[abc]\.md|new(?:[\\/][01](?:[\\/]n\.md)?)?)$/.test(p));
        assert.deepEqual(left, [], `after kill ${i}`);
        assert.equal(everything(d.root).filter((p) => p.endsWith('n.md')).length, 1);
      }
      assert.ok(KILLS < 20 || interrupted > 0, 'some kills hit a change');
    });
  });

  describe('two writers', () => {
    it(`at once lose no edit: ${RACES} changes`, { timeout: 60_000 + RACES * 2_000 }, async () => {
      const d = disk();
      for (const name of names) d.write(name, '0');
      const both = [child('race', d.root, RACES / 2), child('race', d.root, RACES / 2)];
      assert.deepEqual(await Promise.all(both.map(ended)), [0, 0]);
      assert.deepEqual(
        names.map((name) => d.read(name)),
        names.map(() => String(RACES)),
      );
      assert.deepEqual(everything(d.root), [...names]);
    });

    it('wait for each other, and say so in the end', () => {
      const d = disk(start);
      locked(d.root, () => {
        const t = (): void => applyChange(d.root, [{ do: 'create', path: 'y.md', text: '' }], { patience: 20 });
        assert.throws(t, (e: Error) => e instanceof Locked && e.message.includes(`process ${process.pid} is writing here`));
      });
      applyChange(d.root, [{ do: 'create', path: 'y.md', text: '' }], { patience: 20 });
      assert.deepEqual(everything(d.root), ['a.md', 'b.md', 'c', 'c/d.md', 'y.md']);
    });

    it('do not mind the dead, and mind those whom they cannot see', () => {
      const d = disk(start);
      const dead = spawnSync(process.execPath, ['-e', '']).pid;
      let name = '';
      locked(d.root, () => {
        name = readdirSync(d.full('.gatehouse/lock'))[0] ?? '';
      });
      const parts = name.split('_');
      const as = (...change: readonly (readonly [number, string])[]): string =>
        parts.map((p, i) => change.find(([at]) => at === i)?.[1] ?? p).join('_');
      const write = (): void => {
        applyChange(d.root, [{ do: 'create', path: 'y.md', text: '' }], { patience: 20 });
        rmSync(d.full('y.md'));
      };
      for (const gone of [as([0, String(dead)]), as([0, '1'], [1, '7']), as([2, 'abc'])]) {
        d.write(`.gatehouse/lock/${gone}`, '');
        write();
        assert.deepEqual(everything(d.root), ['a.md', 'b.md', 'c', 'c/d.md'], gone);
      }
      for (const there of [as([0, String(process.ppid)], [1, '0']), as([3, 'abc']), 'somebody']) {
        d.write(`.gatehouse/lock/${there}`, '');
        assert.throws(write, Locked, there);
        assert.ok(everything(d.root).includes(join('.gatehouse', 'lock', there)));
        rmSync(d.full('.gatehouse'), { recursive: true });
      }
      assert.ok(!name.includes(hostname()) || hostname() === '', 'names of machines are not told');
    });
  });

  describe('a journal', () => {
    const half = (d: Disk, at: string): void => {
      assert.throws(
        () =>
          applyChange(d.root, changed(d), {
            step: (name) => {
              if (name === at) throw new Halt();
            },
          }),
        Halt,
      );
    };

    it('is not seen by git', () => {
      const d = disk(start);
      half(d, 'move b.md');
      assert.match(d.read('.gatehouse/.gitignore'), /^\/journal\/$/m);
      d.write('.gatehouse/baseline.json', '{}');
      recover(d.root);
      assert.deepEqual(readdirSync(d.full('.gatehouse')).sort(), ['.gitignore', 'baseline.json']);
    });

    it('overwrites nobody: what was changed since is told, and kept', () => {
      const d = disk(start);
      half(d, 'move b.md');
      d.write('x.md', 'somebody else');
      assert.throws(
        () => recover(d.root),
        (e) => e instanceof Stuck && e.paths.join() === 'x.md',
      );
      assert.throws(() => applyChange(d.root, [{ do: 'create', path: 'y.md', text: '' }]), Stuck);
      assert.deepEqual([d.read('x.md'), d.read('a.md')], ['somebody else', 'ONE\n']);
      recover(d.root, 'give-up');
      assert.deepEqual([d.read('x.md'), d.read('a.md'), d.read('b.md')], ['somebody else', 'ONE\n', 'two\n']);
      assert.ok(!everything(d.root).some((p) => p.includes('tmp') || p.includes('.gatehouse')), everything(d.root).join());
    });

    it('moves nothing where it was not written', () => {
      const d = disk(start);
      half(d, 'move a.md');
      const copy = disk('', emptyFolder());
      for (const path of everything(d.root)) {
        try {
          copy.write(path, readFileSync(d.full(path)));
        } catch {
          // A folder.
        }
      }
      assert.throws(
        () => recover(copy.root),
        (e) => e instanceof Stuck && /was not written in this folder/.test(e.message),
      );
      assert.equal(copy.read('a.md'), 'one\n');
      recover(copy.root, 'give-up');
      assert.equal(copy.read('a.md'), 'one\n');
      assert.ok(!everything(copy.root).some((p) => p.startsWith('.gatehouse')));
    });

    it('leads neither out of the folder nor into git', { skip: process.platform === 'win32' && 'links' }, () => {
      const d = disk(start);
      for (const path of ['.git/hooks/pre-commit', 'sub/.GIT/config', '../out.md'])
        assert.throws(() => applyChange(d.root, [{ do: 'create', path, text: '' }]), /git's own|out of the folder/);
      const out = disk('==> z.md <==\nout\n');
      symlinkSync(out.root, d.full('.gatehouse'));
      assert.throws(() => applyChange(d.root, [{ do: 'create', path: 'y.md', text: '' }]), /is no folder/);
      assert.deepEqual(everything(out.root), ['z.md']);
    });
  });

  it('a file that has changed since it was read is refused with what it holds now', () => {
    const d = disk(start);
    const change = changed(d);
    d.write('a.md', 'mine\n');
    assert.throws(
      () => applyChange(d.root, change),
      (e) => e instanceof Moved && e.path === 'a.md' && e.now === 'mine\n',
    );
    assert.deepEqual(everything(d.root), ['a.md', 'b.md', 'c', 'c/d.md']);
  });
}

const pause = (ms: number): Promise<void> => new Promise((done) => setTimeout(done, ms));
const valueIn = (d: Disk): number => {
  try {
    return Number(d.read('a.md'));
  } catch {
    return 0;
  }
};

if (role === 'write') writeOn();
else if (role === 'race') race();
else tests();
