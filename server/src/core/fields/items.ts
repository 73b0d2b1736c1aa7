/** Values as items: list items, lines of a fence, rows of a table, lines or paragraphs of prose. */
import type { Code, List, ListItem, Nodes, RootContent, Table } from 'mdast';
import type { Span } from '../text';
import { isMark, noted, unwrapped } from './line';
import type { Item } from './model';

/** A node with what must be added to its offsets. */
export interface Block {
  readonly node: RootContent;
  readonly shift: number;
}

export const startOf = (node: Nodes, shift: number): number => (node.position?.start.offset ?? 0) + shift;
export const endOf = (node: Nodes, shift: number): number => (node.position?.end.offset ?? 0) + shift;
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

export function trimmed(text: string, { start, end }: Span): Span {
  while (start < end && isSpace(text.charCodeAt(start))) start++;
  while (end > start && isSpace(text.charCodeAt(end - 1))) end--;
  return { start, end };
}

const isSpace = (c: number): boolean => c === 32 || (c >= 9 && c <= 13) || c === 0xa0;

interface More {
  readonly number?: number | undefined;
  readonly cells?: Item['cells'];
  readonly items?: readonly Item[];
}

const noItems: readonly Item[] = [];

/** Made by the ten thousand: literals of one shape, no spreads. */
export function makeItem(text: string, at: Span, is: Item['is'], more?: More): Item {
  const raw = text.slice(at.start, at.end);
  const number = more?.number;
  const cells = more?.cells;
  const items = more?.items ?? noItems;
  if (is === 'fence') return { text: raw, at, is, note: undefined, bare: raw, bareAt: at, number, cells, items };
  const w = unwrapped(raw);
  const inner = w.start === 0 && w.end === raw.length ? at : { start: at.start + w.start, end: at.start + w.end };
  if (w.code) return { text: w.text, at: inner, is: 'code', note: undefined, bare: w.text, bareAt: inner, number, cells, items };
  const { bare, note } = noted(w.text);
  if (note === undefined) return { text: w.text, at: inner, is, note, bare: w.text, bareAt: inner, number, cells, items };
  const b = unwrapped(bare);
  return {
    text: w.text,
    at: inner,
    is,
    note,
    bare: b.text,
    bareAt: { start: inner.start + b.start, end: inner.start + b.end },
    number,
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

/**
 * The items of a value's blocks, in order.
 * @param byLine each line of a paragraph is an item (a list written without markers), else each paragraph
 */
export function itemsOf(text: string, blocks: readonly Block[], byLine: boolean): readonly Item[] {
  return blocks.flatMap(({ node, shift }): readonly Item[] => {
    switch (node.type) {
      case 'list':
        return listItems(text, node, shift);
      case 'code':
        return codeLines(text, node, shift).flatMap((at) =>
          isComment(text.slice(at.start, at.end)) ? [] : [makeItem(text, at, 'fence')],
        );
      case 'table':
        return rows(text, node, shift);
      case 'paragraph': {
        const at = spanOf(node, shift);
        const parts = byLine ? linesOf(text, at) : [trimmed(text, at)];
        return parts.flatMap((p) => (isMark(text.slice(p.start, p.end)) ? [] : [makeItem(text, p, 'plain')]));
      }
      default:
        return [];
    }
  });
}

export function listItems(text: string, list: List, shift: number): readonly Item[] {
  return list.children.flatMap((node, i) => {
    const item = listItem(text, node, shift, list.ordered ? (list.start ?? 1) + i : undefined);
    return item ? [item] : [];
  });
}

/** One list item: its first paragraph is the item, what follows hangs below it. Undefined: nothing but a mark. */
export function listItem(text: string, node: ListItem, shift: number, number: number | undefined): Item | undefined {
  const [first, ...rest] = node.children;
  const inner = (nodes: readonly RootContent[]): readonly Item[] =>
    nodes.length === 0
      ? noItems
      : itemsOf(
          text,
          nodes.map((n) => ({ node: n, shift })),
          false,
        );
  if (first?.type !== 'paragraph') {
    const items = inner(node.children);
    return items.length === 1 ? items[0] : items[0] && { ...items[0], items: items.slice(1) };
  }
  const at = trimmed(text, spanOf(first, shift));
  if (isMark(text.slice(at.start, at.end))) return undefined;
  return makeItem(text, at, 'plain', { items: inner(rest), number });
}

function rows(text: string, table: Table, shift: number): readonly Item[] {
  return table.children.slice(1).flatMap((row): Item[] => {
    const cells = row.children.map((c) => {
      const at = contentOf(c, shift);
      return { text: text.slice(at.start, at.end), at };
    });
    return cells.every((c) => isMark(c.text))
      ? []
      : [{ ...makeItem(text, spanOf(row, shift), 'row', { cells }), is: 'row' as const }];
  });
}

/** Every item, those below included. */
export function* flat(items: readonly Item[]): Iterable<Item> {
  for (const item of items) {
    yield item;
    yield* flat(item.items);
  }
}
