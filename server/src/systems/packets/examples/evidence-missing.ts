/** What packets/evidence-missing tells, and what it does not. */
import { type Example, md } from '#core/rule';
import { otherProof } from './evidence-missing-other';

export const examples: readonly [Example, ...Example[]] = [
  {
    title: 'One without a row, one without a place, one without a test',
    files: md`
      ==> docs/task_packets/WP-1-Login.md <==
      # WP-1-Login
      - STATUS: Ready-for-Validation

      ## DONE_MEANS
      1. Users log in with email and password
      2. Sessions end after a day
      3. Wrong passwords are counted
      4. [|The audit log names the user|]

      ## Evidence Mapping
      | DONE_MEANS | Code Evidence (path:line) | Test Command |
      |---|---|---|
      | "Users log in with email and password" | src/login.ts:3-9 | \`npm test login\` |
      | [|"Sessions end after a day"|] | N/A (see docs/sessions.md) | \`npm test session\` |
      | [|"Wrong passwords are counted"|] | src/login.ts:20 | - |
    `,
    says: [
      '“The audit log names the user” has no evidence; cite the file and lines that do it, and the test that proves it.',
      '“Sessions end after a day” has no code evidence; cite the file and lines that do it.',
      '“Wrong passwords are counted” has no test that proves it; name one beside its evidence.',
    ],
  },
  {
    title: 'A cell for the code that was left empty beside a test with its place',
    files: md`
      ==> docs/task_packets/WP-1-Login.md <==
      # WP-1-Login
      - STATUS: Done

      ## DONE_MEANS
      1. Users log in with email and password
      2. Sessions end after a day

      ## Evidence Mapping
      | DONE_MEANS | Code | Test |
      |---|---|---|
      | 1 | src/login.ts:3 | tests/login.test.ts:9 |
      | [|2|] |  | tests/session.test.ts:4 |
    `,
    says: ['“Sessions end after a day” has no code evidence; cite the file and lines that do it.'],
  },
  {
    title: 'The same in a list',
    files: md`
      ==> docs/task_packets/WP-1-Login.md <==
      # WP-1-Login
      - STATUS: Done
      - DONE_MEANS:
        - Users log in with email and password
        - Sessions end after a day
        - Wrong passwords are counted

      ## Evidence Mapping
      - Users log in with email and password -> src/login.ts:3 (test: \`tests/login.test.ts:9\`)
      - [|Sessions end after a day -> TBD (test: \`tests/session.test.ts:4\`)|]
      - [|[Wrong passwords are counted] -> [TBD] ; test tests/login.test.ts:19|]
    `,
    says: [
      '“Sessions end after a day” has no code evidence; cite the file and lines that do it.',
      '“Wrong passwords are counted” has no code evidence; cite the file and lines that do it.',
    ],
  },
  {
    title: 'No evidence at all',
    files: md`
      ==> docs/task_packets/WP-1-Login.md <==
      # WP-1-Login
      - STATUS: Done
      - [|DONE_MEANS|]:
        - Users log in
        - Users log out

      ## EVIDENCE_MAPPING
      - [Requirement] -> [File:Line]
    `,
    says: ['Nothing proves any of its 2 DONE_MEANS: WP-1-Login cites no file and line.'],
  },
  {
    title: 'A second look that passes takes nothing away; what a FAIL stands behind is no proof',
    files: md`
      ==> docs/task_packets/WP-1-Login.md <==
      # WP-1-Login
      - STATUS: Done

      ## DONE_MEANS
      - 2.1.x Sessions: they end after a day
      - Users log in with their name
      - [|Wrong passwords are counted|]

      ## VALIDATION REPORT
      Verdict: PASS

      Findings:
      - Wrong passwords are counted: src/login.ts:20

      ## VALIDATION REPORT
      Verdict: FAIL

      Findings:
      - Wrong passwords are counted: not at src/login.ts:20

      ## VALIDATION REPORT
      Verdict: PASS

      Findings:
      - 2.1 Sessions: a clock is started (src/session.ts:9)
      - Users log in with their name: src/login.ts:3

      ## REVALIDATION REPORT
      Verdict: PASS

      Findings:
      - Users log in with their name: src/login.ts:4
    `,
    says: ['“Wrong passwords are counted” has no evidence; cite the file and lines that do it, and the test that proves it.'],
  },
  {
    title: 'Below a name that only says that rows follow; a single promise is what all of it is about',
    files: md`
      ==> docs/task_packets/WP-1-Login.md <==
      # WP-1-Login
      - STATUS: Done

      ## DONE_MEANS
      - Users log in with their name
      - [|Sessions end after a day|]

      ## VALIDATION REPORT
      Verdict: PASS

      Findings:
      - SPEC_CLAUSE_MAP:
        - Users log in with their name: src/login.ts:3
        - Tokens are signed: src/token.ts:9

      ==> docs/task_packets/WP-1-Logout.md <==
      # WP-1-Logout
      - STATUS: Done

      ## DONE_MEANS
      - Users leave

      ## VALIDATION REPORT
      Verdict: PASS

      Findings:
      - The handler clears the cookie (src/logout.ts:14)
    `,
    says: ['“Sessions end after a day” has no evidence; cite the file and lines that do it, and the test that proves it.'],
  },
  {
    title: 'Places, but for what?',
    files: md`
      ==> docs/task_packets/WP-1-Login.md <==
      # WP-1-Login
      - STATUS: Done

      ## [|DONE_MEANS|]
      - Users log in
      - Sessions end after a day

      ## Validation Report
      Verdict: PASS

      Findings:
      - The handler is wired up (src/routes.ts:14)
    `,
    says: ['WP-1-Login cites code, but not for which of its 2 DONE_MEANS; quote or number them.'],
    severities: ['info'],
  },
  {
    title: 'By number, by quote, in pairs of lines, in the item itself; not due before validation',
    files: md`
      ==> docs/task_packets/WP-1-Login.md <==
      # WP-1-Login
      - STATUS: Ready-for-Validation

      ## DONE_MEANS
      1. Users log in
      2. Sessions end after a day (src/session.ts:9)
      3. Wrong passwords are counted

      ## Evidence Mapping
      - 1. -> src/login.ts:3
      - REQUIREMENT: "DONE_MEANS: Wrong passwords are counted"
      - EVIDENCE: \`src/login.ts:20\`
      - EVIDENCE: \`tests/login.test.ts:4\`

      ==> docs/task_packets/WP-1-Logout.md <==
      # WP-1-Logout
      - STATUS: In-Progress

      ## DONE_MEANS
      - Users log out
    `,
  },
  {
    title: 'An item that sums up others, beside one that is proved; one that stands alone',
    files: md`
      ==> docs/task_packets/WP-1-Login.md <==
      # WP-1-Login
      - STATUS: Done

      ## DONE_MEANS
      1. POST /login answers 200
      2. All acceptance criteria above pass

      ## Evidence Mapping
      - POST /login answers 200 -> src/login.ts:3

      ==> docs/task_packets/WP-1-Logout.md <==
      # WP-1-Logout
      - STATUS: Done

      ## [|DONE_MEANS|]
      - All of the criteria below are met
    `,
  },
  {
    title: 'The report lies apart, and was a PASS',
    files: md`
      ==> docs/task_packets/WP-1-Login.md <==
      # WP-1-Login
      - STATUS: Done

      ## DONE_MEANS
      - Users log in
      - Sessions end after a day

      ==> docs/validation_reports/WP-1-Login.md <==
      # VALIDATION REPORT - WP-1-Login

      **Verdict**: PASS

      ### Requirement Mapping
      | Requirement | Code | Test | Status |
      |---|---|---|---|
      | Users log in | src/login.ts:3 | \`npm test login\` | PASS |
      | Sessions end after a day | src/session.ts:9 | \`npm test session\` | PASS |
    `,
  },
  {
    title: 'Rows that name the requirement by its tag or its anchor alone',
    config: md`
      packets:
        anchors: ['REQ-{number}']
    `,
    files: md`
      ==> docs/task_packets/WP-1-Limits.md <==
      # WP-1-Limits
      - STATUS: Done

      ## DONE_MEANS
      - REQ-20 a message above 256 kB is refused
      - REQ-21 a million and one is refused

      ## Evidence Mapping
      | Requirement | Code | Test |
      |---|---|---|
      | REQ-20 | src/queue.ts:3 | npm test size |
      | [|REQ-21|] | src/queue.ts:9 | – |

      ==> docs/task_packets/WP-1-Queues.md <==
      # WP-1-Queues
      - STATUS: Done

      ## DONE_MEANS
      - §4.1 kept until acknowledged
      - [|§4.2 sent again|]

      ## Evidence Mapping
      | Anchor | Code | Test |
      |---|---|---|
      | 4.1 | src/queue.ts:3 | npm test keep |

      ==> src/queue.ts <==
      1
      2
      3
      4
      5
      6
      7
      8
      9
    `,
  },
  {
    title: 'Numbers in bold, and in the middle of a sentence; the last row of five has no test',
    files: md`
      ==> docs/task_packets/WP-1-Login.md <==
      # WP-1-Login
      - STATUS: Done

      ## DONE_MEANS
      1. Names log in (A1.1)
      2. Errors have codes

      ## Evidence Mapping
      - **1.** [A1.1] -> \`src/a.ts#L4-L8\`; test: \`src/a.test.ts:3\`
      - **2.** [A1.1] -> \`src/b.ts#L4-L8\`; test: \`src/a.test.ts:8\`

      ==> docs/task_packets/WP-1-Logout.md <==
      # WP-1-Logout
      - STATUS: Done

      ## DONE_MEANS
      1. Sessions end
      2. Tokens end

      ## Evidence Mapping

      I went through all of it. For **DONE_MEANS 1** the table is emptied in [out.ts:4](../../src/out.ts#L4), proven by [out.test.ts:3](../../src/out.test.ts#L3).

      **DONE_MEANS 2**: [token.ts:4](../../src/token.ts#L4), proven by [out.test.ts:9](../../src/out.test.ts#L9).

      ==> docs/task_packets/WP-1-Roles.md <==
      # WP-1-Roles
      - STATUS: Done

      ## DONE_MEANS
      1. Admins see all
      2. Guests see nothing
      3. Owners see theirs
      4. Auditors may read

      ## Evidence Mapping
      - "Admins see all"
        - code: src/roles.ts:4
        - test: src/roles.test.ts:4
      - "Guests see nothing"
        - code: src/roles.ts:14
        - test: src/roles.test.ts:14
      - "Owners see theirs"
        - code: src/roles.ts:24
        - test: src/roles.test.ts:24
      - [|"Auditors may read"|]
        - code: src/roles.ts:34
    `,
  },
  ...otherProof,
];
