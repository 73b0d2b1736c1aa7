/** packets/scope-overlap */
import { md, type Report } from '#core/rule';
import type { RelPath } from '#core/text';
import { isWorkedOn } from '../model/dialect/status';
import { fewOf, firstOf } from '../model/packet/packet';
import { type Claim, claimsOn, isLeft, waitsFor } from '../model/paths/claims';
import type { NamedPath } from '../model/paths/scope';
import { rule } from '../model/types';

export default rule({
  scope: 'folder',
  severity: 'warning',
  concerns: 'content',
  since: '0.2.0',
  summary: 'A file is in the scope of one packet at a time.',
  why: `Two packets that change one file at the same time undo each other’s work, or wait for each other unplanned. Packets that are
ready, in progress or under validation count. One that waits for the other by its blockers has the file after it, and a variant
takes the place of the packet before it. A packet that the board has as finished is not in work: which of the two is right is
board-status-mismatch’s matter.

What packets write into side by side is no conflict: manifests, lock files and the changelog (\`packets.shared\` in gatehouse.yaml), and
what five packets in work list (\`packets.sharedBy\`), such as a registry of modules. Such files are information, told once for all packets.`,

  check: {
    *packet({ facts, path, look, dialect }) {
      if (!isWorkedOn(facts.status?.reading?.status) || isLeft(look, facts.id)) return;
      const apart: Overlap[] = [];
      const shared: Overlap[] = [];
      const seen = new Set<RelPath>();
      const most = Number.isFinite(dialect.sharedBy) ? Math.max(MOST, dialect.sharedBy) : MOST;
      for (const named of facts.scope) {
        if (named.glob || named.unsure || seen.has(named.path)) continue;
        seen.add(named.path);
        // Of a file that a hundred packets claim, the first few say enough.
        const few = firstOf(claimsOn(look, named.path, facts.id), most);
        if (!named.folder && (dialect.isShared(named.path) || few.length + 1 >= dialect.sharedBy)) {
          // Told where the first of the packets is, with all of them.
          if (few.length === 0 || few.some((o) => o.path < path)) continue;
          const all = [...claimsOn(look, named.path, facts.id)];
          if (all.every((o) => path < o.path)) shared.push({ named, others: all });
          continue;
        }
        const others = few
          .slice(0, MOST)
          .filter((o) => !look.ask(waitsFor, `${facts.id} ${o.by}`) && !look.ask(waitsFor, `${o.by} ${facts.id}`));
        if (others.length > 0) apart.push({ named, others });
      }
      const [one, ...more] = apart;
      if (one) {
        const other = one.others.find((o) => o.claim !== one.named.path);
        yield {
          at: one.named.at,
          message: `${one.named.path}${more.length > 0 ? ` and ${more.length} more of its files are` : ' is'} in the scope of ${packetsOf(apart)} too${other ? ` (as ${other.claim}/)` : ''}; let one wait for the other, or split the work.`,
          related: placesOf(apart),
          about: { kind: 'scope', name: facts.id },
        };
      }
      const [told, ...rest] = shared;
      if (told)
        yield {
          at: told.named.at,
          severity: 'info',
          message: `${told.named.path}${rest.length > 0 ? ` and ${rest.length} more shared ${rest.length > 1 ? 'files' : 'file'} are` : ' is shared: it is'} in the scope of ${packetsOf(shared)} too.`,
          related: placesOf(shared),
          about: { kind: 'shared', name: facts.id },
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
      title: 'The board has one of them as finished, or superseded by what is in work',
      files: md`
        ==> docs/TASK_BOARD.md <==
        # Board

        ## In Progress
        - [WP-1-Logout]

        ## Done
        - [WP-1-Login] [VALIDATED]

        ## Superseded
        - [WP-1-Menu] [SUPERSEDED]

        ==> docs/task_packets/WP-1-Menu.md <==
        # WP-1-Menu
        - STATUS: In-Progress
        - IN_SCOPE_PATHS: src/session.ts

        ==> docs/task_packets/WP-1-Menu-v2.md <==
        # WP-1-Menu-v2
        - STATUS: Ready-for-Dev
        - IN_SCOPE_PATHS: src/menu.ts

        ==> docs/task_packets/WP-1-Login.md <==
        # WP-1-Login
        - STATUS: In-Progress
        - IN_SCOPE_PATHS: src/session.ts

        ==> docs/task_packets/WP-1-Logout.md <==
        # WP-1-Logout
        - STATUS: In-Progress
        - IN_SCOPE_PATHS: src/session.ts
      `,
    },
    {
      title: 'Manifests are told once',
      files: md`
        ==> docs/task_packets/WP-1-Login.md <==
        # WP-1-Login
        - STATUS: In-Progress
        - IN_SCOPE_PATHS: [|Cargo.toml|]; web/package.json; src/login.rs

        ==> docs/task_packets/WP-1-Logout.md <==
        # WP-1-Logout
        - STATUS: In-Progress
        - IN_SCOPE_PATHS: Cargo.toml; web/package.json; src/logout.rs
      `,
      says: ['Cargo.toml and 1 more shared file are in the scope of WP-1-Logout too.'],
      severities: ['info'],
    },
    {
      title: 'A file that five packets list is a registry',
      files: md`
        ==> docs/task_packets/WP-1-A.md <==
        # WP-1-A
        - STATUS: In-Progress
        - IN_SCOPE_PATHS: [|src/registry.rs|]; src/a.rs

        ==> docs/task_packets/WP-1-B.md <==
        # WP-1-B
        - STATUS: In-Progress
        - IN_SCOPE_PATHS: src/registry.rs; src/b.rs

        ==> docs/task_packets/WP-1-C.md <==
        # WP-1-C
        - STATUS: In-Progress
        - IN_SCOPE_PATHS: src/registry.rs; src/c.rs

        ==> docs/task_packets/WP-1-D.md <==
        # WP-1-D
        - STATUS: In-Progress
        - IN_SCOPE_PATHS: src/registry.rs; src/d.rs

        ==> docs/task_packets/WP-1-E.md <==
        # WP-1-E
        - STATUS: In-Progress
        - IN_SCOPE_PATHS: src/registry.rs; src/e.rs
      `,
      says: ['src/registry.rs is shared: it is in the scope of WP-1-B, WP-1-C, WP-1-D and 1 more too.'],
      severities: ['info'],
    },
    {
      title: 'A repository that says itself what is shared',
      config: md`
        packets:
          shared: '**/Cargo.toml'
          sharedBy: off
      `,
      files: md`
        ==> docs/task_packets/WP-1-Login.md <==
        # WP-1-Login
        - STATUS: In-Progress
        - IN_SCOPE_PATHS: crates/api/Cargo.toml; [|src/mod.rs|]

        ==> docs/task_packets/WP-1-Logout.md <==
        # WP-1-Logout
        - STATUS: In-Progress
        - IN_SCOPE_PATHS: [|src/mod.rs|]

        ==> docs/task_packets/WP-1-Names.md <==
        # WP-1-Names
        - STATUS: In-Progress
        - IN_SCOPE_PATHS: [|package.json|]

        ==> docs/task_packets/WP-1-Users.md <==
        # WP-1-Users
        - STATUS: In-Progress
        - IN_SCOPE_PATHS: src/users.ts; [|package.json|]
      `,
      says: [
        'src/mod.rs is in the scope of WP-1-Logout too; let one wait for the other, or split the work.',
        'src/mod.rs is in the scope of WP-1-Login too; let one wait for the other, or split the work.',
        'package.json is in the scope of WP-1-Users too; let one wait for the other, or split the work.',
        'package.json is in the scope of WP-1-Names too; let one wait for the other, or split the work.',
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

/** A path in the packet's scope, and who else claims it. */
interface Overlap {
  readonly named: NamedPath;
  readonly others: readonly Claim[];
}

/** The other packets by name, not too many of them. */
const packetsOf = (overlaps: readonly Overlap[]): string =>
  fewOf([...new Set(overlaps.flatMap((o) => o.others.map((c) => c.by)))]);

/** Where the others claim the files, and where the packet names those after the first. */
const placesOf = (overlaps: readonly Overlap[]): NonNullable<Report['related']> =>
  overlaps.flatMap(({ named, others }, i) => [
    ...(i === 0 ? [] : [{ at: named.at, message: named.path }]),
    ...others.slice(0, MOST).map((o) => ({
      path: o.path,
      symbol: { kind: 'claim', name: o.claim } as const,
      message: `${o.claim} in the scope of ${o.by}`,
    })),
  ]);
