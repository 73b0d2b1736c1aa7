/** The citations that are judged against the current spec, by where they stand. */

import type { Look } from '#core/look';
import { nameOf } from '#core/paths';
import type { Span } from '#core/text';
import type { ReportDocumentFacts } from './evidence';
import { currentSpec } from './queries';
import type { AuditFacts, Citation, PacketFacts, RefinementFacts } from './types';
import { compareParts, familyOf, versionIn } from './versions';

/** An anchor with all the places of a document that cite it. */
export interface CitedAnchor extends Citation {
  readonly places: readonly Span[];
}

const none: readonly never[] = [];

/** SPEC_ANCHOR, and the evidence of the packet. One that is closed under another version was judged by that one. */
export const citedByPacket = (facts: PacketFacts, look: Look): readonly CitedAnchor[] =>
  isClosedBefore(facts, look) ? none : allOfPacket(facts);

/**
 * What a packet cites of another version of the spec: all that one cites which is done and was judged by that, and what is cited with its
 * file. It is looked up in the version in force, and may be in any.
 */
export function citedOfOthers(facts: PacketFacts, look: Look): readonly CitedAnchor[] {
  const status = facts.status?.reading?.status;
  if (status === 'Superseded') return none;
  const all = isClosedBefore(facts, look) ? facts.citations : facts.citations.filter((c) => isOfOther(c, look));
  // That a version is still to come is told by `anchor-not-in-file`.
  return once(all.flatMap(({ file: _file, path, ...c }) => (path !== undefined && isToCome(look, path) ? [] : c)));
}

/** Whether a file would be a version of the spec above the one in force. */
export function isToCome(look: Look, path: string): boolean {
  const spec = look.ask(currentSpec);
  if (spec.is !== 'known' || familyOf(nameOf(path)) !== familyOf(nameOf(spec.path))) return false;
  const [said, own] = [versionIn(nameOf(path)), versionIn(nameOf(spec.path))];
  return said !== undefined && own !== undefined && compareParts(said.parts, own.parts) > 0;
}

/** Cited with the name of a version of the spec that is not in force. */
function isOfOther({ file }: Citation, look: Look): boolean {
  const spec = look.ask(currentSpec);
  return file !== undefined && spec.is === 'known' && familyOf(file) === familyOf(nameOf(spec.path)) && isOther(file, look);
}

function isClosedBefore(facts: PacketFacts, look: Look): boolean {
  const status = facts.status?.reading?.status;
  return (status === 'Done' || status === 'Superseded') && isOther(facts.specVersion, look);
}

function allOfPacket(facts: PacketFacts): readonly CitedAnchor[] {
  return once([...facts.citations, ...(facts.anchors ?? none).map((a) => ({ title: '', ...a }))]);
}

/** Once a packet is closed, nobody works from its refinement; one of another version is over too. */
export const isOver = (facts: RefinementFacts, look: Look): boolean =>
  isOther(facts.spec?.text, look) ||
  look.defs({ kind: 'packet', name: facts.packet }).some((p) => p.data.status === 'Done' || p.data.status === 'Superseded');

/** What the packet itself cites is judged there. */
export function ownOfRefinement(facts: RefinementFacts, look: Look): readonly Citation[] {
  if (isOver(facts, look)) return none;
  const packets = look.defs({ kind: 'packet', name: facts.packet });
  return facts.citations.filter((c) => {
    const files = look.mentions({ kind: 'anchor', name: c.id });
    return !packets.some((p) => files.includes(p.path));
  });
}

/** What a refinement cites besides its packet. */
export const citedByRefinement = (facts: RefinementFacts, look: Look): readonly CitedAnchor[] =>
  once(ownOfRefinement(facts, look));

/** A report is about the version that it names. */
export function citedByReport(facts: ReportDocumentFacts, look: Look): readonly CitedAnchor[] {
  const specs = facts.reports.flatMap((r) => r.specs);
  if (specs.some((s) => isOther(s.text, look))) return none;
  return once(facts.anchors.map((a) => ({ title: '', ...a })));
}

/** Rows stay as they are: those about other versions, or about none that is named, were right in their time. */
export const citedByAudit = (facts: AuditFacts, look: Look): readonly CitedAnchor[] =>
  once(facts.citations.filter((c) => versionIn(c.spec) !== undefined && !isOther(c.spec, look)));

/** One finding for each anchor, at its first place: the same one wrong twice is wrong once. */
function once(all: readonly Citation[]): readonly CitedAnchor[] {
  const out = new Map<string, CitedAnchor & { readonly places: Span[] }>();
  for (const c of all) {
    const key = `${c.file ?? ''} ${c.id}`;
    const known = out.get(key);
    if (known) known.places.push(c.at);
    else out.set(key, { ...c, places: [c.at] });
  }
  return [...out.values()];
}

/** Whether a text names the version that holds now. */
export const namesCurrent = (text: string | undefined, look: Look): boolean =>
  text !== undefined && versionIn(text) !== undefined && !isOther(text, look);

/** Whether a text names another version than the current spec's. */
function isOther(text: string | undefined, look: Look): boolean {
  const said = text === undefined ? undefined : versionIn(text);
  const spec = look.ask(currentSpec);
  const own = spec.is === 'known' ? versionIn(nameOf(spec.path)) : undefined;
  return said !== undefined && own !== undefined && compareParts(said.parts, own.parts) !== 0;
}
