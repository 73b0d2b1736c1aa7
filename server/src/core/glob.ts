/**
 * Globs over folder-relative paths: `*`, `?`, `**`, `[a-z]`, `[!a]`, `{a,b}`; `\` takes a character as it is.
 * Everything else stands for itself, a name that begins with a dot and parentheses too.
 *
 * Invariant: a path is matched in time linear in it. Globs come from configuration, and no file of a repository may hang a
 * server, so they are never made into regular expressions.
 */
import type { RelPath } from './text';

/** So many globs a `{a,b}` may stand for. */
const MAX_ALTERNATIVES = 100;

interface Char {
  is(char: string): boolean;
}
/** One segment: characters, and `*` between them. */
type Piece = Char | '*';
/** Most are a name, or a name with one `*` in it: these are compared as they are. */
type Segment = '**' | { readonly name: string } | { readonly start: string; readonly end: string } | readonly Piece[];

interface Compiled {
  readonly segments: readonly Segment[];
  /** How every path begins and ends that it matches: most do not, and need not be looked at further. */
  readonly start: string;
  readonly end: string;
}

/** A path matches when one glob does and no `!` glob does. */
export function globMatcher(globs: readonly string[]): (path: RelPath) => boolean {
  const yes = globs.filter((g) => !g.startsWith('!')).flatMap(compiled);
  const no = globs.filter((g) => g.startsWith('!')).flatMap((g) => compiled(g.slice(1)));
  if (yes.length === 0) return () => false;
  return (path) => {
    let parts: readonly string[] | undefined;
    const matches = ({ segments, start, end }: Compiled): boolean => {
      if (!path.endsWith(end) || !path.startsWith(start)) return false;
      if (segments.length === 1 && segments[0] === '**') return true;
      parts ??= path.split('/');
      return matchSegments(segments, parts);
    };
    return yes.some(matches) && !no.some(matches);
  };
}

/** Where the paths that a glob matches can lie: folders that need not be looked into need not be walked. */
export interface Reach {
  /** The folder that all of them lie in; '' is the top. */
  readonly base: RelPath;
  /** They may lie in folders below it. */
  readonly deep: boolean;
}

/** Where the paths of a glob can lie: one for each alternative of its braces. */
export const reachOf = (glob: string): readonly Reach[] =>
  alternatives(glob).map((one) => {
    const segments = one.split('/');
    const wild = segments.findIndex((s) => /[*?[\]]/.test(s));
    const until = wild < 0 ? segments.length - 1 : Math.min(wild, segments.length - 1);
    const base = segments.slice(0, until).map((s) => s.replace(/\\(.)/g, '$1'));
    return { base: base.join('/'), deep: until < segments.length - 1 || segments.at(-1) === '**' };
  });

/** A path that a glob matches, for each of its alternatives. */
export const pathsFor = (glob: string): readonly RelPath[] =>
  alternatives(glob.replace(/^\.\//, '')).map((one) =>
    one
      .split('/')
      .flatMap((s, i, all) => (s !== '**' ? [segmentFor(s)] : i === all.length - 1 ? ['canary'] : []))
      .join('/'),
  );

const segmentFor = (segment: string): string =>
  segment
    .replace(/\[(?:\\.|[^\]\\])+\]/g, (set) => `\\${[...'xyz089_-.'].concat([...set]).find(globMatcher([set])) ?? ''}`)
    .replace(/\\(.)|\*+|\?/g, (all, escaped: string | undefined) => escaped ?? (all === '?' ? 'a' : 'canary'));

/** A path as a glob that matches nothing but it. */
export const literalGlob = (path: RelPath): string => path.replace(/[\\*?[\]{}!,]/g, '\\$&');

/** What is wrong with a glob of a configuration, as a sentence. */
export function globProblem(glob: string): string | undefined {
  const bare = glob.replace(/^!/, '');
  if (bare === '') return 'A glob cannot be empty.';
  if (/^(?:\/|[A-Za-z]:)/.test(bare)) return 'A glob is relative to the folder of gatehouse.yaml.';
  if (bare.split('/').includes('..')) return 'A glob cannot lead out of the folder.';
  if (/\\(?=[\w.])/.test(bare)) return 'A glob has forward slashes, on Windows too.';
  if (/[@+?*!]\([^)]*\|/.test(bare)) return 'Write {a,b} in place of (a|b).';
  if (alternatives(bare).length >= MAX_ALTERNATIVES) return `A glob can stand for at most ${MAX_ALTERNATIVES} by its braces.`;
  return undefined;
}

