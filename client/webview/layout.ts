/** Where each node of a graph and each line between two is drawn: layers from left to right, by dagre. Pure. */
import { graphlib, layout as lay } from '@dagrejs/dagre';
import type { Graph } from '#protocol/graph-report';

export interface DrawnNode {
  readonly name: string;
  /** The upper left corner. */
  readonly x: number;
  readonly y: number;
  readonly width: number;
}

export interface DrawnEdge {
  /** What is waited for, and what waits. */
  readonly from: string;
  readonly to: string;
  readonly points: readonly { readonly x: number; readonly y: number }[];
}

export interface Drawing {
  readonly nodes: readonly DrawnNode[];
  readonly edges: readonly DrawnEdge[];
  readonly width: number;
  readonly height: number;
}

export const HEIGHT = 44;
const MARGIN = 24;
/** Of a letter, about. A name that is longer than a node is wide is cut. */
const LETTER = 7.4;
const WIDEST = 280;

/** Sizes are in CSS pixels. */
export function drawingOf({ nodes }: Graph): Drawing {
  const graph = new graphlib.Graph({ multigraph: false });
  graph.setGraph({ rankdir: 'LR', nodesep: 14, ranksep: 46, marginx: MARGIN, marginy: MARGIN });
  graph.setDefaultEdgeLabel(() => ({}));
  // One width for all: columns are read more easily.
  const wide = Math.max(0, ...nodes.map(({ name }) => widthOf(name)));
  for (const { name } of nodes) graph.setNode(name, { width: wide, height: HEIGHT });
  for (const { name, waits } of nodes) for (const w of waits) if (graph.hasNode(w)) graph.setEdge(w, name);
  lay(graph);
  const { width = 0, height = 0 } = graph.graph() as { width?: number; height?: number };
  return {
    nodes: nodes.map(({ name }) => {
      const at = graph.node(name) as { x: number; y: number; width: number };
      return { name, x: at.x - at.width / 2, y: at.y - HEIGHT / 2, width: at.width };
    }),
    edges: graph.edges().map((e) => ({ from: e.v, to: e.w, points: (graph.edge(e) as { points: DrawnEdge['points'] }).points })),
    width: Number.isFinite(width) ? width : MARGIN * 2,
    height: Number.isFinite(height) ? height : MARGIN * 2,
  };
}

const widthOf = (name: string): number => Math.min(WIDEST, Math.max(130, name.length * LETTER + 44));

/** As much of a text as there is room for. */
export const cut = (text: string, width: number): string => {
  const room = Math.floor((width - 40) / LETTER);
  return text.length > room ? `${text.slice(0, Math.max(1, room - 1))}…` : text;
};
