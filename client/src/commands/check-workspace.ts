/** Check Workspace: everything is read and judged again, then the counts. */
import * as vscode from 'vscode';
import { type CheckSummary, check } from '#protocol/messages';
import { ask, type Server } from '../ask';
import { showFindings } from './lenses';

/** Answers with the summary, for callers; does not wait for the message to be closed. */
export async function checkWorkspace(server: Server): Promise<CheckSummary> {
  const summary = await vscode.window.withProgress(
    { location: vscode.ProgressLocation.Notification, title: vscode.l10n.t('Gatehouse: checking the workspace…') },
    () => ask(server, check, {}),
  );
  void report(summary);
  return summary;
}

async function report(summary: CheckSummary): Promise<void> {
  if (summary.systems.length === 0) {
    const initialize = vscode.l10n.t('Initialize…');
    const answer = await vscode.window.showInformationMessage(
      summary.seen === undefined
        ? vscode.l10n.t('Gatehouse found nothing of its own here: no packets, task board, spec pointer or signature audit.')
        : vscode.l10n.t('Gatehouse checked nothing here, but {0}.', summary.seen),
      ...(summary.seen === undefined ? [] : [initialize]),
    );
    if (answer === initialize) await vscode.commands.executeCommand('gatehouse.initialize');
    return;
  }
  const text = sentence(summary);
  if (summary.errors + summary.warnings + summary.infos + summary.hints === 0) {
    await vscode.window.showInformationMessage(text);
    return;
  }
  const showProblems = vscode.l10n.t('Show Problems');
  const show = summary.errors > 0 ? vscode.window.showWarningMessage : vscode.window.showInformationMessage;
  if ((await show(text, showProblems)) === showProblems) await showFindings();
}

/** `Gatehouse: 2 errors, 1 hint in 12 files (Packets).` */
function sentence({ errors, warnings, infos, hints, files, systems }: CheckSummary): string {
  const counted: readonly (readonly [number, string, string])[] = [
    [errors, vscode.l10n.t('error'), vscode.l10n.t('errors')],
    [warnings, vscode.l10n.t('warning'), vscode.l10n.t('warnings')],
    [infos, vscode.l10n.t('note'), vscode.l10n.t('notes')],
    [hints, vscode.l10n.t('hint'), vscode.l10n.t('hints')],
  ];
  const found = counted.filter(([n]) => n > 0).map(([n, one, many]) => `${n} ${n === 1 ? one : many}`);
  const what = found.length > 0 ? found.join(', ') : vscode.l10n.t('no findings');
  const where = files === 1 ? vscode.l10n.t('1 file') : vscode.l10n.t('{0} files', files);
  return vscode.l10n.t('Gatehouse: {0} in {1} ({2}).', what, where, systems.join(', '));
}
