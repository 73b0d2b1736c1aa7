/**
 * Entry: hangs up the views and commands at once, then starts the server without waiting for it.
 *
 * Invariant: `activate` returns before the language client is even loaded.
 */
import * as vscode from 'vscode';
import type { LanguageClient, State } from 'vscode-languageclient/node';
import { type ConsentQuestion, consent as consentRequest } from '#protocol/messages';
import { keyWaits as keyWaitsNotice } from '#protocol/signing';
import { type ViewId, viewsChanged } from '#protocol/views';
import type { Server } from './ask';
import type { Beginning, Bench } from './bench';
import { registerCommands } from './commands';
import { atModal } from './commands/begin';
import { Consent } from './consent';
import { Decorations } from './decorations';
import { GatePages, gateScheme } from './gate-pages';
import { GateRuns } from './gate-runs';
import { GateTests } from './gate-tests';
import { graphPanel } from './graph-panel';
import { overviewPanel } from './overview-panel';
import { Renaming } from './renaming';
import { rulePages, scheme } from './rule-pages';
import type { ServerOptions } from './server';
import { panelType, SignPanels } from './sign/panels';
import { SignRequests } from './sign/requests';
import { StatusBar } from './status-bar';
import { gateTasks, taskType } from './tasks';
import { Verdicts } from './verdicts';
import { Arranging } from './views/arrangement';
import { Dragging } from './views/dragging';
import { Tree } from './views/tree';

/** What `activate` gives to tests. */
export interface Api {
  /** Settles when the server has answered `initialize`. */
  readonly ready: Promise<void>;
  readonly trees: ReadonlyMap<ViewId, Tree>;
  readonly statusBar: StatusBar;
  readonly gateTests: GateTests;
  readonly consent: Consent;
  readonly beginning: Beginning;
  readonly signRequests: SignRequests;
  readonly arranging: Arranging;
  readonly dragging: Dragging;
  readonly decorations: Decorations;
  readonly renaming: Renaming;
}

/** The values of the context key `gatehouse.server`, by the client's state. */
const words: Readonly<Record<State, 'stopped' | 'running' | 'starting'>> = {
  1: 'stopped',
  2: 'running',
  3: 'starting',
  4: 'stopped',
};

let server: Server | undefined;

/** VS Code calls it. What it returns is for tests; undefined elsewhere. */
export function activate(context: vscode.ExtensionContext): Api | undefined {
  const log = vscode.window.createOutputChannel('Gatehouse', { log: true });
  const refresh = (): void => {
    for (const tree of trees.values()) tree.refresh();
    void statusBar.refresh();
    signPanels.refresh();
    signRequests.refresh();
    graph.refresh();
    overview.refresh();
    void gateTests.refresh();
    decorations.refresh();
  };
  const consent = new Consent();
  const beginning = atModal();
  const renaming = new Renaming();
  const verdicts = new Verdicts(context.workspaceState);
  const started = start(
    { module: context.asAbsolutePath('dist/server.js'), log, renaming, subscriptions: context.subscriptions },
    consent,
    verdicts,
    { refresh, keyWaits: () => signPanels.keyWaits() },
  );
  const statusBar = new StatusBar(started, log);
  const gatePages = new GatePages();
  const gateRuns = new GateRuns(started, verdicts, log);
  const gateTests = new GateTests(started, gateRuns, log);
  const signPanels = new SignPanels(context.extensionUri, () => bench);
  const signRequests = new SignRequests(() => bench);
  const graph = graphPanel(context.extensionUri, () => bench);
  const overview = overviewPanel(context.extensionUri, () => bench);
  const decorations = new Decorations(started, log);
  const arranging = new Arranging(started, context.workspaceState);
  const dragging = new Dragging(() => bench);
  const packets = new Tree('gatehouse.packets', started, log, { arrangement: () => arranging.now, drag: dragging });
  const all = [new Tree('gatehouse.phases', started, log), packets, new Tree('gatehouse.signatures', started, log)];
  const trees = new Map(all.map((tree) => [tree.id, tree]));
  const arranged = (): void => {
    Object.assign(packets.view, { message: arranging.says });
    packets.refresh();
  };
  arranged();
  const { extensionUri: extension, globalStorageUri: storage } = context;
  const bench: Bench = {
    server: started,
    log,
    gatePages,
    gateRuns,
    arranging,
    beginning,
    graph,
    overview,
    signPanels,
    extension,
    storage,
  };
  context.subscriptions.push(
    log,
    ...trees.values(),
    decorations,
    arranging,
    arranging.onDidChange(arranged),
    statusBar,
    gatePages,
    gateTests,
    vscode.tasks.registerTaskProvider(taskType, gateTasks(started, context.asAbsolutePath('bin/gatehouse.cjs'))),
    ...registerCommands(bench),
    signPanels,
    signRequests,
    graph,
    overview,
    vscode.window.registerWebviewPanelSerializer(graph.type, graph),
    vscode.window.registerWebviewPanelSerializer(overview.type, overview),
    vscode.window.registerWebviewPanelSerializer(panelType, signPanels),
    vscode.workspace.registerTextDocumentContentProvider(gateScheme, gatePages),
    vscode.workspace.registerTextDocumentContentProvider(scheme, rulePages(started)),
  );
  server = started;
  const ready = started.then(() => undefined);
  ready.catch((error) => log.error(String(error)));
  // Another extension has no business with what stands in for a person in tests.
  return context.extensionMode === vscode.ExtensionMode.Production
    ? undefined
    : { ready, trees, statusBar, gateTests, consent, beginning, signRequests, arranging, dragging, decorations, renaming };
}

/** VS Code calls it. Ends the server. */
export async function deactivate(): Promise<void> {
  const client = await server?.catch(() => undefined);
  await client?.dispose();
}

/** What is done when the server says something by itself. */
interface Told {
  refresh(): void;
  keyWaits(): void;
}

async function start(
  options: ServerOptions,
  consent: Consent,
  verdicts: Verdicts,
  { refresh, keyWaits }: Told,
): Promise<LanguageClient> {
  const { newClient } = await import('./server');
  const client = newClient(options);
  let told = false;
  client.onNotification(viewsChanged.method, refresh);
  client.onNotification(keyWaitsNotice.method, keyWaits);
  client.onRequest(consentRequest.method, (asked: ConsentQuestion) => consent.answer(asked));
  client.onDidChangeState(({ newState }) => {
    void vscode.commands.executeCommand('setContext', 'gatehouse.server', words[newState]);
    // A client that runs can be told at once; while it starts, below.
    if (words[newState] === 'running' && told) void verdicts.tell(Promise.resolve(client));
    // A server that was started again has its own answers, one that stopped has none.
    if (words[newState] !== 'starting') refresh();
  });
  await client.start();
  await verdicts.tell(Promise.resolve(client));
  told = true;
  return client;
}
