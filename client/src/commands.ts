/** One handler for each command. A command without a handler does not compile. */
import * as vscode from 'vscode';
import { type ActionName, actionNames } from '#protocol/actions';
import { type ActionCommandId, actionCommand, type ClientCommandId, type CommandId } from '#protocol/commands';
import type { ViewNode } from '#protocol/views';
import type { Bench } from './bench';
import { act } from './commands/act';
import { initialize, openExample, openWalkthrough } from './commands/begin';
import { checkWorkspace } from './commands/check-workspace';
import { explainRule } from './commands/explain-rule';
import { showBlockers, showEvidence, showFindings } from './commands/lenses';
import { runGate, runGateOn } from './commands/run-gate';
import { save } from './commands/save';
import { sign, signAt } from './commands/sign';
import { lead, openItem, showGate } from './views/leads';

type Handler = (bench: Bench, ...args: readonly unknown[]) => unknown;

const actionHandlers = Object.fromEntries(
  actionNames.map((name): [ActionCommandId, Handler] => [
    actionCommand(name),
    (bench, subject, args) => {
      const about = aboutIn(subject);
      return act(bench, name, about?.subject, about?.isNode ? {} : argsIn(args), { folder: about?.folder });
    },
  ]),
) as Readonly<Record<`gatehouse.${ActionName}`, Handler>>;

/** What a command is about: named, or the line of a tree that it was chosen on. */
function aboutIn(
  given: unknown,
): { readonly subject: string; readonly folder?: string; readonly gate?: string; readonly isNode?: true } | undefined {
  if (typeof given === 'string') return { subject: given };
  const { about } = (given ?? {}) as Partial<ViewNode>;
  return about && { ...about, isNode: true };
}

const onNode =
  (handle: (bench: Bench, node: ViewNode) => unknown): Handler =>
  (bench, node) =>
    typeof (node as ViewNode | undefined)?.id === 'string' ? handle(bench, node as ViewNode) : undefined;

/** As a keybinding or another extension gives them: texts by name. */
function argsIn(args: unknown): Readonly<Record<string, readonly string[]>> {
  if (typeof args !== 'object' || args === null) return {};
  return Object.fromEntries(
    Object.entries(args).flatMap(([name, value]) => (typeof value === 'string' ? [[name, [value]]] : [])),
  );
}

const handlers: Readonly<Record<CommandId | ClientCommandId | 'gatehouse.tree.lead', Handler>> = {
  'gatehouse.checkWorkspace': ({ server }) => checkWorkspace(server),
  'gatehouse.explainRule': ({ server }, rule) => explainRule(server, typeof rule === 'string' ? rule : undefined),
  'gatehouse.runGate': (bench, gate, subject) => {
    const node = typeof gate === 'string' ? undefined : aboutIn(gate);
    if (node) return runGateOn(bench, node);
    return runGate(bench, typeof gate === 'string' ? gate : undefined, typeof subject === 'string' ? subject : undefined);
  },
  'gatehouse.sign': (bench, subject) => sign(bench, subject),
  ...actionHandlers,
  'gatehouse.showGraph': ({ graph }) => graph.show(),
  'gatehouse.showOverview': ({ overview }) => overview.show(),
  'gatehouse.showLog': ({ log }) => log.show(),
  'gatehouse.initialize': initialize,
  'gatehouse.openExample': openExample,
  'gatehouse.openWalkthrough': openWalkthrough,
  'gatehouse.groupItems': ({ arranging }, by) => arranging.group(typeof by === 'string' ? by : undefined),
  'gatehouse.filterItems': ({ arranging }) => arranging.filter(),
  'gatehouse.clearFilter': ({ arranging }) => arranging.clear(),
  'gatehouse.openItem': onNode((_, node) => openItem(node)),
  'gatehouse.showGate': onNode(showGate),
  'gatehouse.tree.lead': onNode(lead),
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
