/**
 * Fields of a Markdown document, in every spelling of SYSTEMS.md §0.
 *
 * Invariant: a pure function of the source and the names; it never throws.
 * What counts: list items, paragraphs, headings with what stands under them, two-column tables, front matter.
 * What does not: fences outside a field's own section, block quotes (but for one of fields below the title), HTML comments, code spans.
 */
import type { Heading, List, ListItem, RootContent } from 'mdast';
import type { MarkdownSource } from '../source';
import type { Span } from '../text';
import { type Draft, Drafts, extend, type Found, type Place } from './draft';
import {
  type Block,
  codeLines,
  contentOf,
  endOf,
  firstLineOf,
  isExample,
  isValue,
  itemsOf,
  linesOf,
  listItem,
  makeItem,
  sectionEnd,
  spanOf,
  startOf,
  trimmed,
  unwrappedLines,
} from './items';
import { unfolded } from './lazy';
import { isMark, isTitle } from './line';
import { codeInItems } from './margin-code';
import { type Field, type FieldDocument, type Part, type Title, withoutStandIns } from './model';
import { type FieldNames, normalName, type Shape } from './names';
import { quotedFields } from './quoted';
import { blocksOf } from './rulers';
import { inFrontMatter, inTable } from './tabular';

/** A log, a report, a history: what is named in it is said again, not declared. */
const retold = /(?:^| )(?:logs?|reports?|locked intent|packet updates?|history|changelog)(?: |$)/;

/** The fields of a document, of front matter and of the text, in any spelling. Never fails. Source: SYSTEMS.md §0, "How a field is written". */
export function readFields(source: MarkdownSource, names: FieldNames): FieldDocument {
  return new Reader(source, codeInItems(source.text, blocksOf(source), names), names).document();
}

class Reader {
  readonly #text: string;
  readonly #source: MarkdownSource;
  readonly #blocks: readonly Block[];
  readonly #names: FieldNames;
  readonly #drafts: Drafts;
  readonly #fields: Field[] = [];
  readonly #headings: Part[] = [];
  #title: Title | undefined;

  constructor(source: MarkdownSource, blocks: readonly Block[], names: FieldNames) {
    this.#text = source.text;
    this.#source = source;
    this.#blocks = blocks;
    this.#names = names;
    this.#drafts = new Drafts(source.text, names);
  }

