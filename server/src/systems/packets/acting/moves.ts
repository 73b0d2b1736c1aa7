/** Which moves there are, and what each needs. Source: SYSTEMS.md §1, *Status and moves*. */
import type { WideLook } from '#core/look';
import { variantIn } from '../model/dialect/id-form';
import { type Status, type StatusReading, written } from '../model/dialect/status';
import { verdictOn } from '../model/evidence/evidence';
import { type Packet, packetOf, standingAgainst, statePlaced, statusIn, type View } from './view';
import { isPlain } from './words';

/** What stands against a move, and whether somebody has looked. */
export interface Against {
  readonly why: 'rule' | 'unknown';
  readonly says: readonly string[];
}

/** Where a packet may go from a state without leaving the order of work. */
const onward: Readonly<Record<Status, readonly Status[]>> = {
  Stub: ['Backlog'],
  Backlog: ['Ready-for-Dev'],
  'Ready-for-Dev': ['In-Progress'],
  'In-Progress': ['Ready-for-Validation'],
  'Ready-for-Validation': ['Done', 'In-Progress', 'Ready-for-Dev'],
  Done: ['In-Progress', 'Ready-for-Dev'],
  Blocked: [],
  Superseded: [],
};

/** From anywhere. */
const aside: readonly Status[] = ['Blocked', 'Superseded'];

/** The states that a packet may be moved into from one, the usual one first. */
const nextOf = (from: Status): readonly Status[] => [
  ...onward[from],
  ...(from === 'Superseded' ? [] : aside.filter((s) => s !== from)),
];

/** What stands against a move that needs no words. Undefined: nothing. */
export function against(view: View, packet: Packet, from: StatusReading, to: Status): Against | undefined {
  const { id } = packet;
  if (!nextOf(from.status).includes(to)) {
    const all = nextOf(from.status);
    const ways = all.length === 0 ? 'there is no way on from there' : `from there it may go to ${all.join(', ')}`;
    return { why: 'rule', says: [`${id} is ${written(from)}, and no move leads from there to ${to}; ${ways}.`] };
  }
  const placed = statePlaced(packet, to);
  if (placed !== undefined) return { why: 'rule', says: [placed] };
  if (to === 'Superseded') return hasVariant(view.look, id) ? undefined : noVariant(id);
  if (to === 'Ready-for-Dev' && from.status === 'Backlog') return without(view, 'pre-work', id, to);
  if (to === 'Ready-for-Validation') return without(view, 'post-work', id, to);
  if (to === 'Done') return verdictAgainst(view.look, id, 'PASS') ?? without(view, 'validate', id, to);
  if (from.status === 'Ready-for-Validation' || from.status === 'Done') return verdictAgainst(view.look, id, 'FAIL');
  return undefined;
}

/** What a gate has against a move; first that it is the gate, and what is not done. */
function without(view: View, gate: string, id: string, to: Status): Against | undefined {
  const lacks = standingAgainst(view, gate, id);
  const how = lacks?.why === 'unknown' ? `whether ${gate} passes cannot be told` : `${gate} does not pass`;
  return lacks && { ...lacks, says: [`${id} is not moved to ${to}: ${how}.`, ...lacks.says] };
}

function verdictAgainst(look: WideLook, id: string, wanted: 'PASS' | 'FAIL'): Against | undefined {
  const verdict = look.ask(verdictOn, id)?.is;
  if (verdict === wanted) return undefined;
  const now = verdict === undefined ? 'no report on it has a verdict' : `the last verdict on it is ${verdict}`;
  return {
    why: 'rule',
    says: [
      wanted === 'PASS'
        ? `${id} is done once a report says PASS; ${now}. “gatehouse report ${id}” begins one.`
        : `${id} goes back after a verdict of FAIL; ${now}.`,
    ],
  };
}

const noVariant = (id: string): Against => ({
  why: 'rule',
  says: [`${id} is superseded once a variant takes its place, and there is none. “gatehouse variant ${id}” makes one.`],
});

/** Whether a later variant of a packet is there. */
function hasVariant(look: WideLook, id: string): boolean {
  const { base, number } = variantParts(id);
  return look.names('packet').some((name) => {
    const other = variantParts(name);
    return other.base === base && other.number > number;
  });
}

/** What counts its variants: `WP-1-Login` is the first of them. Behind `-v20251228`, a day, one begins to count again. */
export function variantParts(id: string): { readonly base: string; readonly number: number } {
  const variant = variantIn(id);
  return variant && variant.number < 1_000_000 ? variant : { base: id, number: 1 };
}

/** The states that a packet can be moved into now. */
export function choicesFor(look: WideLook, subject: string): readonly string[] {
  const data = look.defs({ kind: 'packet', name: subject })[0]?.data;
  return data?.status ? nextOf(data.stub ? 'Stub' : data.status) : [];
}

/** A state as somebody names it. Undefined: it is none. */
export function stateNamed(view: View, name: string): StatusReading | undefined {
  const found = view.dialect.status.value(name);
  return found && isPlain(name) ? { status: found.status, validated: found.status === 'Done' } : undefined;
}

/** The packet that it is about, and its state. @throws Refused where there is none or it has none that is known */
export const movable = (view: View): { readonly packet: Packet; readonly from: StatusReading } => {
  const packet = packetOf(view);
  return { packet, from: statusIn(packet) };
};
