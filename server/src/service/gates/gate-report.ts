/** What a gate said, as it crosses a process, and as a page. */
import { briefWords } from '#core/brief';
import type { Place } from '#core/text';
import { visible } from '#core/visible';
import type { GateReport } from '#protocol/gate-report';
import type { Session } from '../engine/session';
import type { Judged } from './gates';

/** @param folder absolute */
export function gateReportOf(session: Session, folder: string, judged: Judged): GateReport {
  const { gate, subject, verdict, summary, checks, unknown } = judged;
  return {
    version: 1,
    folder,
    gate,
    subject,
    verdict,
    summary,
    checks: checks.map(({ id, title, verdict, says, findings }) => ({
      id,
      title,
      verdict,
      ...(says === undefined ? {} : { says }),
      findings: findings.map(({ rule, severity, path, at, message, place: given }) => {
        const lines = session.workspace.entries.get(path)?.lines;
        const place = given ?? { from: lines?.place(at.start), to: lines?.place(at.end) };
        return { rule, severity, file: path, range: { start: position(place.from), end: position(place.to) }, message };
      }),
    })),
    unknown: unknown.map(({ why, says }) => ({ why, says })),
  };
}

/** A file that went away in between has a beginning all the same. */
const position = (place: Place | undefined) => ({ line: (place?.line ?? 0) + 1, column: (place?.character ?? 0) + 1 });

/** `pre-work WP-1-Login`. */
export const gateTitle = ({ gate, subject }: Pick<GateReport, 'gate' | 'subject'>): string =>
  subject === '' ? gate : briefWords(`${gate} ${subject}`);

/** How many checks came out how: `9 pass, 1 fails, 1 is unknown`. */
export function gateCounts({ checks }: Pick<GateReport, 'checks'>): string {
  const n = (v: GateReport['verdict']): number => checks.filter((c) => c.verdict === v).length;
  const say = (count: number, one: string, more: string): readonly string[] =>
    count === 0 ? [] : [`${count} ${count === 1 ? one : more}`];
  return [
    ...say(n('pass'), 'check passes', 'checks pass'),
    ...say(n('fail'), 'fails', 'fail'),
    ...say(n('unknown'), 'is unknown', 'are unknown'),
  ].join(', ');
}

/** Mark and word stay on one line, however narrow the column. */
const marks = { pass: '✓\u00a0pass', fail: '✗\u00a0**fail**', unknown: '?\u00a0**unknown**' } as const;

/** The result in Markdown. @param link where a place leads to; undefined: nowhere */
export function gatePage(report: GateReport, link: (file: string, line: number) => string | undefined): string {
  const lines = [`# ${inCell(gateTitle(report))}: ${report.verdict}`, '', visible(report.summary), '', '| | |', '|---|---|'];
  for (const c of report.checks) {
    const found = c.findings.map((f) => {
      const { line } = f.range.start;
      const place = inCell(`${f.file}:${line}`);
      const to = link(f.file, line);
      return `<br>${to === undefined ? place : `[${place}](<${to}>)`} ${inCell(f.message)} \`${f.rule}\``;
    });
    const says = c.says === undefined ? '' : `<br>${inCell(c.says)}`;
    lines.push(`| ${marks[c.verdict]} | ${inCell(c.title)}${says}${found.join('')} |`);
  }
  lines.push('', `${gateCounts(report)}.`);
  for (const u of report.unknown) lines.push('', visible(u.says));
  return `${lines.join('\n')}\n`;
}

/** What a document says must not become markup of the page. */
const inCell = (s: string): string => visible(s.replace(/[\r\n]+/g, ' ')).replace(/[\\`*_{}[\]<>()#+!|~&$]/g, '\\$&');
