/** Actions on the command line: what is written, exit codes, a terminal, interruption, branches and tags. */
import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { hashOf } from '#host/journal';
import { applyChange } from '#host/write';
import { type Disk, disk } from './support/disk';
import { git, Repository } from './support/repository';
import { bin, environment, gatehouse } from './support/run';

/** How often a whole `move` is killed: as often as fits into a usual run. `KILLS=10000` kills a thousand, and takes a quarter of an hour. */
const KILLS = Math.ceil(Number(process.env.KILLS ?? 60) / 10);

const self = fileURLToPath(import.meta.url);
const [, , role, where = ''] = process.argv;

const board = 'docs/TASK_BOARD.md';
const login = 'docs/task_packets/WP-1-Login.md';
const logout = 'docs/task_packets/WP-1-Logout.md';
const folder = `==> docs/TASK_BOARD.md <==
# Board

## Phase 1 Closure Gates (BLOCKING)
1. **[WP-1-Base]** - [VALIDATED]

## In Progress

- **[WP-1-Login]**

## Blocked

## Backlog

- **[WP-1-Logout]**

## Done

- **[WP-1-Base]** [VALIDATED]
==> docs/SPEC_CURRENT.md <==
**Master_Spec_v1.0.md**
==> Master_Spec_v1.0.md <==
# Spec v1.0
## 2.3 Login
==> docs/task_packets/WP-1-Base.md <==
# WP-1-Base
- STATUS: Done (VALIDATED)

## VALIDATION REPORT - WP-1-Base
- Verdict: PASS
==> docs/task_packets/WP-1-Login.md <==
# WP-1-Login
- STATUS: In-Progress (since 2026-01-05)
- What: People log in.
==> docs/task_packets/WP-1-Logout.md <==
# WP-1-Logout
- STATUS: Backlog
- What: People log out.
`;
/** Ends itself between packet and board. */
function writeHalf(root: string): void {
  const word = (path: string, from: string, to: string) => {
    const bytes = readFileSync(join(root, path));
    const at = bytes.toString().indexOf(from);
    return { do: 'edit', path, hash: hashOf(bytes), edits: [{ at: { start: at, end: at + from.length }, text: to }] } as const;
  };
  const change = [word(logout, 'Backlog', 'Blocked'), word(board, '- **[WP-1-Logout]**', '- **[WP-1-Logout]** [Blocked]')];
  applyChange(root, change, { step: (name) => void (name === `move ${board}` && process.kill(process.pid, 'SIGKILL')) });
}

const run = (d: { readonly root: string }, ...args: readonly string[]) =>
  gatehouse([...args, '--as-of', '2026-01-12'], { cwd: d.root });
const everything = (root: string): readonly string[] =>
  readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((p) => !p.startsWith('.git/') && p !== '.git');
const texts = (d: Disk): readonly string[] => [d.read(board), d.read(login), d.read(logout)];

