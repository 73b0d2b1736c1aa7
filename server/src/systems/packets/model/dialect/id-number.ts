/**
 * Ids that are numbers: `0042` of `0042-log-in.md`, `12` of `12.md` (`{number}`); or numbers with their words, where each folder counts anew or
 * a number is none alone (`{number}-{name}`: `0042-log-in`; `{dotted}.{name}`: `1.2.log-in`; `{number}-{number}-{name}`: `1-2-log-in`); or
 * words alone (`{name}`: `log-in` of `log-in.md`).
 *
 * Any text is full of numbers. So in a text only those count that nobody writes by the way: with a leading zero (`007`), or of three digits
 * and more where a line or a cell opens with one; and never a year, or a part of a date, a time, a version or a sum.
 */

/** What the regular expressions of one prefix or pattern are made of. */
export interface FormPatterns {
  /** Texts of which one stands in every id. Undefined: there is none. */
  readonly literals: readonly string[] | undefined;
  readonly mark: string;
  readonly opening: string;
  readonly begun: string;
  /** In running text. */
  readonly named: string;
  readonly whole: string;
  /** With words behind it in the name of its file. Empty: none has. */
  readonly worded: string;
  /** An id whose number ends it, as far as words may go on behind it. */
  readonly ahead: string;
  /** How an id ends that words may follow in the name of a file. */
  readonly ends: RegExp;
  readonly file: string;
}

/** Not within a date, a version, a path's line or a sum. */
const before = String.raw`(?<![\p{N}][-.:,/]|[.:$€£+=~^§])`;
const behind = String.raw`(?!\p{N}|[-.:,/]\p{N}|[ \t]?%)`;

const plain = '[0-9]{1,6}';
/** In running text. */
const said = `${before}0[0-9]{2,5}${behind}`;
/** What a line or a cell opens with. */
const opens = `${before}(?:0[0-9]{1,5}|(?!(?:19|20)[0-9]{2}(?![0-9]))[0-9]{3,6})${behind}`;
/** Words behind a number in the name of a file: `-log-in`. */
const words = String.raw`[-_.](?![vV]\d)\p{L}[\p{L}\p{M}\p{N}]*(?:[-_.][\p{L}\p{M}\p{N}]+)*`;

/** A word that begins with a number, as no part of an id does: `2fa`, `1x2`. */
export const mixed = String.raw`\d+\p{L}[\p{L}\p{N}]`;

/** The form of ids that are words alone. */
export const BY_NAME = '{name}';
/** What a file may be called. */
const called = String.raw`[\p{L}\p{M}\p{N}]+(?:[-_.][\p{L}\p{M}\p{N}]+)*`;
/**
 * Any text is full of words, too: those are ids that stand as the name of a Markdown file, `[…](log-in.md)`. Names in capitals are of
 * other documents: `README.md`.
 */
const linked = String.raw`(?<![\p{L}\p{M}\p{N}_.-])(?!(?:[A-Z][A-Z\d_-]*|index|readme)\.md)${called}(?=\.md(?![\p{L}\p{N}]))`;

/** Words alone, a number alone, and one with its words, as the configuration says them. Undefined: it is another form. */
export function bareForm(text: string): FormPatterns | undefined {
  if (text === BY_NAME)
    return {
      literals: undefined,
      mark: linked,
      opening: '(?!)',
      begun: linked,
      named: linked,
      whole: called,
      worded: '',
      ahead: '(?!)',
      ends: /(?!)/,
      file: '*.md',
    };
  if (text === '{number}')
    return {
      literals: undefined,
      mark: opens,
      opening: plain,
      begun: opens,
      named: said,
      whole: plain,
      worded: String.raw`${plain}(?=(?:[-_](?![vV]\d)| (?:[-–—] )?)\p{L}|[-_]${mixed})`,
      ahead: plain,
      ends: /^\d+$/,
      file: '[0-9]*.md',
    };
  const [, head] = withName.exec(text) ?? [];
  if (head === undefined) return undefined;
  const number = head === '{number}' ? '(?:0[0-9]{1,5}|[0-9]{3,6})' : (numbers[head] as string);
  const named = before + number + words;
  return {
    literals: undefined,
    mark: `${before}${head === '{number}' ? '[0-9]{2,6}' : number}[-_.](?=\\p{L})`,
    opening: head === '{number}' ? plain : number,
    begun: named,
    named,
    whole: `${head === '{number}' ? plain : number}${words}`,
    worded: '',
    ahead: '(?!)',
    ends: /(?!)/,
    file: '[0-9]*.md',
  };
}

const withName = /^(\{number\}|\{dotted\}|\{number\}-\{number\})[-_.]\{name\}$/;
/** Two numbers and words behind them are no accident. */
const numbers: Readonly<Record<string, string>> = {
  '{dotted}': String.raw`[0-9]{1,4}(?:\.[0-9]{1,4}){1,3}`,
  '{number}-{number}': '[0-9]{1,3}-[0-9]{1,3}',
};

/** An id of such a form, made up, that is found in running text. @param of as the default forms have it: `WP-1-Login` */
export function bareLike(text: string, of: string): string {
  const [, number = '1', name = 'Name'] = /^WP-(\d+)-(.*)$/.exec(of) ?? [];
  if (text === BY_NAME) return `${name.replace(/(?<=\p{Ll})(?=\p{Lu})/gu, '-').toLowerCase()}-${number}`;
  const own = `0${number.slice(0, 2)}${[...name].reduce((n, c) => (n * 31 + c.charCodeAt(0)) % 900, 0) + 100}`;
  const short = number.slice(0, 3);
  return text
    .replace('{number}-{number}', `${short}-1`)
    .replace('{dotted}', `${short}.1`)
    .replace('{number}', own)
    .replace('{name}', name);
}

/** What an id of such a form looks like, for messages. @param text the form, as a configuration writes it */
export const bareAdvice = (text: string): string =>
  text === '{name}'
    ? 'the name of its file, such as log-in'
    : text === '{number}'
      ? 'a number, such as 0042'
      : `${text}, such as ${bareLike(text, 'WP-1-Login')}`;
