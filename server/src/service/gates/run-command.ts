/** Runs a command for a packet, within what the packet allows, and puts it on record. */
import { closest } from '#core/distance';
import type { EvidenceRecord } from '#core/evidence';
import type { Doing } from '#core/task';
import type { Session } from '../engine/session';

/** The record; or why nothing was run, as a sentence. `refused`: the packet does not allow it. */
export type RunResult =
  | { readonly is: 'ran'; readonly record: EvidenceRecord }
  | { readonly is: 'refused' | 'unknown'; readonly says: string };

/** Runs a command of packet `id`. Refused where the packet does not allow it; unknown where that cannot be told. */
export async function runCommand(session: Session, id: string, command: string, doing: Doing = {}): Promise<RunResult> {
  const look = session.workspace.store.look();
  const [packet, second] = look.defs({ kind: 'packet', name: id }).map((d) => d.path);
  if (packet === undefined) {
    const like = closest(id, look.names('packet'));
    return { is: 'unknown', says: `There is no packet ${id}${like === undefined ? '' : `; there is ${like}`}.` };
  }
  if (second !== undefined) return { is: 'unknown', says: `${packet} and ${second} both call themselves ${id}.` };
  const file = await session.text(packet);
  for (const { kind, reading } of file ? session.workspace.readings(packet, file) : []) {
    const allowed = reading.facts.unread ? undefined : kind.system.allows?.(reading, kind.kind.id, command);
    if (!allowed) continue;
    if ('refused' in allowed) return { is: 'refused', says: allowed.refused };
    const run = session.options.tools?.run;
    if (!run) return { is: 'unknown', says: 'Nothing can be run here.' };
    const done = await run({ command, packet: id, ...allowed }, doing);
    return done.is === 'known' ? { is: 'ran', record: done.value } : { is: 'unknown', says: done.says };
  }
  return { is: 'unknown', says: `${packet} cannot be read.` };
}
