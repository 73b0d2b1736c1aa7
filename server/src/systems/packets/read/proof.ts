/** What a packet or a report proves: its evidence, its reports, and which of DONE_MEANS are left unproved. */

import { brief } from '#core/brief';
import { everywhere, type Field, type FieldDocument, fieldOf, type Item } from '#core/fields/model';
import { readFields } from '#core/fields/read';
import { nameOf } from '#core/paths';
import type { MarkdownSource } from '#core/source';
import type { Def, Ref } from '#core/symbols';
import type { Reading } from '#core/system';
import { detach, type RelPath, type Span } from '#core/text';
import { anchorForms } from '../model/anchor-forms';
import type { PacketsDialect } from '../model/dialect';
import {
  type Cited,
  covered,
  type EvidenceRow,
  lastReport,
  type ProofFacts,
  type ProofOfDone,
  type ReportDocumentFacts,
  type ReportFacts,
  type Said,
  type Unproved,
} from '../model/evidence';
import { pairs } from '../model/proof-pairs';
import type { Status } from '../model/status';
import type { Located, WrittenSignature } from '../model/types';
import { anchorRefs } from './anchor';
import { citedIn } from './cited';
import { evidenceRows } from './evidence';
import type { Around } from './evidence-draft';
import { namedByFile, packetIds } from './ids';
import { type Line, linesIn } from './lines';
import { mappedRows, mayMap, promisedRows } from './proof-places';
import { codeIn, outsideScope, scopeOf } from './proof-scope';
import { mayReport, type ReportModel, reportsIn, reportsOf } from './report';
import { excused, verdictOf } from './report-words';
import { waiversIn } from './signing';

export interface Proof {
  readonly rows: readonly EvidenceRow[];
  readonly reports: readonly ReportModel[];
  readonly cited: readonly Cited[];
}

/** What the packet's reader knows by the time that proof is read. */
export interface Packet {
  readonly id: string;
  readonly status: Status | undefined;
  readonly fields: FieldDocument;
  readonly signatures: readonly WrittenSignature[];
  readonly anchors: readonly { readonly id: string; readonly at: Span }[];
}

export interface PacketProof {
  readonly model: Proof;
  readonly facts: ProofFacts & {
    readonly done?: ProofOfDone;
    readonly foreign?: EvidenceRow['anchors'];
    readonly outside?: readonly Cited[];
  };
  readonly defs: readonly Def[];
  readonly refs: readonly Ref[];
}

const nothing: PacketProof = {
  model: { rows: [], reports: [], cited: [] },
  facts: { cited: [], reports: [], anchors: [] },
  defs: [],
  refs: [],
};

export function proofIn(source: MarkdownSource, dialect: PacketsDialect, packet: Packet): PacketProof {
  const due = packet.status === 'Ready-for-Validation' || packet.status === 'Done';
  const reported = mayReport(source.text, dialect);
  if (!due && !reported && !mayMap(source.text, packet.fields)) return nothing;
  const around: Around = { path: source.path, isTest: dialect.isTest, forms: anchorForms(dialect.anchors), counts: false };
  const lines = linesIn(source);
  const reports = reported ? reportsIn(lines, source.text, dialect, around) : [];
  const inReport = (at: Span): boolean => reports.some((r) => !r.bare && r.from <= at.start && at.end <= r.end);
  const promised = due ? promisedRows(lines, packet.fields, around) : [];
  const rows = [...mappedRows(lines, packet.fields, inReport, around), ...promised];
  const last = withUpdate(withUnanswered(withFailed(lastOf(reports), rows, source.text), packet.fields), packet.status);
  const told = last ? reports.map((r) => (r.at === last.at ? last : r)) : reports;
  // Of several reports only the last one claims something; one that failed speaks of what is not there.
  const claimed = last && last.verdict?.is !== 'FAIL' ? last.rows : [];
  const cited = completed(
    [...rows, ...claimed].flatMap((r) => r.code),
    packet.fields,
    source.path,
  );
  const done = due ? proofOfDone(packet.fields, [...rows, ...claimed], lines, told, around) : undefined;
  const anchors = withRanges(packet.anchors, source.text);
  const all = [...rows, ...claimed];
  const foreign = all.flatMap((r) => r.anchors).filter((a) => !covered(a.id, anchors));
  const outside = outsideScope(codeIn(cited, dialect.isTest), packet.fields);
  return {
    model: { rows: all, reports: told, cited },
    facts: {
      cited,
      reports: told.map(kept),
      anchors: all.flatMap((r) => r.anchors),
      ...(foreign.length > 0 ? { foreign } : {}),
      ...(outside.length > 0 ? { outside } : {}),
      ...(done ? { done } : {}),
    },
    defs: packetDefs(packet, told, anchors, due),
    refs: anchorRefs(all.flatMap((r) => r.anchors)),
  };
}

