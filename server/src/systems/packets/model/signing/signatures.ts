/**
 * Who signed, and when, as a signature says it. Source: SYSTEMS.md §1, "Signature".
 *
 * Written is `{username}{DDMMYYYYHHMM}` in UTC. Older ones have `DDMMYYHHMMSS` or `YYMMDDHHMM` with up to two digits more:
 * the digits are read in each form, and what is a real date counts.
 */
import { type Pattern, wordsOf } from '#core/pattern';
import { detach } from '#core/text';
import { ID_LETTER } from '../dialect/id-letters';

/** A signature as it stands in a text. */
export interface FoundSignature {
  /** As it compares: without the underscore between name and time. */
  readonly key: string;
  readonly written: string;
  /** Offset in the text that was searched. */
  readonly start: number;
  readonly end: number;
}

// A name (`mira`, `mira_b`), an optional underscore, and 10 to 14 digits of time.
const common = new RegExp(
  String.raw`(?<![${ID_LETTER}_-])([${ID_LETTER.replace(String.raw`\p{N}`, '')}][${ID_LETTER}._-]*?)_?(\d{10,14})(?![${ID_LETTER}_-])`,
  'gu',
);

/** A regular expression for the patterns of a dialect: made once. */
const compiled = new WeakMap<readonly Pattern[], RegExp>();

/**
 * All signatures in a text, with offsets relative to it, in order of place.
 * @param patterns forms that the dialect adds
 */
export function signaturesIn(text: string, patterns: readonly Pattern[] = []): readonly FoundSignature[] {
  const ours = [...text.matchAll(common)].map((m) => found(m, `${m[1]}${m[2]}`));
  if (patterns.length === 0) return ours;
  const words = compiled.get(patterns) ?? wordsOf(patterns);
  if (!words) return ours;
  compiled.set(patterns, words);
  const theirs = [...text.matchAll(words)].map((m) => found(m, m[0].replace(/\s+/g, ' ')));
  const free = ours.filter((f) => !theirs.some((t) => f.start < t.end && t.start < f.end));
  return [...theirs, ...free].sort((a, b) => a.start - b.start);
}

const found = (m: RegExpExecArray, key: string): FoundSignature => ({
  key: detach(key),
  written: detach(m[0]),
  start: m.index,
  end: m.index + m[0].length,
});

/** A moment in minutes since 1970, UTC. */
export type Minute = number;

/** What a signature says. */
export interface SignatureTime {
  readonly signer: string;
  readonly minute: Minute;
}

/** When something was done, as somebody wrote it down. */
export interface WrittenTime {
  readonly minute: Minute;
  /** A day without a time of day. */
  readonly dayOnly: boolean;
}

/** No signature of ours is from before these documents were thought of, and none from a century later. */
const FIRST_YEAR = 2015;
const LAST_YEAR = 2099;

/** Digits by their form; canonical first. `x` is any digit. */
const forms = ['DDMMYYYYHHMM', 'DDMMYYHHMMSS', 'YYMMDDHHMMxx', 'YYMMDDHHMMx', 'YYMMDDHHMM'] as const;

/**
 * What a signature can mean, most likely first. None: it has no real date.
 * @param patterns forms that the dialect adds
 * @param signers names that are known: the longest of them that fits is the signer
 */
export function readings(
  written: string,
  patterns: readonly Pattern[] = [],
  signers: ReadonlySet<string> = new Set(),
): readonly SignatureTime[] {
  const own = patterns.flatMap((p) => {
    const groups = new RegExp(`^(?:${p.source})$`, 'u').exec(written)?.groups;
    return groups ? [{ signer: groups.user ?? '', minute: minuteOf(groups) }] : [];
  });
  const all = own.length > 0 ? own : canonical(written, signers);
  return all.flatMap(({ signer, minute }) => (minute === undefined ? [] : [{ signer, minute }]));
}

