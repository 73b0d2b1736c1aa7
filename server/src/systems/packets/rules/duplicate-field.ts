/** packets/duplicate-field */
import { type Field, type FieldDocument, isEmpty, type Part } from '#core/fields/model';
import { normalName } from '#core/fields/names';
import { md } from '#core/rule';
import { versionIn } from '../model/dialect/versions';
import { rule } from '../model/types';

/** Said several times by design: each is one more value, or an older state. */
const repeatable = new Set([
  'SPEC_ANCHOR',
  'STATUS',
  'Blocks',
  'Blocked on',
  'Evidence Mapping',
  'VALIDATION',
  'Verdict',
  'AI Review',
]);
/** Words of everyday sentences: fields twice only where both are headings, or stand in the section that says what the packet is. */
const everyday = new Set(['What', 'Why', 'ROLLBACK_HINT', 'DATE', 'Validator Audit Scope']);
const telling = new Set(['TASK_ID', 'IN_SCOPE_PATHS', 'OUT_OF_SCOPE']);
/** Under such a heading a field is said again, for somebody. */
const retold =
  /\b(?:hand[ -]?(?:off|over)|output|summary|notes?|status|update|amendments?|approvals?|sign[ -]?offs?|reviews?|findings|variants?|example|template|skeleton|design|proposal)\b/i;

export default rule({
  scope: 'document',
  severity: 'warning',
  concerns: 'content',
  since: '0.2.0',
  summary: 'A packet says each field once.',
  why: `Of two lists with one name somebody reads the first and somebody else the second. \`SPEC_ANCHOR\` and blockers may be repeated,
logs, reports, hand-overs, designs, approvals and notes may say a field again, another section may repeat the one value, and several STATUS lines are \`status-conflict\`’s matter.`,

  check: {
    *packet({ model }) {
      const first = new Map<string, Field>();
      for (const f of model.fields.fields) {
        if (!f.known || f.role !== 'value' || isEmpty(f) || repeatable.has(f.key) || isRetold(model.fields, f)) continue;
        const name = `${f.key}\n${normalName(f.name)}`;
        const before = first.get(name);
        if (
          everyday.has(f.key) &&
          f.spelling !== 'heading' &&
          !(isAboutAll(model.fields, f) && (!before || isBeside(model.fields, before, f)))
        )
          continue;
        if (!before) first.set(name, f);
        else if (before.nameAt.start !== f.nameAt.start && !isSaidAgain(model.fields, before, f))
          yield {
            at: f.nameAt,
            message: `${f.name} is here a second time; keep one of the two.`,
            about: { kind: 'field', name: f.key },
            related: [{ at: before.nameAt, message: 'the first one' }],
          };
      }
    },
  },

  examples: [
    {
      title: 'The one tier again, and why; another tier',
      files: md`
        ==> docs/task_packets/WP-1-Login.md <==
        # WP-1-Login

        ## Metadata
        - RISK_TIER: HIGH

        ## Quality gate
        - **RISK_TIER**: HIGH
          - Justification: it decides who may log in

        ==> docs/task_packets/WP-1-Logout.md <==
        # WP-1-Logout

        ## Metadata
        - RISK_TIER: HIGH

        ## Quality gate
        - **[|RISK_TIER|]**: LOW
          - Justification: it only forgets
      `,
      says: ['RISK_TIER is here a second time; keep one of the two.'],
    },
    {
      title: 'The pointer, and the version that it names; two versions',
      files: md`
        ==> docs/task_packets/WP-1-Login.md <==
        # WP-1-Login

        - SPEC_TARGET: docs/SPEC_CURRENT.md

        ## AUTHORITY
        - SPEC_TARGET: Master_Spec_v1.1.md

        ==> docs/task_packets/WP-1-Logout.md <==
        # WP-1-Logout

        - SPEC_TARGET: Master_Spec_v1.0.md

        ## AUTHORITY
        - [|SPEC_TARGET|]: Master_Spec_v1.1.md
      `,
      says: ['SPEC_TARGET is here a second time; keep one of the two.'],
    },
    {
      title: 'Two plans',
      files: md`
        ==> docs/task_packets/WP-1-Login.md <==
        # WP-1-Login

        - TEST_PLAN: npm test

        ## [|TEST_PLAN|]
        - npm run e2e
      `,
      says: ['TEST_PLAN is here a second time; keep one of the two.'],
    },
    {
      title: 'A second purpose in the scope; not one of a decision each',
      files: md`
        ==> docs/task_packets/WP-1-Login.md <==
        # WP-1-Login

        ## Scope
        - What: Users log in
        - [|What|]: Users log out
        - Why: They ask for it
        - IN_SCOPE_PATHS: src/login.ts

        ## Decisions
        - Why: it is simple
        - Why: it is known

        ## Log
        - What: a list
        - Why: it is simple
        - What: a tree
        - Why: it is known

        ==> docs/task_packets/WP-1-Search.md <==
        # WP-1-Search

        ## Intent
        - What: Users search
        - Why: They ask for it
        - [|Why|]: Others have it
      `,
      says: ['What is here a second time; keep one of the two.', 'Why is here a second time; keep one of the two.'],
    },
    {
      title: 'Parts of other fields, further anchors, and what is only said again',
      files: md`
        ==> docs/task_packets/WP-1-Login.md <==
        # WP-1-Login

        - SPEC_ANCHOR: A1.1
        - SPEC_ANCHOR: A1.2
        - RISK_TIER: HIGH
          - Rollback: git revert
        - ROLLBACK_HINT: git revert

        ## Executive Summary
        Users log in.

        ## Hand-off
        - RISK_TIER: HIGH

        ## TEST_PLAN
        - npm test

        ## Skeleton
        - Test plan (what it must show):
          - a second login ends the first

        ## Signature & Enrichment Log
        ### Locked Intent
        - **RISK_TIER**: HIGH
      `,
    },
    {
      title: 'Below an approval, and the same value in another section; but not twice in one, nor another value',
      files: md`
        ==> docs/task_packets/WP-1-Login.md <==
        # WP-1-Login

        ## Metadata
        - REQUESTOR: alice
        - [|REQUESTOR|]: alice
        - RISK_TIER: HIGH
        - TASK_TYPE: FEATURE

        ## Plan Approval (blocking)
        - RISK_TIER: LOW

        ## Work
        - TASK_TYPE: \`FEATURE\`

        ## Origin
        - [|REQUESTOR|]: bob
      `,
    },
    {
      title: 'A What of a section of its own, beside no field that only packets have',
      files: md`
        ==> docs/task_packets/WP-1-Login.md <==
        # WP-1-Login

        - What: Names log in
        - Why: The form turns them away

        ## Notes

        - What: The old form
        - Where: src/old

        ## Risks

        - Why: Nobody tests it
      `,
    },
  ],
});

