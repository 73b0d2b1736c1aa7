/** Actions over LSP: the server works out what is to be written, and writes nothing. */
import assert from 'node:assert/strict';
import { it } from 'node:test';
import type { WorkspaceEdit } from 'vscode-languageserver/node';
import type { ActionReply, ActionTarget } from '#protocol/messages';
import { board, clean, login, ready, store } from './support/folders';
import { gatehouse } from './support/run';

const folderOf = (uri: string): string => uri.replace(/\/$/, '');

it('lists what an action may be about, that of the document one looks at first', async () => {
  const client = await ready(clean);
  for (const [path, name] of [
    [login, 'WP-1-Login'],
    [store, 'WP-1-Store'],
  ] as const) {
    const [target] = await client.request<readonly ActionTarget[]>('gatehouse/actionTargets', {
      action: 'block',
      near: client.disk.uri(path),
    });
    assert.deepEqual(target?.subjects[0], { name, detail: 'Backlog' });
  }
  const order = { folder: folderOf(client.disk.uri('')), action: 'move', subject: 'WP-1-Login', args: {} };
  const choices = await client.request('gatehouse/actionChoices', { ...order, argument: 'status' });
  assert.deepEqual(choices, ['Ready-for-Dev', 'Blocked', 'Superseded']);
  assert.deepEqual(await client.request('gatehouse/actionTargets', { action: 'nothing' }), []);
});

it('gives one edit of packet and board, of what is being typed, and writes nothing itself', async () => {
  const client = await ready(clean);
  client.open(login);
  client.type(login, 'People log in.', 'People log in twice.');
  const order = { folder: folderOf(client.disk.uri('')), action: 'block', subject: 'WP-1-Login', args: { reason: ['keys'] } };
  const reply = await client.request<ActionReply>('gatehouse/act', order);
  assert.ok(reply.is === 'done', JSON.stringify(reply));
  const { documentChanges } = reply.edit as WorkspaceEdit;
  const changed = documentChanges?.flatMap((c) => ('textDocument' in c ? [[c.textDocument.uri, c.textDocument.version]] : []));
  assert.deepEqual(changed, [
    [client.disk.uri(login), 2],
    [client.disk.uri(board), null],
  ]);
  assert.match(client.disk.read(login), /STATUS: Backlog/);
});

it('asks, refuses, and answers with a text', async () => {
  const client = await ready(clean);
  const order = { folder: folderOf(client.disk.uri('')), subject: 'WP-1-Login', args: {} };
  const ask = (more: object): Promise<ActionReply> => client.request('gatehouse/act', { ...order, ...more });
  const asks = await ask({ action: 'block' });
  assert.ok(asks.is === 'asks' && asks.questions[0]?.name === 'reason');
  const refused = await ask({ action: 'move', args: { status: ['Done'] } });
  assert.ok(refused.is === 'refused' && refused.why === 'rule');
  const forced = await ask({ action: 'move', args: { status: ['Done'], force: [''], reason: ['now'] } });
  assert.ok(forced.is === 'refused' && forced.says.some((s) => s.includes('Only a terminal')), JSON.stringify(forced));
  const told = await ask({ action: 'commit-message' });
  assert.ok(told.is === 'done' && told.edit === undefined);
  assert.equal(told.text, gatehouse(['commit-message', 'WP-1-Login'], { cwd: client.disk.root }).out);
  assert.equal(await client.request('gatehouse/act', { ...order, action: 'nothing' }), null);
  assert.equal(await client.request('gatehouse/act', { ...order, action: 'block', folder: 'file:///nowhere' }), null);
});
