/** Files beside a packet that are called by its id and say what came of it: `TASK-12-HANDOFF.md`. For `gatehouse init` alone. */
import { globMatcher, literalGlob } from '#core/glob';
import type { Setting } from '#core/init';
import { folderOf, stemOf } from '#core/paths';
import type { RelPath } from '#core/text';
import type { PacketsDialect } from '../model/dialect/dialect';

/** What such a file is, at the end of its name. */
const ending =
  /[-_.](?:hand-?off|hand-?over|(?:\p{L}+[-_])?(?:reviews?|reports?|results?|notes?|summary|close-?out|completion|retro|retrospective|feedback|log|evidence|checklist|prompt|brief|kick-?off))$/iu;

/** A folder of such files, which have the names of the packets themselves: `handoffs/TASK-12.md`. */
const apart =
  /(?:^|[/_.-])(?:hand-?offs?|hand-?overs?|reviews?|reports?|results?|notes|logs?|evidence|checklists?|prompts?|close-?outs?|retros?|feedback)$/iu;

/** Those of the files that belong to another one: in the same folder, by its name without the ending, or in a folder of their own. */
export function companionsIn(files: readonly RelPath[]): ReadonlySet<RelPath> {
  const stems = new Map<RelPath, string[]>();
  const elsewhere = new Set(files.filter((path) => !apart.test(folderOf(path))).map(stemOf));
  for (const path of files)
    if (!ending.test(stemOf(path))) stems.set(folderOf(path), [...(stems.get(folderOf(path)) ?? []), stemOf(path)]);
  return new Set(
    files.filter((path) => {
      const base = stemOf(path).replace(ending, '');
      if (apart.test(folderOf(path)) && /\d/.test(base) && elsewhere.has(stemOf(path))) return true;
      // A word alone is no id: `LOGIN-notes` and `LOGIN`.
      if (base === stemOf(path) || !/\d/.test(base)) return false;
      return (stems.get(folderOf(path)) ?? []).some(
        (s) => s === base || (s.startsWith(base) && /^[-_.]/.test(s.slice(base.length))),
      );
    }),
  );
}

/** Takes companions out of the globs of packets, by how their names end; and what ends so and is no packet. */
export function leaveCompanionsOut(
  settings: Setting[],
  companions: ReadonlySet<RelPath>,
  others: readonly RelPath[],
  { paths }: PacketsDialect,
): void {
  const i = settings.findIndex((s) => s.key[0] === 'paths' && s.key[1] === 'packet');
  const own = settings[i];
  const globs = own ? [own.value].flat().map(String) : paths.packet;
  const taken = [...new Set([...companions, ...others.filter((p) => ending.test(stemOf(p)))])].filter(globMatcher(globs));
  if (taken.length === 0) return;
  const globOf = (path: RelPath): string =>
    `!${folderOf(path) === '' ? '' : `${literalGlob(folderOf(path))}/`}*${literalGlob(apart.test(folderOf(path)) ? '' : (ending.exec(stemOf(path))?.[0] ?? ''))}.md`;
  const value = [...globs, ...new Set(taken.map(globOf))];
  if (own) settings[i] = { ...own, value };
  else settings.push({ key: ['paths', 'packet'], value, because: `${taken[0]} says what came of a packet.` });
}
