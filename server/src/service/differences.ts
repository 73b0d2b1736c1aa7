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
  const of = ({ kind, name }: N, add: boolean): { old: N[]; now: N[] } | undefined => {
    const found = out.get(kind)?.get(name);
    if (found || !add) return found;
    const fresh = { name: { kind, name }, old: [], now: [] };
    const names = out.get(kind) ?? new Map();
    out.set(kind, names.set(name, fresh));
    return fresh;
  };
  const middle = (i: number, length: number): boolean => i >= head && i < length - tail;
  const gather = (list: readonly N[], is: 'old' | 'now', inMiddle: boolean): void => {
    for (const [i, n] of list.entries()) if (middle(i, list.length) === inMiddle) of(n, inMiddle)?.[is].push(n);
  };
  gather(before, 'old', true);
  gather(after, 'now', true);
  // A name that changed in the middle may stand at the ends too.
  if (head > 0 || tail > 0) {
    gather(before, 'old', false);
    gather(after, 'now', false);
  }
  return [...out.values()].flatMap((names) => [...names.values()]);
}
