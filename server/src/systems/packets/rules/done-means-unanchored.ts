/** packets/done-means-unanchored */
import { fieldOf, type Item } from '#core/fields/model';
import { md } from '#core/rule';
import { pairs } from '../model/evidence/proof-pairs';
import { hasReached, itemsIn, listed } from '../model/packet/packet';
import { type PacketModel, rule } from '../model/types';

export default rule({
  scope: 'document',
  severity: 'info',
  concerns: 'content',
  since: '0.2.0',
  summary: 'Each item of DONE_MEANS belongs to an anchor of the spec.',
  why: `A requirement that no section asks for is one that somebody made up. With one anchor in SPEC_ANCHOR every item is its; with
several, an item or its row of evidence names the one.`,

  check: {
    *packet({ model }) {
      const field = hasReached(model, 'Ready-for-Dev') ? fieldOf(model.fields, 'DONE_MEANS') : undefined;
      if (!field) return;
      const anchors = anchorsIn(valuesOf(model, 'SPEC_ANCHOR').join('\n'));
      if (anchors.size < 2) return;
      const items = itemsIn(field).map((item, i) => ({ text: whole(item), number: item.number ?? i + 1 }));
      const byRow = pairs(
        items,
        model.proof.rows.filter((r) => r.anchors.length > 0),
      );
      const bare = items.flatMap(({ text, number }, i) => (anchorsIn(text).size > 0 || byRow[i]?.length ? [] : [number]));
      if (bare.length === 0) return;
      const which =
        bare.length === items.length
          ? 'No item of DONE_MEANS names its anchor'
          : `DONE_MEANS ${listed(bare)} name${bare.length === 1 ? 's' : ''} no anchor`;
      yield { at: field.nameAt, message: `${which}, and SPEC_ANCHOR has ${anchors.size}; say which one asks for it.` };
    },
  },

  examples: [
    {
      title: 'Two anchors, and an item that names neither',
      files: md`
        ==> docs/task_packets/WP-1-Login.md <==
        # WP-1-Login

        - STATUS: Ready-for-Dev
        - SPEC_ANCHOR: A1.1, A1.2

        ## [|DONE_MEANS|]
        1. POST /login answers 200 (A1.1)
        2. Users like it
      `,
      says: ['DONE_MEANS 2 names no anchor, and SPEC_ANCHOR has 2; say which one asks for it.'],
    },
    {
      title: 'One anchor',
      files: md`
        ==> docs/task_packets/WP-1-Login.md <==
        # WP-1-Login

        - STATUS: Ready-for-Dev
        - SPEC_ANCHOR: Master_Spec_v1.2.md §1.1

        ## DONE_MEANS
        1. POST /login answers 200
      `,
    },
    {
      title: 'Evidence names them',
      files: md`
        ==> docs/task_packets/WP-1-Login.md <==
        # WP-1-Login

        - STATUS: Ready-for-Dev
        - SPEC_ANCHOR:
          - A1.1
          - [HSK-LOGIN-002]

        ## DONE_MEANS
        1. POST /login answers 200

        ## Evidence Mapping
        | DONE_MEANS | SPEC_ANCHOR | Code |
        | --- | --- | --- |
        | POST /login answers 200 | A1.1 | src/a.ts:1 |
      `,
    },
  ],
});

const whole = (item: Item): string => [item.text, ...item.items.map(whole)].join('\n');

const valuesOf = (model: PacketModel, key: string): readonly string[] =>
  model.fields.fields
    .filter((f) => f.key === key && f.role === 'value')
    .flatMap((f) => (f.items.length > 0 ? f.items.map(whole) : [f.text]));

/** `A2.3`, `§2.3`, `2.3`, `§7`, `[HSK-JOB-100]`, `CX-101`; versions of files are none. */
function anchorsIn(text: string): ReadonlySet<string> {
  const out = new Set<string>();
  for (const m of text.matchAll(
    /(?<![\w.-])(?:(?:§\s?|A)(\d+(?:\.\d+)*)|(\d+(?:\.\d+)+)|((?:CX|[A-Z]{2,})-[A-Z0-9]+(?:-[A-Z0-9]+)*))(?![\w-])(?!\.md)/g,
  ))
    out.add(m[1] ?? m[2] ?? m[3] ?? '');
  return out;
}
