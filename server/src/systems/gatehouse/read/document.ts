/** Links and suppression comments of a Markdown document, by section. */
import type { Nodes } from 'mdast';
import { spanOf } from '#core/fields/items';
import type { MarkdownSource, Section } from '#core/source';
import { type Directive, suppressionsIn } from '#core/suppression';
import type { Reading } from '#core/system';
import { detach, type Span, shifted } from '#core/text';
import type { Damage, DocumentFacts, DocumentModel, Link, SharedDialect } from '../model/types';
import { type DamagePart, damageIn, fencesOf, unhurt } from './damage';
import { Fragments } from './fragments';
import { onMachine, resolve } from './resolve';

/** Offsets from the section's start. */
export interface DocumentPart {
  readonly links: readonly { readonly url: string; readonly at: Span; readonly whole?: Span; readonly text?: string }[];
  readonly comments: readonly { readonly at: Span; readonly value: string }[];
  readonly hurt: DamagePart;
}

/** Places are relative to the section. */
export function readDocumentSection(section: Section, text: string): DocumentPart {
  const links: { url: string; at: Span; whole?: Span; text?: string }[] = [];
  const comments: { at: Span; value: string }[] = [];
  const source = text.slice(section.start, section.end);
  const hurt = damageIn(section, source);
  // Most sections hold neither a link nor a suppression: their nodes need not be visited.
  if (!source.includes('](') && !source.includes(']:') && !source.includes('gatehouse-')) return { links, comments, hurt };
  const visit = (node: Nodes): void => {
    if (node.type === 'link' || node.type === 'image' || node.type === 'definition') {
      const whole = spanOf(node, section.shift);
      const at = destination(text, whole, node.url);
      if (at) {
        const inline = node.type === 'link' ? { whole: shifted(whole, -section.start), text: labelOf(text, whole, at) } : {};
        links.push({ url: node.url, at: shifted(at, -section.start), ...inline });
      }
    } else if (node.type === 'html' && node.value.includes('gatehouse-')) {
      const at = spanOf(node, section.shift);
      for (const m of text.slice(at.start, at.end).matchAll(/<!--[\s\S]*?-->/g)) {
        const start = at.start + m.index - section.start;
        comments.push({ at: { start, end: start + m[0].length }, value: m[0] });
      }
    }
    if ('children' in node) for (const child of node.children) visit(child);
  };
  for (const node of section.nodes) visit(node);
  return { links, comments, hurt };
}

/** Where the destination stands in a link's source: the last place that reads like it. Autolinks have none. */
function destination(text: string, whole: Span, url: string): Span | undefined {
  const source = text.slice(whole.start, whole.end);
  if (!source.startsWith('[') && !source.startsWith('![')) return undefined;
  const open = Math.max(source.lastIndexOf(']('), source.lastIndexOf(']:'));
  if (open < 0) return undefined;
  const after = /^(?:\]\(|\]:)\s*<?/.exec(source.slice(open))?.[0].length ?? 2;
  const start = whole.start + open + after;
  const length = source.startsWith(url, open + after)
    ? url.length
    : (/^[^\s>)]*/.exec(source.slice(open + after))?.[0].length ?? 0);
  return length > 0 ? { start, end: start + length } : undefined;
}

const labelOf = (text: string, whole: Span, at: Span): string =>
  /^\[([\s\S]*)\]\($/.exec(text.slice(whole.start, at.start).trimEnd().replace(/<$/, ''))?.[1] ?? '';

/** Places are those of the document. Links that the configuration ignores are left out. */
export function foldDocument(
  parts: readonly { readonly section: Section; readonly part: DocumentPart }[],
  source: MarkdownSource,
  dialect: SharedDialect,
): Reading<DocumentModel, DocumentFacts> {
  const links: Link[] = [];
  const locals: Link[] = [];
  const comments: { at: Span; value: string }[] = [];
  const fragments = new Fragments(source);
  for (const { section, part } of parts) {
    for (const l of part.links) {
      fragments.take(l.url, shifted(l.at, section.start), dialect.links.root);
      const local = onMachine(l.url);
      const path = local ?? resolve(source.path, l.url, dialect.links.root);
      if (path === undefined || dialect.links.isIgnored(path)) continue;
      (local === undefined ? links : locals).push({
        path: detach(path),
        at: shifted(l.at, section.start),
        written: detach(l.url),
        ...(l.whole ? { whole: shifted(l.whole, section.start), text: detach(l.text ?? '') } : {}),
      });
    }
    for (const c of part.comments) comments.push({ at: shifted(c.at, section.start), value: c.value });
  }
  const suppressions = suppressionsIn(directivesOf(comments), source.text);
  const damage = damageOf(parts, source);
  const unmerged = damage.flatMap((d) =>
    d.is === 'merge' ? [{ start: d.at.start, end: endOfMerge(source.text, d.at.end) }] : [],
  );
  return {
    model: {
      undecoded: source.undecoded,
      problems: source.problems,
      open: source.strays.map((stray) => ({
        ...stray,
        named: source.text.slice(stray.heading.start, stray.heading.end).replace(/^#+\s*|\s*#*\s*$/g, ''),
      })),
      damage,
      length: source.text.length,
    },
    facts: {
      links,
      defs: [],
      refs: [],
      ...(locals.length > 0 ? { locals } : {}),
      ...(fragments.found.length > 0 ? { fragments: fragments.found } : {}),
      ...(suppressions.length > 0 ? { suppressions } : {}),
      ...(unmerged.length > 0 ? { unmerged } : {}),
    },
  };
}

/** Behind the last mark of a merge; without one, behind the first. */
function endOfMerge(text: string, from: number): number {
  const rest = text.slice(from);
  const m = /^>{7}(?: .*)?$/m.exec(rest);
  // Another one that begins before it has lost its own.
  return m && !/^<{7} \S/m.test(rest.slice(0, m.index)) ? from + m.index + m[0].length : from;
}

const undamaged: readonly Damage[] = Object.freeze([]);

function damageOf(
  parts: readonly { readonly section: Section; readonly part: DocumentPart }[],
  source: MarkdownSource,
): readonly Damage[] {
  const hurt = parts.filter((p) => p.part.hurt !== unhurt);
  if (hurt.length === 0) return undamaged;
  const moved = <T extends { readonly at: Span }>(x: T, by: number): T => ({ ...x, at: shifted(x.at, by) });
  const fences = fencesOf(hurt.flatMap(({ section, part }) => part.hurt.ticks.map((t) => moved(t, section.start))));
  const all = hurt.flatMap(({ section, part }) => part.hurt.damage.map((d) => moved(d, section.start)));
  // Bytes that are not UTF-8 are another matter, and told as such; what a fence has lost is told with the fence.
  const other = new Set(source.undecoded.flatMap((u) => (u.whole ? [] : [u.offset])));
  const apart = all.filter(
    (d) => !other.has(d.at.start) && !fences.some((f) => f.at.start <= d.at.start && d.at.end <= f.at.end),
  );
  return [...fences, ...apart].sort((a, b) => a.at.start - b.at.start);
}

/** A comment that holds a directive and nothing else. */
function directivesOf(comments: readonly { readonly at: Span; readonly value: string }[]): readonly Directive[] {
  return comments.flatMap(({ at, value }) => {
    const lead = /^<!--\s*(?=gatehouse-)/.exec(value)?.[0].length;
    return lead === undefined ? [] : [{ at, words: { start: at.start + lead, end: at.end - '-->'.length } }];
  });
}
