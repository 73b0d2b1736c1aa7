/** packets/verdict-conflict */
import { md } from '#core/rule';
import { verdictOn } from '../model/evidence/evidence';
import { rule } from '../model/types';

export default rule({
  scope: 'folder',
  severity: 'error',
  concerns: 'content',
  since: '0.3.0',
  summary: 'A packet is not Done while the last verdict on it is FAIL.',
  why: 'After a FAIL the work goes on, and a new report follows. Of several reports the last one counts, in the packet or in a report of its own with a later date.',

  check: {
    *packet({ facts, look }) {
      const { status } = facts;
      if (status?.reading?.status !== 'Done') return;
      const verdict = look.ask(verdictOn, facts.id);
      const { failed } = status.reading;
      if (verdict?.is !== (failed ? 'PASS' : 'FAIL')) return;
      yield {
        at: status.at,
        message: failed
          ? `${facts.id} says that it failed, but the last verdict on it is PASS; correct the status, or append the report that fails it.`
          : `${facts.id} is Done, but the last verdict on it is FAIL; set it back to In-Progress, or append the report that passes it.`,
        related: [{ path: verdict.path, symbol: { kind: 'report', name: facts.id }, message: 'the verdict' }],
        about: { kind: 'packet', name: facts.id },
      };
    },
  },

  examples: [
    {
      title: 'Failed by its status, passed by its report; failed by both',
      files: md`
        ==> docs/task_packets/WP-1-Login.md <==
        # WP-1-Login
        - STATUS: [|Validated (FAIL)|]

        ## VALIDATION REPORT - WP-1-Login (2026-01-03)
        Verdict: PASS

        ==> docs/task_packets/WP-1-Logout.md <==
        # WP-1-Logout
        - STATUS: Validated (FAIL)

        ## VALIDATION REPORT - WP-1-Logout (2026-01-03)
        Verdict: FAIL
      `,
      says: [
        'WP-1-Login says that it failed, but the last verdict on it is PASS; correct the status, or append the report that fails it.',
      ],
    },
    {
      title: 'Reports whose order is that of their dates the other way round; one that says that another has taken its place',
      files: md`
        ==> docs/task_packets/WP-1-Login.md <==
        # WP-1-Login
        - STATUS: Done

        ## VALIDATION REPORT - WP-1-Login (2026-01-05)
        Verdict: PASS

        ## VALIDATION REPORT - WP-1-Login (2026-01-03)
        Verdict: FAIL

        ==> docs/task_packets/WP-1-Logout.md <==
        # WP-1-Logout
        - STATUS: Done

        ## VALIDATION REPORT - WP-1-Logout (second, 2026-01-03)
        Verdict: PASS

        ## VALIDATION REPORT - WP-1-Logout (2026-01-03)
        - Verdict: FAIL
        - PROOF: SUPERSEDED_BY_SECOND

        ==> docs/task_packets/WP-1-Roles.md <==
        # WP-1-Roles
        - STATUS: [|Done|]

        ## VALIDATION REPORT - WP-1-Roles
        Verdict: PASS

        ## VALIDATION REPORT - WP-1-Roles (2026-01-03)
        - Verdict: FAIL
        - Scope: superseded by WP-1-Roles-v2
      `,
    },
    {
      title: 'Failed, and Done all the same',
      files: md`
        ==> docs/task_packets/WP-1-Login.md <==
        # WP-1-Login
        - STATUS: [|Done|]

        ## VALIDATION REPORT - WP-1-Login (2026-01-03)
        Verdict: PASS

        ## VALIDATION REPORT - WP-1-Login (2026-01-08)
        Verdict: **FAIL**

        ==> docs/task_packets/WP-1-Logout.md <==
        # WP-1-Logout
        - STATUS: [|Done|]

        ==> docs/validation_reports/WP-1-Logout.md <==
        # Validation Report WP-1-Logout
        - Verdict: FAIL
      `,
      says: [
        'WP-1-Login is Done, but the last verdict on it is FAIL; set it back to In-Progress, or append the report that passes it.',
        'WP-1-Logout is Done, but the last verdict on it is FAIL; set it back to In-Progress, or append the report that passes it.',
      ],
    },
    {
      title: 'Failed first, passed later; failed and back at work; an example in a fence',
      files: md`
        ==> docs/task_packets/WP-1-Login.md <==
        # WP-1-Login
        - STATUS: Done

        ## HISTORY
        ### Previous Validation (2025-12-26)
        **Verdict:** FAIL

        # VALIDATION REPORT - WP-1-Login
        **Verdict: PASS ✅**

        ==> docs/task_packets/WP-1-Logout.md <==
        # WP-1-Logout
        - STATUS: In-Progress

        ## VALIDATION REPORT
        Verdict: FAIL

        ==> docs/task_packets/WP-1-Session.md <==
        # WP-1-Session
        - STATUS: Done

        ## Validation report
        Verdict: PASS

        ## Notes
        \`\`\`
        Verdict: FAIL
        \`\`\`
      `,
    },
  ],
});
