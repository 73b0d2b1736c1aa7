/**
 * Text, spans and the one line table.
 *
 * Invariant: inside the core a place in a file is a {@link Span} of UTF-16 offsets into the text without its BOM.
 * Lines and columns exist only at the edges, and only {@link LineIndex} makes them.
 */

/** A path relative to the workspace folder, with forward slashes and no leading `./`: `docs/TASK_BOARD.md`. */
export type RelPath = string;

/** A half-open range of UTF-16 offsets, `[start, end)`. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** Whether an offset lies in a span or at either end of it, as a cursor does. */
export const covers = (s: Span, offset: number): boolean => s.start <= offset && offset <= s.end;
/** Whether two spans have an offset in common, one at the end of either counted. */
export const touches = (a: Span, b: Span): boolean => a.start <= b.end && b.start <= a.end;
/** The span so many units further on. */
export const shifted = (s: Span, by: number): Span => (by === 0 ? s : { start: s.start + by, end: s.end + by });

/** A zero-based line and UTF-16 column, the shape LSP uses. */
export interface Place {
  readonly line: number;
  readonly character: number;
}

/** One replacement in one text. Spans of a list of edits refer to the text before any of them, and do not overlap. */
export interface TextEdit {
  readonly at: Span;
  readonly text: string;
}

/** Applies edits in any order. Overlapping edits are a mistake of the caller and throw. */
export function applyEdits(text: string, edits: readonly TextEdit[]): string {
  const sorted = [...edits].sort((a, b) => a.at.start - b.at.start || a.at.end - b.at.end);
  let out = '';
  let from = 0;
  for (const { at, text: insert } of sorted) {
    if (at.start < from) throw new Error(`edits overlap at offset ${at.start}`);
    out += text.slice(from, at.start) + insert;
    from = at.end;
  }
  return out + text.slice(from);
}

/**
 * A copy of a short string that does not keep the text alive from which it was sliced.
 * What outlives a document's text (facts, findings, index) is made of detached strings.
 */
export const detach = (s: string): string => (s.length < 13 ? s : (` ${s}` as string).slice(1));

let last = { text: '', low: '' };

/**
 * A document's text in small letters: to see in it that a word of ASCII is nowhere is much cheaper than a pattern. Several readers ask, one
 * after the other, so that the last one is remembered.
 */
export function lowered(text: string): string {
  if (last.text !== text) last = { text, low: text.toLowerCase() };
  return last.low;
}

const CR = 13;
const LF = 10;

/** How the lines of a text end, for lines that are put into it: `\r\n` where it has any. */
export const eolOf = (text: string): string => (text.includes('\r\n') ? '\r\n' : '\n');

/** A text of ours with the line ends of another, beside which it goes. Undefined: there is none. */
export const endingAs = (like: string | undefined, text: string): string =>
  like?.includes('\r\n') ? text.replace(/\r?\n/g, '\r\n') : text;

/** A text on one line, with one space where there was any white space. */
export const oneLine = (text: string): string => text.replace(/\s+/g, ' ').trim();

/** Letters and numbers alone, in lower case, with one space between words: how words compare that people write with marks around them. */
export const plainWords = (text: string): string =>
  text
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
    .toLowerCase();

/** The only converter between offsets and lines. `\n`, `\r\n` and a lone `\r` end a line, as in LSP. */
export class LineIndex {
  /** Offset of the first unit of each line; the first is 0. */
  readonly starts: Uint32Array;
  /** Of the text, in UTF-16 units. */
  readonly length: number;

  private constructor(starts: Uint32Array, length: number) {
    this.starts = starts;
    this.length = length;
  }

  /** From a table that was made elsewhere. */
  static from(starts: Uint32Array, length: number): LineIndex {
    return new LineIndex(starts, length);
  }

  /** The index of a text. A line ends with LF, CR LF or a CR alone. */
  static of(text: string): LineIndex {
    const found: number[] = [0];
    // indexOf is several times faster than a scan by unit, and lone CRs are rare enough to look for apart.
    const hasLone = text.includes('\r') && /\r(?!\n)/.test(text);
    if (!hasLone) {
      for (let i = text.indexOf('\n'); i >= 0; i = text.indexOf('\n', i + 1)) found.push(i + 1);
    } else {
      for (let i = 0; i < text.length; i++) {
        const c = text.charCodeAt(i);
        if (c === LF || (c === CR && text.charCodeAt(i + 1) !== LF)) found.push(i + 1);
      }
    }
    return new LineIndex(Uint32Array.from(found), text.length);
  }

