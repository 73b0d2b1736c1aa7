/**
 * Which findings are shown. VS Code's own Markdown validation, where a person has switched it on, says of an open document
 * which of its links are dead: then ours are not shown beside it. What is found stays the same.
 */
import * as vscode from 'vscode';
import { ruleAt } from './rule-pages';

type Show = (uri: vscode.Uri, diagnostics: vscode.Diagnostic[]) => void;

/** Our rules about links, with the setting that has VS Code say the same. */
const links: Readonly<Record<string, string>> = {
  'gatehouse/link-dead-file': 'fileLinks.enabled',
  'gatehouse/link-dead-heading': 'fragmentLinks.enabled',
};

/** Stands between what the server publishes and what VS Code is given. */
export class Shown implements vscode.Disposable {
  /** The latest findings of documents that have some about links. */
  readonly #latest = new Map<string, { readonly uri: vscode.Uri; readonly all: vscode.Diagnostic[]; readonly show: Show }>();
  readonly #listeners = vscode.Disposable.from(
    vscode.workspace.onDidOpenTextDocument(({ uri }) => this.#again(uri)),
    vscode.workspace.onDidCloseTextDocument(({ uri }) => this.#again(uri)),
    vscode.workspace.onDidChangeConfiguration((changed) => {
      if (changed.affectsConfiguration('markdown.validate')) for (const { uri } of [...this.#latest.values()]) this.#again(uri);
    }),
  );

  /** New findings of a document. @param show gives VS Code a list in their place */
  handle(uri: vscode.Uri, all: vscode.Diagnostic[], show: Show): void {
    if (all.some((one) => settingOf(one) !== undefined)) this.#latest.set(uri.toString(), { uri, all, show });
    else this.#latest.delete(uri.toString());
    show(uri, shown(uri, all));
  }

  dispose(): void {
    this.#listeners.dispose();
  }

  #again(uri: vscode.Uri): void {
    const latest = this.#latest.get(uri.toString());
    latest?.show(uri, shown(uri, latest.all));
  }
}

const settingOf = (one: vscode.Diagnostic): string | undefined => links[ruleAt(one) ?? ''];

function shown(uri: vscode.Uri, all: vscode.Diagnostic[]): vscode.Diagnostic[] {
  const settings = vscode.workspace.getConfiguration('markdown.validate', uri);
  if (settings.get('enabled') !== true) return all;
  // Of closed documents it says nothing.
  const open = vscode.workspace.textDocuments.some(
    (doc) => doc.languageId === 'markdown' && doc.uri.toString() === uri.toString(),
  );
  if (!open) return all;
  return all.filter((one) => {
    const setting = settingOf(one);
    return setting === undefined || settings.get(setting) === 'ignore';
  });
}
