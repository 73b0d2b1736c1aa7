/** A small LSP client over stdio. It waits for what the server says, never for time. */
import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { relative, sep } from 'node:path';
import type { Readable, Writable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import {
  type CancellationToken,
  createMessageConnection,
  IPCMessageReader,
  IPCMessageWriter,
  type MessageConnection,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-jsonrpc/node';
import {
  type ClientCapabilities,
  type CodeAction,
  type Diagnostic,
  type InitializeResult,
  type LogMessageParams,
  MessageType,
  type PublishDiagnosticsParams,
  type Range,
  type Registration,
  type WorkspaceEditClientCapabilities,
} from 'vscode-languageserver/node';
import { isAside } from './asides';
import { type Disk, finallyDo, inRepository } from './disk';
import { indexOf, positionOf, replaced, textAt } from './text';

/** How long anything may take before the test says what is missing. */
const LIMIT = 20_000;

export interface ServerOptions {
  readonly command?: readonly string[];
  readonly initializationOptions?: unknown;
  /** In place of the disk's folder. */
  readonly folders?: readonly string[] | null;
  /** What the client can do besides watching files. */
  readonly capabilities?: ClientCapabilities;
  /** As the extension starts it: by Node's IPC. */
  readonly ipc?: true;
  /** Whether the client can watch files. */
  readonly watching?: 'yes' | 'no' | 'refuses';
}

export interface Published extends PublishDiagnosticsParams {
  readonly path: string;
}

export class Client {
  /** Everything published so far, in order. */
  readonly published: Published[] = [];
  readonly registered: Registration[] = [];
  /** What the server warned of: window/logMessage. */
  readonly logged: string[] = [];
  readonly notices: { readonly method: string; readonly params: unknown }[] = [];
  readonly #waiting = new Set<() => void>();
  readonly #texts = new Map<string, { text: string; version: number }>();
  stderr = '';
  initialized!: InitializeResult;

  constructor(
    readonly disk: Disk,
    readonly child: ChildProcess,
    readonly connection: MessageConnection,
    watching: ServerOptions['watching'],
  ) {
    child.stderr?.on('data', (data) => {
      this.stderr += data;
    });
    child.once('exit', () => this.#news());
    connection.onNotification('textDocument/publishDiagnostics', (p: PublishDiagnosticsParams) => {
      this.published.push({ ...p, path: this.pathOf(p.uri) });
      this.#news();
    });
    connection.onNotification('window/logMessage', ({ type, message }: LogMessageParams) => {
      if (type === MessageType.Error || type === MessageType.Warning) this.logged.push(message);
    });
    connection.onRequest('window/workDoneProgress/create', () => null);
    connection.onRequest('client/registerCapability', ({ registrations }: { registrations: Registration[] }) => {
      if (watching === 'refuses') throw new Error('not here');
      this.registered.push(...registrations);
      return null;
    });
    const noticed = (method: string, params: unknown): void => {
      this.notices.push({ method, params });
      this.#news();
    };
    connection.onNotification(noticed);
    connection.onUnhandledProgress((params) => noticed('$/progress', params));
    connection.listen();
  }

  /** Of a file in the disk's folder; another URI as it is. */
  pathOf(uri: string): string {
    if (!uri.startsWith('file:')) return uri;
    const path = relative(this.disk.root, fileURLToPath(uri)).replaceAll(sep, '/');
    return path.startsWith('..') ? uri : path;
  }

  request<R>(method: string, params?: unknown, token?: CancellationToken): Promise<R> {
    const sent = token ? this.connection.sendRequest<R>(method, params, token) : this.connection.sendRequest<R>(method, params);
    return limited(sent, () => `no answer to ${method}\n${this.stderr}`);
  }

  notify(method: string, params: unknown): void {
    // A server that is gone shows in what is waited for.
    this.connection.sendNotification(method, params).catch(() => {});
  }

  /** A request about a place: before the n-th character of the text where it stands first. */
  at<R>(method: string, path: string, text: string, n = 0, more: object = {}): Promise<R> {
    const position = positionOf(this.text(path), indexOf(this.text(path), text) + n);
    return this.request<R>(method, { textDocument: { uri: this.disk.uri(path) }, position, ...more });
  }

  /** What the client shows: its own text of an open document, else the disk's. */
  text(path: string): string {
    return this.#texts.get(path)?.text ?? (existsSync(this.disk.full(path)) ? this.disk.read(path).replace(/^\uFEFF/, '') : '');
  }

  versionOf(path: string): number | undefined {
    return this.#texts.get(path)?.version;
  }

  open(path: string, text = this.text(path), version = 1): void {
    this.#texts.set(path, { text, version });
    this.notify('textDocument/didOpen', { textDocument: { uri: this.disk.uri(path), languageId: 'markdown', version, text } });
  }

  /** Replaces a piece of an open document, as a key does. */
  type(path: string, from: string, to: string): void {
    const { text } = this.#open(path);
    const start = indexOf(text, from);
    this.edit(path, [{ range: { start: positionOf(text, start), end: positionOf(text, start + from.length) }, newText: to }]);
  }

  /** One message with several changes, each in the text after the one before it; without a range the whole text. */
  edit(path: string, edits: readonly { readonly range?: Range; readonly newText: string }[]): void {
    const doc = this.#open(path);
    for (const { range, newText } of edits) doc.text = range ? replaced(doc.text, range, newText) : newText;
    doc.version++;
    const contentChanges = edits.map(({ range, newText }) => (range ? { range, text: newText } : { text: newText }));
    this.notify('textDocument/didChange', {
      textDocument: { uri: this.disk.uri(path), version: doc.version },
      contentChanges,
    });
  }

  close(path: string): void {
    this.#texts.delete(path);
    this.notify('textDocument/didClose', { textDocument: { uri: this.disk.uri(path) } });
  }

  /** Tells what happened on disk: 1 created, 2 changed, 3 deleted. */
  watched(changes: Readonly<Record<string, 1 | 2 | 3>>): void {
    this.notify('workspace/didChangeWatchedFiles', {
      changes: Object.entries(changes).map(([path, type]) => ({ uri: this.disk.uri(path), type })),
    });
  }

  latest(path: string): Published | undefined {
    return this.published.findLast((p) => p.path === path);
  }

  /** Without what is beside the point. */
  diagnostics(path: string): readonly Diagnostic[] {
    return this.latest(path)?.diagnostics.filter((d) => !isAside(d.code)) ?? [];
  }

  /** What stands in the Problems panel for a document: each rule with the text that is underlined. */
  shown(path: string): readonly string[] {
    return this.diagnostics(path).map((d) => `${d.code} ${JSON.stringify(textAt(this.text(path), d.range))}`);
  }

  /** Waits until the document shows exactly these findings; an open one for the version that the client has. */
  async shows(path: string, ...findings: readonly string[]): Promise<void> {
    const isSo = (): boolean =>
      this.latest(path)?.version === this.versionOf(path) && JSON.stringify(this.shown(path)) === JSON.stringify(findings);
    await this.until(isSo).catch(() => {
      assert.deepEqual(this.shown(path), findings, `findings of ${path}`);
      assert.equal(this.latest(path)?.version, this.versionOf(path), `version of what is published for ${path}`);
    });
  }

  /** Waits until something is so; it is looked at again after every message. */
  async until(isSo: () => boolean, what = 'it does not come to be so'): Promise<void> {
    if (isSo()) return;
    const so = new Promise<void>((done) => {
      const look = (): void => {
        if (!isSo()) return;
        this.#waiting.delete(look);
        done();
      };
      this.#waiting.add(look);
    });
    await limited(so, () => `${what}\n${this.stderr}`);
  }

  /** Resolves when the server has said everything that follows from what it was told. */
  settled(): Promise<unknown> {
    return this.request('gatehouse/settled', {});
  }

  actions(path: string, range: Range, version?: number): Promise<readonly CodeAction[]> {
    const textDocument = { uri: this.disk.uri(path), ...(version === undefined ? {} : { version }) };
    return this.request('textDocument/codeAction', { textDocument, range, context: { diagnostics: [] } });
  }

  async stop(): Promise<number | null> {
    const gone = new Promise<number | null>((done) => this.child.once('exit', done));
    await this.request('shutdown');
    this.notify('exit', undefined);
    const code = await limited(gone, () => 'it does not end');
    this.connection.dispose();
    return code;
  }

  #open(path: string): { text: string; version: number } {
    return this.#texts.get(path) ?? assert.fail(`${path} is not open`);
  }

  #news(): void {
    for (const look of [...this.#waiting]) look();
  }
}

/** Starts the built server on a folder. It is ended after the test, whatever that did. */
export async function start(disk: Disk, options: ServerOptions = {}): Promise<Client> {
  const command = options.command ?? [inRepository('dist/server.js'), options.ipc ? '--node-ipc' : '--stdio'];
  const env = { ...process.env, GATEHOUSE_CACHE: '' };
  const pipes = ['pipe', 'pipe', 'pipe', ...(options.ipc ? (['ipc'] as const) : [])] as const;
  const child = spawn(process.execPath, command, { stdio: [...pipes], cwd: disk.root, env });
  // Its end, not that of its pipes: a program that it has started may hold those.
  const gone = new Promise((done) => child.once('exit', done));
  finallyDo(async () => {
    if (child.kill('SIGKILL')) await gone;
    // A message that was cut off is waited for again and again, and the test with it never ends.
    if (reader instanceof StreamMessageReader) reader.partialMessageTimeout = 0;
    for (const pipe of [child.stdin, child.stdout, child.stderr]) pipe?.destroy();
  });
  child.stdin?.on('error', () => {});
  const reader = options.ipc ? new IPCMessageReader(child) : new StreamMessageReader(child.stdout as Readable);
  const connection = createMessageConnection(
    reader,
    options.ipc ? new IPCMessageWriter(child) : new StreamMessageWriter(child.stdin as Writable),
  );
  connection.onError(() => {});
  const watching = options.watching ?? 'yes';
  const client = new Client(disk, child, connection, watching);
  const folders = options.folders === undefined ? [disk.uri('')] : options.folders;
  client.initialized = await client.request('initialize', {
    processId: process.pid,
    rootUri: folders?.[0] ?? null,
    workspaceFolders: folders?.map((uri, i) => ({ uri, name: `folder ${i}` })) ?? null,
    capabilities: {
      ...options.capabilities,
      workspace: {
        workspaceEdit,
        ...options.capabilities?.workspace,
        didChangeWatchedFiles: { dynamicRegistration: watching !== 'no' },
      },
    },
    initializationOptions: options.initializationOptions,
  });
  client.notify('initialized', {});
  return client;
}

/** What nearly every editor can do. */
const workspaceEdit: WorkspaceEditClientCapabilities = {
  documentChanges: true,
  resourceOperations: ['create', 'rename', 'delete'],
};

async function limited<T>(work: Promise<T>, what: () => string): Promise<T> {
  let limit: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, fail) => {
    limit = setTimeout(() => fail(new Error(`${what()} (after ${LIMIT / 1000} s)`)), LIMIT);
  });
  return Promise.race([work, late]).finally(() => clearTimeout(limit));
}
