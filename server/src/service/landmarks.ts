/** Which systems a folder follows, where its configuration does not say: those whose landmarks are there. */
import { globMatcher } from '#core/glob';
import type { Files, ListOptions } from '#core/ports';
import type { System } from '#core/system';

/** The ids of the systems found. A sure landmark is enough alone; of the likely ones it takes two. */
export async function landmarked(
  files: Files,
  systems: readonly System<unknown>[],
  listing: ListOptions,
): Promise<readonly string[]> {
  const seeking = systems.flatMap(({ id, landmarks }) => (landmarks ? [{ id, ...landmarks }] : []));
  const globs = seeking.flatMap((s) => [...s.sure, ...s.likely]);
  const found = await files.list(globs, listing);
  const count = (all: readonly string[]): number => all.filter((g) => found.some(globMatcher([g]))).length;
  return seeking.filter((s) => count(s.sure) >= 1 || count(s.likely) >= 2).map((s) => s.id);
}
