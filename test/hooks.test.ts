/** `gatehouse hook`: what git runs before a commit, in repositories with and without a manager of hooks. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readFileSync, readlinkSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { parse } from 'yaml';
import { isExempt } from '#core/commit';
import { hasBlock, insert, without } from '../server/src/cli/hook/block';
import { carryOut, type HookFiles, planInstall } from '../server/src/cli/hook/install';
import { atTop, managers } from '../server/src/cli/hook/managers';
import { cleaned } from '../server/src/cli/hook/message';
import { quoted } from '../server/src/cli/hook/scripts';
import { disk, emptyFolder } from './support/disk';
import { holds } from './support/property';
import { git, Repository } from './support/repository';
import { bin, environment, gatehouse } from './support/run';

const packet = (id: string, status: string): string => `==> docs/task_packets/${id}.md <==\n# ${id}\n- STATUS: ${status}\n`;
const start =
  '==> docs/SPEC_CURRENT.md <==\n**Master_Spec_v1.md**\n==> Master_Spec_v1.md <==\n# Spec\n==> gatehouse.yaml <==\nsystems: [packets]\nrules:\n  packets/missing-field: off\n' +
  `==> docs/TASK_BOARD.md <==\n## Backlog\n- WP-1-Plan\n## In-Progress\n- WP-1-Work\n${packet('WP-1-Plan', 'Backlog')}${packet('WP-1-Work', 'In-Progress')}==> src/a.ts <==\n1\n`;

/** @param below the folder within the repository */
function repository(root = emptyFolder()): Repository {
  const r = new Repository(root);
  r.commit('2026-01-01', start);
  return r;
}

/** The program as `npm install` leaves it. */
function installed(r: Repository, at = 'node_modules/.bin'): void {
  mkdirSync(r.disk.full(at), { recursive: true });
  symlinkSync(bin, r.disk.full(`${at}/gatehouse`));
  r.disk.write('.git/info/exclude', 'node_modules\n');
}

interface Tried {
  readonly code: number | null;
  readonly said: string;
}

function run(cwd: string, args: readonly string[], env: Readonly<Record<string, string>> = {}): Tried {
  const who = { GIT_AUTHOR_NAME: 'A', GIT_AUTHOR_EMAIL: 'a@b.c', GIT_COMMITTER_NAME: 'A', GIT_COMMITTER_EMAIL: 'a@b.c' };
  const ran = spawnSync('git', args, { cwd, env: environment({ ...who, GIT_EDITOR: 'true', ...env }), encoding: 'utf8' });
  return { code: ran.status, said: ran.stdout + ran.stderr };
}
const commit = (r: Repository, message: string, ...args: readonly string[]): Tried =>
  run(r.root, ['commit', '-q', '-m', message, ...args]);
const hook = (r: Repository, ...args: readonly string[]) => gatehouse(['hook', ...args], { cwd: r.root });

function ready(root?: string): Repository {
  const r = repository(root);
  installed(r);
  assert.equal(hook(r, 'install').code, 0);
  return r;
}

