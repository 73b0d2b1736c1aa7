/** Anchors that are cited and not defined: gone from the spec, or never there. */

import { distanceUpTo } from '#core/distance';
import type { Look } from '#core/look';
import { nameOf } from '#core/paths';
import type { Offer, Report } from '#core/rule';
import type { RelPath } from '#core/text';
import type { World } from '#core/world';
import { anchorForms } from '../dialect/anchor-forms';
import type { PacketsDialect } from '../dialect/dialect';
import type { Citation, RefinementFacts } from '../types';
import { type Former, familyOf, formerly, isTag, lookUp, nearWords, showing, tagFamilies } from './anchors';
import { type CitedAnchor, citedOfPinned } from './cited-anchors';
import { modulesWithout } from './cited-files';
import { nearestAnchors } from './nearest-anchors';
import { neverDefined, pinnedSpec } from './pinned-spec';

/** What a folder rule sees, with the kind of its document. */
interface From {
  readonly look: Look;
  readonly world: World;
  readonly dialect: PacketsDialect;
  readonly path: RelPath;
  readonly kind: string;
  /** What SPEC_ANCHOR lists: nothing is offered for one of it that it lists already. */
  readonly listed?: readonly Citation[];
}

/** A citation of nothing, with all that helps to find what is meant. */
export interface Lost {
  readonly citation: CitedAnchor;
  /** Name of the file that should define it. */
  readonly spec: string;
  /** How many other files that one is made of, all of which were searched too. */
  readonly modules: number;
  readonly near: readonly { readonly id: string; readonly title: string }[];
  /** Where it was, if it ever was. */
  readonly former: Former | undefined;
  /** The document that shows it in a code block, where nothing is defined. What is still written there is not gone. */
  readonly shown?: RelPath;
  readonly fixes: readonly Offer[];
}

/** Nothing is told of an anchor while it is not known whether it ever was there: then it is one finding or the other. */
export function* lostIn(all: readonly CitedAnchor[], from: From): Iterable<Lost> {
  let last: CitedAnchor | undefined;
  let loss: Omit<Lost, 'citation'> | undefined;
  for (const citation of all) {
    // Places of one anchor stand together, and are lost or not together.
    if (citation.places !== last?.places) loss = lossOf(citation, from);
    last = citation;
    if (loss) yield { citation, ...loss };
  }
}

function lossOf(citation: CitedAnchor, from: From): Omit<Lost, 'citation'> | undefined {
  const { look, world, path, kind } = from;
  const lookup = lookUp(look, citation);
  if (!lookup || lookup.found.length > 0) return undefined;
  const modules = modulesWithout(look, world, lookup.spec, citation.id);
  if (modules === undefined) return undefined;
  const shown = showing(look, citation, lookup.spec)?.path;
  if (shown !== undefined) return { spec: nameOf(shown), modules: 0, shown, near: [], former: undefined, fixes: [] };
  const former = formerly(look, world, lookup.spec, citation.id, anchorForms(from.dialect.anchors));
  if (former === 'pending') return undefined;
  const slip = former || isOurs(look, citation.id) ? undefined : slipOf(look, citation.id);
  if (!former && !slip && !isOurs(look, citation.id) && !hasSiblings(world, lookup.spec, citation.id)) return undefined;
  const nearIn = (file: RelPath): Lost['near'] =>
    look.ask(nearestAnchors, JSON.stringify([file, citation.id, former?.title || citation.title]));
  const spec = former ? lookup.spec : homeOf(look, citation, lookup.spec);
  const near = slip ? [slip] : nearIn(spec);
  const everywhere = citation.places.length > 1 ? ` at all ${citation.places.length} places` : '';
  const listed = listedBeside(citation, from.listed ?? []);
  const fixes = near
    .filter((n) => !listed.has(n.id))
    .map(
      (n): Offer => ({
        title: `Cite ${n.id}${n.title ? ` (${n.title})` : ''}${everywhere}`,
        safety: 'ask',
        change: (desk) => {
          const doc = desk.document(path, `packets/${kind}`);
          return doc && [{ do: 'edit', path, hash: doc.hash, edits: citation.places.map((at) => ({ at, text: n.id })) }];
        },
      }),
    );
  return { spec: nameOf(spec), modules: spec === lookup.spec ? modules : 0, near, former, fixes };
}

