/** gatehouse/document-too-large */
import { md } from '#core/rule';
import { rule } from '../model/types';

export default rule({
  scope: 'document',
  severity: 'warning',
  since: '0.1.0',
  summary: 'A governed document is not larger than what is read.',
  why: 'A file over the limit is not read at all, so nothing in it is checked. Limits are far above what people write.',

  check: {
    *document({ model }) {
      for (const { is, at, message } of model.problems) if (is === 'too-large') yield { at, message };
    },
  },

  examples: [
    {
      title: 'A small one. (A large one would not fit here: the limit is tested where it is set.)',
      files: md`
        ==> docs/TASK_BOARD.md <==
        # Board
      `,
    },
  ],
});
