/** The language server: joins a connection to sessions. Knows no plug-in and no file system. */
import {
  type ClientCapabilities,
  type Connection,
  type DidChangeTextDocumentParams,
  DidChangeWatchedFilesNotification,
  FileChangeType,
  type InitializeParams,
  type ServerCapabilities,
  TextDocumentSyncKind,
  WatchKind,
  type WorkspaceFoldersChangeEvent,
} from 'vscode-languageserver/node';
import { traceOf } from '#core/cause';
import { codeGlobs } from '#core/code';
import type { Pace } from '#core/ports';
import type { AnyRule } from '#core/rule';
import type { RelPath } from '#core/text';
import { visibleLines } from '#core/visible';
import type * as messages from '#protocol/messages';
import { views, viewsChanged } from '#protocol/views';
import { CONFIG } from '#service/config/config';
import type { Entry } from '#service/engine/entry';
import { Slices } from '#service/engine/slices';
import { CodeDocuments } from './code-documents';
import { inOrder, wellFormed } from './content-changes';
import { deskOf, offsetOf } from './feature';
import { featuresOf } from './features/all';
import pullDiagnostics from './features/pull-diagnostics';
import { type Folder, Folders } from './folders';
import { type OpenFolder, Projects } from './projects';
import { Publisher } from './publisher';
import { ReadingProgress } from './reading-progress';
import type { Signer } from './signing-view';
import { plainUri } from './uris';

/** Without a key for this long, in milliseconds, an open document is parsed from scratch. */
const IDLE = 1000;
/** The trees follow the files, but not every key. */
const VIEWS = 200;

/** What a server is started with. */
export interface ServerOptions {
  /** A session for a folder given by its URI; undefined where there is no such thing (a virtual folder). */
  open(uri: string): OpenFolder | undefined;
  readonly rules: Readonly<Record<string, AnyRule>>;
  readonly rulePage: Folder['rulePage'];
  readonly pace: Pace;
  /** Whose yes signs. Undefined: nobody's, for no editor of ours is at the other end. */
  readonly signer?: Signer;
  /** Called once the folders that are open at the start are read. */
  loaded(): void;
}

