/** What boards and audits are called in another language: columns, words before a day, headings that are states. */

import { normalName } from '#core/fields/names';
import type { Setting, Survey } from '#core/init';
import { stemOf } from '#core/paths';
import type { RelPath } from '#core/text';
import { compile, type PacketsDialect } from '../model/dialect/dialect';
import { type Status, wordKey, wordsWith } from '../model/dialect/status';
import { signaturesIn } from '../model/signing/signatures';
import { readBoard } from '../read/board';
import { packetIds } from '../read/ids';
import { openingId } from '../read/opening';
import { readPacket } from '../read/packet';
import { meaningOf } from './states';
import { columns, listed, since, waits } from './words';

/** The names of columns in tables of signatures that the dialect does not know. */
export const columnNames = (survey: Survey, files: readonly RelPath[], dialect: PacketsDialect): readonly Setting[] =>
  headings(survey, files, dialect, columns, (row) => signaturesIn(row, dialect.signatures).length > 0);

/** The same of tables of packets: what a board calls a state, and what an entry waits for. */
export const boardColumns = (survey: Survey, files: readonly RelPath[], dialect: PacketsDialect): readonly Setting[] =>
  headings(
    survey,
    files,
    dialect,
    listed,
    (row) =>
      cellsOf(row).some((c) => openingId(c, dialect.ids) !== undefined) && signaturesIn(row, dialect.signatures).length === 0,
  );

function headings(
  survey: Survey,
  files: readonly RelPath[],
  dialect: PacketsDialect,
  wanted: Readonly<Record<string, RegExp>>,
  isRow: (row: string) => boolean,
): readonly Setting[] {
  const out = new Map<string, { readonly names: Set<string>; readonly path: RelPath }>();
  for (const path of files) {
    const text = survey.text(path) ?? '';
    const lines = text.split(/\r?\n/);
    for (const [i, line] of lines.entries()) {
      if (!rule.test(line) || !/^\s*\|/.test(lines[i - 1] ?? '') || !isRow(lines[i + 1] ?? '')) continue;
      const header = cellsOf(lines[i - 1] ?? '');
      for (const [key, pattern] of Object.entries(wanted)) {
        const name = header.find((h) => pattern.test(normalName(h)));
        if (name === undefined || dialect.names.resolve(name).some((s) => s.key === key)) continue;
        const known = out.get(key) ?? { names: new Set<string>(), path };
        out.set(key, known);
        known.names.add(name);
      }
    }
  }
  return [...out].map(([key, { names, path }]) => ({
    key: ['aliases', key],
    value: [...names],
    because: `${[...names].map((n) => `“${n}”`).join(', ')} heads a column in ${path}`,
  }));
}

