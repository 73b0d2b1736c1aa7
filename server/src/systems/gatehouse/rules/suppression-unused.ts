/** gatehouse/suppression-unused */
import { type FindingsView, md, type Report } from '#core/rule';
import { suppresses } from '#core/suppression';
import type { Facts } from '#core/symbols';
import { rule, type SharedDialect } from '../model/types';

export default rule({
  scope: 'findings',
  severity: 'warning',
  since: '0.1.0',
  summary: 'A suppression silences something.',
  why: 'One that silences nothing any more will silence the next real finding in its place.',

  check: {
    document: unused,
    code: unused,
  },

  examples: [
    {
      title: 'What it silenced has been mended',
      files: md`
        ==> docs/TASK_BOARD.md <==
        [|<!-- gatehouse-disable-file packets/board-cycle -- known -->|]
        # Board
      `,
      says: ['This suppression silences nothing; take it out.'],
    },
    {
      title: 'In source code',
      files: md`
        ==> src/store.rs <==
        // [|gatehouse-disable-next-line packets/todo-untracked -- the issue is to be written|]
        // TODO(WP-1-Store): close it
      `,
      says: ['This suppression silences nothing; take it out.'],
    },
    {
      title: 'No suppression',
      files: md`
        ==> docs/TASK_BOARD.md <==
        # Board
      `,
    },
    {
      title: 'Without a reason: that is told, once',
      files: md`
        ==> docs/TASK_BOARD.md <==
        <!-- gatehouse-disable-file packets/board-cycle -->
        # Board
      `,
    },
  ],
});

function* unused({ facts, findings, open, dialect }: FindingsView<Facts, SharedDialect>): Iterable<Report> {
  for (const s of facts.suppressions ?? []) {
    // Nobody has said what it is for: suppression-without-reason, which is told once.
    if (s.reason === undefined) continue;
    const known = s.rules.filter((r) => dialect.rules.has(r.id));
    if (s.rules.length > 0 && known.length === 0) continue;
    // What could not be looked at may be what it is there for.
    if (s.rules.length === 0 && open.size > 0) continue;
    const isOpen = known.some((r) => open.has(r.id));
    if (!isOpen && !findings.some((f) => suppresses(s, f)))
      yield { at: s.at, message: 'This suppression silences nothing; take it out.' };
    else
      for (const r of known)
        if (!open.has(r.id) && !findings.some((f) => f.rule === r.id && suppresses(s, f)))
          yield { at: r.at, message: `Nothing here is found by ${r.id}; take it out of this suppression.` };
  }
}
