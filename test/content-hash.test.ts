/** What is made of a text is what the file port tells of a file with it. */
import assert from 'node:assert/strict';
import { it } from 'node:test';
import fc from 'fast-check';
import { nodeFiles } from '#host/node-files';
import { contentHash } from '#service/engine/content-hash';
import { disk } from './support/disk';
import { holds } from './support/property';

it('a text has the hash of its file', async () => {
  const d = disk('');
  const files = nodeFiles(d.root, () => '');
  await holds(
    fc.asyncProperty(fc.string({ unit: 'grapheme' }), async (text) => {
      d.write('a.md', text);
      const file = await files.read('a.md');
      // A mark at the beginning is not of the text, but of the file.
      fc.pre(file?.text === text && !text.startsWith('\uFEFF'));
      assert.equal(contentHash(text), file.hash);
    }),
    100,
  );
});
