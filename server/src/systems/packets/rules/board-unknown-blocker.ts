/** packets/board-unknown-blocker */
import { distanceUpTo } from '#core/distance';
import type { Look } from '#core/look';
import { md, type Offer, type Report } from '#core/rule';
import type { RelPath } from '#core/text';
import { fitting } from '../model/audit/audit';
import { nearestId } from '../model/dialect/id-form';
import { replaceIn } from '../model/packet/edit';
import { isKnown } from '../model/queries';
import { type Located, rule } from '../model/types';

export default rule({
  scope: 'folder',
  severity: 'error',
  since: '0.1.0',
  summary: 'What blocks, or is unblocked by, a packet on the board exists.',
  why: 'A packet that waits for a name nobody has will wait for ever; one that frees such a name frees nothing.',

  check: {
    *board({ facts, path, look, dialect: { ids } }) {
      const names = facts.entries.flatMap((e) => [
        ...e.blockers.map((b) => ({ ...b, entry: e.id, waits: true })),
        ...e.unblocks.map((b) => ({ ...b, entry: e.id, waits: false })),
      ]);
      // What is linked there may be any document.
      if (ids.byName) yield* slips(names, look, path, 'packets/board');
      else if (names.length > 0) yield* unknown(names, look, path, 'packets/board');
    },
    *packet({ facts, path, look, dialect: { ids } }) {
      if (facts.retired) return;
      const { id: entry } = facts;
      const frees = facts.unblocks.map((n) => ({ ...n, entry, waits: false }));
      yield* slips(frees, look, path, 'packets/packet');
      if (facts.blockers.length === 0) return;
      const boards = look.files('packets/board');
      const onBoard = look.defs({ kind: 'blocking', name: facts.id }).filter((d) => boards.includes(d.path));
      const names = facts.blockers.filter((b) => !onBoard.some((d) => d.data.blockers.includes(b.text)));
      const waits = names.map((b) => ({ ...b, entry, waits: true }));
      yield* ids.byName ? slips(waits, look, path, 'packets/packet') : unknown(waits, look, path, 'packets/packet');
    },
  },

  examples: [
    {
      title: 'Below the ruler that ends the list, what is said of the packet as a whole',
      files: md`
        ==> docs/task_packets/WP-1-Login.md <==
        # WP-1-Login

        ### Dependencies
        - **Depends on:** [|WP-1-Tokens|]

        ---

        **Last Updated:** 2026-01-28

        **This packet is locked. If changes are needed, create a new one (WP-1-Login-v2).**

        ## VALIDATION
      `,
    },
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
      title: 'In a packet',
      files: md`
        ==> docs/task_packets/WP-1-Login.md <==
        # WP-1-Login
        - STATUS: Backlog
        - Blocked on: [|WP-0-Base|]
        - Blocks: WP-2-Roles, of which nothing is written yet
      `,
      says: ['WP-1-Login waits for WP-0-Base, which is neither a packet nor on the board.'],
    },
    {
      title: 'What a packet frees may not be written yet, but hardly with a slip in the name of one that is',
      files: md`
        ==> docs/task_packets/WP-1-Login.md <==
        # WP-1-Login
        - STATUS: Backlog
        - Blocks: [|WP-1-Logut|], WP-2-Logout, WP-1-Menu

        ==> docs/task_packets/WP-1-Logout.md <==
        # WP-1-Logout
        - STATUS: Backlog
      `,
      says: ['WP-1-Login unblocks WP-1-Logut, which is neither a packet nor on the board; did you mean WP-1-Logout?'],
      fixed: md`
        ==> docs/task_packets/WP-1-Login.md <==
        # WP-1-Login
        - STATUS: Backlog
        - Blocks: WP-1-Logout, WP-2-Logout, WP-1-Menu
      `,
    },
    {
      title: 'What a packet supersedes or does without is named there, and not waited for; a build order is waited for',
      files: md`
        ==> docs/task_packets/WP-1-Login.md <==
        # WP-1-Login
        - STATUS: Backlog
        - **Dependencies**: Supersedes the failed \`WP-1-Sign-In\` and WP-1-Sign-On; needs [|WP-0-Base|] (in place of WP-0-Old), none of WP-9-X.
        - BUILD_ORDER_DEPENDS_ON: WP-1-Users, [|WP-1-Nowhere|]

        ==> docs/task_packets/WP-1-Users-v2.md <==
        # WP-1-Users-v2
        - STATUS: Backlog
      `,
      says: [
        'WP-1-Login waits for WP-0-Base, which is neither a packet nor on the board.',
        'WP-1-Login waits for WP-1-Nowhere, which is neither a packet nor on the board.',
      ],
    },
    {
      title: 'Said in the section of another field, and behind a state',
      files: md`
        ==> docs/TASK_BOARD.md <==
        # Board

        | Packet | Status |
        |---|---|
        | WP-1-Teams | Blocked on [|WP-0-Conference-Rooms|] |

        ==> docs/task_packets/WP-1-Login.md <==
        # WP-1-Login
        - STATUS: Backlog (waits for [|WP-0-Foundations|])

        ## TEST_PLAN
        - npm test
        - Blocker: [|WP-0-Measurements|]

        ## Why
        Nobody gets in.

        **Blocked on:** [|WP-0-Vocabulary|]
      `,
    },
    {
      title: 'The next of a series is none that was meant',
      files: md`
        ==> docs/TASK_BOARD.md <==
        ## Backlog
        - [WP-2-01]
        - [WP-2-02] Blocked on [|WP-2-03|]
      `,
      says: ['WP-2-02 waits for WP-2-03, which is neither a packet nor on the board.'],
    },
    {
      title: 'A name without its number means the variants of it, also where only the board has them',
      files: md`
        ==> docs/TASK_BOARD.md <==
        ## Done
        - **[WP-1-Base-v3]** - [VALIDATED]

        ## Backlog
        - [WP-1-Login]
          - Blocker: WP-1-Base

        ==> docs/task_packets/WP-1-Teams.md <==
        # WP-1-Teams
        - STATUS: Backlog
        - Blocked on: WP-1-Base, WP-1-Roles, [|WP-1-Warehouse|]

        ==> docs/task_packets/WP-1-Roles-v2.md <==
        # WP-1-Roles-v2
        - STATUS: Backlog
      `,
      says: ['WP-1-Teams waits for WP-1-Warehouse, which is neither a packet nor on the board.'],
    },
    {
      title: 'Called by the names of their files alone: a slip is told; a link may lead to any document',
      config: "packets: { ids: ['{name}'], paths: { packet: 'work/*.md', board: BOARD.md } }\n",
      files: md`
        ==> work/log-in.md <==
        # log-in

        ==> work/dark-mode.md <==
        ---
        status: Backlog
        depends_on: [log-in, [|lgo-in|], css-tokens]
        ---
        # Dark mode

        ==> work/search.md <==
        # Search
        - Blocked on: [the index](../docs/index-design.md), a review
      `,
      says: ['dark-mode waits for lgo-in, which is neither a packet nor on the board; did you mean log-in?'],
      fixed: md`
        ==> work/dark-mode.md <==
        ---
        status: Backlog
        depends_on: [log-in, log-in, css-tokens]
        ---
        # Dark mode
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
    {
      title: 'A phase, by the number that the ids of its packets begin with',
      config: 'packets: { ids: [TASK] }',
      files: md`
        ==> docs/task_packets/TASK-1-Login.md <==
        # TASK-1-Login

        ==> docs/task_packets/TASK-1-Logout.md <==
        # TASK-1-Logout

        ==> docs/task_packets/TASK_4_Roles.md <==
        # TASK_4_Roles

        ==> docs/task_packets/TASK-2-View.md <==
        # TASK-2-View
        - STATUS: Backlog
        - Blocked on: TASK-1, TASK_4, [|TASK-3|]
      `,
      says: ['TASK-2-View waits for TASK-3, which is neither a packet nor on the board.'],
    },
  ],
});

interface Waiting extends Located {
  readonly entry: string;
  readonly waits: boolean;
}

/** To compare a name with ten thousand takes a while: where so many are unknown, no likeness helps. */
const COMPARED = 20;

function* unknown(names: readonly Waiting[], look: Look, path: RelPath, kind: string): Iterable<Report> {
  const told = new Set<string>();
  let known: Set<string> | undefined;
  for (const n of names) {
    // A few names are asked for one by one: whoever comes or goes elsewhere is none of their business.
    if (names.length > COMPARED) known ??= everybody(look);
    if (told.has(n.text) || (known?.has(n.text) ?? false) || isKnown(look, n.text) || isPhase(look, n.text)) continue;
    told.add(n.text);
    const near = told.size > COMPARED ? undefined : nearestId(n.text, known ?? everybody(look));
    const fixes: readonly Offer[] = near
      ? [{ title: `Change it to ${near}`, safety: 'ask', change: (desk) => replaceIn(desk, path, kind, n.at, near) }]
      : [];
    yield {
      at: n.at,
      message: `${n.entry} ${n.waits ? 'waits for' : 'unblocks'} ${n.text}, which is neither a packet nor on the board${near ? `; did you mean ${near}?` : '.'}`,
      about: { kind: 'packet', name: n.text },
      fixes,
    };
  }
}

/** What a packet frees is often not written yet: told is a name that one has but for a letter or two. */
function* slips(all: readonly Waiting[], look: Look, path: RelPath, kind: string): Iterable<Report> {
  const names = all.slice(0, COMPARED).filter(({ text, entry }) => {
    if (isKnown(look, text) || isPhase(look, text)) return false;
    const near = nearestId(text, everybody(look));
    return near !== undefined && near !== entry && digits(near) === digits(text) && distanceUpTo(near, text, 2) <= 2;
  });
  yield* unknown(names, look, path, kind);
}

const digits = (id: string): string => id.replace(/\D+/g, ' ');

/** `TASK-1` where packets are `TASK-1-Login` and `TASK-1-Logout`: all of them, or the one there is. */
const isPhase = (look: Look, id: string): boolean => /^\P{N}*\d+$/u.test(id) && fitting(id, look).count > 0;

const everybody = (look: Look): Set<string> => new Set([...look.names('packet'), ...look.names('entry')]);
