/** What packets are called in a repository: the forms of ids in the names of their files. For `gatehouse init` alone. */
import type { Setting } from '#core/init';
import { folderOf, nameOf, stemOf } from '#core/paths';
import type { RelPath } from '#core/text';
import { defaultForms, type IdForms } from '../model/dialect/id-form';

/** Fewer files than this, or a smaller share of all packets, are no habit. */
const ENOUGH = 2;
const SHARE = 1 / 20;

/** `TASK-012-login`, `TASK_12`, `FEAT-A01`, `T0042`, `20260101-login`, `2026-01-01-login`. */
const prefixed = /^(\p{L}+(?:[-_]\p{L}+)?)([-_]?)([A-Z]{0,3})\d+\p{L}?(?=$|[-_. ])/u;
const dated = /^\d{4}(-?)\d\d\1\d\d([-_])\p{L}/u;

/** The form that a name has. Undefined: it is no id. */
function formOf(name: string): string | undefined {
  const day = dated.exec(name);
  if (day) return `{YYYY${day[1]}MM${day[1]}DD}${day[2]}{name}`;
  const [, prefix, separator, letters] = prefixed.exec(name) ?? [];
  if (prefix === undefined) return undefined;
  if (separator === '') return `${prefix}${letters}{number}`;
  return prefix;
}

/**
 * The forms that packets have, where not all of them have the usual one.
 * @param isPacket by what is in it; asked of files that are called by an id
 */
export function calledSo(files: readonly RelPath[], isPacket: (path: RelPath) => boolean, usual: IdForms): Setting | undefined {
  const found = new Map<string, RelPath[]>();
  const own: RelPath[] = [];
  for (const path of files) {
    // A file in the folder of one packet has its id from there.
    const names = [stemOf(path), nameOf(folderOf(path))];
    const form = names.flatMap((n) => formOf(n) ?? [])[0];
    if (names.some(usual.is)) own.push(path);
    else if (form !== undefined && isPacket(path)) found.set(form, [...(found.get(form) ?? []), path]);
  }
  if (found.size === 0) return undefined;
  const usually = own.filter(isPacket).length;
  const all = [...found.values()].reduce((n, paths) => n + paths.length, usually);
  const habits = [...found]
    .filter(([, paths]) => paths.length >= Math.max(ENOUGH, all * SHARE) || paths.length === all)
    .sort((a, b) => b[1].length - a[1].length || (a[0] < b[0] ? -1 : 1));
  if (habits.length === 0) return undefined;
  const said = (paths: readonly RelPath[]): string =>
    `${paths.length} ${paths.length === 1 ? 'packet is' : 'packets are'} called so, such as ${paths[0]}`;
  return {
    key: ['ids'],
    value: [...(usually > 0 ? defaultForms : []), ...habits.map(([form]) => form)],
    because: habits.map(([, paths]) => said(paths)).join('; '),
  };
}
