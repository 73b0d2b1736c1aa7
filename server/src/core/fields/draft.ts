/** Fields while they are being read, and what makes of them what is kept. */
import type { ListItem } from 'mdast';
import type { Span } from '../text';
import { linesOf, makeItem, trimmed } from './items';
import { isMark, type NamedLine, namedLine, semicolons } from './line';
import type { Field, Item } from './model';
import { type FieldNames, type FieldSpec, normalName, type Shape } from './names';

/** A field that is not over yet. Offsets are into the whole text. */
export interface Draft {
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
export interface Place {
  /** The field in whose section we are. */
  readonly owner: Draft | undefined;
  readonly mention: boolean;
}

/** A line that begins with a name. */
export interface Found {
  readonly named: NonNullable<ReturnType<typeof namedLine>>;
  readonly line: Span;
}

/** A name, and where it is written. */
export interface Named {
  readonly name: string;
  readonly nameAt: Span;
}

/** How a field is written down. */
export interface Written extends Named {
  /** Where it begins. */
  readonly start: number;
  /** Where a value would stand. */
  readonly slot: number;
  readonly spelling: Field['spelling'];
  /** Of a heading. */
  readonly depth?: number;
}

/** Names under which a one-word value may sit one level down. */
const levels = new Set(['level', 'value', 'tier', 'state', 'id']);

const none: readonly Span[] = [];

/** Makes fields of one text by the names that a dialect knows. Places are UTF-16 offsets into the whole text. */
export class Drafts {
  constructor(
    private readonly text: string,
    private readonly names: FieldNames,
  ) {}

  /** A line as a name with its value. Undefined: it begins with none. */
  namedAt(line: Span): Found | undefined {
    const text = this.text.slice(line.start, line.end);
    const named = namedLine(text) ?? this.#label(text);
    return named && { named, line };
  }

  /** `**FILES_TO_OPEN**` alone on its line, with the value below it: only a name that is known is one without a colon. */
  #label(text: string): NamedLine | undefined {
    if (!text.startsWith('**')) return undefined;
    const name = /^\*\*([^*\n:：]{2,60}?)\s*\*\*(?:\s*\([^()\n]*\))?\s*$/u.exec(text)?.[1];
    if (name === undefined || this.names.resolve(name).length === 0) return undefined;
    return { name, nameStart: 2, nameEnd: 2 + name.length, valueStart: text.length, marked: true };
  }

  /** `**Status:** Done · **Risk:** LOW`: fields beside each other in one line, each with its name in bold. */
  beside(line: Span): readonly Span[] {
    const text = this.text.slice(line.start, line.end);
    if (!text.includes('**') || !/[·•|—–]\s+\*\*/.test(text) || !this.namedAt(line)?.named.marked) return [line];
    const out: Span[] = [];
    let start = line.start;
    for (const m of text.matchAll(/\s+[·•|—–]\s+(?=\*\*[^*\n]{1,60}(?:[:：]\*\*|\*\*\s*[:：]))/g)) {
      out.push({ start, end: line.start + m.index });
      start = line.start + m.index + m[0].length;
    }
    return [...out, { start, end: line.end }];
  }

  /** All but the first of some lines, each with what stands beside it by itself. */
  moreLines(lines: readonly Span[]): readonly Span[] {
    const [first] = lines;
    // Nearly every item is one line with one field.
    if (first === undefined || (lines.length === 1 && this.beside(first).length === 1)) return none;
    return lines.flatMap((l) => this.beside(l)).slice(1);
  }

  /** Quotes around a value of front matter are YAML's, not the value's. */
  unquoted(at: Span): Span {
    const quote = this.text[at.start];
    const isQuoted = (quote === '"' || quote === "'") && at.end - at.start > 2 && this.text[at.end - 1] === quote;
    return isQuoted ? { start: at.start + 1, end: at.end - 1 } : at;
  }

  /** Whether the dialect has a field of that name. */
  isKnown(name: string): boolean {
    return this.names.resolve(name).length > 0;
  }

  /** Lines of which each begins with a name, one of them known: whatever the others are called, they are fields. */
  isHeader(lines: readonly (Found | undefined)[]): boolean {
    return (
      lines.length > 1 &&
      lines.every((l) => l !== undefined && isShort(l.named.name)) &&
      lines.some((l) => l !== undefined && this.isKnown(l.named.name))
    );
  }

