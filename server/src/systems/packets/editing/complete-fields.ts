/** Names of fields that a packet lacks, with their template, as its neighbours are written. */
import type { Suggestion, Suggestions } from '#core/editor';
import { inFence } from '#core/fences';
import { everywhere, type Field, fieldOf } from '#core/fields/model';
import type { Span } from '#core/text';
import { lineAround } from '#core/text';
import { tableAround } from '../model/board/rows';
import { requiredFor } from '../model/dialect/dialect';
import { bootstrapParts } from '../model/dialect/packet-fields';
import { spelledField } from '../model/packet/edit';
import { statusOf } from '../model/types';
import type { DocumentOf } from './documents';
import { type FieldPlace, inComment } from './place';

/** Parts of blocks that are fields themselves. */
const parts: Readonly<Record<string, readonly string[]>> = {
  BOOTSTRAP: bootstrapParts,
  VALIDATION: ['Command', 'Result', 'Notes'],
};

/** Undefined: no name of a field may stand at the cursor. @param place the field that the cursor stands in */
export function fieldNames(doc: DocumentOf<'packet'>, offset: number, place: FieldPlace | undefined): Suggestions | undefined {
  const line = lineAround(doc.text, offset);
  const before = doc.text.slice(line.start, offset);
  const block = place && parts[place.key] !== undefined ? place.key : undefined;
  // What stands in a fence is an example, but where the fence is the content of such a block.
  if (inComment(doc.text, offset) || (block === undefined && inFence(doc.text, offset))) return undefined;
  if (isFrontMatter(doc.text, offset)) return keysOf(doc, before, offset);
  const begun = /^(\s*)(#{1,6}\s+|[-*+]\s+(?:\*\*)?)?([\p{L}_][\p{L}\d_ &]*)?$/u.exec(before);
  const after = doc.text.slice(offset, line.end).trim();
  // An editor may have put the second half of `**…**` there already.
  const closing = begun?.[2]?.endsWith('**') && after === '**' ? doc.text.slice(offset, line.end).length : 0;
  if (!begun || (after !== '' && closing === 0)) return rowOf(doc, before, after, offset);
  const [, indent = '', mark = '', typed = ''] = begun;
  // Inside a list or prose of its own heading, a new line is one more item of it.
  const isValue =
    place?.field?.spelling === 'heading' && block === undefined && !mark.startsWith('#') && place.field.shape !== 'scalar';
  if (isValue || (indent !== '' && block === undefined)) return undefined;
  if (mark === '' && typed === '' && indent === '' && before !== '') return undefined;
  const at = { start: offset - typed.length - mark.length, end: offset + closing };
  const like = neighbour(doc, offset, mark);
  const required = requiredOf(doc);
  const keys = block !== undefined && !mark.startsWith('#') ? missingParts(doc, block) : missing(doc, required);
  const { called } = doc.dialect.names;
  const list = keys.map(
    (key, i): Suggestion => ({
      label: called(key),
      is: 'field',
      detail: required.has(key) || block !== undefined ? 'missing' : 'optional',
      at,
      text: spelledField(doc.text, key, mark, doc.dialect.names.spec(key)?.shape === 'block' ? undefined : like, called(key)),
      filter: `${mark}${called(key)}`,
      sort: `${required.has(key) ? 0 : 1}${String(i).padStart(3, '0')}`,
    }),
  );
  return { list };
}

const requiredOf = (doc: DocumentOf<'packet'>): ReadonlySet<string> => new Set(requiredFor(doc.dialect, statusOf(doc.model)));

/** Names that stand before a value on one line: what is a block of its own has no place there. */
function inline(
  doc: DocumentOf<'packet'>,
  at: Span,
  { spelled, end }: { readonly spelled: (name: string) => string; readonly end: string },
): Suggestions {
  const required = requiredOf(doc);
  const keys = missing(doc, required).filter((key) => doc.dialect.names.spec(key)?.shape !== 'block');
  const list = keys.map((key, i): Suggestion => {
    const name = spelled(doc.dialect.names.called(key));
    const detail = required.has(key) ? 'missing' : 'optional';
    const sort = `${required.has(key) ? 0 : 1}${String(i).padStart(3, '0')}`;
    return { label: name, is: 'field', detail, at, text: `${name}${end}`, filter: name, sort };
  });
  return { list };
}

const opened = /^---[ \t]*\r?\n/;

/** Whether an offset stands between the lines of front matter. */
function isFrontMatter(text: string, offset: number): boolean {
  const begin = opened.exec(text)?.[0].length;
  if (begin === undefined || offset < begin) return false;
  return !/^(?:---|\.\.\.)[ \t]*$/m.test(text.slice(begin, offset));
}

/** In front matter, a key as the others there are written: `task_id` beside `status`. */
function keysOf(doc: DocumentOf<'packet'>, before: string, offset: number): Suggestions | undefined {
  const typed = /^[\p{L}_][\p{L}\d_-]*$|^$/u.exec(before)?.[0];
  if (typed === undefined) return undefined;
  const others = [...doc.text.slice(0, offset - before.length).matchAll(/^([\p{L}_][\p{L}\d_-]*):/gmu)].map(
    ([, key = '']) => key,
  );
  const isSmall = others.length === 0 || others.some((key) => key === key.toLowerCase());
  const spelled = (name: string): string => (isSmall ? name.toLowerCase() : name).replaceAll(' ', '_');
  return inline(doc, { start: offset - typed.length, end: offset }, { spelled, end: ': ' });
}

/** The header of a table of names and values, with nothing below it yet. */
const pair =
  /^[ \t]*\|[ \t*_]*(?:fields?|keys?|names?|propert(?:y|ies)|attributes?|metadata|felder|feld|eigenschaft|campos?|claves?|chaves?|champs?|cl[ée]s?|字段|属性|項目|フィールド)[ \t*_]*\|[^|\n]+\|[ \t]*\r?\n[ \t]*\|(?:[ \t]*:?-+:?[ \t]*\|){2}[ \t]*\r?\n$/iu;

/** In a table of fields, the first cell of a row. */
function rowOf(doc: DocumentOf<'packet'>, before: string, after: string, offset: number): Suggestions | undefined {
  const [, lead = '', typed = ''] = /^(\s*\|\s*)([\p{L}_][\p{L}\d_ &]*)?$/u.exec(before) ?? [];
  if (lead === '' || !/^(?:\||$)/.test(after)) return undefined;
  const start = offset - before.length;
  const table = tableAround(doc.text, start);
  if (!table) return undefined;
  const { fields } = doc.model.fields;
  const isOfFields = fields.some((f) => f.spelling === 'table' && table.start <= f.at.start && f.at.start < start);
  const isBegun = pair.test(doc.text.slice(table.start, start));
  if (!isOfFields && !isBegun) return undefined;
  const at = { start: offset - typed.length, end: offset };
  return inline(doc, at, { spelled: (name) => name, end: after === '' ? ' | ' : ' ' });
}

/** Other names of what another field says, or what only a validator writes. */
const unasked = new Set(['User Signature Locked', 'Verdict']);

/** Required ones first, in template order, then everything else that the dialect knows. */
function missing(doc: DocumentOf<'packet'>, required: ReadonlySet<string>): readonly string[] {
  const { fields } = doc.model;
  const known = doc.dialect.specs
    .map((s) => s.key)
    .filter((k) => (!bootstrapParts.includes(k) && !unasked.has(k)) || required.has(k));
  return [...new Set([...required, ...known])].filter((k) => fieldOf(fields, k) === undefined);
}

function missingParts(doc: DocumentOf<'packet'>, block: string): readonly string[] {
  const { fields } = doc.model.fields;
  return (parts[block] ?? []).filter((k) => [...everywhere(fields, k)].length === 0 && !isPart(fields, k));
}

const isPart = (fields: readonly Field[], name: string): boolean =>
  fields.some((f) => f.parts.some((p) => p.name.toLowerCase() === name.toLowerCase()));

/** The field before the offset, else the one after it: how this packet writes its fields. */
function neighbour(doc: DocumentOf<'packet'>, offset: number, mark: string): Field | undefined {
  const all = doc.model.fields.fields.filter((f) => f.role === 'value' && f.spelling !== 'front-matter' && f.known);
  const alike = /^[-*+]/.test(mark) ? all.filter((f) => f.spelling === 'list') : all;
  return alike.findLast((f) => f.nameAt.start < offset) ?? alike[0];
}
