/** What files are marked with in the explorer: signed, findings, age. A badge has two characters; the words are in its tooltip. */
import type { RelPath } from '#core/text';
import type { FileMark } from '#protocol/views';
import { type Age, ageOf, ageWords, type Item, itemsOf, rawFindings, type Sight, total, words } from './sight';

/** Undefined: nothing is to be said of it. */
export function markOf(sight: Sight, path: RelPath): FileMark | undefined {
  const entry = sight.session.workspace.entries.get(path);
  if (!entry) return undefined;
  const item = byPath(sight).get(path);
  const found = total(sight.session, [path]);
  const isBroken = rawFindings(entry, new Set(item?.system.sidebar?.brokenSignature)).length > 0;
  const age = item && ageOf(sight, item);
  // What is signed and does not hold is not marked as signed.
  const isSigned = item?.member.signed === true && !isBroken;
  const letters = [isSigned ? 'S' : '', found.error > 0 || found.warning > 0 ? '!' : ''].join('');
  const badge = letters.length < 2 && age?.is === 'late' ? lateBadge(letters, age) : letters || (age ? short(age.days) : '');
  if (badge === '') return undefined;
  const said = [
    isSigned ? 'signed' : isBroken ? 'its signature does not hold' : '',
    words(found),
    age && item ? `${item.state.title} for ${ageWords(age)}` : '',
  ].filter(Boolean);
  const color =
    found.error > 0 || isBroken
      ? 'list.errorForeground'
      : found.warning > 0 || age?.is === 'late'
        ? 'list.warningForeground'
        : undefined;
  return { badge, tooltip: `Gatehouse: ${said.join(', ')}`, ...(color === undefined ? {} : { color }) };
}

/** That it is late is said before that it is signed: `9w`. Beside findings there is no room for how late. */
const lateBadge = (letters: string, { days }: Age): string => (letters.includes('!') ? letters : short(days));

/** In two characters: `5d`, `3w`, `4m`, `2y`; more than nine years are nine. */
function short(days: number): string {
  if (days < 10) return `${days}d`;
  if (days < 70) return `${Math.floor(days / 7)}w`;
  if (days < 300) return `${Math.floor(days / 30)}m`;
  return `${Math.min(9, Math.max(1, Math.floor(days / 365)))}y`;
}

const remembered = new WeakMap<readonly Item[], ReadonlyMap<RelPath, Item>>();

function byPath({ session }: Sight): ReadonlyMap<RelPath, Item> {
  const items = itemsOf(session);
  const known = remembered.get(items);
  if (known) return known;
  const made = new Map(items.map((i) => [i.member.path, i]));
  remembered.set(items, made);
  return made;
}
