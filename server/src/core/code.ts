/**
 * Source code, as far as Gatehouse reads it: its comments.
 *
 * Invariant: any text gives comments, perhaps none, in time linear in it. What is not understood (a regular expression with a
 * quote in it) is put right at the end of its line, or of what it was taken for.
 */
import { nameOf } from './paths';
import { inRegExp } from './pattern';
import { endOfLine, type RelPath, type Span } from './text';

/** No regular expression is longer, in UTF-16 units; a line may hold a million slashes. */
const LONGEST = 300;

interface Language {
  /** What begins a comment up to the end of its line. */
  readonly line: readonly string[];
  readonly block: readonly (readonly [open: string, close: string])[];
  /** Blocks hold blocks. */
  readonly nested?: true;
  /** What begins and ends a string on one line. */
  readonly quotes: string;
  /** Strings over several lines. In raw ones a backslash is a character. */
  readonly long: readonly (readonly [open: string, close: string, raw?: 'raw'])[];
  /** A long string that begins a line is documentation. */
  readonly docstrings?: true;
  /** `/…/` may be a regular expression. */
  readonly regex?: true;
  /** `'a` may be something else than the beginning of a string: a lifetime, a symbol. */
  readonly apostrophes?: true;
}

/** In C's family an apostrophe is around one character. */
const slashes: Language = { line: ['//'], block: [['/*', '*/']], quotes: '"', long: [], apostrophes: true };
const hashes: Language = { line: ['#'], block: [], quotes: `"'`, long: [] };
const script: Language = { line: ['//'], block: slashes.block, quotes: `"'`, long: [['`', '`']], regex: true };
/** Any of them may go on over several lines: SQL mostly does. */
const rustStrings: Language['long'] = [
  ['r##"', '"##', 'raw'],
  ['r#"', '"#', 'raw'],
  ['r"', '"', 'raw'],
  ['"', '"'],
];
const triple = { long: [['"""', '"""']] } as const;

const languages: readonly (readonly [extensions: string, language: Language])[] = [
  ['c,h,cc,hh,cpp,hpp,cxx,m,mm,cs,glsl,wgsl,v,sv,scss,less', slashes],
  ['dart,proto,sol', { ...slashes, quotes: `"'` }],
  ['java,scala,kt,kts', { ...slashes, ...triple }],
  ['groovy,gradle', { ...slashes, ...triple, quotes: `"'` }],
  ['swift', { ...slashes, ...triple, nested: true }],
  ['go', { ...slashes, long: [['`', '`', 'raw']] }],
  ['rs', { ...slashes, quotes: '', long: rustStrings, nested: true }],
  ['zig', { ...slashes, block: [] }],
  ['ts,tsx,mts,cts,js,jsx,mjs,cjs', script],
  ['vue,svelte,astro', { ...script, block: [...slashes.block, ['<!--', '-->']], quotes: '"', apostrophes: true }],
  ['php', { ...slashes, line: ['//', '#'], quotes: `"'` }],
  ['css', { ...slashes, line: [], quotes: `"'` }],
  ['py,pyi', { ...hashes, long: [...triple.long, ["'''", "'''"]], docstrings: true }],
  ['rb,sh,bash,zsh,pl,pm,r,jl,cmake,mk', hashes],
  ['ex,exs', { ...hashes, ...triple, docstrings: true }],
  ['ps1,psm1', { ...hashes, block: [['<#', '#>']] }],
  ['tf,hcl', { ...slashes, line: ['#', '//'] }],
  ['sql', { ...slashes, line: ['--'], quotes: `"'` }],
  ['lua', { line: ['--'], block: [['--[[', ']]']], quotes: `"'`, long: [['[[', ']]', 'raw']] }],
  ['hs,elm', { line: ['--'], block: [['{-', '-}']], nested: true, quotes: '"', long: [], apostrophes: true }],
  ['ml,mli', { line: [], block: [['(*', '*)']], nested: true, quotes: '"', long: [], apostrophes: true }],
  ['fs,fsx', { ...slashes, ...triple, block: [['(*', '*)']] }],
  ['clj,cljs,cljc,lisp,el', { line: [';'], block: [], quotes: '"', long: [] }],
  ['erl,hrl', { line: ['%'], block: [], quotes: '"', long: [] }],
];

const byExtension = new Map(languages.flatMap(([all, l]) => all.split(',').map((e) => [e, l] as const)));
const byName = new Map(['Dockerfile', 'Makefile', 'Justfile', 'justfile'].map((n) => [n, hashes] as const));

/** The files whose comments can be read. */
export const codeGlobs: readonly string[] = [
  `**/*.{${[...byExtension.keys()].join(',')}}`,
  `**/{${[...byName.keys()].join(',')}}`,
];

const languageOf = (path: RelPath): Language | undefined => {
  const name = nameOf(path);
  const dot = name.lastIndexOf('.');
  return dot < 0 ? byName.get(name) : byExtension.get(name.slice(dot + 1));
};

/** Whether it is source code of a language that is known. */
export const isCode = (path: RelPath): boolean => languageOf(path) !== undefined;

/** What stands around a comment on a line of its own. */
export function commentMarks(path: RelPath): { readonly open: string; readonly close: string } {
  const { line, block } = languageOf(path) ?? slashes;
  return line[0] === undefined ? { open: block[0]?.[0] ?? '/*', close: block[0]?.[1] ?? '*/' } : { open: line[0], close: '' };
}

/** What stands in a source besides code. */
export interface CodePart extends Span {
  readonly is: 'comment' | 'string';
}

