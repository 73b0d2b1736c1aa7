/** Selection ranges: item, field, section, document. */
import type { SelectionRange, SelectionRangeParams } from 'vscode-languageserver/node';
import type { LineIndex, Span } from '#core/text';
import { selectionsAt } from '#service/editor/structure';
import { range } from '../convert';
import { feature } from '../feature';

/** From the smallest span on, each within the next. */
const chained = (lines: LineIndex, spans: readonly Span[]): SelectionRange | undefined =>
  spans.reduceRight<SelectionRange | undefined>(
    (parent, at) => ({ range: range(lines, at), ...(parent ? { parent } : {}) }),
    undefined,
  );

export default feature({
  capability: (client) => client.textDocument?.selectionRange && { selectionRangeProvider: true },
  register: (connection, desk) =>
    connection.onSelectionRanges(
      desk.about('selection-range', [] as SelectionRange[], async ({ folder, entry }, { positions }: SelectionRangeParams) => {
        const found = await selectionsAt(folder.session, entry.path, positions);
        return (found?.spans ?? []).flatMap((spans) => chained(found?.lines ?? entry.lines, spans) ?? []);
      }),
    ),
});
