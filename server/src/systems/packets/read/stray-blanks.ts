/** Blanks of a template that stand in no field: where a list of evidence goes, and what a whole section is; and answers put off, in whatever field. */

import { inFence } from '#core/fences';
import type { FieldDocument } from '#core/fields/model';
import { detach } from '#core/text';
import { isBlank } from '../model/packet/blanks';
import type { Located } from '../model/types';

/** `- [Requirement] -> [File:Line]`, below whatever heading. */
const mapping = /^[ \t]*[-*+][ \t]+(\[[^\][\n]+\][ \t]*(?:->|→|=>)[ \t]*\[[^\][\n]+\])[ \t\r]*$/gm;
/** A heading and below it, alone in its section, a note in parentheses that somebody fills this in. */
const note =
  /^#{2,6}[ \t][^\n]*\n(?:[ \t\r]*\n)*[ \t]*(?:[-*+][ \t]+)?[*_]{0,2}(\([^()\n]*\b(?:fills?|filled|fill in|to be (?:added|completed|done|written)|completed? (?:after|by|once|when))\b[^()\n]*\))[*_.]{0,3}[ \t\r]*$(?=\s*(?:\n#{1,6}[ \t]|\n-{3,}[ \t\r]*$|(?![\s\S])))/gim;
/** `- Start: N/A (fill after implementation)` */
const putOff = /^[ \t]*[-*+][ \t]+[^\n:]{1,60}:[*_]{0,3}[ \t]+`?(N\/A \((?:fill|to be filled)\b[^()\n]{0,80}\))`?[ \t\r]*$/gim;

/** @param isDue whether the work is over, so that nobody fills in anything any more */
export function strayBlanks(text: string, fields: FieldDocument, isDue: boolean): readonly Located[] {
  const maps = /\][ \t]*(?:->|→|=>)[ \t]*\[/.test(text) ? [...text.matchAll(mapping)].filter((m) => isBlank(m[1] as string)) : [];
  const notes = isDue ? [...text.matchAll(note)] : [];
  const later = isDue && /N\/A \(/i.test(text) ? [...text.matchAll(putOff)] : [];
  const all = later.length === 0 ? [...maps, ...notes] : [...maps, ...notes, ...later].sort((a, b) => a.index - b.index);
  return all.flatMap((m) => {
    const start = m.index + m[0].indexOf(m[1] as string);
    // A fence that nothing closes ends where the reader has found a heading.
    const from = fields.headings.findLast((h) => h.at.start <= start)?.at.start ?? 0;
    const isShown = inFence(text.slice(from), start - from) || text.lastIndexOf('<!--', start) > text.lastIndexOf('-->', start);
    const isOwned = !later.includes(m) && fields.fields.some((f) => f.known && f.at.start <= start && start < f.at.end);
    return isShown || isOwned ? [] : [{ text: detach(m[1] as string), at: { start, end: start + (m[1] as string).length } }];
  });
}
