/** The sidebar in VS Code: its trees follow the editor, packets are dragged, gates keep their verdicts, files are marked. */
import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { GateResult } from '#protocol/messages';
import type { ViewNode } from '#protocol/views';
import type { Api } from '../../client/src/extension';
import type { Tree } from '../../client/src/views/tree';
import { file, replace, started, textOf } from './folder';
import { until } from './until';

const login = file('docs/task_packets/WP-1-Login.md');
const storage = file('docs/task_packets/WP-1-Storage.md');

describe('the sidebar', () => {
  let api: Api;
  let packets: Tree;

  before(async () => {
    api = await started();
    packets = api.trees.get('gatehouse.packets') as Tree;
  });

  /** A line of a tree, as soon as it is there. */
  const line = (tree: Tree, ...path: readonly string[]): Promise<ViewNode> =>
    until(path.join(' / '), tree.onDidChangeTreeData, async () => {
      let found: ViewNode | undefined;
      for (const label of path) {
        found = (await tree.getChildren(found)).find((n) => n.label === label);
        if (!found) return undefined;
      }
      return found;
    });

  it('has three views, each with words for every icon', async () => {
    assert.deepEqual([...api.trees.keys()], ['gatehouse.phases', 'gatehouse.packets', 'gatehouse.signatures']);
    const all = async (tree: Tree, node?: ViewNode): Promise<readonly ViewNode[]> => {
      const children = await tree.getChildren(node);
      return [...children, ...(await Promise.all(children.map((c) => all(tree, c)))).flat()];
    };
    await line(packets, 'In-Progress', 'WP-1-Login');
    for (const tree of api.trees.values()) {
      const nodes = await all(tree);
      assert.ok(nodes.length > 0, tree.id);
      assert.equal(new Set(nodes.map((n) => n.id)).size, nodes.length, 'ids are unique');
      for (const node of nodes) {
        const item = tree.getTreeItem(node);
        assert.ok(item.iconPath && item.accessibilityInformation?.label.includes(node.label.slice(0, 4)), JSON.stringify(node));
        assert.doesNotMatch(item.accessibilityInformation?.label ?? '', /[█░·]/, 'what is drawn is not read out');
      }
    }
  });

  it('selects the packet that the editor shows', async () => {
    // Its views are there once it is known that there is something to show.
    await until('the folder to be read', api.statusBar.onDidChange, () =>
      api.statusBar.text?.includes('checklist') ? true : undefined,
    );
    // No event says that VS Code has made the view, and until then it cannot be shown.
    for (let asked = 0; !packets.view.visible && asked < 200; asked++) {
      await vscode.commands.executeCommand('gatehouse.packets.focus');
      await new Promise((done) => setTimeout(done, 50));
    }
    assert.ok(packets.view.visible);
    await vscode.window.showTextDocument(storage);
    const selected = (label: string) => (): string | undefined => packets.view.selection.find((n) => n.label === label)?.label;
    await until('WP-1-Storage to be selected', packets.onDidFollow, selected('WP-1-Storage'));
    await vscode.window.showTextDocument(login);
    await until('WP-1-Login to be selected', packets.onDidFollow, selected('WP-1-Login'));
    assert.equal(vscode.window.activeTextEditor?.document.uri.toString(), login.toString(), 'the focus stays');
    const [node] = packets.view.selection;
    assert.equal(node && packets.getParent(node)?.label, 'In-Progress');
  });

  it('groups and filters, and remembers it in the workspace', async () => {
    await vscode.commands.executeCommand('gatehouse.groupItems', 'phase');
    assert.equal(api.arranging.now.group, 'phase');
    assert.deepEqual(
      (await packets.getChildren()).map((n) => n.label),
      ['Phase 1'],
    );
    await vscode.commands.executeCommand('gatehouse.groupItems', 'state');
    await line(packets, 'In-Progress', 'WP-1-Login');
  });

  it('drags a packet onto a state, and is refused with the packet as it was', async () => {
    const before = [await textOf(login), await textOf(file('docs/TASK_BOARD.md'))];
    const data = new vscode.DataTransfer();
    api.dragging.handleDrag([await line(packets, 'In-Progress', 'WP-1-Login')], data);
    const refused = api.dragging.handleDrop(await line(packets, 'Done'), data);
    await refused;
    assert.deepEqual([await textOf(login), await textOf(file('docs/TASK_BOARD.md'))], before);
  });

  it('drags a packet onto a state, and it moves there, on the board too', async () => {
    const later = file('docs/task_packets/WP-8-Later.md');
    const text = '# WP-8-Later\n- STATUS: Stub\n- What: Later.\n';
    await vscode.workspace.fs.writeFile(later, new TextEncoder().encode(text));
    const data = new vscode.DataTransfer();
    api.dragging.handleDrag([await line(packets, 'Stub', 'WP-8-Later')], data);
    await api.dragging.handleDrop(await line(packets, 'Backlog'), data);
    assert.match(await textOf(later), /STATUS: Backlog/);
    await line(packets, 'Backlog', 'WP-8-Later');
    assert.match(await textOf(file('docs/TASK_BOARD.md')), /WP-8-Later/);
  });

  it('keeps what a gate said, until a governed file changes', async () => {
    const result = await vscode.commands.executeCommand<GateResult>('gatehouse.runGate', 'pre-work', 'WP-1-Login');
    const shown = (words: RegExp): Promise<ViewNode> =>
      until(String(words), packets.onDidChangeTreeData, async () => {
        const node = await line(packets, 'In-Progress', 'WP-1-Login', 'pre-work');
        return words.test(node.description ?? '') ? node : undefined;
      });
    const node = await shown(new RegExp(`^${result.report.verdict} · \\d\\d:\\d\\d$`));
    assert.equal(packets.getTreeItem(node).contextValue, 'gate');
    await replace(login, '## Why', 'More words.\n\n## Why');
    await shown(/ · stale$/);
    await replace(login, 'More words.\n\n## Why', '## Why');
    await shown(/:\d\d$/);
  });

  it('runs what is chosen on a line, of that line', async () => {
    const node = await line(packets, 'In-Progress', 'WP-1-Login', 'pre-work');
    const result = await vscode.commands.executeCommand<GateResult>('gatehouse.runGate', node);
    assert.deepEqual([result.report.gate, result.report.subject], ['pre-work', 'WP-1-Login']);
    await vscode.commands.executeCommand('gatehouse.openItem', await line(packets, 'Ready-for-Dev', 'WP-1-Storage'));
    assert.equal(vscode.window.activeTextEditor?.document.uri.toString(), storage.toString());
  });

  it('marks files in the explorer, and nothing else', async () => {
    const mark = await api.decorations.provideFileDecoration(login);
    assert.match(mark?.badge ?? '', /^.{1,2}$/);
    assert.match(mark?.tooltip ?? '', /^Gatehouse: /);
    assert.equal(await api.decorations.provideFileDecoration(file('README.txt')), undefined);
    const both = await Promise.all([login, file('nothing.md')].map((uri) => api.decorations.provideFileDecoration(uri)));
    assert.deepEqual([both[0]?.badge, both[1]], [mark?.badge, undefined], 'asked at once, each gets its own');
  });

  it('signs nothing without a person: a line that waits opens its packet', async () => {
    const signatures = api.trees.get('gatehouse.signatures') as Tree;
    const waiting = await line(signatures, 'Waiting for me', 'WP-8-Later');
    const before = await textOf(file('docs/task_packets/WP-8-Later.md'));
    await vscode.commands.executeCommand('gatehouse.tree.lead', waiting);
    assert.equal(await textOf(file('docs/task_packets/WP-8-Later.md')), before);
  });
});
