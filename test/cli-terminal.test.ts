/** The command line and terminals: colours, characters of documents that would steer one, a pipe that is closed. */
import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { describe, it } from 'node:test';
import { disk, inRepository } from './support/disk';
import { folder } from './support/folders';
import { Repository } from './support/repository';
import { bin, environment, gatehouse, masked } from './support/run';

const examples = inRepository('examples/packets');

describe('colours', () => {
  const painted = (args: readonly string[], env: Readonly<Record<string, string>>): boolean =>
    gatehouse(['check', ...args], { cwd: examples, env }).out.includes('\u001b[');

  it('are for terminals, for FORCE_COLOR, and never for NO_COLOR or --no-color', () => {
    assert.equal(painted([], {}), false);
    assert.equal(painted([], { FORCE_COLOR: '1' }), true);
    assert.equal(painted([], { FORCE_COLOR: '0' }), false);
    assert.equal(painted([], { FORCE_COLOR: '' }), false);
    assert.equal(painted([], { FORCE_COLOR: '1', NO_COLOR: '1' }), false);
    assert.equal(painted([], { FORCE_COLOR: '1', NO_COLOR: '' }), true);
    assert.equal(painted(['--no-color'], { FORCE_COLOR: '1' }), false);
    assert.equal(painted(['--format', 'json'], { FORCE_COLOR: '1' }), false);
  });

  it('say nothing that the words do not say', () => {
    const { out } = gatehouse(['check'], { cwd: examples, env: { FORCE_COLOR: '1' } });
    const plain = gatehouse(['check'], { cwd: examples }).out;
    // biome-ignore lint/suspicious/noControlCharactersInRegex: that is what colours are made of
    assert.equal(masked(out.replace(/\u001b\[\d+m/g, '')), masked(plain));
  });

  const script = process.platform === 'linux' && spawnSync('script', ['--version']).status === 0;
  it('are there on a terminal', { skip: !script && 'there is no script(1) of Linux to make a terminal' }, () => {
    const onTerminal = (env: Readonly<Record<string, string>>, flags = ''): string =>
      spawnSync('script', ['-qec', `'${process.execPath}' '${bin}' check ${flags}`, '/dev/null'], {
        cwd: examples,
        env: environment({ TERM: 'xterm-256color', ...env }),
        encoding: 'utf8',
      }).stdout;
    assert.match(onTerminal({}), /\[31merror/);
    assert.match(onTerminal({ NO_COLOR: '1' }), /: error The board/);
    assert.match(onTerminal({}, '--no-color'), /: error The board/);
  });
});

describe('characters that steer a terminal', () => {
  // Escape, bell, C1 controls, bidirectional and invisible ones: all that shows as nothing, but a line's end.
  const steering = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u;
  const evil = '\u001b[31m\u0007\u009b\u0085\u202e\u2066\u200b\u{e0041}';
  const names = { skip: process.platform === 'win32' && 'no file may be called so there' };

  function isTame(printed: string): void {
    for (const line of printed.split('\n')) assert.doesNotMatch(line, steering, JSON.stringify(line));
  }

  it('do not come raw from a document', () => {
    const d = disk(folder);
    d.write(
      'docs/task_packets/WP-1-Evil.md',
      `# WP-1-Evil\n- STATUS: odd${evil}\b\n- What: [x](${evil}.md)\n- SPEC_ANCHOR: A8 ${evil}\n`,
    );
    const { out } = gatehouse(['check'], { cwd: d.root });
    isTame(out);
    assert.match(out, /error odd\\u\{1b\}\[31m\\u\{7\}\\u\{9b\}.*\\u\{202e\}.* is no status/, 'it is shown what stands there');
    const painted = gatehouse(['check'], { cwd: d.root, env: { FORCE_COLOR: '1' } }).out;
    assert.match(painted, /odd\\u\{1b\}\[31m/);
  });

  it('do not come raw in JSON, which says them all the same', () => {
    const d = disk(folder);
    d.write('docs/task_packets/WP-1-Evil.md', `# WP-1-Evil\n- STATUS: odd${evil}\n`);
    const { out } = gatehouse(['check', '--format', 'json'], { cwd: d.root });
    const { findings } = JSON.parse(out) as { findings: { message: string }[] };
    assert.ok(findings.some((f) => f.message.includes(evil)));
    isTame(out);
  });

  it('do not come raw from the name of a document', names, () => {
    const d = disk(folder);
    d.write('docs/task_packets/WP-1-\u001b[2J\u202e.md', '# WP-1-Evil\n');
    isTame(gatehouse(['check'], { cwd: d.root }).out);
  });

  it('do not come raw from the name of a source, nor from a commit, into any format of a gate', names, () => {
    const r = new Repository();
    const said = `Sing ${evil}\u2028 ${'x'.repeat(100_000)}`;
    r.commit('2026-01-05', `${folder}==> src/a.ts <==\n\n`);
    r.commit('2026-01-06', () => r.disk.write(`src/\u001b[2J\u202e.ts`, 'console.log(1);\n'), said);
    for (const format of ['text', 'json', 'markdown', 'junit', 'github', 'gitlab', 'sarif'])
      for (const asked of [['commits', format === 'text' ? evil : 'HEAD'], ['scan']]) {
        const { code, out, err } = gatehouse(['gate', ...asked, '--format', format], { cwd: r.root });
        assert.equal(code, asked[1] === evil ? 2 : 1, err);
        isTame(out);
        isTame(err);
        assert.ok(out.split('\n').every((line) => line.length < 2000));
      }
    assert.match(
      gatehouse(['gate', 'commits', 'HEAD'], { cwd: r.root }).out,
      / “Sing \\u\{1b\}\[31m.{1,250}…”: The message names no packet/,
    );
  });

  it('and line breaks in the name of a file write nothing into a configuration', names, () => {
    const d = disk(folder.replace(/==> docs\/task_packets[\s\S]*/, ''));
    const name = 'work/WP-1-A\nrules:\n  packets~dead-anchor: off\n# \u001b\u202e.md';
    d.write(name, '# WP-1-A\n- TASK_ID: WP-1-A\n- STATUS: Backlog\n- SPEC_ANCHOR: A3\n');
    const { out } = gatehouse(['init', '--dry-run'], { cwd: d.root });
    isTame(out);
    assert.match(out, /WP-1-A\\u\{a\}rules/);
    assert.equal(gatehouse(['init', '--yes'], { cwd: d.root }).code, 0);
    assert.equal(d.read('gatehouse.yaml'), out);
    assert.doesNotMatch(gatehouse(['check'], { cwd: d.root }).out, /config-invalid/);
  });

  it('do not come raw on stderr', names, () => {
    const d = disk(folder);
    d.write('docs/task_packets/WP-1-\u001b[2J.md', Buffer.alloc(65 * 2 ** 20));
    const { code, err } = gatehouse(['check'], { cwd: d.root });
    assert.equal(code, 2);
    assert.match(err, /cannot be read/);
    isTame(err);
  });
});

describe('a name that nobody reads to its end', () => {
  const long = `WP-1-${'x'.repeat(10_000)}`;
  const asked = [
    ...[[long], ['check', long], ['check', `--${long}`], ['check', '--since', long], ['check', '--as-of', long]],
    ...[
      ['check', '--config', long],
      ['explain', long],
      ['gate', long],
      ['gate', 'pre-work', long],
      ['verify', long],
    ],
    ...[
      ['sign', long],
      ['run', long, '--', 'ls'],
      ['start', long],
      ['move', long, 'Done'],
      ['graph', '--around', long],
    ],
    ...[
      ['evidence', 'list', long],
      ['context', long],
      ['status', long],
      ['gate', 'commits', long],
    ],
  ];

  it('is not repeated to it', () => {
    const d = disk(folder);
    for (const args of asked) {
      const { code, out, err } = gatehouse(args, { cwd: d.root });
      assert.ok(code === 1 || code === 2, args[0]);
      const lines = [...out.split('\n'), ...err.split('\n')];
      assert.ok(
        lines.every((line) => line.length < 4000),
        `${args[0]}: ${lines.map((line) => line.length)}`,
      );
    }
  });
});

describe('a pipe that is closed', () => {
  for (const args of [['check'], ['check', '--format', 'json'], ['explain', 'packets/dead-anchor'], ['--help']])
    it(`ends ${args.join(' ')} without a word`, async () => {
      const child = spawn(process.execPath, [bin, ...args], {
        cwd: examples,
        env: environment(),
        stdio: ['ignore', 'pipe', 'pipe'],
      });
      // Long before anything is written.
      child.stdout.destroy();
      let err = '';
      child.stderr.on('data', (data) => {
        err += data;
      });
      const code = await new Promise((done) => child.once('close', done));
      assert.deepEqual([err, code], ['', args[0] === 'check' ? 1 : 0]);
    });
});