const compiled = (glob: string): readonly Compiled[] =>
  alternatives(glob.replace(/^\.\//, '')).map((one) => ({
    segments: one.split('/').map(segmentOf),
    // `a/**` matches `a`.
    start: (/^[^*?[\]\\{}]*/.exec(one)?.[0] ?? '').replace(/\/+$/, ''),
    end: /[^/*?[\]\\{}]*$/.exec(one)?.[0] ?? '',
  }));

/** `a/{b,c}` as `a/b` and `a/c`. A brace that is not closed, or has no comma, is a character. The first so many, where there are too many. */
export function alternatives(glob: string): readonly string[] {
  const todo = [glob];
  const done: string[] = [];
  for (let next = todo.pop(); next !== undefined && done.length < MAX_ALTERNATIVES; next = todo.pop()) {
    const brace = firstBrace(next);
    if (!brace || todo.length > MAX_ALTERNATIVES) done.push(next);
    else {
      const { start, end, commas } = brace;
      const edges = [start, ...commas, end];
      for (let i = edges.length - 2; i >= 0; i--)
        todo.push(next.slice(0, start) + next.slice((edges[i] as number) + 1, edges[i + 1]) + next.slice(end + 1));
    }
  }
  return done;
}

function firstBrace(
  glob: string,
): { readonly start: number; readonly end: number; readonly commas: readonly number[] } | undefined {
  for (let start = 0; start < glob.length; start++) {
    if (glob[start] === '\\') start++;
    else if (glob[start] === '{') {
      const found = braceAt(glob, start);
      if (found) return found;
    }
  }
  return undefined;
}

function braceAt(glob: string, start: number): ReturnType<typeof firstBrace> {
  const commas: number[] = [];
  let depth = 0;
  for (let i = start; i < glob.length; i++) {
    const c = glob[i];
    if (c === '\\') i++;
    else if (c === '{') depth++;
    else if (c === ',' && depth === 1) commas.push(i);
    else if (c === '}' && --depth === 0) return commas.length > 0 ? { start, end: i, commas } : undefined;
  }
  return undefined;
}

function segmentOf(text: string): Segment {
  if (text === '**') return text;
  if (/[?[\\]/.test(text)) return piecesOf(text);
  const [start = '', end, ...more] = text.split(/\*+/);
  return end === undefined ? { name: start } : more.length > 0 ? piecesOf(text) : { start, end };
}

function piecesOf(segment: string): readonly Piece[] {
  const out: Piece[] = [];
  for (let i = 0; i < segment.length; i++) {
    const c = segment[i] as string;
    const set = c === '[' ? /^\[(!|\^)?(\]?[^\]]*)\]/.exec(segment.slice(i)) : null;
    if (c === '*') {
      if (out.at(-1) !== '*') out.push('*');
    } else if (c === '?') out.push(any);
    else if (set?.[2]) {
      out.push(oneOf(set[2], set[1] !== undefined));
      i += set[0].length - 1;
    } else out.push(just(c === '\\' && i + 1 < segment.length ? (segment[++i] as string) : c));
  }
  return out;
}

const any: Char = { is: () => true };
const just = (char: string): Char => ({ is: (c) => c === char });

function oneOf(set: string, negated: boolean): Char {
  const ranges: [string, string][] = [];
  for (let i = 0; i < set.length; i++) {
    const last = set[i + 1] === '-' ? set[i + 2] : undefined;
    ranges.push([set[i] as string, last ?? (set[i] as string)]);
    if (last !== undefined) i += 2;
  }
  return { is: (c) => ranges.some(([from, to]) => from <= c && c <= to) !== negated };
}

const matchSegments = (glob: readonly Segment[], parts: readonly string[]): boolean => inOrder(glob, '**', parts, matchSegment);
function matchSegment(segment: Segment, part: string): boolean {
  if (segment === '**') return false;
  if ('name' in segment) return segment.name === part;
  if (!('start' in segment)) return inOrder(segment, '*', part, isPiece);
  const { start, end } = segment;
  return part.length >= start.length + end.length && part.startsWith(start) && part.endsWith(end);
}
const isPiece = (piece: Piece, char: string): boolean => piece !== '*' && piece.is(char);

/**
 * Whether parts are what pieces say, one after another, where `star` stands for any number of them.
 * Goes back to the last star only: what an earlier one could take in addition, the last one can take as well.
 */
function inOrder<P, T>(pieces: readonly P[], star: P, parts: ArrayLike<T>, fits: (piece: P, part: T) => boolean): boolean {
  let [g, p, last, from] = [0, 0, -1, 0];
  while (p < parts.length) {
    const piece = pieces[g];
    if (piece === star) {
      last = g++;
      from = p;
    } else if (piece !== undefined && fits(piece, parts[p] as T)) {
      g++;
      p++;
    } else if (last >= 0) {
      g = last + 1;
      p = ++from;
    } else return false;
  }
  while (pieces[g] === star) g++;
  return g === pieces.length;
}
