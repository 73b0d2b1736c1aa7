/** The page of the overview: where the work stands, what waits for somebody, and how findings went over time. It signs nothing. */
import { html, render, type TemplateResult } from 'lit-html';
import type { FromOverview, Overview, ShownOverTime, ToOverview } from '#protocol/overview';
import { connect } from './host';
import { chart, table } from './overview-chart';
import { ages, blockers, findings, phases, signatures } from './overview-parts';
import './page.css';
import './overview.css';
import { mark, shown } from './parts';

interface Kept {
  readonly folder?: string;
}

const root = document.getElementById('page') as HTMLElement;
const host = connect<FromOverview, ToOverview, Kept>(heard);
const send = host.send;

let folders: readonly Overview[] | undefined;
let chosen = host.state?.folder;
/** What was counted, by folder. */
const counted = new Map<string, ShownOverTime>();
let counting: { readonly folder: string; readonly says: string } | undefined;
let said = '';

function heard(message: ToOverview): void {
  switch (message.is) {
    case 'overviews':
      folders = message.folders;
      break;
    case 'counting':
      if (counting?.folder === message.folder) counting = { folder: message.folder, says: message.says };
      break;
    case 'over-time':
      if (counting?.folder === message.folder) counting = undefined;
      if (message.found) counted.set(message.folder, message.found);
      else said = 'It was called off; what was counted so far is kept for the next time.';
      break;
    case 'failed':
      counting = undefined;
      said = message.says;
  }
  draw();
}

function draw(): void {
  if (folders === undefined || folders.length === 0)
    render(
      html`<main><h1>Overview</h1><p class="quiet" role="status">${folders ? 'There is nothing here for Gatehouse: no packets, task board, spec pointer or signature audit.' : 'Reading…'}</p></main>`,
      root,
    );
  else render(page(folders, folders.find((f) => f.folder === chosen) ?? (folders[0] as Overview)), root);
}

const page = (all: readonly Overview[], own: Overview): TemplateResult => html`
  <main>
    <header>
      <h1>Overview</h1>
      ${
        all.length > 1
          ? html`<label>Folder <select @change=${(e: Event) => choose((e.target as HTMLSelectElement).value)}>
              ${all.map((f) => html`<option value=${f.folder} .selected=${f === own}>${f.folderName}</option>`)}
            </select></label>`
          : html`<span class="quiet">${shown(own.folderName)}</span>`
      }
      <span class="quiet">Ages as of ${own.day}</span>
    </header>
    <div>${phases(own)} ${signatures(own, send)} ${ages(own, send)}</div>
    <div>${blockers(own, send)} ${findings(own, send)}</div>
    ${overTime(own)}
  </main>
`;

function choose(folder: string): void {
  chosen = folder;
  host.state = { folder };
  said = '';
  draw();
}

function overTime({ folder }: Overview): TemplateResult {
  const found = counted.get(folder);
  const now = counting?.folder === folder ? counting : undefined;
  return html`
    <section class="wide" aria-labelledby="over-time">
      <h2 id="over-time">Findings over time</h2>
      ${
        found
          ? html`
              ${chart(found, Math.max(240, Math.min(760, root.clientWidth - 48)))}
              ${found.says.map((s) => html`<p class="quiet why">${mark('plain')} ${shown(s)}</p>`)}
              <details ?open=${found.points.length < 2}><summary>As a table</summary>${table(found)}</details>
            `
          : html`<p class="quiet">
              Up to twelve points of the git history are judged by today’s rules, without touching your files. Each commit is counted once.
            </p>`
      }
      <p class="buttons">
        ${
          now
            ? html`<button type="button" class="second" @click=${() => send({ is: 'stop' })}>Stop</button>`
            : html`<button type="button" class="second" @click=${() => count(folder)}>${found ? 'Count again' : 'Count them'}</button>`
        }
        <span class="quiet" role="status">${now ? now.says : said}</span>
      </p>
    </section>
  `;
}

function count(folder: string): void {
  counting = { folder, says: 'Looking at the history…' };
  said = '';
  send({ is: 'count', folder });
  draw();
}

window.addEventListener('resize', draw);
draw();
send({ is: 'ready' });
