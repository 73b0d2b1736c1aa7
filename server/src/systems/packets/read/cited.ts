/** Places in the code as evidence cites them. Source: SYSTEMS.md §1, *Evidence*; issue "Packets in full". */
import { decoded, folderOf, joined, nameOf } from '#core/paths';
import { detach, type RelPath, type Span } from '#core/text';
import type { Cited } from '../model/evidence/evidence';
import { isCommand } from '../model/packet/commands';

/** In place of a space within a path: no character, so that nobody writes it. */
const SPACE = '\uFDD0';
/** A folder's or file's name: also `[id]`, `[[...slug]]`, `(shop)`, `(..)photo`, `a(b).ts`. */
const segment = String.raw`(?:[\p{L}\p{M}\p{N}_@.+~$*${SPACE}-]|\[\[?[\w.-]+\]?\]|\{[\w.,-]+\}|\((?:[\w-]+\)(?=[/\\])|\.{1,3}\)(?=\w))|(?<=[\p{L}\p{M}\p{N}_${SPACE}-])\([\w-]+\)(?=\.\w|${SPACE}))+`;
const digits = String.raw`\d{1,6}`;
/** `45`, `45-60`, `L10-L20`, `45..60`, `45:12` (a column). */
const extent = String.raw`L?(${digits})(?:C${digits})?(?:(?:\s?[-–—]\s?|\.\.\.?=?)L?(${digits})(?:C${digits})?|:${digits})?(?![\w.]*[/\\])`;
/** Ahead of what a `#` brings: lines (`L3`, `3-401`) are all of it. `#3-401-unauthorized` is a heading. */
const onlyLines = String.raw`(?=L?${digits}(?:C${digits})?(?:(?:-|–|—|\.\.)L?${digits}(?:C${digits})?|:${digits})?(?!-*[\p{L}\p{N}_]))`;
/** Groups: mark, its lines, web, link, path, symbol, from, to, from and to in words. Names would cost an object for each match. */
const token = new RegExp(
  [
    '【([^【†】]{0,300})†?([^【】]{0,60})】',
    String.raw`(\b(?:https?|ftp|file):\/\/[^\s)>\]"'\x60|]+)`,
    String.raw`\[(?:[^[\]\n]|\[[^[\]\n]{0,100}\]){0,300}\]\((<[^<>\n]*>|[^\s()]*(?:\([^\s()]*\)[^\s()]*)*)(?:\s+"[^"\n]*")?\)`,
    String.raw`(?<![\p{L}\p{N}_/\\.@-]|[)\]](?=\.))(?=\S{0,200}[./\\:#])((?:[A-Za-z]:)?(?:\.{0,2}[/\\])?${segment}(?:[/\\]${segment})*[/\\]?)(::[\p{L}\p{N}_:<>[\]-]+)?(?:[\x60"”]?(?::|#${onlyLines})(?=L?\d)${extent}|[\x60*]{0,3}\s?,?\s?\(?\b(?:at\s+)?(?:lines?|ll?\.|L|Zeilen?|Z\.)\s?(${digits})(?:\s?(?:[-–—]|to|bis|\.\.)\s?L?(${digits}))?)?`,
  ].join('|'),
  'gu',
);
/** More lines of the same file: `, 314`; with their colon, also in code spans of their own: `` `, `:314-320 ``. */
const more = new RegExp(
  String.raw`\s?(?:,|&|\band\b)\s?L?(?<from>${digits})(?:\s?[-–—]\s?L?(?<to>${digits}))?(?![\p{L}\p{N}_.:/\\%)]|\s\p{L})` +
    String.raw`|\x60?(?:\s?(?:,|;|&|\/)|,?\s(?:and|und|to))\s?\x60?:L?(?<at>${digits})(?:\s?[-–—]\s?:?L?(?<until>${digits}))?(?![\p{L}\p{N}_.:/\\%])`,
  'uy',
);
const markExtent = new RegExp(String.raw`L?(${digits})(?:\s*[-–—]\s*L?(${digits}))?`);

