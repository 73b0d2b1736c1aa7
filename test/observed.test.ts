/** What a run saw: it is still so until something that it saw is other, and not one thing longer. */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { symlinkSync } from 'node:fs';
import { describe, it } from 'node:test';
import type { Question } from '#core/world';
import { nodeFiles } from '#host/node-files';
import { isStill, Observer } from '#host/observed';
import { type Disk, disk } from './support/disk';

const source = '==> a.md <==\none\n==> docs/b.md <==\ntwo\n==> src/c.rs <==\nfn c() {}\n==> other.txt <==\nx\n';
const files = (d: Disk) => nodeFiles(d.root, () => '2026-01-01');
const still = (d: Disk, seen: Observer, day?: string): Promise<boolean> =>
  isStill(seen.trail(), (_, moment) => nodeFiles(d.root, () => day ?? '2026-01-01', moment));

const held: Question = { ask: 'holding', texts: ['fn '], globs: ['**/*.rs'], below: ['src/**'] };

/** Other bytes under the same path. */
function moveAndLink(d: Disk): void {
  d.write('src/b.md', 'three');
  putLink(d, 'docs', 'src');
}

function putLink(d: Disk, path: string, to: string): void {
  d.remove(path);
  symlinkSync(d.full(to), d.full(path));
}

async function looked(d: Disk, questions: readonly Question[] = []): Promise<Observer> {
  const seen = new Observer();
  const port = seen.files(d.root, files(d));
  for (const path of await port.list(['**/*.md'])) await port.read(path);
  await port.read('gatehouse.yaml');
  await port.answer(questions);
  return seen;
}

describe('what was seen', () => {
  it('is so again while nothing of it has changed, whatever else has', async () => {
    const d = disk(source);
    const seen = await looked(d, [{ ask: 'exists', path: 'src/c.rs' }]);
    assert.ok(await still(d, seen));
    d.write('other.txt', 'y');
    d.write('src/c.rs', 'fn d() {}');
    d.write('src/new.rs', '');
    assert.ok(await still(d, seen));
  });

  const changes: Readonly<Record<string, readonly [Question | undefined, (d: Disk) => void]>> = {
    'a file that was read': [undefined, (d) => d.write('a.md', 'One\n')],
    'a file that was not there': [undefined, (d) => d.write('gatehouse.yaml', '')],
    'a file that is listed now': [undefined, (d) => d.write('docs/new.md', '')],
    'a file that is ignored now': [undefined, (d) => d.write('.gitignore', 'a.md')],
    'a path that was asked for': [{ ask: 'exists', path: 'src/c.rs' }, (d) => d.remove('src/c.rs')],
    'the lines of a file': [{ ask: 'lines', path: 'src/c.rs', from: 1, to: 1 }, (d) => d.write('src/c.rs', 'fn d() {}')],
    'a text in a file': [{ ask: 'find', path: 'src/c.rs', text: 'fn' }, (d) => d.write('src/c.rs', 'fn d() {}')],
    'the file most like another': [{ ask: 'nearest', path: 'src/d.rs' }, (d) => d.write('lib/d.rs', '')],
    'a text in a file more': [held, (d) => d.write('src/d.rs', 'fn d() {}')],
    'a text in a file less': [held, (d) => d.write('src/c.rs', 'let c;')],
    'a link in the place of a file that was read': [undefined, (d) => putLink(d, 'a.md', 'docs/b.md')],
    'a link in the place of its folder': [{ ask: 'digest', path: 'docs/b.md' }, moveAndLink],
    'the names beside it': [{ ask: 'nearest', path: 'src/cc.rs' }, (d) => d.write('src/cd.rs', '')],
  };
  for (const [what, [question, change]] of Object.entries(changes))
    it(`is another thing with ${what}`, async () => {
      const d = disk(source);
      const seen = await looked(d, question ? [question] : []);
      assert.ok(await still(d, seen));
      change(d);
      assert.equal(await still(d, seen), false);
    });

  it('is of a day where the day was asked for', async () => {
    const d = disk(source);
    const seen = await looked(d, [{ ask: 'today' }]);
    assert.deepEqual([await still(d, seen), await still(d, seen, '2026-01-02')], [true, false]);
    assert.ok(await still(d, await looked(d), '2026-01-02'));
  });

  it('is of a state of git where history was asked for', async () => {
    const d = disk(source);
    const git = (...args: string[]): void =>
      void execFileSync('git', ['-c', 'user.name=t', '-c', 'user.email=t@t', ...args], { cwd: d.root, stdio: 'ignore' });
    git('init', '-q');
    git('add', '.');
    git('commit', '-qm', 'one');
    const seen = await looked(d, [{ ask: 'removed', path: 'a.md' }]);
    assert.ok(await still(d, seen));
    git('commit', '-q', '--allow-empty', '-m', 'two');
    assert.equal(await still(d, seen), false);
    assert.ok(await still(d, await looked(d)), 'nobody asked');
    git('worktree', 'add', '-q', d.full('../elsewhere-of-'.concat(d.root.slice(-6))), '-b', 'w');
    assert.equal((await looked(d, [{ ask: 'removed', path: 'a.md' }])).isLost, true);
    git('worktree', 'remove', '--force', d.full('../elsewhere-of-'.concat(d.root.slice(-6))));
  });
});
