/**
 * Ids that are numbers: `0042` of `0042-log-in.md`, `12` of `12.md` (`{number}`); or a number with its words, where each folder counts anew
 * (`{number}-{name}`: `0042-log-in`).
 *
 * Any text is full of numbers. So in a text only those count that nobody writes by the way: with a leading zero (`007`), or of three digits
 * and more where a line or a cell opens with one; and never a part of a date, a time, a version or a sum.
 */
import type { Form } from './id-form';

/** Not within a date, a version, a path's line or a sum. */
const before = String.raw`(?<![\p{N}][-.:,/]|[.:$€£+=~^§])`;
const behind = String.raw`(?!\p{N}|[-.:,/]\p{N}|[ \t]?%)`;

const plain = '[0-9]{1,6}';
/** In running text. */
const said = `${before}0[0-9]{2,5}${behind}`;
/** What a line or a cell opens with. */
const opens = `${before}(?:0[0-9]{1,5}|[0-9]{3,6})${behind}`;
/** Words behind a number in the name of a file: `-log-in`. */
const words = String.raw`[-_](?![vV]\d)\p{L}[\p{L}\p{M}\p{N}]*(?:[-_.][\p{L}\p{M}\p{N}]+)*`;

/** A number alone, and one with its words, as the configuration says them. Undefined: it is another form. */
export function bareForm(text: string): Omit<Form, 'advice' | 'like'> | undefined {
  if (text === '{number}')
    return {
      literals: undefined,
      mark: opens,
      opening: plain,
      begun: opens,
      named: said,
      whole: plain,
      worded: String.raw`${plain}(?=[-_](?![vV]\d)\p{L})`,
      ahead: plain,
      ends: /^\d+$/,
      file: '[0-9]*.md',
    };
  if (!/^\{number\}[-_]\{name\}$/.test(text)) return undefined;
  const named = `${before}(?:0[0-9]{1,5}|[0-9]{3,6})${words}`;
  return {
    literals: undefined,
    mark: String.raw`${before}[0-9]{2,6}[-_](?=\p{L})`,
    opening: plain,
    begun: named,
    named,
    whole: `${plain}${words}`,
    worded: '',
    ahead: '(?!)',
    ends: /(?!)/,
    file: '[0-9]*.md',
  };
}

export const bareAdvice = (text: string): string =>
  text === '{number}' ? 'a number, such as 0042' : `${text}, such as 0042-log-in`;

/** An id of such a form, made up, that is found in running text. @param of as the default forms have it: `WP-1-Login` */
export function bareLike(text: string, of: string): string {
  const [, number = '1', name = 'Name'] = /^WP-(\d+)-(.*)$/.exec(of) ?? [];
  const own = `0${number.slice(0, 2)}${[...name].reduce((n, c) => (n * 31 + c.charCodeAt(0)) % 900, 0) + 100}`;
  return text === '{number}' ? own : `${own}${text.charAt(8)}${name}`;
}
