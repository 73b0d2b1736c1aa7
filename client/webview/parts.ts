/** What our pages have in common: marks with words, and texts of documents. */
import { html, nothing, svg, type TemplateResult } from 'lit-html';
import type { ShownNote, ShownPiece, ShownPlace, Tone } from '#protocol/signing';

const shapes: Readonly<Record<Tone, TemplateResult>> = {
  error: svg`<circle cx="8" cy="8" r="6.5" /><path d="M5.5 5.5l5 5m0-5l-5 5" />`,
  warning: svg`<path d="M8 1.8l6.6 12H1.4z" /><path d="M8 6v4m0 1.6v.6" />`,
  good: svg`<circle cx="8" cy="8" r="6.5" /><path d="M5 8.3l2.2 2.2L11 6.2" />`,
  plain: svg`<circle cx="8" cy="8" r="2" />`,
};

const words: Readonly<Record<Tone, string>> = { error: 'Error: ', warning: 'Warning: ', good: '', plain: '' };

/** A shape and a word: nothing is told by colour alone. */
export const mark = (tone: Tone): TemplateResult =>
  html`<svg class="mark ${tone}" viewBox="0 0 16 16" aria-hidden="true">${shapes[tone]}</svg
    >${words[tone] === '' ? nothing : html`<span class="unseen">${words[tone]}</span>`}`;

/** Text of a document, as text. Marks that stand for what nobody would see stand out. */
export const shown = (text: string): readonly (string | TemplateResult)[] =>
  text.split(/(\\u\{[0-9a-f]+\})/).map((part, i) => (i % 2 === 1 ? html`<mark class="hidden-character">${part}</mark>` : part));

/** @param go opens a place */
const note = ({ says, tone, open }: ShownNote, go: (place: ShownPlace) => void): TemplateResult =>
  html`<li class="note ${tone}">${mark(tone)}<span>${shown(says)}${open ? html` ${link('Show', open, go, says)}` : nothing}</span></li>`;

export const notes = (all: readonly ShownNote[], go: (place: ShownPlace) => void): TemplateResult | typeof nothing =>
  all.length === 0 ? nothing : html`<ul class="notes">${all.map((n) => note(n, go))}</ul>`;

/** @param about what a screen reader hears with it */
export const link = (says: string, place: ShownPlace, go: (place: ShownPlace) => void, about = ''): TemplateResult =>
  html`<button type="button" class="link" @click=${() => go(place)}>${says}${about === '' ? nothing : html`<span class="unseen"> ${about}</span>`}</button>`;

/** A comparison word by word. What was taken out is struck and says so, what is new is underlined. */
export const compared = (pieces: readonly ShownPiece[]): TemplateResult =>
  html`<p class="compared">${pieces.map(({ is, text }) =>
    is === 'same'
      ? html`<span>${shown(shortened(text))}</span>`
      : is === 'added'
        ? html`<ins><span class="unseen">added: </span>${shown(text)}</ins>`
        : html`<del><span class="unseen">removed: </span>${shown(text)}</del>`,
  )}</p>`;

/** So much of what stayed the same is shown around what did not, in characters. */
const AROUND = 160;

const shortened = (text: string): string =>
  text.length <= AROUND * 2.5 ? text : `${text.slice(0, AROUND)} … ${text.slice(-AROUND)}`;