describe('a commit', () => {
  it('is refused while what is staged has an error, and made when it has not, whatever the working tree says', () => {
    const r = ready();
    disk(packet('WP-1-Plan', 'no such thing'), r.root);
    git(r.root, 'add', '-A');
    disk(packet('WP-1-Plan', 'Backlog'), r.root);
    const refused = commit(r, 'WP-1-Work: more');
    assert.equal(refused.code, 1, refused.said);
    assert.match(refused.said, /docs\/task_packets\/WP-1-Plan\.md:2:\d+: error .*packets\/invalid-status/);
    disk('==> src/a.ts <==\n2\n', r.root);
    git(r.root, 'add', '-A');
    disk(packet('WP-1-Plan', 'no such thing'), r.root);
    const made = commit(r, 'WP-1-Work: more');
    assert.equal(made.code, 0, made.said);
  });

  it('of paths or of everything is judged by what it will hold, not by the usual index', () => {
    const r = ready();
    const broken = packet('WP-1-Plan', 'no such thing');
    disk(broken, r.root);
    assert.equal(commit(r, 'WP-1-Work', '-a').code, 1);
    assert.equal(commit(r, 'WP-1-Work', 'docs/task_packets/WP-1-Plan.md').code, 1);
    git(r.root, 'add', '-A');
    disk('==> src/a.ts <==\n2\n', r.root);
    const other = commit(r, 'WP-1-Work', 'src/a.ts');
    assert.equal(other.code, 0, `what is staged besides is no part of it: ${other.said}`);
  });

  it('in another worktree is judged by that', () => {
    const r = ready();
    const other = join(emptyFolder(), 'a tree');
    git(r.root, 'worktree', 'add', '-q', '-b', 'side', other);
    const path = { PATH: `${r.disk.full('node_modules/.bin')}:${process.env.PATH}` };
    disk(packet('WP-1-Plan', 'no such thing'), other);
    assert.equal(run(other, ['commit', '-qam', 'WP-1-Work'], path).code, 1);
    disk(`${packet('WP-1-Plan', 'Backlog')}==> src/a.ts <==\n3\n`, other);
    const made = run(other, ['commit', '-qam', 'WP-1-Work'], path);
    assert.equal(made.code, 0, made.said);
  });

  it('in a folder whose path has blanks and quotes, and below the root of the repository', () => {
    const root = join(emptyFolder(), "it's a $(touch owned) `folder`");
    mkdirSync(root);
    const r = new Repository(root);
    const below = "an 'app' $x";
    disk(start, r.disk.full(below));
    installed(r, `${below}/node_modules/.bin`);
    git(root, 'add', '-A');
    git(root, 'commit', '-qm', 'x');
    const at = { cwd: r.disk.full(below) };
    assert.equal(gatehouse(['hook', 'install'], at).code, 0);
    disk(packet('WP-1-Plan', 'no such thing'), r.disk.full(below));
    const refused = commit(r, 'WP-1-Work', '-a');
    assert.equal(refused.code, 1, refused.said);
    assert.match(refused.said, /invalid-status/);
    disk(`${packet('WP-1-Plan', 'Backlog')}==> src/a.ts <==\n2\n`, r.disk.full(below));
    const made = commit(r, 'WP-1-Work', '-a');
    assert.equal(made.code, 0, made.said);
    assert.ok(!existsSync(r.disk.full('owned')) && !existsSync(r.disk.full(`${below}/owned`)));
  });

  it('is refused with words where the program is not there', () => {
    const r = repository();
    assert.equal(hook(r, 'install').code, 0);
    disk('==> src/a.ts <==\n2\n', r.root);
    const tried = run(r.root, ['commit', '-qam', 'WP-1-Work'], { PATH: pathWithout('gatehouse') });
    assert.notEqual(tried.code, 0);
    assert.match(tried.said, /gatehouse was not found: "npm install"/);
  });
});

/** Where git and the usual tools are; the tests run beside `node_modules/.bin`. */
const pathWithout = (name: string): string =>
  (process.env.PATH ?? '')
    .split(':')
    .filter((p) => !existsSync(join(p, name)))
    .join(':');

