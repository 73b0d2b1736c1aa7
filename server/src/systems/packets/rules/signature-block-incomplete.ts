/** packets/signature-block-incomplete */
import { md } from '#core/rule';
import { listed } from '../model/packet/packet';
import { rule } from '../model/types';

export default rule({
  scope: 'document',
  severity: 'warning',
  concerns: 'content',
  since: '0.2.0',
  summary: 'The log of a signed packet says who signed, when, and what was talked over.',
  why: `The entry of the Signature & Enrichment Log is what is left of the talk before signing: \`Signature\`, \`Timestamp\`, and notes on
what was clarified, enriched or locked. Without them nobody can tell later what the person had before their eyes. Where only the
notes are missing it is a hint.`,

  check: {
    *packet({ model }) {
      const { log } = model.approval;
      if (!log || !model.signing.signature) return;
      const signed = log.signatures.some((f) => f.is !== 'unsigned');
      const lacks = [
        ...(signed ? [] : ['the signature']),
        ...(log.timestamp ? [] : ['its timestamp']),
        ...(log.hasNotes ? [] : ['notes on what was agreed']),
      ];
      // One that is empty is an empty field.
      if (lacks.length === 0 || lacks.length === 3) return;
      yield {
        at: log.nameAt,
        message: `The log of ${model.id}, which ${model.signing.signature.text} signs, lacks ${listed(lacks)}.`,
        ...(lacks.length === 1 && !log.hasNotes ? { severity: 'hint' as const } : {}),
      };
    },
  },

  examples: [
    {
      title: 'No time, no notes; no signature',
      files: md`
        ==> docs/task_packets/WP-1-Login.md <==
        # WP-1-Login

        ## [|Signature & Enrichment Log|]
        **Signature**: alice151220251000 (immutable)

        ==> docs/task_packets/WP-1-Logout.md <==
        # WP-1-Logout
        - USER_SIGNATURE: alice151220251100

        ## [|Signature & Enrichment Log|]
        - Timestamp: 2025-12-15 11:00 UTC
        - Notes: the session ends at once
      `,
      says: [
        'The log of WP-1-Login, which alice151220251000 signs, lacks its timestamp and notes on what was agreed.',
        'The log of WP-1-Logout, which alice151220251100 signs, lacks the signature.',
      ],
    },
    {
      title: 'Complete in one line, with dashes, and in a table whose first row is its header; one of them without a time',
      files: md`
        ==> docs/task_packets/WP-1-A.md <==
        # WP-1-A
        - USER_SIGNATURE: alice151220251000

        **Signature & Enrichment Log:** Signature: alice151220251000, Timestamp: 2025-12-15 10:00 UTC, Notes: fine

        ==> docs/task_packets/WP-1-B.md <==
        # WP-1-B
        - USER_SIGNATURE: alice151220251001

        ## Signature & Enrichment Log
        * Signature — alice151220251001
        * Timestamp — 2025-12-15 10:01 UTC
        * Notes — fine

        ==> docs/task_packets/WP-1-C.md <==
        # WP-1-C
        - USER_SIGNATURE: alice151220251002

        ## Signature & Enrichment Log
        | Signature | alice151220251002 |
        |---|---|
        | Timestamp | 2025-12-15 10:02 UTC |
        | Notes | fine |

        ==> docs/task_packets/WP-1-D.md <==
        # WP-1-D
        - USER_SIGNATURE: alice151220251003

        **[|Signature & Enrichment Log|]:** Signature: alice151220251003, Notes: fine
      `,
      says: ['The log of WP-1-D, which alice151220251003 signs, lacks its timestamp.'],
    },
    {
      title: 'Complete, in a fence, under headings and in a table; not signed yet',
      files: md`
        ==> docs/task_packets/WP-1-Login.md <==
        # WP-1-Login

        ## Signature & Enrichment Log

        \`\`\`
        Signature: alice151220251000 (immutable)
        Timestamp: 2025-12-15 10:00:00 UTC
        Notes:
        - Clarified: by name only.
        \`\`\`

        ==> docs/task_packets/WP-1-Logout.md <==
        # WP-1-Logout

        ## Signature & Enrichment Log

        **Signature**: alice151220251100
        **Timestamp**: 2025-12-15 11:00 UTC

        ### Locked intent
        - DONE_MEANS: as above

        ==> docs/task_packets/WP-1-Roles.md <==
        # WP-1-Roles
        - USER_SIGNATURE: alice151220251200

        ## Signature & Enrichment Log

        | Signature | Timestamp | What was agreed |
        |---|---|---|
        | alice141220251200 | 2025-12-14 12:00 | The first draft |
        | alice151220251200 | 2025-12-15 12:00 | Three roles are enough |

        ==> docs/task_packets/WP-1-New.md <==
        # WP-1-New

        ## Signature & Enrichment Log
        - Signature: <pending>
      `,
    },
    {
      title: 'Complete in words of its own, in a row whose columns have other names, and with a Date',
      files: md`
        ==> docs/task_packets/WP-1-A.md <==
        # WP-1-A
        - USER_SIGNATURE: alice151220251000

        ## Signature & Enrichment Log
        - 2025-12-15 10:00 alice151220251000: WP-1-A

        ==> docs/task_packets/WP-1-B.md <==
        # WP-1-B
        - USER_SIGNATURE: alice151220251001

        ## Signature & Enrichment Log

        | Cuándo | Firma | Qué |
        |---|---|---|
        | 15/12/2025 10:01 | alice151220251001 | WP-1-B |

        ==> docs/task_packets/WP-1-C.md <==
        # WP-1-C
        - USER_SIGNATURE: alice151220251002

        ## Signature & Enrichment Log
        - **Signature:** alice151220251002
        - **Date:** 2025-12-15 10:02
        - **Notes:** fine

        ==> docs/task_packets/WP-1-D.md <==
        # WP-1-D
        - USER_SIGNATURE: alice151220251003

        ## [|Signature & Enrichment Log|]

        Alice signed this with alice151220251003, after the talk.
      `,
      says: ['The log of WP-1-D, which alice151220251003 signs, lacks its timestamp.'],
    },
  ],
});
