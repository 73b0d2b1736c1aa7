/** What gates have looked up and run, on a disk with a real git and real programs. */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { it } from 'node:test';
import { contentOf, EVIDENCE } from '#core/evidence';
import type { Outcome } from '#core/task';
import { addEvidence, readEvidence } from '#host/evidence';
import { nodeTools } from '#host/tools';
import { git, Repository } from './support/repository';

const value = <T>(outcome: Outcome<T>): T => (outcome.is === 'known' ? outcome.value : assert.fail(outcome.says));
const why = (outcome: Outcome<unknown>): string => (outcome.is === 'unknown' ? outcome.says : assert.fail('it is known'));
const node = JSON.stringify(process.execPath);
const start = `
==> src/a.js <==
one
two
three
==> .gitignore <==
out/
`;

it('changes: since the branch point, lines, renames, new files; not what git ignores', async () => {
  const repo = new Repository();
  repo.commit('2026-01-05', `${start}==> src/old name.js <==\nalpha\nbeta\ngamma\ndelta\n==> gone.txt <==\nx\n`);
  git(repo.root, 'checkout', '-q', '-b', 'work');
  repo.commit('2026-01-06', () => {
    git(repo.root, 'mv', 'src/old name.js', 'src/new\tname.js');
    git(repo.root, 'rm', '-q', 'gone.txt');
  });
  writeFileSync(join(repo.root, 'src/a.js'), 'one\n2\nthree\nfour\n');
  writeFileSync(join(repo.root, 'fresh.js'), 'x\n');
  mkdirSync(join(repo.root, 'out'));
  writeFileSync(join(repo.root, 'out/x.js'), 'x\n');
  const tools = nodeTools(repo.root);
  const found = value(await tools.changes({}, {}));
  assert.equal(found.from, 'branch');
  assert.equal(found.commits, 1);
  assert.deepEqual(found.files, [
    { path: 'fresh.js', how: 'added' },
    { path: 'gone.txt', how: 'gone' },
    {
      path: 'src/a.js',
      how: 'changed',
      lines: [
        { from: 2, to: 2 },
        { from: 4, to: 4 },
      ],
    },
    { path: 'src/new\tname.js', how: 'renamed', from: 'src/old name.js', lines: [] },
  ]);
  const below = value(await nodeTools(join(repo.root, 'src')).changes({}, {}));
  assert.deepEqual(
    below.files.map((f) => f.path),
    ['a.js', 'new\tname.js'],
  );
  assert.equal(value(await tools.changes({ since: 'HEAD' }, {})).files.length, 2);
  assert.equal(why(await tools.changes({ since: '--output=x' }, {})), 'git knows no commit --output=x.');
  assert.ok(!existsSync(join(repo.root, 'x')));
});

it('changes: a file that becomes a link moves the lines of no other file', { skip: process.platform === 'win32' }, async () => {
  const repo = new Repository();
  repo.commit('2026-01-05', `${start}==> src/b.js <==\n1\n2\n3\n==> src/c.js <==\n1\n`);
  rmSync(join(repo.root, 'src/a.js'));
  symlinkSync('b.js', join(repo.root, 'src/a.js'));
  writeFileSync(join(repo.root, 'src/b.js'), '1\n2\n3\nfour\n');
  writeFileSync(join(repo.root, 'src/c.js'), 'one\n');
  assert.deepEqual(value(await nodeTools(repo.root).changes({}, {})).files, [
    { path: 'src/a.js', how: 'changed' },
    { path: 'src/b.js', how: 'changed', lines: [{ from: 4, to: 4 }] },
    { path: 'src/c.js', how: 'changed', lines: [{ from: 1, to: 1 }] },
  ]);
});

it('changes: a shallow clone that does not reach the branch point is unknown; no repository too', async () => {
  const repo = new Repository();
  for (const day of ['2026-01-05', '2026-01-06']) repo.commit(day, start);
  git(repo.root, 'checkout', '-q', '-b', 'work');
  for (const day of ['2026-01-07', '2026-01-08']) repo.commit(day, `==> b.txt <==\n${day}\n`);
  git(repo.root, 'checkout', '-q', 'main');
  const clone = join(repo.root, 'out/clone');
  execFileSync('git', ['clone', '-q', '--depth', '1', '--no-single-branch', '--branch', 'work', `file://${repo.root}`, clone], {
    stdio: 'ignore',
  });
  assert.match(why(await nodeTools(clone).changes({}, {})), /^History is shallow here/);
  // As a build server clones: one branch, and then no branch at all.
  const alone = join(repo.root, 'out/alone');
  execFileSync('git', ['clone', '-q', '--depth', '1', '--branch', 'work', `file://${repo.root}`, alone], { stdio: 'ignore' });
  assert.match(why(await nodeTools(alone).changes({}, {})), /^History is shallow here/);
  git(alone, 'checkout', '-q', '--detach');
  assert.match(why(await nodeTools(alone).changes({}, {})), /^History is shallow here/);
  assert.match(why(await nodeTools(alone).changes({ since: 'HEAD~1' }, {})), /^git knows no commit HEAD~1\. History is shallow/);
  assert.match(why(await nodeTools(tmpdir()).changes({}, {})), /^There is no git repository here\./);
});

