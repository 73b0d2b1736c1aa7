/** packets/date-invalid */
import { daysBetween } from '#core/days';
import { md } from '#core/rule';
import { rule } from '../model/types';

/**
 * With dashes and the year first, or with dots and the day first, with the time behind it perhaps; of slashes nobody knows which number is
 * the month. What goes on otherwise is a name or a version: `2026-02-31-notes.md`. What is struck out was taken back.
 */
const opensWithDay =
  /^[^\p{L}\p{N}~]{0,3}(\d{4}-\d{1,2}-\d{1,2}|\d{1,2}\.\d{1,2}\.\d{4})(?:T\d|(?![\p{L}\p{N}_-]|\.\w|[\d.-]*\d))/u;

/** As the calendar writes it. */
function plainDay(day: string): string {
  const [a = '', b = '', c = ''] = day.split(/[.-]/);
  const [y, m, d] = day.includes('.') ? [c, b, a] : [a, b, c];
  return `${y}-${m.padStart(2, '0')}-${d.padStart(2, '0')}`;
}

/** Month and day the other way round, where that is a day. */
function turned(day: string): string | undefined {
  const [year, month, date] = day.split('-');
  const other = `${year}-${date}-${month}`;
  return daysBetween(other, other) === undefined ? undefined : other;
}

export default rule({
  scope: 'document',
  severity: 'warning',
  concerns: 'content',
  since: '0.2.0',
  summary: 'A date of a packet is a day of the calendar.',
  why: 'How long a packet waits, and whether it was signed before or after, is reckoned from its dates. The 31st of February is no day, and a thirteenth month was mistyped: what is reckoned from it is left out without a word.',

  check: {
    *packet({ model }) {
      for (const f of model.fields.fields) {
        const m = f.role === 'value' ? opensWithDay.exec(f.text) : null;
        const day = m?.[1];
        if (!m || day === undefined || daysBetween(plainDay(day), plainDay(day)) !== undefined) continue;
        const start = f.textAt.start + m[0].indexOf(day);
        const meant = turned(plainDay(day));
        yield {
          at: { start, end: start + day.length },
          message: `${f.name} is ${day}, which is no day of the calendar; ${meant ? `was ${meant} meant?` : 'write the one that is meant.'}`,
        };
      }
    },
  },

  examples: [
    {
      title: 'A month too many, a day too many',
      files: md`
        ==> docs/task_packets/WP-1-Login.md <==
        # WP-1-Login
        - STATUS: In-Progress
        - DATE: [|2025-13-04|]T09:00:00Z
        - Target date: \`[|2026-02-30|]\`
        - Created: [|2026-1-45|]
        - Begun: [|31.02.2026|], in the morning
      `,
      says: [
        'DATE is 2025-13-04, which is no day of the calendar; was 2025-04-13 meant?',
        'Target date is 2026-02-30, which is no day of the calendar; write the one that is meant.',
        'Created is 2026-1-45, which is no day of the calendar; write the one that is meant.',
        'Begun is 31.02.2026, which is no day of the calendar; write the one that is meant.',
      ],
    },
    {
      title: 'A leap day; a blank; a day in a sentence; names that open as a day does; what is struck out',
      files: md`
        ==> docs/task_packets/WP-1-Login.md <==
        # WP-1-Login
        - DATE: 2024-02-29
        - Due: YYYY-MM-DD
        - Begun: 1.2.2026
        - Seen: 2026-1-4
        - Build: 10.20.2026.1
        - Why: the log of 2025-13-04 cannot be read
        - Notes: 2026-02-31-notes.md
        - Build: 2026.99, 2026-99-99b
        - Former date: ~~2026-02-30~~
      `,
    },
  ],
});