describe('the message of a commit', () => {
  const work = (r: Repository, text: string) => disk(`==> src/a.ts <==\n${text}\n`, r.root);

  it('names a packet in work', () => {
    const r = ready();
    const cases: readonly [string, number, RegExp][] = [
      ['Mend the log-in', 1, /names no packet.*In-Progress or Ready-for-Validation now: WP-1-Work/],
      ['WP-1-Wrok: mend it', 1, /There is no packet WP-1-Wrok; there is WP-1-Work/],
      ['WP-1-Plan: mend it', 1, /WP-1-Plan is Backlog/],
      ['feat: WP-1-Work - mend it', 0, /^$/],
      ['Mend it\n\nMore.\n\nWP_ID: WP-1-Work', 0, /^$/],
    ];
    for (const [i, [message, code, says]] of cases.entries()) {
      work(r, `case ${i}`);
      const tried = commit(r, message, '-a');
      assert.equal(tried.code, code, `${message}: ${tried.said}`);
      assert.match(tried.said, says);
    }
  });

  it('names a packet in any state where only documents change, also one that it brings', () => {
    const r = ready();
    disk(packet('WP-1-Plan', 'Backlog\n- What: more'), r.root);
    assert.equal(commit(r, 'WP-1-Plan: more', '-a').code, 0);
    disk(
      `${packet('WP-1-New', 'Backlog')}==> docs/TASK_BOARD.md <==\n## Backlog\n- WP-1-Plan\n- WP-1-New\n## In-Progress\n- WP-1-Work\n`,
      r.root,
    );
    git(r.root, 'add', '-A');
    const made = commit(r, 'WP-1-New: plan it');
    assert.equal(made.code, 0, made.said);
  });

  it('of a merge, of what is taken back, of what will be squashed, is nobody’s', () => {
    const r = ready();
    work(r, 'one');
    assert.equal(commit(r, 'WP-1-Work', '-a').code, 0);
    for (const message of ['fixup! WP-1-Gone', 'squash! it', 'amend! it']) {
      work(r, message);
      assert.equal(commit(r, message, '-a').code, 0, message);
    }
    const back = run(r.root, ['revert', '--no-edit', 'HEAD']);
    assert.equal(back.code, 0, back.said);
    git(r.root, 'checkout', '-q', '-b', 'side', 'HEAD~1');
    disk('==> src/b.ts <==\n1\n', r.root);
    git(r.root, 'add', '-A');
    assert.equal(commit(r, 'WP-1-Work').code, 0);
    git(r.root, 'checkout', '-q', 'main');
    const merged = run(r.root, ['merge', '--no-ff', '-m', 'Take it', 'side']);
    assert.equal(merged.code, 0, merged.said);
    work(r, 'who only says so');
    for (const message of ["Merge branch 'side'", 'Revert "that"']) assert.equal(commit(r, message, '-a').code, 1, message);
  });

  it('is judged without the comments that git puts into it', () => {
    const lines = 'Mend it\n# On branch WP-1-Work\n\n# ------------------------ >8 ------------------------\nWP-1-Work\n';
    assert.equal(cleaned(lines, '#'), 'Mend it');
    assert.equal(cleaned('; WP-1-Work\n#1 is mended\n', ';'), '#1 is mended');
    assert.equal(cleaned('Mend\r\n# x\r\n', '#'), 'Mend');
    assert.equal(cleaned('#1 is mended\n\n; On branch x\n', 'auto'), '#1 is mended');
    assert.equal(isExempt('Revert "x"', false), false);
  });

  it('may be anything where the configuration says so, or before the first packet', () => {
    const r = ready();
    r.disk.write('gatehouse.yaml', `${r.disk.read('gatehouse.yaml')}packets:\n  commits: off\n`);
    work(r, 'two');
    const made = commit(r, 'Mend it', '-a');
    assert.equal(made.code, 0, made.said);
    const young = new Repository();
    disk('==> docs/SPEC_CURRENT.md <==\n**Master_Spec_v1.md**\n==> Master_Spec_v1.md <==\n# Spec\n', young.root);
    installed(young);
    assert.equal(hook(young, 'install').code, 0);
    git(young.root, 'add', '-A');
    const first = commit(young, 'Begin');
    assert.equal(first.code, 0, first.said);
  });
});

