/**
 * Validators' reports: inside a packet, one or several appended, or as documents of their own.
 * Written as headings, as lines, as lists, in bold, as tables. Source: SYSTEMS.md §1, *Report*, and its template.
 */
import { normalName } from '#core/fields/names';
import { detach, endOfLine, lowered, type Span } from '#core/text';
import type { PacketsDialect } from '../model/dialect/dialect';
import type { IdForms } from '../model/dialect/id-form';
import type { Cited, EvidenceRow, ReportFacts, ReportPart, Said } from '../model/evidence/evidence';
import { signaturesIn } from '../model/signing/signatures';
import { citedIn } from './cited';
import { evidenceRows } from './evidence';
import { type Around, anchorsIn } from './evidence-draft';
import { packetIds } from './ids';
import type { Line } from './lines';
import { type Draft, draftsIn, gateLine, otherNames } from './report-drafts';
import { reportDigest } from './report-gist';
import { partOf, speaksAgainst } from './report-words';

/** A report while its text is there. */
export interface ReportModel extends ReportFacts {
  readonly from: number;
  readonly rows: readonly EvidenceRow[];
  /** The files that it says were looked at. */
  readonly checked: readonly Cited[];
  /** Its text in lower case, for what it answers. */
  readonly words: string;
}

/** So much of a line that goes on for long belongs to what stands in it. */
const LONG_LINE = 2000;

/** The reports among the lines, in order of place. */
export function reportsIn(lines: readonly Line[], text: string, dialect: PacketsDialect, around: Around): readonly ReportModel[] {
  return draftsIn(lines, dialect).map((d) => finish(d, lines, text, around));
}

/** The reports of a document that is one: without a title among its lines, all of it. */
export function reportsOf(lines: readonly Line[], text: string, dialect: PacketsDialect, around: Around): readonly ReportModel[] {
  const found = draftsIn(lines, dialect);
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

/** A line that says what becomes of the packet. */
const updates =
  /\b(?:status|task[ _]board|packet)\b[^\n]{0,60}\b(?:set|updated?|moved?|done|validated|closed)\b|\bvalidated\b[^\n]{0,20}$/i;

function finish(d: Draft, lines: readonly Line[], text: string, around: Around): ReportModel {
  const own = lines.slice(d.from, d.to);
  const first = own[0] as Line;
  /** Below a list item its parts stand one list deeper. */
  const base = first.is === 'item' ? first.depth + 1 : 1;
  const last = own[own.length - 1] as Line;
  const end = Math.min(endOfLine(text, last.at.end), last.at.end + LONG_LINE);
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
    packets: d.gate ? [] : packets,
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

/** Whether a text can hold a report at all: asked before any line is looked at. */
export const mayReport = (text: string, dialect: PacketsDialect): boolean =>
  lowered(text).includes('verdict') ||
  (lowered(text).includes('report') && /(?:validat|audit)\w{0,8}[ _]report/i.test(text)) ||
  (/gate|decision/.test(lowered(text)) && gateLine.test(text)) ||
  otherNames(dialect).some((name) => text.includes(name));
