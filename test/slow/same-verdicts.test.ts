/** Editor, command line and hook say the same of the same folder: the report of each gate about each subject, and what is staged. */
import assert from 'node:assert/strict';
import { cpSync, mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { gateReport } from '#protocol/gate-report';
import type { GateLine, GateResult } from '#protocol/messages';
import { inRepository } from '../support/disk';
import { folder as login } from '../support/login';
import { start } from '../support/lsp';
import { git, Repository } from '../support/repository';
import { bin, gatehouse, reportOf } from '../support/run';

/** These run commands, which an editor asks about first. */
const running = new Set(['pre-orchestration', 'removal-check', 'supply-chain', 'validate']);

const copied = (path: string) => (): Repository => {
  const repo = new Repository();
  repo.commit('2026-01-05', () => cpSync(inRepository(path), repo.root, { recursive: true }));
  return repo;
};

const made = (): Repository => {
  const repo = new Repository();
  repo.commit('2026-01-05', `${login()}\n==> src/login.ts <==\nexport const a = 1;\n  console.log(a);\n`);
  return repo;
};

const folders: Readonly<Record<string, () => Repository>> = {
  'the example': copied('examples/packets'),
  'the folder of the VS Code suite': copied('test/fixtures/packets'),
  'a signed packet, and code that breaks a rule': made,
};

for (const [name, make] of Object.entries(folders))
  it(`each gate about each subject: ${name}`, async () => {
    const { disk, root } = make();
    const client = await start(disk);
    await client.settled();
    const lines = await client.request<readonly GateLine[]>('gatehouse/gates', {});
    let compared = 0;
    for (const { name: gate, folder, subject, narrows } of lines) {
      if (running.has(gate)) continue;
      const named =
        subject === 'packet' || subject === 'phase' || narrows
          ? await client.request<readonly { name: string }[]>('gatehouse/gateSubjects', { folder, gate })
          : [];
      const about = [
        ...(subject === 'folder' ? [''] : []),
        ...(subject === 'commits' ? ['HEAD'] : []),
        // One of them tells whether the ways differ.
        ...named.slice(0, subject === 'folder' ? 1 : 2).map((s) => s.name),
      ];
      for (const one of about) {
        const { report } = await client.request<GateResult>('gatehouse/runGate', { folder, gate, subject: one });
        const { code, out, err } = gatehouse(['gate', gate, ...(one === '' ? [] : [one]), '--format', 'json'], { cwd: root });
        assert.ok(out.startsWith('{'), err);
        assert.deepEqual(report, gateReport.parse(JSON.parse(out)), `${gate} ${one}`);
        assert.equal(code, { pass: 0, fail: 1, unknown: 2 }[report.verdict], `${gate} ${one}`);
        compared++;
      }
    }
    assert.ok(compared >= 15, `${compared} reports`);
  });

describe('the hook', () => {
  const commit = (repo: Repository): { readonly refused: boolean; readonly said: string } => {
    try {
      git(repo.root, 'commit', '-q', '-m', 'feat: WP-1-Login - more');
      return { refused: false, said: '' };
    } catch (error) {
      return { refused: true, said: String((error as { stderr?: unknown }).stderr) };
    }
  };

  it('refuses what check --staged finds, with its words, and nothing else', () => {
    const repo = made();
    // Where npm would put it.
    mkdirSync(join(repo.root, 'node_modules/.bin'), { recursive: true });
    symlinkSync(bin, join(repo.root, 'node_modules/.bin/gatehouse'));
    repo.disk.write('.gitignore', 'node_modules/\n');
    assert.equal(gatehouse(['hook', 'install'], { cwd: repo.root }).code, 0);
    const path = 'docs/task_packets/WP-1-Login.md';
    const before = repo.disk.read(path);
    repo.disk.write(path, before.replace(/A2\.3/, 'A9.9'));
    git(repo.root, 'add', '-A');
    const errors = reportOf(['--staged'], { cwd: repo.root }).findings.filter((f) => f.severity === 'error');
    assert.ok(errors.length > 0);
    const { refused, said } = commit(repo);
    assert.equal(refused, true);
    for (const { message } of errors) assert.ok(said.includes(message), `${message} in\n${said}`);
    repo.disk.write(path, before);
    repo.disk.write('notes.txt', 'Nothing of a packet.\n');
    git(repo.root, 'add', '-A');
    assert.deepEqual(
      reportOf(['--staged'], { cwd: repo.root }).findings.filter((f) => f.severity === 'error'),
      [],
    );
    // What the hook has against the message, the gate has against the commit.
    const message = commit(repo);
    assert.equal(message.refused, true);
    git(repo.root, 'commit', '-q', '--no-verify', '-m', 'feat: WP-1-Login - more');
    const { code, out } = gatehouse(['gate', 'commits', 'HEAD', '--format', 'json'], { cwd: repo.root });
    assert.equal(code, 1, out);
    const wrong = gateReport.parse(JSON.parse(out)).checks.flatMap((c) => [c.says ?? '', ...c.findings.map((f) => f.message)]);
    assert.ok(
      wrong.some((w) => w.includes('WP-1-Login is Ready-for-Dev')) && message.said.includes('WP-1-Login is Ready-for-Dev'),
      `${message.said}\n${wrong.join('\n')}`,
    );
  });
});
