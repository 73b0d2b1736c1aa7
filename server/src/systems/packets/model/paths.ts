/** Paths as packets write them. */
import type { Item } from '#core/fields/model';
import type { Span } from '#core/text';

export interface WrittenPath {
  /** Without `./`, a trailing slash and a line number. */
  readonly path: string;
  readonly at: Span;
  /** Ends in a slash. */
  readonly folder: boolean;
  readonly note: string | undefined;
}

/** The path that an item is, if it is nothing else. A sentence that holds one is none. */
export function pathOf(item: Item): WrittenPath | undefined {
  const bare = item.bare.replace(/[,.;]$/, '');
  const m = /^(?:\.\/)?([\w@.+~/\\-][\w@.+~/\\() -]*?)(\/)?(?::\d+(?:-\d+)?)?$/.exec(bare);
  const path = m?.[1]?.replaceAll('\\', '/');
  if (!m || !path || /\s/.test(path) || !(path.includes('/') || /\.[A-Za-z]\w*$/.test(path))) return undefined;
  return { path, at: { start: item.bareAt.start, end: item.bareAt.start + bare.length }, folder: m[2] === '/', note: item.note };
}

/** Whether one path is the other, or lies in it where that is written as a folder. */
export const holds = (outer: WrittenPath, inner: WrittenPath): boolean =>
  inner.path === outer.path || (outer.folder && inner.path.startsWith(`${outer.path}/`));
