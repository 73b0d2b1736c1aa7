/**
 * Validators' reports: inside a packet, one or several appended, or as documents of their own.
 * Written as headings, as lines, as lists, in bold, as tables. Source: SYSTEMS.md §1, *Report*, and its template.
 */
import { normalName } from '#core/fields/names';
import { addTo } from '#core/lists';
import { detach, lowered, type Span } from '#core/text';
import type { PacketsDialect } from '../model/dialect/dialect';
import { type IdForms, ofForms } from '../model/dialect/id-form';
import type { Cited, EvidenceRow, ReportFacts, ReportPart, Said, WrittenVerdict } from '../model/evidence/evidence';
import { signaturesIn } from '../model/signing/signatures';
import { citedIn } from './cited';
import { evidenceRows } from './evidence';
import { type Around, anchorsIn } from './evidence-draft';
import { packetIds } from './ids';
import type { Line } from './lines';
import { reportDigest } from './report-gist';
import { partOf, speaksAgainst, verdictOf } from './report-words';

/** A report while its text is there. */
export interface ReportModel extends ReportFacts {
  readonly from: number;
  readonly rows: readonly EvidenceRow[];
  /** The files that it says were looked at. */
  readonly checked: readonly Cited[];
  /** Its text in lower case, for what it answers. */
  readonly words: string;
}

