/**
 * What stands for something that is still to be filled in, and what only looks like it.
 *
 * Judged on a whole value, item or cell of plain text: code spans and fences are never asked about.
 */

import { noted } from '#core/fields/line';

/** Tags that Markdown writers use; `<name>` is a blank, `<br>` is not. */
const tags = new Set(
  'a b br code dd del details div dl dt em hr i img ins kbd li ol p pre s span strong sub summary sup table tbody td th thead tr ul'.split(
    ' ',
  ),
);

/** `{name}`, `{{ID}}`, `{1-2 sentences}`, `{e.g., A2.3}`, `{path:line}`; but no set (`{a, b}`), no object (`{k: v}`), no `${x}`. */
const braces =
  /^\{\{?\s*(?:(?:e\.g\.|i\.e\.|for example)[^{}]*|(?:path|file):line(?:s|-line)?|[\p{L}\p{N}_][^{}()[\],:;=$"'`\\]*)\s*\}?\}$/iu;
/** `{the reason, and what it is worth}`: a comma makes a set of names, but not of what reads as a sentence. */
const listing = /^\{[^{}()[\]:;=$"'`\\]*\}$/;
const isSentence = (t: string): boolean =>
  listing.test(t) && t.split(',').some((part) => /^[{\s]*[\p{L}\p{N}’-]+(?:\s+[\p{L}\p{N}’-]+){3}/u.test(part));
const angles = /^<([\p{L}][\p{L}\p{N}_ .-]*|(?:path|file):lines?)>$/u;
const words = /^(?:TBD|TODO|FIXME)(?:\((?:TBD|fixme|\?)?\))?[.…:!]*$/i;
/** A word that announces a blank, and says what will come: `TODO: ask legal`. In capitals, for a to-do list is a thing too. */
const announced = /^(?:TBD|FIXME|TODO(?:\((?:TBD|fixme)?\))?)\s*(?:[:–—-]\s|\b(?:by|after|when|once|later|soon)\b)/;
/** It is on somebody's list. */
const tracked = /\bWP-\w|#\d|\b[A-Z]{2,}-\d/;
/** `[Requirement] -> [File:Line]`; a row that is filled in names a file on its right. */
const arrow = /^\[[^\]]+\]\s*(?:->|→|=>)\s*\[([^\]]+)\]$/;
const template =
  /^(?:\.{3}|…|\?{2,})$|^to be (?:determined|defined|decided|confirmed|announced|specified)[.…]?$|^(?:YYYY|JJJJ)([-/.])MM\1(?:DD|TT)\b/i;

/** Whether a text is nothing but a blank of a template. */
export function isBlank(text: string): boolean {
  const t = text.trim();
  // Nearly everything that people write is told by its first character.
  if (!/^(?:[{<[.…?TFYJ]|"[{<])/i.test(t)) return false;
  const ends = t.split(/->|→|=>/).map((end) => end.trim().replace(/^"(.*)"$/s, '$1'));
  if (ends.length === 2 && ends.every((end) => braces.test(end) || angles.test(end))) return true;
  if (braces.test(t) || isSentence(t) || words.test(t) || (announced.test(t) && !tracked.test(t)) || template.test(t))
    return true;
  const angle = angles.exec(t)?.[1];
  if (angle !== undefined) return !tags.has(angle.toLowerCase());
  const target = arrow.exec(t)?.[1];
  return target === undefined ? isSlot(t) : /^[\p{L} :_|-]+$/u.test(target);
}

/** `[Description]`, `[Exact path 1]`, `[File:Line]`. An id, a state, a tick and a list between commas are none. */
const slot = /^\[(\p{Lu}\p{Ll}[\p{L}\p{N} _/:.'’-]*)\]$/u;
/** It points elsewhere, or says that there is nothing. */
const pointing = /^(?:see|same|as|none|nothing|n\/a|not|no|yes|all|unchanged)\b|\b(?:above|below)$/i;

/** Whether a text is a blank in square brackets. A reference to a link may look like one too: who knows its labels asks. */
export function isSlot(text: string): boolean {
  const inner = slot.exec(text.trim())?.[1];
  return inner !== undefined && !pointing.test(inner) && !/\d-\d|\.\p{L}/u.test(inner);
}

/** `TBD`, `FIXME: …`, `TODO`, `<pending>`: what comes as the work goes on. */
export const isPutOff = (text: string): boolean => {
  const t = noted(text.trim()).bare;
  return words.test(t) || (announced.test(t) && !tracked.test(t)) || /^[<{]pending[>}]$/i.test(t);
};

const nothing = /^\W*(?:n\/?a|none|nothing|nil|not applicable)\W*$/i;

/** `N/A`, and nothing besides: an answer in many fields, and none to what a packet is for. */
export const isNothing = (text: string): boolean => nothing.test(text);

/** A blank in angle brackets or of several words in braces, in a field that nobody knows: one word in braces may be data, `<unclaimed>` is an answer. */
export const isUnfilled = (text: string): boolean => {
  const t = text.trim();
  return (
    (angles.test(t) || (/^\{[^{}]*\}$/.test(t) && /\s/.test(t))) &&
    isBlank(t) &&
    !/^<(?:un\p{L}+|none|nobody|empty|open|not .*)>$/iu.test(t)
  );
};

/** A path of which a part is still to be filled in: `src/<file>.ts`, `path/to/file`. */
export const hasBlankPart = (path: string): boolean =>
  /^(?:\.?\/)?path\/to\/|(?:^|\/)<[\p{L}][\p{L}\p{N}_ -]*>(?=$|[/.])/u.test(path);

/** A link's label as it compares. */
export const labelOf = (label: string): string => label.trim().replace(/\s+/g, ' ').toLowerCase();

/** Whether a text is a template's choice, left standing: `LOW | MEDIUM | HIGH`, `{LOW, MEDIUM or HIGH}`. */
export function isChoice(text: string, words: readonly string[]): boolean {
  const inner = /^\{(.*)\}$/s.exec(text)?.[1];
  const parts = (inner ?? text).split(inner === undefined ? /[|/]/ : /[|/,]|\s(?:or|oder)\s/).map((p) => p.trim().toLowerCase());
  return parts.length > 1 && parts.every((p) => words.some((w) => w.toLowerCase() === p));
}

/** What a template says of a list that is to be counted: `5-15 files`. */
export const isCount = (text: string): boolean => /^\d{1,2}\s?[-–]\s?\d{1,2} \p{L}/u.test(text.trim());

/** Whether a text says only that there is nothing yet: a blank, `pending`, `not yet run`. */
export const saysNothing = (text: string): boolean =>
  text.trim() === '' ||
  isBlank(text) ||
  /^[<[({*_]*(?:pending|not (?:yet )?(?:run|started|filled|done|available)(?: yet)?|to be (?:filled|run|done|added|determined|recorded)\b.*|none yet|nothing yet|empty|n\/a|ausstehend|offen|folgt)[>\])}*_.]*$/i.test(
    text.trim(),
  );
