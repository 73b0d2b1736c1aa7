/** What lies in a folder, as a completion of paths shows it. */
import assert from 'node:assert/strict';
import { symlinkSync } from 'node:fs';
import { it } from 'node:test';
import { nodeFiles } from '#host/node-files';
import { disk, emptyFolder } from './support/disk';

it('is what git does not ignore, in this folder or above it, and nothing outside', async () => {
  const folder = disk(
    '==> a.ts <==\n==> src/b.ts <==\n==> src/gen/x.ts <==\n==> src/keep.log <==\n==> node_modules/m/i.js <==\n==> deep/out/y.ts <==\n',
  );
  folder.write('.gitignore', 'gen/\n');
  folder.write('src/.gitignore', '*.log\n');
  folder.write('deep/.gitignore', 'out\n');
  const outside = disk('==> secret.txt <==\n', emptyFolder());
  symlinkSync(outside.root, folder.full('link'));
  const files = nodeFiles(folder.root, () => '2026-01-01');
  const names = async (path: string): Promise<readonly string[]> =>
    (await files.entries(path)).map((e) => (e.folder ? `${e.name}/` : e.name));
  assert.deepEqual(await names(''), ['.gitignore', 'a.ts', 'deep/', 'link', 'src/']);
  assert.deepEqual(await names('src/'), ['.gitignore', 'b.ts']);
  for (const path of ['src/gen', 'deep/out', 'node_modules', '.git', '..', 'src/../..', 'nothing', 'link', 'a.ts'])
    assert.deepEqual(await names(path), [], path);
});

it('is not known to exist where git ignores it and it is not here', async () => {
  const folder = disk('==> src/a.ts <==\n==> out/there.html <==\n');
  folder.write('.gitignore', 'out/\n*.log\n');
  folder.write('src/.gitignore', '/gen\n');
  const files = nodeFiles(folder.root, () => '2026-01-01');
  const said = async (path: string): Promise<unknown> => {
    const [answer] = await files.answer([{ ask: 'exists', path }]);
    assert.ok(answer);
    return 'unknown' in answer ? answer.unknown : (answer.value as { as: string }).as;
  };
  for (const path of ['out/gone.html', 'out/deep/gone.html', 'src/run.log', 'src/gen', 'src/gen/x.ts'])
    assert.equal(await said(path), 'ignored', path);
  assert.equal(await said('out/there.html'), 'file');
  for (const path of ['src/b.ts', 'gen/x.ts', 'src/deep/gen', 'log']) assert.equal(await said(path), 'no', path);
});
