/** Words of people that go into documents as one line. */
import { misused, type View } from './view';

/** What somebody gave as a reason. Throws where it would not be read as one line of a list. */
export function reasonIn(view: View, name = 'reason'): string | undefined {
  const text = view.args[name]?.[0]?.trim();
  if (!text) return undefined;
  if (!isPlain(text)) misused(`--${name} must be words in one line, without “->” and “|”.`);
  return text;
}

/** Without what would be taken for a part of the line that it stands in: arrows, cells, struck words, comments. */
export const isPlain = (text: string): boolean => !/->|=>|→|\||~~|<!--|-->|`{3}/.test(text);

/** `2026-01-12, mara`. */
export const signedOff = (view: View): string => `${view.today}, ${view.task('who', {})}`;
