/** Ordered lists that are cited by number, kept in order. */

import { fenceAfter, inFence } from '#core/fences';
import type { LineIndex, Place, RelPath, Span, TextEdit } from '#core/text';
import type { Session } from '../engine/session';
import { shown, type Text, textOf } from './documents';

/** The edits that put a document's numbers in order. */
export interface Renumbered {
  readonly file: Text;
  readonly lines: LineIndex;
  readonly edits: readonly TextEdit[];
}

const itemLine = /^([ \t]*)(\d{1,6})([.)])([ \t]|$)/;

/** What puts the numbers of the list around a place in order. Undefined: there is no such list. */
export async function renumberAt(session: Session, path: RelPath, place: Place): Promise<Renumbered | undefined> {
  const found = await listAt(session, path, place);
  return found && { file: found.file, lines: found.file.lines, edits: inOrder(found.file, found.list).edits };
}

/** After a line break in such a list: the new line gets its number, and those after it theirs. */
export async function afterBreak(session: Session, path: RelPath, place: Place): Promise<Renumbered | undefined> {
  const found = await listAt(session, path, place);
  if (!found) return undefined;
  const { file, list } = found;
  const begin = file.lines.starts[place.line] ?? 0;
  const before = lineAt(file, place.line - 1);
  const own = lineAt(file, place.line);
  const above = itemLine.exec(before);
  // A number alone is how a list is ended; text below an item may be more of it.
  const isNew = above !== null && before.slice(above[0].length).trim() !== '' && own.trim() === '';
  const { edits, next } = inOrder(file, list, isNew ? { line: place.line, like: above, box: boxOf(before) } : undefined);
  if (!isNew || next === undefined) return { file, lines: file.lines, edits };
  return { file, lines: file.lines, edits: [...edits, { at: { start: begin, end: begin + own.length }, text: next }] };
}

async function listAt(session: Session, path: RelPath, place: Place): Promise<{ file: Text; list: Span } | undefined> {
  const file = await textOf(session, path);
  if (!file) return undefined;
  const offset = file.lines.offset(place, file.text);
  const lists = shown(session, file).flatMap(({ bound, doc }) => bound.system.editing?.numbered?.(doc) ?? []);
  // A new line at the end stands just behind the list.
  const list = lists.find(
    (s) => s.start <= offset && (offset <= s.end || /^[ \t]*\r?\n[ \t]*$/.test(file.text.slice(s.end, offset))),
  );
  return list && { file, list: { start: list.start, end: Math.max(list.end, offset) } };
}

/** An item below one with a box to tick has one too. */
const boxOf = (line: string): string => (/^[ \t]*\d+[.)][ \t]+\[[ xX]\][ \t]/.test(line) ? '[ ] ' : '');

const lineAt = (file: Text, line: number): string => {
  const start = file.lines.starts[line];
  if (start === undefined) return '';
  return file.text.slice(start, file.lines.starts[line + 1] ?? file.text.length).replace(/[\r\n]+$/, '');
};

/**
 * The numbers as they should be, counted from the first.
 * @param added a line that becomes an item
 */
function inOrder(
  file: Text,
  list: Span,
  added?: { readonly line: number; readonly like: RegExpExecArray; readonly box: string },
): { readonly edits: readonly TextEdit[]; readonly next: string | undefined } {
  const edits: TextEdit[] = [];
  let next: string | undefined;
  let indent: string | undefined;
  let n = 0;
  const last = file.lines.lineAt(list.end);
  // Numbers in a fence are an example, but where the list itself stands in one.
  const isFenced = inFence(file.text, list.start);
  let fence: string | undefined;
  for (let line = file.lines.lineAt(list.start); line <= last; line++) {
    const inside = fence !== undefined;
    if (!isFenced) fence = fenceAfter(lineAt(file, line), fence);
    if (inside || fence !== undefined) continue;
    // Below an item of an inner list the new line belongs there.
    if (added?.line === line && indent !== undefined && added.like[1] === indent) {
      next = `${indent}${++n}${added.like[3]} ${added.box}`;
      continue;
    }
    const m = itemLine.exec(lineAt(file, line));
    if (!m?.[2] || (indent !== undefined && m[1] !== indent)) continue;
    n = indent === undefined ? Number(m[2]) : n + 1;
    indent ??= m[1] ?? '';
    if (Number(m[2]) === n) continue;
    const start = (file.lines.starts[line] ?? 0) + indent.length;
    edits.push({ at: { start, end: start + m[2].length }, text: String(n) });
  }
  return { edits, next };
}
