/** What Gatehouse does for somebody who writes: completion, numbers, fixes on save, and findings that are to stay. */
import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { act, actions, file, holds, place, provided, replace, started, textOf, within, write } from './folder';
import { findings, ruleOf, until } from './until';

const { QuickFix, RefactorExtract } = vscode.CodeActionKind;
const board = file('docs/TASK_BOARD.md');
const logout = file('docs/task_packets/WP-1-Logout.md');
const storage = file('docs/task_packets/WP-1-Storage.md');
const config = file('gatehouse.yaml');
const baseline = file('.gatehouse/baseline.json');

const mismatch = 'packets/board-status-mismatch';
const deadAnchor = 'packets/dead-anchor';
const idImplied = 'packets/task-id-implied';

const some = (found: readonly vscode.Diagnostic[]): boolean => found.length > 0;
const none = (found: readonly vscode.Diagnostic[]): boolean => found.length === 0;

const packet = `# Task Packet: WP-1-Logout

- STATUS: Backlog
- SPEC_ANCHOR: A9.9
- USER_SIGNATURE: <pending>
- OUT_OF_SCOPE:
  - Logging in

## DONE_MEANS
1. The token is worthless at once (A3.2.1)
2. The design note says how a lost token is found
3. Nobody is logged out by somebody else
`;

const labels = async (uri: vscode.Uri, at: vscode.Position, resolved = 0): Promise<readonly vscode.CompletionItem[]> =>
  (await provided<vscode.CompletionList>('executeCompletionItemProvider', uri, at, undefined, resolved)).items;

const named = (items: readonly vscode.CompletionItem[]): readonly string[] =>
  items.map(({ label }) => (typeof label === 'string' ? label : label.label));

/** Sets something for this folder as long as the work goes on. */
async function having(section: string, value: unknown, work: () => Promise<void>): Promise<void> {
  const settings = vscode.workspace.getConfiguration('editor');
  await settings.update(section, value, vscode.ConfigurationTarget.Workspace);
  try {
    await work();
  } finally {
    await settings.update(section, undefined, vscode.ConfigurationTarget.Workspace);
  }
}