/** In the order of the forms; a name that is known goes before one that is not, and the longer before the shorter. */
function canonical(written: string, signers: ReadonlySet<string>): readonly { signer: string; minute: Minute | undefined }[] {
  const m = /^(.*?)(_?)(\d{10,})$/.exec(written);
  const name = m?.[1] ?? '';
  const digits = m?.[3] ?? '';
  const found = forms.flatMap((form, order) => {
    const more = digits.length - form.length;
    // Digits before the time are the end of a name, where nothing parts them from it.
    if (more < 0 || (more > 0 && m?.[2] === '_')) return [];
    const signer = name + digits.slice(0, more);
    const minute = minuteOf(partsOf(form, digits.slice(more)));
    const known = signers.has(signer) ? signer.length : 0;
    // A name of which nobody has heard may end in digits, but then the time is as it should be.
    return minute === undefined || (more > 0 && known === 0 && order > 0) ? [] : [{ signer, minute, order, known, more }];
  });
  return found.sort((a, b) => b.known - a.known || Number(a.more > 0) - Number(b.more > 0) || a.order - b.order);
}

type Parts = Readonly<Record<string, string | undefined>>;

function partsOf(form: string, digits: string): Parts {
  const at = (part: string, from = 0): string | undefined => {
    const start = form.indexOf(part, from);
    return start < 0 ? undefined : digits.slice(start, start + part.length);
  };
  const hours = form.indexOf('HH');
  return {
    year: form.includes('YYYY') ? at('YYYY') : at('YY'),
    month: at('MM'),
    day: at('DD'),
    hour: at('HH'),
    minute: at('MM', hours),
    second: at('SS'),
  };
}

function minuteOf({ year = '', month, day, hour = '0', minute = '0', second = '0' }: Parts): Minute | undefined {
  const y = year.length === 2 ? 2000 + Number(year) : Number(year);
  return y >= FIRST_YEAR && y <= LAST_YEAR && Number(second) < 60
    ? momentOf(y, Number(month), Number(day), Number(hour), Number(minute))
    : undefined;
}

