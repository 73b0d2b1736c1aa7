/** packets/signature-missing */
import { md } from '#core/rule';
import { isCommitted } from '../model/status';
import { rule, statusOf } from '../model/types';

export default rule({
  scope: 'document',
  severity: 'error',
  since: '0.1.0',
  summary: 'A packet that is worked on has been signed.',
  why: `From Ready-for-Dev a person has agreed to what is promised, and the signature is the record of it: \`{username}{DDMMYYYYHHMM}\`.
\`<pending>\`, \`none\` and \`TBD\` are “not signed”; a name without a time is no signature. Only a person signs: there is no fix.`,

  check: {
    *packet({ model }) {
      const status = statusOf(model);
      const { field, signature } = model.signing;
      if (signature || model.stub || !status || !isCommitted(status)) return;
      const said = field?.text.trim() ?? '';
      const how =
        field === undefined
          ? 'has no signature'
          : said === '' || /pending|none|tbd/i.test(said)
            ? 'is not signed'
            : `is not signed: ${said} is no signature with a time`;
      yield {
        at: field === undefined ? model.head : field.textAt.end > field.textAt.start ? field.textAt : field.nameAt,
        message: `${model.id} is ${status} but ${how}; ask the person who decides to sign it.`,
      };
    },
  },

  examples: [
    {
      title: 'Ready, and nobody has agreed',
      files: md`
        ==> docs/task_packets/WP-1-Login.md <==
        # WP-1-Login

        - STATUS: Ready-for-Dev
        - USER_SIGNATURE: [|<pending>|]
      `,
      says: ['WP-1-Login is Ready-for-Dev but is not signed; ask the person who decides to sign it.'],
    },
    {
      title: 'A name alone',
      files: md`
        ==> docs/task_packets/WP-1-Login.md <==
        # WP-1-Login

        - STATUS: In Progress
        - USER_SIGNATURE: [|alice|]
      `,
      says: [
        'WP-1-Login is In-Progress but is not signed: alice is no signature with a time; ask the person who decides to sign it.',
      ],
    },
    {
      title: 'Signed in the log, and a Backlog packet',
      files: md`
        ==> docs/task_packets/WP-1-Login.md <==
        # WP-1-Login

        - STATUS: Ready-for-Dev

        ## Signature & Enrichment Log

        **Signature**: alice151220251000

        ==> docs/task_packets/WP-1-Logout.md <==
        # WP-1-Logout

        - STATUS: Backlog
        - USER_SIGNATURE: <pending>
      `,
    },
  ],
});
