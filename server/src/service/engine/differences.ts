/** Which names two versions of a document may say something else of. */
import { equal } from '#core/equal';
import type { Facts, Name, Run, SymbolKind } from '#core/symbols';

const none: readonly never[] = Object.freeze([]);

/** What a definition says, without its place. */
export type Said = Run[number];

/** A symbol of which two versions of a document do not say the same. */
export interface Difference<N extends Name> {
  readonly name: Name;
  /** All that the old version says of it, and all that the new one does; not only what differs. */
  readonly old: readonly N[];
  readonly now: readonly N[];
}

/** How many two lists have in common at their beginnings, and at their ends. */
function ends<T>(
  before: readonly T[],
  after: readonly T[],
  same: (a: T, b: T) => boolean,
): { readonly head: number; readonly tail: number } {
  const shorter = Math.min(before.length, after.length);
  let head = 0;
  while (head < shorter && same(before[head] as T, after[head] as T)) head++;
  let tail = 0;
  while (tail < shorter - head && same(before[before.length - 1 - tail] as T, after[after.length - 1 - tail] as T)) tail++;
  return { head, tail };
}

/** What the versions have in common at both ends is passed over: of two thousand anchors a key touches one. */
export function changes<N extends Name>(
  before: readonly N[],
  after: readonly N[],
  same: (a: N, b: N) => boolean,
): readonly Difference<N>[] {
  const { head, tail } = ends(before, after, same);
  if (head + tail === before.length && head + tail === after.length) return [];

  const out = new Map<SymbolKind, Map<string, { name: Name; old: N[]; now: N[] }>>();
  const name = ({ kind, name: n }: N): void => {
    const names = out.get(kind) ?? new Map();
    if (!names.has(n)) out.set(kind, names.set(n, { name: { kind, name: n }, old: [], now: [] }));
  };
  for (let i = head; i < before.length - tail; i++) name(before[i] as N);
  for (let i = head; i < after.length - tail; i++) name(after[i] as N);
  // A name that changed in the middle may stand at the ends too; the lists keep their order.
  for (const n of before) out.get(n.kind)?.get(n.name)?.old.push(n);
  for (const n of after) out.get(n.kind)?.get(n.name)?.now.push(n);
  return [...out.values()].flatMap((names) => [...names.values()]);
}

/** By name, in order of place. Of a big document most is the same runs: only what differs, and its namesakes, are looked at. */
export function changedDefs(before: readonly Facts[], after: readonly Facts[]): readonly Difference<Said>[] {
  const [old, now] = [runsIn(before), runsIn(after)];
  const { head, tail } = ends(old, now, (a, b) => a === b);
  const found = changes(old.slice(head, old.length - tail).flat(), now.slice(head, now.length - tail).flat(), sameDef);
  if (found.length === 0 || head + tail === 0) return found;
  const above = namesakes(now, 0, head, found);
  const below = namesakes(now, now.length - tail, now.length, found);
  return found.map(({ name, old: was, now: is }) => {
    const [first, last] = [above(name), below(name)];
    return { name, old: [...first, ...was, ...last], now: [...first, ...is, ...last] };
  });
}

/** What runs, `from` one up to another, say of some names. */
function namesakes(
  runs: readonly Run[],
  from: number,
  to: number,
  of: readonly Difference<Said>[],
): (name: Name) => readonly Said[] {
  const out = new Map<SymbolKind, Map<string, Said[]>>();
  for (const { name } of of) {
    const names = out.get(name.kind) ?? new Map<string, Said[]>();
    out.set(name.kind, names.set(name.name, []));
  }
  for (let i = from; i < to; i++) for (const said of runs[i] as Run) out.get(said.kind)?.get(said.name)?.push(said);
  return ({ kind, name }) => out.get(kind)?.get(name) ?? none;
}

/** Mostly one of the kinds alone says anything: then its list is not copied. */
function runsIn(facts: readonly Facts[]): readonly Run[] {
  const told = facts.map(runsOf).filter((runs) => runs.length > 0);
  return told.length === 1 ? (told[0] as readonly Run[]) : told.flat();
}

const runsOf = (f: Facts): readonly Run[] =>
  f.runs ?? (f.defs.length > 0 ? [[...f.defs].sort((a, b) => a.at.start - b.at.start)] : none);

/** What facts tell the rest of the folder. */
export interface Index {
  readonly runs: readonly Run[];
  /** Each name once. */
  readonly refs: readonly Name[];
}

/** Without places: an edit that only moves things tells nobody anything. */
export function indexOf(facts: readonly Facts[]): Index {
  const names = new Map(facts.flatMap((f) => f.refs.map(({ kind, name }) => [`${kind}\0${name}`, { kind, name }])));
  const runs = runsIn(facts).map((run) => run.map(({ kind, name, data }) => ({ kind, name, data }) as Said));
  return { runs, refs: [...names.values()] };
}

/** Whether two names are of one symbol. */
export const sameName = (a: Name, b: Name): boolean => a.kind === b.kind && a.name === b.name;
const sameDef = (a: Said, b: Said): boolean => sameName(a, b) && (a.data === b.data || equal(a.data, b.data));
