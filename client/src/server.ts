/**
 * The language server's process: starts it, starts it again after a crash, and says so when it will not run.
 *
 * Imported lazily: the language client is most of what the extension loads.
 */
import * as vscode from 'vscode';
import {
  CloseAction,
  ErrorAction,
  type ErrorHandler,
  LanguageClient,
  RevealOutputChannelOn,
  State,
  type StaticFeature,
  TransportKind,
} from 'vscode-languageclient/node';
import { clientCommands } from '#protocol/commands';
import type { InitializationOptions, OwnCapabilities } from '#protocol/messages';
import { withLineEnds } from './line-ends';
import type { Renaming } from './renaming';
import { linked } from './rule-pages';
import serverFlags from './server-flags.json';
import { Shown } from './shown';
import { traceLog } from './trace';
import { withContents } from './whole-files';

const maxCrashes = 4;
const crashWindowMs = 3 * 60_000;

/** What starts the server's process. */
export interface ServerOptions {
  /** The server's bundle. */
  readonly module: string;
  readonly log: vscode.LogOutputChannel;
  readonly renaming: Renaming;
  /** What ends with the extension. */
  readonly subscriptions: vscode.Disposable[];
}

/** Not started yet, so that the caller can listen to it first. */
export function newClient({ module, log, renaming, subscriptions }: ServerOptions): LanguageClient {
  const shown = new Shown();
  subscriptions.push(shown);
  const initializationOptions: InitializationOptions = { diagnostics: 'push' };
  const client = new Client(
    'gatehouse',
    'Gatehouse',
    // A small young generation: a pause for each of its collections is shorter than a key, and 60 MB less are held.
    { module, transport: TransportKind.ipc, options: { execArgv: serverFlags } },
    {
      documentSelector: [
        { scheme: 'file', language: 'markdown' },
        { scheme: 'file', language: 'yaml' },
      ],
      outputChannel: log,
      traceOutputChannel: traceLog(log, subscriptions),
      revealOutputChannelOn: RevealOutputChannelOn.Never,
      initializationOptions,
      errorHandler: new Restarts(),
      middleware: {
        handleDiagnostics: (uri, diagnostics, next) => shown.handle(uri, diagnostics.map(linked), next),
        sendRequest: async (type, param, token, next) => {
          const answer = await next(type, param, token);
          return typeof type === 'string' && type.startsWith('gatehouse/') ? withContents(answer) : answer;
        },
        prepareRename: renaming.prepareRename,
        provideRenameEdits: renaming.provideRenameEdits,
        provideCodeActions: async (document, range, context, token, next) => {
          const found = await next(document, range, context, token);
          for (const one of found ?? []) if ('edit' in one) await withLineEnds(one);
          return found;
        },
        resolveCodeAction: async (item, token, next) => withLineEnds(await next(item, token)),
        workspace: { handleApplyEdit: (params, next) => next(withContents(params), new vscode.CancellationTokenSource().token) },
        provideCompletionItem: async (document, position, context, token, next) =>
          goingOn(await next(document, position, context, token)),
      },
    },
  );
  client.registerFeature(own);
  return client;
}

/** Behind the name of a folder or of a field something is to follow: that is offered at once. */
function goingOn<T extends vscode.CompletionItem[] | vscode.CompletionList | null | undefined>(found: T): T {
  for (const item of Array.isArray(found) ? found : (found?.items ?? [])) {
    const { kind, insertText } = item;
    const text = typeof insertText === 'string' ? insertText : '';
    const isOpen = kind === vscode.CompletionItemKind.Folder || (kind === vscode.CompletionItemKind.Field && /[:|] $/.test(text));
    if (isOpen) item.command = { command: 'editor.action.triggerSuggest', title: '' };
  }
  return found;
}

/** Tells the server what it can count on beyond LSP. */
const own: StaticFeature = {
  fillClientCapabilities(capabilities) {
    const ours: OwnCapabilities = { gatehouse: { commands: clientCommands, consent: true } };
    capabilities.experimental = { ...capabilities.experimental, ...ours };
  },
  initialize() {},
  getState: () => ({ kind: 'static' }),
  clear() {},
};

/** Tells a person about a server that does not run once, in our words; everything else goes to the log. */
class Client extends LanguageClient {
  #told = false;

  override error(message: string, data?: unknown, show: boolean | 'force' = true): void {
    super.error(message, data, false);
    if (show === 'force') void this.#tell(message);
  }

  async #tell(message: string): Promise<void> {
    if (this.#told) return;
    this.#told = true;
    const showLog = vscode.l10n.t('Show Log');
    const text =
      this.state === State.StartFailed ? vscode.l10n.t('Gatehouse is not running: its server could not be started.') : message;
    const chosen = await vscode.window.showErrorMessage(text, showLog);
    this.#told = false;
    if (chosen === showLog) this.outputChannel.show();
  }
}

/** Starts a crashed server again, unless it crashes again and again. */
class Restarts implements ErrorHandler {
  #crashes: readonly number[] = [];

  error(_error: Error, _message: unknown, count: number | undefined): { action: ErrorAction; handled: boolean } {
    const action = (count ?? 0) <= 3 ? ErrorAction.Continue : ErrorAction.Shutdown;
    return { action, handled: action === ErrorAction.Continue };
  }

  closed(): { action: CloseAction; message: string; handled: boolean } {
    const now = Date.now();
    this.#crashes = [...this.#crashes.filter((at) => now - at < crashWindowMs), now];
    if (this.#crashes.length <= maxCrashes) {
      return { action: CloseAction.Restart, message: 'The server ended unexpectedly. It is started again.', handled: true };
    }
    return {
      action: CloseAction.DoNotRestart,
      message: vscode.l10n.t(
        'Gatehouse is not running: its server ended {0} times within three minutes and is not started again.',
        this.#crashes.length,
      ),
      handled: false,
    };
  }
}
