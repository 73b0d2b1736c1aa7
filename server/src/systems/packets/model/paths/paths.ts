/** Paths as packets write them, in IN_SCOPE_PATHS, OUT_OF_SCOPE and FILES_TO_OPEN. */

import type { Item } from '#core/fields/model';
import { nameOf } from '#core/paths';
import type { RelPath, Span } from '#core/text';

/** A path with all that its item says of it. */
export interface WrittenPath {
  /** Without `./`, a trailing slash and a line number. */
  readonly path: RelPath;
  /** As it stands, without a line number. */
  readonly at: Span;
  readonly line: number | undefined;
  /** Ends in a slash. */
  readonly folder: boolean;
  /** It stands for many files: `src/**`, `src/{a,b}.ts`. */
  readonly glob: boolean;
  /** What is said beside it: a parenthesis, or words after a dash or colon. */
  readonly note: string | undefined;
  /** By the words beside it, it is not there yet. */
  readonly fresh: boolean;
  /** `CI/CD` may be two words; what is marked as code, is deep or ends like a file is a path for certain. */
  readonly sure: boolean;
}

/** For a character class. */
const picture = String.raw`\p{Extended_Pictographic}\u200D`;
const segment = String.raw`(?:[\p{L}\p{M}\p{N}${picture}_@.+~$*?-]|\[[\p{L}\p{N}_.!^-]+\]|\{[^{}\s]*,[^{}\s]*\}|\([\p{L}\p{N}_.-]+\)(?=[/\\]))`;
const written = new RegExp(
  String.raw`^(?:\.[/\\])*(?<path>${segment}+(?:[/\\]${segment}+)*)(?<slash>[/\\]+)?(?<more>(?:::[\p{L}\p{N}_:]+|[:#]L?(?<line>\d+)(?:[-–:]L?\d+)?))?$`,
  'u',
);
/** A path with spaces, where nothing else is on the line. */
const spaced = new RegExp(
  String.raw`^(?:\.[/\\])*(?<path>[\p{L}\p{M}\p{N}${picture}_@.+~$()[\] /\\-]+\.[A-Za-z]\w*)(?<more>[:#]L?(?<line>\d+)(?:[-–:]L?\d+)?)?$`,
  'u',
);
const marker =
  /^(?:\[[ xX]\]\s+)?(?:(?:\p{Extended_Pictographic}|\uFE0F|\u200D)+\s+)?(?:\*{0,2}(?:\(?(?:new|create|modify|modified|edit|update|add|delete|remove|rename|read|touch|neu)\)?)\*{0,2}\s*:?\s+|[+~]\s+)?/iu;
