/**
 * The projects of the workspace: each folder that the client has open, and each folder below with a `gatehouse.yaml` of its own.
 *
 * A folder that is open within another is a project where something is to be found in it, else a part of the other.
 * Invariant: a document belongs to one project; when projects come and go, open texts change hands at once.
 */
import { traceOf } from '#core/cause';
import type { RelPath } from '#core/text';
import type { Session } from '#service/engine/session';
import { Unclaimed } from '#service/engine/unclaimed';
import { lookedFor, mayMoveProjects, nestedIn, outermost } from '#service/projects';
import type { Folder, Folders } from './folders';
import { FolderUri, plainUri } from './uris';

/** A folder as it is opened: nothing is read yet. */
export interface OpenFolder {
  readonly session: Session;
  readonly survey?: Folder['survey'];
  /** Lets go of what it holds of the machine. */
  close(): void;
}

/** What projects are opened with, and who is told of it. */
export interface ProjectsOptions {
  readonly folders: Folders;
  /** Undefined: there is no such folder here. */
  open(uri: string): OpenFolder | undefined;
  readonly rulePage: Folder['rulePage'];
  /** A project is new: it is not started yet. */
  added(folder: Folder): void;
  /** A project is gone. What was published of it is to be taken back. */
  removed(folder: Folder): void;
  readonly log: (message: string) => void;
}

interface Project {
  readonly folder: Folder;
  /** By path below its folder. */
  readonly nested: Map<RelPath, Project>;
  /** By what projects below were looked for. */
  left: string;
  readonly close: () => void;
}

/** The projects of one client. */
export class Projects {
  readonly #options: ProjectsOptions;
  readonly #roots = new Map<string, Project>();
  /** Every folder that the client has open. */
  #open: readonly string[] = [];
  #turn: Promise<unknown> = Promise.resolve();
  /** Texts of documents that lie in no folder, by URI. */
  readonly strays = new Unclaimed();

  constructor(options: ProjectsOptions) {
    this.#options = options;
  }

  /** The folders that are open from now on. They are there at once; {@link start} reads them. */
  set(uris: readonly string[]): void {
    const unique = [...new Map(uris.map((uri) => [plainUri(uri), uri])).values()];
    this.#open = unique;
    const top = unique.filter((uri) => !unique.some((o) => new FolderUri(o).path(uri) !== undefined));
    const kept = new Set(top.map(plainUri));
    const homeless = [...this.#roots].flatMap(([key, root]) => (kept.has(key) ? [] : this.#close(root)));
    for (const key of [...this.#roots.keys()]) if (!kept.has(key)) this.#roots.delete(key);
    for (const uri of top) {
      const root = this.#roots.has(plainUri(uri)) ? undefined : this.#add(uri);
      if (root) this.#roots.set(plainUri(uri), root);
    }
    for (const { path: uri, text, version } of [...homeless, ...this.strays.all]) this.#house(uri, text, version);
  }

  /** Reads what is not read yet. Resolves when every finding is known. */
  start(): Promise<void> {
    return this.#inTurn(async () => {
      await Promise.all([...this.#roots.values()].map((root) => this.#grow(root)));
    });
  }

  /** Tells each project of files that changed, and looks for projects that came or went. */
  changed(
    changes: readonly { readonly uri: string; readonly written: boolean }[],
    told: (folder: Folder, paths: readonly RelPath[]) => void,
  ): Promise<void> {
    return this.#inTurn(async () => {
      for (const folder of [...this.#options.folders.all]) {
        const mine = changes.flatMap(({ uri, written }) =>
          pathsFor(folder, uri, this.#options.folders).map((path) => ({ path, written })),
        );
        if (mine.length === 0) continue;
        const paths = mine.map((m) => m.path);
        await folder.session
          .changed(
            paths,
            mine.some((m) => !m.written),
          )
          .catch((cause: unknown) => this.#options.log(`watched files: ${String(cause)}`));
        told(folder, paths);
      }
      for (const root of this.#roots.values()) {
        const mine = changes.flatMap(({ uri, written }) => {
          const path = root.folder.uris.path(uri);
          return path === undefined ? [] : [{ path, written }];
        });
        if (mayMoveProjects(mine, below(root))) await this.#grow(root);
      }
    });
  }

  /** A configuration has changed: where another part is left out, projects are looked for again. */
  look(): Promise<void> {
    return this.#inTurn(async () => {
      for (const root of this.#roots.values())
        for (const project of all(root)) if (project.left !== lookedFor(project.folder.session)) await this.#grow(project);
    });
  }

  #inTurn(work: () => Promise<void>): Promise<void> {
    const turn = this.#turn.then(work).catch((cause: unknown) => {
      this.#options.log(`projects: ${traceOf(cause)}`);
    });
    this.#turn = turn;
    return turn;
  }

