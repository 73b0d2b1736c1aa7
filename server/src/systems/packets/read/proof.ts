/** What a packet or a report proves: its evidence, its reports, and which of DONE_MEANS are left unproved. */

import { type Field, type FieldDocument, fieldOf } from '#core/fields/model';
import type { MarkdownSource } from '#core/source';
import type { Def, Ref } from '#core/symbols';
import { detach, lineAround, type RelPath, type Span } from '#core/text';
import { anchorForms } from '../model/dialect/anchor-forms';
import type { PacketsDialect } from '../model/dialect/dialect';
import type { Status } from '../model/dialect/status';
import {
  type Cited,
  covered,
  type EvidenceRow,
  lastReport,
  type ProofFacts,
  type ProofOfDone,
  type ReportFacts,
  type Said,
} from '../model/evidence/evidence';
import type { Manifest } from '../model/evidence/manifest';
import { pairs } from '../model/evidence/proof-pairs';
import type { WrittenSignature } from '../model/types';
import { anchorRefs } from './anchor';
import type { Around } from './evidence-draft';
import { type Against, failedRuns } from './failed-runs';
import { within } from './ids';
import { linesIn } from './lines';
import { manifestsIn, mayList } from './manifest';
import { proofOfDone, short, wantedIn } from './proof-done';
import { completed } from './proof-paths';
import { mappedRows, mayMap, promisedRows } from './proof-places';
import { codeIn, outsideScope, scopeOf } from './proof-scope';
import { mayReport, type ReportModel, reportsIn } from './report';
import { excused } from './report-words';

/** All that is said to prove something. */
export interface Proof {
  readonly rows: readonly EvidenceRow[];
  readonly reports: readonly ReportModel[];
  readonly cited: readonly Cited[];
  readonly manifests?: readonly Manifest[];
}

/** What the packet's reader knows by the time that proof is read. */
export interface Packet {
  readonly id: string;
  readonly status: Status | undefined;
  readonly fields: FieldDocument;
  readonly signatures: readonly WrittenSignature[];
  readonly anchors: readonly { readonly id: string; readonly at: Span }[];
}

/** The same for a packet, with what is kept of it and what others see. */
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

