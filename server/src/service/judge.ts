/** Runs rules and turns their reports into findings. A rule that throws becomes a finding of its own; the others go on. */
import type { AnyRule, Finding, FolderView, Report, Severity } from '#core/rule';
import { suppresses } from '#core/suppression';
import type { Facts, NamedPath } from '#core/symbols';
import type { Reading } from '#core/system';
import { detach, type RelPath } from '#core/text';
import type { Question } from '#core/world';
import { nothingRead, Recorder, type Trace } from './cells';
import { type BoundKind, type BoundRule, levelOf } from './setup';
import type { Store } from './store';

/** The rule that stands for one that threw. No gate passes on a file that has it. */
export const CRASH = 'gatehouse/rule-crash';

export type OnCrash = (rule: string, path: RelPath, cause: unknown) => void;

/** What one folder rule said of one document, and from what. */
export interface Run {
  readonly findings: readonly Finding[];
  readonly trace: Trace;
}

const none: readonly never[] = Object.freeze([]);
const quiet: Run = { findings: none, trace: nothingRead };

export function judgeDocument(kind: BoundKind, path: RelPath, { model, facts }: Reading, onCrash: OnCrash): readonly Finding[] {
  return all(kind.document, path, facts, onCrash, (rule) =>
    rule.rule.check[kind.kind.id]?.({ model, dialect: kind.dialect, path }),
  );
}

export function judgeFolder(
  kind: BoundKind,
  rule: BoundKind['folder'][number],
  path: RelPath,
  facts: Facts,
  store: Store,
  own: Pick<FolderView<Facts, unknown>, 'paths' | 'reread'>,
  ask: (q: Question) => void,
  onCrash: OnCrash,
): Run {
  if (facts.unread) return quiet;
  const recorder = new Recorder();
  const look = store.reader(recorder);
  const findings = all([rule], path, facts, onCrash, (r) =>
    r.rule.check[kind.kind.id]?.({ facts, dialect: kind.dialect, path, look, world: look, ...own }),
  );
  for (const q of recorder.asked) ask(q);
  const trace = recorder.trace();
  return findings.length === 0 && trace === nothingRead ? quiet : { findings, trace };
}

/** The paths that a document's fields name, as its kinds know them. */
export const pathsIn = (kinds: readonly BoundKind[], facts: readonly Facts[]): readonly NamedPath[] =>
  kinds.flatMap((bound, i) => {
    const kept = facts[i];
    return (kept && !kept.unread && bound.kind.paths?.(kept)) || none;
  });

export function judgeFindings(
  kind: BoundKind,
  path: RelPath,
  facts: Facts,
  findings: readonly Finding[],
  open: ReadonlySet<string>,
  onCrash: OnCrash,
): readonly Finding[] {
  return all(kind.findings, path, facts, onCrash, (rule) =>
    rule.rule.check[kind.kind.id]?.({ facts, dialect: kind.dialect, findings, open }),
  );
}

/** Without those that a person has suppressed, in order of place. */
export function shown(facts: readonly Facts[], findings: readonly Finding[]): readonly Finding[] {
  const suppressions = facts.flatMap((f) => f.suppressions ?? none);
  const kept = suppressions.length === 0 ? findings : findings.filter((f) => !suppressions.some((s) => suppresses(s, f)));
  return [...kept].sort(
    (a, b) =>
      a.at.start - b.at.start ||
      a.at.end - b.at.end ||
      (a.rule < b.rule ? -1 : a.rule > b.rule ? 1 : 0) ||
      (a.message < b.message ? -1 : 1),
  );
}

/** Finding and report belong together: asked again, a rule yields the same report at the same place. */
export const sameReport = (f: Finding, r: Report): boolean =>
  f.at.start === r.at.start && f.at.end === r.at.end && f.message === r.message;

function all<R extends AnyRule>(
  rules: readonly BoundRule<R>[],
  path: RelPath,
  { retired }: Facts,
  onCrash: OnCrash,
  check: (rule: BoundRule<R>) => Iterable<Report> | undefined,
): readonly Finding[] {
  let out: Finding[] | undefined;
  for (const rule of rules) {
    const { severity, fixed } = levelOf(rule, path);
    if (severity === 'off') continue;
    try {
      for (const report of check(rule) ?? none) {
        out ??= [];
        out.push(finding(rule, path, fixed ? severity : undefined, retired === true, report));
      }
    } catch (cause) {
      onCrash(rule.id, path, cause);
      out ??= [];
      out.push(crash(rule.id, path));
    }
  }
  return out ?? none;
}

export const crash = (rule: string, path: RelPath): Finding => ({
  rule: CRASH,
  severity: 'warning',
  path,
  at: { start: 0, end: 0 },
  message: `Rule ${rule} stopped with an error on this file, so what it checks is not known here. The log says more.`,
  related: none,
  fixes: none,
});

/** @param said the severity that the configuration asks for */
function finding(rule: BoundRule<AnyRule>, path: RelPath, said: Severity | undefined, retired: boolean, report: Report): Finding {
  const own: Severity = report.severity ?? rule.rule.severity;
  const severity = said ?? (retired && rule.rule.concerns === 'content' ? 'hint' : own);
  return {
    rule: rule.id,
    severity,
    path,
    at: report.at,
    message: detach(report.message),
    related: report.related ?? none,
    fixes: report.fixes?.map(({ title, safety }) => ({ title: detach(title), safety })) ?? none,
    ...(report.about ? { about: report.about } : {}),
  };
}
