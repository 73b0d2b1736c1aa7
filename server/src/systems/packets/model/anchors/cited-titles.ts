/** Titles of sections as people write them beside a number: which words tell one section from another. */
import { query } from '#core/look';
import { remembered } from '#core/remember';
import { plainWords, type RelPath } from '#core/text';
import { TAG } from '../dialect/anchor-forms';

/** What is written beside any section: what it is for a packet, not what it is called. */
const remarks = new Set(
  `a an the of for in on to and or with by from per as at is are be its our this that these those all any each every only also see
new updated update enriched enrichment added changed amended existing main body master spec specification section sections chapter anchor
clause item items paragraph part parts must should shall requirement requirements normative binding non primary secondary authority
authoritative reference references law phase pillar step note notes todo tbd draft final current covers covered coverage full partial whole
entire overview details detail general introduction scope rule rules version das der die ein eine und oder von zu im`.split(
    /\s+/,
  ),
);

/** The words of a title that say something, in small letters, without endings of the plural. */
export const titleWords = remembered(
  (title): readonly string[] => wordsIn(title).filter((w) => !remarks.has(w) && !remarks.has(`${w}s`)),
  10_000,
  200,
);

/** All words of a text as they compare; `AuthClient` is two. */
export const wordsIn = (text: string): readonly string[] =>
  text
    .replace(/\p{Ll}(?=\p{Lu})/gu, '$& ')
    .toLowerCase()
    .match(/\p{L}[\p{L}\p{M}]+/gu)
    ?.map((w) => (w.length > 3 ? w.replace(/(?:ies|y|es|s)$/, '') : w)) ?? [];

/** `relief` and `relieves`, `switch` and `switching` are one word here. */
const isSame = (a: string, b: string): boolean => {
  if (a === b) return true;
  const least = Math.min(a.length, b.length);
  return least > 3 && a.slice(0, Math.max(4, least - 2)) === b.slice(0, Math.max(4, least - 2));
};

/** Whether two titles have a word in common, its ending aside. Words as {@link titleWords} gives them. */
export const shareWord = (a: readonly string[], b: readonly string[]): boolean => a.some((w) => b.some((o) => isSame(w, o)));

/** Whether one is the other, a part of it, or what it is a part of. */
export const isRelated = (a: string, b: string): boolean => a === b || a.startsWith(`${b}.`) || b.startsWith(`${a}.`);

/** What stands behind a heading's words without being one of them: `(normative)`, `[CX-DBP-010]` without its brackets. */
const behind = new RegExp(String.raw`(?:\s*(?:\([^()]*\)|(?<![\w-])${TAG}))+\s*$`);

/** The anchors of a spec that have exactly this title, a remark in brackets behind it aside. Asked by `[spec, title]` as JSON, and only where a title does not fit its number. */
export const titledAs = query<readonly string[], string>('packets/titled-as', (look, arg) => {
  const [spec, title] = JSON.parse(arg) as [RelPath, string];
  const wanted = plainWords(title);
  const isSo = (own: string): boolean => plainWords(own) === wanted || plainWords(own.replace(behind, '')) === wanted;
  const named = look.all('anchor').filter((d) => d.path === spec && d.data.by !== 'item' && isSo(d.data.title));
  return [...new Set(named.map((d) => d.name))];
});
