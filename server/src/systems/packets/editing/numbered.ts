/** DONE_MEANS is cited by number: its list keeps them in order while one types. */
import { fieldOf, type Item } from '#core/fields/model';
import type { Span, TextEdit } from '#core/text';
import { lineAround } from '#core/text';
import type { PacketDocument } from './documents';

/** From the first to the last item of a numbered DONE_MEANS. */
export function numbered(doc: PacketDocument): readonly Span[] {
  if (doc.kind !== 'packet') return [];
  const field = fieldOf(doc.model.fields, 'DONE_MEANS');
  const items = field?.items.filter((i) => i.number !== undefined) ?? [];
  const [first, last] = [items[0], items.at(-1)];
  if (!field || !first || !last) return [];
  return [{ start: lineAround(doc.text, first.at.start).start, end: Math.max(field.at.end, last.at.end) }];
}

/** The numbers of a list without one of its items. */
export function renumbered(text: string, items: readonly Item[], without: Item): readonly TextEdit[] {
  const first = items[0]?.number ?? 1;
  return items
    .filter((i) => i !== without)
    .flatMap((item, i) => {
      const line = lineAround(text, item.at.start);
      const m = /^(\s*)(\d+)(?=[.)])/.exec(text.slice(line.start, item.at.start));
      if (!m?.[2] || Number(m[2]) === first + i) return [];
      const start = line.start + (m[1]?.length ?? 0);
      return [{ at: { start, end: start + m[2].length }, text: String(first + i) }];
    });
}
