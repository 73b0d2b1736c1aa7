/** Go to definition: of anchors, packets, signatures, invariants. */
import type { DefinitionParams, Location } from 'vscode-languageserver/node';
import { definitions, symbolAt } from '#service/editor/navigate';
import { location } from '../convert';
import { feature, offsetOf } from '../feature';

export default feature({
  capability: { definitionProvider: true },
  register: (connection, desk) =>
    connection.onDefinition(
      desk.about('definition', [] as Location[], ({ folder, entry }, { position }: DefinitionParams) => {
        const { workspace } = folder.session;
        const symbol = symbolAt(folder.session, entry.path, offsetOf(entry, position));
        return symbol ? definitions(workspace, symbol).flatMap((s) => location(folder, s) ?? []) : [];
      }),
    ),
});
