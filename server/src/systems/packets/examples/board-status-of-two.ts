/** What packets/board-status-mismatch tells where two files have one id. */
import { type Example, md } from '#core/rule';

export const examplesOfTwo: readonly Example[] = [
  {
    title: 'Two files with one id, and the board has one of them: that there are two is told, and nothing here',
    files: md`
        ==> docs/TASK_BOARD.md <==
        | Task | Status |
        |---|---|
        | WP-017 | In-Progress |
        | WP-018 | [|In-Progress|] |

        ==> docs/task_packets/WP-017_data.md <==
        # WP-017
        - STATUS: Backlog

        ==> docs/task_packets/WP-017_hover.md <==
        # WP-017
        - STATUS: In-Progress

        ==> docs/task_packets/WP-018_globe.md <==
        # WP-018
        - STATUS: [|Backlog|]

        ==> docs/task_packets/archive/WP-018_globe.md <==
        # WP-018
        - STATUS: Superseded
      `,
    fixed: md`
        ==> docs/TASK_BOARD.md <==
        | Task | Status |
        |---|---|
        | WP-017 | In-Progress |
        | WP-018 | Backlog |
      `,
  },
  {
    title: 'Folders say the states of packets',
    config:
      "packets: { paths: { packet: 'work/*/WP-*.md', board: work/BOARD.md }, stateFolders: { In-Progress: [doing], Done: [done] }, required: { default: [TASK_ID, STATUS] } }",
    files: md`
        ==> work/BOARD.md <==
        | Task | Status |
        |---|---|
        | WP-017 | [|In-Progress|] |
        | WP-018 | Ready-for-Validation |

        ==> work/done/WP-017-map.md <==
        # [|WP-017|] Map

        ==> work/doing/WP-018-globe.md <==
        # WP-018 Globe
      `,
    says: [
      'The board has WP-017 as In-Progress, its folder says Done.',
      'The folder of WP-017 says Done, the board has it as In-Progress.',
    ],
    fixed: md`
        ==> work/BOARD.md <==
        | Task | Status |
        |---|---|
        | WP-017 | Done |
        | WP-018 | Ready-for-Validation |
      `,
  },
];