/** Nothing, where the state asks for no proof and nothing in the text looks like one: then it is not read by lines. */
export function proofIn(source: MarkdownSource, dialect: PacketsDialect, packet: Packet): PacketProof {
  const due = packet.status === 'Ready-for-Validation' || packet.status === 'Done';
  const reported = mayReport(source.text, dialect);
  if (!due && !reported && !mayMap(source.text, packet.fields)) return nothing;
  const { isTest, ids } = dialect;
  const around: Around = { path: source.path, isTest, ids, forms: anchorForms(dialect.anchors), counts: false };
  const lines = linesIn(source);
  const reports = reported ? reportsIn(lines, source.text, dialect, around) : [];
  const inReport = (at: Span): boolean => reports.some((r) => !r.bare && r.from <= at.start && at.end <= r.end);
  const promised = due ? promisedRows(lines, packet.fields, around) : [];
  const rows = [...mappedRows(lines, packet.fields, inReport, around), ...promised];
  const standing = standingOf(reports);
  const last = withUpdate(
    withUnanswered(
      withFailed(lastOf(reports), rows, source.text, () => failedRuns(lines, packet.fields, inReport)),
      packet.fields,
      standing,
    ),
    packet.status,
  );
  const told = last ? reports.map((r) => (r.at === last.at ? last : r)) : reports;
  // What stands under a heading of evidence in a report without a name is the packet's own mapping already.
  const mapped = new Set(rows.map((r) => r.at.start));
  const claimed = claimedBy(standing, packet.fields).filter((r) => !mapped.has(r.at.start));
  const cited = completed(
    [...rows, ...claimed].flatMap((r) => r.code),
    packet.fields,
    source.path,
  );
  const former = formerly(told, standing, mapped, packet.fields, source.path);
  const done = due ? proofOfDone(packet.fields, { mapped: rows, claimed }, lines, told, around) : undefined;
  const anchors = withRanges(packet.anchors, source.text);
  const all = [...rows, ...claimed];
  const foreign = all.flatMap((r) => r.anchors).filter((a) => !covered(a.id, anchors));
  const outside = outsideScope(codeIn(cited, dialect.isTest), packet.fields);
  const manifests = due && mayList(source.text) ? manifestsIn(lines, packet.fields, source.text, around) : [];
  const changed = manifests.flatMap((m) => m.cited ?? []);
  const checked = last?.verdict?.is === 'PASS' ? last.checked : [];
  // Whose verdict is PASS is told that it does not hold; before that nobody has said that it does.
  const waits = packet.status === 'Ready-for-Validation' && last?.verdict?.is !== 'PASS';
  const failed = waits ? failedRuns(lines, packet.fields, inReport).filter((r) => r.is === 'failed') : [];
  return {
    model: {
      rows: all,
      reports: told,
      cited,
      ...(manifests.length > 0 ? { manifests } : {}),
      ...(failed.length > 0 ? { failed: failed.map(({ at, what: text }) => ({ at, text })) } : {}),
    },
    facts: {
      cited,
      ...(former.length > 0 ? { former } : {}),
      ...(changed.length > 0 ? { changed } : {}),
      ...(checked.length > 0 ? { checked } : {}),
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

/** The report that counts. Undefined: there is none with a verdict. */
export const lastOf = (reports: readonly ReportModel[]): ReportModel | undefined => {
  const last = lastReport(reports);
  return reports.find((r) => r === last);
};

/** The reports whose words hold: the last one, unless it failed, and those that passed before it since the last FAIL. */
function standingOf(reports: readonly ReportModel[]): readonly ReportModel[] {
  const last = lastOf(reports);
  if (!last || last.verdict?.is === 'FAIL') return [];
  const until = reports.indexOf(last);
  const failed = reports.findLastIndex((r) => r.verdict?.is === 'FAIL');
  return reports.filter((r, i) => r === last || (i > failed && i < until && r.verdict?.is === 'PASS'));
}

/** What they prove: the last of them that proves anything, and of those before it what none after it speaks of. */
function claimedBy(standing: readonly ReportModel[], fields: FieldDocument): readonly EvidenceRow[] {
  const proving = standing.filter((r) => r.rows.some((row) => row.code.length > 0 || row.tested));
  const wanted = wantedIn(fields);
  let out: readonly EvidenceRow[] = [];
  for (const { rows } of proving.reverse()) {
    const spoken = pairs(wanted, out);
    const more = out.length === 0 ? rows : pairs(wanted, rows).flatMap((found, i) => (spoken[i]?.length === 0 ? found : []));
    out = [...more.toSorted((a, b) => a.at.start - b.at.start), ...out];
  }
  return out;
}

/** What the others cite. @param mapped where rows begin that were read already */
export function formerly(
  reports: readonly ReportModel[],
  standing: readonly ReportFacts[],
  mapped: ReadonlySet<number>,
  fields: FieldDocument,
  self: RelPath,
): readonly Cited[] {
  const over = reports.filter((r) => !standing.some((s) => s.at.start === r.at.start));
  const rows = over.flatMap((r) => r.rows).filter((r) => !mapped.has(r.at.start));
  return completed(
    rows.flatMap((r) => r.code),
    fields,
    self,
  );
}

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
const specsOf = (fields: FieldDocument): readonly string[] =>
  fields.fields.filter((f) => f.key === 'SPEC_VERSION' && f.role === 'value' && f.text !== '').map((f) => detach(f.text));

/** What is kept of a report: without its rows and words. */
export const kept = ({ rows: _rows, checked: _checked, words: _words, from: _from, ...facts }: ReportModel): ReportFacts => facts;

/** Rows of the packet's own mapping and commands of its VALIDATION that failed, which the report's PASS passes over. */
function withFailed(
  report: ReportModel | undefined,
  rows: readonly EvidenceRow[],
  text: string,
  runs: () => readonly Against[],
): ReportModel | undefined {
  if (report?.verdict?.is !== 'PASS') return report;
  const failed = rows.filter((r) => r.result === 'FAIL' && !excused.test(lineAt(text, r.at.start)));
  const told = failed.map((r) => ({
    at: r.at,
    what: detach(short(r.requirement || text.slice(r.at.start, r.at.end))),
    is: 'failed' as const,
  }));
  const all = [...told, ...runs().filter((r) => !failed.some((f) => lineAt(text, f.at.start) === lineAt(text, r.at.start)))];
  return all.length === 0 ? report : { ...report, against: [...report.against, ...all] };
}

const lineAt = (text: string, at: number): string => within(text, lineAround(text, at));

/** The audits that the packet asks for and none of its reports that hold speaks of. */
function withUnanswered(
  report: ReportModel | undefined,
  fields: FieldDocument,
  standing: readonly ReportModel[],
): ReportModel | undefined {
  const field = fieldOf(fields, 'Validator Audit Scope');
  if (!report || report.bare || report.verdict?.is !== 'PASS' || !field) return report;
  const missing = auditsIn(field).filter((a) => !standing.some((r) => answers(r.words, a.text)));
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
