/** The page of the overview: where the work stands, what waits for a person, what stays too long, what blocks, and findings over time. */
import { html, nothing, render, svg, type TemplateResult } from 'lit-html';
import type { FromOverview, Overview, ShownOverTime, ShownSeverity, ToOverview } from '#protocol/overview';
import type { ShownPlace } from '#protocol/signing';
import { connect } from './host';
import './overview.css';
import './page.css';
import { link, mark, shown } from './parts';

const root = document.getElementById('page') as HTMLElement;
const host = connect<FromOverview, ToOverview, Record<string, never>>(heard);

let folders: readonly Overview[] | undefined;
let failed: string | undefined;
/** By folder: how the counting goes, and what came of it. */
const counting = new Map<string, string>();
const counted = new Map<string, ShownOverTime>();

function heard(message: ToOverview): void {
  if (message.is === 'overviews') {
    folders = message.folders;
    failed = undefined;
  } else if (message.is === 'counting') counting.set(message.folder, message.says);
  else if (message.is === 'over-time') {
    counting.delete(message.folder);
    if (message.found) counted.set(message.folder, message.found);
  } else {
    failed = message.says;
    counting.clear();
  }
  draw();
}

const go = (place: ShownPlace): void => host.send({ is: 'open', place });
const button = (says: string, message: FromOverview, about = ''): TemplateResult =>
  html`<button type="button" class="link" @click=${() => host.send(message)}>
    ${says}${about === '' ? nothing : html`<span class="unseen"> ${about}</span>`}
  </button>`;

function draw(): void {
  if (!folders || folders.length === 0) {
    const says = failed ?? (folders ? 'There is nothing here for Gatehouse to look at.' : 'Reading…');
    render(html`<p class="none quiet" role="status">${says}</p>`, root);
    return;
  }
  render(
    html`<main>
      <header>
        <h1>Overview</h1>
        <span class="quiet">${folders[0]?.day}</span>
        ${button('Show the dependency graph', { is: 'graph' })}
      </header>
      ${failed === undefined ? nothing : html`<p class="wide" role="alert">${mark('error')} ${failed}</p>`}
      ${folders.map((f) => html`${(folders?.length ?? 0) > 1 ? html`<h2 class="folder">${shown(f.folderName)}</h2>` : nothing}${folder(f)}`)}
    </main>`,
    root,
  );
}

const section = (title: string, body: unknown, wide = false): TemplateResult =>
  html`<section class=${wide ? 'wide' : ''}><h2>${title}</h2>${body}</section>`;

const none = (says: string): TemplateResult => html`<p class="quiet">${says}</p>`;

const folder = (f: Overview): TemplateResult => html`
  ${section('Phases', f.phases.length === 0 ? none('There is none yet.') : f.phases.map(phase))}
  ${section('Waiting for a signature', f.waiting.length === 0 ? none('Nothing waits for you.') : f.waiting.slice(0, MOST).map(waiting), false)}
  ${section('Too long where it is', ages(f))} ${section('What blocks', blockers(f))}
  ${section('Findings now', findings(f))} ${section('Findings over time', overTime(f))}
`;

/** So many lines of each kind are shown. */
const MOST = 12;
const rest = (n: number): TemplateResult | typeof nothing =>
  n > MOST ? html`<p class="quiet">And ${n - MOST} more.</p>` : nothing;

const phase = (p: Overview['phases'][number]): TemplateResult => html`
  <div class="row">
    <span class="grow">${shown(p.title)}</span>
    <svg class="bar" viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true">
      <rect width=${p.of === 0 ? 0 : (100 * p.done) / p.of} height="8" />
    </svg>
    <span>${p.done} of ${p.of} done${p.blocked > 0 ? `, ${p.blocked} blocked` : ''}</span>
  </div>
`;

const waiting = (t: Overview['waiting'][number]): TemplateResult => html`
  <div class="row">
    <span>${button(t.subject, { is: 'sign', folder: t.folder, subject: t.subject })}</span>
    <span class="quiet">${t.requested === undefined ? shown(t.detail) : html`asked for: ${shown(t.requested)}`}</span>
  </div>
`;

const days = (n: number): string => (n === 1 ? '1 day' : `${n} days`);

const ages = (f: Overview): TemplateResult =>
  f.ages.length + f.late.length === 0
    ? none('Nothing is over its time, or near it.')
    : html`
        ${f.ages.slice(0, MOST).map(
          (a) => html`<div class="row">
            ${mark(a.is === 'over' && a.escalated === undefined ? 'warning' : 'plain')}
            <span>${link(a.name, a.open, go)}</span>
            <span class="quiet"
              >${shown(a.state)} for ${days(a.days)} of ${a.limit}: ${a.is === 'over' ? 'late' : 'due soon'}${
                a.escalated === undefined ? nothing : html`, escalated ${shown(a.escalated)}`
              }</span
            >
          </div>`,
        )}
        ${f.late.slice(0, MOST).map((l) => html`<div class="row">${mark('warning')}<span>${shown(l.says)} ${link('Show', l.open, go, l.says)}</span></div>`)}
        ${rest(f.ages.length + f.late.length)}
      `;

