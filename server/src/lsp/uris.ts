/** URIs to folder-relative paths and back: the border with clients that each escape in their own way. */
import type { RelPath } from '#core/text';

/** Comparable: percent escapes undone, a drive's letter small, no slash at the end but that of a root. */
export function plainUri(uri: string): string {
  const decoded = uri.replace(/(?:%[0-9A-Fa-f]{2})+/g, (escaped) => {
    try {
      return decodeURIComponent(escaped);
    } catch {
      // Not UTF-8 in some place: two clients may still differ in the case of the digits.
      return escaped.toUpperCase().replace(/%[0-7][0-9A-F]/g, decodeURIComponent);
    }
  });
  return trimmed(decoded).replace(/^(file:\/\/\/)([A-Z]):/, (_, lead: string, drive: string) => `${lead}${drive.toLowerCase()}:`);
}

/** Without slashes at the end. `file:///` is left as `file://`, to which a path can be put like to any other. */
const trimmed = (uri: string): string => uri.replace(/\/+$/, '').replace(/^([A-Za-z][\w+.-]*:)$/, '$1//');

/** A folder by its URI. */
export class FolderUri {
  readonly #plain: string;
  readonly #uri: string;

  constructor(uri: string) {
    this.#uri = trimmed(uri);
    this.#plain = plainUri(uri);
  }

  /** Undefined: the document lies outside the folder. */
  path(uri: string): RelPath | undefined {
    const p = plainUri(uri);
    return p.startsWith(`${this.#plain}/`) ? p.slice(this.#plain.length + 1) : undefined;
  }

  /** @param path may lead out of the folder (`../base.yaml`) */
  uri(path: RelPath): string {
    if (path === '') return this.#uri;
    const up = /^(?:\.\.\/)+/.exec(path)?.[0] ?? '';
    const base = this.#uri.split('/').slice(0, this.#uri.split('/').length - up.length / 3);
    return [...base, ...path.slice(up.length).split('/').map(encodeURIComponent)].join('/');
  }

  /** Where the folder lies on disk, with `/`. */
  get root(): string {
    return this.#plain.replace(/^file:\/\//, '').replace(/^\/(?=[a-z]:)/, '') || '/';
  }

  /** The folder's own name. */
  get name(): string {
    return this.#plain.slice(this.#plain.lastIndexOf('/') + 1);
  }

  /** Of the URI without what clients escape: the longest is the innermost folder. */
  get length(): number {
    return this.#plain.length;
  }
}
