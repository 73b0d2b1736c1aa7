/** Lines that only look like something: like headings, where the output of a command is copied; like items, where a sentence is wrapped. */
import type { RootContent } from 'mdast';
import type { MarkdownSource } from '../source';
import type { Span } from '../text';
import { type Block, endOf, linesOf, startOf } from './items';

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
