/** Lines that only look like headings, where the output of a command is copied. */
import type { RootContent } from 'mdast';
import type { MarkdownSource } from '../source';
import { type Block, endOf, startOf } from './items';

/**
 * The blocks of a document, in which a line with a ruler of `=` or `-` below it opens no section inside one that a `##` has opened:
 * whoever writes `##` writes no heading of the same rank in another form, but copies what a tool or a protocol prints.
 */
export function blocksOf({ text, sections }: MarkdownSource): Block[] {
  const blocks: Block[] = sections.flatMap((s) => s.nodes.map((node) => ({ node, shift: s.shift })));
  let isWithin = false;
  return blocks.map((block) => {
    const { node, shift } = block;
    if (node.type !== 'heading' || node.depth > 2) return block;
    if (text[startOf(node, shift)] === '#') {
      isWithin ||= node.depth === 2;
      return block;
    }
    const last = node.children.at(-1)?.position?.end;
    if (!isWithin || !node.position || !last || endOf(node, shift) <= (last.offset ?? 0) + shift) return block;
    const line: RootContent = { type: 'paragraph', children: node.children, position: { start: node.position.start, end: last } };
    return { node: line, shift };
  });
}
