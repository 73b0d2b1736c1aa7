/** Run Gate…: a gate, then what it is about, the likely one first; then its page. */
import * as vscode from 'vscode';
import { type GateLine, type GateResult, gateSubjects, gates } from '#protocol/messages';
import { ask } from '../ask';
import type { Bench } from '../bench';

/** With a gate's name, and what it is about, runs it at once, in a folder if one is named. Answers with the result; none: nothing was picked. */
export async function runGate(bench: Bench, gate?: string, subject?: string, folder?: string): Promise<GateResult | undefined> {
  const near = vscode.window.activeTextEditor?.document.uri.toString();
  const here = near === undefined ? {} : { near };
  const all = await ask(bench.server, gates, here);
  if (all.length === 0) {
    void vscode.window.showInformationMessage(
      vscode.l10n.t(
        'Gatehouse found nothing here that a gate could judge: no packets, task board, spec pointer or signature audit.',
      ),
    );
    return undefined;
  }
  const line =
    gate === undefined ? await pickGate(all) : all.find((g) => g.name === gate && (folder === undefined || g.folder === folder));
  if (!line) return undefined;
  const isAsked = line.subject !== 'folder' || line.narrows === true;
  const about = isAsked ? (subject ?? (await pickSubject(bench, line, here))) : '';
  if (about === undefined) return undefined;
  const title = about === '' ? line.name : `${line.name} ${about}`;
  const result = await vscode.window.withProgress(
    { location: vscode.ProgressLocation.Notification, title: vscode.l10n.t('Gatehouse: {0}…', title), cancellable: true },
    async (progress, token) => {
      const order = { folder: line.folder, gate: line.name, subject: about, ...root() };
      const done = await bench.gateRuns.run(order, { token, say: (message) => progress.report({ message }) });
      return token.isCancellationRequested ? 'called off' : done;
    },
  );
  if (result === 'called off') return undefined;
  if (!result) throw new Error(`${title} gave no result`);
  await bench.gatePages.show(title, result);
  void tell(title, result);
  return result;
}

/** On a line of a tree: its gate, or one of those that can be asked about it. */
export async function runGateOn(
  bench: Bench,
  { gate, subject, folder }: { readonly gate?: string; readonly subject: string; readonly folder?: string },
): Promise<GateResult | undefined> {
  if (gate !== undefined) return runGate(bench, gate, subject, folder);
  const all = await ask(bench.server, gates, {});
  const line = await pickGate(
    all.filter((g) => (g.subject === 'packet' || g.narrows === true) && (folder === undefined || g.folder === folder)),
  );
  return line && runGate(bench, line.name, subject, line.folder);
}

/** A leading slash in a page is the first folder: so the Markdown extension has it. */
function root(): { readonly root?: string } {
  const [first] = vscode.workspace.workspaceFolders ?? [];
  return first ? { root: first.uri.toString() } : {};
}

type GateItem = vscode.QuickPickItem & { readonly line: GateLine };

async function pickGate(all: readonly GateLine[]): Promise<GateLine | undefined> {
  const items = all.map(
    (line): GateItem => ({
      label: line.name,
      description: [line.subject === 'folder' ? '' : line.subject, line.folderName ?? ''].filter(Boolean).join(' · '),
      detail: line.summary,
      line,
    }),
  );
  const picked = await vscode.window.showQuickPick(items, {
    title: vscode.l10n.t('Run Gate'),
    placeHolder: vscode.l10n.t('A gate, or words of what it says'),
    matchOnDescription: true,
    matchOnDetail: true,
  });
  return picked?.line;
}

async function pickSubject(bench: Bench, line: GateLine, here: { readonly near?: string }): Promise<string | undefined> {
  const subjects = await ask(bench.server, gateSubjects, { folder: line.folder, gate: line.name, ...here });
  const whole = { label: vscode.l10n.t('The whole folder'), subject: '' };
  if (line.subject === 'commits')
    return vscode.window.showInputBox({
      title: line.name,
      prompt: vscode.l10n.t('Commits, as git names them'),
      value: 'origin/main..HEAD',
      validateInput: (text) => (text.trim() === '' ? vscode.l10n.t('Name a commit or a range.') : undefined),
    });
  if (subjects.length === 0) {
    if (line.narrows) return whole.subject;
    void vscode.window.showInformationMessage(
      line.subject === 'packet'
        ? vscode.l10n.t('There is no packet here that {0} could judge.', line.name)
        : vscode.l10n.t('The board has no closure section, so there is no phase that {0} could judge.', line.name),
    );
    return undefined;
  }
  const picked = await vscode.window.showQuickPick(
    [
      ...(line.narrows ? [whole] : []),
      ...subjects.map(({ name, detail }) => ({ label: name, description: detail, subject: name })),
    ],
    { title: line.name, placeHolder: line.summary, matchOnDescription: true },
  );
  return picked?.subject;
}

function tell(title: string, { report, counts }: GateResult): Thenable<unknown> {
  const show = {
    pass: vscode.window.showInformationMessage,
    fail: vscode.window.showErrorMessage,
    unknown: vscode.window.showWarningMessage,
  };
  return show[report.verdict](vscode.l10n.t('{0}: {1} ({2}).', title, report.verdict, counts));
}
