/** Refactorings: what can be done at a place where nothing is wrong. */
import { type CodeAction, CodeActionKind } from 'vscode-languageserver/node';
import { refactoringsAt } from '#service/editor/refactor';
import { renumberAt } from '#service/editor/renumber';
import { workspaceEdit } from '../convert';
import { actions } from './action';

/** What the systems offer for the selection. */
export const refactor = actions({
  kind: CodeActionKind.RefactorExtract,
  async of({ folder, entry }, { range }, { client }) {
    const isShown = client.textDocument?.codeAction?.disabledSupport === true;
    const all = await refactoringsAt(folder.session, entry.path, range.start, range.end);
    const made = await Promise.all(
      all.map(async ({ title, disabled, change }): Promise<readonly CodeAction[]> => {
        const kind = CodeActionKind.RefactorExtract;
        if (disabled !== undefined) return isShown ? [{ title, kind, disabled: { reason: disabled } }] : [];
        const edit = await workspaceEdit(folder, change);
        return edit ? [{ title, kind, edit }] : [];
      }),
    );
    return made.flat();
  },
});

/** For an ordered list at the cursor whose numbers are not in order. */
export const renumber = actions({
  kind: CodeActionKind.RefactorRewrite,
  async of({ folder, entry }, { range }) {
    const found = await renumberAt(folder.session, entry.path, range.start);
    if (!found || found.edits.length === 0) return [];
    const { hash } = found.file;
    const edit = await workspaceEdit(folder, [{ do: 'edit', path: entry.path, hash, edits: found.edits }]);
    return edit ? [{ title: 'Number the list anew', kind: CodeActionKind.RefactorRewrite, edit }] : [];
  },
});
