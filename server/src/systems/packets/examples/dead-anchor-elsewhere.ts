/** What packets/dead-anchor says of what stands in a code block, or in another file of the spec. */
import { type Example, md } from '#core/rule';

export const elsewhere: readonly Example[] = [
  {
    title: 'A bold line with a tag is a heading, unless a fence shows it',
    files: md`
      ==> docs/SPEC_CURRENT.md <==
      **Master_Spec_v1.0.md**

      ==> Master_Spec_v1.0.md <==
      # Master Spec

      ## 1.1 Store

      **One store [HSK-STO-010]**

      Of this [HSK-STO-020] has more.

      ~~~md
      ## 6.11 Hygiene
      ~~~

      ==> docs/task_packets/WP-1-Store.md <==
      # WP-1-Store
      - SPEC_ANCHOR: [HSK-STO-010]; [[|HSK-STO-020|]]; [|6.11|] Hygiene
    `,
    says: [
      'Master_Spec_v1.0.md defines no anchor HSK-STO-020; the nearest is HSK-STO-010 “One store”.',
      '6.11 stands in Master_Spec_v1.0.md in a code block only, which defines nothing; cite what stands outside of one, or end the block before it.',
    ],
    severities: ['error', 'warning'],
  },
  {
    title: 'A code block shows sections and rules: of the spec, of the codex, in a list, and one that has also been defined',
    files: md`
      ==> docs/SPEC_CURRENT.md <==
      **Master_Spec_v2.md**
      **Acme Codex v1.md**

      ==> Master_Spec_v2.md <==
      # Master Spec

      ## 1 Import
      [APP-IMP-001] Files MUST be read whole.

      - A template:
        \`\`\`md
        ## 6.1 Documents [APP-IMP-002]
        - [APP-IMP-001] As above.
        [APP-IMP-003]: each on its own.
        Text on [APP-IMP-004].
        \`\`\`

      ==> Acme Codex v1.md <==
      # Codex
      ## [CX-101] Law
      ~~~
      CX-102: another
      ~~~

      ==> Master_Spec_v1.md <==
      ## 6.1 Documents

      ==> docs/task_packets/WP-1-Import.md <==
      # WP-1-Import
      - STATUS: Ready-for-Dev
      - SPEC_ANCHOR: [|6.1|], [APP-IMP-001], [[|APP-IMP-002|]], [[|APP-IMP-003|]], [[|APP-IMP-004|]], [[|CX-102|]]
    `,
    says: [
      '6.1 stands in Master_Spec_v2.md in a code block only, which defines nothing; cite what stands outside of one, or end the block before it.',
      'APP-IMP-002 stands in Master_Spec_v2.md in a code block only, which defines nothing; cite what stands outside of one, or end the block before it.',
      'APP-IMP-003 stands in Master_Spec_v2.md in a code block only, which defines nothing; cite what stands outside of one, or end the block before it.',
      'Master_Spec_v2.md defines no anchor APP-IMP-004; the nearest is APP-IMP-001 “Files MUST be read whole.”.',
      'CX-102 stands in Acme Codex v1.md in a code block only, which defines nothing; cite what stands outside of one, or end the block before it.',
    ],
    severities: ['warning', 'warning', 'warning', 'error', 'warning'],
  },
  {
    title: 'A spec in several files: what none of them defines',
    past: [
      {
        day: '2025-11-03',
        files: md`
          ==> Master_Spec_v2.md <==
          ## 3.1 Log-in
        `,
      },
    ],
    files: md`
      ==> docs/SPEC_CURRENT.md <==
      **Master_Spec_v2.md**
      **Acme Codex v1.md**

      ==> Acme Codex v1.md <==
      # Codex
      ## [CX-101] Law

      ==> Master_Spec_v2.md <==
      # Master Spec
      ## 1 Purpose
      - 2 Storage: see [the module](spec-modules/02-storage.md)
      - 3 Access: see \`03-access.md\`
      - Before: spec/archive/04-keys.md

      ==> spec-modules/02-storage.md <==
      ### 2.3 Storage trait
      1. Reads
      - [ACME-STO-001] One store

      ==> 03-access.md <==
      ## §3.1 Log-in

      ==> spec/archive/04-keys.md <==
      ## 4.1 Keys

      ==> docs/task_packets/WP-1-Storage.md <==
      # WP-1-Storage
      - STATUS: Ready-for-Dev
      - SPEC_ANCHOR: 1, 2.3, 2.3.1, [ACME-STO-001], 3.1, [|3.2|], [|4.1|], [|CX-110|]
    `,
    says: [
      'Master_Spec_v2.md with its 2 modules defines no anchor 3.2.',
      'Master_Spec_v2.md with its 2 modules defines no anchor 4.1.',
      'Acme Codex v1.md defines no anchor CX-110; the nearest is CX-101 “Law”.',
    ],
    fixed: md`
      ==> docs/task_packets/WP-1-Storage.md <==
      # WP-1-Storage
      - STATUS: Ready-for-Dev
      - SPEC_ANCHOR: 1, 2.3, 2.3.1, [ACME-STO-001], 3.1, 3.2, 4.1, CX-101
    `,
  },
  {
    title: 'One that is cited very often is told once, and changed everywhere',
    files: md`
      ==> docs/SPEC_CURRENT.md <==
      **Master_Spec_v1.1.md**

      ==> Master_Spec_v1.1.md <==
      ## 2.3 Storage

      ==> docs/task_packets/WP-1-Storage.md <==
      # WP-1-Storage
      - STATUS: In-Progress
      - SPEC_ANCHOR: A[|2.7|]

      ## Evidence Mapping
      | DONE_MEANS | SPEC_ANCHOR | Code |
      | --- | --- | --- |
      | Reads | A2.7 | src/a.ts:1 |
      | Writes | A2.7 | src/a.ts:2 |
      | Lists | A2.7 | src/a.ts:3 |
      | Finds | A2.7 | src/a.ts:4 |
      | Forgets | A2.7 | src/a.ts:5 |
    `,
    fixed: md`
      ==> docs/task_packets/WP-1-Storage.md <==
      # WP-1-Storage
      - STATUS: In-Progress
      - SPEC_ANCHOR: A2.3

      ## Evidence Mapping
      | DONE_MEANS | SPEC_ANCHOR | Code |
      | --- | --- | --- |
      | Reads | A2.3 | src/a.ts:1 |
      | Writes | A2.3 | src/a.ts:2 |
      | Lists | A2.3 | src/a.ts:3 |
      | Finds | A2.3 | src/a.ts:4 |
      | Forgets | A2.3 | src/a.ts:5 |
    `,
  },
  {
    title:
      'A refinement is judged by the version that it names, here or in git, beside the one in force; of one that nobody has nothing is said',
    past: [
      {
        day: '2025-11-01',
        files: md`
          ==> Master_Spec_v1.0.md <==
          # Master Spec
          ## 2.3 Storage
          ## 2.4 Lists
          1. First
          ## 2.5 Records
        `,
      },
      {
        day: '2025-11-03',
        removed: ['Master_Spec_v1.0.md'],
        files: md`
          ==> Master_Spec_v1.1.md <==
          # Master Spec
        `,
      },
    ],
    files: md`
      ==> docs/SPEC_CURRENT.md <==
      **Master_Spec_v1.2.md**

      ==> Master_Spec_v1.1.md <==
      # Master Spec
      ## 2.3 Storage
      1. First
      ## 2.6 Roles

      ==> Master_Spec_v1.2.md <==
      # Master Spec
      ## 2.3 Storage
      ## 2.7 Rights

      ==> docs/refinements/WP-1-Roles.md <==
      # WP-1-Roles
      - SPEC_BASELINE: Master_Spec_v1.1.md
      - SPEC_ANCHOR: 2.3.1, 2.6, 2.7, [|2.8|]

      ==> docs/refinements/WP-1-Lists.md <==
      # WP-1-Lists
      - SPEC_VERSION: v1.0
      - SPEC_ANCHOR: 2.4.1, 2.5, [|2.6|], [|2.9|]
      - SPEC_ANCHOR: Master_Spec_v1.0.md [|2.9|]

      ==> docs/refinements/WP-1-Keys.md <==
      # WP-1-Keys
      - SPEC_VERSION: v0.9
      - SPEC_ANCHOR: 2.8

      ==> docs/task_packets/WP-1-Past.md <==
      # WP-1-Past
      - STATUS: Superseded

      ==> docs/refinements/WP-1-Past.md <==
      # WP-1-Past
      - SPEC_VERSION: v1.1
      - SPEC_ANCHOR: 2.8
    `,
    says: [
      'Master_Spec_v1.0.md, which this refinement names, defines no anchor 2.6, and neither does Master_Spec_v1.2.md; the nearest is 2.7 “Rights”.',
      'Master_Spec_v1.0.md, which this refinement names, defines no anchor 2.9, and neither does Master_Spec_v1.2.md; the nearest is 2.7 “Rights”.',
      'Master_Spec_v1.0.md, which this refinement names, defines no anchor 2.9, and neither does Master_Spec_v1.2.md; the nearest is 2.7 “Rights”.',
      'Master_Spec_v1.1.md, which this refinement names, defines no anchor 2.8, and neither does Master_Spec_v1.2.md; the nearest is 2.7 “Rights”.',
    ],
  },
];
