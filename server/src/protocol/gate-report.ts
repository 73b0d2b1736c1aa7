/** What a gate said, as a schema: the JSON of `gatehouse gate --format json`, and what the server answers. Lines and columns count from 1, in UTF-16 units. */
import { z } from 'zod';
import { finding, unknown } from './report';

const verdict = z.enum(['pass', 'fail', 'unknown']);

/** The schema of a gate's report. */
export const gateReport = z.strictObject({
  version: z.literal(1).describe('Of this format.'),
  folder: z.string().describe('The folder that was looked at, absolute.'),
  gate: z.string(),
  subject: z.string().describe('The packet or phase; empty for the whole folder.'),
  verdict: verdict.describe('The worst of the checks. Unknown never counts as pass.'),
  summary: z.string().describe('What holds when the gate passes.'),
  checks: z.array(
    z.strictObject({
      id: z.string(),
      title: z.string(),
      verdict,
      says: z.string().optional().describe('Why, or a remark.'),
      findings: z.array(finding),
    }),
  ),
  unknown: z.array(unknown).describe('Where a check is unknown: what could not be looked at, each reason once.'),
});

/** What one gate said of one subject. */
export type GateReport = z.infer<typeof gateReport>;
