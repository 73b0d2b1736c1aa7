/** What no client and no folder should do to the language server: it answers, says what it can, and lives. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { disk } from './support/disk';
import { board, config, folder, isAlive, login, ready, store } from './support/folders';
import { start } from './support/lsp';

const start0 = { line: 0, character: 0 };
const range0 = { start: start0, end: start0 };
/** Every request about a document, with what it gives where there is nothing. */
const requests: Readonly<Record<string, { readonly more: object; readonly empty: unknown }>> = {
  'textDocument/hover': { more: { position: start0 }, empty: null },
  'textDocument/definition': { more: { position: start0 }, empty: [] },
  'textDocument/references': { more: { position: start0, context: { includeDeclaration: true } }, empty: [] },
  'textDocument/documentSymbol': { more: {}, empty: [] },
  'textDocument/codeAction': { more: { range: range0, context: { diagnostics: [] } }, empty: [] },
};
const own = ['gatehouse/view', 'gatehouse/check', 'gatehouse/rules', 'gatehouse/explain', 'gatehouse/settled'];

describe('a request', () => {
  it('about a document that is not ours gets an empty answer', async () => {
    const client = await ready(`${folder}==> docs/README.md <==\n# Read me\n`);
    const inside = client.disk.uri(login);
    const strangers = [
      ...[
        'file:///nowhere/at/all.md',
        'untitled:Untitled-1',
        'git:/x.md?{}',
        'vscode-vfs://github/a/b.md',
        '',
        'no uri at all',
        '%zz',
      ],
      ...[
        client.disk.uri(''),
        `${client.disk.uri('')}/`,
        `${client.disk.uri('')}/../x.md`,
        `${client.disk.uri('')}x/docs/TASK_BOARD.md`,
        `${client.disk.uri('')}xdocs/task_packets/WP-1-Login.md`,
      ],
      ...[client.disk.uri('docs'), client.disk.uri('docs/README.md'), `${inside}/x.md`],
    ];
    for (const uri of strangers) {
      client.notify('textDocument/didOpen', { textDocument: { uri, languageId: 'markdown', version: 1, text: '# WP-1-X\n' } });
      client.notify('textDocument/didChange', {
        textDocument: { uri, version: 2 },
        contentChanges: [{ range: range0, text: 'TBD' }],
      });
      for (const [method, { more, empty }] of Object.entries(requests))
        assert.deepEqual(await client.request(method, { textDocument: { uri }, ...more }), empty, `${method} of ${uri}`);
      client.notify('textDocument/didSave', { textDocument: { uri } });
      client.notify('textDocument/didClose', { textDocument: { uri } });
    }
    await isAlive(client);
  });

  it('about a place that is not there gets an answer', async () => {
    const client = await ready();
    const lines = [-1, 0, 4, 5, 99, 2 ** 31 - 1, 1.5, Number.MAX_SAFE_INTEGER];
    for (const position of lines.flatMap((line) => lines.map((character) => ({ line, character })))) {
      const range = { start: position, end: { line: 0, character: 0 } };
      for (const [method, { more }] of Object.entries(requests)) {
        const asked = { textDocument: { uri: client.disk.uri(login) }, ...more };
        await client.request(method, 'range' in more ? { ...asked, range } : { ...asked, position });
      }
    }
    client.open(login);
    // An edit beyond the end is one at the end, as LSP has it.
    client.edit(login, [{ newText: '# WP-1-Login\n- STATUS: Backlog\n- SPEC_ANCHOR: A9.9' }]);
    const far = { line: 999, character: 999 };
    const contentChanges = [{ range: { start: far, end: far }, text: '\n- What: TBD' }];
    client.notify('textDocument/didChange', { textDocument: { uri: client.disk.uri(login), version: 3 }, contentChanges });
    await client.until(() => client.latest(login)?.version === 3);
    assert.deepEqual(
      client.diagnostics(login).map((d) => [d.code, d.range.start]),
      [
        ['packets/dead-anchor', { line: 2, character: 16 }],
        ['packets/placeholder', { line: 3, character: 8 }],
      ],
    );
    // Beyond the end of a line is its end, before what ends it.
    client.edit(login, [{ newText: '# WP-1-Login\r\n- STATUS: Back\r\n- What: x\r\n- SPEC_ANCHOR: A9.9' }]);
    const wide = { line: 1, character: 999 };
    client.notify('textDocument/didChange', {
      textDocument: { uri: client.disk.uri(login), version: 5 },
      contentChanges: [{ range: { start: wide, end: wide }, text: 'log' }],
    });
    await client.until(() => client.latest(login)?.version === 5);
    assert.deepEqual(
      client.diagnostics(login).map((d) => [d.code, d.range.start]),
      [['packets/dead-anchor', { line: 3, character: 16 }]],
    );
    client.close(login);
    await isAlive(client);
  });

  it('that is nonsense gets an answer or an error, and changes nothing', async () => {
    const client = await ready();
    const uri = client.disk.uri(login);
    const nonsense = [
      ...[undefined, null, [], {}, 'text', 5, [null], { textDocument: null }, { textDocument: 5 }, { textDocument: { uri: 7 } }],
      ...[{ textDocument: { uri } }, { textDocument: { uri }, position: null, range: null, context: null }],
      ...[
        { textDocument: { uri }, position: {}, range: {}, context: {} },
        { textDocument: { uri }, range: range0 },
      ],
      ...[
        { view: 5, parent: 5, rule: {} },
        { view: 'nothing', parent: [], rule: [] },
      ],
    ];
    for (const method of [...Object.keys(requests), ...own, 'textDocument/rename', 'gatehouse/nothing'])
      for (const params of nonsense)
        await client.connection.sendRequest(method, params as object).catch((error: { code?: number }) => {
          assert.equal(typeof error.code, 'number', `${method} is answered by an error of the protocol`);
        });
    await isAlive(client);
  });
});

