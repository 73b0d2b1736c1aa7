/** Blanks of a template where no rule of a field looks: in parts of paths, and in fields that no dialect knows. */
import { flat } from '#core/fields/items';
import { noted } from '#core/fields/line';
import type { Field } from '#core/fields/model';
import type { Located } from '../types';
import { hasBlankPart, isPutOff, isUnfilled } from './blanks';

/** A blank, and the field that it stands in. */
export interface Blank extends Located {
  readonly inside: Field;
}

const pathFields = new Set(['IN_SCOPE_PATHS', 'FILES_TO_OPEN']);

/** In a packet that is promised: blanks in paths, and in fields that no dialect knows. @param isDue what was put off is due */
export const looseBlanks = (fields: readonly Field[], isDue: boolean): readonly Blank[] => [...blanksIn(fields, isDue)];

function* blanksIn(fields: readonly Field[], isDue: boolean): Generator<Blank> {
  for (const f of fields) {
    if (f.role !== 'value') continue;
    const isPath = pathFields.has(f.key);
    if (isPath || !f.known)
      for (const i of flat(f.items)) {
        if (i.cells || !(isPath ? hasBlankPart(i.bare) : i.is === 'plain' && isLoose(i.bare, isDue))) continue;
        yield { text: i.bare, at: i.bareAt, inside: f };
      }
    if (!f.known && f.items.length === 0) {
      const whole = f.text.trim();
      const text = isLoose(whole, isDue) ? whole : noted(whole).bare;
      if (isLoose(text, isDue) || isYesNo.test(text))
        yield { text, at: { start: f.textAt.start, end: f.textAt.start + text.length }, inside: f };
    }
    yield* blanksIn(
      f.parts.filter((p) => isPath || pathFields.has(p.key) || !f.known),
      isDue,
    );
  }
}

const isLoose = (text: string, isDue: boolean): boolean => isUnfilled(text) || (isDue && isPutOff(text));

/** A choice that nobody has made. */
const isYesNo = /^YES ?[|/] ?NO(?: ?[|/] ?N\/A)?$/;
