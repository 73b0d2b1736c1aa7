/** Specs, codexes and protocols: their sections put together. Read by section, for a spec of 2 MB is normal. Source: SYSTEMS.md §1, "Anchor". */
import { equal } from '#core/equal';
import type { MarkdownSource, Section } from '#core/source';
import type { Def, Facts, Run } from '#core/symbols';
import type { Reading } from '#core/system';
import { shifted } from '#core/text';
import type { PacketsDialect } from '../model/dialect/dialect';
import type { SpecAnchor, SpecModel } from '../model/types';
import { endsOf, type HeadingTree, headingTree } from './heading-tree';
import type { PartAnchor, PartDemands, PartOther, SpecPart } from './spec-part';

const none: readonly never[] = [];
const nothing = {};

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
    if (part.anchors.length > 0 || part.demands.length > 0 || part.others.length > 0)
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
  readonly from: readonly (PartAnchor | PartDemands | PartOther)[];
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
  const idOf = (a: PartAnchor): string | undefined => (a.goesOn ? fromAbove(a.id, before + a.heading, tree) : a.id);
  const stateOf = (a: PartAnchor): number => {
    const id = idOf(a);
    // What a heading defines outranks what a list item says of the same name.
    if (id === undefined || (a.yields && tree.names.has(id)) || (a.end > 0 && tree.lists[before + a.heading])) return NOTHING;
    return binds(before + a.heading) ? BINDING : FREE;
  };
  const owned = (d: PartDemands): readonly string[] => (binds(before + d.heading) ? ownersOf(d, before + d.heading, tree) : none);
  const goesOn = anchors.some((a) => a.goesOn);
  if (
    known &&
    !goesOn &&
    anchors.every((a, i) => known.states[i] === stateOf(a)) &&
    demands.every((d, i) => known.owners[i] === owned(d))
  ) {
    runs.set(part, { ...known, tree, before });
    return known.run;
  }
  const states = Uint8Array.from(anchors, stateOf);
  const owners = demands.map(owned);
  const says: Run[number][] = [];
  const from: PartRun['from'][number][] = [];
  const own: string[] = [];
  anchors.forEach((a, i) => {
    const id = states[i] === NOTHING ? undefined : idOf(a);
    if (id === undefined) return;
    says.push({ kind: 'anchor', name: id, data: states[i] === BINDING ? a.binding : a.free });
    from.push(a);
    if (isOwn(a.by)) own.push(id);
  });
  demands.forEach((d, i) => {
    for (const name of owners[i] ?? none) {
      says.push({ kind: 'demands', name, data: d.data });
      from.push(d);
    }
  });
  for (const s of part.others) {
    says.push({ kind: s.kind, name: s.id, data: nothing });
    from.push(s);
  }
  const run = { says, own, from };
  runs.set(part, { tree, before, states, owners, run });
  return run;
}

/**
 * The id of an item whose list began above its heading: that heading is none of the list's section where its number is of another
 * one, as in `#### 11.7` between two items of 7.6. Undefined: no heading has a number.
 */
function fromAbove(number: string, heading: number, tree: HeadingTree): string | undefined {
  const own = numberOf(heading, tree);
  let at = tree.parents[heading] ?? -1;
  while (at >= 0 && numberOf(at, tree) === undefined) at = tree.parents[at] ?? -1;
  const above = numberOf(at, tree);
  const owner = above === undefined || own?.startsWith(`${above}.`) ? own : above;
  return owner === undefined ? undefined : `${owner}.${number}`;
}

const numberOf = (heading: number, tree: HeadingTree): string | undefined => tree.own[heading]?.find((name) => /^\d/.test(name));

/** The anchors that ask for it. A heading without a number belongs to the one above it that has one. */
function ownersOf(d: PartDemands, heading: number, tree: HeadingTree): readonly string[] {
  if (d.owner !== undefined) return d.owner;
  let at = heading;
  while (at >= 0 && tree.own[at]?.length === 0) at = tree.parents[at] ?? -1;
  return tree.own[at] ?? none;
}

function placesOf({ start, before, part, run }: Folded, ends: readonly number[]): readonly Placed[] {
  return run.says.map((said, i): Placed => {
    const from = run.from[i] as PartRun['from'][number];
    const at = shifted(from.at, start);
    if (!('heading' in from)) return { def: { ...said, at }, depth: 7 };
    if (!('by' in from)) return { def: { ...said, at: { start: at.start, end: at.start } }, depth: 7 };
    const own = from.end === 0 ? part.headings[from.heading] : undefined;
    const body = own
      ? { start: own.start + start, end: ends[before + from.heading] as number }
      : { start: at.start, end: from.end + start };
    return { def: { ...said, at, body }, depth: own?.depth ?? 7 };
  });
}
