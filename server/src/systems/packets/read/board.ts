/** The task board: sections, and entries in every form of SYSTEMS.md §1, "Board forms". */
import type { Heading, ListItem, RootContent } from 'mdast';
import { contentOf, endOf, linesOf, spanOf, startOf } from '#core/fields/items';
import { namedLine } from '#core/fields/line';
import { normalName } from '#core/fields/names';
import type { MarkdownSource } from '#core/source';
import type { Def, Ref } from '#core/symbols';
import type { Reading } from '#core/system';
import { detach, type Span } from '#core/text';
import type { PacketsDialect } from '../model/dialect';
import type { StatusReading } from '../model/status';
import type { BoardEntry, BoardFacts, BoardModel, BoardSection, Located } from '../model/types';
import { packetIds } from './ids';

// An id that opens the item: `[WP-1-X]`, `**[WP-1-X]**`, `**WP-1-X**`, `[WP-1-X](path)`, `WP-1-X`, after a check box or not.
const opening = /^[\s*_~[]*`?(WP-[A-Za-z0-9]+(?:[._-][A-Za-z0-9]+)*)[\s*_`~\]]*(?:\([^()\s]*\.md[^()\s]*\))?[\s*_`~\]]*/;
const blockedBy = /^(?:blockers?|blocked (?:on|by)|depends on|dependencies)$/;
const retold = /(?:^| )(?:change ?logs?|logs?|history|legend|examples?)(?: |$)/;
/** States that a line may begin with in plain words; others are as likely the start of a sentence. */
const spoken =
  /^(?:ready[ -]for[ -](?:dev|development|validation)|in[ -]progress|done|validated|superseded|stub)(?![\p{L}\p{N}-])/iu;
const freeing = /^(?:unblocks|blocks)$/;

interface Draft {
  readonly title: string;
  readonly at: { start: number; end: number };
  readonly titleAt: Span;
  readonly depth: number;
  readonly status: StatusReading | undefined;
  readonly closure: boolean;
  end: number;
}

export function readBoard(source: MarkdownSource, dialect: PacketsDialect): Reading<BoardModel, BoardFacts> {
  const { text } = source;
  const entries: BoardEntry[] = [];
  const sections: Draft[] = [];
  let stack: Draft[] = [];
  let title = '';
  for (const s of source.sections) {
    for (const node of s.nodes) {
      if (node.type === 'heading') {
        const section = sectionOf(text, node, s.shift, stack, dialect);
        if (node.depth === 1 && title === '') title = section.title;
        stack = [...stack.filter((x) => x.depth < node.depth), section];
        sections.push(section);
        continue;
      }
      const section = stack[stack.length - 1];
      for (const open of stack) open.at.end = endOf(node, s.shift);
      if (section && node.type !== 'thematicBreak') section.end = endOf(node, s.shift);
      if (node.type === 'list') for (const item of node.children) entries.push(...entryOf(text, item, s.shift, section, dialect));
    }
  }
  const kept: BoardSection[] = sections;
  const refs: Ref[] = [];
  const strong = new Set<number>();
  for (const e of entries) {
    for (const r of [{ text: e.id, at: e.at }, ...e.blockers, ...e.unblocks]) {
      refs.push({ kind: 'packet', name: r.text, at: r.at });
      strong.add(r.at.start);
    }
  }
  for (const p of packetIds(text, 0))
    if (!strong.has(p.at.start)) refs.push({ kind: 'packet', name: p.text, at: p.at, weak: true });
  return { model: { title, entries, sections: kept }, facts: { entries, defs: defsOf(entries), refs } };
}

function defsOf(entries: readonly BoardEntry[]): readonly Def[] {
  return entries.flatMap((e): Def[] => [
    {
      kind: 'entry',
      name: e.id,
      at: e.at,
      data: { status: e.status?.status, validated: e.status?.validated ?? false, section: e.section, closure: e.closure },
    },
    {
      kind: 'blocking',
      name: e.id,
      at: e.at,
      data: { blockers: e.blockers.map((b) => b.text), unblocks: e.unblocks.map((b) => b.text) },
    },
  ]);
}

function sectionOf(text: string, node: Heading, shift: number, stack: readonly Draft[], dialect: PacketsDialect): Draft {
  const titleAt = contentOf(node, shift);
  const title = detach(text.slice(titleAt.start, titleAt.end));
  const above = stack.filter((x) => x.depth < node.depth).at(-1);
  const closure = /\bclosure gates?\b/.test(normalName(title)) || (above?.closure ?? false);
  // A heading such as "Ready for Validation (re-opened)" says a state for all that stands under it.
  const status = closure
    ? undefined
    : (dialect.status.leading(title.replace(/\([^)]*\)/g, '').replace(/^[^\p{L}]+/u, '')) ?? above?.status);
  const end = endOf(node, shift);
  return { title, at: { start: startOf(node, shift), end }, titleAt, depth: node.depth, status, closure, end };
}

function entryOf(
  text: string,
  item: ListItem,
  shift: number,
  section: Draft | undefined,
  dialect: PacketsDialect,
): readonly BoardEntry[] {
  const [first, ...rest] = item.children;
  if (first?.type !== 'paragraph') return [];
  const at = spanOf(first, shift);
  const body = text.slice(at.start, at.end);
  const m = opening.exec(body);
  const id = m?.[1];
  // All in a code span it is an explanation; under a log or a legend it is said again.
  if (!m || !id || /^\s*`/.test(body) || (section && retold.test(normalName(section.title)))) return [];
  const idStart = at.start + m[0].indexOf(id);
  const found = statusIn(body, m[0].length, dialect);
  // Outside the sections that say states or list gates, a line that only names a packet is prose.
  if (!found && !section?.status && !section?.closure) return [];
  const relations = { blockers: [] as Located[], unblocks: [] as Located[] };
  inline(body, at.start, m[0].length, relations);
  for (const child of rest) nested(text, child, shift, relations);
  const status = found?.reading ?? section?.status;
  return [
    {
      id: detach(id),
      at: { start: idStart, end: idStart + id.length },
      whole: spanOf(item, shift),
      status,
      statusAt: found
        ? { start: at.start + found.start, end: at.start + found.end }
        : (section?.titleAt ?? { start: idStart, end: idStart + id.length }),
      explicit: found !== undefined,
      section: section?.title ?? '',
      sectionStatus: section?.status,
      closure: section?.closure ?? false,
      ...relations,
    },
  ];
}

