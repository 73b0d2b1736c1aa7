/** Folding: sections, fields, entries, fences, tables, as they were read. */
import { type FoldingRange, FoldingRangeKind, type FoldingRangeParams } from 'vscode-languageserver/node';
import { foldsOf } from '#service/editor/structure';
import { feature } from '../feature';

export default feature({
  capability: (client) => client.textDocument?.foldingRange && { foldingRangeProvider: true },
  register: (connection, desk) =>
    connection.onFoldingRanges(
      desk.about('folding-range', [] as FoldingRange[], async ({ folder, entry }, _: FoldingRangeParams) => {
        const folds = await foldsOf(folder.session, entry.path);
        const most = desk.client.textDocument?.foldingRange?.rangeLimit ?? folds.length;
        return folds.slice(0, most).map(({ from, to, is }) => ({
          startLine: from,
          endLine: to,
          ...(is === 'comment' ? { kind: FoldingRangeKind.Comment } : {}),
        }));
      }),
    ),
});
