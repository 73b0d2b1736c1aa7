/** What reads like packets and is called by words alone: no board, blocker or text could name it. For `gatehouse init` alone. */
import { globMatcher } from '#core/glob';
import { folderOf, stemOf } from '#core/paths';
import type { RelPath } from '#core/text';
import type { PacketsDialect } from '../model/dialect/dialect';
import { hasHouse, type IdForms, idOf } from '../model/dialect/id-form';
import { formOf } from './called';
import { isNamed } from './packet-score';
import { stateFolder } from './places';

/** Where so large a share of what lies together is called by ids, a name without one is a slip. */
const NEARLY_ALL = 3 / 4;
/** Where a smaller share than this is, ids are no habit: a word and a number happen to be in a name. */
const HALF = 1 / 2;

/** Where files of one sort lie: folders that say a state are one place. */
const placeOf = (path: RelPath, ids: IdForms): string =>
  (hasHouse(path, ids) ? folderOf(folderOf(path)) : folderOf(path)).replace(stateFolder, '');

/**
 * Of what reads like packets those that are none, for what lies beside them is called by words alone as well; and those beside packets
 * that are called by ids, where more than a few are not.
 * @param named what its TASK_ID says, or nothing
 */
export function wordedIn(
  packets: readonly RelPath[],
  { ids, paths }: PacketsDialect,
  named: (path: RelPath) => string,
): readonly RelPath[] {
  // What lies where packets do is told of instead.
  const isUsual = globMatcher(paths.packet);
  const byPlace = new Map<string, RelPath[]>();
  for (const p of packets) {
    const place = placeOf(p, ids);
    if (!isUsual(p)) byPlace.set(place, [...(byPlace.get(place) ?? []), p]);
  }
  const isOther = (p: RelPath): boolean => isNamed(p) && formOf(stemOf(p)) !== undefined;
  const isCalled = (p: RelPath): boolean => ids.is(ids.idIn(idOf(p, ids))) || ids.is(named(p)) || isOther(p);
  return [...byPlace.values()].flatMap((mine) => {
    const others = mine.filter((p) => !isCalled(p));
    const share = (mine.length - others.length) / mine.length;
    return share >= NEARLY_ALL ? [] : share >= HALF ? others : mine;
  });
}
