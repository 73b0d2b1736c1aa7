/** Fix all: every safe fix of a document at once, also on save (`source.fixAll.gatehouse`). */
import { fixAll as safeFixes } from '#service/editor/fix-all';
import { workspaceEdit } from '../convert';
import { actions } from './action';

/** Changes no file but the document: on save nobody looks. */
export const fixAll = actions({
  kind: 'source.fixAll.gatehouse',
  async of({ folder, entry }) {
    // On save nobody looks: no other file changes.
    const { change, fixes } = await safeFixes(folder.session, [entry.path], { alone: true });
    const edit = fixes.length > 0 ? await workspaceEdit(folder, change) : undefined;
    return edit ? [{ title: 'Fix all that can safely be fixed', kind: 'source.fixAll.gatehouse', edit }] : [];
  },
});
