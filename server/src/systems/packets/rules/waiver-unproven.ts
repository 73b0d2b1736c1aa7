/** packets/waiver-unproven */
import { md, type Report } from '#core/rule';
import { approvalOfWaiver, type Sight, shortOf } from '../model/audit/row-seals';
import { isWaivable } from '../model/audit/waivers';
import type { Waiver } from '../model/signing/approval';
import { readings } from '../model/signing/signatures';
import { rule } from '../model/types';

export default rule({
  scope: 'folder',
  severity: 'error',
  since: '0.2.0',
  summary: 'A waiver says what was sealed, and is signed by a key where keys are required.',
  why: `A waiver lets a check be missed, so it is worth as much to whoever forges one as the signature of a packet. Where the panel or
\`gatehouse sign\` signs it, its seal stands below the audit's table, with the signature of a key. A check, reason or end that is changed
afterwards was not agreed to. With \`approvals: require-key\` a waiver without a key counts for nothing. One in a report repeats, word for
word, one that the packet has: only there it can be signed. See [docs/seal.md](../../seal.md).`,

  check: {
    *packet({ facts, dialect, look, world }) {
      if (!facts.retired) yield* unproven(facts.waivers ?? [], facts.id, { look, world, dialect });
    },
    *report({ facts, dialect, look, world }) {
      yield* unproven(facts.waivers ?? [], facts.packet?.text ?? '', { look, world, dialect });
    },
  },

  examples: [
    {
      title: 'Typed, where a key is required',
      config: 'packets:\n  approvals: require-key\n',
      files: md`
        ==> docs/task_packets/WP-1-Login.md <==
        # WP-1-Login

        ## Notes
        - Waiver: [|coverage|]; generated code; alice160120261000; 2026-06-01
      `,
      says: ['alice160120261000 under the waiver of "coverage" is typed only; this repository requires the signature of a key.'],
    },
    {
      title: 'In a report, where a key is required',
      config: 'packets:\n  approvals: require-key\n',
      files: md`
        ==> docs/validation_reports/WP-1-Login.md <==
        # Validation report: WP-1-Login

        Verdict: PASS

        - Waiver: [|coverage|]; generated code; alice160120261000; 2026-06-01
      `,
      says: ['alice160120261000 under the waiver of "coverage" is typed only; this repository requires the signature of a key.'],
    },
    {
      title: 'Its row was taken back',
      files: md`
        ==> docs/task_packets/WP-1-Login.md <==
        # WP-1-Login

        ## Notes
        - Waiver: [|coverage|]; generated code; alice160120261000; 2026-06-01

        ==> docs/SIGNATURE_AUDIT.md <==
        | Signature | Used By | Purpose |
        | --- | --- | --- |
        | alice160120261000 | alice | Waiver of WP-1-Login: coverage (WITHDRAWN) |

        ## Seals

        ### alice160120261000

        - Seal: sha256:86cac8b8baa346be1795675a22783b256275698364ea197129993db17e0f1174
      `,
      says: [
        'alice160120261000 under the waiver of "coverage" does not hold: it has no row in docs/SIGNATURE_AUDIT.md that is valid; sign it anew.',
      ],
    },
    {
      title: 'Another reason than the one that was sealed; a seal that is none',
      files: md`
        ==> docs/task_packets/WP-1-Login.md <==
        # WP-1-Login

        ## Notes
        - Waiver: [|coverage|]; it is Friday; alice160120261000; 2026-06-01
        - Waiver: [|test gap|]; hardware; alice160120261001; 2026-06-01

        ==> docs/SIGNATURE_AUDIT.md <==
        | Signature | Used By | Purpose |
        | --- | --- | --- |
        | alice160120261000 | alice | Waiver of WP-1-Login: coverage |
        | alice160120261001 | alice | Waiver of WP-1-Login: test gap |

        ## Seals

        ### alice160120261000

        - Seal: sha256:86cac8b8baa346be1795675a22783b256275698364ea197129993db17e0f1174

        ### alice160120261001

        - Seal: sha256:abc
      `,
      says: [
        'alice160120261000 under the waiver of "coverage" does not hold: the waiver is not what alice160120261000 sealed; sign it anew.',
        'alice160120261001 under the waiver of "test gap" does not hold: its seal in docs/SIGNATURE_AUDIT.md is none: it is "sha256:" and 64 hexadecimal digits; sign it anew.',
      ],
    },
    {
      title: 'As it was sealed; typed, where that is enough; not signed',
      files: md`
        ==> docs/task_packets/WP-1-Login.md <==
        # WP-1-Login

        ## Notes
        - Waiver: coverage; generated code; alice160120261000; 2026-06-01
        - Waiver: test gap; hardware; alice160120261001; 2026-06-01
        - Waiver: coverage; legacy

        ==> docs/SIGNATURE_AUDIT.md <==
        | Signature | Used By | Purpose |
        | --- | --- | --- |
        | alice160120261000 | alice | Waiver of WP-1-Login: coverage |
        | alice160120261001 | alice | Waiver of WP-1-Login: test gap |

        ## Seals

        ### alice160120261000

        - Seal: sha256:86cac8b8baa346be1795675a22783b256275698364ea197129993db17e0f1174
      `,
    },
  ],
});

function* unproven(waivers: readonly Waiver[], packet: string, sight: Sight): Iterable<Report> {
  const { dialect } = sight;
  for (const w of waivers) {
    // What is not signed at all, or waives what nobody may, is told by other rules.
    if (!w.signature || !isWaivable(w, dialect) || readings(w.signature.text, dialect.signatures).length === 0) continue;
    const held = approvalOfWaiver(sight, packet, w);
    const message = held && shortOf(held, dialect, w.signature, `the waiver of "${w.check.text}"`);
    if (message !== undefined) yield { at: w.check.at, message, about: { kind: 'signature', name: w.signature.key } };
  }
}
