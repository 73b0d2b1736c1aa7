/** What packets/signature-changed-after-signing tells, and what it does not. */
import { type Example, md } from '#core/rule';

export const examples: readonly [Example, ...Example[]] = [
  {
    title: 'An item less, an item more',
    past: [
      {
        day: '2025-12-15',
        files: md`
          ==> docs/task_packets/WP-1-Login.md <==
          # WP-1-Login

          - STATUS: Ready-for-Dev
          - USER_SIGNATURE: alice151220251000
          - What: People log in.

          ## DONE_MEANS

          - A wrong password is refused
          - Three wrong ones lock the account

          ## OUT_OF_SCOPE

          - Single sign-on
        `,
      },
    ],
    files: md`
      ==> docs/task_packets/WP-1-Login.md <==
      # WP-1-Login

      - STATUS: In-Progress
      - USER_SIGNATURE: alice151220251000
      - What: People log in.

      ## [|DONE_MEANS|]

      - A wrong password is refused

      ## OUT_OF_SCOPE

      - Single sign-on
      - Locking
    `,
    says: [
      'DONE_MEANS and OUT_OF_SCOPE are not what alice151220251000 signed (0000000001, 2025-12-15); restore them, have the change signed as an amendment, or begin a variant.',
    ],
    fixed: md`
      ==> docs/task_packets/WP-1-Login.md <==
      # WP-1-Login

      - STATUS: In-Progress
      - USER_SIGNATURE: alice151220251000
      - What: People log in.

      ## DONE_MEANS

      - A wrong password is refused
      - Three wrong ones lock the account

      ## OUT_OF_SCOPE

      - Single sign-on
    `,
  },
  {
    title: 'One item of several, and what is nested below another',
    past: [
      {
        day: '2025-12-15',
        files: md`
          ==> docs/task_packets/WP-1-Login.md <==
          # WP-1-Login

          - STATUS: Ready-for-Dev
          - USER_SIGNATURE: alice151220251000

          ## DONE_MEANS

          - A wrong password is refused
          - Three wrong ones lock the account
            - for an hour
          - Sessions end
        `,
      },
    ],
    files: md`
      ==> docs/task_packets/WP-1-Login.md <==
      # WP-1-Login

      - STATUS: In-Progress
      - USER_SIGNATURE: alice151220251000

      ## DONE_MEANS

      - **A wrong password** is refused
      - [|Five wrong ones lock the account|]
        - for a day
      - Sessions end
    `,
    says: [
      'DONE_MEANS is not what alice151220251000 signed (0000000001, 2025-12-15); restore it, have the change signed as an amendment, or begin a variant.',
    ],
    fixed: md`
      ==> docs/task_packets/WP-1-Login.md <==
      # WP-1-Login

      - STATUS: In-Progress
      - USER_SIGNATURE: alice151220251000

      ## DONE_MEANS

      - A wrong password is refused
      - Three wrong ones lock the account
        - for an hour
      - Sessions end
    `,
  },
  {
    title: 'The change as a variant',
    past: [
      {
        day: '2025-12-15',
        files: md`
          ==> docs/task_packets/WP-1-Login.md <==
          # WP-1-Login: people log in

          - STATUS: Ready-for-Dev
          - USER_SIGNATURE: alice151220251000
          - What: People log in.
        `,
      },
    ],
    files: md`
      ==> docs/task_packets/WP-1-Login.md <==
      # WP-1-Login: people log in

      - STATUS: In-Progress
      - USER_SIGNATURE: alice151220251000
      - [|What|]: People log in by mail.
    `,
    fix: 1,
    fixed: md`
      ==> docs/task_packets/WP-1-Login.md <==
      # WP-1-Login: people log in

      - STATUS: In-Progress
      - USER_SIGNATURE: alice151220251000
      - What: People log in.

      ==> docs/task_packets/WP-1-Login-v2.md <==
      # WP-1-Login-v2: people log in

      - STATUS: Backlog
      - USER_SIGNATURE: <pending>
      - What: People log in by mail.
    `,
  },
  {
    title: 'Renamed, and reworded; what was said before the signature does not matter',
    past: [
      {
        day: '2025-12-13',
        files: md`
          ==> docs/task_packets/WP-1-Sign-In.md <==
          # WP-1-Sign-In
          - USER_SIGNATURE: <pending>
          - What: A draft.
          - Why: It is needed.
          - ROLLBACK_HINT: git revert
        `,
      },
      {
        day: '2025-12-15',
        files: md`
          ==> docs/task_packets/WP-1-Sign-In.md <==
          # WP-1-Sign-In
          - USER_SIGNATURE: alice_151220251000
          - What: People log in.
          - Why: It is needed.
          - ROLLBACK_HINT: git revert
        `,
      },
      {
        day: '2025-12-16',
        removed: ['docs/task_packets/WP-1-Sign-In.md'],
        files: md`
          ==> docs/task_packets/WP-1-Login.md <==
          # WP-1-Login
          - USER_SIGNATURE: alice151220251000
          - What: People log in.
          - Why: It is needed.
          - ROLLBACK_HINT: git revert
        `,
      },
    ],
    files: md`
      ==> docs/task_packets/WP-1-Login.md <==
      # WP-1-Login
      - USER_SIGNATURE: alice151220251000
      - What: People log in.
      - [|Why|]: It is wanted.
      - ROLLBACK_HINT: git revert
    `,
    says: [
      'Why is not what alice151220251000 signed (0000000002, 2025-12-15); restore it, have the change signed as an amendment, or begin a variant.',
    ],
    fixed: md`
      ==> docs/task_packets/WP-1-Login.md <==
      # WP-1-Login
      - USER_SIGNATURE: alice151220251000
      - What: People log in.
      - Why: It is needed.
      - ROLLBACK_HINT: git revert
    `,
  },
  {
    title: 'Laid out anew, ticked, worked on, amended',
    past: [
      {
        day: '2025-12-15',
        files: md`
          ==> docs/task_packets/WP-1-Login.md <==
          # WP-1-Login
          - STATUS: Ready-for-Dev
          - USER_SIGNATURE: alice151220251000
          - What: People log in with a name and a password.
          - RISK_TIER: LOW
          - SPEC_ANCHOR: 2.3
          - TEST_PLAN: npm test; npm run lint
          - IN_SCOPE_PATHS: src/login.ts (new); src/db.ts
          - OUT_OF_SCOPE:
            - Single sign-on.
            - Mail

          ## DONE_MEANS
          - [ ] A wrong password is refused
          - [ ] Three wrong ones lock the account
        `,
      },
    ],
    files: md`
      ==> docs/task_packets/WP-1-Login.md <==
      # WP-1-Login
      - STATUS: Done (VALIDATED)
      - **USER_SIGNATURE:** alice_151220251000
      - **What:** People *log in*
        with a \`name\` and a **password**
      - RISK_TIER: Low
      - SPEC_ANCHOR: §2.3
      - OUT_OF_SCOPE:
        * Mail
        * Single sign-on

      ## IN_SCOPE_PATHS
      1. \`src/db.ts\`
      2. [src/login.ts](../../src/login.ts)

      ## TEST_PLAN
      \`\`\`
      npm test
      npm run build
      \`\`\`

      ## DONE_MEANS
      1) [x] A **wrong** password is refused.
         - Evidence: src/login.ts:4
      2) [x] Three wrong ones lock the account ✅

      ## VALIDATION
      - Command: npm test
      - Result: passed

      ## Signature & Enrichment Log

      ### Amendment: TEST_PLAN
      - Signature: alice160120261000
      - New text: npm test; npm run build
    `,
  },
  {
    title: 'Steps of a plan in another order',
    past: [
      {
        day: '2025-12-15',
        files: md`
          ==> docs/task_packets/WP-1-Login.md <==
          # WP-1-Login
          - STATUS: Ready-for-Dev
          - USER_SIGNATURE: alice151220251000
          - TEST_PLAN: npm run build; npm test
        `,
      },
    ],
    files: md`
      ==> docs/task_packets/WP-1-Login.md <==
      # WP-1-Login
      - STATUS: In-Progress
      - USER_SIGNATURE: alice151220251000
      - [|TEST_PLAN|]: npm test; npm run build
    `,
    fixed: md`
      ==> docs/task_packets/WP-1-Login.md <==
      # WP-1-Login
      - STATUS: In-Progress
      - USER_SIGNATURE: alice151220251000
      - TEST_PLAN: npm run build; npm test
    `,
  },
  {
    title: 'Front matter set anew: an array in one line or in several, quotes, marks of code',
    past: [
      {
        day: '2025-12-15',
        files: md`
          ==> docs/task_packets/WP-1-Login.md <==
          ---
          TASK_ID: WP-1-Login
          USER_SIGNATURE: "alice151220251000"
          DONE_MEANS: ["A wrong password is refused", 'Three lock the account']
          RISK_TIER: LOW
          ---
          # WP-1-Login
          - TEST_PLAN: npm test
        `,
      },
    ],
    files: md`
      ==> docs/task_packets/WP-1-Login.md <==
      ---
      TASK_ID: WP-1-Login
      USER_SIGNATURE: alice151220251000
      DONE_MEANS:
        - A wrong password is refused
        - Three lock the account
      RISK_TIER: LOW
      ---
      # WP-1-Login
      - TEST_PLAN: \`npm test\`
    `,
  },
  {
    title: 'Superseded; not in git; not committed',
    past: [
      {
        day: '2025-12-15',
        files: md`
          ==> docs/task_packets/WP-1-Login.md <==
          # WP-1-Login
          - STATUS: Ready-for-Dev
          - USER_SIGNATURE: alice151220251000
          - What: People log in.
        `,
      },
    ],
    files: md`
      ==> docs/task_packets/WP-1-Login.md <==
      # WP-1-Login
      - STATUS: Superseded
      - USER_SIGNATURE: alice151220251000
      - What: See WP-1-Login-v2.

      ==> docs/task_packets/WP-1-Logout.md <==
      # WP-1-Logout
      - STATUS: Ready-for-Dev
      - USER_SIGNATURE: alice151220251100
      - What: People log out.
    `,
  },
];
