/** A waiver is signed: leave to miss one check, for a reason, until a day or with a backlog id. Source: SYSTEMS.md §1, "Waiver". */
import type { SignedBy, SignedChange, SigningSheet, SigningSubject, Stand } from '#core/signing';
import { applyEdits, type RelPath, type TextEdit } from '#core/text';
import { approvalOfWaiver, shortOf, waiverText } from '../model/audit/row-seals';
import { isWaivable } from '../model/audit/waivers';
import { filesOf, PACKET, type View } from '../model/gating/gating';
import type { Waiver, WaiverRecord } from '../model/signing/approval';
import { readings } from '../model/signing/signatures';
import type { PacketFacts } from '../model/types';
import { audited, outdated, type Refused, unused } from './common';

const mark = ' waiver: ';

interface Open {
  readonly id: string;
  readonly path: RelPath;
  readonly waiver: Waiver;
}

/** And as the folder asks for: what does not hold is signed anew. */
function isSigned(view: View, packet: string, waiver: Waiver): boolean {
  const held = approvalOfWaiver(view, packet, waiver);
  return (
    held !== undefined &&
    waiver.signature !== undefined &&
    readings(waiver.signature.text, view.dialect.signatures).length > 0 &&
    shortOf(held, view.dialect, waiver.signature, '') === undefined
  );
}

const openIn = (view: View, path: RelPath, facts: PacketFacts): readonly Open[] =>
  facts.retired
    ? []
    : (facts.waivers ?? []).flatMap((waiver) => (isSigned(view, facts.id, waiver) ? [] : [{ id: facts.id, path, waiver }]));

const nameOf = ({ id, waiver }: Open): string => `${id}${mark}${waiver.check.text}`;

/** Waivers in packets that nobody has signed. */
export const subjects = (view: View): readonly SigningSubject[] =>
  view
    .documents(PACKET)
    .flatMap(({ path, facts }) => openIn(view, path, facts as PacketFacts))
    .map((o) => ({ name: nameOf(o), path: o.path, detail: 'a waiver that nobody has signed' }));

/** Whether the subject is a waiver. */
export const isWaiver = (view: View): boolean => view.subject.includes(mark);

/** The first of that name that is not signed. */
function named(view: View): Open | undefined {
  const id = view.subject.slice(0, view.subject.indexOf(mark));
  const [path] = filesOf({ ...view, subject: id });
  const facts = path === undefined ? undefined : view.documents(PACKET).find((d) => d.path === path)?.facts;
  return path === undefined || !facts
    ? undefined
    : openIn(view, path, facts as PacketFacts).find((o) => nameOf(o) === view.subject);
}

interface Parts {
  readonly lead: string;
  readonly check: string;
  readonly reason: string;
  readonly until: string;
}

/** As it is written. What stands in the place of the signature and is none is the day or the id, where there is no other. */
function partsOf(text: string, { waiver }: Open): Parts {
  if (waiver.record) return { lead: '', check: waiver.check.text, reason: waiver.reason, until: waiver.until?.text ?? '' };
  const written = text.slice(waiver.at.start, waiver.at.end);
  const lead = /^waiver\s*\d*\s*:\s*/i.exec(written)?.[0] ?? '';
  const [check = '', reason = '', third = '', fourth = ''] = written
    .slice(lead.length)
    .split(';')
    .map((p) => p.trim());
  const isOpen = waiver.signature !== undefined || /^(?:[-–—]|<?pending>?|tbd|none)?$/i.test(third);
  return { lead, check, reason, until: fourth || (isOpen ? '' : third) };
}

/** What is waived, why and until when. */
export function sheet(view: View): SigningSheet | Refused {
  const open = named(view);
  const file = open && view.file(open.path, PACKET);
  if (!open || !file) return { refused: `There is no waiver “${view.subject}” that waits for a signature.` };
  const parts = partsOf(file.text, open);
  const line = (name: string, text: string): SigningSheet['locked'] =>
    text === '' ? [] : [{ name, at: open.waiver.at, lines: [{ text, notes: [] }], notes: [] }];
  return {
    subject: view.subject,
    does: 'Waive',
    means: 'With your signature this check need not pass here: gates count the waiver as long as it lasts.',
    title: open.id,
    path: open.path,
    locked: [...line('Check', parts.check), ...line('Reason', parts.reason), ...line('Until', parts.until)],
    changes: [],
    facts: [],
    against: against(view, open, parts),
    warnings: [],
    hash: file.hash,
  };
}

function against(view: View, { waiver, path }: Open, { reason, until }: Parts): readonly Stand[] {
  const says = [
    ...(isWaivable(waiver, view.dialect)
      ? []
      : [`“${waiver.check.text}” is never waived; packets.waivable in gatehouse.yaml lists what may be.`]),
    ...(reason === '' ? ['It gives no reason; write one behind the check.'] : []),
    ...(until === '' ? ['It does not end: write a day or a backlog id at its end.'] : []),
  ];
  return says.map((s) => ({ says: s, notes: [{ says: s, tone: 'error', path, at: waiver.at }] }));
}

/** Writes the signature into the waiver, and the audit's row with its seal. */
export function sign(view: View, shown: SigningSheet, by: SignedBy): SignedChange | Refused {
  const open = named(view);
  const file = open && view.file(open.path, PACKET);
  if (!open || !file || file.hash !== shown.hash) return outdated(shown.path);
  const signature = unused(view, by);
  if ('refused' in signature) return signature;
  const { lead, check, reason, until } = partsOf(file.text, open);
  const edit = open.waiver.record
    ? recordEdit(file.text, open.waiver, open.waiver.record, signature.text)
    : { at: open.waiver.at, text: `${lead}${[check, reason, signature.text, until].join('; ')}` };
  const after = view.reread(open.path, PACKET, applyEdits(file.text, [edit]))?.facts as PacketFacts | undefined;
  const signed = after?.waivers?.find((w) => w.signature?.text === signature.text && w.check.text === open.waiver.check.text);
  if (!after || !signed)
    return { refused: `${open.path} has a form in which the signed waiver would not be read again; write it in one line.` };
  const sealed = waiverText(after.id, signature.text, signed);
  const entry = {
    signature: signature.text,
    purpose: `Waiver of ${open.id}: ${check}`,
    specVersion: after.specVersion ?? '',
    usedBy: by.user,
    evidence: open.path,
  };
  const row = audited(view, view.subject, entry, { sealed, notes: by.notes });
  if ('refused' in row) return row;
  return {
    signature: signature.text,
    sealed,
    change: (armour) => [{ do: 'edit', path: open.path, hash: file.hash, edits: [edit] }, row.step(armour)],
  };
}

/** What says its parts by name gets a signature of that name, in the place of one that does not hold. */
function recordEdit(text: string, { signature }: Waiver, { signs }: WaiverRecord, signed: string): TextEdit {
  if (signature) return { at: signature.at, text: signed };
  const lead = text.includes('\r\n') ? signs.lead.replace('\n', '\r\n') : signs.lead;
  return { at: { start: signs.at, end: signs.at }, text: `${lead}${signed}` };
}
