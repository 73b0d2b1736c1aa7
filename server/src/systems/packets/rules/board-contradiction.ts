/** packets/board-contradiction */
import { md } from '#core/rule';
import { written } from '../model/status';
import { type BoardEntry, rule } from '../model/types';

export default rule({
  scope: 'document',
  severity: 'error',
  since: '0.1.0',
  summary: 'The board says one status of a packet.',
  why: 'A packet may stand in a closure list and in the section of its state; that is how a board is laid out. When the two say different things, one of them was not moved.',

  check: {
    *board({ model }) {
      const first = new Map<string, BoardEntry>();
      for (const entry of model.entries) {
        const { status, sectionStatus } = entry;
        if (!status) continue;
        if (sectionStatus && sectionStatus.status !== status.status) {
          yield { at: entry.statusAt, message: `${entry.id} is marked ${written(status)}, but stands under “${entry.section}”.` };
          continue;
        }
        const before = first.get(entry.id);
        if (!before) first.set(entry.id, entry);
        else if (before.status && before.status.status !== status.status) {
          yield {
            at: entry.at,
            message: `${entry.id} is ${written(status)} here, but ${written(before.status)} under “${before.section}”.`,
            related: [{ at: before.at, message: `${written(before.status)} here` }],
          };
        }
      }
    },
  },

  examples: [
    {
      title: 'Ready in the closure list, in progress below',
      files: md`
        ==> docs/TASK_BOARD.md <==
        ## Phase 1 Closure Gates (BLOCKING)

        - [WP-1-Login] **Ready-for-Dev** (not yet started)

        ## In Progress

        - [[|WP-1-Login|]] Started 2025-12-16
      `,
      says: ['WP-1-Login is In-Progress here, but Ready-for-Dev under “Phase 1 Closure Gates (BLOCKING)”.'],
    },
    {
      title: 'A closure list and a state section that agree; a blocker in prose',
      files: md`
        ==> docs/TASK_BOARD.md <==
        ## 🚨 PHASE 1 CLOSURE GATES (BLOCKING - MUST COMPLETE)

        1. **[WP-1-Login]** - Log in. [READY FOR DEV 🔴]
           - Blocker: None (foundational)

        ## Ready for Dev

        - **[WP-1-Login]**

        ## Backlog

        - [WP-1-Logout] Blocked on WP-1-Login
      `,
    },
  ],
});
