/** Rename: of an anchor or a packet, with all that names it. What cannot be renamed is refused in words. */
import type { PrepareRenameResult, WorkspaceEdit } from 'vscode-languageserver/node';
import { renamableAt, rename } from '#service/editor/rename';
import { range, taken, workspaceEdit } from '../convert';
import { feature, Refused } from '../feature';

export default feature({
  capability: (client) =>
    client.textDocument?.rename && {
      renameProvider: client.textDocument.rename.prepareSupport ? { prepareProvider: true } : true,
    },
  register: (connection, desk) => {
    connection.onPrepareRename(
      desk.aboutAll('prepare-rename', null as PrepareRenameResult | null, async ({ folder, entry }, { position }) => {
        const found = await renamableAt(folder.session, entry.path, position);
        if (found && 'refused' in found) throw new Refused(found.refused);
        return found ? { range: range(found.file.lines, found.at), placeholder: found.name } : null;
      }),
    );
    connection.onRenameRequest(
      desk.aboutAll('rename', null as WorkspaceEdit | null, async ({ folder, entry }, { position, newName }) => {
        const done = await rename(folder.session, entry.path, position, newName);
        if (!done) return null;
        if ('refused' in done) throw new Refused(done.refused);
        const edit = await workspaceEdit(folder, done.change);
        if (!edit) throw new Refused('A file was written while its new text was computed: try again.');
        const able = taken(edit, desk.client);
        if (!able) throw new Refused('The packet’s file must be renamed too, and this editor does not let a server do that.');
        return able;
      }),
    );
  },
});
