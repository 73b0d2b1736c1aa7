/** The form of a packet's id. Source: SYSTEMS.md §1, "The packet". */
import { closest } from '#core/distance';
import { nameOf, stemOf } from '#core/paths';
import { detach } from '#core/text';

/** An id that is a number alone, `WP-0026`, `WP-C05`, as the source of a pattern. `WP-1` and `WP-12` are phases. */
export const NUMBERED = String.raw`WP-(?:\d{3,}|[A-Z]{1,3}\d{2,})`;

/** `WP-{phase}-{Name}[-vN]`: a phase, then a name; dots are part of both. Or a number alone. */
export const idForm = new RegExp(
  String.raw`^(?:WP-[\p{L}\p{N}]+(?:\.[\p{L}\p{N}]+)*(?:[-_][\p{L}\p{N}]+(?:[._][\p{L}\p{N}]+)*)+|${NUMBERED})$`,
  'u',
);

/**
 * Whether the name of a packet's file is its id and a few words more: `WP-0026_Repair_images`, `WP-2-031-repair-images`. Only where the id
 * ends in a number: `WP-1-Login-Form` is another packet than `WP-1-Login`, and `-v2` a variant.
 */
export const isWithWords = (stem: string, id: string): boolean =>
  stem.startsWith(id) && /\d\d$/.test(id) && /^[-_](?!v\d)\p{L}/iu.test(stem.slice(id.length)) && idForm.test(id);

/** A file's name without the words behind its id: `WP-0026` of `WP-0026_Repair_images`. */
export function wordsOff(stem: string): string {
  const [id = stem] = /^WP-.*?\d\d(?=[-_](?!v\d)\p{L})/iu.exec(stem) ?? [];
  return isWithWords(stem, id) ? detach(id) : stem;
}

const variant = /^(.+)-v(\d+)$/i;

/** `WP-1-Login-v2`: whose variant it is, and which. `-v0.1` is a part of a name. */
export function variantIn(id: string): { readonly base: string; readonly number: number } | undefined {
  const [, base, number] = variant.exec(id) ?? [];
  return base === undefined ? undefined : { base, number: Number(number) };
}

/** A packet and its variants are one work: the id without the number of the variant. */
export const workOf = (id: string): string => variantIn(id)?.base ?? id;

const folderName = (path: string): string => nameOf(path.slice(0, Math.max(0, path.lastIndexOf('/'))));

/** Whether a file lies in the folder of one packet, and is called what such files are called: `WP-1-Login/packet.md`. */
export const hasHouse = (path: string): boolean => !stemOf(path).includes('WP-') && idForm.test(folderName(path));

/** The id that a document's place says: its name, or the folder's where that is an id and the name is none: `WP-1-Login/packet.md`. */
export const idOf = (path: string): string => detach(hasHouse(path) ? folderName(path) : stemOf(path));

/** `WP-1-Login` of `WP-1-Login_refinement`, `WP-1-Login-technical-refinement`. */
export const withoutSuffix = (stem: string): string => stem.replace(/[._-](?:(?:tech\w*|spec)[._-])?refine(?:ment)?$/i, '');

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
  /[-_.]\p{Lu}{0,3}\d+\p{Ll}?$/u.test(id) ? id.replace(/\d+(?:\p{Ll}$)?/gu, '#') : undefined;

/** The id that was most likely meant by one that nobody has. None by its number: `WP-2-03` is another packet than `WP-2-01`. */
export function nearestId(wanted: string, names: Iterable<string>): string | undefined {
  const series = seriesOf(wanted);
  return closest(wanted, series === undefined ? names : [...names].filter((name) => seriesOf(name) !== series));
}
