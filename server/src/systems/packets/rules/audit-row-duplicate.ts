/** packets/audit-row-duplicate */
import { md } from '#core/rule';
import { rule } from '../model/types';

export default rule({
  scope: 'document',
  severity: 'error',
  since: '0.2.0',
  summary: 'A signature stands in one row of the audit.',
  why: `One signature, one use, one row: a second row is a second use. A row that is wrong is marked INVALID, or corrected by a new row that
says so; both stay.`,

  check: {
    *audit({ model }) {
      const first = new Map<string, (typeof model.rows)[number]>();
      for (const row of model.rows) {
        if (
          !row.valid ||
          /\b(?:correct|corrects|corrected|correction|supersedes|replaces|amends|erratum)\b/i.test(`${row.purpose} ${row.notes}`)
        )
          continue;
        const before = first.get(row.signature.key);
        if (!before) {
          first.set(row.signature.key, row);
          continue;
        }
        yield {
          at: row.signature.at,
          message: `${row.signature.text} has a row already; mark the wrong one INVALID, or ask for a signature of its own.`,
          related: [{ at: before.signature.at, message: before.purpose || 'the first row' }],
          about: { kind: 'signature', name: row.signature.key },
        };
      }
    },
  },

  examples: [
    {
      title: 'Two rows, one of them with an underscore',
      files: md`
        ==> docs/SIGNATURE_AUDIT.md <==
        | Signature | Used By | Timestamp | Purpose |
        |---|---|---|---|
        | alice151220251000 | alice | 2025-12-15 | WP-1-Login |
        | [|alice_151220251000|] | alice | 2025-12-15 | WP-1-Logout |
      `,
      says: ['alice_151220251000 has a row already; mark the wrong one INVALID, or ask for a signature of its own.'],
    },
    {
      title: 'The wrong one is marked, or corrected by the next',
      files: md`
        ==> docs/SIGNATURE_AUDIT.md <==
        | Signature | Used By | Timestamp | Purpose |
        |---|---|---|---|
        | alice151220251000 | alice | 2025-12-15 | INVALID: WP-1-Logout |
        | alice151220251000 | alice | 2025-12-15 | WP-1-Login |
        | bob161220250900 | bob | 2025-12-15 | WP-1-Store |
        | bob161220250900 | bob | 2025-12-16 | Correction: given on the 16th, WP-1-Store |
      `,
    },
  ],
});
