/** Where the work stands, as a schema: the JSON of `gatehouse status --format json`. */
import { z } from 'zod';

const packet = z.strictObject({
  id: z.string(),
  file: z.string().describe('Relative to the folder, with `/`.'),
  detail: z.string().describe('`validated`, `failed`, `stub`, or nothing.'),
  since: z.string().optional().describe('The day since which it is in its state, where that is written down.'),
  days: z.int().optional().describe('How long that is.'),
  waits: z.array(z.strictObject({ id: z.string(), state: z.string() })).describe('What it waits for that is not over.'),
  errors: z.int(),
  warnings: z.int(),
});

const phase = z.strictObject({
  id: z.string(),
  title: z.string(),
  packets: z.int(),
  done: z.int(),
  blocked: z.int().describe('Not done, and waiting for something that is not done either.'),
  states: z.array(z.strictObject({ title: z.string(), packets: z.array(packet) })),
});

/** The schema of the report. */
export const statusReport = z.strictObject({
  version: z.literal(1).describe('Of this format.'),
  day: z.string().describe('The day on which ages are told.'),
  folders: z
    .array(z.strictObject({ folder: z.string().describe('Absolute.'), phases: z.array(phase) }))
    .describe('The folder that was asked for, and the projects in it.'),
});

/** Where the work stands in a folder and in the projects in it. */
export type StatusReport = z.infer<typeof statusReport>;
/** Where the work stands in one folder. */
export type FolderStatus = StatusReport['folders'][number];
