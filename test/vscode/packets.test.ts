/** Gatehouse in VS Code, on a folder with a spec, a board, an audit and two packets. The folder is a copy; the tests build on each other's order. */
import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { Api } from '../../client/src/extension';
import { commands } from '../../server/src/protocol/commands';
import type { CheckSummary, GateResult } from '../../server/src/protocol/messages';
import type { ViewNode } from '../../server/src/protocol/views';
import { file, place, replace, started } from './folder';
import { findings, ruleOf, until } from './until';

const board = file('docs/TASK_BOARD.md');
const spec = file('Master_Spec_v1.1.md');
const login = file('docs/task_packets/WP-1-Login.md');
const storage = file('docs/task_packets/WP-1-Storage.md');
const mismatch = 'packets/board-status-mismatch';
const deadAnchor = 'packets/dead-anchor';

const some = (found: readonly vscode.Diagnostic[]): boolean => found.length > 0;
const none = (found: readonly vscode.Diagnostic[]): boolean => found.length === 0;

const isOpen = (uri: vscode.Uri): boolean => vscode.workspace.textDocuments.some((doc) => doc.uri.toString() === uri.toString());

/** How many of our findings there are, by severity. */
function counts(): string {
  const ours = vscode.languages.getDiagnostics().flatMap(([, found]) => found.filter(({ source }) => source === 'gatehouse'));
  const { DiagnosticSeverity: as } = vscode;
  return [as.Error, as.Warning, as.Information, as.Hint]
    .map((severity) => ours.filter((one) => one.severity === severity).length)
    .join(' ');
}

