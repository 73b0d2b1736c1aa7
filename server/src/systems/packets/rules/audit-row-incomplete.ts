/** packets/audit-row-incomplete */
import { md } from '#core/rule';
import { listed } from '../model/packet/packet';
import { rule } from '../model/types';

export default rule({
  scope: 'document',
  severity: 'warning',
  since: '0.2.0',
  summary: 'A row of the audit says by whom, when, for what and under which version of the spec a signature was used.',
  why: 'The audit is read when somebody doubts. A row that names a signature and not its purpose cannot be held against anything.',

  check: {
    *audit({ model }) {
      for (const { text, at } of model.unread ?? [])
        yield { at, message: `${text} is no signature, so this row covers nothing; a signature ends in DDMMYYYYHHMM, in UTC.` };
      for (const row of model.rows) {
        if (!row.valid || row.empty.length === 0) continue;
        yield {
          at: row.signature.at,
          message: `The row of ${row.signature.text} has no ${listed(row.empty)}.`,
          about: { kind: 'signature', name: row.signature.key },
        };
      }
    },
  },

  examples: [
    {
      title: 'Blanks and dashes',
      files: md`
        ==> docs/SIGNATURE_AUDIT.md <==
        | Signature | Used By | Timestamp | Purpose | Notes |
        |---|---|---|---|---|
        | [|alice151220251000|] |  | 2025-12-15 10:00 | WP-1-Login | |
        | [|bob161220250900|] | - | TBD | <purpose> | |
      `,
      says: ['The row of alice151220251000 has no Used By.', 'The row of bob161220250900 has no Used By, Timestamp and Purpose.'],
    },
    {
      title: 'Digits are missing; a name alone, a blank and a row that was taken back are no signatures, either',
      files: md`
        ==> docs/SIGNATURE_AUDIT.md <==
        | Signature | Used By | Timestamp | Purpose |
        |---|---|---|---|
        | [|alice15122025|] | alice | 2025-12-15 10:00 | WP-1-Login |
        | alice | alice | 2025-12-15 | Talk of WP-1-Login |
        | <pending> | alice | 2025-12-15 | WP-1-Logout |
        | bob16122025 | bob | 2025-12-16 | INVALID: mistyped |
      `,
      says: ['alice15122025 is no signature, so this row covers nothing; a signature ends in DDMMYYYYHHMM, in UTC.'],
    },
    {
      title: 'Which version of the spec; a dash says that it was about none',
      files: md`
        ==> docs/SIGNATURE_AUDIT.md <==
        | Signature | Used By | Timestamp | Purpose | Spec Version |
        |---|---|---|---|---|
        | [|alice151220251000|] | alice | 2025-12-15 10:00 | WP-1-Login | |
        | bob161220250900 | bob | 2025-12-16 09:00 | Governance waiver | - |
      `,
      says: ['The row of alice151220251000 has no Spec Version.'],
    },
    {
      title: 'Full; notes may be empty; a table without that column; a row that is invalid anyway',
      files: md`
        ==> docs/SIGNATURE_AUDIT.md <==
        | Signature | Used By | Purpose | Notes |
        |---|---|---|---|
        | alice151220251000 | alice | WP-1-Login | |
        | bob161220250900 | | | INVALID: typed twice |
      `,
    },
  ],
});
