/** What a code lens leads to. VS Code has it all at the cursor: the cursor goes where the lens stands, and VS Code is asked. */
import * as vscode from 'vscode';
import type { Range } from '#protocol/messages';

/** Opens the Problems panel. */
export const showFindings = async (): Promise<void> => {
  await vscode.commands.executeCommand('workbench.panel.markers.view.focus');
};

/** The packets that the one at a place waits for. */
export const showBlockers = (uri: unknown, place: unknown): Promise<void> => ask('editor.showCallHierarchy', uri, place);

/** Tests, files and lines that the packet at a place names. */
export const showEvidence = (uri: unknown, place: unknown): Promise<void> => ask('editor.action.goToImplementation', uri, place);

async function ask(command: string, uri: unknown, place: unknown): Promise<void> {
  if (typeof uri !== 'string') return;
  const { line, character } = place as Range['start'];
  const cursor = new vscode.Position(line, character);
  await vscode.window.showTextDocument(vscode.Uri.parse(uri), { selection: new vscode.Range(cursor, cursor) });
  await vscode.commands.executeCommand(command);
}
