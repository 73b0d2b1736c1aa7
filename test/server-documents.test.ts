/** Odd documents through the language server: wide characters, odd bytes, files that cannot be read, and what only looks like a file. */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { symlinkSync, truncateSync } from 'node:fs';
import { describe, it } from 'node:test';
import { disk } from './support/disk';
import { fixesAt } from './support/edits';
import { config, folder, isAlive, login, pointer } from './support/folders';
import { start } from './support/lsp';

describe('places are UTF-16', () => {
  const lines = ['# WP-1-Wide 🏰', '', '- STATUS: Backlog', '- What: 城門 👩‍👩‍👧 é', '- SPEC_ANCHOR: 🏰城 §8.1, §8.2', ''];
  const wide = 'docs/task_packets/WP-1-Wide.md';

  for (const [name, eol] of Object.entries({ LF: '\n', CRLF: '\r\n' })) {
    it(`after emoji and CJK, with ${name}, in a closed document and in an edited one`, async () => {
      const d = disk(folder);
      d.write(wide, `\uFEFF${lines.join(eol)}`);
      const client = await start(d);
      const both = ['packets/dead-anchor "8.1"', 'packets/dead-anchor "8.2"'];
      await client.shows(wide, ...both);
      assert.deepEqual(client.diagnostics(wide)[1]?.range, {
        start: { line: 4, character: 26 },
        end: { line: 4, character: 29 },
      });
      client.open(wide);
      client.type(wide, '👩‍👩‍👧', `🇩🇪${eol}  ${eol}`);
      await client.shows(wide, ...both);
      client.type(wide, '🏰城', '🏰🏰🏰');
      await client.shows(wide, ...both);
      assert.deepEqual(client.diagnostics(wide)[0]?.range, {
        start: { line: 6, character: 23 },
        end: { line: 6, character: 26 },
      });
      client.type(wide, '8.1', '3');
      await client.shows(wide, 'packets/dead-anchor "8.2"');
    });
  }

  for (const eol of ['\n', '\r\n'])
    it(`in an open text that begins with a byte order mark, ${JSON.stringify(eol)}`, async () => {
      const client = await start(disk(folder));
      const text = ['---', 'task_id: WP-1-Login', '---', '# WP-1-Login', ...lines.slice(1)].join(eol);
      client.open(login, `\uFEFF${text}`);
      const both = ['packets/dead-anchor "8.1"', 'packets/dead-anchor "8.2"'];
      await client.shows(login, ...both);
      client.type(login, '城門', `🏰${eol}  🏰`);
      await client.shows(login, ...both);
      client.type(login, 'task_id: WP-1-Login', 'task_id: WP-1-Logi');
      await client.until(() => client.shown(login).includes('packets/id-mismatch "WP-1-Logi"'));
      client.type(login, 'WP-1-Logi', 'WP-1-Login');
      client.type(login, '\uFEFF', '');
      await client.shows(login, ...both);
    });

  it('a surrogate pair and a line end that are typed in halves come together', async () => {
    const client = await start(disk(folder));
    client.open(login);
    client.type(login, 'A9.9', '\uD83C§9.9');
    client.type(login, '\uD83C', '\uD83C\uDFF0');
    client.type(login, '- STATUS', '\r- STATUS');
    client.type(login, '\r- STATUS', '\r\n- STATUS');
    await client.shows(login, 'packets/dead-anchor "9.9"');
    client.type(login, '9.9', '3');
    await client.shows(login);
  });
});

