/** packets/superseded-on-board */
import { md } from '#core/rule';
import { rule } from '../model/types';

export default rule({
  scope: 'folder',
  severity: 'hint',
  since: '0.2.0',
  summary: 'From a packet that the board has as superseded nobody works.',
  why: `That a packet is superseded may stand on the board alone. Its content is judged then as that of one whose STATUS says so: what it
lacks are hints. Where this rule is off they are as serious as its STATUS makes them; a gate takes no notice of it.`,

  check: {
    *packet({ facts, look }) {
      const { id, status, retired, defs } = facts;
      // What it says and nobody can read is told; one that says nothing leaves it to the board.
      if (retired || (status && !status.reading)) return;
      const names = new Set([id, ...defs.flatMap((d) => (d.kind === 'packet' ? d.name : []))]);
      const states = [...names].flatMap((name) => look.defs({ kind: 'entry', name }).flatMap((e) => e.data.status ?? []));
      if (states.length === 0 || states.some((s) => s !== 'Superseded')) return;
      yield {
        at: status?.at ?? facts.head,
        message: `The board has ${id} as superseded: nobody works from it, and what its content lacks is a hint.`,
        about: { kind: 'packet', name: id },
      };
    },
  },

  examples: [
    {
      title: 'On the board, by its id and by the name of its file; in both; on the board in two states',
      files: md`
        ==> docs/TASK_BOARD.md <==
        # Board

        ## Done
        - WP-1-Menu

        ## Superseded (archive)
        - **[WP-1-Login]** - [SUPERSEDED]
        - **[WP-1-Logout-20260102]** - [OUTDATED_ONLY]
        - **[WP-1-Roles]** - [SUPERSEDED]
        - **[WP-1-Menu]** - [SUPERSEDED]

        ==> docs/task_packets/WP-1-Login.md <==
        # WP-1-Login
        - STATUS: [|Done|]

        ==> docs/task_packets/WP-1-Logout-20260102.md <==
        # WP-1-Logout
        - TASK_ID: WP-1-Logout
        - STATUS: [|Ready for Dev|]

        ==> docs/task_packets/WP-1-Roles.md <==
        # WP-1-Roles
        - STATUS: Superseded

        ==> docs/task_packets/WP-1-Menu.md <==
        # WP-1-Menu
        - STATUS: Done
      `,
      says: [
        'The board has WP-1-Login as superseded: nobody works from it, and what its content lacks is a hint.',
        'The board has WP-1-Logout as superseded: nobody works from it, and what its content lacks is a hint.',
      ],
    },
    {
      title: 'Only the board says a state',
      files: md`
        ==> docs/TASK_BOARD.md <==
        ## Superseded (archive)
        - **[WP-1-Login]** - [SUPERSEDED]
        - **[WP-1-Menu]** - [SUPERSEDED]

        ==> docs/task_packets/WP-1-Login.md <==
        # [|WP-1-Login|]
        - What: Let people in.

        ==> docs/task_packets/WP-1-Menu.md <==
        # WP-1-Menu
        - STATUS: mostly harmless
      `,
    },
    {
      title: 'A board that has it as done',
      files: md`
        ==> docs/TASK_BOARD.md <==
        ## Done
        - WP-1-Login

        ==> docs/task_packets/WP-1-Login.md <==
        # WP-1-Login
        - STATUS: Done
      `,
    },
  ],
});
