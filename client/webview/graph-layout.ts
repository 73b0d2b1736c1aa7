/** Where the boxes and lines of a graph are drawn: in layers from left to right, what comes first at the left. Pure. */
import dagre from '@dagrejs/dagre';
import { freesIn } from '#protocol/graph-part';
import type { Graph } from '#protocol/graph-report';

export interface Box {
  readonly name: string;
  /** Of its upper left corner, in units of the drawing. */
  readonly x: number;
  readonly y: number;
}

export interface Line {
  readonly from: string;
  readonly to: string;
  readonly is: 'plain' | 'critical' | 'cycle';
  readonly points: readonly { readonly x: number; readonly y: number }[];
}

export interface Layout {
  readonly width: number;
  readonly height: number;
  /** In the order in which they are gone through: column by column. */
  readonly boxes: readonly Box[];
  readonly lines: readonly Line[];
  /** Where those begin that wait for nobody, and nobody for them. Undefined: there are none. */
  readonly loose: number | undefined;
}

/** Of a box. */
export const WIDTH = 232;
export const HEIGHT = 54;
const GAP = 18;
const MARGIN = 16;
/** Above those without lines stands a line of words. */
const HEADING = 34;
/** From here on a quicker way to the layers is taken; it gives longer lines. */
const MANY = 250;

/** @param across how wide the drawing may be without being moved */
export function layoutOf(graph: Graph, across: number): Layout {
  const touched = new Set(graph.nodes.flatMap((n) => (n.waits.length > 0 ? [n.name, ...n.waits] : [])));
  const bound = graph.nodes.filter((n) => touched.has(n.name));
  const free = graph.nodes.filter((n) => !touched.has(n.name));
  const above = bound.length === 0 ? { width: 0, height: 0, boxes: [], lines: [] } : layered({ ...graph, nodes: bound });
  const room = Math.max(above.width, across) - 2 * MARGIN;
  const columns = Math.max(1, Math.floor((room + GAP) / (WIDTH + GAP)));
  const start = above.height + (free.length > 0 ? HEADING : 0);
  const grid = free.map(({ name }, i) => ({
    name,
    x: MARGIN + (i % columns) * (WIDTH + GAP),
    y: start + Math.floor(i / columns) * (HEIGHT + GAP),
  }));
  const used = Math.min(columns, free.length);
  return {
    width: Math.max(above.width, used * (WIDTH + GAP) - GAP + 2 * MARGIN),
    height: free.length === 0 ? above.height : start + Math.ceil(free.length / columns) * (HEIGHT + GAP) - GAP + MARGIN,
    boxes: [...above.boxes, ...grid],
    lines: above.lines,
    loose: free.length === 0 ? undefined : above.height,
  };
}

type Drawn = Omit<Layout, 'loose'>;

/** Each set of boxes that lines tie together by itself, one below the other: that with the critical path first, then the larger. */
function layered(graph: Graph): Drawn {
  const weight = (g: Graph): number => (g.nodes.some((n) => n.critical) ? graph.nodes.length : 0) + g.nodes.length;
  const parts = tiedSets(graph).sort((a, b) => weight(b) - weight(a));
  const boxes: Box[] = [];
  const lines: Line[] = [];
  let [width, height] = [0, 0];
  for (const part of parts) {
    const own = together(part);
    const down = height === 0 ? 0 : height - MARGIN;
    boxes.push(...own.boxes.map((b) => ({ ...b, y: b.y + down })));
    lines.push(...own.lines.map((l) => ({ ...l, points: l.points.map((p) => ({ x: p.x, y: p.y + down })) })));
    width = Math.max(width, own.width);
    height = down + own.height;
  }
  return { width, height, boxes, lines };
}

function tiedSets(graph: Graph): Graph[] {
  const byName = new Map(graph.nodes.map((n) => [n.name, n]));
  const frees = freesIn(graph);
  const seen = new Set<string>();
  return graph.nodes.flatMap((n) => {
    if (seen.has(n.name)) return [];
    const set = new Set([n.name]);
    // A set that grows while it is gone through is gone through to its end.
    for (const name of set) for (const other of [...(byName.get(name)?.waits ?? []), ...(frees.get(name) ?? [])]) set.add(other);
    for (const name of set) seen.add(name);
    return [{ ...graph, nodes: graph.nodes.filter((m) => set.has(m.name)) }];
  });
}

