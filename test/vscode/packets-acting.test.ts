/** Actions in VS Code: what they write is one step to undo. */
import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { ActionReply } from '#protocol/messages';
import { file, replace, started, textOf, write } from './folder';
import { until } from './until';

const board = file('docs/TASK_BOARD.md');
const roles = file('docs/task_packets/WP-7-Roles.md');

const run = (name: string, ...args: readonly unknown[]): Thenable<ActionReply | undefined> =>
  vscode.commands.executeCommand(`gatehouse.${name}`, ...args);

describe('actions', () => {
  before(async () => {
    await started();
    await write('docs/task_packets/WP-7-Roles.md', '# WP-7-Roles\n- STATUS: Backlog\n- What: People have roles.\n');
    await replace(board, '- [WP-1-Login] In-Progress', '- [WP-7-Roles] [Backlog]\n- [WP-1-Login] In-Progress');
    // The server has read the new packet once it can be blocked.
    await until('the packet', vscode.languages.onDidChangeDiagnostics, async () => {
      const reply = await run('commit-message', 'WP-7-Roles', {});
      return reply?.is === 'done' ? reply : undefined;
    });
  });

  it('are commands, each of them', async () => {
    const all = await vscode.commands.getCommands(true);
    for (const name of [
      'new',
      'start',
      'move',
      'variant',
      'block',
      'unblock',
      'report',
      'handoff',
      'context',
      'commit-message',
      'digest',
      'summary',
      'enrich',
      'phase-close',
    ])
      assert.ok(all.includes(`gatehouse.${name}`), name);
  });

  it('write packet and board, and one undo takes both back', async () => {
    const before = [await textOf(roles), await textOf(board)];
    const reply = await run('block', 'WP-7-Roles', { reason: 'the keys are missing' });
    assert.ok(reply?.is === 'done', JSON.stringify(reply));
    assert.match(await textOf(roles), /STATUS: Blocked\n- Former status: Backlog \(.*the keys are missing\)/);
    assert.match(await textOf(board), /\[WP-7-Roles\] \[Blocked\]/);
    await vscode.window.showTextDocument(roles);
    await vscode.commands.executeCommand('undo');
    await until('both to be as they were', vscode.workspace.onDidChangeTextDocument, async () =>
      (await textOf(roles)) === before[0] && (await textOf(board)) === before[1] ? true : undefined,
    );
  });

  it('that are refused write nothing, and say why', async () => {
    const before = await textOf(roles);
    const reply = await run('move', 'WP-7-Roles', { status: 'Done' });
    assert.ok(reply?.is === 'refused' && reply.why === 'rule' && /no move leads/.test(reply.says.join()), JSON.stringify(reply));
    assert.equal(await textOf(roles), before);
  });

  it('a request for a signature is told to the person, and opens the panel and nothing more', async () => {
    const { signRequests } = await started();
    const asked: string[] = [];
    signRequests.tell = async ({ subject, requested }) => asked.push(`${subject}: ${requested}`) > 0;
    const reply = await run('request-signature', 'WP-7-Roles', { reason: 'the keys are there' });
    assert.ok(reply?.is === 'done', JSON.stringify(reply));
    const isPanel = (t: vscode.Tab): boolean => t.label === 'Sign WP-7-Roles';
    await until('the panel', vscode.window.tabGroups.onDidChangeTabs, () =>
      vscode.window.tabGroups.all.some((g) => g.tabs.some(isPanel)) ? true : undefined,
    );
    assert.equal(asked.length, 1);
    assert.match(asked[0] ?? '', /^WP-7-Roles: the keys are there/);
    assert.doesNotMatch(await textOf(roles), /Seal|USER_SIGNATURE/);
  });

  it('no command, whatever it is given, signs', async () => {
    const before = await textOf(roles);
    for (const given of ['WP-7-Roles', { subject: 'WP-7-Roles', digest: '0', confirmed: ['scope'] }, file('').toString()])
      await vscode.commands.executeCommand('gatehouse.sign', given);
    await vscode.commands.executeCommand('gatehouse.lens.sign', roles.toString());
    assert.equal(await textOf(roles), before);
  });

  it('make files with the line ends of the house', async () => {
    const onDisk = async (path: string): Promise<string> =>
      new TextDecoder().decode(await vscode.workspace.fs.readFile(file(path)));
    const editor = await vscode.window.showTextDocument(board);
    assert.ok(await editor.edit((edit) => edit.setEndOfLine(vscode.EndOfLine.CRLF)));
    await replace(board, '- [WP-7-Roles]', '- [WP-7-Gone]\r\n- [WP-7-Roles]');
    assert.ok(await editor.document.save());
    const { diagnostic } = await until('the board to be read', vscode.languages.onDidChangeDiagnostics, () => {
      const found = vscode.languages.getDiagnostics(board).find((d) => d.message.startsWith('WP-7-Gone has no packet'));
      return found && { diagnostic: found };
    });
    const reply = await run('new', 'WP-7-Keys', { what: 'Keys are kept.' });
    assert.ok(reply?.is === 'done', JSON.stringify(reply));
    // By the editor itself: on the way through VS Code's commands for extensions line ends are lost.
    const again = await vscode.window.showTextDocument(board);
    again.selection = new vscode.Selection(diagnostic.range.start, diagnostic.range.start);
    const made = file('docs/task_packets/WP-7-Gone.md');
    await vscode.commands.executeCommand('editor.action.codeAction', { kind: 'quickfix', apply: 'first', preferred: true });
    await until('the file', vscode.languages.onDidChangeDiagnostics, () =>
      vscode.workspace.textDocuments.find((doc) => doc.uri.toString() === made.toString() && doc.getText() !== ''),
    );
    // What a code action makes is a person's to save.
    await (await vscode.workspace.openTextDocument(made)).save();
    for (const path of ['docs/task_packets/WP-7-Keys.md', 'docs/task_packets/WP-7-Gone.md']) {
      const text = await onDisk(path);
      assert.match(text, /^# .*WP-7-\w+\r\n/);
      assert.doesNotMatch(text, /[^\r]\n/, path);
    }
  });

  it('that make a text show it', async () => {
    const reply = await run('summary', undefined, {});
    assert.ok(reply?.is === 'done');
    assert.equal(vscode.window.activeTextEditor?.document.getText(), reply.text);
  });
});
