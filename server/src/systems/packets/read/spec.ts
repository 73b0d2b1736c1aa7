/**
 * Specs, codexes and protocols: the anchors that they define. Read by section, for a spec of 2 MB is normal.
 * In a fence, a quote or a table of contents nothing is defined. Source: SYSTEMS.md §1, "Anchor".
 */
import type { Nodes } from 'mdast';
import { equal } from '#core/equal';
import { contentOf, linesOf, spanOf, startOf } from '#core/fields/items';
import type { MarkdownSource, Section } from '#core/source';
import type { Def, Facts, Run, Vocabulary } from '#core/symbols';
import type { Reading } from '#core/system';
import { type Span, shifted } from '#core/text';
import { anchorForms, headingAnchors, leadingTag } from '../model/anchor-forms';
import type { PacketsDialect } from '../model/dialect';
import type { SpecAnchor, SpecModel } from '../model/types';
import { demandsIn, type FoundDemand, mayDemand } from './demands';
import { endsOf, type HeadingTree, headingTree, type PartHeading } from './heading-tree';

/** What one section gives; offsets from the section's start. */
export interface SpecPart {
  readonly anchors: readonly PartAnchor[];
  readonly headings: readonly PartHeading[];
  readonly demands: readonly PartDemands[];
}

interface PartAnchor {
  readonly id: string;
  readonly at: Span;
  readonly by: SpecAnchor['by'];
  /** What others see of it, under a heading that binds and under one that does not: made once, so that it keeps its identity. */
  readonly binding: Vocabulary['anchor'];
  readonly free: Vocabulary['anchor'];
  /** Which of the section's headings it stands under; -1: above the first. */
  readonly heading: number;
  /** Of its text, where it is no heading. */
  readonly end: number;
  /** Only what a heading does not define. */
  readonly yields: boolean;
}

/** The requirements of one tag or item, or of what else stands under one heading. */
interface PartDemands {
  /** Alone in its list, which keeps its identity. */
  readonly owner: readonly [string] | undefined;
  readonly heading: number;
  readonly at: Span;
  readonly data: Vocabulary['demands'];
}

const none: readonly never[] = [];

