/**
 * One section of a spec, a codex or a protocol: the anchors that it defines, and what it demands.
 * In a fence, a quote or a table of contents nothing is defined. Source: SYSTEMS.md §1, "Anchor".
 */
import type { Nodes } from 'mdast';
import { contentOf, linesOf, spanOf, startOf } from '#core/fields/items';
import type { Section } from '#core/source';
import type { Vocabulary } from '#core/symbols';
import { detach, type Span, shifted } from '#core/text';
import { anchorForms, boldTag, headingAnchors, leadingTag, shownIn } from '../model/dialect/anchor-forms';
import type { PacketsDialect } from '../model/dialect/dialect';
import type { SpecAnchor } from '../model/types';
import { demandsIn, type FoundDemand, mayDemand } from './demands';
import type { PartHeading } from './heading-tree';

/** What one section gives; offsets from the section's start. */
export interface SpecPart {
  readonly anchors: readonly PartAnchor[];
  readonly headings: readonly PartHeading[];
  readonly demands: readonly PartDemands[];
  readonly others: readonly PartOther[];
}

/** What a section names and does not define: an id in a code block, the file of a module. */
export interface PartOther {
  readonly kind: 'shown' | 'module';
  readonly id: string;
  readonly at: Span;
}

/** An anchor of a section. Offsets are relative to the section. */
export interface PartAnchor {
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
  /** Only what a heading does not define. */
  readonly yields: boolean;
  /** An item of a list that does not begin here: `id` is its number alone, and the number before it that of a heading above. */
  readonly goesOn?: true;
}

/** The requirements of one tag or item, or of what else stands under one heading. */
export interface PartDemands {
  /** Alone in its list, which keeps its identity. */
  readonly owner: readonly [string] | undefined;
  /** Which of the section's headings it stands under; -1: above the first. */
  readonly heading: number;
  readonly at: Span;
  readonly data: Vocabulary['demands'];
}

const none: readonly never[] = [];

