/** What a report says, whatever marks it is written with: two of one digest say the same. */
import { quickDigest } from '#core/quick-digest';

/** White space and Markdown's marks aside: lines may be broken otherwise. */
export const reportDigest = (text: string): string =>
  quickDigest([[...plainLines(text)].join('').replace(/\s+/g, '')]).toString(36);

const fence = /^\s*(?:(?:[-*+•]|\d{1,9}[.)])\s+)?(`{3,}|~{3,})/;
/** Of a list, a heading, a table's row. A box says something, and so does a quote. */
const marks = /^\s*(?:(?:[-*+•]|\d{1,9}[.)])\s+)*(#{1,6}\s+|\|)?/;
/** A table's second row, a ruler, what underlines a heading. */
const ruler = /^(?:[|:\s]*-[-|:\s]*|\s*(?:={2,}|(?:\*[ \t]*){3,}|(?:_[ \t]*){3,})\s*)$/;
const emphasis = /(?<![\p{L}\p{N}*_])[*_]{1,3}(?=\S)|(?<=\S)[*_]{1,3}(?![\p{L}\p{N}*_])/gu;

/** In a fence a mark is content: `-` and `+` of a diff. */
function* plainLines(text: string): Iterable<string> {
  let open = '';
  for (const line of text.split('\n')) {
    const fenced = fence.exec(line)?.[1] ?? '';
    if (open !== '') {
      if (fenced.startsWith(open)) open = '';
      yield line;
    } else if (fenced !== '') {
      open = fenced;
      yield line;
    } else if (!ruler.test(line)) yield unmarkedLine(line);
  }
}

function unmarkedLine(line: string): string {
  const lead = marks.exec(line);
  let said = line.slice(lead?.[0].length ?? 0).trimEnd();
  if (lead?.[1] === '|') said = said.replace(/\|$/, '');
  else if (lead?.[1]) said = said.replace(/#+$/, '');
  return said.replace(emphasis, '');
}
