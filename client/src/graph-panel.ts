/** The page of the dependency graph. */
import * as vscode from 'vscode';
import { type FromGraph, graphs, graphText, type ToGraph } from '#protocol/graph';
import { ask } from './ask';
import type { Bench } from './bench';
import { near, PagePanel } from './page-panel';
import { openPlace } from './webview';

/** The graph's page in this window. */
export type GraphPanel = PagePanel<FromGraph, ToGraph>;

/** @param extension where the extension lies @param bench asked for when it is needed: it is made after this */
export function graphPanel(extension: vscode.Uri, bench: () => Bench): GraphPanel {
  type Tell = (message: ToGraph) => Promise<void>;
  const look = async (tell: Tell): Promise<void> => tell({ is: 'graphs', folders: await ask(bench().server, graphs, near()) });
  return new PagePanel<FromGraph, ToGraph>(extension, bench, {
    page: 'graph',
    title: vscode.l10n.t('Dependency Graph'),
    look,
    async heard(message, tell) {
      if (message.is === 'ready') await look(tell);
      else if (message.is === 'open') await openPlace(message.place);
      else {
        const text = await ask(bench().server, graphText, { folder: message.folder, names: message.names });
        if (text === null) return tell({ is: 'said', says: vscode.l10n.t('That folder is not open any more.') });
        await vscode.env.clipboard.writeText(text);
        await tell({ is: 'said', says: vscode.l10n.t('Copied as Mermaid text.') });
      }
    },
  });
}
