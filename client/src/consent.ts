/** Asks whether commands may run that the workspace names: a modal shows them as they are. In a workspace that is not trusted nobody is asked. */
import * as vscode from 'vscode';
import type { ConsentQuestion } from '#protocol/messages';

/** Shows a question. Whether the answer is yes. */
type Confirm = (message: string, detail: string, yes: string) => Thenable<boolean>;

/** Who answers the server's questions for consent. */
export class Consent {
  /** In place of the modal: for tests, which cannot press its buttons. */
  confirm: Confirm = async (message, detail, yes) =>
    (await vscode.window.showWarningMessage(message, { modal: true, detail }, yes)) === yes;

  /** Whether a person agreed. False where nobody may be asked. */
  async answer({ folder, asks, commands }: ConsentQuestion): Promise<boolean> {
    if (!vscode.workspace.isTrusted || commands.length === 0) return false;
    const uri = vscode.Uri.parse(folder);
    const own = vscode.workspace.workspaceFolders?.find((f) => f.uri.toString() === uri.toString());
    const where = own?.name ?? vscode.workspace.asRelativePath(uri, true);
    const message =
      commands.length === 1
        ? vscode.l10n.t('{0} runs a command in {1}. Run it?', asks, where)
        : vscode.l10n.t('{0} runs {1} commands in {2}. Run them?', asks, commands.length, where);
    return this.confirm(message, commands.join('\n'), vscode.l10n.t('Run'));
  }
}
