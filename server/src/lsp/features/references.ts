/** Find references: everywhere that a symbol is named, prose included. */
import type { Location, ReferenceParams } from 'vscode-languageserver/node';
import { references, symbolAt } from '#service/editor/navigate';
import { location } from '../convert';
import { feature, offsetOf } from '../feature';

export default feature({
  capability: { referencesProvider: true },
  register: (connection, desk) =>
    connection.onReferences(
      desk.aboutAll('references', [] as Location[], ({ folder, entry }, { position, context }: ReferenceParams) => {
        const { workspace } = folder.session;
        const symbol = symbolAt(folder.session, entry.path, offsetOf(entry, position));
        return symbol ? references(workspace, symbol, context.includeDeclaration).flatMap((s) => location(folder, s) ?? []) : [];
      }),
    ),
});
