/** The one tree view class. A view is a question to the server; this draws the answer. */
import * as vscode from 'vscode';
import { type ViewId, type ViewNode, view } from '#protocol/messages';
import { ask, type Server } from '../ask';

const states: Readonly<Record<ViewNode['collapsible'], vscode.TreeItemCollapsibleState>> = {
  none: vscode.TreeItemCollapsibleState.None,
  collapsed: vscode.TreeItemCollapsibleState.Collapsed,
  expanded: vscode.TreeItemCollapsibleState.Expanded,
};

export class Tree implements vscode.TreeDataProvider<ViewNode>, vscode.Disposable {
  readonly #changed = new vscode.EventEmitter<void>();
  readonly #view: vscode.Disposable;
  readonly onDidChangeTreeData = this.#changed.event;

  constructor(
    private readonly id: ViewId,
    private readonly server: Server,
    private readonly log: vscode.LogOutputChannel,
  ) {
    this.#view = vscode.window.createTreeView(id, { treeDataProvider: this, showCollapseAll: true });
  }

  refresh(): void {
    this.#changed.fire();
  }

  /** An empty answer shows the view's welcome text. A server that stopped is not started again by looking. */
  async getChildren(node?: ViewNode): Promise<ViewNode[]> {
    try {
      if ((await this.server).needsStart()) return [];
      return [...(await ask(this.server, view, { view: this.id, ...(node && { parent: node.id }) }))];
    } catch (error) {
      this.log.warn(`${this.id}: ${String(error)}`);
      return [];
    }
  }

  getTreeItem(node: ViewNode): vscode.TreeItem {
    const item = new vscode.TreeItem(node.label, states[node.collapsible]);
    item.id = node.id;
    item.accessibilityInformation = { label: node.spoken ?? [node.label, node.description].filter(Boolean).join(', ') };
    if (node.description !== undefined) item.description = node.description;
    if (node.tooltip !== undefined) item.tooltip = new vscode.MarkdownString(node.tooltip);
    if (node.context !== undefined) item.contextValue = node.context;
    if (node.icon !== undefined)
      item.iconPath = new vscode.ThemeIcon(node.icon, node.color ? new vscode.ThemeColor(node.color) : undefined);
    if (node.open) item.command = { command: 'vscode.open', title: vscode.l10n.t('Open'), arguments: opening(node.open) };
    return item;
  }

  dispose(): void {
    this.#view.dispose();
    this.#changed.dispose();
  }
}

function opening({ uri, range }: NonNullable<ViewNode['open']>): unknown[] {
  const target = vscode.Uri.parse(uri);
  if (!range) return [target];
  return [target, { selection: new vscode.Range(range.start.line, range.start.character, range.end.line, range.end.character) }];
}
