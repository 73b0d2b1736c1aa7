/** Go to implementation: from a DONE_MEANS to its tests and evidence, from an anchor to the packets that answer to it. */
import type { ImplementationParams, Location } from 'vscode-languageserver/node';
import type { Target } from '#core/editor';
import { proofsAt } from '#service/editor/relations';
import { location } from '../convert';
import { feature } from '../feature';
import type { Folder } from '../folders';

function place(folder: Folder, t: Target): readonly Location[] {
  if ('at' in t) return [location(folder, t)].filter((l) => l !== undefined);
  const start = { line: t.line - 1, character: 0 };
  return [{ uri: folder.uris.uri(t.path), range: { start, end: start } }];
}

export default feature({
  capability: (client) => client.textDocument?.implementation && { implementationProvider: true },
  register: (connection, desk) =>
    connection.onImplementation(
      desk.aboutAll('implementation', [] as Location[], async ({ folder, entry }, { position }: ImplementationParams) =>
        (await proofsAt(folder.session, entry.path, position)).flatMap((t) => place(folder, t)),
      ),
    ),
});
