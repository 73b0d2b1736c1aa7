/** The open folder: its files, places in them, and changes to them. */
import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { Api } from '../../client/src/extension';
import { until } from './until';

const folder = vscode.workspace.workspaceFolders?.[0]?.uri ?? vscode.Uri.file('/');

export const file = (path: string): vscode.Uri => vscode.Uri.joinPath(folder, path);

/** What the extension gives to tests, once the server runs. */
export async function started(): Promise<Api> {
  const extension = vscode.extensions.getExtension<Api>('gatehouse.gatehouse');
  assert.ok(extension, 'the extension is there');
  assert.equal(extension.isActive, true, 'its landmarks have woken it');
  await extension.exports.ready;
  return extension.exports;
}

/** The place of a text in a document. */
export async function place(uri: vscode.Uri, text: string): Promise<vscode.Range> {
  const doc = await vscode.workspace.openTextDocument(uri);
  const at = doc.getText().indexOf(text);
  assert.ok(at >= 0, `${text} stands in ${uri.path}`);
  return new vscode.Range(doc.positionAt(at), doc.positionAt(at + text.length));
}

/** A place within a text: where `|` stands in it. */
export async function within(uri: vscode.Uri, text: string): Promise<vscode.Position> {
  const before = text.indexOf('|');
  const { start } = await place(uri, text.replace('|', ''));
  const doc = await vscode.workspace.openTextDocument(uri);
  return doc.positionAt(doc.offsetAt(start) + before);
}

export async function replace(uri: vscode.Uri, text: string, by: string): Promise<void> {
  const edit = new vscode.WorkspaceEdit();
  edit.replace(uri, await place(uri, text), by);
  assert.ok(await vscode.workspace.applyEdit(edit));
}

/** On a busy machine VS Code begins to watch a folder some seconds after it has opened it, and never tells what came before. */
async function untilWatched(): Promise<void> {
  const probe = file('.watched');
  const watcher = vscode.workspace.createFileSystemWatcher(new vscode.RelativePattern(folder, '.watched'));
  const touch = setInterval(() => void vscode.workspace.fs.writeFile(probe, new TextEncoder().encode(String(Date.now()))), 250);
  const come = new vscode.EventEmitter<unknown>();
  let told = false;
  const tell = (): void => {
    told = true;
    come.fire(undefined);
  };
  watcher.onDidCreate(tell);
  watcher.onDidChange(tell);
  try {
    await until('a change in the folder to be told', come.event, () => told || undefined, 40_000);
  } finally {
    clearInterval(touch);
    watcher.dispose();
    await vscode.workspace.fs.delete(probe).then(undefined, () => {});
  }
}

let watched: Promise<void> | undefined;

/** Writes a file as another program does: once the folder is watched. */
export const write = async (path: string, text: string): Promise<vscode.Uri> => {
  watched ??= untilWatched();
  await watched;
  const uri = file(path);
  await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(text));
  return uri;
};

export async function textOf(uri: vscode.Uri): Promise<string> {
  return (await vscode.workspace.openTextDocument(uri)).getText();
}

/** A document's text, as soon as it holds another. */
export const holds = (uri: vscode.Uri, text: string): Promise<string> =>
  until(`${text} in ${vscode.workspace.asRelativePath(uri)}`, vscode.workspace.onDidChangeTextDocument, async () => {
    const now = await textOf(uri);
    return now.includes(text) ? now : undefined;
  });

/** What a provider answers; asked by one of VS Code's commands for that. */
export const provided = <T>(command: string, ...args: readonly unknown[]): Thenable<T> =>
  vscode.commands.executeCommand<T>(`vscode.${command}`, ...args);

/** What kinds of code actions are offered for a range. */
export async function actions(uri: vscode.Uri, range: vscode.Range, kind: vscode.CodeActionKind): Promise<vscode.CodeAction[]> {
  // VS Code asks for actions only where there is an editor's model.
  await vscode.window.showTextDocument(uri);
  return provided<vscode.CodeAction[]>('executeCodeActionProvider', uri, range, kind.value, 20);
}

/** Does the action whose title holds a text. */
export async function act(offered: readonly vscode.CodeAction[], title: string): Promise<void> {
  const chosen = offered.find((one) => one.title.includes(title));
  assert.ok(chosen?.edit, `${title} among ${offered.map((one) => one.title).join(', ')}`);
  assert.ok(await vscode.workspace.applyEdit(chosen.edit));
  const { command } = chosen;
  if (command) await vscode.commands.executeCommand(command.command, ...(command.arguments ?? []));
}
