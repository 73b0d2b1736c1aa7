/** packets/signature-purpose-mismatch */
import { stemOf } from '#core/paths';
import { md } from '#core/rule';
import { mismatch, ownersOf } from '../model/audit/audit';
import { rule } from '../model/types';

export default rule({
  scope: 'folder',
  severity: 'error',
  since: '0.2.0',
  summary: 'The row of a signature is for the packet that it signs.',
  why: `A signature is given for one thing, and the audit says for what. A row whose purpose is another packet, or a version of the spec,
does not cover this one. \`WP-1\` covers \`WP-1-Login\` where no other packet begins with it; a purpose that names nothing covers all.`,

  check: {
    *packet({ facts, path, look }) {
      const own = [facts.id, stemOf(path)];
      for (const s of facts.consumed) {
        const rows = look.defs({ kind: 'signature', name: s.key }).filter((r) => r.data.valid);
        const others = rows.map((r) => mismatch(r.data, own, look));
        const [other] = others;
        const [row] = rows;
        if (other === undefined || !row || others.includes(undefined)) continue;
        // Signed with another one's signature: signature-reused says so.
        if (look.ask(ownersOf, s.key).some((o) => o.by !== facts.id && o.path !== path)) continue;
        yield {
          at: s.at,
          message: `${s.text} signs ${facts.id}, but its row in ${row.path} is for ${other}.`,
          related: [{ path: row.path, symbol: { kind: 'signature', name: s.key }, message: row.data.purpose }],
          about: { kind: 'signature', name: s.key },
        };
      }
    },
  },

  examples: [
    {
      title: 'The purpose goes before what is remarked; a remark on a variant, or where the purpose names nothing, counts',
      files: md`
        ==> docs/SIGNATURE_AUDIT.md <==
        | Signature | Used By | Timestamp | Purpose | Notes |
        |---|---|---|---|---|
        | alice151220251000 | alice | 2025-12-15 | Packet creation WP-1-Logout | see docs/refinements/WP-1-Login.md |
        | alice151220251100 | alice | 2025-12-15 | Packet WP-1-Store, again | made WP-1-Store-v2 |
        | alice151220251200 | alice | 2025-12-15 | Packet creation | WP-1-View |

        ==> docs/task_packets/WP-1-Login.md <==
        # WP-1-Login
        - USER_SIGNATURE: [|alice151220251000|]

        ==> docs/task_packets/WP-1-Store-v2.md <==
        # WP-1-Store-v2
        - USER_SIGNATURE: alice151220251100

        ==> docs/task_packets/WP-1-View.md <==
        # WP-1-View
        - USER_SIGNATURE: alice151220251200
      `,
      says: ['alice151220251000 signs WP-1-Login, but its row in docs/SIGNATURE_AUDIT.md is for WP-1-Logout.'],
    },
    {
      title: 'For another packet, for the spec, for too many',
      files: md`
        ==> docs/SIGNATURE_AUDIT.md <==
        | Signature | Used By | Timestamp | Purpose |
        |---|---|---|---|
        | alice151220251000 | alice | 2025-12-15 | Packet creation WP-1-Logout, as WP-1-Logout asks |
        | alice151220251100 | alice | 2025-12-15 | Spec enrichment: storage |
        | alice151220251200 | alice | 2025-12-15 | Packet creation WP-1 |

        ==> docs/task_packets/WP-1-Login.md <==
        # WP-1-Login
        - USER_SIGNATURE: [|alice151220251000|]

        ==> docs/task_packets/WP-1-Store.md <==
        # WP-1-Store
        - USER_SIGNATURE: [|alice151220251100|]

        ==> docs/task_packets/WP-1-View.md <==
        # WP-1-View
        - USER_SIGNATURE: [|alice151220251200|]
      `,
      says: [
        'alice151220251000 signs WP-1-Login, but its row in docs/SIGNATURE_AUDIT.md is for WP-1-Logout.',
        'alice151220251100 signs WP-1-Store, but its row in docs/SIGNATURE_AUDIT.md is for the spec (Spec enrichment: storage).',
        'alice151220251200 signs WP-1-View, but its row in docs/SIGNATURE_AUDIT.md is for WP-1, which fits 3 packets.',
      ],
    },
    {
      title: 'By its beginning, in the evidence, among others, nothing said, or reused, which another rule says',
      files: md`
        ==> docs/SIGNATURE_AUDIT.md <==
        | Signature | Used By | Timestamp | Purpose | Evidence |
        |---|---|---|---|---|
        | alice151220251000 | alice | 2025-12-15 | Packet creation WP-2 | |
        | alice151220251100 | alice | 2025-12-15 | Packet creation WP-1 | docs/task_packets/WP-1-Store.md |
        | alice151220251200 | alice | 2025-12-15 | Approved after talk | |
        | alice151220251300 | alice | 2025-12-15 | Spec enrichment and task packet | |
        | alice151220251400 | alice | 2025-12-15 | WP-1-Store | INVALID |
        | alice151220251500 | alice | 2025-12-15 | WP-1-Menus | |

        ==> docs/task_packets/WP-1-Menus.md <==
        # WP-1-Menus
        - USER_SIGNATURE: alice151220251500

        ==> docs/task_packets/WP-1-Roles.md <==
        # WP-1-Roles
        - USER_SIGNATURE: alice151220251500

        ==> docs/task_packets/WP-2-Login.md <==
        # WP-2-Login
        - USER_SIGNATURE: alice151220251000

        ==> docs/task_packets/WP-1-Store.md <==
        # WP-1-Store
        - USER_SIGNATURE: alice151220251100

        ==> docs/task_packets/WP-1-View.md <==
        # WP-1-View
        - USER_SIGNATURE: alice151220251200

        ==> docs/task_packets/WP-1-Search.md <==
        # WP-1-Search
        - USER_SIGNATURE: alice151220251300

        ==> docs/task_packets/WP-1-Export.md <==
        # WP-1-Export
        - USER_SIGNATURE: alice151220251400
      `,
    },
  ],
});
