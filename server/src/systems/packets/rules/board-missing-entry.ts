/** packets/board-missing-entry */
import { md } from '#core/rule';
import type { RelPath } from '#core/text';
import { entryIntoBoard } from '../model/board/board';
import { shownStates } from '../model/board/board-queries';
import { rule } from '../model/types';

export default rule({
  scope: 'folder',
  severity: 'error',
  since: '0.2.0',
  summary: 'A packet stands on the board.',
  why: `Who plans looks at the board; a packet that is not there is not planned, and nobody waits for it. Stubs, superseded and
archived packets need not be there, nor what is done where the board shows nothing that is done. While no entry of the board can
be read, and for a packet that stands in a line which could be an entry, nothing is said.`,

  check: {
    *packet({ facts, path, look, dialect }) {
      if (facts.retired || look.defs({ kind: 'entry', name: facts.id }).length > 0) return;
      const boards = look.files('packets/board');
      const board = nearest(boards, path);
      if (board === undefined || look.defs({ kind: 'packet', name: facts.id })[0]?.path !== path) return;
      const states = look.ask(shownStates);
      const reading = facts.status?.reading;
      if (states.length === 0 || (reading?.status === 'Done' && !states.includes('Done'))) return;
      const aliases = facts.defs.filter((d) => d.kind === 'packet' && d.name !== facts.id);
      if (aliases.some((a) => look.defs({ kind: 'entry', name: a.name }).length > 0)) return;
      yield {
        at: facts.head,
        message: `${facts.id} is ${boards.length > 1 ? 'on none of the boards' : 'not on the board'} (${boards.join(', ')}).`,
        about: { kind: 'packet', name: facts.id },
        fixes: reading
          ? [
              {
                title: 'Put it on the board',
                safety: 'ask',
                change: (desk) => entryIntoBoard(desk, board, facts.id, reading, dialect.words),
              },
            ]
          : [],
      };
    },
  },

  examples: [
    {
      title: 'A template whose TASK_ID nobody has filled in: the file says which packet it is',
      files: md`
        ==> docs/TASK_BOARD.md <==
        ## Backlog

        - **[WP-1-Login]**

        ==> docs/task_packets/WP-1-Login.md <==
        # WP-1-Login
        - STATUS: Backlog

        ==> docs/task_packets/WP-1-Logout.md <==
        # [|Task Packet: WP-{phase}-{Name}|]
        - TASK_ID: WP-{phase}-{Name}
        - STATUS: Backlog
      `,
      says: ['WP-1-Logout is not on the board (docs/TASK_BOARD.md).'],
      fixed: md`
        ==> docs/TASK_BOARD.md <==
        ## Backlog

        - **[WP-1-Login]**
        - **[WP-1-Logout]**
      `,
    },
    {
      title: 'Named by another, and not there itself',
      files: md`
        ==> docs/TASK_BOARD.md <==
        ## Ready for Dev

        - **[WP-1-Login]**
          - Unblocks: WP-1-Logout

        ## Backlog

        (None)

        ==> docs/task_packets/WP-1-Login.md <==
        # WP-1-Login
        - STATUS: Ready-for-Dev

        ==> docs/task_packets/WP-1-Logout.md <==
        # [|WP-1-Logout|]
        - STATUS: Backlog
      `,
      says: ['WP-1-Logout is not on the board (docs/TASK_BOARD.md).'],
      fixed: md`
        ==> docs/TASK_BOARD.md <==
        ## Ready for Dev

        - **[WP-1-Login]**
          - Unblocks: WP-1-Logout

        ## Backlog

        - **[WP-1-Logout]**
      `,
    },
    {
      title: 'Several boards: it goes onto the nearest',
      config: md`
        packets: { paths: { packet: '*/tasks/WP-*.md', board: '*/BOARD.md' } }
      `,
      files: md`
        ==> bell/BOARD.md <==
        ## Backlog

        - **[WP-1-Rope]**

        ==> lamp/BOARD.md <==
        ## Backlog

        - **[WP-1-Wire]**

        ==> bell/tasks/WP-1-Rope.md <==
        # WP-1-Rope
        - STATUS: Backlog

        ==> lamp/tasks/WP-1-Wire.md <==
        # WP-1-Wire
        - STATUS: Backlog

        ==> lamp/tasks/WP-1-Bulb.md <==
        # [|WP-1-Bulb|]
        - STATUS: Backlog
      `,
      says: ['WP-1-Bulb is on none of the boards (bell/BOARD.md, lamp/BOARD.md).'],
      fixed: md`
        ==> lamp/BOARD.md <==
        ## Backlog

        - **[WP-1-Wire]**
        - **[WP-1-Bulb]**
      `,
    },
    {
      title: 'A packet that has lost its STATUS',
      files: md`
        ==> docs/TASK_BOARD.md <==
        ## Backlog

        - **[WP-1-Login]**

        ==> docs/task_packets/WP-1-Login.md <==
        # WP-1-Login
        - STATUS: Backlog

        ==> docs/task_packets/WP-1-Logout.md <==
        # [|WP-1-Logout|]
        - TASK_ID: WP-1-Logout
      `,
      says: ['WP-1-Logout is not on the board (docs/TASK_BOARD.md).'],
    },
    {
      title: 'A board of one table',
      files: md`
        ==> docs/TASK_BOARD.md <==
        | WP | Status | Blocker |
        |----|--------|---------|
        | WP-1-Login | In Progress | none |

        Legend: see the protocol.

        ==> docs/task_packets/WP-1-Login.md <==
        # WP-1-Login
        - STATUS: In-Progress

        ==> docs/task_packets/WP-1-Logout.md <==
        # [|WP-1-Logout|]
        - STATUS: Backlog
      `,
      fixed: md`
        ==> docs/TASK_BOARD.md <==
        | WP | Status | Blocker |
        |----|--------|---------|
        | WP-1-Login | In Progress | none |
        | WP-1-Logout | Backlog | |

        Legend: see the protocol.
      `,
    },
    {
      title: 'A board of headings, without the section that is wanted',
      files: md`
        ==> docs/TASK_BOARD.md <==
        # Board

        ## In Progress

        ### WP-1-Login: log in
        - Started: 2026-01-10

        ==> docs/task_packets/WP-1-Login.md <==
        # WP-1-Login
        - STATUS: In-Progress

        ==> docs/task_packets/WP-1-Logout.md <==
        # [|WP-1-Logout|]
        - STATUS: Backlog
      `,
      fixed: md`
        ==> docs/TASK_BOARD.md <==
        # Board

        ## In Progress

        ### WP-1-Login: log in
        - Started: 2026-01-10

        ## Backlog

        - **[WP-1-Logout]**
      `,
    },
    {
      title: 'A stub, what is done on a board that shows only what is open, and a line that could be an entry',
      files: md`
        ==> docs/TASK_BOARD.md <==
        ## Ready for Dev
        - [WP-1-Login]

        ## Team Blue
        - Log out, WP-1-Logout, from next week on

        ==> docs/task_packets/WP-1-Login.md <==
        # WP-1-Login
        - STATUS: Ready-for-Dev

        ==> docs/task_packets/WP-1-Logout.md <==
        # WP-1-Logout
        - STATUS: Backlog

        ==> docs/task_packets/WP-1-Base.md <==
        # WP-1-Base
        - STATUS: Done

        ==> docs/task_packets/stubs/WP-1-Roles.md <==
        # WP-1-Roles
        - STATUS: Stub
      `,
    },
    {
      title: 'Between the marks of a merge that was left unfinished',
      files: md`
        ==> docs/TASK_BOARD.md <==
        ## Backlog

        | Task | Since |
        |---|---|
        | WP-1-Login | 2026-01-02 |
        <<<<<<< HEAD
        | WP-1-Logout | 2026-01-02 |
        =======
        | WP-1-Roles | 2026-01-02 |
        >>>>>>> roles

        ==> docs/task_packets/WP-1-Login.md <==
        # WP-1-Login
        - STATUS: Backlog

        ==> docs/task_packets/WP-1-Logout.md <==
        # WP-1-Logout
        - STATUS: Backlog

        ==> docs/task_packets/WP-1-Roles.md <==
        # WP-1-Roles
        - STATUS: Backlog
      `,
    },
    {
      title: 'A board that nobody can read',
      files: md`
        ==> docs/TASK_BOARD.md <==
        # Board

        Work is tracked in the wiki; WP-1-Login is next.

        ==> docs/task_packets/WP-1-Login.md <==
        # WP-1-Login
        - STATUS: Ready-for-Dev
      `,
    },
  ],
});

/** Of several boards the one that lies nearest: each part of a repository may have its own. */
function nearest(boards: readonly RelPath[], path: RelPath): RelPath | undefined {
  const shared = (board: RelPath): number => {
    let n = 0;
    while (n < board.length && board[n] === path[n]) n++;
    return path.lastIndexOf('/', n);
  };
  let best = boards[0];
  for (const board of boards) if (best !== undefined && shared(board) > shared(best)) best = board;
  return best;
}
