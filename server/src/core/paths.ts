/** Folder-relative paths, taken apart and put together. */
import type { RelPath } from './text';

/** The last part: `TASK_BOARD.md`. */
export const nameOf = (path: string): string => path.slice(path.lastIndexOf('/') + 1);

/** The last part without the ending of a Markdown document: `WP-1-Login`. */
export const stemOf = (path: string): string => nameOf(path).replace(/\.md$/i, '');

/** The folder that a path lies in; '' is the top. */
export const folderOf = (path: RelPath): RelPath => path.slice(0, Math.max(0, path.lastIndexOf('/')));

/** A path as it is written in a folder, from the top. Begins with `..` where it leads out. */
export function joined(folder: RelPath, written: string): RelPath {
  const out = folder.split('/').filter(Boolean);
  for (const part of written.split('/')) {
    if (part === '' || part === '.') continue;
    if (part === '..' && out.length > 0 && out.at(-1) !== '..') out.pop();
    else out.push(part);
  }
  return out.join('/');
}

/** A link's target without its escapes, `%20` and the like; as it stands where they are no UTF-8. */
export function decoded(written: string): string {
  try {
    return decodeURIComponent(written);
  } catch {
    return written;
  }
}

/** From the folder of one file to another file, part by part: `..`, `docs`, `a.md`. */
export function between(from: RelPath, to: RelPath): readonly string[] {
  const a = folderOf(from).split('/').filter(Boolean);
  const b = to.split('/');
  let same = 0;
  while (same < a.length && same < b.length - 1 && a[same] === b[same]) same++;
  return [...a.slice(same).map(() => '..'), ...b.slice(same)];
}

/** Where the code of a file goes on when it becomes a folder: `store.rs` is `store/mod.rs` then. Undefined: it is no code of that kind. */
export function moduleOf(path: RelPath): RelPath | undefined {
  const [, stem, ending = ''] = /^(.+)\.(rs|py|[cm]?[jt]sx?)$/.exec(path) ?? [];
  return stem && `${stem}/${ending === 'rs' ? 'mod.rs' : ending === 'py' ? '__init__.py' : `index.${ending}`}`;
}

/** Whether a path of a document leads out of the folder. */
export const isOutside = (path: RelPath): boolean => /^(?:[\\/]|[A-Za-z]:)|(?:^|[\\/])\.\.(?:[\\/]|$)/.test(path);
