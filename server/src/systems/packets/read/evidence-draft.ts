/**
 * A row of evidence while it is read, and what is added to it: code, tests, results, anchors.
 * Source: SYSTEMS.md §1, *Evidence*.
 */
import { detach, type RelPath, type Span } from '#core/text';
import type { AnchorForms } from '../model/dialect/anchor-forms';
import type { IdForms } from '../model/dialect/id-form';
import type { Cited, EvidenceRow } from '../model/evidence/evidence';
import { commandIn, saysNothing } from '../model/evidence/proof-words';
import { citations } from './anchor';
import { citedIn } from './cited';
import { failed, passed } from './evidence-words';
import type { Line } from './lines';

/** What the reader must know of the document around the evidence. */
export interface Around {
  /** The document itself: links are relative to it. */
  readonly path: RelPath;
  readonly isTest: (path: RelPath) => boolean;
  /** What the dialect calls its packets. */
  readonly ids: IdForms;
  /** How the dialect writes anchors, besides numbers and tags. */
  readonly forms?: AnchorForms | undefined;
  /** Whether a list's own numbers are those of DONE_MEANS: in a mapping they are, in findings they only count. */
  readonly counts: boolean;
  /** Only what is plainly a row: of a table, behind an arrow, named as a requirement. Logs stand under such a heading as well. */
  readonly plainly?: true;
  /** A heading opens a row: what is named below it is its proof. */
  readonly headed?: true;
}

/** A row that is not over yet. */
export interface Draft {
  at: Span;
  requirement: string;
  number: number | undefined;
  anchors: EvidenceRow['anchors'];
  code: Cited[];
  tested: boolean;
  tests: EvidenceRow['tests'];
  asksTest: boolean;
  /** The cell for its code was left empty. */
  lacksCode?: true;
  lacksTest?: true;
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

/** A row that has said what it proves, and nothing else yet. */
export function draft(requirement: string, at: Span, line: Line, depth: number, around: Around, opened: boolean): Draft {
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

/** Whether a text begins with an anchor, list markers and the like aside. */
export const isTagged = (text: string, { forms }: Around): boolean =>
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

/** A text without marks and punctuation around it. */
export function words(text: string): string {
  // A pattern for the end is tried at each place of the text; most end with a word.
  const bare = /[\s`*_"“”'([{:–—-]/u.test(text.charAt(text.length - 1)) ? text.replace(/[\s`*_"“”'([{:–—-]+$/u, '') : text;
  return bare.replace(/^[\s`*_"“”'\])}:–—-]+/u, '').trim();
}

/** The last PASS or FAIL in a text, whatever stands before it. */
export function lastResult(text: string): EvidenceRow['result'] {
  const all = text.match(/\b(?:PASS(?:ED)?|FAIL(?:ED)?)\b|[✅❌]/g);
  const last = all?.[all.length - 1];
  return last === undefined ? undefined : /^(?:P|✅)/.test(last) ? 'PASS' : 'FAIL';
}

/** What a cell says came out. Undefined: neither. */
export const resultIn = (text: string): EvidenceRow['result'] =>
  failed.test(text) ? 'FAIL' : passed.test(text) ? 'PASS' : undefined;

/** The anchors that a cell cites. */
export const anchorsIn = (
  cell: { readonly text: string; readonly at: Span },
  forms: AnchorForms | undefined,
): EvidenceRow['anchors'] =>
  citations(cell.text, cell.at.start, forms).map((c) => ({
    id: c.id,
    at: c.at,
    ...(c.file === undefined ? {} : { file: c.file }),
  }));

/** What a code column says. Where it cites nothing, a command is told as that. */
export function codeCell(text: string, base: number, around: Around): readonly Cited[] {
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

/** Places of code; where one is a test, the row is tested. */
export function addCode(to: Draft, cited: readonly Cited[], around: Around): void {
  to.code.push(...cited);
  to.tested ||= cited.some((c) => c.path !== '' && around.isTest(c.path));
}

/** Whether a place stands in a command, which begins the line or its code span: what a command is given is not evidence. */
export function isArgument(c: Cited, text: string, base: number): boolean {
  const before = text.slice(text.lastIndexOf('`', c.at.start - base) + 1, c.at.start - base);
  return /\S\s/.test(before) && commandIn(`${before}${c.written}`.replaceAll('`', ''));
}

/** A test column or part: whatever stands there names the test; places in it with lines are judged like others. */
export function addTest(to: Draft, text: string, base: number, around: Around): void {
  to.asksTest = true;
  if (saysNothing(text)) return;
  to.tested = true;
  to.tests = [...to.tests, detach(text)];
  const cited = citedIn(text, base, around.path).filter(
    (c) => c.lines !== undefined && (c.form === 'plain' || c.form === 'mark') && !isArgument(c, text, base),
  );
  to.code.push(...cited);
  const said = lastResult(text);
  if (said === 'FAIL') to.result = said;
}