/** What follows a path tells about it. */
const separator = /^(?:\s+(?:[-–—:→]|->|=>|#|\/\/)\s+|\s*:\s+|\s*,\s+(?=\p{Ll}+\s)|\s*\()/u;
/** Words that say that something is still to be made: `(new)`, `to be created`. */
export const fresh =
  /\b(?:new|create[ds]?|creating|to be (?:created|added|written|made)|will (?:be )?(?:create|add|written)\w*|does not exist yet|not yet|planned|generated|neu(?:e[rs]?)?|anzulegen|wird angelegt)\b/i;
/** Files without an extension that are named by themselves. */
const plainFile =
  /^(?:justfile|makefile|dockerfile|containerfile|gemfile|rakefile|procfile|jenkinsfile|license|readme|codeowners)$/i;
const ending = /\.[A-Za-z]\w*$/;
/** `v1.2`, `example.com`, `e.g`, `Node.js`: they end like a file and are none. */
const noFile =
  /\.(?:com|org|net|io|dev|ai|app|local|g|e|etc)$|^v?\d+(?:\.\d+)+\w*$|^(?:node|next|vue|nuxt|express|three|d3|react|angular)\.js$/i;

/** The paths that an item lists: one with what is said about it, or several with commas between. */
export function pathsOf(item: Item): readonly WrittenPath[] {
  if (item.cells)
    return item.cells.slice(0, 1).flatMap((c) => {
      const lead = marker.exec(c.text)?.[0].length ?? 0;
      return single(c.text.slice(lead), c.at.start + lead, undefined) ?? [];
    });
  const { bare, note } = item;
  const base = item.bareAt.start;
  const lead = marker.exec(bare)?.[0].length ?? 0;
  const one = single(bare.slice(lead), base + lead, note, item.is !== 'plain');
  if (one) return [/\b(?:new|create|neu)\b/i.test(bare.slice(0, lead)) ? { ...one, fresh: true } : one];
  return several(bare, base, note);
}

/** `src/a.ts, src/b.ts and src/c.ts`: each part is a path, or none is taken. */
function several(text: string, base: number, note: string | undefined): readonly WrittenPath[] {
  const between = /(?:(?<!\s)\s+)?,\s*(?:(?:and|und)\s+)?|(?<!\s)\s+(?:and|und|&|\+)\s+/g;
  const out: WrittenPath[] = [];
  let from = 0;
  for (const m of [...text.matchAll(between), undefined]) {
    if (m === undefined && from === 0) return [];
    // A comma within braces belongs to a glob.
    const part = text.slice(from, m?.index);
    if (m && part.lastIndexOf('{') > part.lastIndexOf('}')) continue;
    const own = single(part, base + from, note);
    if (!own?.sure) return [];
    out.push(own);
    from = (m?.index ?? 0) + (m?.[0].length ?? 0);
  }
  return out;
}

/** @param code it stands in a fence or is marked as code */
function single(text: string, start: number, note: string | undefined, code = false): WrittenPath | undefined {
  const marked = /^`+([^`\n]+)`+|^"([^"\n]+)"/.exec(text);
  const linked = marked ? null : /^\[`?([^\]`\n]+)`?\]\([^()\n]*\)/.exec(text);
  const token = marked ?? linked ?? /^(?:\{[^{}\s]*\}|[^\s,;(]|\([\w.-]+\)(?=[/\\])|[,;](?=\S))+/.exec(text);
  if (!token) return undefined;
  const length = token[0].endsWith(':') ? token[0].length - 1 : token[0].length;
  const inner = marked?.[1] ?? marked?.[2] ?? linked?.[1] ?? token[0].slice(0, length).replace(/[.,;]$/, '');
  const rest = text.slice(length);
  const after = separator.exec(rest);
  const ends = rest.trim() === '' || after !== null || (marked !== null && /^\s/.test(rest));
  if (!ends) return code && !marked ? spacious(text, start, note) : withSpaces(text, start, note);
  const said = [note, rest.slice(after?.[0].length ?? 0).trim()].filter((s) => s !== undefined && s !== '');
  return read(inner, start + text.indexOf(inner), said.length > 0 ? said.join('; ') : undefined, code || marked !== null);
}

const spacious = (text: string, start: number, note: string | undefined): WrittenPath | undefined =>
  spaced.test(text) ? read(text, start, note, true) : undefined;

/** A path with spaces has a slash, and none of the words that join others. */
const withSpaces = (text: string, start: number, note: string | undefined): WrittenPath | undefined =>
  /[/\\]/.test(text) && spaced.test(text) && !/[,;]|\b(?:and|under|in|for|the|of|all|any|no)\b/i.test(text)
    ? read(text, start, note, false)
    : undefined;

function read(text: string, start: number, note: string | undefined, code: boolean): WrittenPath | undefined {
  const m = written.exec(text) ?? spaced.exec(text);
  const raw = m?.groups?.path;
  if (!m || !raw || /^[a-z][a-z\d+.-]*:/i.test(text)) return undefined;
  const path = raw.replaceAll('\\', '/').replace(/\/{2,}/g, '/');
  const folder = m.groups?.slash !== undefined;
  const last = nameOf(path);
  const isFile = (ending.test(last) && !noFile.test(last)) || plainFile.test(last);
  const depth = path.split('/').length + (folder ? 1 : 0);
  if (depth === 1 && !isFile) return undefined;
  const { line, more = '' } = m.groups ?? {};
  return {
    path,
    at: { start, end: start + text.length - more.length },
    line: line === undefined ? undefined : Number(line),
    folder,
    glob: isGlob(path),
    note,
    fresh: note !== undefined && fresh.test(note),
    sure: isFile || folder || depth > 2 || /\/\*\*?$/.test(path) || (code && depth > 1),
  };
}

/** Brackets may belong to a name (`app/[id]/page.tsx`); ranges in them do not. */
export const isGlob = (path: RelPath): boolean =>
  /[*?]|\{[^{}]*,[^{}]*\}/.test(path) || /\[[^\].]*[\p{L}\p{N}]-[\p{L}\p{N}](?:[\p{L}\p{N}]-[\p{L}\p{N}])*\]/u.test(path);