describe('a file', () => {
  const odd = 'docs/task_packets/WP-1-Gone.md';
  const garbage = Uint8Array.from({ length: 200_000 }, (_, i) => (i * 7919 + (i >> 3) * 104_729) & 255);
  const contents: Readonly<Record<string, string | Uint8Array>> = {
    'is binary': garbage,
    'is empty': '',
    'is nothing but a byte order mark': '\uFEFF',
    'is nested without end': '>'.repeat(200_000),
    'is one line': `# WP-1-Gone ${'x'.repeat(1_000_000)}`,
    'is UTF-16': Buffer.from('\uFEFF# WP-1-Gone\n- STATUS: odd', 'utf16le'),
    'has lone surrogates': Buffer.from('# WP-1-Gone \xed\xa0\x80\n- STATUS: odd', 'latin1'),
    'has null and control characters': '# WP-1-Gone\0\n- STATUS: \u001b[31mred\u0007\u202e\n',
  };

  for (const [what, content] of Object.entries(contents)) {
    it(`that ${what} is read, closed and open, and the others with it`, async () => {
      const d = disk(folder);
      d.write(odd, content);
      const client = await start(d);
      await client.until(() => client.diagnostics(odd).length > 0, 'a finding there');
      client.open(odd);
      await client.until(() => client.latest(odd)?.version === 1, 'its version');
      client.edit(odd, [{ range: { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } }, newText: '🏰' }]);
      await client.until(() => client.latest(odd)?.version === 2, 'its next version');
      client.close(odd);
      await isAlive(client);
    });
  }

  it('with bytes that are not UTF-8 is read on from there, and told of', async () => {
    const d = disk(folder);
    d.write(odd, Buffer.from('# WP-1-Gone\n- STATUS: Backlog\n- What: it\x92s caf\xe9\n- SPEC_ANCHOR: A8\n', 'latin1'));
    d.write(config, Buffer.from('rules:\n  # caf\xe9\n  packets/dead-anchor: info\n', 'latin1'));
    const client = await start(d);
    await client.until(() => client.diagnostics(odd).length > 1);
    assert.deepEqual(
      client.diagnostics(odd).map((x) => [x.code, x.range.start]),
      [
        ['gatehouse/text-encoding', { line: 2, character: 10 }],
        ['packets/dead-anchor', { line: 3, character: 16 }],
      ],
    );
    await client.settled();
    assert.equal(client.diagnostics(login)[0]?.severity, 3);
  });

  it('that is UTF-16 is told of until the editor has saved it as UTF-8, and is not offered what an edit cannot do', async () => {
    const d = disk(folder);
    const text = '# WP-1-Gone\n- STATUS: Backlog\n- SPEC_ANCHOR: A8\n';
    d.write(odd, Buffer.from(`\uFEFF${text}`, 'utf16le'));
    const client = await start(d);
    const told = (): boolean => client.diagnostics(odd).some((x) => x.code === 'gatehouse/text-encoding');
    await client.until(told);
    client.open(odd, text);
    await client.until(() => client.latest(odd)?.version === 1);
    assert.ok(told());
    assert.ok((await fixesAt(client, odd, '# WP')).every((a) => !/as UTF-8/.test(a.title)));
    d.write(odd, text);
    client.watched({ [odd]: 2 });
    await client.until(() => client.diagnostics(odd).length > 0 && !told());
  });

  const links = { skip: process.platform === 'win32' && 'links and pipes need rights there' };
  it('that cannot be read is passed over, with a word in the log', links, async () => {
    const d = disk(folder);
    const packet = (name: string): string => d.full(`docs/task_packets/WP-2-${name}.md`);
    symlinkSync('.', packet('Folder'));
    symlinkSync('WP-2-Loop.md', packet('Loop'));
    d.write('docs/task_packets/WP-2-Large.md', '');
    truncateSync(packet('Large'), 65 * 2 ** 20);
    symlinkSync('/dev/zero', packet('Outside'));
    const client = await start(d);
    await client.settled();
    assert.deepEqual(client.logged.map((m) => m.replace(/ cannot be read: .*/s, '')).sort(), [
      'docs/task_packets/WP-2-Folder.md',
      'docs/task_packets/WP-2-Large.md',
      'docs/task_packets/WP-2-Loop.md',
    ]);
    await isAlive(client);
  });

  it('that is a pipe nobody writes to holds up nothing', links, async () => {
    const d = disk(folder);
    execFileSync('mkfifo', [d.full('pipe')]);
    symlinkSync('../../pipe', d.full(odd));
    await isAlive(await start(d));
  });

  it('.gitignore that is a link is not followed: git does not either', links, async () => {
    const outside = disk('==> rules <==\n*.md\n');
    const d = disk(folder);
    symlinkSync(outside.full('rules'), d.full('.gitignore'));
    const client = await start(d);
    await client.settled();
    assert.deepEqual(client.shown(pointer), []);
    await isAlive(client);
  });
});
