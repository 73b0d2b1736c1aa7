// The types of targets.mjs, for the tests.

export const universal: 'universal';
export function targetsThereAre(builds?: readonly string[]): Map<string, string>;
export function ownTarget(): string;
