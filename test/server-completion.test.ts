/** Completion through LSP; what is suggested where is in completion.test.ts. */
import assert from 'node:assert/strict';
import { it } from 'node:test';
import type { TextEdit } from 'vscode-languageserver/node';
import { everything } from './support/capabilities';
import { clean, login, ready } from './support/folders';
import type { Client } from './support/lsp';
import { textAt } from './support/text';

const full = (source = clean): Promise<Client> => ready(source, { capabilities: everything });

it('completion through LSP: items with edits, told more of when looked at', async () => {
  const client = await full(clean.replace('SPEC_ANCHOR: A3', 'SPEC_ANCHOR: A'));
  const list = await client.at<{ isIncomplete: boolean; items: { label: string; textEdit: TextEdit; data: unknown }[] }>(
    'textDocument/completion',
    login,
    'SPEC_ANCHOR: A',
    14,
  );
  assert.deepEqual(
    list.items.map((i) => i.label),
    ['A2', 'A3'],
  );
  assert.deepEqual(textAt(client.text(login), list.items[0]?.textEdit.range as never), 'A');
  const told = await client.request<{ documentation: { value: string } }>('completionItem/resolve', list.items[0]);
  assert.match(told.documentation.value, /All reads go through the store/);
  assert.deepEqual(await client.request('completionItem/resolve', { label: 'x' }), { label: 'x' });
});

it('what is said of an item stands beside each where the client can show it so, and the order is ours', async () => {
  const completion = { completionItem: { labelDetailsSupport: true } };
  const source = clean.replace('SPEC_ANCHOR: A3', 'SPEC_ANCHOR: A\n- RISK_TIER: ');
  const client = await ready(source, { capabilities: { textDocument: { completion } } });
  interface Items {
    items: { label: string; detail?: string; labelDetails?: { description: string }; sortText?: string }[];
  }
  const anchors = await client.at<Items>('textDocument/completion', login, 'SPEC_ANCHOR: A', 14);
  assert.equal(anchors.items[0]?.labelDetails?.description, 'Storage');
  assert.equal(anchors.items[0]?.detail, undefined);
  const tiers = await client.at<Items>('textDocument/completion', login, 'RISK_TIER: ', 11);
  const sorted = [...tiers.items].sort((a, b) => ((a.sortText ?? '') < (b.sortText ?? '') ? -1 : 1));
  assert.deepEqual(
    sorted.map((i) => i.label),
    ['LOW', 'MEDIUM', 'HIGH'],
  );
});
