/** Names in the configuration that are most likely slips: a field that is misspelt, a word that means two states. */
import { distanceUpTo } from '#core/distance';
import { normalName } from '#core/fields/names';
import type { PacketsDialect } from './dialect';

/** What is wrong, and below which keys of `packets`. */
export interface ConfigProblem {
  readonly path: readonly (string | number)[];
  readonly message: string;
}

type Lists = Readonly<Record<string, readonly string[] | undefined>>;

/** What of the configuration holds such names. */
interface Named {
  readonly aliases?: Lists | undefined;
  readonly locked?: readonly string[] | undefined;
  readonly required?: Lists | undefined;
  readonly profiles?: Readonly<Record<string, { readonly required: readonly string[] | Lists }>> | undefined;
  readonly statuses?: Lists | undefined;
}

/** What goes on behind one of our names, as `Test Plan B` does, is another. */
const isSlip = (name: string, ours: string): boolean =>
  !name.startsWith(`${ours} `) && distanceUpTo(name, ours, slipsIn(name)) <= slipsIn(name);

/** So many letters may be wrong in a name for it to be a slip: in a short one none, for any other name is near. */
const slipsIn = (name: string): number => (name.length < 6 ? 0 : name.length < 10 ? 1 : 2);

/**
 * A field may have any name, so only those that nearly are one of ours: what is locked by a misspelt name is not locked.
 * Who means another lists it under `aliases`.
 */
export function misspelt(base: PacketsDialect, { aliases, locked, required, profiles }: Named): readonly ConfigProblem[] {
  const names = [
    ...base.specs.flatMap((s) => [s.key, ...(s.aliases ?? [])]),
    ...Object.entries(aliases ?? {}).flatMap(([key, more]) => [key, ...(more ?? [])]),
  ];
  const known = new Set(names.map(normalName));
  const slip = (name: string, path: ConfigProblem['path']): readonly ConfigProblem[] => {
    const normal = normalName(name);
    if (known.has(normal)) return [];
    const near = base.specs.find((s) => isSlip(normal, normalName(s.key)))?.key;
    return near === undefined
      ? []
      : [{ path, message: `${name} is no field; did you mean ${near}? A field of your own is named under aliases.` }];
  };
  const listed = (list: readonly string[], path: ConfigProblem['path']): readonly ConfigProblem[] =>
    list.flatMap((name, i) => slip(name, [...path, i]));
  const lists = (of: Lists | undefined, path: ConfigProblem['path']): readonly ConfigProblem[] =>
    Object.entries(of ?? {}).flatMap(([status, list]) => listed(list ?? [], [...path, status]));
  return [
    ...listed(locked ?? [], ['locked']),
    ...lists(required, ['required']),
    ...Object.entries(profiles ?? {}).flatMap(([name, p]) =>
      isList(p.required) ? listed(p.required, ['profiles', name, 'required']) : lists(p.required, ['profiles', name, 'required']),
    ),
  ];
}

const isList = (of: readonly string[] | Lists): of is readonly string[] => Array.isArray(of);

/** One word cannot say two states. */
export function ambiguous({ statuses }: Named): readonly ConfigProblem[] {
  const first = new Map<string, string>();
  return Object.entries(statuses ?? {}).flatMap(([status, words]) =>
    (words ?? []).flatMap((word, i): readonly ConfigProblem[] => {
      const key = normalName(word) || word;
      const other = first.get(key);
      first.set(key, other ?? status);
      if (other === undefined || other === status) return [];
      return [
        { path: ['statuses', status, i], message: `“${word}” is a word for ${other} already; it can mean only one state.` },
      ];
    }),
  );
}