const cellsOf = (row: string): readonly string[] =>
  row
    .trim()
    .replace(/^\||\|$/g, '')
    .split('|')
    .map((c) => c.replace(/[*`]|(?<![\p{L}\p{N}])_+|_+(?![\p{L}\p{N}])/gu, '').trim());

/** The words of a board that are not the packets' own. */
export function boardWords(survey: Survey, path: RelPath, dialect: PacketsDialect): readonly Setting[] {
  const text = survey.text(path) ?? '';
  const found = (key: string, pattern: RegExp): readonly Setting[] => {
    const words = [...new Set([...text.matchAll(pattern)].map((m) => (m[1] ?? '').toLowerCase()))].filter(
      (w) => !dialect.names.resolve(w).some((s) => s.key === key),
    );
    return words.length === 0
      ? []
      : [{ key: ['aliases', key], value: words, because: `${words.map((w) => `“${w}”`).join(', ')} on ${path}` }];
  };
  return [
    ...found('Since', since),
    ...found('Blocked on', waits(dialect.ids)),
    ...cellWords(text, path, dialect),
    ...sectionWords(survey, path, dialect),
  ];
}

/** Words for a state in the column of a board that holds them. */
function cellWords(text: string, path: RelPath, dialect: PacketsDialect): readonly Setting[] {
  const words = new Map<Status, Set<string>>();
  let column = -1;
  let above: readonly string[] = [];
  for (const line of text.split(/\r?\n/)) {
    if (!/^\s*\|/.test(line)) {
      column = -1;
      above = [];
      continue;
    }
    const cells = cellsOf(line);
    if (rule.test(line)) column = above.findIndex((h) => dialect.names.resolve(h).some((s) => s.key === 'STATUS'));
    above = cells;
    const cell = cells[column] ?? '';
    if (rule.test(line) || cell === '' || !cells.some((c) => openingId(c, dialect.ids)) || dialect.status.value(cell)) continue;
    const status = meaningOf(cell);
    const letters = cell
      .replace(/\([^)]*\)/g, ' ')
      .replace(/[^\p{L}\p{N}' -]+/gu, ' ')
      .trim()
      .toLowerCase();
    const word = letters === '' ? wordKey(cell) : letters;
    if (status) words.set(status, (words.get(status) ?? new Set()).add(word));
  }
  return [...words].map(([status, all]) => ({
    key: ['statuses', status],
    value: [...all],
    because: `${[...all].map((w) => `“${w}”`).join(', ')} on ${path}`,
  }));
}

/** The line below the head of a table. */
const rule = /^\s*\|[\s|:-]*-[\s|:-]*$/;

/** The dialect in which a board is read once its headings are written down. */
export function withHeadings(survey: Survey, path: RelPath, dialect: PacketsDialect): PacketsDialect {
  const words = sectionWords(survey, path, dialect);
  const cells = cellWords(survey.text(path) ?? '', path, dialect);
  const boardSections = Object.fromEntries(words.map((w) => [w.key[1], w.value as readonly string[]]));
  const said = (status: Status): readonly string[] =>
    cells.flatMap((c) => (c.key[1] === status ? (c.value as readonly string[]) : []));
  return words.length + cells.length === 0
    ? dialect
    : compile({ ...dialect, boardSections, words: wordsWith(dialect.words, said) });
}

/** More words than this are seldom a state. */
const WORDS = 2;
/** So many characters of an item are more than an entry. */
const SENTENCE = 160;

/** Headings with packets below them that say no state yet: by what their words mean, else by what all of those packets say. */
function sectionWords(survey: Survey, path: RelPath, dialect: PacketsDialect): readonly Setting[] {
  const source = survey.markdown(path);
  if (!source) return [];
  const stated = new Map<string, Status | undefined>();
  const statusOf = (id: string): Status | undefined => {
    if (!stated.has(id)) {
      const file = survey.files.find(
        (f) => stemOf(f) === id || dialect.ids.isWithWords(stemOf(f), id) || f.endsWith(`/${id}/packet.md`),
      );
      const packet = file === undefined ? undefined : survey.markdown(file);
      stated.set(id, packet && readPacket(packet, dialect).model.statuses[0]?.reading?.status);
    }
    return stated.get(id);
  };
  const words = new Map<Status, string[]>();
  const states = new Set(packetIds(source.text, 0, dialect.ids).flatMap((p) => statusOf(p.text) ?? []));
  const { sections, entries } = readBoard(source, dialect).model;
  // Entries that say their own state need no heading for it.
  const isOwn = (title: string): boolean => entries.some((e) => e.section === title && e.explicit);
  for (const s of sections) {
    if (s.status || s.closure || s.depth === 1) continue;
    // What stands in a fence is a picture, or an example.
    const lines = source.text
      .slice(s.at.start, s.at.end)
      .replace(/^ {0,3}(```|~~~)[\s\S]*?^ {0,3}\1/gm, '')
      .split(/\r?\n/);
    // Rows that say their own state need no heading for it.
    if (lines.some((l) => /^\s*\|/.test(l) && cellsOf(l).some((c) => dialect.names.resolve(c).some((n) => n.key === 'STATUS'))))
      continue;
    // A paragraph that begins with an id speaks of it.
    const items = lines.filter((line) => /^\s*(?:[-*+]|\d+[.)]|\|)\s/.test(line));
    const ids = items.flatMap(
      (line) => openingId(line.replace(/^\s*(?:[-*+]|\d+[.)]|\|)\s+(?:\[[ xX]\]\s+)?/, ''), dialect.ids)?.id ?? [],
    );
    const word = s.title
      .replace(/\([^)]*\)/g, ' ')
      .replace(/[^\p{L}\p{N}' -]+/gu, ' ')
      .trim();
    if (ids.length === 0 || word === '' || word.split(/\s+/).length > 4 || word.length > 40) continue;
    // Sentences about packets are notes.
    if (lines.filter((l) => l.length > SENTENCE && !/^\s*\|/.test(l)).length * 2 > ids.length) continue;
    const told = ids.flatMap((id) => statusOf(id) ?? []);
    const said = new Set(told);
    // Where all packets are in one state a heading above them says nothing.
    const isOne = told.length > 1 && said.size === 1 && states.size > 1 && !isOwn(s.title);
    const status = meaningOf(word) ?? (isOne ? [...said][0] : undefined);
    // Where all of several packets say something else, the heading is about something else.
    if (status === undefined || (ids.length > 1 && said.size === 1 && !said.has(status))) continue;
    // So are more words than a state has, where the packet below says another: `4 Review and testing` is a phase.
    if (word.split(/\s+/).length > WORDS && said.size > 0 && !said.has(status)) continue;
    words.set(status, [...(words.get(status) ?? []), word]);
  }
  return [...words].map(([status, all]) => ({
    key: ['boardSections', status],
    value: all,
    because: `${all.map((w) => `“${w}”`).join(', ')} ${all.length === 1 ? 'is a heading' : 'are headings'} of ${path}`,
  }));
}
