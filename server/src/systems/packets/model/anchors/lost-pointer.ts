/** Whether the page that names the spec in force is missed. */
import { type Look, query } from '#core/look';
import type { RelPath } from '#core/text';
import type { World } from '#core/world';
import { packetsDialect } from '../dialect/defaults';
import type { PacketsDialect } from '../dialect/dialect';
import { pointerMissedBy, specCited } from '../queries';

/** Packets that name the page. */
const pointing = query(
  'packets/pointing',
  (look): number => look.all('packet').filter((p) => p.data.points && !p.data.alias).length,
);

/** The page, where it is missed, and since when by git: it is gone from the working tree only, or from the last commit too. Undefined: nobody misses it, or that is not known yet. */
export function lostPointer(
  look: Look,
  world: World,
  { paths, required }: PacketsDialect,
): { readonly path: RelPath; readonly since: 'now' | 'before' | 'never' } | undefined {
  const [path] = paths.pointer;
  if (path === undefined || look.ask(pointerMissedBy) === undefined) return undefined;
  const removed = /[*?[\]{}]/.test(path) ? undefined : world.removed(path);
  if (removed?.is === 'unknown' && removed.why === 'pending') return undefined;
  const lines = removed?.is === 'known' ? removed.value : [];
  const since = lines.some((l) => l.by === undefined) ? 'now' : lines.length > 0 ? 'before' : 'never';
  // Where no packet has to cite the spec, nobody misses the page that names it, unless it was there or packets lead to it.
  const isMissed =
    since === 'now' ||
    Object.values(required).some((keys) => keys?.includes('SPEC_ANCHOR')) ||
    look.ask(pointing) > 1 ||
    (look.ask(specCited) && (since === 'before' || !packetsDialect.paths.pointer.includes(path)));
  return isMissed ? { path, since } : undefined;
}
