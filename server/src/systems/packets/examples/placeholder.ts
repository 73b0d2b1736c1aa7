/** What packets/placeholder tells, and what it does not. */
import { type Example, md } from '#core/rule';

export const examples: readonly [Example, ...Example[]] = [
  {
    title: 'Blanks in place of values',
    files: md`
      ==> docs/task_packets/WP-1-Login.md <==
      # WP-1-Login

      - STATUS: Backlog
      - REQUESTOR: [|{name}|]
      - RISK_TIER: [|LOW | MEDIUM | HIGH|]

      ## DONE_MEANS
      1. Users can log in
      2. [|TBD|]
      3. [|???|]
      4. [|to be determined|]
      5. What is to be determined is shown as “???”

      ## RISK_MAP
      - [|"{failure mode}" -> "{subsystem}"|]
      - "session lost" -> "{store}"

      ## Evidence Mapping
      - [|[Requirement] -> [File:Line]|]
    `,
    says: [
      'REQUESTOR is still {name}; say what it is.',
      'RISK_TIER is still LOW | MEDIUM | HIGH; say what it is.',
      'DONE_MEANS still has TBD; say what it is.',
      'DONE_MEANS still has ???; say what it is.',
      'DONE_MEANS still has to be determined; say what it is.',
      'RISK_MAP still has "{failure mode}" -> "{subsystem}"; say what it is.',
      'Evidence Mapping still has [Requirement] -> [File:Line]; say what it is.',
    ],
  },
  {
    title: 'A template as it came',
    files: md`
      ==> docs/task_packets/WP-1-Login.md <==
      # WP-1-Login

      - TASK_ID: [|WP-{phase}-{name}|]
      - DATE: [|YYYY-MM-DD|]
      - SPEC_ANCHOR: [|{e.g., A2.3.12.3}|]

      ## What
      [|{1-2 sentences}|]

      ## Scope
      - IN_SCOPE_PATHS:
        - [|{exact file path 1}|]
        - [|...|]

      ## DONE_MEANS
      - [|TODO: ask the owner|]

      ## BOOTSTRAP
      - FILES_TO_OPEN: [|5-15 files|]

      ## Evidence Mapping
      | DONE_MEANS | Code | Test |
      | --- | --- | --- |
      | [|{requirement}|] | {path:line} | {command} |
    `,
  },
  {
    title: 'Sentences in braces',
    files: md`
      ==> docs/task_packets/WP-1-Login.md <==
      # WP-1-Login

      - TASK_ID: [|WP-{phase}-{Name}|]
      - RISK_TIER: [|{LOW, MEDIUM or HIGH}|]
      - Why: [|{the reason, and what it is worth}|]

      ## OUT_OF_SCOPE
      - [|{what is left out, and why}|]

      ## DONE_MEANS
      1. {email, password, name and address}
      2. {user id, created at}
    `,
  },
  {
    title: 'Blanks in square brackets',
    files: md`
      ==> docs/task_packets/WP-1-Login.md <==
      # WP-1-Login

      - REQUESTOR: [|[Name]|]
      - What: [|[Description]|]
      - RISK_TIER: [|[Tier]|]

      ## DONE_MEANS
      1. [|[Requirement 1]|]
      2. [ ] [|[What can be observed]|]

      ## Evidence Mapping
      | DONE_MEANS | Code | Test |
      | --- | --- | --- |
      | [|[Requirement]|] | [File:Line] | [Command] |
    `,
    says: [
      'REQUESTOR is still [Name]; say what it is.',
      'What is still [Description]; say what it is.',
      'RISK_TIER is still [Tier]; say what it is.',
      'DONE_MEANS still has [Requirement 1]; say what it is.',
      'DONE_MEANS still has [What can be observed]; say what it is.',
      'Evidence Mapping still has [Requirement]; say what it is.',
    ],
  },
  {
    title: 'What stands in square brackets for good',
    files: md`
      ==> docs/task_packets/WP-1-Login.md <==
      ---
      SEARCH_TERMS: [Session]
      ---
      # WP-1-Login

      - STATUS: [Ready-for-Dev]
      - SPEC_ANCHOR: [CX-577]
      - RISK_TIER: [Medium]
      - What: [Plan][]
      - Why: [Plan]
      - Blocked on: [WP-1-Store]

      ## OUT_OF_SCOPE
      - [None]
      - [See above]
      - [x]
      - [Plan](plan.md)

      ## DONE_MEANS
      - [HSK-JOB-100]
      - [ ] Users log in
      - [x] Users log out
      - [^1]
      - [Login, Logout]
      - [VALIDATED]

      [Plan]: plan.md
      [^1]: A note.

      ==> plan.md <==
      x
    `,
  },
  {
    title: 'Shapes of data, shell and code',
    files: md`
      ==> docs/task_packets/WP-1-Login.md <==
      # WP-1-Login

      - USER_SIGNATURE: <pending>

      ## DONE_MEANS
      1. POST /login accepts {email, password}
      2. {email, password}
      3. \`{id}\`
      4. {"a": 1}
      5. \${HOME}
      6. TODO list: an item can be ticked off

      ## Evidence Mapping
      - [POST /login] -> [src/login.ts:12]
      - <pending>

      ## VALIDATION
      - Command: <pending>

      ## ROLLBACK_HINT
      ~~~bash
      git revert <commit>
      TODO
      ~~~
    `,
  },
  {
    title: 'When it was signed, in a packet that nobody has signed yet',
    files: md`
      ==> docs/task_packets/WP-1-Login.md <==
      # WP-1-Login
      - USER_SIGNATURE: <pending>

      ## Signature & Enrichment Log
      - **Signature**: <pending>
      - **Timestamp**: <pending>
      - **Clarified**: [|TBD|]
    `,
  },
  {
    title: 'A blank that looks like a tag, alone in a list; a table of a log that waits for its signature',
    files: md`
      ==> docs/task_packets/WP-1-Login.md <==
      # WP-1-Login

      - STATUS: Ready-for-Dev

      ## OUT_OF_SCOPE
      * [|<pending>|]

      ## Signature & Enrichment Log

      | Signature | Timestamp | Notes |
      |---|---|---|
      | TBD | | agreed |
    `,
    says: ['OUT_OF_SCOPE still has <pending>; say what it is.'],
  },
  {
    title: 'In fields of your own, in paths, on the board: as far as the work has come',
    files: md`
      ==> docs/TASK_BOARD.md <==
      # Board

      | WP | Scope | Sub-Spec | Status |
      |---|---|---|---|
      | WP-1-Lamp | [|TBD - before it starts|] | docs/spec/<fill>.md | In-Progress |
      | WP-1-Door | TBD | - | Backlog |
      | WP-1-Roof | tiles | docs/roof.md | Done |

      ==> docs/task_packets/WP-1-Lamp.md <==
      # WP-1-Lamp
      - STATUS: In-Progress
      - IN_SCOPE_PATHS:
        - src/lamp.ts
        - [|src/<implementation_files>|]

      ## Change Ledger
      - Room: [|<name of the room>|]
      - Painter: <unclaimed>
      - Format: {id}
      - What Became Real: TBD (when it hangs)

      ==> docs/task_packets/WP-1-Roof.md <==
      # WP-1-Roof
      - STATUS: Done

      ## Change Ledger
      - What Became Real: [|TBD (when it is tight)|]
      - Unit: <br>
      - Next: TODO list of WP-2-Walls

      ==> docs/task_packets/WP-1-Door.md <==
      # WP-1-Door
      - STATUS: Backlog
      - IN_SCOPE_PATHS: src/<file>.ts

      ## Change Ledger
      - Room: <name of the room>
    `,
    says: [
      'The row of WP-1-Lamp still has TBD - before it starts and docs/spec/<fill>.md; say what it is.',
      'IN_SCOPE_PATHS still has src/<implementation_files>; say what it is.',
      'Room still has <name of the room>; say what it is.',
      'What Became Real still has TBD (when it is tight); say what it is.',
    ],
    severities: ['warning', 'warning', 'warning', 'warning'],
  },
  {
    title: 'Outside of fields',
    files: md`
      ==> docs/task_packets/WP-1-Lamp.md <==
      # WP-1-Lamp
      - STATUS: Done
      - FILES_TO_OPEN:
        - [|path/to/file|]

      ## AUTHORITY
      - Board: docs/TASK_BOARD.md
      - [|[Requirement] -> [File:Line]|]
      - [Lamps burn] -> [src/lamp.ts:3]

      ## SKELETON
      - [|(The coder fills this in when the plan stands)|]

      ## IMPLEMENTATION
      (Filled in by the coder)
      - Lamps burn.

      ## HYGIENE
      (Append only)

      ~~~
      - [Requirement] -> [File:Line]
      ~~~
      <!--
      - [Requirement] -> [File:Line]
      -->

      ## CLOSING
      *(to be completed after the review)*

      ==> docs/task_packets/WP-1-Door.md <==
      # WP-1-Door
      - STATUS: In-Progress

      ## SKELETON
      (The coder fills this in when the plan stands)
    `,
    says: [
      'FILES_TO_OPEN still has path/to/file; say what it is.',
      'This list still has [Requirement] -> [File:Line]; say what it is.',
      'All that this section has is (The coder fills this in when the plan stands) (1 more is like it); say what came of it.',
    ],
    severities: ['warning', 'error', 'warning'],
  },
  {
    title: 'Many in fields of your own are one finding',
    files: md`
      ==> docs/task_packets/WP-1-Lamp.md <==
      # WP-1-Lamp
      - STATUS: In-Progress

      ## Closing plan
      - PLAN_APPLICABLE: [|YES | NO|]
      - BORDER: <fill> (examples: the door)
      - SOURCES:
        - <fill> (what is looked up)
      - CHECKS:
        - <fill>

      ==> docs/task_packets/WP-1-Door.md <==
      # WP-1-Door
      - STATUS: In-Progress

      ## Closing plan
      - PLAN_APPLICABLE: YES
      - BORDER: [|<fill>|] (examples: the door)
      - CHECKS: yes | no | maybe
    `,
    says: [
      'BORDER still has <fill>; say what it is.',
      'PLAN_APPLICABLE, BORDER, SOURCES and CHECKS still have blanks, such as YES | NO; say what they are.',
    ],
    severities: ['warning', 'warning'],
  },
  {
    title: 'A version of the spec with letters for its numbers',
    files: md`
      ==> docs/task_packets/WP-1-Login.md <==
      # WP-1-Login
      - SPEC_BASELINE: [|Master_Spec_vX.Y.md (recorded 2026-01-02)|]
      - SPEC_TARGET: docs/SPEC_CURRENT.md

      ==> docs/task_packets/WP-1-Logout.md <==
      # WP-1-Logout
      - SPEC_VERSION: Master_Spec_v1.0-X.md
    `,
    says: ['SPEC_BASELINE is still Master_Spec_vX.Y.md (recorded 2026-01-02); say what it is.'],
  },
];
