/** Document links: paths in fields, and citations to the text that they cite. */
import type { DocumentLink, DocumentLinkParams } from 'vscode-languageserver/node';
import { linksOf } from '#service/editor/show';
import { range } from '../convert';
import { feature } from '../feature';

export default feature({
  capability: (client) => client.textDocument?.documentLink && { documentLinkProvider: {} },
  register: (connection, desk) =>
    connection.onDocumentLinks(
      desk.about('document-link', [] as DocumentLink[], async ({ folder, entry }, _: DocumentLinkParams) => {
        const found = await linksOf(folder.session, entry.path);
        return (found?.all ?? []).map((l) => ({
          range: range(found?.lines ?? entry.lines, l.at),
          target: `${folder.uris.uri(l.path)}${l.line === undefined ? '' : `#L${l.line}`}`,
          ...(l.tooltip === undefined ? {} : { tooltip: l.tooltip }),
        }));
      }),
    ),
});
