/** gatehouse/suppression-without-reason */
import { md, type Report } from '#core/rule';
import type { Facts } from '#core/symbols';
import { rule } from '../model/types';

export default rule({
  scope: 'folder',
  severity: 'warning',
  since: '0.1.0',
  summary: 'A suppression says why.',
  why: 'Whoever reads it next must be able to tell whether it still holds. The reason follows two dashes: `<!-- gatehouse-disable-next-line packets/placeholder -- the template itself -->`.',

  check: {
    document: unreasoned,
    code: unreasoned,
  },

  examples: [
    {
      title: 'Silenced without a word',
      files: md`
        ==> docs/TASK_BOARD.md <==
        [|<!-- gatehouse-disable-next-line packets/board-cycle -->|]
        # Board
      `,
      says: ['This suppression gives no reason; write one after “--”.'],
    },
    {
      title: 'In source code',
      files: md`
        ==> src/store.py <==
        # [|gatehouse-disable-next-line packets/todo-untracked|]
        # TODO(TBD): close it
      `,
    },
    {
      title: 'With a reason',
      files: md`
        ==> docs/TASK_BOARD.md <==
        <!-- gatehouse-disable-next-line packets/board-cycle -- resolved in the next phase -->
        # Board
      `,
    },
  ],
});

function* unreasoned({ facts }: { readonly facts: Facts }): Iterable<Report> {
  for (const s of facts.suppressions ?? [])
    if (s.reason === undefined) yield { at: s.at, message: 'This suppression gives no reason; write one after “--”.' };
}
