/** packets/board-miscounted */
import { md } from '#core/rule';
import type { BoardEntry } from '../model/types';
import { rule } from '../model/types';

export default rule({
  scope: 'document',
  severity: 'warning',
  concerns: 'content',
  since: '0.2.0',
  summary: 'A number that a board says of its packets is theirs.',
  why: `Who plans reads the summary and not the rows. A number in a heading (\`## In Progress (3)\`) is compared with the packets below it, one
before a list in parentheses (\`Done: 2 (WP-1-A; WP-1-B)\`) with those. Where packets are told in short (\`WP-1-001..008\`), and below a
heading without any, nothing is compared.`,

  check: {
    *board({ model }) {
      for (const { at, said, is } of model.counts)
        if (said !== is)
          yield {
            at,
            message: `This says ${said}, but ${is === 1 ? '1 packet is' : `${is} packets are`} named; correct one of the two.`,
          };
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
