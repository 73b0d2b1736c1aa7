/** Folders of a workspace that come and go. */
import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { file, started } from './folder';
import { findings, until } from './until';

const deadAnchor = 'packets/dead-anchor';
const first = file('docs/task_packets/WP-1-Lamp.md');
const second = file('../second');
const inSecond = vscode.Uri.joinPath(second, 'docs/task_packets/WP-1-Lamp.md');
const some = (found: readonly vscode.Diagnostic[]): boolean => found.length > 0;
const none = (found: readonly vscode.Diagnostic[]): boolean => found.length === 0;

describe('a workspace of several folders', () => {
  it('is checked folder by folder, as they come and go', async () => {
    // In older versions nothing has woken it yet: they knew of no folder.
    await vscode.extensions.getExtension('gatehouse.gatehouse')?.activate();
    const { statusBar, trees } = await started();
    const tree = trees.get('gatehouse.phases');
    assert.ok(tree);
    const folders = (n: number): Promise<number> =>
      until(`the phases of ${n} folders`, tree.onDidChangeTreeData, async () =>
        (await tree.getChildren()).filter((node) => node.label.startsWith('Phase')).length === n ? n : undefined,
      );
    await findings(first, deadAnchor, 'the first folder', some);
    assert.deepEqual(vscode.languages.getDiagnostics(inSecond), []);

    assert.ok(vscode.workspace.updateWorkspaceFolders(1, 0, { uri: second }));
    await findings(inSecond, deadAnchor, 'the second folder', some);
    await folders(2);
    const line = (text: RegExp): Promise<true> =>
      until(`the line ${text}`, statusBar.onDidChange, () => (text.test(statusBar.text ?? '') ? true : undefined));
    await line(/ 2 folders\b/);
    await vscode.window.showTextDocument(inSecond);
    await line(/ Phase 1 · 0 of 1 done/);
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    await line(/ 2 folders\b/);

    assert.ok(vscode.workspace.updateWorkspaceFolders(1, 1));
    await findings(inSecond, deadAnchor, 'the second folder to go', none);
    await folders(1);
    await findings(first, deadAnchor, 'the first folder to stay', some);
  });
});
