/** Which fields a repository asks of its packets. For `gatehouse init` alone. */
import { normalName } from '#core/fields/names';
import type { Setting } from '#core/init';
import type { PacketsDialect } from '../model/dialect/dialect';
import { haveDefaultForm } from '../model/dialect/id-form';
import { templateOrder } from '../model/dialect/packet-fields';
import type { PacketModel } from '../model/types';
import { ENOUGH } from './states';

const TASK_ID = 'TASK_ID';

/** A required field that fewer packets than this share have is none that this repository uses. */
const UNUSED = 1 / 2;
/** Of another method's packets nobody knows what they must have: it is what nearly all of them do. */
const USUAL = 3 / 4;
/** Fewer than this do not say that nobody has to tell what is to be done, and when it is. */
const MANY = 8;

/**
 * What is asked of packets: what most of them have.
 * @param has whether a packet has a field, by whatever name
 * @param namesOf the names in a packet that no key knows
 * @param toldApart whether states stand elsewhere
 */
export function requiredOf(
  models: readonly PacketModel[],
  { required, ids, called }: PacketsDialect,
  has: (m: PacketModel, key: string) => boolean,
  namesOf: (m: PacketModel) => readonly string[],
  toldApart: boolean,
): readonly Setting[] {
  const judged = models.filter((m) => !m.stub);
  const hasId = (m: PacketModel): boolean => has(m, TASK_ID) || m.titleId !== undefined;
  const count = (key: string): number => judged.filter((m) => (key === TASK_ID ? hasId(m) : has(m, key))).length;
  // A name that only those have which seem to lack a field may be that field: of a few packets, nobody knows.
  const isUnsure = (key: string): boolean => {
    const having = new Set(judged.filter((m) => has(m, key)).flatMap(namesOf));
    return judged.some((m) => !has(m, key) && namesOf(m).some((name) => !having.has(name)));
  };
  // Who says when it is done says what is to be done. Of another method's packets nobody is asked what not one of them says.
  const isUsual = haveDefaultForm(called);
  const isSaid = count('What') > 0 || (isUsual && count('DONE_MEANS') < judged.length * UNUSED);
  const isEnded = count('DONE_MEANS') > 0 || isUsual;
  const few = judged.length < MANY ? [...(isSaid ? ['What'] : []), ...(isEnded ? ['DONE_MEANS'] : [])] : [];
  const kept = [...(toldApart ? [] : ['STATUS']), 'TASK_ID', ...few];
  // Where the names of files are the ids, and neither titles nor fields say them again, nobody is asked to; by another method a title will do.
  const isTitled = !isUsual && !judged.some((m) => has(m, TASK_ID));
  const isNamed = (isTitled || count(TASK_ID) < judged.length * UNUSED) && judged.every((m) => ids.is(m.fileId));
  const isStrange = !isUsual && judged.length < MANY;
  const unused = templateOrder.filter((key) => {
    if (key === TASK_ID) return isNamed;
    if (key !== 'STATUS' && isStrange && isUnsure(key)) return true;
    return !kept.includes(key) && count(key) < judged.length * (isUsual ? UNUSED : USUAL);
  });
  if (judged.length < ENOUGH || unused.length === 0) return [];
  const leftOut = (keys: readonly string[]): string =>
    `left out: ${keys.map((k) => `${k} (${k === TASK_ID && isTitled ? 'files are called by it, and no field says it' : `in ${count(k)} of ${judged.length} packets`})`).join(', ')}`;
  const of = (status: string, keys: readonly string[]): readonly Setting[] => {
    const gone = keys.filter((k) => unused.includes(k));
    return gone.length === 0
      ? []
      : [{ key: ['required', status], value: keys.filter((k) => !unused.includes(k)), because: leftOut(gone) }];
  };
  // What nobody writes is asked of no packet, in whatever state.
  const { default: all = templateOrder, ...byStatus } = required;
  return [...of('default', all), ...Object.entries(byStatus).flatMap(([status, keys]) => of(status, keys ?? []))];
}

/** Words in bold that open a line, as a name that nobody reads would: `**Proven by:** npm test`. */
export const labels = (text: string): readonly string[] =>
  [...text.matchAll(/^[ \t>]*(?:[-*+][ \t]+)?\*\*(\p{L}[^*\n]{0,40}?)(?::\*\*|\*\*[ \t]*:)/gmu)].map(([, name]) =>
    normalName(name as string),
  );
