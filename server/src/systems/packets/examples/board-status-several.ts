/** What packets/board-status-mismatch tells of lines and rows that name several packets, and of boards that are ticked. */
import { type Example, md } from '#core/rule';

export const examplesOfSeveral: readonly Example[] = [
  {
    title:
      'Ranges, and several in a cell with words behind each; what one of them waits for is no entry. No word is changed that holds for others',
    config: 'packets: { ids: [TASK], required: { default: [TASK_ID, STATUS] } }',
    files: md`
      ==> docs/TASK_BOARD.md <==
      # Board

      | Status | Tasks |
      |---|---|
      | Done | TASK-1 to [|TASK-3|], TASK-5 |
      | In-Progress | TASK-6 first pass (Ann), then [|TASK-7|] |
      | Ready-for-Dev | TASK-8 waits for TASK-1, TASK-9 |

      ==> docs/task_packets/TASK-2.md <==
      # TASK-2
      - STATUS: [|Backlog|]

      ==> docs/task_packets/TASK-5.md <==
      # TASK-5
      - STATUS: Done

      ==> docs/task_packets/TASK-7.md <==
      # TASK-7
      - STATUS: [|Backlog|]

      ==> docs/task_packets/TASK-9.md <==
      # TASK-9
      - STATUS: Backlog
    `,
    fixed: md`
      ==> docs/task_packets/TASK-2.md <==
      # TASK-2
      - STATUS: Done

      ==> docs/task_packets/TASK-7.md <==
      # TASK-7
      - STATUS: In-Progress
    `,
  },
  {
    title: 'Called Tasks, and ticked',
    files: md`
      ==> docs/TASK_BOARD.md <==
      # Tasks of the shop

      ## Login

      - [x] WP-1-Base: the ground
      - [x] [|WP-1-Login|]: people log in
      - [ ] WP-1-Logout: people log out
      - [ ] [|WP-1-Roles|]: people have roles

      ==> docs/task_packets/WP-1-Base.md <==
      # WP-1-Base
      - STATUS: Done

      ==> docs/task_packets/WP-1-Login.md <==
      # WP-1-Login
      - STATUS: [|Backlog|]

      ==> docs/task_packets/WP-1-Logout.md <==
      # WP-1-Logout
      - STATUS: In-Progress

      ==> docs/task_packets/WP-1-Roles.md <==
      # WP-1-Roles
      - STATUS: [|Done|]
    `,
    fixed: md`
      ==> docs/TASK_BOARD.md <==
      # Tasks of the shop

      ## Login

      - [x] WP-1-Base: the ground
      - [ ] WP-1-Login [Backlog]: people log in
      - [ ] WP-1-Logout: people log out
      - [x] WP-1-Roles: people have roles
    `,
  },
  {
    title: 'Ids whose words may have dots in them, linked by the names of their files',
    config:
      "systems: [packets]\npackets: { ids: ['{number}-{name}'], paths: { packet: 'work/[0-9]*.md', board: work/README.md }, required: { default: [STATUS] } }",
    files: md`
      ==> work/README.md <==
      | # | Task | Status |
      |---|---|---|
      | 1 | [\`0004-E01-T01.md\`](0004-E01-T01.md) | done |
      | 2 | [\`0004-E01-T02.md\`](0004-E01-T02.md) | [|done|] |

      ==> work/0004-E01-T01.md <==
      # 0004-E01-T01
      - STATUS: Done

      ==> work/0004-E01-T02.md <==
      # 0004-E01-T02
      - STATUS: [|Backlog|]
    `,
    fixed: md`
      ==> work/README.md <==
      | # | Task | Status |
      |---|---|---|
      | 1 | [\`0004-E01-T01.md\`](0004-E01-T01.md) | done |
      | 2 | [\`0004-E01-T02.md\`](0004-E01-T02.md) | Backlog |
    `,
  },
  {
    title: 'Called by the names of their files alone: by paths, and by links',
    config:
      "systems: [packets]\npackets: { ids: ['{name}'], paths: { packet: 'work/cards/*.md', board: work/board.md }, required: { default: [TASK_ID, STATUS] } }",
    files: md`
      ==> work/board.md <==
      # Board

      See [how we work](rules.md).

      ## To Do

      - \`work/cards/[|log-in|].md\`
      - [Dark mode](cards/dark-mode.md)

      ## Done

      - [search](cards/search.md)
      - [an old one](cards/gone.md)

      ==> work/rules.md <==
      # Rules

      ==> work/cards/log-in.md <==
      # log-in
      - STATUS: [|Done|]

      ==> work/cards/dark-mode.md <==
      # Dark mode
      - STATUS: Backlog
      - Blocked on: log-in, the design

      ==> work/cards/search.md <==
      # search
      - STATUS: Done
    `,
    fixed: md`
      ==> work/board.md <==
      # Board

      See [how we work](rules.md).

      ## To Do

      - [Dark mode](cards/dark-mode.md)

      ## Done

      - [search](cards/search.md)
      - [an old one](cards/gone.md)
      - \`work/cards/log-in.md\`
    `,
  },
];
