/** The text that a symbol of a document stands for. */
import type { Files } from '#core/ports';
import type { Answered, Question } from '#core/world';
import type { Workspace } from './workspace';

/** Undefined as a value: the document has no such symbol, or the symbol no text of its own. */
export async function bodyOf(
  { entries }: Workspace,
  files: Pick<Files, 'read'>,
  { path, symbol }: Extract<Question, { ask: 'body' }>,
): Promise<Answered> {
  const entry = entries.get(path);
  if (!entry) return { unknown: 'failed' };
  const file = entry.open ?? (await files.read(path).catch(() => undefined));
  const text = file?.text;
  for (const { defs } of entry.facts)
    for (const d of defs)
      if (d.kind === symbol.kind && d.name === symbol.name && d.body && text !== undefined)
        return { value: text.slice(d.body.start, d.body.end) };
  return { value: undefined };
}