const lastOf = (reports: readonly ReportModel[]): ReportModel | undefined => {
  const last = lastReport(reports);
  return reports.find((r) => r === last);
};

function packetDefs(packet: Packet, reports: readonly ReportFacts[], anchors: readonly string[], due: boolean): readonly Def[] {
  const out: Def[] = [];
  const last = lastReport(reports) ?? reports[reports.length - 1];
  if (last)
    out.push({
      kind: 'report',
      name: packet.id,
      at: last.verdict?.at ?? last.at,
      data: { own: true, verdict: last.verdict?.is, day: last.day, proves: [] },
    });
  if (due || last) {
    const scope = scopeOf(packet.fields)?.map(detach);
    out.push({
      kind: 'promise',
      name: packet.id,
      at: { start: 0, end: 0 },
      data: {
        specs: specsOf(packet.fields),
        signatures: packet.signatures.map((s) => s.key),
        anchors,
        ...(scope ? { scope } : {}),
      },
    });
  }
  return out;
}

/** Ids, with the two ends of a range as one: `2.3.1..2.3.4`. */
function withRanges(cited: Packet['anchors'], text: string): readonly string[] {
  return cited.map((c, i) => {
    const next = cited[i + 1];
    const between = next && next.at.start - c.at.end < 8 ? text.slice(c.at.end, next.at.start) : '';
    return next && /^\s*\]?\s*(?:\.\.|…|-|–|to)\s*\[?[§A]*\s*$/.test(between) ? `${c.id}..${next.id}` : c.id;
  });
}

/** Versions that the packet names; one that it leaves to the pointer cannot be compared. */
export const specsOf = (fields: FieldDocument): readonly string[] =>
  fields.fields.filter((f) => f.key === 'SPEC_VERSION' && f.role === 'value' && f.text !== '').map((f) => detach(f.text));

/** What is kept of a report: without its rows and words. */
const kept = ({ rows: _rows, words: _words, from: _from, ...facts }: ReportModel): ReportFacts => facts;

/** Rows of the packet's own mapping that say FAIL, which the report's PASS passes over. */
function withFailed(report: ReportModel | undefined, rows: readonly EvidenceRow[], text: string): ReportModel | undefined {
  const failed =
    report?.verdict?.is === 'PASS' ? rows.filter((r) => r.result === 'FAIL' && !excused.test(lineAt(text, r.at.start))) : [];
  if (!report || failed.length === 0) return report;
  const told = failed.map((r) => ({
    at: r.at,
    what: detach(short(r.requirement || text.slice(r.at.start, r.at.end))),
    is: 'failed' as const,
  }));
  return { ...report, against: [...report.against, ...told] };
}

const lineAt = (text: string, at: number): string => text.slice(text.lastIndexOf('\n', at) + 1).split('\n', 1)[0] as string;

/** The audits that the packet asks for and its last report does not speak of. */
function withUnanswered(report: ReportModel | undefined, fields: FieldDocument): ReportModel | undefined {
  const field = fieldOf(fields, 'Validator Audit Scope');
  if (!report || report.bare || report.verdict?.is !== 'PASS' || !field) return report;
  const missing = auditsIn(field).filter((a) => !answers(report.words, a.text));
  return missing.length === 0
    ? report
    : { ...report, against: [...report.against, ...missing.map((a) => ({ at: a.at, what: a.text, is: 'unanswered' as const }))] };
}

/** In a packet that is Done the update that a PASS asks for is made, whether the report says so or not. */
const withUpdate = (report: ReportModel | undefined, status: Status | undefined): ReportModel | undefined =>
  report?.verdict?.is === 'PASS' && status === 'Done' && !report.parts.includes('Packet Update')
    ? { ...report, parts: [...report.parts, 'Packet Update'] }
    : report;

/** `hygiene (no logging), security` names two; what stands in parentheses explains. */
function auditsIn(field: Field): readonly Said[] {
  const items = field.items.length > 0 ? field.items : field.text === '' ? [] : [{ text: field.text, at: field.textAt }];
  return items.flatMap((item) => {
    const out: Said[] = [];
    for (const m of item.text.matchAll(/(?:\([^()]*\)|[^,;()])+/g)) {
      const bare = m[0].replace(/\([^()]*\)/g, '').replace(/^[\s*_`-]*(?:\[[ x]\]\s*)?/i, '');
      const name = (bare.split(/[:–—→]|->/)[0] as string).trim();
      const start = item.at.start + m.index + m[0].indexOf(name);
      if (name !== '' && !/^(?:none|n\/?a|all|standard)\b/i.test(name))
        out.push({ text: detach(name.replace(/[\s*_`]+$/, '')), at: { start, end: start + name.length } });
    }
    return out;
  });
}

