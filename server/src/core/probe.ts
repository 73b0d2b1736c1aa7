/**
 * Probes: what is looked for in files, as plain data, and the search through one text.
 *
 * Invariant: time is linear in the text, whatever is looked for. Patterns are those of a configuration (`pattern.ts`), which go
 * back a bounded number of characters at a place; a text is searched window by window, so that whoever calls can stop in between.
 * Source: SYSTEMS.md §1, *Gates*.
 */
import { type CodePart, partsIn } from './code';
import { globMatcher } from './glob';
import { inRegExp, type Pattern, pattern } from './pattern';
import { testCodeIn } from './test-code';
import { LineIndex, type Place, type RelPath, type Span } from './text';

/** Where in a source something counts. A file of no known language is `code` as a whole. */
export type Where = 'code' | 'string' | 'comment';

/** One thing that is looked for. Patterns are written as in `pattern.ts`. */
export interface Probe {
  /** Among those of one search. */
  readonly id: string;
  /** As a configuration writes them. None: its files are listed. */
  readonly patterns: readonly string[];
  /** A match counts only where none of these lies over it. */
  readonly unless?: readonly string[];
  /** A match counts only where none of these stands within {@link NEAR} lines of it. */
  readonly without?: readonly string[];
  /** Globs. */
  readonly files: readonly string[];
  /** Globs: of those, only these. */
  readonly among?: readonly string[];
  readonly except?: readonly string[];
  readonly in: readonly Where[];
  /** A pattern is a word that may be part of a name: `Mock` of `MockStore` and `mock_store`, not of `hammock`. */
  readonly parts?: true;
  /** Code that a source itself marks as a test counts too. */
  readonly tests?: true;
  /** So many hits are told. By default 200. */
  readonly most?: number;
}

/** A place where a pattern stands. */
export interface Hit {
  readonly path: RelPath;
  readonly from: Place;
  readonly to: Place;
  /** What stands there, as much as a message has room for. */
  readonly text: string;
}

/** So many units of a text are searched before whoever calls may stop. */
const WINDOW = 64 * 1024;
/** No match of a pattern is longer. */
const OVERLAP = 1024;
/** So many lines before and after a match belong to it. */
const NEAR = 25;
/** What a message has room for, in UTF-16 units. */
const SHOWN = 80;

/** A probe, compiled. */
export interface Searcher {
  readonly probe: Probe;
  /** Whether it is about a file. */
  readonly matches: (path: RelPath) => boolean;
  /** Texts, and sources of regular expressions over plain ASCII, of which one is in every match. Undefined: there is a pattern without. */
  readonly needs: { readonly texts: readonly string[]; readonly sources: readonly string[] } | undefined;
  readonly search: RegExp;
  readonly unless: RegExp | undefined;
  readonly without: RegExp | undefined;
}

/** @throws where a pattern is none: they are checked where they are written */
export function searcherOf(probe: Probe): Searcher {
  const read = probe.patterns.map(readPattern);
  const isFile = globMatcher([...probe.files, ...(probe.except ?? []).filter((g) => !g.startsWith('!')).map((g) => `!${g}`)]);
  const isAmong = probe.among ? globMatcher(probe.among) : () => true;
  return {
    probe,
    matches: (path) => isFile(path) && isAmong(path),
    // Parts of a name are looked for in other cases too.
    needs: probe.parts ? { texts: probe.patterns.flatMap(cases), sources: [] } : needsOf(read),
    search: probe.parts ? new RegExp(probe.patterns.map(partSource).join('|'), 'g') : anyOf(probe.patterns),
    unless: probe.unless?.length ? anyOf(probe.unless) : undefined,
    without: probe.without?.length
      ? new RegExp(probe.without.map((p) => plain(readPattern(p).source)).join('|'), 'u')
      : undefined,
  };
}

/** A text of one or two characters is everywhere: the whole pattern is sought instead, where it is about ASCII alone. */
function needsOf(all: readonly Pattern[]): Searcher['needs'] {
  const short = all.filter((p) => p.literal.length < 3);
  const sources = short.map((p) => plain(p.source));
  if (sources.some((s) => !/^[\x20-\x7e]*$/.test(s) || s.includes('[^') || s.includes('\\p{'))) return undefined;
  return { texts: all.flatMap((p) => (short.includes(p) ? [] : [p.literal])), sources };
}

/** Without names of groups: several patterns may have the same. */
const plain = (source: string): string => source.replace(/\(\?<\w+>/g, '(?:');

function readPattern(text: string) {
  const read = pattern(text);
  if ('problem' in read) throw new Error(`${text} is no pattern: ${read.problem}`);
  return read;
}

function anyOf(texts: readonly string[]): RegExp {
  const sources = texts.map((text) => {
    const { source, word } = readPattern(text);
    return `${word.first ? '(?<!\\w)' : ''}${plain(source)}${word.last ? '(?!\\w)' : ''}`;
  });
  return new RegExp(sources.join('|'), 'gu');
}

const cases = (word: string): readonly string[] => [word.toLowerCase(), capital(word), word.toUpperCase()];
const capital = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1).toLowerCase();

