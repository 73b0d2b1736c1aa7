/** packets/refinement-missing */
import { folderOf } from '#core/paths';
import { md } from '#core/rule';
import { isLookedFor } from '../model/scope';
import { isWorkedOn } from '../model/status';
import { rule } from '../model/types';

export default rule({
  scope: 'folder',
  severity: 'warning',
  concerns: 'content',
  since: '0.2.0',
  summary: 'The refinement that a packet names is there.',
  why: 'A refinement is what was agreed before the packet. One that names a refinement (`REFINEMENT_FILE`) which is not there, and is to be worked on, rests on what nobody can read; of one that is done it is history. Where FILES_TO_OPEN names the same file, that is told there.',

  check: {
    *packet({ facts, path, world }) {
      const named = facts.refinement;
      const status = facts.status?.reading?.status;
      const isDone = status === 'Done';
      if (!named || named.fresh || !isLookedFor(named) || !(isDone || isWorkedOn(status))) return;
      if (facts.opens.some((p) => p.path === named.path)) return;
      // From the folder's root, or beside the packet.
      const beside = folderOf(path);
      const isGone = [named.path, ...(beside === '' ? [] : [`${beside}/${named.path}`])].every((p) => {
        const there = world.exists(p);
        return there.is === 'known' && there.value.as === 'no';
      });
      if (isGone)
        yield {
          at: named.at,
          message: `There is no ${named.path}, which ${facts.id} names as its refinement; ${isDone ? 'correct the path' : 'write it, or correct the path'}.`,
          ...(isDone ? { severity: 'info' as const } : {}),
          about: { kind: 'path', name: named.path },
        };
    },
  },

  examples: [
    {
      title: 'Named, and not there',
      files: md`
        ==> docs/task_packets/WP-1-Login.md <==
        # WP-1-Login
        - STATUS: Ready-for-Dev

        ## Technical refinement
        - REFINEMENT_FILE: [|docs/refinements/WP-1-Login.md|]

        ==> docs/task_packets/WP-1-Past.md <==
        # WP-1-Past
        - STATUS: Done
        - REFINEMENT_FILE: [|docs/refinements/WP-1-Past.md|]
      `,
      says: [
        'There is no docs/refinements/WP-1-Login.md, which WP-1-Login names as its refinement; write it, or correct the path.',
        'There is no docs/refinements/WP-1-Past.md, which WP-1-Past names as its refinement; correct the path.',
      ],
      severities: ['warning', 'info'],
    },
    {
      title: 'In a table, between names that are known',
      files: md`
        ==> docs/task_packets/WP-1-Login.md <==
        # WP-1-Login

        | Field | Value |
        |---|---|
        | STATUS | Ready-for-Dev |
        | REFINEMENT_FILE | [|docs/refinements/WP-1-Login.md|] |
        | DATE | 2026-01-10 |

        | Risk | Answer |
        |---|---|
        | REFINEMENT | docs/refinements/none.md |
      `,
      says: [
        'There is no docs/refinements/WP-1-Login.md, which WP-1-Login names as its refinement; write it, or correct the path.',
      ],
    },
    {
      title: 'There; still to be written; told with what is to be opened; over',
      files: md`
        ==> docs/task_packets/WP-1-Login.md <==
        # WP-1-Login
        - STATUS: In-Progress
        - REFINEMENT_FILE: docs/refinements/WP-1-Login.md

        ==> docs/refinements/WP-1-Login.md <==
        # Refinement of WP-1-Login

        ==> docs/task_packets/WP-1-Keys.md <==
        # WP-1-Keys
        - STATUS: In-Progress
        - Refinement: \`keys.refinement.md\`

        ==> docs/task_packets/keys.refinement.md <==
        # Refinement of WP-1-Keys

        ==> docs/task_packets/WP-1-Menu.md <==
        # WP-1-Menu
        - STATUS: Backlog
        - REFINEMENT_FILE: docs/refinements/WP-1-Menu.md

        ==> docs/task_packets/WP-1-Roles.md <==
        # WP-1-Roles
        - STATUS: Ready-for-Dev
        - REFINEMENT_FILE: docs/refinements/WP-1-Roles.md
        - FILES_TO_OPEN: docs/refinements/WP-1-Roles.md

        ==> docs/task_packets/WP-1-Store.md <==
        # WP-1-Store
        - STATUS: Superseded
        - REFINEMENT_FILE: docs/refinements/WP-1-Store.md
      `,
    },
  ],
});
