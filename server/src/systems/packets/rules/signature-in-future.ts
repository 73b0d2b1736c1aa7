/** packets/signature-in-future */
import { md } from '#core/rule';
import { readingsIn } from '../model/audit/audit';
import { dayText } from '../model/signing/signatures';
import { rule } from '../model/types';

export default rule({
  scope: 'folder',
  severity: 'error',
  since: '0.2.0',
  summary: 'A signature is not dated after today.',
  why: 'Its digits are the moment, in UTC, at which somebody signed. A day that is still to come was invented. The day it is compared with is the day of the check, or that of `--as-of`.',

  check: {
    *packet({ facts, look, world, dialect }) {
      for (const s of facts.consumed) {
        const all = readingsIn(s.text, dialect, look);
        const [likely] = all;
        if (!likely) continue;
        const today = world.today();
        if (today.is !== 'known' || all.some((r) => dayText(r.minute) <= today.value)) continue;
        yield {
          at: s.at,
          message: `${s.text} is dated ${dayText(likely.minute)}, which is after today, ${today.value}.`,
          about: { kind: 'signature', name: s.key },
        };
      }
    },
  },

  examples: [
    {
      title: 'Next year',
      today: '2026-01-15',
      files: md`
        ==> docs/task_packets/WP-1-Login.md <==
        # WP-1-Login
        - USER_SIGNATURE: [|alice151220261000|]
      `,
      says: ['alice151220261000 is dated 2026-12-15, which is after today, 2026-01-15.'],
    },
    {
      title: 'Today, and one that can be read as a day that is past',
      today: '2026-01-15',
      files: md`
        ==> docs/task_packets/WP-1-Login.md <==
        # WP-1-Login
        - USER_SIGNATURE: alice150120262359

        ==> docs/task_packets/WP-1-Logout.md <==
        # WP-1-Logout
        - USER_SIGNATURE: alice_251226101500
      `,
    },
  ],
});