describe('writing packets', () => {
  before(async () => {
    await started();
    await write('docs/task_packets/WP-1-Logout.md', packet);
    await findings(logout, deadAnchor, 'the new packet', some);
    await vscode.window.showTextDocument(logout);
  });

  it('completes a field that is missing', async () => {
    await replace(logout, '- USER_SIGNATURE: <pending>\n', '- USER_SIGNATURE: <pending>\n- \n');
    const items = await labels(logout, await within(logout, '<pending>\n- |\n'));
    assert.ok(named(items).includes('REQUESTOR'), named(items).join(', '));
    assert.equal(named(items).includes('SPEC_ANCHOR'), false, 'what is there is not offered');
    await replace(logout, '<pending>\n- \n', '<pending>\n');
  });

  it("completes an anchor by a word of its title, with the spec's text beside it", async () => {
    await replace(logout, 'A9.9', 'A');
    const items = await labels(logout, await within(logout, 'SPEC_ANCHOR: A|'), 20);
    const anchor = items.find(({ insertText }) => String(insertText).includes('3.2.1'));
    assert.ok(anchor, named(items).join(', '));
    assert.match(`${anchor.filterText} ${anchor.detail}`, /Authentication/);
    const { documentation } = anchor;
    assert.match(
      typeof documentation === 'string' ? documentation : (documentation?.value ?? ''),
      /log in with an e-mail address/,
    );
    await replace(logout, 'SPEC_ANCHOR: A', 'SPEC_ANCHOR: A9.9');
  });

  it('numbers a new line of DONE_MEANS, and those after it anew', () =>
    having('formatOnType', true, async () => {
      const editor = await vscode.window.showTextDocument(logout);
      const end = await within(logout, 'lost token is found|');
      editor.selection = new vscode.Selection(end, end);
      await vscode.commands.executeCommand('type', { text: '\n' });
      await holds(logout, '\n4. Nobody');
      assert.match(await textOf(logout), /is found\n3\. \n4\. Nobody/);
      await replace(logout, '\n3. \n4. Nobody', '\n3. Nobody');
    }));

  it('mends on save what can safely be mended', () =>
    having('codeActionsOnSave', { 'source.fixAll.gatehouse': 'explicit' }, async () => {
      await findings(logout, idImplied, 'the TASK_ID that is missing', some);
      const doc = await vscode.workspace.openTextDocument(logout);
      assert.ok(await doc.save());
      assert.match(doc.getText(), /- TASK_ID: WP-1-Logout\n/);
      assert.equal(doc.isDirty, false);
      await findings(logout, idImplied, 'nothing to mend', none);
    }));

  it('suppresses a finding in place, and wants a reason', async () => {
    const [dead] = await findings(logout, deadAnchor, 'the dead anchor', some);
    assert.ok(dead);
    await act(await actions(logout, dead.range, QuickFix), `Suppress ${deadAnchor}`);
    await findings(logout, deadAnchor, 'the dead anchor to go', none);
    assert.match(await textOf(logout), /<!-- gatehouse-disable-next-line packets\/dead-anchor -- -->\n- SPEC_ANCHOR/);
    const reason = await until('the want of a reason', vscode.languages.onDidChangeDiagnostics, () =>
      vscode.languages.getDiagnostics(logout).find((one) => ruleOf(one)?.startsWith('gatehouse/suppression-')),
    );
    await replace(logout, 'dead-anchor -- -->', 'dead-anchor -- comes with the next version -->');
    await findings(logout, ruleOf(reason) ?? '', 'the reason to be enough', none);
  });

  it('adds a finding to the baseline: it goes, and the file is there', async () => {
    const [finding] = await findings(storage, mismatch, 'the mismatch', some);
    assert.ok(finding);
    await act(await actions(storage, finding.range, QuickFix), `Add ${mismatch} to the baseline`);
    await findings(storage, mismatch, 'the mismatch to go', none);
    const saved = new TextDecoder().decode(await vscode.workspace.fs.readFile(baseline));
    assert.match(saved, /board-status-mismatch/);
  });

  it('extracts a requirement into a packet of its own', async () => {
    const offered = await actions(logout, await place(logout, 'a lost token'), RefactorExtract);
    await act(offered, 'Extract into a new packet, WP-1-Design-Note');
    const made = vscode.workspace.textDocuments.find(({ uri }) => /WP-1-Design-Note/.test(uri.path));
    assert.match(made?.getText() ?? '', /how a lost token is found/);
    assert.match(await textOf(board), /WP-1-Design-Note/);
    const left = await textOf(logout);
    assert.match(left, /## DONE_MEANS\n1\. The token[^\n]*\n2\. Nobody/);
    assert.match(left, /Logging in\n {2}- The design note[^\n]* \(moved to \[WP-1-Design-Note/);
  });

  it('completes and explains a configuration, and follows it', async () => {
    await write('gatehouse.yaml', `rules:\n  ${mismatch}: \n`);
    await vscode.window.showTextDocument(config);
    const atValue = await within(config, `${mismatch}: |`);
    // The server learns of the file by its watcher.
    const items = await until('severities', vscode.languages.onDidChangeDiagnostics, async () => {
      const found = named(await labels(config, atValue));
      return found.includes('hint') ? found : undefined;
    });
    for (const one of ['error', 'off']) assert.ok(items.includes(one), items.join(', '));
    const [hover] = await provided<vscode.Hover[]>('executeHoverProvider', config, new vscode.Position(0, 2));
    assert.match(
      hover?.contents.map((one) => (typeof one === 'string' ? one : one.value)).join('\n') ?? '',
      /Severity of a rule/,
    );
    await replace(config, `${mismatch}: `, `${mismatch}: off`);
    await findings(board, mismatch, 'the mismatch to be off', none);
    await replace(config, `${mismatch}: off`, `${mismatch}: hint`);
    const [hint] = await findings(board, mismatch, 'the mismatch as a hint', some);
    assert.equal(hint?.severity, vscode.DiagnosticSeverity.Hint);
  });

  it('gives a folder further down its own configuration', async () => {
    const inner = 'parts/lamp/docs/task_packets/WP-1-Lamp.md';
    await write('parts/lamp/gatehouse.yaml', `rules:\n  ${idImplied}: warning\n`);
    await write(inner, '# Task Packet: WP-1-Lamp\n\n- STATUS: Backlog\n');
    const [found] = await findings(file(inner), idImplied, 'the packet further down', some);
    assert.equal(found?.severity, vscode.DiagnosticSeverity.Warning);
  });
});
