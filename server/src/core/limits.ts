/**
 * What is too much for the parser, found before the parser is asked.
 *
 * The parser takes time in proportion to what people write; a few kinds of input take it minutes, all memory, or the whole process.
 * Invariant: it is enough to know of lines and blank lines, so that what stands in a fence counts like the rest. The limits are wide
 * enough for that.
 */
import { costOfBlock, costOfLines } from './markup-cost';
import type { SourceProblem } from './source';
import { endOfLine, type Span, shifted } from './text';

/** In UTF-16 units. */
export const MAX_LENGTH = 16_000_000;
/** Quotes, lists and footnotes within each other. */
export const MAX_DEPTH = 100;
/** Emphasis, or images, begun within each other: the parser recurses over them, and 20,000 fill the smallest stack. */
const MAX_OPEN = 5_000;
/** Estimated milliseconds for a document. */
const MAX_COST = 1_000;

/** What is smaller is not looked into: even a document made of the worst of it is parsed in about a second. Most text is. */
const small = { prefix: 50, line: 600, block: 2_000, document: 4_000_000, copies: 20_000 } as const;

/** Milliseconds, times the number of footnotes squared. */
const costOfFootnotes = 7.7e-8;

/**
 * Why a text is not to be parsed, if there is a reason.
 * @param around look only at the block that holds this: enough after an edit, when all was well before
 */
export function documentProblem(text: string, around?: Span): SourceProblem | undefined {
  if (text.length > MAX_LENGTH) {
    const message = `This document has ${count(text.length)} characters; at most ${count(MAX_LENGTH)} are read.`;
    return { is: 'too-large', at: { start: MAX_LENGTH, end: endOfLine(text, MAX_LENGTH) }, message };
  }
  if (around === undefined) return problemOf(text);
  const start = startOfBlock(text, around.start);
  const problem = problemOf(text.slice(start, endOfBlock(text, around.end)));
  return problem && { ...problem, at: shifted(problem.at, start) };
}

function problemOf(text: string): SourceProblem | undefined {
  const lines = text.includes('\r') ? text.replace(/\r(?!\n)/g, '\n') : text;
  const isLarge = lines.length > small.document || ['&', '://', 'www.'].some((what) => occurrences(lines, what) > small.copies);
  let spent = costOfFootnotes * occurrences(lines, '[^') ** 2;
  for (let at = 0; at < lines.length; ) {
    const block = blockAt(lines, at);
    if (block.deep !== undefined) return tooDeep(block.deep);
    const isSmall = !isLarge && block.end - at <= small.block && block.longest <= small.line;
    const { milliseconds, marks, open } = isSmall ? costOfLines(block.lines) : costOfBlock(lines, at, block.end);
    if (open > MAX_OPEN) return tooOpen(lines, at, open);
    spent += milliseconds;
    if (spent > MAX_COST) return tooTangled(lines, { start: at, end: block.end }, marks, spent);
    at = block.next;
  }
  return undefined;
}

interface Block {
  /** After its last line. */
  readonly end: number;
  /** The start of the next block. */
  readonly next: number;
  readonly lines: number;
  readonly longest: number;
  readonly deep: Prefix | undefined;
}

function blockAt(text: string, start: number): Block {
  let lines = 0;
  let longest = 0;
  let at = start;
  for (;;) {
    const found = text.indexOf('\n', at);
    const end = found < 0 ? text.length : found;
    if (isBlank(text, at, end)) return { end: at, next: end + 1, lines, longest, deep: undefined };
    lines++;
    longest = Math.max(longest, end - at);
    const prefix = end - at > small.prefix ? containers(text, at) : undefined;
    const deep = prefix !== undefined && prefix.depth > MAX_DEPTH ? prefix : undefined;
    if (found < 0 || deep !== undefined) return { end, next: end + 1, lines, longest, deep };
    at = end + 1;
  }
}

function isBlank(text: string, start: number, end: number): boolean {
  for (let at = start; at < end; at++) {
    const unit = text.charCodeAt(at);
    if (unit !== 32 && unit !== 9 && unit !== 13) return false;
  }
  return true;
}

interface Prefix extends Span {
  readonly depth: number;
}

const marker = /(?:>|[-+*](?=[ \t\r\n]|$)|\d{1,9}[.)](?=[ \t\r\n]|$)|\[\^[^\s[\]]+\]:)/y;

/** Quotes, lists and footnotes that the line begins with. Space before one may stand for as many lists as it is wide, by twos. */
function containers(text: string, start: number): Prefix {
  let depth = 0;
  let at = start;
  for (;;) {
    // The first space after a marker is the marker's own.
    let width = depth === 0 ? 0 : -1;
    let next = at;
    for (let unit = text.charCodeAt(next); unit === 32 || unit === 9; unit = text.charCodeAt(++next)) width += unit === 9 ? 4 : 1;
    marker.lastIndex = next;
    if (!marker.test(text)) return { start, end: at, depth };
    depth += 1 + Math.max(0, width >> 1);
    at = marker.lastIndex;
  }
}

const tooDeep = ({ start, end, depth }: Prefix): SourceProblem => ({
  is: 'too-deep',
  at: { start, end },
  message: `Quotes and lists are nested ${count(depth)} deep here; at most ${count(MAX_DEPTH)} are read.`,
});

const tooOpen = (text: string, start: number, open: number): SourceProblem => ({
  is: 'too-deep',
  at: { start, end: endOfLine(text, start) },
  message: `${count(open)} pieces of emphasis, or images, are begun within each other here; at most ${count(MAX_OPEN)} are read.`,
});

function tooTangled(text: string, { start, end }: Span, marks: number, milliseconds: number): SourceProblem {
  const length = `${count(end - start)} characters without a blank line, ${count(marks)} of them markup`;
  const time = `parsing this document takes about ${seconds(milliseconds)} up to here`;
  return {
    is: 'too-large',
    at: { start, end: endOfLine(text, start) },
    message: `${length}: ${time}; at most ${seconds(MAX_COST)} is spent.`,
  };
}

const count = (n: number): string => n.toLocaleString('en-US');
const seconds = (milliseconds: number): string =>
  milliseconds < 1_500 ? '1 second' : `${count(Math.round(milliseconds / 1_000))} seconds`;

function occurrences(text: string, what: string): number {
  let n = 0;
  for (let at = text.indexOf(what); at >= 0; at = text.indexOf(what, at + what.length)) n++;
  return n;
}

/** The start of the first line of the block that the offset stands in. */
function startOfBlock(text: string, offset: number): number {
  let start = text.lastIndexOf('\n', offset - 1) + 1;
  while (start > 0) {
    const before = text.lastIndexOf('\n', start - 2) + 1;
    if (isBlank(text, before, start - 1)) break;
    start = before;
  }
  return start;
}

/** The end of the last line of the block that the offset stands in. */
function endOfBlock(text: string, offset: number): number {
  for (let start = offset; ; ) {
    const found = text.indexOf('\n', start);
    if (found < 0) return text.length;
    if (start > offset && isBlank(text, start, found)) return start;
    start = found + 1;
  }
}
