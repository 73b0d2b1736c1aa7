/** Names that headings of a Markdown document have in links, as GitHub makes them. */
import { fenceAfter } from './fences';
import { remembered } from './remember';

const none: readonly never[] = [];

/** Without its duplicates' numbers. @param heading what stands in it, as written: `2.3 *Storage* — [rules](a.md)` */
export function slugOf(heading: string): string {
  const said = /[[<&_]/.test(heading) ? unmarked(heading) : heading;
  const lower = said.trim().toLowerCase();
  // Most headings are ASCII, and tables of all letters are slow.
  const kept = isAscii.test(lower) ? lower.replace(/[^\w\- ]+/g, '') : lower.replace(/[^\p{L}\p{M}\p{N}\p{Pc}\- ]/gu, '');
  return kept.replaceAll(' ', '-');
}

const isAscii = /^[\0-\x7f]*$/;

/** Without links, images, HTML and underscores of emphasis. */
const unmarked = (heading: string): string =>
  heading
    .replace(/!\[[^\]]*\](?:\([^)]*\)|\[[^\]]*\])?/g, '')
    .replace(/\[([^\]]*)\](?:\([^)]*\)|\[[^\]]*\])/g, '$1')
    .replace(/<\/?[A-Za-z][^<>]*>|<!--[\s\S]*?-->/g, '')
    .replace(/&(?:[a-z]+|#\d+);/gi, '')
    .replace(/(?<![\p{L}\p{N}\\])_{1,3}(?=\S)|(?<=[^\s\\])_{1,3}(?![\p{L}\p{N}])/gu, '');

/** All names of a document: its headings' in order, the second of the same name with `-1`, and the ids of its HTML, in lower case. */
export function linkNames(headings: readonly string[], ids: readonly string[]): ReadonlySet<string> {
  const names = new Set<string>();
  const counts = new Map<string, number>();
  for (const heading of headings) {
    const slug = slugs(heading);
    let n = counts.get(slug) ?? 0;
    let name = n === 0 ? slug : `${slug}-${n}`;
    while (names.has(name)) name = `${slug}-${++n}`;
    counts.set(slug, n + 1);
    names.add(name);
  }
  for (const id of ids) names.add(id);
  return names;
}

const slugs = remembered(slugOf, 20_000, 200);

/** The ids of a text's HTML, in lower case. */
export function idsIn(text: string): readonly string[] {
  if (!text.includes('id=') && !text.includes('name=')) return none;
  return [...text.matchAll(/<[A-Za-z][^<>]*?\s(?:id|name)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))/g)].map((m) =>
    (m[1] ?? m[2] ?? m[3] ?? '').toLowerCase(),
  );
}

/**
 * The headings of a text that nobody has parsed. What stands in a fence is none; for the rest it is better to see one too many:
 * nobody is told that a heading is missing which is there.
 */
export function headingsIn(text: string): readonly string[] {
  const out: string[] = [];
  let fence: string | undefined;
  let before = '';
  for (const line of text.split(/\r\n|\n|\r/)) {
    const after = fenceAfter(line, fence);
    if (after !== undefined || fence !== undefined) fence = after;
    else {
      const atx = /^[ \t>*+-]*#{1,6}(?:[ \t]+(.*?))?(?:[ \t]+#+)?[ \t]*$/.exec(line);
      if (atx) out.push(atx[1] ?? '');
      else if (/^ {0,3}(?:=+|-+)[ \t]*$/.test(line) && before.trim() !== '') out.push(before.trim());
    }
    before = line;
  }
  return out;
}

/** The names of a text that nobody has parsed. */
export const linkNamesIn = (text: string | undefined): readonly string[] | undefined =>
  text === undefined ? undefined : [...linkNames(headingsIn(text), idsIn(text))];

/** Of a document's names, as `linkNames` gives them, the one that a wrong one must mean: the same letters, otherwise put together. */
export function meantName(wrong: string, names: Iterable<string>): string | undefined {
  const wanted = lettersAlone(wrong);
  let found: string | undefined;
  for (const name of names) {
    if (name.length < wanted.length || !mayBegin(name, wanted) || lettersAlone(name) !== wanted) continue;
    if (found !== undefined) return undefined;
    found = name;
  }
  return found;
}

const lettersAlone = (s: string): string => s.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '');

/** Cheap, for a document has thousands of names: false where the first letters differ. */
function mayBegin(name: string, wanted: string): boolean {
  for (let at = 0, of = 0; at < name.length && of < 4 && of < wanted.length; at++) {
    const unit = name.charCodeAt(at);
    if (unit > 127) return true;
    if (unit === wanted.charCodeAt(of)) of++;
    else if ((unit >= 48 && unit <= 57) || (unit >= 97 && unit <= 122)) return false;
  }
  return true;
}
