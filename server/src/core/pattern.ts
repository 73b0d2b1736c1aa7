/**
 * Patterns of a configuration: text as it stands, with placeholders. `REQ-{number}`, `{user}_{YYYYMMDDHHMM}`.
 *
 * Not regular expressions: one of those can hang a server, and does not say which part is the name and which the time.
 * Invariant: what a pattern is compiled to goes back at most {@link LONGEST} characters at a place, whatever the text.
 */

/** Of what one placeholder stands for. */
const LONGEST = 60;
/** Nobody writes a longer pattern, nor one of more placeholders; each of them costs at every place where it is tried. */
const LONGEST_PATTERN = 200;
const MOST_PLACEHOLDERS = 10;

interface Kind {
  /** One character of it. */
  readonly chars: string;
  readonly source: string;
  readonly says: string;
}

const run = (chars: string, says: string, source = `[${chars}]{1,${LONGEST}}`): Kind => ({ chars, says, source });

/** The placeholders, besides times. */
const placeholders: Readonly<Record<string, Kind>> = {
  number: run('0-9', 'digits', '[0-9]{1,12}'),
  dotted: run('0-9.', 'digits with dots between: 2.3.12', '[0-9]{1,6}(?:\\.[0-9]{1,6}){0,9}'),
  LETTERS: run('A-Z', 'capital letters'),
  letters: run('A-Za-z', 'letters'),
  word: run('A-Za-z0-9_', 'letters, digits and _'),
  name: run('A-Za-z0-9_.-', 'letters, digits, _, - and dots'),
  user: run(
    '\\p{L}\\p{M}\\p{N}_.-',
    'who signs: begins with a letter of any script',
    `\\p{L}[\\p{L}\\p{M}\\p{N}_.-]{0,${LONGEST - 1}}`,
  ),
  space: run(' \\t', 'spaces'),
  any: run('^\\r\\n', 'anything up to the end of the line', `[^\\r\\n]{0,${LONGEST}}`),
};

/** What a group of digits in a time stands for. */
export type TimePart = 'year' | 'month' | 'day' | 'hour' | 'minute' | 'second';

/** A pattern, compiled. */
export interface Pattern {
  readonly text: string;
  /** A regular expression's source for the flag `u`, without guards at its ends. Named groups: `user`, and the parts of a time. */
  readonly source: string;
  readonly groups: ReadonlySet<TimePart | 'user'>;
  /** The longest text that stands in every match as it is, without spaces. Empty: there is none. */
  readonly literal: string;
  /** Whether it begins and ends with a letter, a digit or `_`, or with what may be one: there a word is not cut. */
  readonly word: { readonly first: boolean; readonly last: boolean };
}

/** A text that a placeholder stands for. */
const examples: Readonly<Record<string, string>> = {
  number: '7',
  dotted: '2.3',
  LETTERS: 'ABC',
  letters: 'abc',
  word: 'abc',
  name: 'abc',
  user: 'ada',
  space: ' ',
  any: '',
};

/** A text that a pattern matches, as short as such a text is. @param text of the pattern, without faults */
export const exampleOf = (text: string): string =>
  text.replace(/\{([^{}]*)\}/g, (_, name: string) =>
    Object.hasOwn(examples, name) ? (examples[name] as string) : name.replace('YYYY', '2026').replace(/[YDHMS]{2}/g, '10'),
  );

/** One piece of a pattern as it is read. */
interface Piece {
  readonly source: string;
  /** What a character of it may be; undefined: it has one length only. */
  readonly varies: RegExp | undefined;
  /** Which characters it can begin with. */
  readonly first: RegExp;
  readonly written: string;
  /** It stands for itself. */
  readonly literal?: true;
}

