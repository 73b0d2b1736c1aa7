/** Missing fields put in at once: they are read back, and the text around them keeps its shape. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { applyEdits } from '#core/text';
import { templateOrder } from '#systems/packets/model/dialect/packet-fields';
import { has, insertField, insertFields } from '#systems/packets/model/packet/edit';
import { fieldsOf } from './support/fields';
import { holds } from './support/property';

const value = (key: string): string => (key === 'STATUS' ? 'Backlog' : key === 'TASK_ID' ? 'WP-1-X' : '');

const table = '| Field | Value |\n|---|---|\n| STATUS | Backlog |';
const head = fc.constantFrom(
  '',
  '- STATUS: Backlog',
  '- **STATUS**: Backlog\n- **What:** words',
  '**STATUS:** Backlog',
  'STATUS: Backlog',
  table,
);
const part = fc.constantFrom('## DONE_MEANS\n\n1. It works', '## VALIDATION\n\n```\nnpm test\n```', '## Notes\n\nProse.');
const text = fc
  .tuple(head, fc.uniqueArray(part), fc.constantFrom('', '\n', '\n\n'), fc.constantFrom('\n', '\r\n'))
  .map(([first, parts, end, eol]) =>
    (['# WP-1-X', first, ...parts].filter((p) => p !== '').join('\n\n') + end).replaceAll('\n', eol),
  );

it('a field is put in as its neighbour is written: a row of a table, a line, a line in bold', () => {
  for (const [before, after] of [
    [table, '| Field | Value |\n|---|---|\n| TASK_ID | WP-1-X |\n| STATUS | Backlog |'],
    ['**STATUS:** Backlog', '**TASK_ID:** WP-1-X\n**STATUS:** Backlog'],
    ['STATUS: Backlog', 'TASK_ID: WP-1-X\nSTATUS: Backlog'],
    ['- STATUS: Backlog', '- TASK_ID: WP-1-X\n- STATUS: Backlog'],
  ] as const) {
    const text = `# X\n\n${before}\n`;
    const { at, text: said } = insertField(fieldsOf(text), text, 'TASK_ID', 'WP-1-X');
    assert.equal(applyEdits(text, [{ at, text: said }]), `# X\n\n${after}\n`);
  }
  const { at, text: said } = insertField(fieldsOf(table), table, 'What', 'a | b');
  assert.equal(applyEdits(table, [{ at, text: said }]), `${table}\n| What | a \\| b |`);
});

describe('insertFields', () => {
  it('puts in all that is missing, once and apart', () => {
    holds(
      fc.property(text, (before) => {
        const doc = fieldsOf(before);
        const missing = templateOrder.filter((key) => !has(doc, key));
        const after = applyEdits(
          before,
          insertFields(
            doc,
            before,
            missing.map((key) => [key, value(key)]),
          ),
        );
        const now = fieldsOf(after);
        assert.deepEqual(
          templateOrder.filter((key) => !has(now, key)),
          [],
          after,
        );
        for (const key of missing) assert.equal(now.fields.filter((f) => f.key === key).length, 1, `${key} in ${after}`);
        const plain = after.replaceAll('\r\n', '\n');
        assert.ok(!plain.includes('\n\n\n'), after);
        assert.ok(!/[^\n]\n## /.test(plain), after);
        if (before.includes('\n')) assert.equal(after.includes('\r\n'), before.includes('\r\n'));
      }),
      300,
    );
  });
});