it('changes: what came on the main branch since it was left is no change of this one', async () => {
  const repo = new Repository();
  repo.commit('2026-01-05', start);
  git(repo.root, 'checkout', '-q', '-b', 'work');
  repo.commit('2026-01-06', '==> mine.txt <==\n1\n');
  git(repo.root, 'checkout', '-q', 'main');
  repo.commit('2026-01-07', '==> theirs.txt <==\n1\n');
  git(repo.root, 'checkout', '-q', 'work');
  const found = value(await nodeTools(repo.root).changes({ since: 'main' }, {}));
  assert.deepEqual(found.files, [{ path: 'mine.txt', how: 'added' }]);
  git(repo.root, 'checkout', '-q', '--orphan', 'other');
  repo.commit('2026-01-08', '==> mine.txt <==\n2\n');
  assert.equal(why(await nodeTools(repo.root).changes({ since: 'main' }, {})), 'HEAD and main have no commit in common.');
});

it('run: exit code, output, pipeline; what takes a shell or is not there is unknown', async () => {
  const { root } = new Repository();
  const tools = nodeTools(root);
  const ran = value(await tools.try({ command: `${node} -e "console.log('a');console.error('b');process.exit(3)"` }, {}));
  assert.equal(ran.exit, 3);
  assert.deepEqual([...ran.output.tail].sort(), ['a', 'b']);
  const piped = value(await tools.try({ command: `printf "b\\na\\n" | sort && true` }, {}));
  assert.deepEqual(piped.output.tail, ['a', 'b']);
  assert.equal(value(await tools.try({ command: 'false && printf no' }, {})).output.bytes, 0);
  assert.match(why(await tools.try({ command: 'echo x > y' }, {})), /It takes a shell: a redirection/);
  assert.match(why(await tools.try({ command: 'no-such-program-here x' }, {})), /there is no program no-such-program-here here/);
  assert.match(why(await tools.try({ command: 'true', workdir: '../..' }, {})), /there is no folder/);
});

it('run: a time limit ends it with all that it started', async () => {
  const { root } = new Repository();
  const mark = join(root, 'mark');
  const child = `setTimeout(()=>require('fs').writeFileSync(${JSON.stringify(mark)},''),3000)`;
  const code = `require('child_process').spawn(process.execPath,['-e',${JSON.stringify(child)}],{stdio:'inherit'});setInterval(()=>{},1000)`;
  const script = join(root, 's.cjs');
  writeFileSync(script, code);
  const ran = value(await nodeTools(root).try({ command: `${node} s.cjs`, seconds: 1 }, {}));
  assert.deepEqual([ran.exit, ran.timedOut], [null, true]);
  await new Promise((r) => setTimeout(r, 3000));
  assert.ok(!existsSync(mark));
});

it('run: problems are found wherever they stand in the output, and go on no record', async () => {
  const { root } = new Repository();
  const script = `console.error('src/a.c:3:5: error: early');for(let i=0;i<2000;i++)console.error('line '+i);process.stderr.write('src/b.c:1:1: error: no end of line');`;
  writeFileSync(join(root, 's.cjs'), script);
  const ran = value(await nodeTools(root).run({ command: `${node} s.cjs` }, {}));
  assert.deepEqual(
    ran.told.placed.map((p) => `${p.path}:${p.line}`),
    ['src/a.c:3', 'src/b.c:1'],
  );
  assert.equal(ran.output.tail.length, 40);
  assert.ok(!readFileSync(join(root, EVIDENCE), 'utf8').includes('early'));
});

it('run: called off', async () => {
  const { root } = new Repository();
  const stop = new AbortController();
  setTimeout(() => stop.abort(), 200);
  assert.equal(why(await nodeTools(root).try({ command: 'sleep 60' }, { signal: stop.signal })), 'It was called off.');
});

