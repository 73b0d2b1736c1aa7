/** A document as lines, each with what it is: for parts that people write freely, such as evidence and reports. */
import { type Block, codeLines, contentOf, endOf, isExample, linesOf, spanOf, startOf } from '#core/fields/items';
import { namedLine, unwrapped } from '#core/fields/line';
import { normalName } from '#core/fields/names';
import type { MarkdownSource } from '#core/source';
import type { Span } from '#core/text';

/** What stands further out in a line is not read: nobody writes it, and patterns are slow on it. */
const LONGEST = 2000;

/** One line. Its name is read only when it is asked for. */
export class Line {
  #named: Named | undefined | null = null;

  constructor(
    readonly is: 'heading' | 'item' | 'text' | 'row' | 'fence',
    /** Of a heading its level; else how many lists it stands in. */
    readonly depth: number,
    /** Of an ordered list's item. */
    readonly number: number | undefined,
    /** The content, without list marker and heading marks. */
    readonly at: Span,
    readonly text: string,
    /** Of a table's row, with the names of their columns as they compare. */
    readonly cells: readonly { readonly text: string; readonly at: Span; readonly column: string }[] | undefined,
  ) {}

  /** The line as `Name: value`; worked out once, for several readers ask. */
  get named(): Named | undefined {
    if (this.#named === null) this.#named = this.cells === undefined ? named(this.text, this.at.start) : undefined;
    return this.#named;
  }
}

/** `Name: value`, also with one emphasis around both. Offsets are the document's. */
export interface Named {
  /** As it compares. */
  readonly name: string;
  readonly nameAt: Span;
  readonly value: string;
  readonly valueAt: Span;
}

/** All lines of a document, in order of place. */
export function linesIn(source: MarkdownSource): readonly Line[] {
  const out: Line[] = [];
  for (const section of source.sections)
    for (const node of section.nodes) push(out, source.text, { node, shift: section.shift }, top);
  return out;
}

/** Where a block stands. */
interface Within {
  /** In so many lists. */
  readonly depth: number;
  /** Of the item of an ordered list. */
  readonly number: number | undefined;
  /** It is the first of its list's item. */
  readonly opens: boolean;
}
const top: Within = { depth: 0, number: undefined, opens: true };

const lineAt = (text: string, at: Span, is: Line['is'], depth: number, number: number | undefined): Line =>
  new Line(is, depth, number, at, text.slice(at.start, Math.min(at.end, at.start + LONGEST)), undefined);

function push(out: Line[], text: string, { node, shift }: Block, { depth, number, opens }: Within): void {
  switch (node.type) {
    case 'heading': {
      const at = contentOf(node, shift);
      out.push(new Line('heading', node.depth, undefined, at, text.slice(at.start, at.end), undefined));
      return;
    }
    case 'paragraph':
      linesOf(text, spanOf(node, shift)).forEach((at, i) => {
        out.push(lineAt(text, at, depth > 0 && i === 0 && opens ? 'item' : 'text', depth, i === 0 ? number : undefined));
      });
      return;
    case 'list': {
      let n = node.ordered ? (node.start ?? 1) : undefined;
      for (const item of node.children) {
        // A second paragraph of an item is no item of its own.
        for (const child of item.children)
          push(out, text, { node: child, shift }, { depth: depth + 1, number: n, opens: child === item.children[0] });
        if (n !== undefined) n++;
      }
      return;
    }
    case 'code':
      if (!isExample(node)) for (const at of codeLines(text, node, shift)) out.push(lineAt(text, at, 'fence', depth, undefined));
      return;
    case 'table': {
      const columns = (node.children[0]?.children ?? []).map((cell) => {
        const at = contentOf(cell, shift);
        return normalName(text.slice(at.start, at.end));
      });
      // The first row of two columns may be a name and its value, too.
      const body = columns.length === 2 ? node.children : node.children.slice(1);
      for (const row of body) {
        const at = { start: startOf(row, shift), end: endOf(row, shift) };
        const cells = row.children.map((cell, i) => {
          const inside = contentOf(cell, shift);
          return {
            text: text.slice(inside.start, Math.min(inside.end, inside.start + LONGEST)),
            at: inside,
            column: row === node.children[0] ? '' : (columns[i] ?? ''),
          };
        });
        out.push(new Line('row', depth, undefined, at, text.slice(at.start, Math.min(at.end, at.start + LONGEST)), cells));
      }
      return;
    }
    default:
  }
}

function named(text: string, start: number): Named | undefined {
  const plain = nameIn(text, start);
  if (plain || !/^[*_`]/.test(text)) return plain;
  const w = unwrapped(text);
  const whole = nameIn(w.text, start + w.start);
  if (whole) return whole;
  // `**Verdict: PASS** (2026-01-03)`: more is said behind the emphasis.
  const lead = /^(?:\*\*|__)(?=[^*_\n]{1,60}?[:：]\s)/.exec(text)?.[0].length ?? 0;
  return lead > 0 ? nameIn(text.slice(lead), start + lead) : undefined;
}

function nameIn(text: string, start: number): Named | undefined {
  const n = namedLine(text);
  if (!n) return undefined;
  const value = text.slice(n.valueStart).trim();
  return {
    name: normalName(n.name),
    nameAt: { start: start + n.nameStart, end: start + n.nameEnd },
    value,
    valueAt: { start: start + n.valueStart, end: start + n.valueStart + value.length },
  };
}
