/** Blanks of a template where no rule of a field looks: in parts of paths, and in fields that no dialect knows. */
import { flat } from '#core/fields/items';
import type { Field } from '#core/fields/model';
import { hasBlankPart, isPutOff, isUnfilled } from './blanks';
import type { Located } from './types';

export interface Blank extends Located {
  readonly inside: Field;
}

const pathFields = new Set(['IN_SCOPE_PATHS', 'FILES_TO_OPEN']);

/** In a packet that is promised: blanks in paths, and in fields that no dialect knows. @param isDue what was put off is due */
export function* looseBlanks(fields: readonly Field[], isDue: boolean): Generator<Blank> {
  for (const f of fields) {
    if (f.role !== 'value') continue;
    const isPath = pathFields.has(f.key);
    if (isPath || !f.known)
      for (const i of flat(f.items)) {
        if (i.cells || !(isPath ? hasBlankPart(i.bare) : i.is === 'plain' && isLoose(i.bare, isDue))) continue;
        yield { text: i.bare, at: i.bareAt, inside: f };
      }
    if (!f.known && f.items.length === 0 && isLoose(f.text, isDue)) yield { text: f.text.trim(), at: f.textAt, inside: f };
    yield* looseBlanks(
      f.parts.filter((p) => isPath || pathFields.has(p.key) || !f.known),
      isDue,
    );
  }
}

const isLoose = (text: string, isDue: boolean): boolean => isUnfilled(text) || (isDue && isPutOff(text));
