/** What packets/invalid-status tells, and what it does not. */
import { type Example, md } from '#core/rule';

export const examples: readonly [Example, ...Example[]] = [
  {
    title: 'A word of somebody’s own',
    files: md`
      ==> docs/task_packets/WP-1-Login.md <==
      # WP-1-Login

      - STATUS: [|In-Progres|]
    `,
    says: [
      'In-Progres is no status; a packet is Stub, Backlog, Ready-for-Dev, In-Progress, Ready-for-Validation, Done, Blocked or Superseded.',
    ],
    fixed: md`
      ==> docs/task_packets/WP-1-Login.md <==
      # WP-1-Login

      - STATUS: In-Progress
    `,
  },
  {
    title: 'The template’s choice, left standing',
    files: md`
      ==> docs/task_packets/WP-1-Login.md <==
      # WP-1-Login

      - STATUS: [|Ready-for-Dev / In-Progress / Done|]
    `,
    fixed: md`
      ==> docs/task_packets/WP-1-Login.md <==
      # WP-1-Login

      - STATUS: Stub
    `,
  },
  {
    title: 'Ready, but for something that is no state',
    files: md`
      ==> docs/task_packets/WP-1-Login.md <==
      # WP-1-Login

      ## Status: [|Ready for Merge|]
    `,
    fixed: md`
      ==> docs/task_packets/WP-1-Login.md <==
      # WP-1-Login

      ## Status: Ready-for-Validation
    `,
  },
  {
    title: 'In a header of plain lines, and above words that go on for long',
    files: md`
      ==> docs/task_packets/WP-1-Login.md <==
      # WP-1-Login

      Opened: 2026-01-05
      Status: [|DRAFTED|]
      Room: Hall

      ==> docs/task_packets/WP-1-Logout.md <==
      # WP-1-Logout

      Status: [|thought about by everybody who has ever had to log out of anything
      and by others|]
    `,
    says: [
      'DRAFTED is no status; a packet is Stub, Backlog, Ready-for-Dev, In-Progress, Ready-for-Validation, Done, Blocked or Superseded. If it is a word of your own, say under packets.statuses in gatehouse.yaml what it means.',
      'thought about by everybody who has ever had to log out of… is no status; a packet is Stub, Backlog, Ready-for-Dev, In-Progress, Ready-for-Validation, Done, Blocked or Superseded.',
    ],
    fixed: md`
      ==> docs/task_packets/WP-1-Login.md <==
      # WP-1-Login

      Opened: 2026-01-05
      Status: Stub
      Room: Hall

      ==> docs/task_packets/WP-1-Logout.md <==
      # WP-1-Logout

      Status: Stub
    `,
  },
  {
    title: 'In a heading, by another name of the state',
    files: md`
      ==> docs/task_packets/WP-1-Login.md <==
      # WP-1-Login

      ## Status: Ready for QA
    `,
  },
  {
    title: 'In another accent',
    files: md`
      ==> docs/task_packets/WP-1-Login.md <==
      # WP-1-Login

      **Status:** READY FOR DEV 🔴
    `,
  },
  {
    title: 'A word that the folder has added',
    config: md`
      packets:
        statuses:
          Ready-for-Dev: [groomed]
    `,
    files: md`
      ==> docs/task_packets/WP-1-Login.md <==
      # WP-1-Login

      - STATUS: Groomed
    `,
  },
  {
    title: 'A word that several say is told at the first; a slip of the pen at each',
    files: md`
      ==> docs/task_packets/WP-1-Form.md <==
      # WP-1-Form
      - STATUS: [|Parked|]

      ==> docs/task_packets/WP-1-Login.md <==
      # WP-1-Login
      - STATUS: [|🅿️ parked (till May)|]

      ==> docs/task_packets/WP-1-Logout.md <==
      # WP-1-Logout
      - STATUS: [|In-Progres|]

      ==> docs/task_packets/WP-1-Roles.md <==
      # WP-1-Roles
      - STATUS: [|In-Progres|]
    `,
    says: [
      'Parked is no status, and 2 packets say it; write `packets: { statuses: { STATE: [parked] } }` into gatehouse.yaml, where STATE is Stub, Backlog, Ready-for-Dev, In-Progress, Ready-for-Validation, Done, Blocked or Superseded.',
      '🅿️ parked (till May) is no status, as in docs/task_packets/WP-1-Form.md, where it is told what to do.',
      'In-Progres is no status; a packet is Stub, Backlog, Ready-for-Dev, In-Progress, Ready-for-Validation, Done, Blocked or Superseded.',
      'In-Progres is no status; a packet is Stub, Backlog, Ready-for-Dev, In-Progress, Ready-for-Validation, Done, Blocked or Superseded.',
    ],
    severities: ['error', 'hint', 'error', 'error'],
    fixed: md`
      ==> docs/task_packets/WP-1-Form.md <==
      # WP-1-Form
      - STATUS: Stub

      ==> docs/task_packets/WP-1-Login.md <==
      # WP-1-Login
      - STATUS: Stub

      ==> docs/task_packets/WP-1-Logout.md <==
      # WP-1-Logout
      - STATUS: In-Progress

      ==> docs/task_packets/WP-1-Roles.md <==
      # WP-1-Roles
      - STATUS: In-Progress
    `,
  },
  {
    title: 'Marks are words, where the folder says so',
    config: "packets: { statuses: { Done: ['✅'], In-Progress: ['🚧', 进行中] } }",
    files: md`
      ==> docs/task_packets/WP-1-Form.md <==
      # WP-1-Form
      - STATUS: ✅

      ==> docs/task_packets/WP-1-Login.md <==
      # WP-1-Login
      STATUS：进行中
      DATE：2026-01-05

      ==> docs/task_packets/WP-1-Logout.md <==
      # WP-1-Logout
      - STATUS: [|🟡|]
    `,
    fixed: md`
      ==> docs/task_packets/WP-1-Logout.md <==
      # WP-1-Logout
      - STATUS: Stub
    `,
  },
  {
    title: 'The message has the words of the dialect',
    config: md`
      packets:
        order: [Ready-for-Dev, In-Progress, Done]
        statuses: { Ready-for-Dev: [bereit] }
    `,
    files: md`
      ==> docs/task_packets/WP-1-X.md <==
      # WP-1-X
      - STATUS: [|fertig|]
    `,
    says: [
      'fertig is no status; a packet is Ready-for-Dev (bereit), In-Progress or Done. If it is a word of your own, say under packets.statuses in gatehouse.yaml what it means.',
    ],
    fixed: md`
      ==> docs/task_packets/WP-1-X.md <==
      # WP-1-X
      - STATUS: bereit
    `,
  },
  {
    title: 'On a board: once a word, with what is likely meant',
    files: md`
      ==> docs/TASK_BOARD.md <==
      # Board

      | WP | Status | Notes |
      |---|---|---|
      | WP-1-A | [|SPEC-MAPPED|] | since May |
      | WP-1-B | Spec-Mapped (in part) | |
      | WP-1-C | [|IN PROGRES|] | |
      | WP-1-D | On hold | |
      | WP-1-E | - | unclear |
      | WP-1-F | Waits for what the others have to say | |
      | WP-1-G | Done | FINE |

      ## In Progress
      - **[WP-2-A]** - [[|VALIDTED|]]
      - **[WP-2-B]** - [HIGH] [P1] [INCOMPLETE]
      - **[WP-2-C]**
        - Status: [|paintd|]

      ==> docs/task_packets/WP-1-A.md <==
      # WP-1-A
    `,
    says: [
      'SPEC-MAPPED is no status in 2 entries, so nothing is compared with the packet; write Stub, Backlog, Ready-for-Dev, In-Progress, Ready-for-Validation, Done, Blocked or Superseded, or say under packets.statuses in gatehouse.yaml what it means.',
      'IN PROGRES is no status; did you mean In-Progress?',
      'VALIDTED is no status; did you mean Done (VALIDATED)?',
      'paintd is no status, so nothing is compared with the packet; write Stub, Backlog, Ready-for-Dev, In-Progress, Ready-for-Validation, Done, Blocked or Superseded, or say under packets.statuses in gatehouse.yaml what it means.',
    ],
    severities: ['warning', 'warning', 'warning', 'warning'],
    fixed: md`
      ==> docs/TASK_BOARD.md <==
      # Board

      | WP | Status | Notes |
      |---|---|---|
      | WP-1-A | SPEC-MAPPED | since May |
      | WP-1-B | Spec-Mapped (in part) | |
      | WP-1-C | In-Progress | |
      | WP-1-D | On hold | |
      | WP-1-E | - | unclear |
      | WP-1-F | Waits for what the others have to say | |
      | WP-1-G | Done | FINE |

      ## In Progress
      - **[WP-2-A]** - [Done (VALIDATED)]
      - **[WP-2-B]** - [HIGH] [P1] [INCOMPLETE]
      - **[WP-2-C]**
        - Status: paintd
    `,
  },
  {
    title: 'A slip in brackets with an emoji; tags with one',
    files: md`
      ==> docs/TASK_BOARD.md <==
      # Board

      ## Ready for Dev
      1. **[WP-1-A]** - Log in. [[|RAEDY FOR DEV|] 🔴]
      2. **[WP-1-B]** - Log out. [✅ [|VALIDTED|]]
      3. **[WP-1-C]** - Roles. [READY FOR DEV 🔴] [HIGH 🔥] [🧪 READER]
    `,
    says: ['RAEDY FOR DEV is no status; did you mean Ready-for-Dev?', 'VALIDTED is no status; did you mean Done (VALIDATED)?'],
    severities: ['warning', 'warning'],
    fixed: md`
      ==> docs/TASK_BOARD.md <==
      # Board

      ## Ready for Dev
      1. **[WP-1-A]** - Log in. [Ready-for-Dev 🔴]
      2. **[WP-1-B]** - Log out. [✅ Done (VALIDATED)]
      3. **[WP-1-C]** - Roles. [READY FOR DEV 🔴] [HIGH 🔥] [🧪 READER]
    `,
  },
  {
    title: 'A word of one’s own that packet and board say: the packet tells it',
    files: md`
      ==> docs/TASK_BOARD.md <==
      | Task | Status |
      |---|---|
      | WP-1-Sweep | [|RECURRING|] |
      | WP-1-Login | Done |

      ==> docs/task_packets/WP-1-Sweep.md <==
      # WP-1-Sweep

      - STATUS: [|RECURRING|]
    `,
    says: [
      'RECURRING is no status, as in docs/task_packets/WP-1-Sweep.md, where it is told what to do.',
      'RECURRING is no status; a packet is Stub, Backlog, Ready-for-Dev, In-Progress, Ready-for-Validation, Done, Blocked or Superseded. If it is a word of your own, say under packets.statuses in gatehouse.yaml what it means.',
    ],
    fixed: md`
      ==> docs/task_packets/WP-1-Sweep.md <==
      # WP-1-Sweep

      - STATUS: Stub
    `,
    severities: ['hint', 'error'],
  },
];
