/**
 * The page of the signature panel: shows a sheet, and takes what a person clicks or presses.
 *
 * Invariant: only a click or a key of a person signs ({@link Event.isTrusted}), with the digest of what is drawn at that moment. No message
 * does. A sheet that changes underneath takes back all that was ticked.
 */
import { html, nothing, render, type TemplateResult } from 'lit-html';
import type { FromPanel, ShownPlace, ShownSheet, ShownStand, ToPanel } from '#protocol/signing';
import { connect } from './host';
import './page.css';
import { compared, link, mark, notes, shown } from './parts';
import './sign.css';

interface Kept {
  readonly folder: string;
  readonly subject: string;
}

const root = document.getElementById('page') as HTMLElement;
const host = connect<FromPanel, ToPanel, Kept>(heard);

let sheet: ShownSheet | undefined;
/** What was shown last: where one goes on from when it is signed. */
let last: ShownSheet | undefined;
let none: { readonly says: string; readonly signed: boolean } | undefined;
/** What is said of the last click, or of what changed. */
let banner: { readonly says: string; readonly well: boolean } | undefined;
let busy: string | undefined;
/** Which way back is open. */
let back: 'changes' | 'reject' | undefined;
const confirmed = new Set<string>();
const acknowledged = new Set<string>();

function heard(message: ToPanel): void {
  if (message.is === 'sheet') taken(message.sheet);
  else if (message.is === 'none') {
    sheet = undefined;
    // It stays signed when its files are looked at anew.
    none = { says: message.says, signed: message.signed === true || none?.signed === true };
    banner = undefined;
    busy = undefined;
  } else if (message.is === 'waits') busy = message.says;
  else {
    busy = undefined;
    banner = message;
    if (message.well) back = undefined;
  }
  draw();
}

function taken(now: ShownSheet): void {
  const isOther = sheet !== undefined && sheet.digest !== now.digest;
  if (isOther) {
    confirmed.clear();
    acknowledged.clear();
    busy = undefined;
    banner = {
      says: 'Something here has changed since you began to look. Look again: what you ticked is taken back.',
      well: false,
    };
  }
  sheet = now;
  last = now;
  none = undefined;
  host.state = { folder: now.folder, subject: now.subject };
}

const go = (place: ShownPlace): void => host.send({ is: 'open', place });

function draw(): void {
  render(sheet ? page(sheet) : none ? over(none) : html`<p class="none quiet" role="status">Reading…</p>`, root);
}

/** There is nothing to be signed, or not any more. */
const over = ({ says, signed }: NonNullable<typeof none>): TemplateResult => html`
  <main class="none">
    ${last ? html`<h1>${shown(last.subject)}</h1>` : nothing}
    <p class="note ${signed ? 'good' : ''}" role="status">${signed ? mark('good') : nothing}<span>${shown(says)}</span></p>
    ${last ? html`<p>${link(last.path, { uri: last.uri }, go)}</p>` : nothing}
  </main>
`;

const page = (s: ShownSheet): TemplateResult => html`
  ${
    banner
      ? html`<div class="banner" role="alert">${mark(banner.well ? 'good' : 'warning')}<span>${shown(banner.says)}</span></div>`
      : nothing
  }
  <main @keydown=${pressed}>
    <header>
      <h1>${s.does} ${shown(s.subject)}</h1>
      <button type="button" class="link bypass" @click=${bypass}>Go to what stands against it</button>
      ${s.title === '' ? nothing : html`<p class="says">${shown(s.title)}</p>`}
      <p class="quiet">${link(s.path, { uri: s.uri }, go)}</p>
      ${s.requested === undefined ? nothing : html`<p class="asked">Asked for: ${shown(s.requested)}</p>`}
    </header>
    <div>${locked(s)} ${s.sections ? spec(s.sections) : nothing} ${changed(s)}</div>
    <div class="decide" tabindex="-1">${stands(s)} ${decision(s)}</div>
  </main>
`;

/** For who has no mouse: past the links of all that is agreed to. */
const bypass = (): void => root.querySelector<HTMLElement>('.decide')?.focus();

