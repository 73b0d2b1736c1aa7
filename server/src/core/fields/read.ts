/**
 * Fields of a Markdown document, in every spelling of SYSTEMS.md §0.
 *
 * Invariant: a pure function of the source and the names; it never throws.
 * What counts: list items, paragraphs, headings with what stands under them, two-column tables, front matter.
 * What does not: fences outside a field's own section, block quotes, HTML comments, code spans.
 */
import type { Heading, List, ListItem, RootContent, Table } from 'mdast';
import type { DataNode, MarkdownSource } from '../source';
import type { Span } from '../text';
import { type Block, codeLines, contentOf, endOf, isExample, itemsOf, linesOf, listItem, makeItem, spanOf, startOf, trimmed } from './items';
import { isMark, namedLine, semicolons } from './line';
import type { Field, FieldDocument, Item, Part, Title } from './model';
import { type FieldNames, type FieldSpec, normalName, type Shape } from './names';

/** A log, a report, a history: what is named in it is said again, not declared. */
const retold = /(?:^| )(?:logs?|reports?|locked intent|history|changelog)(?: |$)/;
/** Names under which a one-word value may sit one level down. */
const levels = new Set(['level', 'value', 'tier', 'state', 'id']);

export function readFields(source: MarkdownSource, names: FieldNames): FieldDocument {
  const blocks: Block[] = source.sections.flatMap((s) => s.nodes.map((node) => ({ node, shift: s.shift })));
  return new Reader(source, blocks, names).document();
}

/** A field while it is being read. */
interface Draft {
  readonly spec: FieldSpec | undefined;
  /** Its own, or that of the block it is a part of. */
  readonly shape: Shape;
  readonly key: string;
  readonly name: string;
  readonly nameAt: Span;
  readonly start: number;
  end: number;
  /** Where a value would stand. */
  readonly slot: number;
  text: Span;
  readonly items: Item[];
  readonly parts: Field[];
  readonly spelling: Field['spelling'];
  readonly depth: number | undefined;
  readonly mention: boolean;
}

/** Where a field that is found belongs. */
interface Place {
  /** The field in whose section we are. */
  readonly owner: Draft | undefined;
  readonly mention: boolean;
}

class Reader {
  readonly #text: string;
  readonly #source: MarkdownSource;
  readonly #blocks: readonly Block[];
  readonly #names: FieldNames;
  readonly #fields: Field[] = [];
  readonly #headings: Part[] = [];
  #title: Title | undefined;

  constructor(source: MarkdownSource, blocks: readonly Block[], names: FieldNames) {
    this.#text = source.text;
    this.#source = source;
    this.#blocks = blocks;
    this.#names = names;
  }

