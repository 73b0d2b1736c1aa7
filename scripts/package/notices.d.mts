// The types of notices.mjs, for the tests.

export function packagesOf(inputs: readonly string[]): string[];
export function notices(inputs: readonly string[], from?: string): string;
