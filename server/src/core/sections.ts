/**
 * A Markdown document cut into sections, so that an edit parses again only the sections it touches.
 *
 * Invariant: where the cuts are is read from the parser's own tree, never guessed from lines.
 * Invariant: a section whose text an edit did not touch keeps its `nodes` array, the same object, wherever it moves.
 */
import type { Nodes, Root, RootContent } from 'mdast';
import { mayHaveStrays, parsedWithoutStrays, type Stray } from './meant/strays';
import type { Section } from './source';
import { nextLine, type Span, startOfLine } from './text';

/** A document's sections, and the labels that its definitions and footnotes give: `[label]` is a reference only where there is one. */
export interface Sections {
  readonly sections: readonly Section[];
  /** How many definitions there are of a label, as it can be written between brackets: `label`, of a footnote `^label`. */
  readonly labels: ReadonlyMap<string, number>;
  /** What the text is read without. Undefined: there was no reason to look for any. */
  readonly strays?: readonly Stray[];
}

/** The parser, passed in. */
export type Parse = (text: string) => Root;

/** What lies deeper in a tree is left out, so that whoever walks one may recurse. Real documents do not reach a tenth of it. */
export const MAX_TREE_DEPTH = 400;

/**
 * Parses the whole text.
 * @param before the sections so far of this same text: those that come out equal are kept, the same objects. So a document that was
 *   edited in parts can be made sure of when there is time, without readers having to read again what they have read.
 */
export function cutWhole(text: string, parse: Parse, before?: Sections): Sections {
  const { root, ...found } = parsedWithoutStrays(text, parse);
  const fresh = cut(text, root.children, { start: 0, end: text.length }, 0);
  const rest = { labels: count(new Map(), fresh, 1), ...found };
  if (before === undefined) return { sections: fresh, ...rest };
  const old = new Map(before.sections.map((section) => [section.start, section]));
  return { sections: fresh.map((section) => equalOf(section, old.get(section.start)) ?? section), ...rest };
}

/**
 * The sections after one edit.
 *
 * Parsed again are the sections that the edit touches. That the others stand is not assumed but seen: the first line parsed again is
 * still a heading, and the heading after them, parsed along, comes out as a top-level heading in its place. Else something unclosed
 * reaches further, and more is taken. When a label comes or goes any paragraph may change: then all is parsed.
 *
 * Sections whose text did not change keep their `nodes` array: readers may remember by that array what they made of one.
 * @param after the text after the edit
 * @param at what was replaced, in the text before
 */
export function editSections(before: Sections, after: string, at: Span, insertLength: number, parse: Parse): Sections {
  if (before.strays) return cutWhole(after, parse, before);
  const old = before.sections;
  const delta = insertLength - (at.end - at.start);
  let first = sectionAt(old, at.start);
  let last = sectionAt(old, at.end);
  // Front matter ends at the first line that may end it, in whatever section that was; without one it was a line across the page.
  const open = opensFrontMatter(after);
  if (open && !hasFrontMatter(old[0]?.nodes) && mayClose(after, at.start, at.start + insertLength)) return cutWhole(after, parse);
  for (let step = 1; ; step *= 4) {
    const from = old[first];
    const to = old[last];
    if (from === undefined || to === undefined || (first === 0 && last === old.length - 1)) return cutWhole(after, parse);
    const region = { start: from.start, end: to.end + delta };
    const parsed = parseRegion(after, region, before.labels, parse);
    if (open && first === 0 && typeof parsed !== 'string' && !hasFrontMatter(parsed.nodes)) return cutWhole(after, parse);
    if (parsed === 'opens-before') first--;
    else if (parsed === 'goes-on') last = Math.min(old.length - 1, last + step);
    else {
      const fresh = cut(after, parsed.nodes, region, parsed.shift);
      const labels = count(count(new Map(before.labels), old.slice(first, last + 1), -1), fresh, 1);
      if (!sameKeys(labels, before.labels)) return cutWhole(after, parse);
      if (fresh.some((s) => mayHaveStrays(after, s.nodes, s.shift))) return cutWhole(after, parse);
      return { sections: join(old, first, last, fresh, at, insertLength), labels };
    }
  }
}

type Parsed = { readonly nodes: readonly RootContent[]; readonly shift: number } | 'opens-before' | 'goes-on';

function parseRegion(text: string, region: Span, labels: ReadonlyMap<string, number>, parse: Parse): Parsed {
  const definitions = [...labels.keys()].map(definition).join('');
  // Front matter must stay first in the text. Anywhere else the definitions go first: the region's own heading closes them.
  const head = region.start === 0 ? '' : definitions;
  const tail = region.start === 0 ? `\n\n${definitions}` : '';
  const source = head + text.slice(region.start, nextLine(text, region.end)) + tail;
  const shift = region.start - head.length;
  const { children } = parse(source);
  const from = head === '' ? 0 : children.findIndex((node) => offsetOf(node) >= head.length);
  if (region.start > 0 && !opens(children[from], head.length, source)) return 'opens-before';
  if (region.end === text.length) return { nodes: children.slice(from), shift };
  const to = children.findIndex((node) => offsetOf(node) >= region.end - shift);
  return opens(children[to], region.end - shift, source) ? { nodes: children.slice(from, to), shift } : 'goes-on';
}

/** The definition of a label, to be parsed along with text that may refer to it. The blank line keeps a footnote from going on. */
const definition = (label: string): string => `[${label}]: x\n\n`;

