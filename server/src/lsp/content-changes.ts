/** What a client says that was typed: the border at which it is looked at, as a text that is half changed cannot be mended. */
import type { Range, TextDocumentContentChangeEvent } from 'vscode-languageserver/node';

const isPlace = (place: unknown): boolean => {
  const { line, character } = (place ?? {}) as { line?: unknown; character?: unknown };
  return typeof line === 'number' && typeof character === 'number';
};

/** @throws it is no change of a text */
export function wellFormed(change: TextDocumentContentChangeEvent): void {
  const { text, range } = (change ?? {}) as { text?: unknown; range?: { start?: unknown; end?: unknown } };
  const isWhole = change !== null && !('range' in Object(change));
  if (typeof text !== 'string' || !(isWhole || (isPlace(range?.start) && isPlace(range?.end))))
    throw new Error('a change is a text, of the whole document or of a range of it; nothing is changed');
}

/** A range that was told backwards is the same range, as LSP's own library has it. */
export function inOrder({ start, end }: Range): Range {
  const isBackwards = start.line > end.line || (start.line === end.line && start.character > end.character);
  return isBackwards ? { start: end, end: start } : { start, end };
}
