/** The boxes in what a packet promises and plans. */
import { flat } from '#core/fields/items';
import type { Field, FieldDocument, Item } from '#core/fields/model';
import { normalName } from '#core/fields/names';
import type { Def } from '#core/symbols';
import { detach } from '#core/text';
import type { IdForms } from '../model/dialect/id-form';
import type { StatusReading } from '../model/dialect/status';
import { type Boxes, boxFields } from '../model/evidence/boxes';
import type { Verdict } from '../model/evidence/evidence';
import type { Manifest } from '../model/evidence/manifest';
import { packetIds } from './ids';
import { short } from './proof-done';

/**
 * Of a packet that is Done, and did not fail: before that boxes may be open, and after it they are.
 * @param changed files with gates of their own, which are told with them
 * @param verdict the last one on it
 */
export function readBoxes(
  { fields }: FieldDocument,
  id: string,
  ids: IdForms,
  status: StatusReading | undefined,
  changed: readonly Manifest[] = [],
  verdict?: Verdict,
): { readonly facts: { readonly boxes?: readonly Boxes[] }; readonly defs: readonly Def[] } {
  if (status?.status !== 'Done' || status.failed || verdict === 'FAIL') return nothing;
  const gates = new Set(changed.flatMap((m) => m.gates.map((g) => g.at.start)));
  const boxes: Boxes[] = [];
  const defs: Def[] = [];
  for (const key of boxFields) {
    let isTicked: boolean | undefined;
    for (const field of fields) {
      if ((field.key !== key && field.besides !== key) || field.role !== 'value') continue;
      const all = itemsIn(field).filter((i) => boxOf(i) !== undefined && !isReview.test(i.text) && !gates.has(i.at.start));
      if (all.length === 0) continue;
      const ticked = all.filter(boxOf).length;
      isTicked = isTicked || ticked > 0;
      const [first, ...more] = all
        .filter((i) => !boxOf(i) && !isExcused.test(i.text) && !isOfAnother(i.text, id, ids))
        .map((i) => ({ text: detach(short(i.text.replace(marks, ''))), at: i.at }));
      if (first) boxes.push({ key, name: detach(field.name), ticked, all: all.length, open: [first, ...more] });
    }
    if (isTicked !== undefined)
      defs.push({ kind: 'boxes', name: key, at: { start: 0, end: 0 }, data: { by: id, ticked: isTicked } });
  }
  return { facts: boxes.length > 0 ? { boxes } : {}, defs };
}

/** In a refinement, the list that a verdict PASS ends: `- Explicitly named: [x] PASS`. What an open box says against (`[ ] FAIL`) is not said. */
export function boxesOfVerdict({ fields }: FieldDocument): { readonly ticked: boolean; readonly open?: Boxes } | undefined {
  let all: Field[] = [];
  for (const field of fields) {
    if (field.role !== 'value' || field.spelling !== 'list') continue;
    if (behind.test(field.text)) all.push(field);
    else if (all.length === 0 || !/\bverdict$/.test(normalName(field.name))) all = [];
    else {
      const open = all.filter((f) => /^\[ \]/.test(f.text) && !against.test(f.text) && !isExcused.test(f.text.slice(3).trim()));
      const [first, ...more] = open.map((f) => ({ text: detach(short(f.name)), at: f.nameAt }));
      if (!/^\W*PASS\b/i.test(field.text)) return undefined;
      const ticked = all.filter((f) => !/^\[ \]/.test(f.text)).length;
      return {
        ticked: ticked > 0,
        ...(first
          ? { open: { key: 'refinement', name: detach(field.name), ticked, all: all.length, open: [first, ...more] } }
          : {}),
      };
    }
  }
  return undefined;
}

const behind = /^\[[ xX]\]/;
const against = /^\[ \]\W*(?:FAIL\w*|NO)\b/i;

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

/** A remark that names another packet says where it is done: `(→ WP-1-Menu)`, `— to be made by WP-1-Menu`. */
const isOfAnother = (text: string, id: string, ids: IdForms): boolean =>
  ids.mayName(text) && packetIds(/(?:[([;:–—→]|\s-\s|->)(.*)/.exec(text)?.[1] ?? '', 0, ids).some((p) => p.text !== id);

/** It says itself why it is open: struck out, not this packet's, put off, not to be had. As a remark, and not as what is promised. */
const isExcused =
  /^~~.*~~\W{0,9}$|(?:^|[([;:.–—]\s*|\s-\s)[*_~]*(?:(?:was|is|now|not yet:?)\s+)?(?:n\/a|not (?:applicable|needed|required)|cancell?ed|optional(?:ly)?|deferred|postponed|waive[dr]\w*|skip(?:ped)?|moved|dropped|descoped|out[- ]of[- ]scope|follow-?ups?|tracked|superseded|no longer|won['’]t|(?:for |in a )?(?:later|future)|if (?:needed|required|applicable|any))\b/i;
