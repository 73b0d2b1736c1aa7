/** Phases of packets: by the number in their ids, then by state. */
import { query, type WideLook } from '#core/look';
import type { Known } from '#core/symbols';
import type { Member, Phase } from '#core/system';
import { packetSince, standing } from './board-queries';
import { waits } from './queries';
import { lifecycle } from './status';

export const icons: Readonly<Record<string, string>> = {
  Stub: 'circle-outline',
  Backlog: 'circle-large-outline',
  'Ready-for-Dev': 'debug-start',
  'In-Progress': 'sync',
  'Ready-for-Validation': 'eye',
  Done: 'pass',
  Blocked: 'circle-slash',
  Superseded: 'archive',
};
const unknown = 'No status';

export const phases = query('packets/phases', (look): readonly Phase[] => {
  const byPhase = new Map<string, Known<'packet'>[]>();
  const waiting = look.ask(waits);
  const open = new Set(look.all('packet').flatMap((p) => (isOpen(p) ? [p.name] : [])));
  for (const p of look.all('packet')) {
    if (p.data.alias) continue;
    const phase = /^WP-(\d+(?:\.\d+)*)-/.exec(p.name)?.[1] ?? '';
    byPhase.set(phase, [...(byPhase.get(phase) ?? []), p]);
  }
  return [...byPhase]
    .sort(([a], [b]) => (a === '' ? 1 : b === '' ? -1 : a.localeCompare(b, 'en', { numeric: true })))
    .map(([phase, packets]) => ({
      id: phase === '' ? 'none' : phase,
      title: phase === '' ? 'No phase' : `Phase ${phase}`,
      blocked: packets.filter((p) => isOpen(p) && (waiting[p.name] ?? []).some((b) => open.has(b))).length,
      states: statesOf(look, packets),
    }));
});

/** Work on it is not over. */
const isOpen = (p: Known<'packet'>): boolean => !p.data.alias && p.data.status !== 'Done' && p.data.status !== 'Superseded';

function statesOf(look: WideLook, packets: readonly Known<'packet'>[]): Phase['states'] {
  return [...lifecycle, unknown].flatMap((state) => {
    const members = packets.filter((p) => (p.data.status ?? unknown) === state).map((p) => member(look, p));
    return members.length === 0
      ? []
      : [{ title: state, icon: icons[state] ?? 'question', members: members.sort((a, b) => (a.name < b.name ? -1 : 1)) }];
  });
}

function member(look: WideLook, p: Known<'packet'>): Member {
  const since = look.defs({ kind: 'entry', name: p.name }).find((e) => e.data.since)?.data.since ?? look.ask(packetSince, p.name);
  return {
    name: p.name,
    path: p.path,
    detail: [p.data.validated ? 'validated' : '', p.data.stub ? 'stub' : ''].filter(Boolean).join(', '),
    waits: (look.ask(waits)[p.name] ?? []).flatMap((name) => {
      const { status, over } = look.ask(standing, name);
      return over ? [] : [{ name, state: status ?? unknown }];
    }),
    ...(since === undefined ? {} : { since }),
  };
}