describe('a notification', () => {
  it('that is nonsense changes nothing', async () => {
    const client = await ready();
    const uri = client.disk.uri(login);
    const nonsense = [
      ...[
        undefined,
        null,
        [],
        {},
        'text',
        5,
        { textDocument: null },
        { textDocument: {} },
        { textDocument: { uri: 7, text: 'x' } },
      ],
      ...[{ changes: null }, { changes: [null] }, { changes: [{}] }, { changes: [{ uri: 5, type: 'x' }] }, { changes: {} }],
      ...[
        { textDocument: { uri, version: 2 }, contentChanges: null },
        { textDocument: { uri, version: 2 }, contentChanges: [null] },
      ],
      ...[{ textDocument: { uri: `${uri}/docs/x.md` } }, { settings: null }, { event: { added: null } }],
    ];
    const methods = ['didOpen', 'didChange', 'didSave', 'didClose'].map((m) => `textDocument/${m}`);
    for (const method of [
      ...methods,
      'workspace/didChangeWatchedFiles',
      'workspace/didChangeConfiguration',
      '$/setTrace',
      '$/cancelRequest',
      'no/thing',
    ])
      for (const params of nonsense) client.notify(method, params);
    await isAlive(client);
  });

  it('of a change that is none changes nothing, not by half', async () => {
    const client = await ready();
    client.open(store);
    const textDocument = { uri: client.disk.uri(store), version: 2 };
    const range = { start: { line: 5, character: 8 }, end: { line: 5, character: 14 } };
    const odd: readonly unknown[] = [
      ...[5, null, undefined, {}, ['TBD']].flatMap((text) => [{ range, text }, { text }]),
      ...[null, {}, { start: null, end: null }, { start: { line: '0', character: '0' }, end: range.end }].map((r) => ({
        range: r,
        text: 'TBD',
      })),
      ...[null, 5, 'TBD'],
    ];
    for (const one of odd)
      client.notify('textDocument/didChange', { textDocument, contentChanges: [{ range, text: 'TBD' }, one] });
    client.type(store, 'Things are kept.', 'Things are kept. TBD');
    await client.settled();
    await client.shows(store);
    client.type(store, 'Things are kept. TBD', 'TBD');
    await client.shows(store, 'packets/placeholder "TBD"');
    client.close(store);
    await client.settled();
    await client.shows(store);
  });

  it('of a range that is told backwards is one of that range', async () => {
    const client = await ready();
    for (const [path, from, to, shows] of [
      [store, 'Things are kept.', 'TBD', ['packets/placeholder "TBD"']],
      [login, '9.9', '3', []],
    ] as const) {
      client.open(path);
      const before = client.text(path);
      const line = before.split('\n').findIndex((l) => l.includes(from));
      const character = before.split('\n')[line]?.indexOf(from) ?? 0;
      const range = { start: { line, character: character + from.length }, end: { line, character } };
      client.notify('textDocument/didChange', {
        textDocument: { uri: client.disk.uri(path), version: 2 },
        contentChanges: [{ range, text: to }],
      });
      await client.until(() => client.latest(path)?.version === 2);
      await client.settled();
      assert.deepEqual(
        client.diagnostics(path).map((d) => d.code),
        shows.map((s) => s.split(' ')[0]),
      );
    }
  });

  it('out of turn changes nothing: of what is not open, twice, about what is not there', async () => {
    const client = await ready();
    const about = { textDocument: { uri: client.disk.uri(login), version: 7 } };
    client.notify('textDocument/didChange', { ...about, contentChanges: [{ range: range0, text: 'TBD' }] });
    client.notify('textDocument/didClose', about);
    client.notify('textDocument/didSave', about);
    client.watched({ 'docs/task_packets/WP-1-No.md': 1, 'docs/NO.md': 3, [config]: 3, 'a/b/c': 2, [board]: 1 });
    client.open(login, client.text(login).replace('9.9', '9.8'));
    client.open(login, client.text(login), 2);
    client.close(login);
    client.notify('textDocument/didClose', about);
    await client.shows(login, 'packets/dead-anchor "9.9"');
    await isAlive(client);
  });
});

