/** Where links lead. */
import { decoded, folderOf, joined } from '#core/paths';
import type { RelPath } from '#core/text';
import { lines } from '../model/links';

/** The folder-relative path of a link's file. Undefined: no relative link to a file. @param root what a leading slash stands for */
export function resolve(from: RelPath, url: string, root: RelPath = ''): RelPath | undefined {
  const file = url.replace(/[?#].*$/s, '').replace(lines, '');
  // A scheme, a host, an absolute path of some server, or a template's blank is none.
  if (file === '' || /^[A-Za-z][\w+.-]*:|^\/\/|[{}<>*]|^\$/.test(file)) return undefined;
  const path = decoded(file);
  // A leading slash is the folder's root, as on GitHub.
  return joined(path.startsWith('/') ? root : folderOf(from), path);
}

/** The path of `file:///home/mia/a.md` on the machine that has it. Undefined: another sort of link, or one to a share that others may have too. */
export function onMachine(url: string): string | undefined {
  const path = /^file:(?:\/\/(?:localhost)?)?((?:[A-Za-z]:)?[/\\](?![/\\])[^?#]*)/i.exec(url)?.[1];
  return path === undefined ? undefined : decoded(path).replaceAll('\\', '/');
}
