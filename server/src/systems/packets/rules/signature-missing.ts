/** packets/signature-missing */
import { md } from '#core/rule';
import { isCommitted } from '../model/dialect/status';
import { signingFields } from '../model/signing/approval';
import { rule, statusOf } from '../model/types';

export default rule({
  scope: 'document',
  severity: 'error',
  concerns: 'content',
  since: '0.1.0',
  summary: 'A packet that is worked on has been signed.',
  why: `From Ready-for-Dev a person has agreed to what is promised, and the signature is the record of it: \`{username}{DDMMYYYYHHMM}\`.
\`<pending>\`, \`none\` and \`TBD\` are “not signed”; a name without a time is no signature. Only a person signs: there is no fix.`,

  check: {
    *packet({ model }) {
      const status = statusOf(model);
      if (model.stub || !status || !isCommitted(status)) return;
      const fields = signingFields(model.approval);
      // One that cannot be read is another rule's.
      if (fields.some((f) => f.is === 'signed' || f.is === 'malformed')) return;
      const field = fields.find((f) => f.is === 'untimed') ?? fields[0];
      const how =
        field === undefined
          ? 'has no signature'
          : field.is === 'unsigned'
            ? 'is not signed'
            : `is not signed: ${field.text} is no signature with a time`;
      yield {
        at: field?.at ?? model.head,
        message: `${model.id} is ${status} but ${how}; ask the person who decides to sign it.`,
      };
    },
  },

  examples: [
    {
      title: 'Signed at the end, below the ruler that closes the last section',
      files: md`
        ==> docs/task_packets/WP-1-Login.md <==
        # WP-1-Login

        - STATUS: Ready-for-Dev

        ## VALIDATION
        - Command:

        ---

        **Last Updated:** 2026-01-01
        **User Signature Locked:** mia010120261000

        ==> docs/task_packets/WP-1-Logout.md <==
        # WP-1-Logout

        - STATUS: Ready-for-Dev

        ## DONE_MEANS
        1. Users log out

        ---

        **User Signature Locked:** mia010120261001
      `,
    },
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
      title: 'Only an amendment is signed',
      files: md`
        ==> docs/task_packets/WP-1-Login.md <==
        # [|WP-1-Login|]

        - STATUS: In Progress

        ## Amendment: DONE_MEANS

        - Signature: alice160120261000
      `,
    },
    {
      title: 'Signed in the log, in a table of it, and a Backlog packet',
      files: md`
        ==> docs/task_packets/WP-1-Login.md <==
        # WP-1-Login

        - STATUS: Ready-for-Dev

        ## Signature & Enrichment Log

        **Signature**: alice151220251000

        ==> docs/task_packets/WP-1-Roles.md <==
        # WP-1-Roles

        - STATUS: Ready-for-Dev

        ## Signature & Enrichment Log

        | Date | Signature | Notes |
        |---|---|---|
        | 2025-12-15 | \`alice151220251100\` | Three roles are enough |

        ==> docs/task_packets/WP-1-Logout.md <==
        # WP-1-Logout

        - STATUS: Backlog
        - USER_SIGNATURE: <pending>
      `,
    },
    {
      title: 'Signed at the end, below what was appended',
      files: md`
        ==> docs/task_packets/WP-1-Login.md <==
        # WP-1-Login

        - STATUS: Done

        ## VALIDATION REPORT
        Verdict: PASS

        ---

        **Last Updated:** 2025-12-25
        **User Signature Locked:** alice251220251000

        ---

        ## REVALIDATION REPORT
        Verdict: PASS

        ==> docs/task_packets/WP-1-Roles.md <==
        # WP-1-Roles

        - STATUS: Done

        ## VALIDATION
        - **Commands / Results**:
          - cargo test

        ---

        **User Signature Locked:** alice251220251002
        ## NOTE
        - Looked at again.

        ==> docs/task_packets/WP-1-Logout.md <==
        # [|WP-1-Logout|]

        - STATUS: Done

        ## VALIDATION REPORT
        - User Signature Locked: alice251220251001
        - Verdict: PASS
      `,
      says: ['WP-1-Logout is Done but has no signature; ask the person who decides to sign it.'],
    },
    {
      title: 'A name with an underscore in it signs like any other',
      files: md`
        ==> docs/task_packets/WP-1-Login.md <==
        # WP-1-Login
        - STATUS: Ready-for-Dev
        - USER_SIGNATURE: mira_b151220251000

        ==> docs/task_packets/WP-1-Logout.md <==
        # WP-1-Logout
        - STATUS: Ready-for-Dev
        - USER_SIGNATURE: mira_b_151220251001 <!-- typed by mira_b -->
      `,
    },
    {
      title: 'A stub, which promises nothing yet',
      files: md`
        ==> docs/task_packets/stubs/WP-1-Idea.md <==
        # WP-1-Idea

        - STATUS: Ready-for-Dev
      `,
    },
  ],
});
