/** Parameters of property tests: the same cases on every run, and others by FC_SEED and FC_RUNS. */
import type { Parameters } from 'fast-check';

export const times = <T>(runs: number): Parameters<T> => ({
  seed: Number(process.env.FC_SEED ?? 20_240_521),
  numRuns: Number(process.env.FC_RUNS ?? runs),
});