/** Cuts top-level nodes, whose offsets plus `shift` are offsets in the text. */
function cut(text: string, nodes: readonly RootContent[], within: Span, shift: number): Section[] {
  const sections: Section[] = [];
  let start = within.start;
  let from = 0;
  for (const [i, node] of nodes.entries()) {
    const offset = offsetOf(node) + shift;
    if (offset <= start || !opens(node, offset - shift, text, shift)) continue;
    sections.push({ start, end: offset, shift, nodes: nodes.slice(from, i) });
    start = offset;
    from = i;
  }
  sections.push({ start, end: within.end, shift, nodes: nodes.slice(from) });
  return sections;
}

/** Old sections around the fresh ones. One after the edit that was parsed again, though its text is the same, stays the old one. */
function join(
  old: readonly Section[],
  first: number,
  last: number,
  fresh: readonly Section[],
  at: Span,
  insertLength: number,
): Section[] {
  const delta = insertLength - (at.end - at.start);
  const kept = new Map<number, Section>();
  for (const section of old.slice(first, last + 1))
    if (section.start >= at.end) kept.set(section.start + delta, moved(section, delta));
  const middle = fresh.map((section) => {
    const same = kept.get(section.start);
    return same?.end === section.end ? same : section;
  });
  return [...old.slice(0, first), ...middle, ...old.slice(last + 1).map((section) => moved(section, delta))];
}

const moved = (s: Section, by: number): Section =>
  by === 0 ? s : { start: s.start + by, end: s.end + by, shift: s.shift + by, nodes: s.nodes };

/** The last section that starts at or before the offset. */
function sectionAt(sections: readonly Section[], offset: number): number {
  let low = 0;
  let high = sections.length - 1;
  while (low < high) {
    const mid = (low + high + 1) >> 1;
    if ((sections[mid]?.start ?? 0) <= offset) low = mid;
    else high = mid - 1;
  }
  return low;
}

const opensFrontMatter = (text: string): boolean => /^(?:---|\+\+\+)[ \t]*[\r\n]/.test(text);
const hasFrontMatter = (nodes: readonly RootContent[] | undefined): boolean => /^(?:yaml|toml)$/.test(nodes?.[0]?.type ?? '');

/** Whether a line of this extent could be the last of front matter. */
function mayClose(text: string, start: number, end: number): boolean {
  return /^(?:---|\+\+\+|\.\.\.)[ \t]*$/m.test(text.slice(startOfLine(text, start), nextLine(text, end)));
}

const offsetOf = (node: Nodes): number => node.position?.start.offset ?? 0;

const atxHeading = /#{1,6}(?:[ \t\r\n]|$)/y;

/** Whether the node is an ATX heading that stands in column 0 of the text at this offset. */
function opens(node: RootContent | undefined, offset: number, text: string, shift = 0): boolean {
  if (node?.type !== 'heading' || offsetOf(node) !== offset) return false;
  const at = offset + shift;
  atxHeading.lastIndex = at;
  return (at === 0 || isBreak(text.charCodeAt(at - 1))) && atxHeading.test(text);
}

const isBreak = (unit: number): boolean => unit === 10 || unit === 13;

/** Adds (or, by −1, takes away) the labels that sections define. */
function count(labels: Map<string, number>, sections: readonly Section[], by: number): Map<string, number> {
  const add = (label: string): void => {
    const n = (labels.get(label) ?? 0) + by;
    if (n === 0) labels.delete(label);
    else labels.set(label, n);
  };
  for (const { nodes } of sections) for (const node of nodes) walk(node, 1, add);
  return labels;
}

function walk(node: Nodes, depth: number, add: (label: string) => void): void {
  // The space keeps a link's `^label` from being a footnote's.
  if (node.type === 'definition') add(node.identifier.replace(/^(?=\^)/, ' '));
  if (node.type === 'footnoteDefinition') add(`^${node.identifier}`);
  if (!('children' in node)) return;
  if (depth === MAX_TREE_DEPTH) node.children.length = 0;
  for (const child of node.children) walk(child, depth + 1, add);
}

function sameKeys(a: ReadonlyMap<string, unknown>, b: ReadonlyMap<string, unknown>): boolean {
  if (a.size !== b.size) return false;
  for (const key of a.keys()) if (!b.has(key)) return false;
  return true;
}

/** The old section, if it holds an equal tree at the same place. */
function equalOf(fresh: Section, old: Section | undefined): Section | undefined {
  if (old === undefined || old.end !== fresh.end || old.nodes.length !== fresh.nodes.length) return undefined;
  const by = fresh.shift - old.shift;
  return old.nodes.every((node, i) => sameTree(node, fresh.nodes[i], by)) ? old : undefined;
}

function sameTree(a: unknown, b: unknown, by: number): boolean {
  if (a === b) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  const x = a as Readonly<Record<string, unknown>>;
  const y = b as Readonly<Record<string, unknown>>;
  const keys = Object.keys(x);
  return (
    keys.length === Object.keys(y).length &&
    keys.every((key) => (key === 'position' ? sameExtent(a, b, by) : sameTree(x[key], y[key], by)))
  );
}

/** Lines and columns of nodes are not looked at: they are those of the parsed piece. */
function sameExtent({ position: a }: Partial<Nodes>, { position: b }: Partial<Nodes>, by: number): boolean {
  return a?.start.offset === (b?.start.offset ?? 0) + by && a?.end.offset === (b?.end.offset ?? 0) + by;
}
