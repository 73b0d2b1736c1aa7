/** URIs to folder-relative paths and back: the border with clients that each escape in their own way. */
import type { RelPath } from '#core/text';

/** Comparable: percent escapes undone, no slash at the end. */
function plain(uri: string): string {
  try {
    return decodeURIComponent(uri).replace(/\/+$/, '');
  } catch {
    return uri.replace(/\/+$/, '');
  }
}

export class FolderUri {
  readonly #plain: string;
  readonly #uri: string;

  constructor(uri: string) {
    this.#uri = uri.replace(/\/+$/, '');
    this.#plain = plain(uri);
  }

  /** Undefined: the document lies outside the folder. */
  path(uri: string): RelPath | undefined {
    const p = plain(uri);
    return p.startsWith(`${this.#plain}/`) ? p.slice(this.#plain.length + 1) : undefined;
  }

  uri(path: RelPath): string {
    return `${this.#uri}/${path.split('/').map(encodeURIComponent).join('/')}`;
  }

  get length(): number {
    return this.#plain.length;
  }
}
