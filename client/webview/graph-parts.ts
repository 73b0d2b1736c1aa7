/** The pieces of the dependency graph: boxes, lines, and the same as a list. */
import { html, nothing, svg, type TemplateResult } from 'lit-html';
import type { Graph, GraphNode } from '#protocol/graph-report';
import { HEIGHT, type Layout, type Line, pathOf, WIDTH } from './graph-layout';
import { mark, shown } from './parts';

/** By the codicon that the trees have for the same state; drawn, for a page has no such font. */
const shapes: Readonly<Record<string, TemplateResult>> = {
  'circle-outline': svg`<circle cx="8" cy="8" r="3.5" />`,
  'circle-large-outline': svg`<circle cx="8" cy="8" r="6" />`,
  'debug-start': svg`<path d="M4.5 2.8v10.4l8-5.2z" />`,
  sync: svg`<path d="M13.5 8a5.5 5.5 0 0 1-10 3.2M2.5 8a5.5 5.5 0 0 1 10-3.2M12.8 2v3h-3M3.2 14v-3h3" />`,
  eye: svg`<path d="M1.5 8C3 5.200 5.300 3.800 8 3.800S13 5.200 14.500 8C13 10.800 10.700 12.200 8 12.200S3 10.800 1.500 8z" /><circle cx="8" cy="8" r="2" />`,
  pass: svg`<circle cx="8" cy="8" r="6" /><path d="M5 8.300l2.200 2.200L11 6.200" />`,
  'circle-slash': svg`<circle cx="8" cy="8" r="6" /><path d="M3.800 12.200l8.400-8.400" />`,
  archive: svg`<path d="M2 3h12v3H2zM3 6v7h10V6M6.500 8.500h3" />`,
};
const other = svg`<path d="M5.5 6a2.500 2.500 0 1 1 3.800 2.100c-.9.600-1.300 1-1.300 1.900M8 12.500v.5" />`;

const icon = (name: string): TemplateResult =>
  html`<svg class="icon" viewBox="0 0 16 16" aria-hidden="true">${shapes[name] ?? other}</svg>`;

/** How many packets are shown, of how many; names that only others know are none. */
export function counted(part: Graph, { nodes }: Graph): string {
  const packets = (all: Graph['nodes']): number => all.filter((n) => n.path !== undefined).length;
  const strange = part.nodes.length - packets(part.nodes);
  const also = strange === 0 ? '' : strange === 1 ? ', and a name that nobody has' : `, and ${strange} names that nobody has`;
  return `${packets(part.nodes)} of ${packets(nodes)} packets${also}`;
}

export interface Held {
  /** The one that the Tab key leads to. */
  readonly at: string | undefined;
  readonly around: string | undefined;
  readonly frees: ReadonlyMap<string, readonly string[]>;
  readonly byName: ReadonlyMap<string, GraphNode>;
}

export interface Doing {
  open(name: string): void;
  focused(name: string): void;
}

/** @param scale of the drawing: 1 is as large as text elsewhere */
export const drawing = (layout: Layout, scale: number, held: Held, doing: Doing): TemplateResult => html`
  <svg
    class="drawing"
    role="presentation"
    width=${Math.ceil(layout.width * scale)}
    height=${Math.ceil(layout.height * scale)}
    viewBox="0 0 ${layout.width} ${layout.height}"
  >
    <defs>
      ${(['plain', 'critical', 'cycle'] as const).map(
        (is) =>
          svg`<marker id="tip-${is}" class="tip ${is}" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="8" markerHeight="8" markerUnits="userSpaceOnUse" orient="auto"><path d="M0 0.500L8 4L0 7.500z" /></marker>`,
      )}
    </defs>
    <g aria-hidden="true">${[...layout.lines].sort(byWeight).map(lineOf)}</g>
    ${
      layout.loose === undefined || layout.lines.length === 0
        ? nothing
        : svg`<text class="heading" x="16" y=${layout.loose + 20} aria-hidden="true">Without blockers</text>`
    }
    ${layout.boxes.map((b) => {
      const node = held.byName.get(b.name);
      return node
        ? svg`<foreignObject x=${b.x} y=${b.y} width=${WIDTH} height=${HEIGHT}>${box(node, held, doing)}</foreignObject>`
        : nothing;
    })}
  </svg>
`;

