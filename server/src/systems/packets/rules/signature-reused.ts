/** packets/signature-reused */
import { md } from '#core/rule';
import { rule } from '../model/types';

export default rule({
  scope: 'folder',
  severity: 'error',
  since: '0.1.0',
  summary: 'A signature is consumed by one packet.',
  why: 'A signature is one decision about one thing. The same one on a second packet was copied, not given. Naming it in a report, a changelog or the spec consumes nothing.',

  check: {
    *packet({ facts, path, look }) {
      for (const s of facts.consumed) {
        const others = look.defs({ kind: 'consumption', name: s.key }).filter((d) => d.path !== path && d.data.by !== facts.id);
        if (others.length === 0) continue;
        yield {
          at: s.at,
          message: `${s.text} is consumed by ${[...new Set(others.map((o) => o.data.by))].join(' and ')} too; each packet needs a signature of its own.`,
          related: others.map((o) => ({
            path: o.path,
            symbol: { kind: 'consumption', name: s.key },
            message: `consumed by ${o.data.by}`,
          })),
        };
      }
    },
  },

  examples: [
    {
      title: 'Copied with the packet',
      files: md`
        ==> docs/task_packets/WP-1-Login.md <==
        # WP-1-Login
        - USER_SIGNATURE: [|alice151220251000|]

        ==> docs/task_packets/WP-1-Logout.md <==
        # WP-1-Logout
        - USER_SIGNATURE: [|alice_151220251000|]
      `,
      says: [
        'alice151220251000 is consumed by WP-1-Logout too; each packet needs a signature of its own.',
        'alice_151220251000 is consumed by WP-1-Login too; each packet needs a signature of its own.',
      ],
    },
    {
      title: 'Twice in one packet, and cited elsewhere',
      files: md`
        ==> docs/task_packets/WP-1-Login.md <==
        # WP-1-Login
        - USER_SIGNATURE: alice151220251000

        ## Signature & Enrichment Log
        **Signature**: alice151220251000 (immutable)

        ==> docs/task_packets/WP-1-Logout.md <==
        # WP-1-Logout

        ## Notes
        - Agreed together with WP-1-Login [alice151220251000]
      `,
    },
  ],
});
