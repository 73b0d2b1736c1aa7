/** Quick fixes through LSP: what is offered, that applying it makes the finding vanish, and that nothing stale is applied. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { TextDocumentEdit } from 'vscode-languageserver/node';
import { disk } from './support/disk';
import { apply, fixAt, fixesAt, isStale } from './support/edits';
import { board, folder, login, ready } from './support/folders';

/** A citation that is nearly right. */
const cites = folder.replace('SPEC_ANCHOR: A9.9', 'SPEC_ANCHOR: A2.9').replace('## A3 Login', '### A2.1 Tables\n\n## A3 Login');

describe('a quick fix', () => {
  it('is offered where its finding is, with it, and one of each finding is preferred', async () => {
    const client = await ready(cites);
    const fixes = (await fixesAt(client, login, '2.9')).filter((f) => f.isPreferred !== undefined);
    assert.deepEqual(
      fixes.map((f) => [f.title, f.kind, f.isPreferred]),
      [
        ['Cite 2.1 (Tables)', 'quickfix', true],
        ['Cite 2 (Storage)', 'quickfix', false],
      ],
    );
    for (const fix of fixes) assert.deepEqual(fix.diagnostics, client.diagnostics(login));
    assert.deepEqual(await fixesAt(client, login, 'People'), []);
  });

  it('does not cite what SPEC_ANCHOR lists already, however that is written', async () => {
    for (const beside of ['A2.1', '§2.1 Tables', '2.1']) {
      const client = await ready(cites.replace('SPEC_ANCHOR: A2.9', `SPEC_ANCHOR: ${beside}, A2.9`));
      const fixes = (await fixesAt(client, login, '2.9')).filter((f) => f.title.startsWith('Cite'));
      assert.deepEqual(
        fixes.map((f) => f.title),
        ['Cite 2 (Storage)'],
      );
    }
    const others = await ready(cites.replace('SPEC_ANCHOR: A2.9', 'SPEC_ANCHOR: 12.1, 2.1.4, A2.9'));
    assert.equal((await fixesAt(others, login, '2.9')).filter((f) => f.title === 'Cite 2.1 (Tables)').length, 1);
  });

  it('to silence those of one rule at one place is one choice, and accepts all of them', async () => {
    const client = await ready(folder.replace('- STATUS: Backlog', '- STATUS: Ready-for-Dev'));
    client.open(login);
    await client.until(() => client.shown(login).filter((f) => f === 'packets/missing-field "WP-1-Login"').length > 2);
    const n = client.shown(login).filter((f) => f === 'packets/missing-field "WP-1-Login"').length;
    const all = (await fixesAt(client, login, 'WP-1-Login')).filter((a) => a.title.includes('packets/missing-field'));
    assert.deepEqual(
      all.map((a) => [a.title, a.diagnostics?.length]),
      [
        ['Suppress packets/missing-field here, with a reason', n],
        [`Add ${n} × packets/missing-field to the baseline (.gatehouse/baseline.json)`, n],
      ],
    );
    apply(client, all[1] ?? assert.fail());
    await client.until(() => !client.shown(login).some((f) => f.startsWith('packets/missing-field')));
  });

  it('that several findings at one place offer alike is one, with all of them', async () => {
    const bare = folder.replace('- STATUS: Backlog', '- STATUS: Ready-for-Dev');
    const client = await ready(bare);
    client.open(login);
    const fixes = (await fixesAt(client, login, 'WP-1-Login')).filter((f) => /missing fields/.test(f.title));
    const [all, ...others] = fixes;
    assert.deepEqual(others, []);
    const missing = client.diagnostics(login).filter((d) => d.code === 'packets/missing-field');
    assert.ok(missing.length > 3);
    assert.equal(all?.title, `Add all ${missing.length} missing fields`);
    assert.deepEqual(all.diagnostics, missing);
    apply(client, all);
    await client.until(() => !client.shown(login).some((s) => s.startsWith('packets/missing-field')));
  });

  it('comes in the form that the client takes, and not where that cannot say it', async () => {
    const unknown = cites.replace('- **[WP-1-Store]**', '- **[WP-9-Nobody]**');
    const client = await ready(unknown, { capabilities: { workspace: { workspaceEdit: {} } } });
    const { edit } = await fixAt(client, login, '2.9', 'Cite 2.1 (Tables)');
    assert.equal(edit?.documentChanges, undefined);
    assert.deepEqual(Object.keys(edit?.changes ?? {}), [client.disk.uri(login)]);
    const titles = (all: readonly { readonly title: string }[]): readonly string[] => all.map((a) => a.title);
    const poor = titles(await fixesAt(client, board, 'WP-9-Nobody'));
    const rich = titles(await fixesAt(await ready(unknown), board, 'WP-9-Nobody'));
    assert.deepEqual(
      rich.filter((t) => !poor.includes(t)),
      ['Create docs/task_packets/WP-9-Nobody.md', 'Add packets/board-unknown-packet to the baseline (.gatehouse/baseline.json)'],
    );
  });

  it('is left out when the client asks for other kinds only', async () => {
    const client = await ready();
    const [finding] = client.diagnostics(board);
    const ask = async (only?: readonly string[]): Promise<number> => {
      const context = { diagnostics: [], ...(only ? { only } : {}) };
      const params = { textDocument: { uri: client.disk.uri(board) }, range: finding?.range, context };
      return (await client.request<unknown[]>('textDocument/codeAction', params)).length;
    };
    const all = await ask();
    assert.ok(all >= 1);
    assert.deepEqual(
      [await ask(['quickfix']), await ask(['']), await ask(['refactor', 'quickfix']), await ask(['refactor', 'source.fixAll'])],
      [all, all, all, 0],
    );
  });

  it('changes the open document, in its version', async () => {
    const client = await ready(cites.replace('A2.9', '🏰 A2.9, A3'));
    client.open(login);
    client.type(login, '# WP-1-Login', '# WP-1-Login 🏰');
    const fix = await fixAt(client, login, '2.9', 'Cite 2 (Storage)');
    assert.deepEqual(
      fix.edit?.documentChanges?.map((c) => 'textDocument' in c && c.textDocument),
      [{ uri: client.disk.uri(login), version: 2 }],
    );
    apply(client, fix);
    await client.shows(login);
    assert.match(client.text(login), /SPEC_ANCHOR: 🏰 A2, A3\n/);
  });

  it('that was asked for before another key is refused, or right; never misplaced', async () => {
    const client = await ready(cites);
    client.open(login);
    const asked = fixAt(client, login, '2.9', 'Cite 2 (Storage)').catch(() => undefined);
    client.type(login, '# WP-1-Login', '# WP-1-Login\n\nA line, and then another.\n');
    const fix = await asked;
    const [step] = (fix?.edit?.documentChanges ?? []) as TextDocumentEdit[];
    if (fix && step && !isStale(client, step)) apply(client, fix);
    else apply(client, await fixAt(client, login, '2.9', 'Cite 2 (Storage)'));
    await client.shows(login);
    assert.match(client.text(login), /SPEC_ANCHOR: A2\n/);
  });
});

