/** Runs rules and turns their reports into findings. A rule that throws becomes a finding of its own; the others go on. */
import { briefWords } from '#core/brief';
import type { AnyRule, Finding, FolderView, Report, Severity } from '#core/rule';
import { suppresses } from '#core/suppression';
import type { Facts, NamedPath } from '#core/symbols';
import type { Reading } from '#core/system';
import { detach, type RelPath } from '#core/text';
import type { Question } from '#core/world';
import { type BoundKind, type BoundRule, levelOf } from '../config/setup';
import { nothingRead, Recorder, sameTrace, type Trace } from './cells';
import type { Store } from './store';

/** The rule that stands for one that threw. No gate passes on a file that has it. */
export const CRASH = 'gatehouse/rule-crash';
/** What is told of a text between the marks of a merge. */
const UNMERGED: ReadonlySet<string> = new Set(['gatehouse/text-unmerged', CRASH]);

/** Told of each rule that threw. */
export type OnCrash = (rule: string, path: RelPath, cause: unknown) => void;

/** What one folder rule said of one document, and from what. */
export interface Run {
  readonly findings: readonly Finding[];
  readonly trace: Trace;
}

const none: readonly never[] = Object.freeze([]);
/** Most rules find nothing in most documents, and many ask nothing for it. */
export const quiet: Run = { findings: none, trace: nothingRead };

/** What the rules find that see this document alone; nothing in one that is a part of another. */
export function judgeDocument(kind: BoundKind, path: RelPath, { model, facts }: Reading, onCrash: OnCrash): readonly Finding[] {
  if (facts.part) return none;
  const view = { model, dialect: kind.dialect, path };
  return all(kind.document, path, facts, onCrash, (rule) => rule.rule.check[kind.kind.id]?.(view));
}

/** Runs folder rules of one kind on one document, one after the other: what they see is made once for all of them. */
export class FolderJudge {
  readonly #kind: BoundKind;
  readonly #onCrash: OnCrash;
  readonly #ask: (q: Question) => void;
  readonly #recorder = new Recorder();
  readonly #view: FolderView<Facts, unknown>;
  /** Runs that said nothing: rules of one document often read the same, and then share one. */
  readonly #silent: Run[] = [];

  constructor(
    kind: BoundKind,
    { path, facts, paths, reread }: Pick<FolderView<Facts, unknown>, 'path' | 'facts' | 'paths' | 'reread'>,
    store: Store,
    ask: (q: Question) => void,
    onCrash: OnCrash,
  ) {
    this.#kind = kind;
    this.#onCrash = onCrash;
    this.#ask = ask;
    const look = store.reader(this.#recorder);
    this.#view = { facts, dialect: kind.dialect, path, look, world: look, paths, reread };
  }

  /** What one rule says, and what it was told for that. */
  run(rule: BoundKind['folder'][number]): Run {
    const { facts, path } = this.#view;
    if (facts.unread || facts.part) return quiet;
    const findings = findingsOf(rule, path, facts, this.#onCrash, (r) => r.rule.check[this.#kind.kind.id]?.(this.#view)) ?? none;
    for (const q of this.#recorder.asked) this.#ask(q);
    const trace = this.#recorder.taken();
    return findings.length === 0 ? this.#saidNothing(trace) : { findings, trace };
  }

  #saidNothing(trace: Trace): Run {
    if (trace === nothingRead) return quiet;
    const known = this.#silent.find((run) => sameTrace(run.trace, trace));
    if (known) return known;
    const run = { findings: none, trace };
    this.#silent.push(run);
    return run;
  }
}

/** The paths that a document's fields name, as its kinds know them. */
export const pathsIn = (kinds: readonly BoundKind[], facts: readonly Facts[]): readonly NamedPath[] =>
  kinds.flatMap((bound, i) => {
    const kept = facts[i];
    return (kept && !kept.unread && bound.kind.paths?.(kept)) || none;
  });

/** A document's kinds, what was read of it, and what rules have said of it. */
interface Judged {
  readonly path: RelPath;
  readonly kinds: readonly BoundKind[];
  readonly facts: readonly Facts[];
  readonly own: readonly Finding[];
  readonly runs: readonly (readonly (Run | undefined)[])[];
}

/** All that is found in a document: what its rules have said, what rules of findings make of that, without what is suppressed. */
export function foundIn(
  { facts, kinds, path, own, runs }: Judged,
  open: ReadonlySet<string>,
  onCrash: OnCrash,
): readonly Finding[] {
  const before = softened(kinds, path, [...own, ...runs.flat().flatMap((r) => r?.findings ?? none)]);
  const after = kinds.flatMap((kind, i) =>
    kind.findings.length === 0 ? [] : judgeFindings(kind, path, facts[i] as Facts, before, open, onCrash),
  );
  return shown(facts, [...before, ...after]);
}

function judgeFindings(
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

/** In a document of which a finding says that nobody works from it, rules about its content give hints. */
function softened(kinds: readonly BoundKind[], path: RelPath, findings: readonly Finding[]): readonly Finding[] {
  let out = findings;
  for (const { system, kind, document, folder } of kinds) {
    const by = kind.retiring === undefined ? undefined : `${system.id}/${kind.retiring}`;
    if (by === undefined || !out.some((f) => f.rule === by)) continue;
    const rules: readonly BoundRule<AnyRule>[] = [...document, ...folder];
    const soft = new Set(rules.filter((r) => r.rule.concerns === 'content' && !levelOf(r, path).fixed).map((r) => r.id));
    out = out.map((f) => (soft.has(f.rule) && f.severity !== 'hint' ? { ...f, severity: 'hint' } : f));
  }
  return out;
}

/** Without those that a person has suppressed, and without those between the marks of a merge, in order of place. */
function shown(facts: readonly Facts[], findings: readonly Finding[]): readonly Finding[] {
  const suppressions = facts.flatMap((f) => f.suppressions ?? none);
  const unmerged = facts.flatMap((f) => f.unmerged ?? none);
  const isHidden = (f: Finding): boolean =>
    suppressions.some((s) => suppresses(s, f)) ||
    (!UNMERGED.has(f.rule) && unmerged.some((u) => u.start <= f.at.start && f.at.start <= u.end));
  const kept = suppressions.length + unmerged.length === 0 ? findings : findings.filter((f) => !isHidden(f));
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
  facts: Facts,
  onCrash: OnCrash,
  check: (rule: BoundRule<R>) => Iterable<Report> | undefined,
): readonly Finding[] {
  let out: Finding[] | undefined;
  for (const rule of rules) {
    const found = findingsOf(rule, path, facts, onCrash, check);
    if (found === undefined) continue;
    if (out) out.push(...found);
    else out = found;
  }
  return out ?? none;
}

/** Undefined: none, as of nearly every rule. */
function findingsOf<R extends AnyRule>(
  rule: BoundRule<R>,
  path: RelPath,
  { retired }: Facts,
  onCrash: OnCrash,
  check: (rule: BoundRule<R>) => Iterable<Report> | undefined,
): Finding[] | undefined {
  const { severity, fixed } = levelOf(rule, path);
  if (severity === 'off') return undefined;
  let out: Finding[] | undefined;
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
  return out;
}

/** The finding that stands for a rule that threw. */
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
    message: detach(briefWords(report.message)),
    related: report.related ?? none,
    fixes: report.fixes?.map(({ title, safety }) => ({ title: detach(title), safety })) ?? none,
    ...(report.about ? { about: report.about } : {}),
  };
}