it('a record says what ran on what, and the chain tells what was changed', async () => {
  const repo = new Repository();
  const commit = repo.commit('2026-01-05', start);
  const tools = nodeTools(repo.root);
  const first = value(await tools.run({ command: 'true', packet: 'WP-1-Login' }, {}));
  assert.deepEqual([first.commit, first.dirty, first.exit, first.previous], [commit, false, 0, '']);
  assert.equal(first.tree, git(repo.root, 'rev-parse', 'HEAD^{tree}'));
  writeFileSync(join(repo.root, 'src/a.js'), 'other\n');
  const second = value(await tools.run({ command: 'false' }, {}));
  assert.deepEqual([second.dirty, second.exit, second.previous], [true, 1, first.digest]);
  assert.notEqual(second.tree, first.tree);
  assert.equal(git(repo.root, 'status', '--porcelain', '--', 'src'), 'M src/a.js');
  const path = join(repo.root, EVIDENCE);
  const read = async () => (await readEvidence(repo.root, undefined)).records.map((r) => r.is);
  assert.deepEqual(await read(), ['recorded', 'recorded']);
  const good = readFileSync(path, 'utf8');
  writeFileSync(path, good.replace('"exit":1', '"exit":0'));
  assert.deepEqual(await read(), ['recorded', 'broken']);
  writeFileSync(path, good.slice(good.indexOf('\n') + 1));
  assert.deepEqual(await read(), ['broken']);
  writeFileSync(path, `${good}{"half":`);
  value(await tools.run({ command: 'true' }, {}));
  const { records, broken } = await readEvidence(repo.root, undefined);
  assert.deepEqual(
    records.map((r) => r.is),
    ['recorded', 'recorded', 'recorded'],
  );
  assert.deepEqual(broken, [{ line: 3, says: 'it is no evidence record' }]);
});

it('anyone can compute a record’s digest again', async () => {
  const { root } = new Repository();
  const record = value(await nodeTools(root).run({ command: 'true' }, {}));
  const said = execFileSync('sha256sum', { input: contentOf(record), encoding: 'utf8' });
  assert.equal(record.digest, `sha256:${said.slice(0, 64)}`);
});

it('a record signed by a key that is allowed says whose; by another, or for another text, it does not', async () => {
  const { root } = new Repository();
  const key = (name: string): string => {
    execFileSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-C', name, '-f', join(root, name)]);
    return readFileSync(join(root, `${name}.pub`), 'utf8');
  };
  const signers = `ada@example.org ${key('ada')}`;
  key('eve');
  const add = (name: string) =>
    addEvidence(root, { ...ran, command: name }, { state: undefined, key: join(root, name) }, new Date());
  const ran = { command: 'x', workdir: '.', exit: 0, took: 1, output: { digest: 'sha256:0', bytes: 0, tail: [] } };
  await add('ada');
  await add('eve');
  const is = async () => (await readEvidence(root, signers)).records.map((r) => [r.is, r.by ?? r.wrong]);
  assert.deepEqual(await is(), [
    ['signed', 'ada@example.org'],
    ['recorded', 'no allowed signer had its key then'],
  ]);
  await assert.rejects(addEvidence(root, ran, { state: undefined, key: join(root, 'none') }, new Date()), /did not sign/);
});

it('several at once lose no record', async () => {
  const { root } = new Repository();
  await Promise.all(Array.from({ length: 20 }, () => nodeTools(root).run({ command: 'true' }, {})));
  const { records, broken } = await readEvidence(root, undefined);
  assert.deepEqual([records.length, broken.length], [20, 0]);
});

it('commits: a range, one, oldest first; what is none', async () => {
  const repo = new Repository();
  repo.commit('2026-01-05', start, 'one');
  const two = repo.commit('2026-01-06', '==> b <==\nb\n', 'two\n\nWP_ID: WP-1-Login');
  repo.commit('2026-01-07', '==> c <==\nc\n', 'three');
  const tools = nodeTools(repo.root);
  const range = value(await tools.commits({ range: 'HEAD~2..HEAD' }, {}));
  assert.deepEqual(
    range.map((c) => c.message),
    ['two\n\nWP_ID: WP-1-Login', 'three'],
  );
  assert.deepEqual(
    value(await tools.commits({ range: two }, {})).map((c) => c.id),
    [two],
  );
  assert.equal(why(await tools.commits({ range: '--all..HEAD' }, {})), 'git knows no commit --all.');
});

