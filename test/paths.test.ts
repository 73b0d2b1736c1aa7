/** Paths, taken apart and put together. */
import assert from 'node:assert/strict';
import { it } from 'node:test';
import fc from 'fast-check';
import { between, folderOf, joined, nameOf, stemOf } from '#core/paths';
import { holds } from './support/property';

it('have a name, a stem and a folder', () => {
  assert.deepEqual(['docs/a/WP-1.md', 'WP-1.MD', 'a/b/'].map(nameOf), ['WP-1.md', 'WP-1.MD', '']);
  assert.deepEqual(['docs/WP-1.md', 'Makefile'].map(stemOf), ['WP-1', 'Makefile']);
  assert.deepEqual(['docs/a/b.md', 'b.md'].map(folderOf), ['docs/a', '']);
});

it('are joined to a folder, and show it when they lead out', () => {
  assert.equal(joined('docs/a', '../b/./c.md'), 'docs/b/c.md');
  assert.equal(joined('docs', '../../x.md'), '../x.md');
  assert.equal(joined('', '../..'), '../..');
});

it('lead from any file to any other', () => {
  const path = fc.array(fc.constantFrom('a', 'b', 'c', 'd e'), { minLength: 1, maxLength: 5 }).map((p) => p.join('/'));
  holds(fc.property(path, path, (from, to) => assert.equal(joined(folderOf(from), between(from, to).join('/')), to)));
});
