/** Where a line of a tree leads that does more than open a file. */
import * as vscode from 'vscode';
import type { ViewNode } from '#protocol/views';
import type { Bench } from '../bench';
import { runGate } from '../commands/run-gate';
import { opening } from './tree';

/** Does what a line leads to. */
export async function lead(bench: Bench, node: ViewNode): Promise<void> {
  if (node.leads === 'gate') return showGate(bench, node);
  if (node.leads === 'sign' && node.about) bench.signPanels.show(node.about);
  else await openItem(node);
}

/** Opens the file at its place; nothing where the line has none. */
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
