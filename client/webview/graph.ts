/** The page of the dependency graph: who waits for whom, drawn and as a list. It asks nobody when a filter changes. */
import { html, nothing, render, type TemplateResult } from 'lit-html';
import type { FolderGraph, FromGraph, ToGraph } from '#protocol/graph';
import { type DoneChoice, doneChoices, freesIn, partOf } from '#protocol/graph-part';
import type { Graph } from '#protocol/graph-report';
import { type Direction, HEIGHT, type Layout, layoutOf, next, WIDTH } from './graph-layout';
import { counted, drawing, type Held, listed, remarks } from './graph-parts';
import { connect } from './host';
import './page.css';
import './graph.css';

interface Kept {
  readonly folder?: string;
  readonly done: DoneChoice;
  readonly around?: string;
  readonly scale: number;
}

/** More boxes would not be a picture any more; the list has them. */
const MOST = 1500;
const [SMALLEST, LARGEST, STEP] = [0.2, 2.5, 1.2] as const;
const doneWords: Readonly<Record<DoneChoice, string>> = { touched: 'Where open ones touch them', hidden: 'Hidden', all: 'All' };

const root = document.getElementById('page') as HTMLElement;
const host = connect<FromGraph, ToGraph, Kept>(heard);

let folders: readonly FolderGraph[] | undefined;
let kept: Kept = host.state ?? { done: 'touched', scale: 1 };
/** The box that the Tab key leads to. */
let at: string | undefined;
let said = '';
/** The drawing was moved to where one begins to look. */
let begun = false;
/** What was laid out last: that is the only thing here that takes time, and states may change without it. */
let laid: { readonly key: string; readonly layout: Layout } | undefined;

function heard(message: ToGraph): void {
  if (message.is === 'graphs') {
    folders = message.folders;
  } else said = message.says;
  draw();
}

function keep(change: Partial<Kept>): void {
  kept = { ...kept, ...change };
  host.state = kept;
  said = '';
  draw();
}

function draw(): void {
  render(
    folders === undefined ? waiting('Reading…') : folders.length === 0 ? waiting('There are no packets here.') : page(folders),
    root,
  );
  if (laid) begin(laid.layout);
}

/** A large drawing is not begun in a corner where nothing is. */
function begin({ boxes }: Layout): void {
  const box = boxes.find((b) => b.name === at);
  const view = viewport();
  if (begun || !box || !view) return;
  begun = true;
  const { scale } = kept;
  const isInView = { x: (box.x + WIDTH) * scale < view.clientWidth, y: (box.y + HEIGHT) * scale < view.clientHeight };
  view.scrollTo(
    isInView.x ? 0 : (box.x - WIDTH / 4) * scale,
    isInView.y ? 0 : (box.y + HEIGHT / 2) * scale - view.clientHeight / 2,
  );
}

const waiting = (says: string): TemplateResult =>
  html`<main><h1 class="unseen">Dependency Graph</h1><p class="none quiet" role="status">${says}</p></main>`;

const folderIn = (all: readonly FolderGraph[]): FolderGraph =>
  all.find((f) => f.folder === kept.folder) ?? (all[0] as FolderGraph);

/** Undefined: there are too many. */
function lay(part: Graph): Layout | undefined {
  if (part.nodes.length > MOST) return undefined;
  const across = root.clientWidth - 4;
  const key = JSON.stringify([across, part.critical, part.cycles, part.nodes.map((n) => [n.name, n.waits])]);
  if (laid?.key !== key) laid = { key, layout: layoutOf(part, across) };
  return laid.layout;
}