/** The pattern, or what is wrong with it as a sentence. */
export function pattern(text: string): Pattern | { readonly problem: string } {
  const pieces: Piece[] = [];
  const groups = new Set<TimePart | 'user'>();
  if (text.length > LONGEST_PATTERN) return { problem: `A pattern has at most ${LONGEST_PATTERN} characters.` };
  if (/[\r\n]/.test(text)) return { problem: 'A pattern is about one line.' };
  for (const m of text.matchAll(/\{([^{}]*)\}|[^{]+|\{/g)) {
    const name = m[1];
    if (name === undefined) {
      for (const char of m[0]) pieces.push(literal(char));
      continue;
    }
    const kind = Object.hasOwn(placeholders, name) ? placeholders[name] : undefined;
    const time = kind ? undefined : timeOf(name);
    if (time) {
      for (const part of time.groups) {
        if (groups.has(part)) return { problem: `The ${part} occurs twice in the pattern.` };
        groups.add(part);
      }
      pieces.push({ source: time.source, varies: undefined, first: /[0-9]/, written: m[0] });
    } else if (kind) {
      if (name === 'user' && groups.has('user')) return { problem: '{user} occurs twice in the pattern.' };
      if (name === 'user') groups.add('user');
      const chars = new RegExp(`[${kind.chars}]`, 'u');
      const source = name === 'user' ? `(?<user>${kind.source})` : kind.source;
      pieces.push({ source, varies: chars, first: chars, written: m[0] });
    } else
      return {
        problem: `{${name}} is no placeholder; there are ${Object.keys(placeholders)
          .map((p) => `{${p}}`)
          .join(', ')}, and times such as {DDMMYYYYHHMM}.`,
      };
  }
  const problem = problemOf(pieces);
  if (problem !== undefined) return { problem };
  const isWord = (p: Piece | undefined): boolean =>
    p !== undefined && (p.literal ? /[\p{L}\p{N}_]/u.test(p.written) : wordChars.some((c) => p.first.test(c)));
  return {
    text,
    source: pieces.map((p) => p.source).join(''),
    groups,
    literal: longestLiteral(pieces),
    word: { first: isWord(pieces[0]), last: isWord(pieces.at(-1)) },
  };
}

const wordChars = ['a', 'A', '0', '_'];

function longestLiteral(pieces: readonly Piece[]): string {
  let longest = '';
  let run = '';
  for (const { written, literal: is } of pieces) {
    run = is && written !== ' ' ? run + written : '';
    if (run.length > longest.length) longest = run;
  }
  return longest;
}

const literal = (char: string): Piece => {
  const source = char === ' ' ? '[ \\t]' : inRegExp(char);
  return { source, varies: undefined, first: new RegExp(`^(?:${source})$`, 'u'), written: char, literal: true };
};

function problemOf(pieces: readonly Piece[]): string | undefined {
  if (pieces.every((p) => p.written.trim() === '')) return 'A pattern cannot be empty.';
  if (pieces.filter((p) => !p.literal).length > MOST_PLACEHOLDERS)
    return `A pattern has at most ${MOST_PLACEHOLDERS} placeholders.`;
  if (pieces.every((p) => p.varies))
    return 'A pattern of placeholders alone would match everywhere: add a character that stands for itself.';
  // Each place where a placeholder may end sooner or later multiplies the ways to read a text.
  const loose = pieces.filter((p, i) => p.varies && pieces[i + 1] && overlaps(p.varies, pieces[i + 1] as Piece));
  return loose.length > 1
    ? `It is not plain where ${loose.map((p) => p.written).join(' and ')} end: put a character after them that they cannot hold.`
    : undefined;
}

/** Every character that any placeholder is about, once. */
const samples = Array.from({ length: 95 }, (_, i) => String.fromCharCode(32 + i));

function overlaps(chars: RegExp, next: Piece): boolean {
  if (!next.varies && next.written.length <= 2 && !next.written.startsWith('{')) return chars.test(next.written);
  return samples.some((c) => chars.test(c) && next.first.test(c));
}

const timeParts: readonly (readonly [RegExp, TimePart, string])[] = [
  [/^YYYY/, 'year', '(?<year>[0-9]{4})'],
  [/^YY/, 'year', '(?<year>[0-9]{2})'],
  [/^DD/, 'day', '(?<day>[0-9]{2})'],
  [/^HH/, 'hour', '(?<hour>[0-9]{2})'],
  [/^SS/, 'second', '(?<second>[0-9]{2})'],
];

/** `DDMMYYYYHHMM`, `YYYY-MM-DD HH:MM`: the second MM, or the one after HH, is the minutes. */
function timeOf(name: string): { readonly source: string; readonly groups: readonly TimePart[] } | undefined {
  const groups: TimePart[] = [];
  let source = '';
  for (let rest = name; rest !== ''; ) {
    const found = timeParts.find(([re]) => re.test(rest));
    if (found) {
      groups.push(found[1]);
      source += found[2];
      rest = rest.replace(found[0], '');
    } else if (rest.startsWith('MM')) {
      const part = groups.includes('hour') || groups.includes('month') ? 'minute' : 'month';
      groups.push(part);
      source += `(?<${part}>[0-9]{2})`;
      rest = rest.slice(2);
    } else if (/^[-_:.T/ ]/.test(rest)) {
      source += rest[0] === '.' ? '\\.' : (rest[0] as string);
      rest = rest.slice(1);
    } else return undefined;
  }
  return groups.length > 0 ? { source, groups } : undefined;
}

/** A regular expression for all places where one of several patterns stands as a word of its own. Undefined: there are none. */
export function wordsOf(patterns: readonly Pattern[]): RegExp | undefined {
  if (patterns.length === 0) return undefined;
  const bare = patterns.map((p) => p.source.replace(/\(\?<\w+>/g, '(?:')).join('|');
  return new RegExp(`(?<![\\p{L}\\p{M}\\p{N}_-])(?:${bare})(?![\\p{L}\\p{M}\\p{N}_-])`, 'gu');
}

/** A text as a part of a regular expression that matches it. */
export const inRegExp = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
