/** The language server and the files of the folder: what comes, changes and goes on disk, and gatehouse.yaml. */
import assert from 'node:assert/strict';
import { mkdirSync, renameSync, symlinkSync } from 'node:fs';
import { describe, it } from 'node:test';
import { codeGlobs } from '#core/code';
import { disk, emptyFolder } from './support/disk';
import { board, config, dead, folder, gone, login, noWarnings, pointer, ready, spec, store } from './support/folders';
import { type Client, start } from './support/lsp';

/** Writes as another program does, and tells the server. */
function written(client: Client, path: string, text: string, type: 1 | 2 = 2): void {
  client.disk.write(path, text);
  client.watched({ [path]: type });
}

function removed(client: Client, path: string): void {
  client.disk.remove(path);
  client.watched({ [path]: 3 });
}

describe('the client watches the files', () => {
  it('is asked to: for every file whether it is there, for ours and source code what they say', async () => {
    const client = await ready();
    assert.deepEqual(
      client.registered.map(({ method, registerOptions }) => ({ method, ...registerOptions })),
      [
        {
          method: 'workspace/didChangeWatchedFiles',
          watchers: [
            { globPattern: '**/*', kind: 5 },
            { globPattern: '**/*.{md,yaml,yml,json}', kind: 2 },
            { globPattern: '**/.gitignore', kind: 2 },
            ...codeGlobs.map((globPattern) => ({ globPattern, kind: 2 })),
          ],
        },
      ],
    );
  });

  for (const watching of ['no', 'refuses'] as const) {
    it(`says ${watching}: the findings come all the same`, async () => {
      const client = await start(disk(folder), { watching });
      await client.shows(login, dead('9.9'));
      assert.deepEqual(client.registered, []);
    });
  }
});

