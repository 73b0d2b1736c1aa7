/** Fixes of a packet that was changed after it was signed: the signed text again, and the change as a packet of its own. */

import type { Change } from '#core/change';
import type { Field } from '#core/fields/model';
import { folderOf, joined } from '#core/paths';
import type { Desk } from '#core/rule';
import { applyEdits, eolOf, type RelPath, startOfLine, type TextEdit } from '#core/text';
import { variantIn } from '../dialect/id-form';
import { insertField } from '../packet/edit';
import type { PacketModel } from '../types';
import { lockedFields } from './seal';

/** A packet as it was signed. */
export interface SignedText {
  readonly model: PacketModel;
  readonly text: string;
}

/** The edits that make locked fields say again what they said. Undefined: a field cannot be put back. */
export function restored(now: SignedText, then: SignedText, keys: readonly string[]): readonly TextEdit[] | undefined {
  const edits: TextEdit[] = [];
  for (const key of keys) {
    const [is, was] = [lockedFields(now.model.fields, key), lockedFields(then.model.fields, key)];
    // Of fields that were written several times it is not known which is which, unless there are as many.
    if (is.length !== was.length && is.length + was.length > 1) return undefined;
    for (let i = 0; i < Math.max(is.length, was.length); i++) {
      const [a, b] = [is[i], was[i]];
      const edit = a && b ? replaced(a, b, then.text) : a ? removed(a, now.text) : b && inserted(now, b, then.text);
      if (!edit) return undefined;
      // One field may be known by two names.
      if (!edits.some((e) => e.at.start < edit.at.end && edit.at.start < e.at.end)) edits.push(edit);
    }
  }
  return edits;
}

const replaced = (is: Field, was: Field, text: string): TextEdit | undefined =>
  is.spelling === was.spelling ? { at: is.at, text: text.slice(was.at.start, was.at.end) } : undefined;

/** With its line. */
function removed(is: Field, text: string): TextEdit {
  const end = /^[ \t]*(?:\r?\n)*/.exec(text.slice(is.at.end))?.[0].length ?? 0;
  const start = startOfLine(text, is.at.start);
  return { at: { start: text.slice(start, is.at.start).trim() === '' ? start : is.at.start, end: is.at.end + end }, text: '' };
}

function inserted(now: SignedText, was: Field, text: string): TextEdit {
  const eol = eolOf(now.text);
  const { at } = insertField(now.model.fields, now.text, was.key, '');
  const said = text.slice(was.at.start, was.at.end);
  if (was.spelling !== 'heading') return { at, text: `${eol}${said}` };
  const before = now.text.slice(0, at.start);
  const lead = before === '' || before.endsWith(eol + eol) ? '' : before.endsWith(eol) ? eol : eol + eol;
  return { at, text: `${lead}${said}${eol}${at.start < now.text.length ? eol : ''}` };
}

/** `WP-1-Login` to `WP-1-Login-v2`, the next number that is free. */
export function nextVariant(id: string, isTaken: (id: string) => boolean): string {
  const { base, number } = variantIn(id) ?? { base: id, number: 1 };
  for (let n = number + 1; ; n++) {
    const next = `${base}-v${n}`;
    if (!isTaken(next)) return next;
  }
}

/** The changed packet as a new one: unsigned, in the backlog, under the next id; the signed one as it was. */
export function moved(desk: Desk, path: RelPath, then: SignedText, keys: readonly string[]): Change | undefined {
  const doc = desk.document<PacketModel>(path, 'packets/packet');
  const edits = doc && restored(doc, then, keys);
  if (!doc || !edits) return undefined;
  const id = nextVariant(doc.model.id, (name) => desk.look.defs({ kind: 'packet', name }).length > 0);
  return [
    { do: 'create', path: joined(folderOf(path), `${id}.md`), text: asVariant(doc, id) },
    { do: 'edit', path, hash: doc.hash, edits },
  ];
}

function asVariant({ model, text }: SignedText, id: string): string {
  const { approval } = model;
  const edits: TextEdit[] = [model.taskId, model.titleId].flatMap((l) => (l ? [{ at: l.at, text: id }] : []));
  const [status] = model.statuses;
  if (status && status.folder === undefined) edits.push({ at: status.at, text: 'Backlog' });
  for (const f of [...approval.metadata, ...(approval.log?.signatures ?? [])])
    if (f.is !== 'unsigned') edits.push({ at: f.at, text: '<pending>' });
  if (approval.log?.timestamp) edits.push({ at: approval.log.timestamp.at, text: '<pending>' });
  // A seal is of the signature that is gone.
  for (const m of text.matchAll(/^[ \t]*(?:[-*+][ \t]+)?\**(?:Seal|Section)\**:.*[0-9a-f]{64}.*\r?\n?/gim))
    edits.push({ at: { start: m.index, end: m.index + m[0].length }, text: '' });
  const sorted = edits.sort((a, b) => a.at.start - b.at.start);
  return applyEdits(
    text,
    sorted.filter((e, i) => i === 0 || e.at.start >= (sorted[i - 1] as TextEdit).at.end),
  );
}
