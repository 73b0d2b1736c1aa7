/** packets/scope-contradiction */
import { flat } from '#core/fields/items';
import { type FieldDocument, fieldOf } from '#core/fields/model';
import { md } from '#core/rule';
import { holds, pathOf, type WrittenPath } from '../model/paths';
import { rule } from '../model/types';

export default rule({
  scope: 'document',
  severity: 'error',
  since: '0.1.0',
  summary: 'No path is both in scope and out of scope.',
  why: 'Whoever works on the packet may touch the file by one list and must not by the other. A remark such as “everything else” beside the folder makes it an exception, not a contradiction.',

  check: {
    *packet({ model }) {
      const out = paths(model.fields, 'OUT_OF_SCOPE').filter(
        (p) => !/\b(?:else|other|rest|except|besides|remaining)\b/i.test(p.note ?? ''),
      );
      if (out.length === 0) return;
      for (const inside of paths(model.fields, 'IN_SCOPE_PATHS')) {
        const outer = out.find((o) => holds(o, inside));
        if (!outer) continue;
        const where = outer.path === inside.path ? 'it' : `${outer.path}/`;
        yield {
          at: inside.at,
          message: `${inside.path} is in scope here, but OUT_OF_SCOPE names ${where}; take it out of one of the two.`,
          related: [{ at: outer.at, message: 'out of scope here' }],
        };
      }
    },
  },

  examples: [
    {
      title: 'The same file in both lists, and a file in a folder that is out',
      files: md`
        ==> docs/task_packets/WP-1-Login.md <==
        # WP-1-Login

        ## Scope
        - IN_SCOPE_PATHS:
          - [|src/login.ts|]
          - [|src/db/users.ts|] (new)
          - src/session.ts
        - OUT_OF_SCOPE:
          - \`src/login.ts\`
          - src/db/
          - Anything about sessions in src/session.ts
      `,
      says: [
        'src/login.ts is in scope here, but OUT_OF_SCOPE names it; take it out of one of the two.',
        'src/db/users.ts is in scope here, but OUT_OF_SCOPE names src/db/; take it out of one of the two.',
      ],
    },
    {
      title: 'The rest of a folder',
      files: md`
        ==> docs/task_packets/WP-1-Login.md <==
        # WP-1-Login

        ## In Scope
        - src/login.ts

        ## Out of Scope
        - src/ (everything else)
      `,
    },
  ],
});

const paths = (fields: FieldDocument, key: string): readonly WrittenPath[] =>
  [...flat(fieldOf(fields, key)?.items ?? [])].flatMap((i) => pathOf(i) ?? []);
