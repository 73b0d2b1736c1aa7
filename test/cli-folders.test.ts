/** The command line: which folder it means, whose findings it tells, and that it works from anywhere. */
import assert from 'node:assert/strict';
import { mkdirSync, readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { disk, emptyFolder, inRepository } from './support/disk';
import { board, clean, config, folder, login, spec } from './support/folders';
import { bin, gatehouse, linesOf, masked, reportOf } from './support/run';

const onLogin = `${login}:4:17 packets/dead-anchor`;
const onBoard = `${board}:11:6 packets/board-unknown-packet`;

describe('the folder', () => {
  it('is the one that the working directory belongs to, wherever in it that is', () => {
    const d = disk(`${folder}==> ${config} <==\nrules: {packets/placeholder: off}\n`);
    for (const cwd of [d.root, d.full('docs'), d.full('docs/task_packets')]) {
      const report = reportOf([], { cwd });
      assert.deepEqual([report.folder, linesOf(report)], [d.root, [onBoard, onLogin]], cwd);
    }
  });

  it('is the one that the paths belong to, from anywhere', () => {
    const { root, full } = disk(folder);
    for (const path of [root, full('docs'), full('docs/task_packets'), full(login), full(spec)])
      assert.equal(reportOf([path], { cwd: emptyFolder() }).folder, root, path);
    assert.deepEqual(linesOf(reportOf([root], { cwd: '/' })), [onBoard, onLogin]);
  });

  it('is the nearest: a repository in a repository is one of its own', () => {
    const outer = disk(folder);
    const inner = disk(clean, outer.full('docs/inner'));
    assert.equal(reportOf([], { cwd: inner.full('docs') }).folder, inner.root);
    assert.deepEqual(reportOf([], { cwd: inner.root }).summary.errors, 0);
    inner.write(`sub/${config}`, 'systems: []\n');
    assert.equal(reportOf([], { cwd: inner.full('sub') }).folder, inner.full('sub'));
  });

  it('without anything of ours is left alone, and that is said', () => {
    const { root } = disk('==> README.md <==\n# TBD\n');
    const { code, out, err } = gatehouse(['check'], { cwd: root });
    assert.deepEqual([code, masked(out)], [0, '0 errors, 0 warnings, 0 info, 0 hints in 0 files (<time>)\n']);
    assert.match(err, /^Nothing here for Gatehouse: .* has none of the landmarks of Task packets\./);
    assert.ok(err.includes(root));
  });

  it('is told of packets that lie elsewhere, and of a page that is a spec itself nothing is said', () => {
    const other = disk(
      '==> .gov/packets/WP-1-Lamp/packet.md <==\n# WP-1-Lamp\n==> .gov/packets/WP-1-Bell/packet.md <==\n# WP-1-Bell\n',
    );
    const told = /\.gov\/packets holds 2 files that look like task packets/;
    const { code, out, err } = gatehouse(['check'], { cwd: other.root });
    assert.deepEqual([code, masked(out)], [0, '0 errors, 0 warnings, 0 info, 0 hints in 0 files (<time>)\n']);
    assert.match(err, told);
    assert.match(err, /Run gatehouse init/);
    assert.match(gatehouse(['doctor'], { cwd: other.root }).out, told);
    assert.match(gatehouse(['status'], { cwd: other.root }).err, told);
    // Whoever turned all off is told of none.
    other.write(config, 'systems: []\n');
    assert.doesNotMatch(gatehouse(['check'], { cwd: other.root }).err, told);
    const tasks = disk('==> docs/task_packets/TASK-012-lamp.md <==\n# Lamp\n==> docs/task_packets/TASK_13.md <==\n# Bell\n');
    assert.match(gatehouse(['check'], { cwd: tasks.root }).err, /docs\/task_packets holds 2 files that look like task packets/);
    assert.match(gatehouse(['check'], { cwd: disk('==> docs/TASK-012.md <==\n# Lamp\n').root }).err, /^Nothing here/);
    // One that is called so may be anything.
    assert.match(gatehouse(['check'], { cwd: disk('==> blog/WP-1-Lamp.md <==\n# Lamp\n').root }).err, /^Nothing here/);

    const { root } = disk('==> docs/SPEC_CURRENT.md <==\n# Pantry\n\n## Shelves\n\nJars, see [more](more.md).\n');
    assert.equal(masked(gatehouse(['check'], { cwd: root }).out), '0 errors, 0 warnings, 0 info, 0 hints in 0 files (<time>)\n');
  });

  it('may be a link, and so may the command', { skip: process.platform === 'win32' && 'links need rights there' }, () => {
    const { root } = disk(folder);
    const elsewhere = emptyFolder();
    symlinkSync(root, join(elsewhere, 'link'));
    symlinkSync(bin, join(elsewhere, 'gatehouse'));
    const program = join(elsewhere, 'gatehouse');
    assert.deepEqual(linesOf(reportOf(['link'], { cwd: elsewhere, program })), [onBoard, onLogin]);
    assert.equal(gatehouse(['--version'], { cwd: elsewhere, program }).code, 0);
  });

  it('is read as git sees it: ignored files do not count', () => {
    const d = disk(`${folder}==> .gitignore <==\n*-Login.md\n`);
    assert.deepEqual(linesOf(reportOf([], { cwd: d.root })), [`${board}:9:6 packets/board-unknown-packet`, onBoard]);
  });
});

describe('paths', () => {
  it('choose whose findings are told; everything is read', () => {
    const { root, full } = disk(folder);
    mkdirSync(full('empty'));
    mkdirSync(full('docs/task'));
    const cases: readonly (readonly [readonly string[], readonly string[], number])[] = [
      [[login], [onLogin], 1],
      [[full(login)], [onLogin], 1],
      [[`./docs/../${login}`], [onLogin], 1],
      [['docs/task_packets'], [onLogin], 2],
      [['docs/task_packets/'], [onLogin], 2],
      [['docs'], [onBoard, onLogin], 5],
      [[login, board], [onBoard, onLogin], 2],
      [['.', login], [onBoard, onLogin], 6],
      [[spec], [], 1],
      [['empty'], [], 0],
      // A name that only begins alike is another one.
      [['docs/task'], [], 0],
    ];
    for (const [paths, found, files] of cases) {
      const report = reportOf(paths, { cwd: root });
      assert.deepEqual([linesOf(report), report.summary.files], [found, files], paths.join(' '));
    }
    assert.equal(gatehouse(['check', spec], { cwd: root }).code, 0, 'what is not told does not count');
  });

  it('--config stands in for gatehouse.yaml', () => {
    const d = disk(
      `${folder}==> other.yaml <==\nrules: {packets/dead-anchor: off}\n==> ${config} <==\nrules: {packets/board-unknown-packet: off}\n`,
    );
    assert.deepEqual(linesOf(reportOf([], { cwd: d.root })), [onLogin]);
    assert.deepEqual(linesOf(reportOf(['--config', 'other.yaml'], { cwd: d.root })), [onBoard]);
    assert.deepEqual(linesOf(reportOf(['--config', '../other.yaml'], { cwd: d.full('docs') })), [onBoard]);
  });
});

describe('what it says of itself', () => {
  it('--version is that of the package', () => {
    const { version } = JSON.parse(readFileSync(inRepository('package.json'), 'utf8')) as { version: string };
    for (const flag of ['--version', '-V']) assert.deepEqual(gatehouse([flag]), { code: 0, out: `${version}\n`, err: '' });
  });
});
