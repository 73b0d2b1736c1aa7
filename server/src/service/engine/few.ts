/**
 * A set of objects, as small as can be: of the hundred thousand sets that there are, nearly all have one member or two, and a Set
 * takes 200 bytes. Members are neither lists nor sets themselves.
 */
/** A set as it is kept: nothing, its one member, a list of a few, or a Set. */
export type Few<T extends object | string> = T | readonly T[] | Set<T> | undefined;

/** So many are looked through one by one. */
const FEW = 8;

const isList = (few: unknown): few is readonly never[] => Array.isArray(few);

/** The set with `one` in it; the same object where it was already. */
export function withOne<T extends object | string>(few: Few<T>, one: T): Few<T> {
  if (few === undefined) return one;
  if (few instanceof Set) return few.add(one);
  if (!isList(few)) return few === one ? few : [few as T, one];
  const list: readonly T[] = few;
  if (list.includes(one)) return few;
  return list.length < FEW ? [...list, one] : new Set([...list, one]);
}

/** The set without `one`. */
export function withoutOne<T extends object | string>(few: Few<T>, one: T): Few<T> {
  if (few === one) return undefined;
  if (few instanceof Set) few.delete(one);
  else if (isList(few)) {
    const left = (few as readonly T[]).filter((other) => other !== one);
    return left.length > 0 ? left : undefined;
  }
  return few;
}

/** Its members, in the order in which they came. */
export function members<T extends object | string>(few: Few<T>): Iterable<T> {
  if (few === undefined) return [];
  return few instanceof Set || isList(few) ? (few as Iterable<T>) : [few as T];
}
