/** The dependency graph: asks the server who waits for whom, and opens what is clicked. */
import * as vscode from 'vscode';
import { type FromGraph, graphs, graphText, type ToGraph } from '#protocol/graph';
import { ask, type Server } from '../ask';
import { near, openPlace, Page } from './page';

export class GraphPage extends Page<FromGraph, ToGraph> {
  constructor(
    extension: vscode.Uri,
    private readonly server: Server,
    log: vscode.LogOutputChannel,
  ) {
    super(extension, 'graph', vscode.l10n.t('Dependency Graph'), log);
  }

  protected async heard(message: FromGraph): Promise<void> {
    if (message.is === 'ready') return this.look();
    if (message.is === 'open') return openPlace(message.place);
    const text = await ask(this.server, graphText, { folder: message.folder, names: message.names });
    if (text !== null) await vscode.env.clipboard.writeText(text);
    await this.say({
      is: 'said',
      says: text === null ? vscode.l10n.t('That folder is not open any more.') : vscode.l10n.t('Copied, as text for Mermaid.'),
    });
  }

  protected async look(): Promise<void> {
    await this.say({ is: 'graphs', folders: await ask(this.server, graphs, near()) });
  }

  protected failed(says: string): ToGraph {
    return { is: 'said', says };
  }
}
