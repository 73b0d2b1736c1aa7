/** Promises that packets/evidence-missing takes as proved, or not, by something else than a place in the code: commands, files, plans. */
import { type Example, md } from '#core/rule';

export const otherProof: readonly Example[] = [
  {
    title: 'That the tests pass is no place in the code',
    files: md`
      ==> docs/task_packets/WP-1-Login.md <==
      # WP-1-Login
      - STATUS: Done
      - [|DONE_MEANS|]:
        - Users log in with email and password
        - Sessions end after a day

      ## VALIDATION REPORT - WP-1-Login
      Verdict: PASS
      - Task Packet: docs/task_packets/WP-1-Login.md
      - Findings: none
      - Audits: hygiene PASS, security PASS
      - Tests: \`npm test\`, all pass
    `,
    says: ['Nothing proves any of its 2 DONE_MEANS: WP-1-Login cites no file and line.'],
  },
  {
    title: 'What is a command and has passed proves itself; one that failed, or of which nothing is written, does not',
    files: md`
      ==> docs/task_packets/WP-1-Login.md <==
      # WP-1-Login
      - STATUS: Done

      ## DONE_MEANS
      - \`just check WP-1-Login\` passes.
      - \`npm test\` is green
      - [|\`npm run lint\` passes.|]
      - [|\`npm run types\` passes.|]
      - Users log in

      ## Evidence Mapping
      - Users log in -> src/login.ts:3; test: \`npm test\`

      ## VALIDATION
      - \`just check WP-1-Login\`: PASS
      - \`npm run lint -- src\`: PASS
      - \`npm run types\`: PASS
      - \`npm run types\`: FAIL
      - \`npm run lint\`: FAIL
      - Command: \`npm test\`
      - Result: PASS
    `,
    says: [
      '“`npm run lint` passes.” has not passed by what is written; record its result under VALIDATION.',
      '“`npm run types` passes.” has not passed by what is written; record its result under VALIDATION.',
    ],
  },
  {
    title: 'A file that has to be there, and is; one that is not; what is said of the board',
    files: md`
      ==> docs/GUIDE.md <==
      # Guide

      ==> docs/task_packets/WP-1-Login.md <==
      # WP-1-Login
      - STATUS: Done

      ## DONE_MEANS
      - \`docs/GUIDE.md\` exists and explains how to begin
      - [|\`docs/RULES.md\` exists|]
      - Task Board and packet statuses are consistent
      - Users log in

      ## Evidence Mapping
      - Users log in -> src/login.ts:3

      ==> docs/task_packets/WP-1-Logout.md <==
      # WP-1-Logout
      - STATUS: Done

      ## DONE_MEANS
      - GUIDE.md is there
      - [|docs/NOTES.md is there|]

      ==> .env.sample <==
      PORT=

      ==> .gitignore <==
      dist/

      ==> docs/task_packets/WP-1-Ports.md <==
      # WP-1-Ports
      - STATUS: Done

      ## DONE_MEANS
      - \`.env.sample\` exists and names the port
      - \`.gitignore\` exists
      - [|\`.env.test\` exists|]
    `,
    says: [
      '“`docs/RULES.md` exists” is not so: there is no docs/RULES.md.',
      '“docs/NOTES.md is there” is not so: there is no docs/NOTES.md.',
      '“`.env.test` exists” is not so: there is no .env.test.',
    ],
  },
  {
    title: 'Evidence in a document of its own; tests that are named without a line, and those of a plan',
    files: md`
      ==> docs/task_packets/WP-1-Login.md <==
      # WP-1-Login
      - STATUS: Done

      ## DONE_MEANS
      - Users log in
      - Users log out

      ==> docs/task_packets/evidence/WP-1-Login.md <==
      Both were seen in the browser.

      ==> docs/task_packets/WP-1-Logout.md <==
      # WP-1-Logout
      - STATUS: Done

      ## [|DONE_MEANS|]
      - Users log out
      - Sessions end

      ## Final Summary
      Added src/logout.ts and tests/logout.test.ts. All pass.

      ==> docs/task_packets/WP-1-Menu.md <==
      # WP-1-Menu
      - STATUS: Done

      ## [|DONE_MEANS|]
      - The menu opens
      - The menu closes

      ## Implementation Plan
      Add tests/menu.test.ts.
    `,
    says: [
      'WP-1-Logout names tests, but not which of its 2 DONE_MEANS they prove; quote or number them.',
      'Nothing proves any of its 2 DONE_MEANS: WP-1-Menu cites no file and line.',
    ],
    severities: ['warning', 'error'],
  },
  {
    title: 'TEST_PLAN as a promise; a row that cites the file which only this item names',
    files: md`
      ==> docs/task_packets/WP-1-Login.md <==
      # WP-1-Login
      - STATUS: Done

      ## DONE_MEANS
      - TEST_PLAN passes and \`just post-work WP-1-Login\` returns PASS (lists filled).
      - \`docs/users.md\` has a field for the kind of every user
      - Users log in

      ## TEST_PLAN
      ~~~
      npm test # all of it
      npm run lint
      ~~~

      ## VALIDATION REPORT
      Verdict: PASS

      Findings:
      - Kinds are listed: docs/users.md:11
      - Users log in: src/login.ts:3

      Tests:
      - npm test: PASS
      - just post-work WP-1-Login: PASS

      ==> docs/task_packets/WP-1-Logout.md <==
      # WP-1-Logout
      - STATUS: Done

      ## DONE_MEANS
      - [|All commands in TEST_PLAN pass.|]
      - Users leave

      ## TEST_PLAN
      - \`npm test\`
      - \`npm run lint\`

      ## Evidence Mapping
      - Users leave -> src/logout.ts:3

      ## VALIDATION
      - npm test: PASS
      - npm run lint: FAIL
    `,
    says: ['“All commands in TEST_PLAN pass.” has not passed by what is written; record its result under VALIDATION.'],
  },
  {
    title: 'That a command has to pass, as a promise or as a plan, is no result of it',
    files: md`
      ==> docs/task_packets/WP-1-Login.md <==
      # WP-1-Login
      - STATUS: Done

      ## [|DONE_MEANS|]
      - \`npm test\`: PASS
      - \`npm run lint\` is clean
      - \`npm run types\` passes

      ## TEST_PLAN
      - \`npm run types\`: PASS

      ## VALIDATION
      - \`npm run lint\`: PASS
    `,
    says: ['Nothing proves 2 of its 3 DONE_MEANS: WP-1-Login cites no file and line.'],
  },
  {
    title: 'An empty cell for the code, which the report names; a dash and a place in the report alone are answers',
    files: md`
      ==> docs/task_packets/WP-1-Login.md <==
      # WP-1-Login
      - STATUS: Done

      ## DONE_MEANS
      1. Users log in with a password
      2. Users log out at once
      3. Sessions end after a day

      ## Evidence Mapping
      | DONE_MEANS | Code Evidence | Test |
      |---|---|---|
      | [|1. Users log in with a password|] | | \`npm test login\` |
      | 2. Users log out at once | - | \`npm test logout\` |
      | [|3. Sessions end after a day|] | src/session.ts:9 | TBD |

      ## VALIDATION REPORT - WP-1-Login
      Verdict: PASS

      Findings:
      - Requirement: Users log in with a password -> src/login.ts:3; test: \`npm test login\` (PASS)
      - Requirement: Users log out at once -> src/logout.ts:3; test: \`npm test logout\` (PASS)
      - Requirement: Sessions end after a day -> src/session.ts:9; test: \`npm test session\` (PASS)
    `,
    says: [
      '“Users log in with a password” is proved elsewhere, but its row cites no code; cite the file and lines here, too.',
      '“Sessions end after a day” is proved elsewhere, but its row names no test; name it here, too.',
    ],
    severities: ['warning', 'warning'],
  },
  {
    title: 'A row that names what only one item calls by its name in the code',
    files: md`
      ==> docs/task_packets/WP-1-Login.md <==
      # WP-1-Login
      - STATUS: Done

      ## DONE_MEANS
      - LoginRequest exists and is typed.
      - validate_login() turns away who is locked out.
      - [|LoginAudit keeps who was turned away.|]

      ## VALIDATION REPORT - WP-1-Login
      Verdict: PASS

      CLAUSES_REVIEWED:
      - 2.3 LoginRequest/Reply => src/login.ts:3-9 | PASS: both; test: \`npm test login\` (PASS)
      - 2.3 validate_login() => src/login.ts:12-20 | PASS; test: \`npm test locked\` (PASS)
    `,
    says: [
      '“LoginAudit keeps who was turned away.” has no evidence; cite the file and lines that do it, and the test that proves it.',
    ],
  },
  {
    title: 'Findings in words of their own: that some are like some promise tells nothing of the others',
    files: md`
      ==> docs/task_packets/WP-1-Palette.md <==
      # WP-1-Palette
      - STATUS: Done

      ## [|DONE_MEANS|]
      - A palette can be opened from the editor (button and hotkey), and lists “Summarize document” as an action.
      - Triggering “Summarize document” creates an AI job of the kind that the app has, with a valid profile.
      - The app keeps a global tracker of jobs, which outlives reloads and shows those that failed.
      - \`just post-work\` passes on the WP branch.

      ## VALIDATION REPORT - WP-1-Palette
      Verdict: PASS

      Findings:
      - Entrypoint and shortcuts: src/view.ts:83, src/view.ts:200
      - Summarize action creates the job: src/view.ts:289
      - Global tracker of jobs is polled: src/jobs.ts:20

      Tests:
      - just post-work: PASS
    `,
    severities: ['info'],
  },
  {
    title: 'One place for three promises, and none of them named',
    files: md`
      ==> docs/task_packets/WP-1-Login.md <==
      # WP-1-Login
      - STATUS: Done

      ## [|DONE_MEANS|]
      - Users log in
      - Wrong passwords are counted
      - Sessions end after a day

      ## VALIDATION REPORT - WP-1-Login
      Verdict: PASS

      Findings:
      - The handler is wired up (src/routes.ts:14)
    `,
    says: ['WP-1-Login cites one place in the code for 3 DONE_MEANS, and does not say for which; give each its file and lines.'],
    severities: ['warning'],
  },
];
