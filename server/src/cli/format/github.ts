/** Findings as workflow commands of GitHub Actions: the runner makes annotations of them, which the pull request shows at their lines. */
import type { Severity } from '#core/rule';
import { visible } from '#core/visible';
import type { Checked, CheckedFinding } from '../check';
import { type Format, type FormatOptions, leadOf } from './format';
import { summary } from './text';

/** Information and hints are notices. The summary follows, as a plain line. */
export const github: Format = { says: 'annotations of GitHub Actions', print };

const commands = { error: 'error', warning: 'warning', info: 'notice', hint: 'notice' } as const satisfies Record<
  Severity,
  string
>;

function print(checked: Checked, options: FormatOptions): string {
  return `${[...annotations(checked, options), summary(checked)].join('\n')}\n`;
}

/** A line for each finding. */
export function annotations({ folder, findings }: Checked, { cwd }: FormatOptions): readonly string[] {
  const lead = leadOf(folder, cwd);
  return findings.map((f) => annotation(f, lead));
}

function annotation(f: CheckedFinding, lead: string): string {
  const { start, end } = f.range;
  // Columns are for annotations within a line.
  const columns = start.line === end.line ? { col: start.character + 1, endColumn: end.character + 1 } : {};
  const properties = { title: f.rule, file: lead + f.path, line: start.line + 1, endLine: end.line + 1, ...columns };
  const list = Object.entries(properties).map(([name, value]) => `${name}=${property(String(value))}`);
  return `::${commands[f.severity]} ${list.join(',')}::${data(f.message)}`;
}

/** The runner turns these back, and nothing else ends a message: a document cannot give a command of its own. */
const data = (s: string): string => visible(s).replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
const property = (s: string): string => data(s).replaceAll(':', '%3A').replaceAll(',', '%2C');
