/** Where a validator's reports begin and end among lines, and which verdict is whose. */
import { normalName } from '#core/fields/names';
import { addTo } from '#core/lists';
import type { PacketsDialect } from '../model/dialect/dialect';
import { type IdForms, ofForms } from '../model/dialect/id-form';
import type { WrittenVerdict } from '../model/evidence/evidence';
import type { Line } from './lines';
import { verdictOf } from './report-words';

/** A report as far as it is told from what stands around it. */
export interface Draft {
  /** Its lines, by their place among all: the end not included. */
  from: number;
  to: number;
  /** A heading of this level, or a higher one, ends it. */
  readonly depth: number;
  readonly titled: boolean;
  readonly bare: boolean;
  /** It is what a gate said, in one line that names the gate's file. */
  readonly gate?: true;
  verdict: WrittenVerdict | undefined;
  verdictLine: number;
}

const reportName = /\b(?:re-?)?(?:validation|validator(?:['’]s)?|audit)[ _]report\b(?!s)/i;
/** A title that is no heading: nothing but the name, an id, a date, a remark. */
const titleLine = ofForms(
  ({ openingSource }) =>
    new RegExp(
      String.raw`^(?:\d{4}-\d\d-\d\d\S{0,20} ?[-–—:|]? ?)?(?:re-?)?(?:validation|validator|audit) report ?(?:[-–—:|]|for|of)? ?(?:${openingSource}[\w.-]*)? ?(?:\([^()]*\))? ?:? ?(?:[-–—(]? ?(?:PASS|FAIL)\w*\)?)?$`,
      'iu',
    ),
);

/** The reports among the lines, in order of place: each begins with a title, or with a verdict that stands in no other. */
export function draftsIn(lines: readonly Line[], dialect: PacketsDialect): readonly Draft[] {
  const out: Draft[] = [];
  let current: Draft | undefined;
  /** The heading that we are under, and the last line at the outermost level. */
  let under = -1;
  let top = -1;
  let waiting = false;
  const split: Split[] = [];
  const sections: Line[] = [];
  const aliased = otherNames(dialect).length > 0;
  const close = (at: number): void => {
    if (current) current.to = at;
    current = undefined;
  };
  const open = (d: Draft): void => {
    close(d.from);
    current = d;
    out.push(d);
  };
  for (const [i, line] of lines.entries()) {
    const heading = line.is === 'heading';
    if (heading) {
      if (current && line.depth <= current.depth) close(i);
      under = i;
      while ((sections.at(-1)?.depth ?? 0) >= line.depth) sections.pop();
      sections.push(line);
    }
    if (heading || line.depth <= 1) top = i;
    const enclosing = heading ? line.depth : (lines[under]?.depth ?? 0);
    if (isTitle(line, dialect.ids)) {
      // `## Revalidation report` above the report's own title line is one report.
      const same = current?.titled && current.verdict === undefined && i - current.from <= 2;
      if (!same)
        open({ from: i, to: lines.length, depth: enclosing, titled: true, bare: false, verdict: undefined, verdictLine: -1 });
      const inTitle = /[-–—:(]\s*[*_]*(PASS|FAIL)(?:ED)?[*_]*\)?[\s*_✅❌]*$/.exec(line.text);
      if (inTitle && current)
        setVerdict(
          current,
          verdictOf(inTitle[1] as string, line.at.start + inTitle.index + inTitle[0].indexOf(inTitle[1] as string), dialect),
          i,
        );
      continue;
    }
    // A fence is a report only where one is announced; elsewhere it shows an example.
    if (line.is === 'fence' && !/report|validat|verdict/i.test(lines[under]?.text ?? '')) continue;
    const found = verdictIn(line, dialect, waiting, aliased);
    waiting = heading && isVerdictName(line.text, dialect) && found === undefined;
    if (!found) {
      const gate = current ? undefined : gateIn(line, sections);
      if (gate) out.push({ from: i, to: i + 1, depth: 0, titled: false, bare: true, gate: true, verdict: gate, verdictLine: i });
      const part = partVerdict(line, dialect);
      if (part) split.push({ ...part, line: i, under, in: current });
      continue;
    }
    // `Verdict: READY_FOR_DEV` where the packet says how it stands; `Verdict: done` is meant as one.
    const state = !current && found.is === 'odd' ? dialect.status.value(found.text)?.status : undefined;
    if (state !== undefined && state !== 'Done') continue;
    if (current && (current.titled || current.verdict === undefined)) {
      setVerdict(current, found, i);
      continue;
    }
    const section = lines[under];
    // Under the title or among the metadata a verdict is only that.
    const bare = !section || section.depth === 1 || isState(section);
    const from = current && top > current.verdictLine ? top : bare ? i : under;
    open({ from, to: bare ? i + 1 : lines.length, depth: enclosing, titled: false, bare, verdict: found, verdictLine: i });
    if (bare) current = undefined;
  }
  for (const d of out) d.to = Math.min(d.to, lines.length);
  return withSplit(out, split, lines);
}

/** `LEGAL_VERDICT: PASS`: of one side of the work. Where none is plain, they are the verdict together. */
interface Split {
  readonly name: string;
  readonly verdict: WrittenVerdict;
  readonly line: number;
  readonly under: number;
  readonly in: Draft | undefined;
}

function partVerdict(line: Line, dialect: PacketsDialect): Pick<Split, 'name' | 'verdict'> | undefined {
  if (line.cells || !/verdict/i.test(line.text)) return undefined;
  const name = line.named;
  return name && /^[\p{L}\p{N} ]{2,40} verdict$/u.test(name.name) && name.value !== ''
    ? { name: name.name, verdict: verdictOf(name.value, name.valueAt.start, dialect) }
    : undefined;
}

function withSplit(drafts: readonly Draft[], split: readonly Split[], lines: readonly Line[]): readonly Draft[] {
  const out = [...drafts];
  const groups = new Map<Draft | number, Split[]>();
  for (const s of split) {
    const report = s.in?.titled ? s.in : drafts.find((d) => d.from <= s.line && s.line < d.to);
    const key = report ?? s.under;
    addTo(groups, key, s);
  }
  for (const [of, all] of groups) {
    const said = together(all);
    if (!said) continue;
    if (typeof of === 'object') {
      if (of.verdict === undefined) setVerdict(of, said.verdict, said.line);
      continue;
    }
    const heading = lines[of];
    // In the metadata it says how things stand, and is no report.
    if (!heading || heading.depth < 2 || isState(heading)) continue;
    const next = lines.findIndex((l, i) => i > of && l.is === 'heading' && l.depth <= heading.depth);
    const to = Math.min(next < 0 ? lines.length : next, ...drafts.filter((d) => d.from > of).map((d) => d.from));
    out.push({ from: of, to, depth: heading.depth, titled: false, bare: false, verdict: said.verdict, verdictLine: said.line });
  }
  return out.length === drafts.length ? drafts : out.sort((a, b) => a.from - b.from);
}

/** The one that is called final or legal, else PASS when all of them pass. Undefined: it is still open, or one alone says little. */
function together(all: readonly Split[]): Split | undefined {
  const final = all.findLast((s) => /\b(?:final|legal|overall)\b/.test(s.name));
  if (final) return final.verdict.is === 'open' ? undefined : final;
  if (all.length < 2) return undefined;
  const failed = all.find((s) => s.verdict.is === 'FAIL');
  return failed ?? (all.every((s) => s.verdict.is === 'PASS') ? all.at(-1) : undefined);
}

const isState = (heading: Line): boolean => stateHeading.test(normalName(heading.text));
const stateHeading = /^(?:metadata|header|meta|overview|summary|status)\b/;

function setVerdict(to: Draft, verdict: WrittenVerdict, line: number): void {
  to.verdict = verdict;
  to.verdictLine = line;
}

const isTitle = (line: Line, ids: IdForms): boolean =>
  line.is === 'heading'
    ? reportName.test(line.text)
    : (line.is === 'fence' || line.depth <= 1) &&
      line.cells === undefined &&
      /report/i.test(line.text) &&
      titleLine(ids).test(line.text.replace(/[\s*_]+/g, ' ').trim());

const isVerdictName = (text: string, dialect: PacketsDialect): boolean =>
  dialect.names.resolve(text.replace(/(?<![:：\s])[:：\s]+$/, '')).some((s) => s.key === 'Verdict');

/**
 * @param waiting the line before was a heading that only says "Verdict"
 * @param aliased the dialect has names for it without that word
 */
function verdictIn(line: Line, dialect: PacketsDialect, waiting: boolean, aliased: boolean): WrittenVerdict | undefined {
  if (line.cells) {
    const [name, value] = line.cells;
    if (!name || !value || line.cells.length !== 2 || !isVerdictName(name.text, dialect)) return undefined;
    return verdictOf(value.text, value.at.start, dialect);
  }
  if (waiting && line.is !== 'heading') return verdictOf(line.text, line.at.start, dialect);
  // Most lines say nothing of it, and to read a name costs more than to see that.
  if (!aliased && !/verdict/i.test(line.text)) return undefined;
  const name = line.named;
  if (name)
    return dialect.names.resolve(name.name).some((s) => s.key === 'Verdict')
      ? verdictOf(name.value, name.valueAt.start, dialect)
      : undefined;
  // `### Verdict — PASS`, `VERDICT=PASS`
  const m = /^([\s*_]*[\p{L}' ]*verdict[\s*_]*)[=–—-]+\s*(\S.*)$/iu.exec(line.text);
  return m?.[1] && m[2] && isVerdictName(m[1], dialect)
    ? verdictOf(m[2], line.at.start + line.text.length - m[2].length, dialect)
    : undefined;
}

const gateName = '(?:(?:qa|quality|review|final|overall) )?(?:gate|decision)(?: (?:status|result|decision|recommendation))?';
const ofGate = new RegExp(`^${gateName}$`);
/** `Quality gate: …` on a line of its own. */
export const gateLine = new RegExp(String.raw`^[ \t>*_-]*${gateName}[*_]*[:：]`, 'im');
const ofReview =
  /^(?:qa|quality|(?:.* )?(?:reviews?|validations?|verdicts?))(?: (?:results?|reviews?|reports?|records?|assessment))?$/;
const decided =
  /^[^\p{L}\p{N}]*(PASS|FAIL)(?:ED)?(?![\p{L}\p{N}])|\((?:[Dd]ecision|[Gg]ate|[Rr]esult|[Ss]tatus):\s*(PASS|FAIL)(?:ED)?(?![\p{L}\p{N}])/u;

/** Where the work is reviewed, how it came through the gate: `QA Gate: docs/gates/1.yml (Decision: PASS — …)`. */
function gateIn(line: Line, sections: readonly Line[]): WrittenVerdict | undefined {
  if (line.cells || line.is === 'fence' || line.is === 'heading' || !/gate|decision/i.test(line.text)) return undefined;
  const name = line.named;
  if (!name || !ofGate.test(name.name) || !sections.some((h) => h.depth > 1 && ofReview.test(normalName(h.text))))
    return undefined;
  const m = decided.exec(name.value);
  const is = m?.[1] ?? m?.[2];
  if (!m || (is !== 'PASS' && is !== 'FAIL')) return undefined;
  const start = name.valueAt.start + m.index + m[0].lastIndexOf(is);
  return { text: is, at: { start, end: start + is.length }, is };
}

/** Names of a verdict that the dialect adds and that do not say so themselves. */
export const otherNames = (dialect: PacketsDialect): readonly string[] =>
  (dialect.names.spec('Verdict')?.aliases ?? []).filter((name) => !/verdict/i.test(name));