describe('a folder with packets', () => {
  const extension = vscode.extensions.getExtension<Api>('gatehouse.gatehouse');
  let api: Api;

  before(async () => {
    api = await started();
  });

  it('has a handler for each command of the manifest', async () => {
    const known = await vscode.commands.getCommands(true);
    const declared: readonly { command: string; title: string }[] = extension?.packageJSON.contributes.commands;
    assert.deepEqual(
      declared.map(({ command, title }) => [command, title]),
      Object.entries(commands).map(([command, { title }]) => [command, title]),
    );
    for (const { command } of declared) assert.ok(known.includes(command), command);
  });

  it('publishes findings for files that nobody opened', async () => {
    const inPacket = await findings(storage, mismatch, 'the finding in the packet', some);
    const onBoard = await findings(board, mismatch, 'the finding on the board', some);
    assert.equal(inPacket.length, 1);
    assert.equal(onBoard.length, 1);
    assert.equal(inPacket[0]?.severity, vscode.DiagnosticSeverity.Error);
    assert.match(inPacket[0]?.message ?? '', /WP-1-Storage/);
    assert.equal(isOpen(storage) || isOpen(board), false, 'both files are closed');
    assert.deepEqual(
      vscode.languages.getDiagnostics(login).filter((one) => ruleOf(one) === mismatch),
      [],
    );
  });

  it("links a finding's code to the page of its rule", async () => {
    const [finding] = await findings(storage, mismatch, 'the finding in the packet', some);
    assert.ok(finding && typeof finding.code === 'object');
    assert.equal(finding.code.value, mismatch);
    assert.equal(finding.code.target.toString(true), `command:gatehouse.explainRule?["${mismatch}"]`);
  });

  it('judges a closed packet again while an anchor is renamed in the open spec', async () => {
    await vscode.window.showTextDocument(spec);
    await replace(spec, '## A3.2.1 Authentication', '## A3.2.9 Authentication');
    const [dead] = await findings(login, deadAnchor, 'a dead anchor', some);
    assert.match(dead?.message ?? '', /3\.2\.1/);
    assert.equal(isOpen(login), false, 'the packet is closed');
    assert.deepEqual(
      vscode.languages.getDiagnostics(storage).filter((one) => ruleOf(one) === deadAnchor),
      [],
    );
    await replace(spec, '## A3.2.9 Authentication', '## A3.2.1 Authentication');
    await findings(login, deadAnchor, 'no dead anchor', none);
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
  });

  it("shows the spec's text when one points at a cited anchor", async () => {
    const { start } = await place(login, 'A3.2.1');
    const hovers = await vscode.commands.executeCommand<vscode.Hover[]>(
      'vscode.executeHoverProvider',
      login,
      start.translate(0, 2),
    );
    const text = hovers.flatMap(({ contents }) => contents.map((one) => (typeof one === 'string' ? one : one.value))).join('\n');
    assert.match(text, /log in with an e-mail address/);
  });

  it('goes from a citation to the heading in the spec', async () => {
    const { start } = await place(login, 'A3.2.1');
    const found = await vscode.commands.executeCommand<(vscode.Location | vscode.LocationLink)[]>(
      'vscode.executeDefinitionProvider',
      login,
      start.translate(0, 2),
    );
    const targets = found.map((one) => ('targetUri' in one ? { uri: one.targetUri, range: one.targetRange } : one));
    const { start: heading } = await place(spec, '## A3.2.1 Authentication');
    assert.deepEqual(
      targets.filter(({ uri }) => uri.toString() === spec.toString()).map(({ range }) => range.start.line),
      [heading.line],
    );
  });

  it("lists a packet's fields as symbols", async () => {
    const symbols = await vscode.commands.executeCommand<vscode.DocumentSymbol[]>('vscode.executeDocumentSymbolProvider', login);
    const names = (all: readonly vscode.DocumentSymbol[]): readonly string[] =>
      all.flatMap((one) => [one.name, ...names(one.children)]);
    const all = names(symbols);
    for (const field of ['SPEC_ANCHOR'])
      assert.ok(
        all.some((name) => name.includes(field)),
        `${field} among ${all.join(', ')}`,
      );
  });

  it('shows the phases and the packets in them', async () => {
    const tree = api.trees.get('gatehouse.phases');
    assert.ok(tree);
    const [phase] = await until('a phase', tree.onDidChangeTreeData, async () => {
      const roots = await tree.getChildren();
      return roots.length > 0 ? roots : undefined;
    });
    assert.ok(phase);
    assert.match(phase.label, /1/);
    const below = async (node: ViewNode): Promise<readonly ViewNode[]> => {
      const children = await tree.getChildren(node);
      return [...children, ...(await Promise.all(children.map(below))).flat()];
    };
    const items = (await below(phase)).map((node) => tree.getTreeItem(node));
    const found = items.find((item) => String(item.label).includes('WP-1-Storage'));
    assert.ok(found, `WP-1-Storage among ${items.map((item) => item.label).join(', ')}`);
    assert.equal(found.command?.command, 'vscode.open');
    assert.equal(String(found.command?.arguments?.[0]), storage.toString());
    assert.ok(found.accessibilityInformation?.label);
  });

  it('says in the status bar where the work stands', async () => {
    const { onDidChange } = api.statusBar;
    await until(
      'the status bar',
      onDidChange,
      () => /^\$\(checklist\) Phase 1 · 0 of 2 done$/.exec(api.statusBar.text ?? '')?.[0],
    );
  });

  it("does not repeat what VS Code's own validation of links says, while that is on", async () => {
    const deadLink = 'gatehouse/link-dead-file';
    const validate = vscode.workspace.getConfiguration('markdown.validate', login);
    const theirs = (): readonly vscode.Diagnostic[] =>
      vscode.languages.getDiagnostics(login).filter((one) => one.source !== 'gatehouse');
    const doc = await vscode.workspace.openTextDocument(login);
    const edit = new vscode.WorkspaceEdit();
    edit.insert(login, doc.positionAt(doc.getText().length), '\n[nothing](gone.md)\n');
    assert.ok(await vscode.workspace.applyEdit(edit));
    await findings(login, deadLink, 'the dead link', some);
    assert.equal(theirs().length, 0);

    await validate.update('enabled', true, vscode.ConfigurationTarget.Workspace);
    await findings(login, deadLink, 'ours to go', none);
    await until('theirs', vscode.languages.onDidChangeDiagnostics, () => (theirs().length > 0 ? true : undefined), 20_000);

    await validate.update('enabled', undefined, vscode.ConfigurationTarget.Workspace);
    await findings(login, deadLink, 'ours to come back', some);
    await replace(login, '\n[nothing](gone.md)\n', '');
    await findings(login, deadLink, 'the dead link to go', none);
  });

  it('mends a mismatch of board and packet with one quick fix', async () => {
    const [finding] = await findings(board, mismatch, 'the finding on the board', some);
    assert.ok(finding);
    // VS Code asks for actions only where there is an editor's model.
    await vscode.window.showTextDocument(board);
    const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
      'vscode.executeCodeActionProvider',
      board,
      finding.range,
      vscode.CodeActionKind.QuickFix.value,
      10,
    );
    const fix = actions.find(({ edit }) => edit && edit.get(board).length + edit.get(storage).length > 0);
    assert.ok(fix?.edit, `a fix with an edit among ${actions.map(({ title }) => title).join(', ')}`);
    assert.ok(await vscode.workspace.applyEdit(fix.edit));
    await findings(board, mismatch, 'no finding on the board', none);
    await findings(storage, mismatch, 'no finding in the packet', none);
  });

  it('checks the workspace and says what it counted', async () => {
    const summary = await vscode.commands.executeCommand<CheckSummary>('gatehouse.checkWorkspace');
    const said = [summary.errors, summary.warnings, summary.infos, summary.hints].join(' ');
    // The answer may be here before the last findings have gone through the client's queue.
    await until(`${said} errors, warnings, notes and hints`, vscode.languages.onDidChangeDiagnostics, () =>
      counts() === said ? said : undefined,
    );
    assert.ok(summary.systems.length > 0);
  });

  it('opens the page of a rule', async () => {
    await vscode.commands.executeCommand('gatehouse.explainRule', mismatch);
    const tab = await until('the preview of the page', vscode.window.tabGroups.onDidChangeTabs, () =>
      vscode.window.tabGroups.all.flatMap(({ tabs }) => tabs).find(({ label }) => label.includes('board-status-mismatch')),
    );
    assert.ok(tab.input instanceof vscode.TabInputWebview, 'it is a preview');
    const page = await vscode.workspace.openTextDocument(vscode.Uri.parse(`gatehouse-rule:/${mismatch}.md`));
    assert.match(page.getText(), /^#/);
  });

  it('runs a gate: its page, and in the Problems panel what is not there anyway', async () => {
    const placeholder = 'packets/placeholder';
    const comment = `<!-- gatehouse-disable-file ${placeholder} -- later -->\n`;
    await replace(login, '# Task Packet: WP-1-Login', `# Task Packet: WP-1-Login\n${comment}`);
    await replace(login, 'REQUESTOR: mira', 'REQUESTOR: {name}');
    await replace(login, 'SPEC_ANCHOR: A3.2.1', 'SPEC_ANCHOR: A9.9');
    await findings(login, deadAnchor, 'the dead anchor', some);
    await findings(login, placeholder, 'no placeholder, which is silenced', none);
    const result = await vscode.commands.executeCommand<GateResult>('gatehouse.runGate', 'pre-work', 'WP-1-Login');
    assert.equal(result.report.verdict, 'fail');
    const title = 'pre-work WP-1-Login';
    const tab = await until('the preview of the result', vscode.window.tabGroups.onDidChangeTabs, () =>
      vscode.window.tabGroups.all.flatMap(({ tabs }) => tabs).find(({ label }) => label.includes(title)),
    );
    assert.ok(tab.input instanceof vscode.TabInputWebview, 'it is a preview');
    assert.match(tab.label, /^\[/, 'it is locked: it stays as it is while somebody mends what it lists');
    const page = await vscode.workspace.openTextDocument(vscode.Uri.from({ scheme: 'gatehouse-gate', path: `/${title}.md` }));
    assert.equal(page.getText(), result.page);
    const told = result.report.checks.flatMap((c) => c.findings.map((f) => f.rule));
    assert.ok(told.includes(placeholder) && told.includes(deadAnchor), told.join(', '));
    const beside = vscode.languages.getDiagnostics(login).filter((d) => d.source === 'gatehouse pre-work');
    assert.deepEqual(
      beside.map((d) => d.code),
      [placeholder],
    );
    await replace(login, 'SPEC_ANCHOR: A9.9', 'SPEC_ANCHOR: A3.2.1');
    await replace(login, 'REQUESTOR: {name}', 'REQUESTOR: mira');
    await replace(login, comment, '');
  });
});
