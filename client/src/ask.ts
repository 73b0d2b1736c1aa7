/** Sends one of our requests. The only place where a message's types meet its name. */
import type { CancellationToken } from 'vscode';
import type { LanguageClient } from 'vscode-languageclient/node';
import type { Request } from '#protocol/messages';

/** The server, which may still be starting. Rejects when it could not be started. */
export type Server = Promise<LanguageClient>;

/** Waits for the server to have started. Fails as the request does. */
export const ask = async <P, R>(server: Server, { method }: Request<P, R>, params: P, token?: CancellationToken): Promise<R> =>
  (await server).sendRequest<R>(method, params, token);
