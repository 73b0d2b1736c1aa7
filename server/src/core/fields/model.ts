/** Fields as they were found: names, values and items, each with its place. */
import type { Span } from '../text';
import { type FieldNames, normalName, type Shape } from './names';

/** One thing in a value: a list item, a line of a fence, a table row, a paragraph, a part between semicolons. */
export interface Item {
  /** What is written, without the list marker, and without a code span or emphasis around all of it. */
  readonly text: string;
  /** Where `text` stands. */
  readonly at: Span;
  /** `fence`: a line of code. `code`: all of it is one code span. */
  readonly is: 'plain' | 'code' | 'fence' | 'row';
  /** A trailing parenthesis: `add jwt crate` in `Cargo.toml (add jwt crate)`. Still part of `text`; `bare` is without it. */
  readonly note: string | undefined;
  /** `text` without the note, and without a code span around what is left. */
  readonly bare: string;
  readonly bareAt: Span;
  /** Number of an ordered list's item. */
  readonly number: number | undefined;
  /** Of an item with a box: whether that is ticked. */
  readonly ticked: boolean | undefined;
  /** Cells of a table row, with what stands at the head of their columns. */
  readonly cells: readonly { readonly text: string; readonly at: Span; readonly column: string }[] | undefined;
  /** What is nested below it. */
  readonly items: readonly Item[];
  /** A line of running text under a heading or below the name: where there is a list too, it only speaks of it. */
  readonly prose?: true;
}

/** A field as it stands in a document. Places are offsets into the whole text. */
export interface Field {
  /** The canonical key where the dialect knows the name, else the name as it compares. */
  readonly key: string;
  readonly known: boolean;
  /** The field that it would stand in for, where the document has that one too. */
  readonly besides?: string;
  /** As written: `In-scope paths`. */
  readonly name: string;
  readonly nameAt: Span;
  readonly shape: Shape;
  /** From the name (or list marker, heading mark) to the end of the value. */
  readonly at: Span;
  /** First to last unit of the value; empty, at the place where it would stand, when there is none. */
  readonly valueAt: Span;
  /** The inline part of the value, or its prose, as written. Empty when the value is only a list or a fence. */
  readonly text: string;
  readonly textAt: Span;
  readonly items: readonly Item[];
  readonly parts: readonly Field[];
  readonly spelling: 'list' | 'paragraph' | 'heading' | 'table' | 'front-matter' | 'line';
  /** Depth of its heading, where it is spelled as one. */
  readonly depth: number | undefined;
  /** `mention`: the name again under a log, report or "Locked intent" heading. Holds no value of the document. */
  readonly role: 'value' | 'mention';
}

/** A document's title: the text of its first heading of the first level. */
export interface Title {
  readonly text: string;
  readonly at: Span;
}

/** A heading with the place of what stands under it, for insertions and outlines. */
export interface Part {
  readonly depth: number;
  readonly text: string;
  readonly textAt: Span;
  /** From the heading's start to where the next heading of the same or a higher level begins. */
  readonly at: Span;
}

/** What every document with fields has. */
export interface FieldDocument {
  readonly title: Title | undefined;
  /** Values and mentions, in order of place. Parts hang below their field. */
  readonly fields: readonly Field[];
  readonly headings: readonly Part[];
  /** The name by which a new field is written into it. */
  readonly called: (key: string) => string;
}

/** Whether anything is written: a lone dash, star, hash or comment is no value. */
export const isEmpty = (f: Field): boolean => f.text === '' && f.items.length === 0 && f.parts.length === 0;

const isInBold = ({ nameAt }: Field, top: string): boolean =>
  /[*_]{2}$/.test(top.slice(Math.max(0, nameAt.start - 2), nameAt.start)) && nameAt.start < top.length;

/** What only stands in for a field is none beside it. @param top what stands above the sections */
export const withoutStandIns = (fields: readonly Field[], names: FieldNames, top: string): readonly Field[] =>
  fields.flatMap((f) => {
    if (!f.known || !names.standsIn(f.key, f.name)) return f;
    // `Goal: …` in a paragraph may be any sentence, but for one in bold above the sections.
    if (f.shape === 'text' && f.spelling === 'paragraph' && !isInBold(f, top)) return [];
    const isSaid = fields.some((o) => o.key === f.key && o.role === 'value' && !isEmpty(o) && !names.standsIn(o.key, o.name));
    return isSaid ? { ...f, key: normalName(f.name), known: false, besides: f.key } : f;
  });

/** The document's field of that key: the first that has a value, else the first. Mentions do not count. */
export function fieldOf(doc: FieldDocument, key: string): Field | undefined {
  let first: Field | undefined;
  for (const f of doc.fields) {
    if (f.key !== key || f.role !== 'value') continue;
    if (!isEmpty(f)) return f;
    first ??= f;
  }
  return first;
}

const none: readonly Field[] = [];

/** All fields of that key, parts of other fields included, in order of place. */
export function everywhere(fields: readonly Field[], key: string): readonly Field[] {
  let out: Field[] | undefined;
  const visit = (all: readonly Field[]): void => {
    for (const f of all) {
      if (f.key === key) {
        out ??= [];
        out.push(f);
      }
      if (f.parts.length > 0) visit(f.parts);
    }
  };
  visit(fields);
  return out ?? none;
}
