/** packets/signature-malformed */
import { md } from '#core/rule';
import { signingFields } from '../model/signing/approval';
import { rule } from '../model/types';

export default rule({
  scope: 'document',
  severity: 'error',
  since: '0.2.0',
  summary: 'The digits of a signature are a time.',
  why: `A signature is \`{username}{DDMMYYYYHHMM}\` in UTC. Older ones are read too: \`DDMMYYHHMMSS\`, and \`YYMMDDHHMM\` with up to two
digits more. Digits that are no real date in any of these were not typed by somebody who signed just then.`,

  check: {
    *packet({ model }) {
      const seen = new Set<string>();
      for (const field of signingFields(model.approval)) {
        const text = field.signature?.text ?? field.text;
        if (field.is !== 'malformed' || seen.has(field.signature?.key ?? text)) continue;
        seen.add(field.signature?.key ?? text);
        yield {
          at: field.signature?.at ?? field.at,
          message: `The digits of ${text} are no time; a signature ends in DDMMYYYYHHMM, in UTC.`,
          about: { kind: 'signature', name: field.signature?.key ?? text },
        };
      }
    },
  },

  examples: [
    {
      title: 'No such month, no such hour, too few digits',
      files: md`
        ==> docs/task_packets/WP-1-A.md <==
        # WP-1-A
        - USER_SIGNATURE: [|alice151320251000|]

        ## Signature & Enrichment Log
        **Signature**: alice_151320251000 (immutable)

        ==> docs/task_packets/WP-1-B.md <==
        # WP-1-B
        - USER_SIGNATURE: [|alice_311120252500|]

        ==> docs/task_packets/WP-1-C.md <==
        # WP-1-C
        - USER_SIGNATURE: [|alice_151220251|]
      `,
      says: [
        'The digits of alice151320251000 are no time; a signature ends in DDMMYYYYHHMM, in UTC.',
        'The digits of alice_311120252500 are no time; a signature ends in DDMMYYYYHHMM, in UTC.',
        'The digits of alice_151220251 are no time; a signature ends in DDMMYYYYHHMM, in UTC.',
      ],
    },
    {
      title: 'Each of the forms, and a name that ends in digits',
      files: md`
        ==> docs/task_packets/WP-1-A.md <==
        # WP-1-A
        - USER_SIGNATURE: alice151220251000

        ==> docs/task_packets/WP-1-B.md <==
        # WP-1-B
        - USER_SIGNATURE: alice_251225032800

        ==> docs/task_packets/WP-1-C.md <==
        # WP-1-C
        - USER_SIGNATURE: alice_25121510000

        ==> docs/task_packets/WP-1-D.md <==
        # WP-1-D
        - USER_SIGNATURE: agent007151220251000

        ==> docs/task_packets/WP-1-E.md <==
        # WP-1-E
        - USER_SIGNATURE: <pending>
      `,
    },
    {
      title: 'A form of this repository',
      config: "packets:\n  signatures: ['{user} {YYYY-MM-DD HH:MM}']\n",
      files: md`
        ==> docs/task_packets/WP-1-A.md <==
        # WP-1-A
        - USER_SIGNATURE: alice 2025-12-15 10:00

        ==> docs/task_packets/WP-1-B.md <==
        # WP-1-B
        - USER_SIGNATURE: [|alice 2025-13-15 10:00|]
      `,
    },
  ],
});
