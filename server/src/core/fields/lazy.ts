/**
 * Fields that Markdown swallows: after a list item, a line at the margin belongs to the item's paragraph (lazy continuation).
 * People who write `- a` / `TEST_PLAN:` / `- b` mean a new field. Such a list is cut in pieces before it is read.
 */
import type { List, ListItem, Paragraph } from 'mdast';
import type { Span } from '../text';
import { type Block, endOf, linesOf, spanOf, startOf } from './items';
import { namedLine } from './line';
import type { FieldNames } from './names';

/** The block itself, or lists and paragraphs in its place. */
export function unfolded(text: string, block: Block, names: FieldNames): readonly Block[] {
  const { node, shift } = block;
  if (node.type !== 'list') return [block];
  const out: Block[] = [];
  let items: ListItem[] = [];
  const listOf = (children: ListItem[], start: number, end: number): Block => ({
    node: placed({ ...node, children }, start, end, shift),
    shift,
  });
  let from = startOf(node, shift);
  for (const item of node.children) {
    const lazy = lazyStart(text, item, shift, names);
    if (lazy === undefined) {
      items.push(item);
      continue;
    }
    const [first] = item.children;
    const paragraph = first as Paragraph;
    const head: ListItem = placed(
      { ...item, children: [placed({ ...paragraph }, startOf(paragraph, shift), lazy, shift)] },
      startOf(item, shift),
      lazy,
      shift,
    );
    out.push(listOf([...items, head], from, lazy));
    out.push({ node: placed({ ...paragraph }, lazy, endOf(paragraph, shift), shift), shift });
    items = [];
    from = endOf(item, shift);
  }
  if (out.length === 0) return [block];
  if (items.length > 0) out.push(listOf(items, startOf(items[0] as ListItem, shift), endOf(node, shift)));
  return out;
}

/** Where a line at the margin with a known name begins, in an item that is nothing but a paragraph. */
function lazyStart(text: string, item: ListItem, shift: number, names: FieldNames): number | undefined {
  const [first] = item.children;
  if (first?.type !== 'paragraph' || item.children.length !== 1) return undefined;
  const at = spanOf(first, shift);
  if (!hasLines(text, at)) return undefined;
  const [, ...lines] = linesOf(text, at);
  return lines.find((line) => {
    const atMargin = line.start === 0 || text[line.start - 1] === '\n' || text[line.start - 1] === '\r';
    const named = atMargin ? namedLine(text.slice(line.start, line.end)) : undefined;
    return named !== undefined && names.resolve(named.name).length > 0;
  })?.start;
}

/** Whether there is more than one line. Nearly every item is one. */
function hasLines(text: string, { start, end }: Span): boolean {
  for (let i = start; i < end; i++) if (text.charCodeAt(i) === 10 || text.charCodeAt(i) === 13) return true;
  return false;
}

function placed<N extends List | ListItem | Paragraph>(node: N, start: number, end: number, shift: number): N {
  const point = (offset: number) => ({ line: 1, column: 1, offset: offset - shift });
  return { ...node, position: { start: point(start), end: point(end) } };
}
