/** packets/spec-version-unsigned */
import { md } from '#core/rule';
import { compareParts, versionIn } from '../model/dialect/versions';
import { currentSpec, signedVersions } from '../model/queries';
import { rule } from '../model/types';

export default rule({
  scope: 'folder',
  severity: 'error',
  since: '0.2.0',
  summary: 'A signature in the audit covers the current version of the spec.',
  why: 'A spec changes what everybody must build, so a new version needs a signature. Versions older than the first one that the audit names came before it was kept, and are exempt. A signature for a packet signs no version.',

  check: {
    *pointer({ facts, look }) {
      const { spec } = facts;
      const version = spec && versionIn(spec.text);
      if (!spec || !version || look.ask(currentSpec).is === 'unknown') return;
      const { first, signed } = look.ask(signedVersions);
      // The oldest that is named was there before its row, unless the row signs it.
      if (!first || compareParts(version.parts, first) <= 0) return;
      if (signed.some((v) => compareParts(v, version.parts) === 0)) return;
      yield {
        at: spec.at,
        message: `No row of the signature audit covers ${version.text}; have this version signed, and log the signature.`,
      };
    },
  },

  examples: [
    {
      title: 'Pointed to, and never signed',
      files: md`
        ==> docs/SPEC_CURRENT.md <==
        **[|Master_Spec_v1.2.md|]**

        ==> Master_Spec_v1.2.md <==
        # Master Spec

        ==> docs/SIGNATURE_AUDIT.md <==
        | Signature | Used By | Timestamp | Purpose | Spec Version |
        | --- | --- | --- | --- | --- |
        | mia151220251000 | mia | 2025-12-15 10:00 | Spec enrichment of §1.2 | v1.1 |
        | mia161220251000 | mia | 2025-12-16 10:00 | Spec enrichment (INVALID: withdrawn) | v1.2 |
      `,
      says: ['No row of the signature audit covers v1.2; have this version signed, and log the signature.'],
    },
    {
      title: 'Signed, the second time in the purpose only',
      files: md`
        ==> docs/SPEC_CURRENT.md <==
        **Master_Spec_v01.2.md**

        ==> Master_Spec_v01.2.md <==
        # Master Spec

        ==> docs/SIGNATURE_AUDIT.md <==
        | Signature | Used By | Timestamp | Purpose | Spec Version |
        | --- | --- | --- | --- | --- |
        | mia151220251000 | mia | 2025-12-15 10:00 | Spec enrichment v1.1 → v1.2 | Master_Spec_v1.1.md |
      `,
    },
    {
      title: 'A packet was signed while it was in force, which signs no version',
      files: md`
        ==> docs/SPEC_CURRENT.md <==
        **[|Master_Spec_v1.2.md|]**

        ==> Master_Spec_v1.2.md <==
        # Master Spec

        ==> docs/SIGNATURE_AUDIT.md <==
        | Signature | Used By | Timestamp | Purpose | Spec Version |
        | --- | --- | --- | --- | --- |
        | mia151220251000 | mia | 2025-12-15 10:00 | Spec v1.1 | v1.1 |
        | mia161220251000 | mia | 2025-12-16 10:00 | Packet creation: WP-1-Login | v1.2 |
      `,
    },
    {
      title: 'A row for the version and a packet',
      files: md`
        ==> docs/SPEC_CURRENT.md <==
        **Master_Spec_v1.2.md**

        ==> Master_Spec_v1.2.md <==
        # Master Spec

        ==> docs/SIGNATURE_AUDIT.md <==
        | Signature | Used By | Timestamp | Purpose | Spec Version |
        | --- | --- | --- | --- | --- |
        | mia151220251000 | mia | 2025-12-15 10:00 | Packet creation: WP-1-Start | v1.1 |
        | mia161220251000 | mia | 2025-12-16 10:00 | Spec enrichment for WP-1-Login | v1.2 |
      `,
    },
    {
      title: 'It was there before the first row, which is a packet’s',
      files: md`
        ==> docs/SPEC_CURRENT.md <==
        **Master_Spec_v1.2.md**

        ==> Master_Spec_v1.2.md <==
        # Master Spec

        ==> docs/SIGNATURE_AUDIT.md <==
        | Signature | Used By | Timestamp | Purpose | Spec Version |
        | --- | --- | --- | --- | --- |
        | mia151220251000 | mia | 2025-12-15 10:00 | Packet creation: WP-1-Start | v1.2 |
      `,
    },
    {
      title: 'Older than the audit',
      files: md`
        ==> docs/SPEC_CURRENT.md <==
        **Master_Spec_v0.9.md**

        ==> Master_Spec_v0.9.md <==
        # Master Spec

        ==> docs/SIGNATURE_AUDIT.md <==
        | Signature | Used By | Timestamp | Purpose | Spec Version |
        | --- | --- | --- | --- | --- |
        | mia151220251000 | mia | 2025-12-15 10:00 | Spec enrichment | v1.0 |
      `,
    },
  ],
});
