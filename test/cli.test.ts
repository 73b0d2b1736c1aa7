/** The exit code of the command line: each by a case that happens. */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { chmodSync, symlinkSync, truncateSync } from 'node:fs';
import { describe, it } from 'node:test';
import { disk } from './support/disk';
import { spotless as clean, config, folder, login } from './support/folders';
import { gatehouse } from './support/run';

const board = '- **[WP-1-Store]**\n';
const packet = '==> docs/task_packets/WP-1-New.md <==\n# WP-1-New\n\n- TASK_ID: WP-1-New\n- STATUS: Backlog\n';
const warned = `${clean.replace(board, `${board}- **[WP-1-New]**\n`)}${packet}`;
describe('the exit code', () => {
  it('is 0 when all is well, or nothing as bad as was asked for', () => {
    const { root } = disk(clean);
    assert.deepEqual(gatehouse(['check'], { cwd: root }).code, 0);
    assert.deepEqual(gatehouse(['check', '--fail-on', 'warning'], { cwd: root }).code, 0);
    const { code, out, err } = gatehouse(['check'], { cwd: disk(warned).root });
    assert.deepEqual([code, err], [0, '']);
    assert.match(out, /^0 errors, 1 warning, 0 info, 0 hints in 7 files/m);
  });

  it('is 1 for errors, and for warnings when they count', () => {
    assert.equal(gatehouse(['check'], { cwd: disk(folder).root }).code, 1);
    assert.equal(gatehouse(['check', '--fail-on', 'warning'], { cwd: disk(folder).root }).code, 1);
    assert.equal(gatehouse(['check', '--fail-on', 'warning'], { cwd: disk(warned).root }).code, 1);
    const lowered = disk(
      `${folder}==> ${config} <==\nrules: {packets/dead-anchor: warning, packets/board-unknown-packet: info}\n`,
    );
    assert.equal(gatehouse(['check'], { cwd: lowered.root }).code, 0);
    assert.equal(gatehouse(['check', '--fail-on', 'warning'], { cwd: lowered.root }).code, 1);
  });

  it('is 2 for a command line that means nothing, with a word on stderr and none on stdout', () => {
    const { root, full } = disk(clean);
    disk(clean, full('inner/repo'));
    const cases: Readonly<Record<string, RegExp>> = {
      'check nowhere.md': /there is no file or folder .*nowhere\.md/,
      'check --nope': /unknown option '--nope'/,
      'check --format yaml': /'yaml' is invalid/,
      'check --fail-on bad': /'bad' is invalid/,
      'check --max-warnings few': /It is no whole number/,
      'baseline creat': /unknown command 'creat'/,
      'check --config nowhere.yaml': /cannot read the configuration nowhere\.yaml: ENOENT/,
      'check --config docs': /cannot read the configuration docs: EISDIR/,
      chek: /unknown command 'chek'/,
      explain: /missing required argument 'rule'/,
      'explain nothing': /there is no rule nothing/,
      lsp: /required option '--stdio'/,
    };
    for (const [line, says] of Object.entries(cases)) {
      const { code, out, err } = gatehouse(line.split(' '), { cwd: root });
      assert.deepEqual([line, code, out], [line, 2, '']);
      assert.match(err, says);
      assert.doesNotMatch(err, /^\s+at /m, 'no stack for a mistake of the user');
    }
  });

  it('is 2 for a configuration that is wrong, whatever else was found', () => {
    const d = disk(`${clean}==> ${config} <==\nrules:\n  packets/ded-anchor: off\n==> bad.yaml <==\nrules: [\n`);
    const whole = gatehouse(['check'], { cwd: d.root });
    assert.equal(whole.code, 2);
    assert.match(
      whole.out,
      /^gatehouse\.yaml:2:3: error Unknown key packets\/ded-anchor in rules; did you mean packets\/dead-anchor\? \[gatehouse\/config-invalid\]$/m,
    );
    const part = gatehouse(['check', login], { cwd: d.root });
    assert.equal(part.code, 2, 'a part of the folder is judged by it too');
    assert.match(part.out + part.err, /ded-anchor/);
    d.remove(config);
    const given = gatehouse(['check', '--config', 'bad.yaml'], { cwd: d.root });
    assert.deepEqual([given.code, given.out], [2, '']);
    assert.match(given.err, /^gatehouse: bad\.yaml: /);
  });

  const asRoot = process.getuid?.() === 0 && 'root may read every file';
  const links = { skip: process.platform === 'win32' && 'links need rights there' };
  it('is 2 when a file may not be read', { skip: process.platform === 'win32' ? 'there are no such rights' : asRoot }, () => {
    const d = disk(clean);
    chmodSync(d.full(login), 0);
    const { code, err } = gatehouse(['check'], { cwd: d.root });
    chmodSync(d.full(login), 0o600);
    assert.equal(code, 2);
    assert.match(err, /WP-1-Login\.md cannot be read: EACCES/);
  });

  it('is 2 when a file cannot be read: it is too large, leads round in a circle, or is a folder', links, () => {
    const d = disk(clean);
    const odd = 'docs/task_packets/WP-2-Odd.md';
    const said = (): string => {
      const { code, err, out } = gatehouse(['check'], { cwd: d.root });
      assert.equal(code, 2);
      assert.match(out, /in 7 files/, 'the others are checked');
      d.remove(odd);
      return err;
    };
    d.write(odd, '');
    truncateSync(d.full(odd), 65 * 2 ** 20);
    assert.match(said(), /^docs\/task_packets\/WP-2-Odd\.md cannot be read: \d+ bytes; at most/);
    symlinkSync('WP-2-Odd.md', d.full(odd));
    assert.match(said(), /WP-2-Odd\.md cannot be read: ELOOP/);
    symlinkSync('.', d.full(odd));
    assert.match(said(), /WP-2-Odd\.md cannot be read: not a file/);
  });

  it('is 0, and not a hang, when a link leads to a pipe or out of the folder', links, () => {
    const d = disk(clean);
    symlinkSync('/dev/zero', d.full('docs/task_packets/WP-2-Zero.md'));
    assert.equal(gatehouse(['check'], { cwd: d.root }).code, 0);
    execFileSync('mkfifo', [d.full('pipe')]);
    symlinkSync('../../pipe', d.full('docs/task_packets/WP-2-Pipe.md'));
    assert.equal(gatehouse(['check'], { cwd: d.root }).code, 2);
  });
});