/** @param loose a paragraph that begins with a tag defines it too, as codexes are written */
export function readSpecSection(section: Section, text: string, dialect: PacketsDialect, loose: boolean): SpecPart {
  const anchors: PartAnchor[] = [];
  const headings: PartHeading[] = [];
  const base = section.start;
  const words = wordsOf(dialect);
  const forms = anchorForms(dialect.anchors);
  // A list goes on after a paragraph or a fence where its numbers do; one that begins with another number than 1 does so from above.
  let isFirst = true;
  let isFromAbove = false;
  const add = (id: string, at: Span, title: string, by: SpecAnchor['by'], end: number, goesOn = false): void => {
    anchors.push({
      id,
      at: shifted(at, -base),
      by,
      binding: { title, binding: true, by },
      free: { title, binding: false, by },
      heading: headings.length - 1,
      end,
      yields: end > 0 && (!loose || by === 'item'),
      ...(goesOn ? { goesOn } : {}),
    });
  };
  const tagged = (at: Span, lines: boolean): void => {
    for (const line of lines ? linesOf(text, at) : [at]) {
      const tag = leadingTag(text.slice(line.start, Math.min(line.end, line.start + 400)), forms);
      if (tag) add(tag.id, { start: line.start + tag.start, end: line.start + tag.end }, tag.title, 'tag', line.end - base);
    }
  };
  /** A paragraph that opens with a tag and asks for something, or a bold line with one: nothing else defines that tag, or it is only spoken of. */
  const stated = (at: Span): void => {
    const lead = text.slice(at.start, Math.min(at.end, at.start + 400));
    const asks = /^[*_]*\[/.test(lead) && /\b(?:MUST|SHALL|SHOULD)\b/.test(lead);
    const tag = asks ? leadingTag(lead, forms) : boldTag(lead.split('\n', 1)[0] ?? '');
    if (tag) add(tag.id, { start: at.start + tag.start, end: at.start + tag.end }, tag.title, 'text', at.end - base);
  };
  /** A row of a table of requirements: a tag alone in its first cell, and a sentence that asks for something behind it. */
  const inRow = (row: Nodes): void => {
    if (row.type !== 'tableRow' || !row.children[0]) return;
    const at = contentOf(row.children[0], section.shift);
    const whole = spanOf(row, section.shift);
    const tag = leadingTag(text.slice(at.start, Math.min(at.end, at.start + 120)), forms);
    const behind = text.slice(at.end, whole.end);
    if (tag?.title !== '' || !/\b(?:MUST|SHALL|SHOULD)\b/.test(behind)) return;
    const title = unmarked(behind.split('|').find((c) => /\p{L}/u.test(c)) ?? '').slice(0, 120);
    add(tag.id, { start: at.start + tag.start, end: at.start + tag.end }, title, 'text', whole.end - base);
  };
  const others = new Map<string, PartOther>();
  const other = (kind: PartOther['kind'], id: string, start: number): void => {
    if (!others.has(id)) others.set(id, { kind, id, at: { start: start - base, end: start - base + id.length } });
  };
  const show = (block: Span): void => {
    for (const { start, end } of linesOf(text, block)) {
      const line = text.slice(start, Math.min(end, start + 400));
      for (const id of shownIn(line, forms)) other('shown', id, start + Math.max(0, line.indexOf(id)));
    }
  };
  /** @param after the number of the item that a list stands in: one that goes on with the next is only indented too far */
  const walk = (node: Nodes, top: boolean, after?: number): void => {
    if (node.type === 'code') show(spanOf(node, section.shift));
    else if (node.type === 'paragraph' && loose) tagged(spanOf(node, section.shift), true);
    else if (node.type === 'paragraph' && top) stated(spanOf(node, section.shift));
    else if (node.type === 'table' && top) for (const row of node.children.slice(1)) inRow(row);
    else if (node.type === 'list') {
      const from = node.start ?? 1;
      const counts = node.ordered === true && (top ? isFirst || from > 1 : after !== undefined && from === after + 1);
      if (counts && top && isFirst) isFromAbove = from > 1;
      const own = counts ? numberUnder(anchors, headings.length - 1) : undefined;
      const numbered = counts && (isFromAbove ? headings.length > 0 : own !== undefined);
      if (counts && top) isFirst = false;
      let last = from - 1;
      node.children.forEach((item) => {
        const first = item.children[0];
        const at = spanOf(item, section.shift);
        const marker = /^\S*/.exec(text.slice(at.start, at.start + 8))?.[0] ?? '';
        // As it is written: numbers may be left out, and `1.` before each item counts on.
        const number = Math.max(last + 1, Number.parseInt(marker, 10) || 0);
        last = number;
        if (first?.type === 'paragraph' && !loose) tagged(spanOf(first, section.shift), false);
        if (numbered) {
          const title = first
            ? text.slice(startOf(first, section.shift), Math.min(at.end, startOf(first, section.shift) + 120)).split('\n')[0]
            : '';
          add(
            isFromAbove ? `${number}` : `${own}.${number}`,
            { start: at.start, end: at.start + marker.length },
            unmarked(title ?? ''),
            'item',
            at.end - base,
            isFromAbove,
          );
        }
        for (const child of item.children) walk(child, false, numbered ? number : undefined);
      });
    }
  };
  const whole = text.slice(section.start, section.end);
  const asks = !loose && mayDemand(whole);
  for (const node of section.nodes) {
    if (node.type !== 'heading') {
      walk(node, true);
      continue;
    }
    isFirst = true;
    isFromAbove = false;
    const at = contentOf(node, section.shift);
    const content = text.slice(at.start, at.end);
    const defined = headingAnchors(content, forms);
    const names = defined.length === 0 ? none : defined.map((a) => a.id);
    headings.push({ depth: node.depth, start: startOf(node, section.shift) - base, says: words(content), names });
    for (const a of defined) add(a.id, { start: at.start + a.start, end: at.start + a.end }, a.title, a.by, 0);
  }
  if (!loose) for (const { file, start } of modulesIn(whole)) other('module', file, base + start);
  return {
    anchors,
    headings,
    demands: asks ? demandsOf(section, text, anchors, headings) : none,
    others: others.size > 0 ? [...others.values()] : none,
  };
}

const markdownFile = /(?<![\w./-])(?:[\w.-]+\/)*[\w.-]+\.md(?![\w/-])/g;
/** A numbered file, or a folder by the name of which its files are parts of a spec. */
const modular = /(?:^|\/)\d+[-_.][^/]*$|(?:^|[^a-z])(?:specs?|modules?|chapters?|sections?|parts?)(?![a-z])[^/]*\//i;
const former = /(?:^|[^a-z])(?:archived?|history|old|previous|superseded)(?![a-z])/i;

/** Files that a spec names and that its other parts may stand in. */
function modulesIn(text: string): readonly { readonly file: string; readonly start: number }[] {
  if (!text.includes('.md')) return none;
  return [...text.matchAll(markdownFile)].flatMap(({ 0: file, index: start }) =>
    modular.test(file) && !former.test(file) ? [{ file: detach(file), start }] : [],
  );
}

/** The requirements of a section, each with the tag or item that it stands in. */
function demandsOf(
  section: Section,
  text: string,
  anchors: readonly PartAnchor[],
  headings: readonly PartHeading[],
): readonly PartDemands[] {
  const groups = new Map<string, { owner: string | undefined; heading: number; found: FoundDemand[] }>();
  for (const found of demandsIn(text, section.nodes, section.shift)) {
    const at = found.at.start - section.start;
    const owner = anchors.findLast((a) => a.end > 0 && a.at.start <= at + 8 && at < a.end)?.id;
    const heading = headings.findLastIndex((h) => h.start <= at);
    const key = `${heading} ${owner ?? ''}`;
    const group = groups.get(key);
    if (group) group.found.push(found);
    else groups.set(key, { owner, heading, found: [found] });
  }
  return [...groups.values()].map(({ owner, heading, found }) => ({
    owner: owner === undefined ? undefined : ([owner] as const),
    heading,
    at: shifted((found[0] as FoundDemand).at, -section.start),
    data: { blocks: found.map((f) => f.text) },
  }));
}

type Words = (heading: string) => PartHeading['says'];
const compiled = new WeakMap<PacketsDialect, Words>();

const listing =
  /^[\s\d.*_]*(?:table of contents|contents|toc|inhalt(?:sverzeichnis)?)[\s*_:]*$|\b(?:change ?log|(?:revision|version|document|change) (?:history|notes|log))\b/i;

/** Reads what the words of a heading say. */
function wordsOf(dialect: PacketsDialect): Words {
  let words = compiled.get(dialect);
  if (!words) {
    const free = anyOf(dialect.nonBinding);
    const binds = anyOf(dialect.binding);
    words = (heading) =>
      free?.test(heading) ? 'free' : listing.test(heading) ? 'lists' : binds?.test(heading) ? 'binds' : undefined;
    compiled.set(dialect, words);
  }
  return words;
}

/** Whole words, in any case. */
function anyOf(words: readonly string[]): RegExp | undefined {
  const sources = words.map((w) => w.replace(/[^\p{L}\p{N} ]/gu, '').trim()).filter((w) => w !== '');
  return sources.length === 0 ? undefined : new RegExp(`(?<![\\p{L}\\p{N}])(?:${sources.join('|')})(?![\\p{L}\\p{N}])`, 'iu');
}

/** The number of the heading that a list stands directly under. */
const numberUnder = (anchors: readonly PartAnchor[], heading: number): string | undefined =>
  heading < 0 ? undefined : anchors.find((a) => a.heading === heading && a.by === 'heading')?.id;

const unmarked = (s: string): string => ` ${s.replace(/[*_`]/g, '').trim()}`.slice(1);