/** Registers everything, and answers until the connection ends. */
export function serve(connection: Connection, options: ServerOptions): void {
  const folders = new Folders();
  const log = (message: string): void => connection.console.error(visibleLines(message));
  let pulled = false;
  let watches = false;
  const publisher = new Publisher(connection, options.pace, () => !pulled);
  let client: ClientCapabilities = {};
  const whenMoved: (() => void)[] = [];
  const desk = deskOf({
    folders,
    log,
    published: () => publisher.settled(),
    ready: async () => {
      await started;
      await Promise.all(under);
    },
    client: () => client,
    onMoved: (tell) => void whenMoved.push(tell),
  });
  const idle = new Map<string, ReturnType<typeof setTimeout>>();
  let viewsTimer: ReturnType<typeof setTimeout> | undefined;
  let started: Promise<void> | undefined;
  /** The folders that the client has open. */
  let opened: readonly string[] = [];
  /** Work on projects that is under way. */
  const under = new Set<Promise<void>>();
  /** Work that no request waits for: open texts that are parsed whole, say. */
  const beside = new Set<Promise<void>>();
  /** The store's revision at which a folder was last told of. */
  const seen = new Map<Folder, number>();

  const viewsMoved = (): void => {
    viewsTimer ??= setTimeout(() => {
      viewsTimer = undefined;
      void connection.sendNotification(viewsChanged.method, { views });
      for (const tell of whenMoved) tell();
    }, VIEWS);
  };
  const code = new CodeDocuments(connection);
  /** A project that reads code may have come. */
  const followCode = (): void => {
    const kinds = folders.all
      .flatMap((f) => f.session.workspace.setup.kinds)
      .filter((k) => !k.kind.everywhere && k.kind.reads === 'code');
    const globs = [...new Set(kinds.flatMap((k) => k.kind.files(k.dialect)))];
    code.follow(globs, client).catch((cause: unknown) => log(`documents of source code: ${String(cause)}`));
  };
  const settle = (folder: Folder): void => {
    folder.session.settle().catch((cause: unknown) => log(`settling: ${traceOf(cause)}`));
  };
  const features = featuresOf(options.rules, options.signer);
  const progress = new ReadingProgress(connection, () => folders.all.map((f) => f.session), options.pace, log);
  const began = (work: Promise<void>): void => {
    progress.follow();
    under.add(work);
    void work.finally(() => {
      under.delete(work);
      followCode();
    });
  };
  const projects = new Projects({
    folders,
    open: options.open,
    rulePage: options.rulePage,
    log,
    added: (folder) => {
      folder.session.onFindings((entry) => {
        publisher.later(folder, entry);
        viewsMoved();
      });
      folder.session.onConfig(() => began(options.pace.pause().then(() => projects.look())));
    },
    removed: (folder) => {
      publisher.takeBack(folder);
      seen.delete(folder);
      viewsMoved();
    },
  });

  connection.onInitialize((params: InitializeParams) => {
    const asked = params.initializationOptions as messages.InitializationOptions | undefined;
    client = params.capabilities ?? {};
    pulled = (asked?.diagnostics ?? usual(client)) === 'pull';
    watches = params.capabilities.workspace?.didChangeWatchedFiles?.dynamicRegistration === true;
    const uris = params.workspaceFolders?.map((f) => f.uri) ?? (params.rootUri ? [params.rootUri] : []);
    opened = uris;
    projects.set(opened);
    const all = pulled ? [...features, pullDiagnostics] : features;
    const capabilities: ServerCapabilities = {
      textDocumentSync: { openClose: true, change: TextDocumentSyncKind.Incremental, save: true },
      ...(client.workspace?.workspaceFolders
        ? { workspace: { workspaceFolders: { supported: true, changeNotifications: true } } }
        : {}),
    };
    for (const f of all) {
      const promised = typeof f.capability === 'function' ? f.capability(client) : f.capability;
      if (!promised) continue;
      f.register(connection, desk);
      const workspace = { ...capabilities.workspace, ...promised.workspace };
      Object.assign(capabilities, promised, Object.keys(workspace).length > 0 ? { workspace } : {});
    }
    return { capabilities };
  });

  connection.onInitialized(() => {
    // The library takes the notification for itself where the client announces it.
    if (client.workspace?.workspaceFolders) connection.workspace.onDidChangeWorkspaceFolders(foldersChanged);
    started = (async () => {
      // A client that refuses has findings all the same; it only will not tell of files that change.
      if (watches) void watch(connection).catch((cause: unknown) => log(`watching files: ${String(cause)}`));
      progress.follow();
      await projects.start();
      options.loaded();
      followCode();
      viewsMoved();
    })().catch((cause: unknown) => log(`start: ${traceOf(cause)}`));
  });

  const foldersChanged = ({ added, removed }: WorkspaceFoldersChangeEvent): void => {
    const gone = new Set(removed.map((f) => plainUri(f.uri)));
    opened = [...opened.filter((uri) => !gone.has(plainUri(uri))), ...added.map((f) => f.uri)];
    projects.set(opened);
    began(projects.start().then(viewsMoved));
    viewsMoved();
  };

  connection.onDidOpenTextDocument(({ textDocument: { uri, text, version } }) => {
    const found = folders.of(uri);
    if (!found) return projects.strays.set({ path: uri, text, version });
    const entry = found.folder.session.open(found.path, text, version);
    own(found.folder, entry);
    noticed(uri);
  });

  connection.onDidChangeTextDocument((params) => {
    params.contentChanges.forEach(wellFormed);
    const found = folders.of(params.textDocument.uri);
    if (found) return change(found.folder, found.path, params);
    const { uri, version } = params.textDocument;
    for (const c of params.contentChanges) {
      if ('range' in c) projects.strays.edit(uri, inOrder(c.range), c.text, version);
      else projects.strays.set({ path: uri, text: c.text, version });
    }
  });

  connection.onDidSaveTextDocument(({ textDocument }) => {
    const found = folders.of(textDocument.uri);
    if (found) reconcile(found.folder, found.path);
    noticed(textDocument.uri);
  });

  connection.onDidCloseTextDocument(({ textDocument }) => {
    clearTimeout(idle.get(textDocument.uri));
    idle.delete(textDocument.uri);
    projects.strays.delete(textDocument.uri);
    const found = folders.of(textDocument.uri);
    if (!found) return;
    const { folder, path } = found;
    began(
      folder.session
        .close(path)
        .then(() => {
          moved(folder);
          relocate(folder, [path]);
        })
        .catch((cause: unknown) => log(`close: ${String(cause)}`)),
    );
  });

  connection.onDidChangeWatchedFiles(({ changes }) => {
    const all = changes.map((c) => ({ uri: c.uri, written: c.type === FileChangeType.Changed }));
    began(
      projects.changed(all, (folder, paths) => {
        moved(folder);
        relocate(folder, paths);
      }),
    );
  });

  function change(folder: Folder, path: RelPath, { textDocument, contentChanges }: DidChangeTextDocumentParams): void {
    const { session } = folder;
    let entry: Entry | undefined;
    for (const c of contentChanges) {
      const open = session.workspace.entries.get(path);
      if (!('range' in c)) entry = session.open(path, c.text, textDocument.version);
      else if (open?.open) {
        const { start, end } = inOrder(c.range);
        entry = session.edit(
          path,
          [{ at: { start: offsetOf(open, start), end: offsetOf(open, end) }, text: c.text }],
          textDocument.version,
        );
      } else session.editUnclaimed(path, inOrder(c.range), c.text, textDocument.version);
    }
    own(folder, entry);
    clearTimeout(idle.get(textDocument.uri));
    idle.set(
      textDocument.uri,
      setTimeout(() => {
        // By now it may belong to another project.
        const found = folders.of(textDocument.uri);
        if (found) reconcile(found.folder, found.path);
      }, IDLE),
    );
  }

  /** The document's own findings first, with its version; what it affects after it. */
  function own(folder: Folder, entry: Entry | undefined): void {
    if (entry) void publisher.now(folder, entry);
    settle(folder);
    moved(folder);
  }

  /** What the trees show may have changed without a finding. */
  function moved(folder: Folder): void {
    const { revision } = folder.session.workspace.store;
    if (seen.get(folder) !== revision) viewsMoved();
    seen.set(folder, revision);
  }

  function reconcile(folder: Folder, path: RelPath): void {
    const check = folder.session.reconcile(path).then(() => {
      settle(folder);
      relocate(folder, [path]);
    });
    noted(check, `parsing ${path} whole`);
  }

  /** Work beside that no request waits for. */
  function noted(work: Promise<void>, what: string): void {
    const done = work.catch((cause: unknown) => log(`${what}: ${traceOf(cause)}`)).finally(() => void beside.delete(done));
    beside.add(done);
  }

  /** Findings elsewhere that point into a document are told again: its lines may have moved, though nothing else has. Not on every key. */
  function relocate(folder: Folder, paths: readonly RelPath[]): void {
    const moved = new Set(paths);
    const look = async (): Promise<void> => {
      const slices = new Slices(options.pace);
      for (const entry of folder.session.workspace.entries.values()) {
        if (pointsInto(entry, moved)) publisher.later(folder, entry);
        if (slices.isOver) await slices.turn();
      }
    };
    noted(look(), 'findings that point elsewhere');
  }

  /** A configuration that the editor shows or has saved may be a project's that nobody has told of. */
  function noticed(uri: string): void {
    const found = folders.of(uri);
    if (found?.path.endsWith(`/${CONFIG}`)) began(projects.changed([{ uri, written: false }], moved));
  }

  connection.onRequest('gatehouse/settled', async () => {
    await started;
    while (under.size > 0) await Promise.all(under);
    while (beside.size > 0) await Promise.all(beside);
    await Promise.all(folders.all.map((f) => f.session.settle()));
    await publisher.settled();
    return null;
  });
  connection.onShutdown(() => {
    for (const timer of idle.values()) clearTimeout(timer);
    clearTimeout(viewsTimer);
  });
  connection.listen();
}

/** Any file may be one that a path names; only governed ones, what evidence cites, and what says which are ignored matter when written. */
async function watch(connection: Connection): Promise<void> {
  await connection.client.register(DidChangeWatchedFilesNotification.type, {
    watchers: [
      { globPattern: '**/*', kind: WatchKind.Create | WatchKind.Delete },
      // Braces within braces are nothing to VS Code.
      { globPattern: '**/*.{md,yaml,yml,json}', kind: WatchKind.Change },
      { globPattern: '**/.gitignore', kind: WatchKind.Change },
      ...codeGlobs.map((globPattern) => ({ globPattern, kind: WatchKind.Change })),
    ],
  });
}

const pointsInto = ({ findings, path }: Entry, moved: ReadonlySet<RelPath>): boolean =>
  findings.some((f) => f.related.some((r) => r.path !== undefined && r.path !== path && moved.has(r.path)));

/** A client that only pulls is answered; every other one is told, of closed files too. */
const usual = ({ textDocument }: ClientCapabilities): messages.InitializationOptions['diagnostics'] =>
  textDocument?.diagnostic && !textDocument.publishDiagnostics ? 'pull' : 'push';
