/** packets/scope-overlap */
import { md } from '#core/rule';
import type { RelPath } from '#core/text';
import { type Claim, claimsOn, waitsFor } from '../model/claims';
import { listed } from '../model/packet';
import type { NamedPath } from '../model/scope';
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
      const shared = new Map<RelPath, { readonly named: NamedPath; readonly others: readonly Claim[] }>();
      for (const named of facts.scope) {
        if (named.glob || named.unsure || shared.has(named.path)) continue;
        // Of a file that a hundred packets claim, the first few say enough.
        const others = claimsOn(look, named.path, facts.id)
          .filter((o) => !isSameWork(o.by, facts.id))
          .slice(0, MOST)
          .filter((o) => !look.ask(waitsFor, `${facts.id} ${o.by}`) && !look.ask(waitsFor, `${o.by} ${facts.id}`));
        if (others.length > 0) shared.set(named.path, { named, others });
      }
      const [first, ...more] = shared.values();
      if (!first) return;
      const who = [...new Set([first, ...more].flatMap((s) => s.others.map((o) => o.by)))];
      const other = first.others.find((o) => o.claim !== first.named.path);
      yield {
        at: first.named.at,
        message: `${first.named.path}${more.length > 0 ? ` and ${more.length} more of its files are` : ' is'} in the scope of ${listed(who.length > 3 ? [...who.slice(0, 3), `${who.length - 3} more`] : who)} too${other ? ` (as ${other.claim}/)` : ''}; let one wait for the other, or split the work.`,
        related: [first, ...more].flatMap(({ named, others }) => [
          ...(named === first.named ? [] : [{ at: named.at, message: named.path }]),
          ...others.map((o) => ({
            path: o.path,
            symbol: { kind: 'claim', name: o.claim } as const,
            message: `${o.claim} in the scope of ${o.by}`,
          })),
        ]),
        about: { kind: 'scope', name: facts.id },
      };
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
          - src/login.ts
          - [|src/session.ts|]
          - src/db/users.sql

        ==> docs/task_packets/WP-1-Logout.md <==
        # WP-1-Logout
        - STATUS: Ready-for-Validation
        - IN_SCOPE_PATHS: [|src/session.ts|]; src/db/

        ==> docs/task_packets/WP-1-Rename.md <==
        # WP-1-Rename
        - STATUS: Ready-for-Dev
        - IN_SCOPE_PATHS: [|src/db/names.sql|]; src/names.ts
      `,
      says: [
        'src/session.ts and 1 more of its files are in the scope of WP-1-Logout too; let one wait for the other, or split the work.',
        'src/session.ts is in the scope of WP-1-Login too; let one wait for the other, or split the work.',
        'src/db/names.sql is in the scope of WP-1-Logout too (as src/db/); let one wait for the other, or split the work.',
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
