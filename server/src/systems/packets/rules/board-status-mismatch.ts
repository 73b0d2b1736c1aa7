/** packets/board-status-mismatch */
import { md, type Offer } from '#core/rule';
import type { Name } from '#core/symbols';
import { statusIntoBoard, statusIntoPacket } from '../model/board';
import { type Disagreement, disagreement, disagreements } from '../model/board-queries';
import { type StatusWords, written } from '../model/status';
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
    *board({ facts, path, look, dialect }) {
      const told = new Set<string>();
      const wrong = disagreements(
        look,
        facts.entries.flatMap((e) => (e.status ? [e.id] : [])),
      );
      for (const entry of facts.entries) {
        if (!entry.status || told.has(entry.id)) continue;
        const d = wrong.get(entry.id);
        if (d?.board !== path || entry.status.status !== d.onBoard.status) continue;
        told.add(entry.id);
        yield {
          at: entry.explicit ? entry.statusAt : entry.at,
          message: `The board has ${entry.id} as ${written(entry.status)}, its packet says ${written(d.inPacket)}.`,
          related: [{ path: d.packet, symbol: packet(entry.id), part: 'status', message: `the packet: ${written(d.inPacket)}` }],
          fixes: both(d, entry.id, dialect.words),
          about: packet(entry.id),
        };
      }
    },
    *packet({ facts, path, look, dialect }) {
      const d = facts.status?.reading && look.ask(disagreement, facts.id);
      if (!facts.status || d?.packet !== path || isVerdict(d)) return;
      yield {
        at: facts.status.at,
        message: `${facts.id} says ${written(d.inPacket)}, the board has it as ${written(d.onBoard)}${d.section === '' ? '' : `, under “${d.section}”`}.`,
        related: [
          {
            path: d.board,
            symbol: { kind: 'entry', name: facts.id },
            part: 'status',
            message: `the board: ${written(d.onBoard)}`,
          },
        ],
        fixes: both(d, facts.id, dialect.words),
        about: packet(facts.id),
      };
    },
  },

  examples: [
    {
      title: 'A table that is the whole board; in the packet it is told what is wrong with its verdict',
      files: md`
        ==> docs/TASK_BOARD.md <==
        # Board

        | Packet | Status |
        |---|---|
        | WP-1-Login | [|done|] |
        | WP-1-Logout | [|done (VALIDATED)|] |

        ==> docs/task_packets/WP-1-Login.md <==
        # WP-1-Login
        - STATUS: [|In-Progress|]

        ==> docs/task_packets/WP-1-Logout.md <==
        # WP-1-Logout
        - STATUS: Done
      `,
      says: [
        'The board has WP-1-Login as Done, its packet says In-Progress.',
        'The board has WP-1-Logout as Done (VALIDATED), its packet says Done.',
        'WP-1-Login says In-Progress, the board has it as Done.',
      ],
      fixed: md`
        ==> docs/TASK_BOARD.md <==
        # Board

        | Packet | Status |
        |---|---|
        | WP-1-Login | In-Progress |
        | WP-1-Logout | Done |
      `,
    },
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
    {
      title: 'Failed on one side only; on both; failed and in work again; given up',
      files: md`
        ==> docs/TASK_BOARD.md <==
        ## Done
        - **[WP-1-Login]** - [[|VALIDATED|]]
        - **[WP-1-Logout]** - [[|FAIL|]]
        - **[WP-1-Roles]** - [FAILED_BASELINE]
        - **[WP-1-Teams]** - [[|VALIDATED|]]

        ## In Progress
        - **[WP-1-Alarm]** - [FAIL]

        ## Cancelled
        - **[WP-1-Fax]**

        ==> docs/task_packets/WP-1-Login.md <==
        # WP-1-Login
        - STATUS: Validated (FAIL)

        ==> docs/task_packets/WP-1-Logout.md <==
        # WP-1-Logout
        - STATUS: Validated (PASS)

        ==> docs/task_packets/WP-1-Roles.md <==
        # WP-1-Roles
        - STATUS: Done [FAIL]

        ==> docs/task_packets/WP-1-Teams.md <==
        # WP-1-Teams
        - STATUS: [|Validated (OUTDATED_ONLY)|]

        ==> docs/task_packets/WP-1-Alarm.md <==
        # WP-1-Alarm
        - STATUS: In-Progress

        ==> docs/task_packets/WP-1-Fax.md <==
        # WP-1-Fax
        - STATUS: Abandoned
      `,
      says: [
        'The board has WP-1-Login as Done (VALIDATED), its packet says Done (FAIL).',
        'The board has WP-1-Logout as Done (FAIL), its packet says Done (VALIDATED).',
        'The board has WP-1-Teams as Done (VALIDATED), its packet says Superseded.',
        'WP-1-Teams says Superseded, the board has it as Done (VALIDATED), under “Done”.',
      ],
      fixed: md`
        ==> docs/TASK_BOARD.md <==
        ## Done
        - **[WP-1-Login]** - [Done (FAIL)]
        - **[WP-1-Logout]** - [Done (VALIDATED)]
        - **[WP-1-Roles]** - [FAILED_BASELINE]

        ## In Progress
        - **[WP-1-Alarm]** - [FAIL]

        ## Cancelled
        - **[WP-1-Fax]**
        - **[WP-1-Teams]** - [Superseded]
      `,
    },
    {
      title: 'A table of states: the word changes in its cell',
      files: md`
        ==> docs/TASK_BOARD.md <==
        # Board

        | Packet | Title | Status |
        |---|---|---|
        | [WP-1-Login](task_packets/WP-1-Login.md) | Log in | [|Ready for Dev|] |
        | WP-1-Logout | Log out | ✅ Done (validated) |

        ==> docs/task_packets/WP-1-Login.md <==
        # WP-1-Login
        - STATUS: [|Blocked|]

        ==> docs/task_packets/WP-1-Logout.md <==
        # WP-1-Logout
        - STATUS: Done (VALIDATED)
      `,
      fixed: md`
        ==> docs/TASK_BOARD.md <==
        # Board

        | Packet | Title | Status |
        |---|---|---|
        | [WP-1-Login](task_packets/WP-1-Login.md) | Log in | Blocked |
        | WP-1-Logout | Log out | ✅ Done (validated) |
      `,
    },
    {
      title: 'What became of it is said behind its name; a sentence that goes on says no state; a stub stands in the backlog',
      files: md`
        ==> docs/TASK_BOARD.md <==
        ## Done
        - [x] WP-1-Login, superseded by WP-1-Login-v2
        - [WP-1-Old] OUTDATED_ONLY
        - [[|WP-1-Late|]] blocked by nothing

        ## Ready for Validation
        - [WP-1-Alarm]: done, see the branch

        ## Backlog
        - [WP-2-Roles]

        ==> docs/task_packets/WP-1-Login.md <==
        # WP-1-Login
        - STATUS: Superseded

        ==> docs/task_packets/WP-1-Old.md <==
        # WP-1-Old
        - STATUS: Superseded

        ==> docs/task_packets/WP-1-Late.md <==
        # WP-1-Late
        - STATUS: [|Blocked|]

        ==> docs/task_packets/WP-1-Alarm.md <==
        # WP-1-Alarm
        - STATUS: Ready-for-Validation

        ==> docs/task_packets/stubs/WP-2-Roles.md <==
        # WP-2-Roles
        - STATUS: Stub
      `,
      fixed: md`
        ==> docs/TASK_BOARD.md <==
        ## Done
        - [x] WP-1-Login, superseded by WP-1-Login-v2
        - [WP-1-Old] OUTDATED_ONLY
        - [WP-1-Late] [Blocked] blocked by nothing

        ## Ready for Validation
        - [WP-1-Alarm]: done, see the branch

        ## Backlog
        - [WP-2-Roles]
      `,
    },
    {
      title: 'Several states in one heading, an archive, and a state of the board alone say none that could differ',
      files: md`
        ==> docs/TASK_BOARD.md <==
        ## Ready for Dev / In Progress
        - [WP-1-Login]

        ## Archive
        - [WP-1-Logout]

        ## Backlog
        - [WP-1-Roles] - [ACTIVE]

        ## Completed Work
        - [x] **WP-1-Base** – first schema

        ==> docs/task_packets/WP-1-Login.md <==
        # WP-1-Login
        - STATUS: In-Progress

        ==> docs/task_packets/WP-1-Logout.md <==
        # WP-1-Logout
        - STATUS: Done

        ==> docs/task_packets/WP-1-Roles.md <==
        # WP-1-Roles
        - STATUS: In-Progress

        ==> docs/task_packets/WP-1-Base.md <==
        # WP-1-Base
        - STATUS: Done
      `,
    },
    {
      title: 'A fix writes the states as the dialect calls them',
      config: md`
        packets:
          statuses: { Ready-for-Dev: [bereit], In-Progress: [in Arbeit] }
      `,
      files: md`
        ==> docs/TASK_BOARD.md <==
        ## In Arbeit
        - [WP-1-Forms] in Arbeit

        ## Bereit
        - [[|WP-1-Login|]] seit gestern

        ## Phase 1 Closure Gates
        - [WP-1-Login] bereit

        ==> docs/task_packets/WP-1-Login.md <==
        # WP-1-Login
        - STATUS: [|in Arbeit|]

        ==> docs/task_packets/WP-1-Forms.md <==
        # WP-1-Forms
        - STATUS: in Arbeit
      `,
      fixed: md`
        ==> docs/TASK_BOARD.md <==
        ## In Arbeit
        - [WP-1-Forms] in Arbeit
        - [WP-1-Login] seit gestern

        ## Bereit

        ## Phase 1 Closure Gates
        - [WP-1-Login] in Arbeit
      `,
    },
  ],
});

const packet = (name: string): Name => ({ kind: 'packet', name });

const both = (d: Disagreement, id: string, words: StatusWords): readonly Offer[] => [
  {
    title: `Make the board follow: ${written(d.inPacket)}`,
    safety: 'ask',
    change: (desk) => statusIntoBoard(desk, d.board, id, d.inPacket, words),
  },
  {
    title: `Make the packet follow: ${written(d.onBoard)}`,
    safety: 'ask',
    change: (desk) => statusIntoPacket(desk, d.packet, d.onBoard, words),
  },
];

/** Done here and validated there: in the packet another finding tells what is wrong with its verdict. */
const isVerdict = ({ inPacket, onBoard }: Disagreement): boolean => inPacket.status === 'Done' && onBoard.status === 'Done';
