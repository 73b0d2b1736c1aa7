/** What the last run of the same check found, for as long as it would find the same. */
import type { Checked } from './check';

/** Where it is kept. Plain data goes in and comes out. */
export interface Keeping {
  get(name: string): Uint8Array | undefined;
  put(name: string, body: Uint8Array): void;
}

/** A run that may be told again. */
export interface LastRun<Trail = unknown> {
  /** What it saw: as long as that is so, what it found is so. */
  readonly trail: Trail;
  readonly checked: Checked;
  /** Whether findings have their fingerprints. */
  readonly fingerprints: boolean;
}

const nameOf = (asked: unknown): string => `run ${JSON.stringify(asked)}`;

/**
 * Undefined: it has to be found out.
 * @param asked all of the command line that what is found depends on
 */
export async function recall<Trail>(
  kept: Keeping,
  asked: unknown,
  fingerprints: boolean,
  isStill: (trail: Trail) => Promise<boolean>,
): Promise<Checked | undefined> {
  const body = kept.get(nameOf(asked));
  if (body === undefined) return undefined;
  const run = JSON.parse(new TextDecoder().decode(body)) as LastRun<Trail>;
  if (fingerprints && !run.fingerprints) return undefined;
  return (await isStill(run.trail)) ? run.checked : undefined;
}

/**
 * Keeps a run; not one in which something could not be looked at. @param asked what was asked for: another question has
 * another last run
 */
export function keep<Trail>(kept: Keeping, asked: unknown, run: LastRun<Trail>): void {
  if (!run.checked.failed) kept.put(nameOf(asked), new TextEncoder().encode(JSON.stringify(run)));
}