/** The comments of a source, marks included, in order. Docstrings are comments. */
export const commentsIn = (path: RelPath, text: string): readonly Span[] =>
  partsIn(path, text).flatMap(({ is, start, end }) => (is === 'comment' ? [{ start, end }] : []));

/**
 * Comments and strings of a source, marks and quotes included, in order and apart; the rest is code. Regular expressions are
 * strings, and so is what a template string holds, whole. None where the language is not known.
 */
export function partsIn(path: RelPath, text: string): readonly CodePart[] {
  const language = languageOf(path);
  if (!language) return [];
  const out: CodePart[] = [];
  const marks = markers(language);
  marks.lastIndex = 0;
  for (let m = marks.exec(text); m; m = marks.exec(text)) {
    const start = m.index;
    const read = readAt(language, text, start);
    // A slash that divides is read as one character.
    if (read && (read.comment || read.end > start + 1))
      out.push({ start, end: read.end, is: read.comment ? 'comment' : 'string' });
    marks.lastIndex = read?.end ?? start + 1;
  }
  return out;
}

const known = new Map<Language, RegExp>();

/** Finds where something may begin. */
function markers(l: Language): RegExp {
  const before = known.get(l);
  if (before) return before;
  const all = [...l.long, ...l.block]
    .map(([open]) => open)
    .concat(l.line, [...l.quotes], l.regex ? ['/'] : [], l.apostrophes ? ["'"] : []);
  const made = new RegExp([...new Set(all)].map(inRegExp).join('|'), 'g');
  known.set(l, made);
  return made;
}

/** What begins at an offset. Undefined: nothing does. */
function readAt(l: Language, text: string, at: number): { readonly end: number; readonly comment: boolean } | undefined {
  for (const [open, close] of l.block)
    if (text.startsWith(open, at)) return { end: blockEnd(text, at, open, close, l.nested === true), comment: true };
  for (const [open, close, raw] of l.long)
    if (text.startsWith(open, at)) {
      const end = longEnd(text, at + open.length, close, raw !== undefined);
      return {
        end,
        comment: l.docstrings === true && isDocstring(text.slice(Math.max(0, at - 200), at)),
      };
    }
  for (const open of l.line)
    if (text.startsWith(open, at)) return begins(text, at, open) ? { end: endOfLine(text, at), comment: true } : undefined;
  if (text[at] === '/') return isRegex(text, at) ? { end: regexEnd(text, at), comment: false } : undefined;
  if (text[at] === "'" && !l.quotes.includes("'")) {
    const char = /^'(?:\\[^\n]{1,10}?|[^'\\\n])'/u.exec(text.slice(at, at + 14));
    return char ? { end: at + char[0].length, comment: false } : undefined;
  }
  return { end: stringEnd(text, at), comment: false };
}

/** It begins a line, and nothing before it waits for a value. */
const isDocstring = (before: string): boolean =>
  /(?:^|\n)[ \t]*(?:@\w+[ \t]+|[rRuUbBfF]{1,2})?$/.test(before) && !/[([{,=+%\\]\s*[rRuUbBfF]{0,2}$/.test(before);

/** `#` in the middle of a word begins none (`$#`, `a#b`), nor `//` after a colon (`https://`). */
const begins = (text: string, at: number, open: string): boolean =>
  open === '#' ? at === 0 || /[\s;()}[\],]/.test(text[at - 1] as string) : !(open === '//' && text[at - 1] === ':');

function blockEnd(text: string, at: number, open: string, close: string, nested: boolean): number {
  const from = at + open.length;
  if (!nested) {
    const end = text.indexOf(close, from);
    return end < 0 ? text.length : end + close.length;
  }
  const marks = new RegExp(`${inRegExp(open)}|${inRegExp(close)}`, 'g');
  marks.lastIndex = from;
  let depth = 1;
  for (let m = marks.exec(text); m; m = marks.exec(text)) {
    depth += m[0] === open ? 1 : -1;
    if (depth === 0) return marks.lastIndex;
  }
  return text.length;
}

function longEnd(text: string, from: number, close: string, raw: boolean): number {
  for (let i = from; ; ) {
    const end = text.indexOf(close, i);
    if (end < 0) return text.length;
    let slashed = 0;
    while (text[end - 1 - slashed] === '\\') slashed++;
    if (raw || slashed % 2 === 0) return end + close.length;
    i = end + 1;
  }
}

/** A string that is not closed ends with its line: a quote that was none hides no more than that. */
function stringEnd(text: string, at: number): number {
  const quote = text[at];
  for (let i = at + 1; i < text.length; i++) {
    const c = text[i];
    if (c === '\\' && text[i + 1] !== undefined) i++;
    else if (c === quote) return i + 1;
    else if (c === '\n') return i;
  }
  return text.length;
}

/** After a value a slash divides; elsewhere it begins a regular expression. */
function isRegex(text: string, at: number): boolean {
  const before = /(?:^|[^\s])[ \t]*$/.exec(text.slice(Math.max(0, at - 40), at))?.[0].trim() ?? '';
  if (before === '' || /[(,=:[!&|?{};+*%<>~^-]/.test(before)) return before !== '<';
  return /\b(?:return|typeof|case|in|of|do|else|await|yield)[ \t]*$/.test(text.slice(Math.max(0, at - 40), at));
}

function regexEnd(text: string, at: number): number {
  let inClass = false;
  for (let i = at + 1; i < Math.min(text.length, at + LONGEST); i++) {
    const c = text[i];
    if (c === '\n') return at + 1;
    if (c === '\\') i++;
    else if (c === '[') inClass = true;
    else if (c === ']') inClass = false;
    else if (c === '/' && !inClass) return i + 1;
  }
  return at + 1;
}
