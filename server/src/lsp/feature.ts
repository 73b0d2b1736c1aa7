/**
 * One LSP feature: what it promises the client, and how it answers.
 *
 * Invariant: a handler that throws gives an empty answer and a line in the log, never a dead server.
 */
import type { CancellationToken, Connection, ServerCapabilities } from 'vscode-languageserver/node';
import type { Entry } from '#service/workspace';
import type { Folder, Folders } from './folders';

export interface Ask {
  readonly folder: Folder;
  readonly entry: Entry;
}

export interface Desk {
  readonly folders: Folders;
  /** Resolves when everything found is published. */
  published(): Promise<void>;
  /** Wraps a handler of a request about one governed document. Other documents get `empty`. */
  about<P extends { textDocument: { uri: string } }, R>(
    name: string,
    empty: R,
    answer: (ask: Ask, params: P) => R | Promise<R>,
  ): (params: P, token: CancellationToken) => Promise<R>;
  /** Wraps any other handler. */
  safely<P, R>(name: string, empty: R, answer: (params: P) => R | Promise<R>): (params: P) => Promise<R>;
}

export interface Feature {
  readonly capability: ServerCapabilities;
  register(connection: Connection, desk: Desk): void;
}

export const feature = (f: Feature): Feature => f;

export function deskOf(folders: Folders, log: (message: string) => void, published: () => Promise<void>): Desk {
  const safely: Desk['safely'] = (name, empty, answer) => async (params) => {
    try {
      return await answer(params);
    } catch (cause) {
      log(`${name}: ${cause instanceof Error ? cause.stack : String(cause)}`);
      return empty;
    }
  };
  return {
    folders,
    published,
    safely,
    about: (name, empty, answer) => async (params, token) => {
      const found = folders.of(params.textDocument.uri);
      const entry = found?.folder.session.workspace.entries.get(found.path);
      if (!found || !entry || token.isCancellationRequested) return empty;
      return safely(name, empty, () => answer({ folder: found.folder, entry }, params))(undefined);
    },
  };
}

/** The offset of an LSP position in a document. */
export const offsetOf = (entry: Entry, position: { readonly line: number; readonly character: number }): number =>
  entry.lines.offset(position, entry.open?.text);
