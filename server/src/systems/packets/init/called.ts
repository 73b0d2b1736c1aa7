/** What packets are called in a repository: the forms of ids in the names of their files. For `gatehouse init` alone. */
import type { Setting } from '#core/init';
import { folderOf, nameOf, stemOf } from '#core/paths';
import type { RelPath } from '#core/text';
import { defaultForms, formProblem, hasHouse, type IdForms, idForms, isSameNumber } from '../model/dialect/id-form';
import { packetIds } from '../read/ids';

/** Fewer files than this, or a smaller share of all packets, are no habit. */
const ENOUGH = 2;
const SHARE = 1 / 20;

/** `TASK-012-login`, `TASK_12`, `task-12 - Log in`, `FEAT-A01`, `WP-A3`, `T0042`, `RL1.2-login`. */
const prefixed = /^(\p{L}+(?:[-_]\p{L}+(?=[-_]))?)([-_]?)([A-Z]{0,3})\d+\p{L}?(?=$|[-_. ])/u;
/** `AP5-02-camera`, `E1-S3`: a part of the work, and a number in it. */
const staged = /^(\p{Lu}{1,10})\d{1,3}([-_])(\p{Lu}{0,3})\d+(?=$|[-_. ])/u;
const parted = /^(\p{Lu}\p{L}*)\d+(?:\.\d+)+(?=$|[-_ ])/u;
/** `20260101-login`, `2026-01-01-login`, `2026-01-01-003-login`. */
const dated = /^\d{4}(-?)\d\d\1\d\d([-_])(?:(\d{1,6})(?=$|[-_.])|(?=\p{L}))/u;
/** `0042-login`, `0042`. */
const bare = /^\d{1,6}(?:$|([-_. ])\p{L})/u;
const BARE = '{number}';
/** `1.2.log-in`, `1-2-log-in`: a part, and a number in it. */
const twofold = /^\d{1,3}([-.])\d{1,3}([-_.])(?![vV]\d)\p{L}/u;

/** Whether a name is a number or a day with words behind it: so are those of much else, too. */
export const isCounted = (name: string): boolean => bare.test(name) || dated.test(name) || twofold.test(name);

/** The form that a name has. Undefined: it is no id. */
export function formOf(name: string): string | undefined {
  const day = dated.exec(name);
  if (day) return `{YYYY${day[1]}MM${day[1]}DD}${day[2]}${day[3] === undefined ? '{name}' : '{number}'}`;
  if (bare.test(name)) return BARE;
  const two = twofold.exec(name);
  if (two) return `${two[1] === '.' ? '{dotted}' : '{number}-{number}'}${two[2]}{name}`;
  const dotted = parted.exec(name);
  if (dotted) return `${dotted[1]}{dotted}`;
  const stage = staged.exec(name);
  if (stage) return `${stage[1]}{number}${stage[2]}${stage[3]}{number}`;
  const [, prefix, separator, letters] = prefixed.exec(name) ?? [];
  if (prefix === undefined) return undefined;
  if (separator === '') return `${prefix}${letters}{number}`;
  return prefix;
}

/**
 * The forms that packets have, where not all of them have the usual one.
 * @param isPacket by what is in it; asked of files that are called by an id
 * @param titleOf the heading of a file, or nothing
 * @param namedIn what its TASK_ID says, or nothing
 */