const usual = new Set(
  'audit audits check checks validator validation required review scan scope just full and the for with'.split(' '),
);

function answers(report: string, audit: string): boolean {
  const words = (audit.toLowerCase().match(/[\p{L}\p{N}]{3,}/gu) ?? []).filter((w) => !usual.has(w));
  return words.length === 0 || words.some((w) => report.includes(w.slice(0, Math.max(3, Math.min(w.length, 6)))));
}

/** A file that is named without its folder, or with a part of it, is the one that the packet names in full. */
function completed(cited: readonly Cited[], fields: FieldDocument, self: RelPath): readonly Cited[] {
  let texts: readonly string[] | undefined;
  const read = new Map<string, readonly RelPath[]>();
  return cited.map((c) => {
    if (c.path === '' || c.path === self || c.form === 'link' || c.form === 'glob' || common.test(c.path)) return c;
    texts ??= textsOfPaths(fields);
    const named = pathsNamed(texts, c.path, read);
    if (named.includes(c.path)) return c;
    const ending = (all: readonly RelPath[]): readonly RelPath[] => [...new Set(all.filter((p) => p.endsWith(`/${c.path}`)))];
    const scoped = ending(named);
    const ends = scoped.length > 0 ? scoped : ending(cited.map((o) => o.path));
    return ends.length === 1 ? { ...c, path: ends[0] as RelPath, short: c.path } : c;
  });
}

/** Names that stand in many folders: one of them in the packet does not tell which is meant. */
const common = /^(?:mod|index|main|lib|__init__|types|utils?|helpers?|page|route|layout|constants|config)\.\w+$/;

/** The items in which the packet names the files that it is about. */
const textsOfPaths = (fields: FieldDocument): readonly string[] =>
  ['IN_SCOPE_PATHS', 'FILES_TO_OPEN'].flatMap((key) => everywhere(fields.fields, key).flatMap((f) => f.items.map((i) => i.bare)));

/** The paths in some texts that may be another one's, by the name of the file. @param read what was read of the texts before */
function pathsNamed(texts: readonly string[], like: RelPath, read: Map<string, readonly RelPath[]>): readonly RelPath[] {
  const file = nameOf(like);
  const out: RelPath[] = [];
  for (const text of texts) {
    // To see that is much cheaper than to read the text.
    if (!text.includes(file)) continue;
    const paths =
      read.get(text) ?? citedIn(text, 0, '').flatMap((c) => (c.form === 'plain' && c.path.includes('/') ? [c.path] : []));
    read.set(text, paths);
    out.push(...paths);
  }
  return out;
}

function proofOfDone(
  fields: FieldDocument,
  rows: readonly EvidenceRow[],
  lines: readonly Line[],
  reports: readonly ReportModel[],
  around: Around,
): ProofOfDone | undefined {
  const field = fieldOf(fields, 'DONE_MEANS');
  if (!field) return undefined;
  const items = field.items.map((i, at) => ({
    text: promiseOf(i).replace(counted, ''),
    number: i.number ?? (Number(counted.exec(promiseOf(i))?.[1] ?? 0) || at + 1),
    at: i.at,
    own: citedIn(i.text, 0, around.path).some((c) => c.lines !== undefined),
  }));
  if (items.length === 0) return undefined;
  const base = { at: field.nameAt, total: items.length };
  const open = items.map(({ at, text, number }) => ({ at, number, text: detach(short(text)) }));
  const mapped = rows.length > 0 ? rows : looseRows(lines, fields, reports, around);
  const proves = mapped.some((r) => r.code.length > 0 || r.tested) || items.some((i) => i.own);
  if (!proves) return { ...base, items: open, unproved: [], unpaired: false, none: true };
  const found = pairs(items, mapped);
  const paired = found.filter((f) => f.length > 0).length;
  // Rows that are about something else tell nothing about what is missing.
  const tells = rows.length > 0 ? paired * 2 >= Math.min(rows.length, items.length) && paired > 0 : paired === items.length;
  if (!tells) return { ...base, items: open, unproved: [], unpaired: !items.every((i) => i.own), none: false };
  const asking = mapped.filter((r) => r.asksTest).length;
  const asked = asking * 2 >= mapped.length;
  // Where nearly all rows have a place for the test, one without it lacks it.
  const usual = asking * 4 >= mapped.length * 3;
  const unproved = items.flatMap((item, i): readonly Unproved[] => {
    const mine = found[i] as readonly EvidenceRow[];
    if (mine.length === 0 && item.own) return [];
    const code = item.own || mine.some((r) => r.code.length > 0);
    const test = mine.some((r) => r.tested) || (mine.length > 0 ? !usual && !mine.some((r) => r.asksTest) : !asked);
    if (code && test) return [];
    const lacks = code ? 'test' : test && mine.length > 0 ? 'code' : 'both';
    return [{ at: item.at, number: item.number, text: detach(short(item.text)), lacks }];
  });
  return { ...base, items: [], unproved, unpaired: false, none: false };
}

