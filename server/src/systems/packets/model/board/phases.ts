/** Phases of packets: by the number in their ids, then by state. */
import { query, type WideLook } from '#core/look';
import type { Known } from '#core/symbols';
import type { Member, Phase, State } from '#core/system';
import { phaseOf } from '../dialect/id-form';
import type { Status } from '../dialect/status';
import { waits } from '../queries';
import { packetSince, standing } from './board-queries';

/** Of packets that say none. */
const none = 'No status';

const entered = (title: Status, icon: string, more: Partial<State> = {}): State => ({
  title,
  icon,
  enter: { action: 'move', args: { status: title } },
  ...more,
});

export const states: readonly State[] = [
  entered('Stub', 'circle-outline'),
  entered('Backlog', 'circle-large-outline', { always: true }),
  entered('Ready-for-Dev', 'debug-start', { always: true }),
  entered('In-Progress', 'sync', { always: true }),
  entered('Ready-for-Validation', 'eye', { always: true }),
  entered('Done', 'pass', { always: true, over: true }),
  entered('Blocked', 'circle-slash', { always: true, marks: ['blocked'] }),
  entered('Superseded', 'archive', { over: true }),
  { title: none, icon: 'question' },
];

/** Of each state, by its word. */
export const icons: Readonly<Record<string, string>> = Object.fromEntries(states.map((s) => [s.title, s.icon]));

export const phases = query('packets/phases', (look): readonly Phase[] => {
  const byPhase = new Map<string, Known<'packet'>[]>();
  const waiting = look.ask(waits);
  const open = new Set(look.all('packet').flatMap((p) => (isOpen(p) ? [p.name] : [])));
  for (const p of look.all('packet')) {
    if (p.data.alias) continue;
    const phase = phaseOf(p.name) ?? '';
    byPhase.set(phase, [...(byPhase.get(phase) ?? []), p]);
  }
  return [...byPhase]
    .sort(([a], [b]) => (a === '' ? 1 : b === '' ? -1 : a.localeCompare(b, 'en', { numeric: true })))
    .map(([phase, packets]) => ({
      id: phase === '' ? 'none' : phase,
      title: phase === '' ? 'No phase' : `Phase ${phase}`,
      blocked: packets.filter(
        (p) => p.data.status === 'Blocked' || (isOpen(p) && (waiting[p.name] ?? []).some((b) => open.has(b))),
      ).length,
      states: statesOf(look, packets),
    }));
});

/** Work on it is not over. */
const isOpen = (p: Known<'packet'>): boolean => !p.data.alias && p.data.status !== 'Done' && p.data.status !== 'Superseded';

function statesOf(look: WideLook, packets: readonly Known<'packet'>[]): Phase['states'] {
  return states.flatMap((state) => {
    const members = packets.filter((p) => (p.data.status ?? none) === state.title).map((p) => member(look, p));
    return members.length === 0 ? [] : [{ ...state, members: members.sort((a, b) => (a.name < b.name ? -1 : 1)) }];
  });
}

function member(look: WideLook, p: Known<'packet'>): Member {
  const entries = look.defs({ kind: 'entry', name: p.name });
  const since = entries.find((e) => e.data.since)?.data.since ?? look.ask(packetSince, p.name);
  const allowed = entries.find((e) => e.data.sla !== undefined)?.data.sla;
  return {
    name: p.name,
    path: p.path,
    detail: [p.data.validated ? 'validated' : '', p.data.failed ? 'failed' : '', p.data.stub ? 'stub' : '']
      .filter(Boolean)
      .join(', '),
    waits: (look.ask(waits)[p.name] ?? []).flatMap((name) => {
      const { status, over } = look.ask(standing, name);
      return over ? [] : [{ name, state: status ?? none }];
    }),
    ...(since === undefined ? {} : { since }),
    ...(allowed === undefined ? {} : { allowed }),
    ...(p.data.risk === undefined ? {} : { risk: p.data.risk }),
    ...(p.data.owner === undefined ? {} : { owner: p.data.owner }),
    ...(p.data.proves === undefined ? {} : { signed: true }),
  };
}
