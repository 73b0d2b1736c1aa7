/** packets/signature-timestamp-mismatch */
import { dayIn, daysBetween } from '#core/days';
import { md } from '#core/rule';
import { conflictIn } from '../model/signing/approval';
import { agrees, minuteText, readings, writtenTime } from '../model/signing/signatures';
import { rule } from '../model/types';

export default rule({
  scope: 'document',
  severity: 'warning',
  since: '0.2.0',
  summary: 'A signature and the time written beside it agree.',
  why: `The time in a signature and the Timestamp of its entry are the same moment in UTC, give or take a minute. Where the signature can be
read in several ways, one of them has to agree. A day alone is compared as a day; a time in a zone that only has a name is not compared.`,

  check: {
    *packet({ model, dialect }) {
      const { log } = model.approval;
      // Of two signatures nobody knows which one the time belongs to; another rule tells of them.
      if (conflictIn(model.approval)) return;
      const signature = (log?.signatures.find((f) => f.is === 'signed') ?? undefined)?.signature ?? model.signing.signature;
      if (!log?.timestamp || !signature) return;
      const gap = gapOf(signature.text, log.timestamp.text, dialect.signatures);
      if (gap) yield { at: log.timestamp.at, message: `${gap}; one of the two is wrong.` };
    },
    *audit({ model, dialect }) {
      for (const row of model.rows) {
        const day = row.valid ? dayIn(row.when)?.day : undefined;
        const gap =
          day !== undefined && daysBetween(day, day) === undefined
            ? `The entry of ${row.signature.text} says ${day}, which is no day of the calendar`
            : row.valid && gapOf(row.signature.text, row.when, dialect.signatures);
        if (gap)
          yield {
            at: row.signature.at,
            message: `${gap}; a new row corrects it.`,
            about: { kind: 'signature', name: row.signature.key },
          };
      }
    },
  },

  examples: [
    {
      title: 'Another hour in the log, another day in the audit',
      files: md`
        ==> docs/SIGNATURE_AUDIT.md <==
        | Signature | Used By | Timestamp | Purpose |
        |---|---|---|---|
        | [|alice161220250930|] | alice | 2025-12-18 | WP-1-Logout |
        | [|alice171220250930|] | alice | 2025-02-31 09:30 | WP-1-Search |

        ==> docs/task_packets/WP-1-Login.md <==
        # WP-1-Login

        ## Signature & Enrichment Log
        **Signature**: alice151220251000
        **Timestamp**: [|2025-12-15 12:00 UTC|]
      `,
      says: [
        'alice161220250930 was given at 2025-12-16 09:30 UTC, but the entry says 2025-12-18; a new row corrects it.',
        'The entry of alice171220250930 says 2025-02-31, which is no day of the calendar; a new row corrects it.',
        'alice151220251000 was given at 2025-12-15 10:00 UTC, but the entry says 2025-12-15 12:00 UTC; one of the two is wrong.',
      ],
    },
    {
      title: 'Each form, seconds, zones, a day alone',
      files: md`
        ==> docs/SIGNATURE_AUDIT.md <==
        | Signature | Used By | Date/Time | Purpose |
        |---|---|---|---|
        | alice151220251000 | alice | 2025-12-15 10:00:45 UTC | WP-1-A |
        | alice151220251001 | alice | 2025-12-15T11:01+01:00 | WP-1-B |
        | alice251225041500 | alice | 2025-12-25 04:15 | WP-1-C |
        | alice_25121512345 | alice | 2025-12-15 12:34:56 UTC | WP-1-D |
        | alice_25121510000 | alice | Dec 15, 2025 | WP-1-E |
        | alice151220251002 | alice | 2025-12-15 05:02 EST | WP-1-F |
        | alice151220251003 | alice | 15.12.2025 um 10 | WP-1-G |
        | alice151220251004 | alice | INVALID, 2025-12-19 | WP-1-H |
      `,
    },
    {
      title: 'Of two signatures that disagree nobody knows which one the time belongs to',
      files: md`
        ==> docs/task_packets/WP-1-Login.md <==
        # WP-1-Login
        - USER_SIGNATURE: alice151220251000

        ## Signature & Enrichment Log
        **Signature**: alice161220251000
        **Timestamp**: 2025-12-15 10:00 UTC
      `,
    },
  ],
});

/** What does not fit, as the beginning of a sentence. */
function gapOf(signature: string, when: string, patterns: Parameters<typeof readings>[1]): string | undefined {
  const time = writtenTime(when);
  const all = readings(signature, patterns);
  const [likely] = all;
  if (!time || !likely || all.some((r) => agrees(r, time))) return undefined;
  return `${signature} was given at ${minuteText(likely.minute)} UTC, but the entry says ${when}`;
}