/** @param loose a paragraph that begins with a tag defines it too, as codexes are written */
export function readSpecSection(section: Section, text: string, dialect: PacketsDialect, loose: boolean): SpecPart {
  const anchors: PartAnchor[] = [];
  const headings: PartHeading[] = [];
  const base = section.start;
  const words = wordsOf(dialect);
  const forms = anchorForms(dialect.anchors);
  // A list goes on after a paragraph or a fence where its numbers do.
  let next = 1;
  const add = (id: string, at: Span, title: string, by: SpecAnchor['by'], end: number): void => {
    anchors.push({
      id,
      at: shifted(at, -base),
      by,
      binding: { title, binding: true, by },
      free: { title, binding: false, by },
      heading: headings.length - 1,
      end,
      yields: end > 0 && (!loose || by === 'item'),
    });
  };
  const tagged = (at: Span, lines: boolean): void => {
    for (const line of lines ? linesOf(text, at) : [at]) {
      const tag = leadingTag(text.slice(line.start, Math.min(line.end, line.start + 400)), forms);
      if (tag) add(tag.id, { start: line.start + tag.start, end: line.start + tag.end }, tag.title, 'tag', line.end - base);
    }
  };
  /** A paragraph that opens with a tag and asks for something: nothing else defines that tag, or it is only spoken of. */
  const stated = (at: Span): void => {
    const lead = text.slice(at.start, Math.min(at.end, at.start + 400));
    const tag = /^[*_]*\[/.test(lead) && /\b(?:MUST|SHALL|SHOULD)\b/.test(lead) ? leadingTag(lead, forms) : undefined;
    if (tag) add(tag.id, { start: at.start + tag.start, end: at.start + tag.end }, tag.title, 'text', at.end - base);
  };
  /** A row of a table of requirements: a tag alone in its first cell, and a sentence that asks for something behind it. */
  const inRow = (row: Nodes): void => {
    if (row.type !== 'tableRow' || !row.children[0]) return;
    const at = contentOf(row.children[0], section.shift);
    const whole = spanOf(row, section.shift);
    const tag = leadingTag(text.slice(at.start, Math.min(at.end, at.start + 120)), forms);
    const behind = text.slice(at.end, whole.end);
    if (tag?.title !== '' || !/\b(?:MUST|SHALL|SHOULD)\b/.test(behind)) return;
    const title = plain(behind.split('|').find((c) => /\p{L}/u.test(c)) ?? '').slice(0, 120);
    add(tag.id, { start: at.start + tag.start, end: at.start + tag.end }, title, 'text', whole.end - base);
  };
  const walk = (node: Nodes, top: boolean): void => {
    if (node.type === 'paragraph' && loose) tagged(spanOf(node, section.shift), true);
    else if (node.type === 'paragraph' && top) stated(spanOf(node, section.shift));
    else if (node.type === 'table' && top) for (const row of node.children.slice(1)) inRow(row);
    else if (node.type === 'list') {
      const goesOn = top && node.ordered === true && (next === 1 || node.start === next);
      const numbered = goesOn ? numberUnder(anchors, headings.length - 1) : undefined;
      if (goesOn) next = (node.start ?? 1) + node.children.length;
      node.children.forEach((item, i) => {
        const first = item.children[0];
        const at = spanOf(item, section.shift);
        if (first?.type === 'paragraph' && !loose) tagged(spanOf(first, section.shift), false);
        if (numbered !== undefined) {
          const title = first
            ? text.slice(startOf(first, section.shift), Math.min(at.end, startOf(first, section.shift) + 120)).split('\n')[0]
            : '';
          const marker = /^\S*/.exec(text.slice(at.start, at.start + 8))?.[0].length ?? 0;
          add(
            `${numbered}.${(node.start ?? 1) + i}`,
            { start: at.start, end: at.start + marker },
            plain(title ?? ''),
            'item',
            at.end - base,
          );
        }
        for (const child of item.children) walk(child, false);
      });
    }
  };
  const asks = !loose && mayDemand(text.slice(section.start, section.end));
  for (const node of section.nodes) {
    if (node.type !== 'heading') {
      walk(node, true);
      continue;
    }
    next = 1;
    const at = contentOf(node, section.shift);
    const content = text.slice(at.start, at.end);
    const defined = headingAnchors(content, forms);
    const names = defined.length === 0 ? none : defined.map((a) => a.id);
    headings.push({ depth: node.depth, start: startOf(node, section.shift) - base, says: words(content), names });
    for (const a of defined) add(a.id, { start: at.start + a.start, end: at.start + a.end }, a.title, a.by, 0);
  }
  return { anchors, headings, demands: asks ? demandsOf(section, text, anchors, headings) : none };
}

/** The requirements of a section, each with the tag or item that it stands in. */
function demandsOf(
  section: Section,
  text: string,
  anchors: readonly PartAnchor[],
  headings: readonly PartHeading[],
): readonly PartDemands[] {
  const groups = new Map<string, { owner: string | undefined; heading: number; found: FoundDemand[] }>();
  for (const found of demandsIn(text, section.nodes, section.shift)) {
    const at = found.at.start - section.start;
    const owner = anchors.findLast((a) => a.end > 0 && a.at.start <= at + 8 && at < a.end)?.id;
    const heading = headings.findLastIndex((h) => h.start <= at);
    const key = `${heading} ${owner ?? ''}`;
    const group = groups.get(key);
    if (group) group.found.push(found);
    else groups.set(key, { owner, heading, found: [found] });
  }
  return [...groups.values()].map(({ owner, heading, found }) => ({
    owner: owner === undefined ? undefined : ([owner] as const),
    heading,
    at: shifted((found[0] as FoundDemand).at, -section.start),
    data: { blocks: found.map((f) => f.text) },
  }));
}

type Words = (heading: string) => PartHeading['says'];
const compiled = new WeakMap<PacketsDialect, Words>();

const listing =
  /^[\s\d.*_]*(?:table of contents|contents|toc|inhalt(?:sverzeichnis)?)[\s*_:]*$|\b(?:change ?log|(?:revision|version|document|change) (?:history|notes|log))\b/i;

/** Reads what the words of a heading say. */
function wordsOf(dialect: PacketsDialect): Words {
  let words = compiled.get(dialect);
  if (!words) {
    const free = anyOf(dialect.nonBinding);
    const binds = anyOf(dialect.binding);
    words = (heading) =>
      free?.test(heading) ? 'free' : listing.test(heading) ? 'lists' : binds?.test(heading) ? 'binds' : undefined;
    compiled.set(dialect, words);
  }
  return words;
}

/** Whole words, in any case. */
function anyOf(words: readonly string[]): RegExp | undefined {
  const sources = words.map((w) => w.replace(/[^\p{L}\p{N} ]/gu, '').trim()).filter((w) => w !== '');
  return sources.length === 0 ? undefined : new RegExp(`(?<![\\p{L}\\p{N}])(?:${sources.join('|')})(?![\\p{L}\\p{N}])`, 'iu');
}

/** The number of the heading that a list stands directly under. */
const numberUnder = (anchors: readonly PartAnchor[], heading: number): string | undefined =>
  heading < 0 ? undefined : anchors.find((a) => a.heading === heading && a.by === 'heading')?.id;

const plain = (s: string): string => ` ${s.replace(/[*_`]/g, '').trim()}`.slice(1);

interface Parts {
  readonly section: Section;
  readonly part: SpecPart;
}

/** Puts the sections together: what binds, how far an anchor's text reaches, and which numbers are list items'. Runs on every key. */
export function foldSpec(parts: readonly Parts[], source: MarkdownSource, dialect: PacketsDialect): Reading<SpecModel, Facts> {
  const headings = parts.map((p) => p.part.headings);
  const tree = headingTree(source.path, headings, dialect.binding.length > 0);
  const folded: Folded[] = [];
  let before = 0;
  for (const { section, part } of parts) {
    if (part.anchors.length > 0 || part.demands.length > 0)
      folded.push({ start: section.start, before, part, run: runOf(part, before, tree) });
    before += part.headings.length;
  }
  // What is kept holds no tree and no text, only where the headings stand.
  const starts = parts.map((p) => p.section.start);
  const { length } = source.text;
  let reach: readonly number[] | undefined;
  const ends = (): readonly number[] => (reach ??= endsOf(headings, starts, length));
  let placed: readonly Placed[] | undefined;
  // Places are for those who ask, and nobody does on a key: every one of them moves with a letter typed above it.
  const place = (): readonly Placed[] => (placed ??= folded.flatMap((f) => placesOf(f, ends())));
  return {
    model: {
      get anchors() {
        return place().flatMap(anchorsOf);
      },
      get repeated() {
        return repeatedIn(tree, folded, ends);
      },
    },
    facts: {
      get defs() {
        return place().map((p) => p.def);
      },
      runs: folded.map((f) => f.run.says),
      refs: [],
    },
  };
}

const anchorsOf = ({ def, depth }: Placed): readonly SpecAnchor[] =>
  def.kind === 'anchor' ? [{ id: def.name, at: def.at, ...def.data, depth, body: def.body ?? def.at }] : [];

/** Only what is defined again gets a place: on a key that is asked for each time. */
function repeatedIn(tree: HeadingTree, folded: readonly Folded[], ends: () => readonly number[]): SpecModel['repeated'] {
  const placed = new Map<number, readonly SpecAnchor[]>();
  const anchorsIn = (i: number): readonly SpecAnchor[] => {
    const known = placed.get(i) ?? placesOf(folded[i] as Folded, ends()).flatMap(anchorsOf);
    placed.set(i, known);
    return known;
  };
  return [...againIn(tree, folded)].flatMap(([id, where]): SpecModel['repeated'] => {
    const [one, ...others] = [...where].flatMap((i) => anchorsIn(i).filter((a) => a.id === id && isOwn(a.by)));
    return one && others.length > 0 ? [[one, ...others]] : [];
  });
}

/** Which anchors are defined again, and by which of the sections. */
type Again = ReadonlyMap<string, ReadonlySet<number>>;

/** Mostly a key leaves that as it is. */
const againOf = new WeakMap<HeadingTree, { readonly runs: readonly PartRun[]; readonly again: Again }>();

function againIn(tree: HeadingTree, folded: readonly Folded[]): Again {
  const known = againOf.get(tree);
  if (known?.runs.length === folded.length && folded.every((f, i) => equal(f.run.own, known.runs[i]?.own))) return known.again;
  const first = new Map<string, number>();
  const again = new Map<string, Set<number>>();
  folded.forEach(({ run }, i) => {
    for (const id of run.own) {
      const before = first.get(id);
      if (before === undefined) first.set(id, i);
      else (again.get(id) ?? again.set(id, new Set([before])).get(id))?.add(i);
    }
  });
  againOf.set(tree, { runs: folded.map((f) => f.run), again });
  return again;
}

/** A number or tag that somebody gave, not one that follows from a place in a list. */
const isOwn = (by: SpecAnchor['by']): boolean => by !== 'item' && by !== 'text';

/** A section that defines something. Holds no tree: facts outlive the text. */
interface Folded {
  readonly start: number;
  /** How many headings stand before the section. */
  readonly before: number;
  readonly part: SpecPart;
  readonly run: PartRun;
}

interface PartRun {
  readonly says: Run;
  /** Anchors that it defines by a heading or a tag. */
  readonly own: readonly string[];
  /** What each of them was made from. */
  readonly from: readonly (PartAnchor | PartDemands)[];
}

interface Placed {
  readonly def: Def;
  readonly depth: number;
}

/** What a part came to, as long as what stands above it says the same. */
const runs = new WeakMap<
  SpecPart,
  {
    readonly tree: HeadingTree;
    readonly before: number;
    readonly states: Uint8Array;
    readonly owners: readonly (readonly string[])[];
    readonly run: PartRun;
  }
>();

/** What an anchor comes to: nothing, or something that binds or does not. */
const [NOTHING, BINDING, FREE] = [0, 1, 2];

function runOf(part: SpecPart, before: number, tree: HeadingTree): PartRun {
  const known = runs.get(part);
  if (known?.tree === tree && known.before === before) return known.run;
  const { anchors, demands } = part;
  const binds = (heading: number): boolean => tree.bindings[heading] ?? tree.bare;
  const stateOf = (a: PartAnchor): number => {
    // What a heading defines outranks what a list item says of the same name.
    if ((a.yields && tree.names.has(a.id)) || (a.end > 0 && tree.lists[before + a.heading])) return NOTHING;
    return binds(before + a.heading) ? BINDING : FREE;
  };
  const owned = (d: PartDemands): readonly string[] => (binds(before + d.heading) ? ownersOf(d, before + d.heading, tree) : none);
  if (known && anchors.every((a, i) => known.states[i] === stateOf(a)) && demands.every((d, i) => known.owners[i] === owned(d))) {
    runs.set(part, { ...known, tree, before });
    return known.run;
  }
  const states = Uint8Array.from(anchors, stateOf);
  const owners = demands.map(owned);
  const says: Run[number][] = [];
  const from: (PartAnchor | PartDemands)[] = [];
  const own: string[] = [];
  anchors.forEach((a, i) => {
    if (states[i] === NOTHING) return;
    says.push({ kind: 'anchor', name: a.id, data: states[i] === BINDING ? a.binding : a.free });
    from.push(a);
    if (isOwn(a.by)) own.push(a.id);
  });
  demands.forEach((d, i) => {
    for (const name of owners[i] ?? none) {
      says.push({ kind: 'demands', name, data: d.data });
      from.push(d);
    }
  });
  const run = { says, own, from };
  runs.set(part, { tree, before, states, owners, run });
  return run;
}

/** The anchors that ask for it. A heading without a number belongs to the one above it that has one. */
function ownersOf(d: PartDemands, heading: number, tree: HeadingTree): readonly string[] {
  if (d.owner !== undefined) return d.owner;
  let at = heading;
  while (at >= 0 && tree.own[at]?.length === 0) at = tree.parents[at] ?? -1;
  return tree.own[at] ?? none;
}

function placesOf({ start, before, part, run }: Folded, ends: readonly number[]): readonly Placed[] {
  return run.says.map((said, i): Placed => {
    const from = run.from[i] as PartAnchor | PartDemands;
    const at = shifted(from.at, start);
    if (!('by' in from)) return { def: { ...said, at: { start: at.start, end: at.start } }, depth: 7 };
    const own = from.end === 0 ? part.headings[from.heading] : undefined;
    const body = own
      ? { start: own.start + start, end: ends[before + from.heading] as number }
      : { start: at.start, end: from.end + start };
    return { def: { ...said, at, body }, depth: own?.depth ?? 7 };
  });
}
