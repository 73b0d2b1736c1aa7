/** What `gatehouse.yaml` says of gates: commands of the repository's own, and what coverage is enough. */
import type { z } from 'zod';
import { commandLine } from '#core/command-line';
import { recordOf } from '#core/lists';
import type { GateCommands, Zod } from '#core/system';
import type { PacketsDialect } from './dialect';

/** The gates that there are. A test holds it against the registry. */
export const gateNames = [
  'ai-review',
  'codex-check',
  'commits',
  'coverage-gaps',
  'dal-audit',
  'error-codes',
  'git-hygiene',
  'llm-boundary',
  'phase-gate',
  'post-work',
  'pre-flight',
  'pre-orchestration',
  'pre-work',
  'removal-check',
  'scan',
  'security',
  'signature-audit',
  'spec-regression',
  'supply-chain',
  'traceability',
  'validate',
] as const;

/** The parts of the schema. @param globs of one glob or several */
export function gateSchemas<G extends z.ZodType<string | string[]>>(z: Zod, globs: G) {
  const command = z.string().check((c) => {
    const read = commandLine(c.value.replaceAll('{subject}', 'subject'));
    if ('problem' in read) c.issues.push({ code: 'custom', message: read.problem, input: c.value });
  });
  const each = <T extends z.ZodType>(value: T) =>
    z.strictObject(recordOf<string, z.ZodOptional<T>>(gateNames, () => value.optional()));
  return {
    gates: each(
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

interface GateSetting {
  readonly run: string | readonly string[];
  readonly instead?: boolean | undefined;
  readonly seconds?: number | undefined;
}

/** What a person wrote there, once it is checked. */
export interface GatesConfig {
  readonly gates?: Readonly<Record<string, GateSetting | undefined>> | undefined;
  readonly coverage?:
    | { readonly reports?: string | readonly string[] | undefined; readonly least?: number | undefined }
    | undefined;
}

/** What it changes in the dialect. */
export const gatesOf = (base: PacketsDialect, { gates, coverage }: GatesConfig): Pick<PacketsDialect, 'gates' | 'coverage'> => ({
  gates: {
    ...base.gates,
    ...Object.fromEntries(
      Object.entries(gates ?? {}).flatMap(([gate, set]): [string, GateCommands][] => {
        if (!set) return [];
        const { run, instead = false, seconds } = set;
        return [[gate, { run: [run].flat(), instead, ...(seconds === undefined ? {} : { seconds }) }]];
      }),
    ),
  },
  coverage: {
    reports: coverage?.reports === undefined ? base.coverage.reports : [coverage.reports].flat(),
    least: coverage?.least ?? base.coverage.least,
  },
});
