/**
 * What a block of lines will cost the parser: counted from its characters, in estimated milliseconds fitted to satteri 0.10.5.
 *
 * A block is what stands between two blank lines. No paragraph is larger; what else a block may be, such as a fence, costs less.
 */

/** Estimated milliseconds. */
const cost = {
  line: 1e-3,
  mark: 3e-4,
  /** By length of the word: what might be part of an address is looked at again from each mark. */
  markInWord: 1e-6,
  /** By length of the line, when it is not all ASCII: columns are counted from its start. */
  markInWideLine: 5e-7,
  /** By length of the block: delimiters and addresses look for where they end, and for each other. */
  partner: 4e-8,
  /** By length of the block: the text is copied at each `&amp;`, and at an address glued to what stands before. Takes memory, too. */
  copy: 1e-6,
} as const;

/** What was counted in a block of lines. */
export interface MarkupCost {
  readonly milliseconds: number;
  readonly marks: number;
  /** How many emphases, or images, are begun within each other: the parser recurses over them. At most; never less than there are. */
  readonly open: number;
}

/** Of a block that is too small to be worth looking into. */
export const costOfLines = (lines: number): MarkupCost => ({ milliseconds: lines * cost.line, marks: 0, open: 0 });

/** @param text whose lines end in `\n` or `\r\n` */
export function costOfBlock(text: string, start: number, end: number): MarkupCost {
  const counts: Counts = { milliseconds: 0, marks: 0, partners: 0, copies: 0, open: 0, images: 0, mostOpen: 0 };
  for (let at = start; at < end; ) {
    const found = text.indexOf('\n', at);
    const stop = found < 0 || found > end ? end : found;
    countLine(text, at, stop, counts);
    at = stop + 1;
  }
  const { milliseconds, marks, partners, copies, mostOpen } = counts;
  const byLength = (end - start) * (partners * cost.partner + copies * cost.copy);
  return { milliseconds: milliseconds + marks * cost.mark + byLength, marks, open: mostOpen };
}

interface Counts {
  milliseconds: number;
  marks: number;
  partners: number;
  copies: number;
  open: number;
  images: number;
  mostOpen: number;
}

const [SPACE, EMPHASIS, MARK, BRACKET, CLOSE, AMPERSAND, ADDRESS, WIDE] = [1, 2, 3, 4, 5, 6, 7, 8] as const;
const kinds = new Uint8Array(128);
[' \t', '*_~', '<`|', '[', ']', '&', ':.@'].forEach((units, i) => {
  for (const unit of units) kinds[unit.charCodeAt(0)] = i + 1;
});

function countLine(text: string, start: number, end: number, counts: Counts): void {
  let marks = 0;
  let marksInWord = 0;
  let word = start;
  let isWide = false;
  for (let i = start; i < end; i++) {
    const unit = text.charCodeAt(i);
    const kind = unit < 128 ? kinds[unit] : WIDE;
    if (kind === 0) continue;
    if (kind === SPACE) {
      if (marksInWord > 0) counts.milliseconds += marksInWord * (i - word) * cost.markInWord;
      marksInWord = 0;
      word = i + 1;
    } else if (kind === WIDE) isWide = true;
    else if (kind === MARK) marks++;
    else if (kind === EMPHASIS) {
      marks++;
      marksInWord++;
      i = endOfRun(text, i, counts) - 1;
    } else if (kind === BRACKET) {
      marks++;
      marksInWord++;
      if (text.charCodeAt(i - 1) === 33) counts.mostOpen = Math.max(counts.mostOpen, ++counts.images);
    } else if (kind === CLOSE) {
      if (counts.images > 0) counts.images--;
    } else if (kind === AMPERSAND) {
      marksInWord++;
      if (isReference(text, i)) counts.copies++;
    } else if (kind === ADDRESS) {
      const address = startOfAddress(text, i, unit);
      if (address === undefined) continue;
      marks++;
      marksInWord += 3;
      counts.partners++;
      if ('`)>]'.includes(text.charAt(address - 1))) counts.copies++;
    }
  }
  counts.milliseconds += cost.line;
  if (marksInWord > 0) counts.milliseconds += marksInWord * (end - word) * cost.markInWord;
  if (isWide) counts.milliseconds += marks * (end - start) * cost.markInWideLine;
  counts.marks += marks;
}

const reference = /&(?:#\d{1,7}|#[xX][\dA-Fa-f]{1,6}|[A-Za-z][\dA-Za-z]{0,31});/y;

function isReference(text: string, at: number): boolean {
  reference.lastIndex = at;
  return reference.test(text);
}

/** Where the address begins, if this is the `.` of `www.`, the `:` of `://` or an `@`. */
function startOfAddress(text: string, at: number, unit: number): number | undefined {
  if (unit === 64) return at;
  if (unit === 46) return text.startsWith('www', at - 3) ? at - 3 : undefined;
  if (!text.startsWith('//', at + 1)) return undefined;
  let start = at;
  while (start > at - 8 && isLetter(text.charCodeAt(start - 1))) start--;
  return start;
}

/** Counts a run of one delimiter, and returns its end. */
function endOfRun(text: string, at: number, counts: Counts): number {
  const unit = text.charCodeAt(at);
  let end = at + 1;
  while (text.charCodeAt(end) === unit) end++;
  const before = side(text.charCodeAt(at - 1));
  const after = side(text.charCodeAt(end));
  // `_` within a word is a letter.
  if (unit === 95 && before === 'word' && after === 'word') return end;
  const opens = after !== 'space' && (after === 'word' || before !== 'word');
  const closes = before !== 'space' && (before === 'word' || after !== 'word');
  if (opens && !closes) counts.open += end - at;
  if (closes && !opens) counts.open = Math.max(0, counts.open - (end - at));
  counts.mostOpen = Math.max(counts.mostOpen, counts.open);
  counts.partners++;
  return end;
}

/** As CommonMark sorts the neighbours of a delimiter. */
function side(unit: number): 'space' | 'word' | 'other' {
  if (unit <= 32 || Number.isNaN(unit)) return 'space';
  if (unit < 128) return isLetter(unit) || (unit >= 48 && unit <= 57) ? 'word' : 'other';
  const character = String.fromCharCode(unit);
  if (/\s/.test(character)) return 'space';
  return /[\p{P}\p{S}\p{Cs}]/u.test(character) ? 'other' : 'word';
}

const isLetter = (unit: number): boolean => (unit >= 65 && unit <= 90) || (unit >= 97 && unit <= 122);
