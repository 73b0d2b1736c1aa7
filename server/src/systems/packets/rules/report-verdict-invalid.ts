/** packets/report-verdict-invalid */
import { stemOf } from '#core/paths';
import { md, type Offer, type Report } from '#core/rule';
import type { RelPath } from '#core/text';
import { latest, type ReportFacts } from '../model/evidence/evidence';
import { replaceIn } from '../model/packet/edit';
import { rule, statusOf } from '../model/types';

export default rule({
  scope: 'document',
  severity: 'error',
  concerns: 'content',
  since: '0.3.0',
  summary: 'A verdict is PASS or FAIL.',
  why: `A verdict is binary: what is passed with conditions has conditions that nobody checks again. Remarks may follow the word,
as in \`PASS (waiver W-3)\`; doubts, conditions and reviews that are still to come are no remarks. The last report counts; a choice that is still open matters once the packet is Done.`,

  check: {
    *packet({ model, path }) {
      yield* invalid(model.proof.reports, path, 'packets/packet', statusOf(model) === 'Done');
    },
    *report({ model, path }) {
      yield* invalid(model.reports, path, 'packets/report', false);
    },
  },

  examples: [
    {
      title: 'Half a pass, and a choice that nobody made',
      files: md`
        ==> docs/task_packets/WP-1-Login.md <==
        # WP-1-Login
        - STATUS: In-Progress

        ## VALIDATION REPORT - WP-1-Login
        **Verdict**: [|Conditional pass|]

        ==> docs/task_packets/WP-1-Logout.md <==
        # WP-1-Logout
        - STATUS: Done

        ## VALIDATION REPORT - WP-1-Logout
        Verdict: [|PASS \| FAIL|]
      `,
      says: [
        '“Conditional pass” is no verdict; write PASS or FAIL.',
        'WP-1-Logout is Done, but its verdict is still open; write PASS or FAIL.',
      ],
      fixed: md`
        ==> docs/task_packets/WP-1-Login.md <==
        # WP-1-Login
        - STATUS: In-Progress

        ## VALIDATION REPORT - WP-1-Login
        **Verdict**: FAIL

        ==> docs/task_packets/WP-1-Logout.md <==
        # WP-1-Logout
        - STATUS: Done

        ## VALIDATION REPORT - WP-1-Logout
        Verdict: FAIL
      `,
    },
    {
      title: 'How a packet stands is no verdict of a report',
      files: md`
        ==> docs/task_packets/WP-1-Login.md <==
        # WP-1-Login
        - STATUS: Ready-for-Dev

        ## CURRENT_STATE
        Verdict: READY_FOR_DEV
        Blockers: none
      `,
    },
    {
      title: 'Passed, and taken back in the same breath; remarks that take nothing back',
      files: md`
        ==> docs/task_packets/WP-1-Login.md <==
        # WP-1-Login
        - STATUS: Done

        ## VALIDATION REPORT - WP-1-Login
        **Verdict**: [|PASSED WITH DOUBTS|]

        ==> docs/task_packets/WP-1-Logout.md <==
        # WP-1-Logout
        - STATUS: Done

        ## VALIDATION REPORT - WP-1-Logout
        **Verdict**: [|PASS (pending security review)|]

        ==> docs/task_packets/WP-1-Roles.md <==
        # WP-1-Roles
        - STATUS: Done

        ## VALIDATION REPORT - WP-1-Roles
        **Verdict**: PASS (with remarks; no conditions)

        ==> docs/task_packets/WP-1-Texts.md <==
        # WP-1-Texts
        - STATUS: Done

        ## VALIDATION REPORT - WP-1-Texts
        **Verdict**: PASS (conditional on coverage, waived by W-3)

        ==> docs/validation_reports/WP-1-Menus.md <==
        # Validation Report WP-1-Menus

        Verdict: PASSED (12/12), pending merge

        ==> docs/validation_reports/WP-1-Kiosk.md <==
        # Validation Report WP-1-Kiosk

        Verdict: [|PASS?|]

        ==> docs/validation_reports/WP-1-Signs.md <==
        # Validation Report WP-1-Signs

        Verdict: [|⚠️ PASS (two findings open)|]

        ==> docs/validation_reports/WP-1-Stairs.md <==
        # Validation Report WP-1-Stairs

        Verdict: PASS (no findings open; all issues resolved)
      `,
      says: [
        '“PASSED WITH DOUBTS” is no verdict; write PASS or FAIL.',
        '“PASS (pending security review)” is no verdict; write PASS or FAIL.',
        '“PASS?” is no verdict; write PASS or FAIL.',
        '“⚠️ PASS (two findings open)” is no verdict; write PASS or FAIL.',
      ],
      fixed: md`
        ==> docs/validation_reports/WP-1-Kiosk.md <==
        # Validation Report WP-1-Kiosk

        Verdict: FAIL

        ==> docs/validation_reports/WP-1-Signs.md <==
        # Validation Report WP-1-Signs

        Verdict: FAIL

        ==> docs/task_packets/WP-1-Login.md <==
        # WP-1-Login
        - STATUS: Done

        ## VALIDATION REPORT - WP-1-Login
        **Verdict**: FAIL

        ==> docs/task_packets/WP-1-Logout.md <==
        # WP-1-Logout
        - STATUS: Done

        ## VALIDATION REPORT - WP-1-Logout
        **Verdict**: FAIL
      `,
    },
    {
      title: 'Done is no verdict either, but meant as one',
      files: md`
        ==> docs/task_packets/WP-1-Login.md <==
        # WP-1-Login
        - STATUS: Done

        ## Result
        Verdict: [|completed|]
      `,
      says: ['“completed” is no verdict; write PASS or FAIL.'],
      fixed: md`
        ==> docs/task_packets/WP-1-Login.md <==
        # WP-1-Login
        - STATUS: Done

        ## Result
        Verdict: FAIL
      `,
    },
    {
      title: 'Remarks, an earlier report, a draft, an example, other verdicts of other things',
      files: md`
        ==> docs/task_packets/WP-1-Login.md <==
        # WP-1-Login
        - STATUS: In-Progress

        ## VALIDATION_REPORTS
        ### VALIDATION REPORT - WP-1-Login
        Verdict: undecided
        ### VALIDATION REPORT - WP-1-Login (again)
        **Verdict: PASS (with waiver W-3) ✅**
        TEST_VERDICT: PARTIAL

        ==> docs/task_packets/WP-1-Logout.md <==
        # WP-1-Logout
        - STATUS: In-Progress

        ## VALIDATION REPORT - WP-1-Logout
        Verdict: PASS | FAIL

        ## Notes
        \`\`\`
        Verdict: maybe
        \`\`\`

        ==> docs/validation_reports/WP-1-Session.md <==
        # Validation Report WP-1-Session

        | Verdict | FAIL |
        |---|---|
        | Tests | PASS |
      `,
    },
  ],
});

function* invalid(reports: readonly ReportFacts[], path: RelPath, kind: string, done: boolean): Iterable<Report> {
  const verdict = latest(reports)?.verdict;
  if (!verdict || (verdict.is !== 'odd' && !(done && verdict.is === 'open'))) return;
  // Nobody passes anything by a quick fix: FAIL first, unless the word is another for PASS.
  const words = /^\W*(?:approved|accepted|ok|success\w*|green|validated|passing)\b/i.test(verdict.text)
    ? ['PASS', 'FAIL']
    : ['FAIL', 'PASS'];
  const fixes = words.map(
    (word): Offer => ({ title: `Write ${word}`, safety: 'ask', change: (desk) => replaceIn(desk, path, kind, verdict.at, word) }),
  );
  const id = stemOf(path);
  const message =
    verdict.is === 'open'
      ? `${id} is Done, but its verdict is still open; write PASS or FAIL.`
      : `“${verdict.text}” is no verdict; write PASS or FAIL.`;
  yield { at: verdict.at, message, fixes };
}