function page(all: readonly FolderGraph[]): TemplateResult {
  const own = folderIn(all);
  const { graph } = own;
  const names = new Set(graph.nodes.map((n) => n.name));
  const around = kept.around !== undefined && names.has(kept.around) ? kept.around : undefined;
  const part = partOf(graph, { done: kept.done, ...(around === undefined ? {} : { around }) });
  const layout = lay(part);
  if (at === undefined || !part.nodes.some((n) => n.name === at))
    at = around ?? part.nodes.find((n) => n.name === part.critical[0])?.name ?? layout?.boxes[0]?.name;
  const held: Held = { at, around, frees: freesIn(part), byName: new Map(part.nodes.map((n) => [n.name, n])) };
  const open = (name: string): void => {
    const place = own.places[name];
    if (place) host.send({ is: 'open', place });
    else {
      said = `${name} has no document: it is only named by what waits for it.`;
      draw();
    }
  };
  return html`
    <main @keydown=${(e: KeyboardEvent) => pressed(e, layout)}>
      <header>
        <h1>Dependency Graph</h1>
        <p class="quiet" id="shown">${counted(part, graph)}${around === undefined ? nothing : html` · around ${around}`}</p>
        <form class="tools" @submit=${(e: Event) => e.preventDefault()}>
          ${
            all.length > 1
              ? html`<label>Folder
                  <select @change=${(e: Event) => keep({ folder: (e.target as HTMLSelectElement).value })}>
                    ${all.map((f) => html`<option value=${f.folder} .selected=${f === own}>${f.folderName}</option>`)}
                  </select>
                </label>`
              : nothing
          }
          <label>Only around
            <input type="search" list="names" placeholder="All packets" .value=${around ?? ''} @change=${(e: Event) => focusOn((e.target as HTMLInputElement).value, names)} />
          </label>
          <datalist id="names">${graph.nodes.map((n) => html`<option value=${n.name}></option>`)}</datalist>
          <label>Done
            <select id="done" @change=${(e: Event) => keep({ done: (e.target as HTMLSelectElement).value as DoneChoice })}>
              ${doneChoices.map((d) => html`<option value=${d} .selected=${d === kept.done}>${doneWords[d]}</option>`)}
            </select>
          </label>
          <span class="group" role="group" aria-label="Zoom">
            <button type="button" class="second" aria-label="Zoom out" title="Zoom out (-)" @click=${() => zoom(1 / STEP)}>−</button>
            <button type="button" class="second level" title="Actual size (0)" aria-label="Actual size; now ${percent()}" @click=${() => keep({ scale: 1 })}>${percent()}</button>
            <button type="button" class="second" aria-label="Zoom in" title="Zoom in (+)" @click=${() => zoom(STEP)}>+</button>
            <button type="button" class="second" title="Show all of it" @click=${() => layout && showWhole(layout)}>Fit</button>
          </span>
          <button type="button" class="second" @click=${() => host.send({ is: 'copy', folder: own.folder, names: part.nodes.map((n) => n.name) })}>Copy as Mermaid</button>
        </form>
        ${remarks(part, show)}
        <p class="quiet said" role="status">${said}</p>
      </header>
      <div
        class="viewport"
        role="group"
        aria-label="Graph, in the order of work from left to right"
        aria-describedby="keys"
        @wheel=${wheeled}
        @pointerdown=${grabbed}
      >
        ${
          layout === undefined
            ? html`<p class="none">${part.nodes.length} packets are too many for a picture; at most ${MOST} are drawn. Choose one to look around, or hide what is done.</p>`
            : layout.boxes.length === 0
              ? html`<p class="none">Nothing is open. Show all that is done to see the rest.</p>`
              : drawing(layout, kept.scale, held, { open, focused })
        }
      </div>
      <footer>
        <p class="quiet" id="keys">Arrow keys follow the lines; Enter opens; F shows only what is around a packet, Escape all; + − 0 zoom.</p>
        <details>
          <summary>As a list</summary>
          ${listed(part, held, open)}
        </details>
      </footer>
    </main>
  `;
}

const percent = (): string => `${Math.round(kept.scale * 100)} %`;

function focusOn(name: string, names: ReadonlySet<string>): void {
  const { around: _, ...rest } = kept;
  if (name !== '' && !names.has(name)) {
    said = `There is no packet ${name}.`;
    draw();
    return;
  }
  kept = rest;
  at = name === '' ? at : name;
  keep(name === '' ? {} : { around: name });
}

function focused(name: string): void {
  if (at === name) return;
  at = name;
  draw();
}

const viewport = (): HTMLElement | null => document.querySelector('.viewport');
const boxOf = (name: string): HTMLElement | null => document.querySelector(`.box[data-name="${CSS.escape(name)}"]`);

