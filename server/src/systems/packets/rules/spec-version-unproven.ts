/** packets/spec-version-unproven */
import { md } from '#core/rule';
import { approvalOfSpec, shortOfSpec } from '../model/audit/row-seals';
import { rule } from '../model/types';

export default rule({
  scope: 'folder',
  severity: 'error',
  since: '0.2.0',
  summary: 'The version of the spec in force is the one that was approved, by a key where keys are required.',
  why: `Whoever approves a version of the spec agrees to its words: everybody is held to them. Where the panel or \`gatehouse sign\` approves
it, a seal over the file stands below the audit's table, with the signature of a key. A spec that was changed afterwards was not agreed to;
it wants a version of its own. With \`approvals: require-key\` a row that somebody typed approves nothing, and once the
audit has signed a version, the one in force has to be approved too, be it an older one. See [docs/seal.md](../../seal.md).`,

  check: {
    *pointer({ facts, dialect, look, world }) {
      const found = facts.spec && approvalOfSpec({ look, world, dialect });
      if (!facts.spec || !found) return;
      const { row } = found;
      const message = shortOfSpec(found, dialect);
      if (message === undefined) return;
      if (!row) {
        yield { at: facts.spec.at, message };
        return;
      }
      const about = { kind: 'signature', name: row.key } as const;
      yield { at: facts.spec.at, message, about, related: [{ path: row.path, symbol: about, message: row.purpose }] };
    },
  },

  examples: [
    {
      title: 'Changed since it was approved',
      files: md`
        ==> docs/SPEC_CURRENT.md <==
        **[|Master_Spec_v1.2.md|]**

        ==> Master_Spec_v1.2.md <==
        # Master Spec

        ## A2 Storage, and more

        ==> docs/SIGNATURE_AUDIT.md <==
        | Signature | Used By | Timestamp | Purpose | Spec Version |
        | --- | --- | --- | --- | --- |
        | mia161220251000 | mia | 2025-12-16 10:00 | Spec enrichment | v1.2 |

        ## Seals

        ### mia161220251000

        - Seal: sha256:478496da3d068f65fd0ad90012bcb6f50092d2a396ce69763c15b78b05616ece
      `,
      says: [
        'mia161220251000 under Master_Spec_v1.2.md does not hold: Master_Spec_v1.2.md is not what mia161220251000 sealed; sign it anew.',
      ],
    },
    {
      title: 'A row that somebody typed, where a key is required',
      config: 'packets:\n  approvals: require-key\n',
      files: md`
        ==> docs/SPEC_CURRENT.md <==
        **[|Master_Spec_v1.2.md|]**

        ==> Master_Spec_v1.2.md <==
        # Master Spec

        ==> docs/SIGNATURE_AUDIT.md <==
        | Signature | Used By | Timestamp | Purpose | Spec Version |
        | --- | --- | --- | --- | --- |
        | mia151220251000 | mia | 2025-12-15 10:00 | Spec enrichment of §1.2 | v1.1 |
        | mia161220251000 | mia | 2025-12-16 10:00 | Spec enrichment | v1.2 |
      `,
      says: ['mia161220251000 under Master_Spec_v1.2.md is typed only; this repository requires the signature of a key.'],
    },
    {
      title: 'Back to a version that nobody approved, where a key is required',
      config: 'packets:\n  approvals: require-key\n',
      files: md`
        ==> docs/SPEC_CURRENT.md <==
        **[|Master_Spec_v0.9.md|]**

        ==> Master_Spec_v0.9.md <==
        # Master Spec

        ==> docs/SIGNATURE_AUDIT.md <==
        | Signature | Used By | Timestamp | Purpose | Spec Version |
        | --- | --- | --- | --- | --- |
        | mia151220251000 | mia | 2025-12-15 10:00 | Spec enrichment of §1.2 | v1.1 |
      `,
      says: ['No row of the signature audit approves Master_Spec_v0.9.md, and this repository requires the signature of a key.'],
    },
    {
      title: 'A file without a version, where a key is required',
      config: 'packets:\n  approvals: require-key\n',
      files: md`
        ==> docs/SPEC_CURRENT.md <==
        **[|Master_Spec_vNext.md|]**

        ==> Master_Spec_vNext.md <==
        # Master Spec

        ==> docs/SIGNATURE_AUDIT.md <==
        | Signature | Used By | Timestamp | Purpose | Spec Version |
        | --- | --- | --- | --- | --- |
        | mia151220251000 | mia | 2025-12-15 10:00 | Spec enrichment of §1.2 | v1.1 |
      `,
      says: [
        'No row of the signature audit approves Master_Spec_vNext.md, and this repository requires the signature of a key; its name has no version by which it could be approved.',
      ],
    },
    {
      title: 'As it was approved',
      files: md`
        ==> docs/SPEC_CURRENT.md <==
        **Master_Spec_v1.2.md**

        ==> Master_Spec_v1.2.md <==
        # Master Spec

        ## A2 Storage

        ==> docs/SIGNATURE_AUDIT.md <==
        | Signature | Used By | Timestamp | Purpose | Spec Version |
        | --- | --- | --- | --- | --- |
        | mia161220251000 | mia | 2025-12-16 10:00 | Spec enrichment | v1.2 |

        ## Seals

        ### mia161220251000

        - Seal: sha256:478496da3d068f65fd0ad90012bcb6f50092d2a396ce69763c15b78b05616ece
      `,
    },
    {
      title: 'Typed, where that is enough; older than the audit, where it is not',
      files: md`
        ==> docs/SPEC_CURRENT.md <==
        **Master_Spec_v1.2.md**

        ==> Master_Spec_v1.2.md <==
        # Master Spec

        ==> docs/SIGNATURE_AUDIT.md <==
        | Signature | Used By | Timestamp | Purpose | Spec Version |
        | --- | --- | --- | --- | --- |
        | mia151220251000 | mia | 2025-12-15 10:00 | Spec enrichment of §1.2 | v1.1 |
        | mia161220251000 | mia | 2025-12-16 10:00 | Spec enrichment | v1.2 |
      `,
    },
  ],
});