/** `mock` and `MOCK` after no letter, `Mock` anywhere; each up to where the next word of a name begins. */
function partSource(word: string): string {
  const [low, high, all] = cases(word).map(inRegExp);
  return `(?<![A-Za-z])${low}(?![a-z])|${high}(?![a-z])|(?<![A-Za-z])${all}(?![A-Za-z])`;
}

/** A text that is searched by several probes: what they need of it is made once. */
export class Searched {
  #parts: readonly CodePart[] | undefined;
  #tests: readonly Span[] | undefined;
  #lines: LineIndex | undefined;

  constructor(
    readonly path: RelPath,
    readonly text: string,
  ) {}

  /** Made when it is first asked for. */
  get lines(): LineIndex {
    this.#lines ??= LineIndex.of(this.text);
    return this.#lines;
  }

  /** Whether an offset lies in code, a text or a comment. */
  where(offset: number): Where {
    this.#parts ??= partsIn(this.path, this.text);
    return covering(this.#parts, offset)?.is ?? 'code';
  }

  /** Whether the source marks the code there as a test. */
  isTest(offset: number): boolean {
    this.#parts ??= partsIn(this.path, this.text);
    this.#tests ??= testCodeIn(this.path, this.text, this.#parts);
    return covering(this.#tests, offset) !== undefined;
  }
}

/** The span that holds an offset, of some in order. */
function covering<S extends Span>(spans: readonly S[], offset: number): S | undefined {
  let low = 0;
  let high = spans.length;
  while (low < high) {
    const mid = (low + high) >> 1;
    if ((spans[mid] as S).end <= offset) low = mid + 1;
    else high = mid;
  }
  const found = spans[low];
  return found && found.start <= offset ? found : undefined;
}

/** What a probe finds in a text, in order. Undefined: a window is done, and whoever asked may rest or stop. */
export function* hitsIn(s: Searcher, file: Searched): Iterable<Hit | undefined> {
  const { probe } = s;
  if (probe.patterns.length === 0) return;
  for (const at of matchesIn(s.search, file.text)) {
    if (at === undefined) {
      yield undefined;
      continue;
    }
    if (!probe.in.includes(file.where(at.start))) continue;
    if (!probe.tests && file.isTest(at.start)) continue;
    if (s.unless && isOver(s.unless, file.text, at)) continue;
    if (s.without?.test(around(file, at.start))) continue;
    yield {
      path: file.path,
      from: file.lines.place(at.start),
      to: file.lines.place(at.end),
      text: ` ${file.text.slice(at.start, Math.min(at.end, at.start + SHOWN))}`.slice(1),
    };
  }
}

/** Matches do not overlap. A window ends with a line where it can. */
function* matchesIn(search: RegExp, text: string): Iterable<Span | undefined> {
  let after = 0;
  for (let from = 0; from < text.length; ) {
    if (from > 0) yield undefined;
    const line = text.lastIndexOf('\n', from + WINDOW);
    const to = from + WINDOW >= text.length ? text.length : line > from ? line + 1 : from + WINDOW;
    // One character before, so that a word that begins earlier is not taken for one that begins here.
    const lead = from === 0 ? 0 : 1;
    const window = text.slice(from - lead, to + OVERLAP);
    search.lastIndex = lead;
    for (let m = search.exec(window); m; m = search.exec(window)) {
      const start = m.index + from - lead;
      if (start >= to) break;
      if (m[0] === '') search.lastIndex++;
      else if (start >= after) {
        after = start + m[0].length;
        yield { start, end: after };
      }
    }
    from = to;
  }
}

function isOver(unless: RegExp, text: string, at: Span): boolean {
  const from = Math.max(0, at.start - OVERLAP / 4);
  const window = text.slice(from, at.end + OVERLAP / 4);
  unless.lastIndex = 0;
  for (let m = unless.exec(window); m; m = unless.exec(window)) {
    const start = m.index + from;
    if (start >= at.end) return false;
    if (start + m[0].length > at.start) return true;
    if (m[0] === '') unless.lastIndex++;
  }
  return false;
}

/** The lines around an offset, no more of them than a window. */
function around({ text, lines }: Searched, offset: number): string {
  const line = lines.lineAt(offset);
  const from = lines.starts[Math.max(0, line - NEAR)] ?? 0;
  const to = lines.starts[line + NEAR + 1] ?? text.length;
  return text.slice(Math.max(from, offset - WINDOW / 4), Math.min(to, offset + WINDOW / 4));
}