function tests(): void {
  describe('an action', () => {
    it('writes packet and board, and leaves nothing else behind', () => {
      const d = disk(folder);
      const before = everything(d.root);
      const { code, out, err } = run(d, 'block', 'WP-1-Login', '--reason', 'the keys are missing');
      assert.deepEqual([code, out, err], [0, 'WP-1-Login is Blocked; it was In-Progress.\n', '']);
      assert.match(d.read(login), /^- STATUS: Blocked\n- Former status: In-Progress \(2026-01-12, .+: the keys are missing\)$/m);
      assert.match(d.read(board), /## Blocked\n\n- \*\*\[WP-1-Login\]\*\*/);
      assert.deepEqual(everything(d.root), before);
    });

    it('shows with --dry-run what it would write, and writes nothing', () => {
      const d = disk(folder);
      const before = texts(d);
      const { code, out } = run(d, 'move', 'WP-1-Login', 'Blocked', '--reason', 'keys', '--dry-run');
      assert.equal(code, 0);
      for (const line of [`--- a/${board}`, `+++ b/${login}`, '+- STATUS: Blocked'])
        assert.ok(out.includes(line), `${line} in\n${out}`);
      const fresh = run(d, 'new', 'WP-2-Roles', '--dry-run');
      assert.match(fresh.out, /--- \/dev\/null\n\+\+\+ b\/docs\/task_packets\/WP-2-Roles\.md/);
      assert.deepEqual(texts(d), before);
      assert.ok(!existsSync(d.full('docs/task_packets/WP-2-Roles.md')) && !existsSync(d.full('.gatehouse')));
    });

    it('tells programs what it did, and why it did not', () => {
      const d = disk(folder);
      const done = JSON.parse(run(d, 'new', 'WP-2-Roles', '--format', 'json').out);
      assert.deepEqual([done.result, done.files], ['done', [board, 'docs/task_packets/WP-2-Roles.md']]);
      const refused = run(d, 'move', 'WP-1-Login', 'Done', '--format', 'json');
      assert.deepEqual([refused.code, JSON.parse(refused.out).why], [1, 'rule']);
      const context = JSON.parse(run(d, 'context', 'WP-1-Login', '--format', 'json').out);
      assert.equal(context.data.bytes, Buffer.byteLength(context.text));
    });

    const codes: readonly (readonly [number, RegExp, ...(readonly string[])])[] = [
      [1, /no move leads from there to Done/, 'move', 'WP-1-Login', 'Done'],
      [1, /needs the gate pre-work to pass/, 'handoff', 'WP-1-Login'],
      [2, /There is no packet WP-1-Logn; there is WP-1-Login/, 'start', 'WP-1-Logn'],
      [2, /“nowhere” is no status/, 'move', 'WP-1-Login', 'nowhere'],
      [2, /say it with --reason "…"/, 'block', 'WP-1-Login'],
      [2, /is no packet id/, 'new', '../../etc/passwd'],
      [2, /is no packet id/, 'new', '..'],
      [2, /mixes Latin and Cyrillic letters/, 'new', 'WP-1-Lоgout'],
      [2, /write them as in WP-1-LOG\./, 'new', 'WP-1-ＬＯＧ'],
      [2, /one line of at most/, 'block', 'WP-1-Login', '--reason', 'a\n- STATUS: Done'],
      [2, /unknown option/, 'new', '--upload-pack=x'],
      [2, /missing required argument/, 'move', 'WP-1-Login'],
      [2, /--force is for a person/, 'move', 'WP-1-Login', 'Done', '--force', '--reason', 'now'],
      [2, /Allowed choices are yes, no/, 'start', 'WP-1-Login', '--realistic', 'perhaps'],
    ];
    for (const [expected, says, ...args] of codes)
      it(`${JSON.stringify(args)}: exit code ${expected}, and why`, () => {
        const d = disk(folder);
        const before = texts(d);
        const { code, err } = run(d, ...args);
        assert.match(err, says);
        assert.equal(code, expected);
        assert.deepEqual(texts(d), before);
      });

    it('does not let a document steer the terminal', () => {
      const d = disk(folder.replace('People log in.', 'People \u001b[31mlog\u0007 in.'));
      for (const args of [['context', 'WP-1-Login'], ['commit-message', 'WP-1-Login'], ['digest']]) {
        const { out } = run(d, ...args);
        assert.ok(out.includes('\\u{1b}'), out);
        assert.ok(!out.includes('\u001b'), JSON.stringify(out));
      }
    });

    it('finds its packet in a project below', () => {
      const d = disk(
        `${folder}==> app/gatehouse.yaml <==\nsystems: [packets]\n==> app/docs/task_packets/WP-1-Below.md <==\n# WP-1-Below\n- STATUS: Backlog\n`,
      );
      assert.equal(run(d, 'block', 'WP-1-Below', '--reason', 'r').code, 0);
      assert.match(d.read('app/docs/task_packets/WP-1-Below.md'), /STATUS: Blocked/);
    });
  });

  describe('with git', () => {
    it('new takes no id that is on another branch, by its name or its files', () => {
      const r = new Repository();
      r.commit('2026-01-01', folder);
      git(r.root, 'branch', 'feat/WP-2-Roles');
      git(r.root, 'branch', 'feat/WP-2-Teams-v2');
      git(r.root, 'checkout', '-q', '-b', 'other');
      r.commit('2026-01-02', '==> docs/task_packets/WP-2-Groups.md <==\n# WP-2-Groups\n');
      git(r.root, 'checkout', '-q', 'main');
      for (const [id, branch] of [
        ['WP-2-Roles', 'feat/WP-2-Roles'],
        ['WP-2-Groups', 'other'],
      ] as const) {
        const { code, err } = run(r, 'new', id);
        assert.equal(code, 1);
        assert.ok(err.includes(`taken on the branch ${branch}`), err);
      }
      for (const id of ['WP-2-Teams', 'WP-2-Role']) assert.equal(run(r, 'new', id).code, 0, id);
    });

    it('phase close tags the commit that was judged, once, and pushes nothing', () => {
      const r = new Repository();
      const id = r.commit('2026-01-01', folder);
      r.disk.write(board, `${r.disk.read(board)}\n`);
      const open = run(r, 'phase', 'close', '1');
      assert.equal(open.code, 1);
      assert.ok(open.err.includes(`commit ${board} first`), open.err);
      git(r.root, 'checkout', '-q', '.');
      git(r.root, 'config', 'user.name', 'Alice');
      git(r.root, 'config', 'user.email', 'alice@example.org');
      // What a repository's configuration would start is not started.
      git(r.root, 'config', 'tag.gpgSign', 'true');
      const { code, out, err } = run(r, 'phase', 'close', '1');
      assert.equal(code, 0, err);
      assert.match(out, /Tagged .* as phase-1-complete\. It is here alone/);
      assert.equal(git(r.root, 'rev-parse', 'phase-1-complete^{commit}'), id);
      assert.equal(git(r.root, 'cat-file', '-t', 'phase-1-complete'), 'tag');
      const again = run(r, 'phase', 'close', '1');
      assert.equal(again.code, 1);
      assert.match(again.err, /There is a tag phase-1-complete already/);
    });
  });

  describe('what was interrupted', () => {
    /** A change of packet and board by a process that is killed between the two. */
    function half(): Disk {
      const d = disk(folder);
      assert.equal(spawnSync(process.execPath, [self, 'half', d.root]).signal, 'SIGKILL');
      return d;
    }

    it('is told to who reads, and finished by who is asked', () => {
      const d = half();
      assert.match(gatehouse(['status'], { cwd: d.root }).err, /gatehouse recover/);
      assert.doesNotMatch(d.read(board), /Blocked\]/);
      const { code, out } = gatehouse(['recover'], { cwd: d.root });
      assert.deepEqual([code, out], [0, `A change that was interrupted was finished: ${logout}, ${board}.\n`]);
      assert.match(d.read(board), /\[WP-1-Logout\]\*\* \[Blocked\]/);
      assert.equal(gatehouse(['recover'], { cwd: d.root }).out, 'Nothing was interrupted here.\n');
      assert.equal(gatehouse(['status'], { cwd: d.root }).err, '');
    });

    it('is finished by the next one who writes', () => {
      const d = half();
      const { code, err } = run(d, 'unblock', 'WP-1-Logout', '--to', 'Backlog');
      assert.match(err, /was finished/);
      assert.equal(code, 0, err);
      assert.match(d.read(logout), /STATUS: Backlog/);
    });

    it('is not finished over what somebody has written since: that is shown', () => {
      const d = half();
      d.write(board, `${d.read(board)}\nMine.\n`);
      const { code, out, err } = gatehouse(['recover'], { cwd: d.root });
      assert.equal(code, 1);
      assert.match(out, /^-Mine\.$/m);
      assert.match(err, /--give-up/);
      assert.equal(gatehouse(['recover', '--give-up'], { cwd: d.root }).code, 0);
      assert.match(d.read(board), /Mine\./);
      assert.ok(!existsSync(d.full('.gatehouse')));
    });

    it(`move, killed ${KILLS} times: packet and board agree`, { timeout: 60_000 + KILLS * 5_000 }, async () => {
      const d = disk(folder);
      const blocked = (): boolean => d.read(login).includes('STATUS: Blocked');
      for (let i = 0; i < KILLS; i++) {
        const args = blocked() ? ['move', 'WP-1-Login', 'In-Progress'] : ['move', 'WP-1-Login', 'Blocked', '--reason', 'r'];
        const child = spawn(process.execPath, [bin, ...args], { cwd: d.root, env: environment(), stdio: 'ignore' });
        const gone = new Promise((done) => child.once('close', done));
        // Most of its time it reads; from the moment that it begins to write, it is killed within a few milliseconds.
        const seen = (async () => {
          while (child.exitCode === null && child.signalCode === null && !existsSync(d.full('.gatehouse')))
            await new Promise((done) => setTimeout(done, 1));
          await new Promise((done) => setTimeout(done, Math.random() * 12));
          child.kill('SIGKILL');
        })();
        await Promise.all([gone, seen]);
        gatehouse(['recover'], { cwd: d.root });
        const onBoard = /## Blocked\n\n- \*\*\[WP-1-Login\]\*\*/.test(d.read(board));
        assert.equal(onBoard, blocked(), `after kill ${i}:\n${d.read(board)}`);
        assert.ok(!everything(d.root).some((p) => /gatehouse|\.tmp|\.old/.test(p)), everything(d.root).join());
      }
    });
  });

  const script = process.platform === 'linux' && spawnSync('script', ['--version']).status === 0;
  describe('at a terminal', { skip: !script && 'there is no script(1) of Linux to make a terminal' }, () => {
    /** Answers each question with the next line, after something was done. */
    async function talk(
      d: Disk,
      args: string,
      answers: readonly string[],
      before: () => void = () => {},
    ): Promise<readonly [number | null, string]> {
      const child = spawn('script', ['-qec', `'${process.execPath}' '${bin}' ${args} --as-of 2026-01-12`, '/dev/null'], {
        cwd: d.root,
        env: environment({ TERM: 'dumb' }),
        stdio: 'pipe',
      });
      let said = '';
      let asked = 0;
      child.stdout.on('data', (piece: Buffer) => {
        said += piece.toString();
        const questions = said.split(/\[y\/N\] |\?: |\? $/).length - 1;
        while (asked < questions && asked < answers.length) {
          if (asked === 0) before();
          child.stdin.write(`${answers[asked++]}\n`);
        }
      });
      const code = await new Promise<number | null>((done) => child.once('close', done));
      return [code, said.replaceAll('\r', '')];
    }

    it('a person forces a move, and the packet says so', async () => {
      const d = disk(folder);
      const [code, said] = await talk(d, "move WP-1-Login Done --force --reason 'the demo is tomorrow'", ['y']);
      assert.equal(code, 0, said);
      assert.match(said, /no move leads from there to Done/);
      assert.match(d.read(login), /^- Forced move: In-Progress -> Done \(VALIDATED\), 2026-01-12, .+: the demo is tomorrow$/m);
      const no = disk(folder);
      const [refused] = await talk(no, 'move WP-1-Login Done --force --reason later', ['n']);
      assert.equal(refused, 1);
      assert.match(no.read(login), /STATUS: In-Progress/);
    });

    it('a file that changes while somebody thinks is not overwritten, and what is other is shown', async () => {
      const d = disk(folder);
      const [code, said] = await talk(d, 'move WP-1-Login Done --force --reason later', ['y'], () =>
        d.write(login, d.read(login).replace('People log in.', 'People log in twice.')),
      );
      assert.equal(code, 2, said);
      assert.match(said, /WP-1-Login\.md has changed since it was read; nothing was written/);
      assert.match(said, /^\+- What: People log in twice\.$/m);
      assert.match(d.read(board), /## In Progress\n\n- \*\*\[WP-1-Login\]/);
      assert.match(d.read(login), /STATUS: In-Progress[\s\S]*twice/);
    });

    it('start asks its four questions', async () => {
      const d = disk(
        folder
          .replace('STATUS: In-Progress (since 2026-01-05)', 'STATUS: Ready-for-Dev')
          .replace('## In Progress', '## Ready for Dev'),
      );
      const [code, said] = await talk(d, 'start WP-1-Login', ['y', 'y', 'y', 'y']);
      assert.equal(code, 0, said);
      assert.match(d.read(login), /Scope adequacy: 2026-01-12, .*realistic for the tier yes/);
    });
  });
}

if (role === 'half') writeHalf(where);
else tests();
