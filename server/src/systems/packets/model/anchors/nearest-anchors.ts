/** Which anchors are most like one that is gone. */
import { query } from '#core/look';
import { remembered } from '#core/remember';
import type { Known } from '#core/symbols';
import type { RelPath } from '#core/text';
import { isTag } from './anchors';
import type { Citation } from './citing';

/** A text taken apart. Two that have a part in common have a bit in common in each of the marks; few others do. */
interface Parts {
  readonly parts: readonly string[];
  readonly marks: Marks;
}

type Marks = readonly [number, number, number];

/** An anchor as it is compared. */
interface Compared {
  readonly segments: Parts;
  readonly words: Parts;
}

// Of every anchor and title of the spec, for every citation that is looked for: taken apart once.
/** `HSK`, `JOB`, `100`; `REQ`, `12`. */
const segmentsOf = remembered((id): Parts => {
  const parts = id.split(/[.-]|(?<=\D)(?=\d)/);
  return { parts, marks: marksOf(parts.slice(0, 1)) };
});
const wordsOf = remembered(
  (title): Parts => {
    // `AuthClient` is the “Auth Client” of a title.
    const parts =
      title
        .replace(/\p{Ll}(?=\p{Lu})/gu, '$& ')
        .toLowerCase()
        // A number says no more than that something was counted: `FR-EVT-002` is not about what `CX-DBP-002` is.
        .match(/(?=\p{N}*\p{L})[\p{L}\p{N}]{3,}/gu) ?? [];
    return { parts, marks: marksOf(parts) };
  },
  10_000,
  200,
);

/** By how each begins and ends, by its middle and its length: to read all of it would take longer than it saves. */
function marksOf(parts: readonly string[]): Marks {
  let [a, b, c] = [0, 0, 0];
  for (const part of parts) {
    const n = part.length;
    a |= 1 << (part.charCodeAt(0) & 31);
    b |= 1 << (part.charCodeAt(n - 1) & 31);
    c |= 1 << ((part.charCodeAt(n >> 1) + n) & 31);
  }
  return [a, b, c];
}

const compared = ({ id, title }: Pick<Citation, 'id' | 'title'>): Compared => ({
  segments: segmentsOf(id),
  words: wordsOf(title),
});

/** How alike two anchors are: by number, then by title. Larger is nearer; 0 is not at all. */
export const likeness = (c: Pick<Citation, 'id' | 'title'>, id: string, title: string): number =>
  score(compared(c), compared({ id, title }));

const score = (a: Compared, b: Compared): number => {
  const titled = a.words.parts.length > 0 ? shared(a.words.parts, b.words.parts) : 0;
  return titled * (titled > SAME_TITLE ? 4 : 0.5) + byNumber(a.segments.parts, b.segments.parts);
};

/** With no more of their words in common two titles are hardly about the same: the number says more. */
const SAME_TITLE = 1 / 2;

function byNumber(a: readonly string[], b: readonly string[]): number {
  let same = 0;
  while (same < a.length && same < b.length && a[same] === b[same]) same++;
  // Of those beside it the closest: 2.3.4 is nearer to 2.3.3 than to 2.3.1.
  const aside = a.length === b.length && same === a.length - 1 ? Math.abs(Number(a[same]) - Number(b[same])) : Number.NaN;
  return same / Math.max(a.length, b.length) + (Number.isNaN(aside) ? 0 : 0.2 / (1 + aside));
}

const shared = (a: readonly string[], b: readonly string[]): number =>
  a.filter((w) => b.includes(w)).length / Math.max(1, Math.max(a.length, b.length));

/** What is less alike is no help. */
const LEAST = 0.3;
const MOST = 3;

/**
 * The three anchors of a spec most like a citation, best first, by number and title.
 * Asked by `[spec, id, title]` as JSON: a renamed anchor is looked for once, not once for each of its citations.
 */
export const nearestAnchors = query<readonly { readonly id: string; readonly title: string }[], string>(
  'packets/nearest-anchors',
  (look, arg) => {
    const [spec, id, title] = JSON.parse(arg) as [RelPath, string, string];
    const mine = compared({ id, title });
    return likely(look.all('anchor'), mine)
      .filter((d) => d.path === spec && d.data.by !== 'item' && isTag(d.name) === isTag(id))
      .map((d) => ({ id: d.name, title: d.data.title, score: score(mine, compared({ id: d.name, title: d.data.title })) }))
      .filter((d) => d.score > LEAST)
      .sort((a, b) => b.score - a.score || (a.id < b.id ? -1 : 1))
      .slice(0, MOST)
      .map(({ id: near, title: named }) => ({ id: near, title: named }));
  },
);

/** The marks of all anchors of one state, for as many as are looked for in it: three numbers each. */
const marked = new WeakMap<readonly Known<'anchor'>[], Int32Array>();

/** Those that have the first segment or a word in common, and few others: what has neither comes to 0.2 at most. */
function likely(all: readonly Known<'anchor'>[], mine: Compared): readonly Known<'anchor'>[] {
  let marks = marked.get(all);
  if (!marks) {
    marks = new Int32Array(all.length * 3);
    for (let i = 0, at = 0; i < all.length; i++) {
      const { name, data } = all[i] as Known<'anchor'>;
      for (const mark of both(compared({ id: name, title: data.title }))) marks[at++] = mark;
    }
    marked.set(all, marks);
  }
  const [a, b, c] = both(mine);
  const out: Known<'anchor'>[] = [];
  for (let i = 0, at = 0; i < all.length; i++, at += 3)
    if (((marks[at] as number) & a) !== 0 && ((marks[at + 1] as number) & b) !== 0 && ((marks[at + 2] as number) & c) !== 0)
      out.push(all[i] as Known<'anchor'>);
  return out;
}

const both = ({ segments: { marks: a }, words: { marks: b } }: Compared): Marks => [a[0] | b[0], a[1] | b[1], a[2] | b[2]];
