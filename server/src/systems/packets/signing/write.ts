/** What a signature changes: the packet's signing field and log, the seal, and the audit's row, in one. Source: SYSTEMS.md §1; docs/seal.md. */
import { fieldOf } from '#core/fields/model';
import { normalName } from '#core/fields/names';
import type { SignedBy, SignedChange, SigningSheet } from '#core/signing';
import { applyEdits, eolOf, type TextEdit } from '#core/text';
import { PACKET, type View } from '../model/gating/gating';
import { insertFields } from '../model/packet/edit';
import { LOG } from '../model/signing/questions';
import { sectionDigest } from '../model/signing/seal';
import { minuteText } from '../model/signing/signatures';
import type { PacketFacts, PacketModel } from '../model/types';
import { audited, outdated, placeholderFor, type Refused, sealing, unused } from './common';

/** Refused where the file is not what was shown, or the spec lacks a cited section. */
export function sign(view: View, sheet: SigningSheet, by: SignedBy): SignedChange | Refused {
  const { path } = sheet;
  const file = view.file(path, PACKET);
  const read = view.reading(path, PACKET);
  if (!file || !read || file.hash !== sheet.hash) return outdated(path);
  const missing = (sheet.sections ?? []).filter((s) => s.text === undefined).map((s) => s.id);
  if (missing.length > 0) return { refused: `The spec has no text of ${missing.join(', ')}.` };
  const signature = unused(view, by);
  if ('refused' in signature) return signature;
  const eol = eolOf(file.text);
  const seal = placeholderFor(file.text, signature.text);
  const entry = {
    Signature: signature.text,
    Timestamp: `${minuteText(signature.minute)} UTC`,
    Section: (sheet.sections ?? []).map((s) => `${s.id} ${sectionDigest(s.text ?? '')}`),
    Seal: seal,
    Notes: by.notes,
  };
  const model = read.model as PacketModel;
  const edits = [...signed(model, file.text, signature.text), ...logged(model, file.text, entry, eol)];
  const drafted = applyEdits(
    file.text,
    edits.sort((a, b) => a.at.start - b.at.start),
  );
  const made = sealing(view, { path, file, drafted, seal });
  if ('refused' in made) return made;
  const row = audited(view, sheet.subject, {
    signature: signature.text,
    purpose: `Task packet: ${sheet.subject}`,
    specVersion: (read.facts as PacketFacts).specVersion ?? '',
    usedBy: by.user,
    evidence: path,
  });
  if ('refused' in row) return row;
  return { signature: signature.text, sealed: made.sealed, change: (armour) => [made.step(armour), row.step()] };
}

/** The signing field of the metadata; where there is none, a new one. */
function signed(model: PacketModel, text: string, signature: string): readonly TextEdit[] {
  const own = fieldOf(model.fields, 'USER_SIGNATURE');
  if (own && own.textAt.end > own.textAt.start) return [{ at: own.textAt, text: signature }];
  if (own) return [{ at: { start: own.nameAt.end, end: own.nameAt.end }, text: separated(text, own.nameAt.end, signature) }];
  return insertFields(model.fields, text, [['USER_SIGNATURE', signature]]);
}

/** Behind a name that has no value: what parts the two may be there. */
function separated(text: string, end: number, value: string): string {
  const after = /^[*_`]*:?[*_`]*/.exec(text.slice(end, end + 10))?.[0] ?? '';
  return after.includes(':') ? '' : `: ${value}`;
}

interface Entry {
  readonly Signature: string;
  readonly Timestamp: string;
  readonly Section: readonly string[];
  readonly Seal: string;
  readonly Notes: readonly string[];
}

/** The log's entry: what is there and open is filled, the rest is added below the heading. */
function logged(model: PacketModel, text: string, entry: Entry, eol: string): readonly TextEdit[] {
  const log = model.fields.fields.find((f) => f.key === LOG && f.role === 'value');
  const lines = (skip: ReadonlySet<string>): string =>
    [
      ...(['Signature', 'Timestamp'] as const).flatMap((name) => (skip.has(name) ? [] : [`- **${name}**: ${entry[name]}`])),
      ...entry.Section.map((s) => `- Section: ${s}`),
      ...entry.Notes.map((n) => `- Note: ${n}`),
      `- Seal: ${entry.Seal}`,
    ].join(eol);
  if (!log) {
    const lead = text.endsWith(eol) ? '' : eol;
    return [
      { at: { start: text.length, end: text.length }, text: `${lead}${eol}## ${LOG}${eol}${eol}${lines(new Set())}${eol}` },
    ];
  }
  const filled = new Set<string>();
  const edits = log.parts.flatMap((p): readonly TextEdit[] => {
    const name = p.key === 'USER_SIGNATURE' ? 'Signature' : normalName(p.name) === 'timestamp' ? 'Timestamp' : undefined;
    if (!name || filled.has(name) || p.textAt.end <= p.textAt.start) return [];
    filled.add(name);
    return [{ at: p.textAt, text: entry[name] }];
  });
  const heading = text.indexOf('\n', log.nameAt.end);
  const at = heading < 0 ? text.length : heading + 1;
  return [...edits, { at: { start: at, end: at }, text: `${heading < 0 ? eol : ''}${eol}${lines(filled)}${eol}` }];
}
