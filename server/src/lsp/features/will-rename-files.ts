/** Files that are about to move: links, scope and evidence paths that name them follow. */
import {
  FileOperationPatternKind,
  MessageType,
  type RenameFilesParams,
  ShowMessageNotification,
  type WorkspaceEdit,
} from 'vscode-languageserver/node';
import { addTo } from '#core/lists';
import { type Move, movesOf } from '#service/editor/moves';
import { taken, workspaceEdit } from '../convert';
import { feature } from '../feature';
import type { Folder, Folders } from '../folders';

const filters = [FileOperationPatternKind.file, FileOperationPatternKind.folder].map((matches) => ({
  scheme: 'file',
  pattern: { glob: '**/*', matches },
}));

export default feature({
  capability: (client) =>
    client.workspace?.fileOperations?.willRename === true
      ? { workspace: { fileOperations: { willRename: { filters } } } }
      : undefined,
  register: (connection, desk) =>
    connection.workspace.onWillRenameFiles((params: RenameFilesParams, token) =>
      desk.safely('will-rename-files', null as WorkspaceEdit | null, async () => {
        await desk.ready();
        const documentChanges: NonNullable<WorkspaceEdit['documentChanges']> = [];
        for (const [folder, moves] of byFolder(params, desk.folders)) {
          const { change, locked } = await movesOf(folder.session, moves, () => token.isCancellationRequested);
          documentChanges.push(...((await workspaceEdit(folder, change))?.documentChanges ?? []));
          const [first] = locked;
          if (first) {
            const more = new Set(locked.map((l) => l.why)).size - 1;
            const message = `A path stays as it was: ${first.why}.${more > 0 ? ` So do others, for ${more} more reasons like this.` : ''}`;
            // A notification, not a request: nobody waits for an answer.
            await connection.sendNotification(ShowMessageNotification.type, { type: MessageType.Info, message });
          }
        }
        return documentChanges.length > 0 ? (taken({ documentChanges }, desk.client) ?? null) : null;
      })(undefined),
    ),
});

/** What leaves a folder, or comes into one, has no path that could follow. */
function byFolder({ files }: RenameFilesParams, folders: Folders): ReadonlyMap<Folder, readonly Move[]> {
  const out = new Map<Folder, Move[]>();
  for (const { oldUri, newUri } of files) {
    const [from, to] = [folders.of(oldUri), folders.of(newUri)];
    if (!from || !to || from.folder !== to.folder || from.path === to.path) continue;
    addTo(out, from.folder, { from: from.path, to: to.path });
  }
  return out;
}
