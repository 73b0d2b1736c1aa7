/** gatehouse/path-outside */
import { md } from '#core/rule';
import { leaves } from '../model/links';
import { rule } from '../model/types';

/** Of somebody's machine: no folder has its files below such a path. */
const isHome = /^\/(?:home|Users)\/[^/]+\/[^/]+\/|^\/mnt\/[a-z]\//;

export default rule({
  scope: 'folder',
  severity: 'error',
  since: '0.2.0',
  summary: 'A path in a field stays in the folder.',
  why: `What lies outside is another machine's or another project's: nobody who reads this one has it, and no check looks there. Gatehouse
neither reads nor shows such a file. A leading slash is the folder's root. A link that leads out is a warning: where the folder is
part of a larger one it may be right.`,

  check: {
    *document({ facts, paths }) {
      for (const { path, at, field } of paths())
        if (leaves(path) || isHome.test(path))
          yield { at, message: `${path}, in ${field}, is outside of this folder; name a file that is in it.` };
      for (const link of facts.links)
        if (leaves(link.path))
          yield {
            at: link.at,
            message: `${link.written} leads out of this folder; nothing there is looked at.`,
            severity: 'warning',
          };
    },
  },

  examples: [
    {
      title: 'Up, and to a home',
      files: md`
        ==> docs/task_packets/WP-1-Login.md <==
        # WP-1-Login
        - STATUS: Backlog
        - IN_SCOPE_PATHS:
          - src/login.ts
          - [|../../etc/passwd|]
          - [|~/notes/login.md|]
          - [|/home/alice/work/src/login.ts|]
        - See [the notes]([|../../../notes.md|]).
      `,
      says: [
        '../../etc/passwd, in IN_SCOPE_PATHS, is outside of this folder; name a file that is in it.',
        '~/notes/login.md, in IN_SCOPE_PATHS, is outside of this folder; name a file that is in it.',
        '/home/alice/work/src/login.ts, in IN_SCOPE_PATHS, is outside of this folder; name a file that is in it.',
        '../../../notes.md leads out of this folder; nothing there is looked at.',
      ],
      severities: ['error', 'error', 'error', 'warning'],
    },
    {
      title: 'From the root, and up and down again',
      files: md`
        ==> docs/task_packets/WP-1-Login.md <==
        # WP-1-Login
        - STATUS: Backlog
        - IN_SCOPE_PATHS:
          - /src/login.ts
          - /home/index.tsx
          - src/../server/login.ts
          - ./src/form.ts
        - See [the board](../TASK_BOARD.md).
      `,
    },
  ],
});
