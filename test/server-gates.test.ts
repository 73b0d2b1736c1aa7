/** Gates over LSP: the same verdict as on the command line, and of what is being typed. */
import assert from 'node:assert/strict';
import { chmodSync, existsSync } from 'node:fs';
import { it } from 'node:test';
import { CancellationTokenSource } from 'vscode-jsonrpc/node';
import { gateReport } from '#protocol/gate-report';
import type { GateLine, GateResult } from '#protocol/messages';
import { disk } from './support/disk';
import { folder, login, ready, store } from './support/folders';
import { start } from './support/lsp';
import { Repository } from './support/repository';
import { gatehouse } from './support/run';

it('lists the gates and their subjects, that of the document one looks at first', async () => {
  const client = await ready();
  const lines = await client.request<readonly GateLine[]>('gatehouse/gates', {});
  const all = lines.map((l) => `${l.name} ${l.subject}${l.narrows ? ' or packet' : ''}`);
  for (const one of ['phase-gate phase', 'pre-work packet', 'signature-audit folder', 'scan folder or packet'])
    assert.ok(all.includes(one), `${one} among ${all.join(', ')}`);
  for (const gate of ['pre-work', 'scan'])
    for (const path of [login, store]) {
      const asked = { folder: lines[0]?.folder, gate, near: client.disk.uri(path) };
      const subjects = await client.request<readonly { name: string }[]>('gatehouse/gateSubjects', asked);
      assert.equal(subjects[0]?.name, path.replace(/^.*\/|\.md$/g, ''));
      assert.equal(new Set(subjects.map((s) => s.name)).size, subjects.length);
    }
});

it('lists first the gate before the next step of the packet that one looks at', async () => {
  const r = new Repository();
  r.commit('2026-01-05', folder);
  disk(folder.replace('- STATUS: Backlog\n- SPEC_ANCHOR: A9.9', '- STATUS: In-Progress\n- SPEC_ANCHOR: A9.9'), r.root);
  const client = await start(r.disk);
  const first = async (near?: string): Promise<string | undefined> =>
    (await client.request<readonly GateLine[]>('gatehouse/gates', near === undefined ? {} : { near: client.disk.uri(near) }))[0]
      ?.name;
  assert.equal(await first(login), 'post-work');
  client.open(login);
  client.type(login, 'In-Progress', 'Ready-for-Validation');
  assert.equal(await first(login), 'validate');
  client.type(login, 'Ready-for-Validation', 'Backlog');
  assert.equal(await first(login), 'pre-work');
  assert.equal(await first('docs/SPEC_CURRENT.md'), await first());
});

it('says where something stands in a file that is no document', async () => {
  const client = await ready(`${folder}\n==> src/main.ts <==\nexport const a = 1;\n  console.log(a);\n`);
  const asked = { folder: client.disk.uri('').replace(/\/$/, ''), gate: 'scan', subject: '' };
  const { report, uris } = await client.request<GateResult>('gatehouse/runGate', asked);
  const cli = gatehouse(['gate', 'validator-scan', '--format', 'json'], { cwd: client.disk.root });
  assert.deepEqual(report, gateReport.parse(JSON.parse(cli.out)));
  const found = report.checks.find((c) => c.id === 'typescript')?.findings ?? [];
  assert.deepEqual(
    found.map((f) => f.range),
    [{ start: { line: 2, column: 3 }, end: { line: 2, column: 15 } }],
  );
  assert.equal(uris['src/main.ts'], client.disk.uri('src/main.ts'));
});

