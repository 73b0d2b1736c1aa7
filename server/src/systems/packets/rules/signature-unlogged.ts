/** packets/signature-unlogged */
import type { Change } from '#core/change';
import { md } from '#core/rule';
import { isUnread } from '../model/anchors/anchors';
import { newRow } from '../model/audit/audit-row';
import { isNeverWaived } from '../model/audit/waivers';
import { readings } from '../model/signing/signatures';
import { type AuditModel, rule } from '../model/types';

export default rule({
  scope: 'folder',
  severity: 'error',
  since: '0.1.0',
  summary: 'A consumed signature has a row in the audit.',
  why: 'The audit is where one-time use can be seen. A signature that is not in it can be used again, and nobody will know which came first. A row marked INVALID covers nothing.',

  check: {
    *packet({ facts, look, dialect }) {
      // What is never waived is taken out, and its signature with it; of what kind another is can still be said.
      const waived = (facts.waivers ?? []).flatMap((w) => (!isNeverWaived(w.check.text) && w.signature) || []);
      for (const s of [...facts.consumed, ...waived.filter((w) => !facts.consumed.some((c) => c.key === w.key))]) {
        // What is no signature is not logged either, and of two that disagree the packet has to say which counts; other rules say so.
        if (s.key === facts.odd || readings(s.text, dialect.signatures).length === 0) continue;
        const rows = look.defs({ kind: 'signature', name: s.key });
        if (rows.some((r) => r.data.valid) || (rows.length === 0 && isUnread(look, ...look.files('packets/audit')))) continue;
        const audit = look.files('packets/audit')[0];
        const why =
          rows.length > 0
            ? 'its row in the audit is marked invalid'
            : audit
              ? `it has no row in ${audit}`
              : 'there is no signature audit (docs/SIGNATURE_AUDIT.md)';
        yield {
          at: s.at,
          message: `${s.text} signs ${waived.includes(s) ? `a waiver in ${facts.id}` : facts.id}, but ${why}.`,
          about: { kind: 'signature', name: s.key },
          fixes:
            audit && rows.length === 0
              ? [
                  {
                    title: `Add a row to ${audit}`,
                    safety: 'ask',
                    change(desk): Change | undefined {
                      const doc = desk.document<AuditModel>(audit, 'packets/audit');
                      if (!doc) return undefined;
                      const { at, text } = newRow(doc.model, doc.text, dialect, {
                        signature: s.text,
                        purpose: facts.id,
                        specVersion: facts.specVersion ?? '',
                      });
                      return [{ do: 'edit', path: audit, hash: doc.hash, edits: [{ at: { start: at, end: at }, text }] }];
                    },
                  },
                ]
              : [],
        };
      }
    },
  },

  examples: [
    {
      title: 'Waivers that open with who allowed them',
      files: md`
        ==> docs/SIGNATURE_AUDIT.md <==
        # Signature audit

        | Signature | Used By | Timestamp | Purpose |
        |---|---|---|---|
        | alice151220251000 | Orchestrator | 2025-12-15 10:00 | WP-1-Login |
        | alice151220251130 | Validator | 2025-12-15 11:30 | Waiver in WP-1-Login |

        ==> docs/task_packets/WP-1-Login.md <==
        # WP-1-Login
        - USER_SIGNATURE: alice151220251000

        **Waivers Granted:**
        - **[alice151220251130]:** coverage of the generated client
        - **[[|alice151220251215|]]:** running the suite on Windows, this once
      `,
      says: ['alice151220251215 signs a waiver in WP-1-Login, but it has no row in docs/SIGNATURE_AUDIT.md.'],
      fixed: md`
        ==> docs/SIGNATURE_AUDIT.md <==
        # Signature audit

        | Signature | Used By | Timestamp | Purpose |
        |---|---|---|---|
        | alice151220251000 | Orchestrator | 2025-12-15 10:00 | WP-1-Login |
        | alice151220251130 | Validator | 2025-12-15 11:30 | Waiver in WP-1-Login |
        | alice151220251215 |  | 2025-12-15 12:15 UTC | WP-1-Login |

      `,
    },
    {
      title: 'A waiver that opens with a signature of the form that is configured',
      config: md`
        packets:
          signatures: ['{user} {DD.MM.YYYY HH:MM}']
      `,
      files: md`
        ==> docs/SIGNATURE_AUDIT.md <==
        | Signature | Purpose |
        |---|---|
        | jörg 03.11.2025 09:10 | WP-1-Login |

        ==> docs/task_packets/WP-1-Login.md <==
        # WP-1-Login
        - USER_SIGNATURE: jörg 03.11.2025 09:10

        ## Waivers Granted
        - [[|jörg 03.11.2025 09:40|]]: coverage of the generated client
      `,
      says: ['jörg 03.11.2025 09:40 signs a waiver in WP-1-Login, but it has no row in docs/SIGNATURE_AUDIT.md.'],
      fixed: md`
        ==> docs/SIGNATURE_AUDIT.md <==
        | Signature | Purpose |
        |---|---|
        | jörg 03.11.2025 09:10 | WP-1-Login |
        | jörg 03.11.2025 09:40 | WP-1-Login |

      `,
    },
    {
      title: 'Signed, and not in the audit',
      files: md`
        ==> docs/SIGNATURE_AUDIT.md <==
        # Signature audit

        | Signature | Used By | Timestamp | Purpose |
        |---|---|---|---|
        | alice151220251000 | Orchestrator | 2025-12-15 10:00 | WP-1-Login |

        ==> docs/task_packets/WP-1-Login.md <==
        # WP-1-Login
        - USER_SIGNATURE: alice_151220251000

        ==> docs/task_packets/WP-1-Logout.md <==
        # WP-1-Logout
        - USER_SIGNATURE: [|bob161220250900|]
      `,
      says: ['bob161220250900 signs WP-1-Logout, but it has no row in docs/SIGNATURE_AUDIT.md.'],
      fixed: md`
        ==> docs/SIGNATURE_AUDIT.md <==
        # Signature audit

        | Signature | Used By | Timestamp | Purpose |
        |---|---|---|---|
        | alice151220251000 | Orchestrator | 2025-12-15 10:00 | WP-1-Login |
        | bob161220250900 |  | 2025-12-16 09:00 UTC | WP-1-Logout |

      `,
    },
    {
      title: 'An audit that is a list; a row that is struck out counts no more',
      files: md`
        ==> docs/SIGNATURE_AUDIT.md <==
        # Signature audit

        - alice151220251000 | Orchestrator | 2025-12-15 10:00 UTC | WP-1-Login
        - ~~alice151220251100~~ WP-1-Logout
        - Example: alice151220251200

        ## bob161220250900

        - Purpose: WP-1-Store

        ==> docs/task_packets/WP-1-Login.md <==
        # WP-1-Login
        - USER_SIGNATURE: alice151220251000

        ==> docs/task_packets/WP-1-Logout.md <==
        # WP-1-Logout
        - USER_SIGNATURE: [|alice151220251100|]

        ==> docs/task_packets/WP-1-Search.md <==
        # WP-1-Search
        - USER_SIGNATURE: [|alice151220251200|]

        ==> docs/task_packets/WP-1-Store.md <==
        # WP-1-Store
        - USER_SIGNATURE: bob161220250900
      `,
      fixed: md`
        ==> docs/SIGNATURE_AUDIT.md <==
        # Signature audit

        - alice151220251000 | Orchestrator | 2025-12-15 10:00 UTC | WP-1-Login
        - ~~alice151220251100~~ WP-1-Logout
        - Example: alice151220251200

        ## bob161220250900

        - Purpose: WP-1-Store

        ## alice151220251200

        - Timestamp: 2025-12-15 12:00 UTC
        - Purpose: WP-1-Search

      `,
    },
    {
      title: 'Not signed yet: nothing to log',
      files: md`
        ==> docs/SIGNATURE_AUDIT.md <==
        # Signature audit

        ==> docs/task_packets/WP-1-Login.md <==
        # WP-1-Login
        - USER_SIGNATURE: <pending>
      `,
    },
    {
      title: 'A name with an umlaut, and columns that the dialect calls otherwise',
      config: md`
        packets:
          signatures: ['{user} {DD.MM.YYYY HH:MM}']
          aliases:
            USER_SIGNATURE: [Unterschrift]
            Purpose: [Zweck]
      `,
      files: md`
        ==> docs/SIGNATURE_AUDIT.md <==
        | Unterschrift | Zweck |
        |---|---|
        | jörg 03.11.2025 09:10 | WP-1-Login |

        ==> docs/task_packets/WP-1-Login.md <==
        # WP-1-Login
        - Unterschrift: jörg 03.11.2025 09:10
      `,
    },
    {
      title: 'Another signature in the log than the packet has: that is told',
      files: md`
        ==> docs/SIGNATURE_AUDIT.md <==
        | Signature | Purpose |
        |---|---|
        | alice151220251000 | WP-1-Login |

        ==> docs/task_packets/WP-1-Login.md <==
        # WP-1-Login
        - USER_SIGNATURE: alice151220251000

        ## Signature & Enrichment Log
        **Signature**: alice161220251000
        **Timestamp**: 2025-12-15 10:00
      `,
    },
  ],
});
