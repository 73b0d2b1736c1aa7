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
