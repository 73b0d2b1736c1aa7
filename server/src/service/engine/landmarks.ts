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
  const out: string[] = [];
  for (const { id, sure, likely, doubtful } of seeking) {
    if (count(sure) === 0 && count(likely) < 2) continue;
    const mine = doubtful && found.filter(globMatcher([...sure, ...likely]));
    if (doubtful && mine?.length === 1 && mine[0] === doubtful.path) {
      const text = await files.read(doubtful.path).catch(() => undefined);
      if (text && doubtful.isOther(text.text)) continue;
    }
    out.push(id);
  }
  return out;
}
