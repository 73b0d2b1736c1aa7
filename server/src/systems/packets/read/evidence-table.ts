/** A row of a table of evidence: columns in any order, named in any way. Source: SYSTEMS.md §1, *Evidence*. */
import type { Span } from '#core/text';
import { TAG } from '../model/dialect/anchor-forms';
import { saysNothing } from '../model/evidence/proof-words';
import { citedIn } from './cited';
import { type Around, addCode, addTest, anchorsIn, codeCell, type Draft, isTagged, resultIn, words } from './evidence-draft';
import { type Column, columnOf } from './evidence-words';
import type { Line } from './lines';

/** Undefined: no column is for code or tests, or all cells are blank. */
export function tableRow(cells: NonNullable<Line['cells']>, at: Span, around: Around): Draft | undefined {
  const named = cells.map((c) => columnOf(c.column));
  // A column whose name is in no language that we know is told by what stands in it.
  const columns = named.includes('code')
    ? named
    : named.map((n, i) =>
        n === 'other' && citedIn(cells[i]?.text ?? '', 0, around.path).some((c) => c.lines !== undefined) ? 'code' : n,
      );
  const marked = columns.includes('anchor')
    ? columns
    : columns.map((n, i) => (n === 'other' && onlyAnchors.test(cells[i]?.text ?? '') ? 'anchor' : n));
  return rowOf(cells, at, marked, around);
}

/** Nothing but anchors that are marked as such: `§3.2.9`, `A2.3, A2.4`, `[REQ-7]`. */
const one = String.raw`(?:§\s*A?\d+(?:\.\d+)*|A\d+(?:\.\d+)+|\[${TAG}\])`;
const onlyAnchors = new RegExp(String.raw`^[\s*_]*${one}(?:\s*[,;]\s*${one})*[\s*_]*$`);

function rowOf(cells: NonNullable<Line['cells']>, at: Span, columns: readonly Column[], around: Around): Draft | undefined {
  if (!columns.includes('code') && !columns.includes('test')) return undefined;
  if (cells.every((c) => saysNothing(c.text))) return undefined;
  // Without a column called so, the first that is nothing else says what is to be proved.
  const requirementAt = columns.includes('requirement') ? columns.indexOf('requirement') : columns.indexOf('other');
  const out: Draft = {
    at,
    requirement: '',
    number: undefined,
    anchors: [],
    code: [],
    tested: false,
    tests: [],
    asksTest: columns.includes('test'),
    result: undefined,
    depth: 0,
    opened: false,
    firm: true,
    inTable: true,
  };
  for (const [i, cell] of cells.entries()) {
    const column = i === requirementAt ? 'requirement' : columns[i];
    if (column === 'requirement') {
      out.tagged = isTagged(cell.text, around);
      const numbered = out.tagged
        ? null
        : /^\W*(?:(?:DONE[_ ]MEANS|DM|AC|Req(?:uirement)?)[\s#_-]*)?(\d{1,2})(?:[.):]\s|\W*$)/i.exec(cell.text);
      out.requirement = words(cell.text.slice(numbered ? (numbered[0]?.length ?? 0) : 0));
      if (numbered) out.number = Number(numbered[1]);
      out.at = cell.at.end > cell.at.start ? cell.at : at;
    } else if (column === 'number') {
      const n = /\d+/.exec(cell.text)?.[0];
      if (n) out.number = Number(n);
    } else if (column === 'anchor') out.anchors = [...out.anchors, ...anchorsIn(cell, around.forms)];
    else if (column === 'code') {
      if (isLeftOpen(cell.text)) out.lacksCode = true;
      addCode(out, codeCell(cell.text, cell.at.start, around), around);
    } else if (column === 'test') {
      if (/^removal\b/.test(cell.column) && !saysNothing(cell.text)) out.removal = true;
      else if (isLeftOpen(cell.text)) out.lacksTest = true;
      addTest(out, cell.text, cell.at.start, around);
    } else if (column === 'result') out.result = resultIn(cell.text) ?? out.result;
  }
  return out;
}

/** Nothing, or that it comes later. A dash is an answer: nothing but a test shows it. */
const isLeftOpen = (text: string): boolean => /^[\s*_`]*(?:TBD|TODO|pending)?[\s*_`]*$/i.test(text);
