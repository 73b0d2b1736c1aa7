/** Links and suppression comments of a Markdown document, by section. */
import type { Nodes } from 'mdast';
import { spanOf } from '#core/fields/items';
import type { MarkdownSource, Section } from '#core/source';
import type { Suppression } from '#core/suppression';
import type { Reading } from '#core/system';
import { detach, type Span, shifted } from '#core/text';
import type { Damage, DocumentFacts, DocumentModel, Link, SharedDialect } from '../model/types';
import { type DamagePart, damageIn, fencesOf, unhurt } from './damage';
import { Fragments } from './fragments';
import { resolve } from './resolve';

/** Offsets from the section's start. */
export interface DocumentPart {
  readonly links: readonly { readonly url: string; readonly at: Span; readonly whole?: Span; readonly text?: string }[];
  readonly comments: readonly { readonly at: Span; readonly value: string }[];
  readonly hurt: DamagePart;
}

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

export function foldDocument(
  parts: readonly { readonly section: Section; readonly part: DocumentPart }[],
  source: MarkdownSource,
  dialect: SharedDialect,
): Reading<DocumentModel, DocumentFacts> {
  const links: Link[] = [];
  const comments: { at: Span; value: string }[] = [];
  const fragments = new Fragments(source);
  for (const { section, part } of parts) {
    for (const l of part.links) {
      fragments.take(l.url, shifted(l.at, section.start), dialect.links.root);
      const path = resolve(source.path, l.url, dialect.links.root);
      if (path === undefined || dialect.links.isIgnored(path)) continue;
      links.push({
        path: detach(path),
        at: shifted(l.at, section.start),
        written: detach(l.url),
        ...(l.whole ? { whole: shifted(l.whole, section.start), text: detach(l.text ?? '') } : {}),
      });
    }
    for (const c of part.comments) comments.push({ at: shifted(c.at, section.start), value: c.value });
  }
  const suppressions = suppressionsOf(comments, source.text);
  return {
    model: {
      undecoded: source.undecoded,
      problems: source.problems,
      damage: damageOf(parts, source),
      length: source.text.length,
    },
    facts: {
      links,
      defs: [],
      refs: [],
      ...(fragments.found.length > 0 ? { fragments: fragments.found } : {}),
      ...(suppressions.length > 0 ? { suppressions } : {}),
    },
  };
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

const directive = /^<!--\s*gatehouse-(disable-next-line|disable-file|disable|enable)\b([\s\S]*?)-->$/;

function suppressionsOf(
  comments: readonly { readonly at: Span; readonly value: string }[],
  text: string,
): readonly Suppression[] {
  const out: Suppression[] = [];
  const open: { s: Omit<Suppression, 'over'>; from: number }[] = [];
  const close = (i: number, end: number): void => {
    const [o] = open.splice(i, 1);
    if (o) out.push({ ...o.s, over: { start: o.from, end } });
  };
  for (const { at, value } of comments) {
    const m = directive.exec(value);
    if (!m) continue;
    const [, verb, rest = ''] = m;
    const dash = /(?:^|\s)--(?:\s|$)/.exec(rest);
    const names = dash ? rest.slice(0, dash.index) : rest;
    const reason = dash ? rest.slice(dash.index + dash[0].length).trim() : '';
    const offset = at.start + value.indexOf(rest, value.indexOf(verb ?? '') + (verb?.length ?? 0));
    const rules = [...names.matchAll(/[^\s,]+/g)].map((n) => ({
      id: detach(n[0]),
      at: { start: offset + n.index, end: offset + n.index + n[0].length },
    }));
    const s = { rules, reason: reason === '' ? undefined : detach(reason), at };
    if (verb === 'disable-file') out.push({ ...s, is: 'file', over: { start: 0, end: text.length } });
    else if (verb === 'disable') open.push({ s: { ...s, is: 'block' }, from: at.end });
    else if (verb === 'enable') {
      for (let i = open.length - 1; i >= 0; i--) {
        const o = open[i];
        if (o && (rules.length === 0 || o.s.rules.some((r) => rules.some((e) => e.id === r.id)))) close(i, at.start);
      }
    } else {
      const lineEnd = text.indexOf('\n', at.end);
      const start = lineEnd < 0 ? text.length : lineEnd + 1;
      const end = text.indexOf('\n', start);
      out.push({ ...s, is: 'next-line', over: { start, end: end < 0 ? text.length : end } });
    }
  }
  while (open.length > 0) close(0, text.length);
  return out.sort((a, b) => a.at.start - b.at.start);
}
