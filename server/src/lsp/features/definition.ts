/** Go to definition: of anchors, packets, signatures, invariants; from a path to its file. */
import type { DefinitionParams, Location } from 'vscode-languageserver/node';
import { definitions, symbolAt } from '#service/editor/navigate';
import { fileAt } from '#service/editor/show';
import { location } from '../convert';
import { feature, offsetOf } from '../feature';

export default feature({
  capability: { definitionProvider: true },
  register: (connection, desk) =>
    connection.onDefinition(
      desk.about('definition', [] as Location[], async ({ folder, entry }, { position }: DefinitionParams) => {
        const { workspace } = folder.session;
        const symbol = symbolAt(folder.session, entry.path, offsetOf(entry, position));
        const found = symbol ? definitions(workspace, symbol).flatMap((s) => location(folder, s) ?? []) : [];
        if (found.length > 0) return found;
        const file = await fileAt(folder.session, entry.path, position);
        const start = { line: (file?.line ?? 1) - 1, character: 0 };
        return file ? [{ uri: folder.uris.uri(file.path), range: { start, end: start } }] : [];
      }),
    ),
});
