/**
 * Whether a plan has a test for each requirement. Source: SYSTEMS.md §1, `done-means-untested`.
 *
 * By number, else by quoted text, else by the words that both have; a test may prove several. Rows of evidence are
 * paired in `proof-pairs`.
 */

export interface Requirement {
  readonly text: string;
  readonly number: number;
}

export interface Test {
  readonly text: string;
  /** Its name does not tell what it tests: a whole suite, a recipe, a script. */
  readonly suite: boolean;
}

/** `maybe`: a whole suite is run, which may hold its test. */
export type Tested = 'yes' | 'maybe' | 'no';

/** For each requirement, whether one of the tests is about it. */
export function tested(requirements: readonly Requirement[], tests: readonly Test[]): readonly Tested[] {
  const given = tests.map((t) => ({
    words: contentWords(t.text),
    quotes: quoted(t.text),
    numbers: new Set(numbersIn(t.text, requirements)),
  }));
  const suite = tests.some((t) => t.suite);
  return requirements.map((r): Tested => {
    const words = contentWords(r.text);
    const text = plain(r.text);
    const proves = given.some(
      (t) =>
        t.numbers.has(r.number) ||
        t.quotes.some((q) => text.includes(q) || q.includes(text)) ||
        [...words].some((w) => t.words.has(w)),
    );
    return proves ? 'yes' : suite ? 'maybe' : 'no';
  });
}

/** `DONE_MEANS 3`, `DM-2`, `AC 1, 4`, `items 1-3`. */
function numbersIn(text: string, requirements: readonly Requirement[]): readonly number[] {
  const out: number[] = [];
  if (/^(?:all|alle)$/im.test(text)) return requirements.map((r) => r.number);
  const most = Math.max(...requirements.map((r) => r.number));
  const list = String.raw`#?(\d+(?:\s*(?:,|&|\+|-|–|and|to|und|bis)\s*#?\d+)*)`;
  // Named, or a line of nothing else: a cell.
  const named = new RegExp(
    String.raw`\b(?:DONE[_ ]?MEANS|DM|AC|REQ(?:UIREMENT)?S?|items?|criteri(?:on|a)|done)\s*[-_#:.]?\s*${list}|^\s*${list}\s*$`,
    'gim',
  );
  for (const m of text.matchAll(named)) {
    for (const range of ((m[1] ?? m[2]) as string).split(/,|&|\+|and|und/)) {
      const [from, to] = [...range.matchAll(/\d+/g)].map((n) => Number(n[0]));
      if (from !== undefined && from <= most) for (let n = from; n <= Math.min(to ?? from, most); n++) out.push(n);
    }
  }
  return out;
}

/** Quotations of several words: one word in quotes is a name. */
const quoted = (text: string): readonly string[] =>
  [...text.matchAll(/"([^"]{6,})"|“([^”]{6,})”|„([^“]{6,})“/g)]
    .map((m) => plain(m[1] ?? m[2] ?? m[3] ?? ''))
    .filter((q) => q.split(' ').length > 1);

const plain = (text: string): string =>
  text
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
    .toLowerCase();

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
  const split = text.replace(/(\p{Ll}|\d)(\p{Lu})/gu, '$1 $2').replace(/(\p{Lu})(\p{Lu}\p{Ll})/gu, '$1 $2');
  const words = split.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
  return new Set(
    words
      .filter((w) => (w.length > 2 || /\p{Lo}/u.test(w)) && !common.has(w))
      .map(stem)
      .filter((w) => !common.has(w)),
  );
}

/** `validated`, `validates`, `validation` are one. */
function stem(word: string): string {
  if (word.length < 5 || /\d/.test(word)) return word;
  const cut = word.replace(/(?:ations?|ators?|ating|ated?|ates|ions?|ings?|ers?|ed|es|e|s)$/, '');
  return cut.length >= 3 ? cut : word;
}
