/** The whole way of a packet in an empty repository: made, refused, written, signed, worked on, validated, committed through the hooks. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { it } from 'node:test';
import { sections, validation } from './support/dry-run';
import { git, Repository } from './support/repository';
import { bin, environment, gatehouse } from './support/run';
import { atTerminal, terminal, yes } from './support/terminal';

const path = 'docs/task_packets/WP-0-Test.md';
it('from an empty folder to a packet that is done', terminal, async () => {
  const { root, disk } = new Repository();
  git(root, 'config', 'user.email', 'ada@example.org');
  git(root, 'config', 'user.name', 'Ada');
  const run = (...args: readonly string[]) => gatehouse(args, { cwd: root });
  const ok = (...args: readonly string[]): string => {
    const { code, out, err } = run(...args);
    assert.equal(code, 0, `${args.join(' ')}\n${out}${err}`);
    return out;
  };
  const refused = (...args: readonly string[]): string => {
    const { code, out, err } = run(...args);
    assert.equal(code, 1, `${args.join(' ')}\n${out}${err}`);
    return out + err;
  };
  const state = (): string => /STATUS\W+([\w-]+)/.exec(disk.read(path))?.[1] ?? '';

  ok('init', '--yes');
  disk.write('src/lib.rs', 'pub fn one() -> u32 {\n    1\n}\n');
  disk.write(
    'tests/sum.js',
    "const text = require('fs').readFileSync('src/lib.rs', 'utf8');\nprocess.exit(text.includes('pub fn sum') ? 0 : 1);\n",
  );
  disk.write('.gitignore', 'node_modules/\ntarget/\n');
  // Where npm would put it.
  mkdirSync(join(root, 'node_modules/.bin'), { recursive: true });
  symlinkSync(bin, join(root, 'node_modules/.bin/gatehouse'));
  git(root, 'add', '-A');
  git(root, 'commit', '-q', '-m', 'chore: begin');
  ok('hook', 'install');
  git(root, 'checkout', '-q', '-b', 'work');
  const commit = (message: string): { readonly code: number | null; readonly said: string } => {
    git(root, 'add', '-A');
    const ran = spawnSync('git', ['commit', '-q', '-m', message], { cwd: root, env: environment(), encoding: 'utf8' });
    return { code: ran.status, said: ran.stdout + ran.stderr };
  };

  // Packet creation.
  ok('new', 'WP-0-Test');
  refused('new', 'WP-0-Test');
  assert.match(disk.read('docs/TASK_BOARD.md'), /WP-0-Test/);

  // Pre-work fails, and passes once it is written and signed.
  refused('gate', 'pre-work', 'WP-0-Test');
  refused('move', 'WP-0-Test', 'Ready-for-Dev');
  const made = disk.read(path);
  disk.write(path, `${made.slice(0, made.indexOf('## Coverage')).replace(/<!--.*-->/, 'Numbers are added.')}${sections}`);
  const answers = [
    [yes, 'y'],
    [/or nothing\): /, ''],
    [/type WP-0-Test: /, 'WP-0-Test'],
  ] as const;
  const signed = await atTerminal(root, ['sign', 'WP-0-Test'], answers);
  assert.equal(signed.code, 0, signed.said);
  ok('move', 'WP-0-Test', 'Ready-for-Dev');
  ok('gate', 'pre-work', 'WP-0-Test');
  assert.match(ok('handoff', 'WP-0-Test'), /WP-0-Test/);

  // Spec regression.
  ok('gate', 'spec-regression');

  // The scan, and the hooks.
  const answersYes = [
    '--files-identified',
    'yes',
    '--boundaries-clear',
    'yes',
    '--dependencies-expected',
    'yes',
    '--realistic',
    'yes',
  ];
  ok('start', 'WP-0-Test', ...answersYes);
  assert.equal(state(), 'In-Progress');
  ok('gate', 'scan');
  disk.write('src/lib.rs', 'pub fn sum(a: u32, b: u32) -> u32 {\n    println!("{a}");\n    a + b\n}\n');
  refused('gate', 'scan');
  const bad = commit('feat: WP-0-Test - sum');
  assert.notEqual(bad.code, 0);
  assert.match(bad.said, /println/);
  disk.write('src/lib.rs', 'pub fn sum(a: u32, b: u32) -> u32 {\n    a + b\n}\n');
  assert.match(commit('feat: sum').said, /WP-/);
  const good = commit('feat: WP-0-Test - sum');
  assert.equal(good.code, 0, good.said);

  // Results, post-work, validation.
  refused('gate', 'post-work', 'WP-0-Test');
  refused('move', 'WP-0-Test', 'Ready-for-Validation');
  ok('run', 'WP-0-Test', '--', 'node', 'tests/sum.js');
  disk.write(path, disk.read(path).replace('Nothing was run yet.', validation));
  ok('gate', 'post-work', 'WP-0-Test');
  ok('move', 'WP-0-Test', 'Ready-for-Validation');
  assert.equal(state(), 'Ready-for-Validation');
  assert.match(refused('move', 'WP-0-Test', 'Done'), /PASS|verdict/i);
  ok('gate', 'commits', 'main..work');
  ok('gate', 'removal-check', 'WP-0-Test', '--run');
  const handed = commit('chore: WP-0-Test - handed over');
  assert.equal(handed.code, 0, handed.said);
});
