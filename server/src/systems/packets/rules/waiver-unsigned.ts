/** packets/waiver-unsigned */
import { brief } from '#core/brief';
import { md, type Report } from '#core/rule';
import { isWaivable } from '../model/audit/waivers';
import type { PacketsDialect } from '../model/dialect/dialect';
import type { Waiver } from '../model/signing/approval';
import { readings } from '../model/signing/signatures';
import { rule } from '../model/types';

export default rule({
  scope: 'folder',
  severity: 'error',
  since: '0.2.0',
  summary: 'A waiver is signed, like a packet.',
  why: `\`Waiver: <check>; <reason>; <signature>; <expiry or backlog id>\`. To leave out a check is a decision of its own, so the signature is
one of its own too: the packet's was given for what the packet promises.`,

  check: {
    *packet({ facts, dialect }) {
      yield* unsigned(facts.waivers ?? [], new Set(facts.consumed.map((s) => s.key)), dialect);
    },
    *report({ facts, dialect }) {
      yield* unsigned(facts.waivers ?? [], new Set(), dialect);
    },
  },

  examples: [
    {
      title: 'Nobody, a name, no time, the signature of the packet',
      files: md`
        ==> docs/task_packets/WP-1-Login.md <==
        # WP-1-Login
        - USER_SIGNATURE: alice151220251000

        ## Notes
        - Waiver: [|coverage|]; generated code
        - Waiver: [|coverage|]; generated code; alice; 2026-06-01
        - Waiver: [|coverage|]; generated code; alice994420261000; 2026-06-01
        - Waiver: [|test gap|]; hardware; alice_151220251000; 2026-06-01
      `,
      says: [
        'The waiver of "coverage" is not signed; its third part is a signature.',
        'The waiver of "coverage" is not signed; its third part is a signature.',
        'The waiver of "coverage" is not signed: the digits of alice994420261000 are no time.',
        'The waiver of "test gap" has the signature of the packet; it needs one of its own.',
      ],
    },
    {
      title: 'In records',
      files: md`
        ==> docs/task_packets/WP-1-Login.md <==
        # WP-1-Login

        ## WAIVERS GRANTED
        - WAIVER_ID: W-1 | Check Waived: [|coverage|] | Scope: src/a.ts; src/b.ts | Justification: old; agreed | Approver: alice | Expiry: WP-2-Tests
        - WAIVER-2
          - Scope: [|coverage of src/c.ts|]
          - Justification: generated
        - WAIVER-3
          - Scope: coverage of src/d.ts
          - Approver: CODER (bot)
          - User Approval: alice160120261000 (2026-01-16)
      `,
      says: [
        'The waiver of "coverage" is not signed; “alice” is a name without a time.',
        'The waiver of "coverage of src/c.ts" is not signed; add “Signature:” with who decides and the time.',
      ],
    },
    {
      title: 'Signed; what cannot be waived anyway',
      files: md`
        ==> docs/task_packets/WP-1-Login.md <==
        # WP-1-Login
        - USER_SIGNATURE: alice151220251000

        ## Notes
        - Waiver: coverage; generated code; alice160120261000; 2026-06-01
        - Waiver: security; no time
      `,
    },
  ],
});

function* unsigned(waivers: readonly Waiver[], taken: ReadonlySet<string>, dialect: PacketsDialect): Iterable<Report> {
  for (const w of waivers) {
    if (!isWaivable(w, dialect)) continue;
    const { signature: s } = w;
    const why =
      s === undefined
        ? `is not signed; ${howToSign(w)}`
        : readings(s.text, dialect.signatures).length === 0
          ? `is not signed: the digits of ${s.text} are no time`
          : taken.has(s.key)
            ? 'has the signature of the packet; it needs one of its own'
            : undefined;
    if (why) yield { at: w.check.at, message: `The waiver of "${brief(w.check.text)}" ${why}.` };
  }
}

const howToSign = ({ record }: Waiver): string =>
  record === undefined
    ? 'its third part is a signature'
    : record.by === ''
      ? 'add “Signature:” with who decides and the time'
      : `“${brief(record.by)}” is a name without a time`;
