/**
 * Whether a plan has a test for each requirement. Source: SYSTEMS.md §1, `done-means-untested`.
 *
 * By number, else by quoted text, else by the words that both have; a test may prove several. Rows of evidence are
 * paired in `proof-pairs`.
 */

import { detach, plainWords } from '#core/text';

/** An item of DONE_MEANS. Its number is the written one, else its place from 1. */
export interface Requirement {
  readonly text: string;
  readonly number: number;
}

/** An item of TEST_PLAN. */
export interface Test {
  readonly text: string;
  /** Its name does not tell what it tests: a whole suite, a recipe, a script. */
  readonly suite: boolean;
}

/** `maybe`: a whole suite is run, which may hold its test, or the requirement is in another language than names of tests are. */
export type Tested = 'yes' | 'maybe' | 'no';

/** For each requirement, whether one of the tests is about it. */
export function tested(requirements: readonly Requirement[], tests: readonly Test[]): readonly Tested[] {
  const numbers = new Set<number>();
  const words = new Set<string>();
  const quotes: string[] = [];
  for (const { text } of tests) {
    for (const n of numbersIn(text, requirements)) numbers.add(n);
    for (const w of contentWords(text)) words.add(w);
    quotes.push(...quoted(text));
  }
  let suite: boolean | undefined;
  return requirements.map((r): Tested => {
    const proves = numbers.has(r.number) || shares(contentWords(r.text), words) || isQuoted(r.text, quotes);
    if (proves) return 'yes';
    suite ??= tests.some((t) => t.suite);
    return suite || foreign.test(r.text) ? 'maybe' : 'no';
  });
}

function shares(some: ReadonlySet<string>, others: ReadonlySet<string>): boolean {
  for (const w of some) if (others.has(w)) return true;
  return false;
}

function isQuoted(written: string, quotes: readonly string[]): boolean {
  if (quotes.length === 0) return false;
  const text = plainWords(written);
  return quotes.some((q) => text.includes(q) || q.includes(text));
}

/** `DONE_MEANS 3`, `DM-2`, `AC 1, 4`, `items 1-3`. */
function numbersIn(text: string, requirements: readonly Requirement[]): readonly number[] {
  if (/^\W*(?:all|alle)\W*$/im.test(text)) return requirements.map((r) => r.number);
  if (!/\d/.test(text)) return none;
  const most = Math.max(...requirements.map((r) => r.number));
  const out: number[] = [];
  for (const m of text.matchAll(numbered))
    for (const range of ((m[1] ?? m[2]) as string).split(/,|&|\+|and|und/)) {
      const [from, to] = [...range.matchAll(/\d+/g)].map((n) => Number(n[0]));
      if (from !== undefined) for (let n = from; n <= Math.min(to ?? from, most); n++) out.push(n);
    }
  return out;
}

const none: readonly never[] = [];
const list = String.raw`#?(\d+(?:\s*(?:,|&|\+|-|–|and|to|und|bis)\s*#?\d+)*)`;
/** A requirement in another language than English, in which names of tests are written. */
const foreign = /(?![\0-\x7f])\p{L}|\b(?:der|die|das|und|wird|werden|ist|sind|nicht|les|une|est|sont|los|las|una|para)\b/iu;
/** After a word for requirements, or on a line of nothing else: a cell. */
const numbered = new RegExp(
  String.raw`\b(?:DONE[_ ]?MEANS|DM|AC|REQ(?:UIREMENT)?S?|items?|criteri(?:on|a)|done)\s*[-_#:.]?\s*${list}|^\s*${list}\s*$`,
  'gim',
);

/** Quotations of several words: one word in quotes is a name. */
const quoted = (text: string): readonly string[] =>
  !/["“„]/.test(text)
    ? none
    : [...text.matchAll(/"([^"]{6,})"|“([^”]{6,})”|„([^“]{6,})“/g)]
        .map((m) => plainWords(m[1] ?? m[2] ?? m[3] ?? ''))
        .filter((q) => q.split(' ').length > 1);

/** Words that stand in requirements and tests of any kind, and so pair nothing. */
const common = new Set(
  `about after all also and any api app are back backend based been before being both build but can check code command correct correctly could data
does done each error ensure every exist expect fail file for from frontend get given has have http https http implement include input into integration its json just list localhost
made main make manifest may method more most must name new non not number off one only other output out over pass path per post put read require respond response
result return run same script set should show spec src such support system task test than that the their them then there this throws through time toml two type unit
update use user using valid validate value verify via was way well were when where which while will with without work write yes
als auf aus bei bis das dass dem den der des die ein eine einem einen einer für hat ist kann mit nach nicht nur oder ohne sich sie sind und von vor werden wie wird zum zur über`.split(
    /\s+/,
  ),
);

/** What a text is about: its words and the parts of its names, cut down to their stems. */
export function contentWords(text: string): ReadonlySet<string> {
  const out = new Set<string>();
  for (const word of text.match(ascii.test(text) ? asciiWords : anyWords) ?? []) {
    const cut = contentOf(word);
    if (cut !== '') out.add(cut);
  }
  return out;
}

const ascii = /^[\0-\x7f]*$/;
const asciiWords = /[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+/g;
const anyWords = /\p{Lu}+(?!\p{Ll})|\p{Lu}?\p{Ll}+|\p{Lo}+|\d+/gu;

/** The same few thousand words come again and again. */
const known = new Map<string, string>();

/** The stem of a word, empty for one that tells nothing. */
function contentOf(word: string): string {
  let found = known.get(word);
  if (found !== undefined) return found;
  const low = word.toLowerCase();
  const cut = (word.length < 3 && !/\p{Lo}/u.test(word)) || common.has(low) ? '' : stem(low);
  found = common.has(cut) ? '' : detach(cut);
  if (known.size > 10_000) known.clear();
  known.set(detach(word), found);
  return found;
}

/** `validated`, `validates`, `validation` are one. */
function stem(word: string): string {
  if (word.length < 5 || /\d/.test(word)) return word;
  const cut = word.replace(/(?:ations?|ators?|ating|ated?|ates|ions?|ings?|ers?|ed|es|e|s)$/, '');
  return cut.length >= 3 ? cut : word;
}
