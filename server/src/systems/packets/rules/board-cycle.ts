/** packets/board-cycle */
import { md } from '#core/rule';
import { cycles } from '../model/board/board-queries';
import { rule } from '../model/types';

export default rule({
  scope: 'folder',
  severity: 'error',
  since: '0.1.0',
  summary: 'No packet waits, in the end, for itself.',
  why: 'Packets that wait for one another in a ring can never start. Blockers of the board and of the packets count together, and `Unblocks` as the other side of the same relation. What is done or superseded is waited for by nobody.',

  check: {
    *board({ facts, look }) {
      const all = new Map(look.ask(cycles).map((c) => [c[0], c]));
      const told = new Set<string>();
      for (const entry of facts.entries) {
        if (entry.itself && !told.has(entry.id)) {
          told.add(entry.id);
          yield { at: entry.itself.at, message: forItself(entry.id) };
        }
        const cycle = all.get(entry.id);
        if (!cycle) continue;
        all.delete(entry.id);
        // Of several entries the one that says it.
        const said = facts.entries.flatMap((e) => (e.id === entry.id ? e.blockers : [])).find((b) => b.text === cycle[1]);
        yield { at: said?.at ?? entry.at, message: message(cycle) };
      }
    },
    *packet({ facts, look }) {
      if (facts.itself) {
        const boards = look.files('packets/board');
        const onBoard = look.defs({ kind: 'blocking', name: facts.id }).filter((d) => boards.includes(d.path));
        if (!onBoard.some((d) => d.data.blockers.includes(facts.id))) yield { at: facts.itself.at, message: forItself(facts.id) };
      }
      const cycle = look.ask(cycles).find((c) => c[0] === facts.id);
      if (!cycle || look.defs({ kind: 'entry', name: facts.id }).length > 0) return;
      yield { at: facts.blockers.find((b) => b.text === cycle[1])?.at ?? facts.head, message: message(cycle) };
    },
  },

  examples: [
    {
      title: 'A ring of three',
      files: md`
        ==> docs/TASK_BOARD.md <==
        ## Backlog
        - [WP-1-A] Blocked on [|WP-1-B|]
        - [WP-1-B]
          - Blocker: WP-1-C
        - [WP-1-C]

        ==> docs/task_packets/WP-1-C.md <==
        # WP-1-C
        - Blocked on: WP-1-A
      `,
      says: ['These wait for each other and can never start: WP-1-A → WP-1-B → WP-1-C → WP-1-A.'],
    },
    {
      title: 'Behind a colon in the entry, and in a list of dependencies',
      files: md`
        ==> docs/TASK_BOARD.md <==
        ## Backlog
        - [WP-1-A] - Blocker: [|WP-1-B|]
        - [WP-1-B] - Blocker: WP-1-A
        - [WP-1-C]
        - [WP-1-D]

        ## Dependencies
        - WP-1-C blocked on [|WP-1-D|]
        - WP-1-D blocked on WP-1-C
      `,
    },
    {
      title: 'For itself',
      files: md`
        ==> docs/TASK_BOARD.md <==
        ## Backlog
        - [WP-1-A]

        ==> docs/task_packets/WP-1-B.md <==
        # WP-1-B
        - Blocked on: [|WP-1-B|]
        - Unblocks: WP-1-A
      `,
      says: ['WP-1-B waits for itself and can never start.'],
    },
    {
      title: 'One of them is done: nobody waits for it any longer, and what is left is a ring of its own',
      files: md`
        ==> docs/TASK_BOARD.md <==
        ## Done (VALIDATED)
        - [WP-1-A] Blocked on WP-1-B

        ## Backlog
        - [WP-1-B] Blocked on WP-1-A, [|WP-1-C|]
        - [WP-1-C] Blocked on WP-1-B
        - [WP-1-D] Blocked on WP-1-E

        ==> docs/task_packets/WP-1-E.md <==
        # WP-1-E
        - STATUS: Superseded
        - Blocked on: WP-1-D
      `,
      says: ['These wait for each other and can never start: WP-1-B → WP-1-C → WP-1-B.'],
    },
    {
      title: 'For itself beside others',
      files: md`
        ==> docs/TASK_BOARD.md <==
        ## Backlog
        - [WP-1-A]
        - [WP-1-B]
          - Blocker: WP-1-A + [|WP-1-B|] (must complete first)
        - [WP-1-D]

        ==> docs/task_packets/WP-1-C.md <==
        # WP-1-C
        - Blocked on: WP-1-A, \`[|WP-1-C|]\`

        ==> docs/task_packets/WP-1-D.md <==
        # WP-1-D

        ## Blocked on
        - WP-1-A
        - [|WP-1-D|]
      `,
      says: [
        'WP-1-B waits for itself and can never start.',
        'WP-1-C waits for itself and can never start.',
        'WP-1-D waits for itself and can never start.',
      ],
    },
    {
      title: 'Its own name in a sentence about the others',
      files: md`
        ==> docs/TASK_BOARD.md <==
        ## Backlog
        - [WP-1-A]
        - [WP-1-B] Blocked on WP-1-A, for WP-1-B reads its tables
        - [WP-1-D] Blocked on the review of WP-1-D

        ==> docs/task_packets/WP-1-C.md <==
        # WP-1-C
        - Blocked on: WP-1-A (before WP-1-C), WP-1-B; WP-1-C takes over its tables
      `,
    },
    {
      title: 'A list of dependencies in both directions',
      files: md`
        ==> docs/task_packets/WP-1-Login.md <==
        # WP-1-Login
        - STATUS: In-Progress

        ## Dependencies
        - **Depends on:** None
        - **Unlocks (not open yet):** WP-1-Logout
        - Used by the shell: WP-1-Logout

        ==> docs/task_packets/WP-1-Logout.md <==
        # WP-1-Logout
        - STATUS: Backlog

        ## Dependencies
        - WP-1-Login: for its session
        - Enables: WP-1-Roles

        ==> docs/task_packets/WP-1-Roles.md <==
        # WP-1-Roles
        - STATUS: Backlog
        - Blocked by: WP-1-Logout
      `,
    },
    {
      title: 'A chain',
      files: md`
        ==> docs/TASK_BOARD.md <==
        ## Backlog
        - [WP-1-A] Blocked on WP-1-B
        - [WP-1-B] Blocked on WP-1-C
        - [WP-1-C]
          - Unblocks: WP-1-B, WP-1-A
      `,
    },
  ],
});

const forItself = (id: string): string => `${id} waits for itself and can never start.`;

const message = (cycle: readonly string[]): string =>
  `These wait for each other and can never start: ${[...cycle, cycle[0]].join(' → ')}.`;