  #add(uri: string): Project | undefined {
    const opened = this.#options.open(uri);
    if (!opened) return undefined;
    const folder = this.#options.folders.add(uri, opened.session, this.#options.rulePage, opened.survey);
    this.#options.added(folder);
    return { folder, nested: new Map(), left: '', close: () => opened.close() };
  }

  /** Finds the projects below one, then reads it and them. */
  async #grow(project: Project): Promise<void> {
    const { session, uris } = project.folder;
    await session.prepare();
    project.left = lookedFor(session);
    const below = await nestedIn(session);
    const found = new Set(below.nested);
    for (const path of await this.#openBelow(project)) found.add(path);
    const now = outermost([...found]);
    const { nested } = project;
    const nest = () => session.nest({ nested: [...nested.keys()], shut: below.shut });
    nest();
    for (const [path, gone] of [...nested]) {
      if (now.includes(path)) continue;
      nested.delete(path);
      const texts = this.#close(gone);
      nest();
      for (const open of texts) this.#house(open.path, open.text, open.version);
    }
    for (const path of now) {
      if (nested.has(path)) continue;
      const texts = session.release(path);
      const added = this.#add(uris.uri(path));
      if (added) nested.set(path, added);
      nest();
      for (const open of texts) this.#house(uris.uri(open.path), open.text, open.version);
    }
    await Promise.all([session.start(), ...[...nested.values()].map((n) => this.#grow(n))]);
  }

  /** Folders that the client has open below a project and in which there is something to be found. */
  async #openBelow(project: Project): Promise<readonly RelPath[]> {
    const out: RelPath[] = [];
    for (const uri of this.#open) {
      const path = project.folder.uris.path(uri);
      if (path === undefined) continue;
      const known = project.nested.get(path)?.folder;
      const opened = known ? undefined : this.#options.open(uri);
      const session = known?.session ?? opened?.session;
      await session?.prepare();
      if (session && session.systems.length > 0) out.push(path);
      opened?.close();
    }
    return out;
  }

  /** Ends a project and those below. Returns the texts that were open in them, by URI. */
  #close(project: Project): readonly { readonly path: string; readonly text: string; readonly version: number }[] {
    const { folder } = project;
    const texts = [...project.nested.values()].flatMap((n) => this.#close(n));
    const own = folder.session.release('').map((open) => ({ ...open, path: folder.uris.uri(open.path) }));
    folder.session.onFindings(() => {});
    project.close();
    this.#options.removed(folder);
    this.#options.folders.remove(folder);
    return [...texts, ...own];
  }

  /** Gives an open text to the project that it belongs to by now. */
  #house(uri: string, text: string, version: number): void {
    const found = this.#options.folders.of(uri);
    if (found) {
      this.strays.delete(uri);
      found.folder.session.open(found.path, text, version);
    } else this.strays.set({ path: uri, text, version });
  }
}

const all = (project: Project): readonly Project[] => [project, ...[...project.nested.values()].flatMap(all)];

const below = (project: Project): readonly RelPath[] =>
  [...project.nested].flatMap(([path, inner]) => [path, ...below(inner).map((p) => `${path}/${p}`)]);

/** A changed file as a project knows it: below its folder, a file above that it is configured by, or git's state above. */
function pathsFor({ uris, session }: Folder, uri: string, folders: Folders): readonly RelPath[] {
  const path = uris.path(uri);
  if (path !== undefined) return [path];
  const above = session.configSources.filter((p) => p.startsWith('../') && plainUri(uris.uri(p)) === plainUri(uri));
  if (above.length > 0) return above;
  const isGit = folders.all.some((f) => f.uris.path(uri)?.startsWith('.git/') && f.uris.path(uris.uri('')) !== undefined);
  return isGit ? ['../.git'] : [];
}
