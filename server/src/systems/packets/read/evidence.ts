/**
 * Evidence of a packet or a report: rows of a requirement with what proves it, in every form that people write.
 * Source: SYSTEMS.md §1, *Evidence*: list, table or prose; `[Requirement] -> [File:Line]`; columns in any order.
 */
import { normalName } from '#core/fields/names';
import { detach } from '#core/text';
import { type AnchorForms, TAG } from '../model/dialect/anchor-forms';
import type { Cited, EvidenceRow } from '../model/evidence/evidence';
import { commandIn, saysNothing } from '../model/evidence/proof-words';
import { citedIn } from './cited';
import {
  type Around,
  addCode,
  addTest,
  anchorsIn,
  codeCell,
  type Draft,
  draft,
  isArgument,
  lastResult,
  resultIn,
  words,
} from './evidence-draft';
import { tableRow } from './evidence-table';
import { arrow, codeName, requirementName, resultName, resultWord, testName, testPart } from './evidence-words';
import { Line, type Named } from './lines';

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
        open.anchors = anchorsAside(`${split.before}->`, name.valueAt.start, around.forms);
        const test = testPart.exec(split.after);
        // What a test's command is given proves nothing by itself.
        addCode(open, citedIn(test ? split.after.slice(0, test.index) : split.after, split.start, around.path), around);
        if (test?.[1]) addTest(open, test[1], split.start + split.after.length - test[1].length, around);
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
    if (isGroup(line, label)) {
      open = quoted = undefined;
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

/** `SPEC_CLAUSE_MAP:` and the like only says that rows follow: those below it are rows of their own. */
const isGroup = (line: Line, label: string): boolean =>
  line.named?.value === '' &&
  line.is !== 'fence' &&
  /\b(?:map|mapping|matrix|clauses|coverage|findings|requirements|criteria)\b/.test(label);

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
    (c) => c.lines !== undefined || c.form !== 'plain' || (c.path.includes('/') && !isArgument(c, body, base)),
  );
  const ahead =
    split && /:\d/.test(split.before)
      ? citedIn(split.before, base, around.path).filter((c) => isAside(c, split.before, base))
      : [];
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
  if ((test && leadsNowhere.test(body)) || passesOver.test(line.text)) out.lacksCode = true;
  out.firm = split !== undefined || (!/[:：]\s*$/.test(line.text) && /(?:->|→|=>|⇒)\s*\S/.test(body));
  // `Polling lives in a.ts:12`: a sentence that leads to a place and ends with it.
  const end = cited[cited.length - 1];
  out.firm ||=
    end?.lines !== undefined &&
    /^[\s`*).;]*$/.test(body.slice(end.at.end - base)) &&
    /\p{L}\s+(?:in|at|see|by|via)[\s`(*]*$/iu.test(body.slice(0, end.at.start - base));
  if (cited.length > 0) out.anchors = anchorsAside(line.text, base, around.forms);
  addCode(out, [...ahead, ...cited], around);
  if (test) addTest(out, test[1] ?? '', base + line.text.length - (test[1]?.length ?? 0), around);
  else if (out.code.length > 0 || around.counts) out.tested ||= [line.text, ...body.split(/\s\|\s/).slice(1)].some(commandIn);
  out.result = lastResult(line.text);
  return out;
}

/** `requirement -> TBD; test: …`: the place in the code is still to come. */
const leadsNowhere = /(?:->|→|=>|⇒)[\s`*[(]*(?:TBD|TODO|pending)?[\s`*\]);,]*$/i;

/** `[requirement] -> [TBD] ; test tests/a.test.ts:4` */
const passesOver = /(?:->|→|=>|⇒)[\s`*[(]*(?:TBD|TODO|pending)?[\s`*\])]*[;,]\s*\S/i;

/** `checks it at a.ts:4 and hands it on => done at b.ts:9`; in `a.ts:4 -> b.ts:9` the first is where it was. */
const isAside = (c: Cited, before: string, base: number): boolean =>
  c.lines !== undefined && /[a-z]\W+[a-z]/i.test(before.slice(c.at.end - base));

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

/** What stands for itself between bars, and what stands in brackets and is marked as an anchor. */
const aside = new RegExp(
  String.raw`\|\s*((?:§\s*|A)?\d+(?:\.\d+)+|\[?${TAG}\]?)\s*(?=\|)|\((\d+(?:\.\d+)+)\)(?=[\s*_]*(?:->|→|=>|⇒))|\(\s*((?:§\s*A?\d+(?:\.\d+)*|A\d+(?:\.\d+)+)(?:\s*[,;]\s*(?:§\s*A?|A)\d+(?:\.\d+)*)*)\s*\)|(\[(?:§\s*A?\d+(?:\.\d+)*|A\d+(?:\.\d+)+|${TAG})\])(?!\()`,
  'g',
);

/** The anchors in a line of evidence: `requirement (A2.3) -> path:line`, `requirement | 2.3 | path:line`. */
function anchorsAside(text: string, base: number, forms: AnchorForms | undefined): EvidenceRow['anchors'] {
  if (!/[|([]/.test(text)) return [];
  return [...text.matchAll(aside)].flatMap((m) => {
    const words = m[1] ?? m[2] ?? m[3] ?? m[4] ?? '';
    return anchorsIn({ text: words, at: { start: base + m.index + m[0].indexOf(words), end: 0 } }, forms);
  });
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
  ...(d.lacksCode ? { lacksCode: true as const } : {}),
  ...(d.lacksTest ? { lacksTest: true as const } : {}),
  ...(d.removal ? { removal: true as const } : {}),
  result: d.result,
});

/** Without what only says that a requirement follows: `DONE_MEANS: …`, `Requirement 3: …`, quotes. */
const normalRequirement = (text: string): string => {
  const bare = words(text.replace(/^\W*(?:DONE[_ ]MEANS|SPEC[_ ]ANCHOR|Requirement)(?:[\s#]*\d{1,2})?\s*:\s*/i, ''));
  return requirementName.test(normalName(bare)) ? '' : bare;
};
