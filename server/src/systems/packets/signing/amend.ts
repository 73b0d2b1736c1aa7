/**
 * A signed packet is amended: what is locked was changed, and a person agrees to that. An entry in the log names the fields, says their new
 * text, and has a signature and a seal of its own. Source: SYSTEMS.md §1, "What a signature proves"; docs/seal.md, *Amendments*.
 */
import type { Field } from '#core/fields/model';
import type { SignedBy, SignedChange, SigningSheet } from '#core/signing';
import { applyEdits, eolOf, type TextEdit } from '#core/text';
import { PACKET, thePacket, type View } from '../model/gating/gating';
import { LOG } from '../model/signing/questions';
import { lineOf, lockedFields, lockedTexts } from '../model/signing/seal';
import { minuteText } from '../model/signing/signatures';
import type { PacketFacts, PacketModel } from '../model/types';
import { difference, since } from './changes';
import { audited, outdated, placeholderFor, type Refused, sealing, unused } from './common';
import { lockedIn, lockedKeys } from './locked';
import { proofs } from './proofs';
import { checked } from './sheet';

interface Amendable {
  readonly path: string;
  readonly model: PacketModel;
  readonly facts: PacketFacts;
  readonly signed: PacketModel;
  readonly signature: string;
  readonly changed: readonly string[];
}

/** Whether the subject is a packet that is signed. */
export function isSigned(view: View): boolean {
  const packet = thePacket(view);
  return 'facts' in packet && packet.model.signing.signature !== undefined;
}

function amendable(view: View): Amendable | Refused {
  const packet = thePacket(view);
  if (!('facts' in packet)) return { refused: packet.says ?? packet.title };
  const { path, model, facts } = packet;
  const { signature } = model.signing;
  if (!signature) return { refused: `${model.id} is not signed.` };
  const found = since(view, path, facts);
  const [proof] = proofs(view);
  if (found?.is === 'known' && found.changed.length > 0)
    return { path, model, facts, signed: found.signed, signature: signature.text, changed: found.changed.map((c) => c.key) };
  const says =
    proof?.is === 'broken' && found?.is !== 'known'
      ? `${proof.says} Git does not know what was signed, so it cannot be amended.`
      : (proof?.says ?? '');
  return {
    refused: `${model.id} is signed: ${signature.text}. ${says} To change it, begin a variant; or write the change into the packet, and sign that as an amendment.`,
  };
}

/** What a person is shown before an amendment; or why there is nothing to amend. */
export function sheet(view: View): SigningSheet | Refused {
  const found = amendable(view);
  if ('refused' in found) return found;
  const { path, model, facts, signed, signature, changed } = found;
  const file = view.file(path, PACKET);
  if (!file) return { refused: `${path} cannot be read.` };
  const { findings, against, warnings } = checked(view, path, model);
  const gone = changed.filter((key) => lockedTexts(model.fields, [key]).length === 0);
  return {
    subject: model.id,
    does: 'Amend',
    means: `It was signed as ${signature} and says something else since. Your signature makes the new words the ones that were agreed to.`,
    title: changed.join(', '),
    path,
    locked: lockedIn({ view, path, model, findings }).filter((f) => changed.includes(f.name)),
    changes: [difference(view, `it was signed with ${signature}`, signed, model)],
    facts: [],
    against: [
      ...gone.map((key) => ({ says: `${key} says nothing any more; an amendment cannot take a field away.`, notes: [] })),
      ...(facts.status?.reading?.status === 'Done'
        ? [{ says: `${model.id} is Done; what is done is not amended.`, notes: [] }]
        : []),
      ...against,
    ],
    warnings,
    hash: file.hash,
  };
}

/** What the amendment writes. Refused where it would not be read again as one. */
export function sign(view: View, shown: SigningSheet, by: SignedBy): SignedChange | Refused {
  const found = amendable(view);
  if ('refused' in found) return found;
  const { path, model, facts, changed } = found;
  const file = view.file(path, PACKET);
  if (!file || file.hash !== shown.hash) return outdated(path);
  const signature = unused(view, by);
  if ('refused' in signature) return signature;
  const seal = placeholderFor(file.text, signature.text);
  const edit = entry(view, { model, text: file.text, changed, by, signature, seal });
  if (!edit) return { refused: `${path} has no section “${LOG}” that an amendment could stand in.` };
  const drafted = applyEdits(file.text, [edit]);
  const read = view.reread(path, PACKET, drafted)?.facts as PacketFacts | undefined;
  if (!read || !covers(read, changed))
    return { refused: `${path} has a form in which the amendment would not be read again; begin a variant.` };
  const made = sealing(view, { path, file, drafted, seal });
  if ('refused' in made) return made;
  const row = audited(view, model.id, {
    signature: signature.text,
    purpose: `Amendment of ${model.id}: ${changed.join(', ')}`,
    specVersion: facts.specVersion ?? '',
    usedBy: by.user,
    evidence: path,
  });
  if ('refused' in row) return row;
  return { signature: signature.text, sealed: made.sealed, change: (armour) => [made.step(armour), row.step()] };
}

/** Whether each changed field is what an amendment says. */
const covers = ({ approval }: PacketFacts, changed: readonly string[]): boolean =>
  changed.every((key) => {
    const digest = approval?.locked.find((l) => l.key === key)?.digest;
    return approval?.amendments.some((a) => a.subjects.includes(key) && digest !== undefined && a.digests?.includes(digest));
  });

interface Entry {
  readonly model: PacketModel;
  readonly text: string;
  readonly changed: readonly string[];
  readonly by: SignedBy;
  readonly signature: { readonly text: string; readonly minute: number };
  readonly seal: string;
}

/** A heading for each field, at the end of the log; the seal stands in the last. Undefined: there is no log that is a section. */
function entry(view: View, { model, text, changed, by, signature, seal }: Entry): TextEdit | undefined {
  const { fields } = model;
  const log = fields.fields.find((f) => f.key === LOG && f.role === 'value');
  const section = log && fields.headings.find((h) => h.at.start <= log.nameAt.start && log.nameAt.end <= h.textAt.end);
  if (!log || !section) return undefined;
  const eol = eolOf(text);
  const mark = '#'.repeat(Math.min(6, section.depth + 1));
  const keys = lockedKeys(view).filter((k) => changed.includes(k));
  const lines = keys.flatMap((key, i) => [
    '',
    `${mark} Amendment: ${key}`,
    '',
    `- Signature: ${signature.text}`,
    `- Timestamp: ${minuteText(signature.minute)} UTC`,
    ...by.notes.map((n) => `- Note: ${n}`),
    '- New text:',
    ...newText(lockedFields(fields, key), lockedTexts(fields, [key])[0]?.lines ?? []),
    ...(i === keys.length - 1 ? [`- Seal: ${seal}`] : []),
  ]);
  const at = text.slice(0, section.at.end).trimEnd().length;
  const isLast = text.slice(at).trim() === '';
  return { at: { start: at, end: isLast ? text.length : at }, text: `${eol}${lines.join(eol)}${isLast ? eol : ''}` };
}

/** Each line as it is sealed; what was code stays code, so that its stars and underscores are none of Markdown's. */
function newText(fields: readonly Field[], lines: readonly string[]): readonly string[] {
  const items = fields.flatMap((f) => f.items);
  const code = new Set(items.filter((i) => i.is === 'code' || i.is === 'fence').map(lineOf));
  return lines.map((l) => (code.has(l) && !l.includes('`') ? `  - \`${l}\`` : `  - ${l}`));
}
