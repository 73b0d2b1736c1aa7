/** In a folder without landmarks Gatehouse keeps out of the way. */
import assert from 'node:assert/strict';
import * as vscode from 'vscode';

describe('a folder without landmarks', () => {
  it('leaves the extension asleep', () => {
    // VS Code runs a suite only after it has looked for every `workspaceContains` of every extension.
    const extension = vscode.extensions.getExtension('gatehouse.gatehouse');
    assert.ok(extension, 'the extension is there');
    assert.equal(extension.isActive, false);
  });
});
