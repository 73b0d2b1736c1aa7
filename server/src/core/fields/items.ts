/** Values as items: list items, lines of a fence, rows of a table, lines or paragraphs of prose. */
import type { Code, List, ListItem, Nodes, RootContent, Table, TableRow } from 'mdast';
import type { Span } from '../text';
import { isMark, noted, unwrapped } from './line';
import type { Item } from './model';

/** A node with what must be added to its offsets. */
export interface Block {
  readonly node: RootContent;
  readonly shift: number;
}

/** Offset of a node in the whole text. @param shift where the section begins that the node was parsed in */
export const startOf = (node: Nodes, shift: number): number => (node.position?.start.offset ?? 0) + shift;
/** Offset behind a node in the whole text. @param shift as of {@link startOf} */
export const endOf = (node: Nodes, shift: number): number => (node.position?.end.offset ?? 0) + shift;
/** Place of a node in the whole text. @param shift as of {@link startOf} */
export const spanOf = (node: Nodes, shift: number): Span => ({ start: startOf(node, shift), end: endOf(node, shift) });

/** First to last child: the content without markers. */
export function contentOf(node: Nodes, shift: number): Span {
  const children = 'children' in node ? node.children : [];
  const first = children[0];
  const last = children[children.length - 1];
  if (!first || !last) {
    const end = endOf(node, shift);
    return { start: end, end };
  }
  return { start: startOf(first, shift), end: endOf(last, shift) };
}

/** The lines of a piece of source, without indentation, trailing space, and blank ones. */
export function linesOf(text: string, at: Span): readonly Span[] {
  const out: Span[] = [];
  let from = at.start;
  while (from < at.end) {
    let to = from;
    while (to < at.end && text.charCodeAt(to) !== 10 && text.charCodeAt(to) !== 13) to++;
    const line = trimmed(text, { start: from, end: to });
    if (line.end > line.start) out.push(line);
    from = to + 1;
  }
  return out;
}

/** The first of {@link linesOf}; empty: there is none. */
export function firstLineOf(text: string, { start, end }: Span): Span {
  while (start < end && isSpace(text.charCodeAt(start))) start++;
  let to = start;
  while (to < end && text.charCodeAt(to) !== 10 && text.charCodeAt(to) !== 13) to++;
  return trimmed(text, { start, end: to });
}

/** A place without the white space at its ends; empty at its end, where there is nothing else. */
export function trimmed(text: string, { start, end }: Span): Span {
  while (start < end && isSpace(text.charCodeAt(start))) start++;
  while (end > start && isSpace(text.charCodeAt(end - 1))) end--;
  return { start, end };
}

const isSpace = (c: number): boolean => c === 32 || (c >= 9 && c <= 13) || c === 0xa0;

interface More {
  readonly number?: number | undefined;
  readonly ticked?: boolean | undefined;
  readonly cells?: Item['cells'];
  readonly items?: readonly Item[];
}

const noItems: readonly Item[] = [];

/** Made by the ten thousand: literals of one shape, no spreads. */
export function makeItem(text: string, at: Span, is: Item['is'], more?: More): Item {
  const raw = text.slice(at.start, at.end);
  const number = more?.number;
  const ticked = more?.ticked;
  const cells = more?.cells;
  const items = more?.items ?? noItems;
  if (is === 'fence') return { text: raw, at, is, note: undefined, bare: raw, bareAt: at, number, ticked, cells, items };
  const w = unwrapped(raw);
  const inner = w.start === 0 && w.end === raw.length ? at : { start: at.start + w.start, end: at.start + w.end };
  if (w.code)
    return { text: w.text, at: inner, is: 'code', note: undefined, bare: w.text, bareAt: inner, number, ticked, cells, items };
  const { bare, note } = noted(w.text);
  if (note === undefined) return { text: w.text, at: inner, is, note, bare: w.text, bareAt: inner, number, ticked, cells, items };
  const b = unwrapped(bare);
  return {
    text: w.text,
    at: inner,
    is,
    note,
    bare: b.text,
    bareAt: { start: inner.start + b.start, end: inner.start + b.end },
    number,
    ticked,
    cells,
    items,
  };
}

