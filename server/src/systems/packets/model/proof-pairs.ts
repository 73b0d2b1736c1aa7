/** Which rows of evidence speak of which DONE_MEANS. Source: SYSTEMS.md §1: by number, else quoted text, else the best match. */
import type { EvidenceRow } from './evidence';

interface Wanted {
  readonly text: string;
  readonly number: number;
}
interface Offered {
  readonly requirement: string;
  readonly number: number | undefined;
}

/** Words that stand in any requirement. */
const usual = new Set(
  'the and for with that this from into are is be been was were not all any its via per has have must should shall will can when does it of to in on at by as or an a'.split(
    ' ',
  ),
);

const plain = (text: string): string =>
  text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
const wordsOf = (text: string): ReadonlySet<string> =>
  new Set(
    plain(text)
      .split(' ')
      .filter((w) => w.length > 1 && !usual.has(w))
      .map((w) => (w.length > 5 ? w.slice(0, 5) : w)),
  );

/** For each wanted one the rows that speak of it, in order. A row speaks of one thing. */
export function pairs<R extends Offered = EvidenceRow>(wanted: readonly Wanted[], rows: readonly R[]): readonly (readonly R[])[] {
  const out: R[][] = wanted.map(() => []);
  const texts = wanted.map((w) => plain(w.text));
  const words = wanted.map((w) => wordsOf(w.text));
  const loose: { readonly row: R; readonly words: ReadonlySet<string> }[] = [];
  for (const row of rows) {
    const text = plain(row.requirement);
    const quoted =
      text.length < 8
        ? -1
        : texts.findIndex((t) => t === text || (text.length >= 16 && t.includes(text)) || (t.length >= 16 && text.includes(t)));
    const numbered = row.number === undefined ? -1 : wanted.findIndex((w) => w.number === row.number);
    if (quoted >= 0) out[quoted]?.push(row);
    else if (numbered >= 0 && (text === '' || !betterElsewhere(wordsOf(text), words, numbered))) out[numbered]?.push(row);
    else if (text !== '') loose.push({ row, words: wordsOf(text) });
  }
  // The best first, so that a row that fits two goes where it fits better.
  const scored = loose
    .flatMap(({ row, words: mine }) => words.map((w, i) => ({ row, i, score: likeness(mine, w) })))
    .filter((s) => s.score >= 0.34)
    .sort((a, b) => b.score - a.score);
  const placed = new Set<R>();
  const filled = new Set(out.flatMap((rows, i) => (rows.length > 0 ? [i] : [])));
  // One to one while there are some without, then what is left goes to its best.
  for (const once of [true, false])
    for (const { row, i } of scored) {
      if (placed.has(row) || (once && filled.has(i))) continue;
      placed.add(row);
      filled.add(i);
      out[i]?.push(row);
    }
  return out;
}

function betterElsewhere(mine: ReadonlySet<string>, all: readonly ReadonlySet<string>[], at: number): boolean {
  const here = likeness(mine, all[at] as ReadonlySet<string>);
  return here < 0.2 && all.some((w, i) => i !== at && likeness(mine, w) >= 0.5);
}

/** How much of the shorter is in the other, dampened where one is much longer. */
function likeness(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  if (a.size === 0 || b.size === 0) return 0;
  let both = 0;
  for (const w of a) if (b.has(w)) both++;
  const least = Math.min(a.size, b.size);
  return both < Math.min(2, least) ? 0 : (both / least) * (0.5 + (0.5 * least) / Math.max(a.size, b.size));
}
