/** packets/waiver-not-allowed */
import { md } from '#core/rule';
import { rule } from '../model/types';
import { isWaivable } from '../model/waivers';

export default rule({
  scope: 'folder',
  severity: 'error',
  since: '0.2.0',
  summary: 'Only what may be missed for a while is waived.',
  why: `\`Waiver: <check>; <reason>; <signature>; <expiry or backlog id>\`. By default coverage, a test gap and tracked design debt can be
waived; \`waivers\` in gatehouse.yaml lists the kinds. Spec regression, missing evidence, security and invariants without a waiver never are:
they are what the packet is for.`,

  check: {
    *packet({ facts, dialect }) {
      for (const w of facts.waivers ?? []) if (!isWaivable(w, dialect)) yield refused(w.check, dialect.waivable);
    },
    *report({ facts, dialect }) {
      for (const w of facts.waivers ?? []) if (!isWaivable(w, dialect)) yield refused(w.check, dialect.waivable);
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

const refused = (
  check: { readonly text: string; readonly at: { readonly start: number; readonly end: number } },
  allowed: readonly string[],
) => ({
  at: check.at,
  message: `"${check.text}" cannot be waived; only ${allowed.length < 2 ? allowed.join('') : `${allowed.slice(0, -1).join(', ')} and ${allowed.at(-1)}`} can.`,
});
