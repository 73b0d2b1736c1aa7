/** What a gate said, as findings: so that a build server shows it the way it shows what `check` found. */
import { briefWords } from '#core/brief';
import type { Severity } from '#core/rule';
import { LineIndex, type RelPath } from '#core/text';
import type { GateReport } from '#protocol/gate-report';
import { CONFIG } from '#service/config/config';
import { fingerprints, hash } from '#service/engine/fingerprint';
import type { Session } from '#service/engine/session';
import type { Judged } from '#service/gates/gates';
import { type Checked, type CheckedFinding, counted } from './check';
import type { Described } from './format/format';

/** Under which a gate's own checks are rules: `gate/pre-work.board`. */
const GATE = 'gate/';
/** Whether a rule's id is that of a gate's check. */
export const isGateCheck = (rule: string): boolean => rule.startsWith(GATE);
const ruleOf = (gate: string, check: string): string => `${GATE}${gate}.${check}`;

/**
 * The findings of all checks, each once. A check that failed without one, or is unknown, is a result on the gate itself: at the
 * top of the packet that it is about, else of the configuration.
 * @param report of `judged`
 */
export async function gateChecked(session: Session, report: GateReport, judged: Judged, ms: number): Promise<Checked> {
  const texts = new Map<RelPath, { readonly text: string; readonly lines: LineIndex }>();
  const textOf = async (path: RelPath) => {
    const text = texts.get(path) ?? indexed((await session.options.files.read(path).catch(() => undefined))?.text ?? '');
    texts.set(path, text);
    return text;
  };
  const home = homeOf(session, report);
  const all = new Map<string, CheckedFinding>();
  for (const [i, check] of report.checks.entries()) {
    for (const [k, shown] of check.findings.entries()) {
      const found = judged.checks[i]?.findings[k];
      if (!found) continue;
      const { text, lines } = await textOf(found.path);
      // Of a file that is no document, only the place is known.
      const { place } = found;
      const at = place ? { start: lines.offset(place.from, text), end: lines.offset(place.to, text) } : found.at;
      const [fingerprint = ''] = fingerprints([{ ...found, at }], text, lines);
      const { start, end } = shown.range;
      const range = { start: placeOf(start), end: placeOf(end) };
      all.set(`${found.rule}\0${found.path}\0${at.start}\0${found.message}`, { ...found, at, range, related: [], fingerprint });
    }
    const itself = aboutItself(report, check, home);
    if (itself) all.set(itself.rule, itself);
  }
  const findings = [...all.values()].sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0));
  return {
    folder: report.folder,
    findings,
    counts: counted(findings),
    baseline: undefined,
    paths: [...texts.keys()].sort(),
    ms,
    unknown: judged.unknown,
    failed: report.verdict === 'unknown',
  };
}

/** The rules of a gate's own checks, for formats that list the rules. */
export const gateRules = (report: GateReport): Readonly<Record<string, Described>> =>
  Object.fromEntries(
    report.checks.map((c) => [ruleOf(report.gate, c.id), { summary: c.title, why: report.summary, severity: 'error' as const }]),
  );

function aboutItself(report: GateReport, check: GateReport['checks'][number], home: RelPath): CheckedFinding | undefined {
  const { verdict, findings } = check;
  if (verdict === 'pass' || (verdict === 'fail' && findings.length > 0)) return undefined;
  const rule = ruleOf(report.gate, check.id);
  const about = report.subject === '' ? '' : ` of ${report.subject}`;
  const what = verdict === 'fail' ? 'Fails' : 'Unknown';
  const top = { line: 0, character: 0 };
  return {
    rule,
    severity: severityOf(verdict),
    path: home,
    at: { start: 0, end: 0 },
    message: briefWords(`${what} in ${report.gate}${about}: ${check.title}${check.says === undefined ? '' : ` ${check.says}`}`),
    related: [],
    fixes: [],
    range: { start: top, end: top },
    fingerprint: hash(`${rule}\0${report.subject}`),
  };
}

const indexed = (text: string) => ({ text, lines: LineIndex.of(text) });

const severityOf = (verdict: GateReport['verdict']): Severity => (verdict === 'fail' ? 'error' : 'warning');

const placeOf = ({ line, column }: { readonly line: number; readonly column: number }) => ({
  line: line - 1,
  character: column - 1,
});

/** Build servers show only what lies in a file. */
function homeOf(session: Session, { subject }: GateReport): RelPath {
  const packet = subject === '' ? undefined : session.workspace.store.look().defs({ kind: 'packet', name: subject })[0];
  return packet?.path ?? CONFIG;
}