describe('on disk', () => {
  it('what git ignores changes: what is not there is dead, or unknown', async () => {
    const client = await ready();
    const path = 'docs/task_packets/WP-1-Gone.md';
    const text = '# WP-1-Gone\n- STATUS: Backlog\n- What: [it](../../out/it.html)\n';
    written(client, path, text, 1);
    const isDead = 'gatehouse/link-dead-file "../../out/it.html"';
    await client.shows(path, isDead);
    written(client, '.gitignore', 'out/\n');
    await client.shows(path);
    written(client, '.gitignore', 'lib/\n');
    await client.shows(path, isDead);
  });

  it('a packet comes, changes, and goes', async () => {
    const client = await ready();
    const path = 'docs/task_packets/WP-1-Gone.md';
    written(client, path, '# WP-1-Gone\n- STATUS: Backlog\n- What: it\n- SPEC_ANCHOR: A7\n', 1);
    await client.shows(path, dead('7'));
    await client.shows(board);
    written(client, path, client.disk.read(path).replace('A7', 'A3'));
    await client.shows(path);
    written(client, path, client.disk.read(path).replace('A3', 'A6'));
    await client.shows(path, dead('6'));
    removed(client, path);
    await client.shows(path);
    await client.shows(board, gone('WP-1-Gone'));
    noWarnings(client);
  });

  it('a packet changes in what no other document can see', async () => {
    const client = await ready();
    const text = client.disk.read(store);
    written(client, store, text.replace('Things are kept.', 'TBD'));
    await client.shows(store, 'packets/placeholder "TBD"');
    written(client, store, text);
    await client.shows(store);
  });

  it('a whole folder goes, and comes back: the client may tell of the folder alone', async () => {
    const client = await ready();
    renameSync(client.disk.full('docs/task_packets'), client.disk.full('elsewhere'));
    client.watched({ 'docs/task_packets': 3, elsewhere: 1 });
    await client.shows(board, gone('WP-1-Login'), gone('WP-1-Store'), gone('WP-1-Gone'));
    await client.until(() => client.diagnostics(login).length === 0);
    renameSync(client.disk.full('elsewhere'), client.disk.full('docs/task_packets'));
    client.watched({ elsewhere: 3, 'docs/task_packets': 1 });
    await client.shows(board, gone('WP-1-Gone'));
    await client.shows(login, dead('9.9'));
  });

  it('the spec that the pointer names goes: the pointer says so, no anchor is judged; it comes back', async () => {
    const client = await ready();
    const text = client.disk.read(spec);
    removed(client, spec);
    await client.shows(pointer, `packets/pointer-dead ${JSON.stringify(spec)}`);
    await client.shows(login);
    written(client, spec, text, 1);
    await client.shows(pointer);
    await client.shows(login, dead('9.9'));
  });

  it('the pointer names another spec: every citation is judged by that one', async () => {
    const client = await ready();
    written(client, pointer, '`Master_Spec_v2.0.md`\n');
    await client.shows(store, 'packets/anchor-regressed "3"');
    await client.shows(login);
    // The former spec has no say any more.
    written(client, spec, '# Master Spec\n');
    written(client, pointer, '`Master_Spec_v1.0.md`\n');
    await client.shows(login, dead('9.9'));
    assert.deepEqual(client.shown(store), [dead('3')]);
  });

  it('the target of a link comes, and goes', async () => {
    const client = await ready(folder.replace('People log in.', 'People [log in](../plan/login.md).'));
    assert.deepEqual(client.shown(login), [dead('9.9'), 'gatehouse/link-dead-file "../plan/login.md"']);
    written(client, 'docs/plan/login.md', '# Plan\n', 1);
    await client.shows(login, dead('9.9'));
    client.disk.remove('docs/plan');
    client.watched({ 'docs/plan': 3 });
    await client.shows(login, dead('9.9'), 'gatehouse/link-dead-file "../plan/login.md"');
  });

  it('changes under an open document: the editor’s text counts, until it is closed', async () => {
    const client = await ready();
    client.open(login);
    client.type(login, '9.9', '9.8');
    await client.shows(login, dead('9.8'));
    written(client, login, client.disk.read(login).replace('9.9', '9.7'));
    removed(client, store);
    await client.shows(board, gone('WP-1-Store'), gone('WP-1-Gone'));
    assert.deepEqual(client.shown(login), [dead('9.8')]);
    client.close(login);
    await client.shows(login, dead('9.7'));
  });

  it('goes while it is open: it stays until it is closed', async () => {
    const client = await ready();
    client.open(login);
    await client.shows(login, dead('9.9'));
    removed(client, login);
    removed(client, store);
    await client.shows(board, gone('WP-1-Store'), gone('WP-1-Gone'));
    client.close(login);
    await client.shows(login);
    await client.shows(board, gone('WP-1-Login'), gone('WP-1-Store'), gone('WP-1-Gone'));
  });

  it('is outside the folder: nothing is read, whatever links lead there', async () => {
    const client = await ready();
    const outside = disk('==> WP-1-Secret.md <==\n# WP-1-Secret\n- STATUS: of the art\n', emptyFolder());
    const path = 'docs/task_packets/WP-1-Secret.md';
    symlinkSync(outside.full('WP-1-Secret.md'), client.disk.full(path));
    mkdirSync(client.disk.full('docs/more'));
    client.watched({ [path]: 1, 'docs/more': 1 });
    written(client, 'docs/task_packets/WP-1-Gone.md', '# WP-1-Gone\n', 1);
    await client.until(() => client.shown(board).length === 0);
    assert.equal(client.latest(path), undefined);
  });
});

describe('what takes the place of a document', { skip: process.platform === 'win32' && 'links need a right there' }, () => {
  const packet = '# WP-1-Login\n- STATUS: of the art\n';

  it('is not read where it is a link out of the folder', async () => {
    const client = await ready();
    const outside = disk(`==> secret.md <==\n${packet}`, emptyFolder());
    client.disk.remove(login);
    symlinkSync(outside.full('secret.md'), client.disk.full(login));
    client.watched({ [login]: 2 });
    await client.settled();
    await client.shows(login);
  });

  it('is not read where its folder is such a link', async () => {
    const client = await ready();
    const outside = disk(`==> WP-1-Login.md <==\n${packet}`, emptyFolder());
    const packets = client.disk.full('docs/task_packets');
    renameSync(packets, client.disk.full('docs/was'));
    symlinkSync(outside.root, packets);
    client.watched({ [login]: 2 });
    await client.settled();
    await client.shows(login);
  });

  it('is read where it is a link within the folder, and where it is a file again', async () => {
    const client = await ready();
    const text = client.disk.read(login);
    client.disk.write('docs/other.md', text.replace('9.9', '8.8'));
    client.disk.remove(login);
    symlinkSync('../other.md', client.disk.full(login));
    client.watched({ [login]: 2 });
    await client.shows(login, dead('8.8'));
    client.disk.remove(login);
    written(client, login, text);
    await client.shows(login, dead('9.9'));
  });
});

