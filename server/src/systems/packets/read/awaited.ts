/** Ids in a text that says what is waited for, without those that it names for another reason. */
import { detach, endOfLine, startOfLine } from '#core/text';
import type { IdForms } from '../model/dialect/id-form';
import type { Located } from '../model/types';
import { packetIds } from './ids';

/** `Supersedes WP-1-A`, `none of WP-1-A`, `can start without WP-1-A`: named, and not waited for. */
const otherwise =
  /\b(?:supersed\w+|replac(?:es?|ed|ing)|successor|(?:in|takes?) (?:the )?place of|instead of|none of|without|not (?:on|for|by))\b/gi;
/** From here on it is waited for again. */
const waits = /\b(?:need|requir|depend|wait|await|block|after|until)\w*/gi;

/** @param base where the text begins in its document */
export function awaitedIds(text: string, base: number, forms: IdForms): readonly Located[] {
  const linked = packetIds(text, base, forms);
  const ids = forms.byName ? [...linked, ...namesAlone(text, base)] : linked;
  if (ids.length === 0 || text.search(otherwise) < 0) return ids;
  return ids.filter(({ at }) => {
    const before = text.slice(0, at.start - base);
    const clause = (before.split(/[;\n]|\.\s/).at(-1) ?? '').replace(/\([^()]*\)/g, ' ');
    return lastOf(otherwise, clause) <= lastOf(waits, clause);
  });
}

/** `log-in, dark-mode`: names of which nothing else is said, where packets are called by words alone. A single word may be anything. */
const namesAlone = (text: string, base: number): readonly Located[] =>
  [
    ...text.matchAll(
      /(?<=(?:^|[,;\n[])\s*[`*_"']*)\p{Ll}[\p{Ll}\p{M}\p{N}]*(?:-[\p{Ll}\p{M}\p{N}]+)+(?=[`*_"']*\s*(?:$|[,;\n\]]))/gu,
    ),
  ].map((m) => ({ text: detach(m[0]), at: { start: base + m.index, end: base + m.index + m[0].length } }));

const lastOf = (pattern: RegExp, text: string): number => [...text.matchAll(pattern)].at(-1)?.index ?? -1;

/** The name of its own among those that a packet waits for: where it stands as one of a list, and no sentence speaks of it. */
export function itselfAmong(blockers: readonly Located[], id: string, text: string): Located | undefined {
  return blockers.find((b) => b.text === id && isListed(b.at, text));
}

/** Notes it in an entry of a board. @param source what its places are in */
export function markItself(e: Waiter | undefined, source: string): void {
  if (e && e.blockers.length > 0) e.itself = itselfAmong(e.blockers, e.id, source);
}

interface Waiter {
  readonly id: string;
  readonly blockers: readonly Located[];
  itself?: Located | undefined;
}

const ahead = /(?:^|[:=,;+&|]|\band|\b(?:block|wait|depend|need|requir|after|until)\w*(?: (?:on|by|for))?)\s*$/i;
const behind = /^(?:\.md)?[\s*_`~\])]*(?:\([^()]*\)[\s*_`~]*)*(?:$|[.,;+&|]|and\b|[-–—]\s)/i;

function isListed({ start, end }: Located['at'], text: string): boolean {
  const before = text
    .slice(startOfLine(text, start), start)
    .replace(/^\s*(?:[-*+•]|\d+[.)])\s+/, '')
    .replace(/[\s*_`~[]+$/, '');
  const aside =
    before.lastIndexOf('(') > before.lastIndexOf(')') && !/\([^()]*\b(?:block|wait|depend)\w* (?:on|by|for)$/i.test(before);
  return !aside && ahead.test(before) && behind.test(text.slice(end, endOfLine(text, end)));
}
