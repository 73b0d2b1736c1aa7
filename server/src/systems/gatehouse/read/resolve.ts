/** Where links lead. */
import { folderOf, joined } from '#core/paths';
import type { RelPath } from '#core/text';
import { lines } from '../model/links';

/** The folder-relative path of a link's file. Undefined: no relative link to a file. @param root what a leading slash stands for */
export function resolve(from: RelPath, url: string, root: RelPath = ''): RelPath | undefined {
  const file = url.replace(/[?#].*$/s, '').replace(lines, '');
  // A scheme, a host, an absolute path of some server, or a template's blank is none.
  if (file === '' || /^[A-Za-z][\w+.-]*:|^\/\/|[{}<>*]|^\$/.test(file)) return undefined;
  let decoded: string;
  try {
    decoded = decodeURIComponent(file);
  } catch {
    decoded = file;
  }
  // A leading slash is the folder's root, as on GitHub.
  return joined(decoded.startsWith('/') ? root : folderOf(from), decoded);
}