const locked = (s: ShownSheet): TemplateResult => html`
  <section aria-labelledby="locked">
    <h2 id="locked">What you would agree to</h2>
    <p class="quiet">${s.means}</p>
    <dl class="fields">
      ${s.locked.map(
        (f) => html`
          <div>
            <dt>${link(f.name, f.open, go)}</dt>
            <dd>
              <ul class="lines">
                ${f.lines.map(
                  (l) => html`
                    <li>
                      ${l.number === undefined ? nothing : html`<span class="number">${l.number}.</span>`}
                      <div><span class="text">${shown(l.text)}</span>${notes(l.notes, go)}</div>
                    </li>
                  `,
                )}
              </ul>
              ${notes(f.notes, go)}
            </dd>
          </div>
        `,
      )}
      ${s.facts.map(
        (f) => html`
          <div>
            <dt>${f.name}</dt>
            <dd>
              <ul class="lines">
                ${f.says.map((t) => html`<li><span class="text">${shown(t)}</span></li>`)}
              </ul>
            </dd>
          </div>
        `,
      )}
    </dl>
  </section>
`;

const spec = (sections: NonNullable<ShownSheet['sections']>): TemplateResult => html`
  <section aria-labelledby="spec">
    <h2 id="spec">What the spec says</h2>
    ${sections.length === 0 ? html`<p class="quiet">Nothing is cited.</p>` : nothing}
    ${sections.map(
      ({ id, title, text, digest, open, changed: since }) => html`
        <article class="spec">
          <h3>${open ? link(`${id} ${title}`.trim(), open, go) : html`${shown(`${id} ${title}`.trim())}`}</h3>
          ${
            text === undefined
              ? html`<p class="missing">${mark('error')} Not found in the spec.</p>`
              : html`<pre tabindex="0" role="group" aria-label=${`Text of ${id}`}>${shown(text.trim())}</pre>`
          }
          ${
            since
              ? html`<p class="quiet change">Other than in ${shown(since.since)}:</p>
                  ${compared(since.pieces)}`
              : nothing
          }
          ${digest === undefined ? nothing : html`<p class="quiet mono">SHA-256 ${digest.slice(0, 16)}…</p>`}
        </article>
      `,
    )}
  </section>
`;

const changed = (s: ShownSheet): TemplateResult => html`
  <section aria-labelledby="changed">
    <h2 id="changed">What changed</h2>
    ${s.changes.length === 0 ? html`<p class="quiet">It was never signed before, and takes the place of no other.</p>` : nothing}
    ${s.changes.map(
      ({ since, fields }) => html`
        <h3>Since ${shown(since)}</h3>
        ${fields.length === 0 ? html`<p class="quiet">It says the same.</p>` : nothing}
        <dl class="fields change">
          ${fields.map((f) => html`<div><dt>${f.name}</dt><dd>${compared(f.pieces)}</dd></div>`)}
        </dl>
      `,
    )}
  </section>
`;

const count = (n: number, one: string, many: string): string => (n === 1 ? `1 ${one}` : `${n} ${many}`);

/** What stands against it, with the way to where one sees that. @param box what is ticked to acknowledge it */
function standing(s: ShownStand, tone: 'error' | 'warning', box?: TemplateResult): TemplateResult {
  const [own] = s.notes.filter((n) => n.says === s.says);
  const says = html`${mark(tone)}<span>${shown(s.says)}</span>`;
  const way = own?.open ? link('Show', own.open, go, s.says) : nothing;
  return html`
    <li>
      <div class="head">${box ? html`<label>${box}${says}</label>` : says} ${way}</div>
      ${notes(
        s.notes.filter((n) => n !== own),
        go,
      )}
    </li>
  `;
}

const stands = (s: ShownSheet): TemplateResult => html`
  <section class="card" aria-labelledby="against">
    <h2 id="against">What stands against it</h2>
    ${
      s.against.length + s.warnings.length === 0
        ? html`<p class="note good">${mark('good')}<span>Nothing.</span></p>`
        : html`<ul class="stands">
            ${s.against.map((a) => standing(a, 'error'))}
            ${s.warnings.map((w) =>
              standing(
                w,
                'warning',
                html`<input
                  type="checkbox"
                  .checked=${acknowledged.has(w.says)}
                  @change=${(e: Event) => ticked(acknowledged, w.says, e)}
                />`,
              ),
            )}
          </ul>`
    }
    ${s.warnings.length > 0 ? html`<p class="quiet why">Tick each warning that you have seen and accept.</p>` : nothing}
  </section>
`;

