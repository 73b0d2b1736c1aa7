/** Who waits for whom in a folder, which chain of that is the longest, and who waits for themselves. */
import type { WorkNode } from '#core/chart';
import { strongComponents } from '#core/components';
import type { Graph } from '#protocol/graph-report';
import type { Session } from '../engine/session';

/** Undefined: nothing here is worked on in a way that could be drawn. */
export function graphOf(session: Session): Graph | undefined {
  const look = session.workspace.store.look();
  const charts = session.systems.flatMap((s) => s.chart ?? []);
  return charts.length === 0 ? undefined : drawn(charts.flatMap((c) => look.ask(c.nodes)));
}

/** Marks the longest chain and the cycles. */
export function drawn(all: readonly WorkNode[]): Graph {
  const cycles = cyclesIn(all);
  const circled = new Map(cycles.flatMap((c, i) => c.map((name) => [name, i] as const)));
  const critical = longestChain(all, circled);
  const onPath = new Set(critical);
  return {
    nodes: all.map((n) => ({
      ...n,
      waits: [...n.waits],
      ...(onPath.has(n.name) ? { critical: true as const } : {}),
      ...(circled.has(n.name) ? { cycle: true as const } : {}),
    })),
    critical,
    cycles,
  };
}

/** In order of their first names. */
function cyclesIn(all: readonly WorkNode[]): string[][] {
  const edges = Object.fromEntries(all.map((n) => [n.name, n.waits]));
  return strongComponents(edges)
    .filter((c) => c.length > 1)
    .map((c) => [...c].sort())
    .sort(([a = ''], [b = '']) => (a < b ? -1 : 1));
}

/**
 * The longest chain of what is not over, what comes first in front; of equals the first by name. Who waits for themselves would make it
 * endless: within a cycle nobody counts as waiting.
 */
function longestChain(all: readonly WorkNode[], circled: ReadonlyMap<string, number>): string[] {
  const open = new Map(all.flatMap((n) => (n.over ? [] : [[n.name, n] as const])));
  const waitsOf = ({ name, waits }: WorkNode): readonly string[] =>
    waits.filter((w) => open.has(w) && (circled.get(w) === undefined || circled.get(w) !== circled.get(name)));
  const before = new Map<string, { readonly length: number; readonly by: string | undefined }>();
  // Without recursion: chains of ten thousand are possible.
  const stack = [...open.keys()].reverse();
  while (stack.length > 0) {
    const name = stack.at(-1) as string;
    const node = open.get(name) as WorkNode;
    const due = before.has(name) ? [] : waitsOf(node).filter((w) => !before.has(w));
    if (due.length > 0) {
      stack.push(...due);
      continue;
    }
    stack.pop();
    if (before.has(name)) continue;
    let [length, by]: [number, string | undefined] = [0, undefined];
    for (const w of waitsOf(node)) {
      const told = before.get(w)?.length ?? 0;
      if (told > length) [length, by] = [told, w];
    }
    before.set(name, { length: length + 1, by });
  }
  let last: string | undefined;
  for (const name of open.keys())
    if ((before.get(name)?.length ?? 0) > (last === undefined ? 1 : (before.get(last)?.length ?? 0))) last = name;
  const chain: string[] = [];
  for (let at = last; at !== undefined; at = before.get(at)?.by) chain.unshift(at);
  return chain;
}
