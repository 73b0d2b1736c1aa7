/**
 * YAML and JSON texts to plain data with places, by the `yaml` library, which is loaded when the first text is read.
 *
 * Invariant: any text gives data or errors, never an exception. Aliases are shared, not copied: data takes no more room than its text.
 */
import type { Alias, CST, Document, Node, Pair, Scalar, YAMLError, YAMLMap } from 'yaml';
import { messageOf } from '#core/cause';
import type { DataNode, ParsedData } from '#core/source';
import { endOfLine, type Span } from '#core/text';

type Yaml = typeof import('yaml');
type Entry = Extract<DataNode, { is: 'map' }>['entries'][number];
type Problem = ParsedData['errors'][number];

/** In UTF-16 units: a second or two. */
export const MAX_LENGTH = 1_000_000;
/** Lists and maps within each other: the library recurses over them. */
export const MAX_DEPTH = 200;
/** Values that aliases stand for, all together: who walks the data meets each of them. */
const MAX_ALIASED = 10_000;

let loaded: Yaml | undefined;

/** Parses the first document of a text: YAML 1.2, of which JSON is a part, and merge keys (`<<`). */
export function parseYaml(text: string): ParsedData {
  if (text.length > MAX_LENGTH) {
    const message = `This file has ${text.length} characters; at most ${MAX_LENGTH} are read.`;
    return failed({ at: { start: MAX_LENGTH, end: endOfLine(text, MAX_LENGTH) }, message });
  }
  const row = inARow.exec(text);
  if (row) {
    const deep = row.index + row[0].length - 1;
    return failed({ at: { start: deep, end: endOfLine(text, deep) }, message: tooDeep });
  }
  loaded ??= require('yaml') as Yaml;
  try {
    return read(text, loaded);
  } catch (cause) {
    const message = `This file cannot be parsed: ${messageOf(cause)}`;
    return failed({ at: { start: 0, end: endOfLine(text, 0) }, message });
  }
}

const tooDeep = `Lists and maps are nested more than ${MAX_DEPTH} deep here.`;

/** Brackets that open one in the other: of very many the parser takes seconds to find that out. */
const inARow = new RegExp(`(?:[[{]\\s{0,80}){${MAX_DEPTH}}[[{]`);

const failed = (problem: Problem): ParsedData => ({ root: undefined, errors: [problem] });

function read(text: string, yaml: Yaml): ParsedData {
  const tokens = [...new yaml.Parser().parse(text)];
  const deep = deeperThan(MAX_DEPTH, tokens);
  if (deep !== undefined) {
    return failed({ at: { start: deep, end: endOfLine(text, deep) }, message: tooDeep });
  }
  // The library compares each key with each other, which takes seconds in a map of 20,000. The reader finds doubles itself.
  const options = { version: '1.2', schema: 'core', uniqueKeys: false, prettyErrors: false, logLevel: 'silent' } as const;
  const [first, second] = firstTwo(new yaml.Composer(options).compose(tokens, true, text.length));
  if (first === undefined) return { root: undefined, errors: [] };
  const reader = new Reader(text, yaml);
  const contents = first.contents === null ? undefined : reader.read(first.contents as Node);
  const root =
    contents?.is === 'scalar' && contents.value === null && contents.at.start === contents.at.end ? undefined : contents;
  const errors = [...first.errors.map((error) => problemOf(error, text)), ...reader.errors];
  if (second !== undefined) errors.push({ at: startOf(second, text), message: 'Only the first document of a file is read.' });
  return { root, errors: errors.sort((a, b) => a.at.start - b.at.start) };
}

function firstTwo(documents: Iterable<Document.Parsed>): Document.Parsed[] {
  const taken: Document.Parsed[] = [];
  for (const document of documents) if (taken.push(document) === 2) break;
  return taken;
}

/** Where the tokens are nested deeper than this, first. */
function deeperThan(limit: number, tokens: readonly CST.Token[]): number | undefined {
  const todo = tokens.map((token) => ({ token, depth: 0 })).reverse();
  for (let next = todo.pop(); next !== undefined; next = todo.pop()) {
    const { token, depth } = next;
    if (depth > limit && 'items' in token) return token.offset;
    const inner = [
      ...('value' in token && token.value !== undefined ? [token.value] : []),
      ...('items' in token ? token.items.flatMap(({ key, value }) => [key, value]) : []),
    ];
    for (const child of inner.reverse()) if (child !== null && child !== undefined) todo.push({ token: child, depth: depth + 1 });
  }
  return undefined;
}

function problemOf({ pos, message }: YAMLError, text: string): Problem {
  const start = Math.min(pos[0], text.length);
  return { at: { start, end: Math.max(start, Math.min(pos[1], text.length)) }, message };
}

function startOf(document: Document.Parsed, text: string): Span {
  const start = Math.min(document.range[0], text.length);
  return { start, end: endOfLine(text, start) };
}

interface Anchored {
  /** Undefined while it is being read. */
  readonly node: DataNode | undefined;
  /** Values it stands for. */
  readonly size: number;
}

