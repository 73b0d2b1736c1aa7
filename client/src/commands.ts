/** One handler for each command. A command without a handler does not compile. */
import * as vscode from 'vscode';
import { type ActionName, actionNames } from '#protocol/actions';
import { type ActionCommandId, actionCommand, type ClientCommandId, type CommandId } from '#protocol/commands';
import type { Bench } from './bench';
import { act } from './commands/act';
import { checkWorkspace } from './commands/check-workspace';
import { explainRule } from './commands/explain-rule';
import { showBlockers, showEvidence, showFindings } from './commands/lenses';
import { runGate } from './commands/run-gate';
import { save } from './commands/save';
import { sign, signAt } from './commands/sign';

type Handler = (bench: Bench, ...args: readonly unknown[]) => unknown;

const actionHandlers = Object.fromEntries(
  actionNames.map((name): [ActionCommandId, Handler] => [
    actionCommand(name),
    (bench, subject, args) => act(bench, name, typeof subject === 'string' ? subject : undefined, argsIn(args)),
  ]),
) as Readonly<Record<`gatehouse.${ActionName}`, Handler>>;

/** As a keybinding or another extension gives them: texts by name. */
function argsIn(args: unknown): Readonly<Record<string, readonly string[]>> {
  if (typeof args !== 'object' || args === null) return {};
  return Object.fromEntries(
    Object.entries(args).flatMap(([name, value]) => (typeof value === 'string' ? [[name, [value]]] : [])),
  );
}

const handlers: Readonly<Record<CommandId | ClientCommandId, Handler>> = {
  'gatehouse.checkWorkspace': ({ server }) => checkWorkspace(server),
  'gatehouse.explainRule': ({ server }, rule) => explainRule(server, typeof rule === 'string' ? rule : undefined),
  'gatehouse.runGate': (bench, gate, subject) =>
    runGate(bench, typeof gate === 'string' ? gate : undefined, typeof subject === 'string' ? subject : undefined),
  'gatehouse.sign': (bench, subject) => sign(bench, subject),
  ...actionHandlers,
  'gatehouse.showLog': ({ log }) => log.show(),
  'gatehouse.lens.findings': showFindings,
  'gatehouse.lens.sign': (bench, uri) => signAt(bench, uri),
  'gatehouse.lens.blockers': (_, uri, place) => showBlockers(uri, place),
  'gatehouse.lens.evidence': (_, uri, place) => showEvidence(uri, place),
  'gatehouse.save': (_, uri) => save(uri),
};

/** Registers every command. A handler that fails says so once, and where to look. */
export const registerCommands = (bench: Bench): vscode.Disposable[] =>
  Object.entries(handlers).map(([id, handle]) =>
    vscode.commands.registerCommand(id, async (...args: readonly unknown[]) => {
      try {
        return await handle(bench, ...args);
      } catch (error) {
        bench.log.error(`${id}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
        void tell(bench.log);
        return undefined;
      }
    }),
  );

async function tell(log: vscode.LogOutputChannel): Promise<void> {
  const showLog = vscode.l10n.t('Show Log');
  const chosen = await vscode.window.showErrorMessage(vscode.l10n.t('Gatehouse could not do that. The log says why.'), showLog);
  if (chosen === showLog) log.show();
}
