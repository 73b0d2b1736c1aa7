/** Anchors in brackets behind another that the spec does not so much as name. */
import type { Look } from '#core/look';
import type { World } from '#core/world';
import { currentSpec } from '../queries';
import type { PacketFacts } from '../types';
import { type CitedAnchor, isClosedBefore } from './cited-anchors';
import { pinnedSpec } from './pinned-spec';

/**
 * Those that no line of the spec has, nor of the version that the packet was judged by.
 * @param closed of packets that are closed under another version; else of all others
 */
export function unnamedAsides(facts: PacketFacts, look: Look, world: World, closed: boolean): readonly CitedAnchor[] {
  const spec = look.ask(currentSpec);
  if (!facts.asides || spec.is === 'unknown' || isClosedBefore(facts, look) !== closed) return [];
  const pinned = closed ? facts.specVersion : undefined;
  const judgedBy = pinned === undefined ? undefined : pinnedSpec(look, pinned);
  const asked = [spec.path, ...(judgedBy !== undefined && look.files('packets/spec').includes(judgedBy) ? [judgedBy] : [])];
  return facts.asides
    .filter(({ id }) =>
      asked.every((path) => {
        const found = world.find(path, id);
        return found.is === 'known' && found.value.length === 0;
      }),
    )
    .map((c) => ({ ...c, places: [c.at], more: [], ...(pinned === undefined ? {} : { pinned }) }));
}
