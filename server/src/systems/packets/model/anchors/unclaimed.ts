/** Files that a pointer names and the configuration takes for no spec. */
import { nameOf } from '#core/paths';
import type { RelPath } from '#core/text';
import type { World } from '#core/world';

/** A file of a name: from the top, beside the pointer, or in another folder. */
export function unclaimed(name: RelPath, pointer: RelPath, world: World): RelPath | 'pending' | undefined {
  const folder = pointer.slice(0, pointer.lastIndexOf('/') + 1);
  for (const path of [name, `${folder}${name}`]) {
    const there = world.exists(path);
    if (there.is === 'known' && there.value.as === 'file') return path;
    if (there.is === 'unknown' && there.why === 'pending') return 'pending';
  }
  const nearest = world.nearest(name);
  if (nearest.is === 'unknown') return nearest.why === 'pending' ? 'pending' : undefined;
  return nearest.value && nameOf(nearest.value) === nameOf(name) ? nearest.value : undefined;
}
