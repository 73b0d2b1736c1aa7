/**
 * The whole way of a packet from an empty folder, in VS Code: begun, refused, written, signed at a terminal, worked on, committed
 * through the hooks, validated, and its phase closed. The same from the command line: test/dry-run.test.ts.
 */
import assert from 'node:assert/strict';
import { type SpawnSyncReturns, spawnSync } from 'node:child_process';
import { mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import * as vscode from 'vscode';
import type { ActionReply, GateResult } from '#protocol/messages';
import type { Api } from '../../client/src/extension';
import { sections, validation } from '../support/dry-run';
import { personAt, terminal, yes } from '../support/person';
import { file, holds, replace, textOf, write } from './folder';

const id = 'WP-0-Test';
const packet = file(`docs/task_packets/${id}.md`);
const board = file('docs/TASK_BOARD.md');
const root = file('').fsPath;
const adequate = {
  'files-identified': 'yes',
  'boundaries-clear': 'yes',
  'dependencies-expected': 'yes',
  realistic: 'yes',
};
const sum = (more = ''): string => `pub fn sum(a: u32, b: u32) -> u32 {\n${more}    a + b\n}\n`;

describe('a dry run', function () {
  // Commits run hooks, and one gate runs the packet's tests twice.
  this.timeout(60_000);
  let api: Api;
  let bin: string;
  // Where this runs in Electron, that is to be Node.
  const env = { ...process.env, ELECTRON_RUN_AS_NODE: '1', TERM: 'xterm' };

  const git = (...args: readonly string[]): SpawnSyncReturns<string> =>
    spawnSync('git', args, { cwd: root, env, encoding: 'utf8' });
  const commit = (message: string): SpawnSyncReturns<string> => {
    assert.equal(git('add', '-A').status, 0);
    return git('commit', '-q', '-m', message);
  };
  const cli = (...args: readonly string[]): string => {
    const ran = spawnSync(process.execPath, [bin, ...args], { cwd: root, env, encoding: 'utf8' });
    assert.equal(ran.status, 0, ran.stdout + ran.stderr);
    // VS Code brings a Node of its own.
    assert.doesNotMatch(ran.stderr, /unrecognized flag/);
    return ran.stdout;
  };

  const act = (name: string, subject: string, args: Readonly<Record<string, string>> = {}) =>
    vscode.commands.executeCommand<ActionReply | undefined>(`gatehouse.${name}`, subject, args);
  const done = async (...asked: Parameters<typeof act>): Promise<string> => {
    const reply = await act(...asked);
    assert.ok(reply?.is === 'done', JSON.stringify(reply));
    return reply.text ?? '';
  };
  const refused = async (...asked: Parameters<typeof act>): Promise<string> => {
    const reply = await act(...asked);
    assert.ok(reply?.is === 'refused', JSON.stringify(reply));
    return reply.says.join('\n');
  };
  const gate = async (name: string, subject = ''): Promise<GateResult['report']> => {
    const result = await vscode.commands.executeCommand<GateResult | undefined>('gatehouse.runGate', name, subject);
    assert.ok(result, `${name} ${subject}`);
    return result.report;
  };
  const open = ({ checks }: GateResult['report']): readonly string[] =>
    checks.filter((c) => c.verdict !== 'pass').map((c) => `${c.id} ${c.verdict}: ${c.says ?? c.findings[0]?.message}`);
  const passes = async (name: string, subject?: string): Promise<void> => {
    const report = await gate(name, subject);
    assert.deepEqual([report.verdict, open(report)], ['pass', []], name);
  };
  const fails = async (name: string, subject?: string): Promise<GateResult['report']> => {
    const report = await gate(name, subject);
    assert.equal(report.verdict, 'fail', name);
    return report;
  };
  const state = async (): Promise<string | undefined> => /STATUS\W+([\w-]+)/.exec(await textOf(packet))?.[1];
  /** As somebody types it, and saves. */
  const edit = async (uri: vscode.Uri, text: string, by: string): Promise<void> => {
    await replace(uri, text, by);
    await (await vscode.workspace.openTextDocument(uri)).save();
  };

  before(async () => {
    const extension = vscode.extensions.getExtension<Api>('gatehouse.gatehouse');
    assert.ok(extension);
    bin = join(extension.extensionPath, 'bin', 'gatehouse.cjs');
    api = await extension.activate();
    await api.ready;
    api.consent.confirm = async () => true;
    api.beginning.confirm = async () => true;
    git('init', '-q', '-b', 'main');
    git('config', 'user.email', 'ada@example.org');
    git('config', 'user.name', 'Ada');
    git('config', 'commit.gpgsign', 'false');
    // Where npm would put it.
    const bins = join(root, 'node_modules', '.bin');
    mkdirSync(bins, { recursive: true });
    symlinkSync(bin, join(bins, 'gatehouse'));
    await write('.gitignore', 'node_modules/\ntarget/\n');
    await write('src/lib.rs', 'pub fn one() -> u32 {\n    1\n}\n');
    const test =
      "const text = require('fs').readFileSync('src/lib.rs', 'utf8');\nprocess.exit(text.includes('pub fn sum') ? 0 : 1);\n";
    await write('tests/sum.js', test);
  });

  it('begins a folder', async () => {
    assert.equal(await vscode.commands.executeCommand('gatehouse.initialize'), true);
    // Without one nobody can tell whether the code keeps the codex.
    await write('gatehouse.yaml', 'packets:\n  invariants:\n    CX-101: { pattern: "unsafe", files: "src/**" }\n');
    assert.equal(commit('chore: begin').status, 0);
    cli('hook', 'install');
    assert.equal(git('checkout', '-q', '-b', 'work').status, 0);
  });

  it('makes a packet, once', async () => {
    await done('new', id, { what: 'Numbers are added.' });
    assert.match(await refused('new', id, { what: 'Again.' }), /WP-0-Test/);
    assert.match(await textOf(board), /WP-0-Test/);
    const gates = 'Phase 1 closes when all of these are Done (VALIDATED).\n';
    await edit(board, gates, `${gates}\n1. **[${id}]**\n`);
  });

  it('pre-work fails, and passes once the packet is written and signed', async function () {
    if (terminal.skip) this.skip();
    await fails('pre-work', id);
    await refused('move', id, { status: 'Ready-for-Dev' });
    const made = await textOf(packet);
    await edit(packet, made.slice(made.indexOf('## Coverage')), sections);
    const signed = await personAt([process.execPath, bin, 'sign', id], { cwd: root, env }, [
      [yes, 'y'],
      [/or nothing\): /, ''],
      [/type WP-0-Test: /, id],
    ]);
    assert.equal(signed.code, 0, signed.said);
    await holds(packet, 'Seal: sha256:');
    await holds(file('docs/SIGNATURE_AUDIT.md'), id);
    await done('move', id, { status: 'Ready-for-Dev' });
    await passes('pre-work', id);
    assert.match(await done('handoff', id), /WP-0-Test/);
  });

  it('no requirement is lost from the spec', () => passes('spec-regression'));

  it('the scan fails on what is forbidden, and so does a commit', async () => {
    await done('start', id, adequate);
    assert.equal(await state(), 'In-Progress');
    await passes('scan');
    await write('src/lib.rs', sum('    println!("{a}");\n'));
    const { checks } = await fails('scan');
    assert.ok(
      checks.some((c) => c.findings.some((f) => f.file === 'src/lib.rs' && f.range.start.line === 2)),
      JSON.stringify(checks),
    );
    const bad = commit('feat: WP-0-Test - sum');
    assert.notEqual(bad.status, 0);
    assert.match(bad.stdout + bad.stderr, /println/);
    await write('src/lib.rs', sum());
    await passes('scan');
    const nameless = commit('feat: sum');
    assert.match(nameless.stdout + nameless.stderr, /WP-/);
    const good = commit('feat: WP-0-Test - sum');
    assert.equal(good.status, 0, good.stderr);
  });

  it('post-work fails, and passes once there are results', async () => {
    await fails('post-work', id);
    await refused('move', id, { status: 'Ready-for-Validation' });
    cli('run', id, '--', 'node', 'tests/sum.js');
    await edit(packet, 'Nothing was run yet.', validation);
    await passes('post-work', id);
    await done('move', id, { status: 'Ready-for-Validation' });
    assert.equal(await state(), 'Ready-for-Validation');
  });

  it('nothing is done without a verdict; with one it is', async () => {
    assert.match(await refused('move', id, { status: 'Done' }), /PASS|verdict/i);
    await passes('removal-check', id);
    await done('report', id);
    await edit(packet, '**Verdict**: PENDING', '**Verdict**: PASS');
    await edit(packet, '<!-- what is left, or None -->', 'None');
    await passes('validate', id);
    await done('move', id, { status: 'Done' });
    assert.equal(await state(), 'Done');
  });

  it('the phase is closed, with a tag', async () => {
    await passes('phase-gate', 'Phase 1');
    assert.match(await refused('phase-close', 'Phase 1'), /commit docs\/TASK_BOARD\.md/);
    const last = commit('chore: WP-0-Test - validated');
    assert.equal(last.status, 0, last.stderr);
    await done('phase-close', 'Phase 1');
    assert.match(git('tag').stdout, /phase/i);
  });
});
