/** The boxes in what a packet promises and plans. */
import { flat } from '#core/fields/items';
import type { Field, FieldDocument, Item } from '#core/fields/model';
import { normalName } from '#core/fields/names';
import type { MarkdownSource } from '#core/source';
import type { Def } from '#core/symbols';
import { detach } from '#core/text';
import type { IdForms } from '../model/dialect/id-form';
import type { StatusReading } from '../model/dialect/status';
import { type Boxes, boxFields } from '../model/evidence/boxes';
import type { Verdict } from '../model/evidence/evidence';
import { boxesElsewhere } from './boxes-elsewhere';
import { packetIds } from './ids';
import { linesIn } from './lines';
import type { Proof } from './proof';
import { short } from './proof-done';

/**
 * Of a packet that is Done, and did not fail: before that boxes may be open, and after it they are.
 * @param packet what its other readers have found; `verdict`: the last one on it
 */
export function readBoxes(
  source: MarkdownSource,
  { fields }: FieldDocument,
  packet: {
    readonly id: string;
    readonly ids: IdForms;
    readonly status: StatusReading | undefined;
    readonly verdict: Verdict | undefined;
    readonly proof: Proof;
  },
): { readonly facts: { readonly boxes?: readonly Boxes[] }; readonly defs: readonly Def[] } {
  const { id, ids, status, verdict } = packet;
  if (status?.status !== 'Done' || status.failed || verdict === 'FAIL') return nothing;
  const { manifests: changed = [], reports } = packet.proof;
  // Files with gates of their own: these are told with them.
  const gates = new Set(changed.flatMap((m) => m.gates.map((g) => g.at.start)));
  const boxes: Boxes[] = [];
  const defs: Def[] = [];
  let ticks: Boxes['ticks'];
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
    if (isTicked !== undefined) defs.push(defOf(key, id, isTicked));
    if (isTicked) ticks = 'some';
    else if (isTicked === false && key === 'DONE_MEANS') ticks = 'promised';
  }
  if (anyBox.test(source.text)) {
    const apart = [
      ...fields.filter((f) => boxFields.some((key) => f.key === key || f.besides === key)).map((f) => f.at),
      ...reports.filter((r) => r.verdict?.is === 'FAIL').map((r) => ({ start: r.from, end: r.end })),
      ...changed.flatMap((m) => m.gates.map((g) => g.at)),
    ];
    const isNotMeant = (text: string): boolean =>
      isExcused.test(text) || isReview.test(text) || packetIds(text, 0, ids).some((p) => p.text !== id);
    const other = boxesElsewhere(linesIn(source), source.text, apart, isNotMeant, ticks);
    boxes.push(...other.boxes);
    const habits = new Map<string, boolean>();
    for (const { habit, ticked } of other.ticked) habits.set(habit, ticked || habits.get(habit) === true);
    for (const [habit, ticked] of habits) defs.push(defOf(habit, id, ticked));
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

const anyBox = /\[[ xX]\]|[☐⬜🔲☑]/u;
const defOf = (name: string, by: string, ticked: boolean): Def => ({
  kind: 'boxes',
  name,
  at: { start: 0, end: 0 },
  data: { by, ticked },
});

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

/** A remark that names another packet says where it is done: `(→ WP-1-Menu)`, `— to be made by WP-1-Menu`. A sentence that cites one does not. */
function isOfAnother(text: string, id: string, ids: IdForms): boolean {
  if (!ids.mayName(text)) return false;
  const remark = /(?:[([;:–—→]|\s-\s|->)(.*)/.exec(text)?.[1] ?? '';
  return packetIds(remark, 0, ids).some(({ text: name, at }) => {
    const before = remark.slice(0, at.start);
    return name !== id && before.trim().split(/\s+/).length <= 8 && !cites.test(before);
  });
}
const cites =
  /\b(?:(?:defined|specified|described|documented|introduced|established|decided) (?:by|in|with)|as (?:in|of)|like|per|see|cf\.?|from|since)\W*$/i;

/** It says itself why it is open: struck out, not this packet's, put off, not to be had. As a remark, and not as what is promised. */
const isExcused =
  /^~~.*~~\W{0,9}$|(?:^|[([;:.–—]\s*|\s-\s)[*_~]*(?:(?:was|is|now|not yet:?)\s+)?(?:n\/a|not (?:applicable|needed|required)|cancell?ed|optional(?:ly)?|deferred|postponed|waive[dr]\w*|skip(?:ped)?|moved|dropped|descoped|out[- ]of[- ]scope|follow-?ups?|tracked|superseded|no longer|won['’]t|(?:for |in a )?(?:later|future)|if (?:needed|required|applicable|any))\b/i;
