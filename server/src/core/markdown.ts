/** Where the parts of a Markdown node stand in the text, and what a person reads there. */
import type { Nodes } from 'mdast';
import type { Span } from './text';

/** All of a node, markers included. @param shift the section's */
export function spanOf(node: Nodes, shift: number): Span {
  return { start: (node.position?.start.offset ?? 0) + shift, end: (node.position?.end.offset ?? 0) + shift };
}

/**
 * What stands between a node's markers: a heading's words, a code span's code, the lines within a fence or front matter.
 * Empty, and at the end of the node, where there is nothing.
 */
export function contentSpan(node: Nodes, shift: number, text: string): Span {
  const all = spanOf(node, shift);
  if ('children' in node) {
    const [first, last] = [node.children[0], node.children.at(-1)];
    if (first === undefined || last === undefined) return { start: all.end, end: all.end };
    return { start: spanOf(first, shift).start, end: spanOf(last, shift).end };
  }
  if (node.type === 'inlineCode') return codeIn(all, text);
  return node.type === 'text' || node.type === 'html' ? all : linesIn(all, text);
}

/** Without its backticks, and without one space or line break on both sides when there is anything else. */
function codeIn(all: Span, text: string): Span {
  let [start, end] = [all.start, all.end];
  while (start < end && text[start] === '`') start++;
  end -= start - all.start;
  const inner = text.slice(start, end);
  if (inner.trim() === '' || !/^[ \r\n]/.test(inner) || !/[ \r\n]$/.test(inner)) return { start, end };
  return { start: start + (inner.startsWith('\r\n') ? 2 : 1), end: end - (inner.endsWith('\r\n') ? 2 : 1) };
}

/** What stands between the first line, if it is a fence, and the last, if that is one too. */
function linesIn(all: Span, text: string): Span {
  const fence = /^(?:`{3,}|~{3,}|---|\+\+\+)/.exec(text.slice(all.start, all.start + 1_000))?.[0];
  if (fence === undefined) return all;
  const start = Math.min(afterBreak(text, all.start), all.end);
  let last = all.end;
  while (last > start && !isBreak(text.charCodeAt(last - 1))) last--;
  const closing = text.slice(last, all.end).replace(/^[\s>]+|\s+$/g, '');
  const isClosed =
    closing === '...' ? fence === '---' : closing.startsWith(fence) && closing === fence.charAt(0).repeat(closing.length);
  if (!isClosed) return { start, end: all.end };
  const end = text.startsWith('\r\n', last - 2) ? last - 2 : last - 1;
  return { start, end: Math.max(start, end) };
}

/** The lines of a piece of the text that are not blank, each without the space around it. */
export function lines(at: Span, text: string): readonly Span[] {
  const found: Span[] = [];
  for (let from = at.start; from < at.end; ) {
    let to = from;
    while (to < at.end && !isBreak(text.charCodeAt(to))) to++;
    const line = trimmed({ start: from, end: to }, text);
    if (line.end > line.start) found.push(line);
    from = to + 1;
  }
  return found;
}

/** Without the white space around it. */
export function trimmed({ start, end }: Span, text: string): Span {
  let [from, to] = [start, end];
  while (from < to && isSpace(text.charCodeAt(from))) from++;
  while (to > from && isSpace(text.charCodeAt(to - 1))) to--;
  return { start: from, end: to };
}

/** What a person reads: no markers, and an image's description for the image. */
export function plainText(node: Nodes): string {
  if (node.type === 'break') return '\n';
  if (node.type === 'html') return '';
  if ('alt' in node) return node.alt ?? '';
  if ('value' in node) return node.value;
  return 'children' in node ? (node.children as readonly Nodes[]).map(plainText).join('') : '';
}

const isBreak = (unit: number): boolean => unit === 10 || unit === 13;
const isSpace = (unit: number): boolean => unit === 32 || (unit >= 9 && unit <= 13) || unit === 0xa0;

function afterBreak(text: string, offset: number): number {
  let at = offset;
  while (at < text.length && !isBreak(text.charCodeAt(at))) at++;
  return text.startsWith('\r\n', at) ? at + 2 : at + 1;
}
