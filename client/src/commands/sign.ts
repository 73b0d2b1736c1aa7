/** The ways to the signature panel: what is asked for, the packet in the editor, or what is picked. None of them signs. */
import * as vscode from 'vscode';
import { type SigningTarget, signingTargets } from '#protocol/signing';
import { ask } from '../ask';
import type { Bench } from '../bench';

/** The command: opens the panel of what it is given, of the packet in the editor, or of what is picked. It signs nothing. */
export async function sign(bench: Bench, given: unknown): Promise<void> {
  const near = vscode.window.activeTextEditor?.document.uri.toString();
  const asked = subjectIn(given);
  const about = { ...(near === undefined ? {} : { near }), ...(asked ? { subject: asked.subject } : {}) };
  const targets = await ask(bench.server, signingTargets, about);
  const own =
    asked && targets.find((t) => t.subject === asked.subject && (asked.folder === undefined || t.folder === asked.folder));
  if (asked?.folder !== undefined) bench.signPanels.show({ folder: asked.folder, subject: asked.subject });
  else if (own) bench.signPanels.show(own);
  else if (asked) void vscode.window.showInformationMessage(vscode.l10n.t('{0} does not wait for a signature.', asked.subject));
  else if (targets.length === 0) void vscode.window.showInformationMessage(vscode.l10n.t('Nothing here waits for a signature.'));
  else {
    const picked = await pick(targets);
    if (picked) bench.signPanels.show(picked);
  }
}

/** The same for the packet of a document. */
export async function signAt(bench: Bench, uri: unknown): Promise<void> {
  if (typeof uri !== 'string') return;
  const [first] = await ask(bench.server, signingTargets, { near: uri });
  if (first?.uri === uri) bench.signPanels.show(first);
  else void vscode.window.showInformationMessage(vscode.l10n.t('This does not wait for a signature.'));
}

/** A subject, as a lens, a row of a tree or a keybinding gives it. */
function subjectIn(given: unknown): { readonly subject: string; readonly folder?: string } | undefined {
  if (typeof given === 'string') return { subject: given };
  if (typeof given !== 'object' || given === null || !('subject' in given) || typeof given.subject !== 'string') return undefined;
  return { subject: given.subject, ...('folder' in given && typeof given.folder === 'string' ? { folder: given.folder } : {}) };
}

async function pick(targets: readonly SigningTarget[]): Promise<SigningTarget | undefined> {
  const items = targets.map((target) => ({
    label: target.subject,
    description: [target.detail, target.folderName ?? ''].filter(Boolean).join(' · '),
    ...(target.requested === undefined ? {} : { detail: target.requested }),
    target,
  }));
  const placeHolder = vscode.l10n.t('What do you want to look at, and sign?');
  return (await vscode.window.showQuickPick(items, { title: vscode.l10n.t('Sign'), placeHolder, matchOnDetail: true }))?.target;
}
