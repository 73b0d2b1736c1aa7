/** What packets/dead-anchor tells of DONE_MEANS and of reports. */
import { type Example, md } from '#core/rule';

const spec = md`
  ==> docs/SPEC_CURRENT.md <==
  **Master_Spec_v1.0.md**

  ==> Master_Spec_v1.0.md <==
  ## A2 Storage
  ### A2.1 Store
  ### A2.2 Sessions

`;

export const promised: readonly Example[] = [
  {
    title: 'Where DONE_MEANS says which section asks for it, in each form',
    files: `${spec}${md`
      ==> docs/task_packets/WP-1-Store.md <==
      # WP-1-Store
      - STATUS: In-Progress
      - SPEC_ANCHOR: A2.1, A2.2

      ## DONE_MEANS
      1. It stores (A2.1)
      2. It restores (A[|2.8|])
      3. It expires [A2.2, A[|8.8|]]
      4. It is fast enough, per §[|2.9|] and A[|2.9.1|]
      5. It is small ([|8.8.8|])
      6. It is safe (see [|3.1|])
      7. It is whole (§[|2.7|] Backups), on A4, A5.5 paper
      8. It is known → [|3.2|]
      9. It is as section [|3.3|] asks
      10. It is told - §[|3.4|]
    `}`,
    says: [
      'Master_Spec_v1.0.md defines no anchor 2.8; the nearest is 2.2 “Sessions”.',
      'Master_Spec_v1.0.md defines no anchor 8.8.',
      'Master_Spec_v1.0.md defines no anchor 2.9; the nearest is 2.2 “Sessions”.',
      'Master_Spec_v1.0.md defines no anchor 2.9.1; the nearest is 2 “Storage”.',
      'Master_Spec_v1.0.md defines no anchor 8.8.8.',
      'Master_Spec_v1.0.md defines no anchor 3.1.',
      'Master_Spec_v1.0.md defines no anchor 2.7; the nearest is 2.2 “Sessions”.',
      'Master_Spec_v1.0.md defines no anchor 3.2.',
      'Master_Spec_v1.0.md defines no anchor 3.3.',
      'Master_Spec_v1.0.md defines no anchor 3.4.',
    ],
    fixed: md`
      ==> docs/task_packets/WP-1-Store.md <==
      # WP-1-Store
      - STATUS: In-Progress
      - SPEC_ANCHOR: A2.1, A2.2

      ## DONE_MEANS
      1. It stores (A2.1)
      2. It restores (A2.2)
      3. It expires [A2.2, A8.8]
      4. It is fast enough, per §2.2 and A2
      5. It is small (8.8.8)
      6. It is safe (see 3.1)
      7. It is whole (§2.2 Backups), on A4, A5.5 paper
      8. It is known → 3.2
      9. It is as section 3.3 asks
      10. It is told - §3.4
    `,
  },
  {
    title: 'A bare number alone, and a column of anchors',
    files: `${spec}${md`
      ==> docs/task_packets/WP-1-Store.md <==
      # WP-1-Store
      - STATUS: In-Progress
      - SPEC_ANCHOR: §2.1

      ## DONE_MEANS
      1. It stores
      2. It restores what was stored ([|8.8.8|])
      3. It expires

      ==> docs/task_packets/WP-1-Session.md <==
      # WP-1-Session
      - STATUS: In-Progress
      - SPEC_ANCHOR: §2.1

      ## DONE_MEANS
      | # | Requirement | Spec anchor |
      |---|---|---|
      | 1 | It stores 3.1 MB | 2.1 |
      | 2 | It expires | [|2.4|] |
    `}`,
    says: [
      'Master_Spec_v1.0.md defines no anchor 2.4; the nearest is 2.2 “Sessions”.',
      'Master_Spec_v1.0.md defines no anchor 8.8.8; if it is no anchor, say of what it is the number.',
    ],
    severities: ['error', 'warning'],
    fixed: md`
      ==> docs/task_packets/WP-1-Session.md <==
      # WP-1-Session
      - STATUS: In-Progress
      - SPEC_ANCHOR: §2.1

      ## DONE_MEANS
      | # | Requirement | Spec anchor |
      |---|---|---|
      | 1 | It stores 3.1 MB | 2.1 |
      | 2 | It expires | 2.2 |
    `,
  },
  {
    title: 'A tag of a row that the spec has in its sentences; one that stands there, one that is nobody’s',
    files: md`
      ==> docs/SPEC_CURRENT.md <==
      **Master_Spec_v1.0.md**

      ==> Master_Spec_v1.0.md <==
      # Master Spec
      Sessions MUST end. [LAN-SES-001]

      ==> docs/task_packets/WP-1-Session.md <==
      # WP-1-Session
      - STATUS: In-Progress
      - SPEC_ANCHOR: [LAN-SES-001], [[|LAN-SES-009|]], [LAN-OUT-001], ISO-8601
    `,
    says: ['Master_Spec_v1.0.md defines no anchor LAN-SES-009.'],
  },
  {
    title: 'What its report names beside the spec',
    files: `${spec}${md`
      ==> docs/task_packets/WP-1-Store.md <==
      # WP-1-Store
      - STATUS: Done
      - SPEC_ANCHOR: A2.1

      ## VALIDATION REPORT - WP-1-Store
      Verdict: PASS

      Scope Inputs:
      - Spec: Master_Spec_v1.0.md v1.0 (A2.1, A[|7.7|])

      ==> docs/task_packets/WP-1-Session.md <==
      # WP-1-Session
      - STATUS: Done
      - SPEC_ANCHOR: A2.1

      ## VALIDATION REPORT - WP-1-Session
      Verdict: PASS

      Scope Inputs:
      - Spec: Master_Spec_v0.9.md (A7.7)

      ==> docs/validation_reports/WP-1-Session.md <==
      # VALIDATION REPORT - WP-1-Session
      Verdict: PASS

      Scope Inputs:
      - Spec: Master_Spec_v1.0.md §[|7.8|]
      - Spec Version: 1.0
    `}`,
  },
  {
    title: 'Decimals, versions, addresses, other documents, code, what only mentions; a spec without numbers',
    files: `${spec}${md`
      ==> docs/task_packets/WP-1-Store.md <==
      # WP-1-Store
      - STATUS: In-Progress
      - SPEC_ANCHOR: §2.1
      - Why: So that 8.8.8 is reached (8.8.8), see §9.9

      ## DONE_MEANS
      1. It stores (2.1), and within 2.5 s (2.5 s)
      2. It resolves 8.8.8.8 over TLS (1.3.9) and Node (20.1.0)
      3. The last release (1.4.2) can still read it
      4. Errors follow RFC 9110 §15.5.1 and the Codex §4.2
      5. Contrast is at least 4.5 to 1 and \`(8.8.8)\` is printed
      6. Dates are 2025.03.01, ratio (4.5)
      7. Paper is A4 (A5.5)
      8. As docs/GUIDE.md §7.7 has it, and the Guide section 7.7
      9. It weighs less than before -> 7.5

      ==> docs/task_packets/WP-1-Tags.md <==
      # WP-1-Tags
      - STATUS: In-Progress
      - SPEC_ANCHOR: [ACME-API-001]

      ## DONE_MEANS
      1. It stores what was stored (8.8.8)
    `}`,
  },
];
