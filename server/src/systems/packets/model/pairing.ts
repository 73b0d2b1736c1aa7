/**
 * Which proof belongs to which requirement. Source: SYSTEMS.md §1, `done-means-untested`.
 *
 * By number, else by quoted text, else by the words that both have: rows of evidence one to one, the best match first;
 * a test of the plan may prove several.
 */

export interface Requirement {
  readonly text: string;
  readonly number: number;
}

export interface Proof {
  readonly text: string;
  /** The requirement's number that it stands beside. */
  readonly number: number | undefined;
  /** `row`: evidence for one requirement. `test`: of the plan. `suite`: a test whose name does not tell what it tests. */
  readonly is: 'row' | 'test' | 'suite';
}

/** `maybe`: a whole suite is run, which may hold its test, or a row has one word of it. */
export type Proved = 'yes' | 'maybe' | 'no';

/** For each requirement, whether one of the proofs is about it. */
export function pair(requirements: readonly Requirement[], proofs: readonly Proof[]): readonly Proved[] {
  const wanted = requirements.map((r) => ({ ...r, words: contentWords(r.text), plain: plain(r.text) }));
  const given = proofs.map((p) => ({
    ...p,
    words: contentWords(p.text),
    quotes: quoted(p.text),
    numbers: new Set([...numbersIn(p.text, requirements.length), ...(p.number === undefined ? [] : [p.number])]),
  }));
  const result = wanted.map((r): Proved => {
    if (given.some((p) => p.numbers.has(r.number))) return 'yes';
    if (given.some((p) => p.quotes.some((q) => r.plain.includes(q) || q.includes(r.plain)))) return 'yes';
    return given.some((p) => p.is !== 'row' && shares(r.words, p.words) > 0) ? 'yes' : 'no';
  });
  const rows = given.filter((p) => p.is === 'row' && p.numbers.size === 0);
  const open = wanted.map((r, i) => ({ r, i })).filter(({ i }) => result[i] === 'no');
  const matches = open
    .flatMap(({ r, i }) =>
      rows.map((row, j) => ({ i, j, common: shares(r.words, row.words), of: Math.min(r.words.size, row.words.size) })),
    )
    .filter((m) => m.common > 0)
    .sort((a, b) => b.common - a.common || a.of - b.of);
  const taken = new Set<number>();
  for (const m of matches) {
    if (taken.has(m.j) || result[m.i] !== 'no') continue;
    taken.add(m.j);
    result[m.i] = m.common > 1 || m.common === m.of ? 'yes' : 'maybe';
  }
  const suite = proofs.some((p) => p.is === 'suite');
  return result.map((r) => (r === 'no' && suite ? 'maybe' : r));
}

/** `DONE_MEANS 3`, `DM-2`, `AC 1, 4`, `items 1-3`. */
function numbersIn(text: string, most: number): readonly number[] {
  const out: number[] = [];
  const named =
    /\b(?:DONE[_ ]?MEANS|DM|AC|REQ(?:UIREMENT)?S?|items?|criteri(?:on|a)|done)\s*[-_#:.]?\s*#?(\d+(?:\s*(?:,|&|\+|-|–|and|to|und|bis)\s*#?\d+)*)/gi;
  for (const m of text.matchAll(named)) {
    for (const range of (m[1] as string).split(/,|&|\+|and|und/)) {
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

function shares(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  let n = 0;
  for (const w of a) if (b.has(w)) n++;
  return n;
}
