/** What `gatehouse.yaml` says of gates: commands of the repository's own, and what coverage is enough. */
import type { z } from 'zod';
import { commandLine } from '#core/command-line';
import type { GateCommands, Zod } from '#core/system';
import type { PacketsDialect } from './dialect';

/** The parts of the schema. @param globs of one glob or several */
export function gateSchemas<G extends z.ZodType<string | string[]>>(z: Zod, globs: G) {
  const command = z.string().check((c) => {
    const read = commandLine(c.value.replaceAll('{subject}', 'subject'));
    if ('problem' in read) c.issues.push({ code: 'custom', message: read.problem, input: c.value });
  });
  return {
    gates: z.record(
      z.string().min(1),
      z.strictObject({
        run: z
          .union([command, z.array(command).min(1)])
          .describe('A command, or several, started without a shell. `{subject}` stands for the packet or phase.'),
        instead: z.boolean().describe('They stand in place of the gate; by default they follow it.').optional(),
        seconds: z.number().int().positive().describe('After so many seconds a command is ended. By default 600.').optional(),
      }),
    ),
    coverage: z.strictObject({
      reports: globs.describe('Globs of reports in the form of lcov or Cobertura.').optional(),
      least: z.number().min(0).max(100).describe('How many of 100 changed lines that tests can run are to be run.').optional(),
    }),
  };
}

export interface GatesConfig {
  readonly gates?:
    | Readonly<
        Record<
          string,
          {
            readonly run: string | readonly string[];
            readonly instead?: boolean | undefined;
            readonly seconds?: number | undefined;
          }
        >
      >
    | undefined;
  readonly coverage?:
    | { readonly reports?: string | readonly string[] | undefined; readonly least?: number | undefined }
    | undefined;
}

/** What it changes in the dialect. */
export const gatesOf = (base: PacketsDialect, { gates, coverage }: GatesConfig): Pick<PacketsDialect, 'gates' | 'coverage'> => ({
  gates: {
    ...base.gates,
    ...Object.fromEntries(
      Object.entries(gates ?? {}).map(([gate, { run, instead = false, seconds }]): [string, GateCommands] => [
        gate,
        { run: [run].flat(), instead, ...(seconds === undefined ? {} : { seconds }) },
      ]),
    ),
  },
  coverage: {
    reports: coverage?.reports === undefined ? base.coverage.reports : [coverage.reports].flat(),
    least: coverage?.least ?? base.coverage.least,
  },
});
