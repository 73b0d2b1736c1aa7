/** A page of ours in a webview: its document, which allows our own script and style and nothing else. */
import { randomBytes } from 'node:crypto';
import * as vscode from 'vscode';
import type { ShownPlace } from '#protocol/signing';

/** The name of a page, as in client/webview. */
export type PageName = 'sign' | 'graph' | 'overview';

/** Where the pages' scripts and styles lie. @param extension where the extension lies */
export const pagesIn = (extension: vscode.Uri): vscode.Uri => vscode.Uri.joinPath(extension, 'dist', 'webview');

/** Texts of documents reach a page by messages alone, never in this. @param title for screen readers; no text of a document */
export function pageOf(webview: vscode.Webview, extension: vscode.Uri, name: PageName, title: string): string {
  const nonce = randomBytes(16).toString('base64');
  const file = (ending: string): vscode.Uri => webview.asWebviewUri(vscode.Uri.joinPath(pagesIn(extension), `${name}.${ending}`));
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src ${webview.cspSource}; script-src 'nonce-${nonce}'; base-uri 'none'; form-action 'none'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="stylesheet" href="${file('css').toString()}">
<title>${title}</title>
</head>
<body>
<div id="page"></div>
<script nonce="${nonce}" src="${file('js').toString()}"></script>
</body>
</html>`;
}

/** Opens what a page leads to, beside it. */
export async function openPlace({ uri, range }: ShownPlace): Promise<void> {
  const selection = range && new vscode.Range(range.start.line, range.start.character, range.end.line, range.end.character);
  await vscode.window.showTextDocument(vscode.Uri.parse(uri), {
    preview: true,
    viewColumn: vscode.ViewColumn.Beside,
    ...(selection ? { selection } : {}),
  });
}
