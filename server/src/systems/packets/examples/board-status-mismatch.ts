/** What packets/board-status-mismatch tells, and what it does not. */
import { type Example, md } from '#core/rule';
import { words } from './board-status-words';

export const examples: readonly [Example, ...Example[]] = [
  {
    title: 'Under way, and still on the list of what is ready',
    files: md`
        ==> docs/TASK_BOARD.md <==
        # Board

        ## In Progress

        (None)

        ## Ready for Dev

        - **[[|WP-1-Login|]]**

        ==> docs/task_packets/WP-1-Login.md <==
        # WP-1-Login
        - STATUS: [|In-Progress|]
      `,
    says: [
      'The board has WP-1-Login as Ready-for-Dev, its packet says In-Progress.',
      'WP-1-Login says In-Progress, the board has it as Ready-for-Dev, under “Ready for Dev”.',
    ],
    fixed: md`
        ==> docs/TASK_BOARD.md <==
        # Board

        ## In Progress

        - **[WP-1-Login]**

        ## Ready for Dev

      `,
  },
  {
    title: 'A table that is the whole board; in the packet it is told what is wrong with its verdict',
    files: md`
        ==> docs/TASK_BOARD.md <==
        # Board

        | Packet | Status |
        |---|---|
        | WP-1-Login | [|done|] |
        | WP-1-Logout | [|done (VALIDATED)|] |

        ==> docs/task_packets/WP-1-Login.md <==
        # WP-1-Login
        - STATUS: [|In-Progress|]

        ==> docs/task_packets/WP-1-Logout.md <==
        # WP-1-Logout
        - STATUS: Done
      `,
    says: [
      'The board has WP-1-Login as Done, its packet says In-Progress.',
      'The board has WP-1-Logout as Done (VALIDATED), its packet says Done.',
      'WP-1-Login says In-Progress, the board has it as Done.',
    ],
    fixed: md`
        ==> docs/TASK_BOARD.md <==
        # Board

        | Packet | Status |
        |---|---|
        | WP-1-Login | In-Progress |
        | WP-1-Logout | Done |
      `,
  },
  {
    title: 'A stub that somebody works on; one that waits',
    files: md`
      ==> docs/TASK_BOARD.md <==
      ## Stubs
      - **[WP-1-Login]** - [[|STUB|]]
      - **[WP-1-Logout]** - [STUB]

      ==> docs/task_packets/stubs/WP-1-Login.md <==
      # WP-1-Login
      - STATUS: [|In-Progress|]

      ==> docs/task_packets/WP-1-Logout.md <==
      # WP-1-Logout
      - STATUS: Ready-for-Dev
    `,
    says: [
      'The board has WP-1-Login as Stub, its packet says In-Progress.',
      'WP-1-Login says In-Progress, the board has it as Stub, under “Stubs”.',
    ],
    fixed: md`
      ==> docs/TASK_BOARD.md <==
      ## Stubs
      - **[WP-1-Login]** - [In-Progress]
      - **[WP-1-Logout]** - [STUB]
    `,
  },
  {
    title: 'The other way round: the packet follows the board',
    fix: 1,
    files: md`
        ==> docs/TASK_BOARD.md <==
        ## Phase 1 Closure Gates (BLOCKING)
        1. **[WP-1-Login]** - Log in. [[|READY FOR DEV 🔴|]]

        ==> docs/task_packets/WP-1-Login.md <==
        # WP-1-Login
        **Status:** [|In Progress|]
      `,
    fixed: md`
        ==> docs/task_packets/WP-1-Login.md <==
        # WP-1-Login
        **Status:** Ready-for-Dev
      `,
  },
  {
    title: 'Validated on the board, with a verdict in the packet',
    files: md`
        ==> docs/TASK_BOARD.md <==
        ## Done
        - **[WP-1-Login]** - [VALIDATED]

        ==> docs/task_packets/WP-1-Login.md <==
        # WP-1-Login
        - STATUS: Done

        ## Validation Report
        **Verdict**: PASS
      `,
  },
  {
    title: 'Failed on one side only; on both; failed and in work again; given up',
    files: md`
        ==> docs/TASK_BOARD.md <==
        ## Done
        - **[WP-1-Login]** - [[|VALIDATED|]]
        - **[WP-1-Logout]** - [[|FAIL|]]
        - **[WP-1-Roles]** - [FAILED_BASELINE]
        - **[WP-1-Teams]** - [[|VALIDATED|]]

        ## In Progress
        - **[WP-1-Alarm]** - [FAIL]

        ## Cancelled
        - **[WP-1-Fax]**

        ==> docs/task_packets/WP-1-Login.md <==
        # WP-1-Login
        - STATUS: Validated (FAIL)

        ==> docs/task_packets/WP-1-Logout.md <==
        # WP-1-Logout
        - STATUS: Validated (PASS)

        ==> docs/task_packets/WP-1-Roles.md <==
        # WP-1-Roles
        - STATUS: Done [FAIL]

        ==> docs/task_packets/WP-1-Teams.md <==
        # WP-1-Teams
        - STATUS: [|Validated (OUTDATED_ONLY)|]

        ==> docs/task_packets/WP-1-Alarm.md <==
        # WP-1-Alarm
        - STATUS: In-Progress

        ==> docs/task_packets/WP-1-Fax.md <==
        # WP-1-Fax
        - STATUS: Abandoned
      `,
    says: [
      'The board has WP-1-Login as Done (VALIDATED), its packet says Done (FAIL).',
      'The board has WP-1-Logout as Done (FAIL), its packet says Done (VALIDATED).',
      'The board has WP-1-Teams as Done (VALIDATED), its packet says Superseded.',
      'WP-1-Teams says Superseded, the board has it as Done (VALIDATED), under “Done”.',
    ],
    fixed: md`
        ==> docs/TASK_BOARD.md <==
        ## Done
        - **[WP-1-Login]** - [Done (FAIL)]
        - **[WP-1-Logout]** - [Done (VALIDATED)]
        - **[WP-1-Roles]** - [FAILED_BASELINE]

        ## In Progress
        - **[WP-1-Alarm]** - [FAIL]

        ## Cancelled
        - **[WP-1-Fax]**
        - **[WP-1-Teams]** - [Superseded]
      `,
  },
  {
    title: 'A table of states: the word changes in its cell',
    files: md`
        ==> docs/TASK_BOARD.md <==
        # Board

        | Packet | Title | Status |
        |---|---|---|
        | [WP-1-Login](task_packets/WP-1-Login.md) | Log in | [|Ready for Dev|] |
        | WP-1-Logout | Log out | ✅ Done (validated) |

        ==> docs/task_packets/WP-1-Login.md <==
        # WP-1-Login
        - STATUS: [|Blocked|]

        ==> docs/task_packets/WP-1-Logout.md <==
        # WP-1-Logout
        - STATUS: Done (VALIDATED)
      `,
    fixed: md`
        ==> docs/TASK_BOARD.md <==
        # Board

        | Packet | Title | Status |
        |---|---|---|
        | [WP-1-Login](task_packets/WP-1-Login.md) | Log in | Blocked |
        | WP-1-Logout | Log out | ✅ Done (validated) |
      `,
  },
  {
    title: 'What became of it is said behind its name; a sentence that goes on says no state; a stub stands in the backlog',
    files: md`
        ==> docs/TASK_BOARD.md <==
        ## Done
        - [x] WP-1-Login, superseded by WP-1-Login-v2
        - [WP-1-Old] OUTDATED_ONLY
        - [[|WP-1-Late|]] blocked by nothing

        ## Ready for Validation
        - [WP-1-Alarm]: done, see the branch

        ## Backlog
        - [WP-2-Roles]

        ==> docs/task_packets/WP-1-Login.md <==
        # WP-1-Login
        - STATUS: Superseded

        ==> docs/task_packets/WP-1-Old.md <==
        # WP-1-Old
        - STATUS: Superseded

        ==> docs/task_packets/WP-1-Late.md <==
        # WP-1-Late
        - STATUS: [|Blocked|]

        ==> docs/task_packets/WP-1-Alarm.md <==
        # WP-1-Alarm
        - STATUS: Ready-for-Validation

        ==> docs/task_packets/stubs/WP-2-Roles.md <==
        # WP-2-Roles
        - STATUS: Stub
      `,
    fixed: md`
        ==> docs/TASK_BOARD.md <==
        ## Done
        - [x] WP-1-Login, superseded by WP-1-Login-v2
        - [WP-1-Old] OUTDATED_ONLY
        - [WP-1-Late] [Blocked] blocked by nothing

        ## Ready for Validation
        - [WP-1-Alarm]: done, see the branch

        ## Backlog
        - [WP-2-Roles]
      `,
  },
  {
    title: 'Several states in one heading, an archive, and a state of the board alone say none that could differ',
    files: md`
        ==> docs/TASK_BOARD.md <==
        ## Ready for Dev / In Progress
        - [WP-1-Login]

        ## Archive
        - [WP-1-Logout]

        ## Backlog
        - [WP-1-Roles] - [ACTIVE]

        ## Completed Work
        - [x] **WP-1-Base** – first schema

        ==> docs/task_packets/WP-1-Login.md <==
        # WP-1-Login
        - STATUS: In-Progress

        ==> docs/task_packets/WP-1-Logout.md <==
        # WP-1-Logout
        - STATUS: Done

        ==> docs/task_packets/WP-1-Roles.md <==
        # WP-1-Roles
        - STATUS: In-Progress

        ==> docs/task_packets/WP-1-Base.md <==
        # WP-1-Base
        - STATUS: Done
      `,
  },
  {
    title: 'A fix writes the states as the dialect calls them',
    config: md`
        packets:
          statuses: { Ready-for-Dev: [bereit], In-Progress: [in Arbeit] }
      `,
    files: md`
        ==> docs/TASK_BOARD.md <==
        ## In Arbeit
        - [WP-1-Forms] in Arbeit

        ## Bereit
        - [[|WP-1-Login|]] seit gestern

        ## Phase 1 Closure Gates
        - [WP-1-Login] bereit

        ==> docs/task_packets/WP-1-Login.md <==
        # WP-1-Login
        - STATUS: [|in Arbeit|]

        ==> docs/task_packets/WP-1-Forms.md <==
        # WP-1-Forms
        - STATUS: in Arbeit
      `,
    fixed: md`
        ==> docs/TASK_BOARD.md <==
        ## In Arbeit
        - [WP-1-Forms] in Arbeit
        - [WP-1-Login] seit gestern

        ## Bereit

        ## Phase 1 Closure Gates
        - [WP-1-Login] in Arbeit
      `,
  },
  {
    title: 'Active on the board alone, whatever is said behind it; over in the packet',
    files: md`
        ==> docs/TASK_BOARD.md <==
        ## Ready for Dev
        - **[WP-1-Audit]** - Look through the logs. [[|ACTIVE (RECURRING)|]]
        - **[WP-1-Backup]** - [|ACTIVE (weekly)|], by Mia
        - **[WP-1-Roles]** - [ACTIVE 🔴]
        - **[WP-1-Rights]** - ACTIVE (RECURRING)
        - **[WP-1-Users]** - Active users are counted. [ACTIVE]

        | Packet | Status |
        |---|---|
        | WP-1-Texts | [|Active|] |

        ==> docs/task_packets/WP-1-Audit.md <==
        # WP-1-Audit
        - STATUS: Done

        ==> docs/task_packets/WP-1-Backup.md <==
        # WP-1-Backup
        - STATUS: Superseded

        ==> docs/task_packets/WP-1-Roles.md <==
        # WP-1-Roles
        - STATUS: In-Progress

        ==> docs/task_packets/WP-1-Rights.md <==
        # WP-1-Rights
        - STATUS: Backlog

        ==> docs/task_packets/WP-1-Texts.md <==
        # WP-1-Texts
        - STATUS: Done (VALIDATED)
      `,
    says: [
      'The board has WP-1-Audit as active, its packet says Done; correct the one that is wrong.',
      'The board has WP-1-Backup as active, its packet says Superseded; correct the one that is wrong.',
      'The board has WP-1-Texts as active, its packet says Done (VALIDATED); correct the one that is wrong.',
    ],
    severities: ['info', 'info', 'info'],
  },
  ...words,
];
