/** For newcomers: begins a folder as `gatehouse init` does, opens the example, opens the walkthrough. */
import * as vscode from 'vscode';
import { begin } from '#protocol/messages';
import { ask } from '../ask';
import type { Beginning, Bench } from '../bench';

/** Asks in a modal dialog. */
export const atModal = (): Beginning => ({
  confirm: async (title, detail, yes) =>
    (await vscode.window.showInformationMessage(title, { modal: true, detail }, yes)) === yes,
});

/** Writes what `gatehouse init` would, once a person agrees. Whether it was written. */
export async function initialize({ server, beginning }: Bench): Promise<boolean> {
  if (!vscode.workspace.isTrusted) {
    void vscode.window.showWarningMessage(vscode.l10n.t('Gatehouse changes nothing in a workspace that is not trusted.'));
    return false;
  }
  const folder = await pickFolder();
  if (!folder) return false;
  const reply = await vscode.window.withProgress(
    { location: vscode.ProgressLocation.Notification, title: vscode.l10n.t('Gatehouse looks at {0}…', folder.name) },
    () => ask(server, begin, { folder: folder.uri.toString() }),
  );
  if (!reply) throw new Error(`${folder.uri.toString()} is no folder that the server has`);
  if (reply.is !== 'change') {
    void vscode.window.showInformationMessage(reply.says);
    return false;
  }
  const write = vscode.l10n.t('Write');
  const names = reply.files.map((f) => vscode.workspace.asRelativePath(vscode.Uri.parse(f), false));
  // The files of an empty folder are listed already.
  const writes = names.every((name) => reply.seen.join('\n').includes(name))
    ? vscode.l10n.t('Writes {0} files.', names.length)
    : vscode.l10n.t('Writes {0}.', names.join(', '));
  const detail = [...reply.seen, reply.asks ?? writes].join('\n\n');
  const title = vscode.l10n.t('Initialize Gatehouse in {0}', folder.name);
  if (!(await beginning.confirm(title, detail, write))) return false;
  const client = await server;
  const edit = await client.protocol2CodeConverter.asWorkspaceEdit(
    reply.edit as Parameters<typeof client.protocol2CodeConverter.asWorkspaceEdit>[0],
  );
  if (!edit || !(await vscode.workspace.applyEdit(edit))) throw new Error('a file has changed meanwhile, so nothing was written');
  const uris = reply.files.map((f) => vscode.Uri.parse(f));
  await Promise.all(uris.map(async (uri) => (await vscode.workspace.openTextDocument(uri)).save()));
  await closeTabs(new Set(uris.slice(1).map(String)));
  if (uris[0]) await vscode.window.showTextDocument(uris[0], { preview: true });
  void vscode.window.showInformationMessage(reply.done);
  return true;
}

/** VS Code shows each file that was written for it; fourteen are no beginning. */
async function closeTabs(uris: ReadonlySet<string>): Promise<void> {
  const tabs = vscode.window.tabGroups.all.flatMap((group) => group.tabs);
  await vscode.window.tabGroups.close(
    tabs.filter(({ input, isDirty }) => !isDirty && input instanceof vscode.TabInputText && uris.has(input.uri.toString())),
    true,
  );
}

async function pickFolder(): Promise<vscode.WorkspaceFolder | undefined> {
  const folders = vscode.workspace.workspaceFolders ?? [];
  if (folders.length > 1) return vscode.window.showWorkspaceFolderPick();
  if (folders[0]) return folders[0];
  const open = vscode.l10n.t('Open Folder');
  const said = vscode.l10n.t('Open the folder that Gatehouse is to be used in first.');
  if ((await vscode.window.showInformationMessage(said, open)) === open)
    await vscode.commands.executeCommand('workbench.action.files.openFolder');
  return undefined;
}

/** A copy, so that whatever one tries in it can be tried again. Where there is one already, that is opened. */
export async function openExample({ extension, storage }: Bench): Promise<vscode.Uri> {
  const from = vscode.Uri.joinPath(extension, 'examples', 'packets');
  const to = vscode.Uri.joinPath(storage, 'lantern-example');
  const isThere = await vscode.workspace.fs.stat(to).then(
    () => true,
    () => false,
  );
  if (!isThere) {
    await vscode.workspace.fs.createDirectory(storage);
    await vscode.workspace.fs.copy(from, to);
  }
  await vscode.commands.executeCommand('vscode.openFolder', to, { forceNewWindow: vscode.workspace.name !== undefined });
  return to;
}

/** Ours, from its first step. */
export const openWalkthrough = (): Thenable<unknown> =>
  vscode.commands.executeCommand('workbench.action.openWalkthrough', 'gatehouse.gatehouse#gatehouse.start', false);
