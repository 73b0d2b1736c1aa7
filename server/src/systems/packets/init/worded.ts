/** What reads like packets and is called by words alone: told, or read by the names of its files. For `gatehouse init` alone. */
import { globMatcher } from '#core/glob';
import type { Setting, Survey } from '#core/init';
import { folderOf, stemOf } from '#core/paths';
import type { RelPath } from '#core/text';
import type { PacketsDialect } from '../model/dialect/dialect';
import { hasHouse, type IdForms, idForms, idOf } from '../model/dialect/id-form';
import { BY_NAME } from '../model/dialect/id-number';
import { formOf } from './called';
import { isNamed } from './packet-score';
import { stateFolder } from './places';
import { areListed } from './tasks';

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

/** Fewer files than this are no habit. */
const ENOUGH = 3;

/**
 * That packets are called by the names of their files: a page lists them by state, or they call themselves so. Undefined: nobody does, and
 * what reads like packets may be anything.
 * @param words files that read like packets and are called by words alone
 */
export function calledByName(
  survey: Survey,
  markdown: readonly RelPath[],
  words: readonly RelPath[],
  dialect: PacketsDialect,
): Setting | undefined {
  const names = new Set(words.map(stemOf));
  // A name that two files have tells them apart no more than it would a board.
  if (words.length < ENOUGH || names.size < words.length || words.some((p) => !idForms([BY_NAME]).is(stemOf(p))))
    return undefined;
  const selves = words.filter((p) => callsItself(survey.text(p) ?? '', stemOf(p))).length;
  const how = dialect.ids.byName
    ? 'gatehouse.yaml says so'
    : areListed(survey, markdown, words, BY_NAME, dialect)
      ? 'a page lists them by state'
      : selves >= words.length * NEARLY_ALL
        ? `${selves} of them say so themselves`
        : undefined;
  return how === undefined
    ? undefined
    : {
        key: ['ids'],
        value: [BY_NAME],
        because: `${words.length} packets are called by words alone, such as ${words[0]}, and ${how}`,
      };
}

const kebab = (text: string): string =>
  text
    .toLowerCase()
    .match(/[\p{L}\p{M}\p{N}]+/gu)
    ?.join('-') ?? '';

/** Whether its title, or a field that is called so, is its file's name: `# Dark mode` in `dark-mode.md`. */
function callsItself(text: string, stem: string): boolean {
  const title = /^#[ \t]+(\S[^\n]*?)[ \t]*$/m.exec(text)?.[1];
  if (title !== undefined && kebab(title) === kebab(stem)) return true;
  const own = /^[\s>*+|-]*(?:\w*[_ -])?(?:id|slug|key)\b[\s*_`|]*[:|][\s*_`'"]*([^\s*_`'"|]+)/im.exec(text)?.[1];
  return own === stem;
}
