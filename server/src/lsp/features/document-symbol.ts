/** Document symbols: fields of a packet, anchors of a spec, entries of a board. */
import type { DocumentSymbol, DocumentSymbolParams } from 'vscode-languageserver/node';
import { documentSymbol } from '../convert';
import { feature } from '../feature';

export default feature({
  capability: { documentSymbolProvider: { label: 'Gatehouse' } },
  register: (connection, desk) =>
    connection.onDocumentSymbol(
      desk.about('document-symbol', [] as DocumentSymbol[], async ({ folder, entry }, _: DocumentSymbolParams) => {
        const file = await folder.session.text(entry.path);
        if (!file) return [];
        const { options, workspace } = folder.session;
        const readings = workspace.readings(entry.path, file);
        // Of the same moment: a spec has thousands of symbols, so the event loop turns in between.
        const { lines } = entry;
        const symbols: DocumentSymbol[] = [];
        for (const { kind, reading } of readings) {
          await options.pace.pause();
          const outline = kind.kind.outline?.(reading.model) ?? [];
          await options.pace.pause();
          for (const item of outline) symbols.push(documentSymbol(lines, item));
        }
        await options.pace.pause();
        return symbols;
      }),
    ),
});
