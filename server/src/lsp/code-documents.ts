/**
 * Source code in the editor: kept in step, with code actions, and nothing else. Other features are promised for documents; in code
 * they would stand in the way of its own language's.
 */
import {
  BulkRegistration,
  type ClientCapabilities,
  CodeActionRequest,
  type Connection,
  DidChangeTextDocumentNotification,
  DidCloseTextDocumentNotification,
  DidOpenTextDocumentNotification,
  DidSaveTextDocumentNotification,
  TextDocumentSyncKind,
} from 'vscode-languageserver/node';
import { codeActions } from './features/code-action';

/** Registers for code with one client, once. */
export class CodeDocuments {
  readonly #connection: Connection;
  #asked = false;

  constructor(connection: Connection) {
    this.#connection = connection;
  }

  /** Once somebody reads code. A client that cannot, or refuses, tells of a file when it is written. @param globs which files */
  async follow(globs: readonly string[], client: ClientCapabilities): Promise<void> {
    if (this.#asked || globs.length === 0 || client.textDocument?.synchronization?.dynamicRegistration !== true) return;
    this.#asked = true;
    const documentSelector = globs.map((pattern) => ({ scheme: 'file', pattern }));
    const all = BulkRegistration.create();
    for (const type of [
      DidOpenTextDocumentNotification.type,
      DidSaveTextDocumentNotification.type,
      DidCloseTextDocumentNotification.type,
    ])
      all.add(type, { documentSelector });
    all.add(DidChangeTextDocumentNotification.type, { documentSelector, syncKind: TextDocumentSyncKind.Incremental });
    if (client.textDocument.codeAction?.dynamicRegistration === true)
      all.add(CodeActionRequest.type, { documentSelector, ...codeActions(client) });
    await this.#connection.client.register(all);
  }
}
