/** Entries of a packet's log that are no fields: rows of a table, pairs in a line, a line with the signature in it. */
import { linesOf } from '#core/fields/items';
import type { Field } from '#core/fields/model';
import { normalName } from '#core/fields/names';
import { detach } from '#core/text';
import type { PacketsDialect } from '../model/dialect/dialect';
import { aboutElse, type SigningField } from '../model/signing/approval';
import { isUnsigned, signaturesIn, signedAs } from '../model/signing/signatures';
import type { Located, WrittenSignature } from '../model/types';

/** An entry, with the time that stands beside it. */
export interface LogRow {
  readonly entry: SigningField;
  readonly timestamp: Located | undefined;
}

/** What the log says of how the packet was signed, where that is no field of it. @param own the packet's signature, where it is named elsewhere; @param id the packet's, empty where it has none */
export const entryIn = (
  text: string,
  log: Field,
  own: WrittenSignature | undefined,
  id: string,
  dialect: PacketsDialect,
): LogRow | undefined =>
  logRow(text, log, own, id, dialect) ?? looseEntry(text, log, dialect) ?? lineEntry(text, log, own, id, dialect);

/** A line that names the packet, or has the day on which it was signed; a signature that is only spoken of is none. */
const isEntry = (words: string, id: string): boolean =>
  (id !== '' && words.includes(id)) || (writtenAt(words, 0) !== undefined && !aboutElse.test(words));

/** Where the packet is named it is about that, whatever else is said. */
const isElse = (words: string, id: string): boolean => aboutElse.test(words) && !(id !== '' && words.includes(id));

/** A value with a signature in it, as an entry. */
function signedIn({ text, at }: Located, { signatures }: PacketsDialect): SigningField | undefined {
  const found = isUnsigned(text) ? undefined : signaturesIn(text, signatures)[0];
  if (!found) return undefined;
  const signature = { key: found.key, text: found.written, at: { start: at.start + found.start, end: at.start + found.end } };
  return { name: 'Signature', at, text, is: signedAs(text, found.written, signatures), signature };
}

/**
 * The row of a log that is a table: that of the packet's own signature, or the only one that is signed. Others are about
 * the spec or about former versions.
 */
function logRow(
  text: string,
  log: Field,
  own: WrittenSignature | undefined,
  id: string,
  dialect: PacketsDialect,
): LogRow | undefined {
  const first = log.items.find((i) => i.cells);
  const columns = first ? headerAbove(text, first.at.start).map(normalName) : [];
  const at = columns.findIndex((c) => /^(?:user )?signature$/.test(c));
  if (at < 0) return undefined;
  const when = columns.findIndex((c) => /^(?:timestamp|date|time|when)/.test(c));
  const rows = log.items.flatMap(({ cells }): (LogRow & { readonly else: boolean })[] => {
    const cell = cells?.[at];
    const entry = cell && signedIn(cell, dialect);
    if (!entry) return [];
    const time = cells?.[when];
    return [
      {
        entry,
        timestamp: time && time.text !== '' ? { text: detach(time.text), at: time.at } : undefined,
        else: isElse(cells?.map((c) => c.text).join(' ') ?? '', id),
      },
    ];
  });
  const only = rows.length === 1 ? rows[0] : undefined;
  return own ? (rows.find((r) => r.entry.signature?.key === own.key) ?? (only?.else ? undefined : only)) : only;
}

/** A column's name, as it compares, that is for a time. */
export const isTime = /^(?:timestamp|date(?: time)?|time|when)\b/;
const isSigned = /^(?:user )?signature(?: locked)?$/;

/**
 * What a log says in pairs that are no fields: `Signature: …, Timestamp: …` in one line, `Signature — …` in an item, rows of a
 * table with a name and its value, of which the first may be the header.
 */
