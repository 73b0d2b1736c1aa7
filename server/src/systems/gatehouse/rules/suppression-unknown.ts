/** gatehouse/suppression-unknown */
import { closest } from '#core/distance';
import { md } from '#core/rule';
import { rule } from '../model/types';

export default rule({
  scope: 'folder',
  severity: 'warning',
  since: '0.1.0',
  summary: 'A suppression names a rule that exists.',
  why: 'A misspelt id silences nothing, and looks as if it did.',

  check: {
    *document({ facts, dialect, path }) {
      for (const s of facts.suppressions ?? []) {
        for (const r of s.rules) {
          if (dialect.rules.has(r.id)) continue;
          const near = closest(r.id, dialect.rules);
          yield {
            at: r.at,
            message: `There is no rule ${r.id}${near ? `; did you mean ${near}?` : '.'}`,
            fixes: near
              ? [
                  {
                    title: `Change it to ${near}`,
                    safety: 'ask',
                    change: (desk) => {
                      const doc = desk.document(path, 'gatehouse/document');
                      return doc && [{ do: 'edit', path, hash: doc.hash, edits: [{ at: r.at, text: near }] }];
                    },
                  },
                ]
              : [],
          };
        }
      }
    },
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
