/** packets/coverage-gaps. Source: SYSTEMS.md §1, *Gates* and *Waiver*. */
import { isCode } from '#core/code';
import { fieldOf } from '#core/fields/model';
import { answer, type Check, type GateFinding, gate } from '#core/gate';
import { type ChangedFile, type Coverage, known } from '#core/task';
import type { RelPath } from '#core/text';
import { isWaivable, waiverRules } from '../model/audit/waivers';
import type { PacketsDialect } from '../model/dialect/dialect';
import { fileCheck, findingOf } from '../model/gating/audit-checks';
import { inProduction } from '../model/gating/canaries';
import { packetIdsBy, sinceWhat, thePacket, type View } from '../model/gating/gating';
import { nobody } from '../model/gating/planted';
import { takenBy } from '../model/paths/scope';
import type { PacketFacts } from '../model/types';

export default gate<PacketsDialect>({
  aliases: ['validator-coverage-gaps'],
  subject: 'folder',
  narrows: true,
  since: 'begins',
  summary: 'Tests run enough of the production code that was changed.',
  subjects: (look) => packetIdsBy(look, ['In-Progress', 'Ready-for-Validation']),

  *judge(view) {
    const { dialect } = view;
    const title = `Tests run at least ${dialect.coverage.least} % of the changed production lines.`;
    const packet = view.subject === '' ? undefined : thePacket(view);
    if (packet && !('facts' in packet)) {
      yield packet;
      return;
    }
    const { since } = view.options;
    const changed = view.task('changes', since === undefined ? {} : { since });
    const covered = view.task('coverage', { globs: dialect.coverage.reports });
    if (changed.is === 'unknown' || covered.is === 'unknown') {
      yield answer('coverage', title, 'unknown', changed.is === 'unknown' ? changed.says : (covered as { says: string }).says);
      return;
    }
    const scope = packet && takenBy(fieldOf(packet.model.fields, 'IN_SCOPE_PATHS')?.items ?? []);
    const files = changed.value.files.filter(
      (f) =>
        f.how !== 'gone' &&
        dialect.isProduction(f.path) &&
        !dialect.isTest(f.path) &&
        isCode(f.path) &&
        !f.path.endsWith('.d.ts') &&
        (!scope || scope.takes(f.path)),
    );
    if (files.length === 0)
      yield answer('coverage', title, 'pass', `No production code has changed ${sinceWhat(changed.value, since)}.`);
    else yield waived(view, packet?.path, packet?.facts, judgeAll(title, files, covered.value, dialect.coverage.least));
  },

  canaries: [
    nobody(),
    {
      check: 'coverage',
      what: 'No test runs a changed line.',
      answers: (d) => ({
        coverage: known({ reports: ['coverage/lcov.info'], files: [{ path: inProduction(d, 'canary.ts'), lines: [[1, 0]] }] }),
      }),
      off: ({ coverage }) => (coverage.least === 0 ? 'packets.coverage.least is 0.' : undefined),
    },
  ],
});

interface Measured {
  readonly path: RelPath;
  readonly ran: number;
  readonly lines: number;
  readonly open: readonly number[];
}

function judgeAll(title: string, files: readonly ChangedFile[], { reports, files: known }: Coverage, least: number): Check {
  const unknown = (says: string): Check => answer('coverage', title, 'unknown', says);
  if (reports.length === 0)
    return unknown(
      'There is no coverage report (lcov or Cobertura); run the tests with one, or say where it is under packets.coverage.reports.',
    );
  const byPath = new Map(known.map((f) => [f.path, f]));
  const stale = files.filter((f) => byPath.get(f.path)?.stale);
  if (stale.length > 0)
    return unknown(`${stale.map((f) => f.path).join(', ')} changed after the report was made; run the tests again.`);
  const measured = files.flatMap((f) => measure(f, byPath.get(f.path)?.lines) ?? []);
  const missing = files.filter((f) => !byPath.has(f.path)).map((f) => f.path);
  const lines = measured.reduce((n, m) => n + m.lines, 0);
  const ran = measured.reduce((n, m) => n + m.ran, 0);
  const share = lines === 0 ? 100 : (ran / lines) * 100;
  const said = `${ran} of ${lines} changed lines run (${share.toFixed(0)} %)`;
  if (share < least) {
    const open = measured.flatMap((m) => rangesOf(m.open).map((r) => notRun(m.path, r)));
    const { findings, says } = fileCheck('coverage', title, open);
    return { ...answer('coverage', title, 'fail', says === undefined ? `${said}.` : `${said}. ${says}`), findings };
  }
  if (missing.length > 0) return unknown(`${said}; in no report: ${missing.slice(0, 10).join(', ')}.`);
  return answer('coverage', title, 'pass', `${said}.`);
}

/** Undefined: no report has the file. */
function measure(file: ChangedFile, lines: Coverage['files'][number]['lines'] | undefined): Measured | undefined {
  if (!lines) return undefined;
  const isChanged = (line: number): boolean => !file.lines || file.lines.some((l) => l.from <= line && line <= l.to);
  const own = lines.filter(([line]) => isChanged(line));
  const open = own.filter(([, hits]) => hits === 0).map(([line]) => line);
  return { path: file.path, lines: own.length, ran: own.length - open.length, open: [...open].sort((a, b) => a - b) };
}

/** Lines that follow one another: first and last. */
function rangesOf(lines: readonly number[]): readonly (readonly [number, number])[] {
  const out: [number, number][] = [];
  for (const line of lines) {
    const last = out.at(-1);
    if (last && last[1] + 1 >= line) last[1] = line;
    else out.push([line, line]);
  }
  return out;
}

const notRun = (path: RelPath, [first, last]: readonly [number, number]): GateFinding =>
  findingOf(
    'coverage-gaps/coverage',
    { path, from: { line: first - 1, character: 0 }, to: { line: last - 1, character: 0 } },
    first === last ? 'No test runs this line.' : `No test runs lines ${first} to ${last}.`,
  );

/** A signed waiver of an allowed kind that has not expired is the way out. */
function waived(view: View, path: RelPath | undefined, facts: PacketFacts | undefined, check: Check): Check {
  if (path === undefined || !facts || check.verdict !== 'fail') return check;
  const waiver = (facts.waivers ?? []).find((w) => /coverage/i.test(w.check.text) && isWaivable(w, view.dialect));
  if (!waiver) return check;
  const { findings, open } = view.found(path, waiverRules);
  const wrong = findings.find((f) => waiver.at.start <= f.at.start && f.at.start <= waiver.at.end);
  if (wrong) return { ...check, says: `${check.says ?? ''} Its waiver does not hold: ${wrong.message}` };
  if (open.length > 0)
    return { ...check, verdict: 'unknown', says: `${check.says ?? ''} Whether its waiver holds is not known.` };
  return { ...check, verdict: 'pass', says: `${check.says ?? ''} Waived in the packet.` };
}
