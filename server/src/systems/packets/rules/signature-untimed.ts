/** packets/signature-untimed */
import { md } from '#core/rule';
import { isCommitted } from '../model/dialect/status';
import { signingFields } from '../model/signing/approval';
import { rule, statusOf } from '../model/types';

export default rule({
  scope: 'document',
  severity: 'warning',
  since: '0.2.0',
  summary: 'A signature says who and when.',
  why: `A name alone can be typed at any time and for anything; \`{username}{DDMMYYYYHHMM}\` in UTC is one decision. From Ready-for-Dev
a packet whose signature has no time is not signed at all, and that is reported as such.`,

  check: {
    *packet({ model }) {
      const fields = signingFields(model.approval);
      if (fields.some((f) => f.is === 'signed' || f.is === 'malformed')) return;
      const status = statusOf(model);
      if (isCommitted(status) && !model.stub) return;
      const field = fields.find((f) => f.is === 'untimed');
      if (!field) return;
      yield {
        at: field.at,
        message: `${field.text} says who signs, but not when: a signature is the name and DDMMYYYYHHMM in UTC.`,
      };
    },
  },

  examples: [
    {
      title: 'A name, and a name with a day',
      files: md`
        ==> docs/task_packets/WP-1-Login.md <==
        # WP-1-Login
        - STATUS: Backlog
        - USER_SIGNATURE: [|alice|]

        ==> docs/task_packets/WP-1-Logout.md <==
        # WP-1-Logout
        - USER_SIGNATURE: [|alice_15122025|]
      `,
      says: [
        'alice says who signs, but not when: a signature is the name and DDMMYYYYHHMM in UTC.',
        'alice_15122025 says who signs, but not when: a signature is the name and DDMMYYYYHHMM in UTC.',
      ],
    },
    {
      title: 'Not signed yet, signed, or to be filled in',
      files: md`
        ==> docs/task_packets/WP-1-A.md <==
        # WP-1-A
        - STATUS: Backlog
        - USER_SIGNATURE: <pending>

        ==> docs/task_packets/WP-1-B.md <==
        # WP-1-B
        - STATUS: Backlog
        - USER_SIGNATURE: pending (alice)

        ==> docs/task_packets/WP-1-C.md <==
        # WP-1-C
        - STATUS: Backlog
        - USER_SIGNATURE: {username}{DDMMYYYYHHMM}

        ==> docs/task_packets/WP-1-D.md <==
        # WP-1-D
        - STATUS: Backlog
        - USER_SIGNATURE: alice_151220251000
        - User Signature Locked: yes

        ==> docs/task_packets/WP-1-E.md <==
        # WP-1-E
        - STATUS: Backlog
        - USER_SIGNATURE: ausstehend

        ==> docs/task_packets/WP-1-F.md <==
        # WP-1-F
        - STATUS: Backlog
        - USER_SIGNATURE: en attente (ann)
      `,
    },
    {
      title: 'In work: then it is not signed at all, which another rule says',
      files: md`
        ==> docs/task_packets/WP-1-Login.md <==
        # WP-1-Login
        - STATUS: In-Progress
        - USER_SIGNATURE: alice
      `,
    },
  ],
});
