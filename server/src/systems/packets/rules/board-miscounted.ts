/** packets/board-miscounted */
import { addTo } from '#core/lists';
import { md, type Report } from '#core/rule';
import type { BoardEntry, BoardModel, BoardTally } from '../model/board/types';
import { rule } from '../model/types';

export default rule({
  scope: 'document',
  severity: 'warning',
  concerns: 'content',
  since: '0.2.0',
  summary: 'A number that a board says of its packets is theirs.',
  why: `Who plans reads the summary and not the rows. A number in a heading (\`## In Progress (3)\`) is compared with the packets below it, one
before a list in parentheses (\`Done: 2 (WP-1-A; WP-1-B)\`) with those, and what the board says of itself above its packets or under a heading
such as Summary (\`Done: 3 · Open: 4\`, \`7 packets, 3 done\`, a table of states) with all that it has. Where packets are told in short (\`WP-1-001..008\`), and below a
heading without any, nothing is compared.`,

  check: {
    *board({ model }) {
      for (const { at, said, is } of model.counts)
        if (said !== is)
          yield {
            at,
            message: `This says ${said}, but ${is === 1 ? '1 packet is' : `${is} packets are`} named; correct one of the two.`,
          };
      yield* tallied(model);
      for (const { title, titleAt, at, status, closure } of model.sections) {
        const counted = status || closure ? number.exec(title) : null;
        if (!counted) continue;
        const inside = model.entries.filter((e) => at.start <= e.at.start && e.at.end <= at.end);
        const said = Number(counted[1] ?? counted[2]);
        if (inside.length === 0 || numbersOf(inside).has(said)) continue;
        const start = titleAt.start + counted.index + counted[0].search(/\d/);
        const is = idsOf(inside);
        yield {
          at: { start, end: start + String(said).length },
          message: `This says ${said}, but ${is === 1 ? '1 packet stands' : `${is} packets stand`} below it; correct one of the two.`,
        };
      }
    },
  },

  examples: [
    {
      title: 'One more, and one less',
      files: md`
        ==> docs/TASK_BOARD.md <==
        # Board

        - WPs that are done: [|2|] (WP-1-A login/logout; WP-1-B; **WP-1-C**)
        - In Progress: 1 (WP-1-D)

        ## In Progress ([|2|])
        - WP-1-D

        ## ✅ Done: [|4|]
        | WP | Day |
        |---|---|
        | WP-1-A | 2026-01-02 |
        | WP-1-B | 2026-01-03 |
        | WP-1-C | 2026-01-04 |
      `,
      says: [
        'This says 2, but 3 packets are named; correct one of the two.',
        'This says 2, but 1 packet stands below it; correct one of the two.',
        'This says 4, but 3 packets stand below it; correct one of the two.',
      ],
    },
    {
      title: 'What the board says of itself, above its packets',
      files: md`
        ==> docs/TASK_BOARD.md <==
        # Board

        ✅ Done: [|99|] of [|7|] · In progress: 1 · Open: 2

        | Packet | Status | Waits for |
        |---|---|---|
        | WP-1-A | Done | |
        | WP-1-B | In Progress | |
        | WP-1-C | Backlog | WP-1-B |
      `,
      says: [
        'This says 99, but 1 packet is Done on the board; correct one of the two.',
        'This says 7, but 3 packets stand on the board; correct one of the two.',
      ],
    },
    {
      title: 'Under a heading for it, as a sentence and as a table',
      files: md`
        ==> docs/TASK_BOARD.md <==
        # Board

        ## Done
        - WP-1-A
        - WP-1-B

        ## Ready for Dev
        - WP-1-C

        ## Summary

        [|4|] packets, 2 done, [|2|] ready, [|1|] in backlog

        **Progress:** [|1|]/3 done

        2 of [|8|] packets are done.

        | State | Packets |
        |---|---|
        | **Done** | [|3|] |
        | Ready for Dev | 1 |
        | Total | 3 |
      `,
      says: [
        'This says 4, but 3 packets stand on the board; correct one of the two.',
        'This says 2, but 1 packet is Ready-for-Dev on the board; correct one of the two.',
        'This says 1, but 0 packets are Backlog on the board; correct one of the two.',
        'This says 1, but 2 packets are Done on the board; correct one of the two.',
        'This says 8, but 3 packets stand on the board; correct one of the two.',
        'This says 3, but 2 packets are Done on the board; correct one of the two.',
      ],
    },
    {
      title: 'With or without what is over, waits or has no state; numbers of something else, of a part, of then',
      files: md`
        ==> docs/TASK_BOARD.md <==
        # Board

        Done: 2 · Blocked: 1 · Open: 1 · Total: 4
        Hours done: 99 · Open questions: 12
        Last sprint we got 9 done, and 4 open bugs are left.
        Done this week: 1, done last week: 7
        Tests: 99 passed, 3 done
        Write it as \`Done: 9\`.

        > Done: 9

        | Packet | Status | Waits for |
        |---|---|---|
        | WP-1-A | Done | |
        | WP-1-B | SUPERSEDED | |
        | WP-1-C | Ready for Dev | WP-1-A |
        | WP-1-D | Deferred | |

        Done: 9

        ## Phase 2
        Done: 9
      `,
    },
    {
      title: 'Told in short, counted with and without what is struck out, a year, a phase, nothing below it; an example of it',
      files: md`
        ==> docs/TASK_BOARD.md <==
        # Board

        - Done: 4 (WP-1-001/002/003/004)
        - Later: 8 (WP-2-001..008)
        - Drafts: 19 (18 of the backlog + WP-1-A)
        - WPs moved: 3 (WP-1-A and two others)
        - Findings: 3 (WP-1-A)
        - Write it as \`Done: 2 (WP-1-A)\`. <!-- Done: 2 (WP-1-A) -->

        > Done: 2 (WP-1-A)

        ~~~
        Done: 2 (WP-1-A)
        ~~~

        ## Done (2)
        - WP-1-A
        - WP-1-B
        - ~~WP-1-C~~

        ## Done in Phase (1)
        - WP-1-D

        ## Done 2026
        - WP-1-E

        ## Ready for Dev (3)
        Nobody knows yet.

        ## Notes (1)
        - WP-1-A and WP-1-B are one.
      `,
    },
  ],
});

