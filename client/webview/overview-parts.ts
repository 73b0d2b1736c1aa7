/** The sections of the overview. */
import { html, nothing, type TemplateResult } from 'lit-html';
import type { FromOverview, Overview } from '#protocol/overview';
import type { ShownPlace } from '#protocol/signing';
import { mark, shown } from './parts';

export type Send = (message: FromOverview) => void;

/** So many lines are shown of a list; the rest is counted. */
const MOST = 12;

const many = (n: number, one: string, more = `${one}s`): string => `${n} ${n === 1 ? one : more}`;

const opens = (says: string, place: ShownPlace | undefined, send: Send): TemplateResult =>
  place
    ? html`<button type="button" class="link" @click=${() => send({ is: 'open', place })}>${shown(says)}</button>`
    : html`${shown(says)}`;

const rest = (all: readonly unknown[]): TemplateResult | typeof nothing =>
  all.length > MOST ? html`<li class="quiet">and ${all.length - MOST} more</li>` : nothing;

export const phases = ({ phases: all }: Overview): TemplateResult => html`
  <section aria-labelledby="phases">
    <h2 id="phases">Phases</h2>
    ${all.length === 0 ? html`<p class="quiet">There are no packets here yet.</p>` : nothing}
    <ul class="rows">
      ${all.map(
        (p) => html`
          <li class="phase">
            <h3>${shown(p.title)}</h3>
            <progress max=${Math.max(1, p.of)} .value=${p.done} aria-label="${p.title}: ${p.done} of ${p.of} done"></progress>
            <span class="figures">${p.done} of ${p.of} done${p.blocked > 0 ? html`, ${p.blocked} blocked` : nothing}</span>
            <span class="quiet states">${p.states.map((s, i) => html`${i > 0 ? ' · ' : nothing}${shown(s.title)} ${s.count}`)}</span>
          </li>
        `,
      )}
    </ul>
  </section>
`;

export const signatures = ({ waiting }: Overview, send: Send): TemplateResult => html`
  <section aria-labelledby="signatures">
    <h2 id="signatures">Waiting for a signature${waiting.length > 0 ? html` <span class="count">${waiting.length}</span>` : nothing}</h2>
    ${waiting.length === 0 ? html`<p class="quiet">${mark('good')} Nothing waits for a signature.</p>` : nothing}
    <ul class="rows">
      ${waiting.slice(0, MOST).map(
        (w) => html`
          <li class="line">
            <span class="what">
              ${opens(w.subject, { uri: w.uri }, send)} <span class="quiet">${shown(w.detail)}</span>
              ${w.requested === undefined ? nothing : html`<span class="quiet asked">Asked for: ${shown(w.requested)}</span>`}
            </span>
            <button type="button" class="second" @click=${() => send({ is: 'sign', folder: w.folder, subject: w.subject })}>
              Sign…<span class="unseen"> ${w.subject}</span>
            </button>
          </li>
        `,
      )}
      ${rest(waiting)}
    </ul>
  </section>
`;

export const ages = ({ ages: all, late }: Overview, send: Send): TemplateResult => html`
  <section aria-labelledby="ages">
    <h2 id="ages">Over or near its time</h2>
    ${all.length + late.length === 0 ? html`<p class="quiet">${mark('good')} Everything whose age is told is in time.</p>` : nothing}
    <ul class="rows">
      ${all.slice(0, MOST).map(
        (a) => html`
          <li class="line">
            ${mark(a.is === 'over' && a.escalated === undefined ? 'warning' : 'plain')}
            <span class="what">
              ${opens(a.name, a.open, send)} <span class="quiet">${shown(a.state)}</span>
              ${a.escalated === undefined ? nothing : html`<span class="quiet asked">Escalated: ${shown(a.escalated)}</span>`}
            </span>
            <span class="figures">${many(a.days, 'day')} of ${a.limit}, ${a.is === 'over' ? `${a.days - a.limit} over` : 'due soon'}</span>
          </li>
        `,
      )}
      ${rest(all)}
      ${late.slice(0, MOST).map(
        (l) => html`<li class="line">
          ${mark('warning')}<span class="what">${shown(l.says)} ${opens('Show', l.open, send)}<span class="unseen"> ${l.says}</span></span>
        </li>`,
      )}
      ${rest(late)}
    </ul>
  </section>
`;

export const blockers = ({ blockers: all, cycles }: Overview, send: Send): TemplateResult => html`
  <section aria-labelledby="blockers">
    <h2 id="blockers">Blockers${all.length > 0 ? html` <span class="count">${all.length}</span>` : nothing}</h2>
    ${
      all.length === 0
        ? html`<p class="quiet">${mark('good')} Nothing that is open waits for anything that is open.</p>`
        : nothing
    }
    <ul class="rows">
      ${cycles.map((c) => html`<li class="line">${mark('error')}<span class="what">${shown(c.join(', '))} wait for each other: none of them can begin.</span></li>`)}
      ${all.slice(0, MOST).map(
        (b) => html`
          <li class="line">
            <span class="what">
              ${opens(b.name, b.open, send)} <span class="quiet">${shown(b.state)}${b.critical ? ' · critical path' : nothing}</span>
              <span class="quiet asked">holds up ${shown(b.waiting.slice(0, 4).join(', '))}${b.waiting.length > 4 ? ` and ${b.waiting.length - 4} more` : nothing}</span>
            </span>
          </li>
        `,
      )}
      ${rest(all)}
    </ul>
    <p><button type="button" class="link" @click=${() => send({ is: 'graph' })}>Show the dependency graph</button></p>
  </section>
`;

const tones = { error: 'error', warning: 'warning', info: 'plain', hint: 'plain' } as const;

export const findings = ({ counts, rules }: Overview, send: Send): TemplateResult => html`
  <section aria-labelledby="findings">
    <h2 id="findings">Findings now</h2>
    <p class="totals">
      <span>${mark(counts.error > 0 ? 'error' : 'good')} ${many(counts.error, 'error')}</span>
      <span>${mark(counts.warning > 0 ? 'warning' : 'good')} ${many(counts.warning, 'warning')}</span>
      <span class="quiet">${many(counts.info, 'info')}, ${many(counts.hint, 'hint')}</span>
      <button type="button" class="link" @click=${() => send({ is: 'problems' })}>Show them all</button>
    </p>
    <ul class="rows">
      ${rules.slice(0, MOST).map(
        (r) => html`
          <li class="line">
            ${mark(tones[r.severity])}
            <span class="what">
              <button type="button" class="link" @click=${() => send({ is: 'rule', rule: r.rule })}>${r.rule}</button>
              <span class="quiet">${r.severity}</span>
            </span>
            <span class="figures">${r.count}</span>
          </li>
        `,
      )}
      ${rest(rules)}
    </ul>
  </section>
`;
