/** How a gate's verdict is printed. */

import { escaped, visible } from '#core/visible';
import type { GateReport } from '#protocol/gate-report';
import { gateCounts, gatePage, gateTitle } from '#service/gates/gate-report';
import type { Checked } from '../check';
import { gateRules } from '../gate-checked';
import type { FormatOptions } from './format';
import { annotations } from './github';
import { gitlab } from './gitlab';
import { sarif } from './sarif';
import { painter } from './text';
import { xml } from './xml';

/** What printing a verdict takes besides the verdict. */
export interface GateFormatOptions {
  readonly color: boolean;
  /** What stands before a path of the folder, seen from where the command runs. */
  readonly lead: string;
}

type Print = (report: GateReport, options: GateFormatOptions) => string;

const colours = { pass: 'green', fail: 'red', unknown: 'yellow' } as const;

const text: Print = (report, { color, lead }) => {
  const paint = painter(color);
  const lines: string[] = [`${visible(gateTitle(report))}: ${visible(report.summary)}`, ''];
  for (const c of report.checks) {
    lines.push(
      `  ${paint(colours[c.verdict], c.verdict.padEnd(8))} ${visible(c.title)}${c.says === undefined ? '' : ` ${paint('dim', visible(c.says))}`}`,
    );
    for (const f of c.findings) {
      const { line, column } = f.range.start;
      lines.push(
        `           ${visible(`${lead}${f.file}`)}:${line}:${column}: ${visible(f.message)} ${paint('dim', visible(`[${f.rule}]`))}`,
      );
    }
  }
  lines.push('', `${paint(colours[report.verdict], report.verdict)}: ${gateCounts(report)}.`);
  return `${[...lines, ...report.unknown.map((u) => visible(u.says))].join('\n')}\n`;
};

const json: Print = (report) => `${escaped(JSON.stringify(report, null, 2))}\n`;

const markdown: Print = (report, { lead }) => gatePage(report, (file, line) => `${encodeURI(lead + file)}#L${line}`);

/** A gate is a suite, a check a case; unknown is an error, not a failure. */
const junit: Print = (report, { lead }) => {
  const n = (v: GateReport['verdict']): number => report.checks.filter((c) => c.verdict === v).length;
  const counts = `tests="${report.checks.length}" failures="${n('fail')}" errors="${n('unknown')}"`;
  const title = xml(gateTitle(report));
  const cases = report.checks.flatMap((c) => {
    const open = `    <testcase name="${xml(c.id)}" classname="${title}" time="0"`;
    if (c.verdict === 'pass') return [`${open}/>`];
    const element = c.verdict === 'fail' ? 'failure' : 'error';
    const places = c.findings.map((f) =>
      xml(`${lead}${f.file}:${f.range.start.line}:${f.range.start.column}: ${f.message} [${f.rule}]`),
    );
    const why = c.says ?? c.findings[0]?.message ?? c.title;
    return [
      `${open}>`,
      `      <${element} type="${c.verdict}" message="${xml(why)}">${places.join('\n')}</${element}>`,
      '    </testcase>',
    ];
  });
  return `${[
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="gatehouse" ${counts} time="0">`,
    `  <testsuite name="${title}" ${counts} skipped="0">`,
    ...cases,
    '  </testsuite>',
    '</testsuites>',
  ].join('\n')}\n`;
};

/** Those that show checks. In the others a verdict is shown as findings. */
export const gateFormats = { text, json, markdown, junit } as const satisfies Record<string, Print>;

type PrintFindings = (report: GateReport, checked: Checked, options: FormatOptions) => string;

/** As `check` prints what it found. @see gateChecked */
export const findingFormats = {
  github: (report, checked, options) =>
    `${[...annotations(checked, options), `${visible(gateTitle(report))}: ${report.verdict}: ${gateCounts(report)}.`, ...report.unknown.map((u) => visible(u.says))].join('\n')}\n`,
  gitlab: (_, checked, options) => gitlab.print(checked, options),
  sarif: (report, checked, options) =>
    sarif.print(checked, { ...options, rules: () => ({ ...options.rules(), ...gateRules(report) }) }),
} as const satisfies Record<string, PrintFindings>;

/** What `--format` of `gate` takes. */
export type GateFormatName = keyof typeof gateFormats | keyof typeof findingFormats;
/** In the order of help. */
export const gateFormatNames: readonly string[] = [...Object.keys(gateFormats), ...Object.keys(findingFormats)];