describe('board and packet', () => {
  const titles = { board: 'Make the board follow: In-Progress', packet: 'Make the packet follow: Backlog' };
  const moved = /In Progress\r?\n\r?\n- \*\*\[WP-1-Login\]\*\*\r?\n\r?\n## Backlog\r?\n\r?\n- \*\*\[WP-1-Store\]\*\*/;
  const wrong = folder.replace('- STATUS: Backlog\n- SPEC_ANCHOR: A9.9', '- STATUS: In-Progress\n- SPEC_ANCHOR: A3');

  for (const eol of ['\n', '\r\n']) {
    for (const open of [[], [login], [board], [login, board]]) {
      const how = `${open.map((p) => p.replace(/.*\//, '')).join(' and ') || 'nothing'} open, ${eol === '\n' ? 'LF' : 'CRLF'}`;
      it(`are made to agree in either direction, from either end: ${how}`, async () => {
        const client = await ready();
        const [before, boardBefore] = [login, board].map((path) => disk(wrong).read(path).replaceAll('\n', eol));
        for (const [from, at] of [
          [login, 'In-Progress'],
          [board, 'WP-1-Login'],
        ] as const)
          for (const [what, title] of Object.entries(titles)) {
            client.disk.write(login, before ?? '');
            client.disk.write(board, boardBefore ?? '');
            client.watched({ [login]: 2, [board]: 2 });
            for (const path of open) client.open(path);
            const isThere = (path: string) => client.shown(path).some((s) => s.startsWith('packets/board-status-mismatch'));
            await client.until(() => isThere(login) && isThere(board), 'the mismatch in both');
            apply(client, await fixAt(client, from, at, title));
            await client.until(() => !isThere(login) && !isThere(board), `${title}, from ${from}`);
            if (what === 'board') assert.match(client.text(board), moved);
            else assert.equal(client.text(login), before?.replace('In-Progress', 'Backlog'));
            assert.equal(/[^\r]\n/.test(client.text(board) + client.text(login)), eol === '\n', 'line ends are kept');
            for (const path of open) client.close(path);
          }
      });
    }
  }

  it('a board that was written behind the server’s back is not edited in the wrong place', async () => {
    const client = await ready(wrong);
    client.disk.write(board, `A line before everything else.\n\n${client.disk.read(board)}`);
    const fix = (await fixesAt(client, login, 'In-Progress')).find((f) => f.title === titles.board);
    if (fix) apply(client, fix);
    else client.watched({ [board]: 2 });
    if (!fix) apply(client, await fixAt(client, login, 'In-Progress', titles.board));
    assert.match(client.disk.read(board), moved);
  });
});

