/** packets/removal-unproven */
import { md, type Report } from '#core/rule';
import { lastReport, type ReportFacts } from '../model/evidence/evidence';
import { rule } from '../model/types';

export default rule({
  scope: 'document',
  severity: 'hint',
  concerns: 'content',
  since: '0.3.0',
  summary: 'A report that passes says that a test fails without the code.',
  why: 'A test that also passes when the code is taken out proves nothing. One sentence is enough: what was removed or disabled, and which test failed.',

  check: {
    *packet({ model }) {
      // The packet's own mapping may have it in a column.
      if (!model.proof.rows.some((r) => r.removal)) yield* unproven(model.proof.reports);
    },
    *report({ model }) {
      if (!model.rows.some((r) => r.removal)) yield* unproven(model.reports);
    },
  },

  examples: [
    {
      title: 'Tests ran, and nobody took the code out',
      files: md`
        ==> docs/task_packets/WP-1-Login.md <==
        # WP-1-Login
        - STATUS: Done

        ## VALIDATION REPORT - WP-1-Login
        Verdict: [|PASS|]

        Tests:
        - \`npm test\`: PASS
      `,
      says: ['No removal check is recorded: say which test fails when the code is taken out.'],
    },
    {
      title: 'A column of the packet’s own mapping says so',
      files: md`
        ==> docs/task_packets/WP-1-Login.md <==
        # WP-1-Login
        - STATUS: Done

        ## Evidence Mapping

        | DONE_MEANS | Code | Test | Removal check |
        |---|---|---|---|
        | Names log in | src/login.ts:4 | \`npm test\` | red without it |

        ## VALIDATION REPORT - WP-1-Login
        Verdict: PASS

        Tests:
        - \`npm test\`: PASS
      `,
    },
    {
      title: 'Said in the report; not due after a FAIL',
      files: md`
        ==> docs/task_packets/WP-1-Login.md <==
        # WP-1-Login
        - STATUS: Done

        ## VALIDATION REPORT - WP-1-Login
        Verdict: PASS

        Tests:
        - \`npm test\`: PASS
        - Removal check: with the token check taken out, 3 tests fail

        ==> docs/validation_reports/WP-1-Logout.md <==
        # Validation Report: WP-1-Logout
        Verdict: FAIL

        ## Tests
        - \`npm test\`: FAIL
      `,
    },
    {
      title: 'In a report: a column of its mapping says so, and of another one nothing does',
      files: md`
        ==> docs/validation_reports/WP-1-Login.md <==
        # Validation Report: WP-1-Login
        Verdict: PASS

        | DONE_MEANS | Code | Test | Removal check |
        |---|---|---|---|
        | Names log in | src/login.ts:4 | \`npm test\` | red without it |

        ## Tests
        - \`npm test\`: PASS

        ==> docs/validation_reports/WP-1-Logout.md <==
        # Validation Report: WP-1-Logout
        Verdict: [|PASS|]

        ## Tests
        - \`npm test\`: PASS
      `,
    },
  ],
});

function* unproven(reports: readonly ReportFacts[]): Iterable<Report> {
  const last = lastReport(reports);
  if (last?.verdict?.is !== 'PASS' || last.bare || last.removal || !last.parts.includes('Tests')) return;
  yield { at: last.verdict.at, message: 'No removal check is recorded: say which test fails when the code is taken out.' };
}
