/** What packets/board-status-mismatch tells of decorated words. */
import { type Example, md } from '#core/rule';

export const words: readonly Example[] = [
  {
    title: 'Done in part, to a percentage, by a tick alone, on a day, in bold at the end; all of it done, in other words',
    files: md`
      ==> docs/TASK_BOARD.md <==
      | Packet | Status |
      |---|---|
      | WP-1-A | [|Done (partially)|] |
      | WP-1-B | [|80% done|] |
      | WP-1-C | [|✅|] |
      | WP-1-D | Done — 100 % |
      | WP-1-E | Done (partial waiver W-1) |

      ## Phase 1 Closure Gates (BLOCKING)
      - [WP-1-F] [[|COMPLETED 2025-12-09|]]
      - [WP-1-G] Completed 2025-12-09
      - **[WP-1-H]** - Half of it is done. **[|Done|]** ✅
      - **[WP-1-I]** - Not before all of it is **done**

      ==> docs/task_packets/WP-1-A.md <==
      # WP-1-A
      - STATUS: [|Done|]

      ==> docs/task_packets/WP-1-B.md <==
      # WP-1-B
      - STATUS: [|Done|]

      ==> docs/task_packets/WP-1-C.md <==
      # WP-1-C
      - STATUS: [|Mostly complete|]

      ==> docs/task_packets/WP-1-D.md <==
      # WP-1-D
      - STATUS: Done

      ==> docs/task_packets/WP-1-E.md <==
      # WP-1-E
      - STATUS: Done

      ==> docs/task_packets/WP-1-F.md <==
      # WP-1-F
      - STATUS: [|In-Progress|]

      ==> docs/task_packets/WP-1-G.md <==
      # WP-1-G
      - STATUS: Done

      ==> docs/task_packets/WP-1-H.md <==
      # WP-1-H
      - STATUS: [|In-Progress|]

      ==> docs/task_packets/WP-1-I.md <==
      # WP-1-I
      - STATUS: In-Progress
    `,
    fixed: md`
      ==> docs/TASK_BOARD.md <==
      | Packet | Status |
      |---|---|
      | WP-1-A | Done |
      | WP-1-B | Done |
      | WP-1-C | In-Progress |
      | WP-1-D | Done — 100 % |
      | WP-1-E | Done (partial waiver W-1) |

      ## Phase 1 Closure Gates (BLOCKING)
      - [WP-1-F] [In-Progress]
      - [WP-1-G] Completed 2025-12-09
      - **[WP-1-H]** - Half of it is done. **In-Progress** ✅
      - **[WP-1-I]** - Not before all of it is **done**
    `,
  },
];
