/** packets/board-start-missing */
import { md } from '#core/rule';
import { packetSince } from '../model/board/board-queries';
import { rule } from '../model/types';

export default rule({
  scope: 'folder',
  severity: 'info',
  since: '0.2.0',
  summary: 'What is under way has the day on which it was begun.',
  why: 'Without it nobody sees that something takes too long. It may stand in the entry, or in the packet’s STATUS.',

  check: {
    *board({ facts, look }) {
      const running = facts.entries.filter((e) => e.status?.status === 'In-Progress');
      const dated = new Set(running.flatMap((e) => (e.dated || e.since ? e.id : [])));
      for (const e of running) {
        if (dated.has(e.id) || (e.closure && running.some((o) => o.id === e.id && !o.closure))) continue;
        dated.add(e.id);
        if (look.ask(packetSince, e.id) !== undefined) continue;
        yield {
          at: e.at,
          message: `${e.id} is In-Progress, but nothing says since when; write “Started YYYY-MM-DD”.`,
          about: { kind: 'packet', name: e.id },
        };
      }
    },
  },

  examples: [
    {
      title: 'No date',
      files: md`
        ==> docs/TASK_BOARD.md <==
        ## In Progress
        - [[|WP-1-Login|]] by coder-2
      `,
      says: ['WP-1-Login is In-Progress, but nothing says since when; write “Started YYYY-MM-DD”.'],
    },
    {
      title: 'A date in the entry, below it, in the closure list, in a column, or in the packet',
      files: md`
        ==> docs/TASK_BOARD.md <==
        ## Phase 1 Closure Gates
        - [WP-1-Base] **In-Progress** since 2026-01-09

        ## In Progress
        - [WP-1-Login] Started 2026-01-10
        - [WP-1-Logout]
          - Started: 2026-01-10
        - [WP-1-Base]
        - [WP-1-Roles]

        | WP | Status | Started |
        |---|---|---|
        | WP-1-Forms | In Progress | 2026-01-10 |

        | WP | Status | Note |
        |---|---|---|
        | WP-1-Menus | In Progress | with Ana, started 2026-01-10 |

        ## Ready for Dev
        - [WP-1-Audit]

        ==> docs/task_packets/WP-1-Roles.md <==
        # WP-1-Roles
        - STATUS: In-Progress (since 2026-01-11)
      `,
    },
    {
      title: 'In the list of what closes a phase, and nowhere else',
      files: md`
        ==> docs/TASK_BOARD.md <==
        ## Phase 1 Closure Gates
        - [[|WP-1-Base|]] **In-Progress**
      `,
    },
  ],
});
