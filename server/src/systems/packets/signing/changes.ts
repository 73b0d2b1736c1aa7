/** What a packet promises other than when it was signed last: as the variant before it, or with a signature that was taken back. */
import type { Changes } from '#core/signing';
import type { Known } from '#core/symbols';
import type { RelPath } from '#core/text';
import { purposeOf } from '../model/audit/audit';
import { PACKET, type View } from '../model/gating/gating';
import { lockedTexts } from '../model/signing/seal';
import { type SinceSigned, sinceSigned } from '../model/signing/since-signed';
import type { PacketFacts, PacketModel } from '../model/types';
import { lockedKeys } from './locked';
import { pieces } from './pieces';

/** One for each such former text; none where there was no signature before. */
export function changes(
  view: View,
  { model, facts }: { readonly model: PacketModel; readonly facts: PacketFacts },
): readonly Changes[] {
  const out: Changes[] = [];
  const [before] = (facts.variant?.before ?? []).flatMap((name) => view.look.defs({ kind: 'packet', name }));
  const earlier = before && (view.reading(before.path, PACKET)?.model as PacketModel | undefined);
  if (before && earlier) out.push(difference(view, before.name, earlier, model));
  const [taken] = takenBack(view, model.id);
  const signed = taken && signedWith(view, model, taken.data.written);
  if (taken && signed) out.push(difference(view, `it was signed with ${taken.data.written}`, signed, model));
  return out;
}

/** What two states of a packet promise otherwise, word by word. */
export function difference(view: View, since: string, before: PacketModel, now: PacketModel): Changes {
  const keys = lockedKeys(view);
  const was = new Map(lockedTexts(before.fields, keys).map((l) => [l.key, l.lines.join('\n')]));
  const is = new Map(lockedTexts(now.fields, keys).map((l) => [l.key, l.lines.join('\n')]));
  const names = keys.filter((k) => (was.get(k) ?? '') !== (is.get(k) ?? ''));
  return { since, fields: names.map((name) => ({ name, pieces: pieces(was.get(name) ?? '', is.get(name) ?? '') })) };
}

/** Rows of the audit that say they sign the packet, which it does not carry any more. The newest first. */
export const takenBack = (view: View, id: string): readonly Known<'signature'>[] =>
  view.look
    .all('signature')
    .filter(({ name, data }) => {
      const purpose = purposeOf(data);
      return purpose.is === 'packets' && purpose.ids.includes(id) && view.look.defs({ kind: 'consumption', name }).length === 0;
    })
    .reverse();

/** The packet as git has it from when it carried a signature. Undefined: git does not tell, or it was never committed. */
function signedWith(view: View, { id }: PacketModel, written: string): PacketModel | undefined {
  const [packet] = view.look.defs({ kind: 'packet', name: id });
  if (!packet) return undefined;
  const digits = /\d{10,}$/.exec(written)?.[0] ?? written;
  const touched = view.world.touched(packet.path, digits);
  if (touched.is !== 'known') return undefined;
  for (const commit of touched.value.slice(0, 3)) {
    const text = view.world.past(commit.path, commit.id);
    if (text.is !== 'known' || text.value === undefined) continue;
    const then = view.reread(packet.path, PACKET, text.value)?.model as PacketModel | undefined;
    if (then?.signing.signature?.text.endsWith(digits)) return then;
  }
  return undefined;
}

/** What a signed packet said when it was signed, and what has changed since, as git has it. Undefined: it is not signed. */
export function since(view: View, path: RelPath, facts: PacketFacts): SinceSigned | undefined {
  const { dialect, look, world } = view;
  const [signature] = facts.consumed;
  const reread = (text: string) => view.reread(path, PACKET, text) as { model: PacketModel; facts: PacketFacts };
  return signature && sinceSigned({ facts, path, dialect, look, world, paths: () => [], reread }, signature);
}
