/** Highlights: every place of this document that writes the name at the cursor. */
import { type DocumentHighlight, DocumentHighlightKind, type DocumentHighlightParams } from 'vscode-languageserver/node';
import { highlightsAt } from '#service/editor/relations';
import { range } from '../convert';
import { feature } from '../feature';

export default feature({
  capability: (client) => client.textDocument?.documentHighlight && { documentHighlightProvider: true },
  register: (connection, desk) =>
    connection.onDocumentHighlight(
      desk.about(
        'document-highlight',
        [] as DocumentHighlight[],
        async ({ folder, entry }, { position }: DocumentHighlightParams) => {
          const found = await highlightsAt(folder.session, entry.path, position);
          if (!found) return [];
          return [
            ...found.defined.map((at) => ({ range: range(found.lines, at), kind: DocumentHighlightKind.Write })),
            ...found.named.map((at) => ({ range: range(found.lines, at), kind: DocumentHighlightKind.Read })),
          ];
        },
      ),
    ),
});
