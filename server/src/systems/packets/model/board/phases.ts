/** Phases of packets: by the number in their ids, then by state. */
import { inParts, type Look, query } from '#core/look';
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

/** In the order of work. The last is that of packets without one. */
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

/** A packet as a view shows it, and where. */
interface Shown {
  readonly phase: string;
  readonly state: string;
  readonly blocked: boolean;
  readonly member: Member;
}

/** What some packets wait for: of all that is said of blockers only this, so that only who is concerned is made anew. */
const waitsIn = query<readonly (readonly string[])[], string>('packets/waits-in', (look, names) => {
  const all = look.ask(waits);
  return names.split('\n').map((name) => all[name] ?? []);
});

const shownIn = inParts('packets/members', (look, names): readonly Shown[] => {
  const waiting = look.ask(waitsIn, names.join('\n'));
  return names.flatMap((name, i) =>
    look.defs({ kind: 'packet', name }).flatMap((p) => (p.data.alias ? [] : [shown(look, p, waiting[i] as readonly string[])])),
  );
});

/** All phases, by number; packets without one come last. */
export const phases = query(
  'packets/phases',
  (look): readonly Phase[] => {
    const byPhase = new Map<string, Shown[]>();
    for (const one of shownIn.all(look, look.names('packet')))
      (byPhase.get(one.phase) ?? byPhase.set(one.phase, []).get(one.phase))?.push(one);
    return [...byPhase]
      .sort(([a], [b]) => (a === '' ? 1 : b === '' ? -1 : a.localeCompare(b, 'en', { numeric: true })))
      .map(([phase, packets]) => ({
        id: phase === '' ? 'none' : phase,
        title: phase === '' ? 'No phase' : `Phase ${phase}`,
        blocked: packets.filter((p) => p.blocked).length,
        states: statesOf(packets),
      }));
  },
  (look) => shownIn.steps(look, look.names('packet')),
);

/** Work on it is not over. */
const isOpen = (p: Known<'packet'>): boolean => !p.data.alias && p.data.status !== 'Done' && p.data.status !== 'Superseded';

function statesOf(packets: readonly Shown[]): Phase['states'] {
  return states.flatMap((state) => {
    const members = packets.filter((p) => p.state === state.title).map((p) => p.member);
    return members.length === 0 ? [] : [{ ...state, members: members.sort((a, b) => (a.name < b.name ? -1 : 1)) }];
  });
}

function shown(look: Look, p: Known<'packet'>, waiting: readonly string[]): Shown {
  const isHeld = (): boolean => waiting.some((name) => look.defs({ kind: 'packet', name }).some(isOpen));
  return {
    phase: phaseOf(p.name) ?? '',
    state: p.data.status ?? none,
    blocked: p.data.status === 'Blocked' || (isOpen(p) && isHeld()),
    member: member(look, p, waiting),
  };
}

function member(look: Look, p: Known<'packet'>, waiting: readonly string[]): Member {
  const entries = look.defs({ kind: 'entry', name: p.name });
  const since = entries.find((e) => e.data.since)?.data.since ?? look.ask(packetSince, p.name);
  const allowed = entries.find((e) => e.data.sla !== undefined)?.data.sla;
  return {
    name: p.name,
    path: p.path,
    detail: [p.data.validated ? 'validated' : '', p.data.failed ? 'failed' : '', p.data.stub ? 'stub' : '']
      .filter(Boolean)
      .join(', '),
    waits: waiting.flatMap((name) => {
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
