/** TODOs in the comments of source code. */
import { commentsIn } from '#core/code';
import type { CodeSource } from '#core/source';
import type { Facts } from '#core/symbols';
import type { Reading } from '#core/system';
import { detach } from '#core/text';
import type { CodeModel, Todo } from '../model/types';

const todo = /(?<![\w-])TODO(?:\(([^()\r\n]{0,200})\)|\b(?![(-]))/g;

const none: Facts = { defs: [], refs: [] };

/** TODOs in quotes within a comment are spoken of, and are none. */
export function readCode({ path, text }: CodeSource): Reading<CodeModel, Facts> {
  const todos: Todo[] = [];
  if (text.includes('TODO'))
    for (const { start, end } of commentsIn(path, text))
      for (const m of text.slice(start, end).matchAll(todo)) {
        const at = { start: start + m.index, end: start + m.index + m[0].length };
        if (!isQuoted(text, at.start, at.end)) todos.push({ at, holds: m[1] === undefined ? undefined : detach(m[1]) });
      }
  return { model: { todos }, facts: none };
}

/** In quotes, but for those of a docstring, somebody speaks of TODOs. */
function isQuoted(text: string, start: number, end: number): boolean {
  const before = text[start - 1] ?? '';
  return /[`"']/.test(before) && before === text[end] && before !== text[start - 2];
}