describe('files', () => {
  it('a packet is created for an entry of the board', async () => {
    const client = await ready();
    const path = 'docs/task_packets/WP-1-Gone.md';
    const fix = await fixAt(client, board, 'WP-1-Gone', `Create ${path}`);
    assert.deepEqual(fix.edit?.documentChanges?.[0], { kind: 'create', uri: client.disk.uri(path) });
    apply(client, fix);
    await client.shows(board);
    assert.match(client.disk.read(path), /WP-1-Gone.*Backlog/s);
  });

  for (const open of [true, false]) {
    it(`a packet is renamed to its id: ${open ? 'open' : 'closed'}`, async () => {
      const [old, now] = ['docs/task_packets/WP-1-Gon.md', 'docs/task_packets/WP-1-Gone.md'];
      const client = await ready(
        `${folder}==> ${old} <==\n# WP-1-Gone\n\n- TASK_ID: WP-1-Gone\n- STATUS: Backlog\n- What: it\n- SPEC_ANCHOR: A8\n`,
      );
      if (open) client.open(old);
      await client.shows(old, 'packets/id-mismatch "WP-1-Gone"', 'packets/dead-anchor "8"');
      apply(client, await fixAt(client, old, 'WP-1-Gone\n- STATUS', 'Rename the file to WP-1-Gone.md'));
      await client.shows(now, 'packets/dead-anchor "8"');
      await client.shows(old);
      await client.shows(board);
    });
  }

  it('bytes that are not UTF-8 are written as what they stand for', async () => {
    const client = await ready();
    client.disk.write(
      login,
      Buffer.from(client.disk.read(login).replace('A9.9', 'A3').replace('log in.', 'log in\u0092s.'), 'latin1'),
    );
    client.watched({ [login]: 2 });
    await client.until(() => client.diagnostics(login)[0]?.code === 'gatehouse/text-encoding');
    const { message, range } = client.diagnostics(login)[0] ?? assert.fail();
    assert.match(String(message), /one byte is not, here one that is ’ in Windows-1252/);
    assert.deepEqual(range, { start: { line: 4, character: 21 }, end: { line: 4, character: 22 } });
    const [fix] = await client.actions(login, range);
    assert.equal(fix?.title, 'Write the file as UTF-8');
    apply(client, fix ?? assert.fail());
    await client.shows(login);
    assert.match(client.disk.read(login), /log in’s\.\n/);
  });
});
