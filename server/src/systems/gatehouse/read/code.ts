/** Suppression comments of source code: in a comment of any form, a line each. */
import { commentsIn } from '#core/code';
import type { CodeSource } from '#core/source';
import { type Directive, suppressionsIn } from '#core/suppression';
import type { Facts } from '#core/symbols';
import type { Reading } from '#core/system';

/** A line of a comment that holds a directive and nothing else, with what closes the comment. */
const line = /^(?:[^\S\r\n]|[^\w\s]){0,80}(gatehouse-(?:disable|enable)[^\r\n]*?)[^\S\r\n]*(?:\*\/|-->|\*\)|#>|-\}|\]\])?$/gm;

/** A source without one has no suppressions. */
export function readCode({ path, text }: CodeSource): Reading<undefined, Facts> {
  // Next to no source holds one.
  if (!text.includes('gatehouse-')) return { model: undefined, facts: { defs: [], refs: [] } };
  const directives: Directive[] = [];
  for (const { start, end } of commentsIn(path, text))
    for (const m of text.slice(start, end).matchAll(line)) {
      const from = start + m.index + m[0].indexOf('gatehouse-');
      const at = { start: from, end: from + (m[1] as string).length };
      directives.push({ at, words: at });
    }
  const suppressions = suppressionsIn(directives, text);
  return { model: undefined, facts: { defs: [], refs: [], ...(suppressions.length > 0 ? { suppressions } : {}) } };
}
