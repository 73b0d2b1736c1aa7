/** Ids in a text that says what is waited for, without those that it names for another reason. */
import type { IdForms } from '../model/id-form';
import type { Located } from '../model/types';
import { packetIds } from './ids';

/** `Supersedes WP-1-A`, `none of WP-1-A`, `can start without WP-1-A`: named, and not waited for. */
const otherwise =
  /\b(?:supersed\w+|replac(?:es?|ed|ing)|successor|(?:in|takes?) (?:the )?place of|instead of|none of|without|not (?:on|for|by))\b/gi;
/** From here on it is waited for again. */
const waits = /\b(?:need|requir|depend|wait|await|block|after|until)\w*/gi;

export function awaitedIds(text: string, base: number, forms: IdForms): readonly Located[] {
  const ids = packetIds(text, base, forms);
  if (ids.length === 0 || text.search(otherwise) < 0) return ids;
  return ids.filter(({ at }) => {
    const before = text.slice(0, at.start - base);
    const clause = (before.split(/[;\n]|\.\s/).at(-1) ?? '').replace(/\([^()]*\)/g, ' ');
    return lastOf(otherwise, clause) <= lastOf(waits, clause);
  });
}

const lastOf = (pattern: RegExp, text: string): number => [...text.matchAll(pattern)].at(-1)?.index ?? -1;
