/** Rename, files that move, and code actions over several files, through LSP. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { CodeAction, PrepareRenameResult, TextEdit, WorkspaceEdit } from 'vscode-languageserver/node';
import { everything } from './support/capabilities';
import { apply, fixesAt } from './support/edits';
import { audit, board, clean, folder, login, ready, spec, store } from './support/folders';
import type { Client } from './support/lsp';
import { applied, indexOf, positionOf, textAt } from './support/text';

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
    const poor = await ready(clean, { capabilities: { textDocument: { rename: {} } } });
    assert.equal(poor.initialized.capabilities.renameProvider, true);
    await assert.rejects(
      poor.at('textDocument/rename', board, 'WP-1-Login', 3, { newName: 'WP-1-X' }),
      /does not let a server do that/,
    );
  });
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
    const client = await full(clean.replace('- What: Things', '- IN_SCOPE_PATHS:\n  - src/a.ts\n- What: Things'));
    assert.equal(await moving(client, 'src/a.ts', 'src/b.ts'), null);
    await client.until(() => client.notices.some((n) => n.method === 'window/showMessage'));
    assert.match(JSON.stringify(client.notices), /WP-1-Store is signed \(alice151220251000\), which locks its IN_SCOPE_PATHS/);
  });
});

describe('code actions besides quick fixes', () => {
  const actionsAt = (client: Client, path: string, text: string, only?: readonly string[]): Promise<readonly CodeAction[]> => {
    const start = positionOf(client.text(path), indexOf(client.text(path), text));
    return client.request('textDocument/codeAction', {
      textDocument: { uri: client.disk.uri(path) },
      range: { start, end: start },
      context: { diagnostics: [], ...(only ? { only } : {}) },
    });
  };

  it('suppress a finding: the reason is asked for by a finding', async () => {
    const client = await full(folder);
    client.open(login);
    const suppress = (await fixesAt(client, login, '9.9')).find((a) => a.title.startsWith('Suppress'));
    assert.equal(suppress?.title, 'Suppress packets/dead-anchor here, with a reason');
    apply(client, suppress ?? assert.fail());
    assert.match(client.text(login), /\n<!-- gatehouse-disable-next-line packets\/dead-anchor -- -->\n- SPEC_ANCHOR: A9\.9\n/);
    await client.until(() => client.shown(login).some((s) => s.startsWith('gatehouse/suppression-without-reason')));
    assert.ok(!client.shown(login).some((s) => s.startsWith('packets/dead-anchor')));
  });

  it('suppress a finding in a table around the table', async () => {
    const client = await full(
      folder.replace(
        '- STATUS: Backlog\n- SPEC_ANCHOR: A9.9\n',
        '| A | b |\n|-|-|\n| STATUS | Backlog |\n| SPEC_ANCHOR | A9.9 |\n\n',
      ),
    );
    client.open(login);
    const suppress = (await fixesAt(client, login, '9.9')).find((a) => a.title.startsWith('Suppress packets/dead-anchor'));
    apply(client, suppress ?? assert.fail());
    assert.match(
      client.text(login),
      /<!-- gatehouse-disable packets\/dead-anchor -- -->\n\n\| A \|[^<]*\|\n\n<!-- gatehouse-enable packets\/dead-anchor -->/,
    );
    await client.until(() => !client.shown(login).some((s) => s.startsWith('packets/dead-anchor')));
  });

  it('add a finding to the baseline', async () => {
    const client = await full(folder);
    const add = (await fixesAt(client, login, '9.9')).find((a) => a.title.startsWith('Add to the baseline'));
    apply(client, add ?? assert.fail());
    await client.until(() => !client.shown(login).some((s) => s.startsWith('packets/dead-anchor')));
    assert.match(client.disk.read('.gatehouse/baseline.json'), /packets\/dead-anchor/);
  });

  it('fix all, on request only', async () => {
    const client = await full(folder);
    const all = await actionsAt(client, login, '9.9', ['source.fixAll']);
    assert.ok(all.every((a) => a.kind === 'source.fixAll.gatehouse'));
    assert.deepEqual(await actionsAt(client, login, '# WP', ['source.organizeImports']), []);
  });

  const done =
    '- OUT_OF_SCOPE:\n  - docs (later)\n\n## DONE_MEANS\n\n1. One thing works\n2. The form names every error\n3. Another thing\n';

  it('extract a DONE_MEANS into a packet of its own', async () => {
    const client = await full(clean.replace('- What: People log in.\n', `- What: People log in.\n${done}`));
    client.open(login);
    const [extract] = await actionsAt(client, login, 'names every', ['refactor']);
    assert.equal(extract?.title, 'Extract into a new packet, WP-1-Form-Names-Every');
    apply(client, extract ?? assert.fail());
    assert.match(
      client.text(login),
      /- docs \(later\)\n {2}- The form names every error \(moved to \[WP-1-Form-Names-Every\]\(WP-1-Form-Names-Every\.md\)\)\n/,
    );
    assert.match(client.text(login), /1\. One thing works\n2\. Another thing\n/);
    const made = client.disk.read('docs/task_packets/WP-1-Form-Names-Every.md');
    assert.match(made, /- SPEC_ANCHOR: A3\n/);
    assert.match(made, /Extracted from \[WP-1-Login\]\(WP-1-Login\.md\)/);
    assert.match(client.text(board), /- \*\*\[WP-1-Store\]\*\*\n- \*\*\[WP-1-Form-Names-Every\]\*\*\n/);
    await client.until(() => !client.shown(board).some((f) => f.startsWith('packets/board-unknown-packet')));
  });

  it('extract nothing that is signed, and say why', async () => {
    const client = await full(clean.replace('- What: Things are kept.\n', `- What: Things are kept.\n${done}`));
    const [extract] = await actionsAt(client, store, 'names every', ['refactor.extract']);
    assert.match(extract?.disabled?.reason ?? '', /WP-1-Store is signed/);
    assert.equal(extract?.edit, undefined);
  });

  it('that need a big document which is closed are worked out when they are chosen', async () => {
    const wrong = clean
      .replace('- STATUS: Backlog', '- STATUS: In-Progress')
      .replace('# Board\n', `# Board\n\n${'Words, words.\n'.repeat(20_000)}`);
    const client = await full(wrong);
    const title = 'Make the board follow: In-Progress';
    const offered = (await fixesAt(client, login, 'In-Progress')).find((a) => a.title === title) ?? assert.fail(title);
    assert.equal(offered.edit, undefined);
    apply(client, await client.request<CodeAction>('codeAction/resolve', offered));
    assert.match(client.disk.read(board), /## In Progress\n\n- \*\*\[WP-1-Login\]/);
    await assert.rejects(
      client.request('codeAction/resolve', { ...offered, data: { ...(offered.data as object), title: 'Else' } }),
      /nothing is done/,
    );
    const open = await full(wrong);
    open.open(board);
    const now = (await fixesAt(open, login, 'In-Progress')).find((a) => a.title === title);
    assert.ok(now?.edit);
  });

  it('number a list anew', async () => {
    const client = await full(clean.replace('- What: People log in.\n', '\n## DONE_MEANS\n\n1. One\n3. Two\n3. Three\n'));
    client.open(login);
    const [again] = await actionsAt(client, login, 'Two', ['refactor.rewrite']);
    apply(client, again ?? assert.fail());
    assert.match(client.text(login), /1\. One\n2\. Two\n3\. Three\n/);
    assert.deepEqual(await actionsAt(client, login, 'Two', ['refactor.rewrite']), []);
  });
});

describe('typing in DONE_MEANS', () => {
  /** `$0` is the cursor, after the line break that was typed. */
  async function typed(text: string, ch: string): Promise<string> {
    const client = await full(clean);
    const [before = '', after = ''] = text.split('$0');
    client.open(login, before + after);
    const edits = await client.request<TextEdit[]>('textDocument/onTypeFormatting', {
      textDocument: { uri: client.disk.uri(login) },
      position: positionOf(before + after, before.length),
      ch,
      options: { tabSize: 2, insertSpaces: true },
    });
    return applied(before + after, edits);
  }

  const cases: Readonly<Record<string, readonly [before: string, after: string]>> = {
    'a line at the end gets the next number': ['## DONE_MEANS\n\n1. One\n2. Two\n$0', '## DONE_MEANS\n\n1. One\n2. Two\n3. '],
    'a line between gets its own, and those after it theirs': [
      '## DONE_MEANS\r\n\r\n1. One\r\n$0\r\n2. Two\r\n',
      '## DONE_MEANS\r\n\r\n1. One\r\n2. \r\n3. Two\r\n',
    ],
    'an item alone ends the list': ['## DONE_MEANS\n\n1. One\n2. \n$0\n', '## DONE_MEANS\n\n1. One\n2. \n\n'],
    'lists of other fields are left alone': ['## TEST_PLAN\n\n1. One\n$0\n', '## TEST_PLAN\n\n1. One\n\n'],
    'and so is prose': ['## What\n\nOne\n$0\n', '## What\n\nOne\n\n'],
  };
  for (const [name, [before, after]] of Object.entries(cases))
    it(name, async () => assert.equal(await typed(before, '\n'), after));

  it('a number that is typed moves those after it', async () => {
    assert.equal(await typed('## DONE_MEANS\n\n1. One\n2.$0 x\n2. Two\n', '.'), '## DONE_MEANS\n\n1. One\n2. x\n3. Two\n');
  });
});

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

it('a request that is cancelled has no answer, and the next one has', async () => {
  const client = await full(unsigned);
  const all = Array.from({ length: 20 }, () => client.at<PrepareRenameResult>('textDocument/prepareRename', spec, 'A3', 1));
  for (let id = 3; id < 20; id++) client.notify('$/cancelRequest', { id });
  await Promise.allSettled(all);
  assert.ok(await client.at('textDocument/prepareRename', spec, 'A3', 1));
});
