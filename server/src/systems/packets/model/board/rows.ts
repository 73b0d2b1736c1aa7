/** Rows of a board that has a table for each state. */
import type { Span, TextEdit } from '#core/text';

/** A table of a board. Offsets into the board's text. */
export interface Table {
  /** Where its header begins. */
  readonly start: number;
  readonly header: string;
  /** The line below it: `|---|---|`. */
  readonly rule: string;
  /** The end of its last line. */
  readonly end: number;
}

interface Line extends Span {
  readonly text: string;
}

const isRow = (text: string): boolean => /^\s{0,3}\|/.test(text);
const isRule = (text: string): boolean => /^\s{0,3}\|(?:\s*:?-+:?\s*\|)+\s*$/.test(text);

function linesIn(text: string, { start, end }: Span): readonly Line[] {
  const out: Line[] = [];
  for (let from = start; from < end; ) {
    const nl = text.indexOf('\n', from);
    const stop = nl < 0 || nl >= end ? end : nl;
    const line = text.slice(from, stop).replace(/\r$/, '');
    out.push({ start: from, end: from + line.length, text: line });
    from = stop + 1;
  }
  return out;
}

/** The last table of a piece of the text that has a header. */
export function tableIn(text: string, within: Span): Table | undefined {
  const lines = linesIn(text, within);
  const rule = lines.findLastIndex((l, i) => isRule(l.text) && i > 0 && isRow(lines[i - 1]?.text ?? ''));
  const [header, below] = [lines[rule - 1], lines[rule]];
  if (!header || !below) return undefined;
  let last = rule;
  while (isRow(lines[last + 1]?.text ?? '')) last++;
  return { start: header.start, header: header.text, rule: below.text, end: lines[last]?.end ?? below.end };
}

/** The table that a row stands in, with what is above the row. @param row the start of its line */
export function tableAround(text: string, row: number): Table | undefined {
  let start = row;
  for (let from = row; from > 0; start = from) {
    from = text.lastIndexOf('\n', from - 2) + 1;
    if (!isRow(text.slice(from, text.indexOf('\n', from)))) break;
  }
  return tableIn(text, { start, end: row });
}

/** A table's header as it compares: without white space and marks. */
const headerKey = (header: string): string => header.replace(/[\s*_`]+/g, '').toLowerCase();

/**
 * A row as it stands at the end of a section: in its table, where that has the same columns; in a new one like its own, where it has
 * none. Undefined: the section's table has other columns.
 * @param row the start of its line; @param line what it says by then; @param put lines at the end of the section
 */
export function rowInto(
  text: string,
  row: number,
  line: string,
  { within, put }: { readonly within: Span; readonly put: (lines: string) => TextEdit },
): TextEdit | undefined {
  const from = tableAround(text, row);
  if (!from) return undefined;
  const eol = text.includes('\r\n') ? '\r\n' : '\n';
  const to = tableIn(text, within);
  if (!to) return put([from.header, from.rule, line].join(eol));
  return headerKey(to.header) === headerKey(from.header) ? { at: { start: to.end, end: to.end }, text: eol + line } : undefined;
}

/** A row for a table that has none yet: an id in the first column. */
export const firstRow = ({ header }: Table, id: string): string =>
  `| ${id} |${' |'.repeat(Math.max(0, header.split(/(?<!\\)\|/).length - 3))}`;
