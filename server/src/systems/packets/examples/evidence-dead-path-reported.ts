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
];
