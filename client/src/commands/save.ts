/** Saves a file that an action of ours has written: what nobody looks at should not stay unsaved. */
import * as vscode from 'vscode';

/** @param uri as a text; a file that is not open is left alone */
export async function save(uri: unknown): Promise<void> {
  const doc = vscode.workspace.textDocuments.find((one) => one.uri.toString() === vscode.Uri.parse(String(uri)).toString());
  await doc?.save();
}
