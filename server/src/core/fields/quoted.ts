/** A block quote right below the title that holds nothing but fields: `> Status: Done | Owner: Ann`. Others are examples, or somebody's words. */
import type { Span } from '../text';
import type { Drafts, Found } from './draft';
import { linesOf, trimmed } from './items';
import type { Field } from './model';

/** As long as the names of fields are. */
const MOST_WORDS = 4;

/** What stands beside each other in one line, where each part has a name: ` | Blocks: WP-2`. */
const beside = /\s+[|·•]\s+(?=[*_`]{0,3}\p{L}[^|:：\n]{0,40}[:：])/gu;

/** The fields of the quote. Empty: a line of it is none, or no dialect knows any. @param at the whole quote, with its marks */
export function quotedFields(text: string, at: Span, drafts: Drafts): readonly Field[] {
  const lines = linesOf(text, at).flatMap((line) => partsOf(text, withoutMark(text, line)));
  const found = lines.map((line) => drafts.namedAt(line));
  const isField = (f: Found | undefined): f is Found => f !== undefined && f.named.name.split(/[\s_-]+/).length <= MOST_WORDS;
  if (!found.every(isField) || !found.some((f) => drafts.isKnown(f.named.name))) return [];
  // One line alone may be a sentence: `Note: this is old.`
  if (found.length < 2 && !found.some((f) => f.named.marked)) return [];
  return found.map((f) => drafts.finish(drafts.ofLine(f, f.line.start, 'paragraph', { owner: undefined, mention: false })));
}

/** A line without the mark of the quote, and of a list in it. */
const withoutMark = (text: string, line: Span): Span =>
  trimmed(text, {
    start: line.start + (/^>[ \t]*(?:[-*+][ \t]+)?/.exec(text.slice(line.start, line.end))?.[0].length ?? 0),
    end: line.end,
  });

function partsOf(text: string, line: Span): readonly Span[] {
  if (line.end === line.start) return [];
  const out: Span[] = [];
  let { start } = line;
  for (const m of text.slice(line.start, line.end).matchAll(beside)) {
    out.push({ start, end: line.start + m.index });
    start = line.start + m.index + m[0].length;
  }
  return [...out, { start, end: line.end }];
}