  /** At least one: what follows the last line's end is a line too. */
  get lineCount(): number {
    return this.starts.length;
  }

  /** Clamps to the text. */
  place(offset: number): Place {
    const at = Math.max(0, Math.min(offset, this.length));
    const line = this.lineAt(at);
    return { line, character: at - (this.starts[line] ?? 0) };
  }

  /** Clamps: a line past the end is the end of the text, a column past the line's end is its end before the line break. */
  offset({ line, character }: Place, text?: string): number {
    const start = this.starts[line];
    if (start === undefined) return line < 0 ? 0 : this.length;
    let end = this.starts[line + 1] ?? this.length;
    if (text !== undefined && line + 1 < this.starts.length) {
      if (text.charCodeAt(end - 1) === LF) end--;
      if (end > start && text.charCodeAt(end - 1) === CR) end--;
    }
    return Math.min(start + Math.max(0, character), end);
  }

  /** Zero-based line that holds the offset. */
  lineAt(offset: number): number {
    let low = 0;
    let high = this.starts.length - 1;
    while (low < high) {
      const mid = (low + high + 1) >> 1;
      if ((this.starts[mid] ?? 0) <= offset) low = mid;
      else high = mid - 1;
    }
    return low;
  }

  /**
   * The table after one edit, without reading the whole text again.
   * @param after the text after the edit
   */
  edited(at: Span, insert: string, after: string): LineIndex {
    const delta = insert.length - (at.end - at.start);
    // What is put after a `\r` may make a line break of two units of it: read again from the line before.
    const first = Math.max(0, this.lineAt(at.start) - 1);
    const last = this.lineAt(at.end);
    const from = this.starts[first] ?? 0;
    const untilOld = this.starts[last + 1] ?? this.length;
    const until = untilOld + delta;
    const middle = LineIndex.of(after.slice(from, until)).starts;
    // The last start of `middle` is the end of the slice when it ends in a line break: it is the next kept line's own start.
    const keep =
      middle.length > 1 && last + 1 < this.starts.length && (middle[middle.length - 1] ?? 0) + from === until
        ? middle.length - 1
        : middle.length;
    const tail = this.starts.subarray(last + 1);
    const starts = new Uint32Array(first + keep + tail.length);
    starts.set(this.starts.subarray(0, first), 0);
    for (let i = 0; i < keep; i++) starts[first + i] = (middle[i] as number) + from;
    starts.set(tail, first + keep);
    for (let i = first + keep; i < starts.length; i++) starts[i] = (starts[i] as number) + delta;
    return new LineIndex(starts, after.length);
  }
}

/** Between `\r` and `\n` is within the break: before both the line ends. */
const outOfBreak = (text: string, offset: number): number =>
  text.charCodeAt(offset) === LF && text.charCodeAt(offset - 1) === CR ? offset - 1 : offset;

const isBreak = (unit: number): boolean => unit === LF || unit === CR;

/** Where the line that holds an offset begins. Lines as {@link LineIndex} has them; for who needs but a few, and no numbers. */
export function startOfLine(text: string, offset: number): number {
  let at = outOfBreak(text, offset);
  while (at > 0 && !isBreak(text.charCodeAt(at - 1))) at--;
  return at;
}

/** Where the line that holds an offset ends: before its break. */
export function endOfLine(text: string, offset: number): number {
  let at = outOfBreak(text, offset);
  while (at < text.length && !isBreak(text.charCodeAt(at))) at++;
  return at;
}

/** The line that holds an offset, without its break. */
export const lineAround = (text: string, offset: number): Span => ({
  start: startOfLine(text, offset),
  end: endOfLine(text, offset),
});

/** Where the next line begins, behind the break of the one that holds an offset; the text's end where it is the last. */
export function nextLine(text: string, offset: number): number {
  const end = endOfLine(text, offset);
  return Math.min(text.length, text.startsWith('\r\n', end) ? end + 2 : end + 1);
}
