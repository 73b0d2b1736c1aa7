/** What packets/evidence-dead-path tells of reports. */
import { type Example, md } from '#core/rule';

export const reported: readonly Example[] = [
  {
    title: 'Below a finding that has the word of another part of the report in it',
    files: md`
      ==> src/login.ts <==
      a

      ==> docs/task_packets/WP-1-Login.md <==
      # WP-1-Login
      - STATUS: Done

      ## VALIDATION REPORT - WP-1-Login
      Verdict: PASS

      Findings:
      - Users log in:
        - The form: src/login.ts:1
      - The login action opens a session:
        - The call: [|src/session.ts|]:3

      Risks & Suggested Actions:
      - Look at src/later.ts:1
    `,
    says: ['The evidence cites src/session.ts, which does not exist.'],
  },
  {
    title: 'A mapping whose heading says whose it is',
    files: md`
      ==> src/login.ts <==
      a

      ==> docs/task_packets/WP-1-Login.md <==
      # WP-1-Login
      - STATUS: Done

      ## VALIDATION BLOCK [CX-623]

      ### DONE_MEANS Evidence Mapping [CX-627]

      | Criterion | Evidence | File:Line |
      |---|---|---|
      | Users log in | all fields | src/login.ts:1 |
      | Users log out | a session ends | [|src/logout/end.ts|]:4-9 |
    `,
    says: ['The evidence cites src/logout/end.ts, which does not exist.'],
  },
  {
    title: 'Under a heading of evidence in a report: told once',
    files: md`
      ==> docs/task_packets/WP-1-Login.md <==
      # WP-1-Login
      - STATUS: In Progress

      ## DONE_MEANS
      - Users log in
      - A session can be swapped

      ## VALIDATION_REPORTS

      ### VALIDATION REPORT
      - Date: 2026-02-02
      - Verdict: PASS

      #### Evidence
      - Users log in: [|src/login/form.ts|]:4
      - A session can be swapped: [|src/login/swap.ts|]:10
    `,
    says: [
      'The evidence cites src/login/form.ts, which does not exist.',
      'The evidence cites src/login/swap.ts, which does not exist.',
    ],
  },
  {
    title: 'Of a report that failed, what was not there when it was written; what has gone since is history',
    past: [
      {
        day: '2026-01-02',
        files: md`
          ==> src/login.ts <==
          a

          ==> src/gone.ts <==
          a

          ==> docs/task_packets/WP-1-Login.md <==
          # WP-1-Login
          - STATUS: Done

          ## VALIDATION REPORT - 2026-01-02
          Verdict: FAIL

          Findings:
          - Users log in: src/login.ts:1
          - Users log out: src/gone.ts:1
          - Sessions end: src/session.ts:4
        `,
      },
      { day: '2026-01-03', files: '', removed: ['src/gone.ts'] },
    ],
    files: md`
      ==> src/login.ts <==
      a

      ==> docs/task_packets/WP-1-Login.md <==
      # WP-1-Login
      - STATUS: Done

      ## VALIDATION REPORT - 2026-01-02
      Verdict: FAIL

      Findings:
      - Users log in: src/login.ts:1
      - Users log out: src/gone.ts:1
      - Sessions end: [|src/session.ts|]:4
    `,
    says: ['A report that holds no more cites src/session.ts, which does not exist.'],
    severities: ['warning'],
  },
  {
    title: 'The same without a history: a slip away from a file beside it',
    files: md`
      ==> src/sessions.ts <==
      a

      ==> docs/task_packets/WP-1-Login.md <==
      # WP-1-Login
      - STATUS: Done

      ## VALIDATION REPORT - 2026-01-02
      Verdict: FAIL

      Findings:
      - Users log out: src/gone.ts:1
      - Sessions end: [|src/session.ts|]:4

      ==> docs/validation_reports/WP-1-Login.md <==
      # VALIDATION REPORT - WP-1-Login

      **Verdict**: FAIL

      ### Findings
      - Sessions end: [|src/session.ts|]:4
    `,
    says: [
      'A report that holds no more cites src/session.ts, which does not exist; there is src/sessions.ts.',
      'A report that holds no more cites src/session.ts, which does not exist; there is src/sessions.ts.',
    ],
    severities: ['warning', 'warning'],
    fixed: md`
      ==> docs/task_packets/WP-1-Login.md <==
      # WP-1-Login
      - STATUS: Done

      ## VALIDATION REPORT - 2026-01-02
      Verdict: FAIL

      Findings:
      - Users log out: src/gone.ts:1
      - Sessions end: src/sessions.ts:4

      ==> docs/validation_reports/WP-1-Login.md <==
      # VALIDATION REPORT - WP-1-Login

      **Verdict**: FAIL

      ### Findings
      - Sessions end: src/sessions.ts:4
    `,
  },
];
