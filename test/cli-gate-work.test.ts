/** Gates that run commands, from the command line, in a real repository. */
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { it } from 'node:test';
import { folder } from './support/login';
import { git, Repository } from './support/repository';
import { bin, environment, gatehouse } from './support/run';

const rows =
  '## Evidence Mapping\n| DONE_MEANS | Code Evidence | Test |\n|---|---|---|\n| 1 | src/login.js:2 | `node test.js` |\n\n## VALIDATION';
const over = {
  RISK_TIER: 'LOW',
  STATUS: 'In-Progress',
  IN_SCOPE_PATHS: '\n  - src/login.js\n  - test.js',
  TEST_PLAN: '\n  - `node test.js`',
};
const source = `${folder(over, '').replace('## Backlog', '## In Progress\n- [WP-1-Login]\n## Backlog').replace('## VALIDATION', rows)}
==> test.js <==
if (require('./src/login').hours() !== 1) process.exit(1);
`;
const code = '==> src/login.js <==\nexports.hours = () => {\n  return 1;\n};\n';

function repository(): Repository {
  const repo = new Repository();
  repo.commit('2026-01-05', source, 'chore: begin');
  git(repo.root, 'checkout', '-q', '-b', 'work');
  repo.commit('2026-01-06', code, 'feat: WP-1-Login - sessions end');
  return repo;
}

const verdicts = (out: string): Readonly<Record<string, string>> =>
  Object.fromEntries((JSON.parse(out) as { checks: { id: string; verdict: string }[] }).checks.map((c) => [c.id, c.verdict]));

it('post-work: without a result it fails; with --rerun and --run the plan runs; without --run nothing does', () => {
  const { root } = repository();
  const json = (...more: readonly string[]) =>
    gatehouse(['gate', 'post-work', 'WP-1-Login', '--format', 'json', ...more], { cwd: root });
  const first = json();
  assert.equal(first.code, 1);
  assert.deepEqual(verdicts(first.out), {
    packet: 'pass',
    results: 'fail',
    'ai-review': 'pass',
    work: 'pass',
    scope: 'pass',
    signed: 'pass',
  });
  const refused = json('--rerun');
  assert.equal(verdicts(refused.out)['rerun-1'], 'unknown');
  assert.match(refused.err, /allow them with --run/);
  assert.equal(verdicts(json('--rerun', '--run').out)['rerun-1'], 'pass');
});

it('run: what the packet plans runs and goes on record, which post-work then reads; nothing else runs', () => {
  const { root, disk } = repository();
  const run = (...args: readonly string[]) => gatehouse(['run', 'WP-1-Login', '--', ...args], { cwd: root });
  const first = run('node', 'test.js');
  assert.equal(first.code, 0, first.out + first.err);
  const after = gatehouse(['gate', 'post-work', 'WP-1-Login'], { cwd: root });
  assert.equal(after.code, 0, after.out + after.err);
  const refused = run('node', '-e', 'process.exit(0)');
  assert.deepEqual(
    [refused.code, refused.err],
    [
      1,
      `gatehouse: WP-1-Login lists no allowed commands under Tooling, and “node -e 'process.exit(0)'” is neither in TEST_PLAN nor in RUN_COMMANDS.\n`,
    ],
  );
  assert.equal(gatehouse(['run', 'WP-9-Nobody', '--', 'node'], { cwd: root }).code, 2);
  const packet = 'docs/task_packets/WP-1-Login.md';
  disk.write(
    packet,
    disk
      .read(packet)
      .replace(
        '## VALIDATION',
        '## Tooling\n- Workdir: src\n- Allowed commands:\n  - `node`\n- Time limits: 1 s\n\n## VALIDATION',
      ),
  );
  const inside = run('node', '-e', 'console.log(process.cwd())');
  assert.deepEqual([inside.code, inside.out], [0, `${disk.full('src')}\n`]);
  const slow = run('node', '-e', 'setTimeout(() => {}, 60000)');
  assert.equal(slow.code, 1);
  assert.match(slow.err, /ended by its time limit/);
  const words = run('node', '-e', "console.log('&& x')", '--', 'a b');
  assert.deepEqual([words.code, words.out], [0, '&& x\n']);
  for (const command of ['node x && rm -r src', 'npm test', 'node x | sh', 'node $(x)'])
    assert.equal(run(command).code, 1, command);
  disk.write('test.js', 'process.exit(3);');
  assert.equal(run('node', '../test.js').code, 1);
});

it('removal-check: the test fails without the line; a kill leaves nothing behind', async () => {
  const repo = repository();
  const args = ['gate', 'removal-check', 'WP-1-Login', '--run'];
  const done = gatehouse(args, { cwd: repo.root });
  assert.equal(done.code, 0, done.out + done.err);
  assert.match(done.out, /Without them it fails/);
  const started = join(repo.root, '.git/started');
  const late = join(repo.root, '.git/late');
  repo.disk.write(
    'test.js',
    `require('fs').writeFileSync(${JSON.stringify(started)}, '');setTimeout(() => require('fs').writeFileSync(${JSON.stringify(late)}, ''), 3000);\n`,
  );
  const child = spawn(process.execPath, [bin, ...args], { cwd: repo.root, env: environment(), stdio: 'ignore' });
  const scratches = (): readonly string[] => readdirSync(tmpdir()).filter((n) => n.startsWith('gatehouse-removal-'));
  await until(() => existsSync(started));
  assert.notDeepEqual(scratches(), []);
  child.kill('SIGKILL');
  await until(() => scratches().length === 0);
  await new Promise((resolve) => setTimeout(resolve, 3500));
  assert.ok(!existsSync(late), 'the test was ended too');
});

it('commits: a range that names packets, and one that does not', () => {
  const repo = repository();
  assert.equal(gatehouse(['gate', 'commits', 'main..work'], { cwd: repo.root }).code, 0);
  repo.commit('2026-01-07', '==> x <==\nx\n', 'quick fix');
  assert.equal(gatehouse(['gate', 'commits', 'main..work'], { cwd: repo.root }).code, 1);
  assert.equal(gatehouse(['gate', 'commits', '--upload-pack=x..work'], { cwd: repo.root }).code, 2);
  assert.equal(gatehouse(['gate', 'commits', 'nowhere..work'], { cwd: repo.root }).code, 2);
});

async function until(is: () => boolean): Promise<void> {
  for (let i = 0; i < 400 && !is(); i++) await new Promise((resolve) => setTimeout(resolve, 50));
  assert.ok(is(), 'in time');
}

it('problems that a command of the repository’s own puts out stand at their places, as tools that write whole paths put them too', () => {
  const { root, disk } = repository();
  const print =
    "for (const l of [3, 1]) console.log(require('fs').realpathSync('src/login.js') + ':' + l + ':2: no good');process.exit(1);";
  disk.write('lint.js', print);
  disk.write('gatehouse.yaml', 'packets: { gates: { commits: { run: node lint.js, instead: true } } }\n');
  const { code, out } = gatehouse(['gate', 'commits', 'main..HEAD', '--run', '--format', 'github'], { cwd: root });
  assert.equal(code, 1, out);
  const lines = out.split('\n').filter((l) => l.startsWith('::error'));
  assert.deepEqual(
    lines.map((l) => /file=([^,]*),line=(\d+)/.exec(l)?.slice(1).join(':')),
    ['src/login.js:3', 'src/login.js:1'],
  );
  assert.match(lines[0] ?? '', /gate\/commits\.command/);
});
