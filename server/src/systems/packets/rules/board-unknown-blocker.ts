/** packets/board-unknown-blocker */
import { closest } from '#core/distance';
import { md } from '#core/rule';
import { replaceIn } from '../model/edit';
import { isKnown } from '../model/queries';
import { rule } from '../model/types';

export default rule({
  scope: 'folder',
  severity: 'error',
  since: '0.1.0',
  summary: 'What blocks, or is unblocked by, a packet on the board exists.',
  why: 'A packet that waits for a name nobody has will wait for ever; one that frees such a name frees nothing.',

  check: {
    *board({ facts, path, look }) {
      const told = new Set<string>();
      const names = facts.entries.flatMap((e) => [
        ...e.blockers.map((b) => ({ ...b, entry: e.id, waits: true })),
        ...e.unblocks.map((b) => ({ ...b, entry: e.id, waits: false })),
      ]);
      for (const n of names) {
        if (told.has(n.text) || isKnown(look, n.text)) continue;
        told.add(n.text);
        const near = closest(n.text, new Set([...look.names('packet'), ...look.names('entry')]));
        yield {
          at: n.at,
          message: `${n.entry} ${n.waits ? 'waits for' : 'unblocks'} ${n.text}, which is neither a packet nor on the board${near ? `; did you mean ${near}?` : '.'}`,
          fixes: near
            ? [
                {
                  title: `Change it to ${near}`,
                  safety: 'ask',
                  change: (desk) => replaceIn(desk, path, 'packets/board', n.at, near),
                },
              ]
            : [],
        };
      }
    },
  },

  examples: [
    {
      title: 'Two names that nobody has',
      files: md`
        ==> docs/TASK_BOARD.md <==
        ## Backlog
        - [WP-1-Login]
          - Blocker: [|WP-0-Base|] (must complete first)
          - Unblocks: WP-1-Logout, [|WP-1-Sessions|]
        - [WP-1-Logout] Blocked on WP-1-Login
      `,
      says: [
        'WP-1-Login waits for WP-0-Base, which is neither a packet nor on the board.',
        'WP-1-Login unblocks WP-1-Sessions, which is neither a packet nor on the board.',
      ],
    },
    {
      title: 'A name from the wrong phase',
      files: md`
        ==> docs/TASK_BOARD.md <==
        ## Backlog
        - [WP-1-Login]
          - Unblocks: [|WP-3-Roles|]
        - [WP-2-Roles]
      `,
      says: ['WP-1-Login unblocks WP-3-Roles, which is neither a packet nor on the board; did you mean WP-2-Roles?'],
      fixed: md`
        ==> docs/TASK_BOARD.md <==
        ## Backlog
        - [WP-1-Login]
          - Unblocks: WP-2-Roles
        - [WP-2-Roles]
      `,
    },
    {
      title: 'None, and All, are no names',
      files: md`
        ==> docs/TASK_BOARD.md <==
        ## Backlog
        - [WP-1-Login]
          - Blocker: None (foundational)
          - Unblocks: All (everything needs it)
      `,
    },
  ],
});
