/** gatehouse/document-unreadable */
import { md } from '#core/rule';
import { rule } from '../model/types';

export default rule({
  scope: 'document',
  severity: 'warning',
  since: '0.2.0',
  summary: 'A governed document can be read.',
  why: 'A file without permission, a link in a circle, a pipe in a file’s place: nothing in it is checked, and no gate passes on it.',

  check: {
    *document({ model }) {
      for (const { is, at, message } of model.problems) if (is === 'unreadable') yield { at, message };
    },
  },

  examples: [
    {
      title: 'A file like any other. (One that cannot be read would not fit here: it is tested where files are read.)',
      files: md`
        ==> docs/TASK_BOARD.md <==
        # Board
      `,
    },
  ],
});