/** `(3)` or `: 3` at the end of a title. */
const number = /(?:\((\d{1,3})\)|[:–—]\s*(\d{1,3}))[\s*_]*$/;

const idsOf = (entries: readonly BoardEntry[]): number => new Set(entries.map((e) => e.id)).size;

/** As somebody may count them: by id or by line, with what is struck out or says another state, or without. */
function numbersOf(entries: readonly BoardEntry[]): ReadonlySet<number> {
  const left = entries.filter((e) => !e.struck);
  const agreeing = left.filter((e) => e.status?.status === e.sectionStatus?.status);
  return new Set([entries, left, agreeing].flatMap((list) => [list.length, idsOf(list)]));
}

/** What the board says of all its packets. */
function* tallied({ tallies, entries }: BoardModel): Iterable<Report> {
  if (entries.length === 0) return;
  const first = Math.min(...entries.map((e) => e.at.start));
  for (const { at, said, of, apart } of tallies) {
    if (!apart && at.start > first) continue;
    const [least, most] = boundsOf(of, entries);
    if (said >= least && said <= most) continue;
    const is = least === most ? `${least}` : `${least} to ${most}`;
    yield {
      at,
      message: `This says ${said}, but ${is === '1' ? '1 packet' : `${is} packets`} ${of === 'all' ? (is === '1' ? 'stands' : 'stand') : `${is === '1' ? 'is' : 'are'} ${of === 'open' ? 'open' : of}`} on the board; correct one of the two.`,
    };
  }
}

/** The fewest and the most that somebody may count: by id or by line, with what nobody knows the state of, or waits, or without. */
function boundsOf(of: BoardTally['of'], entries: readonly BoardEntry[]): readonly [least: number, most: number] {
  const lines = new Map<string, BoardEntry[]>();
  for (const e of entries) addTo(lines, e.id, e);
  const ids = [...lines.values()];
  const is = (e: BoardEntry, s: BoardEntry['status']): boolean => s !== undefined && e.status?.status === s.status;
  const isOver = (e: BoardEntry): boolean => e.struck || e.status?.status === 'Superseded';
  if (of === 'all') {
    const sure = ids.filter((same) => !same.some((e) => isOver(e) || e.status === undefined || e.status.status === 'Stub'));
    return [sure.length, ids.length];
  }
  if (of === 'open') {
    const left = ids.filter((same) => !same.some((e) => isOver(e) || e.status === undefined || e.status.status === 'Done'));
    const begun = left.filter((same) => !same.some((e) => e.status?.status === 'Backlog' || e.status?.status === 'Stub'));
    const unknown = ids.filter((same) => same.some((e) => e.status === undefined));
    return [begun.length, left.length + unknown.length];
  }
  const state = { status: of, validated: false };
  const sure = ids.filter((same) => same.every((e) => is(e, state) && !isOver(e) && !waits(e)));
  const perhaps = ids.filter((same) =>
    same.some((e) => is(e, state) || e.status === undefined || (of === 'Blocked' && waits(e))),
  );
  const over = of === 'Done' ? ids.filter((same) => same.some(isOver)).length : 0;
  return [sure.length, perhaps.length + over];
}

const waits = (e: BoardEntry): boolean => e.blockers.length > 0;
