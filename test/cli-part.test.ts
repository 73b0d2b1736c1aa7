/** `gatehouse check` of a part: what has changed, what is staged, one shard of several. */
import assert from 'node:assert/strict';
import { rmSync } from 'node:fs';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { isInShard } from '../server/src/cli/narrow';
import { disk } from './support/disk';
import { holds } from './support/property';
import { git, Repository } from './support/repository';
import { gatehouse, linesOf, reportOf } from './support/run';

const broken = (id: string, status = 'odd'): string => `==> docs/task_packets/${id}.md <==\n# ${id}\n- STATUS: ${status}\n`;
const start = '==> docs/TASK_BOARD.md <==\n## Backlog\n- WP-1-A\n- WP-1-B\n- WP-1-C\n';

function repository(): Repository {
  const r = new Repository();
  r.commit('2026-01-01', start + ['WP-1-A', 'WP-1-B', 'WP-1-C'].map((id) => broken(id)).join(''));
  return r;
}
const packets = (r: Repository, ...args: readonly string[]): readonly string[] => {
  const files = reportOf(args, { cwd: r.root }).findings.map((f) => f.file.replace(/^.*\/|\.md$/g, ''));
  return [...new Set(files)].filter((f) => f.startsWith('WP-')).sort();
};

describe('check --changed and --since', () => {
  it('tell only of what differs from the last commit, untracked files too', () => {
    const r = repository();
    assert.deepEqual(packets(r), ['WP-1-A', 'WP-1-B', 'WP-1-C']);
    assert.deepEqual(packets(r, '--changed'), []);
    disk(`${broken('WP-1-B', 'odder')}${broken('WP-1-D')}`, r.root);
    assert.deepEqual(packets(r, '--changed'), ['WP-1-B', 'WP-1-D']);
    rmSync(r.disk.full('docs/task_packets/WP-1-C.md'));
    assert.deepEqual(packets(r, '--changed'), ['WP-1-B', 'WP-1-D']);
  });

  it('tell of what this branch has done since it left the other, not of what the other did', () => {
    const r = repository();
    git(r.root, 'checkout', '-q', '-b', 'work');
    r.commit('2026-01-02', broken('WP-1-B', 'mine'));
    git(r.root, 'checkout', '-q', 'main');
    r.commit('2026-01-03', broken('WP-1-C', 'theirs'));
    git(r.root, 'checkout', '-q', 'work');
    assert.deepEqual(packets(r, '--since', 'main'), ['WP-1-B']);
  });

  it('find everything changed before the first commit, and see a folder below the root', () => {
    const r = new Repository();
    disk((start + broken('WP-1-A')).replaceAll('==> ', '==> app/'), r.root);
    assert.deepEqual(packets(r, '--changed', 'app'), ['WP-1-A']);
    git(r.root, 'add', '-A');
    assert.deepEqual(packets(r, '--changed', 'app'), ['WP-1-A']);
    assert.deepEqual(packets(r, '--staged', 'app'), ['WP-1-A']);
    r.commit('2026-01-01', '');
    assert.deepEqual(packets(r, '--changed', 'app'), []);
    disk(broken('WP-1-A', 'odder').replace('==> ', '==> app/'), r.root);
    assert.deepEqual(packets(r, '--changed', 'app'), ['WP-1-A']);
  });

  it('cannot tell in a shallow clone that lacks the revision, nor without git: exit code 2, and why', () => {
    const r = repository();
    const first = git(r.root, 'rev-parse', 'HEAD');
    r.commit('2026-01-02', broken('WP-1-B', 'odder'));
    const shallow = disk();
    git(shallow.root, 'clone', '-q', '--depth', '1', `file://${r.root}`, 'copy');
    const at = { cwd: shallow.full('copy') };
    const ran = gatehouse(['check', '--since', first], at);
    assert.deepEqual([ran.code, ran.out], [2, '']);
    assert.match(ran.err, /git knows no commit [0-9a-f]+\. History is shallow here/);
    const bare = disk(start);
    assert.equal(gatehouse(['check', '--changed'], { cwd: bare.root }).code, 2);
    assert.match(gatehouse(['check', '--staged'], { cwd: bare.root }).err, /There is no git repository here/);
  });

  it('takes a revision for nothing else', () => {
    const r = repository();
    for (const evil of ['--output=owned', '-h', 'main; touch owned', '', '$(touch owned)']) {
      const { code } = gatehouse(['check', `--since=${evil}`], { cwd: r.root });
      assert.equal(code, 2, evil);
    }
    assert.equal(git(r.root, 'status', '--short'), '');
  });
});

