/** How many findings there were at points of a folder's past, each judged by today's rules and the configuration of its time. */
import type { Past, PastCommit, PastCount } from '#core/past';
import type { Doing } from '#core/task';
import { Session } from '../engine/session';
import { unknownsOf } from '../engine/unknowns';
import { nestedIn } from '../projects';

/** The counts at one commit, or now. */
export interface Point extends PastCount {
  readonly day: string;
  /** In seconds since 1970; absent: now. */
  readonly time?: number;
  /** Full hash; absent: the files as they are. */
  readonly commit?: string;
}

/** Oldest first, the files as they are last. `says`: what the points do not show, and why. */
export interface OverTime {
  readonly points: readonly Point[];
  readonly says: readonly string[];
}

/** So many points are counted, that of now included. */
const POINTS = 12;

/** Undefined: it was called off; what was counted until then is kept. @param day that it is */
export async function findingsOverTime(
  session: Session,
  day: string,
  { signal, progress }: Doing,
): Promise<OverTime | undefined> {
  const now: Point = { ...countIn(session), day };
  const { past } = session.options;
  const found = await past?.commits(
    session.workspace.setup.kinds.flatMap((k) => (k.kind.everywhere ? [] : k.kind.files(k.dialect))),
  );
  if (!past || !found || found.is === 'unknown')
    return { points: [now], says: [found?.is === 'unknown' ? found.says : 'There is no history here.'] };
  const { commits, cut } = found.value;
  const chosen = spread(commits, POINTS - 1);
  const counts = new Map(past.kept());
  const points: Point[] = [];
  for (const [i, commit] of chosen.entries()) {
    if (signal?.aborted) return undefined;
    progress?.(`${i + 1} of ${chosen.length}: ${commit.day}`);
    let count = counts.get(commit.id);
    if (!count) {
      count = await countAt(session, past, commit);
      counts.set(commit.id, count);
      past.keep(counts);
    }
    points.push({ ...count, day: commit.day, time: commit.time, commit: commit.id });
  }
  const says = [
    ...(commits.length === 0 ? ['No commit has changed a governed document yet.'] : []),
    ...(cut ? ['History is shallow here: what was before its cut is not shown. “git fetch --unshallow” gets it.'] : []),
    ...(points.some((p) => p.incomplete)
      ? ['Where a number is marked, some of it could not be looked at: there may have been more.']
      : []),
  ];
  return { points: [...points, now], says };
}

/** The newest, the oldest, and what lies between them as evenly in time as can be. Oldest first. @param commits newest first */
export function spread(commits: readonly PastCommit[], most: number): readonly PastCommit[] {
  const all = [...commits].reverse();
  const [first, last] = [all[0], all.at(-1)];
  if (all.length <= most || !first || !last) return all;
  const chosen = new Set([0, all.length - 1]);
  for (let i = 1; i < most - 1; i++) {
    const wanted = first.time + ((last.time - first.time) * i) / (most - 1);
    let best: number | undefined;
    for (const [at, { time }] of all.entries())
      if (!chosen.has(at) && (best === undefined || Math.abs(time - wanted) < Math.abs((all[best]?.time ?? 0) - wanted)))
        best = at;
    if (best !== undefined) chosen.add(best);
  }
  return all.filter((_, at) => chosen.has(at));
}

async function countAt(session: Session, past: Past, commit: PastCommit): Promise<PastCount> {
  const { pace, log, plugins, parsers, zod, root } = session.options;
  const then = new Session({
    files: await past.files(commit),
    pace,
    log,
    plugins,
    parsers,
    zod,
    ...(root === undefined ? {} : { root }),
  });
  await then.prepare();
  then.nest(await nestedIn(then));
  await then.start();
  return countIn(then);
}

/** Of a session that is settled. */
function countIn({ workspace, unreadable }: Session): PastCount {
  const found = [...workspace.entries.values()].flatMap((e) => e.findings);
  const of = (severity: string): number => found.filter((f) => f.severity === severity).length;
  const isIncomplete = unreadable.size > 0 || unknownsOf(workspace.store).length > 0;
  return {
    errors: of('error'),
    warnings: of('warning'),
    documents: workspace.entries.size,
    ...(isIncomplete ? { incomplete: true } : {}),
  };
}
