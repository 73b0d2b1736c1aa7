/** Applies code actions as an editor does: all of one or nothing of it, and nothing that is stale. */
import assert from 'node:assert/strict';
import { existsSync, renameSync } from 'node:fs';
import type { CodeAction, Range, TextDocumentEdit } from 'vscode-languageserver/node';
import type { Client } from './lsp';
import { applied, indexOf, positionOf } from './text';

/** The quick fixes at a piece of text. */
export function fixesAt(client: Client, path: string, text: string): Promise<readonly CodeAction[]> {
  const start = positionOf(client.text(path), indexOf(client.text(path), text));
  return client.actions(path, { start, end: start });
}

/** The one fix of that title. */
export async function fixAt(client: Client, path: string, text: string, title: string): Promise<CodeAction> {
  const all = await fixesAt(client, path, text);
  return all.find((a) => a.title === title) ?? assert.fail(`${title} is not among ${all.map((a) => a.title).join(', ')}`);
}

/** Open documents are typed in, closed ones written, and the server is told of it all. */
export function apply(client: Client, action: CodeAction): void {
  const steps = action.edit?.documentChanges ?? assert.fail('no edit');
  const stale = steps.find((s) => 'textDocument' in s && isStale(client, s as TextDocumentEdit));
  assert.equal(stale, undefined, 'an edit of another version');
  for (const step of steps) {
    if (!('kind' in step)) edit(client, client.pathOf(step.textDocument.uri), step);
    else if (step.kind === 'create') {
      const path = client.pathOf(step.uri);
      assert.ok(!existsSync(client.disk.full(path)), `${path} is there`);
      client.disk.write(path, '');
      client.watched({ [path]: 1 });
    } else if (step.kind === 'rename') {
      const [from, to] = [client.pathOf(step.oldUri), client.pathOf(step.newUri)];
      renameSync(client.disk.full(from), client.disk.full(to));
      const wasOpen = client.versionOf(from) !== undefined;
      if (wasOpen) client.close(from);
      client.watched({ [from]: 3, [to]: 1 });
      if (wasOpen) client.open(to);
    } else assert.fail(`no test needs to ${step.kind}`);
  }
}

export const isStale = (client: Client, { textDocument: { uri, version } }: TextDocumentEdit): boolean =>
  version !== null && version !== client.versionOf(client.pathOf(uri));

function edit(client: Client, path: string, { edits }: TextDocumentEdit): void {
  const plain = edits.map((e) => ('newText' in e ? e : assert.fail('a snippet')));
  if (client.versionOf(path) === undefined) {
    client.disk.write(path, applied(client.text(path), plain));
    client.watched({ [path]: 2 });
    return;
  }
  // From the end of the text to its start, so that no edit moves another.
  const order = (r: Range): number => r.start.line * 1e6 + r.start.character;
  client.edit(
    path,
    [...plain].reverse().sort((a, b) => order(b.range) - order(a.range)),
  );
}
