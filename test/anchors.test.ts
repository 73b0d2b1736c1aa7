/** Citations of anchors: every form of SYSTEMS.md §1, and what only looks like one. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { defaultWords, statusReader, written } from '#systems/packets/model/status';
import { citations, headingAnchors, leadingTag } from '#systems/packets/read/anchor';

/** `id` of each citation, with `@file` where one is named; each range slices to the id as written. */
const cited = (text: string): string[] => citations(text, 0).map((c) => `${c.id}${c.file ? `@${c.file}` : ''}`);

describe('a citation', () => {
  for (const [text, ids] of [
    ['A2.3.12', ['2.3.12']],
    ['§2.3.12.1 (Four Portability Pillars)', ['2.3.12.1']],
    ['`A2.3.12`', ['2.3.12']],
    ['[A2.3.12]', ['2.3.12']],
    ['2.3.12 (B)', ['2.3.12']],
    ['(see 4.4.4)', ['4.4.4']],
    ['Section 4', ['4']],
    ['§7.6.3 Item 14', ['7.6.3.14']],
    ['A2.3.12, A3.2.1 and 4.5', ['2.3.12', '3.2.1', '4.5']],
    ['2.3 2.4', ['2.3', '2.4']],
    ['A2.3.12.3 / A2.3.12.1', ['2.3.12.3', '2.3.12.1']],
    ['10.5.5.1-10.5.5.4', ['10.5.5.1', '10.5.5.4']],
    ['TERM-API-001..005', ['TERM-API-001', 'TERM-API-005']],
    ['Spec_v02.113.md:46633 11.7.4.2 Title with 3.5 more', ['11.7.4.2@Spec_v02.113.md']],
    ['[CX-GATE-001] in docs/VALIDATOR_PROTOCOL.md', ['CX-GATE-001@VALIDATOR_PROTOCOL.md']],
    ['Master Spec v02.84 §2.9.3 Traceability', ['2.9.3']],
    ['Master Spec 2.9.3', ['2.9.3']],
    ['2.3.12 Storage, retention 2.5 and more', ['2.3.12']],
    ['React 18.2', []],
    ['Phase 1.5', []],
    ['10.5.5.*', []],
    ['A2.3.12 — 3.5 GB', ['2.3.12']],
    ['A2.3 https://example.org/1.2.3', ['2.3']],
    ['none', []],
  ] as const) {
    it(text, () => assert.deepEqual(cited(text), ids));
  }
});

it('headings and list items define', () => {
  const of = (t: string): string[] => headingAnchors(t).map((a) => `${a.id} ${a.title}`);
  assert.deepEqual(of('2.3.12.3 Storage trait'), ['2.3.12.3 Storage trait']);
  assert.deepEqual(of('§2.3 Bar'), ['2.3 Bar']);
  assert.deepEqual(of('CX-101: LLM boundary'), ['CX-101 LLM boundary']);
  assert.deepEqual(of('2025-roadmap'), []);
  assert.equal(leadingTag('**[HSK-GC-001]** Policy')?.id, 'HSK-GC-001');
  assert.equal(leadingTag('see [HSK-GC-001]'), undefined);
});

describe('a status', () => {
  const { value } = statusReader(defaultWords);
  for (const [text, status] of [
    ['READY FOR DEV 🔴', 'Ready-for-Dev'],
    ['Done (VALIDATED)', 'Done (VALIDATED)'],
    ['[IN_PROGRESS] (since Monday)', 'In-Progress'],
    ['~~Ready-for-Dev~~ In-Progress', 'In-Progress'],
    ['Ready-for-Dev → In-Progress', 'In-Progress'],
    ['In Progress | coder-b', 'In-Progress'],
    ['Ready for Dev [x | y]', 'Ready-for-Dev'],
    ['Ready (waiting for alice)', 'Ready-for-Dev'],
    ['Ready for QA', 'Ready-for-Validation'],
    ['Ready for Merge', undefined],
    ['Done, not validated', 'Done'],
    ['Ready-for-Dev | In-Progress | Done', undefined],
    ['Ready-for-Dev / In-Progress / Done', undefined],
    ['Fine', undefined],
  ] as const) {
    it(text, () => {
      const found = value(text);
      assert.equal(found && written(found), status);
    });
  }
});
