/** The projects' folders: a session for each, and which one a document belongs to. */
import type { RelPath } from '#core/text';
import type { Session } from '#service/engine/session';
import { FolderUri } from './uris';

/** One project. */
export interface Folder {
  readonly uris: FolderUri;
  readonly session: Session;
  /** The URI of a rule's page. */
  readonly rulePage: ((rule: string) => string) | undefined;
  /** Another session on the folder, or on one below it, not started, with another text in place of its `gatehouse.yaml`. */
  readonly survey: ((config: string, below?: RelPath) => Session) | undefined;
}

/** All projects, in the order in which they were opened. */
export class Folders {
  readonly #all: Folder[] = [];

  /** As they are now. */
  get all(): readonly Folder[] {
    return this.#all;
  }

  /** @param uri of the folder */
  add(uri: string, session: Session, rulePage: Folder['rulePage'], survey?: Folder['survey']): Folder {
    const folder = { uris: new FolderUri(uri), session, rulePage, survey };
    this.#all.push(folder);
    return folder;
  }

  /** Its documents are nobody's from now on. */
  remove(folder: Folder): void {
    const i = this.#all.indexOf(folder);
    if (i >= 0) this.#all.splice(i, 1);
  }

  /** The innermost folder that holds the document. */
  of(uri: string): { readonly folder: Folder; readonly path: RelPath } | undefined {
    let best: { folder: Folder; path: RelPath } | undefined;
    for (const folder of this.#all) {
      const path = folder.uris.path(uri);
      if (path !== undefined && (best === undefined || folder.uris.length > best.folder.uris.length)) best = { folder, path };
    }
    return best;
  }
}
