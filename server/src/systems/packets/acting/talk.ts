/** What is written under a packet's signature: that it is to be signed, what is asked back, why it is not signed. */
import { Refused } from '#core/action';
import type { Change } from '#core/change';
import type { FieldDocument } from '#core/fields/model';
import { eolOf, startOfLine, type TextEdit } from '#core/text';
import type { StatusReading } from '../model/dialect/status';
import { LOG, type LogTalk, logTalk } from '../model/signing/questions';
import { afterwards, edit, merged, section } from './lines';
import { movable } from './moves';
import { type Packet, refuse, type View } from './view';
import { signedOff } from './words';

/** A packet that nobody has signed and that may still be. Throws where it is not. */
export function unsigned(view: View): { readonly packet: Packet; readonly from: StatusReading } {
  const { packet, from } = movable(view);
  const { signature } = packet.model.signing;
  if (signature) refuse(`${packet.id} is signed already: ${signature.text}. A change is a variant, or an amendment.`);
  if (from.status !== 'Backlog' && from.status !== 'Ready-for-Dev')
    refuse(`${packet.id} is ${from.status}; a packet is signed in Backlog or Ready-for-Dev.`);
  return { packet, from };
}

/** `- Question: … (2026-01-12, mara)`. */
export const line = (view: View, name: string, says: string): string => `- ${name}: ${says} (${signedOff(view)})`;

/** Lines at the end of the log; a log, where there is none. */
function intoLog(packet: Packet, lines: readonly string[]): TextEdit {
  const { text, model } = packet;
  const eol = eolOf(text);
  const log = logSection(model.fields);
  if (!log) return section(text, `## ${LOG}`, lines.join('\n'));
  const at = text.slice(0, log.end).trimEnd().length;
  // Below a list it goes on, below anything else one begins.
  const last = text.slice(startOfLine(text, at), at);
  const lead = /^\s*(?:[-*+]|\d+[.)])\s/.test(last) ? eol : eol + eol;
  const isLast = text.slice(at).trim() === '';
  return { at: { start: at, end: isLast ? text.length : at }, text: `${lead}${lines.join(eol)}${isLast ? eol : ''}` };
}

function logSection({ fields, headings }: FieldDocument): { readonly end: number } | undefined {
  const log = fields.find((f) => f.key === LOG && f.role === 'value') ?? fields.find((f) => f.key === LOG);
  if (log?.spelling !== 'heading') return undefined;
  return headings.find((h) => h.at.start <= log.nameAt.start && log.nameAt.end <= h.textAt.end)?.at;
}

/** The packet with lines in its log, and what else changes. Throws where they would not be read again. */
export function talked(
  view: View,
  packet: Packet,
  lines: readonly string[],
  isRead: (talk: LogTalk) => boolean,
  more: Change = [],
): Change {
  const change = merged(more, edit(packet, intoLog(packet, lines)));
  const { model } = afterwards(view, packet, change);
  if (!isRead(logTalk(model.fields)))
    throw new Refused('unknown', [
      `The ${LOG} of ${packet.path} has a form in which this would not be read again; write it by hand.`,
    ]);
  return change;
}
