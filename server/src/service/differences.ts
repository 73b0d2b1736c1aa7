/** Which names two versions of a document may say something else of. */
import type { Name, SymbolKind } from '#core/symbols';

export interface Difference<N extends Name> {
  readonly name: Name;
  /** All that the old version says of it, and all that the new one does; not only what differs. */
  readonly old: readonly N[];
  readonly now: readonly N[];
}

/** How many two lists have in common at their beginnings, and at their ends. */
export function ends<T>(
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