const order = { plain: 0, critical: 1, cycle: 2 } as const;
const byWeight = (a: Line, b: Line): number => order[a.is] - order[b.is];
const lineOf = (line: Line): TemplateResult =>
  svg`<path class="line ${line.is}" d=${pathOf(line)} marker-end="url(#tip-${line.is})" />`;

const box = (n: GraphNode, held: Held, doing: Doing): TemplateResult => html`
  <button
    type="button"
    class="box ${n.over ? 'over' : ''} ${n.critical ? 'critical' : ''} ${n.cycle ? 'cycle' : ''} ${n.name === held.around ? 'middle' : ''}"
    data-name=${n.name}
    title=${n.title === undefined ? n.name : `${n.name}: ${n.title}`}
    aria-label=${spoken(n, held)}
    tabindex=${n.name === held.at ? 0 : -1}
    @click=${() => doing.open(n.name)}
    @focus=${() => doing.focused(n.name)}
  >
    <span class="name">${shown(n.name)}</span>
    <span class="state">${icon(n.icon)}<span class="word">${shown(n.state)}</span>${
      badge(n) === '' ? nothing : html` <span class="badge">${badge(n)}</span>`
    }</span>
  </button>
`;

/** What a screen reader says of a box: what stands in it, word for word, and then who waits for whom. */
function spoken(n: GraphNode, held: Held): string {
  const waits = n.waits.map((w) => `${w}, ${held.byName.get(w)?.state ?? 'not shown'}`);
  const frees = held.frees.get(n.name)?.length ?? 0;
  return [
    [n.name, n.state, badge(n)].filter(Boolean).join(' '),
    n.cycle && n.critical ? 'on the critical path' : '',
    waits.length > 0 ? `waits for ${waits.join('; ')}` : '',
    frees > 0 ? `${frees === 1 ? '1 waits' : `${frees} wait`} for it` : '',
  ]
    .filter(Boolean)
    .join('. ');
}

const badge = (n: GraphNode): string => (n.cycle ? 'cycle' : n.critical ? 'critical path' : '');

/** The same for who reads rather than looks. */
export const listed = ({ nodes }: Graph, held: Held, open: (name: string) => void): TemplateResult => html`
  <ul class="list">
    ${nodes.map(
      (n) => html`
        <li>
          <button type="button" class="link" @click=${() => open(n.name)}>${shown(n.name)}</button>
          <span class="quiet">
            ${shown(n.state)}${n.critical ? ' · critical path' : nothing}${n.cycle ? ' · in a cycle' : nothing}${
              n.waits.length > 0
                ? html` · waits for ${n.waits.map((w, i) => html`${i > 0 ? ', ' : nothing}${shown(w)} (${shown(held.byName.get(w)?.state ?? '')})`)}`
                : nothing
            }
          </span>
        </li>
      `,
    )}
  </ul>
`;

/** What stands over the drawing: the longest chain, and who waits for themselves. */
export const remarks = ({ critical, cycles }: Graph, go: (name: string) => void): TemplateResult => html`
  <ul class="remarks">
    ${
      critical.length > 0
        ? html`<li>
            <span class="key critical" aria-hidden="true"></span>
            <span>Critical path of ${critical.length}: ${critical.map(
              (name, i) =>
                html`${i > 0 ? html` <span aria-hidden="true">→</span><span class="unseen">then</span> ` : nothing}<button
                    type="button" class="link" @click=${() => go(name)}>${shown(name)}</button>`,
            )}</span>
          </li>`
        : nothing
    }
    ${cycles.map(
      (c) => html`<li>
        ${mark('error')}
        <span>${c.map(
          (name, i) =>
            html`${i > 0 ? ', ' : nothing}<button type="button" class="link" @click=${() => go(name)}>${shown(name)}</button>`,
        )} wait for each other: none of them can begin.</span>
      </li>`,
    )}
  </ul>
`;
