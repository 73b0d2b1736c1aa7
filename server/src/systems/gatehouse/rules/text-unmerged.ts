/** gatehouse/text-unmerged */
import { md } from '#core/rule';
import { rule } from '../model/types';

export default rule({
  scope: 'document',
  severity: 'error',
  since: '0.2.0',
  summary: 'A governed document is merged to the end.',
  why: 'Where git could not merge, it leaves both sides and marks between them. A status that stands there twice is none, and whoever reads on takes the side that comes first. In a fence such marks are an example.',

  check: {
    *document({ model }) {
      for (const d of model.damage)
        if (d.is === 'merge')
          yield { at: d.at, message: `A merge was left unfinished here (${d.was}); keep one side, and take the marks out.` };
    },
  },

  examples: [
    {
      title: 'Two statuses',
      files: md`
        ==> docs/task_packets/WP-1-Login.md <==
        # WP-1-Login

        [|<<<<<<< HEAD|]
        - STATUS: In-Progress
        =======
        - STATUS: Done
        >>>>>>> feat/login
      `,
      says: ['A merge was left unfinished here (HEAD); keep one side, and take the marks out.'],
    },
    {
      title: 'An explanation of it, and a heading with a line below',
      files: md`
        ==> docs/task_packets/WP-1-Login.md <==
        WP-1-Login
        ==========

        Look for \`<<<<<<< HEAD\`.

        ~~~
        <<<<<<< HEAD
        =======
        >>>>>>> feat/login
        ~~~
      `,
    },
  ],
});