  /** Below a ruler, lines with a name in bold each, one of them that of a field which ends a document: they are the document's own. */
  footer(at: Span, mention: boolean): readonly Field[] | undefined {
    const lines = linesOf(this.text, at).flatMap((l) => this.namedAt(l) ?? []);
    const closes = (l: Found): boolean => this.names.resolve(l.named.name).some((spec) => spec.closing);
    if (!lines.some(closes) || !lines.every((l) => l.named.marked)) return undefined;
    return lines.map((l) => this.finish(this.ofLine(l, l.line.start, 'paragraph', { owner: undefined, mention })));
  }

  /** Whether a line of a paragraph is a field. @param before the one that it would go on */
  isField(named: NamedLine, before: Draft | undefined): boolean {
    return (
      named.marked ||
      this.isKnown(named.name) ||
      /^[A-Z][A-Z0-9_ ]+$/.test(named.name) ||
      (!!before && this.isEndedBy(before, named))
    );
  }

  /** A value of one line does not go on in a line with a name of its own. */
  isEndedBy(before: Draft, { name }: NamedLine): boolean {
    return before.shape === 'scalar' && before.text.end > before.text.start && isShort(name);
  }

  /** The part of a heading that is its name: without a number before it, tags and parentheses after it, and emphasis. */
  nameIn(at: Span): Named {
    const text = this.text.slice(at.start, at.end);
    const m = /^(?:[^\p{L}\p{N}]*(?:\d+(?:\.\d+)*[.)]?\s+)?[*_`]*)(.*?)[*_`:：\s]*(?:\([^)]*\)|\[[^\]]*\]|[*_`:：\s])*$/su.exec(
      text,
    );
    const name = m?.[1] || text;
    const offset = m?.[1] ? text.indexOf(name) : 0;
    return { name, nameAt: { start: at.start + offset, end: at.start + offset + name.length } };
  }

  /** `## Status: Ready for Dev`, `## TEST_PLAN — commands`: a heading that begins with a known name and goes on. */
  valuedHeading(at: Span): (Named & { readonly specs: readonly FieldSpec[]; readonly value: Span }) | undefined {
    const m = /^(.{2,60}?)(?:\s*[:：](?:[*_]{1,3}(?=\s))?\s*|\s+[—–]\s+)(?=\S)/u.exec(
      this.text.slice(at.start, Math.min(at.end, at.start + 80)),
    );
    if (!m?.[1]) return undefined;
    const specs = this.names.resolve(m[1]);
    if (specs.length === 0) return undefined;
    const value = trimmed(this.text, { start: at.start + m[0].length, end: at.end });
    return { ...this.nameIn({ start: at.start, end: at.start + m[1].length }), specs, value };
  }

  /** A known name in another field's section that is not a part of it: the document's own field after all, badly nested. */
  escapes(owner: Draft, specs: readonly FieldSpec[]): boolean {
    if (!owner.spec || owner.shape === 'block') return false;
    const parts = owner.spec.parts ?? [];
    return specs.every((s) => s !== owner.spec && !parts.some((p) => this.names.resolve(p).includes(s)));
  }

  /** Below the heading of a field of one word, a field that is no part of it: the document's own, without a heading; and one that may be said anywhere. */
  strays(owner: Draft, name: string): boolean {
    if (owner.spelling !== 'heading' || owner.shape === 'block') return false;
    const specs = this.names.resolve(name);
    return specs.length > 0 && (owner.shape === 'scalar' || specs.every((s) => s.anywhere)) && this.escapes(owner, specs);
  }

  /**
   * `- PRIMITIVES_EXPOSED:` with a list below it, among items that say something: a field that no dialect knows, not one more of them.
   * Where all are written so, they group what is asked for.
   */
  stands({ shape, spelling, items }: Draft, { named, line }: Found, node: ListItem): boolean {
    return (
      shape === 'list' &&
      spelling === 'heading' &&
      /^[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+$/.test(named.name) &&
      line.start + named.valueStart >= line.end &&
      node.children[1]?.type === 'list' &&
      items.some((i) => i.items.length === 0)
    );
  }

  /** In a block every name is a part; elsewhere only those that the dialect lists. */
  isPart(owner: Draft, { name, marked }: Found['named']): boolean {
    if (owner.shape === 'block') return true;
    if (!owner.spec) return owner.spelling !== 'list' || marked;
    const n = normalName(name);
    if ((owner.spec.parts ?? []).some((p) => normalName(p) === n)) return true;
    return owner.shape === 'scalar' && (levels.has(n) || this.#isAgain(owner, name));
  }

  /** `## Status` / `- Status: Done`: a heading says only what the line below it is about. */
  #isAgain(owner: Draft, name: string): boolean {
    return owner.spelling === 'heading' && owner.spec !== undefined && normalName(name) === normalName(owner.name);
  }

  /** A draft from a line `Name: value`. @param start of the field, which may be before the line: at a list marker */
  ofLine(
    found: Found,
    start: number,
    spelling: Field['spelling'],
    place: Place,
    spec = this.names.resolve(found.named.name)[0],
  ): Draft {
    const { named, line } = found;
    const nameAt = { start: line.start + named.nameStart, end: line.start + named.nameEnd };
    const slot = line.start + named.valueStart;
    const draft = this.of(spec, { name: named.name, nameAt, start, slot, spelling }, place);
    const value = trimmed(this.text, { start: slot, end: line.end });
    if (!isMark(this.text.slice(value.start, value.end))) draft.text = value;
    draft.end = Math.max(draft.end, line.end);
    return draft;
  }

  /** A draft without a value. */
  of(spec: FieldSpec | undefined, written: Written, { owner, mention }: Place): Draft {
    const { name, nameAt, start, slot, spelling, depth } = written;
    const key = spec?.key ?? normalName(name);
    const shape = spec?.shape ?? (owner?.shape === 'block' ? 'block' : 'text');
    return {
      spec,
      shape,
      key,
      name,
      nameAt,
      start,
      end: slot,
      slot,
      text: { start: slot, end: slot },
      items: [],
      parts: [],
      spelling,
      depth,
      mention,
    };
  }

  /** The items of an inline value: of a list or a block, its parts between semicolons. */
  inlineItems(at: Span, shape: Shape): readonly Item[] {
    if (shape === 'scalar' || shape === 'text') return [];
    return breaks(this.text, at).flatMap((line) =>
      semicolons(this.text.slice(line.start, line.end)).map((p) =>
        makeItem(this.text, { start: line.start + p.start, end: line.start + p.end }, 'plain'),
      ),
    );
  }

  /** The field, now that nothing more belongs to it. */
  finish(draft: Draft): Field {
    const { shape } = draft;
    if (draft.items.length === 0 && draft.text.end > draft.text.start) draft.items.push(...this.inlineItems(draft.text, shape));
    let textAt = draft.text;
    // A one-word value may sit one level down: `## RISK_TIER` / `- Level: HIGH`.
    if (shape === 'scalar' && textAt.start === textAt.end) {
      const level = draft.parts.find((p) => levels.has(normalName(p.name)) || this.#isAgain(draft, p.name));
      textAt = level?.textAt ?? draft.items[0]?.at ?? textAt;
    }
    const valueAt = around(draft, textAt);
    return {
      key: draft.key,
      known: draft.spec !== undefined,
      name: draft.name,
      nameAt: draft.nameAt,
      shape,
      at: { start: draft.start, end: Math.max(draft.end, valueAt.end) },
      valueAt,
      text: this.text.slice(textAt.start, textAt.end),
      textAt,
      items: draft.items,
      parts: draft.parts,
      spelling: draft.spelling,
      depth: draft.depth,
      role: draft.mention ? 'mention' : 'value',
    };
  }
}

/** First to last unit of text, items and parts; where a value would stand when there is none. */
function around(draft: Draft, text: Span): Span {
  let { start, end } = text;
  const take = (s: Span): void => {
    if (s.end === s.start) return;
    if (start === end || s.start < start) start = s.start;
    if (s.end > end) end = s.end;
  };
  for (const i of draft.items) take(i.at);
  for (const p of draft.parts) take(p.at);
  return start === end ? { start: draft.slot, end: draft.slot } : { start, end };
}

/** As long as names are, and no sentence that leads to something. */
const isShort = (name: string): boolean => normalName(name).split(' ').length <= 4;

/** One more line of its value. */
export function extend(draft: Draft, line: Span): void {
  draft.text = draft.text.start === draft.text.end ? line : { start: draft.text.start, end: line.end };
  draft.end = Math.max(draft.end, line.end);
}

/** The lines of a cell: in a table a line ends with `<br>`. */
function breaks(text: string, at: Span): readonly Span[] {
  const value = text.slice(at.start, at.end);
  if (!value.includes('<br') && !value.includes('<BR')) return [at];
  const out: Span[] = [];
  let start = at.start;
  for (const m of value.matchAll(/<br[ \t]*\/?>/gi)) {
    out.push({ start, end: at.start + m.index });
    start = at.start + m.index + m[0].length;
  }
  // `a.ts<br>- b.ts`: a list within a cell.
  return [...out, { start, end: at.end }].map((line) => {
    const mark = /^\s*[-*•]\s+/.exec(text.slice(line.start, line.end))?.[0].length ?? 0;
    return { start: line.start + (out.length > 0 ? mark : 0), end: line.end };
  });
}
