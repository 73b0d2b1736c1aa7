/** Which field a cursor stands in, also where it holds nothing yet. */

import { inFence } from '#core/fences';
import { namedLine } from '#core/fields/line';
import type { Field, FieldDocument } from '#core/fields/model';
import type { FieldNames } from '#core/fields/names';
import { lineAround, type Span } from '#core/text';

/** The marks around a name, `**[` and `]**`, told from those before it: what follows may be a link. */
export function marksAround(text: string, at: Span): readonly [open: string, close: string] {
  const open = /[*_[`]*$/.exec(text.slice(Math.max(0, at.start - 6), at.start))?.[0] ?? '';
  return [open, [...open].reverse().join('').replaceAll('[', ']')];
}

const lead = /^[\s>]*(?:[-*+]\s+|\d+[.)]\s+)?(?:\[[ xX]\]\s+)?/;
const cell = /^\s*\|\s*([^|]+?)\s*\|/;

/** The field at a cursor. */
export interface FieldPlace {
  /** The canonical key. */
  readonly key: string;
  /** The innermost name: a part's, where it stands in one. */
  readonly name: string;
  /** How it is written; undefined where only the line says so. */
  readonly field: Field | undefined;
}

/** The field whose value an offset stands in. */
export function fieldAt(doc: FieldDocument, text: string, offset: number, names: FieldNames): FieldPlace | undefined {
  const around = fieldAround(doc, text, offset);
  if (isExample(text, offset, around?.inner) || (around && isOnName(text, offset, around.inner))) return undefined;
  const own = nameOnLine(text, offset) ?? (around ? undefined : nameAbove(text, offset));
  if (own === undefined) return around && { key: around.top.key, name: around.inner.key, field: around.inner };
  const key = names.resolve(own)[0]?.key;
  if (key !== undefined) return { key, name: key, field: around?.inner.key === key ? around.inner : undefined };
  return around && { key: around.top.key, name: own, field: around.inner };
}

/** What stands in a comment says nothing, nor what stands in a fence, but where that is the value of a field. */
const isExample = (text: string, offset: number, field: Field | undefined): boolean =>
  inComment(text, offset) ||
  (field?.spelling !== 'heading' && !field?.items.some((i) => i.is === 'fence') && inFence(text, offset));

/** Whether an offset of a text stands in an HTML comment. */
export function inComment(text: string, offset: number): boolean {
  const open = offset === 0 ? -1 : text.lastIndexOf('<!--', offset - 1);
  if (open < 0 || offset < open + 4) return false;
  const close = text.indexOf('-->', open + 4);
  return close < 0 || offset <= close;
}

/** Right behind a field's name, before what ends it. */
const isOnName = (text: string, offset: number, { spelling, nameAt }: Field): boolean =>
  spelling !== 'heading' && !/[:：|\r\n]/.test(text.slice(nameAt.end, offset));

/** The name that the offset's own line begins with, where the offset stands after it. */
function nameOnLine(text: string, offset: number): string | undefined {
  const at = lineAround(text, offset);
  const line = text.slice(at.start, at.end);
  const column = offset - at.start;
  const row = cell.exec(line);
  if (row) return column >= row[0].length ? row[1] : undefined;
  const begin = lead.exec(line)?.[0].length ?? 0;
  const named = namedLine(line.slice(begin));
  if (!named) return undefined;
  const after = line.slice(begin + named.nameEnd, column);
  return /[:：]/.test(after) ? named.name : undefined;
}

/** So far up a list may have begun. */
const LINES = 50;

/**
 * The name above an indented line. A lone dash below a name makes a heading of it for Markdown, until something is written.
 */
function nameAbove(text: string, offset: number): string | undefined {
  let at = lineAround(text, offset);
  const indent = indentOf(text.slice(at.start, at.end));
  for (let n = 0; indent > 0 && at.start > 0 && n < LINES; n++) {
    at = lineAround(text, at.start - (text.startsWith('\r\n', at.start - 2) ? 2 : 1));
    const line = text.slice(at.start, at.end);
    if (line.trim() !== '' && indentOf(line) < indent) return nameOnLine(text, at.end);
  }
  return undefined;
}

const indentOf = (line: string): number => line.search(/\S|$/);

/** The field around an offset, and the innermost part of it. */
function fieldAround(
  doc: FieldDocument,
  text: string,
  offset: number,
): { readonly top: Field; readonly inner: Field } | undefined {
  const top = innermost(doc, doc.fields, text, offset);
  if (!top) return undefined;
  let inner = top;
  for (let next = innermost(doc, inner.parts, text, offset); next; next = innermost(doc, inner.parts, text, offset)) inner = next;
  return { top, inner };
}

/** The last of some fields that begins before the offset and reaches it. */
function innermost(doc: FieldDocument, fields: readonly Field[], text: string, offset: number): Field | undefined {
  let found: Field | undefined;
  for (const f of fields) if (f.nameAt.end <= offset && (found === undefined || f.nameAt.start > found.nameAt.start)) found = f;
  if (!found || offset > reach(doc, found, text, offset)) return undefined;
  return found;
}

/** How far a field's value may be written on: a heading's to the next heading, another's while there is no blank line. */
function reach(doc: FieldDocument, f: Field, text: string, offset: number): number {
  if (f.spelling === 'heading') {
    const own = doc.headings.find((h) => h.textAt.start <= f.nameAt.start && f.nameAt.end <= h.textAt.end);
    return own?.at.end ?? f.at.end;
  }
  return offset > f.at.end && /^[ \t]*(?:\r?\n[ \t]+(?:(?:[-*+]|\d+[.)])[ \t]+)?)?$/.test(text.slice(f.at.end, offset))
    ? offset
    : f.at.end;
}
