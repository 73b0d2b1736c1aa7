/** Which answers of the world may be others after files have changed. */
import { folderOf, nameOf } from '#core/paths';
import type { RelPath } from '#core/text';
import { isHistory, type Question } from '#core/world';

/** What it says decides which files are listed, and whether one that is not there may be elsewhere. */
export const isIgnoreList = (path: RelPath): boolean => nameOf(path) === '.gitignore';

/**
 * @param paths what was written, made or removed; what git keeps of its own state among them
 * @param came whether files may have come or gone, not only been written: what is looked for among all files is looked for again
 */
export function staleQuestions(answered: readonly Question[], paths: readonly RelPath[], came: boolean): readonly Question[] {
  const near = (asked: RelPath): boolean =>
    paths.some(
      (p) => p === asked || asked.startsWith(`${p}/`) || p.startsWith(`${asked}/`) || p.toLowerCase() === asked.toLowerCase(),
    );
  const lists = paths.filter(isIgnoreList).map(folderOf);
  const below = (asked: RelPath): boolean => lists.some((folder) => folder === '' || asked.startsWith(`${folder}/`));
  const git = paths.some((p) => /^(?:\.\.\/)*\.git(?:\/|$)/.test(p));
  return answered.filter((q) => {
    if (q.ask === 'nearest' || q.ask === 'matching') return came || lists.length > 0;
    if (q.ask === 'today' || q.ask === 'holding') return false;
    return (
      (git && (isHistory(q) || q.ask === 'repository')) || ('path' in q && near(q.path)) || (q.ask === 'exists' && below(q.path))
    );
  });
}
