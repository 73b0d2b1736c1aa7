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
];
