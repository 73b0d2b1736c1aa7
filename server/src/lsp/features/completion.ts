/** Completion: fields, statuses, anchors, packets, paths, commands. What one of them is about is told when it is looked at. */
import {
  type CompletionItem,
  CompletionItemKind,
  type CompletionList,
  type CompletionParams,
  MarkupKind,
} from 'vscode-languageserver/node';
import type { Suggestion } from '#core/editor';
import type { Name } from '#core/symbols';
import type { LineIndex } from '#core/text';
import { completionsAt } from '#service/editor/complete';
import { configSuggestionsAt } from '#service/editor/config-help';
import { describe } from '#service/editor/hover';
import { range } from '../convert';
import { type Desk, feature } from '../feature';

const kinds: Record<Suggestion['is'], CompletionItemKind> = {
  field: CompletionItemKind.Field,
  status: CompletionItemKind.EnumMember,
  anchor: CompletionItemKind.Reference,
  packet: CompletionItemKind.Class,
  value: CompletionItemKind.Value,
  file: CompletionItemKind.File,
  folder: CompletionItemKind.Folder,
  command: CompletionItemKind.Function,
  signature: CompletionItemKind.Constant,
};

/** What an item carries to be described later. */
interface About {
  readonly uri: string;
  readonly name: Name;
}

const nothing: CompletionList = { isIncomplete: false, items: [] };

/** In the order given: an editor that is told none takes that of the alphabet. */
const items = (desk: Desk, uri: string, lines: LineIndex, list: readonly Suggestion[]): CompletionItem[] => {
  const beside = desk.client.textDocument?.completion?.completionItem?.labelDetailsSupport === true;
  return list.map((s, i) => item(uri, lines, s, { beside, place: String(i).padStart(4, '0') }));
};

interface How {
  /** What is said of each is shown beside it, and not only of the one that is looked at. */
  readonly beside: boolean;
  readonly place: string;
}

function item(uri: string, lines: LineIndex, s: Suggestion, { beside, place }: How): CompletionItem {
  return {
    label: s.label,
    kind: kinds[s.is],
    ...(s.detail === undefined ? {} : beside ? { labelDetails: { description: s.detail } } : { detail: s.detail }),
    ...(s.filter === undefined ? {} : { filterText: s.filter }),
    sortText: s.sort ?? place,
    ...(s.about === undefined ? {} : { data: { uri, name: s.about } satisfies About }),
    textEdit: { range: range(lines, s.at), newText: s.text },
  };
}

export default feature({
  capability: (client) =>
    client.textDocument?.completion && {
      completionProvider: { triggerCharacters: [' ', '.', '-', '/', '[', '§', '<', '`'], resolveProvider: true },
    },
  register: (connection, desk) => {
    connection.onCompletion(
      desk.about('completion', nothing, async ({ folder, entry }, { position, textDocument }: CompletionParams) => {
        const config = await configSuggestionsAt(folder.session, entry.path, position);
        if (config) return { isIncomplete: false, items: items(desk, textDocument.uri, config.lines, config.list) };
        const found = await completionsAt(folder.session, entry.path, position);
        if (!found) return nothing;
        return { isIncomplete: found.more, items: items(desk, textDocument.uri, found.file.lines, found.list) };
      }),
    );
    connection.onCompletionResolve(async (asked) => {
      const about = asked.data as About | undefined;
      const describes = desk.safely('completion-resolve', asked, async () => {
        const folder = about && desk.folders.of(about.uri)?.folder;
        const value = folder && (await describe(folder.session, about.name));
        return value === undefined ? asked : { ...asked, documentation: { kind: MarkupKind.Markdown, value } };
      });
      return describes(undefined);
    });
  },
});
