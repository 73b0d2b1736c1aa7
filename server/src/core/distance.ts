/** Levenshtein's distance, in one row. For "did you mean": names are short. */
export function distance(a: string, b: string): number {
  return distanceUpTo(a, b, Number.POSITIVE_INFINITY);
}

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
