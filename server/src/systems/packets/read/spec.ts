/**
 * Specs, codexes and protocols: the anchors that they define. Read by section, for a spec of 2 MB is normal.
 * In a fence, a quote or a table of contents nothing is defined. Source: SYSTEMS.md §1, "Anchor".
 */
import type { Nodes } from 'mdast';
import { contentOf, linesOf, spanOf, startOf } from '#core/fields/items';
import type { MarkdownSource, Section } from '#core/source';
import type { Def, Facts, Vocabulary } from '#core/symbols';
import type { Reading } from '#core/system';
import { type Span, shifted } from '#core/text';
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
  readonly by: SpecAnchor['by'];
  /** What others see of it, under a heading that binds and under one that does not: made once, so that it keeps its identity. */
  readonly binding: Vocabulary['anchor'];
  readonly free: Vocabulary['anchor'];
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
  const nonBinding = nonBindingOf(dialect);
  let listed = false;
  const add = (id: string, at: Span, title: string, by: SpecAnchor['by'], end: number): void => {
    anchors.push({
      id,
      at: shifted(at, -base),
      by,
      binding: { title, binding: true, by },
      free: { title, binding: false, by },
      heading: headings.length - 1,
      end,
    });
  };
  const tagged = (at: Span, lines: boolean): void => {
    for (const line of lines ? linesOf(text, at) : [at]) {
      const tag = leadingTag(text.slice(line.start, Math.min(line.end, line.start + 400)));
      if (tag) add(tag.id, { start: line.start + tag.start, end: line.start + tag.end }, tag.title, 'tag', line.end - base);
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
          const title = first
            ? text.slice(startOf(first, section.shift), Math.min(at.end, startOf(first, section.shift) + 120)).split('\n')[0]
            : '';
          const marker = /^\S*/.exec(text.slice(at.start, at.start + 8))?.[0].length ?? 0;
          add(
            `${numbered}.${(node.start ?? 1) + i}`,
            { start: at.start, end: at.start + marker },
            plain(title ?? ''),
            'item',
            at.end - base,
          );
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
      add(a.id, { start: at.start + a.start, end: at.start + a.end }, a.title, a.by, 0);
    }
  }
  return { anchors, headings };
}

const patterns = new WeakMap<PacketsDialect, RegExp>();

function nonBindingOf(dialect: PacketsDialect): RegExp {
  let pattern = patterns.get(dialect);
  if (!pattern) {
    pattern = new RegExp(String.raw`\b(?:${dialect.nonBinding.map((w) => w.replace(/[^\p{L}\p{N} ]/gu, '')).join('|')})\b`, 'i');
    patterns.set(dialect, pattern);
  }
  return pattern;
}

/** The number of the heading that a list stands directly under. */
const numberUnder = (anchors: readonly PartAnchor[], heading: number): string | undefined =>
  heading < 0 ? undefined : anchors.find((a) => a.heading === heading && a.by === 'heading')?.id;

const plain = (s: string): string => ` ${s.replace(/[*_`]/g, '').trim()}`.slice(1);

interface Parts {
  readonly section: Section;
  readonly part: SpecPart;
}

/** Puts the sections together: what binds, how far an anchor's text reaches, and which numbers are list items'. Runs on every key. */
export function foldSpec(parts: readonly Parts[], source: MarkdownSource): Reading<SpecModel, Facts> {
  const { ends, bindings } = headingsOf(parts, source.text.length);
  const byHeading = new Set<string>();
  for (const { part } of parts) for (const a of part.anchors) if (a.by !== 'item') byHeading.add(a.id);
  const defs: Def[] = [];
  const depths: number[] = [];
  let before = 0;
  for (const { section, part } of parts) {
    for (const a of part.anchors) {
      if (a.by === 'item' && byHeading.has(a.id)) continue;
      const heading = before + a.heading;
      const own = part.headings[a.heading];
      const isHeading = a.end === 0 && own !== undefined;
      const body = isHeading
        ? { start: own.start + section.start, end: ends[heading] ?? source.text.length }
        : { start: a.at.start + section.start, end: a.end + section.start };
      const data = (bindings[heading] ?? true) ? a.binding : a.free;
      defs.push({ kind: 'anchor', name: a.id, at: shifted(a.at, section.start), data, body });
      depths.push(isHeading ? own.depth : 7);
    }
    before += part.headings.length;
  }
  const model: SpecModel = {
    // Only an outline asks for it, and not on every key.
    get anchors() {
      return defs.map(
        (d, i): SpecAnchor => ({
          id: d.name,
          at: d.at,
          ...(d.data as PartAnchor['binding']),
          depth: depths[i] as number,
          body: d.body as Span,
        }),
      );
    },
  };
  return { model, facts: { defs, refs: [] } };
}

/** For each heading of the document: where its section ends, and whether it binds. One pass with a stack. */
function headingsOf(
  parts: readonly Parts[],
  length: number,
): { readonly ends: readonly number[]; readonly bindings: readonly boolean[] } {
  const ends: number[] = [];
  const bindings: boolean[] = [];
  const depths: number[] = [];
  const open: number[] = [];
  // A heading binds unless it, or one above it, says that it does not: the depth of that one.
  let free = 0;
  for (const { section, part } of parts) {
    for (const { depth, start, binding } of part.headings) {
      while (open.length > 0 && (depths[open[open.length - 1] as number] as number) >= depth)
        ends[open.pop() as number] = start + section.start;
      open.push(ends.length);
      depths.push(depth);
      ends.push(length);
      if (free > 0 && depth <= free) free = 0;
      if (free === 0 && !binding) free = depth;
      bindings.push(free === 0);
    }
  }
  return { ends, bindings };
}
