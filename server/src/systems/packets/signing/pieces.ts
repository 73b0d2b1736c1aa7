/** What changed between two texts, word by word. */
import { diffLines, diffWordsWithSpace } from 'diff';
import type { Piece } from '#core/signing';

/** Texts that are longer than this, in characters, are compared line by line: words of such would take seconds. */
const LONGEST = 20_000;

/**
 * Line by line where the two are long together. Joined without those added they are `before`, without those removed `after`.
 */
export function pieces(before: string, after: string): readonly Piece[] {
  const parts = before.length + after.length > LONGEST ? diffLines(before, after) : diffWordsWithSpace(before, after);
  return parts.map(({ added, removed, value }) => ({ is: added ? 'added' : removed ? 'removed' : 'same', text: value }));
}
