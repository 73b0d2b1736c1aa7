/** What changes its name, and what follows: anchors, packets, files. */
import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { file, holds, place, provided, replace, started, textOf, within, write } from './folder';
import { findings, until } from './until';

const board = file('docs/TASK_BOARD.md');
const spec = file('Master_Spec_v1.1.md');
const login = file('docs/task_packets/WP-1-Login.md');
const logout = file('docs/task_packets/WP-1-Logout.md');
const signOut = file('docs/task_packets/WP-1-Sign-Out.md');

const packet = `# Task Packet: WP-1-Logout

- TASK_ID: WP-1-Logout
- STATUS: Backlog
- SPEC_ANCHOR: A9.9, §4.1
- IN_SCOPE_PATHS:
  - docs/notes/logout.md
- See [the note](../notes/logout.md).
`;

const isThere = (uri: vscode.Uri): Promise<boolean> =>
  Promise.resolve(vscode.workspace.fs.stat(uri)).then(
    () => true,
    () => false,
  );

const renamed = (uri: vscode.Uri, at: vscode.Position, to: string): Promise<vscode.WorkspaceEdit> =>
  Promise.resolve(provided<vscode.WorkspaceEdit>('executeDocumentRenameProvider', uri, at, to));

describe('renaming and moving', () => {
  before(async () => {
    await started();
    await write('docs/notes/logout.md', '# Logout\n');
    await write('docs/task_packets/WP-1-Logout.md', packet);
    await findings(logout, 'packets/dead-anchor', 'the new packet', (found) => found.length === 2);
    await replace(spec, '## A3.2.1', '## A4.1 Sessions\n\nA session MUST end.\n\nSee A4.1 above.\n\n## A3.2.1');
    await replace(board, '- [WP-1-Login] In-Progress', '- [WP-1-Logout] Backlog\n  - Blocker: None\n- [WP-1-Login] In-Progress');
    await findings(logout, 'packets/dead-anchor', 'one anchor to live', (found) => found.length === 1);
  });

  it('renames an anchor with its citations, each in its spelling', async () => {
    const edit = await renamed(spec, await within(spec, '## A4|.1'), 'A4.2');
    assert.ok(await vscode.workspace.applyEdit(edit));
    assert.match(await textOf(spec), /## A4\.2 Sessions\n\n.*\n\nSee A4\.2 above/);
    assert.match(await textOf(logout), /SPEC_ANCHOR: A9\.9, §4\.2\n/);
  });

  it('refuses to rename what a signature has locked, and says which', async () => {
    await assert.rejects(renamed(login, await within(login, 'ANCHOR: A3|.2.1'), 'A3.2.9'), /mira050120260930/);
    assert.match(await textOf(login), /SPEC_ANCHOR: A3\.2\.1\n/);
  });

  it('refuses it in a heading, too, where VS Code would rename the heading alone', async () => {
    const { renaming } = await started();
    const told: string[] = [];
    const { tell } = renaming;
    renaming.tell = (says) => told.push(says);
    try {
      const before = await textOf(spec);
      for (const [at, to] of [
        ['## A3|.2.1', 'A3.2.9'],
        ['## A4|.2', 'A3.2.1'],
      ] as const) {
        const edit = await renamed(spec, await within(spec, at), to);
        assert.equal(edit.size, 0, at);
      }
      assert.match(told[0] ?? '', /mira050120260930/);
      assert.ok(
        told.some((says) => /3\.2\.1 is taken/.test(says)),
        told.join(),
      );
      const place = await within(spec, '## A3|.2.1');
      const { placeholder } = await provided<{ placeholder: string }>('prepareRename', spec, place);
      assert.equal(placeholder, 'A3.2.1', 'and not the whole heading');
      assert.equal(await textOf(spec), before);
    } finally {
      renaming.tell = tell;
    }
  });

  it('renames a packet with its file and its entry', async () => {
    const edit = await renamed(logout, await within(logout, 'TASK_ID: WP-1-|Logout'), 'WP-1-Sign-Out');
    // VS Code's command, unlike its own rename, puts files before texts: here they come as the server says.
    const ordered = new vscode.WorkspaceEdit();
    for (const [uri, edits] of edit.entries()) ordered.set(uri, edits);
    ordered.renameFile(logout, signOut);
    assert.ok(await vscode.workspace.applyEdit(ordered));
    assert.deepEqual([await isThere(logout), await isThere(signOut)], [false, true]);
    assert.match(await textOf(signOut), /^# Task Packet: WP-1-Sign-Out\n\n- TASK_ID: WP-1-Sign-Out\n/);
    assert.match(await textOf(board), /- \[WP-1-Sign-Out\] Backlog/);
    await findings(signOut, 'packets/dead-anchor', 'the packet under its new name', (found) => found.length === 1);
  });

  it('takes links and paths along when a file moves', async () => {
    await vscode.workspace.saveAll();
    const move = new vscode.WorkspaceEdit();
    move.renameFile(file('docs/notes/logout.md'), file('docs/design/sign-out.md'));
    assert.ok(await vscode.workspace.applyEdit(move));
    const text = await holds(signOut, '../design/sign-out.md');
    assert.match(text, /IN_SCOPE_PATHS:\n {2}- docs\/design\/sign-out\.md\n/);
    assert.match(text, /\[the note\]\(\.\.\/design\/sign-out\.md\)/);
  });

  it('forgets a packet whose file is deleted', async () => {
    await vscode.workspace.saveAll();
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    const gone = new vscode.WorkspaceEdit();
    gone.deleteFile(signOut);
    assert.ok(await vscode.workspace.applyEdit(gone));
    await until('no finding of a file that is gone', vscode.languages.onDidChangeDiagnostics, () =>
      vscode.languages.getDiagnostics(signOut).length === 0 ? true : undefined,
    );
    const { start } = await place(board, 'WP-1-Sign-Out');
    await findings(board, 'packets/board-unknown-packet', 'an entry without a packet', (found) =>
      found.some(({ range }) => range.start.line === start.line),
    );
  });
});