/** Moves to a box; one that is not shown is made to be. */
function show(name: string): void {
  if (!boxOf(name)) keep({ done: 'all' });
  boxOf(name)?.focus();
  boxOf(name)?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
}

const arrows: Readonly<Record<string, Direction>> = { ArrowLeft: 'left', ArrowRight: 'right', ArrowUp: 'up', ArrowDown: 'down' };

function pressed(e: KeyboardEvent, layout: Layout | undefined): void {
  const target = e.target as HTMLElement;
  if (e.ctrlKey || e.metaKey || e.altKey || target.matches('input, select')) return;
  const name = target.closest<HTMLElement>('.box')?.dataset.name;
  const done = ((): boolean => {
    if (e.key === '+' || e.key === '=') return zoom(STEP);
    if (e.key === '-') return zoom(1 / STEP);
    if (e.key === '0') return zoom(1 / kept.scale);
    if (e.key === 'Escape' && kept.around !== undefined) return around(undefined, name);
    if (name === undefined || !layout) return false;
    if (e.key === 'f' || e.key === 'F') return around(name, name);
    if (e.key === 'Home') return moved(layout.boxes[0]?.name);
    if (e.key === 'End') return moved(layout.boxes.at(-1)?.name);
    const direction = arrows[e.key];
    return direction !== undefined && moved(next(layout, name, direction), true);
  })();
  if (done) e.preventDefault();
}

/** @param always the key is ours, whether it leads anywhere or not */
function moved(name: string | undefined, always = false): boolean {
  if (name !== undefined) show(name);
  return always || name !== undefined;
}

function around(name: string | undefined, stay: string | undefined): boolean {
  const { around: _, ...rest } = kept;
  kept = rest;
  keep(name === undefined ? {} : { around: name });
  if (stay !== undefined) show(stay);
  return true;
}

/** @param point that stays where it is, within the viewport; by default its middle */
function zoom(by: number, point?: { readonly x: number; readonly y: number }): boolean {
  const view = viewport();
  const scale = Math.min(LARGEST, Math.max(SMALLEST, kept.scale * by));
  const { x, y } = point ?? { x: (view?.clientWidth ?? 0) / 2, y: (view?.clientHeight ?? 0) / 2 };
  const [left, top] = [((view?.scrollLeft ?? 0) + x) / kept.scale, ((view?.scrollTop ?? 0) + y) / kept.scale];
  keep({ scale });
  view?.scrollTo(left * scale - x, top * scale - y);
  return true;
}

function showWhole({ width, height }: Layout): void {
  const view = viewport();
  if (!view) return;
  const scale = Math.min(view.clientWidth / Math.max(width, WIDTH), view.clientHeight / Math.max(height, HEIGHT), 1);
  keep({ scale: Math.max(SMALLEST, scale) });
}

function wheeled(e: WheelEvent): void {
  if (!e.ctrlKey && !e.metaKey) return;
  e.preventDefault();
  const edge = (e.currentTarget as HTMLElement).getBoundingClientRect();
  zoom(e.deltaY < 0 ? STEP : 1 / STEP, { x: e.clientX - edge.left, y: e.clientY - edge.top });
}

/** The background is dragged. */
function grabbed(e: PointerEvent): void {
  const view = e.currentTarget as HTMLElement;
  const isBar = e.offsetX > view.clientWidth || e.offsetY > view.clientHeight;
  if (e.button !== 0 || e.pointerType === 'touch' || (e.target as HTMLElement).closest('.box') || (e.target === view && isBar))
    return;
  const start = { x: e.clientX + view.scrollLeft, y: e.clientY + view.scrollTop };
  const moves = (m: PointerEvent): void => view.scrollTo(start.x - m.clientX, start.y - m.clientY);
  const ends = (): void => {
    view.removeEventListener('pointermove', moves);
    view.classList.remove('dragged');
  };
  view.setPointerCapture(e.pointerId);
  view.classList.add('dragged');
  view.addEventListener('pointermove', moves);
  view.addEventListener('lostpointercapture', ends, { once: true });
}

let width = root.clientWidth;
window.addEventListener('resize', () => {
  if (root.clientWidth === width) return;
  width = root.clientWidth;
  draw();
});
draw();
host.send({ is: 'ready' });
