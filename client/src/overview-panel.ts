/** The page of the overview. It signs nothing: it opens the panel in which a person may. */
import * as vscode from 'vscode';
import { type FromOverview, overTime, overTimeProgress, overviews, type ToOverview } from '#protocol/overview';
import { ask } from './ask';
import type { Bench } from './bench';
import { near, PagePanel } from './page-panel';
import { openPage } from './rule-pages';
import { openPlace } from './webview';

/** The overview's page in this window. */
export type OverviewPanel = PagePanel<FromOverview, ToOverview>;
type Tell = (message: ToOverview) => Promise<void>;

/** @param extension where the extension lies @param bench asked for when it is needed: it is made after this */
export function overviewPanel(extension: vscode.Uri, bench: () => Bench): OverviewPanel {
  const counting = new Counting(bench);
  const look = async (tell: Tell): Promise<void> =>
    tell({ is: 'overviews', folders: await ask(bench().server, overviews, near()) });
  return new PagePanel<FromOverview, ToOverview>(extension, bench, {
    page: 'overview',
    title: vscode.l10n.t('Overview'),
    look,
    closed: () => counting.stop(),
    async heard(message, tell) {
      switch (message.is) {
        case 'ready':
          return look(tell);
        case 'open':
          return openPlace(message.place);
        case 'sign':
          bench().signPanels.show(message);
          return;
        case 'rule':
          return openPage(message.rule);
        case 'graph':
          return bench().graph.show();
        case 'problems':
          await vscode.commands.executeCommand('workbench.panel.markers.view.focus');
          return;
        case 'count':
          return counting.count(message.folder, tell);
        case 'stop':
          return counting.stop();
      }
    },
  });
}

/** Counts in the server: one folder at a time, until it is done or called off. */
class Counting {
  #source: vscode.CancellationTokenSource | undefined;
  #number = 0;

  constructor(private readonly bench: () => Bench) {}

  stop(): void {
    this.#source?.cancel();
  }

  async count(folder: string, tell: Tell): Promise<void> {
    this.stop();
    const { server } = this.bench();
    const source = new vscode.CancellationTokenSource();
    this.#source = source;
    const progress = `overview ${++this.#number}`;
    const client = await server;
    const heard = client.onNotification(overTimeProgress.method, (told: { progress: string; says: string }) => {
      if (told.progress === progress && !source.token.isCancellationRequested)
        void tell({ is: 'counting', folder, says: told.says });
    });
    try {
      const found = await ask(server, overTime, { folder, progress }, source.token).catch((error: unknown) => {
        if (source.token.isCancellationRequested) return null;
        throw error;
      });
      await tell({ is: 'over-time', folder, found });
    } catch (error) {
      await tell({ is: 'failed', says: vscode.l10n.t('The findings could not be counted; the log says why.') });
      throw error;
    } finally {
      heard.dispose();
      if (this.#source === source) this.#source = undefined;
      source.dispose();
    }
  }
}
