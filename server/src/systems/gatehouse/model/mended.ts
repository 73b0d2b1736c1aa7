/** The fix of damaged text. */
import type { Offer } from '#core/rule';
import type { RelPath } from '#core/text';
import type { Damage, DocumentModel } from './types';

/** Writes what stood there before. Nobody can be quite sure of that. */
export const mended = (path: RelPath, title: string, which: (d: Damage) => boolean): Offer => ({
  title,
  safety: 'ask',
  change(desk) {
    const doc = desk.document<DocumentModel>(path, 'gatehouse/document');
    const edits = doc?.model.damage.filter(which).map((d) => ({ at: d.at, text: d.to })) ?? [];
    return doc && edits.length > 0 ? [{ do: 'edit', path, hash: doc.hash, edits }] : undefined;
  },
});
