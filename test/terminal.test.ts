/** Progress on a terminal, and a gate that is called off. */
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { chmodSync, existsSync } from 'node:fs';
import { describe, it } from 'node:test';
import { ProgressLine } from '#host/terminal';
import { disk } from './support/disk';
import { folder } from './support/folders';
import { bin, environment, gatehouse } from './support/run';

describe('a line of progress', () => {
  const screen = (isTTY: boolean, columns = 80) => {
    const written: string[] = [];
    return { isTTY, columns, written, write: (s: string) => written.push(s) };
  };

  it('is written over, and erased in the end', () => {
    const s = screen(true);
    const line = new ProgressLine(s);
    line.show('reading');
    line.show('judging');
    line.erase();
    line.erase();
    assert.deepEqual(s.written, ['\r\u001b[2Kreading', '\r\u001b[2Kjudging', '\r\u001b[2K']);
  });

  it('is never longer than the terminal is wide', () => {
    const s = screen(true, 20);
    new ProgressLine(s).show('x'.repeat(100));
    assert.equal(s.written[0], `\r\u001b[2K${'x'.repeat(18)}…`);
  });

  it('is not there where nobody looks on', () => {
    const s = screen(false);
    const line = new ProgressLine(s);
    line.show('reading');
    line.erase();
    assert.deepEqual(s.written, []);
    const d = disk(folder);
    assert.equal(gatehouse(['gate', 'pre-work', 'WP-1-Login'], { cwd: d.root }).err, '');
  });
});

it('Ctrl-C ends a gate, and what it has started, with 130', { skip: process.platform === 'win32', timeout: 30_000 }, async () => {
  const d = disk(folder);
  const bins = disk();
  // A git that never ends: it says that it has begun, and under which id.
  bins.write(
    'git',
    `#!/bin/sh\necho $$ > "${bins.root}/pid.tmp" && mv "${bins.root}/pid.tmp" "${bins.root}/pid"\nexec sleep 600\n`,
  );
  chmodSync(bins.full('git'), 0o755);
  d.write('.git/HEAD', 'ref: refs/heads/main\n');
  const child = spawn(process.execPath, [bin, 'gate', 'pre-work', 'WP-1-Login', '--no-cache'], {
    cwd: d.root,
    env: environment({ PATH: `${bins.root}:${process.env.PATH}` }),
  });
  let out = '';
  let err = '';
  child.stdout.on('data', (s) => {
    out += s;
  });
  child.stderr.on('data', (s) => {
    err += s;
  });
  const ended = new Promise((done) => child.once('close', done));
  const poll = (): Promise<void> =>
    existsSync(bins.full('pid')) || child.exitCode !== null
      ? Promise.resolve()
      : new Promise((r) => setTimeout(r, 20)).then(poll);
  await poll();
  assert.equal(child.exitCode, null, err);
  child.kill('SIGINT');
  assert.deepEqual([await ended, out], [130, ''], err);
  assert.match(err, /called off/);
  assert.throws(() => process.kill(Number(bins.read('pid')), 0), /ESRCH/);
});