  document(): FieldDocument {
    if (this.#source.frontMatter?.root) this.#frontMatter(this.#source.frontMatter.root);
    this.#range(0, this.#blocks.length, { owner: undefined, mention: false });
    this.#fields.sort((a, b) => a.at.start - b.at.start);
    return { title: this.#title, fields: this.#fields, headings: this.#headings };
  }

  /** Blocks before the first heading, then each heading with its section. */
  #range(from: number, to: number, place: Place): void {
    let i = from;
    while (i < to && this.#blocks[i]?.node.type !== 'heading') i++;
    this.#container(this.#blocks.slice(from, i), place);
    this.#sections(i, to, place);
  }

  #sections(from: number, to: number, place: Place): void {
    for (let i = from; i < to; ) {
      const end = this.#sectionEnd(i, to);
      this.#section(i, end, place);
      i = end;
    }
  }

  #sectionEnd(heading: number, to: number): number {
    const depth = (this.#blocks[heading]?.node as Heading).depth;
    let j = heading + 1;
    for (; j < to; j++) {
      const node = this.#blocks[j]?.node;
      if (node?.type === 'heading' && node.depth <= depth) break;
    }
    return j;
  }

  #section(at: number, end: number, place: Place): void {
    const { node, shift } = this.#blocks[at] as Block;
    const heading = node as Heading;
    const textAt = contentOf(heading, shift);
    const text = this.#text.slice(textAt.start, textAt.end);
    const start = startOf(heading, shift);
    const next = this.#blocks[end];
    const sectionEnd = next ? startOf(next.node, next.shift) : this.#text.length;
    this.#headings.push({ depth: heading.depth, text, textAt, at: { start, end: sectionEnd } });
    if (heading.depth === 1 && !this.#title) {
      this.#title = { text, at: textAt };
      return this.#range(at + 1, end, place);
    }
    const specs = this.#names.resolve(text);
    const { owner } = place;
    const escapes = specs.length > 0 && (owner === undefined || this.#escapes(owner, specs));
    if (!escapes && owner === undefined) {
      return this.#range(at + 1, end, { owner: undefined, mention: place.mention || retold.test(normalName(text)) });
    }
    const named = this.#nameIn(textAt);
    for (const spec of escapes ? specs : [specs[0]]) {
      const draft = this.#draft(spec, named, start, endOf(heading, shift), 'heading', place, heading.depth);
      this.#fieldSection(at + 1, end, draft, { owner: draft, mention: place.mention });
      this.#emit(draft, escapes ? undefined : owner);
    }
  }

  /** The part of a heading that is its name: without a number before it, tags and parentheses after it, and emphasis. */
  #nameIn(at: Span): { readonly name: string; readonly nameAt: Span } {
    const text = this.#text.slice(at.start, at.end);
    const m = /^(?:[^\p{L}\p{N}]*(?:\d+(?:\.\d+)*[.)]?\s+)?[*_`]*)(.*?)[*_`:：\s]*(?:\([^)]*\)|\[[^\]]*\]|[*_`:：\s])*$/su.exec(text);
    const name = m?.[1] || text;
    const offset = m?.[1] ? text.indexOf(name) : 0;
    return { name, nameAt: { start: at.start + offset, end: at.start + offset + name.length } };
  }

  /** A known name in another field's section that is not a part of it: the document's own field after all, badly nested. */
  #escapes(owner: Draft, specs: readonly FieldSpec[]): boolean {
    if (!owner.spec || owner.shape === 'block') return false;
    const parts = owner.spec.parts ?? [];
    return specs.every((s) => s !== owner.spec && !parts.some((p) => this.#names.resolve(p).includes(s)));
  }

  /** What stands under a field's own heading: its value, its parts, and the headings below. */
  #fieldSection(from: number, to: number, draft: Draft, place: Place): void {
    let i = from;
    while (i < to && this.#blocks[i]?.node.type !== 'heading') i++;
    this.#value(draft, this.#blocks.slice(from, i), place);
    this.#sections(i, to, place);
    const last = this.#blocks[to - 1];
    if (last && to > from) draft.end = Math.max(draft.end, endOf(last.node, last.shift));
  }

  /** Reads blocks as the value of a field. */
  #value(draft: Draft, blocks: readonly Block[], place: Place): void {
    const shape = draft.shape;
    for (const block of blocks) {
      const { node, shift } = block;
      if (node.type === 'html' || node.type === 'thematicBreak' || node.type === 'definition') continue;
      if (node.type === 'paragraph') this.#prose(draft, spanOf(node, shift), shape, place);
      else if (node.type === 'list') this.#valueList(draft, node, shift, shape, place);
      else if (node.type === 'code') this.#valueCode(draft, block, shape);
      else if (node.type === 'blockquote') {
        if (draft.text.start === draft.text.end) draft.text = trimmed(this.#text, spanOf(node, shift));
      } else draft.items.push(...itemsOf(this.#text, [block], false));
      draft.end = Math.max(draft.end, endOf(node, shift));
    }
  }

  #prose(draft: Draft, at: Span, shape: Shape, place: Place): void {
    let rest: Span | undefined;
    let part: Draft | undefined;
    for (const line of linesOf(this.#text, at)) {
      const found = this.#namedAt(line);
      const isPart = found !== undefined && this.#isPart(draft, found.named.name, found.named.marked);
      if (!isPart) {
        if (part) extend(part, line);
        else rest = rest ? { start: rest.start, end: line.end } : line;
        continue;
      }
      if (part) this.#emit(part, draft);
      part = this.#lineDraft(found, line, 'line', { owner: draft, mention: place.mention });
    }
    if (part) this.#emit(part, draft);
    if (!rest || isMark(this.#text.slice(rest.start, rest.end))) return;
    if (shape === 'list' || shape === 'block') {
      const parts = shape === 'list' ? linesOf(this.#text, rest) : [rest];
      draft.items.push(...parts.flatMap((p) => this.#inlineItems(p, shape)));
    }
    draft.text = draft.text.start === draft.text.end ? rest : { start: draft.text.start, end: rest.end };
  }

  #valueList(draft: Draft, list: List, shift: number, shape: Shape, place: Place): void {
    list.children.forEach((node, i) => {
      const found = this.#itemName(node, shift);
      const specs = found ? this.#names.resolve(found.named.name) : [];
      // Indented below a scalar by accident, or grouped by an item that is no field: the document's own.
      const free = draft.spec ? shape !== 'list' && this.#escapes(draft, specs) : shape !== 'block';
      if (found && specs.length > 0 && draft.spelling === 'list' && free) return this.#itemField(node, shift, found, { owner: undefined, mention: place.mention });
      if (found && this.#isPart(draft, found.named.name, found.named.marked)) return this.#itemField(node, shift, found, { owner: draft, mention: place.mention });
      // An item without a known name may group fields below it: `- Scope:` / `  - What: …`.
      if (!draft.spec && this.#groups(node, shift, found, { owner: undefined, mention: draft.mention })) return;
      const item = listItem(this.#text, node, shift, list.ordered ? (list.start ?? 1) + i : undefined);
      if (item) draft.items.push(item);
    });
  }

  #valueCode(draft: Draft, block: Block, shape: Shape): void {
    const { node, shift } = block;
    if (node.type !== 'code') return;
    if (shape !== 'block' || isExample(node)) return void draft.items.push(...itemsOf(this.#text, [block], false));
    let part: Draft | undefined;
    for (const line of codeLines(this.#text, node, shift)) {
      const found = this.#namedAt(line);
      if (found && normalName(found.named.name).split(' ').length <= 4) {
        if (part) this.#emit(part, draft);
        part = this.#lineDraft(found, line, 'line', { owner: draft, mention: draft.mention });
      } else if (!isMark(this.#text.slice(line.start, line.end))) {
        const bullet = /^[-*+]\s+/.exec(this.#text.slice(line.start, line.end))?.[0].length ?? 0;
        const item = makeItem(this.#text, { start: line.start + bullet, end: line.end }, 'fence');
        (part ?? draft).items.push(item);
        if (part) part.end = line.end;
      }
    }
    if (part) this.#emit(part, draft);
  }

  /** Blocks under a heading that is no field: list items, paragraphs and tables may be fields. */
  #container(blocks: readonly Block[], place: Place): void {
    let pending: Draft | undefined;
    const settle = (): void => {
      if (pending) this.#emit(pending, place.owner);
      pending = undefined;
    };
    for (const block of blocks) {
      const { node, shift } = block;
      if (pending && (node.type === 'list' || node.type === 'code' || node.type === 'table') && this.#wantsBlock(pending)) {
        this.#value(pending, [block], { owner: pending, mention: place.mention });
        if (node.type !== 'list') settle();
        continue;
      }
      if (node.type === 'html') continue;
      settle();
      if (node.type === 'list') for (const item of node.children) this.#containerItem(item, shift, place);
      else if (node.type === 'paragraph') pending = this.#paragraph(spanOf(node, shift), place);
      else if (node.type === 'table') this.#table(node, shift, place);
    }
    settle();
  }

  /** Whether what follows a paragraph is the value of its last field: nothing, or only an introduction, stands beside the name. */
  #wantsBlock(draft: Draft): boolean {
    const inline = this.#text.slice(draft.text.start, draft.text.end).trimEnd();
    return inline === '' || (draft.shape !== 'scalar' && /[:：]$/.test(inline));
  }

  /** The fields of a paragraph; the last one is not finished: a list may follow. */
  #paragraph(at: Span, place: Place): Draft | undefined {
    let part: Draft | undefined;
    for (const line of linesOf(this.#text, at)) {
      const found = this.#namedAt(line);
      const counts = found && (found.named.marked || this.#names.resolve(found.named.name).length > 0 || /^[A-Z][A-Z0-9_ ]+$/.test(found.named.name));
      if (!found || !counts) {
        if (part) extend(part, line);
        continue;
      }
      if (part) this.#emit(part, place.owner);
      part = this.#lineDraft(found, line, 'paragraph', place);
    }
    return part;
  }

  #containerItem(node: ListItem, shift: number, place: Place): void {
    const found = this.#itemName(node, shift);
    if (found) return this.#itemField(node, shift, found, place);
    this.#groups(node, shift, undefined, place);
  }

  /** Fields in lists below an item that is none itself. */
  #groups(node: ListItem, shift: number, found: Found | undefined, place: Place): boolean {
    let any = false;
    for (const child of node.children) {
      if (child.type !== 'list') continue;
      for (const item of child.children) {
        const below = this.#itemName(item, shift);
        if (!below || this.#names.resolve(below.named.name).length === 0) continue;
        this.#itemField(item, shift, below, place);
        any = true;
      }
    }
    return any && found === undefined;
  }

  #itemField(node: ListItem, shift: number, found: Found, place: Place): void {
    const [first, ...rest] = node.children;
    if (!first) return;
    const specs = this.#names.resolve(found.named.name);
    for (const spec of specs.length > 0 ? specs : [undefined]) {
      const draft = this.#lineDraft(found, { start: startOf(node, shift), end: found.line.end }, 'list', place, spec);
      let last = draft;
      const [, ...more] = linesOf(this.#text, spanOf(first, shift));
      for (const line of more) {
        const next = this.#namedAt(line);
        if (next?.named.marked && this.#names.resolve(next.named.name).length > 0) {
          if (last !== draft) this.#emit(last, place.owner);
          last = this.#lineDraft(next, line, 'paragraph', place);
        } else extend(last, line);
      }
      if (last !== draft) this.#emit(last, place.owner);
      this.#value(
        draft,
        rest.map((n: RootContent) => ({ node: n, shift })),
        { owner: draft, mention: place.mention },
      );
      draft.end = Math.max(draft.end, endOf(node, shift));
      this.#emit(draft, place.owner);
    }
  }

  #table(table: Table, shift: number, place: Place): void {
    const key = (i: number): readonly FieldSpec[] => {
      const cell = table.children[i]?.children[0];
      const at = cell && contentOf(cell, shift);
      return at ? this.#names.resolve(this.#text.slice(at.start, at.end)) : [];
    };
    const wide = (table.children[0]?.children.length ?? 0) !== 2;
    const body = table.children.some((_, i) => i > 0 && key(i).length > 0);
    table.children.forEach((row, i) => {
      const specs = key(i);
      const [name, value] = row.children;
      if (specs.length === 0 || !name || !value || (i === 0 && (wide || !body))) return;
      const at = contentOf(value, shift);
      for (const spec of specs) {
        const draft = this.#draft(spec, this.#nameIn(contentOf(name, shift)), startOf(row, shift), endOf(name, shift), 'table', place);
        draft.end = endOf(row, shift);
        if (!isMark(this.#text.slice(at.start, at.end))) draft.text = at;
        this.#emit(draft, place.owner);
      }
    });
  }

  #frontMatter(root: DataNode): void {
    if (root.is !== 'map') return;
    for (const { key, keyAt, value } of root.entries) {
      const specs = this.#names.resolve(key);
      for (const spec of specs.length > 0 ? specs : [undefined]) {
        const draft = this.#draft(spec, { name: key, nameAt: keyAt }, keyAt.start, value.at.end, 'front-matter', { owner: undefined, mention: false });
        draft.end = value.at.end;
        if (value.is === 'scalar' && value.value !== null) draft.text = value.at;
        if (value.is === 'list') draft.items.push(...value.items.filter((n) => n.is === 'scalar').map((n) => makeItem(this.#text, n.at, 'plain')));
        this.#emit(draft, undefined);
      }
    }
  }

  #namedAt(line: Span): Found | undefined {
    const named = namedLine(this.#text.slice(line.start, line.end));
    return named && { named, line };
  }

  #itemName(node: ListItem, shift: number): Found | undefined {
    const first = node.children[0];
    if (first?.type !== 'paragraph') return undefined;
    const line = linesOf(this.#text, spanOf(first, shift))[0];
    return line && this.#namedAt(line);
  }

  /** In a block every name is a part; elsewhere only those that the dialect lists. */
  #isPart(owner: Draft, name: string, marked: boolean): boolean {
    if (owner.shape === 'block') return true;
    if (!owner.spec) return owner.spelling !== 'list' || marked;
    const n = normalName(name);
    return (owner.spec.parts ?? []).some((p) => normalName(p) === n) || (owner.shape === 'scalar' && levels.has(n));
  }

  #lineDraft(found: Found, at: Span, spelling: Field['spelling'], place: Place, spec = this.#names.resolve(found.named.name)[0]): Draft {
    const { named, line } = found;
    const nameAt = { start: line.start + named.nameStart, end: line.start + named.nameEnd };
    const draft = this.#draft(spec, { name: named.name, nameAt }, at.start, line.start + named.valueStart, spelling, place);
    const value = trimmed(this.#text, { start: line.start + named.valueStart, end: line.end });
    if (!isMark(this.#text.slice(value.start, value.end))) draft.text = value;
    draft.end = Math.max(draft.end, line.end);
    return draft;
  }

  #draft(spec: FieldSpec | undefined, named: { name: string; nameAt: Span }, start: number, slot: number, spelling: Field['spelling'], place: Place, depth?: number): Draft {
    const key = spec?.key ?? normalName(named.name);
    const shape = spec?.shape ?? (place.owner?.shape === 'block' ? 'block' : 'text');
    const { mention } = place;
    return { spec, shape, key, ...named, start, end: slot, slot, text: { start: slot, end: slot }, items: [], parts: [], spelling, depth, mention };
  }

  #inlineItems(at: Span, shape: Shape): readonly Item[] {
    const parts = shape === 'scalar' || shape === 'text' ? [] : semicolons(this.#text.slice(at.start, at.end));
    return parts.map((p) => makeItem(this.#text, { start: at.start + p.start, end: at.start + p.end }, 'plain'));
  }

  #emit(draft: Draft, owner: Draft | undefined): void {
    const shape = draft.shape;
    if (draft.items.length === 0 && draft.text.end > draft.text.start) draft.items.push(...this.#inlineItems(draft.text, shape));
    let textAt = draft.text;
    // A one-word value may sit one level down: `## RISK_TIER` / `- Level: HIGH`.
    if (shape === 'scalar' && textAt.start === textAt.end) {
      const level = draft.parts.find((p) => levels.has(normalName(p.name)));
      textAt = level?.textAt ?? draft.items[0]?.at ?? textAt;
    }
    const ends = [textAt, ...draft.items.map((i) => i.at), ...draft.parts.map((p) => p.at)].filter((s) => s.end > s.start);
    const valueAt = ends.length > 0 ? { start: Math.min(...ends.map((s) => s.start)), end: Math.max(...ends.map((s) => s.end)) } : { start: draft.slot, end: draft.slot };
    const field: Field = {
      key: draft.key,
      known: draft.spec !== undefined,
      name: draft.name,
      nameAt: draft.nameAt,
      shape,
      at: { start: draft.start, end: Math.max(draft.end, valueAt.end) },
      valueAt,
      text: this.#text.slice(textAt.start, textAt.end),
      textAt,
      items: draft.items,
      parts: draft.parts,
      spelling: draft.spelling,
      ...(draft.depth === undefined ? {} : { depth: draft.depth }),
      role: draft.mention ? 'mention' : 'value',
    };
    if (owner) owner.parts.push(field);
    else this.#fields.push(field);
  }
}

interface Found {
  readonly named: NonNullable<ReturnType<typeof namedLine>>;
  readonly line: Span;
}

function extend(draft: Draft, line: Span): void {
  draft.text = draft.text.start === draft.text.end ? line : { start: draft.text.start, end: line.end };
  draft.end = Math.max(draft.end, line.end);
}