describe('hooks that were there', () => {
  it('run first, may refuse, and are there again afterwards, to the byte', () => {
    const r = repository();
    installed(r);
    const path = r.disk.full('.git/hooks/pre-commit');
    const before = '#!/bin/sh\necho theirs "$0"\n[ -e stop ] && exit 3\nexit 0';
    r.disk.write('.git/hooks/pre-commit', before);
    chmodSync(path, 0o751);
    assert.match(hook(r, 'install').out, /becomes pre-commit\.before-gatehouse, which runs first/);
    assert.match(hook(r, 'install').out, /Nothing to do/);
    disk(packet('WP-1-Plan', 'no such thing'), r.root);
    const both = commit(r, 'WP-1-Work', '-a');
    assert.equal(both.code, 1);
    assert.match(both.said, /theirs[\s\S]*invalid-status/);
    disk('==> stop <==\n', r.root);
    const theirs = commit(r, 'WP-1-Work', '-a');
    assert.doesNotMatch(theirs.said, /invalid-status/);
    assert.equal(hook(r, 'uninstall').code, 0);
    assert.equal(readFileSync(path, 'utf8'), before);
    assert.equal(statSync(path).mode & 0o777, 0o751);
    assert.ok(!existsSync(r.disk.full('.git/hooks/commit-msg')));
    assert.match(hook(r, 'uninstall').out, /Nothing to do/);
  });

  it('are as they were where a step cannot be done', () => {
    const there = new Map([['/r/h/pre-commit', 'theirs']]);
    const files: HookFiles = {
      read: (p) => there.get(p),
      exists: (p) => there.has(p),
      write: (p, text) => {
        if (p.endsWith('commit-msg')) throw new Error('full');
        there.set(p, text);
      },
      move: (from, to) => {
        there.set(to, there.get(from) as string);
        there.delete(from);
      },
      remove: (p) => void there.delete(p),
    };
    const plan = planInstall({ top: '/r', prefix: '', hooks: '/r/h', by: 'git', isTracked: false, comment: '#' }, files);
    assert.ok(plan.steps.length >= 3);
    assert.throws(() => carryOut(plan, files), /full/);
    assert.deepEqual([...there], [['/r/h/pre-commit', 'theirs']]);
  });

  it('that are links stay links', () => {
    const r = repository();
    const path = r.disk.full('.git/hooks/pre-commit');
    r.disk.write('tool.sh', '#!/bin/sh\n');
    mkdirSync(dirname(path), { recursive: true });
    symlinkSync('../../tool.sh', path);
    hook(r, 'install');
    assert.equal(r.disk.read('tool.sh'), '#!/bin/sh\n');
    hook(r, 'uninstall');
    assert.equal(readlinkSync(path), '../../tool.sh');
  });

  it('are left where lines were added to ours', () => {
    const r = repository();
    r.disk.write('.git/hooks/pre-commit', 'theirs\n');
    hook(r, 'install');
    const path = r.disk.full('.git/hooks/pre-commit');
    writeFileSync(path, `${readFileSync(path, 'utf8')}echo added\n`);
    const { out } = hook(r, 'uninstall');
    assert.match(out, /has lines that are not ours/);
    assert.equal(readFileSync(path, 'utf8'), '#!/bin/sh\necho added\n');
    assert.equal(r.disk.read('.git/hooks/pre-commit.before-gatehouse'), 'theirs\n');
  });

  it('are told of, tried, and left alone by --dry-run and status', () => {
    const r = repository();
    assert.match(hook(r, 'install', '--dry-run').out, /pre-commit is written:[\s\S]*check --staged/);
    assert.ok(!existsSync(r.disk.full('.git/hooks/pre-commit')));
    assert.deepEqual([hook(r, 'status').code, /not installed/.test(hook(r, 'status').out)], [1, true]);
    hook(r, 'install');
    const told = hook(r, 'status');
    assert.equal(told.code, 0);
    assert.match(told.out, /commit-msg +\S+hooks\/commit-msg/);
    assert.equal(gatehouse(['hook', 'install'], { cwd: disk(start).root }).code, 2);
  });
});

describe('core.hooksPath', () => {
  it('in the repository is heeded, and elsewhere left alone', () => {
    const r = repository();
    installed(r);
    git(r.root, 'config', 'core.hooksPath', 'scripts/hooks');
    assert.equal(hook(r, 'install').code, 0);
    assert.ok(existsSync(r.disk.full('scripts/hooks/pre-commit')));
    disk('==> src/a.ts <==\n2\n', r.root);
    assert.equal(commit(r, 'Mend', '-a').code, 1);
    hook(r, 'uninstall');
    assert.ok(!existsSync(r.disk.full('scripts/hooks/pre-commit')));
    const outside = emptyFolder();
    git(r.root, 'config', 'core.hooksPath', outside);
    const refused = hook(r, 'install');
    assert.equal(refused.code, 2);
    assert.match(refused.err, /leads out of the repository[\s\S]*check --staged/);
    assert.ok(!existsSync(join(outside, 'pre-commit')));
  });

  it('of all repositories is not written into', () => {
    const r = repository();
    const home = emptyFolder();
    writeFileSync(join(home, '.gitconfig'), `[core]\n\thooksPath = ${home}/hooks\n`);
    const { code, err } = gatehouse(['hook', 'install'], { cwd: r.root, env: { HOME: home, XDG_CONFIG_HOME: home } });
    assert.equal(code, 2);
    assert.match(err, /for all your repositories/);
    assert.ok(!existsSync(join(home, 'hooks')));
  });
});

