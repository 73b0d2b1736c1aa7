/** packets/signature-purpose-mismatch */
import { brief } from '#core/brief';
import type { Look } from '#core/look';
import { nameOf, stemOf } from '#core/paths';
import { md } from '#core/rule';
import { mismatch, ownersOf } from '../model/audit/audit';
import { compareParts, familyOf, markedVersions, versionIn } from '../model/dialect/versions';
import { currentSpec } from '../model/queries';
import { type PacketFacts, rule } from '../model/types';

export default rule({
  scope: 'folder',
  severity: 'error',
  since: '0.2.0',
  summary: 'The row of a signature is for the packet that it signs, and for the spec that this names.',
  why: `A signature is given for one thing, and the audit says for what. A row whose purpose is another packet, or a version of the spec,
does not cover this one. \`WP-1\` covers \`WP-1-Login\` where no other packet begins with it; a purpose that names nothing covers all.

A row that has another version of the spec than SPEC_VERSION is a warning: what was agreed to is that version's, and perhaps no longer what
this one says. \`v1.0 → v1.1\` is both.`,

  check: {
    *packet({ facts, path, look }) {
      const own = [facts.id, stemOf(path)];
      for (const s of facts.consumed) {
        const rows = look.defs({ kind: 'signature', name: s.key }).filter((r) => r.data.valid);
        const others = rows.map((r) => mismatch(r.data, own, look));
        const [other] = others;
        const [row] = rows;
        if (!row) continue;
        if (other === undefined || others.includes(undefined)) {
          const said = facts.status?.reading?.status === 'Superseded' ? undefined : otherSpec(rows, facts, look);
          if (said !== undefined)
            yield {
              at: s.at,
              severity: 'warning',
              message: `${s.text} signs ${facts.id} for ${facts.spec?.text}, but its row in ${row.path} is for ${said} of the spec; have it signed for the version that it names, or name the one that was signed.`,
              related: [{ path: row.path, symbol: { kind: 'signature', name: s.key }, message: said }],
              about: { kind: 'signature', name: s.key },
            };
          continue;
        }
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
      title: 'Logged for another version of the spec; the same in other words, both, none, and of what is over',
      files: md`
        ==> docs/SPEC_CURRENT.md <==
        **Master_Spec_v1.1.md**

        ==> Master_Spec_v1.1.md <==
        # Master Spec

        ==> docs/SIGNATURE_AUDIT.md <==
        | Signature | Used By | Timestamp | Purpose | Spec Version |
        |---|---|---|---|---|
        | alice151220251000 | alice | 2025-12-15 | WP-1-Login | v1.0 |
        | alice151220251100 | alice | 2025-12-15 | WP-1-Logout | v1.2 |
        | alice151220251200 | alice | 2025-12-15 | WP-1-Roles | Master_Spec_v1.1.md |
        | alice151220251300 | alice | 2025-12-15 | WP-1-Texts | v1.0 → v1.1 |
        | alice151220251400 | alice | 2025-12-15 | WP-1-Menus | |
        | alice151220251500 | alice | 2025-12-15 | WP-1-Tests | v1 |
        | alice151220251600 | alice | 2025-12-15 | WP-1-Old | v0.9 |
        | alice151220251700 | alice | 2025-12-15 | WP-1-Target | v1.0 |
        | alice151220251800 | alice | 2025-12-15 | WP-1-Other | v1.1 |

        ==> docs/task_packets/WP-1-Login.md <==
        # WP-1-Login
        - STATUS: In-Progress
        - SPEC_VERSION: Master_Spec_v1.1.md
        - USER_SIGNATURE: [|alice151220251000|]

        ==> docs/task_packets/WP-1-Logout.md <==
        # WP-1-Logout
        - STATUS: Done
        - SPEC_VERSION: v1.1
        - USER_SIGNATURE: [|alice151220251100|]

        ==> docs/task_packets/WP-1-Roles.md <==
        # WP-1-Roles
        - SPEC_VERSION: 1.1
        - USER_SIGNATURE: alice151220251200

        ==> docs/task_packets/WP-1-Texts.md <==
        # WP-1-Texts
        - SPEC_VERSION: v1.1
        - USER_SIGNATURE: alice151220251300

        ==> docs/task_packets/WP-1-Menus.md <==
        # WP-1-Menus
        - SPEC_VERSION: v1.1
        - USER_SIGNATURE: alice151220251400

        ==> docs/task_packets/WP-1-Tests.md <==
        # WP-1-Tests
        - SPEC_VERSION: v1.1
        - USER_SIGNATURE: alice151220251500

        ==> docs/task_packets/WP-1-Old.md <==
        # WP-1-Old
        - STATUS: Superseded
        - SPEC_VERSION: v1.0
        - USER_SIGNATURE: alice151220251600

        ==> docs/task_packets/WP-1-Target.md <==
        # WP-1-Target
        - SPEC_BASELINE: v1.0
        - SPEC_TARGET: v1.1
        - USER_SIGNATURE: alice151220251700

        ==> docs/task_packets/WP-1-Other.md <==
        # WP-1-Other
        - SPEC_VERSION: Access_Spec_v3.0.md
        - USER_SIGNATURE: alice151220251800
      `,
      says: [
        'alice151220251000 signs WP-1-Login for Master_Spec_v1.1.md, but its row in docs/SIGNATURE_AUDIT.md is for v1.0 of the spec; have it signed for the version that it names, or name the one that was signed.',
        'alice151220251100 signs WP-1-Logout for v1.1, but its row in docs/SIGNATURE_AUDIT.md is for v1.2 of the spec; have it signed for the version that it names, or name the one that was signed.',
      ],
      severities: ['warning', 'warning'],
    },
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

type SpecRow = { readonly data: { readonly specVersion: string } };

/** The version for which all rows were logged, where it is none that the packet names. Undefined: it is one, or nobody says. */
function otherSpec(rows: readonly SpecRow[], { spec, specVersion }: PacketFacts, look: Look): string | undefined {
  if (!spec) return undefined;
  const current = look.ask(currentSpec);
  // Another document has versions of its own.
  if (spec.text.endsWith('.md') && current.is === 'known' && familyOf(nameOf(spec.text)) !== familyOf(nameOf(current.path)))
    return undefined;
  const pinned = [spec.text, specVersion ?? ''].flatMap((text) => {
    const version = versionIn(text);
    return version ? [version.parts] : [];
  });
  const logged = rows.map(({ data }) => {
    const first = versionIn(data.specVersion);
    return { said: data.specVersion, all: [...(first ? [first.parts] : []), ...markedVersions(data.specVersion)] };
  });
  return pinned.length > 0 && logged.every(({ all }) => all.length > 0 && !all.some((a) => pinned.some((b) => isSame(a, b))))
    ? brief(logged[0]?.said ?? '')
    : undefined;
}

/** `v2` is any of `v2.3`. */
const isSame = (a: readonly number[], b: readonly number[]): boolean => {
  const depth = Math.min(a.length, b.length);
  return compareParts(a.slice(0, depth), b.slice(0, depth)) === 0;
};
