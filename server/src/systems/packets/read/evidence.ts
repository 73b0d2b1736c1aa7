/**
 * Evidence of a packet or a report: rows of a requirement with what proves it, in every form that people write.
 * Source: SYSTEMS.md §1, *Evidence*: list, table or prose; `[Requirement] -> [File:Line]`; columns in any order.
 */
import { normalName } from '#core/fields/names';
import { detach, type RelPath, type Span } from '#core/text';
import { type AnchorForms, TAG } from '../model/anchor-forms';
import type { Cited, EvidenceRow } from '../model/evidence';
import { commandIn, saysNothing } from '../model/proof-words';
import { citations } from './anchor';
import { citedIn } from './cited';
import {
  arrow,
  codeName,
  columnOf,
  failed,
  passed,
  requirementName,
  resultName,
  resultWord,
  testName,
  testPart,
} from './evidence-words';
import { Line, type Named } from './lines';

/** What the reader must know of the document around the evidence. */
export interface Around {
  /** The document itself: links are relative to it. */
  readonly path: RelPath;
  readonly isTest: (path: RelPath) => boolean;
  /** How the dialect writes anchors, besides numbers and tags. */
  readonly forms?: AnchorForms | undefined;
  /** Whether a list's own numbers are those of DONE_MEANS: in a mapping they are, in findings they only count. */
  readonly counts: boolean;
  /** Only what is plainly a row: of a table, behind an arrow, named as a requirement. Logs stand under such a heading as well. */
  readonly plainly?: true;
  /** A heading opens a row: what is named below it is its proof. */
  readonly headed?: true;
}

interface Draft {
  at: Span;
  requirement: string;
  number: number | undefined;
  anchors: EvidenceRow['anchors'];
  code: Cited[];
  tested: boolean;
  tests: EvidenceRow['tests'];
  asksTest: boolean;
  /** It says what became of the test when the code was taken out. */
  removal?: true;
  result: EvidenceRow['result'];
  /** How deep it stands: what is deeper belongs to it. */
  readonly depth: number;
  /** Named as a requirement (`REQUIREMENT:`), so that what follows at the same depth belongs to it. */
  readonly opened: boolean;
  /** It says that something belongs here, be it nothing. */
  firm: boolean;
  readonly inTable?: true;
  /** The requirement opens with an anchor in the dialect's own form: `REQ-12` is none of DONE_MEANS by its number. */
  tagged?: boolean;
}

/** The rows of some lines. Fences count: their lines are the field's own. */
export function evidenceRows(lines: readonly Line[], around: Around): readonly EvidenceRow[] {
  const out: Draft[] = [];
  let open: Draft | undefined;
  let quoted: Draft | undefined;
  let headed: Draft | undefined;
  for (const line of lines) {
    if (line.is === 'heading') {
      open = quoted = undefined;
      headed = around.headed && draft(words(line.text), line.at, line, 0, around, false);
      if (headed) out.push(headed);
      continue;
    }
    if (line.cells) {
      const row = tableRow(line.cells, line.at, around);
      if (row) out.push(row);
      continue;
    }
    // What stands in an item besides its first line is that item's: a fence, a second line.
    const depth = line.depth > 0 && line.is !== 'item' ? line.depth + 0.5 : line.depth;
    const name = line.named;
    const label = name?.name ?? '';
    if (name && requirementName.test(label)) {
      open = quoted = required(name, line, depth, around);
      const split = afterArrow(name.value, name.valueAt.start);
      if (split) {
        open.requirement = split.before;
        addCode(open, citedIn(split.after, split.start, around.path), around);
      } else proved(open, name, line, depth, around);
      out.push(open);
      continue;
    }
    const isPart = name !== undefined && (codeName.test(label) || testName.test(label) || resultName.test(label));
    const near = quoted && depth >= quoted.depth ? quoted : open && depth > open.depth ? open : undefined;
    const owner = near ?? (isPart ? headed : undefined);
    if (isPart && owner) {
      owner.firm ||= owner === headed;
      if (/^removal/.test(label) && !saysNothing(name.value)) owner.removal = true;
      if (testName.test(label)) addTest(owner, name.value, name.valueAt.start, around);
      else if (resultName.test(label)) owner.result = resultIn(name.value) ?? owner.result;
      else codeAndTest(owner, name, around);
      continue;
    }
    const said = free(line, depth, around);
    if (owner && (said.code.length > 0 || said.tested)) {
      addCode(owner, said.code, around);
      owner.tested ||= said.tested;
      owner.tests = [...owner.tests, ...said.tests];
      continue;
    }
    if (owner === quoted && owner !== undefined && line.is !== 'item') continue;
    quoted = undefined;
    if (said.code.length === 0 && line.is !== 'item' && line.number === undefined) continue;
    open = said;
    out.push(said);
  }
  const rows: EvidenceRow[] = [];
  for (const d of out) {
    const proves = d.code.length > 0 || d.tested;
    const placed = d.code.some((c) => c.lines !== undefined || c.form === 'chunk') || (d.inTable && d.number !== undefined);
    if ((!proves && !d.firm) || (around.plainly && !(d.firm && placed))) continue;
    const row = finish(d);
    if (proves || (row.requirement !== '' && !saysNothing(row.requirement))) rows.push(row);
  }
  return rows;
}

