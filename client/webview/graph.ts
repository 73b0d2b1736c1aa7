/** The page of the dependency graph: who waits for whom, drawn in layers from left to right, and the same as a list. */
import { html, nothing, render, svg, type TemplateResult } from 'lit-html';
import type { FolderGraph, FromGraph, ToGraph } from '#protocol/graph';
import { type DoneChoice, freesIn, partOf } from '#protocol/graph-part';
import type { Graph, GraphNode } from '#protocol/graph-report';
import './graph.css';
import { connect } from './host';
import { cut, type Drawing, type DrawnEdge, type DrawnNode, drawingOf, HEIGHT } from './layout';
import './page.css';
import { shown } from './parts';

interface Kept {
  readonly folder?: string;
  readonly done: DoneChoice;
  readonly around?: string;
  /** What waits for nothing, and what nothing waits for, is drawn too. */
  readonly alone?: boolean;
}

const root = document.getElementById('page') as HTMLElement;
const host = connect<FromGraph, ToGraph, Kept>(heard);

let folders: readonly FolderGraph[] | undefined;
let choice: Kept = host.state ?? { done: 'touched' };
let zoom = 1;
let said = '';
/** The node that the Tab key comes to. */
let current: string | undefined;
let drawn: { readonly graph: Graph; readonly drawing: Drawing } | undefined;

/** More are not laid out at once: it would take seconds, and nobody could read it. */
const MANY = 1500;
const STEPS = [0.25, 0.4, 0.55, 0.7, 0.85, 1, 1.25, 1.6, 2];

function heard(message: ToGraph): void {
  if (message.is === 'graphs') folders = message.folders;
  else said = message.says;
  draw();
}

function choose(change: Partial<Kept>): void {
  choice = { ...choice, ...change };
  if (change.around === '') {
    const { around: _, ...rest } = choice;
    choice = rest;
  }
  host.state = choice;
  said = '';
  draw();
}

const folderNow = (): FolderGraph | undefined => folders?.find((f) => f.folder === choice.folder) ?? folders?.[0];

function draw(): void {
  const folder = folderNow();
  if (!folder) {
    const says = folders ? 'Nothing here waits for anything: there are no packets, or none was read yet.' : 'Reading…';
    render(html`<p class="none quiet" role="status">${says}</p>`, root);
    return;
  }
  const around = folder.graph.nodes.some((n) => n.name === choice.around) ? choice.around : undefined;
  const part = partOf(folder.graph, { done: choice.done, ...(around === undefined ? {} : { around }) });
  const tied = choice.alone || around !== undefined ? part : withLines(part);
  const isTooMuch = tied.nodes.length > MANY;
  const graph = isTooMuch ? { ...tied, nodes: tied.nodes.filter((n) => n.critical || n.cycle) } : tied;
  const apart = part.nodes.length - tied.nodes.length;
  if (isTooMuch && said === '')
    said = `Of ${tied.nodes.length} packets only the longest chain is drawn; choose one under “Around” to see what is near it.`;
  if (drawn?.graph === undefined || JSON.stringify(drawn.graph) !== JSON.stringify(graph))
    drawn = { graph, drawing: drawingOf(graph) };
  if (!graph.nodes.some((n) => n.name === current)) current = graph.nodes[0]?.name;
  render(page(folder, graph, drawn.drawing, apart), root);
}

/** Without what has no line to another. */
function withLines(graph: Graph): Graph {
  const frees = freesIn(graph);
  return { ...graph, nodes: graph.nodes.filter((n) => n.waits.length > 0 || frees.has(n.name)) };
}

