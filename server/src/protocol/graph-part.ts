/** Which part of a graph is shown: for the page, which asks nobody when a filter changes, and for the command line. Pure. */
import type { Graph, GraphNode } from './graph-report';

/** `touched`: what is done is shown where something that is not done waits for it, or it waited for that. */
export const doneChoices = ['touched', 'hidden', 'all'] as const;
/** One of {@link doneChoices}. */
export type DoneChoice = (typeof doneChoices)[number];

/** What somebody wants to see of a graph. */
export interface PartChoice {
  readonly done: DoneChoice;
  /** Only this one, all that it waits for, and all that waits for it, however far. */
  readonly around?: string;
}

/** The nodes that are shown, with only what is shown of what they wait for. One that is asked for by name is there in any state. */
export function partOf(graph: Graph, { done, around }: PartChoice): Graph {
  const byName = new Map(graph.nodes.map((n) => [n.name, n]));
  const frees = freesIn(graph);
  const near = around === undefined ? undefined : reached(around, byName, frees);
  const isOpen = (name: string): boolean => byName.get(name)?.over === false;
  const isShown = (n: GraphNode): boolean => {
    if (near && !near.has(n.name)) return false;
    if (!n.over || n.name === around || done === 'all') return true;
    return done === 'touched' && (n.waits.some(isOpen) || (frees.get(n.name) ?? []).some(isOpen));
  };
  const nodes = graph.nodes.filter(isShown);
  const names = new Set(nodes.map((n) => n.name));
  return { ...graph, nodes: nodes.map((n) => ({ ...n, waits: n.waits.filter((w) => names.has(w)) })) };
}

/** What waits for each, by name. */
export function freesIn({ nodes }: Pick<Graph, 'nodes'>): ReadonlyMap<string, readonly string[]> {
  const frees = new Map<string, string[]>();
  for (const { name, waits } of nodes)
    for (const w of waits) {
      const known = frees.get(w);
      if (known) known.push(name);
      else frees.set(w, [name]);
    }
  return frees;
}

/** Backwards from one, and forwards from it: not what else waits for the same. */
function reached(
  start: string,
  byName: ReadonlyMap<string, GraphNode>,
  frees: ReadonlyMap<string, readonly string[]>,
): ReadonlySet<string> {
  const walk = (next: (name: string) => readonly string[]): Set<string> => {
    const seen = new Set([start]);
    // A set that grows while it is gone through is gone through to its end.
    for (const name of seen) for (const n of next(name)) seen.add(n);
    return seen;
  };
  return new Set([...walk((name) => byName.get(name)?.waits ?? []), ...walk((name) => frees.get(name) ?? [])]);
}