/** `**4.** Sessions end`: a list that its writer numbered by hand. */
const counted = /^[*_\s]*(\d{1,2})[.)][*_]*\s+/;

/** What an item promises: of a row of a table the cell that says most. */
const promiseOf = ({ text, cells }: Item): string =>
  cells ? cells.reduce((most, c) => (c.text.length > most.length ? c.text : most), '') : text;

/** Fields whose paths are a plan, not evidence. */
const plans = [
  'SPEC_ANCHOR',
  'What',
  'Why',
  'IN_SCOPE_PATHS',
  'OUT_OF_SCOPE',
  'DONE_MEANS',
  'TEST_PLAN',
  'BOOTSTRAP',
  'FILES_TO_OPEN',
  'RISK_MAP',
  'RUN_COMMANDS',
];

/** Evidence that stands under no name of its own: lines with places in the code, anywhere but in a plan or a report that failed. */
function looseRows(
  lines: readonly Line[],
  fields: FieldDocument,
  reports: readonly ReportModel[],
  around: Around,
): readonly EvidenceRow[] {
  const apart: Span[] = plans.flatMap((key) => everywhere(fields.fields, key).map((f) => f.at));
  for (const r of reports) if (r.verdict?.is === 'FAIL') apart.push({ start: r.from, end: r.end });
  const outside = lines.filter((l) => l.is !== 'heading' && !apart.some((s) => s.start <= l.at.start && l.at.end <= s.end));
  return evidenceRows(outside, around).filter((r) => r.code.some((c) => c.lines !== undefined && !c.path.endsWith('.md')));
}

const short = (text: string): string => brief(text.replace(/\s+/g, ' ').trim(), 70);

/** A validator's report that is a document of its own. */
export interface ReportDocumentModel extends Proof {
  readonly packet: Located | undefined;
  readonly title: Span;
}

export function readReport(source: MarkdownSource, dialect: PacketsDialect): Reading<ReportDocumentModel, ReportDocumentFacts> {
  const around: Around = { path: source.path, isTest: dialect.isTest, forms: anchorForms(dialect.anchors), counts: false };
  const fields = readFields(source, dialect.names);
  const reports = reportsOf(linesIn(source), source.text, dialect, around).map((r) => withFront(r, fields, dialect));
  const last = lastOf(reports) ?? reports[reports.length - 1];
  const title = fields.title?.at ?? { start: 0, end: 0 };
  const packet = last?.packets[0] ?? packetIds(fields.title?.text ?? '', title.start)[0] ?? namedByFile(source.path, title);
  const rows = last && last.verdict?.is !== 'FAIL' ? last.rows : [];
  const defs: readonly Def[] =
    packet && last
      ? [
          {
            kind: 'report',
            name: packet.text,
            at: last.verdict?.at ?? last.at,
            data: {
              own: false,
              verdict: last.verdict?.is,
              day: last.day,
              proves: rows
                .filter((r) => r.code.length > 0)
                .map((r) => ({ text: r.requirement, number: r.number, tested: r.tested || !r.asksTest })),
            },
          },
        ]
      : [];
  const cited = completed(
    rows.flatMap((r) => r.code),
    fields,
    source.path,
  );
  const code = codeIn(cited, dialect.isTest);
  const refs: Ref[] = [...anchorRefs(rows.flatMap((r) => r.anchors))];
  if (packet) refs.push({ kind: 'packet', name: packet.text, at: packet.at, weak: true });
  const waivers = waiversIn(fields, dialect);
  return {
    model: { rows, reports, packet, title, cited },
    facts: {
      defs,
      refs,
      ...(packet ? { packet } : {}),
      cited,
      reports: reports.map(kept),
      anchors: rows.flatMap((r) => r.anchors),
      ...(code.length > 0 ? { code } : {}),
      ...(waivers.length > 0 ? { waivers } : {}),
      ...(dialect.isRetired(source.path) ? { retired: true as const } : {}),
    },
  };
}

/** The verdict of the front matter, where the text has none. */
function withFront(report: ReportModel, fields: FieldDocument, dialect: PacketsDialect): ReportModel {
  const front = report.verdict ? undefined : fields.fields.find((f) => f.key === 'Verdict' && f.spelling === 'front-matter');
  return front ? { ...report, verdict: verdictOf(front.text, front.textAt.start, dialect) } : report;
}