it('coverage: lcov and Cobertura add up; what is neither is unknown', async () => {
  const { root } = new Repository();
  const put = (path: string, text: string): void => {
    mkdirSync(join(root, path, '..'), { recursive: true });
    writeFileSync(join(root, path), text);
  };
  put('src/a.js', 'x\n');
  put('pkg/src/b.js', 'x\n');
  put('coverage/lcov.info', `TN:\nSF:${root}/src/a.js\nDA:1,0\nDA:2,3\nend_of_record\n`);
  put('pkg/coverage/lcov.info', 'SF:src/b.js\nDA:1,1\nend_of_record\n');
  put(
    'cobertura.xml',
    `<?xml version="1.0"?><coverage><sources><source>${root}/src</source></sources><packages><package><classes>
    <class name="a" filename="a.js"><lines><line number="1" hits="2" branch="false"/></lines></class></classes></package></packages></coverage>`,
  );
  const globs = ['**/lcov.info', '**/cobertura.xml'];
  const found = value(await nodeTools(root).coverage({ globs }, {}));
  assert.deepEqual(found.reports, ['cobertura.xml', 'coverage/lcov.info', 'pkg/coverage/lcov.info']);
  assert.deepEqual(found.files, [
    { path: 'pkg/src/b.js', lines: [[1, 1]] },
    {
      path: 'src/a.js',
      lines: [
        [1, 2],
        [2, 3],
      ],
    },
  ]);
  put('coverage/lcov.info', '<html></html>');
  assert.match(why(await nodeTools(root).coverage({ globs }, {})), /lcov\.info is no coverage report/);
});

const double = `
==> src/double.js <==
exports.double = (n) => {
  if (n < 0) return 0;
  return n * 2;
};
exports.unused = 1;
==> test.js <==
const { double } = require('./src/double');
if (double(2) !== 4) { console.error('wrong'); process.exit(1); }
if (!require('fs').existsSync('node_modules/dep')) process.exit(4);
==> .gitignore <==
node_modules/
`;
const scratches = (): readonly string[] => readdirSync(tmpdir()).filter((n) => n.startsWith('gatehouse-removal-'));

it('removal: proven, built, survived, red; the uncommitted change is there, and nothing is left', async () => {
  const repo = new Repository();
  repo.commit('2026-01-05', double);
  mkdirSync(join(repo.root, 'node_modules/dep'), { recursive: true });
  const before = git(repo.root, 'status', '--porcelain');
  const check = async (from: number, to: number, kept?: Map<string, Uint8Array>) => {
    const keeping = kept && { get: (n: string) => kept.get(n), put: (n: string, b: Uint8Array) => void kept.set(n, b) };
    const tools = nodeTools(repo.root, keeping ? { kept: keeping } : {});
    return value(await tools.removal({ path: 'src/double.js', from, to, command: `${node} test.js` }, {})).is;
  };
  assert.equal(await check(3, 3), 'proven');
  assert.equal(await check(1, 1), 'built');
  assert.equal(await check(2, 2), 'survived');
  const kept = new Map<string, Uint8Array>();
  assert.equal(await check(5, 5, kept), 'survived');
  assert.equal(kept.size, 1);
  writeFileSync(
    join(repo.root, 'src/double.js'),
    readFileSync(join(repo.root, 'src/double.js'), 'utf8').replace('n * 2', 'n * 3'),
  );
  assert.equal(await check(5, 5, kept), 'red');
  git(repo.root, 'checkout', '-q', 'src/double.js');
  assert.equal(git(repo.root, 'status', '--porcelain'), before);
  assert.equal(git(repo.root, 'worktree', 'list').split('\n').length, 1);
  assert.deepEqual(scratches(), []);
});

it('hook: absent, idle, biting, refusing everything; by core.hooksPath too', async () => {
  const repo = new Repository();
  repo.commit('2026-01-05', start);
  const plant = { 'docs/bad.md': 'bad\n' };
  const is = async (script?: string, at = '.git/hooks/pre-commit') => {
    if (script !== undefined) {
      mkdirSync(join(repo.root, at, '..'), { recursive: true });
      writeFileSync(join(repo.root, at), `#!/bin/sh\n${script}\n`, { mode: 0o755 });
    }
    const found = await nodeTools(repo.root).hook({ plant }, {});
    return found.is === 'known' ? found.value.is : found.says;
  };
  assert.equal(await is(), 'absent');
  assert.equal(await is('exit 0'), 'idle');
  assert.equal(await is('! git diff --cached --name-only | grep -q bad.md'), 'bites');
  assert.match(await is('exit 1'), /^It refuses every commit as things are/);
  git(repo.root, 'config', 'core.hooksPath', 'own hooks');
  assert.equal(await is(), 'absent');
  assert.equal(await is('exit 0', 'own hooks/pre-commit'), 'idle');
  assert.equal(git(repo.root, 'status', '--porcelain'), '?? "own hooks/"');
});
