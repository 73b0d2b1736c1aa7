/** Edits that several fixes of packet documents make. */
import type { Change } from '#core/change';
import { openFenceOf } from '#core/fences';
import { type Field, type FieldDocument, fieldOf } from '#core/fields/model';
import { addTo } from '#core/lists';
import type { Desk } from '#core/rule';
import { eolOf, type RelPath, type Span, startOfLine, type TextEdit } from '#core/text';
import { templateOrder } from '../dialect/packet-fields';
import { hints } from './purposes';

/** Replaces one place of one document, as it is now. */
export function replaceIn(desk: Desk, path: RelPath, kind: string, at: Span, text: string): Change | undefined {
  const doc = desk.document(path, kind);
  return doc && [{ do: 'edit', path, hash: doc.hash, edits: [{ at, text }] }];
}

const scalars = new Set(['TASK_ID', 'STATUS', 'SPEC_ANCHOR']);
const blocks = new Set(['BOOTSTRAP', 'VALIDATION', 'Signature & Enrichment Log']);

/** Where a missing field goes, and how it is written there: after its neighbour in template order, in the neighbour's spelling. */
export function insertField(doc: FieldDocument, text: string, key: string, value: string): TextEdit {
  const { at, text: said } = insertion(doc, text, key, value);
  return { at, text: said };
}

/** The same for several fields at once, each with its value, in template order. */
export function insertFields(
  doc: FieldDocument,
  text: string,
  fields: readonly (readonly [string, string])[],
): readonly TextEdit[] {
  const eol = eolOf(text);
  const byPlace = new Map<number, Insertion[]>();
  for (const [key, value] of fields) {
    const one = insertion(doc, text, key, value);
    addTo(byPlace, one.at.start, one);
  }
  return [...byPlace.values()].map((here) => {
    const [first, ...more] = here.filter((i) => i.section !== undefined);
    const sections = more.map((i) => (first?.tail === '' ? eol : '') + i.section + i.tail);
    // A line of a list ends what stands before the next section.
    const lines = here.filter((i) => i.section === undefined);
    return {
      at: (here[0] as Insertion).at,
      text: [...lines, ...(first ? [first] : [])].map((i) => i.text).join('') + sections.join(''),
    };
  });
}

interface Insertion extends TextEdit {
  /** Where it is one: the section without the blank lines around it. */
  readonly section?: string;
  /** What parts it from what follows. */
  readonly tail?: string;
}

function insertion(doc: FieldDocument, text: string, key: string, value: string): Insertion {
  const name = doc.called(key);
  const order = templateOrder.includes(key) ? templateOrder : [...templateOrder, key];
  const place = order.indexOf(key);
  const present = (k: string): Field | undefined => {
    const f = fieldOf(doc, k);
    return f?.spelling === 'front-matter' ? undefined : f;
  };
  const before = order
    .slice(0, place)
    .reverse()
    .map(present)
    .find((f) => f !== undefined);
  const after = order
    .slice(place + 1)
    .map(present)
    .find((f) => f !== undefined);
  const eol = eolOf(text);
  if (before?.spelling === 'list' && !blocks.has(key)) {
    const line = bullet(text, before);
    return {
      at: at(before.at.end),
      text: `${eol}${line.indent}${line.mark} ${line.bold ? `**${name}**` : name}: ${value}`.trimEnd(),
    };
  }
  if (before?.spelling === 'table' && !blocks.has(key)) return { at: at(before.at.end), text: eol + row(name, value) };
  const line = before ?? after;
  if (line?.spelling === 'paragraph' && scalars.has(key)) {
    const isBold = /[*_]/.test(text.slice(line.at.start, line.nameAt.start));
    const said = `${isBold ? `**${name}:**` : `${name}:`} ${value}`.trimEnd();
    return before ? { at: at(before.at.end), text: eol + said } : { at: at(line.at.start), text: said + eol };
  }
  if (!before && after?.spelling === 'table' && scalars.has(key)) return { at: at(after.at.start), text: row(name, value) + eol };
  if (!before && after?.spelling === 'list' && scalars.has(key)) {
    const own = bullet(text, after);
    return { at: at(after.at.start), text: `${own.mark} ${own.bold ? `**${name}**` : name}: ${value}${eol}${own.indent}` };
  }
  const body = value === '' ? `<!-- ${hints[key] ?? key} -->` : value;
  const section = `## ${name}${eol}${eol}${body}${eol}`;
  // Behind a fence that nobody closed it would be code.
  const offset = Math.min(sectionEnd(doc, text, before, after), openFenceOf(text) ?? text.length);
  const lead =
    offset === 0
      ? ''
      : text.slice(0, offset).endsWith(`${eol}${eol}`)
        ? ''
        : text.slice(0, offset).endsWith(eol)
          ? eol
          : eol + eol;
  const tail = offset < text.length ? eol : '';
  return { at: at(offset), text: lead + section + tail, section, tail };
}

/** In a table of fields. */
const row = (name: string, value: string): string => `| ${name} | ${value.replaceAll('|', '\\|')}${value === '' ? '' : ' '}|`;

const at = (offset: number): Span => ({ start: offset, end: offset });

/** The end of the second-level section that holds the neighbour before, or the start of the one after, or the end. */
function sectionEnd(doc: FieldDocument, text: string, before: Field | undefined, after: Field | undefined): number {
  const around = (f: Field): { start: number; end: number } | undefined =>
    doc.headings.filter((h) => h.depth === 2 && h.at.start <= f.at.start && f.at.start < h.at.end).map((h) => h.at)[0];
  if (before) return around(before)?.end ?? text.length;
  return (after && around(after)?.start) ?? text.length;
}

function bullet(text: string, f: Field): { readonly indent: string; readonly mark: string; readonly bold: boolean } {
  const m = /^(\s*)([-*+])/.exec(text.slice(startOfLine(text, f.at.start)));
  return { indent: m?.[1] ?? '', mark: m?.[2] ?? '-', bold: /^[\s*+-]*\*\*/.test(text.slice(f.at.start, f.nameAt.start)) };
}

/**
 * A missing field as somebody begins to write it on a line of its own, in the spelling of a neighbour.
 * @param mark what the line begins with already: `## `, `- `, `- **`, or nothing
 * @returns what stands in place of mark and name; the value goes after it
 */
export function spelledField(text: string, key: string, mark: string, like: Field | undefined, name = key): string {
  const eol = eolOf(text);
  const isList = /^[-*+]/.test(mark);
  const bold = mark.includes('**') || (like?.spelling === 'list' && bullet(text, like).bold);
  if (isList) return `${mark.replace('**', '')}${bold ? `**${name}**` : name}: `;
  const isHeading = mark.startsWith('#') || blocks.has(key) || like === undefined || like.spelling === 'heading';
  if (!isHeading && like.spelling === 'list') return `${bullet(text, like).mark} ${bold ? `**${name}**` : name}: `;
  if (!isHeading && scalars.has(key)) return like.spelling === 'line' ? `${name}: ` : `**${name}:** `;
  const heading = mark.startsWith('#') ? mark : `${'#'.repeat(like?.depth ?? 2)} `;
  const hint = hints[key] === undefined ? '' : `<!-- ${hints[key]} -->${eol}`;
  return `${heading}${name}${eol}${eol}${hint}`;
}

/** Whether a field is there, be it empty. BOOTSTRAP is there when one of its parts is. */
export function has(doc: FieldDocument, key: string, parts: readonly string[] = []): boolean {
  return fieldOf(doc, key) !== undefined || parts.some((p) => fieldOf(doc, p) !== undefined);
}
