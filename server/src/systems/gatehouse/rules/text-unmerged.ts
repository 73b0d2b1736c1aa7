/** gatehouse/text-unmerged */
import { md } from '#core/rule';
import { rule } from '../model/types';

export default rule({
  scope: 'document',
  severity: 'error',
  since: '0.2.0',
  summary: 'A governed document is merged to the end.',
  why: `Where git could not merge, it leaves both sides and marks between them. A status that stands there twice is none, and whoever reads
on takes the side that comes first. It is told once a document, and of what stands between the marks nothing else is told. In a fence such marks
are an example.`,

  check: {
    *document({ model }) {
      const [first, ...more] = model.damage.filter((d) => d.is === 'merge');
      if (!first) return;
      const where = more.length === 0 ? 'here' : `at ${more.length + 1} places, the first of them here`;
      yield {
        at: first.at,
        message: `A merge was left unfinished ${where} (${first.was}); keep one side, and take the marks out.`,
        related: more.map((d) => ({ at: d.at, message: 'here, too' })),
      };
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
      title: 'Told once',
      files: md`
        ==> docs/task_packets/WP-1-Login.md <==
        # WP-1-Login

        [|<<<<<<< HEAD|]
        - STATUS: In-Progress
        =======
        - STATUS: Done
        >>>>>>> feat/login

        ## What

        <<<<<<< HEAD
        Log in.
        =======
        Log out.
        >>>>>>> feat/login
      `,
      says: ['A merge was left unfinished at 2 places, the first of them here (HEAD); keep one side, and take the marks out.'],
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
