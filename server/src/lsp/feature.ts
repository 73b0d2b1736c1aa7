/**
 * One LSP feature: what it promises the client, and how it answers.
 *
 * Invariant: a handler that throws gives an empty answer and a line in the log, never a dead server.
 */
import {
  type CancellationToken,
  type ClientCapabilities,
  type Connection,
  LSPErrorCodes,
  ResponseError,
  type ServerCapabilities,
} from 'vscode-languageserver/node';
import { briefWords } from '#core/brief';
import { messageOf, traceOf } from '#core/cause';
import type { Doing } from '#core/task';
import { visible } from '#core/visible';
import type { ClientCommandId } from '#protocol/commands';
import { type ConsentQuestion, consent, type OwnCapabilities } from '#protocol/messages';
import type { Entry } from '#service/engine/entry';
import type { Folder, Folders } from './folders';
import { Verdicts } from './verdicts';

/** A request about one document, and where that is. */
export interface Ask {
  readonly folder: Folder;
  readonly entry: Entry;
  readonly token: CancellationToken;
}

/** What features work with. */
export interface Desk {
  readonly folders: Folders;
  /** What gates said. */
  readonly verdicts: Verdicts;
  /** What the client can do. */
  readonly client: ClientCapabilities;
  /** Called, not on every key, when other documents may look other than they did: for what the client should ask again. */
  onMoved(tell: () => void): void;
  /** Resolves when everything found is published. */
  published(): Promise<void>;
  /** Resolves when the folders are read: before that, what there is not may only not have been looked at. */
  ready(): Promise<void>;
  /** Wraps a handler of a request about one governed document. Other documents get `empty`. */
  about<P extends { textDocument: { uri: string } }, R>(
    name: string,
    empty: R,
    answer: (ask: Ask, params: P) => R | Promise<R>,
  ): (params: P, token: CancellationToken) => Promise<R>;
  /** The same for what needs every document of the folder: it waits until they are read. */
  aboutAll: Desk['about'];
  /** Wraps any other handler. */
  safely<P, R>(
    name: string,
    empty: R,
    answer: (params: P, token?: CancellationToken) => R | Promise<R>,
  ): (params: P, token?: CancellationToken) => Promise<R>;
}

/** One feature. Each has a file in `features/`. */
export interface Feature {
  /** A function where it depends on what the client can use. Undefined: nothing is promised, and nothing registered. */
  readonly capability: ServerCapabilities | ((client: ClientCapabilities) => ServerCapabilities | undefined);
  register(connection: Connection, desk: Desk): void;
}

/** Checks the type of a feature where it is written. */
export const feature = (f: Feature): Feature => f;

/** Whether a client has a command of ours. */
export function can(client: ClientCapabilities, command: ClientCommandId): boolean {
  const { gatehouse }: OwnCapabilities = client.experimental ?? {};
  return Array.isArray(gatehouse?.commands) && gatehouse.commands.includes(command);
}

/** Asks the person at the editor. Undefined: the client cannot ask, so nobody agrees to anything. @param asks what would run them */
export function consenting(
  connection: Connection,
  { client }: Pick<Desk, 'client'>,
  { uris }: Pick<Folder, 'uris'>,
  asks: string,
): Doing['consent'] {
  const { gatehouse }: OwnCapabilities = client.experimental ?? {};
  if (gatehouse?.consent !== true) return undefined;
  return async (commands) => {
    const question: ConsentQuestion = { folder: uris.uri(''), asks: visible(asks), commands: commands.map(visible) };
    try {
      return (await connection.sendRequest<unknown>(consent.method, question)) === true;
    } catch (cause) {
      connection.console.error(`consent: ${messageOf(cause)}`);
      return false;
    }
  };
}

/** Thrown by a handler: the client shows why nothing is done. */
export class Refused extends Error {}

/** What a desk is made of. */
export interface DeskOptions {
  readonly folders: Folders;
  readonly log: (message: string) => void;
  readonly published: () => Promise<void>;
  readonly ready: () => Promise<void>;
  readonly client: () => ClientCapabilities;
  readonly onMoved: (tell: () => void) => void;
}

/** One for a connection. */
export function deskOf({ folders, log, published, ready, client, onMoved }: DeskOptions): Desk {
  const safely: Desk['safely'] = (name, empty, answer) => async (params, token) => {
    try {
      return await answer(params, token);
    } catch (cause) {
      if (cause instanceof Refused) throw new ResponseError(LSPErrorCodes.RequestFailed, visible(briefWords(cause.message)));
      log(`${name}: ${traceOf(cause)}`);
      return empty;
    }
  };
  const about: Desk['about'] = (name, empty, answer) => async (params, token) => {
    const found = folders.of(params.textDocument.uri);
    const entry = found?.folder.session.workspace.entries.get(found.path);
    if (!found || !entry || token.isCancellationRequested) return empty;
    const answered = await safely(name, empty, () => answer({ folder: found.folder, entry, token }, params))(undefined);
    return token.isCancellationRequested ? empty : answered;
  };
  return {
    folders,
    verdicts: new Verdicts(),
    get client() {
      return client();
    },
    onMoved,
    published,
    ready,
    safely,
    about,
    aboutAll: (name, empty, answer) => async (params, token) => {
      await ready();
      return about(name, empty, answer)(params, token);
    },
  };
}

/** The offset of an LSP position in a document. */
export const offsetOf = (entry: Entry, position: { readonly line: number; readonly character: number }): number =>
  entry.lines.offset(position, entry.open?.text);