const nothing = (at: Span): DataNode => ({ is: 'scalar', at, value: null });

class Reader {
  readonly errors: Problem[] = [];
  readonly #text: string;
  readonly #yaml: Yaml;
  readonly #anchors = new Map<string, Anchored>();
  #size = 0;
  #aliased = 0;

  constructor(text: string, yaml: Yaml) {
    this.#text = text;
    this.#yaml = yaml;
  }

  read(node: Node): DataNode {
    if (this.#yaml.isAlias(node)) return this.#alias(node);
    const before = this.#size++;
    const { anchor } = node;
    if (anchor !== undefined) this.#anchors.set(anchor, { node: undefined, size: 0 });
    const value = this.#value(node);
    if (anchor !== undefined) this.#anchors.set(anchor, { node: value, size: this.#size - before });
    return value;
  }

  #value(node: Node): DataNode {
    const [start, end] = node.range ?? [0, 0, 0];
    if (this.#yaml.isScalar(node)) return { is: 'scalar', at: this.#trimmed(start, end), value: plain(node) };
    if (this.#yaml.isSeq(node)) {
      const items = node.items.map((item) => this.read(item as Node));
      return { is: 'list', at: { start, end: node.flow ? end : (items.at(-1)?.at.end ?? end) }, items };
    }
    return this.#map(node as YAMLMap<Node, Node | null>, start, end);
  }

  #map(map: YAMLMap<Node, Node | null>, start: number, end: number): DataNode {
    const entries: Entry[] = [];
    const merged: Entry[] = [];
    const seen = new Set<string>();
    let last = start;
    for (const pair of map.items) {
      const entry = this.#entry(pair, last);
      last = entry.value.at.end;
      if (isMerge(pair, this.#yaml)) merged.push(...this.#mergeable(entry.value));
      else {
        if (seen.has(entry.key))
          this.errors.push({ at: entry.keyAt, message: `The key "${entry.key}" occurs more than once in this map.` });
        seen.add(entry.key);
        entries.push(entry);
      }
    }
    for (const entry of merged) {
      if (!seen.has(entry.key)) entries.push(entry);
      seen.add(entry.key);
    }
    return { is: 'map', at: { start, end: map.flow ? end : last }, entries };
  }

  #entry({ key, value }: Pair<Node, Node | null>, after: number): Entry {
    const [start, end] = key.range ?? [after, after, after];
    const keyAt = this.#trimmed(start, end);
    return {
      key: this.#keyText(key, keyAt),
      keyAt,
      value: value === null ? nothing({ start: keyAt.end, end: keyAt.end }) : this.read(value),
    };
  }

  /** A number or a word as it is written, a quoted key as it is meant. */
  #keyText(key: Node, at: Span): string {
    if (this.#yaml.isScalar(key)) return key.type === 'PLAIN' ? (key.source ?? '') : String(key.value ?? '');
    const aliased = this.#yaml.isAlias(key) ? this.#alias(key) : undefined;
    return aliased?.is === 'scalar' ? String(aliased.value) : this.#text.slice(at.start, at.end);
  }

  #mergeable(value: DataNode): readonly Entry[] {
    if (value.is === 'map') return value.entries;
    if (value.is === 'list' && value.items.every((item) => item.is === 'map')) {
      return value.items.flatMap((item) => (item.is === 'map' ? item.entries : []));
    }
    this.errors.push({ at: value.at, message: 'Only a map, or a list of maps, can be merged.' });
    return [];
  }

  #alias(alias: Alias): DataNode {
    const [start, end] = alias.range ?? [0, 0, 0];
    const at = { start, end };
    const anchored = this.#anchors.get(alias.source);
    this.#aliased += anchored?.size ?? 0;
    this.#size += anchored?.size ?? 1;
    const wrong = this.#wrongWith(alias, anchored);
    if (wrong === undefined && anchored?.node !== undefined) return { ...anchored.node, at };
    // Said once: the aliases after the first too many are too many as well.
    if (wrong !== undefined && this.errors.at(-1)?.message !== wrong) this.errors.push({ at, message: wrong });
    return nothing(at);
  }

  #wrongWith(alias: Alias, anchored: Anchored | undefined): string | undefined {
    if (anchored === undefined) return `Nothing above is anchored as &${alias.source}.`;
    if (anchored.node === undefined) return `*${alias.source} stands within what it stands for.`;
    if (this.#aliased > MAX_ALIASED)
      return `The aliases of this file stand for more than ${MAX_ALIASED} values; from here on they are not followed.`;
    return undefined;
  }

  #trimmed(start: number, end: number): Span {
    let last = end;
    while (last > start && ' \t\r\n'.includes(this.#text.charAt(last - 1))) last--;
    return { start, end: last };
  }
}

const isMerge = ({ key }: Pair<Node, Node | null>, yaml: Yaml): boolean =>
  yaml.isScalar(key) && key.type === 'PLAIN' && key.value === '<<';

function plain({ value, source }: Scalar): string | number | boolean | null {
  if (value === null || typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return value;
  return source ?? String(value);
}
