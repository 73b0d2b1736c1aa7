/**
 * Files that are about to move: links, scope and evidence paths that name them follow, and so do the places that `gatehouse.yaml`
 * names. Once they have moved, it is told what is read no more where it is now.
 */
import {
  ApplyWorkspaceEditRequest,
  type Connection,
  FileOperationPatternKind,
  MessageType,
  type RenameFilesParams,
  ShowDocumentRequest,
  ShowMessageNotification,
  ShowMessageRequest,
  type WorkspaceEdit,
} from 'vscode-languageserver/node';
import { addTo } from '#core/lists';
import { visible } from '#core/visible';
import { CONFIG } from '#service/config/config';
import { type Move, movesOf } from '#service/editor/moves';
import { type Placing, placing } from '#service/editor/placing';
import { taken, workspaceEdit } from '../convert';
import { type Desk, feature } from '../feature';
import type { Folder, Folders } from '../folders';

const filters = [FileOperationPatternKind.file, FileOperationPatternKind.folder].map((matches) => ({
  scheme: 'file',
  pattern: { glob: '**/*', matches },
}));

export default feature({
  capability: ({ workspace }) =>
    workspace?.fileOperations?.willRename === true
      ? {
          workspace: {
            fileOperations: {
              willRename: { filters },
              ...(workspace.fileOperations.didRename ? { didRename: { filters } } : {}),
            },
          },
        }
      : undefined,
  register: (connection, desk) => {
    /** What is told of moves once they are done, by the moves. */
    const told = new Map<string, () => Promise<void>>();
    connection.workspace.onDidRenameFiles(({ files }) => {
      const key = keyOf(files);
      const tell = told.get(key);
      told.delete(key);
      void desk.safely('did-rename-files', undefined, async () => tell?.())(undefined);
    });
    connection.workspace.onWillRenameFiles((params: RenameFilesParams, token) =>
      desk.safely('will-rename-files', null as WorkspaceEdit | null, async () => {
        await desk.ready();
        const documentChanges: NonNullable<WorkspaceEdit['documentChanges']> = [];
        const tellings: (() => Promise<void>)[] = [];
        told.clear();
        for (const [folder, moves] of byFolder(params, desk.folders)) {
          const { change, locked } = await movesOf(folder.session, moves, () => token.isCancellationRequested);
          const places = await placing(folder.session, moves);
          documentChanges.push(...((await workspaceEdit(folder, [...change, ...places.followed]))?.documentChanges ?? []));
          const tell = lost(connection, desk, folder, places);
          if (tell) tellings.push(tell);
          const [first] = locked;
          if (first) {
            const more = new Set(locked.map((l) => l.why)).size - 1;
            const message = `A path stays as it was: ${first.why}.${more > 0 ? ` So do others, for ${more} more reasons like this.` : ''}`;
            // A notification, not a request: nobody waits for an answer.
            await connection.sendNotification(ShowMessageNotification.type, { type: MessageType.Info, message });
          }
        }
        const tell = async (): Promise<void> => {
          for (const each of tellings) await each();
        };
        if (desk.client.workspace?.fileOperations?.didRename === true) told.set(keyOf(params.files), tell);
        else void desk.safely('will-rename-files', undefined, tell)(undefined);
        return documentChanges.length > 0 ? (taken({ documentChanges }, desk.client) ?? null) : null;
      })(undefined),
    );
  },
});

const keyOf = (files: RenameFilesParams['files']): string => JSON.stringify(files.map((f) => [f.oldUri, f.newUri]));

/** Says that something is read no more, and has it written into the configuration where somebody wants that. */
function lost(connection: Connection, desk: Desk, folder: Folder, places: Placing): (() => Promise<void>) | undefined {
  if (places.lost === undefined) return undefined;
  const message = visible(places.lost);
  return async () => {
    const action = { title: `Add to ${CONFIG}` };
    // Asked anew once it is chosen: much may have been typed by then.
    const actions = (await places.place()) ? [action] : [];
    const chosen = await connection.sendRequest(ShowMessageRequest.type, { type: MessageType.Warning, message, actions });
    const change = chosen?.title === action.title ? await places.place() : undefined;
    const edit = change && (await workspaceEdit(folder, change));
    const fits = edit && taken(edit, desk.client);
    if (!fits) return;
    await connection.sendRequest(ApplyWorkspaceEditRequest.type, { label: action.title, edit: fits });
    // It is not saved yet: that is for a person to do.
    if (desk.client.window?.showDocument?.support === true)
      await connection.sendRequest(ShowDocumentRequest.type, { uri: folder.uris.uri(CONFIG) });
  };
}

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
