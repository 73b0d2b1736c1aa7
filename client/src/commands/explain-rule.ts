/** Explain Rule: a pick list of all rules, those under the cursor first; opens the page of the one that is picked. */
import * as vscode from 'vscode';
import { type RuleLine, rules } from '#protocol/messages';
import { ask, type Server } from '../ask';
import { openPage, ruleAt } from '../rule-pages';

/** With a rule's id, opens its page at once: links do that. */
export async function explainRule(server: Server, rule?: string): Promise<void> {
  const picked = rule ?? (await pick(server));
  if (picked !== undefined) await openPage(picked);
}

type Item = vscode.QuickPickItem & { readonly rule?: string };

async function pick(server: Server): Promise<string | undefined> {
  const here = rulesHere();
  const choices: Promise<Item[]> = ask(server, rules, {}).then((all) => items(all, here));
  const picked = await vscode.window.showQuickPick(choices, {
    title: vscode.l10n.t('Explain Rule'),
    placeHolder: vscode.l10n.t('A rule, or words of what it says'),
    matchOnDescription: true,
    matchOnDetail: true,
  });
  return picked?.rule;
}

function items(all: readonly RuleLine[], here: readonly string[]): Item[] {
  const item = ({ id, severity, summary }: RuleLine): Item => ({ label: id, description: severity, detail: summary, rule: id });
  const first = here.flatMap((id) => all.find((line) => line.id === id) ?? []);
  if (first.length === 0) return all.map(item);
  const heading = (label: string): Item => ({ label, kind: vscode.QuickPickItemKind.Separator });
  const rest = all.filter(({ id }) => !here.includes(id));
  return [heading(vscode.l10n.t('At the cursor')), ...first.map(item), heading(vscode.l10n.t('All rules')), ...rest.map(item)];
}

/** The rules of the findings at the cursor, then of those on its line; each once. */
function rulesHere(): readonly string[] {
  const editor = vscode.window.activeTextEditor;
  if (!editor) return [];
  const cursor = editor.selection.active;
  const near = vscode.languages
    .getDiagnostics(editor.document.uri)
    .filter(({ range }) => range.start.line <= cursor.line && cursor.line <= range.end.line)
    .sort((a, b) => Number(b.range.contains(cursor)) - Number(a.range.contains(cursor)));
  return [...new Set(near.flatMap((d) => ruleAt(d) ?? []))];
}
