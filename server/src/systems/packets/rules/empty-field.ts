/** packets/empty-field */
import { type Field, type FieldDocument, fieldOf, isEmpty } from '#core/fields/model';
import { md } from '#core/rule';
import { bootstrapParts, requiredFor } from '../model/dialect/dialect';
import { isCommitted } from '../model/dialect/status';
import { fieldIn } from '../model/packet/packet';
import { rule, statusOf } from '../model/types';

/** Filled later, or empty for good; what is wrong then, other rules say. */
const mayBeEmpty = new Set([
  'VALIDATION',
  'Evidence Mapping',
  'BOOTSTRAP Output',
  'AI Review',
  'Verdict',
  'Blocks',
  'Blocked on',
  'USER_SIGNATURE',
  'User Signature Locked',
  'Signature & Enrichment Log',
  'Validator Audit Scope',
]);

export default rule({
  scope: 'document',
  severity: 'warning',
  concerns: 'content',
  since: '0.2.0',
  summary: 'A field that is written has a value.',
  why: `An empty field looks filled in to everybody who goes by its heading. A lone dash and a comment are no value. Before
Ready-for-Dev only what the status needs is looked at; VALIDATION, evidence and signatures come later.`,

  check: {
    *packet({ model, dialect }) {
      const status = statusOf(model);
      const needed = new Set(requiredFor(dialect, model.stub ? 'Stub' : status, model.profile));
      const all = isCommitted(status);
      const seen = new Set<string>();
      for (const f of candidates(model.fields)) {
        if (!isEmpty(f) || !f.known || f.role !== 'value' || mayBeEmpty.has(f.key) || seen.has(f.key)) continue;
        const due = all || needed.has(f.key) || (bootstrapParts.includes(f.key) && needed.has('BOOTSTRAP'));
        const value = fieldIn(model.fields, f.key);
        if (!due || (value && !isEmpty(value))) continue;
        seen.add(f.key);
        yield {
          at: f.nameAt,
          message: `${f.name} is empty; say what it is, or take it out.`,
          about: { kind: 'field', name: f.key },
        };
      }
    },
  },

  examples: [
    {
      title: 'A heading with nothing under it',
      files: md`
        ==> docs/task_packets/WP-1-Login.md <==
        # WP-1-Login

        - STATUS: Ready-for-Dev
        - [|DATE|]:

        ## [|DONE_MEANS|]

        <!-- five to ten checks -->

        ## BOOTSTRAP
        - FILES_TO_OPEN: src/login.ts
        - [|SEARCH_TERMS|]: -
      `,
      says: [
        'DATE is empty; say what it is, or take it out.',
        'DONE_MEANS is empty; say what it is, or take it out.',
        'SEARCH_TERMS is empty; say what it is, or take it out.',
      ],
    },
    {
      title: 'What comes later, and what is said elsewhere',
      files: md`
        ==> docs/task_packets/WP-1-Login.md <==
        # WP-1-Login

        - STATUS: Ready-for-Dev
        - USER_SIGNATURE:
        - Blocked on:
        - DONE_MEANS:

        ## DONE_MEANS
        1. POST /login answers 200

        ## VALIDATION
      `,
    },
    {
      title: 'Not due in the backlog',
      files: md`
        ==> docs/task_packets/WP-1-Login.md <==
        # WP-1-Login

        - STATUS: Backlog

        ## What
        Users log in.

        ## DONE_MEANS
      `,
    },
  ],
});

/** The document's own fields, and those of the work plan. */
function* candidates(doc: FieldDocument): Iterable<Field> {
  for (const f of doc.fields) yield f;
  const plan = fieldOf(doc, 'BOOTSTRAP');
  for (const f of plan?.parts ?? []) if (bootstrapParts.includes(f.key)) yield f;
}
