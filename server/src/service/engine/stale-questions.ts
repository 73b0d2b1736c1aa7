/** Which answers of the world may be others after files have changed. */
import { folderOf, nameOf } from '#core/paths';
import type { RelPath } from '#core/text';
import { isHistory, type Question } from '#core/world';

/** What it says decides which files are listed, and whether one that is not there may be elsewhere. */
export const isIgnoreList = (path: RelPath): boolean => nameOf(path) === '.gitignore';

/**
 * Tells of a question whether its answer may be another one. Asked of a hundred thousand in a row, it looks none of the paths through.
 * @param paths what was written, made or removed; what git keeps of its own state among them
 * @param came whether files may have come or gone, not only been written: what is looked for among all files is looked for again
 */
export function staleAfter(paths: readonly RelPath[], came: boolean): (q: Question) => boolean {
  const exact = new Set(paths);
  const letters = new Set(paths.map((p) => p.toLowerCase()));
  const above = new Set(paths.flatMap(foldersAbove));
  // What was only written is a file, and has nothing in it.
  const inOne = (asked: RelPath): boolean => came && foldersAbove(asked).some((folder) => exact.has(folder));
  const near = (asked: RelPath): boolean => above.has(asked) || letters.has(asked.toLowerCase()) || inOne(asked);
  const lists = paths.filter(isIgnoreList).map(folderOf);
  const below = (asked: RelPath): boolean => lists.some((folder) => folder === '' || asked.startsWith(`${folder}/`));
  const git = paths.some((p) => /^(?:\.\.\/)*\.git(?:\/|$)/.test(p));
  return (q) => {
    if (q.ask === 'nearest' || q.ask === 'matching') return came || lists.length > 0;
    if (q.ask === 'today' || q.ask === 'holding') return false;
    return (
      (git && (isHistory(q) || q.ask === 'repository')) || ('path' in q && near(q.path)) || (q.ask === 'exists' && below(q.path))
    );
  };
}

function foldersAbove(path: RelPath): readonly RelPath[] {
  const folders: RelPath[] = [];
  for (let end = path.lastIndexOf('/'); end > 0; end = path.lastIndexOf('/', end - 1)) folders.push(path.slice(0, end));
  return folders;
}