/** The other anchors of a list in which one stands. None: it stands in none. */
const listedBeside = ({ id, places }: CitedAnchor, listed: readonly Citation[]): ReadonlySet<string> =>
  new Set(
    listed.some((c) => places.some((at) => at.start === c.at.start)) ? listed.filter((c) => c.id !== id).map((c) => c.id) : [],
  );

/** Where a tag would be defined: in the codex or the protocol that alone defines others of its family, else in the spec. */
function homeOf(look: Look, { id, file }: CitedAnchor, spec: RelPath): RelPath {
  if (!isTag(id) || file !== undefined) return spec;
  const alike = look.names('anchor').filter((name) => isTag(name) && familyOf(name) === familyOf(id));
  const homes = new Set(alike.flatMap((name) => look.defs({ kind: 'anchor', name }).map((d) => d.path)));
  const rules = [...look.files('packets/codex'), ...look.files('packets/protocol')];
  return homes.has(spec) ? spec : (rules.find((p) => homes.has(p)) ?? spec);
}

/** A tag of a family that nothing here defines (`UTF-8`, `ADR-0001`) is a name of something else. */
const isOurs = (look: Look, id: string): boolean => !isTag(id) || look.ask(tagFamilies).includes(familyOf(id));

/** Whether the spec names others of the same row in brackets, though nowhere where they would be defined, and this one not at all. */
function hasSiblings(world: World, spec: RelPath, id: string): boolean {
  const [row] = /^[A-Z][A-Z0-9]*-(?:[A-Z0-9]+-)+(?=\d+$)/.exec(id) ?? [];
  if (row === undefined) return false;
  const [own, others] = [world.find(spec, id), world.find(spec, `[${row}`)];
  return own.is === 'known' && own.value.length === 0 && others.is === 'known' && others.value.length > 0;
}

/** `HSK-JOB-100` for `HKS-JOB-100`: a tag of one of our families with a slip, where that one is defined. */
function slipOf(look: Look, id: string): Lost['near'][number] | undefined {
  const family = familyOf(id);
  if (!isTag(id) || family.length < 3) return undefined;
  const like = look.ask(tagFamilies).filter((f) => f !== family && distanceUpTo(f, family, 2) <= 2);
  const names = like.map((f) => `${f}${id.slice(family.length)}`);
  const [meant] = names.flatMap((name) => look.defs({ kind: 'anchor', name }));
  return meant && { id: meant.name, title: meant.data.title };
}

/** The findings of what the spec does not define. @param always also what an earlier version had */
export function* dead(all: Iterable<Lost>, always = false): Iterable<Report> {
  for (const { citation, spec, modules, near, former, shown, fixes } of all)
    if (shown !== undefined)
      yield {
        at: citation.at,
        severity: 'warning',
        message: `${citation.id} stands in ${spec} in a code block only, which defines nothing; cite what stands outside of one, or end the block before it.`,
        about: { kind: 'anchor', name: citation.id },
        related: [{ path: shown, symbol: { kind: 'shown', name: citation.id }, message: 'in a code block' }, ...again(citation)],
      };
    else if (!former || always)
      yield {
        at: citation.at,
        ...(citation.unsure && !former ? { severity: 'warning' as const } : {}),
        message: `${spec}${modules > 0 ? ` with its ${modules} module${modules > 1 ? 's' : ''}` : ''} defines no anchor ${citation.id}${nearWords(near)}${citation.unsure ? '; if it is no anchor, say of what it is the number' : ''}.`,
        fixes,
        related: again(citation),
        about: { kind: 'anchor', name: citation.id },
      };
}

/** What a refinement cites that neither the version which it names ever had, nor the one in force. */
export function* deadInPinned(facts: RefinementFacts, from: From): Iterable<Report> {
  const pinned = facts.spec && pinnedSpec(from.look, facts.spec.text);
  if (pinned === undefined) return;
  const forms = anchorForms(from.dialect.anchors);
  for (const { citation, spec, near, shown } of lostIn(citedOfPinned(facts, from.look), from))
    if (shown === undefined && neverDefined(from.look, from.world, pinned, citation.id, forms))
      yield {
        at: citation.at,
        message: `${nameOf(pinned)}, which this refinement names, defines no anchor ${citation.id}, and neither does ${spec}${nearWords(near)}.`,
        about: { kind: 'anchor', name: citation.id },
        related: again(citation),
      };
}

/** The other places that are told with the first. */
export const again = ({ id, more }: CitedAnchor): NonNullable<Report['related']> =>
  more.map((at) => ({ at, message: `${id} again` }));