interface Draft {
  from: number;
  to: number;
  /** A heading of this level, or a higher one, ends it. */
  readonly depth: number;
  readonly titled: boolean;
  readonly bare: boolean;
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

/** The reports among the lines, in order of place. */
export function reportsIn(lines: readonly Line[], text: string, dialect: PacketsDialect, around: Around): readonly ReportModel[] {
  return drafts(lines, dialect).map((d) => finish(d, lines, text, around));
}

/** The reports of a document that is one: without a title among its lines, all of it. */
export function reportsOf(lines: readonly Line[], text: string, dialect: PacketsDialect, around: Around): readonly ReportModel[] {
  const found = drafts(lines, dialect);
  const last = found[found.length - 1];
  if (lines.length === 0 || found.some((d) => d.titled)) return found.map((d) => finish(d, lines, text, around));
  const all: Draft = {
    from: 0,
    to: lines.length,
    depth: 0,
    titled: true,
    bare: false,
    verdict: last?.verdict,
    verdictLine: last?.verdictLine ?? -1,
  };
  return [finish(all, lines, text, around)];
}

function drafts(lines: readonly Line[], dialect: PacketsDialect): readonly Draft[] {
  const out: Draft[] = [];
  let current: Draft | undefined;
  /** The heading that we are under, and the last line at the outermost level. */
  let under = -1;
  let top = -1;
  let waiting = false;
  const split: Split[] = [];
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

/** A line that says what becomes of the packet. */
const updates =
  /\b(?:status|task[ _]board|packet)\b[^\n]{0,60}\b(?:set|updated?|moved?|done|validated|closed)\b|\bvalidated\b[^\n]{0,20}$/i;

function finish(d: Draft, lines: readonly Line[], text: string, around: Around): ReportModel {
  const own = lines.slice(d.from, d.to);
  const first = own[0] as Line;
  /** Below a list item its parts stand one list deeper. */
  const base = first.is === 'item' ? first.depth + 1 : 1;
  const last = own[own.length - 1] as Line;
  const end = lineEnd(text, last.at.end);
  const whole = text.slice(first.at.start, last.at.end);
  const at = d.titled || d.verdict === undefined ? first.at : d.verdict.at;
  const parts = new Set<ReportPart>();
  const mapped: Line[] = [];
  const checked: Cited[] = [];
  const against: { at: Span; what: string; is: 'failed' | 'unanswered' }[] = [];
  const packets: Said[] = [...idsIn(first, around.ids)];
  const specs: Said[] = [];
  const anchors: EvidenceRow['anchors'][number][] = [];
  const signatures: Said[] = [];
  let section: ReportPart | 'Files' | undefined;
  /** What covers a requirement is a proof; other tests are commands. */
  let covers = false;
  for (const [i, line] of own.entries()) {
    if (i === 0 && d.titled) continue;
    const name = line.named;
    const label = line.is === 'heading' ? normalName(line.text) : name?.name;
    const part = label === undefined ? undefined : partOf(label);
    const opens = line.is === 'heading' || (name !== undefined && name.value === '' && line.depth <= base && line.is !== 'row');
    // An item that is a sentence opens nothing of its own.
    if (opens && label !== undefined && (line.is !== 'item' || label.split(' ').length <= 3))
      covers = /\b(?:coverage|removal)\b/.test(label);
    if (opens && part !== undefined && !(section !== undefined && isSentence(line, label, part))) section = part;
    else if (line.is === 'heading') section = undefined;
    if (part !== undefined && part !== 'Files' && (opens || section === undefined || line.depth <= base)) parts.add(part);
    const here = section ?? part;
    if (here === 'Files') checked.push(...citedIn(line.text, line.at.start, around.path).filter(isFile));
    if (here !== 'Scope Inputs' && updates.test(line.text)) parts.add('Packet Update');
    if (line.cells) parts.add(here === 'Tests' ? 'Tests' : 'Findings');
    if (here === 'Scope Inputs' || section === undefined) scopeOf(line, label, around, { packets, specs, signatures, anchors });
    if (
      here !== 'Scope Inputs' &&
      here !== 'Files' &&
      (here !== 'Tests' || covers) &&
      here !== 'Risks/Gaps' &&
      here !== 'Packet Update' &&
      !(label !== undefined && isPacketLabel.test(label)) &&
      i !== d.verdictLine - d.from
    )
      mapped.push(line);
    if (here === 'Findings' || here === 'Tests' || line.cells) speaksAgainst(line, label, own[i + 1], here, against);
  }
  // What was looked at is said, also without a heading for it.
  if (packets.length > idsIn(first, around.ids).length && specs.length > 0) parts.add('Scope Inputs');
  const rows = d.bare ? [] : evidenceRows(mapped, around);
  return {
    from: first.at.start,
    at,
    title: detach(d.titled ? first.text : ''),
    bare: d.bare,
    verdict: d.verdict,
    day: detach(/\b\d{4}-\d\d-\d\d(?!\d)/.exec(d.titled ? first.text : whole.slice(0, 400))?.[0] ?? ''),
    parts: [...parts],
    end,
    depth: d.titled && first.is === 'heading' ? first.depth : 0,
    packets,
    specs,
    ...(anchors.length > 0 ? { anchors } : {}),
    signatures,
    against: dedupe(against),
    removal:
      /\b(?:remov\w+|delet\w+|disabl\w+|mutat\w+|take\w* out|without the)\b[^\n]{0,80}\b(?:fail\w*|break\w*|test\w*|check\w*|red|PASS)\b|\b(?:tests?|checks?) (?:fail|break)s? (?:if|when|once|without)\b/i.test(
        whole,
      ),
    ...(isOver(d, own) ? { over: true as const } : {}),
    again: /\bre-?(?:validat|check|audit|verif|test)/i.test(first.text),
    digest: reportDigest(whole),
    rows,
    checked,
    words: whole.toLowerCase(),
  };
}

const overtaken = /^superseded(?:_by_\w+|\s+by\s+(?:\S+\s+){0,3}(?:report|review|validation|verdict|post-?fix|fix)\b|$)/i;

/** Whether a report says that another has taken its place: in its title, or as the value of a line. */
const isOver = (d: Draft, own: readonly Line[]): boolean =>
  (d.titled && /\bsuperseded\b/i.test((own[0] as Line).text)) ||
  own.some(({ named }) => named !== undefined && overtaken.test(named.value.replace(/^[\s*_`]+|[\s*_`.]+$/g, '')));

/** Written out with its folder: a name alone may be any file of that name. */
const isFile = (c: Cited): boolean => c.form === 'plain' && !c.absent && /\/[^/]+\.\w+$/.test(c.path);

const isPacketLabel = /^(?:task |work )?packet(?: (?:path|file|id))?$|^wp(?: id)?$|^task id$/;

interface Named {
  readonly packets: Said[];
  readonly specs: Said[];
  readonly signatures: Said[];
  readonly anchors: EvidenceRow['anchors'][number][];
}

function scopeOf(line: Line, label: string | undefined, around: Around, { packets, specs, signatures, anchors }: Named): void {
  if (label === undefined || line.is === 'heading') return;
  const { text, at } = line;
  if (isPacketLabel.test(label)) packets.push(...idsIn(line, around.ids));
  else if (/^(?:user )?signatures?$|^user signature\b/.test(label))
    for (const s of signaturesIn(text))
      signatures.push({ text: s.key, at: { start: at.start + s.start, end: at.start + s.end } });
  else if (
    /^(?:master )?spec(?:ification)?(?: (?:version|target|current|baseline|file|pointer|ref(?:erence)?|target resolved))*$/.test(
      label,
    )
  ) {
    for (const m of text.matchAll(/[\w.-]*v\d+(?:\.\d+)*(?:\.md)?\b/gi)) {
      const found = m[0].replace(/\.$/, '');
      specs.push({ text: detach(found), at: { start: at.start + m.index, end: at.start + m.index + found.length } });
    }
    const { named } = line;
    // `Spec: 2.3` is a version.
    if (named && !/version|pointer/.test(label) && /§|\bA\d+\.|\[|\.md\b|\bv\d/.test(named.value))
      anchors.push(...anchorsIn({ text: named.value, at: named.valueAt }, around.forms));
  }
}

/** The packets that a line names, also by their files. */
const idsIn = (line: Line, ids: IdForms): readonly Said[] =>
  packetIds(line.text, line.at.start, ids).map(({ text, at }) => {
    const id = text.replace(/\.md$/i, '');
    return { text: id, at: { start: at.start, end: at.start + id.length } };
  });

const dedupe = <T extends { readonly at: Span }>(all: readonly T[]): readonly T[] =>
  all.filter((a, i) => all.findIndex((b) => b.at.start === a.at.start) === i);

/** `- Summarize action creates the job:` among findings: an item that has a part's word in it, but does not begin with its name. */
const isSentence = (line: Line, label: string | undefined, part: ReportPart | 'Files'): boolean => {
  const words = line.is === 'item' ? (label ?? '').split(' ') : [];
  return words.length > 3 && partOf(words[0] as string) !== part;
};

function lineEnd(text: string, from: number): number {
  const at = text.slice(from, from + 2000).search(/[\r\n]/);
  return at < 0 ? Math.min(text.length, from + 2000) : from + at;
}

/** Names of a verdict that the dialect adds and that do not say so themselves. */
const otherNames = (dialect: PacketsDialect): readonly string[] =>
  (dialect.names.spec('Verdict')?.aliases ?? []).filter((name) => !/verdict/i.test(name));

/** Whether a text can hold a report at all: asked before any line is looked at. */
export const mayReport = (text: string, dialect: PacketsDialect): boolean =>
  lowered(text).includes('verdict') ||
  (lowered(text).includes('report') && /(?:validat|audit)\w{0,8}[ _]report/i.test(text)) ||
  otherNames(dialect).some((name) => text.includes(name));
