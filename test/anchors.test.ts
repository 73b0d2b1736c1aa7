/** Citations of anchors: every form of SYSTEMS.md §1, and what only looks like one. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type Pattern, pattern } from '#core/pattern';
import { anchorForms, definitionIn, headingAnchors, leadingTag } from '#systems/packets/model/dialect/anchor-forms';
import { defaultWords, statusReader, written } from '#systems/packets/model/dialect/status';
import { citations, fragmentsIn } from '#systems/packets/read/anchor';

/** `id` of each citation, with `@file` where one is named; each range slices to the id as written. */
const cited = (text: string): string[] => citations(text, 0).map((c) => `${c.id}${c.file ? `@${c.file}` : ''}`);

describe('the file of a citation', () => {
  for (const [text, path] of [
    ['docs/spec/a.md#2.3', 'docs/spec/a.md'],
    ['../spec/a.md:12 §2.3', '../spec/a.md'],
    ['[CX-1] in a.md', 'a.md'],
    ['[CX-1] (see docs/a.md)', undefined],
    ['[CX-1] (docs/a.md)', 'docs/a.md'],
    ['My notes.md §2.3', undefined],
    ['[2.3](../spec/a.md#23)', undefined],
    ['§2.3', undefined],
  ] as const)
    it(text, () => assert.equal(citations(text, 0)[0]?.path, path));
});

describe('a place that is cited by its name in links', () => {
  for (const [text, found] of [
    ['docs/a.md#log-in, b.md#23-log-in.', ['docs/a.md log-in', 'b.md 23-log-in']],
    ['a.md#2.3 a.md#23 a.md#L10 a.md#L10-L12 a.md#API-001 a.md#a.b', []],
    ['[x](docs/a.md#log-in) <docs/a.md#log-in>', []],
  ] as const)
    it(text, () => {
      const all = fragmentsIn(text, 0);
      assert.deepEqual(
        all.map((f) => `${f.path} ${f.name}`),
        found,
      );
      for (const f of all) assert.equal(text.slice(f.at.start, f.at.end), f.name);
    });
});

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
    ['2.3.12.1-9', ['2.3.12.1', '2.3.12.9']],
    ['§4.1–3 Cells, §4.9-2 Rows', ['4.1', '4.3', '4.9']],
    ['A3.2.1-2FA, A3.2.2–2026', ['3.2.1', '3.2.2']],
    ['TERM-API-001–005', ['TERM-API-001', 'TERM-API-005']],
    ['Spec_v02.113.md:46633 11.7.4.2 Title with 3.5 more', ['11.7.4.2@Spec_v02.113.md']],
    ['Spec_v2.1.md Addendum: 14.2.1 (Panel) + 14.3', ['14.2.1@Spec_v2.1.md', '14.3@Spec_v2.1.md']],
    ['Spec_v2.1.md for React 18.2', []],
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
    ['2.3.12b, §4.1(B)', ['2.3.12.b', '4.1']],
    ['§2.3a and A2.4B', ['2.3.a', '2.4.b']],
    ['2.3.a to 2.3.c; 2.3.apart, 2.3a1', ['2.3.a', '2.3.c', '2.3']],
    ['§4.1.b, 7.2.d.1', ['4.1.b', '7.2']],
    ['§7.6.3 (Item 14)', ['7.6.3.14']],
    ['Master Spec 1.0 §2.3', ['2.3']],
    ['Master Spec 1.0, 2.3', ['2.3']],
    ['Spec_v2.md#2.3.12', ['2.3.12@Spec_v2.md']],
    ['[A2.3.12](../Spec_v2.md#a2312)', ['2.3.12@Spec_v2.md']],
    ['4', ['4']],
    ['4 (Storage)', ['4']],
    ['3 packets', []],
    ['Abschnitt 4.2 und 4.3', ['4.2', '4.3']],
    ['1.2, 1.2.1 et 1.2.2; aussi 1.4 « Brouillard »', ['1.2', '1.2.1', '1.2.2', '1.4']],
    ['A2.3.1–A2.3.4', ['2.3.1', '2.3.4']],
    ['2.5GB', []],
    ['RFC 7231 §6.5, 2.1', ['2.1']],
    ['ISO/IEC 27001:2022 clause 5.2; §2.3', ['2.3']],
    ['2.3 Contrast; WCAG 2.2 AA', ['2.3']],
    ['Sec. 9.4, p. 12', ['9.4']],
    ['Storage trait (§2.3.12); Pools (2.4)', ['2.3.12', '2.4']],
    ['Store ([HSK-JOB-100])', ['HSK-JOB-100']],
    ['2.3 Storage (§2.4)', ['2.3']],
    ['Storage (v2.3), (needs 18.2)', []],
  ] as const) {
    it(text, () => assert.deepEqual(cited(text), ids));
  }
});

it('headings and list items define', () => {
  const of = (t: string): string[] => headingAnchors(t).map((a) => `${a.id} ${a.title}`);
  for (const [heading, ...anchors] of [
    ['2.3.12.3 Storage trait', '2.3.12.3 Storage trait'],
    ['§2.3 Bar', '2.3 Bar'],
    ['A2.3.12 — Storage', '2.3.12 Storage'],
    ['**2.3** Storage', '2.3 Storage'],
    ['Chapter 2: Storage', '2 Storage'],
    ['Kapitel 4 – Ablage', '4 Ablage'],
    ['[2.3] Storage', '2.3 Storage'],
    ['[2.3 Storage](#storage)', '2.3 Storage'],
    ['<a id="a23"></a> 2.3 Storage', '2.3 Storage'],
    ['🔒 2.3 Storage', '2.3 Storage'],
    ['2\\. Storage', '2 Storage'],
    ['Section 2.3: Storage', '2.3 Storage'],
    ['2.3.1 Jobs [HSK-JOB-100]', '2.3.1 Jobs HSK-JOB-100', 'HSK-JOB-100 2.3.1 Jobs'],
    ['CX-101: LLM boundary', 'CX-101 LLM boundary'],
    ['2025-roadmap'],
    ['Phase 2.3'],
  ])
    assert.deepEqual(of(heading as string), anchors);
  assert.equal(leadingTag('**[HSK-GC-001]** Policy')?.id, 'HSK-GC-001');
  assert.equal(leadingTag('see [HSK-GC-001]'), undefined);
  assert.equal(leadingTag('[HSK-GC-001](#hsk-gc-001) Policy'), undefined, 'it leads there');
});

it('a dialect has forms of its own', () => {
  const forms = anchorForms([pattern('REQ.{number}') as Pattern]);
  assert.deepEqual(
    citations('see REQ.12 and REQ.13', 0, forms).map((c) => c.id),
    ['REQ.12', 'REQ.13'],
  );
  assert.equal(headingAnchors('REQ.12 Storage', forms)[0]?.id, 'REQ.12');
  assert.equal(leadingTag('[REQ.12] Storage', forms)?.title, 'Storage');
  assert.equal(leadingTag('[REQ.12](#x) Storage', forms), undefined);
  assert.equal(definitionIn('- REQ.12: Storage', 'REQ.12', forms)?.title, 'Storage');
  assert.equal(definitionIn('see REQ.12', 'REQ.12', forms), undefined);
  assert.equal(definitionIn('### A2.3 Storage ###', '2.3')?.title, 'Storage');
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
