/** The overview: asks the server where the work stands, and leads from it to files, rules, the graph and the signature panel. */
import * as vscode from 'vscode';
import { type FromOverview, overTime, overTimeProgress, overviews, type ToOverview } from '#protocol/overview';
import { ask, type Server } from '../ask';
import type { SigningPanels } from '../bench';
import { near, openPlace, Page } from './page';

export class OverviewPage extends Page<FromOverview, ToOverview> {
  #counting: vscode.CancellationTokenSource | undefined;

  constructor(
    extension: vscode.Uri,
    private readonly server: Server,
    log: vscode.LogOutputChannel,
    private readonly signing: () => SigningPanels,
  ) {
    super(extension, 'overview', vscode.l10n.t('Overview'), log);
  }

  protected async heard(message: FromOverview): Promise<void> {
    switch (message.is) {
      case 'ready':
        return this.look();
      case 'open':
        return openPlace(message.place);
      case 'sign':
        this.signing().show(message);
        return;
      case 'rule':
        await vscode.commands.executeCommand('gatehouse.explainRule', message.rule);
        return;
      case 'graph':
        await vscode.commands.executeCommand('gatehouse.showGraph');
        return;
      case 'problems':
        await vscode.commands.executeCommand('workbench.panel.markers.view.focus');
        return;
      case 'count':
        return this.#count(message.folder);
      case 'stop':
        this.#counting?.cancel();
    }
  }

  async #count(folder: string): Promise<void> {
    this.#counting?.cancel();
    const counting = new vscode.CancellationTokenSource();
    this.#counting = counting;
    await this.say({ is: 'counting', folder, says: vscode.l10n.t('Counting…') });
    const heard = (await this.server).onNotification(
      overTimeProgress.method,
      ({ progress, says }: { progress: string; says: string }) => {
        if (progress === folder && !counting.token.isCancellationRequested) void this.say({ is: 'counting', folder, says });
      },
    );
    try {
      const found = await ask(this.server, overTime, { folder, progress: folder }, counting.token).catch((error: unknown) => {
        // Called off: the server need not have an answer.
        if (counting.token.isCancellationRequested) return null;
        throw error;
      });
      await this.say({ is: 'over-time', folder, found });
    } finally {
      heard.dispose();
      counting.dispose();
    }
  }

  protected async look(): Promise<void> {
    await this.say({ is: 'overviews', folders: await ask(this.server, overviews, near()) });
  }

  protected failed(says: string): ToOverview {
    return { is: 'failed', says };
  }

  protected override closed(): void {
    this.#counting?.cancel();
  }
}
