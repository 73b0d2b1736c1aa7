/** Days as documents write them: `YYYY-MM-DD`, or with dots and the day first. */
import { remembered } from './remember';

const DAY = 86_400_000;
/** A day in a text, for a regular expression: of what is written with slashes nobody knows which number is the month. */
export const DAY_WORD = String.raw`(?<!\d)(?:\d{4}-\d{2}-\d{2}|\d{1,2}\.\d{1,2}\.\d{4})(?!\d)`;
const written = new RegExp(DAY_WORD);
const form = /^(\d{4})-(\d{2})-(\d{2})$/;

/** Whole days from one to the other; negative, where the second is the earlier. Undefined: one of them is no day of the calendar. */
export function daysBetween(from: string, to: string): number | undefined {
  const a = numberOf(from);
  const b = numberOf(to);
  return a === undefined || b === undefined ? undefined : b - a;
}

const numberOf = remembered((day): number | undefined => {
  const m = form.exec(day);
  if (!m) return undefined;
  const time = Date.UTC(Number(m[1]), Number(m[2]) - 1, Number(m[3]));
  // The 31st of February is some other day.
  return new Date(time).toISOString().startsWith(day) ? time / DAY : undefined;
});

/** The first day in a text as `YYYY-MM-DD`, and where it stands. */
export function dayIn(text: string): { readonly day: string; readonly start: number; readonly end: number } | undefined {
  const m = written.exec(text);
  if (!m) return undefined;
  const [d = '', month = '', year = ''] = m[0].split('.');
  const day = year === '' ? m[0] : `${year}-${month.padStart(2, '0')}-${d.padStart(2, '0')}`;
  return { day, start: m.index, end: m.index + m[0].length };
}
