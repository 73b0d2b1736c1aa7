/** The border with LSP: the only file that turns our shapes into theirs. */

import {
  type ClientCapabilities,
  type CodeAction,
  CodeActionKind,
  type Diagnostic,
  DiagnosticSeverity,
  type DocumentSymbol,
  type Location,
  type Range,
  SymbolKind,
  type TextDocumentEdit,
  type TextEdit,
  type WorkspaceEdit,
} from 'vscode-languageserver/node';
import type { Change } from '#core/change';
import type { Finding, Severity } from '#core/rule';
import type { OutlineItem } from '#core/system';
import { LineIndex, type RelPath, type Span } from '#core/text';
import { visible } from '#core/visible';
import type { Fix } from '#service/editor/fixes';
import type { Entry } from '#service/engine/entry';
import { locate, type Spot } from '#service/engine/locate';
import type { Folder } from './folders';

/** LSP's range of a span. */
export const range = (lines: LineIndex, at: Span): Range => ({ start: lines.place(at.start), end: lines.place(at.end) });

const severities: Record<Severity, DiagnosticSeverity> = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  info: DiagnosticSeverity.Information,
  hint: DiagnosticSeverity.Hint,
};

/** A finding as a diagnostic, without characters that nobody sees. */
export function diagnostic(folder: Folder, entry: Entry, f: Finding): Diagnostic {
  const related = f.related.flatMap((r) => locate(folder.session.workspace, f.path, r) ?? []);
  return {
    range: range(entry.lines, f.at),
    message: visible(f.message),
    severity: severities[f.severity],
    source: 'gatehouse',
    code: f.rule,
    ...(folder.rulePage ? { codeDescription: { href: folder.rulePage(f.rule) } } : {}),
    ...(related.length > 0
      ? {
          relatedInformation: related.map((r) => ({
            location: { uri: folder.uris.uri(r.path), range: r.range },
            message: visible(r.message),
          })),
        }
      : {}),
  };
}

/** Undefined: there is no such document. */
export function location(folder: Folder, spot: Spot): Location | undefined {
  const entry = folder.session.workspace.entries.get(spot.path);
  return entry && { uri: folder.uris.uri(spot.path), range: range(entry.lines, spot.at) };
}

/** What an outline's items are to LSP: an icon. */
export const symbolKinds: Record<OutlineItem['is'], SymbolKind> = {
  document: SymbolKind.File,
  section: SymbolKind.Namespace,
  field: SymbolKind.Field,
  anchor: SymbolKind.Key,
  entry: SymbolKind.Event,
  signature: SymbolKind.Constant,
};

/** An outline's item with all that is in it. */
export function documentSymbol(lines: LineIndex, item: OutlineItem): DocumentSymbol {
  return {
    name: visible(item.name) || '(unnamed)',
    ...(item.detail ? { detail: visible(item.detail) } : {}),
    kind: symbolKinds[item.is],
    range: range(lines, item.at),
    selectionRange: range(lines, item.nameAt),
    children: item.children.map((c) => documentSymbol(lines, c)),
  };
}

/** Undefined: it can no longer be made. @param preferred the one that the editor may apply by one key */
export async function codeAction(folder: Folder, entry: Entry, fix: Fix, preferred: boolean): Promise<CodeAction | undefined> {
  const edit = await workspaceEdit(folder, fix.change);
  return (
    edit && {
      title: visible(fix.title),
      kind: CodeActionKind.QuickFix,
      diagnostics: [diagnostic(folder, entry, fix.finding)],
      isPreferred: preferred,
      edit,
    }
  );
}

/** One edit of the whole workspace, versioned where a document is open, so that a stale one is refused. */
export async function workspaceEdit(folder: Folder, change: Change): Promise<WorkspaceEdit | undefined> {
  const documentChanges: NonNullable<WorkspaceEdit['documentChanges']> = [];
  for (const step of change) {
    if (step.do === 'edit') {
      // In which encoding a text is saved, no edit can say.
      if (step.as) return undefined;
      const open = folder.session.workspace.entries.get(step.path)?.open;
      const file = await folder.session.text(step.path);
      // Written by somebody else since the fix was computed: its places are no longer true.
      if (!file || file.hash !== step.hash) return undefined;
      const lines = LineIndex.of(file.text);
      const version = open?.version ?? null;
      documentChanges.push(
        textEdit(
          folder,
          step.path,
          version,
          step.edits.map((e) => ({ range: range(lines, e.at), newText: e.text })),
        ),
      );
    } else if (step.do === 'create') {
      const start = { line: 0, character: 0 };
      documentChanges.push(
        { kind: 'create', uri: folder.uris.uri(step.path) },
        textEdit(folder, step.path, null, [{ range: { start, end: start }, newText: step.text }]),
      );
    } else if (step.do === 'rename')
      documentChanges.push({ kind: 'rename', oldUri: folder.uris.uri(step.from), newUri: folder.uris.uri(step.to) });
    else documentChanges.push({ kind: 'delete', uri: folder.uris.uri(step.path) });
  }
  return { documentChanges };
}

/** The edit in the form that a client takes. Undefined: it asks for what the client cannot do, such as to make a file. */
export function taken(edit: WorkspaceEdit, client: ClientCapabilities): WorkspaceEdit | undefined {
  const { documentChanges = [] } = edit;
  const can = client.workspace?.workspaceEdit;
  const isTaken = documentChanges.every(
    (c) => !('kind' in c) || (can?.documentChanges && can.resourceOperations?.includes(c.kind)),
  );
  if (!isTaken) return undefined;
  if (can?.documentChanges) return edit;
  const changes: NonNullable<WorkspaceEdit['changes']> = {};
  for (const c of documentChanges)
    if ('textDocument' in c) changes[c.textDocument.uri] = [...(changes[c.textDocument.uri] ?? []), ...(c.edits as TextEdit[])];
  return { changes };
}

const textEdit = (folder: Folder, path: RelPath, version: number | null, edits: TextDocumentEdit['edits']): TextDocumentEdit => ({
  textDocument: { uri: folder.uris.uri(path), version },
  edits,
});
