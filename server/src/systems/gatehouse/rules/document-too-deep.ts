/** gatehouse/document-too-deep */
import { md } from '#core/rule';
import { rule } from '../model/types';

export default rule({
  scope: 'document',
  severity: 'warning',
  since: '0.1.0',
  summary: 'A governed document is not nested beyond all reading.',
  why: 'Some nestings take a parser minutes. A file over the limit is not read at all, so nothing in it is checked.',

  check: {
    *document({ model }) {
      for (const { is, at, message } of model.problems) if (is === 'too-deep') yield { at, message };
    },
  },

  examples: [
    {
      title: 'A quote in a quote in a quote …',
      files: `==> docs/TASK_BOARD.md <==\n# Board\n\n[|${'> '.repeat(400).trimEnd()}|] text\n`,
    },
    {
      title: 'Nested as people do',
      files: md`
        ==> docs/TASK_BOARD.md <==
        # Board

        > - a
        >   - b
        >     - c
      `,
    },
  ],
});
