/** packets/board-status-missing */
import { md } from '#core/rule';
import { rule } from '../model/types';

export default rule({
  scope: 'document',
  severity: 'warning',
  concerns: 'content',
  since: '0.2.0',
  summary: 'A row of the board says the state of its packet.',
  why: 'Who looks at the board wants to know what is being worked on. A row whose column of states is empty, in a section that says no state either, leaves it to guesses, and nothing can be held against the packet.',

  check: {
    *board({ model }) {
      for (const entry of model.entries)
        if (entry.unsaid)
          yield {
            at: entry.at,
            message: `${entry.id} has no status on the board; write what its packet says.`,
            about: { kind: 'packet', name: entry.id },
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
      title: 'The section says it; a table without such a column',
      files: md`
        ==> docs/TASK_BOARD.md <==
        # Board

        ## In Progress

        | Packet | Status |
        |---|---|
        | WP-1-Login | |

        ## Others

        | Packet | Title |
        |---|---|
        | WP-1-Logout | |
      `,
    },
  ],
});
