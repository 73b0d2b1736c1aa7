/** How long packets may stay in a state, and which entry of the board says since when. Source: SYSTEMS.md §1, `board-sla`. */
import type { Age } from '#core/chart';
import { daysBetween } from '#core/days';
import type { WideLook } from '#core/look';
import type { PacketsDialect } from '../dialect/dialect';
import { written } from '../dialect/status';
import { disagreement, packetSince } from './board-queries';

/** One entry for each packet: that in the section of its state, not that in a closure list. */
export function mainEntries<T extends { readonly since?: unknown; readonly closure: boolean }>(
  entries: Iterable<T>,
  idOf: (entry: T) => string,
): Iterable<T> {
  const main = new Map<string, T>();
  for (const e of entries) {
    const known = main.get(idOf(e));
    if (
      !known ||
      (known.since === undefined && e.since !== undefined) ||
      (known.closure && !e.closure && known.since === undefined)
    )
      main.set(idOf(e), e);
  }
  return main.values();
}

/** The packets whose board entry, or who themselves, say since when they are in a state that has a limit; the others have no age. */
export function ages(look: WideLook, { sla }: PacketsDialect, day: string): readonly Age[] {
  const entries = look.all('entry').flatMap(({ name, path, data }) => {
    const limit = data.status && (data.sla ?? sla[data.status]);
    return data.status === undefined || limit === undefined ? [] : [{ ...data, name, path, limit, status: data.status }];
  });
  return [...mainEntries(entries, ({ name }) => name)].flatMap((e): readonly Age[] => {
    const since = e.since ?? look.ask(packetSince, e.name);
    const days = since === undefined ? undefined : daysBetween(since, day);
    // A day that is yet to come is no age; while board and packet disagree nobody knows in which state it has been so long.
    if (since === undefined || days === undefined || days < 0 || look.ask(disagreement, e.name)) return [];
    const path = look.defs({ kind: 'packet', name: e.name })[0]?.path ?? e.path;
    const state = written({ status: e.status, validated: e.validated, ...(e.failed ? { failed: true } : {}) });
    return [{ name: e.name, path, state, since, days, limit: e.limit, ...(e.escalated ? { escalated: e.escalated } : {}) }];
  });
}
