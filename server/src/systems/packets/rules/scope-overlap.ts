/** packets/scope-overlap */
import { md } from '#core/rule';
import type { RelPath } from '#core/text';
import { claimsOn, waitsFor } from '../model/claims';
import { isWorkedOn } from '../model/status';
import { rule } from '../model/types';

export default rule({
  scope: 'folder',
  severity: 'warning',
  concerns: 'content',
  since: '0.2.0',
  summary: 'A file is in the scope of one packet at a time.',
  why: `Two packets that change one file at the same time undo each other’s work, or wait for each other unplanned. Packets that are
ready, in progress or under validation count. One that waits for the other by its blockers has the file after it, and a variant
takes the place of the packet before it.`,

  check: {
    *packet({ facts, look }) {
      if (!isWorkedOn(facts.status?.reading?.status)) return;
      const seen = new Set<RelPath>();
      for (const named of facts.scope) {
        if (named.glob || named.unsure || seen.has(named.path)) continue;
        seen.add(named.path);
        // Of a file that a hundred packets claim, the first few say enough.
        const others = claimsOn(look, named.path, facts.id)
          .filter((o) => !isSameWork(o.by, facts.id))
          .slice(0, MOST)
          .filter((o) => !look.ask(waitsFor, `${facts.id} ${o.by}`) && !look.ask(waitsFor, `${o.by} ${facts.id}`));
        const [first, ...more] = others;
        if (!first) continue;
        const who = more.length > 0 ? `${first.by} and ${more.length} more` : first.by;
        const what = first.claim === named.path ? 'it' : `${first.claim}/`;
        yield {
          at: named.at,
          message: `${named.path} is in the scope of ${who} too${what === 'it' ? '' : ` (${what})`}; let one wait for the other, or split the work.`,
          related: others.map((o) => ({
            path: o.path,
            symbol: { kind: 'claim', name: o.claim },
            message: `in the scope of ${o.by}`,
          })),
          about: { kind: 'path', name: named.path },
        };
      }
    },
  },

  examples: [
    {
      title: 'One file, and a folder that holds one',
      files: md`
        ==> docs/task_packets/WP-1-Login.md <==
        # WP-1-Login
        - STATUS: In-Progress
        - IN_SCOPE_PATHS:
          - [|src/session.ts|]
          - [|src/db/users.sql|]
          - src/login.ts

        ==> docs/task_packets/WP-1-Logout.md <==
        # WP-1-Logout
        - STATUS: Ready-for-Validation
        - IN_SCOPE_PATHS: [|src/session.ts|]; src/db/
      `,
      says: [
        'src/session.ts is in the scope of WP-1-Logout too; let one wait for the other, or split the work.',
        'src/db/users.sql is in the scope of WP-1-Logout too (src/db/); let one wait for the other, or split the work.',
        'src/session.ts is in the scope of WP-1-Login too; let one wait for the other, or split the work.',
      ],
    },
    {
      title: 'One after the other, a variant, not in work, and the governed documents themselves',
      files: md`
        ==> docs/task_packets/WP-1-Login.md <==
        # WP-1-Login
        - STATUS: In-Progress
        - IN_SCOPE_PATHS: src/session.ts; docs/TASK_BOARD.md

        ==> docs/task_packets/WP-1-Logout.md <==
        # WP-1-Logout
        - STATUS: Ready-for-Dev
        - Blocked on: WP-1-Tokens
        - IN_SCOPE_PATHS: src/session.ts

        ==> docs/task_packets/WP-1-Tokens.md <==
        # WP-1-Tokens
        - STATUS: Ready-for-Dev
        - IN_SCOPE_PATHS: src/tokens.ts; docs/TASK_BOARD.md
        - Blocked on: WP-1-Login

        ==> docs/task_packets/WP-1-Login-v2.md <==
        # WP-1-Login-v2
        - STATUS: Ready-for-Dev
        - IN_SCOPE_PATHS: src/login.ts; src/session.ts
        - Blocks: WP-1-Logout

        ==> docs/task_packets/WP-1-Start.md <==
        # WP-1-Start
        - STATUS: Backlog
        - IN_SCOPE_PATHS: src/session.ts

        ==> docs/TASK_BOARD.md <==
        # Board
      `,
    },
  ],
});

const MOST = 8;

/** A packet and its variants. */
const isSameWork = (a: string, b: string): boolean => a.replace(/-v\d+$/i, '') === b.replace(/-v\d+$/i, '');
