/** Graph and overview over LSP: what a page gets, where it leads, and what may be called off. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { CancellationTokenSource } from 'vscode-jsonrpc/node';
import type { FolderGraph } from '#protocol/graph';
import type { Overview, ShownOverTime } from '#protocol/overview';
import { disk } from './support/disk';
import { start } from './support/lsp';
import { Repository } from './support/repository';

const packet = (id: string, status: string, more = ''): string =>
  `==> docs/task_packets/${id}.md <==\n# Task Packet: ${id}\n- TASK_ID: ${id}\n- STATUS: ${status}\n${more}`;
const folder = `${packet('WP-1-A', 'Done')}${packet('WP-1-B', 'In-Progress', '- Blocked on: WP-1-A\n')}${packet('WP-1-C', 'Backlog', '- Blocked on: WP-1-B\n')}==> docs/TASK_BOARD.md <==
# Task Board

## In Progress
- [WP-1-B] Started 2020-01-01

## Backlog
- [WP-1-C]
- [WP-1-Elsewhere]
`;

describe('the graph over LSP', () => {
  it('comes with the place of each packet', async () => {
    const client = await start(disk(folder));
    const [own] = await client.request<readonly FolderGraph[]>('gatehouse/graphs', {});
    assert.deepEqual(
      own?.graph.nodes.map((n) => `${n.name} <${n.waits}>`),
      ['WP-1-A <>', 'WP-1-B <WP-1-A>', 'WP-1-C <WP-1-B>', 'WP-1-Elsewhere <>'],
    );
    assert.deepEqual(own?.graph.critical, ['WP-1-B', 'WP-1-C']);
    assert.equal(client.pathOf(own?.places['WP-1-B']?.uri ?? ''), 'docs/task_packets/WP-1-B.md');
    const { uri, range } = own?.places['WP-1-Elsewhere'] ?? assert.fail('no place');
    assert.deepEqual([client.pathOf(uri), range?.start.line], ['docs/TASK_BOARD.md', 7]);
  });

  it('follows what is typed', async () => {
    const client = await start(disk(folder));
    await client.request('gatehouse/graphs', {});
    client.open('docs/task_packets/WP-1-C.md');
    client.type('docs/task_packets/WP-1-C.md', 'WP-1-B', 'WP-1-A');
    await client.settled();
    const [own] = await client.request<readonly FolderGraph[]>('gatehouse/graphs', {});
    assert.deepEqual(own?.graph.nodes.find((n) => n.name === 'WP-1-C')?.waits, ['WP-1-A']);
  });

  it('is text for Mermaid of the packets that are shown', async () => {
    const client = await start(disk(folder));
    const [own] = await client.request<readonly FolderGraph[]>('gatehouse/graphs', {});
    const text = await client.request<string | null>('gatehouse/graphText', { folder: own?.folder, names: ['WP-1-B', 'WP-1-C'] });
    assert.equal(
      text,
      'flowchart LR\n  n0["WP-1-B<br>In-Progress<br>critical path"]\n  n1["WP-1-C<br>Backlog<br>critical path"]\n  n0 ==> n1\n',
    );
    assert.equal(await client.request('gatehouse/graphText', { folder: 'file:///nowhere', names: [] }), null);
  });

  it('is none where there is nothing for Gatehouse', async () => {
    const client = await start(disk('==> README.md <==\n# Nothing\n'));
    assert.deepEqual(await client.request('gatehouse/graphs', {}), []);
    assert.deepEqual(await client.request('gatehouse/overviews', {}), []);
  });
});

describe('the overview over LSP', () => {
  it('has phases, what waits for a signature, ages, blockers and findings', async () => {
    const client = await start(disk(folder));
    const [own] = await client.request<readonly Overview[]>('gatehouse/overviews', {});
    assert.deepEqual(
      own?.phases.map((p) => [p.title, p.done, p.of, p.blocked]),
      [['Phase 1', 1, 3, 1]],
    );
    assert.deepEqual(
      own?.waiting.map((w) => w.subject),
      ['WP-1-C'],
    );
    assert.equal(own?.waiting[0]?.folder, own?.folder);
    assert.deepEqual(
      own?.ages.map((a) => [a.name, a.is, client.pathOf(a.open.uri)]),
      [['WP-1-B', 'over', 'docs/task_packets/WP-1-B.md']],
    );
    assert.deepEqual(
      own?.blockers.map((b) => [b.name, b.waiting]),
      [['WP-1-B', ['WP-1-C']]],
    );
    assert.ok((own?.counts.error ?? 0) > 0 && (own?.rules.length ?? 0) > 0);
  });

  it('shows characters that nobody sees as marks', async () => {
    const client = await start(
      disk(folder.replace('Started 2020-01-01', 'Started 2020-01-01. Escalated: 2020-02-01, to Ma\u202era')),
    );
    const said = JSON.stringify(await client.request('gatehouse/overviews', {}));
    assert.ok(!said.includes('\u202e'));
  });

  it('counts findings over time, and tells how it goes', async () => {
    const repository = new Repository();
    repository.commit('2026-01-01', folder);
    const id = repository.commit('2026-02-01', packet('WP-1-D', 'Nonsense'));
    const client = await start(repository.disk);
    const [own] = await client.request<readonly Overview[]>('gatehouse/overviews', {});
    const found = await client.request<ShownOverTime>('gatehouse/findingsOverTime', { folder: own?.folder, progress: 'mine' });
    assert.deepEqual(
      found.points.slice(0, 2).map((p) => p.day),
      ['2026-01-01', '2026-02-01'],
    );
    assert.equal(found.points[1]?.commit, id.slice(0, 10));
    assert.ok((found.points[1]?.errors ?? 0) > (found.points[0]?.errors ?? 0));
    assert.equal(found.points[2]?.errors, own?.counts.error);
    const progress = client.notices.filter((n) => n.method === 'gatehouse/findingsOverTimeProgress').map((n) => n.params);
    assert.deepEqual(progress, [
      { progress: 'mine', says: '1 of 2: 2026-01-01' },
      { progress: 'mine', says: '2 of 2: 2026-02-01' },
    ]);
  });

  it('is called off', async () => {
    const repository = new Repository();
    repository.commit('2026-01-01', folder);
    repository.commit('2026-02-01', packet('WP-1-D', 'Nonsense'));
    const client = await start(repository.disk);
    const [own] = await client.request<readonly Overview[]>('gatehouse/overviews', {});
    const source = new CancellationTokenSource();
    const counted = client.request('gatehouse/findingsOverTime', { folder: own?.folder, progress: 'mine' }, source.token);
    await client.until(() => client.notices.some((n) => n.method === 'gatehouse/findingsOverTimeProgress'));
    source.cancel();
    assert.equal(await counted.catch(() => null), null);
    await client.settled();
    const told = client.notices.filter((n) => n.method === 'gatehouse/findingsOverTimeProgress');
    assert.equal(told.length, 1);
  });

  it('says where there is no history', async () => {
    const client = await start(disk(folder));
    const [own] = await client.request<readonly Overview[]>('gatehouse/overviews', {});
    const found = await client.request<ShownOverTime>('gatehouse/findingsOverTime', { folder: own?.folder });
    assert.deepEqual([found.points.length, found.says], [1, ['There is no git repository here.']]);
  });
});