/** The content lines of a fenced or indented code block, fence lines left out. */
export function codeLines(text: string, node: Code, shift: number): readonly Span[] {
  const all = linesOf(text, spanOf(node, shift));
  const first = all[0];
  if (!first || !/^(?:`{3,}|~{3,})/.test(text.slice(first.start, first.end))) return all;
  const last = all.length > 1 ? all[all.length - 1] : undefined;
  const closed = last !== undefined && /^(?:`{3,}|~{3,})$/.test(text.slice(last.start, last.end));
  return all.slice(1, closed ? -1 : undefined);
}

const isComment = (line: string): boolean => /^(?:#|\/\/|<!--.*-->$)/.test(line) || isMark(line);

/** A fence that holds Markdown shows an example. */
export const isExample = (node: Code): boolean => /^(?:markdown|md|mdx)$/i.test(node.lang ?? '');

/** What stands below a name as its value. */
export const isValue = (node: RootContent): boolean => node.type === 'list' || node.type === 'code' || node.type === 'table';

/** Tags that stand alone on a line and are no blanks. */
const tag =
  /^<(?:br|hr|p|b|i|u|div|span|details|summary|table|thead|tbody|tr|t[dh]|ul|ol|li|pre|code|sub|sup|center|kbd|img|a|h[1-6])\b/i;

/**
 * The items of a value's blocks, in order.
 * @param byLine each line of a paragraph is an item (a list written without markers), else each paragraph
 */
export function itemsOf(text: string, blocks: readonly Block[], byLine: boolean): readonly Item[] {
  const out: Item[] = [];
  for (const { node, shift } of blocks) itemsOfNode(text, node, shift, byLine, out);
  return out;
}

function itemsOfNode(text: string, node: RootContent, shift: number, byLine: boolean, out: Item[]): void {
  switch (node.type) {
    case 'list':
      pushItems(text, node, shift, out);
      return;
    case 'code':
      for (const at of codeLines(text, node, shift))
        if (!isComment(text.slice(at.start, at.end))) out.push(makeItem(text, at, 'fence'));
      return;
    case 'table':
      out.push(...rows(text, node, shift));
      return;
    case 'paragraph': {
      const at = spanOf(node, shift);
      for (const p of byLine ? linesOf(text, at) : [trimmed(text, at)])
        if (!isMark(text.slice(p.start, p.end))) out.push(makeItem(text, p, 'plain'));
      return;
    }
    case 'html': {
      // `<pending>` alone is a blank of a template, though it looks like a tag.
      const at = trimmed(text, spanOf(node, shift));
      if (/^<\p{L}[\p{L}\p{N} _-]*>$/u.test(text.slice(at.start, at.end)) && !tag.test(text.slice(at.start, at.end)))
        out.push(makeItem(text, at, 'plain'));
      return;
    }
    default:
  }
}

function pushItems(text: string, list: List, shift: number, out: Item[]): void {
  let number = list.ordered ? (list.start ?? 1) : undefined;
  for (const node of list.children) {
    const item = listItem(text, node, shift, number);
    if (item) out.push(item);
    if (number !== undefined) number++;
  }
}

/** One list item: its first paragraph is the item, what follows hangs below it. Undefined: nothing but a mark. */
export function listItem(text: string, node: ListItem, shift: number, number: number | undefined): Item | undefined {
  const first = node.children[0];
  if (first?.type !== 'paragraph') {
    const items = below(text, node, shift, 0);
    return items.length === 1 ? items[0] : items[0] && { ...items[0], items: items.slice(1) };
  }
  const at = trimmed(text, spanOf(first, shift));
  if (isMark(text.slice(at.start, at.end))) return undefined;
  return makeItem(text, at, 'plain', { items: below(text, node, shift, 1), number, ticked: node.checked ?? undefined });
}

/** The items of a list item's blocks. @param from the first block that counts */
function below(text: string, node: ListItem, shift: number, from: number): readonly Item[] {
  if (node.children.length <= from) return noItems;
  const out: Item[] = [];
  for (let i = from; i < node.children.length; i++) itemsOfNode(text, node.children[i] as RootContent, shift, false, out);
  return out;
}

function rows(text: string, table: Table, shift: number): readonly Item[] {
  const out: Item[] = [];
  const columns = (table.children[0]?.children ?? []).map((c) => {
    const at = contentOf(c, shift);
    return text.slice(at.start, at.end);
  });
  for (let i = 1; i < table.children.length; i++) {
    const row = table.children[i] as TableRow;
    const cells = row.children.map((c, n) => {
      const at = contentOf(c, shift);
      return { text: text.slice(at.start, at.end), at, column: columns[n] ?? '' };
    });
    if (!cells.every((c) => isMark(c.text)))
      out.push({ ...makeItem(text, spanOf(row, shift), 'row', { cells }), is: 'row' as const });
  }
  return out;
}

/** Every item, those below included. */
export function flat(items: readonly Item[]): readonly Item[] {
  // Hardly any list has another one in it.
  if (items.every((i) => i.items.length === 0)) return items;
  const out: Item[] = [];
  for (const item of items) {
    out.push(item);
    if (item.items.length > 0) out.push(...flat(item.items));
  }
  return out;
}

/** Where the section of a heading ends among blocks: at the next heading of its depth or above, at most at `to`. */
export function sectionEnd(blocks: readonly Block[], heading: number, to: number): number {
  const depth = depthOf(blocks[heading]) ?? 0;
  let j = heading + 1;
  for (; j < to; j++) if ((depthOf(blocks[j]) ?? 7) <= depth) break;
  return j;
}

const depthOf = (block: Block | undefined): number | undefined => (block?.node.type === 'heading' ? block.node.depth : undefined);

/** Words that nothing ends with: what they belong to follows. */
const connecting =
  /(?:^|\s)(?:and|or|the|of|to|an?|for|with|from|that|which|und|oder|der|die|das|des|den|dem|ein|eine|von|vom|zu|zum|zur|mit|für)$/iu;
const word = /^\p{Ll}[\p{L}’'-]*[\s,.;)]/u;
/** Lines of a paragraph are broken near a margin. */
const WIDE = 50;

/** The lines of a list that is written without markers. A sentence that goes on in the next line is no list: all of it is one. */
export function unwrappedLines(text: string, at: Span): readonly Span[] {
  const lines = linesOf(text, at);
  if (lines.length < 2) return lines;
  const said = lines.map((l) => text.slice(l.start, l.end).trim());
  const isSentence = /[.!?]$/.test(said.at(-1) ?? '');
  const goesOn = (line: string, i: number): boolean => {
    const next = said[i + 1];
    if (next === undefined || /[.;:!?|]$/.test(line)) return false;
    if (connecting.test(line)) return line.includes(' ');
    return word.test(next) && line.includes(' ') && (line.endsWith(',') || (isSentence && line.length >= WIDE));
  };
  return said.some(goesOn) ? [at] : lines;
}
