/** A client that can use everything the server offers. */
import type { ClientCapabilities } from 'vscode-languageserver/node';

export const everything: ClientCapabilities = {
  workspace: {
    symbol: {},
    codeLens: { refreshSupport: true },
    inlayHint: { refreshSupport: true },
    fileOperations: { willRename: true },
    workspaceEdit: { documentChanges: true, resourceOperations: ['create', 'rename', 'delete'] },
  },
  textDocument: {
    completion: { completionItem: { snippetSupport: true } },
    rename: { prepareSupport: true },
    codeAction: {
      disabledSupport: true,
      dataSupport: true,
      resolveSupport: { properties: ['edit'] },
      codeActionLiteralSupport: { codeActionKind: { valueSet: [] } },
    },
    codeLens: {},
    inlayHint: {},
    documentHighlight: {},
    documentLink: {},
    foldingRange: {},
    selectionRange: {},
    callHierarchy: {},
    implementation: {},
    onTypeFormatting: {},
    semanticTokens: {
      requests: { range: true, full: { delta: true } },
      tokenTypes: [],
      tokenModifiers: [],
      formats: ['relative'],
    },
  },
};
