/** packets/done-means-count */
import { fieldOf } from '#core/fields/model';
import { md } from '#core/rule';
import { isNothing } from '../model/packet/blanks';
import { filledItems, itemsIn } from '../model/packet/packet';
import { rule } from '../model/types';

export default rule({
  scope: 'document',
  severity: 'hint',
  concerns: 'content',
  since: '0.2.0',
  summary: 'DONE_MEANS has five to ten items.',
  why: `Fewer leave room for doubt, more are several packets. \`packets.counts\` in gatehouse.yaml changes the range.`,

  check: {
    *packet({ model, dialect }) {
      const field = fieldOf(model.fields, 'DONE_MEANS');
      // What is still a blank is an item that is due: another rule asks for it.
      const count = field && filledItems(field).some((i) => !isNothing(i.text)) ? itemsIn(field).length : 0;
      const [least, most] = dialect.counts.DONE_MEANS;
      if (!field || count === 0 || (count >= least && count <= most)) return;
      yield {
        at: field.nameAt,
        about: { kind: 'field', name: 'DONE_MEANS' },
        message: `DONE_MEANS has ${count} item${count === 1 ? '' : 's'}; ${least} to ${most} are usual.`,
      };
    },
  },

  examples: [
    {
      title: 'One item',
      files: md`
        ==> docs/task_packets/WP-1-Login.md <==
        # WP-1-Login

        ## [|DONE_MEANS|]
        - POST /login answers 200
      `,
      says: ['DONE_MEANS has 1 item; 5 to 10 are usual.'],
    },
    {
      title: 'Five, with an introduction, and notes that are none of them',
      files: md`
        ==> docs/task_packets/WP-1-Login.md <==
        # WP-1-Login

        ## DONE_MEANS
        All of these hold:

        1. POST /login answers 200
        2. A wrong password is answered with 401
        3. An unknown user is answered with 401
        4. The token lives for a day
           - measured from the login
        5. A login is logged

        Notes:

        - the page of help comes later
        - and so do its pictures
        - and more
        - of
        - the
        - kind
      `,
    },
    {
      title: 'What is still a blank is an item that is due',
      files: md`
        ==> docs/task_packets/WP-1-X.md <==
        # WP-1-X
        ## DONE_MEANS
        1. a
        2. b
        3. c
        4. d
        5. TBD
      `,
    },
    {
      title: 'Two items',
      files: md`
        ==> docs/task_packets/WP-1-Login.md <==
        # WP-1-Login

        ## [|DONE_MEANS|]
        - POST /login answers 200
        - POST /logout answers 204
      `,
      says: ['DONE_MEANS has 2 items; 5 to 10 are usual.'],
    },
    {
      title: 'N/A is no item, and another rule’s',
      files: md`
        ==> docs/task_packets/WP-1-Login.md <==
        # WP-1-Login

        ## DONE_MEANS
        - N/A
      `,
    },
  ],
});