const page = (folder: FolderGraph, graph: Graph, drawing: Drawing, apart: number): TemplateResult => html`
  <div class="shell">
    <header>
      <h1>Who waits for whom</h1>
      ${
        (folders?.length ?? 0) > 1
          ? select(
              'Folder',
              folder.folder,
              (folders ?? []).map((f) => [f.folder, f.folderName] as const),
              (v) => choose({ folder: v }),
            )
          : nothing
      }
      ${select(
        'Done',
        choice.done,
        [
          ['touched', 'where it matters'],
          ['hidden', 'hidden'],
          ['all', 'shown'],
        ],
        (v) => choose({ done: v as DoneChoice }),
      )}
      ${select(
        'Around',
        choice.around ?? '',
        [['', 'all'], ...(folder.graph.nodes.length > MANY ? graph : folder.graph).nodes.map((n) => [n.name, n.name] as const)],
        (v) => choose({ around: v }),
      )}
      <label>
        <input type="checkbox" .checked=${choice.alone === true} @change=${(e: Event) => choose({ alone: (e.target as HTMLInputElement).checked })} />
        <span>Alone too</span>
      </label>
      <div class="tools">
        <button type="button" class="second" aria-label="Zoom out" @click=${() => step(-1)}>−</button>
        <button type="button" class="second" aria-label="Zoom to 100 percent" @click=${() => zoomTo(1)}>${Math.round(zoom * 100)} %</button>
        <button type="button" class="second" aria-label="Zoom in" @click=${() => step(1)}>+</button>
        <button type="button" class="second" @click=${() => host.send({ is: 'copy', folder: folder.folder, names: graph.nodes.map((n) => n.name) })}>
          Copy as Mermaid
        </button>
      </div>
    </header>
    <p class="says quiet" role="status">${said !== '' ? said : summary(graph, apart)}</p>
    <div class="canvas" @wheel=${wheel} @keydown=${(e: KeyboardEvent) => keys(e, folder, graph, drawing)}>${picture(folder, graph, drawing)}</div>
    <details>
      <summary>The same as a list</summary>
      <ul>
        ${graph.nodes.map(
          (n) => html`<li>
            <button type="button" class="link" @click=${() => open(folder, n.name)}>${shown(n.name)}</button>, ${words(n)}${
              n.waits.length > 0 ? html`: waits for ${n.waits.join(', ')}` : nothing
            }
          </li>`,
        )}
      </ul>
    </details>
  </div>
`;

const select = (
  label: string,
  value: string,
  all: readonly (readonly [string, string])[],
  chosen: (value: string) => void,
): TemplateResult => html`
  <label>
    <span class="quiet">${label}</span>
    <select .value=${value} @change=${(e: Event) => chosen((e.target as HTMLSelectElement).value)}>
      ${all.map(([v, says]) => html`<option value=${v} ?selected=${v === value}>${says}</option>`)}
    </select>
  </label>
`;

/** @param apart so many have no line, and are not drawn */
function summary({ nodes, critical, cycles }: Graph, apart: number): string {
  const chain = critical.filter((name) => nodes.some((n) => n.name === name));
  const says = [
    chain.length > 1 ? `The longest chain: ${chain.join(' → ')}.` : '',
    ...cycles.map((c) => `In a circle: ${c.join(', ')}.`),
    nodes.length === 0 ? 'Nothing here waits for another.' : '',
    apart > 0
      ? `${apart} more ${apart === 1 ? 'waits' : 'wait'} for nothing, and nothing waits for ${apart === 1 ? 'it' : 'them'}.`
      : '',
  ].filter((s) => s !== '');
  return says.length > 0 ? says.join(' ') : 'Nothing that is not done waits for another.';
}

const words = (n: GraphNode): string =>
  [n.state, ...(n.critical ? ['longest chain'] : []), ...(n.cycle ? ['in a circle'] : [])].join(' · ');

function picture(folder: FolderGraph, graph: Graph, { nodes, edges, width, height }: Drawing): TemplateResult {
  const by = new Map(graph.nodes.map((n) => [n.name, n]));
  return html`<svg
    width=${width * zoom}
    height=${height * zoom}
    viewBox=${`0 0 ${width} ${height}`}
    role="group"
    aria-label="Packets, each before what waits for it. Arrow keys go along the lines, Enter opens."
  >
    ${edges.map((e) => edge(e, graph, by))}
    ${nodes.map((n) => node(folder, n, by.get(n.name) as GraphNode, graph))}
  </svg>`;
}

function edge({ from, to, points }: DrawnEdge, { critical }: Graph, by: ReadonlyMap<string, GraphNode>): TemplateResult {
  const i = critical.indexOf(from);
  const kind = by.get(from)?.cycle && by.get(to)?.cycle ? 'cycle' : i >= 0 && critical[i + 1] === to ? 'critical' : '';
  const line = points.map((p, k) => `${k === 0 ? 'M' : 'L'}${p.x.toFixed(1)} ${p.y.toFixed(1)}`).join(' ');
  const end = points.at(-1);
  const tip = end ? `M${end.x - 8} ${end.y - 4.5}L${end.x} ${end.y}L${end.x - 8} ${end.y + 4.5}z` : '';
  return svg`<g aria-hidden="true"><path class=${`edge ${kind}`} d=${line} /><path class="tip" d=${tip} /></g>`;
}

