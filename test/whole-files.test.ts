/** New files of a change, as VS Code makes them. */
import assert from 'node:assert/strict';
import { it } from 'node:test';
import { withContents } from '../client/src/whole-files';

const create = { kind: 'create', uri: 'file:///a.md' } as const;
const start = { line: 0, character: 0 };
const typed = (uri: string, newText: string): object => ({
  textDocument: { uri, version: null },
  edits: [{ range: { start, end: start }, newText }],
});
const made = (text: string): object => ({ ...create, options: { contents: new TextEncoder().encode(text) } });

it('a file that is made comes with its text, byte by byte, wherever in an answer the edit stands', () => {
  const edit = {
    documentChanges: [typed('file:///b.md', 'x'), create, typed('file:///a.md', 'ä\r\n'), typed('file:///a.md', '2')],
  };
  const whole = { documentChanges: [typed('file:///b.md', 'x'), made('ä\r\n'), typed('file:///a.md', '2')] };
  assert.deepEqual(withContents(edit), whole);
  assert.deepEqual(withContents([{ title: 'Create', edit }, { title: 'None' }]), [
    { title: 'Create', edit: whole },
    { title: 'None' },
  ]);
  assert.deepEqual(withContents({ label: 'l', edit }), { label: 'l', edit: whole });
});

it('what makes no file stays as it is', () => {
  for (const answer of [
    null,
    undefined,
    3,
    'x',
    [],
    { data: [1] },
    { documentChanges: [typed('file:///b.md', 'x')] },
    { edit: { changes: {} } },
  ])
    assert.deepEqual(withContents(answer), answer);
  assert.deepEqual(withContents({ documentChanges: [create] }), { documentChanges: [create] }, 'an empty one');
});
