/** What packets/dead-anchor tells of slips in tags, and of refinements of what is done. */
import { type Example, md } from '#core/rule';

export const slips: readonly Example[] = [
  {
    title: 'A number that titles have too says nothing, and one word of a title less than the section around',
    files: md`
      ==> docs/SPEC_CURRENT.md <==
      **Master_Spec_v1.0.md**

      ==> Master_Spec_v1.0.md <==
      # Master Spec

      ## 2.3 Pillars CX-DBP-002

      ## 4.5 Model Context Integration

      ## 11.5 Event shapes

      ==> docs/task_packets/WP-1-Swap.md <==
      # WP-1-Swap

      - SPEC_ANCHOR: [|11.5.1|] (FR-EVT-002), [|11.5.6|] (Model Swap Protocol)
    `,
    says: [
      'Master_Spec_v1.0.md defines no anchor 11.5.1; the nearest is 11.5 “Event shapes”.',
      'Master_Spec_v1.0.md defines no anchor 11.5.6; the nearest is 11.5 “Event shapes”.',
    ],
    fixed: md`
      ==> docs/task_packets/WP-1-Swap.md <==
      # WP-1-Swap

      - SPEC_ANCHOR: 11.5 (FR-EVT-002), 11.5.6 (Model Swap Protocol)
    `,
  },
  {
    title: 'In a column of evidence whose name says nothing here, and whose cells are anchors alone',
    files: md`
      ==> docs/SPEC_CURRENT.md <==
      **Master_Spec_v1.0.md**

      ==> Master_Spec_v1.0.md <==
      ## 2.3 Storage

      ==> docs/task_packets/WP-1-Storage.md <==
      # WP-1-Storage
      - STATUS: In-Progress

      ## Evidence Mapping
      | Kriterium | Abschnitt | Code | Test |
      |---|---|---|---|
      | Stores | §[|2.7|] | src/a.ts:1 | npm test |
      | Restores | §2.3 | src/a.ts:9 | npm test |
      | Keeps 2.9 kB | ab 3.1 | src/a.ts:12 | npm test |
    `,
    says: ['Master_Spec_v1.0.md defines no anchor 2.7; the nearest is 2.3 “Storage”.'],
    fixed: md`
      ==> docs/task_packets/WP-1-Storage.md <==
      # WP-1-Storage
      - STATUS: In-Progress

      ## Evidence Mapping
      | Kriterium | Abschnitt | Code | Test |
      |---|---|---|---|
      | Stores | §2.3 | src/a.ts:1 | npm test |
      | Restores | §2.3 | src/a.ts:9 | npm test |
      | Keeps 2.9 kB | ab 3.1 | src/a.ts:12 | npm test |
    `,
  },
  {
    title: 'In the refinement of a packet that is Done, where that is about the version in force, and where it does not say',
    files: md`
      ==> docs/SPEC_CURRENT.md <==
      **Master_Spec_v1.0.md**

      ==> Master_Spec_v1.0.md <==
      ## 2.3 Storage

      ==> docs/task_packets/WP-1-Login.md <==
      # WP-1-Login
      - STATUS: Done
      - SPEC_ANCHOR: 2.3

      ==> docs/refinements/WP-1-Login.md <==
      # Refinement of WP-1-Login
      - SPEC_TARGET_RESOLVED: docs/SPEC_CURRENT.md -> Master_Spec_v1.0.md
      - SPEC_ANCHOR: [|2.4|]

      ==> docs/task_packets/WP-1-Logout.md <==
      # WP-1-Logout
      - STATUS: Done
      - SPEC_ANCHOR: 2.3

      ==> docs/refinements/WP-1-Logout.md <==
      # Refinement of WP-1-Logout
      - SPEC_ANCHOR: 2.5
    `,
    says: ['Master_Spec_v1.0.md defines no anchor 2.4; the nearest is 2.3 “Storage”.'],
    fixed: md`
      ==> docs/refinements/WP-1-Login.md <==
      # Refinement of WP-1-Login
      - SPEC_TARGET_RESOLVED: docs/SPEC_CURRENT.md -> Master_Spec_v1.0.md
      - SPEC_ANCHOR: 2.3
    `,
  },
  {
    title: 'A slip in the family of a tag; another family that only looks alike',
    files: md`
      ==> docs/SPEC_CURRENT.md <==
      **Master_Spec_v1.0.md**

      ==> Master_Spec_v1.0.md <==
      ### [HSK-JOB-100] Jobs

      ==> docs/task_packets/WP-1-Login.md <==
      # WP-1-Login
      - SPEC_ANCHOR: [[|HKS-JOB-100|]], [HSL-9]
    `,
    says: ['Master_Spec_v1.0.md defines no anchor HKS-JOB-100; the nearest is HSK-JOB-100 “Jobs”.'],
    fixed: md`
      ==> docs/task_packets/WP-1-Login.md <==
      # WP-1-Login
      - SPEC_ANCHOR: [HSK-JOB-100], [HSL-9]
    `,
  },
  {
    title: 'A section sign as an escape, in a file that is kept to ASCII',
    files: md`
      ==> docs/SPEC_CURRENT.md <==
      **Master_Spec_v1.0.md**

      ==> Master_Spec_v1.0.md <==
      ## 2.3 Storage

      ### 2.3.1 Storage trait

      ==> docs/task_packets/WP-1-Login.md <==
      # WP-1-Login
      - SPEC_ANCHOR: Master_Spec_v1.0.md \u00a72.3 (Storage) + \\u00A7[|2.3.9|] (Locks)

      ## DONE_MEANS
      - Rows are kept, per \u00a72.3.1.
      - Locks are kept, per \u00a7[|2.3.8|].
    `,
    says: [
      'Master_Spec_v1.0.md defines no anchor 2.3.9; the nearest is 2.3.1 “Storage trait”.',
      'Master_Spec_v1.0.md defines no anchor 2.3.8; the nearest is 2.3.1 “Storage trait”.',
    ],
    fixed: md`
      ==> docs/task_packets/WP-1-Login.md <==
      # WP-1-Login
      - SPEC_ANCHOR: Master_Spec_v1.0.md \u00a72.3 (Storage) + \\u00A72.3.1 (Locks)

      ## DONE_MEANS
      - Rows are kept, per \u00a72.3.1.
      - Locks are kept, per \u00a72.3.1.
    `,
  },
  {
    title: 'An authority, where no field is called after what it cites; one that only speaks of the spec',
    files: md`
      ==> docs/SPEC_CURRENT.md <==
      **Master_Spec_v1.0.md**

      ==> Master_Spec_v1.0.md <==
      ## 2.3 Storage

      ==> docs/task_packets/WP-1-Login.md <==
      # WP-1-Login

      **Authority:** Master Spec §[|2.4|]

      ==> docs/task_packets/WP-1-Logout.md <==
      # WP-1-Logout

      **Authority:** The roadmap only points; what binds is the main body of the Master Spec (§1-9).

      ==> docs/task_packets/WP-1-Roles.md <==
      # WP-1-Roles
      - SPEC_ANCHOR: §2.3
      - Authority: Master Spec §2.9
    `,
    says: ['Master_Spec_v1.0.md defines no anchor 2.4; the nearest is 2.3 “Storage”.'],
    fixed: md`
      ==> docs/task_packets/WP-1-Login.md <==
      # WP-1-Login

      **Authority:** Master Spec §2.3
    `,
  },
  {
    title:
      'In brackets behind a section: a tag of a row that the spec has, and a part of the section; not what the spec only names, nor other words',
    files: md`
      ==> docs/SPEC_CURRENT.md <==
      **Master_Spec_v1.0.md**

      ==> Master_Spec_v1.0.md <==
      ## 2.3 Jobs

      - [HSK-JOB-100] Jobs MUST end, see HSK-JOB-102.

      ### 2.3.1 Retries

      ==> docs/task_packets/WP-1-Jobs.md <==
      # WP-1-Jobs
      - STATUS: Ready-for-Dev
      - SPEC_ANCHOR: 2.3 (HSK-JOB-100, [|HSK-JOB-109|]: end, HSK-JOB-102, 2.3.1, [|2.3.7|], 3.1, ADR-0007, UTF-8)

      ==> docs/task_packets/WP-1-Retries.md <==
      # WP-1-Retries
      - STATUS: Ready-for-Dev
      - SPEC_ANCHOR: 2.3.1 (retries of HSK-JOB-108 as in 2.3.1.9)
    `,
    says: [
      'Master_Spec_v1.0.md defines no anchor HSK-JOB-109; the nearest is HSK-JOB-100 “Jobs MUST end, see HSK-JOB-102.”.',
      'Master_Spec_v1.0.md defines no anchor 2.3.7; the nearest is 2.3.1 “Retries”.',
    ],
    fixed: md`
      ==> docs/task_packets/WP-1-Jobs.md <==
      # WP-1-Jobs
      - STATUS: Ready-for-Dev
      - SPEC_ANCHOR: 2.3 (HSK-JOB-100, HSK-JOB-100: end, HSK-JOB-102, 2.3.1, 2.3.1, 3.1, ADR-0007, UTF-8)
    `,
  },
];
