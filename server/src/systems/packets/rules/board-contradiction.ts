/** packets/board-contradiction */
import { md } from '#core/rule';
import { packetNamed } from '../model/board/board-queries';
import type { BoardEntry } from '../model/board/types';
import { type Status, written } from '../model/dialect/status';
import { rule } from '../model/types';

export default rule({
  scope: 'folder',
  severity: 'error',
  since: '0.1.0',
  summary: 'The board says one status of a packet.',
  why: 'A packet may stand in a closure list and in the section of its state; that is how a board is laid out. When the two say different things, one of them was not moved.',

  check: {
    *board({ facts, look }) {
      const first = new Map<string, BoardEntry>();
      const told = new Set<string>();
      for (const entry of facts.entries) {
        const { status, sectionStatus } = entry;
        if (!status) continue;
        if (sectionStatus && !fits(status.status, sectionStatus.status)) {
          // Where what is over has its row among those, this one was only left behind, and says so.
          const kept = status.status === 'Superseded' ? facts.entries.find((e) => e.id === entry.id && isOver(e)) : undefined;
          if (kept)
            yield {
              at: entry.statusAt,
              severity: 'warning',
              message: `${entry.id} is marked Superseded under “${entry.section}”, and stands under “${kept.section}” too; take it out here.`,
              related: [{ at: kept.at, message: 'Superseded here' }],
            };
          else
            yield {
              at: entry.statusAt,
              message: `${entry.id} is marked ${written(status)}, but stands under “${entry.section}”.`,
            };
          continue;
        }
        const before = first.get(entry.id);
        if (!before) first.set(entry.id, entry);
        else if (before.status && before.status.status !== status.status && !told.has(entry.id)) {
          told.add(entry.id);
          // What was not moved is the one that its packet does not bear out, or of three the one that is alone.
          const packet = packetNamed(look, entry.id)?.data.status;
          const same = (e: BoardEntry): number =>
            facts.entries.filter((o) => o.id === e.id && o.status?.status === e.status?.status).length;
          const isFirst = packet === undefined ? same(before) === 1 && same(entry) > 1 : packet === status.status;
          const [odd, other] = isFirst ? [before, entry] : [entry, before];
          yield {
            at: odd.at,
            message: `${odd.id} is ${saidBy(odd)} here, but ${saidBy(other)} under “${other.section}”.`,
            related: [{ at: other.at, message: `${saidBy(other)} here` }],
          };
        }
      }
    },
  },

  examples: [
    {
      title: 'Three rows, the first of which says something else',
      files: md`
        ==> docs/TASK_BOARD.md <==
        ## Phase 1 Closure Gates (BLOCKING)

        - [[|WP-1-Login|]] **In-Progress**

        ## Must deliver

        - [WP-1-Login] **Ready-for-Dev**

        ## Ready for Dev

        - [WP-1-Login]
      `,
      says: ['WP-1-Login is In-Progress here, but Ready-for-Dev under “Must deliver”.'],
    },
    {
      title: 'The row that its packet does not bear out',
      files: md`
        ==> docs/TASK_BOARD.md <==
        ## Phase 1 Closure Gates (BLOCKING)

        - [[|WP-1-Login|]] **Done (VALIDATED)**

        ## Ready for Dev

        - [WP-1-Login]

        ==> docs/task_packets/WP-1-Login.md <==
        # WP-1-Login
        - STATUS: Ready-for-Dev
      `,
      says: ['WP-1-Login is Done (VALIDATED) here, but Ready-for-Dev under “Ready for Dev”.'],
    },
    {
      title: 'Ready in the closure list, in progress below',
      files: md`
        ==> docs/TASK_BOARD.md <==
        ## Phase 1 Closure Gates (BLOCKING)

        - [WP-1-Login] **Ready-for-Dev** (not yet started)

        ## In Progress

        - [[|WP-1-Login|]] Started 2025-12-16
      `,
      says: ['WP-1-Login is In-Progress here, but Ready-for-Dev under “Phase 1 Closure Gates (BLOCKING)”.'],
    },
    {
      title: 'What can be folded away has a state of its own, up to its end',
      files: md`
        ==> docs/TASK_BOARD.md <==
        ## Blocked

        _None._

        <details>
        <summary>🟡 <b>Backlog</b> (1)</summary>

        | Item | Status |
        |---|---|
        | WP-1-Login | Backlog |

        </details>

        | Item | Status |
        |---|---|
        | WP-1-Roles | [|Done|] |
      `,
      says: ['WP-1-Roles is marked Done, but stands under “Blocked”.'],
    },
    {
      title: 'A closure list and a state section that agree; a blocker in prose',
      files: md`
        ==> docs/TASK_BOARD.md <==
        ## 🚨 PHASE 1 CLOSURE GATES (BLOCKING - MUST COMPLETE)

        1. **[WP-1-Login]** - Log in. [READY FOR DEV 🔴]
           - Blocker: None (foundational)

        ## Ready for Dev

        - **[WP-1-Login]**

        ## Backlog

        - [WP-1-Logout] Blocked on WP-1-Login
      `,
    },
    {
      title: 'A stub in the backlog, something blocked in the column where it was, and what was superseded after it was done',
      files: md`
        ==> docs/TASK_BOARD.md <==
        ## Backlog
        - [WP-2-Roles] [STUB]

        ## In Progress
        - [WP-1-Login] [BLOCKED] by the vendor

        ## Done
        - [WP-1-Logout] - [SUPERSEDED]

        ## Change log
        - [WP-1-Login] In Progress
        - [WP-1-Login] Ready-for-Dev
      `,
    },
    {
      title: 'Left in the section where it was, and marked there; and where nothing else says so',
      files: md`
        ==> docs/TASK_BOARD.md <==
        ## Ready for Dev
        - [WP-1-Login] [[|SUPERSEDED|]]
        - [WP-1-Menu] [[|SUPERSEDED|]]

        ## Superseded
        - [WP-1-Login] by WP-1-Login-v2
      `,
      says: [
        'WP-1-Login is marked Superseded under “Ready for Dev”, and stands under “Superseded” too; take it out here.',
        'WP-1-Menu is marked Superseded, but stands under “Ready for Dev”.',
      ],
      severities: ['warning', 'error'],
    },
    {
      title: 'A state in the dialect’s own words, at the start of what is said of the packet',
      config: md`
        packets:
          statuses: { Ready-for-Dev: [bereit], In-Progress: [in Arbeit] }
      `,
      files: md`
        ==> docs/TASK_BOARD.md <==
        ## In Arbeit
        - [WP-1-Login] [|bereit|] (nichts steht im Weg)
        - [WP-1-Logout] in Arbeit seit 2025-12-02
        - [WP-1-Forms] bereit zu werden ist noch viel
      `,
      says: ['WP-1-Login is marked Ready-for-Dev, but stands under “In Arbeit”.'],
    },
  ],
});

const isOver = ({ status, sectionStatus }: BoardEntry): boolean =>
  status?.status === 'Superseded' && sectionStatus?.status === 'Superseded';

/** Words that an entry may have in a section of another state: a mark that is set where the entry stands. */
const fits = (own: Status, section: Status): boolean =>
  own === section ||
  own === 'Blocked' ||
  (own === 'Stub' && section === 'Backlog') ||
  (own === 'Superseded' && section === 'Done');

const saidBy = ({ status }: BoardEntry): string => (status ? written(status) : '');
