/** packets/audit-edited */
import { md } from '#core/rule';
import { rowChange } from '../model/audit/audit';
import { unsaid } from '../model/audit/audit-moves';
import { rule } from '../model/types';

export default rule({
  scope: 'folder',
  severity: 'error',
  since: '0.2.0',
  summary: 'A row of the audit stays as it was committed.',
  why: `The audit is a register: what was wrong is corrected by a new row, and the old one is marked INVALID. A row that reads differently now,
or has gone, hides what was signed. Cells that were blank may be filled, columns added, and what a row names may be called as it is now: a file
that was moved, a packet that was renamed and is the same by git. Asked of git; without its history
nothing is reported.`,

  check: {
    *audit({ facts, path, look, world, dialect }) {
      const removed = world.removed(path);
      if (removed.is !== 'known') return;
      const seen = new Set<string>();
      for (const { text, by } of removed.value) {
        const change = rowChange(text, dialect, look, facts.listed === true);
        if (!change || seen.has(change.key)) continue;
        seen.add(change.key);
        const said = unsaid(change, { ids: dialect.ids, look, world });
        if (!change.gone && (said === undefined || said.length === 0)) continue;
        const when = by ? `in ${by.id.slice(0, 10)} (${by.day})` : 'and is not committed yet';
        const now = facts.signatures.find((s) => s.key === change.key);
        yield {
          at: now?.at ?? facts.head,
          message: change.gone
            ? `The row of ${change.written} was taken out ${when}; put it back: what is wrong is corrected by a new row.`
            : `The row of ${change.written} was changed ${when}: it said ${(said ?? []).map((c) => `"${c}"`).join(', ')}; put it back, and correct it by a new row.`,
          about: { kind: 'signature', name: change.key },
        };
      }
    },
  },

  examples: [
    {
      title: 'A purpose rewritten, a row gone',
      past: [
        {
          day: '2025-12-16',
          files: md`
            ==> docs/SIGNATURE_AUDIT.md <==
            | Signature | Used By | Timestamp | Purpose |
            |---|---|---|---|
            | alice151220251000 | alice | 2025-12-15 | WP-1-Login |
            | bob161220250900 | bob | 2025-12-16 | WP-1-Logout |
          `,
        },
        {
          day: '2025-12-17',
          files: md`
            ==> docs/SIGNATURE_AUDIT.md <==
            | Signature | Used By | Timestamp | Purpose |
            |---|---|---|---|
            | alice151220251000 | alice | 2025-12-15 | WP-1-Store |
            | bob161220250900 | bob | 2025-12-16 | WP-1-Logout |
          `,
        },
      ],
      files: md`
        ==> docs/SIGNATURE_AUDIT.md <==
        | [|Signature|] | Used By | Timestamp | Purpose |
        |---|---|---|---|
        | [|alice151220251000|] | alice | 2025-12-15 | WP-1-Store |
      `,
      says: [
        'The row of bob161220250900 was taken out and is not committed yet; put it back: what is wrong is corrected by a new row.',
        'The row of alice151220251000 was changed in 0000000002 (2025-12-17): it said "WP-1-Login"; put it back, and correct it by a new row.',
      ],
    },
    {
      title: 'Evidence taken out: it is told as it was written',
      past: [
        {
          day: '2025-12-16',
          files: md`
            ==> docs/SIGNATURE_AUDIT.md <==
            | Signature | Purpose | Evidence |
            |---|---|---|
            | alice151220251000 | WP-1-Login | \`docs/task_packets/WP-1-Login.md\` |
          `,
        },
      ],
      files: md`
        ==> docs/SIGNATURE_AUDIT.md <==
        | Signature | Purpose | Evidence |
        |---|---|---|
        | [|alice151220251000|] | WP-1-Login | none |
      `,
      says: [
        'The row of alice151220251000 was changed and is not committed yet: it said "docs/task_packets/WP-1-Login.md"; put it back, and correct it by a new row.',
      ],
    },
    {
      title: 'Marked, filled, laid out anew, with a new column, moved to an archive',
      past: [
        {
          day: '2025-12-16',
          files: md`
            ==> docs/SIGNATURE_AUDIT.md <==
            | Signature | Used By | Timestamp | Purpose |
            |---|---|---|---|
            | alice151220251000 | alice | 2025-12-15 | WP-1-Login |
            | alice151220251100 |  |  | WP-1-Store |
            | alice151220251200 | alice | 2025-12-15 | **WP-1-View** |
            | an example | of | a | row |
          `,
        },
      ],
      files: md`
        ==> docs/SIGNATURE_AUDIT.md <==
        | Signature | Used By | Timestamp | Purpose | Spec Version |
        |---|---|---|---|---|
        | alice151220251000 | alice | 2025-12-15 | INVALID: was for WP-1-Logout |  |
        | alice151220251100 | alice | 2025-12-15 11:00 | WP-1-Store | v1.0 |
        |  alice151220251200  |  alice  |  2025-12-15  |  WP-1-View  |  |
      `,
    },
    {
      title: 'A packet that was renamed, and evidence that was moved',
      past: [
        {
          day: '2025-12-16',
          files: md`
            ==> docs/SIGNATURE_AUDIT.md <==
            | Signature | Purpose | Evidence |
            |---|---|---|
            | alice151220251000 | WP-1-Login | docs/task_packets/WP-1-Login.md; src/login.ts:2; src/form.ts |

            ==> src/form.ts <==
            export const form = 1;
            export const more = 2;

            ==> docs/task_packets/WP-1-Login.md <==
            # WP-1-Login
            - STATUS: Backlog
            - USER_SIGNATURE: alice151220251000
          `,
        },
      ],
      files: md`
        ==> docs/SIGNATURE_AUDIT.md <==
        | Signature | Purpose | Evidence |
        |---|---|---|
        | alice151220251000 | WP-1-Enter | docs/task_packets/WP-1-Enter.md; lib/login.ts:2; src/enter.ts |

        ==> docs/task_packets/WP-1-Enter.md <==
        # WP-1-Enter
        - STATUS: Ready-for-Dev
        - STATUS: Backlog
        - USER_SIGNATURE: alice151220251000

        ==> lib/login.ts <==
        one
        two

        ==> src/enter.ts <==
        export const form = 1;
        export const most = 2;
      `,
    },
    {
      title: 'Another file in place of evidence that is gone, and of words with a slash',
      past: [
        {
          day: '2025-12-16',
          files: md`
            ==> docs/SIGNATURE_AUDIT.md <==
            | Signature | Purpose | Evidence |
            |---|---|---|
            | alice151220251000 | WP-1-Login | src/login.ts:2 |
            | alice151220251100 | WP-1-Logout: risk/cost agreed | none |

            ==> src/login.ts <==
            one
            two
          `,
        },
      ],
      files: md`
        ==> docs/SIGNATURE_AUDIT.md <==
        | Signature | Purpose | Evidence |
        |---|---|---|
        | [|alice151220251000|] | WP-1-Login | src/other.ts:2 |
        | [|alice151220251100|] | WP-1-Logout: src/other.ts agreed | none |

        ==> src/other.ts <==
        three
        four
      `,
    },
    {
      title: 'Another packet in place of the one that was signed',
      past: [
        {
          day: '2025-12-16',
          files: md`
            ==> docs/SIGNATURE_AUDIT.md <==
            | Signature | Purpose |
            |---|---|
            | alice151220251000 | WP-1-Login |

            ==> docs/task_packets/WP-1-Login.md <==
            # WP-1-Login
            - STATUS: Backlog
            - What: People log in.
            - USER_SIGNATURE: alice151220251000
          `,
        },
      ],
      files: md`
        ==> docs/SIGNATURE_AUDIT.md <==
        | Signature | Purpose |
        |---|---|
        | [|alice151220251000|] | WP-1-Other |

        ==> docs/task_packets/WP-1-Other.md <==
        # WP-1-Other
        - STATUS: Backlog
        - What: Something else.
        - USER_SIGNATURE: alice151220251000
      `,
    },
    {
      title: 'An audit that is a list: a row rewritten, one gone, one with a note, one laid out anew',
      past: [
        {
          day: '2025-12-16',
          files: md`
            ==> docs/SIGNATURE_AUDIT.md <==
            # Signatures
            - alice151220251000 | Orchestrator | WP-1-Login
            - alice151220251100: WP-1-Logout
            - alice151220251200 | Orchestrator | WP-1-View
            - alice151220251300 WP-1-Store
            - alice151220251400 WP-1-Mail
          `,
        },
      ],
      files: md`
        ==> docs/SIGNATURE_AUDIT.md <==
        [|# Signatures|]
        - [|alice151220251000|] | Orchestrator | WP-1-Other
        - alice151220251200 | Orchestrator | WP-1-View | see the minutes
        - **alice151220251300** — WP-1-Store
        - ~~alice151220251400~~ INVALID
      `,
      says: [
        'The row of alice151220251100 was taken out and is not committed yet; put it back: what is wrong is corrected by a new row.',
        'The row of alice151220251000 was changed and is not committed yet: it said "WP-1-Login"; put it back, and correct it by a new row.',
      ],
    },
    {
      title: 'No history: nothing is known',
      files: md`
        ==> docs/SIGNATURE_AUDIT.md <==
        | Signature | Purpose |
        |---|---|
        | alice151220251000 | WP-1-Login |
      `,
    },
  ],
});
