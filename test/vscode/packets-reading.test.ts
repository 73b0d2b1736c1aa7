/** What Gatehouse shows somebody who reads: above, within and behind the text. */
import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { file, holds, place, provided, replace, started, textOf, within } from './folder';
import { until } from './until';

const board = file('docs/TASK_BOARD.md');
const spec = file('Master_Spec_v1.1.md');
const pointer = file('docs/SPEC_CURRENT.md');
const login = file('docs/task_packets/WP-1-Login.md');

const whole = async (uri: vscode.Uri): Promise<vscode.Range> => {
  const doc = await vscode.workspace.openTextDocument(uri);
  return new vscode.Range(0, 0, doc.lineCount, 0);
};

const startsOf = (found: readonly (vscode.Location | vscode.LocationLink)[]): readonly string[] =>
  found
    .map((one) => ('targetUri' in one ? { uri: one.targetUri, range: one.targetRange } : one))
    .map(({ uri, range }) => `${vscode.workspace.asRelativePath(uri)}:${range.start.line + 1}`);

describe('reading packets', () => {
  before(async () => {
    await started();
    await vscode.window.showTextDocument(login);
    await replace(
      board,
      '- [WP-1-Login] In-Progress\n  - Blocker: None',
      '- [WP-1-Login] In-Progress\n  - Blocker: WP-1-Storage',
    );
    await replace(
      login,
      '\n## Signature & Enrichment Log',
      '\n### Evidence Mapping\n- The design note names every caller of the new code -> docs/SPEC_CURRENT.md:3\n\n## Signature & Enrichment Log',
    );
  });

  const lenses = async (): Promise<readonly vscode.Command[]> =>
    (await provided<vscode.CodeLens[]>('executeCodeLensProvider', login, 20)).flatMap(({ command }) => command ?? []);

  /** Presses the lens whose words hold a text. */
  async function press(text: string): Promise<void> {
    const all = await lenses();
    const lens = all.find(({ title }) => title.includes(text));
    assert.ok(lens?.command, `${text} among ${all.map(({ title }) => title).join(' | ')}`);
    await vscode.commands.executeCommand(lens.command, ...(lens.arguments ?? []));
  }

  it('says above a packet where it stands, what is proved and what is wrong', async () => {
    const titles = (await lenses()).map(({ title, command }) => `${title} (${command.replace('gatehouse.lens.', '')})`);
    assert.equal(titles[0], 'In-Progress · waits for WP-1-Storage (blockers)');
    assert.equal(titles[1], 'Evidence for 1 of 5 (evidence)');
    assert.match(titles[2] ?? '', /^\d+ .*\(findings\)$/);
    assert.equal(titles.length, 3);
  });

  it('goes from the lens to the evidence', async () => {
    await press('Evidence for');
    const { selection } = await until('the evidence', vscode.window.onDidChangeActiveTextEditor, () => {
      const editor = vscode.window.activeTextEditor;
      return editor?.document.uri.toString() === pointer.toString() ? editor : undefined;
    });
    assert.equal(selection.active.line, 2);
    await vscode.window.showTextDocument(login);
  });

  it('hints at the title of an anchor once, and at the state of a blocker', async () => {
    const hints = async (uri: vscode.Uri): Promise<readonly string[]> =>
      (await provided<vscode.InlayHint[]>('executeInlayHintProvider', uri, await whole(uri))).map(({ label }) =>
        typeof label === 'string' ? label : label.map(({ value }) => value).join(''),
      );
    assert.deepEqual(
      (await hints(login)).filter((hint) => hint === 'Authentication'),
      ['Authentication'],
    );
    assert.ok((await hints(board)).includes('Ready-for-Dev'), (await hints(board)).join(', '));
  });

  it('colours what was read, by the types of the theme', async () => {
    const legend = await provided<vscode.SemanticTokensLegend>('provideDocumentSemanticTokensLegend', login);
    const { data } = await provided<vscode.SemanticTokens>('provideDocumentSemanticTokens', login);
    const doc = await vscode.workspace.openTextDocument(login);
    const coloured = new Set<string>();
    for (let i = 0, line = 0, character = 0; i < data.length; i += 5) {
      const [down = 0, right = 0, length = 0, type = 0] = data.slice(i, i + 5);
      character = down === 0 ? character + right : right;
      line += down;
      coloured.add(`${doc.lineAt(line).text.slice(character, character + length)} ${legend.tokenTypes[type]}`);
    }
    for (const one of ['STATUS property', 'In-Progress enumMember', 'WP-1-Login class', 'mira050120260930 decorator'])
      assert.ok(coloured.has(one), `${one} among ${[...coloured].join(', ')}`);
  });

  it('links paths in fields to the files, and citations to the heading', async () => {
    const links = await provided<vscode.DocumentLink[]>('executeLinkProvider', login);
    const targets = links.map(({ target }) => `${target?.path.split('/').at(-1)}#${target?.fragment}`);
    assert.ok(targets.includes('SIGNATURE_AUDIT.md#'), targets.join(', '));
    assert.ok(targets.includes(`Master_Spec_v1.1.md#L${(await place(spec, '## A3.2.1')).start.line + 1}`), targets.join(', '));
  });

  it('folds fields and expands the selection by item, field and section', async () => {
    const folds = await provided<vscode.FoldingRange[]>('executeFoldingRangeProvider', login);
    const { start: field } = await place(login, '- IN_SCOPE_PATHS:');
    assert.ok(folds.some(({ start, end }) => start === field.line && end === field.line + 5));
    const doc = await vscode.workspace.openTextDocument(login);
    const [smallest] = await provided<vscode.SelectionRange[]>('executeSelectionRangeProvider', login, [
      await within(login, 'docs/notes/WP-1-|Login-api.md'),
    ]);
    const grown: string[] = [];
    for (let one = smallest; one; one = one.parent as vscode.SelectionRange) grown.push(doc.getText(one.range).trim());
    const nth = (text: string): number => grown.findIndex((one) => one.startsWith(text));
    const item = nth('docs/notes/WP-1-Login-api.md');
    const whole = nth('- IN_SCOPE_PATHS:');
    assert.ok(item >= 0 && item < whole && whole < nth('## Scope'), grown.map((one) => one.split('\n')[0]).join(' < '));
  });

  it('finds anchors by their title and packets by their name in the whole workspace', async () => {
    const found = async (query: string): Promise<readonly string[]> =>
      (await provided<vscode.SymbolInformation[]>('executeWorkspaceSymbolProvider', query)).map(({ name }) => name);
    assert.ok((await found('portability')).includes('2.3.12 Storage portability'));
    assert.ok((await found('wp-1-log')).includes('WP-1-Login'));
  });

  it('calls those that a packet waits for', async () => {
    const [packet] = await provided<vscode.CallHierarchyItem[]>(
      'prepareCallHierarchy',
      login,
      await within(login, ': WP-|1-Login'),
    );
    assert.equal(packet?.name, 'WP-1-Login');
    const incoming = await provided<vscode.CallHierarchyIncomingCall[]>('provideIncomingCalls', packet);
    assert.deepEqual(
      incoming.map(({ from }) => from.name),
      ['WP-1-Storage'],
    );
    const outgoing = await provided<vscode.CallHierarchyOutgoingCall[]>('provideOutgoingCalls', incoming[0]?.from);
    assert.deepEqual(
      outgoing.map(({ to }) => to.name),
      ['WP-1-Login'],
    );
  });

  it('highlights and lists the places of a name', async () => {
    const at = await within(login, 'SPEC_ANCHOR: A3.|2.1');
    const times = (await textOf(login)).split('A3.2.1').length - 1;
    const highlights = await provided<vscode.DocumentHighlight[]>('executeDocumentHighlights', login, at);
    assert.equal(highlights.length, times);
    const references = startsOf(await provided<vscode.Location[]>('executeReferenceProvider', login, at));
    assert.ok(
      references.some((one) => one.startsWith('Master_Spec_v1.1.md:')),
      references.join(', '),
    );
  });

  it('goes from a requirement to its test and its evidence, and from an anchor to the packets that cite it', async () => {
    const proofs = startsOf(
      await provided<vscode.Location[]>('executeImplementationProvider', login, await within(login, '1. The design |note')),
    );
    const test = `docs/task_packets/WP-1-Login.md:${(await place(login, '- `test -s')).start.line + 1}`;
    assert.deepEqual([...proofs].sort(), ['docs/SPEC_CURRENT.md:3', test]);
    const packets = startsOf(
      await provided<vscode.Location[]>('executeImplementationProvider', spec, await within(spec, '## A3.|2.1')),
    );
    assert.ok(
      packets.length > 0 && packets.every((one) => one.startsWith('docs/task_packets/WP-1-Login.md:')),
      packets.join(', '),
    );
  });

  it('follows the board while it is typed', async () => {
    await replace(board, 'Blocker: WP-1-Storage', 'Blocker: None');
    await holds(board, '- [WP-1-Login] In-Progress\n  - Blocker: None');
    const [state] = await lenses();
    assert.equal(state?.title, 'In-Progress · next: record the results, then Ready-for-Validation');
    assert.equal(state?.command, '', 'words only');
  });
});
