/** Signatures as they are written. Source: SYSTEMS.md §1, "Signature". */
import { type Pattern, wordsOf } from '#core/pattern';
import { detach } from '#core/text';

export interface SignatureReading {
  /** As it compares: without the underscore between name and time. */
  readonly key: string;
  readonly written: string;
  readonly start: number;
  readonly end: number;
}

// A name, an optional underscore, and 10 to 14 digits of time.
const signature = /(?<![\w-])([A-Za-z][A-Za-z0-9.-]*?)_?(\d{10,14})(?![\w-])/g;

/** A regular expression for the patterns of a dialect: made once. */
const own = new WeakMap<readonly Pattern[], RegExp>();

/**
 * All signatures in a text, with offsets relative to it, in order of place.
 * @param patterns forms that the dialect adds
 */
export function signaturesIn(text: string, patterns: readonly Pattern[] = []): readonly SignatureReading[] {
  const found = [...text.matchAll(signature)].map((m) => reading(m, `${m[1]}${m[2]}`));
  if (patterns.length === 0) return found;
  const words = own.get(patterns) ?? wordsOf(patterns, 'g');
  if (!words) return found;
  own.set(patterns, words);
  const theirs = [...text.matchAll(words)].map((m) => reading(m, m[0].replace(/\s+/g, ' ')));
  const free = found.filter((f) => !theirs.some((t) => f.start < t.end && t.start < f.end));
  return [...theirs, ...free].sort((a, b) => a.start - b.start);
}

const reading = (m: RegExpExecArray, key: string): SignatureReading => ({
  key: detach(key),
  written: detach(m[0]),
  start: m.index,
  end: m.index + m[0].length,
});
