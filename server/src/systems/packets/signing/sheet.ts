/** What a person is shown of a packet before signing it, and what stands against that. */
import type { Check } from '#core/gate';
import type { Finding } from '#core/rule';
import type { SigningSheet } from '#core/signing';
import type { RelPath } from '#core/text';
import { PACKET, thePacket, type View } from '../model/gating';
import { currentSpec } from '../model/queries';
import { lockedTexts } from '../model/seal';
import type { PacketModel } from '../model/types';
import { statusOf } from '../model/types';

/** States in which a packet is signed: what is being worked on was signed before. */
const open = new Set(['Backlog', 'Ready-for-Dev']);

export function sheet(view: View): SigningSheet | { readonly refused: string } {
  const packet = thePacket(view);
  if (!('facts' in packet)) return { refused: packet.says ?? packet.title };
  const { path, model } = packet;
  const file = view.file(path, PACKET);
  if (!file) return { refused: `${path} cannot be read.` };
  if (model.signing.signature)
    return { refused: `${model.id} is signed: ${model.signing.signature.text}. A change is a variant, or an amendment.` };
  const status = statusOf(model);
  if (status !== undefined && !open.has(status))
    return { refused: `${model.id} is ${status}; a packet is signed in Backlog or Ready-for-Dev.` };
  if (model.stub) return { refused: `${model.id} is a stub; write it out first.` };
  return {
    subject: model.id,
    path,
    locked: locked(view, model).map(({ key, lines }) => ({ name: key, lines })),
    sections: sections(
      view,
      packet.facts.citations.map((c) => c.id),
    ),
    against: against(view, model),
    warnings: warnings(view, path),
    hash: file.hash,
  };
}

export const locked = ({ dialect }: View, { fields }: PacketModel): ReturnType<typeof lockedTexts> =>
  lockedTexts(
    fields,
    dialect.locked.map((name) => dialect.names.resolve(name)[0]?.key ?? name),
  );

/** Each anchor once, with its text in the spec that is in force. */
export function sections(view: View, ids: readonly string[]): SigningSheet['sections'] {
  const spec = view.look.ask(currentSpec);
  return [...new Set(ids)].map((id) => {
    const body = spec.is === 'known' ? view.world.body(spec.path, { kind: 'anchor', name: id }) : undefined;
    return { id, text: body?.is === 'known' ? body.value : undefined };
  });
}

/** Work may begin once it is signed: all that `pre-work` asks besides has to hold by now. What is unknown stands against it too. */
function against(view: View, model: PacketModel): readonly string[] {
  // What signing fills may still be open.
  const log = model.fields.fields.find((f) => f.key === 'Signature & Enrichment Log' && f.role === 'value');
  const filled = (f: Finding): boolean => log !== undefined && log.at.start <= f.at.start && f.at.end <= log.at.end;
  const due = view
    .checks('pre-work')
    .filter((c) => c.id !== 'signature' && c.id !== 'blockers' && c.verdict !== 'pass')
    .map((c) => (c.id === 'placeholders' ? { ...c, findings: c.findings.filter((f) => !filled(f)) } : c))
    .filter((c) => c.id !== 'placeholders' || c.verdict !== 'fail' || c.findings.length > 0);
  return due.flatMap((c) => [
    `${c.title} ${c.verdict === 'unknown' ? 'That is not known. ' : ''}${c.says ?? ''}`.trim(),
    ...placed(c),
  ]);
}

const MOST = 10;
const placed = ({ findings }: Check): readonly string[] => [
  ...findings.slice(0, MOST).map((f) => `  ${f.message}`),
  ...(findings.length > MOST ? [`  And ${findings.length - MOST} more.`] : []),
];

function warnings(view: View, path: RelPath): readonly string[] {
  const rules = view.rules('packets/', PACKET).filter((id) => !id.startsWith('packets/signature-'));
  const { findings } = view.found(path, rules);
  const open = view.checks('pre-work').find((c) => c.id === 'blockers' && c.verdict !== 'pass');
  return [...findings.filter((f) => f.severity === 'warning').map((f) => f.message), ...(open ? [open.says ?? open.title] : [])];
}
