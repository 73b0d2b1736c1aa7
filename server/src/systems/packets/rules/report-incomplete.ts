/** packets/report-incomplete */
import { md, type Report } from '#core/rule';
import { eolOf, type RelPath } from '#core/text';
import { lastReport, type ReportFacts, type ReportPart, reportParts } from '../model/evidence/evidence';
import { listed } from '../model/packet/packet';
import { rule } from '../model/types';

export default rule({
  scope: 'document',
  severity: 'warning',
  concerns: 'content',
  since: '0.3.0',
  summary: 'A report says what was looked at, what was found, what was run, what is left, and what changes.',
  why: `Who reads the verdict later must see what it rests on: scope inputs, findings, tests, risks and gaps, the packet update. Other
names for them count (\`Commands run\`, \`Residual risks\`, \`Reason for PASS\`), as headings, labels or lines. The last report is
looked at; a FAIL needs its findings or its reason, and one that validates again may lean on the first.`,

  check: {
    *packet({ model, path }) {
      yield* incomplete(model.proof.reports, path, 'packets/packet');
    },
    *report({ model, path }) {
      yield* incomplete(model.reports, path, 'packets/report');
    },
  },

  examples: [
    {
      title: 'Nothing was run, and nothing is said to be left',
      files: md`
        ==> docs/task_packets/WP-1-Login.md <==
        # WP-1-Login

        ## [|VALIDATION REPORT - WP-1-Login|]
        **Verdict**: PASS

        ### Scope Inputs
        - Spec: Master_Spec_v1.0.md

        ### Findings
        - Users log in: src/login.ts:3

        ### Packet Update
        - STATUS set to Done

        ## Notes
        None.
      `,
      says: ['This report has no Tests and no Risks/Gaps.'],
      fixed: md`
        ==> docs/task_packets/WP-1-Login.md <==
        # WP-1-Login

        ## VALIDATION REPORT - WP-1-Login
        **Verdict**: PASS

        ### Scope Inputs
        - Spec: Master_Spec_v1.0.md

        ### Findings
        - Users log in: src/login.ts:3

        ### Packet Update
        - STATUS set to Done

        ### Tests

        <!-- each command, with its result -->

        ### Risks/Gaps

        <!-- what is left, or None -->

        ## Notes
        None.
      `,
    },
    {
      title: 'A failure without a reason',
      files: md`
        ==> docs/validation_reports/WP-1-Login.md <==
        [|VALIDATION REPORT - WP-1-Login|]
        Verdict: FAIL
      `,
      says: ['This report has no Findings.'],
      fixed: md`
        ==> docs/validation_reports/WP-1-Login.md <==
        VALIDATION REPORT - WP-1-Login
        Verdict: FAIL

        Findings:
        - <!-- each requirement, with the file and lines that meet it -->
      `,
    },
    {
      title: 'What was looked at, named without a heading',
      files: md`
        ==> docs/validation_reports/WP-1-Login.md <==
        # VALIDATION REPORT - WP-1-Login

        - Verdict: PASS
        - Task Packet: docs/task_packets/WP-1-Login.md
        - Spec: v1.0

        ## Findings
        - Users log in: src/login.ts:3

        ## Tests
        - npm test: pass

        ## Risks/Gaps
        - None

        ## Packet Update
        - STATUS set to Done
      `,
    },
    {
      title: 'Other names, a short FAIL, a verdict alone, an earlier report',
      files: md`
        ==> docs/task_packets/WP-1-Login.md <==
        # WP-1-Login

        ## VALIDATION REPORT - WP-1-Login (2026-01-02)
        Verdict: FAIL

        ## VALIDATION REPORT - WP-1-Login (2026-01-03)
        Verdict: PASS

        Inputs:
        - Spec: Master_Spec_v1.0.md

        Files Checked:
        - src/login.ts

        Evidence Mapping (spec to code):
        - Users log in: src/login.ts:3

        Commands Run:
        - npm test: PASS

        REASON FOR PASS: all of it is there.

        Residual Risks / Waivers: none

        ==> docs/task_packets/WP-1-Logout.md <==
        # WP-1-Logout

        ## VALIDATION REPORT - WP-1-Logout
        Verdict: FAIL
        Reason for FAIL: the packet is not complete.

        ==> docs/task_packets/WP-1-Session.md <==
        # WP-1-Session
        - Verdict: PASS
      `,
    },
  ],
});

const hints: Readonly<Record<ReportPart, string>> = {
  'Scope Inputs': 'the packet, the spec and its sections, the signature',
  Findings: 'each requirement, with the file and lines that meet it',
  Tests: 'each command, with its result',
  'Risks/Gaps': 'what is left, or None',
  'Packet Update': 'the status that was set, here and on the board',
};

function missing({ verdict, parts }: ReportFacts): readonly ReportPart[] {
  if (verdict?.is === 'PASS') return reportParts.filter((p) => !parts.includes(p));
  return parts.includes('Findings') || parts.includes('Packet Update') || parts.includes('Risks/Gaps') ? [] : ['Findings'];
}

function* incomplete(reports: readonly ReportFacts[], path: RelPath, kind: string): Iterable<Report> {
  const last = lastReport(reports);
  if (!last || last.bare || last.again || last.verdict?.is === 'neither') return;
  const lacks = missing(last);
  if (lacks.length === 0) return;
  const names = lacks.map((p) => `no ${p}`);
  yield {
    at: last.at,
    message: `This report has ${listed(names)}.`,
    fixes: [
      {
        title: `Add ${lacks.join(', ')}`,
        safety: 'ask',
        change(desk) {
          const doc = desk.document(path, kind);
          if (!doc) return undefined;
          const eol = eolOf(doc.text);
          const mark = '#'.repeat(Math.min(6, last.depth + 1));
          const text = lacks
            .map((p) =>
              last.depth > 0
                ? `${eol}${eol}${mark} ${p}${eol}${eol}<!-- ${hints[p]} -->`
                : `${eol}${eol}${p}:${eol}- <!-- ${hints[p]} -->`,
            )
            .join('');
          return [{ do: 'edit', path, hash: doc.hash, edits: [{ at: { start: last.end, end: last.end }, text }] }];
        },
      },
    ],
  };
}
