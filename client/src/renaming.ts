/**
 * Renames that are refused. VS Code asks the next who can rename then, and its own Markdown renames headings and links: a number that a
 * signature locks would be changed in its heading, and nowhere else. So where that one would step in, the refusal is told here and
 * nothing is changed; elsewhere VS Code tells it.
 */
import * as vscode from 'vscode';
import type { Middleware } from 'vscode-languageclient/node';

type Own = Required<Pick<Middleware, 'prepareRename' | 'provideRenameEdits'>>;

/** What the language client asks in place of the server alone. */
export class Renaming implements Own {
  /** In place of the notification: for tests. */
  tell = (says: string): void => void vscode.window.showWarningMessage(says);

  readonly prepareRename: Own['prepareRename'] = async (document, position, token, next) => {
    try {
      return await next(document, position, token);
    } catch (error) {
      if (!this.#isKept(error, document, position)) throw error;
      // Whoever says where a name is keeps others from being asked. What is typed then changes nothing.
      const range = document.getWordRangeAtPosition(position, /[\p{L}\p{N}._-]+/u) ?? new vscode.Range(position, position);
      return { range, placeholder: document.getText(range) };
    }
  };

  readonly provideRenameEdits: Own['provideRenameEdits'] = async (document, position, name, token, next) => {
    try {
      return await next(document, position, name, token);
    } catch (error) {
      if (!this.#isKept(error, document, position)) throw error;
      return new vscode.WorkspaceEdit();
    }
  };

  /** Whether the server refuses, where Markdown's own rename would step in. It is told then. */
  #isKept(error: unknown, document: vscode.TextDocument, position: vscode.Position): error is Error {
    if (!isRefusal(error) || document.languageId !== 'markdown' || !isMarkdowns(document, position.line)) return false;
    this.tell(error.message);
    return true;
  }
}

/** Of all that keeps the server from a rename only a refusal has words of its own. Where there is no name the language client says this. */
const isRefusal = (error: unknown): error is Error =>
  error instanceof Error && !(error instanceof vscode.CancellationError) && error.message !== "The element can't be renamed.";

/** A heading, or a line with a link: only a parser could say where on it. */
function isMarkdowns(document: vscode.TextDocument, line: number): boolean {
  const { text } = document.lineAt(line);
  const below = line + 1 < document.lineCount ? document.lineAt(line + 1).text : '';
  return /^ {0,3}#{1,6}(?:\s|$)/.test(text) || /^ {0,3}(?:=+|-+)\s*$/.test(below) || /\]\(|\]\[|^\s*\[[^\]]+\]:/.test(text);
}
