/** Code actions that make files: the text that is typed into a new file keeps its line ends, whatever `files.eol` says. */
import * as vscode from 'vscode';

/** The action, with what its edit lacks. */
export async function withLineEnds<A extends { edit?: vscode.WorkspaceEdit } | null | undefined>(action: A): Promise<A> {
  const edit = action?.edit;
  for (const [uri, edits] of edit?.entries() ?? []) {
    const [only] = edits;
    if (!only || edits.length > 1 || !only.range.isEqual(begin) || !(await isNew(uri))) continue;
    const end = only.newText.includes('\r\n') ? vscode.EndOfLine.CRLF : vscode.EndOfLine.LF;
    // It is put behind what is there.
    edit?.set(uri, [vscode.TextEdit.setEndOfLine(end)]);
  }
  return action;
}

const begin = new vscode.Range(0, 0, 0, 0);

/** What such an edit makes is not there yet. */
const isNew = (uri: vscode.Uri): Promise<boolean> =>
  Promise.resolve(vscode.workspace.fs.stat(uri)).then(
    () => false,
    (error) => error instanceof vscode.FileSystemError && error.code === 'FileNotFound',
  );