it('a document is found of which the client says only that it was written', async () => {
  const client = await ready();
  const path = 'docs/task_packets/WP-1-Gone.md';
  written(client, path, '# WP-1-Gone\n- STATUS: Backlog\n- What: it\n- SPEC_ANCHOR: A7\n');
  await client.shows(path, dead('7'));
  await client.shows(board);
});

describe('gatehouse.yaml', () => {
  it('typed wrong is told and changes nothing; typed right it counts', async () => {
    const client = await ready(`${folder}==> ${config} <==\nrules:\n  packets/dead-anchor: warning\n`);
    assert.equal(client.diagnostics(login)[0]?.severity, 2);
    client.open(config);
    client.type(config, 'warning', 'warnin');
    await client.shows(config, 'gatehouse/config-invalid "warnin"');
    await client.settled();
    assert.equal(client.diagnostics(login)[0]?.severity, 2);
    client.type(config, 'warnin', 'hint');
    await client.shows(config);
    await client.until(() => client.diagnostics(login)[0]?.severity === 4);
    client.type(config, 'hint', 'off');
    await client.shows(login);
    client.type(config, 'rules:\n  packets/dead-anchor: off\n', '');
    await client.shows(login, dead('9.9'));
    await client.shows(config);
  });

  it('typed is not yet written: closed, the disk counts; written, it counts for all', async () => {
    const client = await ready(`${folder}==> ${config} <==\nrules: {}\n`);
    client.open(config);
    client.type(config, '{}', '{packets/dead-anchor: off}');
    await client.shows(login);
    client.close(config);
    await client.shows(login, dead('9.9'));
    written(client, config, 'rules: {packets/dead-anchor: off}\n');
    await client.shows(login);
    written(client, config, 'rules: [\n');
    await client.until(() => client.shown(config).some((s) => s.startsWith('gatehouse/config-invalid')));
    await client.settled();
    assert.deepEqual(client.shown(login), []);
    removed(client, config);
    await client.shows(login, dead('9.9'));
    await client.shows(config);
  });

  it('moves the packets: what is no longer governed shows nothing, open or closed, and what is now is checked', async () => {
    const [work, old] = ['work/WP-2-New.md', 'docs/task_packets/WP-1-Gone.md'];
    const files = `==> ${work} <==\n# WP-2-New\n==> ${old} <==\n# WP-1-Gone\n- STATUS: Backlog\n- What: TBD\n`;
    const client = await ready(`${folder}==> ${config} <==\nsystems: [packets]\n${files}`);
    assert.deepEqual([client.shown(old), client.shown(board)], [['packets/placeholder "TBD"'], []]);
    client.open(login);
    client.open(work);
    client.type(work, '# WP-2-New', '# WP-2-New 🏰\r\n\r\n');
    client.type(work, '🏰\r\n', '🏰\r\n- STATUS: Backlog\r\n- What: x\r\n- SPEC_ANCHOR: 🏰 A7.7');
    client.open(config);
    await client.shows(config);
    assert.equal(client.latest(work), undefined);
    client.type(config, '[packets]\n', '[packets]\npackets:\n  paths:\n    packet: work/*.md\n');
    await client.shows(work, dead('7.7'));
    await client.shows(login);
    await client.shows(old);
    await client.shows(board, gone('WP-1-Login'), gone('WP-1-Store'), gone('WP-1-Gone'));
    client.type(login, '9.9', '8.8');
    client.type(config, 'work/*.md', 'docs/task_packets/*.md');
    await client.shows(login, dead('8.8'));
    await client.shows(work);
    await client.shows(old, 'packets/placeholder "TBD"');
    await client.shows(board);
  });

  it('switches the system on where there are no landmarks', async () => {
    const client = await ready('==> work/WP-1-X.md <==\n# WP-1-X\n- STATUS: odd\n');
    assert.deepEqual(client.published, []);
    written(client, config, 'systems: [packets]\npackets: {paths: {packet: work/*.md}, required: {default: []}}\n', 1);
    await client.shows('work/WP-1-X.md', 'packets/invalid-status "odd"');
    removed(client, config);
    await client.shows('work/WP-1-X.md');
  });
});