it('says what the command line says, and follows what is typed', async () => {
  const client = await ready(folder);
  const asked = { folder: client.disk.uri('').replace(/\/$/, ''), gate: 'pre-work', subject: 'WP-1-Login' };
  const { report, page, uris, counts } = await client.request<GateResult>('gatehouse/runGate', asked);
  const cli = gatehouse(['gate', 'pre-work', 'WP-1-Login', '--format', 'json'], { cwd: client.disk.root });
  assert.deepEqual(report, gateReport.parse(JSON.parse(cli.out)));
  assert.equal(report.verdict, 'fail');
  assert.match(counts, /fail/);
  assert.equal(uris[login], client.disk.uri(login));
  assert.ok(!page.includes(']('), 'without a root there are no links');
  const linked = await client.request<GateResult>('gatehouse/runGate', { ...asked, root: asked.folder });
  assert.match(linked.page, /\[docs\/task\\_packets\/WP-1-Login\.md:\d+\]\(<\/docs\/task_packets\/WP-1-Login\.md#L\d+>\)/);
  const beside = await client.request<GateResult>('gatehouse/runGate', { ...asked, root: `${asked.folder}-other/app` });
  const own = asked.folder.slice(asked.folder.lastIndexOf('/') + 1);
  assert.ok(beside.page.includes(`(</../../${own}/docs/task_packets/WP-1-Login.md#L`), beside.page);

  const anchors = (r: Pick<GateResult, 'report'>): string | undefined => r.report.checks.find((c) => c.id === 'anchors')?.verdict;
  assert.equal(anchors({ report }), 'fail');
  client.open(login);
  client.type(login, '9.9', '2');
  assert.equal(anchors(await client.request<GateResult>('gatehouse/runGate', asked)), 'pass');
});

it('says what commits say without what would steer the terminal of a test’s output', async () => {
  const r = new Repository();
  r.commit('2026-01-05', folder, 'Sing \u001b[2J\u202e');
  const client = await start(r.disk);
  const asked = { folder: client.disk.uri('').replace(/\/$/, ''), gate: 'commits', subject: 'HEAD' };
  const { report, page } = await client.request<GateResult>('gatehouse/runGate', asked);
  for (const said of [report.checks[0]?.says ?? '', page]) assert.match(said, /Sing \\*u\\*\{1b\\*\}\\*\[2J\\*u\\*\{202e/);
  assert.doesNotMatch(page.replaceAll('\n', ''), /[\p{Cc}\p{Cf}]/u);
});

it('waits for a folder that is still being read', async () => {
  const client = await start(disk(folder));
  const lines = await client.request<readonly GateLine[]>('gatehouse/gates', {});
  assert.ok(lines.length > 0);
});

it('of a gate or a folder that is not there: nothing', async () => {
  const client = await ready();
  const asked = { folder: client.disk.uri('').replace(/\/$/, ''), gate: 'nothing', subject: '' };
  assert.equal(await client.request('gatehouse/runGate', asked), null);
  assert.equal(await client.request('gatehouse/runGate', { ...asked, gate: 'pre-work', folder: 'file:///nowhere' }), null);
});

it('tells how a gate goes, and ends what it runs when it is called off', { skip: process.platform === 'win32' }, async () => {
  const bins = disk();
  // An npm that never ends: it says under which id it runs.
  bins.write('npm', `#!/bin/sh\necho $$ > "${bins.root}/tmp" && mv "${bins.root}/tmp" "${bins.root}/pid"\nexec sleep 600\n`);
  chmodSync(bins.full('npm'), 0o755);
  process.env.PATH = `${bins.root}:${process.env.PATH}`;
  const client = await ready(`${folder}==> package-lock.json <==\n{}\n`);
  const asked = { folder: client.disk.uri('').replace(/\/$/, ''), gate: 'supply-chain', subject: '', progress: 'mine' };
  const token = new CancellationTokenSource();
  const answer = client.request('gatehouse/runGate', asked, token.token);
  const told = () => client.notices.find((n) => n.method === 'gatehouse/gateProgress');
  await client.until(() => told() !== undefined, 'no progress');
  assert.deepEqual(told()?.params, { progress: 'mine', says: 'npm audit --json (package-lock.json)' });
  while (!existsSync(bins.full('pid'))) await client.request('gatehouse/gates', {});
  token.cancel();
  assert.equal(await answer, null);
  assert.throws(() => process.kill(Number(bins.read('pid')), 0), /ESRCH/);
});
