/** Missing fields put in at once: they are read back, and the text around them keeps its shape. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { applyEdits } from '#core/text';
import { templateOrder } from '#systems/packets/model/dialect/dialect';
import { has, insertFields } from '#systems/packets/model/packet/edit';
import { fieldsOf } from './support/fields';

const value = (key: string): string => (key === 'STATUS' ? 'Backlog' : key === 'TASK_ID' ? 'WP-1-X' : '');

const head = fc.constantFrom('', '- STATUS: Backlog', '- **STATUS**: Backlog\n- **What:** words', '**STATUS:** Backlog');
const part = fc.constantFrom('## DONE_MEANS\n\n1. It works', '## VALIDATION\n\n```\nnpm test\n```', '## Notes\n\nProse.');
const text = fc
  .tuple(head, fc.uniqueArray(part), fc.constantFrom('', '\n', '\n\n'), fc.constantFrom('\n', '\r\n'))
  .map(([first, parts, end, eol]) =>
    (['# WP-1-X', first, ...parts].filter((p) => p !== '').join('\n\n') + end).replaceAll('\n', eol),
  );

describe('insertFields', () => {
  it('puts in all that is missing, once and apart', () => {
    fc.assert(
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
      { numRuns: 300 },
    );
  });
});
