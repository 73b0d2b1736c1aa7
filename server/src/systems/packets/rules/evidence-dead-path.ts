/** packets/evidence-dead-path */
import { globMatcher } from '#core/glob';
import { folderOf } from '#core/paths';
import type { Offer, Report } from '#core/rule';
import type { RelPath } from '#core/text';
import type { World } from '#core/world';
import { examples } from '../examples/evidence-dead-path';
import { placeOf } from '../model/anchors/places';
import type { PacketsDialect } from '../model/dialect/dialect';
import type { Cited, ProofFacts } from '../model/evidence/evidence';
import { replaceIn } from '../model/packet/edit';
import { rule } from '../model/types';

export default rule({
  scope: 'folder',
  severity: 'error',
  concerns: 'content',
  since: '0.3.0',
  summary: 'A file that evidence cites is there.',
  why: `Evidence is a place in the code that anybody can open. A path that leads nowhere proves nothing, though it looks as if it did.

Read are the rows of \`Evidence Mapping\`, of the last validator's report, unless that is a FAIL, and the Evidence column of the
signature audit, with its cells that hold nothing but paths; from Ready-for-Validation also what VALIDATION lists as \`Target File\`. A path that the text itself
calls removed, planned or absent is none; so is, before work has begun, one without a line. A name without its folder is the
file of that name which the packet names in full; where it names none, \`evidence-unverifiable\` asks for it. A version of the
spec that is gone is history: \`evidence-historic\`. Links are judged by \`gatehouse/link-dead-file\`.

Of a report that failed, or that a later one has overtaken, only that is told which was wrong on the day it was written, by git:
its file was not there then. Without a history, a name is told that is a slip away from a file beside it.`,

  check: {
    *packet({ facts, dialect, path, world }) {
      const status = facts.status?.reading?.status;
      const planned = status === 'Stub' || status === 'Backlog' || status === 'Ready-for-Dev';
      const claimed = planned ? facts.cited.filter((c) => c.lines !== undefined) : facts.cited;
      yield* dead(claimed, dialect, path, 'packets/packet', world);
      yield* dead(facts.changed ?? [], dialect, path, 'packets/packet', world, 'VALIDATION lists');
      yield* neverThere(facts, dialect, path, 'packets/packet', world);
      yield* neverWas(facts, dialect, path, 'packets/packet', world);
    },
    *report({ facts, dialect, path, world }) {
      yield* dead(facts.cited, dialect, path, 'packets/report', world);
      yield* neverThere(facts, dialect, path, 'packets/report', world);
      yield* neverWas(facts, dialect, path, 'packets/report', world);
    },
    *audit({ facts, dialect, path, world }) {
      yield* dead(facts.cited, dialect, path, 'packets/audit', world);
    },
  },

  examples,
});

/** Of the files that a report says were looked at, those that are not there, where others are: else the code may be kept elsewhere. */
function* neverThere(
  { checked = [], cited }: Pick<ProofFacts, 'checked' | 'cited'>,
  dialect: PacketsDialect,
  path: RelPath,
  kind: string,
  world: World,
): Iterable<Report> {
  const isHere = checked.some((c) => {
    const there = world.exists(c.path);
    return there.is === 'known' && there.value.as === 'file';
  });
  if (!isHere) return;
  const rest = checked.filter((c) => !cited.some((o) => o.path === c.path));
  for (const report of dead(rest, dialect, path, kind, world, 'The report has as checked'))
    yield { ...report, severity: 'warning' };
}

/**
 * What reports cite that hold no more. A file may have gone since: told is one that was not there when it was written down, by git;
 * without a history, one that is all but named as a file beside it is.
 */
function* neverWas(
  { former = [], cited }: Pick<ProofFacts, 'former' | 'cited'>,
  dialect: PacketsDialect,
  path: RelPath,
  kind: string,
  world: World,
): Iterable<Report> {
  const rest = former.filter((c) => c.form !== 'chunk' && c.form !== 'web' && !cited.some((o) => o.path === c.path));
  const wrong = rest.filter((c) => {
    const place = placeOf(c, world);
    if (place?.is !== 'dead') return false;
    const commits = world.touched(path, c.written);
    if (commits.is === 'unknown' && commits.why !== 'no-git') return false;
    const since = commits.is === 'known' ? commits.value[0] : undefined;
    if (!since) return place.near !== undefined && folderOf(place.near) === folderOf(c.path);
    const then = world.lines(c.path, 1, 1, since.id);
    return then.is === 'known' && then.value === undefined;
  });
  for (const report of dead(wrong, dialect, path, kind, world, 'A report that holds no more cites'))
    yield { ...report, severity: 'warning' };
}

function* dead(
  cited: readonly Cited[],
  dialect: PacketsDialect,
  path: RelPath,
  kind: string,
  world: World,
  says = 'The evidence cites',
): Iterable<Report> {
  let last = -1;
  for (const c of cited) {
    // Several lines of one file are one path.
    if (c.absent || c.form === 'link' || c.pathAt.start === last) continue;
    last = c.pathAt.start;
    const place = placeOf(c, world);
    if (place?.is !== 'dead' || isSpec(c.path, dialect)) continue;
    const { near } = place;
    const fixes: readonly Offer[] = near
      ? [{ title: `Cite ${near}`, safety: 'ask', change: (desk) => replaceIn(desk, path, kind, c.pathAt, near) }]
      : [];
    yield {
      at: c.pathAt,
      message: `${says} ${c.path}, which does not exist${near ? `; there is ${near}` : ''}.`,
      fixes,
    };
  }
}

/** A version of the spec: what is gone of it is history. */
const isSpec = (path: RelPath, dialect: PacketsDialect): boolean => path.endsWith('.md') && globMatcher(dialect.paths.spec)(path);
