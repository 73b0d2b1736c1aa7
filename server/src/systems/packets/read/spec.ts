/**
 * Specs, codexes and protocols: the anchors that they define. Read by section, for a spec of 2 MB is normal.
 * In a fence, a quote or a table of contents nothing is defined. Source: SYSTEMS.md §1, "Anchor".
 */
import type { Nodes } from 'mdast';
import { contentOf, linesOf, spanOf, startOf } from '#core/fields/items';
import type { MarkdownSource, Section } from '#core/source';
import type { Def, Facts } from '#core/symbols';
import type { Reading } from '#core/system';
import { shifted, type Span } from '#core/text';
import type { PacketsDialect } from '../model/dialect';
import type { SpecAnchor, SpecModel } from '../model/types';
import { headingAnchors, leadingTag } from './anchor';

/** What one section gives; offsets from the section's start. */
export interface SpecPart {
  readonly anchors: readonly PartAnchor[];
  readonly headings: readonly { readonly depth: number; readonly start: number; readonly binding: boolean }[];
}

interface PartAnchor {
  readonly id: string;
  readonly at: Span;
  readonly title: string;
  readonly by: SpecAnchor['by'];
  /** Which of the section's headings it stands under; -1: above the first. */
  readonly heading: number;
  /** Of its text, where it is no heading. */
  readonly end: number;
}

/** @param loose a paragraph that begins with a tag defines it too, as codexes are written */
export function readSpecSection(section: Section, text: string, dialect: PacketsDialect, loose: boolean): SpecPart {
  const anchors: PartAnchor[] = [];
  const headings: { depth: number; start: number; binding: boolean }[] = [];
  const base = section.start;
  const nonBinding = new RegExp(String.raw`\b(?:${dialect.nonBinding.map((w) => w.replace(/[^\p{L}\p{N} ]/gu, '')).join('|')})\b`, 'i');
  let listed = false;
  const tagged = (at: Span, lines: boolean): void => {
    for (const line of lines ? linesOf(text, at) : [at]) {
      const tag = leadingTag(text.slice(line.start, Math.min(line.end, line.start + 400)));
      if (tag) anchors.push({ id: tag.id, at: shifted({ start: line.start + tag.start, end: line.start + tag.end }, -base), title: tag.title, by: 'tag', heading: headings.length - 1, end: line.end - base });
    }
  };
  const walk = (node: Nodes, top: boolean): void => {
    if (node.type === 'paragraph' && loose) tagged(spanOf(node, section.shift), true);
    else if (node.type === 'list') {
      const numbered = top && node.ordered && !listed ? numberUnder(anchors, headings.length - 1) : undefined;
      if (top && node.ordered) listed = true;
      node.children.forEach((item, i) => {
        const first = item.children[0];
        const at = spanOf(item, section.shift);
        if (first?.type === 'paragraph' && !loose) tagged(spanOf(first, section.shift), false);
        if (numbered !== undefined) {
          const title = first ? text.slice(startOf(first, section.shift), Math.min(at.end, startOf(first, section.shift) + 120)).split('\n')[0] : '';
          anchors.push({ id: `${numbered}.${(node.start ?? 1) + i}`, at: shifted({ start: at.start, end: at.start + /^\S*/.exec(text.slice(at.start, at.start + 8))![0].length }, -base), title: plain(title ?? ''), by: 'item', heading: headings.length - 1, end: at.end - base });
        }
        for (const child of item.children) walk(child, false);
      });
    }
  };
  for (const node of section.nodes) {
    if (node.type !== 'heading') {
      walk(node, true);
      continue;
    }
    listed = false;
    const at = contentOf(node, section.shift);
    const content = text.slice(at.start, at.end);
    headings.push({ depth: node.depth, start: startOf(node, section.shift) - base, binding: !nonBinding.test(content) });
    for (const a of headingAnchors(content)) {
      anchors.push({ id: a.id, at: shifted({ start: at.start + a.start, end: at.start + a.end }, -base), title: a.title, by: a.by, heading: headings.length - 1, end: 0 });
    }
  }
  return { anchors, headings };
}

/** The number of the heading that a list stands directly under. */
const numberUnder = (anchors: readonly PartAnchor[], heading: number): string | undefined =>
  heading < 0 ? undefined : anchors.find((a) => a.heading === heading && a.by === 'heading')?.id;

const plain = (s: string): string => ` ${s.replace(/[*_`]/g, '').trim()}`.slice(1);

/** Puts the sections together: what binds, how far an anchor's text reaches, and which numbers are list items'. */
export function foldSpec(parts: readonly { readonly section: Section; readonly part: SpecPart }[], source: MarkdownSource): Reading<SpecModel, Facts> {
  const headings = parts.flatMap(({ section, part }) => part.headings.map((h) => ({ ...h, start: h.start + section.start })));
  const ends = endsOf(headings, source.text.length);
  const bindings = bindingOf(headings);
  const byHeading = new Set(parts.flatMap(({ part }) => part.anchors.flatMap((a) => (a.by === 'item' ? [] : [a.id]))));
  const anchors: SpecAnchor[] = [];
  let before = 0;
  for (const { section, part } of parts) {
    for (const a of part.anchors) {
      if (a.by === 'item' && byHeading.has(a.id)) continue;
      const heading = a.heading < 0 ? before - 1 : before + a.heading;
      const h = headings[heading];
      const isHeading = a.end === 0;
      const at = shifted(a.at, section.start);
      const body = isHeading ? { start: h?.start ?? at.start, end: ends[heading] ?? source.text.length } : { start: at.start, end: a.end + section.start };
      anchors.push({ id: a.id, at, title: a.title, binding: bindings[heading] ?? true, by: a.by, depth: isHeading ? (h?.depth ?? 1) : 7, body });
    }
    before += part.headings.length;
  }
  const defs: Def[] = anchors.map((a) => ({ kind: 'anchor', name: a.id, at: a.at, data: { title: a.title, binding: a.binding, by: a.by }, body: a.body }));
  return { model: { anchors }, facts: { defs, refs: [] } };
}

/** Where each heading's section ends: at the next heading of its depth or less. One pass with a stack. */
function endsOf(headings: readonly { readonly depth: number; readonly start: number }[], length: number): readonly number[] {
  const ends = new Array<number>(headings.length).fill(length);
  const open: number[] = [];
  headings.forEach((h, i) => {
    while (open.length > 0 && (headings[open[open.length - 1] as number]?.depth ?? 0) >= h.depth) ends[open.pop() as number] = h.start;
    open.push(i);
  });
  return ends;
}

/** A heading binds unless it, or one above it, says that it does not. */
function bindingOf(headings: readonly { readonly depth: number; readonly binding: boolean }[]): readonly boolean[] {
  let free: number | undefined;
  return headings.map((h) => {
    if (free !== undefined && h.depth <= free) free = undefined;
    if (free === undefined && !h.binding) free = h.depth;
    return free === undefined;
  });
}
