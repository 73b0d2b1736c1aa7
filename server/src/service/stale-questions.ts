/** Which answers of the world may be others after files have changed. */
import type { RelPath } from '#core/text';
import { isHistory, type Question } from '#core/world';

/**
 * @param paths what was written, made or removed; what git keeps of its own state among them
 * @param listing whether files may have come or gone, not only been written
 */
export function staleQuestions(answered: readonly Question[], paths: readonly RelPath[], listing: boolean): readonly Question[] {
  const near = (asked: RelPath): boolean =>
    paths.some(
      (p) => p === asked || asked.startsWith(`${p}/`) || p.startsWith(`${asked}/`) || p.toLowerCase() === asked.toLowerCase(),
    );
  const git = paths.some((p) => /^(?:\.\.\/)*\.git(?:\/|$)/.test(p));
  return answered.filter((q) => {
    if (q.ask === 'nearest' || q.ask === 'matching') return listing;
    if (q.ask === 'today' || q.ask === 'holding') return false;
    return (git && isHistory(q)) || ('path' in q && near(q.path));
  });
}
