/** Lines of a text, as questions to the world count them: from 1, whatever ends them. */
import { createHash } from 'node:crypto';
import type { Answers, FoundLine } from '#core/world';

const MOST = 20;

/** The lines, without what ends them. A text that ends with a line's end has no empty line after it. */
export const splitLines = (text: string): string[] => {
  const lines = text.split(/\r\n|\n|\r/);
  // A line's end at the end of a file begins no line.
  if (lines.at(-1) === '') lines.pop();
  return lines;
};

/** @param text or its lines */
export function linesOf(text: string | readonly string[] | undefined, from: number, to: number): Answers['lines'] {
  if (text === undefined) return undefined;
  const all = typeof text === 'string' ? splitLines(text) : text;
  return { lines: all.slice(Math.max(0, from - 1), Math.max(0, to)), total: all.length };
}

/** Where a text of one or several lines stands: several lines match whole, whatever ends them; one line matches within. */
export function findIn(text: string | readonly string[], what: string): readonly FoundLine[] {
  const wanted = splitLines(what);
  const [first] = wanted;
  if (first === undefined || first === '') return [];
  const lines = typeof text === 'string' ? splitLines(text) : text;
  const out: FoundLine[] = [];
  for (let i = 0; i < lines.length && out.length < MOST; i++) {
    const line = lines[i] as string;
    const here = wanted.length === 1 ? line.includes(first) : wanted.every((w, k) => lines[i + k] === w);
    if (here) out.push({ line: i + 1, text: line });
  }
  return out;
}

/** SHA-256 of a text, in hexadecimal, whatever ends its lines. */
export const digestOf = (text: string | undefined): string | undefined =>
  text === undefined ? undefined : createHash('sha256').update(text.replace(/\r\n?/g, '\n')).digest('hex');
