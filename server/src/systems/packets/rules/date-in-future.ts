/** packets/date-in-future */
import { daysBetween } from '#core/days';
import { md } from '#core/rule';
import { rule } from '../model/types';

export default rule({
  scope: 'folder',
  severity: 'warning',
  concerns: 'content',
  since: '0.2.0',
  summary: 'DATE is not after today.',
  why: 'DATE says when the packet was written. A day that is still to come was mistyped, and how long the packet waits is reckoned from it. One day ahead may be today elsewhere. The day it is compared with is the day of the check, or that of `--as-of`.',

  check: {
    *packet({ facts, world }) {
      const { dated } = facts;
      if (!dated) return;
      const today = world.today();
      if (today.is !== 'known' || (daysBetween(today.value, dated.text) ?? 0) <= 1) return;
      yield { at: dated.at, message: `DATE is ${dated.text}, which is after today, ${today.value}.` };
    },
  },

  examples: [
    {
      title: 'A year too many',
      today: '2026-01-15',
      files: md`
        ==> docs/task_packets/WP-1-Login.md <==
        # WP-1-Login
        - DATE: [|2027-01-14|]T10:00:00Z
      `,
      says: ['DATE is 2027-01-14, which is after today, 2026-01-15.'],
    },
    {
      title: 'Today, tomorrow, and a day by which it is to be done',
      today: '2026-01-15',
      files: md`
        ==> docs/task_packets/WP-1-Login.md <==
        # WP-1-Login
        - DATE: 2026-01-15
        - Due: 2026-05-01

        ==> docs/task_packets/WP-1-Logout.md <==
        # WP-1-Logout
        - DATE: 2026-01-16
      `,
    },
  ],
});
