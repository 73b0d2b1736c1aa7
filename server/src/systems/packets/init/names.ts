/** The names in a packet that no key knows: what may be a field by another name. For `gatehouse init` alone. */
import { type FieldDocument, isEmpty } from '#core/fields/model';
import { normalName } from '#core/fields/names';
import type { PacketsDialect } from '../model/dialect/dialect';
import { synonyms } from './words';

/** A heading with fewer characters to the next one has nothing under it. */
const SOMETHING = 4;

/** So many characters are a state and a remark; more are a sentence. */
const SHORT = 40;

/** A row of a table of two columns. */
const pair = /^\|[ \t]*([\p{L}*_][^|\n]{0,40})\|[ \t]*([^|\s][^|\n]*)\|[ \t]*$/gmu;

/** A line of plain text that names its value: `Spec: 2.3`. One alone in a paragraph may be a sentence. */
const spoken = /^[ \t]*[*_]{0,2}(\p{L}[\p{L}\p{N} _/-]{0,40}?)[*_]{0,2}[ \t]*(?::[*_]{0,2}[ \t]+|：[*_]{0,2}[ \t]*)(\S[^\n]*)$/u;

/** Lines of which those that go on behind a name in bold are part of it: `**Goal:** to log in` / `with a password.` */
function unwrapped(lines: readonly string[]): readonly string[] {
  const named = lines.map((l) => /^[ \t]*\*\*\p{L}[^*\n]{0,40}(?:[:：]\*\*|\*\*[ \t]*[:：])/u.test(l));
  return named[0] && !lines.some((l) => /^[ \t]*(?:[-*+>|#]|\d+[.)])[ \t]/.test(l)) ? lines.filter((_, i) => named[i]) : lines;
}

/** The names of a block of such lines, one of which is a field that is known; each may be a paragraph of its own. */
function spokenNames(top: string, dialect: PacketsDialect): readonly string[] {
  const runs: RegExpExecArray[][] = [];
  let goesOn = false;
  for (const block of top.split(/\n[ \t]*\n/)) {
    const lines = unwrapped(block.trim().split('\n'));
    const said = lines.map((l) => spoken.exec(l)).filter((m) => m !== null);
    const isRun = said.length === lines.length;
    const last = runs.at(-1);
    if (isRun && goesOn && said.length === 1 && last) last.push(...said);
    else if (isRun) runs.push([...said]);
    goesOn = isRun && said.length === 1;
  }
  const isKnown = (m: RegExpExecArray): boolean => dialect.names.resolve(m[1] as string).length > 0;
  // A name that a field may have, alone or above others; of a state there is not more than a word and a remark.
  const isSynonym = (m: RegExpExecArray): boolean =>
    Object.entries(synonyms).some(
      ([key, pattern]) => pattern.test(normalName(m[1] as string)) && (key !== 'STATUS' || (m[2] as string).length <= SHORT),
    );
  return runs
    .filter((lines) => (lines.length > 1 && lines.some(isKnown)) || lines.some(isSynonym))
    .flatMap((lines) => lines.flatMap((m) => (isKnown(m) || isVersion(m[1] as string, m[2] as string) ? [] : [m[1] as string])));
}

/** What stands above the sections. */
const topOf = (fields: FieldDocument, text: string): string =>
  text.slice(0, fields.headings.find((h) => h.depth > 1)?.at.start ?? 4000).replaceAll('\r', '');

/** Names and values of a table above the sections. */
export function rowsAbove(fields: FieldDocument, text: string): readonly (readonly [name: string, value: string])[] {
  return [...topOf(fields, text).matchAll(pair)].map(([, name = '', value = '']) => [name, value] as const);
}

/** As written, by how they compare. */
export type Names = ReadonlyMap<string, string>;

/** Names in lists, in a table or in lines above the sections, and headings with something under them, that no key knows: as written, by how they compare. */
export function unknown(fields: FieldDocument, text: string, dialect: PacketsDialect): Names {
  const named = fields.fields.flatMap((f) =>
    (f.known && !dialect.names.standsIn(f.key, f.name)) || f.role !== 'value' || isEmpty(f) || isVersion(f.name, f.text)
      ? []
      : [f.name],
  );
  const headed = fields.headings.flatMap((h) =>
    h.depth === 1 || h.at.end - h.textAt.end < SOMETHING || dialect.names.resolve(h.text).length > 0 ? [] : [h.text],
  );
  const rows = rowsAbove(fields, text).flatMap(([name, value]) =>
    dialect.names.resolve(name).length > 0 || isVersion(name, value) ? [] : [name.trim()],
  );
  return new Map(
    [...named, ...rows, ...spokenNames(topOf(fields, text), dialect), ...headed].map((name) => [
      normalName(name),
      name.replace(/[*_`:]+$|^[*_`]+|^\d+[.)]\s+/g, '').trim(),
    ]),
  );
}

/** `Spec: Master_Spec_v1.2.md` names the file, and no section of it. */
const isVersion = (name: string, value: string): boolean => /^spec/.test(normalName(name)) && /\.md\b|^\W*v\d/i.test(value);

/** What stands under such a name: the section of a heading, or the value of a field. */
export function under(fields: FieldDocument, text: string, normal: string): string {
  const part = fields.headings.find((h) => normalName(h.text) === normal);
  // `## Status` / `- Status: Done`: the line says it.
  const field = fields.fields.find(
    (f) => normalName(f.name) === normal && (!part || (f.nameAt.start >= part.textAt.end && f.nameAt.end <= part.at.end)),
  );
  const at = field?.valueAt ?? (part && { start: part.textAt.end, end: part.at.end });
  if (at) return text.slice(at.start, at.end);
  const row = rowsAbove(fields, text).find(([name]) => normalName(name) === normal);
  if (row) return row[1];
  const said = topOf(fields, text)
    .split('\n')
    .map((l) => spoken.exec(l));
  return said.find((m) => m && normalName(m[1] as string) === normal)?.[2] ?? '';
}
