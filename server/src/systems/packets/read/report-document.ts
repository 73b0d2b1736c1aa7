/** A validator's report that is a document of its own. Source: SYSTEMS.md §1, *Report*. */
import type { FieldDocument } from '#core/fields/model';
import { readFields } from '#core/fields/read';
import type { MarkdownSource } from '#core/source';
import type { Def, Ref } from '#core/symbols';
import type { Reading } from '#core/system';
import type { Span } from '#core/text';
import { anchorForms } from '../model/dialect/anchor-forms';
import type { PacketsDialect } from '../model/dialect/dialect';
import type { ReportDocumentFacts } from '../model/evidence/evidence';
import type { Located } from '../model/types';
import { anchorRefs } from './anchor';
import type { Around } from './evidence-draft';
import { namedByFile, packetIds } from './ids';
import { linesIn } from './lines';
import { formerly, kept, lastOf, type Proof } from './proof';
import { completed } from './proof-paths';
import { codeIn } from './proof-scope';
import { type ReportModel, reportsOf } from './report';
import { verdictOf } from './report-words';
import { specLinesIn } from './spec-lines';
import { waiversIn } from './waivers';

/** A report, while its text is there. */
export interface ReportDocumentModel extends Proof {
  readonly packet: Located | undefined;
  readonly title: Span;
}

/** Of several reports in one file the last counts. */
export function readReport(source: MarkdownSource, dialect: PacketsDialect): Reading<ReportDocumentModel, ReportDocumentFacts> {
  const { isTest, ids } = dialect;
  const around: Around = { path: source.path, isTest, ids, forms: anchorForms(dialect.anchors), counts: false };
  const fields = readFields(source, dialect.names);
  const reports = reportsOf(linesIn(source), source.text, dialect, around).map((r) => withFront(r, fields, dialect));
  const last = lastOf(reports) ?? reports[reports.length - 1];
  const title = fields.title?.at ?? { start: 0, end: 0 };
  const packet =
    last?.packets[0] ?? packetIds(fields.title?.text ?? '', title.start, ids)[0] ?? namedByFile(source.path, title, ids);
  const holds = last && last.verdict?.is !== 'FAIL' ? [last] : [];
  const rows = holds.flatMap((r) => r.rows);
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
  const former = formerly(reports, holds, new Set(), fields, source.path);
  const checked = last?.verdict?.is === 'PASS' ? last.checked : [];
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
      ...(former.length > 0 ? { former } : {}),
      ...(checked.length > 0 ? { checked } : {}),
      reports: reports.map(kept),
      anchors: rows.flatMap((r) => r.anchors),
      ...specLinesIn(source.text, source.path, undefined, rows, cited),
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
