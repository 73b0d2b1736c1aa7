/** How the headings of a spec lie in each other: what binds, what is listed, and how far each reaches. */
import { equal } from '#core/equal';
import type { RelPath } from '#core/text';

/** A heading of one section. */
export interface PartHeading {
  readonly depth: number;
  /** Offset from the section's start. */
  readonly start: number;
  /** What its words say of it and of what stands below. `lists`: a table of contents or a log, whose items define nothing. */
  readonly says: 'free' | 'binds' | 'lists' | undefined;
  /** The anchors that it defines. */
  readonly names: readonly string[];
}

/** By the heading's place in the document; without offsets, so that it stays the same object while one types. */
export interface HeadingTree {
  readonly depths: readonly number[];
  readonly bindings: readonly boolean[];
  /** Items in it define nothing. */
  readonly lists: readonly boolean[];
  readonly parents: readonly number[];
  /** The anchors that each defines, and all of them. */
  readonly own: readonly (readonly string[])[];
  readonly names: ReadonlySet<string>;
  /** Whether what stands above the first heading binds. */
  readonly bare: boolean;
}

/** The headings of each section. */
type Headings = readonly (readonly PartHeading[])[];

interface Made {
  readonly from: Headings;
  readonly tree: HeadingTree;
}

/** Of the documents that were read last. */
const latest = new Map<RelPath, Made>();
const MOST = 4;

/**
 * The tree of a document, the same object as long as its headings say the same.
 * @param chosen only sections that say so bind
 */
export function headingTree(path: RelPath, sections: Headings, chosen: boolean): HeadingTree {
  const before = latest.get(path);
  const isSame =
    before?.tree.bare === !chosen &&
    before.from.length === sections.length &&
    sections.every((headings, i) => sayTheSame(headings, before.from[i] as readonly PartHeading[]));
  const tree = isSame ? before.tree : made(sections, chosen);
  latest.delete(path);
  if (latest.size >= MOST) latest.delete(latest.keys().next().value as RelPath);
  latest.set(path, { from: sections, tree });
  return tree;
}

const sayTheSame = (a: readonly PartHeading[], b: readonly PartHeading[]): boolean =>
  a === b ||
  (a.length === b.length &&
    a.every((h, i) => {
      const other = b[i] as PartHeading;
      return h.depth === other.depth && h.says === other.says && equal(h.names, other.names);
    }));

/** One pass with a stack. */
function made(sections: Headings, chosen: boolean): HeadingTree {
  const bindings: boolean[] = [];
  const lists: boolean[] = [];
  const parents: number[] = [];
  const own: (readonly string[])[] = [];
  const names = new Set<string>();
  const depths: number[] = [];
  const open: number[] = [];
  // What a heading says holds for what stands below it: the depths of the headings that said it.
  let [free, listed, bound] = [0, 0, 0];
  for (const headings of sections) {
    for (const { depth, says, names: mine } of headings) {
      while (open.length > 0 && (depths[open[open.length - 1] as number] as number) >= depth) open.pop();
      parents.push(open[open.length - 1] ?? -1);
      own.push(mine);
      for (const name of mine) names.add(name);
      open.push(depths.length);
      depths.push(depth);
      if (depth <= free) free = 0;
      if (depth <= listed) listed = 0;
      if (depth <= bound) bound = 0;
      if (free === 0 && says === 'free') free = depth;
      if (listed === 0 && says === 'lists') listed = depth;
      if (bound === 0 && says === 'binds') bound = depth;
      bindings.push(free === 0 && (!chosen || bound > 0));
      lists.push(listed > 0);
    }
  }
  return { depths, bindings, lists, parents, own, names, bare: !chosen };
}

/**
 * For each heading the offset at which its section ends.
 * @param starts of the sections
 * @param length of the text
 */
export function endsOf(sections: Headings, starts: readonly number[], length: number): readonly number[] {
  const ends: number[] = [];
  const open: { readonly at: number; readonly depth: number }[] = [];
  sections.forEach((headings, i) => {
    for (const { depth, start } of headings) {
      for (let last = open.at(-1); last && last.depth >= depth; last = open.at(-1)) {
        ends[last.at] = start + (starts[i] as number);
        open.pop();
      }
      open.push({ at: ends.length, depth });
      ends.push(length);
    }
  });
  return ends;
}
