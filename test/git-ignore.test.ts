/** What git ignores: a walk lists what git would list. */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, rmSync } from 'node:fs';
import { it } from 'node:test';
import fc from 'fast-check';
import { nodeFiles } from '#host/node-files';
import { disk, emptyFolder } from './support/disk';
import { holds } from './support/property';

const folders = ['', 'a/', 'a/b/', 'c/'];
const paths = folders.flatMap((f) => ['x.md', 'keep.md', 'log.txt', 'b.txt'].map((name) => f + name));
const some = [
  '*.md',
  '!keep.md',
  '/x.md',
  'x.md',
  'b/',
  '/a/*',
  '**/x.md',
  'keep*',
  '# x.md',
  'b',
  '*',
  '!*.txt',
  'c',
  '',
  'log.txt ',
];
/** Folders are taken back by the list that leaves them out; by one further in, the next test. */
const takenBack = ['!b/', '!/a/b', '!a/b/', '!*/', 'a/b/*.md', '!a/b/keep.md', '/c/'];
const inner = fc.array(fc.constantFrom(...some), { maxLength: 3 });
const lists = fc.record({
  root: fc.array(fc.constantFrom(...some, ...takenBack), { maxLength: 4 }),
  a: inner,
  b: inner,
  exclude: fc.array(fc.constantFrom('*.md', 'keep*', 'x.md', '*.txt'), { maxLength: 2 }),
});

it('lists what git lists, in the repository and in a folder of it', async () => {
  const d = disk(paths.map((p) => `==> ${p} <==\nx\n`).join(''), emptyFolder());
  execFileSync('git', ['init', '-q'], { cwd: d.root });
  mkdirSync(d.full('.git/info'), { recursive: true });
  const git = (folder: string): readonly string[] =>
    execFileSync('git', ['ls-files', '-z', '--others', '--exclude-standard'], { cwd: d.full(folder) })
      .toString()
      .split('\0')
      .filter((p) => p !== '')
      .sort();
  await holds(
    fc.asyncProperty(lists, async ({ root, a, b, exclude }) => {
      const told = { '.gitignore': root, 'a/.gitignore': a, 'a/b/.gitignore': b, '.git/info/exclude': exclude };
      for (const [path, lines] of Object.entries(told)) {
        rmSync(d.full(path), { force: true });
        if (lines.length > 0) d.write(path, `${lines.join('\n')}\n`);
      }
      assert.deepEqual(await nodeFiles(d.root, () => '').list(['**']), git(''));
      const inside = git('a');
      // A folder that git ignores was opened all the same: what is above says nothing of it then.
      fc.pre(inside.length > 0);
      assert.deepEqual(await nodeFiles(d.full('a'), () => '').list(['**']), inside);
    }),
    150,
  );
});

it('lists what an inner list takes back, a file or a folder', async () => {
  const d = disk(paths.map((p) => `==> ${p} <==\nx\n`).join(''), emptyFolder());
  d.write('.gitignore', 'b\nx.md\n');
  d.write('a/.gitignore', '!b/\n!x.md\n');
  const listed = (await nodeFiles(d.root, () => '').list(['**'])).filter((p) => p.startsWith('a/') && p.endsWith('.md'));
  assert.deepEqual(listed, ['a/b/keep.md', 'a/b/x.md', 'a/keep.md', 'a/x.md']);
});