const blockers = (f: Overview): TemplateResult =>
  f.blockers.length + f.cycles.length === 0
    ? none('Nothing that is not done is waited for.')
    : html`
        ${f.blockers.slice(0, MOST).map(
          (b) => html`<div class="row">
            <span>${b.open ? link(b.name, b.open, go) : shown(b.name)}</span>
            <span class="quiet"
              >${shown(b.state)}${b.critical ? ', on the longest chain' : ''}; ${shown(b.waiting.slice(0, 4).join(', '))}${
                b.waiting.length > 4 ? ` and ${b.waiting.length - 4} more` : ''
              } ${b.waiting.length === 1 ? 'waits' : 'wait'}</span
            >
          </div>`,
        )}
        ${rest(f.blockers.length)}
        ${f.cycles.map((c) => html`<div class="row">${mark('error')}<span>In a circle: ${shown(c.join(', '))}</span></div>`)}
      `;

const severities: readonly (readonly [ShownSeverity, string, string])[] = [
  ['error', 'error', 'errors'],
  ['warning', 'warning', 'warnings'],
  ['info', 'remark', 'remarks'],
  ['hint', 'hint', 'hints'],
];

const findings = (f: Overview): TemplateResult => html`
  <p>
    ${severities.map(([s, one, many]) => `${f.counts[s]} ${f.counts[s] === 1 ? one : many}`).join(', ')}.
    ${button('Show in Problems', { is: 'problems' })}
  </p>
  ${
    f.rules.length === 0
      ? nothing
      : html`<table>
          <thead>
            <tr>
              <th scope="col">Rule</th>
              <th scope="col">Severity</th>
              <th scope="col" class="number">Findings</th>
            </tr>
          </thead>
          <tbody>
            ${f.rules.slice(0, MOST).map(
              (r) => html`<tr>
                <td>${button(r.rule, { is: 'rule', rule: r.rule })}</td>
                <td>${r.severity}</td>
                <td class="number">${r.count}</td>
              </tr>`,
            )}
          </tbody>
        </table>`
  }
  ${rest(f.rules.length)}
`;

function overTime(f: Overview): TemplateResult {
  const busy = counting.get(f.folder);
  if (busy !== undefined) return html`<p role="status">${busy} ${button('Stop', { is: 'stop' })}</p>`;
  const found = counted.get(f.folder);
  if (!found)
    return html`<p class="quiet">How many errors and warnings there were at points of the history. Past states are read from git; no file is touched.</p>
      <button type="button" class="second" @click=${() => host.send({ is: 'count', folder: f.folder })}>Count</button>`;
  return html`
    ${found.points.length > 1 ? chart(found.points) : nothing}
    ${found.says.map((s) => html`<p class="quiet">${shown(s)}</p>`)}
    <table>
      <thead>
        <tr>
          <th scope="col">Day</th>
          <th scope="col">Commit</th>
          <th scope="col" class="number">Errors</th>
          <th scope="col" class="number">Warnings</th>
        </tr>
      </thead>
      <tbody>
        ${found.points.map(
          (p) => html`<tr>
            <td>${p.day}</td>
            <td class="mono">${p.commit ?? 'now'}</td>
            <td class="number">${p.errors}${p.incomplete ? '+' : ''}</td>
            <td class="number">${p.warnings}${p.incomplete ? '+' : ''}</td>
          </tr>`,
        )}
      </tbody>
    </table>
  `;
}

const [WIDTH, TALL, LEFT, LOW, TOP] = [560, 190, 34, 22, 26] as const;

/** The table below says the same in words. */
function chart(points: ShownOverTime['points']): TemplateResult {
  const top = Math.max(1, ...points.flatMap((p) => [p.errors, p.warnings]));
  const x = (i: number): number => LEFT + ((WIDTH - LEFT - 14) * i) / (points.length - 1);
  const y = (n: number): number => TOP + (TALL - LOW - TOP) * (1 - n / top);
  const line = (of: 'errors' | 'warnings'): string => points.map((p, i) => `${x(i).toFixed(1)},${y(p[of]).toFixed(1)}`).join(' ');
  return html`<svg class="chart" viewBox=${`0 0 ${WIDTH} ${TALL}`} role="img" aria-label="Errors and warnings over time; the table has the numbers.">
    ${svg`<path class="axis" fill="none" d=${`M${LEFT} 6V${TALL - LOW}H${WIDTH - 6}`} />
      <text x="2" y=${TOP + 4}>${top}</text><text x="2" y=${TALL - LOW}>0</text>
      <text x=${LEFT} y=${TALL - 5}>${points[0]?.day}</text>
      <text x=${WIDTH - 8} y=${TALL - 5} text-anchor="end">now</text>
      <polyline class="errors" points=${line('errors')} /><polyline class="warnings" points=${line('warnings')} />
      <text x=${WIDTH - 8} y=${Math.max(12, y(points.at(-1)?.errors ?? 0) - 5)} text-anchor="end">errors</text>
      <text x=${WIDTH - 8} y=${Math.min(TALL - LOW - 4, y(points.at(-1)?.warnings ?? 0) + 13)} text-anchor="end">warnings (dashed)</text>`}
  </svg>`;
}

draw();
host.send({ is: 'ready' });
