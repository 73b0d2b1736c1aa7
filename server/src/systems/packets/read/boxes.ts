/** The boxes in what a packet promises and plans. */
import { flat } from '#core/fields/items';
import type { Field, FieldDocument, Item } from '#core/fields/model';
import type { Def } from '#core/symbols';
import { detach } from '#core/text';
import { type Boxes, boxFields } from '../model/boxes';
import type { StatusReading } from '../model/status';
import { short } from './proof-done';

/** Of a packet that is Done, and did not fail: before that boxes may be open, and after it they are. */
export function readBoxes(
  { fields }: FieldDocument,
  id: string,
  status: StatusReading | undefined,
): { readonly facts: { readonly boxes?: readonly Boxes[] }; readonly defs: readonly Def[] } {
  if (status?.status !== 'Done' || status.failed) return nothing;
  const boxes: Boxes[] = [];
  const defs: Def[] = [];
  for (const key of boxFields) {
    let isTicked: boolean | undefined;
    for (const field of fields) {
      if (field.key !== key || field.role !== 'value') continue;
      const all = itemsIn(field).filter((i) => boxOf(i) !== undefined && !isReview.test(i.text));
      if (all.length === 0) continue;
      const ticked = all.filter(boxOf).length;
      isTicked = isTicked || ticked > 0;
      const [first, ...more] = all
        .filter((i) => !boxOf(i) && !isExcused.test(i.text))
        .map((i) => ({ text: detach(short(i.text.replace(marks, ''))), at: i.at }));
      if (first) boxes.push({ key, name: detach(field.name), ticked, open: [first, ...more] });
    }
    if (isTicked !== undefined)
      defs.push({ kind: 'boxes', name: key, at: { start: 0, end: 0 }, data: { by: id, ticked: isTicked } });
  }
  return { facts: boxes.length > 0 ? { boxes } : {}, defs };
}

const itemsIn = (field: Field): readonly Item[] => [...flat(field.items), ...field.parts.flatMap(itemsIn)];
/** That an AI has not reviewed is told as that. */
const isReview = /^\W*ai[-_ ]?review/i;

const nothing = { facts: {}, defs: [] };

const marks = /^[☐⬜🔲☑✅✔]\uFE0F?\s*/u;

/** `- [ ]`, `- ⬜`; undefined: it has none. */
function boxOf({ ticked, text }: Item): boolean | undefined {
  if (ticked !== undefined) return ticked;
  const mark = marks.exec(text)?.[0];
  return mark === undefined ? undefined : /^[☑✅✔]/u.test(mark);
}

/** It says itself why it is open: struck out, not this packet's, put off, not to be had. As a remark, and not as what is promised. */
const isExcused =
  /^~~.*~~\W{0,9}$|(?:^|[([;:.–—]\s*|\s-\s)[*_~]*(?:(?:was|is|now|not yet:?)\s+)?(?:n\/a|not applicable|optional(?:ly)?|deferred|postponed|waive[dr]\w*|skip(?:ped)?|moved|dropped|descoped|out[- ]of[- ]scope|follow-?ups?|tracked|superseded|no longer|won['’]t|(?:for |in a )?(?:later|future)|if (?:needed|required|applicable|any))\b/i;
