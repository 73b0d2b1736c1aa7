/** Packet ids as they are written. Source: SYSTEMS.md §1, "The packet". */

import type { FieldDocument } from '#core/fields/model';
import { stemOf } from '#core/paths';
import { detach, type RelPath, type Span } from '#core/text';
import { type IdForms, idOf, ofForms } from '../model/dialect/id-form';
import type { Located } from '../model/types';

/**
 * Every id in a text. Dots are allowed inside, but not the full stop of a sentence; `WP-1-*` names many, `WP-1` a phase: they are none.
 * @param base the offset of the text in its document
 */
export function packetIds(text: string, base: number, ids: IdForms): readonly Located[] {
  if (!ids.mayName(text)) return none;
  return [...text.matchAll(ids.anywhere)].map((m) => {
    // In the name of its file, and in a path, it is followed by the ending.
    const name = m[0].endsWith('.md') ? m[0].slice(0, -3) : m[0].replace(/[._-]+$/, '');
    return { text: detach(name), at: { start: base + m.index, end: base + m.index + name.length } };
  });
}

const none: readonly Located[] = [];

/** The text at a place. */
export const within = (text: string, at: Span): string => text.slice(at.start, at.end);

/** `MT-001` */
const partId = /^[A-Z][A-Z0-9]*(?:[-_.][A-Z0-9]+)*[-_.]?\d+$/;

/**
 * Whether a document is a part of the packet that it names and no packet itself: its file has an id of another sort, `MT-001.md`, and
 * its title begins with that, or a field of its own holds it.
 * @param taskId what its TASK_ID or WP_ID says
 */
export function isPart(path: RelPath, taskId: string | undefined, fields: FieldDocument, ids: IdForms): boolean {
  const stem = stemOf(path);
  if (taskId === undefined || !partId.test(stem) || ids.opening(stem) !== undefined || !ids.is(taskId)) return false;
  const title = fields.title?.text ?? '';
  if (ids.isIn(title)) return false;
  return (
    (title.startsWith(stem) && !/^[\w-]/.test(title.slice(stem.length))) ||
    fields.fields.some((f) => f.key !== 'TASK_ID' && f.text === stem)
  );
}

/** `WP-1-Login_validation.md`, `validation-WP-1-Login-2025-12-01.md` */
export function namedByFile(path: RelPath, at: Span, ids: IdForms): Located | undefined {
  const name = idOf(path, ids).replace(
    /[_.-](?:re)?(?:validation|validator|report|verdict|audit)[\w.-]*$|[_.-]\d{4}-?\d\d-?\d\d[\w.-]*$/i,
    '',
  );
  const begins = name.search(openingIn(ids));
  const id = packetIds(begins < 0 ? name : name.slice(begins), 0, ids)[0];
  return id && { text: id.text, at };
}

const openingIn = ofForms((ids) => new RegExp(ids.openingSource, 'u'));
