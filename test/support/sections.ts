/** Sections in words, to be compared. */
import assert from 'node:assert/strict';
import type { Nodes } from 'mdast';
import type { CutSoFar } from '#core/ports';
import { sectionDigest } from '#core/section-digest';
import type { Sections } from '#core/sections';

export interface Seen {
  readonly section: number;
  readonly node: Nodes;
  /** All that the tree says of the node, with its place in the text. */
  readonly said: string;
}

export function seen({ sections }: Sections): readonly Seen[] {
  const all: Seen[] = [];
  for (const { start, shift, nodes } of sections) {
    const visit = (node: Nodes): void => {
      const { position, ...rest } = node;
      const own = Object.entries(rest).filter(([key]) => key !== 'children');
      const place = `${(position?.start.offset ?? 0) + shift}-${(position?.end.offset ?? 0) + shift}`;
      all.push({ section: start, node, said: `${place} ${JSON.stringify(Object.fromEntries(own))}` });
      if ('children' in node) for (const child of node.children) visit(child);
    };
    for (const node of nodes) visit(node);
  }
  return all;
}

const outline = ({ sections }: Sections): string => sections.map(({ start, end }) => `${start}-${end}`).join(' ');

export const same = (a: Sections, b: Sections): void => {
  assert.equal(said(seen(a)), said(seen(b)));
  assert.equal(outline(a), outline(b));
};

export const said = (list: readonly Seen[]): string => list.map((s) => `[${s.section}] ${s.said}`).join('\n');

/** What another thread is told of a text. */
export const soFar = (text: string, { sections }: Sections): CutSoFar => ({
  text,
  starts: Uint32Array.from(sections, (s) => s.start),
  digests: Float64Array.from(sections, sectionDigest),
});