/** Files without an extension that are named by themselves. */
const plainFiles =
  /^(?:justfile|makefile|dockerfile|containerfile|gemfile|rakefile|procfile|jenkinsfile|brewfile|vagrantfile|build|workspace|license|readme|codeowners)$/i;
/** Stars that are emphasis, not a glob's: blanked, so that places stay. */
const emphasis = /(?<![/\w.*])\*{1,3}(?=[\w[\x60])|(?<![/*])\*{1,3}(?![/\w.*])/g;
const withoutEmphasis = (text: string): string =>
  text.includes('*') ? text.replace(emphasis, (m) => ' '.repeat(m.length)) : text;

const spanWord = String.raw`[\p{L}\p{M}\p{N}_@.+~$()[\]/\\-]+`;
const spannedPath = new RegExp(String.raw`^(${spanWord}(?: ${spanWord})+)(?:[:#]L?\d\S*)?$`, 'u');

/** A code span that is a single path with spaces, which no command is: `src/a b.test.ts:1`. Its spaces are no ends. */
const withJoinedSpans = (text: string): string =>
  text.includes('`')
    ? text.replace(/`[^`\n]+`/g, (span) => (isPath(span.slice(1, -1)) ? span.replaceAll(' ', SPACE) : span))
    : text;

function isPath(span: string): boolean {
  const names = spannedPath.exec(span)?.[1]?.split(' ') ?? [''];
  const last = names.length - 1;
  return (
    /[/\\]/.test(names[0] as string) &&
    names.every((name, i) => /\.[A-Za-z]\w*$/.test(name) === (i === last)) &&
    !isCommand(span, false)
  );
}

/** Libraries whose names end like a file. */
const library = /^(?:node|next|vue|nuxt|express|three|d3|react|angular|ember|chart|discord|p5|moment|alpine|solid)\.js$/i;
/** Endings of names that are hosts, versions or abbreviations, not files. */
const noFile = /\.(?:com|org|net|io|dev|ai|app|local|g|e|etc|\d\w*)$/i;
/** A name without a folder and without a line is a file only if it ends like one. */
const source =
  /\.(?:rs|tsx?|jsx?|[cm][jt]s|py|go|java|kts?|cs|fs|vb|cpp|cc|cxx|c|h|hpp|rb|php|swift|scala|sql|sh|bash|ps1|ya?ml|toml|json|jsonc|html?|s?css|less|vue|svelte|dart|exs?|erl|hs|lua|r|md|mdx|txt|proto|graphql|gradle|xml|tf|ini|cfg|lock|astro|prisma|zig|ml|clj|ipynb|mjs)$/i;
/** The words right behind a citation, or right before one without a line, say that the file is not there. */
const absence =
  '(?:absent|gone|missing|deleted|removed|dropped|retired|planned|not (?:yet )?(?:there|found|created|written)|(?:does|did) not exist|no longer exists?|never existed|(?:to be|will be|will) (?:create|add|writ)\\w*)';
const goneBehind = new RegExp(
  String.raw`^[\s\x60"')\]]*[\s(:–—-]*(?:(?:the|this) )?(?:file|directory|folder|module)?\s?(?:is|are|was|were|has been)?\s?${absence}\s*(?:[).,;|]|$|(?:in|by|with|during|since|on) )`,
  'i',
);
const goneBefore = /\b(?:deleted|removed|dropped|retired)(?: (?:file|module|from|in))?[\s:–—>\x60"(-]*$/i;
/** What stood there before is named to be told from what stands there now. */
const formerly =
  /(?:\b(?:formerly|previously)|\b(?:moved|renamed|extracted|split|ported|copied) (?:out of|from)|\((?:it )?was|\breplac(?:es|ing))(?: in| at)?[\s:\x60"*]*$/i;

function toPath(written: string): RelPath {
  let path = written.includes('\\') ? written.replaceAll('\\', '/') : written;
  if (path.startsWith('./')) path = path.replace(/^(?:\.\/)+/, '');
  return path.endsWith('/') ? path.replace(/[/]+$/, '') : path;
}

const none: readonly Cited[] = [];

/**
 * The citations in a piece of text, in order.
 * @param base offset of `text` in the document
 * @param from the document itself: links are relative to it
 */
export function citedIn(text: string, base: number, from: RelPath): readonly Cited[] {
  // Most lines cite nothing: a place has a dot, a slash or a bracket of its own.
  if (!/[/\\【]|\.\S|file:\d/i.test(text)) return none;
  if (!/[\p{L}\p{N}\])}*.][/\\][\p{L}\p{N}._[({*]|\.\p{L}|【|file:\d/iu.test(text)) return none;
  const out: Cited[] = [];
  const bare = withJoinedSpans(withoutEmphasis(text));
  token.lastIndex = 0;
  for (let m = token.exec(bare); m !== null; m = token.exec(bare)) {
    const named = read(m, base, from);
    if (!named) continue;
    const found = named.form === 'link' && !named.lines ? withWords(named, bare, base) : named;
    const absent = isAbsent(bare, m.index, token.lastIndex, found) ? { absent: true as const } : {};
    const spaced = found.form === 'plain' ? spacedAt(bare, m.index, found.path) : {};
    out.push({ ...found, ...absent, ...spaced });
    if (found.lines === undefined || found.form !== 'plain') continue;
    for (let next = moreAt(bare, token.lastIndex); next; next = moreAt(bare, token.lastIndex)) {
      token.lastIndex = next.end;
      const at = { start: base + next.start, end: base + next.end };
      out.push({
        ...found,
        ...absent,
        ...spaced,
        at,
        written: detach(text.slice(m.index, next.end)),
        lines: { ...next.lines, at },
      });
    }
  }
  return out;
}

const word = String.raw`[\p{L}\p{N}_@.+~$()[\]&'-]+`;
/** Words up to the name of a file, the first of them with a folder: `docs/field notes/tank `. */
const wordsBefore = new RegExp(String.raw`${word}(?:[/\\]${word})+(?: ${word}(?:[/\\]${word})*){0,4} $`, 'u');

/**
 * The paths that a citation ends, should names in it have spaces: `src/My File.ts`; those that end it, should its spaces be ends.
 * Which one is meant only the folder can tell.
 */
function spacedAt(text: string, start: number, path: RelPath): { readonly spaced?: readonly RelPath[] } {
  if (path.includes(' ')) {
    const [, ...ends] = path.split(' ').map((_, i, names) => detach(names.slice(i).join(' ')));
    return { spaced: ends };
  }
  if (text[start - 1] !== ' ') return {};
  const before = wordsBefore.exec(text.slice(Math.max(0, start - 120), start))?.[0].split(' ') ?? [];
  const out = before.flatMap((w, i) => {
    const rest = before.slice(i, -1);
    return /[/\\]/.test(w) && !rest.some((r) => /\.\w+$/.test(r)) ? [detach(toPath(`${rest.join(' ')} ${path}`))] : [];
  });
  return out.length > 0 ? { spaced: out } : {};
}

const inWords = new RegExp(
  String.raw`\s?,?\s?\(?\b(?:at\s+)?(?:lines?|ll?\.|L|Zeilen?|Z\.)\s?(${digits})(?:\s?(?:[-–—]|to|bis|\.\.)\s?L?(${digits}))?`,
  'y',
);

/** A link with its lines in words behind it: `[a.ts](src/a.ts) line 50`. */
function withWords(link: Cited, text: string, base: number): Cited {
  inWords.lastIndex = token.lastIndex;
  const m = inWords.exec(text);
  if (!m?.[1]) return link;
  const start = inWords.lastIndex - m[0].length + m[0].indexOf(m[1]);
  return { ...link, lines: { ...range(m[1], m[2]), at: { start: base + start, end: base + inWords.lastIndex } } };
}

const isAbsent = (text: string, start: number, end: number, c: Cited): boolean =>
  goneBehind.test(text.slice(end, end + 60)) ||
  formerly.test(text.slice(Math.max(0, start - 40), start)) ||
  (c.lines === undefined && goneBefore.test(text.slice(Math.max(0, start - 40), start)));

function read(m: RegExpExecArray, base: number, from: RelPath): Cited | undefined {
  const [all, mark, markLines, web, link] = m;
  if (mark !== undefined) return marked(mark, markLines ?? '', m, base);
  if (web !== undefined) {
    const at = span(base, m.index, all);
    return { written: detach(all), at, path: '', pathAt: at, form: 'web' };
  }
  return link !== undefined ? linked(link, m, base, from) : plain(m, base, from);
}

function marked(name: string, lines: string, m: RegExpExecArray, base: number): Cited {
  const at = span(base, m.index, m[0]);
  const path = /^\s*F:(.*)$/.exec(name)?.[1]?.trim();
  if (!path) return { written: detach(m[0]), at, path: '', pathAt: at, form: 'chunk' };
  const start = m.index + m[0].indexOf(path);
  const extentAt = m[0].lastIndexOf(lines);
  const e = markExtent.exec(lines);
  const where = e && span(base, m.index + extentAt + e.index, e[0]);
  return {
    written: detach(m[0]),
    at,
    path: detach(toPath(path)),
    pathAt: span(base, start, path),
    form: 'mark',
    ...(e && where ? { lines: { ...range(e[1], e[2]), at: where } } : {}),
  };
}

function linked(target: string, m: RegExpExecArray, base: number, from: RelPath): Cited | undefined {
  const bare = target.replace(/^<|>$/g, '');
  if (bare === '' || bare.startsWith('#')) return undefined;
  const opens = base + m.index + m[0].lastIndexOf(`](${target}`) + 2;
  const at = { start: opens, end: opens + target.length };
  // `a.ts:8` is a file and a line, though it looks like a scheme.
  if (/^[a-z][\w+.-]*:/i.test(bare) && !/^[\w-][\w.-]*\.[a-z]\w{0,9}:\d+(?:-\d+)?$/i.test(bare))
    return { written: detach(bare), at, path: '', pathAt: at, form: 'web' };
  const [, written = '', e = ''] = /^([^#?]*?)((?:[?#].*|:\d[\d:-]*)?)$/.exec(bare) ?? [];
  const path = resolve(from, decoded(written));
  if (path === undefined || written === '') return undefined;
  const lines = /(?:#|:)L?(\d{1,6})(?:[C:]\d+)?(?:-L?(\d{1,6})(?:C\d+)?)?(?!-*[\p{L}\p{N}_])/u.exec(e);
  const start = at.start + (target.startsWith('<') ? 1 : 0);
  const extentAt = { start: start + written.length + 1, end: start + bare.length };
  return {
    written: detach(bare),
    at,
    path: detach(path),
    pathAt: { start, end: start + written.length },
    form: 'link',
    ...(lines ? { lines: { ...range(lines[1], lines[2]), at: extentAt } } : {}),
  };
}

function plain(m: RegExpExecArray, base: number, from: RelPath): Cited | undefined {
  const [, , , , , named = '', symbol, fromLine, to, wordFrom, wordTo] = m;
  const first = fromLine ?? wordFrom;
  const hasSpace = m[0].includes(SPACE);
  const all = hasSpace ? m[0].replaceAll(SPACE, ' ') : m[0];
  let written = hasSpace ? named.replaceAll(SPACE, ' ') : named;
  let end = all.length;
  if (first === undefined && !symbol) {
    // The full stop of a sentence.
    if (written.endsWith('.')) written = written.replace(/[.]+$/, '');
    end = written.length;
  }
  if (!isFile(written, first !== undefined, symbol !== undefined)) return undefined;
  // A document that cites itself by its name means no other of that name.
  const path = written === nameOf(from) ? from : rooted(toPath(written), first !== undefined, from);
  const at = { start: base + m.index, end: base + m.index + end };
  const pathAt = { start: at.start, end: at.start + written.length };
  const common = { written: detach(all.slice(0, end)), at, pathAt };
  // `src/a.ts@1a2b3c4:9` is what a commit has.
  if (/@(?=[a-f]*\d)[\da-f]{7,40}$/.test(path)) return { ...common, path: '', form: 'web' };
  if (/[*{]/.test(path)) return { ...common, path: detach(path), form: 'glob' };
  // Beyond the folder nothing can be looked up; with a line it is meant as a place all the same.
  if (/^(?:[A-Za-z]:|\/|~|\.\.\/)/.test(path)) return first === undefined ? undefined : { ...common, path: '', form: 'outside' };
  if (first === undefined) return { ...common, path: detach(path), form: 'plain' };
  const tail = all.slice(written.length + (symbol?.length ?? 0));
  const skip = /^[\s:#,(`*"”]*(?:(?:at\s+)?(?:lines?|ll?\.|Zeilen?|Z\.)\s?)?/.exec(tail)?.[0].length ?? 0;
  const lines = { ...range(first, to ?? wordTo), at: { start: at.end - (tail.length - skip), end: at.end } };
  return { ...common, path: detach(path), lines, form: 'plain' };
}

/** Where an absolute path of a computer begins; `/src/a.ts:4` begins at the folder's root. */
const ofComputer = /^\/(?:home|users|root|tmp|var|usr|opt|etc|mnt|media|workspaces?|private)\//i;

/** A path from the folder's root, where one with a slash or dots ahead leads into the folder. */
function rooted(path: RelPath, withLine: boolean, from: RelPath): RelPath {
  const ups = path.startsWith('../') ? (/^(?:\.\.\/)+/.exec(path)?.[0].length ?? 0) : 0;
  // Up to the root and no further it is meant from the document on.
  if (ups > 0) return ups / 3 === from.split('/').length - 1 ? (resolve(from, path) ?? path) : path;
  return withLine && /^\/\w/.test(path) && !ofComputer.test(path) ? path.slice(1) : path;
}

const template = /^path[/\\]to[/\\]/i;

/** Besides a `./` at its beginning. */
function hasFolder(written: string): boolean {
  const from = written.startsWith('./') || written.startsWith('.\\') ? 2 : 0;
  return written.includes('/', from) || written.includes('\\', from);
}

function isFile(written: string, withLine: boolean, withSymbol: boolean): boolean {
  const name = written.slice(Math.max(written.lastIndexOf('/'), written.lastIndexOf('\\')) + 1);
  // `path/to/file.ts` is how templates write it.
  if (template.test(written)) return false;
  if (name === '' || /^[.*]+$/.test(written) || noFile.test(name) || !/\p{L}/u.test(written)) return false;
  const foldered = hasFolder(written);
  // `Codex v1.4.md`: the end of a name with spaces in it.
  if (!foldered && (/^v?\d/.test(name) || library.test(name))) return false;
  const ends = /\.[A-Za-z][\w-]{0,11}$/.test(name);
  if (withSymbol) return source.test(name);
  if (plainFiles.test(name)) return withLine || foldered;
  if (foldered) return ends || withLine || /[*]/.test(written);
  return withLine ? ends : source.test(name);
}

function moreAt(
  text: string,
  from: number,
): { readonly start: number; readonly end: number; readonly lines: { from: number; to: number } } | undefined {
  more.lastIndex = from;
  const m = more.exec(text);
  const g = m?.groups;
  if (!m || !g) return undefined;
  const start = from + m[0].search(/L?\d/);
  return { start, end: from + m[0].length, lines: range(g.from ?? g.at, g.to ?? g.until) };
}

function range(from: string | undefined, to: string | undefined): { readonly from: number; readonly to: number } {
  const a = Number(from);
  return { from: a, to: to === undefined ? a : Number(to) };
}

const span = (base: number, start: number, text: string): Span => ({ start: base + start, end: base + start + text.length });

/** A link's target from the folder's root; undefined where it leads out. */
function resolve(from: RelPath, target: string): RelPath | undefined {
  if (target.startsWith('/')) return toPath(target.slice(1));
  const path = joined(folderOf(from), target.replaceAll('\\', '/'));
  return path.split('/')[0] === '..' ? undefined : path;
}
