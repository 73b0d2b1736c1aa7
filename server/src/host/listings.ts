/**
 * The folders of a moment: each is read once, however many ask for it. Only for whoever looks at everything at once and goes,
 * as the command line does when it wants to know whether all is as it was; it reads in turn, which is several times faster than
 * a thread for each folder and lets nothing else happen meanwhile.
 */
import { type Dirent, readdirSync } from 'node:fs';
import type { RelPath } from '#core/text';
import { under } from './inside';

/** What lies in folders, as it was when each was first asked for. */
export class Listings {
  readonly #read = new Map<string, readonly Dirent[] | undefined>();
  /** Of a folder, what lies in it by name; undefined: a link is on the way to it, or it cannot be read. */
  readonly #plain = new Map<string, ReadonlyMap<string, Dirent> | undefined>();

  /** Undefined: there is no such folder, or it cannot be read. */
  of(folder: string): readonly Dirent[] | undefined {
    if (!this.#read.has(folder)) this.#read.set(folder, dirents(folder));
    return this.#read.get(folder);
  }

  /** Whether a folder has something of a name in it. */
  has(folder: string, name: string): boolean {
    return this.of(folder)?.some((e) => e.name === name) === true;
  }

  /** Whether a path is that of a file to which no link leads, on the way or at its end: it lies in the folder. */
  isPlainFile(root: string, path: RelPath): boolean {
    const cut = path.lastIndexOf('/');
    return (
      this.#plainFolder(root, path.slice(0, Math.max(cut, 0)))
        ?.get(path.slice(cut + 1))
        ?.isFile() === true
    );
  }

  #plainFolder(root: string, folder: RelPath): ReadonlyMap<string, Dirent> | undefined {
    const full = under(root, folder);
    if (this.#plain.has(full)) return this.#plain.get(full);
    const cut = folder.lastIndexOf('/');
    const above = folder === '' ? undefined : this.#plainFolder(root, folder.slice(0, Math.max(cut, 0)));
    const isPlain = folder === '' || above?.get(folder.slice(cut + 1))?.isDirectory() === true;
    const all = isPlain ? this.of(full) : undefined;
    const names = all && new Map(all.map((e) => [e.name, e]));
    this.#plain.set(full, names);
    return names;
  }
}

function dirents(folder: string): readonly Dirent[] | undefined {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch {
    return undefined;
  }
}
