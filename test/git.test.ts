/** History as real repositories tell it. */
import assert from 'node:assert/strict';
import { chmodSync, mkdirSync, readFileSync, renameSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { md } from '#core/rule';
import type { Answered, Question } from '#core/world';
import { changedPaths, staged } from '#host/changed';
import { nodeFiles } from '#host/node-files';
import { changes } from '#host/tools/changes';
import { copyTo } from '#host/tools/scratch';
import { treeState } from '#host/tools/tree';
import { emptyFolder } from './support/disk';
import { git, Repository } from './support/repository';

const ask = (root: string, ...questions: readonly Question[]): Promise<readonly Answered[]> =>
  nodeFiles(root, () => '2026-01-01').answer(questions);
const one = async (root: string, question: Question): Promise<Answered> => (await ask(root, question))[0] as Answered;
const commits = (a: Answered): unknown =>
  'value' in a ? (a.value as readonly { day: string; path: string }[]).map((c) => `${c.day} ${c.path}`) : a.unknown;

const login = 'docs/WP-1-Login.md';
const signed = md`
  ==> docs/WP-1-Login.md <==
  # WP-1-Login
  - USER_SIGNATURE: alice151220251000
  - What: People log in with a name and a password.
  - Why: Everybody else should stay outside.
`;
const touched = (path: string, text = 'alice151220251000'): Question => ({ ask: 'touched', path, text });

describe('git: touched', () => {
  it('tells the commits that wrote a text and took it away, oldest first', async () => {
    const r = new Repository();
    r.commit('2025-12-14', '==> docs/WP-1-Login.md <==\n# WP-1-Login\n');
    r.commit('2025-12-15', signed);
    r.commit('2025-12-16', signed.replace('password', 'key'));
    r.commit('2025-12-17', signed.replace('alice151220251000', 'pending'));
    r.commit('2025-12-18', signed);
    assert.deepEqual(commits(await one(r.root, touched(login))), [
      `2025-12-15 ${login}`,
      `2025-12-17 ${login}`,
      `2025-12-18 ${login}`,
    ]);
    assert.deepEqual(await one(r.root, touched('docs/none.md')), { value: [] });
    assert.deepEqual(await one(r.root, touched(login, 'bob')), { value: [] });
  });

  it('follows renames, within a folder and out of another', async () => {
    const r = new Repository();
    const move = (from: string, to: string) => () => {
      mkdirSync(join(r.disk.full(to), '..'), { recursive: true });
      renameSync(r.disk.full(from), r.disk.full(to));
    };
    r.commit('2025-12-15', `==> README.md <==\nx\n${signed}`);
    r.commit('2025-12-16', move(login, 'docs/WP-1-Sign-In.md'));
    r.commit('2025-12-17', move('docs/WP-1-Sign-In.md', 'docs/packets/open/WP-1-Sign-In.md'));
    r.commit('2025-12-18', move('docs/packets/open/WP-1-Sign-In.md', 'docs/task_packets/WP-1-In.md'));
    const path = 'docs/task_packets/WP-1-In.md';
    assert.deepEqual(commits(await one(r.root, touched(path))), [`2025-12-15 ${login}`]);
    // So many files that their folders are asked for.
    const many = Array.from({ length: 60 }, (_, i) => touched(i === 30 ? path : `docs/task_packets/WP-${i}.md`));
    assert.deepEqual(commits((await ask(r.root, ...many))[30] as Answered), [`2025-12-15 ${login}`]);
  });

  it('counts a merge only where its result is unlike every parent', async () => {
    const r = new Repository();
    r.commit('2025-12-14', '==> docs/WP-1-Login.md <==\n# WP-1-Login\n');
    git(r.root, 'checkout', '-q', '-b', 'work');
    r.commit('2025-12-15', signed);
    git(r.root, 'checkout', '-q', 'main');
    r.commit('2025-12-16', '==> other.md <==\nx\n');
    git(r.root, 'merge', '-q', '--no-edit', 'work');
    assert.deepEqual(commits(await one(r.root, touched(login))), [`2025-12-15 ${login}`]);
  });

  it('reads a folder inside a repository, and nothing above it', async () => {
    const r = new Repository();
    r.commit('2025-12-15', `==> sub/README.md <==\nx\n${signed}`);
    r.commit('2025-12-16', () => {
      mkdirSync(r.disk.full('sub/docs'));
      renameSync(r.disk.full(login), r.disk.full(`sub/${login}`));
    });
    assert.deepEqual(commits(await one(r.disk.full('sub'), touched(login))), [`2025-12-16 ${login}`]);
  });

  it('takes hostile names and texts for what they are', async () => {
    const r = new Repository();
    const names = ['--output=x.md', '*.md', ':(glob)a.md', 'a b\tc.md', ':colon.md', 'ünï.md', '-.md', 'line\nbreak.md'];
    r.commit('2025-12-15', () => {
      for (const n of names) writeFileSync(r.disk.full(n), `signed ${names.indexOf(n)} --all $(id) \\0\n`);
    });
    const answers = await ask(r.root, ...names.map((n, i) => touched(n, `signed ${i} --all $(id)`)));
    const told = answers.map(commits);
    assert.deepEqual(
      told.slice(0, -1),
      names.slice(0, -1).map((n) => [`2025-12-15 ${n}`]),
    );
    assert.deepEqual(told.at(-1), []);
    assert.deepEqual(await one(r.root, touched('docs', '')), { value: [] });
  });

  it('reads old encodings', async () => {
    const r = new Repository();
    r.commit('2025-12-15', () => {
      writeFileSync(r.disk.full('a.md'), Buffer.from('caf\xe9 \x96 alice\n', 'latin1'));
      writeFileSync(r.disk.full('b.md'), Buffer.from('\uFEFFalice\n', 'utf16le'));
    });
    const [a, b] = await ask(r.root, touched('a.md', 'café – alice'), touched('b.md', 'alice'));
    assert.deepEqual([commits(a as Answered), commits(b as Answered)], [['2025-12-15 a.md'], ['2025-12-15 b.md']]);
  });
});

describe('git: texts of the past', () => {
  it('gives a file and its lines at a commit', async () => {
    const r = new Repository();
    const first = r.commit('2025-12-15', '==> a.md <==\none\ntwo\nthree\n');
    r.commit('2025-12-16', '==> a.md <==\nother\n');
    const answers = await ask(
      r.root,
      { ask: 'past', path: 'a.md', commit: first },
      { ask: 'past', path: 'none.md', commit: first },
      { ask: 'past', path: 'a.md', commit: 'f'.repeat(40) },
      { ask: 'past', path: 'a.md', commit: '--batch' },
      { ask: 'lines', path: 'a.md', from: 2, to: 3, commit: first.slice(0, 10) },
      { ask: 'lines', path: 'a.md', from: 1, to: 1 },
    );
    assert.deepEqual(answers, [
      { value: 'one\ntwo\nthree\n' },
      { value: undefined },
      { value: undefined },
      { value: undefined },
      { value: { lines: ['two', 'three'], total: 3 } },
      { value: { lines: ['other'], total: 1 } },
    ]);
  });

  it('tells the lines that went, the latest first, and not those that came back', async () => {
    const r = new Repository();
    r.commit('2025-12-15', '==> a.md <==\none\ntwo\nthree\nfour\n');
    const second = r.commit('2025-12-16', '==> a.md <==\none\nthree\nfour\n');
    r.commit('2025-12-17', '==> a.md <==\nfour\nthree\n');
    r.commit('2025-12-18', '==> a.md <==\none\nfour\nthree\n');
    r.disk.write('a.md', 'one\nfour\n');
    assert.deepEqual(await one(r.root, { ask: 'removed', path: 'a.md' }), {
      value: [
        { text: 'three', by: undefined },
        { text: 'two', by: { id: second, day: '2025-12-16', path: 'a.md' } },
      ],
    });
  });

  it('tells them of hundreds of files at once, each its own', async () => {
    const r = new Repository();
    const paths = Array.from({ length: 250 }, (_, i) => `docs/${i}.md`);
    const all = (text: (i: number) => string): string => paths.map((p, i) => `==> ${p} <==\n${text(i)}`).join('');
    r.commit(
      '2025-12-15',
      all((i) => `one ${i}\ntwo ${i}\n`),
    );
    r.commit(
      '2025-12-16',
      all((i) => (i % 2 === 0 ? `two ${i}\n` : `one ${i}\ntwo ${i}\nthree\n`)),
    );
    const asked = ['docs/new.md', ...paths].map((path): Question => ({ ask: 'removed', path }));
    const gone = (await ask(r.root, ...asked)).map((a) =>
      'value' in a ? (a.value as readonly { text: string }[]).map((l) => l.text) : a,
    );
    assert.deepEqual(gone, [[], ...paths.map((_, i) => (i % 2 === 0 ? [`one ${i}`] : []))]);
  });
});

describe('git: elsewhere', () => {
  const word: Question = { ask: 'elsewhere', text: 'alice151220251000' };
  const found = (a: Answered): unknown =>
    'value' in a
      ? (a.value as readonly { branch: string; path: string; text: string }[])
          .map((l) => `${l.branch} ${l.path} ${l.text}`)
          .sort()
      : a.unknown;

  it('looks into other branches and worktrees, committed or not', async () => {
    const r = new Repository();
    r.commit('2025-12-14', '==> docs/WP-1-Login.md <==\n# WP-1-Login\n');
    git(r.root, 'checkout', '-q', '-b', 'feature/x');
    r.commit('2025-12-15', `${signed}==> src/a.ts <==\nalice151220251000\n`);
    git(r.root, 'checkout', '-q', 'main');
    const other = join(emptyFolder(), 'tree');
    git(r.root, 'worktree', 'add', '-q', '-b', 'tree', other);
    writeFileSync(join(other, 'new.md'), 'Signature: `alice151220251000`.\nxalice151220251000 alice1512202510001\n');
    symlinkSync('/etc/hostname', join(other, 'link.md'));
    assert.deepEqual(found(await one(r.root, word)), [
      `feature/x ${login} - USER_SIGNATURE: alice151220251000`,
      'tree new.md Signature: `alice151220251000`.',
    ]);
    assert.deepEqual(found(await one(other, word)), [`feature/x ${login} - USER_SIGNATURE: alice151220251000`]);
    assert.deepEqual(commits(await one(other, touched(login, 'WP-1-Login'))), [`2025-12-14 ${login}`]);
  });

  it('tells nothing of what is the same here', async () => {
    const r = new Repository();
    r.commit('2025-12-15', signed);
    git(r.root, 'branch', 'same');
    assert.deepEqual(await one(r.root, word), { value: [] });
  });
});

describe('git: what cannot be known', () => {
  const all: readonly Question[] = [
    touched(login),
    { ask: 'past', path: login, commit: 'a'.repeat(40) },
    { ask: 'removed', path: login },
    { ask: 'elsewhere', text: 'x' },
    { ask: 'lines', path: login, from: 1, to: 2, commit: 'a'.repeat(40) },
  ];

  it('says that there is no repository', async () => {
    assert.deepEqual(
      await ask(emptyFolder(), ...all),
      all.map(() => ({ unknown: 'no-git' })),
    );
  });

  it('knows that nothing happened where there is no commit', async () => {
    const r = new Repository();
    r.disk.write(login, 'alice151220251000\n');
    assert.deepEqual(await ask(r.root, ...all), [
      { value: [] },
      { value: undefined },
      { value: [] },
      { value: [] },
      { value: undefined },
    ]);
  });

  it('does not take the cut of a shallow history for its beginning', async () => {
    const r = new Repository();
    const first = r.commit('2025-12-14', signed.replaceAll('Login', 'Store'));
    r.commit('2025-12-15', signed);
    r.commit('2025-12-16', `==> docs/WP-1-New.md <==\n# WP-1-New\nbob\n`);
    r.commit('2025-12-17', `==> docs/WP-1-New.md <==\n# WP-1-New\nalice\n`);
    const copy = join(emptyFolder(), 'copy');
    git(r.root, 'clone', '-q', '--depth', '2', `file://${r.root}`, copy);
    const answers = await ask(
      copy,
      touched(login),
      touched('docs/WP-1-New.md', 'alice'),
      { ask: 'removed', path: 'docs/WP-1-New.md' },
      { ask: 'past', path: login, commit: first },
      { ask: 'elsewhere', text: 'x' },
    );
    assert.deepEqual(
      answers.map((a) => ('unknown' in a ? a.unknown : commits(a))),
      ['shallow', ['2025-12-17 docs/WP-1-New.md'], 'shallow', 'shallow', []],
    );
  });

  it('says so when git is not there, or does not trust the folder', async () => {
    const r = new Repository();
    r.commit('2025-12-15', signed);
    const { PATH } = process.env;
    process.env.PATH = emptyFolder();
    const none = await ask(r.root, ...all);
    process.env.PATH = PATH;
    assert.deepEqual(
      none,
      all.map(() => ({ unknown: 'no-git' })),
    );
    const bin = emptyFolder();
    writeFileSync(join(bin, 'git'), '#!/bin/sh\necho "fatal: detected dubious ownership in repository at \'.\'" >&2\nexit 128\n');
    chmodSync(join(bin, 'git'), 0o755);
    process.env.PATH = `${bin}:${PATH}`;
    const foreign = await ask(r.root, ...all);
    process.env.PATH = PATH;
    assert.deepEqual(
      foreign,
      all.map(() => ({ unknown: 'untrusted' })),
    );
  });
});

describe('git: safety', () => {
  it('runs nothing that the repository names, and heeds no variable that leads elsewhere', async () => {
    const r = new Repository();
    r.commit('2025-12-15', `==> .gitattributes <==\n*.md diff=evil filter=evil\n${signed}`);
    r.commit('2025-12-16', signed.replace('password', 'key'));
    const trap = `touch ${r.disk.full('ran')}`;
    for (const name of [
      'core.fsmonitor',
      'diff.external',
      'diff.evil.command',
      'diff.evil.textconv',
      'filter.evil.clean',
      'filter.evil.smudge',
      'gpg.program',
      'core.pager',
    ])
      git(r.root, 'config', name, trap);
    git(r.root, 'config', 'log.showSignature', 'true');
    git(r.root, 'branch', 'old', 'HEAD~1');
    process.env.GIT_DIR = '/nowhere';
    process.env.GIT_EXTERNAL_DIFF = trap;
    const [t, gone, other] = await ask(
      r.root,
      touched(login),
      { ask: 'removed', path: login },
      { ask: 'elsewhere', text: 'alice151220251000' },
    );
    delete process.env.GIT_DIR;
    delete process.env.GIT_EXTERNAL_DIFF;
    assert.deepEqual(commits(t as Answered), [`2025-12-15 ${login}`]);
    assert.ok('value' in (gone as Answered) && 'value' in (other as Answered));
    assert.throws(() => r.disk.read('ran'), /ENOENT/);
    // What is compared with the working tree would go through its filters.
    r.disk.write(login, `${r.disk.read(login)}\nMore.\n`);
    const [since, paths, commit] = [
      await changes(r.root, { since: 'HEAD' }),
      await changedPaths(r.root, undefined),
      await staged(r.root, {}),
    ];
    assert.deepEqual([since.is, paths.is, commit.is], ['known', 'known', 'known']);
    assert.deepEqual(since.is === 'known' && since.value.files.map((f) => f.path), [login]);
    assert.throws(() => r.disk.read('ran'), /ENOENT/);
  });

  it('runs no filter of a submodule, nor of one within it, and tells that its files are others', async () => {
    const r = new Repository();
    const names = ['sub', 'sub/deep'];
    for (const name of [...names].reverse()) {
      mkdirSync(r.disk.full(name), { recursive: true });
      const inner = new Repository(r.disk.full(name));
      inner.commit('2025-12-14', `==> .gitattributes <==\n*.txt filter=${name}\n==> a.txt <==\none\n`);
      git(inner.root, 'config', `filter.${name}.clean`, `touch ${r.disk.full('ran')}; cat`);
    }
    r.commit('2025-12-15', signed);
    // Of the same size: git has to read it to tell.
    for (const name of names) r.disk.write(`${name}/a.txt`, 'two\n');
    const told = await changes(r.root, { since: 'HEAD' });
    assert.deepEqual(told.is === 'known' && told.value.files.map((f) => f.path), ['sub']);
    assert.throws(() => r.disk.read('ran'), /ENOENT/);
  });

  it('starts no filter for a record or a scratch copy either, nor one that a submodule defines', async () => {
    const r = new Repository();
    const other = new Repository();
    other.commit('2025-12-15', '==> .gitattributes <==\n*.md filter=sub\n==> a.md <==\none\n');
    r.commit('2025-12-15', `==> .gitattributes <==\n*.md filter=evil\n${signed}`);
    git(r.root, '-c', 'protocol.file.allow=always', 'submodule', 'add', '-q', other.root, 'sub');
    git(r.root, 'commit', '-q', '-m', 'sub');
    const trap = `touch ${r.disk.full('.git/ran')}`;
    git(r.root, 'config', 'filter.evil.clean', trap);
    git(r.disk.full('sub'), 'config', 'filter.sub.clean', trap);
    // As long as before: git has to look into it.
    r.disk.write('sub/a.md', 'two\n');
    r.disk.write(login, `${r.disk.read(login)}\nMore.\n`);
    const state = await treeState(r.root);
    assert.equal(state?.dirty, true);
    const scratch = join(emptyFolder(), 'copy');
    await copyTo(r.root, scratch);
    assert.match(readFileSync(join(scratch, login), 'utf8'), /More\.\n$/);
    assert.throws(() => r.disk.read('.git/ran'), /ENOENT/);
    git(r.root, 'status');
    assert.equal(r.disk.read('.git/ran'), '', 'the trap works');
  });

  it('answers anew when there is a new commit', async () => {
    const r = new Repository();
    r.commit('2025-12-15', signed);
    const files = nodeFiles(r.root, () => '2026-01-01');
    const told = async (): Promise<unknown> => commits((await files.answer([touched(login)]))[0] as Answered);
    assert.deepEqual(await told(), [`2025-12-15 ${login}`]);
    r.commit('2025-12-16', signed.replace('alice151220251000', 'pending'));
    assert.deepEqual(await told(), [`2025-12-15 ${login}`, `2025-12-16 ${login}`]);
  });
});
