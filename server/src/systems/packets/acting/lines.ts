/** Lines that actions leave in a packet, in the spelling of the packet; and what they must not touch. */
import { Refused } from '#core/action';
import type { Change, Step } from '#core/change';
import { everywhere, type Field, fieldOf } from '#core/fields/model';
import { normalName } from '#core/fields/names';
import { applyEdits, eolOf, lineAround, type RelPath, type TextEdit } from '#core/text';
import { PACKET } from '../model/gating/gating';
import { lockedTexts } from '../model/signing/seal';
import type { PacketFacts, PacketModel } from '../model/types';
import type { Packet, View } from './view';

/** A name and its value on a line of their own, behind the packet's STATUS, spelled as that is. */
export function lineAfterStatus({ text, model }: Packet, name: string, value: string): TextEdit {
  const eol = eolOf(text);
  const status = fieldOf(model.fields, 'STATUS');
  const at = (offset: number): TextEdit['at'] => ({ start: offset, end: offset });
  const end = status && lineAround(text, status.at.end).end;
  if (status && end !== undefined && /^(?:list|paragraph|line|table)$/.test(status.spelling)) {
    const line = text.slice(lineAround(text, status.nameAt.start).start, status.nameAt.start);
    const bold = line.endsWith('**');
    const lead = line.replace(/\*\*$/, '');
    if (status.spelling === 'table')
      return { at: at(end), text: `${eol}${lead}${bold ? `**${name}**` : name} | ${value.replaceAll('|', '\\|')} |` };
    // Two spaces at the end break the line for those who see it drawn.
    const tail = /[ \t]*$/.exec(text.slice(status.at.start, end))?.[0] ?? '';
    if (status.spelling === 'list') return { at: at(end), text: `${eol}${lead}${bold ? `**${name}**` : name}: ${value}${tail}` };
    return { at: at(end), text: `${eol}${bold ? `**${name}:**` : `${name}:`} ${value}${tail}` };
  }
  return section(text, `## ${name}`, value);
}

/** A section at the end of a document. */
export function section(text: string, heading: string, body: string): TextEdit {
  const eol = eolOf(text);
  const lead = text === '' || text.endsWith(eol + eol) ? '' : text.endsWith(eol) ? eol : eol + eol;
  return { at: { start: text.length, end: text.length }, text: `${lead}${`${heading}\n\n${body}\n`.replaceAll('\n', eol)}` };
}

/** Takes a line out, with its end. */
export function withoutLine(text: string, field: Field): TextEdit {
  const { start } = lineAround(text, field.at.start);
  const end = lineAround(text, field.at.end).end;
  const nl = text.startsWith('\r\n', end) ? 2 : end < text.length ? 1 : 0;
  return { at: { start, end: end + nl }, text: '' };
}

/** The last line of a name that no dialect knows. */
export const lastLine = (packet: Packet, name: string): Field | undefined =>
  everywhere(packet.model.fields.fields, normalName(name)).at(-1);

/** Several changes of the same moment as one: edits of one file together. */
export function merged(...changes: readonly (Change | undefined)[]): Change {
  const edits = new Map<RelPath, { readonly hash: string; readonly edits: TextEdit[] }>();
  const others: Step[] = [];
  for (const step of changes.flatMap((c) => c ?? [])) {
    if (step.do !== 'edit' || step.as) {
      others.push(step);
      continue;
    }
    const own = edits.get(step.path) ?? { hash: step.hash, edits: [] };
    edits.set(step.path, own);
    own.edits.push(...step.edits);
  }
  return [...[...edits].map(([path, own]): Step => ({ do: 'edit', path, ...own })), ...others];
}

/** Edits of one file. */
export const edit = (
  { path, hash }: { readonly path: RelPath; readonly hash: string },
  ...edits: readonly TextEdit[]
): Change => [{ do: 'edit', path, hash, edits }];

/** A packet as a change leaves it. Throws where what a signature has locked would say something else. */
export function afterwards(
  view: View,
  packet: Packet,
  change: Change,
): { readonly model: PacketModel; readonly facts: PacketFacts } {
  const edits = change.flatMap((s) => (s.do === 'edit' && s.path === packet.path ? s.edits : []));
  const text = applyEdits(packet.text, edits);
  const read = view.reread(packet.path, PACKET, text);
  if (!read) throw new Refused('unknown', [`${packet.path} could not be read any more after this change; nothing is written.`]);
  const model = read.model as PacketModel;
  const { signature } = packet.model.signing;
  const before = lockedTexts(packet.model.fields, view.dialect.locked);
  const now = lockedTexts(model.fields, view.dialect.locked);
  const other = before.find((l) => JSON.stringify(l.lines) !== JSON.stringify(now.find((n) => n.key === l.key)?.lines));
  const added = now.find((n) => !before.some((l) => l.key === n.key));
  if (signature && (other ?? added))
    throw new Refused('rule', [
      `${packet.id} is signed (${signature.text}), which locks its ${(other ?? added)?.field.name}; this would change it. ` +
        'A new variant (gatehouse variant) or an amendment does that.',
    ]);
  return { model, facts: read.facts as PacketFacts };
}