/** The same one value, below a heading of its own: nobody reads two things. */
function isSaidAgain(doc: FieldDocument, before: Field, f: Field): boolean {
  // The pointer, and what it names.
  if (f.key === 'SPEC_VERSION' && (versionIn(f.text) === undefined) !== (versionIn(before.text) === undefined)) return true;
  // Beside a value, `Justification: …` below it says nothing else.
  const said = (x: Field): string =>
    x.items.length > 1 || (x.parts.length > 0 && x.shape !== 'scalar') ? '' : normalName(x.text.replace(/`/g, ''));
  return (
    said(f) !== '' &&
    said(f) === said(before) &&
    doc.headings.some((h) => h.depth > 1 && before.at.start < h.at.start && h.at.start < f.at.start)
  );
}

/** The innermost heading above a field. */
const sectionOf = (doc: FieldDocument, f: Field): Part | undefined =>
  doc.headings.findLast((h) => h.at.start < f.at.start && f.at.start < h.at.end);

/** In one list, or in lines of one section. */
const isBeside = (doc: FieldDocument, a: Field, b: Field): boolean =>
  a.spelling === b.spelling && sectionOf(doc, a) === sectionOf(doc, b);

/** Whether a field stands beside what only packets have, or is said twice beside the one What or Why: no record of a log, no remark. */
function isAboutAll(doc: FieldDocument, f: Field): boolean {
  if (f.spelling === 'paragraph') return false;
  const beside = doc.fields.filter((o) => o.role === 'value' && isBeside(doc, o, f));
  const other = f.key === 'What' ? 'Why' : f.key === 'Why' ? 'What' : undefined;
  return beside.some((o) => telling.has(o.key)) || beside.filter((o) => o.key === other).length === 1;
}

function isRetold(doc: FieldDocument, f: Field): boolean {
  if (f.spelling === 'heading') return false;
  return doc.headings.some((h) => h.depth > 1 && h.at.start < f.at.start && f.at.start < h.at.end && retold.test(h.text));
}
