/** Rename, and files that move, through LSP. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Hover, PrepareRenameResult, Range, WorkspaceEdit } from 'vscode-languageserver/node';
import { everything } from './support/capabilities';
import { disk } from './support/disk';
import { apply } from './support/edits';
import { audit, board, clean, login, ready, spec, store } from './support/folders';
import { type Client, start } from './support/lsp';
import { textAt } from './support/text';

/** Nothing in it is signed, so that everything may be renamed. */
const unsigned = clean.replace('- USER_SIGNATURE: alice151220251000\n', '');
const full = (source = clean): Promise<Client> => ready(source, { capabilities: everything });
const edited = (client: Client, edit: WorkspaceEdit | null): void =>
  apply(client, { title: '', edit: edit ?? assert.fail('no edit') });

describe('rename', () => {
  for (const eol of ['\n', '\r\n'])
    for (const open of [[], [spec], [login, store, spec]])
      it(`of an anchor, ${open.length} documents open, ${eol === '\n' ? 'LF' : 'CRLF'}`, async () => {
        const client = await full(unsigned.replace(/(?<!<==)\n/g, eol));
        for (const path of open) client.open(path);
        const ready = await client.at<{ range: never; placeholder: string }>('textDocument/prepareRename', spec, 'A3', 1);
        assert.deepEqual([ready.placeholder, textAt(client.text(spec), ready.range)], ['A3', 'A3']);
        const was = [spec, login, store].map((p) => client.text(p));
        edited(client, await client.at('textDocument/rename', spec, 'A3', 1, { newName: '4.2' }));
        assert.deepEqual(
          [spec, login, store].map((p) => client.text(p)),
          was.map((t) => t.replace(/A3/, 'A4.2')),
        );
        await client.until(() => !client.shown(login).some((f) => f.startsWith('packets/dead-anchor')));
      });

  it('of a packet: its file goes along', async () => {
    const client = await full(clean);
    client.open(board);
    const now = 'docs/task_packets/WP-1-Enter.md';
    const edit = await client.at<WorkspaceEdit>('textDocument/rename', board, 'WP-1-Login', 3, { newName: 'WP-1-Enter' });
    edited(client, edit);
    assert.match(client.disk.read(now), /^# WP-1-Enter\n/);
    assert.match(client.text(board), /\[WP-1-Enter\]/);
    await client.until(() => !client.shown(board).some((f) => f.startsWith('packets/board-unknown-packet')));
    await client.until(() => client.diagnostics(login).length === 0);
  });

  it('is refused in words, and nothing is changed', async () => {
    const client = await full(unsigned);
    const refused = (path: string, text: string, n: number, newName: string): Promise<unknown> =>
      client.at('textDocument/rename', path, text, n, { newName }).then(
        () => assert.fail('not refused'),
        (e: Error) => e.message,
      );
    assert.match(String(await refused(spec, 'A3', 1, '2')), /2 is taken/);
    assert.match(String(await refused(audit, 'alice1', 2, 'bob')), /is a signature/);
    const signed = await full(clean);
    await assert.rejects(
      signed.at('textDocument/prepareRename', spec, 'A3', 1),
      /WP-1-Store is signed \(alice151220251000\), which locks its SPEC_ANCHOR/,
    );
    assert.equal(await client.at('textDocument/prepareRename', login, 'People'), null);
    assert.equal(await client.at('textDocument/rename', login, 'People', 0, { newName: 'x' }), null);
    const poor = await ready(clean, { capabilities: { textDocument: { rename: {} }, workspace: { workspaceEdit: {} } } });
    assert.equal(poor.initialized.capabilities.renameProvider, true);
    await assert.rejects(
      poor.at('textDocument/rename', board, 'WP-1-Login', 3, { newName: 'WP-1-X' }),
      /does not let a server do that/,
    );
    const anchor = await ready(unsigned, { capabilities: { textDocument: { rename: {} }, workspace: { workspaceEdit: {} } } });
    const edit = await anchor.at<WorkspaceEdit>('textDocument/rename', spec, 'A3', 1, { newName: '4.2' });
    assert.deepEqual([edit.documentChanges, Object.keys(edit.changes ?? {}).length], [undefined, 3]);
  });
});

it('links to headings of a document that is open are judged by what it says there, saved or not', async () => {
  const client = await full(
    unsigned.replace('- What: People', '- What: [Storage](../../Master_Spec_v1.0.md#a2-storage), people'),
  );
  client.open(spec);
  client.open(login);
  await client.settled();
  const links = (): readonly string[] => client.shown(login).filter((f) => f.startsWith('gatehouse/link-dead-heading'));
  assert.deepEqual(links(), []);
  edited(client, await client.at('textDocument/rename', spec, 'A2', 1, { newName: '8' }));
  assert.match(client.text(login), /#a8-storage/);
  await client.settled();
  assert.deepEqual(links(), [], 'after a rename that nobody has saved');
  client.type(spec, 'A8 Storage', 'A8 Stores');
  await client.settled();
  assert.deepEqual(links(), ['gatehouse/link-dead-heading "a8-storage"']);
  client.type(spec, 'A8 Stores', 'A8 Storage');
  await client.settled();
  assert.deepEqual(links(), []);
  client.close(spec);
  await client.until(() => links().length === 1, 'closed without being saved, it says what the disk says');
});

it('before the folder is read a rename waits, and misses nothing', async () => {
  const more = Array.from(
    { length: 60 },
    (_, i) => `==> docs/task_packets/WP-2-P${i}.md <==\n# WP-2-P${i}\n- Blocked on: WP-1-Login\n\n`,
  );
  const client = await start(disk(unsigned + more.join('')), { capabilities: everything });
  client.open(login);
  const rename = client.at<WorkspaceEdit>('textDocument/rename', login, 'WP-1-Login', 3, { newName: 'WP-1-Enter' });
  const files = [{ oldUri: client.disk.uri(login), newUri: client.disk.uri('docs/task_packets/stubs/WP-1-Login.md') }];
  const moving = client.request<WorkspaceEdit | null>('workspace/willRenameFiles', { files });
  const references = client.at<readonly unknown[]>('textDocument/references', login, 'WP-1-Login', 3, { context: {} });
  const symbols = client.request<readonly unknown[]>('workspace/symbol', { query: 'WP-2-P' });
  assert.equal(
    (await rename).documentChanges?.filter((c) => 'edits' in c).length,
    62,
    'every packet that waits, itself and the board',
  );
  assert.ok((await references).length >= 62);
  assert.equal((await symbols).length, 60);
  await moving;
});

it('a name is found from the mark before it, and nothing else is taken for one', async () => {
  const client = await full(
    unsigned
      .replace(
        'SPEC_ANCHOR: A3\n- What: People',
        'SPEC_ANCHOR: A3, §3, [HSK-A-1]\n- STATUS: In-Progress\n- IN_SCOPE_PATHS:\n  - src/a.ts\n- What: As § 3 says, people',
      )
      .replace('## A3 Login', '## A3 Login\n\n- [HSK-A-1] Names.'),
  );
  client.open(login);
  await client.settled();
  for (const [piece, n, name] of [
    ['A3,', 0, '3'],
    ['§3,', 0, '3'],
    ['[HSK', 0, 'HSK-A-1'],
    ['§ 3 says', 0, '3'],
    ['§ 3 says', 1, '3'],
  ] as const) {
    const found = await client.at<{ range: Range } | null>('textDocument/prepareRename', login, piece, n);
    assert.equal(found && textAt(client.text(login), found.range), name, `rename at ${piece}`);
    const highlights = await client.at<readonly unknown[]>('textDocument/documentHighlight', login, piece, n);
    assert.ok(highlights.length > 0, `highlights at ${piece}`);
    const hover = await client.at<Hover | null>('textDocument/hover', login, piece, n);
    const shown = hover?.range ? textAt(client.text(login), hover.range) : '';
    assert.ok(shown.endsWith(name) && piece.startsWith(shown.slice(0, 1), n), `hover at ${piece}: ${shown}`);
    assert.equal((await client.at<readonly unknown[]>('textDocument/definition', login, piece, n)).length, 1, piece);
  }
  assert.equal(await client.at('textDocument/prepareRename', login, ': A3', 0), null, 'two before it is beside it');
  assert.equal(await client.at('textDocument/prepareRename', login, 'src/a.ts', 2), null, 'a path is no signature');
  assert.deepEqual(await client.at('textDocument/documentHighlight', spec, '# Master', 0), []);
});

describe('files that are about to move', () => {
  const moving = (client: Client, from: string, to: string): Promise<WorkspaceEdit | null> =>
    client.request('workspace/willRenameFiles', { files: [{ oldUri: client.disk.uri(from), newUri: client.disk.uri(to) }] });

  it('are followed, open or not', async () => {
    const scope = '- IN_SCOPE_PATHS:\n  - src/a.ts\n';
    const client = await full(clean.replace('- What: People', `${scope}- What: [it](WP-1-Store.md) People`));
    client.open(login);
    edited(client, await moving(client, 'src', 'lib'));
    assert.match(client.text(login), /- lib\/a\.ts\n/);
    edited(client, await moving(client, store, 'docs/task_packets/stubs/WP-1-Store.md'));
    assert.match(client.text(login), /\[it\]\(stubs\/WP-1-Store\.md\)/);
    assert.equal(await moving(client, 'nothing.txt', 'else.txt'), null);
    assert.equal(await moving(client, 'docs/README.md', '../out.md'), null);
    assert.equal(await client.request('workspace/willRenameFiles', { files: [{ oldUri: 'x:y', newUri: '' }] }), null);
  });

  it('are not followed where a signature locks them, which is said', async () => {
    const client = await full(
      clean.replace('- What: Things', '- IN_SCOPE_PATHS:\n  - src/a.ts\n- What: [Login](WP-1-Login.md) things'),
    );
    assert.equal(await moving(client, 'src/a.ts', 'src/b.ts'), null);
    assert.equal(await moving(client, login, 'docs/task_packets/old/WP-1-Login.md'), null, 'links neither');
    await client.until(() => client.notices.some((n) => n.method === 'window/showMessage'));
    assert.match(JSON.stringify(client.notices), /WP-1-Store is signed \(alice151220251000\), which locks its IN_SCOPE_PATHS/);
  });
});

it('a request that is cancelled has no answer, and the next one has', async () => {
  const client = await full(unsigned);
  const all = Array.from({ length: 20 }, () => client.at<PrepareRenameResult>('textDocument/prepareRename', spec, 'A3', 1));
  for (let id = 3; id < 20; id++) client.notify('$/cancelRequest', { id });
  await Promise.allSettled(all);
  assert.ok(await client.at('textDocument/prepareRename', spec, 'A3', 1));
});
