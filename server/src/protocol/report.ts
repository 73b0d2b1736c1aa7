/** The JSON of `gatehouse check --format json`, as a schema. Lines and columns count from 1, in UTF-16 units. */
import { z } from 'zod';

const position = z.strictObject({ line: z.int().min(1), column: z.int().min(1) });
/** Where something stands; the end is not included. */
export const range = z.strictObject({ start: position, end: position });
/** How serious a finding is. */
export const severity = z.enum(['error', 'warning', 'info', 'hint']);

/** Something that could not be looked at. */
export const unknown = z.strictObject({
  why: z.enum(['no-git', 'shallow', 'untrusted', 'ignored', 'too-many', 'failed']),
  says: z.string(),
});

/** What every finding says, whoever reports it. */
export const finding = z.strictObject({
  rule: z.string(),
  severity,
  file: z.string().describe('Relative to the folder, with `/`.'),
  range,
  message: z.string(),
});

/** The schema of a check's report. */
export const report = z.strictObject({
  version: z.literal(1).describe('Of this format.'),
  folder: z.string().describe('The folder that was checked, absolute.'),
  findings: z.array(
    finding.extend({
      related: z.array(z.strictObject({ file: z.string(), range, message: z.string() })),
      fixes: z.array(z.strictObject({ title: z.string(), safety: z.enum(['safe', 'ask']) })),
      fingerprint: z
        .string()
        .describe('Survives moved lines, renamed files and edits elsewhere. Equal findings have equal ones.'),
    }),
  ),
  unknown: z.array(unknown).describe('What could not be looked at, because of what is not here: each reason once.'),
  summary: z.strictObject({
    errors: z.int(),
    warnings: z.int(),
    infos: z.int(),
    hints: z.int(),
    files: z.int().describe('Documents that were read.'),
    baselined: z.int().describe('Findings that the baseline knows: not in the list, not counted.'),
    stale: z.int().describe('Entries of the baseline that no finding answers to any more.'),
    ms: z.int().describe('Wall time in milliseconds.'),
  }),
});

/** A check of one folder. */
export type ReportJson = z.infer<typeof report>;