/** `REQUIREMENT: "…"`; `Requirement (sessions end): satisfied` has its words in the name. */
function required(name: Named, line: Line, depth: number, around: Around): Draft {
  const note = /\(([^()]+(?:\([^()]*\)[^()]*)*)\)/.exec(line.text.slice(0, Math.max(0, name.valueAt.start - line.at.start)))?.[1];
  const says = resultWord.test(name.value);
  const out = draft(says && note ? note : name.value, name.value === '' ? name.nameAt : name.valueAt, line, depth, around, true);
  if (says) out.result = resultIn(name.value);
  return out;
}

/** `DONE_MEANS 2: src/a.ts:4; test: npm test`: what it says is the proof, as far as it cites a place. */
function proved(row: Draft, { value, valueAt }: Named, line: Line, depth: number, around: Around): void {
  if (!/[\d】]/.test(value)) return;
  const said = free(new Line(line.is, depth, line.number, valueAt, value, undefined), depth, around);
  if (said.code.every((c) => c.lines === undefined && c.form === 'plain')) return;
  row.requirement = said.requirement;
  row.anchors = said.anchors;
  addCode(row, said.code, around);
  row.tested ||= said.tested;
  row.tests = said.tests;
  row.asksTest = said.asksTest;
  row.result ??= said.result;
}

