/** packets/scope-count */
import { fieldOf } from '#core/fields/model';
import { md } from '#core/rule';
import { itemsIn } from '../model/packet/packet';
import { pathsOf } from '../model/paths/paths';
import { rule } from '../model/types';

export default rule({
  scope: 'document',
  severity: 'hint',
  concerns: 'content',
  since: '0.2.0',
  summary: 'IN_SCOPE_PATHS has a number of files that one packet can carry.',
  why: 'Fewer than usual leave out tests and documentation more often than not; with more, the packet is several. The numbers are `packets.counts.IN_SCOPE_PATHS` in gatehouse.yaml.',

  check: {
    *packet({ model, dialect }) {
      const field = fieldOf(model.fields, 'IN_SCOPE_PATHS');
      if (!field) return;
      const paths = itemsIn(field).flatMap((item) => pathsOf(item));
      // A pattern stands for a number that is not known.
      if (paths.length === 0 || paths.some((p) => p.glob || p.folder)) return;
      const count = new Set(paths.map((p) => p.path)).size;
      const [least, most] = dialect.counts.IN_SCOPE_PATHS;
      if (count < least || count > most)
        yield {
          at: field.nameAt,
          message: `IN_SCOPE_PATHS names ${count} ${count === 1 ? 'file' : 'files'}; ${least} to ${most} are usual.`,
        };
    },
  },

  examples: [
    {
      title: 'Two files',
      files: md`
        ==> docs/task_packets/WP-1-Login.md <==
        # WP-1-Login
        - [|IN_SCOPE_PATHS|]:
          - src/login.ts
          - src/session.ts (new)
      `,
      says: ['IN_SCOPE_PATHS names 2 files; 5 to 20 are usual.'],
    },
    {
      title: 'Five in a line, a pattern, sentences only, names of any letters',
      files: md`
        ==> docs/task_packets/WP-1-Login.md <==
        # WP-1-Login
        - IN_SCOPE_PATHS: a.ts; b.ts; c.ts; d.ts; e.ts

        ==> docs/task_packets/WP-1-Logout.md <==
        # WP-1-Logout
        - IN_SCOPE_PATHS:
          - src/**

        ==> docs/task_packets/WP-1-Start.md <==
        # WP-1-Start
        ## In Scope
        1. Everything that the login form needs

        ==> docs/task_packets/WP-1-Words.md <==
        # WP-1-Words
        ## In Scope
        - src/größe.ts
        - src/größe-nfd.ts
        - src/日本/時.ts
        - src/🏮.ts
        - src/with spaces/größe a.ts
      `,
    },
  ],
});