describe('managers of hooks', () => {
  it('husky: our lines go into its files, and out again', () => {
    const r = repository();
    installed(r);
    git(r.root, 'config', 'core.hooksPath', '.husky/_');
    const theirs = '#!/usr/bin/env sh\necho theirs\nexit 0';
    r.disk.write('.husky/pre-commit', theirs);
    // As husky 9 does it: the hook that git runs calls the file beside its folder.
    for (const name of ['pre-commit', 'commit-msg']) {
      r.disk.write(`.husky/_/${name}`, `#!/usr/bin/env sh\nsh -e "$(dirname -- "$0")/../${name}" "$@"\n`);
      chmodSync(r.disk.full(`.husky/_/${name}`), 0o755);
    }
    assert.equal(hook(r, 'install').code, 0);
    assert.equal(hook(r, 'status').code, 0);
    disk(packet('WP-1-Plan', 'no such thing'), r.root);
    const refused = commit(r, 'WP-1-Work', '-a');
    assert.match(refused.said, /invalid-status/);
    assert.notEqual(refused.code, 0);
    disk(`${packet('WP-1-Plan', 'Backlog')}==> src/a.ts <==\n2\n`, r.root);
    const unnamed = commit(r, 'Mend', '-a');
    assert.match(unnamed.said, /theirs[\s\S]*names no packet/);
    assert.equal(commit(r, 'WP-1-Work', '-a').code, 0);
    hook(r, 'uninstall');
    assert.equal(r.disk.read('.husky/pre-commit'), theirs);
    assert.ok(!existsSync(r.disk.full('.husky/commit-msg')));
  });

  it('lefthook: what it runs judges, and an existing hook is not written over', () => {
    const r = repository();
    installed(r);
    const before = '# ours\ncolors: true';
    r.disk.write('lefthook.yml', before);
    assert.match(hook(r, 'install').out, /Run "lefthook install"/);
    const made = parse(r.disk.read('lefthook.yml')) as Record<string, { commands: { gatehouse: { run: string } } }>;
    const sh = (script: string) => spawnSync('sh', ['-c', script], { cwd: r.root, env: environment(), encoding: 'utf8' });
    assert.equal(sh(made['pre-commit']?.commands.gatehouse.run ?? '').status, 0);
    writeFileSync(r.disk.full('message'), 'Mend it');
    const judged = sh(made['commit-msg']?.commands.gatehouse.run.replace('{1}', 'message') ?? '');
    assert.match(judged.stderr, /names no packet/);
    hook(r, 'uninstall');
    assert.equal(r.disk.read('lefthook.yml'), before);
    r.disk.write('lefthook.yml', 'pre-commit:\n  jobs: []\n');
    const refused = hook(r, 'install');
    assert.equal(refused.code, 2);
    assert.match(refused.err, /Add this to lefthook\.yml/);
  });

  it('lefthook: beside commands that are there already', () => {
    const r = repository();
    installed(r);
    const before =
      'pre-commit:\r\n  parallel: true # fast\r\n\r\n  commands:\r\n    # theirs\r\n    lint:\r\n      run: npm run lint\r\n# last\r\npre-push:\r\n  commands:\r\n    test:\r\n      run: npm test\r\n';
    r.disk.write('lefthook.yml', before);
    assert.match(hook(r, 'install').out, /Run "lefthook install"/);
    const made = parse(r.disk.read('lefthook.yml')) as Record<
      string,
      { parallel?: boolean; commands: Record<string, { run: string }> }
    >;
    assert.deepEqual(
      Object.entries(made).map(([name, { commands }]) => [name, Object.keys(commands)]),
      [
        ['pre-commit', ['gatehouse', 'lint']],
        ['pre-push', ['test']],
        ['commit-msg', ['gatehouse']],
      ],
    );
    assert.equal(made['pre-commit']?.parallel, true);
    assert.match(made['pre-commit']?.commands.gatehouse?.run ?? '', /check --staged --quiet/);
    assert.match(hook(r, 'status').out, /pre-commit +.*lefthook\.yml/);
    assert.match(hook(r, 'install').out, /Nothing to do|is there|lefthook install/);
    hook(r, 'uninstall');
    assert.equal(r.disk.read('lefthook.yml'), before);
    for (const other of ['pre-commit:\n  commands: { x: { run: y } }\n', 'pre-commit: &x\n  commands:\n    x: { run: y }\n']) {
      r.disk.write('lefthook.yml', other);
      assert.equal(hook(r, 'install').code, 2, other);
      assert.equal(r.disk.read('lefthook.yml'), other);
    }
  });

  it('pre-commit: a local repository is added, with entries that judge', () => {
    const r = repository();
    installed(r);
    const before =
      'repos:\r\n  # theirs\r\n  - repo: https://example.org/x\r\n    rev: v1\r\n    hooks: [{ id: x }]\r\nfail_fast: true\r\n';
    r.disk.write('.pre-commit-config.yaml', before);
    assert.match(hook(r, 'install').out, /pre-commit install --hook-type pre-commit --hook-type commit-msg/);
    const made = parse(r.disk.read('.pre-commit-config.yaml')) as {
      repos: { repo: string; hooks: { id: string; entry: string }[] }[];
      fail_fast: boolean;
    };
    assert.deepEqual([made.repos.map((x) => x.repo), made.fail_fast], [['local', 'https://example.org/x'], true]);
    const [check, message] = made.repos[0]?.hooks ?? [];
    const sh = (entry: string) => spawnSync('sh', ['-c', entry], { cwd: r.root, env: environment(), encoding: 'utf8' });
    assert.equal(sh(check?.entry ?? '').status, 0);
    writeFileSync(r.disk.full('message'), 'Mend it');
    assert.match(sh(`${message?.entry} message`).stderr, /names no packet/);
    hook(r, 'uninstall');
    assert.equal(r.disk.read('.pre-commit-config.yaml'), before);
  });
});