/** Undefined: there is no such moment. */
function momentOf(year: number, month: number, day: number, hour: number, minute: number): Minute | undefined {
  const days = [31, year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
  const inMonth = days[month - 1];
  if (inMonth === undefined || day < 1 || day > inMonth || hour > 23 || minute > 59) return undefined;
  return Math.floor(Date.UTC(year, month - 1, day, hour, minute) / 60_000);
}

const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const clock = /(?:T|[\s,;]+|\s+at\s+|\s*[-–—]\s*)(\d{1,2})[:.h](\d{2})(?:[:.]\d{2}(?:[.,]\d+)?)?\s*(am|pm)?\s*(.*)$/i;

/** A time as people write it. Undefined: none that can be read for certain, or in a time zone of which only the name is told. */
export function writtenTime(text: string): WrittenTime | undefined {
  const plain = text.replace(/[*_`]/g, '').trim();
  const day = writtenDay(plain);
  if (!day) return undefined;
  const rest = plain.slice(day.end);
  const m = clock.exec(rest);
  const midnight = momentOf(day.year, day.month, day.day, 0, 0);
  if (midnight === undefined) return undefined;
  if (!m) return /\d/.test(rest.replace(/\([^)]*\)/g, '')) ? undefined : { minute: midnight, dayOnly: true };
  const half = m[3]?.toLowerCase();
  const hour = half ? (Number(m[1]) % 12) + (half === 'pm' ? 12 : 0) : Number(m[1]);
  const moment = momentOf(day.year, day.month, day.day, hour, Number(m[2]));
  const ahead = offsetOf(m[4] ?? '');
  return moment === undefined || ahead === undefined ? undefined : { minute: moment - ahead, dayOnly: false };
}

/** The first day in a text, where it is no question which number is the month. */
function writtenDay(text: string): { year: number; month: number; day: number; end: number } | undefined {
  const iso = /(?<!\d)(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?!\d)/.exec(text);
  if (iso) return { year: Number(iso[1]), month: Number(iso[2]), day: Number(iso[3]), end: iso.index + iso[0].length };
  const dotted = /(?<!\d)(\d{1,2})([./-])(\d{1,2})\2(\d{4})(?!\d)/.exec(text);
  if (dotted) {
    const [a, b] = [Number(dotted[1]), Number(dotted[3])];
    const end = dotted.index + dotted[0].length;
    // Dots are written day first; slashes in either order.
    if (dotted[2] === '.' || a > 12 || a === b) return { year: Number(dotted[4]), month: b, day: a, end };
    return b > 12 ? { year: Number(dotted[4]), month: a, day: b, end } : undefined;
  }
  const named = /(?<!\d)(?:(\d{1,2})\.?\s+)?([a-z]{3})[a-z]*\.?(?:\s+(\d{1,2})(?:st|nd|rd|th)?)?,?\s+(\d{4})(?!\d)/i.exec(text);
  const month = months.indexOf((named?.[2] ?? '').toLowerCase()) + 1;
  const day = Number(named?.[1] ?? named?.[3] ?? 0);
  return named && month > 0 ? { year: Number(named[4]), month, day, end: named.index + named[0].length } : undefined;
}

/** Minutes ahead of UTC. No zone: signatures are in UTC, and so is what stands beside them. */
function offsetOf(zone: string): number | undefined {
  const z = zone.replace(/^\(|\).*$/g, '').trim();
  if (z === '' || /^(?:Z|UTC|GMT)\b(?!\s*[+-]\d)/i.test(z)) return 0;
  const m = /^(?:UTC|GMT)?\s*([+-])(\d{1,2}):?(\d{2})?(?!\d)/i.exec(z);
  if (m) return (m[1] === '-' ? -1 : 1) * (Number(m[2]) * 60 + Number(m[3] ?? 0));
  // A remark after the time is none; a name of a zone is one of which we do not know how far it is.
  return /^[A-Z]{2,5}\b/.test(z) ? undefined : 0;
}

/** Whether a signature can have been given when the entry says: a minute either way, and with a day alone any zone's day. */
export const agrees = (s: SignatureTime, when: WrittenTime): boolean =>
  when.dayOnly ? s.minute >= when.minute - DAY && s.minute < when.minute + 2 * DAY : Math.abs(s.minute - when.minute) <= 1;

const DAY = 24 * 60;

/** `2025-12-15 10:00`. */
export const minuteText = (minute: Minute): string => new Date(minute * 60_000).toISOString().slice(0, 16).replace('T', ' ');

/** `YYYY-MM-DD`, in UTC. */
export const dayText = (minute: Minute): string => minuteText(minute).slice(0, 10);

/** "Pending", in languages that packets are written in. */
const awaited =
  'ausstehend|offen|en attente|à signer|pendiente|pendente|in attesa|da firmare|openstaand|ожидается|待定|未签名|未署名';

/** What stands for "not signed yet". */
export const isUnsigned = (text: string): boolean => unsigned.test(bare(text));
const unsigned = new RegExp(
  String.raw`^[<[({]?\s*(?:pending|none|tbd|n\/a|unsigned|not signed|to be signed|${awaited})?\s*[>\])}]?$`,
  'iu',
);
const putOff = new RegExp(
  String.raw`^(?:pending|none|tbd|not|no|waiting|awaiting|required|see|${awaited})(?![\p{L}\p{N}_])`,
  'iu',
);

/** `untimed`: a name, or a name and a day. `malformed`: a name and digits that are no time. */
export type Signed = 'unsigned' | 'untimed' | 'malformed' | 'signed';

/**
 * How a signing field is signed.
 * @param signature what of it reads like a signature, if anything does
 */
export function signedAs(text: string, signature: string | undefined, patterns: readonly Pattern[]): Signed {
  if (signature !== undefined) return readings(signature, patterns).length > 0 ? 'signed' : 'malformed';
  const said = bare(text).replace(/\s*\([^)]*\)$/, '');
  if (isUnsigned(said) || putOff.test(said)) return 'unsigned';
  const digits = /^[\p{L}][\p{L}\p{N}._-]*?_?(\d{4,})$/u.exec(said)?.[1];
  if (digits !== undefined && digits.length > 8) return 'malformed';
  return /^\p{L}[\p{L}\p{N} ,.:'’_-]{0,60}$/u.test(said) ? 'untimed' : 'unsigned';
}

const bare = (text: string): string => text.replace(/[*`]/g, '').trim();

/** That of the principals of a key which is a signer: by name, or by what stands before the @ of an address. */
export const ofSigner = (principals: readonly string[], signer: string): string | undefined => {
  const name = signer.toLowerCase();
  return principals.find((p) => p.toLowerCase() === name || p.toLowerCase().split('@')[0] === name);
};
