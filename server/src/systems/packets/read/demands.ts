/**
 * Blocks of a spec that ask for something: with MUST, MUST NOT, SHALL or SHOULD. Source: SYSTEMS.md §1, "Requirement".
 * Found by section, as they stand; sentences are told apart only where a section is cited.
 */
import type { RootContent } from 'mdast';
import { endOf, startOf } from '#core/fields/items';
import { detach, type Span } from '#core/text';

/** Whether a text has one of the words at all. Quick. */
export const mayDemand = (text: string): boolean => text.includes('MUST') || text.includes('SHALL') || text.includes('SHOULD');

/** Of one block. */
const LONGEST = 600;

/** A block that asks for something, and where it stands in the document. */
export interface FoundDemand {
  readonly text: string;
  readonly at: Span;
}

/** @param shift what is added to the nodes' offsets to have those of `text` */
export function demandsIn(text: string, nodes: readonly RootContent[], shift: number): readonly FoundDemand[] {
  const out: FoundDemand[] = [];
  walk(text, nodes, shift, out);
  return out;
}

function walk(text: string, nodes: readonly RootContent[], shift: number, out: FoundDemand[]): void {
  for (let i = 0; i < nodes.length; i++) {
    const node = nodes[i] as RootContent;
    if (node.type !== 'paragraph' && node.type !== 'list' && node.type !== 'table') continue;
    const at = { start: startOf(node, shift), end: endOf(node, shift) };
    const raw = text.slice(at.start, at.end);
    if (!mayDemand(raw)) continue;
    if (node.type === 'list') for (const item of node.children) walk(text, item.children, shift, out);
    else if (node.type === 'table') rows(text, node.children.slice(1), shift, out);
    else {
      out.push({ text: detach(raw.slice(0, LONGEST)), at });
      const next = nodes[i + 1];
      if (next?.type === 'list' && /:[*_\s]*$/.test(raw)) listed(text, raw, next.children, shift, out);
    }
  }
}

function rows(text: string, nodes: readonly { position?: RootContent['position'] }[], shift: number, out: FoundDemand[]): void {
  for (const row of nodes) {
    const at = { start: (row.position?.start.offset ?? 0) + shift, end: (row.position?.end.offset ?? 0) + shift };
    const raw = text.slice(at.start, at.end);
    if (mayDemand(raw)) out.push({ text: detach(raw.slice(0, LONGEST)), at });
  }
}

/** `The service MUST:` asks for what is listed below it. */
function listed(
  text: string,
  lead: string,
  items: readonly { children: readonly RootContent[] }[],
  shift: number,
  out: FoundDemand[],
): void {
  for (const { children } of items) {
    const first = children[0];
    if (!first) continue;
    const at = { start: startOf(first, shift), end: endOf(first, shift) };
    const raw = text.slice(at.start, at.end);
    if (!mayDemand(raw)) out.push({ text: detach(`${lead.slice(-200)} ${raw}`.slice(0, LONGEST)), at });
  }
}
