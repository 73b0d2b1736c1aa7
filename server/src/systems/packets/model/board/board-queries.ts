/** What board and packets say together, by packet id: each is worked out again only when that packet or its entries change. */
import { strongComponents } from '#core/components';
import { type Look, ofMany, type Query, query } from '#core/look';
import type { Known } from '#core/symbols';
import type { RelPath } from '#core/text';
import { variantIn } from '../dialect/id-form';
import { isRetired, readingOf, type Status, type StatusReading } from '../dialect/status';
import { judged } from '../evidence/evidence';
import { variantsOf, variantsOnBoard, waits } from '../queries';
import { agrees } from './board';

/** Board and packet say different things. */
export interface Disagreement {
  readonly packet: RelPath;
  readonly board: RelPath;
  readonly inPacket: StatusReading;
  /** Undefined: an open box, which says no more than that it is not done. */
  readonly onBoard: StatusReading | undefined;
  readonly section: string;
  /** The packet’s folder says its state: no edit of its text makes it follow. */
  readonly placed?: true;
  /** The board has several in one line: that is not changed for one of them. */
  readonly shared?: true;
}

/** The packet that is meant by an id: of several one that is in force, rather than one whose file alone is called that. */
export function packetNamed(look: Look, id: string): Known<'packet'> | undefined {
  const all = look.defs({ kind: 'packet', name: id });
  if (all.length < 2) return all[0];
  const own = all.filter((d) => !d.data.alias);
  return own.find((d) => !d.data.stub && !isRetired(d.data.status)) ?? own[0] ?? all[0];
}

/** All that somebody may work on by that id. */
const liveNamed = (look: Look, id: string): readonly Known<'packet'>[] =>
  look
    .defs({ kind: 'packet', name: id })
    .filter((d) => !d.data.alias && !d.data.stub && d.data.status !== undefined && !isRetired(d.data.status));

/** Undefined: they agree, or one of them says nothing. When one of several entries agrees, the board contradicts itself instead. */
export const disagreement = query<Disagreement | undefined, string>('packets/disagreement', (look, id) => {
  const packet = packetNamed(look, id);
  if (packet?.data.status === undefined) return undefined;
  const entries = look.defs({ kind: 'entry', name: id });
  const said = judged(look, id, packet.data);
  const wrong = entries.find((e) => agrees(said, e.data) === false);
  const inPacket = readingOf(packet.data);
  const onBoard = wrong && readingOf(wrong.data);
  if (!wrong || !inPacket || (!onBoard && !wrong.data.open) || entries.some((e) => agrees(said, e.data))) return undefined;
  // The entry is another file's with the same id: that two have it is told.
  if (liveNamed(look, id).some((p) => p !== packet && entries.some((e) => agrees(judged(look, id, p.data), e.data))))
    return undefined;
  return {
    packet: packet.path,
    board: wrong.path,
    inPacket,
    onBoard,
    section: wrong.data.section,
    ...(packet.data.placed ? { placed: true as const } : {}),
    ...(entries.every((e) => e.data.shared) ? { shared: true as const } : {}),
  };
});

/** Of many packets: where packet and board do not say the same. */
export const disagreements = ofMany(disagreement);

/** Where the work on a packet stands, for those who wait for it. */
export interface Standing {
  /** The packet's own, else the board's. */
  readonly status: Status | undefined;
  /** The variant that took its place. */
  readonly by?: { readonly name: string; readonly status: Status };
  /** Nobody need wait for it any longer: by packet or board it is done, and no verdict says otherwise. */
  readonly over: boolean;
}

