// A client of the language server for measuring: it speaks LSP over stdio and notes when each answer reached this process.
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

/** How the extension starts it. */
const serverFlags = JSON.parse(readFileSync(new URL('../../client/src/server-flags.json', import.meta.url), 'utf8'));
const pulse = fileURLToPath(new URL('pulse.cjs', import.meta.url));

/**
 * The transport is written here, though vscode-jsonrpc is at hand: that one handles one message a turn of the event loop, and where
 * 5,000 documents are published it would measure itself. Here all messages of a chunk are read at once and carry its time of arrival.
 */
export class Client {
  #child;
  #next = 1;
  #waiting = new Map();
  #watchers = new Set();
  #received = Buffer.alloc(0);
  #ended;
  /** The last publication of every document: { version, diagnostics, at }. */
  published = new Map();
  /** When the server's event loop did not turn, as { from, to, waited } on our clock. Undefined until the server's pulse is heard. */
  stops;

  /** `watched` preloads a pulse into the server. What is to be measured without any addition leaves it away. */
  constructor(server, root, { watched = false } = {}) {
    this.root = root;
    this.startedAt = performance.now();
    const args = [...serverFlags, ...(watched ? ['--require', pulse] : []), ...server];
    this.#child = spawn(process.execPath, args, { cwd: root, stdio: ['pipe', 'pipe', 'ignore', 'pipe'] });
    this.#child.stdout.on('data', (chunk) => this.#read(chunk));
    this.#child.stdio[3].on('data', (chunk) => this.#beat(chunk));
    this.#child.stdin.on('error', () => {});
    this.#child.once('error', (error) => this.#end(error));
    this.#child.once('exit', (code, signal) => this.#end(new Error(`the server ended (${code ?? signal})`)));
  }

  get pid() {
    return this.#child.pid;
  }

  uri(path) {
    return pathToFileURL(join(this.root, path)).href;
  }

  /** Answers { result, error, at }; only a dead server or the time limit rejects. */
  request(method, params, limit = 60_000) {
    const id = this.#next++;
    return this.#within(limit, `no answer to ${method}`, (resolve, reject) => {
      this.#waiting.set(id, { resolve, reject });
      this.#send({ jsonrpc: '2.0', id, method, params });
    });
  }

  notify(method, params) {
    this.#send({ jsonrpc: '2.0', method, params });
  }

  /** Resolves with the first publication that `wanted` accepts, of those that arrive from now on. */
  next(wanted, limit, what) {
    let watcher;
    const done = this.#within(limit, `not published: ${what}`, (resolve, reject) => {
      watcher = { wanted, resolve, reject };
      this.#watchers.add(watcher);
    });
    return done.finally(() => this.#watchers.delete(watcher));
  }

  async initialize() {
    const capabilities = {
      textDocument: { publishDiagnostics: { versionSupport: true, relatedInformation: true } },
      workspace: { configuration: true, workspaceFolders: true, didChangeWatchedFiles: { dynamicRegistration: true } },
      window: { workDoneProgress: true },
    };
    const uri = pathToFileURL(this.root).href;
    const folders = [{ uri, name: 'bench' }];
    const answer = await this.request('initialize', {
      processId: process.pid,
      rootUri: uri,
      workspaceFolders: folders,
      capabilities,
    });
    if (answer.error !== undefined) throw new Error(`initialize: ${answer.error.message}`);
    this.notify('initialized', {});
    return answer;
  }

  open(path, text) {
    this.notify('textDocument/didOpen', { textDocument: { uri: this.uri(path), languageId: 'markdown', version: 1, text } });
  }

  /** `change` is { line, character, text, remove }: `remove` characters are replaced at one place. */
  change(path, version, { line, character, text = '', remove = 0 }) {
    const range = { start: { line, character }, end: { line, character: character + remove } };
    this.notify('textDocument/didChange', { textDocument: { uri: this.uri(path), version }, contentChanges: [{ range, text }] });
  }

  /** The findings of a document for at least this version. Ask before sending the change. */
  findings(path, version, limit = 10_000) {
    const uri = this.uri(path);
    return this.next((it) => it.uri === uri && it.version >= version, limit, `${path} with version ${version}`);
  }

  async stop() {
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) return;
    const gone = new Promise((resolve) => this.#child.once('exit', resolve));
    const timer = setTimeout(() => this.#child.kill('SIGKILL'), 3_000);
    await this.request('shutdown', undefined, 2_000).catch(() => {});
    this.notify('exit');
    await gone;
    clearTimeout(timer);
  }

  #within(limit, what, start) {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error(`${what} within ${limit / 1000} s`)), limit);
      const settle = (how) => (value) => {
        clearTimeout(timer);
        how(value);
      };
      if (this.#ended !== undefined) settle(reject)(this.#ended);
      else start(settle(resolve), settle(reject));
    });
  }

  #send(message) {
    const body = JSON.stringify(message);
    this.#child.stdin.write(`Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`);
  }

  #read(chunk) {
    const at = performance.now();
    this.#received = this.#received.length === 0 ? chunk : Buffer.concat([this.#received, chunk]);
    let from = 0;
    while (true) {
      const header = this.#received.indexOf('\r\n\r\n', from);
      if (header < 0) break;
      const length = Number(/Content-Length: (\d+)/i.exec(this.#received.toString('latin1', from, header))?.[1]);
      if (Number.isNaN(length)) return this.#end(new Error('the server wrote something that is not LSP to its output'));
      const end = header + 4 + length;
      if (end > this.#received.length) break;
      this.#handle(JSON.parse(this.#received.toString('utf8', header + 4, end)), at);
      from = end;
    }
    this.#received = this.#received.subarray(from);
  }

  #handle(message, at) {
    if (message.method === 'textDocument/publishDiagnostics') this.#publish({ ...message.params, at });
    else if (message.method !== undefined && message.id !== undefined) this.#answer(message);
    else if (message.id !== undefined) {
      this.#waiting.get(message.id)?.resolve({ result: message.result, error: message.error, at });
      this.#waiting.delete(message.id);
    }
  }

  #beat(chunk) {
    this.stops ??= [];
    for (const [, ...said] of chunk.toString('latin1').matchAll(/^([\d.]+) ([\d.]+) ([\d.e-]+)$/gm)) {
      const [from, to, waited] = said.map(Number);
      this.stops.push({ from: from - performance.timeOrigin, to: to - performance.timeOrigin, waited });
    }
  }

  #publish(it) {
    this.published.set(it.uri, it);
    for (const watcher of this.#watchers) if (watcher.wanted(it)) watcher.resolve(it);
  }

  /** No settings, and yes to everything else. */
  #answer({ id, method, params }) {
    const result = method === 'workspace/configuration' ? params.items.map(() => null) : null;
    this.#send({ jsonrpc: '2.0', id, result });
  }

  #end(error) {
    this.#ended ??= error;
    for (const { reject } of [...this.#waiting.values(), ...this.#watchers]) reject(error);
    this.#waiting.clear();
  }
}