export function calledSo(
  files: readonly RelPath[],
  isPacket: (path: RelPath) => boolean,
  titleOf: (path: RelPath) => string,
  namedIn: (path: RelPath) => string,
  usual: IdForms,
): Setting | undefined {
  const found = new Map<string, RelPath[]>();
  const own: RelPath[] = [];
  const shorter = new Map<string, RelPath[]>();
  const note = (form: string, path: RelPath) => found.set(form, [...(found.get(form) ?? []), path]);
  for (const path of files) {
    // A file in the folder of one packet has its id from there.
    const names = [stemOf(path), nameOf(folderOf(path))];
    const form = names.flatMap((n) => formOf(n) ?? [])[0];
    const name = names.find(usual.is);
    const short = name === undefined || form === undefined ? undefined : shortId(titleOf(path), name, form, usual);
    const other = otherForm(namedIn(path), stemOf(path), [...(form === undefined ? [] : [form]), ...usual.said]);
    const isSaid = other !== undefined && isPacket(path);
    if (isSaid) note(other, path);
    // Files on which capitals do not count are not called otherwise.
    if (isSaid && form !== undefined && other.toLowerCase() === form.toLowerCase()) continue;
    if (short !== undefined && isPacket(path)) shorter.set(short, [...(shorter.get(short) ?? []), path]);
    else if (name !== undefined) own.push(path);
    else if (form !== undefined && isPacket(path)) note(form, path);
  }
  // What several have is a phase.
  for (const paths of shorter.values())
    for (const path of paths)
      if (paths.length > 1) own.push(path);
      else note(formOf(stemOf(path)) ?? (formOf(nameOf(folderOf(path))) as string), path);
  if (found.size === 0) return undefined;
  const usually = own.filter(isPacket);
  const all = [...found.values()].reduce((n, paths) => n + paths.length, usually.length);
  const habits = [...found]
    .filter(([, paths]) => paths.length >= Math.max(ENOUGH, all * SHARE) || paths.length === all)
    .sort((a, b) => b[1].length - a[1].length || (a[0] < b[0] ? -1 : 1))
    .map(([form, paths]) => ({ ...inFolders(form, paths), paths }));
  if (habits.length === 0) return undefined;
  const forms = [...new Set(habits.map(({ form }) => form))];
  const { is } = idForms(forms);
  const isCovered = usually.every((p) => [stemOf(p), nameOf(folderOf(p))].some(is));
  const said = (paths: readonly RelPath[]): string => {
    const n = paths.length + (isCovered && habits.length === 1 ? usually.length : 0);
    return `${n} ${n === 1 ? 'packet is' : 'packets are'} called so, such as ${paths[0]}`;
  };
  return {
    key: ['ids'],
    value: [...(isCovered ? [] : defaultForms), ...forms],
    because: habits.map(({ paths, why }) => `${said(paths)}${why}`).join('; '),
  };
}

/** A number of fewer digits stands in any text. */
const WIDE = 3;

/**
 * A number counts as far as it is found again. Where folders count anew, or a number is as short as any in a text, the words behind it belong
 * to the id.
 */
function inFolders(form: string, paths: readonly RelPath[]): { readonly form: string; readonly why: string } {
  const isNumber = form.endsWith('{number}');
  const ids = idForms([form]);
  const stems = paths.filter((p) => !hasHouse(p, ids)).map(stemOf);
  if (!isNumber || stems.length < paths.length) return { form, why: '' };
  const numbers = stems.map(ids.idIn);
  const again = numbers.find((n, i) => numbers.indexOf(n) !== i);
  const parts = again === undefined ? undefined : partsOf(stems);
  if (parts !== undefined) return { form: parts, why: `: ${again} is there more than once, and all numbers tell them apart` };
  const isShort = form === BARE && numbers.some((n) => n.length < WIDE);
  const separator = /^[-_]/.exec((stems[0] as string).slice((numbers[0] as string).length))?.[0];
  const named = `${form}${separator}{name}`;
  const isNamed = separator !== undefined && stems.every(idForms([named]).is) && new Set(stems).size === stems.length;
  if ((again === undefined && !isShort) || !isNamed) return { form, why: '' };
  const why =
    again === undefined
      ? ': so short a number may be anything in a text, so its name belongs to it'
      : `: ${again} is there more than once, so its name belongs to it`;
  return { form: named, why };
}

/** `{number}-E{number}-T{number}`: what all names are but for their numbers, where these alone tell them apart. */
function partsOf(stems: readonly string[]): string | undefined {
  const forms = new Set(stems.map((s) => s.replace(/\d+/g, '{number}')));
  const [form] = forms;
  if (form === undefined || forms.size > 1 || new Set(stems).size < stems.length || formProblem(form) !== undefined)
    return undefined;
  return /\p{L}/u.test(form.replaceAll('{number}', '')) && stems.every(idForms([form]).is) ? form : undefined;
}

/** `WP-3.1.A` of `WP-3.1.A-log-in`, which the usual form takes for an id as a whole, where the title says so. */
function shortId(title: string, name: string, form: string, usual: IdForms): string | undefined {
  const forms = idForms([form]);
  const id = packetIds(title, 0, forms)[0]?.text;
  const isShort = id !== undefined && id !== name && forms.isWithWords(name, id) && !usual.isWithWords(name, id);
  return isShort && !/\p{Lu}/u.test(name.slice(id.length)) ? id : undefined;
}

/** The form of a TASK_ID that is no id by those of the files, where it says the number of its file in another way: `WP16-X` of `WP-16.md`. */
function otherForm(taskId: string, stem: string, forms: readonly string[]): string | undefined {
  const ids = idForms(forms);
  return ids.is(taskId) || !isSameNumber(taskId, ids.idIn(stem)) ? undefined : formOf(taskId);
}
