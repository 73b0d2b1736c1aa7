/** Levenshtein's distance between names, in UTF-16 units, and the name most like another: for "did you mean". Names are short. */

/** The row of the table that is being filled; longer ones are made as they are needed. */
let row = new Uint32Array(256);

/** The distance where it is at most `most`; else any number that is larger. Cheap where the two have little or nearly all in common. */
export function distanceUpTo(a: string, b: string, most: number): number {
  const far = most + 1;
  if (Math.abs(a.length - b.length) > most) return far;
  // What they have in common at both ends costs nothing.
  let start = 0;
  let endA = a.length;
  let endB = b.length;
  while (start < endA && start < endB && a.charCodeAt(start) === b.charCodeAt(start)) start++;
  while (endA > start && endB > start && a.charCodeAt(endA - 1) === b.charCodeAt(endB - 1)) {
    endA--;
    endB--;
  }
  const rows = endA - start;
  const columns = endB - start;
  if (rows === 0 || columns === 0) return rows + columns;
  if (rows <= WORD) {
    const found = inWords(a, b, start, rows, columns, most);
    if (found !== undefined) return found;
  }
  if (columns >= row.length) row = new Uint32Array(2 * columns);
  for (let j = 0; j <= columns; j++) row[j] = j;
  for (let i = 1; i <= rows; i++) {
    // What lies further from the diagonal costs more than may be.
    const from = Math.max(1, i - most);
    const to = Math.min(columns, i + most);
    const letter = a.charCodeAt(start + i - 1);
    let diagonal = row[from - 1] as number;
    let left = from === 1 ? i : far;
    row[from - 1] = left;
    let least = left;
    for (let j = from; j <= to; j++) {
      const above = row[j] as number;
      let now = letter === b.charCodeAt(start + j - 1) ? diagonal : diagonal + 1;
      if (left + 1 < now) now = left + 1;
      if (j < i + most && above + 1 < now) now = above + 1;
      diagonal = above;
      left = now;
      row[j] = now;
      if (now < least) least = now;
    }
    if (least > most) return far;
  }
  return row[columns] as number;
}

/** So many letters, a bit for each, are compared at a time. */
const WORD = 31;
/** For each letter of ASCII, where the name in hand has it. */
const placesOf = new Int32Array(128);

/**
 * A column of the table at a time, as bits (Myers 1999, as Hyyrö put it in 2003): which neighbours in it are one more, or one less.
 * Undefined: a letter is not of ASCII.
 */
function inWords(a: string, b: string, start: number, rows: number, columns: number, most: number): number | undefined {
  placesOf.fill(0);
  for (let i = 0; i < rows; i++) {
    const letter = a.charCodeAt(start + i);
    if (letter > 127) return undefined;
    placesOf[letter] = (placesOf[letter] as number) | (1 << i);
  }
  const last = 1 << (rows - 1);
  let more = -1;
  let less = 0;
  let now = rows;
  for (let j = 0; j < columns; j++) {
    const letter = b.charCodeAt(start + j);
    if (letter > 127) return undefined;
    const same = placesOf[letter] as number;
    const diagonal = (((same & more) + more) ^ more) | same | less;
    const up = less | ~(diagonal | more);
    const down = diagonal & more;
    if (up & last) now++;
    else if (down & last) now--;
    // Each letter that is left can make it one less.
    if (now - (columns - 1 - j) > most) return most + 1;
    const risen = (up << 1) | 1;
    more = (down << 1) | ~(diagonal | risen);
    less = risen & diagonal;
  }
  return now;
}

/** Which letters a name has, a bit for each of 32 classes: to see without comparing them that two names are not alike. */
export function lettersOf(name: string): number {
  let bits = 0;
  for (let i = 0; i < name.length; i++) bits |= 1 << (name.charCodeAt(i) & 31);
  return bits;
}

/** At least so far are two names from each other that have these letters. */
export function leastBetween(a: number, b: number): number {
  return Math.max(bitsIn(a & ~b), bitsIn(b & ~a));
}

function bitsIn(set: number): number {
  let n = set - ((set >>> 1) & 0x55555555);
  n = (n & 0x33333333) + ((n >>> 2) & 0x33333333);
  return (((n + (n >>> 4)) & 0x0f0f0f0f) * 0x01010101) >>> 24;
}

/** Whether two names are the same but for numbers in them: `v1.2` and `v1.10`. Neither was meant by the other. */
export const isOfOneSeries = (a: string, b: string): boolean => withoutNumbers(a) === withoutNumbers(b);

const withoutNumbers = (name: string): string => name.replace(/\d+/g, '#');

/** The name most like the wanted one, if it is like it at all: at most a third of it differs. */
export function closest(wanted: string, names: Iterable<string>): string | undefined {
  const w = wanted.toLowerCase();
  let best: string | undefined;
  let least = Math.max(2, Math.floor(wanted.length / 3)) + 1;
  for (const name of names) {
    if (name === wanted || Math.abs(name.length - wanted.length) >= least) continue;
    const d = distanceUpTo(w, name.toLowerCase(), least - 1);
    if (d < least) [best, least] = [name, d];
  }
  return best;
}
