/** Where a line of a tree leads that does more than open a file. */
import * as vscode from 'vscode';
import type { ViewNode } from '#protocol/views';
import type { Bench } from '../bench';
import { runGate } from '../commands/run-gate';
import { opening } from './tree';

/** The command that opens the signature pause, given `{ folder, subject }`. */
const signCommand = 'gatehouse.sign';

export async function lead(bench: Bench, node: ViewNode): Promise<void> {
  if (node.leads === 'gate') return showGate(bench, node);
  // Where there is no panel to sign in, the packet itself is shown.
  if (node.leads === 'sign' && node.about && (await vscode.commands.getCommands(true)).includes(signCommand)) {
    const { folder, subject } = node.about;
    await vscode.commands.executeCommand(signCommand, { folder, subject });
  } else await openItem(node);
}

export async function openItem(node: ViewNode): Promise<void> {
  if (node.open) await vscode.commands.executeCommand('vscode.open', ...opening(node.open));
}

/** What the gate said last in this window. Nothing is run by looking. */
export async function showGate(bench: Bench, { about }: ViewNode): Promise<void> {
  if (!about?.gate) return;
  const { gate, subject, folder } = about;
  const title = subject === '' ? gate : `${gate} ${subject}`;
  if (await bench.gatePages.again(title)) return;
  const run = vscode.l10n.t('Run Gate');
  const said = vscode.l10n.t('{0} was not run in this window.', title);
  if ((await vscode.window.showInformationMessage(said, run)) === run) await runGate(bench, gate, subject, folder);
}
