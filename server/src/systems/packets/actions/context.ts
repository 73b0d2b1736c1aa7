/** packets/context: exactly what somebody has to read, within a budget that is told. Source: SYSTEMS.md §1 *Actions*. */
import { action, Refused } from '#core/action';
import { oneLine, type RelPath } from '#core/text';
import { given, misused, type Packet, packetOf, refuse, told, type View } from '../acting/view';
import { reportsOn, specPath } from '../acting/work';
import { definedId } from '../model/anchors/anchors';
import type { PacketsDialect } from '../model/dialect/dialect';
import { covered, verdictOn } from '../model/evidence/evidence';
import { packetIdsBy } from '../model/gating/gating';
import { wantedCodexes } from '../model/queries';
import type { SpecAnchor, SpecModel } from '../model/types';

/** Bytes, where nothing else is said. */
const USUAL = 20_000;

export default action<PacketsDialect>({
  subjects: (look) => packetIdsBy(look, ['In-Progress', 'Ready-for-Validation', 'Ready-for-Dev']),
  act(view) {
    const packet = packetOf(view);
    const most = sizeIn(given(view, 'max'));
    const role = given(view, 'role') ?? 'validator';
    const verdict = view.look.ask(verdictOn, packet.id)?.is;
    // Whoever builds needs to know what failed, not what was once praised.
    const withReport = role !== 'coder' || verdict === 'FAIL';
    const report = withReport ? reportApart(view, packet) : undefined;
    const own = { name: packet.path, text: packetText(packet, withReport && report === undefined) };
    const { sections, missing } = role === 'orchestrator' ? titles(view, packet) : sectionsOf(view, packet);
    return fitted(packet.id, most, own, report, sections, missing);
  },
});

interface Piece {
  readonly name: string;
  readonly text: string;
}

/** `20kB`, `20000`, `1MB`, `20KiB`; in bytes. */
function sizeIn(said: string | undefined): number {
  if (said === undefined) return USUAL;
  const m = /^(\d{1,9}(?:\.\d{1,3})?)\s*(k|ki|m|mi)?b?$/i.exec(said);
  if (!m) return misused(`--max is a size, such as 20kB, not “${said}”.`);
  const factor = { k: 1000, ki: 1024, m: 1e6, mi: 1024 ** 2 }[(m[2] ?? '').toLowerCase()] ?? 1;
  const size = Math.floor(Number(m[1]) * factor);
  return size > 0 ? size : misused('--max is more than nothing.');
}

/** The packet without reports that another has taken the place of. @param last whether the last report in it stays */
function packetText({ text, model }: Packet, last: boolean): string {
  const reports = model.proof.reports.filter((r) => !r.bare && r.depth > 0);
  const out = (last ? reports.slice(0, -1) : reports).flatMap((r) => {
    const own = model.fields.headings.find((h) => h.textAt.start <= r.at.end && r.at.start <= h.textAt.end);
    return own ? [own.at] : [];
  });
  let from = 0;
  let said = '';
  for (const at of [...out].sort((a, b) => a.start - b.start)) {
    if (at.start < from) continue;
    said += text.slice(from, at.start);
    from = at.end;
  }
  return `${(said + text.slice(from)).trimEnd()}\n`;
}

/** The report of its own that counts: the newest verdict's, else the last by name. */
function reportApart(view: View, { id, path }: Packet): Piece | undefined {
  const all = reportsOn(view, id);
  const told_ = view.look.ask(verdictOn, id)?.path;
  const one = told_ !== undefined && told_ !== path ? told_ : told_ === path ? undefined : all.at(-1);
  const text = one === undefined ? undefined : view.text(one);
  return one === undefined || text === undefined ? undefined : { name: one, text };
}

interface Cited {
  readonly sections: readonly Piece[];
  readonly missing: readonly string[];
}

