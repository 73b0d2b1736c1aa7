/** What a packet means by a file that it names in part. */
import { everywhere, type FieldDocument } from '#core/fields/model';
import { nameOf } from '#core/paths';
import type { RelPath } from '#core/text';
import type { Cited } from '../model/evidence/evidence';
import { citedIn } from './cited';

/** A file that is named without its folder, or with a part of it, is the one that the packet names in full. */
export function completed(cited: readonly Cited[], fields: FieldDocument, self: RelPath): readonly Cited[] {
  let texts: readonly string[] | undefined;
  const read = new Map<string, readonly RelPath[]>();
  return cited.map((c) => {
    if (c.path === '' || c.path === self || c.form === 'link' || c.form === 'glob' || common.test(c.path)) return c;
    texts ??= textsOfPaths(fields);
    const named = pathsNamed(texts, c.path, read);
    if (named.includes(c.path)) return c;
    const ending = (all: readonly RelPath[]): readonly RelPath[] => [...new Set(all.filter((p) => p.endsWith(`/${c.path}`)))];
    const scoped = ending(named);
    const ends = scoped.length > 0 ? scoped : ending(cited.map((o) => o.path));
    return ends.length === 1 ? { ...c, path: ends[0] as RelPath, short: c.path } : c;
  });
}

/** Names that stand in many folders: one of them in the packet does not tell which is meant. */
const common = /^(?:mod|index|main|lib|__init__|types|utils?|helpers?|page|route|layout|constants|config)\.\w+$/;

/** The items in which the packet names the files that it is about. */
const textsOfPaths = (fields: FieldDocument): readonly string[] =>
  ['IN_SCOPE_PATHS', 'FILES_TO_OPEN'].flatMap((key) => everywhere(fields.fields, key).flatMap((f) => f.items.map((i) => i.bare)));

/** The paths in some texts that may be another one's, by the name of the file. @param read what was read of the texts before */
function pathsNamed(texts: readonly string[], like: RelPath, read: Map<string, readonly RelPath[]>): readonly RelPath[] {
  const file = nameOf(like);
  const out: RelPath[] = [];
  for (const text of texts) {
    // To see that is much cheaper than to read the text.
    if (!text.includes(file)) continue;
    const paths =
      read.get(text) ?? citedIn(text, 0, '').flatMap((c) => (c.form === 'plain' && c.path.includes('/') ? [c.path] : []));
    read.set(text, paths);
    out.push(...paths);
  }
  return out;
}
