/** A folder at one look: how far each phase is, what is late, who holds others up, and what is wrong. */
import type { Age } from '#core/chart';
import { addTo } from '#core/lists';
import type { Finding, Severity } from '#core/rule';
import type { Phase } from '#core/system';
import type { Graph } from '#protocol/graph-report';
import { Recorder } from '../engine/cells';
import type { Session } from '../engine/session';
import { graphOf } from '../graph/graph';

/** How long something is in its state, where that is too long or nearly so. Days. */
export interface AgeNow extends Age {
  readonly is: 'over' | 'near';
}

/** Something that is not done, and has others waiting for it. */
export interface Blocker {
  readonly name: string;
  readonly state: string;
  readonly critical: boolean;
  /** What is not done and waits for it. */
  readonly waiting: readonly string[];
}

/** One folder's overview. */
export interface FolderOverview {
  readonly phases: readonly Phase[];
  readonly ages: readonly AgeNow[];
  /** Findings about other things that stay too long: history tells since when. */
  readonly late: readonly Finding[];
  readonly blockers: readonly Blocker[];
  readonly cycles: Graph['cycles'];
  readonly counts: Readonly<Record<Severity, number>>;
  readonly rules: readonly { readonly rule: string; readonly severity: Severity; readonly count: number }[];
}

/** Of its days so many may pass before it is near its time. */
const NEAR = 0.8;

/** @param day on which ages are told, `YYYY-MM-DD` */
export function overviewOf(session: Session, day: string): FolderOverview {
  const look = session.workspace.store.look();
  const found = [...session.workspace.entries.values()].flatMap((e) => e.findings);
  const all = session.systems.flatMap(({ id, chart }) => {
    const dialect = session.workspace.setup.kinds.find((k) => k.system.id === id)?.dialect;
    return chart ? chart.ages(session.workspace.store.reader(new Recorder()), dialect, day) : [];
  });
  const ages = agesNow(all);
  const lateRules = new Set(session.systems.flatMap((s) => s.chart?.late ?? []));
  const told = new Set(all.map((a) => a.name));
  const graph = graphOf(session);
  return {
    phases: session.systems.flatMap((s) => (s.phases ? look.ask(s.phases) : [])),
    ages,
    late: found.filter((f) => lateRules.has(f.rule) && (f.about === undefined || !told.has(f.about.name))),
    blockers: graph ? blockersIn(graph) : [],
    cycles: graph?.cycles ?? [],
    counts: countsIn(found),
    rules: rulesIn(found),
  };
}

/** What is over its time, the longest first; then what is near it, the nearest first. Escalated or not. */
const agesNow = (all: readonly Age[]): readonly AgeNow[] =>
  all
    .flatMap((a): readonly AgeNow[] =>
      a.days > a.limit ? [{ ...a, is: 'over' }] : a.days > a.limit * NEAR ? [{ ...a, is: 'near' }] : [],
    )
    .sort((a, b) => b.days - b.limit - (a.days - a.limit) || (a.name < b.name ? -1 : 1));

/** The one that holds up most is first. */
function blockersIn({ nodes }: Pick<Graph, 'nodes'>): readonly Blocker[] {
  const open = new Map(nodes.flatMap((n) => (n.over ? [] : [[n.name, n] as const])));
  const waiting = new Map<string, string[]>();
  for (const { name, waits } of open.values()) for (const w of waits) if (open.has(w)) addTo(waiting, w, name);
  return [...waiting]
    .map(([name, by]) => ({ name, state: open.get(name)?.state ?? '', critical: open.get(name)?.critical === true, waiting: by }))
    .sort((a, b) => b.waiting.length - a.waiting.length || (a.name < b.name ? -1 : 1));
}

const severities: readonly Severity[] = ['error', 'warning', 'info', 'hint'];

function countsIn(found: readonly Finding[]): FolderOverview['counts'] {
  const counts = { error: 0, warning: 0, info: 0, hint: 0 };
  for (const f of found) counts[f.severity]++;
  return counts;
}

/** A rule may tell of some things as errors, and of others as remarks: then it is there twice. */
function rulesIn(found: readonly Finding[]): FolderOverview['rules'] {
  const counts = new Map<string, { rule: string; severity: Severity; count: number }>();
  for (const { rule, severity } of found) {
    const key = `${severity} ${rule}`;
    const known = counts.get(key) ?? { rule, severity, count: 0 };
    known.count++;
    counts.set(key, known);
  }
  const rank = (s: Severity): number => severities.indexOf(s);
  return [...counts.values()].sort(
    (a, b) => rank(a.severity) - rank(b.severity) || b.count - a.count || (a.rule < b.rule ? -1 : 1),
  );
}
