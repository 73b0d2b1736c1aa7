/** Places in texts by the letter of LSP, and slowly: what the product's own table is held against. */
import assert from 'node:assert/strict';
import type { Position, Range, TextEdit } from 'vscode-languageserver/node';

export const indexOf = (text: string, piece: string): number => {
  const at = text.indexOf(piece);
  assert.ok(at >= 0, `${JSON.stringify(piece)} stands in\n${text}`);
  return at;
};

export function positionOf(text: string, offset: number): Position {
  const lines = text.slice(0, offset).split(/\r\n|\n|\r/);
  return { line: lines.length - 1, character: lines.at(-1)?.length ?? 0 };
}

function offsetOf(text: string, { line, character }: Position): number {
  const before = text.split(/(\r\n|\n|\r)/).slice(0, line * 2);
  return before.join('').length + character;
}

export const textAt = (text: string, { start, end }: Range): string => text.slice(offsetOf(text, start), offsetOf(text, end));

export const replaced = (text: string, { start, end }: Range, by: string): string =>
  text.slice(0, offsetOf(text, start)) + by + text.slice(offsetOf(text, end));

/** All edits of one document, each in the text before any of them. */
export const applied = (text: string, edits: readonly TextEdit[]): string =>
  // Of two at one place the first in the list comes first in the text.
  [...edits]
    .reverse()
    .sort((a, b) => offsetOf(text, b.range.start) - offsetOf(text, a.range.start))
    .reduce((t, e) => replaced(t, e.range, e.newText), text);