function together(graph: Graph): Drawn {
  const drawing = new dagre.graphlib.Graph();
  drawing.setGraph({
    rankdir: 'LR',
    nodesep: GAP,
    edgesep: 10,
    ranksep: 64,
    marginx: MARGIN,
    marginy: MARGIN,
    ranker: graph.nodes.length > MANY ? 'longest-path' : 'network-simplex',
  });
  drawing.setDefaultEdgeLabel(() => ({}));
  for (const { name } of graph.nodes) drawing.setNode(name, { width: WIDTH, height: HEIGHT });
  for (const { name, waits } of graph.nodes)
    for (const w of waits) drawing.setEdge(w, name, kindOf(graph, w, name) === 'critical' ? { weight: 4 } : {});
  dagre.layout(drawing);
  const { width = 0, height = 0 } = drawing.graph() as { width?: number; height?: number };
  const place = (name: string): Box => {
    const { x = 0, y = 0 } = drawing.node(name) as { x?: number; y?: number };
    return { name, x: x - WIDTH / 2, y: y - HEIGHT / 2 };
  };
  const lines = graph.nodes.flatMap(({ name, waits }) =>
    waits.map((w): Line => {
      const { points = [] } = drawing.edge(w, name) as { points?: { x: number; y: number }[] };
      return { from: w, to: name, is: kindOf(graph, w, name), points: tied(points, place(w), place(name)) };
    }),
  );
  const boxes = graph.nodes.map((n) => place(n.name)).sort((a, b) => a.x - b.x || a.y - b.y);
  return { width, height, boxes, lines };
}

/** A line that goes on to the right leaves in the middle of a side, and comes in in the middle of one; only a cycle goes back. */
function tied(points: Line['points'], from: Box, to: Box): Line['points'] {
  if (to.x < from.x + WIDTH) return points;
  const middle = HEIGHT / 2;
  return [{ x: from.x + WIDTH, y: from.y + middle }, ...points.slice(1, -1), { x: to.x, y: to.y + middle }];
}

function kindOf({ critical, cycles }: Graph, from: string, to: string): Line['is'] {
  if (cycles.some((c) => c.includes(from) && c.includes(to))) return 'cycle';
  const at = critical.indexOf(to);
  return at > 0 && critical[at - 1] === from ? 'critical' : 'plain';
}

export type Direction = 'left' | 'right' | 'up' | 'down';

/**
 * Where an arrow key leads: left to what it waits for, right to what waits for it, the nearest of them; up and down within the column.
 * Without such a line, to the nearest box that way. Undefined: there is none.
 */
export function next({ boxes, lines }: Layout, from: string, direction: Direction): string | undefined {
  const here = boxes.find((b) => b.name === from);
  if (!here) return boxes[0]?.name;
  const along = new Set(
    lines.flatMap((l) =>
      direction === 'left' && l.to === from ? [l.from] : direction === 'right' && l.from === from ? [l.to] : [],
    ),
  );
  const away = (b: Box): number => Math.abs(b.x - here.x) + Math.abs(b.y - here.y);
  const nearest = (some: readonly Box[]): string | undefined => [...some].sort((a, b) => away(a) - away(b))[0]?.name;
  if (along.size > 0) return nearest(boxes.filter((b) => along.has(b.name)));
  if (direction === 'left') return nearest(boxes.filter((b) => b.x < here.x - 1));
  if (direction === 'right') return nearest(boxes.filter((b) => b.x > here.x + 1));
  const column = boxes.filter((b) => Math.abs(b.x - here.x) < WIDTH / 2);
  return nearest(column.filter((b) => (direction === 'up' ? b.y < here.y - 1 : b.y > here.y + 1)));
}

/** A line as SVG has it: round at its bends. */
export function pathOf({ points }: Line): string {
  const [first, ...rest] = points;
  const last = rest.pop();
  if (!first || !last) return '';
  const at = ({ x, y }: { x: number; y: number }): string => `${x.toFixed(1)},${y.toFixed(1)}`;
  const bends = rest.map((p, i) => {
    const after = rest[i + 1] ?? last;
    return `Q${at(p)} ${at({ x: (p.x + after.x) / 2, y: (p.y + after.y) / 2 })}`;
  });
  return `M${at(first)} ${bends.join(' ')} L${at(last)}`;
}
