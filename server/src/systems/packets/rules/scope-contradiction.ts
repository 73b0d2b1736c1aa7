/** packets/scope-contradiction */
import { flat } from '#core/fields/items';
import { type FieldDocument, fieldOf } from '#core/fields/model';
import { globMatcher } from '#core/glob';
import { md } from '#core/rule';
import type { RelPath } from '#core/text';
import { pathsOf, type WrittenPath } from '../model/paths/paths';
import { rule } from '../model/types';

export default rule({
  scope: 'document',
  severity: 'error',
  concerns: 'content',
  since: '0.1.0',
  summary: 'No path is both in scope and out of scope.',
  why: 'Whoever works on the packet may touch the file by one list and must not by the other. A remark such as “everything else” beside the folder makes it an exception, not a contradiction.',

  check: {
    *packet({ model }) {
      const out = paths(model.fields, 'OUT_OF_SCOPE')
        .filter((p) => !partly.test(p.note ?? ''))
        .map((p) => ({ ...p, takes: matcher(p) }));
      if (out.length === 0) return;
      for (const inside of paths(model.fields, 'IN_SCOPE_PATHS')) {
        const outer = out.find((o) => o.takes(inside.path));
        if (!outer) continue;
        const where = outer.path === inside.path ? 'it' : outer.glob ? outer.path : `${outer.path}/`;
        yield {
          at: inside.at,
          message: `${inside.path} is in scope here, but OUT_OF_SCOPE names ${where}; take it out of one of the two.`,
          related: [{ at: outer.at, message: 'out of scope here' }],
          about: { kind: 'path', name: inside.path },
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
      title: 'By a pattern, and in a list in one line',
      files: md`
        ==> docs/task_packets/WP-1-Login.md <==
        # WP-1-Login
        - IN_SCOPE_PATHS: src/login.ts; [|src/db/users.sql|], [|docs/login.md|]
        - OUT_OF_SCOPE:
          - src/db/*.sql (frozen in phase 1)
          - docs
          - docs/*.md
          - CI/CD
      `,
      says: [
        'src/db/users.sql is in scope here, but OUT_OF_SCOPE names src/db/*.sql; take it out of one of the two.',
        'docs/login.md is in scope here, but OUT_OF_SCOPE names docs/*.md; take it out of one of the two.',
      ],
    },
    {
      title: 'The rest of a folder, a part of a file, an exception in a folder',
      files: md`
        ==> docs/task_packets/WP-1-Login.md <==
        # WP-1-Login

        ## In Scope
        - src/login.ts
        - src/db/

        ## Out of Scope
        - src/ (everything else)
        - src/login.ts: only the styles are left alone
        - src/db/legacy.sql
        - Refactoring of src/db/users.sql
      `,
    },
    {
      title: 'A word that need not be a path',
      files: md`
        ==> docs/task_packets/WP-1-Login.md <==
        # WP-1-Login

        ## IN_SCOPE_PATHS
        - src/login.ts

        ## OUT_OF_SCOPE
        - src
      `,
    },
  ],
});

/** Words by which only a part of what is named is meant. */
const partly =
  /\b(?:else|other|others|rest|except|besides|beyond|apart|remaining|only|unless|unrelated|internals|refactor\w*|not listed|outside)\b/i;

const paths = (fields: FieldDocument, key: string): readonly WrittenPath[] =>
  [...flat(fieldOf(fields, key)?.items ?? [])].flatMap((i) => pathsOf(i)).filter((p) => p.sure);

/** Whether a path is the one that is named, or lies in it. */
function matcher(outer: WrittenPath): (path: RelPath) => boolean {
  const matches = outer.glob ? globMatcher([outer.path]) : undefined;
  return (path) => path === outer.path || (matches ? matches(path) : path.startsWith(`${outer.path}/`));
}
