/** Lists of globs in a `gatehouse.yaml`, edited where they stand: comments, order and line ends stay as they are. */
import type { DataNode } from '#core/source';
import { endOfLine, eolOf, type Span, startOfLine, type TextEdit } from '#core/text';
import { yamlWord } from './yaml-word';

/** What one list is to say. */
export interface GlobList {
  /** The keys that lead to it: `packets`, `paths`, `spec`. */
  readonly keys: readonly string[];
  /** What is in force now, wherever that is said. */
  readonly globs: readonly string[];
  /** What becomes of each. */
  readonly follow: (glob: string) => string;
  /** What is put behind them. */
  readonly add: readonly string[];
}

/** The list as it stands in the file. Undefined: it does not. */
export function globsAt(root: DataNode | undefined, keys: readonly string[]): readonly string[] | undefined {
  const { node, rest } = nearest(root, keys);
  if (rest.length > 0 || !node || node.is === 'map') return undefined;
  return strings(node).map(({ value }) => value);
}

/** @returns undefined: it cannot be written there without laying the file out anew */
export function globEdits(text: string, root: DataNode | undefined, lists: readonly GlobList[]): readonly TextEdit[] | undefined {
  const edits: TextEdit[] = [];
  const missing = new Map<DataNode | undefined, { readonly keyEnd: number; readonly tree: Tree }>();
  for (const list of lists) {
    const { node, rest, keyEnd } = nearest(root, list.keys);
    if (rest.length === 0 && node && node.is !== 'map') {
      const own = changed(text, node, list);
      if (!own) return undefined;
      edits.push(...own);
      continue;
    }
    // A map in braces, and a key with another value than a map.
    if (rest.length === 0 || (node && (node.is !== 'map' || text[node.at.start] === '{'))) return undefined;
    const known = missing.get(node) ?? { keyEnd, tree: new Map() };
    missing.set(node, known);
    put(known.tree, rest, [...list.globs.map(list.follow), ...list.add]);
  }
  const eol = eolOf(text);
  for (const [node, { keyEnd, tree }] of missing) {
    const isTop = node === root;
    const indent = isTop ? '' : indentAt(text, node?.is === 'map' ? (node.entries[0]?.keyAt.start ?? 0) : 0);
    const lines = written(tree, indent);
    const end = isTop ? text.length : endOfLine(text, keyEnd);
    const before = isTop && (text === '' || /[\r\n]$/.test(text)) ? '' : eol;
    edits.push({ at: { start: end, end }, text: `${before}${lines.join(eol)}${isTop ? eol : ''}` });
  }
  return edits.sort((a, b) => a.at.start - b.at.start);
}

type Tree = Map<string, Tree | readonly string[]>;

/** The node that keys lead to, or the last map on the way with the keys that it lacks. `keyEnd`: behind the key that it is the value of. */
function nearest(
  root: DataNode | undefined,
  keys: readonly string[],
): { readonly node: DataNode | undefined; readonly rest: readonly string[]; readonly keyEnd: number } {
  let node = root;
  let keyEnd = 0;
  for (const [i, key] of keys.entries()) {
    const entry = node?.is === 'map' ? node.entries.find((e) => e.key === key) : undefined;
    if (!entry) return { node, rest: keys.slice(i), keyEnd };
    node = entry.value;
    keyEnd = entry.keyAt.end;
  }
  return { node, rest: [], keyEnd };
}

interface Written {
  readonly value: string;
  readonly at: Span;
}

/** The globs of a list, or the one that stands alone. */
const strings = (node: DataNode): readonly Written[] =>
  (node.is === 'list' ? node.items : [node]).flatMap((n) =>
    n.is === 'scalar' && typeof n.value === 'string' ? [{ value: n.value, at: n.at }] : [],
  );

function changed(text: string, node: DataNode, { follow, add }: GlobList): readonly TextEdit[] | undefined {
  const edits = strings(node).flatMap(({ value, at }) =>
    follow(value) === value ? [] : [{ at, text: yamlWord(follow(value)) }],
  );
  if (add.length === 0) return edits;
  const words = add.map(yamlWord);
  const insert = (offset: number, piece: string): TextEdit => ({ at: { start: offset, end: offset }, text: piece });
  if (node.is === 'scalar') {
    if (typeof node.value !== 'string') return undefined;
    return [{ at: node.at, text: `[${[yamlWord(follow(node.value)), ...words].join(', ')}]` }];
  }
  const last = node.is === 'list' ? node.items.at(-1) : undefined;
  if (text[node.at.start] === '[')
    return [...edits, last ? insert(last.at.end, `, ${words.join(', ')}`) : insert(node.at.start + 1, words.join(', '))];
  if (!last) return undefined;
  const end = endOfLine(text, last.at.end);
  const indent = indentAt(text, last.at.start);
  return [...edits, insert(end, words.map((w) => `${eolOf(text)}${indent}- ${w}`).join(''))];
}

function put(tree: Tree, [key = '', ...rest]: readonly string[], globs: readonly string[]): void {
  if (rest.length === 0) {
    tree.set(key, globs);
    return;
  }
  const known = tree.get(key);
  const inner: Tree = known instanceof Map ? known : new Map();
  tree.set(key, inner);
  put(inner, rest, globs);
}

const written = (tree: Tree, indent: string): readonly string[] =>
  [...tree].flatMap(([key, value]) =>
    value instanceof Map
      ? [`${indent}${yamlWord(key)}:`, ...written(value, `${indent}  `)]
      : [`${indent}${yamlWord(key)}: [${value.map(yamlWord).join(', ')}]`],
  );

const indentAt = (text: string, offset: number): string => /^[ \t]*/.exec(text.slice(startOfLine(text, offset)))?.[0] ?? '';
