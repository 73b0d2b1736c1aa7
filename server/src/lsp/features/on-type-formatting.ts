/** On-type formatting: the numbers of DONE_MEANS stay in order, and a new line gets the next one. */
import type { DocumentOnTypeFormattingParams, TextEdit } from 'vscode-languageserver/node';
import { afterBreak, renumberAt } from '#service/editor/renumber';
import { range } from '../convert';
import { feature } from '../feature';

export default feature({
  capability: (client) =>
    client.textDocument?.onTypeFormatting && {
      documentOnTypeFormattingProvider: { firstTriggerCharacter: '\n', moreTriggerCharacter: ['.'] },
    },
  register: (connection, desk) =>
    connection.onDocumentOnTypeFormatting(
      desk.about('on-type-formatting', [] as TextEdit[], async ({ folder, entry }, params: DocumentOnTypeFormattingParams) => {
        const after = params.ch === '\n' ? afterBreak : renumberAt;
        const found = await after(folder.session, entry.path, params.position);
        return (found?.edits ?? []).map(({ at, text }) => ({ range: range(found?.lines ?? entry.lines, at), newText: text }));
      }),
    ),
});
