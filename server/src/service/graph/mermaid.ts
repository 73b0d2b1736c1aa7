/** A graph as text for Mermaid. Nothing that a document says is more than text in it. */
import { visible } from '#core/visible';
import type { Graph, GraphNode } from '#protocol/graph-report';

interface Titled {
  /** Where there are several, each stands in a frame of this name. */
  readonly title: string;
  readonly graph: Graph;
}

/** From left to right: what has to be done first, and what waits for it. */
export function mermaidOf(all: readonly Titled[]): string {
  const lines = ['flowchart LR'];
  let next = 0;
  for (const [i, { title, graph }] of all.entries()) {
    const ids = new Map(graph.nodes.map((n) => [n.name, `n${next++}`]));
    const within = all.length > 1 ? '    ' : '  ';
    if (all.length > 1) lines.push(`  subgraph s${i}["${escaped(title)}"]`);
    for (const n of graph.nodes) lines.push(`${within}${ids.get(n.name)}["${label(n)}"]`);
    for (const n of graph.nodes)
      for (const w of n.waits) lines.push(`${within}${ids.get(w)} ${arrow(graph, w, n)} ${ids.get(n.name)}`);
    if (all.length > 1) lines.push('  end');
  }
  return `${lines.join('\n')}\n`;
}

const label = (n: GraphNode): string =>
  [n.name, n.state, n.critical ? 'critical path' : '', n.cycle ? 'in a cycle' : ''].filter(Boolean).map(escaped).join('<br>');

/** The critical path is thick, a cycle is broken and says so. */
function arrow({ critical, cycles }: Graph, from: string, { name }: GraphNode): string {
  if (cycles.some((c) => c.includes(from) && c.includes(name))) return '-. "cycle" .->';
  const at = critical.indexOf(name);
  return at > 0 && critical[at - 1] === from ? '==>' : '-->';
}

/**
 * Whatever is no letter, digit, space or one of `. _ -` is written by its number, as Mermaid has it: quotes, markup, `%%{…}%%` and
 * line breaks lose their meaning. Between two numbers of its own, `end` and the like are only words in quotes.
 */
const escaped = (text: string): string => visible(text).replace(/[^\p{L}\p{N} ._-]/gu, (c) => `#${c.codePointAt(0)};`);
