/** What packets/evidence-dead-path tells, and what it does not. */
import { type Example, md } from '#core/rule';
import { reported } from './evidence-dead-path-reported';

export const examples: readonly [Example, ...Example[]] = [
  {
    title: 'The file has moved',
    files: md`
      ==> src/session/logon.ts <==
      export const login = () => {};

      ==> docs/task_packets/WP-1-Login.md <==
      # WP-1-Login
      - STATUS: In-Progress

      ## Evidence Mapping
      | DONE_MEANS | Code Evidence | Test |
      |---|---|---|
      | Users log in | [|src/auth/logon.ts|]:1, 4, :9 | \`npm test login\` |
      | Users log out | src/session/logon.ts:1 | \`npm test logout\` |
    `,
    says: ['The evidence cites src/auth/logon.ts, which does not exist; there is src/session/logon.ts.'],
    fixed: md`
      ==> docs/task_packets/WP-1-Login.md <==
      # WP-1-Login
      - STATUS: In-Progress

      ## Evidence Mapping
      | DONE_MEANS | Code Evidence | Test |
      |---|---|---|
      | Users log in | src/session/logon.ts:1, 4, :9 | \`npm test login\` |
      | Users log out | src/session/logon.ts:1 | \`npm test logout\` |
    `,
  },
  {
    title: 'A file that VALIDATION lists as changed; a blank, and one that was deleted, are none',
    files: md`
      ==> docs/task_packets/WP-1-Login.md <==
      # WP-1-Login
      - STATUS: Ready-for-Validation

      ## VALIDATION
      - **Target File**: \`[|src/auth/logon.ts|]\`
      - **Start**: 1
      - **End**: 9

      - **Target File**: \`src/old.ts\`
      - **Post-SHA1**: \`0000000000000000000000000000000000000000\`

      - **Target File**: \`path/to/file\`
      - **Start**: <line>
    `,
    says: ['VALIDATION lists src/auth/logon.ts, which does not exist.'],
  },
  {
    title: 'A file that a report has as checked, where others of them are there',
    files: md`
      ==> src/login.ts <==
      a

      ==> docs/task_packets/WP-1-Login.md <==
      # WP-1-Login
      - STATUS: Done

      ## VALIDATION REPORT - WP-1-Login
      Verdict: PASS

      Files Checked:
      - src/login.ts
      - [|src/renewal.ts|]
      - tokens.ts, src/**/*.css, src/old.ts (removed)

      ==> docs/task_packets/WP-1-Logout.md <==
      # WP-1-Logout
      - STATUS: Done

      ## VALIDATION REPORT - WP-1-Logout
      Verdict: PASS
      Files Checked: lib/logout.ts, lib/session.ts
    `,
    says: ['The report has as checked src/renewal.ts, which does not exist.'],
    severities: ['warning'],
  },
  {
    title: 'In the findings of the report that passed it',
    files: md`
      ==> docs/task_packets/WP-1-Login.md <==
      # WP-1-Login
      - STATUS: Done

      ## VALIDATION REPORT - WP-1-Login
      Verdict: PASS

      Findings:
      - Sessions end: satisfied at \`[|lib/session.py|]:40-44\`
      - Ids are drawn at [|lib/ids.py|]:3 and checked twice => refused at [|lib/gate.py|]:9
      - Moved: lib/old.py:3 -> [|lib/new.py|]:3
    `,
    says: [
      'The evidence cites lib/session.py, which does not exist.',
      'The evidence cites lib/ids.py, which does not exist.',
      'The evidence cites lib/gate.py, which does not exist.',
      'The evidence cites lib/new.py, which does not exist.',
    ],
  },
  {
    title: 'Under a heading of its own, where it speaks of DONE_MEANS; the rest may be a log',
    files: md`
      ==> docs/task_packets/WP-1-Login.md <==
      # WP-1-Login
      - STATUS: In-Progress
      - DONE_MEANS:
        - Users log in with a password
        - Sessions end

      ## Evidence
      - Users log in with a password: [|src/login.ts|]:4-7
      - 12:04 lint says src/gone.ts:12 unused import
    `,
    says: ['The evidence cites src/login.ts, which does not exist.'],
  },
  {
    title: 'A report of its own',
    files: md`
      ==> docs/validation_reports/WP-1-Login.md <==
      # VALIDATION REPORT - WP-1-Login

      **Verdict**: PASS

      ### Findings
      - Users log in -> 【F:[|src/login.ts|]†L1-L9】
    `,
    says: ['The evidence cites src/login.ts, which does not exist.'],
  },
  {
    title: 'In the Evidence of the audit; not in its notes, nor in a row that is invalid',
    files: md`
      ==> docs/SIGNATURE_AUDIT.md <==
      | Signature | Used By | Purpose | Evidence |
      | --- | --- | --- | --- |
      | alice151220251000 | alice | WP-1-Login | [|docs/task_packets/WP-1-Renewal.md|] |
      | alice161220251000 | alice | WP-1-Store | docs/task_packets/WP-1-Store.md, task_packets/WP-1-Store.md, commit 1a2b3c4 |
      | alice171220251000 | alice | INVALID: WP-1-Gone | docs/task_packets/WP-1-Gone.md |

      | Signature | Used By | Purpose | Notes |
      | --- | --- | --- | --- |
      | alice181220251000 | alice | WP-1-Store | was docs/packets/WP-1-Store.md |

      ==> docs/task_packets/WP-1-Login.md <==
      # WP-1-Login

      ==> docs/task_packets/WP-1-Store.md <==
      # WP-1-Store
    `,
    says: ['The evidence cites docs/task_packets/WP-1-Renewal.md, which does not exist.'],
  },
  {
    title: 'Names with spaces and parentheses, a path alone, a commit',
    files: md`
      ==> docs/field notes/tank (march).md <==
      a

      ==> src/a(b).ts <==
      a

      ==> src/My File.ts <==
      a

      ==> docs/task_packets/WP-1-Tank.md <==
      # WP-1-Tank
      - STATUS: In-Progress

      ## Evidence Mapping
      | DONE_MEANS | Code Evidence | Test |
      |---|---|---|
      | The tank fills | \`docs/field notes/tank (march).md:1\`, src/a(b).ts:1 | \`npm test\` |
      | The tank empties | "src/My File.ts":1; src/My File.ts:1 | \`npm test\` |
      | The tank is clean | [|src/clean.ts|] | \`npm test\` |
      | The tank is dry | src/dry.ts@0a1b2c3d:4; src/wet.ts (deleted in WP-2-Dry) | \`npm test\` |
      | The tank is cold | [|/src/cold.ts|]:4 | \`npm test\` |
      | The tank is tall | \`[|src/My Tank.ts|]:4\`, \`[|src/tank (2).ts|]\` | \`npm test\` |
      | The tank is wide | \`src/My File.ts\`:1, \`./gradlew test [|src/wide.ts|]:4\` | \`npm test\` |
    `,
    says: [
      'The evidence cites src/clean.ts, which does not exist.',
      'The evidence cites src/cold.ts, which does not exist.',
      'The evidence cites src/My Tank.ts, which does not exist.',
      'The evidence cites src/tank (2).ts, which does not exist.',
      'The evidence cites src/wide.ts, which does not exist.',
    ],
  },
  {
    title: 'Numbered like DONE_MEANS, below headings, below what it proves',
    files: md`
      ==> docs/task_packets/WP-1-Numbers.md <==
      # WP-1-Numbers
      - STATUS: In-Progress
      - DONE_MEANS:
        1. It opens
        2. It closes

      ## Evidence
      1) [|src/open.ts|]:1, npm test -- open
      2) [|src/close.ts|]:2, npm test -- close

      ==> docs/task_packets/WP-1-Headings.md <==
      # WP-1-Headings
      - STATUS: In-Progress
      - DONE_MEANS:
        - It opens
        - It closes

      ## Evidence
      ### It opens
      - Code: [|src/open.ts|]:1
      - Test: npm test -- open
      ### Log
      src/lint.ts:12 is not used

      ==> docs/task_packets/WP-1-Below.md <==
      # WP-1-Below
      - STATUS: Done
      - DONE_MEANS:
        - It opens
          - Evidence: [|src/open.ts|]:1; test: npm test
        - It closes → \`[|src/close.ts|]:4\`
        - What src/old.ts:9 did is gone
    `,
    says: [
      'The evidence cites src/open.ts, which does not exist.',
      'The evidence cites src/close.ts, which does not exist.',
      'The evidence cites src/open.ts, which does not exist.',
      'The evidence cites src/open.ts, which does not exist.',
      'The evidence cites src/close.ts, which does not exist.',
    ],
  },
  {
    title: 'In the audit: evidence, and what stands alone in its cell; a path among words',
    files: md`
      ==> docs/SIGNATURE_AUDIT.md <==
      | Signature | Used By | Purpose | Notes | Reference |
      | --- | --- | --- | --- | --- |
      | mia151220251000 | mia | WP-1-A | [|docs/refinements/WP-1-A.md|] | \`[|docs/packets/WP-1-A.md|]\`; docs/OWNERSHIP.md |
      | mia151220251001 | mia | WP-1-A | Agreed in docs/refinements/WP-1-A.md | N/A |
      | mia151220251002 | mia | [|docs/packets/WP-1-B.md|] | v1.0/v1.1 | and/or |

      ==> docs/OWNERSHIP.md <==
      # Who
    `,
    says: [
      'The evidence cites docs/refinements/WP-1-A.md, which does not exist.',
      'The evidence cites docs/packets/WP-1-A.md, which does not exist.',
      'The evidence cites docs/packets/WP-1-B.md, which does not exist.',
    ],
  },
  {
    title: 'In an audit that is a list',
    files: md`
      ==> docs/SIGNATURE_AUDIT.md <==
      # Signatures

      - mia151220251000: WP-1-A
        - Evidence: [|docs/refinements/WP-1-A.md|]
        - Note: see docs/refinements/WP-1-A.md
    `,
  },
  {
    title: 'Names without a folder, what is removed, what is planned, what a FAIL misses, commands, other forms',
    files: md`
      ==> app/(auth)/[id]/page.tsx <==
      a

      ==> src/db/pool.rs <==
      a

      ==> docs/task_packets/WP-1-Pool.md <==
      # WP-1-Pool
      - STATUS: In-Progress
      - IN_SCOPE_PATHS:
        - src/db/pool.rs

      ## EVIDENCE_MAPPING
      - [Requirement] -> [File:Line]
      - The pool is closed -> \`pool.rs:1\`
      - The old module is deleted: src/db/old.rs
      - The pool is one: src/db/pool.rs:1 (was src/db/pools.rs:1)
      - The pool is fast: path/to/bench.rs:1-9
      - The page: app/(auth)/[id]/page.tsx:1; test: \`cargo test --manifest-path src/no/Cargo.toml\`
      - No pool elsewhere: src/api/*.rs, 【7ab87b†L1-L1】, https://example.org/src/x.rs#L3

      ==> docs/task_packets/WP-1-Later.md <==
      # WP-1-Later
      - STATUS: Ready-for-Dev

      ## Evidence Mapping
      - It will be in src/later.ts

      ==> docs/task_packets/WP-1-Failed.md <==
      # WP-1-Failed
      - STATUS: In-Progress

      ## VALIDATION REPORT
      Verdict: FAIL
      Findings:
      - Login: src/nowhere.ts:3 is not there
    `,
  },
  ...reported,
];