/** Each cited section once; one within another that is cited comes with that. */
function sectionsOf(view: View, packet: Packet): Cited {
  const ids = [...new Set(packet.facts.citations.map((c) => definedId(view.look, c.id)))];
  const sections: Piece[] = [];
  const found = new Set<string>();
  for (const { path, kind } of sources(view, ids)) {
    const doc = view.document<SpecModel>(path, kind);
    if (!doc) throw new Refused('unknown', [`${path} cannot be read.`]);
    const mine = doc.model.anchors.filter((a) => ids.some((id) => names(id, a)));
    for (const a of mine) for (const id of ids) if (names(id, a)) found.add(id);
    const outer = mine.filter((a) => !mine.some((o) => o !== a && holds(o, a)));
    for (const a of outer)
      sections.push({
        name: `${path}: ${a.id}${a.title ? ` ${a.title}` : ''}`,
        text: `${doc.text.slice(a.body.start, a.body.end).trimEnd()}\n`,
      });
  }
  return { sections, missing: ids.filter((id) => !found.has(id)) };
}

const names = (id: string, a: SpecAnchor): boolean => a.id === id || (id.includes('..') && covered(a.id, [id]));

const holds = (outer: SpecAnchor, a: SpecAnchor): boolean =>
  outer.body.start <= a.body.start &&
  a.body.end <= outer.body.end &&
  (outer.body.start < a.body.start || a.body.end < outer.body.end);

/** Only what the sections are called. */
function titles(view: View, packet: Packet): Cited {
  const { sections, missing } = sectionsOf(view, packet);
  const text = sections.map((s) => `- ${s.name}\n`).join('');
  return { sections: text === '' ? [] : [{ name: 'Cited sections', text }], missing };
}

/** The spec, then codex and protocols, as far as something of them is cited. */
function sources(view: View, ids: readonly string[]): readonly { readonly path: RelPath; readonly kind: string }[] {
  const spec = specPath(view);
  const defining = new Set(ids.flatMap((name) => view.look.defs({ kind: 'anchor', name }).map((d) => d.path)));
  const others = [
    ...view.look.ask(wantedCodexes).map((path) => ({ path, kind: 'packets/codex' })),
    ...view.look.files('packets/protocol').map((path) => ({ path, kind: 'packets/protocol' })),
  ].filter((s) => defining.has(s.path));
  return [...(spec === undefined ? [] : [{ path: spec, kind: 'packets/spec' }]), ...others];
}

/** The packet whole; then the report and the sections as far as they fit, each whole or not at all. What is left out is told. */
function fitted(
  id: string,
  most: number,
  own: Piece,
  report: Piece | undefined,
  sections: readonly Piece[],
  missing: readonly string[],
) {
  const shown = ({ name, text }: Piece): string => `==> ${oneLine(name)} <==\n\n${text.endsWith('\n') ? text : `${text}\n`}\n`;
  const parts = [own, ...(report ? [report] : []), ...sections].map((p) => ({
    name: oneLine(p.name),
    text: shown(p),
    bytes: bytesOf(shown(p)),
  }));
  const [first, ...rest] = parts as [(typeof parts)[number], ...typeof parts];
  if (first.bytes > most)
    refuse(
      `${id} alone is ${sizeText(first.bytes)}, more than the ${sizeText(most)} of --max; allow as much, or make it shorter.`,
    );
  const notes = missing.map((m) => `[${m} is cited, and not in the spec, codex or protocols]\n`).join('');
  let total = first.bytes + bytesOf(notes);
  const taken = [first];
  const left: typeof parts = [];
  for (const part of rest) {
    if (total + part.bytes > most) left.push(part);
    else {
      total += part.bytes;
      taken.push(part);
    }
  }
  const text = taken.map((p) => p.text).join('') + notes;
  const tokens = Math.ceil(total / 4);
  const said = told(text, {
    bytes: total,
    tokens: { estimated: tokens, by: 'a token for four bytes' },
    parts: parts.map((p) => ({ name: p.name, bytes: p.bytes, leftOut: left.includes(p) })),
    missing,
  });
  const says = [
    `${sizeText(total)} of at most ${sizeText(most)}; about ${tokens} tokens (estimated: one for four bytes).`,
    ...left.map((p) => `Left out: ${p.name}, ${sizeText(p.bytes)}.`),
    ...missing.map((m) => `Cited, and not found: ${m}.`),
  ];
  return { ...said, says };
}

/** In UTF-8. */
function bytesOf(text: string): number {
  let n = 0;
  for (const c of text) {
    const code = c.codePointAt(0) as number;
    n += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
  }
  return n;
}

const sizeText = (bytes: number): string => (bytes < 1000 ? `${bytes} bytes` : `${(bytes / 1000).toFixed(1)} kB`);
