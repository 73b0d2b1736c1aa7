/** packets/board-status-missing */
import { md } from '#core/rule';
import { rule } from '../model/types';

export default rule({
  scope: 'document',
  severity: 'warning',
  concerns: 'content',
  since: '0.2.0',
  summary: 'A row of the board says the state of its packet.',
  why: 'Who looks at the board wants to know what is being worked on. A row whose column of states is empty or holds a dash, in a section that says no state either, leaves it to guesses, and nothing can be held against the packet.',

  check: {
    *board({ model }) {
      const [first, ...more] = model.entries.filter((e) => e.unsaid);
      if (!first) return;
      const who = more.length === 0 ? `${first.id} has` : `${first.id} and ${more.length} more have`;
      yield {
        at: first.at,
        message: `${who} no status on the board; write what ${more.length === 0 ? 'its packet says' : 'their packets say'}.`,
        related: more.map(({ id, at }) => ({ at, message: `${id} has none, too` })),
        about: { kind: 'packet', name: first.id },
      };
    },
  },

  examples: [
    {
      title: 'An empty cell among others',
      files: md`
        ==> docs/TASK_BOARD.md <==
        # Board

        | Packet | Title | Status |
        |---|---|---|
        | WP-1-Login | Log in | Done |
        | [|WP-1-Logout|] | Log out | |
      `,
      says: ['WP-1-Logout has no status on the board; write what its packet says.'],
    },
    {
      title: 'Several are told once; a dash says as little as nothing, a heading of what lies aside says enough',
      files: md`
        ==> docs/TASK_BOARD.md <==
        # Board

        | Packet | Title | Status |
        |---|---|---|
        | [|WP-1-Logout|] | Log out | — |
        | WP-1-Login | Log in | ready |
        | WP-1-Menu | Menu | \`-\` |
        | WP-1-Roles | Roles | |

        ## Archive

        | Packet | Title | Status |
        |---|---|---|
        | WP-1-Old | Old | |
      `,
      says: ['WP-1-Logout and 2 more have no status on the board; write what their packets say.'],
    },
    {
      title: 'The section says it; a table without such a column',
      files: md`
        ==> docs/TASK_BOARD.md <==
        # Board

        ## In Progress

        | Packet | Status |
        |---|---|
        | WP-1-Login | |
        | WP-1-Roles | - |

        ## Others

        | Packet | Title |
        |---|---|
        | WP-1-Logout | |
      `,
    },
  ],
});
