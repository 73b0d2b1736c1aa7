/** packets/board-status-mismatch */
import type { Look } from '#core/look';
import { md, type Offer } from '#core/rule';
import type { Known } from '#core/symbols';
import type { RelPath } from '#core/text';
import { agrees, statusIntoBoard, statusIntoPacket } from '../model/board';
import { type StatusReading, written } from '../model/status';
import { rule } from '../model/types';

export default rule({
  scope: 'folder',
  severity: 'error',
  since: '0.1.0',
  summary: 'Board and packet say the same status.',
  why: `Who looks at the board and who opens the packet must start the same work. It is told in both files; either one can be made to
follow the other. \`Done\` in the packet agrees with \`Done (VALIDATED)\` on the board when the last verdict is PASS; \`SUPERSEDED\`
and \`STUB\` may live on the board alone.`,

  check: {
    *board({ facts, path, look }) {
      const told = new Set<string>();
      for (const entry of facts.entries) {
        const packet = packetOf(look, entry.id);
        if (!packet || !entry.status || told.has(entry.id) || agrees(packet.data, entry.status) !== false) continue;
        // Another entry that agrees makes it a contradiction of the board with itself.
        if (facts.entries.some((e) => e.id === entry.id && e.status && agrees(packet.data, e.status))) continue;
        told.add(entry.id);
        const says = reading(packet);
        yield {
          at: entry.explicit ? entry.statusAt : entry.at,
          message: `The board has ${entry.id} as ${written(entry.status)}, its packet says ${written(says)}.`,
          related: [{ path: packet.path, symbol: { kind: 'packet', name: entry.id }, message: `the packet: ${written(says)}` }],
          fixes: both(path, packet, entry.id, entry.status, says),
        };
      }
    },
    *packet({ facts, path, look }) {
      const { status } = facts;
      const packet = packetOf(look, facts.id);
      if (!status?.reading || packet?.path !== path) return;
      const entries = look.defs({ kind: 'entry', name: facts.id });
      const entry = entries.find((e) => agrees(packet.data, e.data) === false);
      if (!entry?.data.status || entries.some((e) => agrees(packet.data, e.data))) return;
      const board = { status: entry.data.status, validated: entry.data.validated };
      yield {
        at: status.at,
        message: `${facts.id} says ${written(status.reading)}, the board has it as ${written(board)}, under “${entry.data.section}”.`,
        related: [{ path: entry.path, symbol: { kind: 'entry', name: facts.id }, message: `the board: ${written(board)}` }],
        fixes: both(entry.path, packet, facts.id, board, status.reading),
      };
    },
  },

  examples: [
    {
      title: 'Under way, and still on the list of what is ready',
      files: md`
        ==> docs/TASK_BOARD.md <==
        # Board

        ## In Progress

        (None)

        ## Ready for Dev

        - **[[|WP-1-Login|]]**

        ==> docs/task_packets/WP-1-Login.md <==
        # WP-1-Login
        - STATUS: [|In-Progress|]
      `,
      says: [
        'The board has WP-1-Login as Ready-for-Dev, its packet says In-Progress.',
        'WP-1-Login says In-Progress, the board has it as Ready-for-Dev, under “Ready for Dev”.',
      ],
      fixed: md`
        ==> docs/TASK_BOARD.md <==
        # Board

        ## In Progress

        - **[WP-1-Login]**

        ## Ready for Dev

      `,
    },
    {
      title: 'The other way round: the packet follows the board',
      fix: 1,
      files: md`
        ==> docs/TASK_BOARD.md <==
        ## Phase 1 Closure Gates (BLOCKING)
        1. **[WP-1-Login]** - Log in. [[|READY FOR DEV 🔴|]]

        ==> docs/task_packets/WP-1-Login.md <==
        # WP-1-Login
        **Status:** [|In Progress|]
      `,
      fixed: md`
        ==> docs/task_packets/WP-1-Login.md <==
        # WP-1-Login
        **Status:** Ready-for-Dev
      `,
    },
    {
      title: 'Validated on the board, with a verdict in the packet',
      files: md`
        ==> docs/TASK_BOARD.md <==
        ## Done
        - **[WP-1-Login]** - [VALIDATED]

        ==> docs/task_packets/WP-1-Login.md <==
        # WP-1-Login
        - STATUS: Done

        ## Validation Report
        **Verdict**: PASS
      `,
    },
  ],
});

const packetOf = (look: Look, id: string): Known<'packet'> | undefined => look.defs({ kind: 'packet', name: id })[0];
const reading = (p: Known<'packet'>): StatusReading => ({ status: p.data.status ?? 'Backlog', validated: p.data.validated });

const both = (
  board: RelPath,
  packet: Known<'packet'>,
  id: string,
  onBoard: StatusReading,
  inPacket: StatusReading,
): readonly Offer[] => [
  {
    title: `Make the board follow: ${written(inPacket)}`,
    safety: 'ask',
    change: (desk) => statusIntoBoard(desk, board, id, inPacket),
  },
  {
    title: `Make the packet follow: ${written(onBoard)}`,
    safety: 'ask',
    change: (desk) => statusIntoPacket(desk, packet.path, onBoard),
  },
];
