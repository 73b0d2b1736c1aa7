/** Rule pages: virtual Markdown documents that the server writes, and the links to them. */
import * as vscode from 'vscode';
import { explain } from '#protocol/messages';
import { ask, type Server } from './ask';

/** Of the URIs of these pages. */
export const scheme = 'gatehouse-rule';

/** `packets/dead-anchor` lives at `gatehouse-rule:/packets/dead-anchor.md`: the ending makes it Markdown. */
const pageOf = (rule: string): vscode.Uri => vscode.Uri.from({ scheme, path: `/${rule}.md` });

const ruleOf = (page: vscode.Uri): string => page.path.replace(/^\//, '').replace(/\.md$/, '');

/** Gives VS Code a page's text; the page says so where there is no such rule. */
export const rulePages = (server: Server): vscode.TextDocumentContentProvider => ({
  async provideTextDocumentContent(uri, token) {
    const rule = ruleOf(uri);
    const page = await ask(server, explain, { rule }, token);
    return page?.markdown ?? vscode.l10n.t('There is no rule {0}.', `\`${rule}\``);
  },
});

/** Opens a rule's page as it should be read. Without the Markdown extension: as text. */
export async function openPage(rule: string): Promise<void> {
  const page = pageOf(rule);
  try {
    await vscode.commands.executeCommand('markdown.showPreview', page);
  } catch {
    await vscode.window.showTextDocument(page, { preview: true });
  }
}

/** The diagnostic's rule, or undefined where it is not one of ours. */
export function ruleAt({ source, code }: vscode.Diagnostic): string | undefined {
  if (source !== 'gatehouse') return undefined;
  const value = typeof code === 'object' ? code.value : code;
  return typeof value === 'string' ? value : undefined;
}

/** The same diagnostic with its code linked to the rule's page, whatever other editors may get as a link. */
export function linked(diagnostic: vscode.Diagnostic): vscode.Diagnostic {
  const rule = ruleAt(diagnostic);
  if (rule === undefined) return diagnostic;
  const args = encodeURIComponent(JSON.stringify([rule]));
  diagnostic.code = { value: rule, target: vscode.Uri.parse(`command:gatehouse.explainRule?${args}`) };
  return diagnostic;
}
