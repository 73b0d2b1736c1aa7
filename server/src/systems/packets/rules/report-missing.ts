/** packets/report-missing */
import { md } from '#core/rule';
import { hasEvidenceApart, hasGateApart } from '../model/evidence/apart';
import { latest, verdictOn } from '../model/evidence/evidence';
import { rule } from '../model/types';

export default rule({
  scope: 'folder',
  severity: 'error',
  concerns: 'content',
  since: '0.3.0',
  summary: 'A Done packet has a validator’s verdict.',
  why: `Only a validator makes a packet Done. The verdict stands in the report inside the packet, or in a report of its own
(\`paths.report\` in gatehouse.yaml) that names the packet; where the work is reviewed, a gate’s PASS or FAIL is one, too, also in the gate’s own file
(\`qa/gates/1.2-login.yml\` of \`1.2.login.md\`). A document of the packet’s name in a folder \`evidence\` or \`reports\` beside the packets’ is its report. One that is there but is no verdict is \`report-verdict-invalid\`.`,

  check: {
    *packet({ path, facts, look, world }) {
      const { status, reports } = facts;
      if (status?.reading?.status !== 'Done' || latest(reports) || look.ask(verdictOn, facts.id)) return;
      if (hasEvidenceApart(path, facts.id, world) || hasGateApart(path, world)) return;
      const written = reports.find((r) => !r.bare);
      const about = { kind: 'packet', name: facts.id } as const;
      yield written
        ? {
            at: written.at,
            message: `${facts.id} is Done, but this report says no verdict; write “Verdict: PASS” or “Verdict: FAIL”.`,
            about,
          }
        : { at: status.at, message: `${facts.id} is Done, but no validator’s verdict on it is written down.`, about };
    },
  },

  examples: [
    {
      title: 'Done by its own word',
      files: md`
        ==> docs/task_packets/WP-1-Login.md <==
        # WP-1-Login
        - STATUS: [|Done (VALIDATED)|]

        ## VALIDATION
        Command: npm test
        Result: PASS

        ==> docs/task_packets/WP-1-Logout.md <==
        # WP-1-Logout
        - STATUS: Done

        ## [|VALIDATION REPORT - WP-1-Logout|]
        Findings:
        - All is well
      `,
      says: [
        'WP-1-Login is Done, but no validator’s verdict on it is written down.',
        'WP-1-Logout is Done, but this report says no verdict; write “Verdict: PASS” or “Verdict: FAIL”.',
      ],
    },
    {
      title: 'In the packet, in a report of its own, and not due before Done',
      files: md`
        ==> docs/task_packets/WP-1-Login.md <==
        # WP-1-Login
        - STATUS: Done

        ## VALIDATION_REPORTS
        - VALIDATION REPORT - WP-1-Login
          - **Verdict: PASS ✅**

        ==> docs/task_packets/WP-1-Logout.md <==
        # WP-1-Logout
        - STATUS: Done

        ==> docs/validation_reports/2026/logout.md <==
        # Validation Report for WP-1-Logout

        ### Verdict
        PASS

        ==> docs/task_packets/WP-1-Session.md <==
        # WP-1-Session
        - STATUS: Ready-for-Validation
      `,
    },
    {
      title: 'How it came through the gate, where it is reviewed; elsewhere a gate is another thing',
      files: md`
        ==> docs/task_packets/WP-1-Login.md <==
        # WP-1-Login
        - STATUS: Done

        ## QA Results
        - Trace: docs/qa/login.md
        - QA Gate: docs/qa/gates/login.yml (Decision: PASS — seen in the browser)

        ==> docs/task_packets/WP-1-Logout.md <==
        # WP-1-Logout
        - STATUS: Done

        ## Code Review
        #### Recommendations
        - Say it in fewer words

        Gate Recommendation: PASS (docs/qa/gates/logout.yml)

        ==> docs/task_packets/WP-1-Menu.md <==
        # WP-1-Menu
        - STATUS: Done

        ## QA Results
        **Gate:** PASS → docs/qa/gates/menu.yml

        ==> docs/task_packets/WP-1-Roles.md <==
        # WP-1-Roles
        - STATUS: [|Done|]

        ## Before the work
        - Quality gate: PASS

        ## QA Results
        - QA Gate: docs/qa/gates/roles.yml
      `,
      says: ['WP-1-Roles is Done, but no validator’s verdict on it is written down.'],
    },
    {
      title: 'In a file of its own: evidence of the packet’s name, which is empty for one; what a gate says',
      files: md`
        ==> docs/task_packets/WP-1-Login.md <==
        # WP-1-Login
        - STATUS: Done

        ==> docs/evidence/WP-1-Login.md <==
        # Evidence
        All of it was seen to work.

        ==> docs/task_packets/WP-1-Logout.md <==
        # WP-1-Logout
        - STATUS: Done

        ==> docs/qa/gates/WP-1-Logout.yml <==
        story: Logout
        gate: PASS

        ==> docs/task_packets/WP-1-Menu.md <==
        # WP-1-Menu
        - STATUS: [|Done|]

        ==> docs/evidence/WP-1-Menu.md <==
        # Evidence

        ==> docs/qa/gates/WP-1-Menu.yml <==
        story: Menu
        gate: open
      `,
      says: ['WP-1-Menu is Done, but no validator’s verdict on it is written down.'],
    },
    {
      title: 'All of the verdict in bold, and more behind it',
      files: md`
        ==> docs/task_packets/WP-1-Login.md <==
        # WP-1-Login
        - STATUS: Done

        ## Validation Report

        - Tests: \`npm test\` PASS

        **Verdict: PASS** ✅ (2026-01-03, validator: Mara)
      `,
    },
  ],
});