/** Why it cannot be signed yet. Undefined: it can. */
function lacking(s: ShownSheet): string | undefined {
  if (s.against.length > 0) return `Signing stays shut: ${count(s.against.length, 'thing stands', 'things stand')} against it.`;
  const warnings = s.warnings.filter((w) => !acknowledged.has(w.says)).length;
  const points = s.confirmations.filter((c) => !confirmed.has(c.id)).length;
  const due = [
    ...(warnings > 0 ? [`acknowledge ${count(warnings, 'warning', 'warnings')}`] : []),
    ...(points > 0 ? [`confirm ${count(points, 'point', 'points')}`] : []),
  ];
  return due.length > 0 ? `Before you sign, ${due.join(' and ')}.` : undefined;
}

function decision(s: ShownSheet): TemplateResult {
  const why = busy ?? lacking(s);
  return html`
    <section class="card" aria-labelledby="confirm">
      <h2 id="confirm">You confirm</h2>
      <ul>
        ${s.confirmations.map(
          (c) => html`
            <li>
              <label>
                <input type="checkbox" .checked=${confirmed.has(c.id)} @change=${(e: Event) => ticked(confirmed, c.id, e)} />
                <span>${c.says}</span>
              </label>
            </li>
          `,
        )}
      </ul>
      <label class="field-label" for="notes">Clarifications for the log, a line each</label>
      <textarea id="notes" rows="2"></textarea>
    </section>
    <section class="card" aria-labelledby="sign">
      <h2 id="sign">Your signature</h2>
      <p class="signature">${shown(s.signature)}</p>
      <p class="quiet">Your name and the minute of the click, in UTC. ${s.proves}</p>
      <p class="quiet">${s.key === undefined ? 'No key is configured (git config gatehouse.signingKey).' : html`Key: ${shown(s.key)}`}</p>
      <div class="buttons">
        <button type="button" aria-disabled=${why !== undefined ? 'true' : 'false'} aria-describedby="why" @click=${(e: Event) => sign(s, e)}>
          ${s.does} ${shown(s.subject)}
        </button>
        ${s.sendsBack ? ways() : nothing}
      </div>
      <p class="quiet why" id="why" role="status">${why ?? ''}</p>
      ${back ? sending(back) : nothing}
    </section>
  `;
}

const ways = (): TemplateResult => html`
  <button type="button" id="way-changes" class="second" aria-expanded=${back === 'changes'} @click=${() => turn('changes')}>Request Changes…</button>
  <button type="button" id="way-reject" class="second" aria-expanded=${back === 'reject'} @click=${() => turn('reject')}>Reject…</button>
`;

const sending = (how: 'changes' | 'reject'): TemplateResult => html`
  <label class="field-label" for="back">
    ${how === 'changes' ? 'What is to be answered first? A line for each question.' : 'Why is it not to be done?'}
  </label>
  <textarea id="back" rows="3"></textarea>
  <div class="buttons">
    <button type="button" class="second" @click=${send}>
      ${how === 'changes' ? 'Send back with these questions' : 'Reject, and block it'}
    </button>
  </div>
`;

function ticked(set: Set<string>, name: string, event: Event): void {
  if ((event.target as HTMLInputElement).checked) set.add(name);
  else set.delete(name);
  banner = undefined;
  draw();
}

function turn(how: 'changes' | 'reject'): void {
  back = back === how ? undefined : how;
  draw();
  document.getElementById('back')?.focus();
}

/** Escape leaves the way back, and goes to the button that opened it. */
function pressed(event: KeyboardEvent): void {
  if (event.key !== 'Escape' || back === undefined) return;
  const button = document.getElementById(`way-${back}`);
  back = undefined;
  draw();
  button?.focus();
}

const lines = (id: string): readonly string[] =>
  ((document.getElementById(id) as HTMLTextAreaElement | null)?.value ?? '')
    .split('\n')
    .map((l) => l.trim())
    .filter((l) => l !== '');

function sign(s: ShownSheet, event: Event): void {
  // A script's click is no person's.
  if (!event.isTrusted || busy !== undefined || s !== sheet || lacking(s) !== undefined) return;
  banner = undefined;
  busy = 'Signing…';
  host.send({ is: 'sign', digest: s.digest, confirmed: [...confirmed], acknowledged: [...acknowledged], notes: lines('notes') });
  draw();
}

function send(event: Event): void {
  const says = lines('back');
  if (!event.isTrusted || back === undefined) return;
  if (says.length === 0) {
    document.getElementById('back')?.focus();
    return;
  }
  host.send({ is: 'back', how: back, says });
}

draw();
host.send({ is: 'ready' });
