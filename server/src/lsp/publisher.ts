/**
 * Publishes findings: one owner, for open and closed documents alike. Newest wins; a document is published when its list
 * is a new one, an open one after every edit with its version.
 *
 * Invariant: it keeps the event loop for at most {@link SLICE} ms, serialising included; a slice of judging may come in the same turn.
 */
import type { Connection } from 'vscode-languageserver/node';
import type { Pace } from '#core/ports';
import type { Entry } from '#service/engine/entry';
import { diagnostic } from './convert';
import type { Folder } from './folders';

const SLICE = 3;

/** What one client is shown. */
export class Publisher {
  readonly #queue = new Map<string, { readonly folder: Folder; readonly entry: Entry }>();
  /** Documents that show something, and whose. */
  readonly #shown = new Map<string, Folder>();
  #draining: Promise<void> | undefined;

  constructor(
    private readonly connection: Connection,
    private readonly pace: Pace,
    /** Off when the client pulls. */
    private readonly on: () => boolean,
  ) {}

  /** At once, before everything that waits. */
  now(folder: Folder, entry: Entry): Promise<void> {
    this.#queue.delete(folder.uris.uri(entry.path));
    return this.#send(folder, entry);
  }

  /** When the event loop has turned, after what waits already. Of one document only the newest list is sent. */
  later(folder: Folder, entry: Entry): void {
    this.#queue.set(folder.uris.uri(entry.path), { folder, entry });
    this.#draining ??= this.#drain().finally(() => {
      this.#draining = undefined;
    });
  }

  /** What is shown of a folder's documents is shown no longer. */
  takeBack(folder: Folder): void {
    for (const [uri, waiting] of [...this.#queue]) if (waiting.folder === folder) this.#queue.delete(uri);
    for (const [uri, owner] of [...this.#shown]) {
      if (owner !== folder) continue;
      this.#shown.delete(uri);
      void this.connection.sendDiagnostics({ uri, diagnostics: [] });
    }
  }

  /** Resolves when nothing waits. */
  async settled(): Promise<void> {
    while (this.#draining) await this.#draining;
  }

  async #drain(): Promise<void> {
    await this.pace.pause();
    let began = this.pace.now();
    for (;;) {
      const next = this.#queue.entries().next();
      if (next.done) return;
      const [uri, { folder, entry }] = next.value;
      this.#queue.delete(uri);
      await this.#send(folder, entry);
      if (this.pace.now() - began < SLICE) continue;
      await this.pace.pause();
      began = this.pace.now();
    }
  }

  async #send(folder: Folder, entry: Entry): Promise<void> {
    if (!this.on()) return;
    const version = entry.open?.version;
    const diagnostics = entry.findings.map((f) => diagnostic(folder, entry, f));
    const uri = folder.uris.uri(entry.path);
    if (diagnostics.length > 0) this.#shown.set(uri, folder);
    else this.#shown.delete(uri);
    await this.connection.sendDiagnostics({
      uri,
      ...(version === undefined ? {} : { version }),
      diagnostics,
    });
  }
}