function node(folder: FolderGraph, { name, x, y, width }: DrawnNode, n: GraphNode, graph: Graph): TemplateResult {
  const kinds = ['node', ...(n.critical ? ['critical'] : []), ...(n.cycle ? ['cycle'] : []), ...(n.over ? ['over'] : [])].join(
    ' ',
  );
  const frees = freesIn(graph).get(name) ?? [];
  const label = [
    `${cut(name, width)} ${cut(words(n), width)}`,
    ...(cut(name, width) === name ? [] : [name]),
    ...(n.title === undefined ? [] : [n.title]),
    ...(n.waits.length > 0 ? [`waits for ${n.waits.join(', ')}`] : []),
    ...(frees.length > 0 ? [`${frees.join(', ')} ${frees.length === 1 ? 'waits' : 'wait'} for it`] : []),
  ].join('; ');
  return svg`<g
    class=${kinds}
    transform=${`translate(${x} ${y})`}
    role="button"
    tabindex=${name === current ? 0 : -1}
    data-name=${name}
    aria-label=${label}
    @click=${() => open(folder, name)}
    @focus=${() => (current = name)}
  >
    <rect width=${width} height=${HEIGHT} rx="4" />
    <g transform="translate(10 12)" class="shape">${shape(n)}</g>
    <text x="32" y="18">${cut(name, width)}</text>
    <text class="state" x="32" y="35">${cut(words(n), width)}</text>
  </g>`;
}

/** A shape for how far it is, beside the word. */
const shape = ({ over, state, cycle }: GraphNode): TemplateResult =>
  cycle
    ? svg`<path d="M2 2l11 11m0-11L2 13" class="edge cycle" />`
    : over
      ? svg`<path d="M1 8l4.5 4.5L14 3" class="edge" />`
      : /block/i.test(state)
        ? svg`<circle cx="7.5" cy="7.5" r="6" class="edge" /><path d="M3 12L12 3" class="edge" />`
        : /progress|validation/i.test(state)
          ? svg`<circle cx="7.5" cy="7.5" r="6" class="edge" /><path d="M7.5 7.5V1.5A6 6 0 0 1 7.5 13.5z" class="tip" />`
          : svg`<circle cx="7.5" cy="7.5" r="6" class="edge" />`;

function open(folder: FolderGraph, name: string): void {
  const place = folder.places[name];
  if (place) host.send({ is: 'open', place });
}

function zoomTo(factor: number): void {
  zoom = factor;
  draw();
}

function step(by: number): void {
  const nearest = STEPS.reduce((best, s, i) => (Math.abs(s - zoom) < Math.abs((STEPS[best] as number) - zoom) ? i : best), 0);
  zoomTo(STEPS[Math.min(STEPS.length - 1, Math.max(0, nearest + by))] as number);
}

function wheel(event: WheelEvent): void {
  if (!event.ctrlKey) return;
  event.preventDefault();
  step(event.deltaY < 0 ? 1 : -1);
}

function keys(event: KeyboardEvent, folder: FolderGraph, graph: Graph, drawing: Drawing): void {
  const name = (event.target as Element).closest('[data-name]')?.getAttribute('data-name') ?? undefined;
  if (event.key === '+' || event.key === '=') step(1);
  else if (event.key === '-') step(-1);
  else if (event.key === '0') zoomTo(1);
  else if (name === undefined) return;
  else if (event.key === 'Enter' || event.key === ' ') open(folder, name);
  else {
    const to = neighbour(event.key, name, graph, drawing);
    if (to === undefined) return;
    current = to;
    draw();
    root.querySelector<SVGGElement>(`[data-name="${CSS.escape(to)}"]`)?.focus();
  }
  event.preventDefault();
}

/** Left to what it waits for, right to what waits for it, up and down to what is drawn above and below. */
function neighbour(key: string, name: string, graph: Graph, { nodes }: Drawing): string | undefined {
  if (key === 'ArrowLeft') return graph.nodes.find((n) => n.name === name)?.waits[0];
  if (key === 'ArrowRight') return freesIn(graph).get(name)?.[0];
  if (key !== 'ArrowUp' && key !== 'ArrowDown') return undefined;
  const own = nodes.find((n) => n.name === name);
  if (!own) return undefined;
  const down = key === 'ArrowDown';
  const beside = nodes.filter((n) => n !== own && (down ? n.y > own.y : n.y < own.y));
  const far = (n: DrawnNode): number => Math.abs(n.y - own.y) + Math.abs(n.x - own.x) * 2;
  return beside.sort((a, b) => far(a) - far(b))[0]?.name;
}

draw();
host.send({ is: 'ready' });
