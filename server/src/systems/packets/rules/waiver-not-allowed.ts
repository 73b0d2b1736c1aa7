/** packets/waiver-not-allowed */
import { brief } from '#core/brief';
import { md, type Report } from '#core/rule';
import { isNeverWaived, isWaivable } from '../model/audit/waivers';
import type { PacketsDialect } from '../model/dialect/dialect';
import { listed } from '../model/packet/packet';
import type { Waiver } from '../model/signing/approval';
import { rule } from '../model/types';

export default rule({
  scope: 'folder',
  severity: 'error',
  since: '0.2.0',
  summary: 'Only what may be missed for a while is waived.',
  why: `\`Waiver: <check>; <reason>; <signature>; <expiry or backlog id>\`. By default coverage, a test gap and tracked design debt can be
waived; \`waivers\` in gatehouse.yaml lists the kinds. Spec regression, missing evidence, security and invariants without a waiver never are:
they are what the packet is for. One that does not say which kind it is is a warning. A waiver may say its parts by name, too: \`WAIVER_ID: W-1 | Check: coverage | Reason: … | Signature: … | Expiry: …\`,
or as a list below its id; the check is then what stands under Check, Scope, or behind the id.`,

  check: {
    *packet({ facts, dialect }) {
      yield* refused(facts.waivers ?? [], dialect);
    },
    *report({ facts, dialect }) {
      yield* refused(facts.waivers ?? [], dialect);
    },
  },

  examples: [
    {
      title: 'Evidence, security, and what is in no list',
      files: md`
        ==> docs/task_packets/WP-1-Login.md <==
        # WP-1-Login
        - Waiver: [|evidence mapping|]; no time; alice160120261000; 2026-06-01
        - Waiver: [|security test gap|]; no time; alice160120261001; 2026-06-01

        ## Waivers
        - [|style|]; it is ugly; alice160120261002; WP-1-Polish
      `,
      says: [
        '"evidence mapping" cannot be waived; only coverage, test gap and design debt can.',
        '"security test gap" cannot be waived; only coverage, test gap and design debt can.',
        '"style" cannot be waived; only coverage, test gap and design debt can.',
      ],
    },
    {
      title: 'Records: by name in a line, in a list below their id, in sentences',
      files: md`
        ==> docs/task_packets/WP-1-Login.md <==
        # WP-1-Login

        ## WAIVERS GRANTED
        - (Write each waiver here, with its id, scope and reason; none is a waiver by itself.)
        - WAIVER_ID: NONE
        - WAIVER_ID: W-1 | Date: 2026-01-16 | Scope: [|two turns became one|] | Justification: agreed; said so
        - WAIVER-2
          - Check waived: [|security checks|]
          - Justification: no time
        - [WAIVER-3] Others are not there yet. Approver: alice160120261000. Expires: 2026-06-01.
        - WAIVER-4 [late]
          - Scope: coverage of \`src/a.ts\`
          - User Approval: alice160120261001
      `,
      says: [
        'W-1 names nothing that may be waived, nor does another waiver here; say which it is: coverage, test gap or design debt, or add its kind to packets.waivers.',
        '"security checks" cannot be waived; only coverage, test gap and design debt can.',
      ],
      severities: ['warning', 'error'],
    },
    {
      title: 'What may be, prose, none',
      files: md`
        ==> docs/task_packets/WP-1-Login.md <==
        # WP-1-Login
        - Waiver: Coverage; generated code; alice160120261000; 2026-06-01
        - Waiver: dual-backend test-gap (CX-1); one backend only; alice160120261001; WP-1-Second

        ==> docs/task_packets/WP-1-Logout.md <==
        # WP-1-Logout
        - Waiver: none

        ## Waivers
        - We talked about coverage and found none to be needed.
      `,
    },
  ],
});

function* refused(waivers: readonly Waiver[], dialect: PacketsDialect): Iterable<Report> {
  const allowed = dialect.waivable;
  const list = (last: string): string => listed(allowed, last);
  const wrong = waivers.filter((w) => !isWaivable(w, dialect));
  // A sentence may well be about what can be waived, and does not say so. Where one does not, the next seldom does.
  const vague = wrong.filter((w) => !isNeverWaived(w.check.text) && (w.record !== undefined || w.check.text.length > 40));
  for (const { check } of wrong.filter((w) => !vague.includes(w)))
    yield { at: check.at, message: `"${brief(check.text)}" cannot be waived; only ${list('and')} can.` };
  const [first, ...more] = vague;
  if (!first) return;
  const others =
    more.length === 0 ? '' : more.length === 1 ? ', nor does another waiver here' : `, nor do ${more.length} more waivers here`;
  yield {
    at: first.check.at,
    severity: 'warning',
    message: `${first.record?.id ? brief(first.record.id) : `"${brief(first.check.text)}"`} names nothing that may be waived${others}; say which it is: ${list('or')}, or add its kind to packets.waivers.`,
  };
}
