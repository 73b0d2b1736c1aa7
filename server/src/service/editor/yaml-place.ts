/**
 * Where a cursor stands in a YAML file: below which keys, and whether a key or a value is due.
 *
 * By lines and columns, not by a parse: a file in which somebody types is seldom one that can be parsed.
 */
import type { Span } from '#core/text';

/** `-`: an item of a list. */
export type KeyPath = readonly string[];

/** Where a cursor stands. Places are offsets into the text. */
export interface YamlPlace {
  /** The keys above; the last is the one whose value is due, where `is` says so. */
  readonly path: KeyPath;
  readonly is: 'key' | 'value';
  /** What is written there so far, to the word's end. */
  readonly at: Span;
  /** Keys that the same map has already. */
  readonly taken: ReadonlySet<string>;
  /** Column of the key that is due. */
  readonly column: number;
}

const lead = /^( *)((?:- +)*)/;
const key = /^(?:"([^"]*)"|'([^']*)'|([^\s#"'[\]{},-][^:#]*?|-[^\s:][^:#]*?))\s*:(?=\s|$)/;

interface Line {
  readonly start: number;
  readonly text: string;
}

/** Undefined: in a comment, or where nothing can be said. */
export function yamlPlace(text: string, offset: number): YamlPlace | undefined {
  const lines = linesOf(text);
  const row = lines.findLastIndex((l) => l.start <= offset);
  const line = lines[row];
  if (!line) return undefined;
  const before = line.text.slice(0, offset - line.start);
  if (/(?:^|\s)#/.test(withoutQuoted(before))) return undefined;
  const m = lead.exec(before);
  const indent = m?.[0].length ?? 0;
  const rest = before.slice(indent);
  const above = pathAbove(lines, row, line.text);
  const named = key.exec(rest);
  if (!named) {
    const flow = flowPlace(rest);
    if (flow) return { ...placed(text, offset, flow), path: [...above, ...flow.path], column: indent };
    const at = wordAt(text, offset, offset - rest.length);
    return { path: above, is: 'key', at, taken: siblings(lines, row, indent), column: indent };
  }
  const own = [...above, nameOf(named)];
  const value = rest.slice(named[0].length);
  const flow = flowPlace(value.trimStart());
  if (flow) return { ...placed(text, offset, flow), path: [...own, ...flow.path], column: indent };
  if (!/^\s/.test(value)) return undefined;
  const written = value.trimStart();
  return { path: own, is: 'value', at: wordAt(text, offset, offset - written.length), taken: none, column: indent };
}

/** The key that stands at an offset, with those above it. */
export function keyAt(text: string, offset: number): { readonly path: KeyPath; readonly at: Span } | undefined {
  const lines = linesOf(text);
  const row = lines.findLastIndex((l) => l.start <= offset);
  const line = lines[row];
  if (!line) return undefined;
  const indent = lead.exec(line.text)?.[0].length ?? 0;
  const named = key.exec(line.text.slice(indent));
  if (!named) return undefined;
  const at = { start: line.start + indent, end: line.start + indent + named[0].replace(/\s*:$/, '').length };
  return offset >= at.start && offset <= at.end ? { path: [...pathAbove(lines, row, line.text), nameOf(named)], at } : undefined;
}

const none: ReadonlySet<string> = new Set();
const nameOf = (m: RegExpExecArray): string => m[1] ?? m[2] ?? m[3] ?? '';

function linesOf(text: string): readonly Line[] {
  const out: Line[] = [];
  let start = 0;
  for (const m of text.matchAll(/\r\n|\r|\n/g)) {
    out.push({ start, text: text.slice(start, m.index) });
    start = m.index + m[0].length;
  }
  out.push({ start, text: text.slice(start) });
  return out;
}

/** Keys and list marks of the lines above that stand further to the left, each once. */
function pathAbove(lines: readonly Line[], row: number, own: string): KeyPath {
  const out: string[] = [];
  const m = lead.exec(own);
  let column = m?.[0].length ?? 0;
  let dashed = false;
  const dashes = (text: string, from: number): void => {
    for (let i = text.length - 1; i >= 0; i--) {
      if (text[i] !== '-' || from + i >= column || (dashed && from + i === column)) continue;
      out.unshift('-');
      column = from + i;
      dashed = true;
    }
  };
  dashes(m?.[2] ?? '', m?.[1]?.length ?? 0);
  for (let r = row - 1; r >= 0 && (column > 0 || dashed); r--) {
    const { text } = lines[r] as Line;
    if (/^\s*(?:#|$)/.test(text)) continue;
    const at = lead.exec(text);
    const start = at?.[0].length ?? 0;
    const named = key.exec(text.slice(start));
    if (named && (start < column || (dashed && start === column && (at?.[2] ?? '') === ''))) {
      out.unshift(nameOf(named));
      column = start;
      dashed = false;
    }
    dashes(at?.[2] ?? '', at?.[1]?.length ?? 0);
  }
  return out;
}

/** Keys of the same map, above and below. */
function siblings(lines: readonly Line[], row: number, column: number): ReadonlySet<string> {
  const out = new Set<string>();
  const look = (r: number): boolean => {
    const { text } = lines[r] as Line;
    if (/^\s*(?:#|$)/.test(text)) return true;
    const at = lead.exec(text);
    const start = at?.[0].length ?? 0;
    const named = start === column ? key.exec(text.slice(start)) : null;
    if (named) out.add(nameOf(named));
    // An item's first key stands on the line of its mark: there the map ends.
    return start >= column && !(start === column && (at?.[2] ?? '') !== '');
  };
  for (let r = row - 1; r >= 0 && look(r); r--);
  for (let r = row + 1; r < lines.length && lead.exec((lines[r] as Line).text)?.[2] === '' && look(r); r++);
  return out;
}

interface Flow {
  readonly path: KeyPath;
  readonly is: 'key' | 'value';
  /** What is typed of the item. */
  readonly typed: string;
  readonly taken: ReadonlySet<string>;
}

/** Within `[…` or `{…` that is not closed yet. */
function flowPlace(value: string): Flow | undefined {
  if (!/^[[{]/.test(value)) return undefined;
  const stack: { readonly is: '[' | '{'; key: string | undefined; readonly keys: Set<string> }[] = [];
  let from = 0;
  const bare = withoutQuoted(value);
  for (let i = 0; i < bare.length; i++) {
    const c = bare[i] as string;
    const top = stack.at(-1);
    if (c === '[' || c === '{') stack.push({ is: c, key: undefined, keys: new Set() });
    else if (c === ']' || c === '}') stack.pop();
    else if (c === ',' && top) top.key = undefined;
    else if (c === ':' && top?.is === '{' && /\s|$/.test(bare[i + 1] ?? '')) {
      top.key = value
        .slice(from, i)
        .trim()
        .replace(/^["']|["']$/g, '');
      top.keys.add(top.key);
    } else continue;
    from = i + 1;
  }
  const top = stack.at(-1);
  if (!top) return undefined;
  const path = stack.flatMap((s) => (s.is === '[' ? ['-'] : s.key === undefined ? [] : [s.key]));
  const is = top.is === '{' && top.key === undefined ? 'key' : 'value';
  return { path, is, typed: value.slice(from).trimStart(), taken: top.keys };
}

const placed = (text: string, offset: number, { is, typed, taken }: Flow): Omit<YamlPlace, 'path' | 'column'> => ({
  is,
  at: wordAt(text, offset, offset - typed.length),
  taken,
});

/** Quoted characters do not count. */
const withoutQuoted = (s: string): string => s.replace(/"[^"]*"|'[^']*'/g, (q) => ' '.repeat(q.length));

/** From what is typed to the end of the word. */
const wordAt = (text: string, offset: number, start: number): Span => ({
  start,
  end: offset + (/^[^\s:,#[\]{}]*/.exec(text.slice(offset, offset + 200))?.[0].length ?? 0),
});
