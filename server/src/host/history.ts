/** What the versions of a file tell, whoever keeps them: git, or a test's memory. Pure. */
import type { Commit, RemovedLine } from '#core/world';
import { splitLines } from './lines';

/** One commit's change of one file. */
export interface Step<V> {
  readonly commit: Commit;
  /** What it was before, one for each parent that had it. */
  readonly before: readonly V[];
  /** Undefined: the commit removed it. */
  readonly after: V | undefined;
}

/** A file may have a long past; what was taken out of it long ago is nobody's question. */
const MOST_REMOVED = 10_000;

/** How often a text occurs in another. */
export function countOf(text: string, what: string): number {
  if (what === '') return 0;
  let n = 0;
  for (let at = text.indexOf(what); at >= 0; at = text.indexOf(what, at + what.length)) n++;
  return n;
}

/**
 * The commits after which a file held something more or less often than before, in the order of the steps.
 * A merge counts where its result is unlike that of each parent.
 */
export const touchedIn = <V>(steps: readonly Step<V>[], count: (version: V) => number): readonly Commit[] =>
  steps
    .filter(({ before, after }) => {
      const now = after === undefined ? 0 : count(after);
      return before.length === 0 ? now > 0 : before.every((b) => count(b) !== now);
    })
    .map((s) => s.commit);

/**
 * Lines of former versions that the file now lacks, each once, newest first.
 * @param steps oldest first
 * @param now the file in the working tree
 */
export function removedIn<V>(
  steps: readonly Step<V>[],
  lines: (version: V) => readonly string[],
  now: string | undefined,
): readonly RemovedLine[] {
  const seen = new Set(splitLines(now ?? ''));
  const out: RemovedLine[] = [];
  const gone = (from: readonly string[], by: Commit | undefined): void => {
    for (const text of from) {
      if (seen.has(text) || out.length >= MOST_REMOVED) continue;
      seen.add(text);
      out.push({ text, by });
    }
  };
  const last = steps.at(-1)?.after;
  if (last !== undefined) gone(lines(last), undefined);
  for (const { commit, before, after } of [...steps].reverse()) {
    const [first, ...others] = before;
    if (first === undefined) continue;
    const kept = new Set(after === undefined ? [] : lines(after));
    const everywhere = others.map((o) => new Set(lines(o)));
    gone(
      lines(first).filter((l) => !kept.has(l) && everywhere.every((o) => o.has(l))),
      commit,
    );
  }
  return out;
}

// Whatever is not ASCII is taken for a letter: classes of Unicode cost three times as much.
const word = /[A-Za-z0-9\u0080-\uffff][\w.\u0080-\uffff-]*/g;
const trailing = /[._-]+$/;
/** A word as it compares: an underscore before the digits that end it does not count. */
const bare = (w: string): string => w.replace(trailing, '').replace(/_(?=\d+$)/, '');

/** The lines of a text in which one of the words stands whole, for each word that is in it. */
export function linesWith(text: string, words: ReadonlySet<string>): readonly { readonly word: string; readonly line: string }[] {
  const wordsIn = (part: string): string[] => Array.from(part.matchAll(word), ([w]) => bare(w));
  // Most texts hold none: only those that do are looked at by line.
  if (!wordsIn(text).some((w) => words.has(w))) return [];
  return splitLines(text).flatMap((line) =>
    [...new Set(wordsIn(line))].filter((w) => words.has(w)).map((found) => ({ word: found, line })),
  );
}
