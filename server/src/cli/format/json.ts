/** Findings as JSON, for programs. The schema is in protocol/report.ts and, published, in media/report.schema.json. */
import type { Place } from '#core/text';
import { escaped } from '#core/visible';
import type { ReportJson } from '#protocol/report';
import type { Checked, Ranged } from '../check';
import type { Format } from './format';

const place = ({ line, character }: Place): { line: number; column: number } => ({ line: line + 1, column: character + 1 });
const range = (r: Ranged): { start: { line: number; column: number }; end: { line: number; column: number } } => ({
  start: place(r.start),
  end: place(r.end),
});

/** Characters that nobody sees are escaped. */
export const json: Format = { says: 'for programs; the schema is media/report.schema.json', fingerprints: true, print };

function print(checked: Checked): string {
  const { counts } = checked;
  const report: ReportJson = {
    version: 1,
    folder: checked.folder,
    findings: checked.findings.map((f) => ({
      rule: f.rule,
      severity: f.severity,
      file: f.path,
      range: range(f.range),
      message: f.message,
      related: f.related.map((r) => ({ file: r.path, range: range(r.range), message: r.message })),
      fixes: f.fixes.map(({ title, safety }) => ({ title, safety })),
      fingerprint: f.fingerprint ?? '',
    })),
    unknown: checked.unknown.map(({ why, says }) => ({ why, says })),
    summary: {
      errors: counts.error,
      warnings: counts.warning,
      infos: counts.info,
      hints: counts.hint,
      files: checked.paths.length,
      baselined: checked.baseline?.findings.length ?? 0,
      stale: checked.baseline?.stale.length ?? 0,
      ms: Math.round(checked.ms),
    },
  };
  return `${escaped(JSON.stringify(report, null, 2))}\n`;
}
