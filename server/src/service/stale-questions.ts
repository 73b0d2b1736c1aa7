/** Which answers of the world may be others after files have changed. */
import type { RelPath } from '#core/text';
import { isHistory, type Question } from '#core/world';

/**
 * @param paths what was written, made or removed; what git keeps of its own state among them
 * @param came whether files may have come or gone, not only been written: what is looked for among all files is looked for again
 */
export function staleQuestions(answered: readonly Question[], paths: readonly RelPath[], came: boolean): readonly Question[] {
  const near = (asked: RelPath): boolean =>
    paths.some(
      (p) => p === asked || asked.startsWith(`${p}/`) || p.startsWith(`${asked}/`) || p.toLowerCase() === asked.toLowerCase(),
    );
  const git = paths.some((p) => /^(?:\.\.\/)*\.git(?:\/|$)/.test(p));
  return answered.filter((q) => {
    if (q.ask === 'nearest' || q.ask === 'matching') return came;
    if (q.ask === 'today' || q.ask === 'holding') return false;
    return (git && (isHistory(q) || q.ask === 'repository')) || ('path' in q && near(q.path));
  });
}
