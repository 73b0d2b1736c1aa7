/** gatehouse/suppression-unknown */
import { closest } from '#core/distance';
import { type FolderView, md, type Offer, type Report } from '#core/rule';
import type { Facts } from '#core/symbols';
import { rule, type SharedDialect } from '../model/types';

export default rule({
  scope: 'folder',
  severity: 'warning',
  since: '0.1.0',
  summary: 'A suppression names a rule that exists.',
  why: 'A misspelt id silences nothing, and looks as if it did.',

  check: {
    document: (view) => unknown(view, 'gatehouse/document'),
    code: (view) => unknown(view, 'gatehouse/code'),
  },

  examples: [
    {
      title: 'A letter too few',
      files: md`
        ==> docs/TASK_BOARD.md <==
        <!-- gatehouse-disable-file [|packets/board-cycl|] -- known -->
        # Board
      `,
      says: ['There is no rule packets/board-cycl; did you mean packets/board-cycle?'],
      fixed: md`
        ==> docs/TASK_BOARD.md <==
        <!-- gatehouse-disable-file packets/board-cycle -- known -->
        # Board
      `,
    },
    {
      title: 'In source code',
      files: md`
        ==> src/store.ts <==
        /*
         * gatehouse-disable-next-line [|packets/todo-untrackd|] -- known
         * TODO(TBD): close it
         */
      `,
      fixed: md`
        ==> src/store.ts <==
        /*
         * gatehouse-disable-next-line packets/todo-untracked -- known
         * TODO(TBD): close it
         */
      `,
    },
    {
      title: 'Rules that exist',
      files: md`
        ==> docs/TASK_BOARD.md <==
        <!-- gatehouse-disable packets/board-cycle, packets/placeholder -- known -->
        # Board
        <!-- gatehouse-enable -->
      `,
    },
  ],
});

function* unknown({ facts, dialect, path }: FolderView<Facts, SharedDialect>, kind: string): Iterable<Report> {
  for (const r of (facts.suppressions ?? []).flatMap((s) => s.rules)) {
    if (dialect.rules.has(r.id)) continue;
    const near = closest(r.id, dialect.rules);
    const fix = (to: string): Offer => ({
      title: `Change it to ${to}`,
      safety: 'ask',
      change: (desk) => {
        const doc = desk.document(path, kind);
        return doc && [{ do: 'edit', path, hash: doc.hash, edits: [{ at: r.at, text: to }] }];
      },
    });
    yield {
      at: r.at,
      message: `There is no rule ${r.id}${near ? `; did you mean ${near}?` : '.'}`,
      fixes: near ? [fix(near)] : [],
    };
  }
}
