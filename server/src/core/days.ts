/** Days as documents write them: `YYYY-MM-DD`. */
import { remembered } from './remember';

const DAY = 86_400_000;
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
