/** What packets/dead-anchor tells, and what it does not. */
import { type Example, md } from '#core/rule';
import { elsewhere } from './dead-anchor-elsewhere';
import { promised } from './dead-anchor-promised';
import { slips } from './dead-anchor-slips';

export const examples: readonly [Example, ...Example[]] = [
  {
    title: 'A section that does not exist',
    files: md`
      ==> docs/SPEC_CURRENT.md <==
      **Master_Spec_v1.0.md**

      ==> Master_Spec_v1.0.md <==
      # Master Spec

      ## A2.3 Storage

      ### A2.3.1 Storage trait

      1. First
      2. Second

      ==> docs/task_packets/WP-1-Storage.md <==
      # WP-1-Storage

      - **SPEC_ANCHOR**: A[|2.3.4|] (Storage trait), §2.3.1 Item 2
    `,
    says: ['Master_Spec_v1.0.md defines no anchor 2.3.4; the nearest is 2.3.1 “Storage trait”.'],
    fixed: md`
      ==> docs/task_packets/WP-1-Storage.md <==
      # WP-1-Storage

      - **SPEC_ANCHOR**: A2.3.1 (Storage trait), §2.3.1 Item 2
    `,
  },
  {
    title: 'A paragraph that opens with a tag and asks for something; one that only speaks of a tag',
    files: md`
      ==> docs/SPEC_CURRENT.md <==
      **Master_Spec_v1.0.md**

      ==> Master_Spec_v1.0.md <==
      ## 5 Interfaces

      **[ACME-API-001]** Errors MUST be problem documents.

      [ACME-API-003] is left free.

      - [ACME-API-002] Lists MUST be paged.

      ==> docs/task_packets/WP-1-Api.md <==
      # WP-1-Api

      - SPEC_ANCHOR: ACME-API-001, [|ACME-API-003|]
    `,
    fixed: md`
      ==> docs/task_packets/WP-1-Api.md <==
      # WP-1-Api

      - SPEC_ANCHOR: ACME-API-001, ACME-API-002
    `,
  },
  {
    title: 'The pointer is dead: one finding there is enough',
    files: md`
      ==> docs/SPEC_CURRENT.md <==
      **Master_Spec_v2.0.md**

      ==> docs/task_packets/WP-1-Storage.md <==
      # WP-1-Storage

      - SPEC_ANCHOR: A9.9
    `,
  },
  {
    title: 'In evidence, in a refinement and in the audit; each place is to be changed',
    files: md`
      ==> docs/SPEC_CURRENT.md <==
      **Master_Spec_v1.1.md**

      ==> Master_Spec_v1.1.md <==
      ## 2.3 Storage

      ==> docs/task_packets/WP-1-Storage.md <==
      # WP-1-Storage
      - STATUS: In-Progress
      - SPEC_ANCHOR: 2.3

      ## Evidence Mapping
      | DONE_MEANS | SPEC_ANCHOR | Code |
      | --- | --- | --- |
      | Stores | A[|2.7|] | src/a.ts:1 |
      | Restores | A[|2.7|] | src/a.ts:9 |

      ==> docs/refinements/WP-1-Storage.md <==
      # Refinement of WP-1-Storage
      - SPEC_ANCHOR: 2.7
      - SPEC_ANCHOR: [|2.8|]
      - In passing: §9.9

      ==> docs/SIGNATURE_AUDIT.md <==
      | Signature | Used By | Purpose | Spec Version |
      | --- | --- | --- | --- |
      | mia151220251000 | mia | Enriched §[|2.9|] | v1.1 |
      | mia141220251000 | mia | Enriched §3.9 | v1.0 |
    `,
    says: [
      'Master_Spec_v1.1.md defines no anchor 2.9; the nearest is 2.3 “Storage”.',
      'Master_Spec_v1.1.md defines no anchor 2.8; the nearest is 2.3 “Storage”.',
      'Master_Spec_v1.1.md defines no anchor 2.7; the nearest is 2.3 “Storage”.',
      'Master_Spec_v1.1.md defines no anchor 2.7; the nearest is 2.3 “Storage”.',
    ],
    fixed: md`
      ==> docs/task_packets/WP-1-Storage.md <==
      # WP-1-Storage
      - STATUS: In-Progress
      - SPEC_ANCHOR: 2.3

      ## Evidence Mapping
      | DONE_MEANS | SPEC_ANCHOR | Code |
      | --- | --- | --- |
      | Stores | A2.3 | src/a.ts:1 |
      | Restores | A2.3 | src/a.ts:9 |

      ==> docs/refinements/WP-1-Storage.md <==
      # Refinement of WP-1-Storage
      - SPEC_ANCHOR: 2.7
      - SPEC_ANCHOR: 2.3
      - In passing: §9.9
    `,
  },
  {
    title: 'Several versions beside it, and a history in which it was only named or shown',
    past: [
      {
        day: '2025-11-03',
        files: md`
          ==> Master_Spec_v1.3.md <==
          ## Contents
          - 2.7 Fencing

          ## 2 Leases
          ~~~
          ### 2.8 Example
          ~~~
        `,
      },
    ],
    files: md`
      ==> docs/SPEC_CURRENT.md <==
      **Master_Spec_v1.3.md**

      ==> Master_Spec_v1.1.md <==
      ## 2 Leases

      ==> Master_Spec_v1.2.md <==
      ## 2 Leases

      ==> Master_Spec_v1.3.md <==
      ## Contents
      - 2.7 Fencing

      ## 2 Leases

      ==> docs/task_packets/WP-1-Lease.md <==
      # WP-1-Lease

      - SPEC_ANCHOR: [|2.7|], [|2.8|]
    `,
    fixed: md`
      ==> docs/task_packets/WP-1-Lease.md <==
      # WP-1-Lease

      - SPEC_ANCHOR: 2, 2
    `,
  },
  {
    title: 'A form that the configuration tells',
    config: md`
      packets:
        anchors: ['REQ{number}']
    `,
    files: md`
      ==> docs/SPEC_CURRENT.md <==
      **Master_Spec_v1.0.md**

      ==> Master_Spec_v1.0.md <==
      # Master Spec
      - REQ12 It stores.

      ==> docs/task_packets/WP-1-Storage.md <==
      - SPEC_ANCHOR: REQ12, [|REQ13|]
    `,
    says: ['Master_Spec_v1.0.md defines no anchor REQ13; the nearest is REQ12 “It stores.”.'],
  },
  {
    title: 'Done under the version before, and under this one, which has lost it; names that are no anchors here',
    files: md`
      ==> docs/SPEC_CURRENT.md <==
      **Master_Spec_v1.1.md**

      ==> Master_Spec_v1.0.md <==
      ## 2.4 Brakes

      ==> Master_Spec_v1.1.md <==
      ## Table of Contents
      - [REQ-2](#req-2) Restores
      ## 2.3 Storage
      - [REQ-1] It stores.

      ==> docs/task_packets/WP-1-Storage.md <==
      # WP-1-Storage
      - STATUS: Done
      - SPEC_VERSION: Master_Spec_v1.0.md
      - SPEC_ANCHOR: 2.7

      ==> docs/task_packets/WP-1-Brakes.md <==
      # WP-1-Brakes
      - STATUS: Done
      - SPEC_VERSION: v1.1
      - SPEC_ANCHOR: [|2.4|]

      ==> docs/task_packets/WP-1-Texts.md <==
      # WP-1-Texts
      - STATUS: In-Progress
      - SPEC_ANCHOR: REQ-1, written as UTF-8 (ISO-8601 dates), Master_Spec_v0.9.md §8.1
    `,
    fixed: md`
      ==> docs/task_packets/WP-1-Brakes.md <==
      # WP-1-Brakes
      - STATUS: Done
      - SPEC_VERSION: v1.1
      - SPEC_ANCHOR: 2.3
    `,
  },
  {
    title: 'A rule of a protocol',
    files: md`
      ==> docs/SPEC_CURRENT.md <==
      **Master_Spec_v1.0.md**

      ==> Master_Spec_v1.0.md <==
      # Master Spec

      ==> docs/VALIDATOR_PROTOCOL.md <==
      # Validator
      - [CX-GATE-001] No merge without evidence

      ==> docs/task_packets/WP-1-Storage.md <==
      # WP-1-Storage

      ## SPEC_ANCHOR
      - [CX-GATE-001] in docs/VALIDATOR_PROTOCOL.md
      - [[|CX-GATE-002|]] in docs/VALIDATOR_PROTOCOL.md
    `,
    says: ['VALIDATOR_PROTOCOL.md defines no anchor CX-GATE-002; the nearest is CX-GATE-001 “No merge without evidence”.'],
  },
  {
    title: 'A table of requirements defines what its first column names; a table that only lists them does not',
    config: md`
      packets:
        anchors: ['REQ-{number}']
    `,
    files: md`
      ==> docs/SPEC_CURRENT.md <==
      **Master_Spec_v1.0.md**

      ==> Master_Spec_v1.0.md <==
      ## 5 Limits

      | id | requirement |
      |---|---|
      | REQ-20 | A message MUST NOT exceed 256 kB. |
      | **REQ-21** | A queue SHOULD be bounded. |

      | id | owner |
      |---|---|
      | REQ-22 | mia |

      ==> docs/task_packets/WP-1-Limits.md <==
      # WP-1-Limits
      - SPEC_ANCHOR: REQ-20, REQ-21, [|REQ-22|]
    `,
    says: ['Master_Spec_v1.0.md defines no anchor REQ-22; the nearest is REQ-21 “A queue SHOULD be bounded.”.'],
  },
  {
    title: 'A part of a section, where a heading has one and where the section has none of its own',
    files: md`
      ==> docs/SPEC_CURRENT.md <==
      **Master_Spec_v1.0.md**

      ==> Master_Spec_v1.0.md <==
      ## 10.4 Plugins
      ### 10.4.2a Security
      ### 10.4.3 Limits
      ### 10.4.4. A plan
      ### 10.4.5.b Quotas

      ==> docs/task_packets/WP-1-Plugins.md <==
      # WP-1-Plugins
      - SPEC_ANCHOR: 10.4.2a, A10.4.2.A, §10.4.3b, 10.4.4, 10.4.5b (Quotas), [|10.4.2b|], A[|10.4.6.c|]
    `,
    says: [
      'Master_Spec_v1.0.md defines no anchor 10.4.2.b; the nearest is 10.4.2.a “Security”.',
      'Master_Spec_v1.0.md defines no anchor 10.4.6.c; the nearest is 10.4 “Plugins”.',
    ],
    fixed: md`
      ==> docs/task_packets/WP-1-Plugins.md <==
      # WP-1-Plugins
      - SPEC_ANCHOR: 10.4.2a, A10.4.2.A, §10.4.3b, 10.4.4, 10.4.5b (Quotas), 10.4, A10.4.3
    `,
  },
  {
    title: 'An invariant is missed in the codex, where the others are',
    files: md`
      ==> docs/SPEC_CURRENT.md <==
      **Master_Spec_v1.0.md**, **The Codex v1.md**

      ==> Master_Spec_v1.0.md <==
      # Master Spec
      - [REQ-1] It stores.

      ==> The Codex v1.md <==
      ## CX-101: One writer

      ==> docs/task_packets/WP-1-Storage.md <==
      # WP-1-Storage
      - SPEC_ANCHOR: REQ-1, [|CX-103|]
    `,
    says: ['The Codex v1.md defines no anchor CX-103; the nearest is CX-101 “One writer”.'],
    fixed: md`
      ==> docs/task_packets/WP-1-Storage.md <==
      # WP-1-Storage
      - SPEC_ANCHOR: REQ-1, CX-101
    `,
  },
  ...elsewhere,
  ...promised,
  ...slips,
];
