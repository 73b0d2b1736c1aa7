/** The citations that are judged against the current spec, by where they stand. */

import type { Look } from '#core/look';
import { nameOf } from '#core/paths';
import type { Span } from '#core/text';
import { compareParts, familyOf, versionIn } from '../dialect/versions';
import { type EvidenceRow, lastReport, type ReportDocumentFacts, type ReportFacts } from '../evidence/evidence';
import { currentSpec } from '../queries';
import type { AuditFacts, Citation, PacketFacts, RefinementFacts } from '../types';

/** A cited anchor as it is told: at one of its places, or at the first for very many. */
export interface CitedAnchor extends Citation {
  /** All places of the document that cite it. */
  readonly places: readonly Span[];
  /** Those that are told with this one. */
  readonly more: readonly Span[];
  /** How the document names the version of the spec that it is judged by, where that is not the one in force. */
  readonly pinned?: string;
}

const none: readonly never[] = [];

/** SPEC_ANCHOR, the evidence of the packet, what its last report names and what DONE_MEANS says is asked for. One that is closed under another version was judged by that one. */
export const citedByPacket = (facts: PacketFacts, look: Look): readonly CitedAnchor[] =>
  isClosedBefore(facts, look) ? none : allOfPacket(facts, look);

/**
 * What a packet cites of another version of the spec: all that one cites which is done and was judged by that, and what is cited with its
 * file. It is looked up in the version in force, and may be in any.
 */
export function citedOfOthers(facts: PacketFacts, look: Look): readonly CitedAnchor[] {
  const status = facts.status?.reading?.status;
  if (status === 'Superseded') return none;
  const all = isClosedBefore(facts, look) ? facts.citations : facts.citations.filter((c) => isOfOther(c, look));
  // That a version is still to come is told by `anchor-not-in-file`.
  return grouped(
    all.flatMap(({ file: pinned = facts.specVersion, path, ...c }) =>
      path !== undefined && isToCome(look, path) ? [] : { ...c, ...(pinned !== undefined ? { pinned } : {}) },
    ),
    0,
  );
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

/** Whether it is closed, and names another version than the one in force. */
export function isClosedBefore(facts: PacketFacts, look: Look): boolean {
  const status = facts.status?.reading?.status;
  return (status === 'Done' || status === 'Superseded') && isOther(facts.specVersion, look);
}

/** By what the last report adds: four rules ask it of each packet, one after the other. */
const ofPacket = new WeakMap<
  PacketFacts,
  { readonly reported: EvidenceRow['anchors']; readonly cited: readonly CitedAnchor[] }
>();

function allOfPacket(facts: PacketFacts, look: Look): readonly CitedAnchor[] {
  const reported = ofLastReport(facts.reports, look);
  const known = ofPacket.get(facts);
  if (known?.reported === reported) return known.cited;
  const cited = grouped([
    ...facts.citations,
    ...[...(facts.anchors ?? none), ...reported].map((a) => ({ title: '', ...a })),
    ...(facts.mapped ?? none),
  ]);
  ofPacket.set(facts, { reported, cited });
  return cited;
}

/** What the last report says it was made against, unless that is another version. */
function ofLastReport(reports: readonly ReportFacts[] | undefined, look: Look): EvidenceRow['anchors'] {
  const last = reports && lastReport(reports);
  return !last || last.specs.some((s) => isOther(s.text, look)) ? none : (last.anchors ?? none);
}

/** Once a packet is closed, nobody works from its refinement, unless that says itself that it is about the version in force; one of another version is over. */
export const isOver = (facts: RefinementFacts, look: Look): boolean =>
  isOther(facts.spec?.text, look) ||
  look
    .defs({ kind: 'packet', name: facts.packet })
    .some((p) => p.data.status === 'Superseded' || (p.data.status === 'Done' && !namesCurrent(facts.spec?.text, look)));

/** What the packet itself cites is judged there. */
export const ownOfRefinement = (facts: RefinementFacts, look: Look): readonly Citation[] =>
  isOver(facts, look) ? none : besidesPacket(facts, look);

function besidesPacket(facts: RefinementFacts, look: Look): readonly Citation[] {
  const packets = look.defs({ kind: 'packet', name: facts.packet });
  return facts.citations.filter((c) => {
    const files = look.mentions({ kind: 'anchor', name: c.id });
    return !packets.some((p) => files.includes(p.path));
  });
}

/** What a refinement cites besides its packet. */
export const citedByRefinement = (facts: RefinementFacts, look: Look): readonly CitedAnchor[] =>
  grouped(ownOfRefinement(facts, look));

/** What a refinement cites that names another version than the one in force. Of a superseded packet nobody asks. */
export function citedOfPinned(facts: RefinementFacts, look: Look): readonly CitedAnchor[] {
  if (!isOther(facts.spec?.text, look)) return none;
  const packets = look.defs({ kind: 'packet', name: facts.packet });
  if (packets.some((p) => p.data.status === 'Superseded')) return none;
  const pinned = versionIn(facts.spec?.text ?? '')?.parts ?? none;
  const own = besidesPacket(facts, look).filter(
    ({ file }) => file === undefined || compareParts(versionIn(file)?.parts ?? none, pinned) === 0,
  );
  return grouped(own.map(({ file: _file, path: _path, ...c }) => c));
}

/** A report is about the version that it names. */
export function citedByReport(facts: ReportDocumentFacts, look: Look): readonly CitedAnchor[] {
  const specs = facts.reports.flatMap((r) => r.specs);
  if (specs.some((s) => isOther(s.text, look))) return none;
  return grouped([...facts.anchors, ...ofLastReport(facts.reports, look)].map((a) => ({ title: '', ...a })));
}

/** Rows stay as they are: those about other versions, or about none that is named, were right in their time. */
export const citedByAudit = (facts: AuditFacts, look: Look): readonly CitedAnchor[] =>
  grouped(facts.citations.filter((c) => versionIn(c.spec) !== undefined && !isOther(c.spec, look)));

/** So many places are told one by one: each has to be changed. Of more the first leads to the others. */
const MOST = 5;

type Pinned = Citation & Pick<CitedAnchor, 'pinned'>;

function grouped(all: readonly Pinned[], most = MOST): readonly CitedAnchor[] {
  const byAnchor = new Map<string, Pinned[]>();
  for (const c of all) {
    const key = `${c.file ?? c.pinned ?? ''} ${c.id}`;
    const known = byAnchor.get(key);
    if (!known) byAnchor.set(key, [c]);
    else if (!known.some((k) => k.at.start === c.at.start)) known.push(c);
  }
  return [...byAnchor.values()].flatMap((group): readonly CitedAnchor[] => {
    const places = group.map((c) => c.at);
    // What one of them calls it, all of them mean.
    const title = group.find((c) => c.title !== '')?.title ?? '';
    return group.length > most
      ? [{ ...(group[0] as Pinned), title, places, more: places.slice(1) }]
      : group.map((c) => ({ ...c, title: c.title || title, places, more: none }));
  });
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