/** Where a packet stands, by itself, the board and its variants. The argument is its id. */
export const standing: Query<Standing, string> = query<Standing, string>('packets/standing', (look, id) => {
  const own = packetNamed(look, id)?.data;
  const packet = own && judged(look, id, own);
  const entries = look.defs({ kind: 'entry', name: id });
  const onBoard =
    entries.find((e) => e.data.status !== undefined && !e.data.closure) ?? entries.find((e) => e.data.status !== undefined);
  const all = [packet?.status, onBoard?.data.status];
  // Who waits for what was superseded, or for a name without a number, waits for the variant in its place.
  const next = all.includes('Superseded') || all.every((s) => s === undefined) ? newestVariant(look, id) : undefined;
  const after = next === undefined ? undefined : look.ask(standing, next);
  return {
    status: packet?.status ?? onBoard?.data.status ?? after?.status,
    ...(next !== undefined && after?.status ? { by: { name: next, status: after.status } } : {}),
    over: after ? after.over : all.includes('Superseded') || (all.includes('Done') && packet?.verdict !== 'FAIL'),
  };
});

/** Of the variants of a packet above it the newest that is not superseded itself. */
function newestVariant(look: Look, id: string): string | undefined {
  const { base, number } = variantIn(id) ?? { base: id, number: 0 };
  const own = variantsOf(look, base);
  const found = (own.length > 0 ? own : variantsOnBoard(look, base)).filter((v) => v.number > number);
  return found.find((v) => !isRetired(packetNamed(look, v.name)?.data.status))?.name;
}

/** Since when a packet is in its state, as far as it says itself. */
export const packetSince = query<string | undefined, string>('packets/since', (look, id) => {
  const packet = look.defs({ kind: 'packet', name: id })[0]?.data;
  // The day it was written is the day it came to wait; work on it began later.
  const isWaiting = packet?.status === 'Backlog' || packet?.status === 'Ready-for-Dev';
  return packet?.since ?? (isWaiting ? packet?.day : undefined);
});

/** Of many packets: since when each is in its state. */
export const packetSinces = ofMany(packetSince);

/** The states in which the board shows packets: one that never shows what is done is kept short, and lacks nothing. */
export const shownStates = query('packets/shown-states', (look): readonly Status[] =>
  [...new Set(look.all('entry').flatMap((e) => e.data.status ?? []))].sort(),
);

/** What is said of who waits for whom, by packet and board together. */
export interface Telling {
  readonly blockers: readonly string[];
  readonly unblocks: readonly string[];
  /** Who is not in the list is not waited for. */
  readonly toldBlockers: boolean;
  readonly toldUnblocks: boolean;
}

/** What all documents say that a packet waits for and frees. The argument is its id. */
export const telling = query<Telling, string>('packets/telling', (look, id) => {
  const all = look.defs({ kind: 'blocking', name: id }).map((d) => d.data);
  return {
    blockers: [...new Set(all.flatMap((d) => d.blockers))],
    unblocks: [...new Set(all.flatMap((d) => d.unblocks))],
    toldBlockers: all.some((d) => d.toldBlockers),
    toldUnblocks: all.some((d) => d.toldUnblocks),
  };
});

type Edges = Readonly<Record<string, readonly string[]>>;

/** Cycles of waiting, each once, beginning with its smallest id: the ids in the order in which they wait. For what is over nobody waits. */
export const cycles = query('packets/cycles', (look): readonly (readonly string[])[] => {
  const edges = look.ask(waits);
  const open = rings(edges)
    .flat()
    .filter((id) => !look.ask(standing, id).over);
  const left = Object.fromEntries(open.map((id) => [id, (edges[id] ?? []).filter((to) => open.includes(to))]));
  return rings(left).map((c) => walk([...c].sort(), left));
});

const rings = (edges: Edges): readonly (readonly string[])[] => strongComponents(edges).filter((c) => c.length > 1);

/** One way round inside a strong component, from its first member. */
function walk(members: readonly string[], edges: Edges): readonly string[] {
  const inside = new Set(members);
  const start = members[0] as string;
  // Breadth first: the shortest way back to the start.
  const from = new Map<string, string>();
  const queue = [start];
  for (let at = queue.shift(); at !== undefined; at = queue.shift()) {
    for (const next of edges[at] ?? []) {
      if (next === start) {
        const path = [at];
        for (let back = from.get(at); back !== undefined; back = from.get(back)) path.unshift(back);
        return path;
      }
      if (!inside.has(next) || from.has(next)) continue;
      from.set(next, at);
      queue.push(next);
    }
  }
  return members;
}
