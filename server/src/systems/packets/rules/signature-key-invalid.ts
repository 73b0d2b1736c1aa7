/** packets/signature-key-invalid */
import { md } from '#core/rule';
import { readingsIn } from '../model/audit/audit';
import { ofSigner } from '../model/signing/signatures';
import { rule } from '../model/types';

export default rule({
  scope: 'folder',
  severity: 'error',
  since: '0.2.0',
  summary: "The signature of a key holds, and the key is the signer's.",
  why: `An SSH signature in a packet (\`ssh-keygen -Y sign -n gatehouse\`) is checked against the file of allowed signers, at the time of the
signature: the key must have been valid then, belong to the one who signed, and the packet must still say what was signed.
\`ssh-keygen\` looks; where it is not installed nothing is reported. See [docs/seal.md](../../seal.md).`,

  check: {
    *packet({ facts, dialect, look, world }) {
      const [signature] = facts.consumed;
      const key = facts.approval?.key;
      if (!key || !signature || facts.retired) return;
      const about = { kind: 'signature', name: signature.key } as const;
      const [reading] = readingsIn(key.signature, dialect, look);
      if (!reading) {
        yield {
          at: key.at,
          message: `The key's signature under ${key.signature} does not hold: its digits are no time at which a key could have been valid.`,
          about,
        };
        return;
      }
      const found = world.verified(dialect.approvals.allowedSigners, key.armour, key.text, reading.minute);
      if (found.is !== 'known') return;
      const { value } = found;
      const wrong =
        'wrong' in value ? value.wrong : ofSigner(value.by, reading.signer) ? undefined : `the key is ${value.by.join(', ')}'s`;
      if (wrong === undefined) return;
      yield {
        at: key.at,
        message: `The key's signature under ${key.signature} does not hold: ${wrong}.`,
        about,
      };
    },
  },

  examples: [
    {
      title: 'No key has signed',
      files: md`
        ==> docs/task_packets/WP-1-Login.md <==
        # WP-1-Login
        - STATUS: Ready-for-Dev
        - USER_SIGNATURE: alice151220251000
      `,
    },
  ],
});