function draft(requirement: string, at: Span, line: Line, depth: number, around: Around, opened: boolean): Draft {
  // `4. text`, `(4) text`, `**4.** text`, `**4** text`; `4: path:line`
  const numbered = /^(?:#\s*|\(?)(\d{1,2})(?:(?:[.):][*_]*|[*_]+[.):]?)(?:\s+|$)|$)/.exec(requirement);
  const tagged = isTagged(line.text, around);
  return {
    at,
    requirement: numbered ? requirement.slice(numbered[0].length) : requirement,
    tagged,
    number:
      (around.counts ? line.number : undefined) ?? (numbered ? Number(numbered[1]) : tagged ? undefined : numberIn(line.text)),
    anchors: [],
    code: [],
    tested: false,
    tests: [],
    asksTest: false,
    result: undefined,
    depth,
    opened,
    firm: opened,
  };
}

const isTagged = (text: string, { forms }: Around): boolean =>
  forms?.opening?.test(text.replace(/^[^\p{L}\p{N}]+/u, '')) === true;

/** `DONE_MEANS 3`, `Criterion 2`, `Requirement #4`, `DM-3`; `For **DONE_MEANS 3** …`. */
function numberIn(text: string): number | undefined {
  const m =
    /^\W*(?:(?:for|as for|about|on|regarding|to prove)\W+)?(?:done[_ -]means|criteri(?:on|a)|requirement|item|dm|req|ac)[\s_#-]*(\d{1,2})\b/i.exec(
      text,
    );
  if (m) return Number(m[1]);
  // In the middle of a sentence it counts where the line speaks of no other.
  const spoken = new Set([...text.matchAll(/\bDONE[_ ]MEANS[\s_#-]*(\d{1,2})\b/g)].map((m) => Number(m[1])));
  return spoken.size === 1 ? [...spoken][0] : undefined;
}

/** `Evidence: path:line; test: command`. */
function codeAndTest(to: Draft, { value, valueAt }: Named, around: Around): void {
  const test = testPart.exec(value);
  const code = test ? value.slice(0, test.index) : value;
  addCode(to, codeCell(code, valueAt.start, around), around);
  if (test?.[1]) addTest(to, test[1], valueAt.start + value.length - test[1].length, around);
}

/** A line of free text: `requirement -> path:line; test: command (PASS)`, `requirement: path:line`, `path:line (what is there)`. */
function free(line: Line, depth: number, around: Around): Draft {
  const base = line.at.start;
  const test = testPart.exec(line.text);
  const body = test ? line.text.slice(0, test.index) : line.text;
  const split = afterArrow(body, base);
  const cited = citedIn(split?.after ?? body, split?.start ?? base, around.path).filter(
    // A file that is only named is no evidence: it may be what the sentence speaks of.
    (c) => c.lines !== undefined || c.form !== 'plain' || c.path.includes('/'),
  );
  const first = cited[0];
  const whole = split?.before ?? (first ? body.slice(0, first.at.start - base) : body);
  // `requirement | anchor | path:line`: the cells of a table that is none.
  const before = whole.split(/\s\|\s/)[0] ?? whole;
  const requirement = split
    ? words(before)
    : words(first ? before.replace(/\s+(?:at|in|see|by|via)[\s`(*]*$/i, '') : before).replace(
        /\s*[:–—-]+\s*(?:satisfied|met|pass|implemented|verified|done)$/i,
        '',
      );
  const start = base + Math.max(0, line.text.search(/[\p{L}\p{N}"“'`[(]/u));
  const at = requirement === '' && first ? first.at : { start, end: base + line.text.length };
  const out = draft(requirement, at, line, depth, around, false);
  out.firm = split !== undefined || (!/[:：]\s*$/.test(line.text) && /(?:->|→|=>|⇒)\s*\S/.test(body));
  if (cited.length > 0) out.anchors = anchorsAside(line.text, base, around.forms);
  addCode(out, cited, around);
  if (test) addTest(out, test[1] ?? '', base + line.text.length - (test[1]?.length ?? 0), around);
  else if (out.code.length > 0 || around.counts) out.tested ||= [line.text, ...body.split(/\s\|\s/).slice(1)].some(commandIn);
  out.result = lastResult(line.text);
  return out;
}

/** What stands behind the last arrow that has a citation behind it. */
function afterArrow(
  text: string,
  base: number,
): { readonly before: string; readonly after: string; readonly start: number } | undefined {
  if (!/[>→⇒⟶]/.test(text)) return undefined;
  for (const m of [...text.matchAll(arrow)].reverse()) {
    const from = m.index + m[0].length;
    const after = text.slice(from);
    if (/[\w\]][./\\]|【|\w:\d/.test(after)) return { before: text.slice(0, m.index), after, start: base + from };
  }
  return undefined;
}

function words(text: string): string {
  // A pattern for the end is tried at each place of the text; most end with a word.
  const bare = /[\s`*_"“”'([{:–—-]/u.test(text.charAt(text.length - 1)) ? text.replace(/[\s`*_"“”'([{:–—-]+$/u, '') : text;
  return bare.replace(/^[\s`*_"“”'\])}:–—-]+/u, '').trim();
}

function lastResult(text: string): EvidenceRow['result'] {
  const all = text.match(/\b(?:PASS(?:ED)?|FAIL(?:ED)?)\b|[✅❌]/g);
  const last = all?.[all.length - 1];
  return last === undefined ? undefined : /^(?:P|✅)/.test(last) ? 'PASS' : 'FAIL';
}

const resultIn = (text: string): EvidenceRow['result'] => (failed.test(text) ? 'FAIL' : passed.test(text) ? 'PASS' : undefined);

function tableRow(cells: NonNullable<Line['cells']>, at: Span, around: Around): Draft | undefined {
  const named = cells.map((c) => columnOf(c.column));
  // A column whose name is in no language that we know is told by what stands in it.
  const columns = named.includes('code')
    ? named
    : named.map((n, i) =>
        n === 'other' && citedIn(cells[i]?.text ?? '', 0, around.path).some((c) => c.lines !== undefined) ? 'code' : n,
      );
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
    else if (column === 'code') addCode(out, codeCell(cell.text, cell.at.start, around), around);
    else if (column === 'test') {
      if (/^removal\b/.test(cell.column) && !saysNothing(cell.text)) out.removal = true;
      addTest(out, cell.text, cell.at.start, around);
    } else if (column === 'result') out.result = resultIn(cell.text) ?? out.result;
  }
  return out;
}

/** What stands for itself between bars, and what stands in brackets and is marked as an anchor. */
const aside = new RegExp(
  String.raw`\|\s*((?:§\s*|A)?\d+(?:\.\d+)+|\[?${TAG}\]?)\s*(?=\|)|\(\s*((?:§\s*A?\d+(?:\.\d+)*|A\d+(?:\.\d+)+)(?:\s*[,;]\s*(?:§\s*A?|A)\d+(?:\.\d+)*)*)\s*\)|(\[(?:§\s*A?\d+(?:\.\d+)*|A\d+(?:\.\d+)+|${TAG})\])(?!\()`,
  'g',
);

/** The anchors in a line of evidence: `requirement (A2.3) -> path:line`, `requirement | 2.3 | path:line`. */
function anchorsAside(text: string, base: number, forms: AnchorForms | undefined): EvidenceRow['anchors'] {
  if (!/[|([]/.test(text)) return [];
  return [...text.matchAll(aside)].flatMap((m) => {
    const words = m[1] ?? m[2] ?? m[3] ?? '';
    return anchorsIn({ text: words, at: { start: base + m.index + m[0].indexOf(words), end: 0 } }, forms);
  });
}

const anchorsIn = (cell: { readonly text: string; readonly at: Span }, forms: AnchorForms | undefined): EvidenceRow['anchors'] =>
  citations(cell.text, cell.at.start, forms).map((c) => ({
    id: c.id,
    at: c.at,
    ...(c.file === undefined ? {} : { file: c.file }),
  }));

/** What a code column says. Where it cites nothing, a command is told as that. */
function codeCell(text: string, base: number, around: Around): readonly Cited[] {
  if (/^\W*(?:n\/a|not applicable|none(?=\W*$|\s*[(–—-]))/i.test(text)) return [];
  const cited = citedIn(text, base, around.path);
  // A path by itself could be run as well; here it is a place.
  const besides = cited.reduce((rest, { written }) => rest.replace(written, ''), text);
  if (cited.some((c) => c.lines !== undefined) || !/\p{L}|--/u.test(besides) || !commandIn(text)) return cited;
  const bare = text.replace(/^[\s`*"]+|[\s`*"]+$/g, '');
  const start = base + text.indexOf(bare);
  const at = { start, end: start + bare.length };
  return [{ written: detach(bare), at, path: '', pathAt: at, form: 'command' }];
}

function addCode(to: Draft, cited: readonly Cited[], around: Around): void {
  to.code.push(...cited);
  to.tested ||= cited.some((c) => c.path !== '' && around.isTest(c.path));
}

/** A test column or part: whatever stands there names the test; places in it with lines are judged like others. */
function addTest(to: Draft, text: string, base: number, around: Around): void {
  to.asksTest = true;
  if (saysNothing(text)) return;
  to.tested = true;
  to.tests = [...to.tests, detach(text)];
  const cited = citedIn(text, base, around.path).filter(
    (c) =>
      c.lines !== undefined &&
      (c.form === 'plain' || c.form === 'mark') &&
      // A command's arguments are not evidence.
      !commandIn(text.slice(text.lastIndexOf('`', c.at.start - base) + 1, c.at.end - base).replaceAll('`', '')),
  );
  to.code.push(...cited);
  const said = lastResult(text);
  if (said === 'FAIL') to.result = said;
}

/** `4. [A2.1] -> path:line`: which section it is about says nothing more of what is proved. */
function onlyAnchors({ requirement, anchors, number, tagged }: Draft): boolean {
  if (number === undefined || tagged || anchors.length === 0) return false;
  const rest = anchors.reduce((text, { id }) => text.replace(id, ''), requirement);
  return /^[\s§A[\](),;]*$/.test(rest);
}

const finish = (d: Draft): EvidenceRow => ({
  at: d.at,
  requirement: detach(onlyAnchors(d) ? '' : d.tagged ? words(d.requirement) : normalRequirement(d.requirement)),
  number: d.number,
  anchors: d.anchors,
  code: d.code,
  tested: d.tested,
  tests: d.tests,
  asksTest: d.asksTest,
  ...(d.removal ? { removal: true as const } : {}),
  result: d.result,
});

/** Without what only says that a requirement follows: `DONE_MEANS: …`, `Requirement 3: …`, quotes. */
const normalRequirement = (text: string): string => {
  const bare = words(text.replace(/^\W*(?:DONE[_ ]MEANS|SPEC[_ ]ANCHOR|Requirement)(?:[\s#]*\d{1,2})?\s*:\s*/i, ''));
  return requirementName.test(normalName(bare)) ? '' : bare;
};
