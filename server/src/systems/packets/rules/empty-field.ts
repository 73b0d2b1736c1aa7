/** packets/empty-field */

import { brief } from '#core/brief';
import { type Field, type FieldDocument, fieldOf, isEmpty } from '#core/fields/model';
import { md } from '#core/rule';
import { requiredFor } from '../model/dialect/dialect';
import { bootstrapParts } from '../model/dialect/packet-fields';
import { isCommitted } from '../model/dialect/status';
import { isNothing } from '../model/packet/blanks';
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

/** What a packet is for: there is no packet to which it does not apply. */
const promised = new Set(['What', 'Why', 'DONE_MEANS']);

const ANCHOR = 'SPEC_ANCHOR';

/** `N/A`, and nothing besides. That nothing in the spec asks for it is an answer where the reason stands beside it. */
function saysNothing({ key, text, items, parts }: Field, cites: boolean): boolean {
  const said = items.length > 0 ? items.map((i) => i.text) : [text];
  return (promised.has(key) || (key === ANCHOR && cites)) && parts.length === 0 && said.every(isNothing);
}

const missed = (key: string): string =>
  key === ANCHOR ? 'cite the section that asks for this, or say beside it why none does' : 'say what the packet promises';

export default rule({
  scope: 'document',
  severity: 'warning',
  concerns: 'content',
  since: '0.2.0',
  summary: 'A field that is written has a value.',
  why: `An empty field looks filled in to everybody who goes by its heading. A lone dash and a comment are no value, nor is \`N/A\`
in What, Why and DONE_MEANS: a packet to which these do not apply is none. From Ready-for-Dev a SPEC_ANCHOR that is only \`none\` binds the
packet to nothing; with a reason, as in \`None (hygiene)\`, it is an answer. Before
Ready-for-Dev only what the status needs is looked at; VALIDATION, evidence and signatures come later.`,

  check: {
    *packet({ model, dialect }) {
      const status = statusOf(model);
      const needed = new Set(requiredFor(dialect, model.stub ? 'Stub' : status, model.profile));
      const all = isCommitted(status);
      const cites = all && needed.has(ANCHOR);
      const says = (f: Field | undefined): boolean => f !== undefined && !isEmpty(f) && !saysNothing(f, cites);
      const seen = new Set<string>();
      for (const f of candidates(model.fields)) {
        const blank = saysNothing(f, cites);
        if (!(blank || isEmpty(f)) || !f.known || f.role !== 'value' || mayBeEmpty.has(f.key) || seen.has(f.key)) continue;
        const due = all || needed.has(f.key) || (bootstrapParts.includes(f.key) && needed.has('BOOTSTRAP'));
        // Several anchors are often fields of their own, each with its name.
        const others = f.key === ANCHOR ? model.fields.fields.filter((o) => o.key === ANCHOR && o.role === 'value') : [];
        if (!due || says(fieldIn(model.fields, f.key)) || others.some(says)) continue;
        seen.add(f.key);
        yield {
          at: f.nameAt,
          message: blank
            ? `${f.name} says only “${brief(f.text || (f.items[0]?.text ?? ''))}”; ${missed(f.key)}.`
            : `${f.name} is empty; say what it is, or take it out.`,
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
    {
      title: 'N/A where a packet says what it is for; elsewhere it is an answer',
      files: md`
        ==> docs/task_packets/WP-1-Login.md <==
        # WP-1-Login

        - STATUS: Ready-for-Dev
        - [|What|]: N/A
        - [|Why|]: none
        - ROLLBACK_HINT: N/A

        ## [|DONE_MEANS|]
        - Not applicable.

        ==> docs/task_packets/WP-1-Logout.md <==
        # WP-1-Logout

        - STATUS: Ready-for-Dev
        - What: Nothing is kept after the session ends
        - Why: N/A for visitors; members share machines
      `,
      says: [
        'What says only “N/A”; say what the packet promises.',
        'Why says only “none”; say what the packet promises.',
        'DONE_MEANS says only “Not applicable.”; say what the packet promises.',
      ],
    },
    {
      title: 'Bound to nothing; for a reason, another one that does cite, and not yet',
      files: md`
        ==> docs/task_packets/WP-1-Login.md <==
        # WP-1-Login

        - STATUS: Ready-for-Dev
        - [|SPEC_ANCHOR|]: None

        ==> docs/task_packets/WP-1-Logout.md <==
        # WP-1-Logout

        | STATUS | Done |
        |---|---|
        | [|SPEC_ANCHOR|] | N/A |

        ==> docs/task_packets/WP-1-Lint.md <==
        # WP-1-Lint

        - STATUS: In-Progress
        - SPEC_ANCHOR: None (hygiene)

        ==> docs/task_packets/WP-1-Roles.md <==
        # WP-1-Roles

        - STATUS: In-Progress
        - SPEC_ANCHOR: none
        - SPEC_ANCHOR: A2.1

        ==> docs/task_packets/WP-1-Later.md <==
        # WP-1-Later

        - STATUS: Backlog
        - SPEC_ANCHOR: none
      `,
      says: [
        'SPEC_ANCHOR says only “None”; cite the section that asks for this, or say beside it why none does.',
        'SPEC_ANCHOR says only “N/A”; cite the section that asks for this, or say beside it why none does.',
      ],
    },
    {
      title: 'A house that asks for no anchor',
      config: md`
        packets:
          required:
            default: [TASK_ID, STATUS, What]
      `,
      files: md`
        ==> docs/task_packets/WP-1-Login.md <==
        # WP-1-Login

        - STATUS: Ready-for-Dev
        - SPEC_ANCHOR: none
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
