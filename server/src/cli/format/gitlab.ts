/** Findings as a code quality report of GitLab, which the merge request shows. */
import type { Severity } from '#core/rule';
import { escaped, visible } from '#core/visible';
import { hash } from '#service/engine/fingerprint';
import type { Checked } from '../check';
import { type Format, type FormatOptions, leadOf } from './format';

/** Errors are major, warnings minor, the rest info. */
export const gitlab: Format = { says: 'a code quality report of GitLab', fingerprints: true, print };

const severities = { error: 'major', warning: 'minor', info: 'info', hint: 'info' } as const satisfies Record<Severity, string>;

function print(checked: Checked, { cwd }: FormatOptions): string {
  const lead = leadOf(checked.folder, cwd);
  const seen = new Map<string, number>();
  const report = checked.findings.map((f) => {
    const key = `${f.path}\0${f.rule}\0${f.fingerprint}`;
    const nth = (seen.get(key) ?? 0) + 1;
    seen.set(key, nth);
    return {
      description: visible(f.message),
      check_name: f.rule,
      // Of two with the same one GitLab shows the first.
      fingerprint: hash(`${key}\0${nth}`),
      severity: severities[f.severity],
      location: { path: lead + f.path, lines: { begin: f.range.start.line + 1, end: f.range.end.line + 1 } },
    };
  });
  return `${escaped(JSON.stringify(report, null, 2))}\n`;
}
