/** Workspace symbols: packets and anchors of all folders, by a piece of their name or title. */
import type { SymbolInformation, WorkspaceSymbolParams } from 'vscode-languageserver/node';
import { listedLike } from '#service/editor/relations';
import { location, symbolKinds } from '../convert';
import { feature } from '../feature';

export default feature({
  capability: (client) => client.workspace?.symbol && { workspaceSymbolProvider: true },
  register: (connection, desk) =>
    connection.onWorkspaceSymbol(
      desk.safely('workspace-symbol', [] as SymbolInformation[], async ({ query }: WorkspaceSymbolParams) => {
        await desk.ready();
        return desk.folders.all.flatMap((folder) =>
          listedLike(folder.session, query).flatMap(({ name, detail, is, ...spot }) => {
            const at = location(folder, spot);
            const more = detail === '' ? {} : { containerName: detail };
            return at ? [{ name, kind: symbolKinds[is], location: at, ...more }] : [];
          }),
        );
      }),
    ),
});