  document(): FieldDocument {
    const data = this.#source.frontMatter?.root;
    const here = { text: this.#text, names: this.#names, drafts: this.#drafts };
    if (data) for (const draft of inFrontMatter(data, here)) this.#emit(draft, undefined);
    this.#range(0, this.#blocks.length, { owner: undefined, mention: false });
    const top = this.#text.slice(0, this.#headings.find((h) => h.depth > 1)?.at.start);
    const sorted = this.#fields.sort((a, b) => a.at.start - b.at.start);
    const fields = withoutStandIns(sorted, this.#names, top);
    return { title: this.#title, fields, headings: this.#headings, called: this.#names.called };
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
      const end = sectionEnd(this.#blocks, i, to);
      this.#section(i, end, place);
      i = end;
    }
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
      this.#range(at + 1, end, place);
      return;
    }
    const whole = this.#names.resolve(text);
    const valued = whole.length === 0 ? this.#drafts.valuedHeading(textAt) : undefined;
    const specs = valued?.specs ?? whole;
    const { owner } = place;
    const escapes = specs.length > 0 && (owner === undefined || this.#drafts.escapes(owner, specs));
    if (!escapes && owner === undefined) {
      this.#range(at + 1, end, { owner: undefined, mention: place.mention || retold.test(normalName(text)) });
      return;
    }
    const named = valued ?? this.#drafts.nameIn(textAt);
    for (const spec of escapes ? specs : [specs[0]]) {
      const draft = this.#drafts.of(
        spec,
        { ...named, start, slot: endOf(heading, shift), spelling: 'heading', depth: heading.depth },
        place,
      );
      // What follows the name of a list is a subtitle.
      if (valued && (draft.shape === 'scalar' || draft.shape === 'text')) draft.text = valued.value;
      this.#fieldSection(at + 1, end, draft, { owner: draft, mention: place.mention });
      this.#emit(draft, escapes ? undefined : owner);
    }
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
    // A part of a block that is written as a paragraph, and whose value may follow: `**FILES_TO_OPEN:**` and a list.
    let part: Draft | undefined;
    const settle = (): void => {
      if (part) this.#emit(part, draft);
      part = undefined;
    };
    let ruled = false;
    // Behind a ruler, a list and the lines that end a document are followed by what is said of the document as a whole.
    let closed = false;
    for (const block of shape === 'block' ? blocks.flatMap((b) => unfolded(this.#text, b, this.#names)) : blocks) {
      const { node, shift } = block;
      ruled ||= node.type === 'thematicBreak' && draft.spelling === 'heading';
      if (node.type === 'html' || node.type === 'thematicBreak' || node.type === 'definition') continue;
      if (part && isValue(node) && this.#wantsBlock(part)) {
        this.#value(part, [block], { owner: part, mention: place.mention });
        draft.end = Math.max(draft.end, endOf(node, shift));
        continue;
      }
      settle();
      const footer = ruled && node.type === 'paragraph' ? this.#drafts.footer(spanOf(node, shift), place.mention) : undefined;
      closed ||= footer !== undefined || (ruled && shape !== 'block' && draft.items.length > 0);
      if (footer) this.#fields.push(...footer);
      else if (closed && node.type === 'paragraph') continue;
      else if (node.type === 'paragraph') part = this.#prose(draft, spanOf(node, shift), shape, place);
      else if (node.type === 'list') this.#valueList(draft, node, shift, shape, place);
      else if (node.type === 'code') this.#valueCode(draft, block, shape);
      else if (node.type === 'blockquote') {
        if (draft.text.start === draft.text.end) draft.text = trimmed(this.#text, spanOf(node, shift));
      } else draft.items.push(...itemsOf(this.#text, [block], false));
      draft.end = Math.max(draft.end, endOf(node, shift));
    }
    settle();
  }

  /** A value's paragraph. The part that it ends with is not finished: a list may follow. */
  #prose(draft: Draft, at: Span, shape: Shape, place: Place): Draft | undefined {
    let rest: Span | undefined;
    let part: Draft | undefined;
    for (const line of linesOf(this.#text, at)) {
      const found = this.#drafts.namedAt(line);
      const isPart = found !== undefined && this.#drafts.isPart(draft, found.named);
      if (found && !isPart && this.#drafts.strays(draft, found.named.name)) {
        this.#emit(this.#drafts.ofLine(found, line.start, 'line', { owner: undefined, mention: place.mention }), undefined);
        continue;
      }
      if (!isPart) {
        if (part) extend(part, line);
        else rest = rest ? { start: rest.start, end: line.end } : line;
        continue;
      }
      if (part) this.#emit(part, draft);
      part = this.#drafts.ofLine(found, line.start, 'line', { owner: draft, mention: place.mention });
    }
    if (!rest || isMark(this.#text.slice(rest.start, rest.end))) return part;
    if (shape === 'list' || shape === 'block') {
      const parts = shape === 'list' ? unwrappedLines(this.#text, rest) : [rest];
      for (const p of parts) for (const item of this.#drafts.inlineItems(p, shape)) draft.items.push({ ...item, prose: true });
    }
    draft.text = draft.text.start === draft.text.end ? rest : { start: draft.text.start, end: rest.end };
    return part;
  }

  #valueList(draft: Draft, list: List, shift: number, shape: Shape, place: Place): void {
    let number = (list.start ?? 1) - 1;
    for (const node of list.children) {
      number++;
      const found = this.#itemName(node, shift);
      const specs = found ? this.#names.resolve(found.named.name) : [];
      // Indented below a scalar by accident, or grouped by an item that is no field: the document's own.
      const free = draft.spec
        ? shape !== 'list' && this.#drafts.escapes(draft, specs)
        : shape !== 'block' && draft.text.start === draft.text.end && isTitle(draft.name);
      if (found && specs.length > 0 && ((draft.spelling === 'list' && free) || this.#drafts.strays(draft, found.named.name)))
        this.#itemField(node, shift, found, { owner: undefined, mention: place.mention });
      else if (found && this.#drafts.isPart(draft, found.named))
        this.#itemField(node, shift, found, { owner: draft, mention: place.mention });
      else if (found && this.#drafts.stands(draft, found, node))
        this.#itemField(node, shift, found, { owner: undefined, mention: place.mention });
      // An item without a known name may group fields below it: `- Scope:` / `  - What: …`.
      else if (draft.spec || !this.#groups(node, shift, found, { owner: undefined, mention: draft.mention })) {
        const item = listItem(this.#text, node, shift, list.ordered ? number : undefined);
        if (item) draft.items.push(item);
      }
    }
  }

  #valueCode(draft: Draft, block: Block, shape: Shape): void {
    const { node, shift } = block;
    if (node.type !== 'code') return;
    if (shape !== 'block' || isExample(node)) {
      draft.items.push(...itemsOf(this.#text, [block], false));
      return;
    }
    let part: Draft | undefined;
    for (const line of codeLines(this.#text, node, shift)) {
      const found = this.#drafts.namedAt(line);
      if (found && normalName(found.named.name).split(' ').length <= 4) {
        if (part) this.#emit(part, draft);
        part = this.#drafts.ofLine(found, line.start, 'line', { owner: draft, mention: draft.mention });
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
    for (const block of blocks.flatMap((b) => unfolded(this.#text, b, this.#names))) {
      const { node, shift } = block;
      if (pending && isValue(node) && this.#wantsBlock(pending)) {
        this.#value(pending, [block], { owner: pending, mention: place.mention });
        if (node.type !== 'list') settle();
        continue;
      }
      if (node.type === 'html') continue;
      settle();
      if (node.type === 'list') for (const item of node.children) this.#containerItem(item, shift, place);
      else if (node.type === 'paragraph') pending = this.#paragraph(spanOf(node, shift), place);
      else if (node.type === 'table')
        for (const draft of inTable(node, shift, place, { text: this.#text, names: this.#names, drafts: this.#drafts }))
          this.#emit(draft, place.owner);
      else if (node.type === 'blockquote' && this.#title && this.#headings.length === 1)
        this.#fields.push(...quotedFields(this.#text, spanOf(node, shift), this.#drafts));
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
    const lines = linesOf(this.#text, at).flatMap((l) => this.#drafts.beside(l));
    const names = lines.map((l) => this.#drafts.namedAt(l));
    const isHeader = this.#drafts.isHeader(names);
    for (const [i, line] of lines.entries()) {
      const found = names[i];
      if (found && (isHeader || this.#drafts.isField(found.named, part))) {
        if (part) this.#emit(part, place.owner);
        part = this.#drafts.ofLine(found, line.start, 'paragraph', place);
      } else if (part) extend(part, line);
    }
    return part;
  }

  #containerItem(node: ListItem, shift: number, place: Place): void {
    const found = this.#itemName(node, shift);
    if (found) this.#itemField(node, shift, found, place);
    else this.#groups(node, shift, undefined, place);
  }

  /** Fields in lists below an item that is none itself and only names the group: `- Scope`, not a sentence. */
  #groups(node: ListItem, shift: number, found: Found | undefined, place: Place): boolean {
    const [first] = node.children;
    const title = first?.type === 'paragraph' ? spanOf(first, shift) : undefined;
    if (!title || !isTitle(this.#text.slice(title.start, title.end))) return false;
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
      const draft = this.#drafts.ofLine(found, startOf(node, shift), 'list', place, spec);
      let last = draft;
      for (const line of this.#drafts.moreLines(linesOf(this.#text, spanOf(first, shift)))) {
        const next = this.#drafts.namedAt(line);
        if (next && ((next.named.marked && this.#drafts.isKnown(next.named.name)) || this.#drafts.isEndedBy(last, next.named))) {
          if (last !== draft) this.#emit(last, place.owner);
          last = this.#drafts.ofLine(next, line.start, 'paragraph', place);
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

  #itemName(node: ListItem, shift: number): Found | undefined {
    const first = node.children[0];
    if (first?.type !== 'paragraph') return undefined;
    const line = firstLineOf(this.#text, spanOf(first, shift));
    return this.#drafts.namedAt(this.#drafts.beside(line)[0] ?? line);
  }

  #emit(draft: Draft, owner: Draft | undefined): void {
    const field = this.#drafts.finish(draft);
    if (owner) owner.parts.push(field);
    else this.#fields.push(field);
  }
}