describe('the server', () => {
  it('lives where the folder that is opened is a file, or has a name that no folder has', async () => {
    const d = disk(folder);
    const bad = [`${d.uri(login)}`, 'file:///%00', `file:///${'x'.repeat(5000)}`, d.uri('nowhere')];
    const client = await start(d, { folders: [...bad, d.uri('')] });
    await isAlive(client);
  });

  it('says that it passed over what is no message, and goes on', async () => {
    const client = await ready();
    client.child.stdin?.write('Content-Length: \u001b[31m\r\n\r\n{}');
    await client.settled();
    await client.until(() => client.stderr !== '');
    assert.equal(client.stderr.split('\n')[0]?.replace(/ from .*/, ''), 'gatehouse: passed over what is no message of LSP,');
    assert.doesNotMatch(client.stderr.replaceAll('\n', ''), /\p{Cc}/u);
    await isAlive(client);
  });

  it('shows what documents say without characters that steer or hide', async () => {
    const evil = 'E\u001b[31m\u202e\u200b';
    const client = await ready(
      `${folder}==> docs/task_packets/WP-1-Evil.md <==\n# WP-1-Evil\n- STATUS: ${evil}\n- [x](${evil}.md)\n`,
    );
    const shown = client.published.flatMap((p) => p.diagnostics.map((d) => String(d.message)));
    assert.ok(shown.some((m) => m.includes('E\\u{1b}[31m\\u{202e}')));
    const views = await Promise.all(
      ['gatehouse.packets', 'gatehouse.phases'].map((view) => client.request('gatehouse/view', { view })),
    );
    const textDocument = { uri: client.disk.uri('docs/task_packets/WP-1-Evil.md') };
    const symbols = await client.request('textDocument/documentSymbol', { textDocument });
    const refused = await client.request<{ says: readonly string[] }>('gatehouse/act', {
      ...{ folder: client.disk.uri('').replace(/\/$/, ''), action: 'move', subject: `WP-1-${'x'.repeat(1900)}` },
      args: { status: ['Done'] },
    });
    assert.ok(refused.says.length > 0 && refused.says.every((one) => one.length < 500));
    for (const said of [shown, views, symbols, client.logged, refused])
      assert.doesNotMatch(JSON.stringify(said), /\p{Cf}|\\u00/u);
  });
});