describe('check --staged', () => {
  it('judges the index, not the working tree', () => {
    const r = repository();
    disk(broken('WP-1-B', 'Backlog'), r.root);
    git(r.root, 'add', '-A');
    disk(broken('WP-1-B', 'odd again'), r.root);
    disk(broken('WP-1-C', 'not staged'), r.root);
    const rules = (...args: readonly string[]) =>
      linesOf(reportOf(args, { cwd: r.root })).filter((l) => /invalid-status/.test(l));
    assert.deepEqual(rules('--staged'), []);
    assert.equal(rules('--changed').length, 2);
    disk(broken('WP-1-B', 'odd'), r.root);
    git(r.root, 'add', 'docs/task_packets/WP-1-B.md');
    assert.equal(rules('--staged').length, 0, 'it is as it was committed: nothing is staged');
    disk(broken('WP-1-B', 'odder'), r.root);
    git(r.root, 'add', 'docs/task_packets/WP-1-B.md');
    disk(broken('WP-1-B', 'Backlog'), r.root);
    assert.equal(rules('--staged').length, 1);
  });

  it('knows of no file that is not in the index, and of those that only it has', () => {
    const r = repository();
    const link = '==> docs/task_packets/WP-1-B.md <==\n# WP-1-B\n- STATUS: Backlog\n\n[it](../notes.md)\n';
    disk(`${link}==> docs/notes.md <==\n# Notes\n`, r.root);
    const dead = () => linesOf(reportOf(['--staged'], { cwd: r.root })).filter((l) => l.includes('link-dead-file')).length;
    git(r.root, 'add', 'docs/task_packets/WP-1-B.md');
    assert.equal(dead(), 1, 'the notes are not staged');
    git(r.root, 'add', '-A');
    assert.equal(dead(), 0);
    r.disk.remove('docs/notes.md');
    assert.equal(dead(), 0, 'the index has them still');
    git(r.root, 'add', '-A');
    assert.equal(dead(), 1);
    r.disk.remove('docs/task_packets/WP-1-B.md');
    assert.equal(dead(), 1, 'a packet that only the index has');
  });

  it('finds the same with what is kept between runs as without', () => {
    const r = repository();
    disk(broken('WP-1-B', 'odder'), r.root);
    git(r.root, 'add', '-A');
    disk(broken('WP-1-B', 'Backlog'), r.root);
    const at = { cwd: r.root, env: { GATEHOUSE_CACHE: disk().root } };
    const lines = (...args: readonly string[]) => linesOf(reportOf(args, at));
    const fresh = lines('--staged', '--no-cache');
    assert.ok(fresh.length > 0);
    for (let i = 0; i < 2; i++) {
      assert.deepEqual(lines('--staged'), fresh);
      assert.deepEqual(lines(), lines('--no-cache'));
    }
  });

  const wrong: readonly [readonly string[], RegExp][] = [
    [['--staged', '--fix'], /cannot be used with --fix/],
    [['--staged', '--changed'], /exclude each other/],
    [['--shard', '0/2'], /2\/5/],
    [['--shard', '3/2'], /2\/5/],
    [['--shard', 'x'], /2\/5/],
  ];
  for (const [args, says] of wrong)
    it(`${args.join(' ')}: exit code 2, and why`, () => {
      const { code, err } = gatehouse(['check', ...args], { cwd: disk(start).root });
      assert.equal(code, 2);
      assert.match(err, says);
    });
});

describe('shards', () => {
  it('hold each file exactly once', () => {
    holds(
      fc.property(fc.string({ unit: 'binary' }), fc.integer({ min: 1, max: 40 }), (path, of) => {
        const mine = Array.from({ length: of }, (_, i) => isInShard(path, { index: i + 1, of })).filter(Boolean);
        assert.equal(mine.length, 1);
      }),
      500,
    );
  });

  it('together are the whole', () => {
    const r = repository();
    const whole = linesOf(reportOf([], { cwd: r.root }));
    const parts = [1, 2, 3].map((i) => linesOf(reportOf(['--shard', `${i}/3`], { cwd: r.root })));
    assert.deepEqual(parts.flat().sort(), [...whole].sort());
    assert.ok(parts.filter((p) => p.length > 0).length > 1, 'they are not all in one');
  });
});
