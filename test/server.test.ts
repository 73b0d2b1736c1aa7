/** The language server over stdio: how it starts, what it publishes, and that an edit leaves nothing stale. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { disk, inRepository } from './support/disk';
import { board, folder, login, noWarnings, pointer, spec, store } from './support/folders';
import { start } from './support/lsp';

describe('start', () => {
  it('announces what it can, pushes, and ends with 0', async () => {
    const client = await start(disk(folder));
    assert.deepEqual(client.initialized.capabilities, {
      textDocumentSync: { openClose: true, change: 2, save: true },
      definitionProvider: true,
      referencesProvider: true,
      hoverProvider: true,
      documentSymbolProvider: { label: 'Gatehouse' },
      codeActionProvider: {
        codeActionKinds: ['quickfix', 'source.fixAll.gatehouse', 'refactor.extract', 'refactor.rewrite'],
      },
    });
    assert.equal(await client.stop(), 0);
    noWarnings(client);
  });

  it('publishes the findings of files that nobody opened, and nothing for those that have none', async () => {
    const client = await start(disk(folder));
    await client.settled();
    assert.deepEqual(client.shown(login), ['packets/dead-anchor "9.9"']);
    assert.deepEqual(client.shown(board), ['packets/board-unknown-packet "WP-1-Gone"']);
    assert.deepEqual(client.published.map((p) => p.path).sort(), [pointer, board, login]);
    assert.ok(client.published.every((p) => p.version === undefined));
    const [dead] = client.diagnostics(login);
    assert.equal(dead?.source, 'gatehouse');
    assert.equal(dead?.severity, 1);
    assert.match(dead?.codeDescription?.href ?? '', /^file:.*docs\/rules\/packets\/dead-anchor\.md$/);
  });

  it('a client that can only pull is answered, one that can do both is told', async () => {
    for (const [textDocument, pulls] of [
      [{ diagnostic: {} }, true],
      [{ diagnostic: {}, publishDiagnostics: {} }, false],
      [{}, false],
    ] as const) {
      const client = await start(disk(folder), { capabilities: { textDocument } });
      await client.settled();
      assert.equal(client.initialized.capabilities.diagnosticProvider !== undefined, pulls);
      assert.equal(client.published.length === 0, pulls);
    }
  });

  it('with pull asked for: announces it, answers it, pushes nothing', async () => {
    const client = await start(disk(folder), { initializationOptions: { diagnostics: 'pull' } });
    assert.deepEqual(client.initialized.capabilities.diagnosticProvider, {
      identifier: 'gatehouse',
      interFileDependencies: true,
      workspaceDiagnostics: false,
    });
    client.open(login);
    await client.settled();
    const pull = (path: string): Promise<unknown> =>
      client.request('textDocument/diagnostic', { textDocument: { uri: client.disk.uri(path) } });
    const { items } = (await pull(login)) as { items: { code: string }[] };
    assert.deepEqual(
      items.map((d) => d.code),
      ['packets/dead-anchor'],
    );
    client.type(login, '9.9', '3');
    assert.deepEqual(await pull(login), { kind: 'full', items: [] });
    await client.settled();
    assert.deepEqual(client.published, []);
  });

  it('with pull asked for: says when another file changes what is found', async () => {
    const capabilities = { workspace: { diagnostics: { refreshSupport: true } } };
    const client = await start(disk(folder), { initializationOptions: { diagnostics: 'pull' }, capabilities });
    let asked = 0;
    client.connection.onRequest('workspace/diagnostic/refresh', () => {
      asked++;
      client.notify('$/setTrace', { value: 'off' });
      return null;
    });
    client.open(login);
    await client.settled();
    const before = asked;
    client.disk.write(spec, client.disk.read(spec).replace('## A3 Login', '## A9.9 Login'));
    client.watched({ [spec]: 2 });
    await client.until(() => asked > before || client.notices.some((n) => n.method === 'gatehouse/viewsChanged'));
    await client.settled();
    await new Promise((done) => setTimeout(done, 400));
    assert.ok(asked > before);
  });

  it('gatehouse lsp --stdio is the same server', async () => {
    const client = await start(disk(folder), { command: [inRepository('bin/gatehouse.cjs'), 'lsp', '--stdio'] });
    await client.shows(login, 'packets/dead-anchor "9.9"');
    assert.equal(await client.stop(), 0);
    noWarnings(client);
  });

  it('a folder that has nothing of ours stays silent', async () => {
    const client = await start(disk('==> README.md <==\n# TBD\n\n[nowhere](gone.md)\n'));
    client.open('README.md');
    client.type('README.md', 'TBD', 'STATUS: x');
    await client.settled();
    assert.deepEqual([client.published, await client.request('gatehouse/view', { view: 'gatehouse.phases' })], [[], []]);
    noWarnings(client);
  });

  it('ends when the client is gone without a word', async () => {
    const client = await start(disk(folder));
    await client.settled();
    client.child.stdin?.end();
    await client.until(() => client.child.exitCode !== null, 'it lives on');
  });
});

describe('an edit', () => {
  it('is answered with the document first, in the version of the edit, whether the list is new or not', async () => {
    const client = await start(disk(folder));
    await client.settled();
    const before = client.published.length;
    client.open(spec);
    await client.shows(spec);
    client.type(spec, '## A3 Login', '## A9.9 Login');
    await client.settled();
    client.type(spec, 'Master Spec', 'The Master Spec');
    await client.settled();
    const after = client.published.slice(before).map((p) => [p.path, p.version]);
    assert.deepEqual(
      [...after.slice(0, 2), ...after.slice(2, 4).sort(), ...after.slice(4)],
      [
        [spec, 1],
        [spec, 2],
        // In whatever order they are judged.
        [login, undefined],
        [store, undefined],
        [spec, 3],
      ],
    );
    assert.deepEqual([client.shown(login), client.shown(store)], [[], ['packets/dead-anchor "3"']]);
  });

  it('in an open document moves its findings with the text, and is answered at once', async () => {
    const client = await start(disk(folder));
    await client.settled();
    client.open(login);
    await client.shows(login, 'packets/dead-anchor "9.9"');
    client.type(login, '# WP-1-Login', '# WP-1-Login\n\nOne line, and another.');
    await client.shows(login, 'packets/dead-anchor "9.9"');
    assert.deepEqual(client.diagnostics(login)[0]?.range, { start: { line: 5, character: 16 }, end: { line: 5, character: 19 } });
    client.type(login, '9.9', '9.8');
    await client.shows(login, 'packets/dead-anchor "9.8"');
    await client.settled();
    const versions = client.published.flatMap((p) => (p.path === login ? [p.version] : []));
    // Where there is no history, nothing has to be looked up before something is said of a citation that is new.
    assert.deepEqual(versions, [undefined, 1, 2, 3]);
  });

  it('after an edit, at once: nothing stale remains, in no document', async () => {
    const client = await start(disk(folder));
    await client.settled();
    client.open(spec);
    for (let i = 0; i < 10; i++) {
      client.type(spec, '## A3 Login', '## A9.9 Login');
      client.type(spec, '## A9.9 Login', '## A3 Login');
    }
    await client.settled();
    assert.deepEqual([client.shown(login), client.shown(store)], [['packets/dead-anchor "9.9"'], []]);
    client.type(spec, '## A3 Login', '## A4 Login');
    client.type(spec, '## A4 Login', '## A9.9 Login');
    await client.settled();
    assert.deepEqual([client.shown(login), client.shown(store)], [[], ['packets/dead-anchor "3"']]);
    const versions = client.published.flatMap((p) => (p.path === spec ? [p.version] : []));
    assert.deepEqual(
      versions,
      Array.from({ length: 23 }, (_, i) => i + 1),
    );
  });

  it('of several changes in one message applies each to the text after the one before', async () => {
    const client = await start(disk(folder));
    client.open(login);
    const at = (line: number, character: number) => ({ start: { line, character }, end: { line, character } });
    client.edit(login, [
      { range: at(0, 0), newText: '<!-- x -->\n\n' },
      { range: { start: { line: 5, character: 16 }, end: { line: 5, character: 19 } }, newText: '3' },
      { range: at(2, 12), newText: '\n\nSee [it](gone.md).' },
    ]);
    await client.shows(login, 'gatehouse/link-dead-file "gone.md"');
  });

  it('without a range is the whole text', async () => {
    const client = await start(disk(folder));
    client.open(login);
    client.edit(login, [{ newText: '# WP-1-Login\n- STATUS: Backlog\n- What: it\n- SPEC_ANCHOR: A8.8\n' }]);
    await client.shows(login, 'packets/dead-anchor "8.8"');
    client.type(login, '8.8', '3');
    await client.shows(login);
  });

  it('that is closed without being saved: the disk counts again, for others too', async () => {
    const client = await start(disk(folder));
    client.open(spec);
    client.type(spec, '## A3 Login', '## A9.9 Login');
    await client.shows(login);
    client.close(spec);
    await client.shows(login, 'packets/dead-anchor "9.9"');
    client.open(login);
    client.type(login, '9.9', '8.8');
    await client.shows(login, 'packets/dead-anchor "8.8"');
    client.close(login);
    await client.shows(login, 'packets/dead-anchor "9.9"');
  });

  it('that is closed without being saved, and that no other document can see: the disk counts again', async () => {
    const client = await start(disk(folder));
    client.open(store);
    client.type(store, 'Things are kept.', 'TBD');
    await client.shows(store, 'packets/placeholder "TBD"');
    client.close(store);
    await client.shows(store);
  });

  it('of the pointer: the other spec counts, at once and everywhere', async () => {
    const client = await start(disk(folder));
    await client.settled();
    client.open(pointer);
    client.type(pointer, 'v1.0', 'v2.0');
    await client.shows(store, 'packets/anchor-regressed "3"');
    await client.shows(login);
    assert.deepEqual(await client.at('textDocument/definition', store, 'A3', 1), [], 'the former spec is forgotten');
    client.type(pointer, 'v2.0', 'v7.0');
    await client.shows(pointer, 'packets/pointer-dead "Master_Spec_v7.0.md"');
    await client.settled();
    assert.deepEqual([client.shown(login), client.shown(store)], [[], []]);
  });

  it('that is a suppression silences what it covers, and nothing when it is taken back', async () => {
    const client = await start(disk(folder));
    await client.settled();
    client.open(login);
    const comment = '<!-- gatehouse-disable-file packets/dead-anchor -- the spec will follow -->\n\n';
    client.edit(login, [{ range: { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } }, newText: comment }]);
    await client.shows(login);
    client.type(login, ' -- the spec will follow', '');
    await client.shows(
      login,
      `gatehouse/suppression-without-reason ${JSON.stringify(comment.trim().replace(' -- the spec will follow', ''))}`,
    );
    client.type(login, comment.replace(' -- the spec will follow', ''), '');
    await client.shows(login, 'packets/dead-anchor "9.9"');
  });
});
