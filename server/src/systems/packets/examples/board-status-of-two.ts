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
];
