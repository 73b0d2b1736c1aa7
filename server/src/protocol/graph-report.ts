/** Who waits for whom, as a schema: the JSON of `gatehouse graph --format json`. */
import { z } from 'zod';

const node = z.strictObject({
  name: z.string(),
  title: z.string().optional().describe('What it is about, where that is more than its name.'),
  path: z.string().optional().describe('Relative to the folder, with `/`. Absent: it is only named by what waits for it.'),
  state: z.string(),
  icon: z.string().describe('A codicon’s name.'),
  over: z.boolean().describe('Nobody need wait for it any longer.'),
  waits: z.array(z.string()).describe('What it waits for, or waited for: each of them a node too.'),
  critical: z.literal(true).optional().describe('It is on the critical path.'),
  cycle: z.literal(true).optional().describe('It waits for itself, by way of others.'),
});

const graph = z.strictObject({
  nodes: z.array(node),
  critical: z
    .array(z.string())
    .describe('The longest chain of what is not done, in the order of work. Empty: nothing that is not done waits for another.'),
  cycles: z.array(z.array(z.string())).describe('Those that wait for each other, together.'),
});

/** The schema of the report. */
export const graphReport = z.strictObject({
  version: z.literal(1).describe('Of this format.'),
  folders: z
    .array(z.strictObject({ folder: z.string().describe('Absolute.'), ...graph.shape }))
    .describe('The folder that was asked for, and the projects in it.'),
});

/** The graphs of a folder and of the projects in it. */
export type GraphReport = z.infer<typeof graphReport>;
/** A part of a graph has the critical path and the cycles of the whole. */
export type Graph = z.infer<typeof graph>;
/** What waits, or is waited for. */
export type GraphNode = Graph['nodes'][number];
