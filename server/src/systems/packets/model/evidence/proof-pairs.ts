/** Which rows of evidence speak of which DONE_MEANS. Source: SYSTEMS.md §1: by number, else quoted text, else the best match. */
import { inRegExp } from '#core/pattern';
import { remembered } from '#core/remember';
import type { EvidenceRow } from './evidence';

interface Wanted {
  readonly text: string;
  readonly number: number;
}
interface Offered {
  readonly requirement: string;
  readonly number: number | undefined;
  readonly anchors?: readonly { readonly id: string }[];
  readonly code?: readonly { readonly path: string }[];
}

/** Words that stand in any requirement. */
const usual = new Set(
  'the and for with that this from into are is be been was were not all any its via per has have must should shall will can when does it of to in on at by as or an a'.split(
    ' ',
  ),
);

/** A requirement as it compares. */
class Compared {
  readonly plain: string;
  #words: ReadonlySet<string> | undefined;

  constructor(text: string) {
    this.plain = text
      .toLowerCase()
      .replace(isAscii(text) ? /[^a-z0-9]+/g : /[^\p{L}\p{N}]+/gu, ' ')
      .trim();
  }

  /** The words that tell something, cut down. */
  get words(): ReadonlySet<string> {
    if (!this.#words) {
      const out = new Set<string>();
      for (const w of this.plain.split(' ')) if (w.length > 1 && !usual.has(w)) out.add(w.length > 5 ? w.slice(0, 5) : w);
      this.#words = out;
    }
    return this.#words;
  }
}

const isAscii = (text: string): boolean => /^[\0-\x7f]*$/.test(text);

/** Reader and rules pair the same requirements one after another. */
const compared = remembered((text) => new Compared(text), 200, 2000);

/** For each wanted one the rows that speak of it, in order. A row speaks of one thing. */
export function pairs<R extends Offered = EvidenceRow>(wanted: readonly Wanted[], rows: readonly R[]): readonly (readonly R[])[] {
  const out: R[][] = wanted.map(() => []);
  if (rows.length === 0) return out;
  const all = wanted.map((w) => compared(w.text));
  const named: R[] = [];
  const loose: { readonly row: R; readonly words: ReadonlySet<string> }[] = [];
  for (const row of rows) {
    const mine = compared(row.requirement);
    const text = mine.plain;
    const quoted =
      text.length < 8
        ? -1
        : all.findIndex(
            ({ plain: t }) => t === text || (text.length >= 16 && t.includes(text)) || (t.length >= 16 && text.includes(t)),
          );
    const numbered = row.number === undefined ? -1 : wanted.findIndex((w) => w.number === row.number);
    const opening = quoted >= 0 ? -1 : openedAlike(row.requirement, wanted);
    if (quoted >= 0) out[quoted]?.push(row);
    else if (opening >= 0) out[opening]?.push(row);
    else if (numbered >= 0 && (text === '' || !betterElsewhere(mine.words, all, numbered))) out[numbered]?.push(row);
    else if (text !== '') loose.push({ row, words: mine.words });
    else if (row.number === undefined) named.push(row);
  }
  // A row that says no more than its anchor is about what names it, and about the next of those when there are more.
  for (const row of named) {
    const ids = row.anchors?.map(({ id }) => new RegExp(String.raw`(?<![\w.-])A?${inRegExp(id)}(?![\w-]|\.\d)`, 'i')) ?? [];
    const naming = wanted.flatMap((w, i) => (ids.some((id) => id.test(w.text)) ? [i] : []));
    const i = naming.find((n) => out[n]?.length === 0) ?? naming[0];
    if (i !== undefined) out[i]?.push(row);
  }
  // The best first, so that a row that fits two goes where it fits better.
  if (loose.length === 0) return out;
  const scored: { readonly row: R; readonly i: number; readonly score: number }[] = [];
  for (const { row, words } of loose)
    for (const [i, w] of all.entries()) {
      const score = likeness(words, w.words) + (namesIt(row, i, wanted) ? 0.35 : 0);
      if (score >= 0.34) scored.push({ row, i, score });
    }
  scored.sort((a, b) => b.score - a.score);
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

/** `2.3.1 Sessions: …` speaks of the one item that opens with this number, or with `2.3.1.x`. */
function openedAlike(requirement: string, wanted: readonly Pick<Wanted, 'text'>[]): number {
  const id = opener.exec(requirement)?.[1];
  if (id === undefined) return -1;
  const alike = wanted.flatMap((w, i) => (opener.exec(w.text)?.[1] === id ? [i] : []));
  return alike.length === 1 ? (alike[0] as number) : -1;
}
const opener = /^[^\p{L}\p{N}]*A?(\d+(?:\.\d+)+)(?![\w-])/u;

/** Whether a row has to do with one item and no other: it opens with the same section, cites the file, or names something in the code, that this one alone names. */
export const speaksOf = (row: Offered, at: number, wanted: readonly Pick<Wanted, 'text'>[]): boolean =>
  openedAlike(row.requirement, wanted) === at || namesIt(row, at, wanted);

const namesIt = (row: Offered, at: number, wanted: readonly Pick<Wanted, 'text'>[]): boolean =>
  namesPlace(row, at, wanted) || namesCode(row, at, wanted);

/** The item names the very file that the row cites, and no other item does. */
function namesPlace({ code = [] }: Offered, at: number, wanted: readonly Pick<Wanted, 'text'>[]): boolean {
  return code.some(({ path }) => path.includes('.') && wanted.every((w, i) => w.text.includes(path) === (i === at)));
}

/** What code calls something: `LoginRequest`, `validate_login`. */
const called = /\b(?:(?:[A-Z][a-z0-9]+){2,}|[a-z][a-z0-9]*(?:[A-Z][a-z0-9]+)+|[A-Za-z0-9]+(?:_[A-Za-z0-9]+)+)\b/g;

/** The row names something in the code that the item names, too, and no other item does. */
function namesCode({ requirement }: Offered, at: number, wanted: readonly Pick<Wanted, 'text'>[]): boolean {
  const text = (wanted[at] as Pick<Wanted, 'text'>).text;
  return (requirement.match(called) ?? []).some(
    (name) => isNamedIn(text, name) && wanted.every((w, i) => i === at || !isNamedIn(w.text, name)),
  );
}

const isNamedIn = (text: string, name: string): boolean =>
  text.includes(name) && new RegExp(String.raw`\b${inRegExp(name)}\b`).test(text);

function betterElsewhere(mine: ReadonlySet<string>, all: readonly Compared[], at: number): boolean {
  const here = likeness(mine, (all[at] as Compared).words);
  return here < 0.2 && all.some((w, i) => i !== at && likeness(mine, w.words) >= 0.5);
}

/** How much of the shorter is in the other, dampened where one is much longer. */
function likeness(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  if (a.size === 0 || b.size === 0) return 0;
  let both = 0;
  for (const w of a) if (b.has(w)) both++;
  const least = Math.min(a.size, b.size);
  return both < Math.min(2, least) ? 0 : (both / least) * (0.5 + (0.5 * least) / Math.max(a.size, b.size));
}
