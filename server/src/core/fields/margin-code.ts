/**
 * Code at the margin that is the value of the item before it: `- RUN_COMMANDS:`, and below it a fence that is not indented.
 * Markdown ends the list there; who names a field and says nothing means what follows.
 */
import type { List, ListItem } from 'mdast';
import { type Block, endOf, linesOf, spanOf } from './items';
import { namedLine } from './line';
import type { FieldNames } from './names';

/** The blocks, with such code as a part of its item. */
export function codeInItems(text: string, blocks: readonly Block[], names: FieldNames): readonly Block[] {
  const out: Block[] = [];
  for (const block of blocks) {
    const before = out[out.length - 1];
    const joined = block.node.type === 'code' && before?.node.type === 'list' ? joinedTo(text, before, block, names) : undefined;
    if (joined) out[out.length - 1] = joined;
    else out.push(block);
  }
  return out;
}

function joinedTo(text: string, list: Block, code: Block, names: FieldNames): Block | undefined {
  const { node } = list;
  if (node.type !== 'list' || code.node.type !== 'code' || list.shift !== code.shift) return undefined;
  const last = node.children[node.children.length - 1];
  if (last === undefined || !awaits(text, last, list.shift, names)) return undefined;
  const end = code.node.position?.end;
  if (!end || !node.position || !last.position) return undefined;
  const item: ListItem = {
    ...last,
    children: [...last.children, code.node],
    position: { start: last.position.start, end },
  };
  const whole: List = { ...node, children: [...node.children.slice(0, -1), item], position: { start: node.position.start, end } };
  return { node: whole, shift: list.shift };
}

/** Whether an item is the name of a field and no more. */
function awaits(text: string, item: ListItem, shift: number, names: FieldNames): boolean {
  const [first] = item.children;
  if (first?.type !== 'paragraph' || item.children.length !== 1) return false;
  const at = { start: spanOf(first, shift).start, end: endOf(first, shift) };
  const lines = linesOf(text, at);
  const line = lines[0];
  if (line === undefined || lines.length > 1) return false;
  const said = text.slice(line.start, line.end);
  const named = namedLine(said);
  return named !== undefined && said.slice(named.valueStart).trim() === '' && names.resolve(named.name).length > 0;
}
