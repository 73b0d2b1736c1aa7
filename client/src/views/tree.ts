/** The one tree view class. A view is a question to the server; this draws the answer. */
import * as vscode from 'vscode';
import { type Arrangement, type ViewId, type ViewNode, view, viewPath } from '#protocol/views';
import { ask, type Server } from '../ask';

const states: Readonly<Record<ViewNode['collapsible'], vscode.TreeItemCollapsibleState>> = {
  none: vscode.TreeItemCollapsibleState.None,
  collapsed: vscode.TreeItemCollapsibleState.Collapsed,
  expanded: vscode.TreeItemCollapsibleState.Expanded,
};

/** How often a tree that changes meanwhile is gone through. */
const TRIES = 8;
/** After the first; after each other so much longer, up to a second. In milliseconds. */
const PAUSE = 60;
/** In milliseconds. */
const LATE = 2000;

/** What not all views have. */
export interface TreeOptions {
  /** How its items are put together, where that is for a person to say. */
  readonly arrangement?: () => Arrangement;
  readonly drag?: vscode.TreeDragAndDropController<ViewNode>;
}

/** One view. */
export class Tree implements vscode.TreeDataProvider<ViewNode>, vscode.Disposable {
  readonly #changed = new vscode.EventEmitter<void>();
  /** What is below what, as far as it was asked for: reveal goes from a node to its parents. */
  readonly #parents = new Map<string, ViewNode>();
  readonly #listeners: vscode.Disposable[] = [];
  #isBehind = false;
  #isFollowing = false;
  /** What the editor showed was not in the tree. */
  #isMissed = false;
  /** VS Code's own. */
  readonly view: vscode.TreeView<ViewNode>;
  readonly #followed = new vscode.EventEmitter<void>();
  readonly onDidChangeTreeData = this.#changed.event;
  /** What the editor shows is selected. VS Code's own event tells only of what a person selects, and of some of this. */
  readonly onDidFollow = this.#followed.event;

  constructor(
    readonly id: ViewId,
    private readonly server: Server,
    private readonly log: vscode.LogOutputChannel,
    private readonly options: TreeOptions = {},
  ) {
    this.view = vscode.window.createTreeView(id, {
      treeDataProvider: this,
      showCollapseAll: true,
      ...(options.drag ? { dragAndDropController: options.drag } : {}),
    });
    this.#listeners.push(
      vscode.window.onDidChangeActiveTextEditor(() => void this.follow()),
      this.view.onDidChangeVisibility(() => void this.follow()),
    );
  }

  /** The answer may be another: VS Code asks again for what it shows. */
  refresh(): void {
    this.#changed.fire();
    // What could not be selected then may be there now.
    if (this.#isBehind || this.#isMissed) void this.follow();
  }

  /** An empty answer shows the view's welcome text. A server that stopped is not started again by looking. */
  async getChildren(node?: ViewNode): Promise<ViewNode[]> {
    try {
      if ((await this.server).needsStart()) return [];
      const children = await ask(this.server, view, { ...this.#order(), ...(node && { parent: node.id }) });
      if (node) for (const child of children) this.#parents.set(child.id, node);
      return [...children];
    } catch (error) {
      this.log.warn(`${this.id}: ${String(error)}`);
      return [];
    }
  }

  getParent(node: ViewNode): ViewNode | undefined {
    return this.#parents.get(node.id);
  }

  /**
   * Selects what the active editor shows. It takes no focus, and opens no view that nobody looks at. One thing after the other:
   * of two that are on their way, the wrong one may come last.
   */
  async follow(): Promise<void> {
    this.#isBehind = true;
    if (this.#isFollowing) return;
    this.#isFollowing = true;
    try {
      for (let failed = 0; this.#isBehind && failed < TRIES; ) {
        this.#isBehind = false;
        try {
          await this.#select();
        } catch (error) {
          // The tree may have changed since it was asked; by now it is another.
          this.#isBehind = true;
          failed++;
          this.log.debug(`${this.id}: ${String(error)}`);
          // The selection reaches this side after the tree has been drawn.
          await new Promise((done) => setTimeout(done, Math.min(1000, PAUSE * failed)));
        }
      }
    } finally {
      this.#isFollowing = false;
    }
  }

  async #select(): Promise<void> {
    const uri = vscode.window.activeTextEditor?.document.uri;
    if (!this.view.visible || uri?.scheme !== 'file' || (await this.server).needsStart()) return;
    const path = await ask(this.server, viewPath, { ...this.#order(), uri: uri.toString() });
    const node = path.at(-1);
    // The server may not have read it yet: then with the next refresh.
    this.#isMissed = !node;
    if (!node || !this.view.visible) return;
    // By a person, or by us: that it is selected may have come after the tree's answer.
    if (this.view.selection.some((s) => this.#shows(s, uri))) return this.#followed.fire();
    for (const [i, child] of path.entries()) {
      const parent = path[i - 1];
      if (parent) this.#parents.set(child.id, parent);
    }
    // A tree that is drawn anew meanwhile may never answer.
    let timer: ReturnType<typeof setTimeout> | undefined;
    const late = new Promise<never>((_, fail) => {
      timer = setTimeout(() => fail(new Error('the tree does not answer')), LATE);
    });
    await Promise.race([this.view.reveal(node, { select: true, focus: false, expand: false }), late]).finally(() =>
      clearTimeout(timer),
    );
    // A refresh in between has taken the selection away again.
    if (!this.view.selection.some((s) => s.id === node.id)) throw new Error(`${node.label} was not selected`);
    this.#followed.fire();
  }

  /** Who has just clicked a line is where they want to be. */
  #shows = (node: ViewNode, uri: vscode.Uri): boolean =>
    node.open !== undefined && vscode.Uri.parse(node.open.uri).toString() === uri.toString();

  #order(): { readonly view: ViewId; readonly how?: Arrangement } {
    const how = this.options.arrangement?.();
    return { view: this.id, ...(how ? { how } : {}) };
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
    if (node.leads) item.command = { command: 'gatehouse.tree.lead', title: vscode.l10n.t('Open'), arguments: [node] };
    else if (node.open) item.command = { command: 'vscode.open', title: vscode.l10n.t('Open'), arguments: opening(node.open) };
    return item;
  }

  dispose(): void {
    for (const listener of this.#listeners) listener.dispose();
    this.view.dispose();
    this.#followed.dispose();
    this.#changed.dispose();
  }
}

/** What VS Code's own command for opening takes. */
export function opening({ uri, range }: NonNullable<ViewNode['open']>): [vscode.Uri, vscode.TextDocumentShowOptions?] {
  const target = vscode.Uri.parse(uri);
  if (!range) return [target];
  return [target, { selection: new vscode.Range(range.start.line, range.start.character, range.end.line, range.end.character) }];
}
