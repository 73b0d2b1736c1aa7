/**
 * Call hierarchy over packets that wait for each other. Incoming “calls” are the packets that one waits for, outgoing ones
 * those that it unblocks: work flows in that direction.
 */
import type {
  CallHierarchyIncomingCall,
  CallHierarchyItem,
  CallHierarchyOutgoingCall,
  CallHierarchyPrepareParams,
} from 'vscode-languageserver/node';
import type { Name } from '#core/symbols';
import type { Span } from '#core/text';
import { neighboursOf, type Waiting, waitingAt } from '#service/editor/relations';
import { range, symbolKinds } from '../convert';
import { feature } from '../feature';
import type { Folder } from '../folders';

function item(folder: Folder, w: Waiting): CallHierarchyItem | undefined {
  const entry = folder.session.workspace.entries.get(w.path);
  if (!entry) return undefined;
  const at = range(entry.lines, w.at);
  return {
    name: w.name.name,
    detail: w.detail,
    kind: symbolKinds.document,
    uri: folder.uris.uri(w.path),
    range: at,
    selectionRange: at,
    data: { kind: w.name.kind, name: w.name.name },
  };
}

export default feature({
  capability: (client) => client.textDocument?.callHierarchy && { callHierarchyProvider: true },
  register: (connection, desk) => {
    connection.languages.callHierarchy.onPrepare(
      desk.aboutAll(
        'call-hierarchy',
        [] as CallHierarchyItem[],
        async ({ folder, entry }, { position }: CallHierarchyPrepareParams) => {
          const found = await waitingAt(folder.session, entry.path, position);
          const only = found && item(folder, found);
          return only ? [only] : [];
        },
      ),
    );
    const calls = (asked: CallHierarchyItem, which: 'before' | 'after') => {
      const folder = desk.folders.of(asked.uri)?.folder;
      const name = asked.data as Name | undefined;
      if (!folder || !name) return [];
      return neighboursOf(folder.session, name, which).flatMap((w) => {
        const other = item(folder, w);
        return other ? [{ other, said: w.said, folder }] : [];
      });
    };
    const ranges = (folder: Folder, uri: string, said: readonly Span[]) => {
      const path = folder.uris.path(uri);
      const entry = path === undefined ? undefined : folder.session.workspace.entries.get(path);
      return entry ? said.map((at) => range(entry.lines, at)) : [];
    };
    connection.languages.callHierarchy.onIncomingCalls(
      desk.safely('incoming-calls', [] as CallHierarchyIncomingCall[], ({ item: asked }: { item: CallHierarchyItem }) =>
        calls(asked, 'before').map(({ other, said, folder }) => ({ from: other, fromRanges: ranges(folder, other.uri, said) })),
      ),
    );
    connection.languages.callHierarchy.onOutgoingCalls(
      desk.safely('outgoing-calls', [] as CallHierarchyOutgoingCall[], ({ item: asked }: { item: CallHierarchyItem }) =>
        calls(asked, 'after').map(({ other, said, folder }) => ({ to: other, fromRanges: ranges(folder, asked.uri, said) })),
      ),
    );
  },
});