describe('our lines in a file of somebody else’s', () => {
  const text = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc
      .array(fc.constantFrom('#!/bin/sh', 'repos:', '- repo: x', '  - repo: y', 'a: 1', '', ' ', '# >>>', 'exit 0'), {
        maxLength: 8,
      })
      .map((l) => l.join('\n')),
    fc.array(fc.constantFrom('repos:', '- repo: x', 'a: 1', ''), { maxLength: 6 }).map((l) => l.join('\r\n')),
  );

  it('leave it as it was when they are taken out', () => {
    holds(
      fc.property(text, (t) => {
        assert.equal(without(insert(t, t.length, ['a', '', 'b'])), t);
        assert.equal(without(atTop(t, ['a'])), t);
        for (const m of managers) {
          for (const file of m.files('x')) {
            const plan = m.plan((p) => (p === file || p === 'x' ? t : undefined), 'x', 'app');
            if (!('edits' in plan)) continue;
            for (const e of plan.edits) {
              assert.ok(hasBlock(e.after));
              assert.equal(without(e.after), e.before ?? '');
            }
          }
        }
      }),
      1000,
    );
  });

  it('take any prefix as one word of sh', () => {
    holds(
      fc.property(
        fc.string({ unit: 'binary' }).filter((s) => !/[\0\p{Cs}]/u.test(s)),
        (s) => {
          const ran = spawnSync('sh', ['-c', `printf %s ${quoted(s)}`], { encoding: 'utf8' });
          assert.equal(ran.stdout, s);
        },
      ),
      60,
    );
  });
});
