/** Which documents are boards, by the packets that they list. For `gatehouse init` alone. */
import type { Survey } from '#core/init';
import { nameOf, stemOf } from '#core/paths';
import type { RelPath } from '#core/text';
import type { BoardEntry } from '../model/board/types';
import type { PacketsDialect } from '../model/dialect/dialect';
import { idOf } from '../model/dialect/id-form';
import { entriesOf, idsListed } from './listed';

const named = /board|kanban/i;

/** A page that is called as boards are. */
const called = /(?:^|[-_. ])(?:[\w]*board|kanban|backlog|tasks)(?:[-_. ]|$)/i;

/** Marks, numbers and boxes before the id that a row or an item opens with. */
const before = /^[\s|>*+_~`#[\](){}\d.,:xX✓✔✅☐☑-]*$/u;

/** More than any page lists. */
const ABOVE = 1_000_000;

/** How often it lists packets by state; 0: it is no board. @param isBoard by how many they are */
export function listedOn(
  survey: Survey,
  path: RelPath,
  dialect: PacketsDialect,
  isBoard: (path: RelPath, listed: number) => boolean,
): number {
  const ids = idsListed(survey, path, dialect);
  // One alone may be a line of anything, but for the name of its file.
  const n = new Set(ids).size;
  return n >= (/board/i.test(nameOf(path)) ? 1 : 2) && isBoard(path, n) ? ids.length : 0;
}

/** The same, where a page that names packets within other words lies below those that list them, be they more. */
export function boardScore(...[survey, path, dialect, isBoard]: Parameters<typeof listedOn>): number {
  const listed = listedOn(survey, path, dialect, isBoard);
  if (listed === 0 || called.test(stemOf(path))) return listed && listed + ABOVE;
  const text = survey.text(path) ?? '';
  const isOpened = (e: BoardEntry): boolean =>
    e.form === 'heading' || e.form === 'cell' || (e.form !== 'inline' && before.test(text.slice(e.whole.start, e.at.start)));
  const opened = entriesOf(survey, path, dialect).filter(isOpened).length;
  return opened * 2 >= listed ? listed + ABOVE : listed;
}

/** Boards beside the first, as a repository of several parts has them: they are called so, too, and list packets that no other does. */
export function boardsBeside(
  survey: Survey,
  first: readonly RelPath[],
  markdown: readonly RelPath[],
  packets: readonly RelPath[],
  dialect: PacketsDialect,
): readonly RelPath[] {
  const [one] = first;
  if (one === undefined || first.length > 1) return [];
  const { ids } = dialect;
  const listed = new Set(idsListed(survey, one, dialect));
  const known = new Set(packets.map((p) => ids.wordsOff(idOf(p, ids))));
  // Where it lists them all, another one is about something else.
  if ([...known].every((id) => listed.has(id))) return [];
  return markdown.filter((path) => {
    const name = nameOf(path);
    if (first.includes(path) || packets.includes(path) || !(named.test(name) || name.toLowerCase() === nameOf(one).toLowerCase()))
      return false;
    const mine = new Set(idsListed(survey, path, dialect));
    if (![...mine].some((id) => known.has(ids.wordsOff(id))) || [...mine].some((id) => listed.has(id))) return false;
    for (const id of mine) listed.add(id);
    return true;
  });
}
