/** The overview of each folder, and its findings over time. */
import type { CancellationToken } from 'vscode-languageserver/node';
import { visible } from '#core/visible';
import type { Overview, ShownOverTime } from '#protocol/overview';
import * as messages from '#protocol/overview';
import { dayOf } from '#service/actions';
import { findingsOverTime } from '#service/overview/over-time';
import { overviewOf } from '#service/overview/overview';
import { done, size } from '#service/sidebar/phases';
import { range } from '../convert';
import { type Desk, feature } from '../feature';
import type { Folder } from '../folders';
import { foldersFrom, placeOf } from './graph';
import { targetsIn } from './signing';

export default feature({
  capability: {},
  register: (connection, desk) => {
    connection.onRequest(
      messages.overviews.method,
      desk.safely('overviews', [] as readonly Overview[], async ({ near }: { near?: string }) => {
        await desk.ready();
        const there = foldersFrom(desk, near).filter((f) => f.session.systems.length > 0);
        return Promise.all(there.map((f) => overviewIn(f, desk)));
      }),
    );
    connection.onRequest(
      messages.overTime.method,
      desk.safely(
        'findingsOverTime',
        null as ShownOverTime | null,
        async ({ folder: uri, progress }: { folder: string; progress?: string }, token?: CancellationToken) => {
          await desk.ready();
          const folder = desk.folders.all.find((f) => f.uris.uri('') === uri);
          if (!folder) return null;
          await folder.session.settle();
          const called = new AbortController();
          const heard = token?.onCancellationRequested(() => called.abort());
          if (token?.isCancellationRequested) called.abort();
          const found = await findingsOverTime(folder.session, await dayOf(folder.session), {
            signal: called.signal,
            progress: (says) => {
              if (progress !== undefined) void connection.sendNotification(messages.overTimeProgress.method, { progress, says });
            },
          }).finally(() => heard?.dispose());
          return found ? shown(found) : null;
        },
      ),
    );
  },
});

const shown = ({ points, says }: NonNullable<Awaited<ReturnType<typeof findingsOverTime>>>): ShownOverTime => ({
  points: points.map(({ day, time, commit, errors, warnings, incomplete }) => ({
    day,
    errors,
    warnings,
    ...(time === undefined ? {} : { time }),
    ...(commit === undefined ? {} : { commit: commit.slice(0, 10) }),
    ...(incomplete ? { incomplete } : {}),
  })),
  says: says.map(visible),
});

async function overviewIn(folder: Folder, desk: Desk): Promise<Overview> {
  const { session, uris } = folder;
  const day = await dayOf(session);
  const found = overviewOf(session, day);
  const { store } = session.workspace;
  const placeOfName = (name: string) => {
    const look = store.look();
    const path = [...look.defs({ kind: 'packet', name }), ...look.defs({ kind: 'entry', name })][0]?.path;
    return path === undefined ? {} : { open: placeOf(folder, name, path) };
  };
  return {
    folder: uris.uri(''),
    folderName: visible(uris.name),
    day,
    phases: found.phases.map((p) => ({
      title: visible(p.title),
      of: size(p),
      done: done(p),
      blocked: p.blocked,
      states: p.states.map((s) => ({ title: visible(s.title), count: s.members.length })),
    })),
    waiting: (await targetsIn(folder, desk)).map((t) => ({ ...t, subject: visible(t.subject), detail: visible(t.detail) })),
    ages: found.ages.map(({ name, is, state, days, limit, escalated, path }) => ({
      name: visible(name),
      is,
      state: visible(state),
      days,
      limit,
      ...(escalated === undefined ? {} : { escalated: visible(escalated) }),
      open: placeOf(folder, name, path),
    })),
    late: found.late.map((f) => {
      const entry = session.workspace.entries.get(f.path);
      return { says: visible(f.message), open: { uri: uris.uri(f.path), ...(entry ? { range: range(entry.lines, f.at) } : {}) } };
    }),
    blockers: found.blockers.map((b) => ({
      name: visible(b.name),
      state: visible(b.state),
      critical: b.critical,
      waiting: b.waiting.map(visible),
      ...placeOfName(b.name),
    })),
    cycles: found.cycles.map((c) => c.map(visible)),
    counts: found.counts,
    rules: found.rules,
  };
}
