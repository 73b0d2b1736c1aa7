/** What several rules ask of one packet. */
import { brief as cut } from '#core/brief';
import { type Field, type FieldDocument, fieldOf, type Item, isEmpty } from '#core/fields/model';
import type { FieldNames } from '#core/fields/names';
import { oneLine } from '#core/text';
import { bootstrapParts } from '../dialect/packet-fields';
import type { Status } from '../dialect/status';
import { type PacketModel, statusOf } from '../types';
import { isBlank, isCount } from './blanks';

const work: readonly Status[] = ['Ready-for-Dev', 'In-Progress', 'Ready-for-Validation', 'Done'];

/** Whether the work has come as far as a state. A packet that is blocked, superseded or of unknown state has not. */
export function hasReached(packet: PacketModel, state: Status): boolean {
  const now = statusOf(packet);
  return now !== undefined && !packet.stub && work.indexOf(now) >= work.indexOf(state);
}

/** The packet's field of that key, be it the document's own or, for the parts of BOOTSTRAP, below that heading. */
export function fieldIn(doc: FieldDocument, key: string): Field | undefined {
  const own = fieldOf(doc, key);
  if (!bootstrapParts.includes(key) || (own && !isEmpty(own))) return own;
  const plan = fieldOf(doc, 'BOOTSTRAP');
  return partOf(plan, key) ?? own;
}

/** The part of a block that has that key, or stands below one of its groups. What BOOTSTRAP put out is none of its plan. */
function partOf(block: Field | undefined, key: string): Field | undefined {
  for (const part of block?.parts ?? []) {
    if (part.key === key) return part;
    const below = part.known ? undefined : partOf(part, key);
    if (below) return below;
  }
  return undefined;
}

/**
 * The items of a field that count, those under its subheadings and below the names of groups (`- Backend:`) included.
 * Running text is none where there is a list.
 */
export function itemsIn(field: Field): readonly Item[] {
  return groupedIn(field).map((g) => g.item);
}

/** An item, and the names of the groups that it stands below. */
export interface Grouped {
  readonly item: Item;
  readonly groups: readonly Item[];
}

/** The items of `itemsIn`, each with what is written over its group. */
export function groupedIn(field: Field): readonly Grouped[] {
  const below = field.parts.flatMap((p) => (p.spelling === 'heading' ? groupedIn(p) : []));
  const listed = withoutNotes(field.items).filter((i) => !i.prose);
  const own = listed.length + below.length > 0 ? listed : field.items;
  // Of a promise the words before the colon are part of what is promised.
  return [...own.flatMap((i) => inGroup(i, [], field.key === 'DONE_MEANS')), ...below];
}

/** `Notes:` above a list that follows the one which counts. */
const notes = /^[*_]*(?:notes?|remarks?|comments?|see also|anmerkung(?:en)?|hinweise?)[*_]*[:：][*_]*$/i;

/** Without the lists that are only remarks, up to what is named next. */
function withoutNotes(items: readonly Item[]): readonly Item[] {
  if (!items.some((i) => notes.test(i.text))) return items;
  let [listed, aside] = [false, false];
  return items.filter((i) => {
    if (i.prose && /[:：][*_]*$/.test(i.text)) aside = listed && notes.test(i.text);
    else if (!i.prose && notes.test(i.text) && i.items.length > 0) return !listed;
    listed ||= !i.prose;
    return !aside;
  });
}

const inGroup = (item: Item, groups: readonly Item[], whole = false): readonly Grouped[] =>
  item.items.length > 0 && /[:：][*_]*$/.test(item.text) && !(whole && isSentence(item.text))
    ? item.items.flatMap((i) => inGroup(i, [...groups, item], whole))
    : [{ item, groups }];

/** `The test fails if:` says with what stands below it one thing; `API endpoints:` is a group's name. */
const isSentence = (text: string): boolean =>
  /\b(?:if|when|unless|until|that|which|where|declares?|includes?|including|following|are|is|has|have|contains?|supports?|returns?|provides?|shows?|must|shall|should|by|for|from|with|to)\W*$/i.test(
    text,
  ) || text.split(/\s+/).length > 8;

/** `See TEST_PLAN.`, where that says something: the name of the other field whose value a field has. */
export function pointsAt(field: Field, doc: FieldDocument, names: FieldNames): string | undefined {
  const said = pointing.exec(field.text.trim())?.[1];
  const [spec] = said === undefined || field.items.length > 1 ? [] : names.resolve(said);
  if (!spec || spec.key === field.key) return undefined;
  const other = fieldIn(doc, spec.key);
  return other && !isEmpty(other) ? spec.key : undefined;
}

const pointing =
  /^[*_(]*(?:see|same as|as in|siehe|wie)\s+(?:the\s+)?[*_`"]*(\p{L}[\p{L}\d_ &-]*?)[*_`"]*(?:\s+(?:above|below|section))?[.)*_]*$/iu;

/** The items that say something: what a template left there is no item yet. */
export const filledItems = (field: Field): readonly Item[] =>
  itemsIn(field).filter((i) => !isBlank(i.text) && !(field.items.length === 1 && isCount(i.text)));

/** A short quotation for a message. */
export const brief = (text: string): string => cut(oneLine(text));

/** `1, 3 and 5`. @param last the word before the last one */
export const listed = (names: readonly (string | number)[], last = 'and'): string =>
  names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} ${last} ${names.at(-1)}`;

/** `a, b, c and 2 more`: the first three by name. */
export const fewOf = (names: readonly string[]): string =>
  listed(names.length > 3 ? [...names.slice(0, 3), `${names.length - 3} more`] : names);

/** The first so many; the rest is not asked for. */
export function firstOf<T>(of: Iterable<T>, most: number): T[] {
  const out: T[] = [];
  if (most > 0)
    for (const one of of) {
      out.push(one);
      if (out.length >= most) break;
    }
  return out;
}
