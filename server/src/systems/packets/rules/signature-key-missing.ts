/** packets/signature-key-missing */
import { md } from '#core/rule';
import { isCommitted } from '../model/dialect/status';
import { rule } from '../model/types';

export default rule({
  scope: 'folder',
  severity: 'error',
  since: '0.2.0',
  summary: 'Where keys are required, a signed packet carries the signature of a key.',
  why: `A typed signature is a string, and a seal can be made by anybody who can write the file. With \`approvals: require-key\` only an SSH
signature counts, made with a key outside the folder: \`ssh-keygen -Y sign -n gatehouse\` over the sealed text. See [docs/seal.md](../../seal.md).`,

  check: {
    *packet({ facts, dialect }) {
      const [signature] = facts.consumed;
      const status = facts.status?.reading?.status;
      if (dialect.approvals.level !== 'require-key' || !signature || facts.retired || facts.approval?.key) return;
      if (!status || !isCommitted(status)) return;
      yield {
        at: signature.at,
        message: `${signature.text} is ${facts.approval?.seal ? 'sealed' : 'typed'} only; this repository requires the signature of a key.`,
        about: { kind: 'signature', name: signature.key },
      };
    },
  },

  examples: [
    {
      title: 'Typed, sealed',
      config: 'packets:\n  approvals: require-key\n',
      files: md`
        ==> docs/task_packets/WP-1-Login.md <==
        # WP-1-Login
        - STATUS: Ready-for-Dev
        - USER_SIGNATURE: [|alice151220251000|]

        ==> docs/task_packets/WP-1-Logout.md <==
        # WP-1-Logout
        - STATUS: Ready-for-Dev
        - USER_SIGNATURE: [|alice151220251100|]

        ## Signature & Enrichment Log
        - Seal: sha256:0000000000000000000000000000000000000000000000000000000000000000
      `,
      says: [
        'alice151220251000 is typed only; this repository requires the signature of a key.',
        'alice151220251100 is sealed only; this repository requires the signature of a key.',
      ],
    },
    {
      title: 'Not required',
      files: md`
        ==> docs/task_packets/WP-1-Login.md <==
        # WP-1-Login
        - STATUS: Ready-for-Dev
        - USER_SIGNATURE: alice151220251000
      `,
    },
    {
      title: 'By a key; not signed; in the backlog',
      config: 'packets:\n  approvals: require-key\n',
      files: md`
        ==> docs/task_packets/WP-1-Login.md <==
        # WP-1-Login
        - STATUS: Ready-for-Dev
        - USER_SIGNATURE: alice151220251000

        ## Signature & Enrichment Log

        \`\`\`
        -----BEGIN SSH SIGNATURE-----
        U1NIU0lHAAAAAQ==
        -----END SSH SIGNATURE-----
        \`\`\`

        ==> docs/task_packets/WP-1-Logout.md <==
        # WP-1-Logout
        - STATUS: Backlog
        - USER_SIGNATURE: alice151220251100
      `,
    },
  ],
});
