/** Workspace folders: two of them, none, one that is none, and one with many packets. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { pathToFileURL } from 'node:url';
import type { CheckSummary, StatusLine } from '#protocol/messages';
import type { ViewNode } from '#protocol/views';
import { disk, emptyFolder } from './support/disk';
import { config, dead, folder, login, store } from './support/folders';
import { type Client, start } from './support/lsp';

describe('workspace folders', () => {
  it('two: each by its own configuration, each published under its own name', async () => {
    const [one, two] = [disk(folder), disk(`${folder}==> ${config} <==\nrules: {packets/dead-anchor: hint}\n`)];
    const client = await start(one, { folders: [one.uri(''), two.uri('')] });
    await client.settled();
    const of = (uri: string) => client.published.findLast((p) => p.uri === uri)?.diagnostics.map((d) => d.severity);
    assert.deepEqual([of(one.uri(login)), of(two.uri(login))], [[1], [4]]);
    const roots = await client.request<{ id: string }[]>('gatehouse/view', { view: 'gatehouse.phases' });
    assert.deepEqual(
      roots.map((n) => n.id),
      ['0:phase/packets/1', '0:gates/packets', '0:kinds/packets', '1:phase/packets/1', '1:gates/packets', '1:kinds/packets'],
    );
    const below = await client.request<{ id: string }[]>('gatehouse/view', {
      view: 'gatehouse.phases',
      parent: '1:in/packets/1/documents',
    });
    assert.deepEqual(
      below.map((n) => decodeURIComponent(n.id)),
      [login, store].map((path) => `1:document/in/packets/1/documents/${path}/${path.replace(/.*\/|\.md$/g, '')}`),
    );
  });

  it('one in the other: a document belongs to the inner one', async () => {
    const outer = disk(folder);
    const inner = disk(`${folder}==> ${config} <==\nrules: {packets/dead-anchor: hint}\n`, outer.full('sub'));
    for (const folders of [
      [outer.uri(''), inner.uri('')],
      [inner.uri(''), outer.uri('')],
    ]) {
      const client = await start(outer, { folders });
      client.open(`sub/${login}`);
      await client.until(() => client.latest(`sub/${login}`)?.version === 1);
      client.type(`sub/${login}`, '9.9', '8.8');
      await client.shows(`sub/${login}`, dead('8.8'));
      assert.equal(client.diagnostics(`sub/${login}`)[0]?.severity, 4);
      await client.stop();
    }
  });

  it('the line of the status bar is of the folder that somebody works in, and of all where that is none', async () => {
    const one = (dir: string, phase: number, n: number): string =>
      Array.from(
        { length: n },
        (_, i) => `==> ${dir}/docs/task_packets/WP-${phase}-P${i}.md <==\n# WP-${phase}-P${i}\n- STATUS: Backlog\n`,
      ).join('');
    const d = disk(`${one('first', 1, 2)}${one('second', 4, 3)}==> third/README.md <==\n# Other\n`);
    const client = await start(d, { folders: ['first', 'second', 'third'].map((f) => d.uri(f)) });
    await client.settled();
    const line = (uri?: string): Promise<StatusLine> => client.request('gatehouse/status', uri === undefined ? {} : { uri });
    const second = await line(d.uri('second/docs/task_packets/WP-4-P0.md'));
    assert.deepEqual(
      [second.text, second.tooltip.split('\n\n').slice(0, 2), second.spoken],
      [
        'Phase 4 · 0 of 3 done · 3 to sign',
        ['**second**', 'Phase 4: 0 of 3 done'],
        'Gatehouse: Phase 4, 0 of 3 done, 3 to sign in second',
      ],
    );
    const all = await line();
    assert.equal(all.text, '2 folders · 5 to sign');
    assert.match(all.tooltip, /^\*\*first\*\*\n\nPhase 1: 0 of 2 done[\s\S]*\*\*second\*\*\n\nPhase 4: 0 of 3 done/);
    assert.deepEqual(await line(d.uri('third/README.md')), all, 'a folder without packets');
    assert.deepEqual(await line('untitled:Untitled-1'), all);
    await client.stop();
  });

  it('with odd names, however the client spells them: spaces, percent signs, hashes, umlauts, brackets', async () => {
    const d = disk(folder, `${emptyFolder()}/100% ünder #1 (a+b)`);
    const odd = 'docs/task_packets/WP-1-Gone #2 50% (ü).md';
    d.write(odd, '# WP-1-Gone\n- STATUS: Backlog\n- What: x\n- SPEC_ANCHOR: A7.7\n');
    // As VS Code spells it.
    const spelled = d.uri('').replace(/[(+)]/g, (c) => `%${c.charCodeAt(0).toString(16)}`);
    const client = await start(d, { folders: [spelled] });
    await client.until(() => client.shown(odd).includes(dead('7.7')));
    assert.equal(new URL(client.latest(odd)?.uri ?? '').href, client.latest(odd)?.uri, 'it is a URI as it should be');
    for (const path of [login, odd]) {
      client.open(path);
      client.type(path, path === login ? '9.9' : '7.7', '6.6');
      await client.until(() => client.latest(path)?.version === 2 && client.shown(path).includes(dead('6.6')));
    }
  });

  it('no folder, and one that is none: nothing is found, and every request is answered', async () => {
    for (const folders of [
      null,
      [],
      ['untitled:Untitled-1', 'vscode-vfs://github/a/b'],
      ['file://server/share'],
      [pathToFileURL('/nowhere/at/all').href],
    ]) {
      const client = await start(disk(folder), { folders });
      client.open(login);
      const { ms: _, ...summary } = await client.request<CheckSummary>('gatehouse/check', {});
      assert.deepEqual(summary, { errors: 0, warnings: 0, infos: 0, hints: 0, files: 0, systems: [] });
      assert.equal(await client.at('textDocument/hover', login, 'A9.9', 1), null);
      assert.deepEqual(client.published, []);
      assert.equal(await client.stop(), 0);
    }
  });
});

describe('a folder of many packets', () => {
  const many = Array.from({ length: 300 }, (_, i) => `docs/task_packets/WP-5-N${i}.md`);
  const source = `${folder}${many.map((path, i) => `==> ${path} <==\n# WP-5-N${i}\n- STATUS: Backlog\n- What: TBD\n`).join('')}`;
  const severities = (client: Client): readonly unknown[] => [
    ...new Set(
      many.map((path) =>
        client
          .diagnostics(path)
          .map((d) => d.severity)
          .join(),
      ),
    ),
  ];

  /** Some are read, others are not: where there is such a moment. */
  async function halfRead(client: Client): Promise<void> {
    for (let [last, now] = [-1, 0]; now !== last || now < 25; ) {
      last = now;
      const phases = await client.request<ViewNode[]>('gatehouse/view', { view: 'gatehouse.phases' });
      now = phases.reduce((n, p) => n + Number(/of (\d+) done/.exec(p.description ?? '')?.[1] ?? 0), 0);
      if (now > 25 && now < many.length) return;
    }
  }

  it('that is being read when its configuration is typed is judged by what was typed last', async () => {
    const client = await start(disk(source));
    client.open(config, '');
    for (const [i, severity] of ['warning', 'info', 'hint', 'warning', 'hint'].entries()) {
      client.edit(config, [{ newText: `rules: {packets/placeholder: error} # ${i}\n` }]);
      await halfRead(client);
      client.edit(config, [{ newText: `rules: {packets/placeholder: ${severity}}\n` }]);
      await client.settled();
      assert.deepEqual(severities(client), [{ warning: '2', info: '3', hint: '4' }[severity]]);
      assert.deepEqual(client.shown(login), [dead('9.9')]);
    }
  });

  it('with a configuration that is wrong: it is told', async () => {
    const client = await start(disk(`${source}==> ${config} <==\nrules: {packets/placeholder: mauve}\n`));
    await client.shows(config, 'gatehouse/config-invalid "mauve"');
    await client.settled();
    assert.deepEqual(severities(client), ['1']);
  });

  it('is read again when it is checked, though nobody told of a change', async () => {
    const client = await start(disk(source));
    await client.settled();
    const [first = '', last = ''] = [many[0], many.at(-1)];
    client.disk.write(first, client.disk.read(first).replace('TBD', 'told'));
    client.disk.write(last, client.disk.read(last).replace('TBD', 'FIXME'));
    await client.request('gatehouse/check', {});
    assert.deepEqual([client.shown(first), client.shown(last)], [[], ['packets/placeholder "FIXME"']]);
  });

  it('is opened while somebody types: the editor’s text counts', async () => {
    const client = await start(disk(source));
    const [path = ''] = many.slice(-1);
    client.open(path);
    client.type(path, 'TBD', 'told');
    await halfRead(client);
    const opened = many.filter((_, i) => i % 9 === 0);
    for (const p of opened) client.open(p, client.text(p).replace('TBD', 'told'));
    await client.settled();
    client.type(path, 'told', 'FIXME');
    await client.shows(path, 'packets/placeholder "FIXME"');
    client.type(path, 'FIXME', 'told');
    await client.shows(path);
    await client.settled();
    assert.deepEqual(
      many.filter((p) => client.diagnostics(p).length !== 1),
      [...opened, path],
    );
  });
});