export function pairsIn(text: string, log: Field): readonly { readonly name: string; readonly value: Located }[] {
  const out: { name: string; value: Located }[] = [];
  const line = ({ text: words, at }: Located): void => {
    for (const m of words.matchAll(
      /(?:^|[,;|·]\s*)[*_`]*([\p{L}][\p{L} ]{2,24}?)[*_`]*(?:\s*\([^()]*\))?(?:\s*[:=]|\s+[—–-])[*_`]*\s+([^,;|·]+)/gu,
    )) {
      const value = (m[2] ?? '').trimEnd();
      const start = at.start + m.index + m[0].indexOf(value, m[0].length - (m[2] ?? '').length);
      out.push({ name: normalName(m[1] ?? ''), value: { text: detach(value), at: { start, end: start + value.length } } });
    }
  };
  if (log.text !== '') line({ text: log.text, at: log.textAt });
  for (const item of log.items) {
    if (!item.cells) line(item);
    else if (item.cells.length === 2 && item.cells[0] && item.cells[1])
      out.push({ name: normalName(item.cells[0].text), value: item.cells[1] });
  }
  const first = log.items.find((i) => i.cells);
  const header = first && headerAbove(text, first.at.start);
  if (header?.length === 2 && isSigned.test(normalName(header[0] ?? ''))) {
    const value = (header[1] ?? '').trim();
    const start = text.lastIndexOf(value, first?.at.start);
    if (value !== '') out.push({ name: 'signature', value: { text: detach(value), at: { start, end: start + value.length } } });
  }
  return out;
}

/** An entry of the log in such pairs. */
function looseEntry(text: string, log: Field, dialect: PacketsDialect): LogRow | undefined {
  for (const { name, value } of pairsIn(text, log)) {
    const entry = isSigned.test(name) ? signedIn(value, dialect) : undefined;
    if (entry) return { entry, timestamp: undefined };
  }
  return undefined;
}

/**
 * An entry in words of its own: `2026-01-16 18:00 UTC: alice160120261800 approved this`. It is the line with the packet's own
 * signature, else the only one that has any.
 */
function lineEntry(
  text: string,
  log: Field,
  own: WrittenSignature | undefined,
  id: string,
  dialect: PacketsDialect,
): LogRow | undefined {
  if (!own) return undefined;
  const found = linesOf(text, log.at).flatMap((line) => {
    if (line.start <= log.nameAt.start && log.nameAt.end <= line.end && log.spelling === 'heading') return [];
    const words = text.slice(line.start, line.end);
    return signaturesIn(words, dialect.signatures).map((s) => ({ s, line, words }));
  });
  const one = new Set(found.map(({ s }) => s.key)).size === 1 ? found.find(({ words }) => isEntry(words, id)) : undefined;
  const entry = found.find(({ s }) => s.key === own.key) ?? one;
  if (!entry) return undefined;
  const { s, line, words } = entry;
  const at = { start: line.start + s.start, end: line.start + s.end };
  const is = signedAs(s.written, s.written, dialect.signatures);
  // The signature's own digits are no time that somebody wrote beside it.
  const when = writtenAt(`${words.slice(0, s.start)}${' '.repeat(s.end - s.start)}${words.slice(s.end)}`, line.start);
  return {
    entry: { name: 'Signature', at, text: s.written, is, signature: { key: s.key, text: s.written, at } },
    timestamp: when,
  };
}

/** The day, and the time behind it, in a line. */
function writtenAt(words: string, base: number): Located | undefined {
  const m =
    /(?<!\d)(?:\d{4}-\d{1,2}-\d{1,2}|\d{1,2}[./]\d{1,2}[./]\d{4})(?:(?:T|,?\s+(?:at\s+)?)\d{1,2}:\d{2}(?::\d{2})?(?:\s*(?:Z|UTC|[+-]\d{2}:?\d{2}))?)?(?![\d-])/.exec(
      words,
    );
  return m ? { text: detach(m[0]), at: { start: base + m.index, end: base + m.index + m[0].length } } : undefined;
}

/** The cells of a table's header. @param row where one of its rows begins */
function headerAbove(text: string, row: number): readonly string[] {
  const lines = text.slice(Math.max(0, row - 4000), row).split(/\r?\n/);
  const rule = lines.findLastIndex((l) => /^[\s|:-]*-[\s|:-]*$/.test(l));
  const header = rule > 0 ? (lines[rule - 1] ?? '') : '';
  return header
    .trim()
    .replace(/^\||\|$/g, '')
    .split('|');
}
