/**
 * The forms of packets' ids: the one place that says what an id is. Source: SYSTEMS.md §1, "The packet".
 *
 * A dialect has prefixes (`TASK`: `TASK-12`, `TASK_12_Login`) and patterns (`T{number}`). Who looks for ids asks its {@link IdForms}.
 * `WP-` is the usual form; `WP`, without its dash, a prefix as any other: `WP-1`, `WP-A3`.
 */
import { closest } from '#core/distance';
import { literalGlob } from '#core/glob';
import { folderOf, nameOf, stemOf } from '#core/paths';
import { exampleOf, inRegExp, pattern } from '#core/pattern';
import { detach } from '#core/text';
import { ID_LETTER as L } from './id-letters';
import { BY_NAME, bareAdvice, bareForm, bareLike, type FormPatterns, mixed } from './id-number';

/** What packets are called where nothing else is said. `WP-1` is a phase there, `WP-1-Login`, `WP-07` and `WP-005A` are packets. */
export const defaultForms: readonly string[] = ['WP-'];

/** Whether packets are called so, among other forms: as this method's are. @param said prefixes and patterns */
export const haveDefaultForm = (said: readonly string[]): boolean => defaultForms.some((form) => said.includes(form));

/** The ids of a dialect. What ends in `Source` is for regular expressions with the flag `u`, without groups that capture. */
export interface IdForms {
  /** As the configuration says them. */
  readonly said: readonly string[];
  /** Whether packets are called by the names of their files alone, whatever these are (`{name}`): in a text, links to Markdown files are all there is. */
  readonly byName: boolean;
  /** Whether a text may name a packet: quick, asked before anything is looked for. */
  mayName(text: string): boolean;
  /** Whether an id begins somewhere in a text, though it need not be one. */
  isIn(text: string): boolean;
  /** Whether a text is an id, and nothing besides. */
  is(text: string): boolean;
  /** What a name begins with, where it begins as an id does, in letters of whatever case: `WP-`. */
  opening(name: string): string | undefined;
  /** An id in running text, with the flags `g` and `u`. */
  readonly anywhere: RegExp;
  /** An id, or the beginning of one: `WP-1`. */
  readonly begunSource: string;
  /** What tells that an id begins: `WP-`. */
  readonly markSource: string;
  /** The id that the name of a file begins with, which goes on in words: `WP-0026` of `WP-0026_Repair_images`. Else the whole name. */
  idIn(stem: string): string;
  /** What tells that an id is begun, whether it becomes one or not: `WP-` of `WP-{phase}`. */
  readonly openingSource: string;
  /** The packet that a file is named after, and a few words more. */
  isWithWords(stem: string, id: string): boolean;
  /** A file's name without the words behind its id: `WP-0026` of `WP-0026_Repair_images`. */
  wordsOff(stem: string): string;
  /** The form of a new id, as it is told to people: `WP-{phase}-{Name}, such as WP-1-Login`. */
  readonly advice: string;
  /** An id of that form, made up. @param of as the default forms have it: `WP-1-Login` */
  like(of: string): string;
  /** Globs of the names of files that are called so: `WP-*.md`. */
  readonly files: readonly string[];
}

/** One prefix or pattern. */
interface Form extends FormPatterns {
  readonly advice: string;
  readonly like: (of: string) => string;
}

const N = String.raw`\p{L}\p{N}`;

/** Words behind an id in the name of its file: `TASK-12-log-in`, `TASK-12 Log in`, `TASK-12 - Log in`. */
const spaced = String.raw` (?:[-–—] )?\p{L}`;
const joined = String.raw`[-_](?:(?![vV]\d)\p{L}|${mixed})`;
const wordsBehind = new RegExp(`^(?:${joined}|${spaced})`, 'iu');

/** A prefix says its separator, or leaves it open: `TASK` is `TASK-` and `TASK_`. */
const prefixForm = /^([\p{L}\p{N}]+(?:[._-][\p{L}\p{N}]+)*)([-_]?)$/u;

