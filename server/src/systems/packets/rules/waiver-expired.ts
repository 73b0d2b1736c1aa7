/** packets/waiver-expired */
import { brief } from '#core/brief';
import { md, type Report } from '#core/rule';
import type { World } from '#core/world';
import { isWaivable } from '../model/audit/waivers';
import type { PacketsDialect } from '../model/dialect/dialect';
import type { Waiver } from '../model/signing/approval';
import { dayText, writtenTime } from '../model/signing/signatures';
import { rule } from '../model/types';

export default rule({
  scope: 'folder',
  severity: 'warning',
  since: '0.2.0',
  summary: 'A waiver ends, and is not past its end.',
  why: `\`Waiver: <check>; <reason>; <signature>; <expiry or backlog id>\`. A waiver gives time; one without an end, or past it, has become
the rule. Judged at the day of the check, or that of \`--as-of\`.`,

  check: {
    *packet({ facts, world, dialect }) {
      // What is done was judged when it was done.
      if (facts.retired || facts.status?.reading?.status === 'Done') return;
      yield* expired(allowed(facts.waivers, dialect), world);
    },
    *report({ facts, world, dialect }) {
      yield* expired(
        allowed(facts.waivers, dialect).filter((w) => w.until !== undefined),
        world,
      );
    },
  },

  examples: [
    {
      title: 'Yesterday, and never',
      today: '2026-01-15',
      files: md`
        ==> docs/task_packets/WP-1-Login.md <==
        # WP-1-Login
        - STATUS: In-Progress

        ## Notes
        - Waiver: coverage; generated code; alice151220251000; [|2026-01-14|]
        - Waiver: [|test gap|]; hardware; alice151220251001

        ## WAIVERS GRANTED
        - [WAIVER-3] design debt of src/b.ts. Approver: alice151220251002. Expires: [|2026-01-02|].
        - WAIVER-4
          - Scope: coverage of src/c.ts
          - Approver: alice151220251003
          - Expiry: [|Permanent (by design)|]
      `,
      says: [
        'The waiver of "coverage" ended on 2026-01-14; do what it put off, or ask for another one.',
        'The waiver of "test gap" has no end; its fourth part is a day or the packet that will make it good.',
        'The waiver of "design debt of src/b.ts" ended on 2026-01-02; do what it put off, or ask for another one.',
        'The waiver of "coverage of src/c.ts" has no end; its expiry is a day or the packet that will make it good.',
      ],
    },
    {
      title: 'Today, a packet, a milestone',
      today: '2026-01-15',
      files: md`
        ==> docs/task_packets/WP-1-Login.md <==
        # WP-1-Login
        - STATUS: In-Progress

        ## Notes
        - Waiver: coverage; generated code; alice151220251000; 2026-01-15
        - Waiver: test gap; hardware; alice151220251001; WP-1-Hardware
        - Waiver: design debt; later; alice151220251002; end of Phase 1

        ==> docs/task_packets/WP-1-Old.md <==
        # WP-1-Old
        - STATUS: Done

        ## Notes
        - Waiver: coverage; generated code; alice151220251003; 2025-12-31
      `,
    },
    {
      title: 'What cannot be waived at all is told as that',
      today: '2026-01-15',
      files: md`
        ==> docs/task_packets/WP-1-X.md <==
        # WP-1-X
        - STATUS: In-Progress

        Waiver: spec regression; we know; zoe_251020251100; 2025-10-26
      `,
    },
  ],
});

/** One that cannot be is told as that, however long it was to hold. */
const allowed = (waivers: readonly Waiver[] | undefined, dialect: PacketsDialect): readonly Waiver[] =>
  (waivers ?? []).filter((w) => isWaivable(w, dialect));

const endless = /^(?:permanent|never|none|n\/a|indefinite|unlimited|forever|always|no (?:end|expiry))/i;

function* expired(waivers: readonly Waiver[], world: World): Iterable<Report> {
  for (const { check, until, record } of waivers) {
    if (!until || endless.test(until.text)) {
      yield {
        at: until?.at ?? check.at,
        message: `The waiver of "${brief(check.text)}" has no end; ${record ? 'its expiry' : 'its fourth part'} is a day or the packet that will make it good.`,
      };
      continue;
    }
    const end = writtenTime(until.text);
    if (!end) continue;
    const today = world.today();
    if (today.is !== 'known' || dayText(end.minute) >= today.value) continue;
    yield {
      at: until.at,
      message: `The waiver of "${brief(check.text)}" ended on ${dayText(end.minute)}; do what it put off, or ask for another one.`,
    };
  }
}
