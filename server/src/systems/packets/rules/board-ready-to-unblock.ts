/** packets/board-ready-to-unblock */
import { type Look, ofMany, query } from '#core/look';
import { md, type Offer } from '#core/rule';
import type { RelPath } from '#core/text';
import { unblocked, unblockedPacket } from '../model/board/board';
import { standing, telling } from '../model/board/board-queries';
import { listed } from '../model/packet/packet';
import { rule } from '../model/types';

export default rule({
  scope: 'folder',
  severity: 'info',
  since: '0.2.0',
  summary: 'What waits only for work that is done need not wait.',
  why: 'A packet that was put aside until others are done is easily forgotten when they are.',

  check: {
    *board({ facts, path, look }) {
      const told = new Set<string>();
      const free = allFreed(
        look,
        facts.entries.flatMap((e) => (e.blockers.length > 0 ? [e.id] : [])),
      );
      for (const { id, blockers } of facts.entries) {
        const [first] = blockers;
        const all = free.get(id);
        if (!first || !all || told.has(id)) continue;
        told.add(id);
        yield {
          at: first.at,
          message: message(id, all),
          about: { kind: 'packet', name: id },
          fixes: [{ ...offer, change: (desk) => unblocked(desk, path, id) }],
        };
      }
    },
    *packet({ facts, path, look }) {
      const [first] = facts.blockers;
      if (!first || onBoard(look, facts.id)) return;
      const all = look.ask(freed, facts.id);
      if (all === undefined) return;
      yield {
        at: first.at,
        message: message(facts.id, all),
        about: { kind: 'packet', name: facts.id },
        fixes: [{ ...offer, change: (desk) => unblockedPacket(desk, path) }],
      };
    },
  },

  examples: [
    {
      title: 'All that two of them wait for is done',
      files: md`
        ==> docs/TASK_BOARD.md <==
        ## Done
        - **[WP-1-Login]** - [VALIDATED]
        - **[WP-1-Base]** - [VALIDATED]

        ## Blocked
        - [WP-1-Logout]
          - Blocker: [|WP-1-Login|] + WP-1-Base

        ## Backlog
        - [WP-2-Roles] Blocked on [|WP-1-Login|] (ready when phase 1 closes)
      `,
      says: [
        'WP-1-Login and WP-1-Base are done: WP-1-Logout need not wait any longer.',
        'WP-1-Login is done: WP-2-Roles need not wait any longer.',
      ],
      fixed: md`
        ==> docs/TASK_BOARD.md <==
        ## Done
        - **[WP-1-Login]** - [VALIDATED]
        - **[WP-1-Base]** - [VALIDATED]

        ## Blocked
        - [WP-1-Logout]
          - Blocker: None

        ## Backlog
        - [WP-2-Roles] no blockers (ready when phase 1 closes)
      `,
    },
    {
      title: 'Said by the packet alone',
      files: md`
        ==> docs/task_packets/WP-1-Logout.md <==
        # WP-1-Logout
        - STATUS: Blocked
        - Blocked on: [|WP-1-Login|]

        ==> docs/task_packets/WP-1-Login.md <==
        # WP-1-Login
        - STATUS: Done (VALIDATED)
      `,
      fixed: md`
        ==> docs/task_packets/WP-1-Logout.md <==
        # WP-1-Logout
        - STATUS: Blocked
        - Blocked on: None
      `,
    },
    {
      title: 'One is still under way, one failed, and what is ready does not wait',
      files: md`
        ==> docs/TASK_BOARD.md <==
        ## Done
        - **[WP-1-Login]**
        - **[WP-1-Audit]**

        ## In Progress
        - [WP-1-Base] Started 2026-01-10

        ## Ready for Dev
        - [WP-1-Forms] Blocked on WP-1-Login

        ## Blocked
        - [WP-1-Logout]
          - Blocker: WP-1-Login, WP-1-Base
        - [WP-1-Roles]
          - Blocker: WP-1-Audit

        ==> docs/task_packets/WP-1-Audit.md <==
        # WP-1-Audit
        - STATUS: Done

        ## Validation Report
        Verdict: FAIL
      `,
    },
    {
      title: 'A packet that stands on the board: its entry says so, and the packet not again',
      files: md`
        ==> docs/TASK_BOARD.md <==
        ## Done
        - **[WP-1-Base]** - [VALIDATED]

        ## Blocked
        - [WP-1-Login] - **Blocked by**: [|WP-1-Base|]
        - [WP-1-Logout] - blocked by [[|WP-1-Base|]](task_packets/WP-1-Base.md) alone
        - [WP-1-Roles] - blocked by **[|WP-1-Base|]** alone

        ==> docs/task_packets/WP-1-Login.md <==
        # WP-1-Login

        - STATUS: Blocked
        - Blocked by: WP-1-Base

        ==> docs/task_packets/WP-1-Base.md <==
        # WP-1-Base

        - STATUS: Done
      `,
      fixed: md`
        ==> docs/TASK_BOARD.md <==
        ## Done
        - **[WP-1-Base]** - [VALIDATED]

        ## Blocked
        - [WP-1-Login] - no blockers
        - [WP-1-Logout] - no blockers alone
        - [WP-1-Roles] - no blockers alone

        ==> docs/task_packets/WP-1-Login.md <==
        # WP-1-Login

        - STATUS: Blocked
        - Blocked by: None
      `,
    },
  ],
});

const offer: Omit<Offer, 'change'> = { title: 'Write that nothing blocks it', safety: 'ask' };

/** Everything that a packet waits for, when all of it is over and the packet still waits. */
const freed = query<readonly string[] | undefined, string>('packets/freed', (look, id) => {
  const { status } = look.ask(standing, id);
  if (status !== 'Blocked' && status !== 'Backlog') return undefined;
  const { blockers } = look.ask(telling, id);
  return blockers.length > 0 && blockers.every((b) => look.ask(standing, b).over) ? blockers : undefined;
});
const allFreed = ofMany(freed);

function onBoard(look: Look, id: string): boolean {
  const boards: readonly RelPath[] = look.files('packets/board');
  return look.defs({ kind: 'blocking', name: id }).some((d) => boards.includes(d.path) && d.data.blockers.length > 0);
}

const message = (id: string, blockers: readonly string[]): string =>
  `${listed(blockers)} ${blockers.length === 1 ? 'is' : 'are'} done: ${id} need not wait any longer.`;
