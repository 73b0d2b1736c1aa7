/** Findings over time: a folder's past from git's objects, which commits are looked at, and what is told of it. */
import assert from 'node:assert/strict';
import { rmSync, writeFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { z } from 'zod';
import type { PastCommit } from '#core/past';
import { Kept } from '#host/kept';
import { nodeFiles } from '#host/node-files';
import { nodePace } from '#host/node-pace';
import { past } from '#host/past';
import { Session } from '#service/engine/session';
import { findingsOverTime, spread } from '#service/overview/over-time';
import { actions, gates, rules, systems } from '#systems/registry.generated';
import { disk, emptyFolder } from './support/disk';
import { parsers } from './support/fixture';
import { git, Repository } from './support/repository';

const packet = (status: string, more = ''): string =>
  `==> docs/task_packets/WP-1-A.md <==\n# WP-1-A\n- TASK_ID: WP-1-A\n- STATUS: ${status}\n${more}`;
const board = (status: string): string => `==> docs/TASK_BOARD.md <==\n# Task Board\n\n## Backlog\n- [WP-1-A] ${status}\n`;

async function sessionOf(root: string, kept = new Kept(undefined, '')): Promise<Session> {
  const session = new Session({
    files: nodeFiles(root, () => '2026-03-01'),
    pace: nodePace,
    log: { info: () => {}, warn: () => {}, error: (m) => assert.fail(m) },
    plugins: { systems, rules, gates, actions },
    parsers,
    zod: () => z,
    past: past(root, kept),
  });
  await session.start();
  return session;
}
const told = async (session: Session) => (await findingsOverTime(session, '2026-03-01', {})) ?? assert.fail('called off');
const mismatches = async (session: Session) => (await told(session)).points.map((p) => `${p.day} ${p.errors}`);

function threeCommits(): Repository {
  const repository = new Repository();
  repository.commit('2026-01-01', packet('Backlog') + board('Backlog'));
  repository.commit('2026-01-05', '==> README.md <==\nNothing that is governed\n');
  repository.commit('2026-01-10', board('Done'));
  repository.commit('2026-01-20', board('Backlog'));
  return repository;
}

describe('which commits are looked at', () => {
  const commits = (...times: readonly number[]): PastCommit[] =>
    times.map((time) => ({ id: String(time), time, day: '2026-01-01' }));
  const ids = (all: readonly PastCommit[], most: number) => spread(all, most).map((c) => c.id);

  it('all of few, the oldest first', () => assert.deepEqual(ids(commits(3, 2, 1), 3), ['1', '2', '3']));

  it('the newest, the oldest, and what lies evenly between them', () => {
    assert.deepEqual(ids(commits(100, 99, 98, 97, 52, 51, 3, 2, 0), 3), ['0', '51', '100']);
    assert.deepEqual(ids(commits(100, 99, 98, 97, 52, 51, 3, 2, 0), 4), ['0', '51', '52', '100']);
  });

  it('as many as are asked for, also where all are of one moment', () =>
    assert.equal(ids(commits(...Array<number>(40).fill(7)), 11).length, 11));
});

describe('findings over time', () => {
  it('counts each commit that changed a governed document, and the files as they are', async () => {
    const { root } = threeCommits();
    disk(board('Done'), root);
    const { points, says } = await told(await sessionOf(root));
    assert.deepEqual(
      points.map((p) => p.day),
      ['2026-01-01', '2026-01-10', '2026-01-20', '2026-03-01'],
    );
    const [first, second, third, now] = points.map((p) => p.errors) as [number, number, number, number];
    // Board and packet contradict each other, told at both places, and so do the entry and its section.
    assert.deepEqual([second - first, third - first, now - first], [3, 0, 3]);
    assert.deepEqual(says, []);
    assert.ok(points.every((p) => !p.incomplete && p.documents >= 2));
  });

  it('looks at the past alone: not at what the working tree has or lacks', async () => {
    const repository = threeCommits();
    const before = await mismatches(await sessionOf(repository.root));
    rmSync(repository.disk.full('docs/TASK_BOARD.md'));
    writeFileSync(repository.disk.full('gatehouse.yaml'), 'packets:\n  sla: { Backlog: 1 }\n');
    const status = git(repository.root, 'status', '--porcelain');
    const after = await mismatches(await sessionOf(repository.root));
    assert.deepEqual(after.slice(0, -1), before.slice(0, -1));
    assert.equal(git(repository.root, 'status', '--porcelain'), status);
  });

  it('does not miss what git ignored then', async () => {
    const repository = new Repository();
    const cites = packet('Backlog', '- What: [it](../../out/it.html), [that](../../lib/that.html)\n');
    repository.commit('2026-01-01', cites);
    repository.commit('2026-01-02', `==> .gitignore <==\nout/\n${cites}more\n`);
    const [before = 0, after = 0] = (await told(await sessionOf(repository.root))).points.map((p) => p.errors + p.warnings);
    assert.equal(before - after, 1);
  });

  it('judges by the configuration of the time, on the day of the commit', async () => {
    const repository = new Repository();
    const late = '- [WP-1-A] Backlog since 2025-12-20\n';
    const entry = (more: string): string =>
      `${packet('Backlog')}==> docs/TASK_BOARD.md <==\n# Task Board\n\n## Backlog\n${late}${more}`;
    repository.commit('2025-12-22', entry(''));
    repository.commit('2026-01-20', entry('\n'));
    repository.commit('2026-01-21', '==> gatehouse.yaml <==\npackets:\n  sla: { Backlog: 400 }\n');
    const { points } = await told(await sessionOf(repository.root));
    const [early, over, allowed] = points.map((p) => p.warnings) as [number, number, number];
    assert.deepEqual([over - early, allowed - over], [1, -1]);
  });

  it('finds what history tells of a commit, and not what came after', async () => {
    const repository = new Repository();
    const row = (name: string): string => `| ${name}010120261000 | WP-1-A | 2026-01-01 10:00 | WP-1-A | v1.0 | |\n`;
    const audit = (rows: string): string =>
      `==> docs/SIGNATURE_AUDIT.md <==\n# Audit\n\n| Signature | Used By | Date/Time | Purpose | Master Spec Version | Notes |\n|---|---|---|---|---|---|\n${rows}`;
    repository.commit('2026-01-01', packet('Backlog') + audit(row('ada') + row('bob')));
    repository.commit('2026-01-02', audit(row('ada')));
    const edited = async (at: Session) => (await told(at)).points.map((p) => p.errors);
    const [first, second, now] = (await edited(await sessionOf(repository.root))) as [number, number, number];
    assert.ok(second > first, `${first} ${second}`);
    assert.equal(now, second);
  });

  it('reads a folder below the repository’s root', async () => {
    const repository = new Repository();
    repository.commit('2026-01-01', (packet('Backlog') + board('Done')).replaceAll('==> ', '==> app/'));
    repository.commit('2026-01-02', '==> docs/TASK_BOARD.md <==\n# Not of this folder\n');
    const { points } = await told(await sessionOf(`${repository.root}/app`));
    assert.deepEqual(
      points.map((p) => [p.day, p.documents]),
      [
        ['2026-01-01', 2],
        ['2026-03-01', 2],
      ],
    );
    assert.equal(points[0]?.errors, points[1]?.errors);
  });

  it('counts a commit once for each build', async () => {
    const { root } = threeCommits();
    const folder = emptyFolder();
    const progress: string[] = [];
    const count = async (stamp: string): Promise<number> => {
      const session = await sessionOf(root, new Kept(folder, stamp));
      let opened = 0;
      const own = session.options.past ?? assert.fail();
      const { files } = own;
      const counting: typeof files = (at) => {
        opened++;
        return files(at);
      };
      Object.assign(own, { files: counting });
      await findingsOverTime(session, '2026-03-01', { progress: (says) => void progress.push(says) });
      return opened;
    };
    assert.deepEqual([await count('1'), await count('1'), await count('2')], [3, 0, 3]);
    assert.deepEqual(progress.slice(0, 3), ['1 of 3: 2026-01-01', '2 of 3: 2026-01-10', '3 of 3: 2026-01-20']);
  });

  it('is called off between two commits', async () => {
    const session = await sessionOf(threeCommits().root);
    const seen: string[] = [];
    const signal = {
      get aborted() {
        return seen.length > 0;
      },
    } as AbortSignal;
    assert.equal(await findingsOverTime(session, '2026-03-01', { signal, progress: (says) => void seen.push(says) }), undefined);
    assert.equal(seen.length, 1);
  });

  it('says where there is no git, and where history is cut', async () => {
    const bare = disk(packet('Backlog'));
    const none = await told(await sessionOf(bare.root));
    assert.deepEqual([none.points.length, none.says], [1, ['There is no git repository here.']]);
    const { root } = threeCommits();
    const copy = emptyFolder();
    git(copy, 'clone', '-q', '--depth', '2', `file://${root}`, 'clone');
    const cut = await told(await sessionOf(`${copy}/clone`));
    assert.match(cut.says[0] ?? '', /History is shallow here/);
    const fresh = new Repository();
    disk(packet('Backlog'), fresh.root);
    assert.deepEqual((await told(await sessionOf(fresh.root))).says, ['No commit has changed a governed document yet.']);
  });
});