/** The state that the entry itself says: in brackets, in bold, or as the first words after the id. */
function statusIn(
  body: string,
  from: number,
  dialect: PacketsDialect,
): { readonly reading: StatusReading; readonly start: number; readonly end: number } | undefined {
  const line = body.split('\n')[0] ?? '';
  const struck = line.replace(/~~[^~]*~~/g, (t) => ' '.repeat(t.length));
  const candidates = [...struck.matchAll(/\[([^[\]]+)\](?!\()/g)].filter((m) => m.index >= from).reverse();
  for (const m of candidates) {
    const inner = m[1] ?? '';
    const reading = dialect.status.leading(inner);
    const start = m.index + m[0].indexOf(inner);
    if (reading) return { reading, start, end: start + inner.length };
  }
  const lead = /^[\s:–—-]*/.exec(line.slice(from))?.[0].length ?? 0;
  const after = line.slice(from + lead);
  const bold = /^\*\*([^*]+)\*\*(?=\s*(?:$|[(\p{Extended_Pictographic}.,;]))/u.exec(after);
  if (bold?.[1]) {
    const said = dialect.status.leading(bold[1]);
    if (said) return { reading: said, start: from + lead + 2, end: from + lead + 2 + bold[1].length };
  }
  if (!spoken.test(after)) return undefined;
  const reading = dialect.status.leading(after);
  if (!reading) return undefined;
  const words =
    /^[\p{L} _-]+?(?:\s*\(VALIDATED\))?(?=\s*(?:[\])*_,;:.!(–—]|\p{Extended_Pictographic}|\s-\s|$))/iu.exec(after)?.[0] ?? after;
  return { reading, start: from + lead, end: from + lead + words.trimEnd().length };
}

/** `Blocked on WP-1-A and WP-1-B`, `awaiting blockers WP-1-A to clear`: up to the end of the clause. */
function inline(body: string, base: number, from: number, relations: { blockers: Located[]; unblocks: Located[] }): void {
  for (const m of body.matchAll(
    /(?<!\b(?:not|longer|was|were|previously|formerly|un) ?)\b(?:blocked (?:on|by)|depends on|awaiting (?:blockers?|completion of)|waiting (?:for|on))\b([^.;\n]*)/gi,
  )) {
    if (m.index >= from) relations.blockers.push(...packetIds(m[1] ?? '', base + m.index + m[0].length - (m[1] ?? '').length));
  }
  for (const m of body.matchAll(/\bunblocks\b([^.;\n]*)/gi)) {
    if (m.index >= from) relations.unblocks.push(...packetIds(m[1] ?? '', base + m.index + m[0].length - (m[1] ?? '').length));
  }
}

function nested(text: string, node: RootContent, shift: number, relations: { blockers: Located[]; unblocks: Located[] }): void {
  if (node.type === 'list') {
    for (const item of node.children) for (const child of item.children) nested(text, child, shift, relations);
    return;
  }
  if (node.type !== 'paragraph') return;
  for (const line of linesOf(text, spanOf(node, shift))) {
    const said = text.slice(line.start, line.end);
    const named = namedLine(said);
    if (!named) continue;
    const ids = packetIds(said.slice(named.valueStart), line.start + named.valueStart);
    if (blockedBy.test(normalName(named.name))) relations.blockers.push(...ids);
    else if (freeing.test(normalName(named.name))) relations.unblocks.push(...ids);
  }
}
