/** Items that are dragged onto a state move there, through the action that moves them: what stands against it is said. */
import * as vscode from 'vscode';
import { actionNames } from '#protocol/actions';
import type { ViewNode } from '#protocol/views';
import type { Bench } from '../bench';
import { act } from '../commands/act';

const type = 'application/vnd.code.tree.gatehouse.packets';

/** What VS Code asks when items are dragged. */
export class Dragging implements vscode.TreeDragAndDropController<ViewNode> {
  readonly dragMimeTypes = [type];
  readonly dropMimeTypes = [type];

  constructor(private readonly bench: () => Bench) {}

  handleDrag(nodes: readonly ViewNode[], data: vscode.DataTransfer): void {
    data.set(type, new vscode.DataTransferItem(nodes.filter((n) => n.about && n.open)));
  }

  async handleDrop(target: ViewNode | undefined, data: vscode.DataTransfer): Promise<void> {
    const nodes: readonly ViewNode[] = data.get(type)?.value ?? [];
    const [node] = nodes;
    if (!target || !node?.about) return;
    if (nodes.length > 1) return say(vscode.l10n.t('Move one packet at a time: each may need an answer.'));
    const name = actionNames.find((n) => n === target.drop?.action);
    if (!target.drop || !name) return say(vscode.l10n.t('A packet moves onto a state; group the packets by state to see them.'));
    const args = Object.fromEntries(Object.entries(target.drop.args).map(([flag, value]) => [flag, [value]]));
    await act(this.bench(), name, node.about.subject, args, { folder: node.about.folder });
  }
}

function say(words: string): void {
  void vscode.window.showInformationMessage(words);
}