/** What is wrong with a prefix or a pattern, as a sentence. Undefined: nothing. */
export function formProblem(text: string): string | undefined {
  if (!/[{}]/.test(text))
    return prefixForm.test(text)
      ? undefined
      : 'A prefix is letters and digits, such as TASK or TASK_; a pattern has placeholders, such as T{number}.';
  if (bareForm(text)) return undefined;
  const p = pattern(text);
  if ('problem' in p) return p.problem;
  if (/\s|\{(?:space|any)\}/.test(text)) return 'An id has no spaces in it.';
  return /\{(?:number|dotted|[YDHMS])/.test(text) || /\p{Lu}|\d/u.test(text.replace(/\{[^{}]*\}/g, ''))
    ? undefined
    : 'Ordinary words would be ids: a pattern has a capital, a digit, {number} or a day in it.';
}

function formOf(text: string): Form | undefined {
  const [, prefix, separator] = prefixForm.exec(text) ?? [];
  if (prefix !== undefined) return prefixed(prefix, separator ?? '');
  const bare = bareForm(text);
  if (bare) return { ...bare, advice: bareAdvice(text), like: (of) => bareLike(text, of) };
  return formProblem(text) === undefined ? patterned(text) : undefined;
}

function prefixed(prefix: string, separator: string): Form {
  const isDefault = prefix === 'WP' && separator === '-';
  const made = `${prefix}${separator || '-'}`;
  const ends = separator === '' ? ['-', '_'] : [separator];
  const opening = `${inRegExp(prefix)}${ends.length > 1 ? '[-_]' : ends[0]}`;
  // `TASK_ID` and `task-based` are words: what is not called WP has a number in it.
  const mark = isDefault ? opening : `${opening}(?=[${L}._-]*\\p{N})`;
  const begun = `${mark}[${L}]+(?:[._-][${L}]+)*`;
  const number = String.raw`${opening}(?:\d{2,}[A-Za-z]?|[A-Z]{1,3}\d{2,})`;
  const named = isDefault ? `${mark}[${L}]+(?:[._-][${L}]+)+|${number}` : begun;
  // Each separator can be read in one way only: else a long name would be read in thousands.
  const parts = `(?:[-_.][${N}]+)*`;
  return {
    literals: ends.map((e) => prefix + e),
    mark,
    opening,
    begun,
    named,
    // `TASK-1-Login` is a name, as `WP-1-Login`; `TASK-1-log-in`, `TASK-3.1.A-log-in` and `TASK-012-Login` are numbers, and words.
    worded: isDefault
      ? `${number}(?=[-_])`
      : String.raw`${opening}[A-Za-z]{0,3}(?:\d{2,}[A-Za-z]?(?=${joined})|\d+(?:\.\d+)*(?:\.?[A-Za-z])?(?=[-_](?!v\d)\p{Ll}|${spaced}))`,
    whole: isDefault ? String.raw`${opening}[${N}]+(?:\.[${N}]+)*[-_][${N}]+${parts}|${number}` : `${mark}[${N}]+${parts}`,
    ahead: String.raw`${opening}.*?\d\d[A-Za-z]?`,
    ends: isDefault ? /\d\d[A-Za-z]?$/ : /\d[A-Za-z]?$|\d\.[A-Za-z]$/,
    advice: isDefault ? 'WP-{phase}-{Name}, such as WP-1-Login' : `${made}{number} or ${made}{phase}-{Name}, such as ${made}12`,
    like: (of) => of.replace(/^WP-/, () => made),
    file: `${literalGlob(prefix)}${ends.length > 1 ? '[_-]' : ends[0]}*.md`,
  };
}

function patterned(text: string): Form | undefined {
  const p = pattern(text);
  if ('problem' in p) return undefined;
  const bare = p.source.replace(/\(\?<\w+>/g, '(?:');
  const source = `(?:${bare})`;
  const before = /^[^{]*/.exec(text)?.[0] ?? '';
  const opening = before === '' ? source : inRegExp(before);
  // Behind a number words may go on in the name of a file; behind a name nobody could tell them from it.
  const isNumber = /(?:\{(?:number|dotted|[YDHMS][^{}]*)\}|\d)$/.test(text);
  const varies = /^\{(?:number|dotted|[YDHMS])/.test(text.slice(before.length)) ? '[0-9]*' : '*';
  return {
    literals: p.literal === '' ? undefined : [p.literal],
    mark: source,
    opening,
    begun: `${source}(?:-v\\d+)?`,
    named: `${source}(?:-v\\d+)?`,
    worded: isNumber ? `${source}(?=${joined})` : '',
    whole: `${source}(?:-v\\d+)?`,
    ahead: isNumber ? source : '(?!)',
    ends: isNumber ? /(?:)/ : /(?!)/,
    advice: `${text}, such as ${exampleOf(text)}`,
    like: (of) => likeness(text, of),
    file: `${literalGlob(before)}${varies}.md`,
  };
}

/** An id of a pattern that has the number and the name of `WP-1-Login`, as far as the pattern has a place for them. */
function likeness(text: string, of: string): string {
  const [, number = '1', name = 'Name'] = /^WP-(\d+)-(.*)$/.exec(of) ?? [];
  const plain = name.replace(/\W/g, '');
  // Where there is no place for a name, the number tells one from the other.
  const isNamed = /\{(?:name|word|user|letters|LETTERS)\}/.test(text);
  const own = isNamed ? number : `${number}${[...name].reduce((n, c) => (n * 31 + c.charCodeAt(0)) % 900, 0) + 100}`;
  const filled: Readonly<Record<string, string>> = {
    number: own,
    dotted: own,
    name,
    word: plain,
    user: plain,
    letters: plain,
    LETTERS: plain.toUpperCase(),
  };
  return exampleOf(text.replace(/\{(\w+)\}/g, (all, kind: string) => filled[kind] ?? all));
}

/** Those that were asked for last: a folder has one, and another while its configuration is being written. */
const known = new Map<string, IdForms>();
const MOST_KNOWN = 16;

/** The ids of a dialect. @param said prefixes and patterns; those with a fault are left out */
export function idForms(said: readonly string[]): IdForms {
  const key = said.join('\n');
  const made = known.get(key) ?? compiled(said);
  known.delete(key);
  known.set(key, made);
  for (const oldest of known.keys()) {
    if (known.size <= MOST_KNOWN) break;
    known.delete(oldest);
  }
  return made;
}

function compiled(said: readonly string[]): IdForms {
  const forms = said.flatMap((text) => formOf(text) ?? []);
  if (forms.length === 0) return idForms(defaultForms);
  const any = (part: (f: Form) => string): string =>
    forms.length === 1 ? part(forms[0] as Form) : `(?:${forms.map(part).join('|')})`;
  const openingSource = any((f) => f.opening);
  const mark = new RegExp(
    any((f) => f.mark),
    'u',
  );
  const whole = new RegExp(`^(?:${any((f) => f.whole)})$`, 'u');
  const opening = new RegExp(`^${openingSource}`, 'iu');
  const is = (text: string): boolean => whole.test(text);
  const wordy = forms.map((f) => ({
    ahead: new RegExp(`^(?:${f.ahead})(?=${joined}|${spaced})`, 'iu'),
    ends: f.ends,
    own: new RegExp(`^(?:${f.whole})$`, 'u'),
  }));
  const worded = forms.flatMap((f) => (f.worded === '' ? [] : [f.worded]));
  const wordedId = worded.length === 0 ? undefined : new RegExp(`^(?:${worded.join('|')})`, 'u');
  const isWithWords = (stem: string, id: string): boolean =>
    stem.length > id.length &&
    stem.slice(0, id.length).toLowerCase() === id.toLowerCase() &&
    wordsBehind.test(stem.slice(id.length)) &&
    wordy.some((w) => w.ends.test(id) && w.own.test(id));
  const [first] = forms;
  return {
    said,
    byName: said.includes(BY_NAME),
    mayName: mayName(forms),
    isIn: (text) => mark.test(text),
    is,
    opening: (name) => opening.exec(name)?.[0],
    anywhere: new RegExp(`(?<![${L}-])(?:${any((f) => f.named)})(?![${L}]|[._-]+[*{])`, 'gu'),
    begunSource: any((f) => f.begun),
    markSource: any((f) => f.mark),
    openingSource,
    isWithWords,
    idIn: (stem) => wordedId?.exec(stem)?.[0] ?? stem,
    wordsOff(stem) {
      for (const w of wordy) {
        const id = w.ahead.exec(stem)?.[0];
        if (id !== undefined && isWithWords(stem, id)) return detach(id);
      }
      const own = wordedId?.exec(stem)?.[0];
      return own !== undefined && isWithWords(stem, own) ? detach(own) : stem;
    },
    advice: first?.advice ?? '',
    like: (of) => first?.like(of) ?? of,
    files: forms.map((f) => f.file),
  };
}

function mayName(forms: readonly Form[]): (text: string) => boolean {
  const literals = forms.flatMap((f) => f.literals ?? []);
  const others = forms.flatMap((f) => (f.literals ? [] : [f.mark]));
  const [one] = literals;
  if (others.length === 0 && literals.length === 1 && one !== undefined) return (text) => text.includes(one);
  const other = others.length === 0 ? undefined : new RegExp(others.join('|'), 'u');
  return (text) => literals.some((l) => text.includes(l)) || (other?.test(text) ?? false);
}

/** What is made of a dialect's forms, once for each: a function of a module that has patterns with ids in them. */
export function ofForms<T>(make: (ids: IdForms) => T): (ids: IdForms) => T {
  const made = new WeakMap<IdForms, T>();
  let last: IdForms | undefined;
  let now: T;
  return (ids) => {
    if (ids === last) return now;
    now = made.get(ids) ?? make(ids);
    made.set(ids, now);
    last = ids;
    return now;
  };
}

const variant = /^(.+)-v(\d+)$/i;

/** `WP-1-Login-v2`: whose variant it is, and which. `-v0.1` is a part of a name. */
export function variantIn(id: string): { readonly base: string; readonly number: number } | undefined {
  const [, base, number] = variant.exec(id) ?? [];
  return base === undefined ? undefined : { base, number: Number(number) };
}

/** A packet and its variants are one work: the id without the number of the variant. */
export const workOf = (id: string): string => variantIn(id)?.base ?? id;

const folderName = (path: string): string => nameOf(folderOf(path));

/** Whether a file lies in the folder of one packet, and is called what such files are called: `WP-1-Login/packet.md`. */
export const hasHouse = (path: string, ids: IdForms): boolean =>
  ids.byName
    ? usualFile.test(stemOf(path)) && ids.is(folderName(path))
    : !ids.isIn(stemOf(path)) && (ids.is(folderName(path)) || ids.is(ids.idIn(folderName(path))));

/** What the main document in a packet's folder is called. */
const usualFile = /^(?:packet|task|ticket|story|plan|card|readme|index)$/i;

/** The id that a document's place says: its name, or the folder's where that is an id and the name is none: `WP-1-Login/packet.md`. */
export const idOf = (path: string, ids: IdForms): string => detach(hasHouse(path, ids) ? folderName(path) : stemOf(path));

/** The phase that an id says: `1` of `WP-1-Login`, `TASK_1_Login`. Undefined: none, as `TASK-012` is a number alone. */
export const phaseOf = (id: string): string | undefined => /^\p{L}+[-_](\d{1,2}(?:\.\d+)*)[-_]/u.exec(id)?.[1];

/** An id without what it begins with and its phase: what the packet is called. */
export const nameIn = (id: string): string => id.replace(/^\p{L}+[-_](?:\d[^-_]*[-_])?/u, '');

/** `WP-1-Login` of `WP-1-Login_refinement`, `WP-1-Login-technical-refinement`. */
export const withoutSuffix = (stem: string): string => stem.replace(/[._-](?:(?:tech\w*|spec)[._-])?refine(?:ment)?$/i, '');

/** `WP-16` and `WP16-Storage`: one number, written in two ways, one of them with words behind it. */
export function isSameNumber(a: string, b: string): boolean {
  const [x, y] = [numbered.exec(a), numbered.exec(b)];
  if (!x || !y || (x[3] !== '' && y[3] !== '')) return false;
  return x[1]?.toLowerCase() === y[1]?.toLowerCase() && x[2]?.toLowerCase() === y[2]?.toLowerCase();
}

const wordsIn = (id: string): readonly string[] => (id.toLowerCase().match(/[\p{L}\p{M}\p{N}]+/gu) ?? []).sort();

/** `TASK-2026-01-01-log-in` and `2026-01-01_log_in_task`: the same words and numbers, put together in two ways. */
export const isSameWords = (a: string, b: string): boolean => /\d/.test(a) && wordsIn(a).join(' ') === wordsIn(b).join(' ');

const numbered = /^(\p{L}+)[-_]?(\p{L}{0,3}\d+\p{L}?)((?:[-_.]\S+)?)$/u;

const scripts: readonly (readonly [string, RegExp])[] = [
  ['Latin', /\p{Script=Latin}/u],
  ['Greek', /\p{Script=Greek}/u],
  ['Cyrillic', /\p{Script=Cyrillic}/u],
];

/** Letters of other scripts, each above the Latin one that it looks like. */
const others = 'АВЕЅІЈКМНОРСТУХаеіјорѕсухһԁԛԝΑΒΕΖΗΙΚΜΝΟΡΤΥΧνορ';
const latin = 'ABESIJKMHOPCTYXaeijopscyxhdqwABEZHIKMNOPTYXvop';
const twins = new Map([...others].map((c, i) => [c, latin.charAt(i)]));

const outline = (id: string): string => [...id].map((c) => twins.get(c) ?? c).join('');

/** Whether two ids are one for somebody: they look the same, or are one file's name on some system. */
export function isOneId(a: string, b: string): boolean {
  const [x, y] = [a.normalize('NFC'), b.normalize('NFC')];
  return x.toLowerCase() === y.toLowerCase() || outline(x).toLowerCase() === outline(y).toLowerCase();
}

/** Why an id could be taken for another one that looks the same. Undefined: it could not. */
export function lookAlike(id: string): string | undefined {
  const plain = id.normalize('NFKC');
  if (plain !== id.normalize('NFC')) return `${id} has letters in a form of their own; write them as in ${plain}.`;
  for (const word of id.split(/[-_.]/)) {
    const [one, other] = scripts.flatMap(([name, letters]) => (letters.test(word) ? [name] : []));
    if (other !== undefined)
      return `${id} mixes ${one} and ${other} letters in one word, and some look alike; write a word in one script.`;
  }
  return undefined;
}

/** What is left of an id that ends in a number, without its numbers: they tell it from the next. Undefined: it ends in a name, or in `-v2`. */
const seriesOf = (id: string): string | undefined =>
  /(?:^|[-_.])\p{Lu}{0,3}\d+\p{L}?$/u.test(id) ? id.replace(/\d+(?:\p{L}$)?/gu, '#') : undefined;

/** The id that was most likely meant by one that nobody has. None by its number: `WP-2-03` is another packet than `WP-2-01`. */
export function nearestId(wanted: string, names: Iterable<string>): string | undefined {
  const series = seriesOf(wanted);
  return closest(wanted, series === undefined ? names : [...names].filter((name) => seriesOf(name) !== series));
}
