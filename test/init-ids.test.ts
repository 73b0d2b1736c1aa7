/** `gatehouse init` in a repository whose packets are not called `WP-…`: it sees what they are called, and `check` goes by it. */
import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import { describe, it } from 'node:test';
import { parse } from 'yaml';
import { nodePace } from '#host/node-pace';
import { configText, discoverAll, survey } from '#service/init/init';
import { systems } from '#systems/registry.generated';
import { disk } from './support/disk';
import { parseFixture, parsers } from './support/fixture';
import { MemoryFiles } from './support/memory';
import { gatehouse, reportOf } from './support/run';

interface Written {
  readonly packets?: {
    readonly ids?: readonly string[];
    readonly paths?: Readonly<Record<string, string | readonly string[]>>;
    readonly required?: Readonly<Record<string, readonly string[]>>;
    readonly boardSections?: unknown;
  };
}

async function written(source: string): Promise<{ readonly text: string } & NonNullable<Written['packets']>> {
  const files = new MemoryFiles(parseFixture(source).files);
  const text = configText(discoverAll(systems, await survey(files, parsers, nodePace), new Set()));
  return { text, ...(parse(text) as Written | null)?.packets };
}

const packet = (path: string, title: string, more = ''): string =>
  `==> ${path} <==\n# ${title}\n\n- Status: Done\n- SPEC_ANCHOR: 2.1\n- What: It.\n- DONE_MEANS: it works\n- TEST_PLAN: npm test\n${more}\n`;

describe('init, of what packets are called', () => {
  it('numbers with words behind them in the names of files; says how often', async () => {
    const found = await written(
      ['001-log-in', '002-log-out', '103B']
        .map((n) => packet(`docs/tasks/TASK-${n}.md`, `TASK-${n.slice(0, 3)}: a thing`))
        .join('\n'),
    );
    assert.deepEqual(found.ids, ['TASK']);
    assert.deepEqual(found.paths, { packet: 'docs/tasks/TASK-*.md' });
    assert.match(found.text, /# 3 packets are called so, such as docs\/tasks\/TASK-001-log-in\.md/);
  });

  it('by numbers and letters that all of them have, as their whole pattern', async () => {
    const of = (names: readonly string[]) => written(names.map((n) => packet(`work/${n}.md`, n)).join('\n'));
    const found = await of(['0004-E01-T01', '0004-E01-T02', '0004-E02-T01', '0005-E10-T11']);
    assert.deepEqual([found.ids, found.paths?.packet], [['{number}-E{number}-T{number}'], 'work/[0-9]*.md']);
    assert.match(found.text, /0004 is there more than once, and all numbers tell them apart/);
    // Where words go on behind them they belong to it, and a number that is there once does alone.
    assert.deepEqual((await of(['0004-E01-log-in', '0004-E02-log-out', '0005-E01-log'])).ids, ['{number}-{name}']);
    assert.deepEqual((await of(['0004-T1', '0005-T1', '0006-T2'])).ids, ['{number}']);
  });

  it('in the usual place no path is needed', async () => {
    const found = await written([1, 2].map((n) => packet(`docs/task_packets/PKT_${n}_Login.md`, `PKT_${n}_Login`)).join('\n'));
    assert.deepEqual([found.ids, found.paths], [['PKT'], undefined]);
  });

  it('without a separator, by days, in folders of their own', async () => {
    const ids = async (paths: readonly string[]) => (await written(paths.map((p) => packet(p, 'A thing')).join('\n'))).ids;
    assert.deepEqual(await ids(['work/T001.md', 'work/T002-x.md']), ['T{number}']);
    assert.deepEqual(await ids(['work/20260101-login.md', 'work/20260102-logout.md']), ['{YYYYMMDD}-{name}']);
    assert.deepEqual(await ids(['work/ISSUE-7/packet.md', 'work/ISSUE-8/packet.md']), ['ISSUE']);
  });

  it('two forms, and the usual one beside another', async () => {
    const ids = async (names: readonly string[]) =>
      (await written(names.map((n) => packet(`docs/task_packets/${n}.md`, n)).join('\n'))).ids;
    assert.deepEqual(await ids(['FEAT-001', 'FEAT-002', 'BUG-7', 'BUG-8']), ['BUG', 'FEAT']);
    assert.deepEqual(await ids(['WP-1-Login', 'WP-1-Logout', 'TASK-1', 'TASK-2']), ['WP-', 'TASK']);
    assert.equal(await ids(['WP-1-Login', 'WP-1-Logout', 'WP-1-Roles', 'TASK-2']), undefined, 'one is no habit');
    assert.equal(await ids(['WP-1-Login', 'WP-1-Logout']), undefined);
  });

  it('short ids with letters, and words behind them', async () => {
    const short = await written(['WP-A3', 'WP-B1-log-in', 'WP-7', 'WP-12b'].map((n) => packet(`docs/wps/${n}.md`, n)).join('\n'));
    assert.deepEqual([short.ids, short.paths], [['WP'], { packet: 'docs/wps/WP-*.md' }]);
    assert.match(short.text, /# 4 packets are called so, such as docs\/wps\/WP-7\.md/);
    const beside = ['WP-A3', 'WP-A4', 'WP-Beta-Login'].map((n) => packet(`docs/task_packets/${n}.md`, n));
    assert.deepEqual((await written(beside.join('\n'))).ids, ['WP-', 'WP']);
    const titled = async (names: readonly (readonly [string, string])[]) =>
      (await written(names.map(([file, title]) => packet(`docs/task_packets/${file}.md`, title)).join('\n'))).ids;
    const dotted = [
      ['WP-3.1.A-log-in', 'WP-3.1.A: Log in'],
      ['WP-3.1.B-log-out', 'WP-3.1.B: Log out'],
    ] as const;
    assert.deepEqual(await titled(dotted), ['WP']);
    const phases = [
      ['WP-1-log-in', 'WP-1: Log in'],
      ['WP-1-log-out', 'WP-1: Log out'],
    ] as const;
    assert.equal(await titled(phases), undefined, 'what several have is a phase');
  });

  it('a TASK_ID that says the number of its file in another way is how they are called here', () => {
    const of = (n: number, id: string): string =>
      `==> docs/task_packets/WP-${n}.md <==\n# A thing\n\n- TASK_ID: ${id}\n- STATUS: Backlog\n- What: It.\n`;
    const d = disk([of(16, 'WP16-STORE'), of(17, 'WP17-CACHE'), of(18, 'WP19-FORM')].join('\n'));
    mkdirSync(d.full('.git'));
    const found = (): string[] =>
      reportOf(['--no-cache'], { cwd: d.root }).findings.flatMap((f) =>
        /id-mismatch|invalid-id/.test(f.rule) ? [`${f.severity} ${f.file.replace('docs/task_packets/', '')}`] : [],
      );
    assert.deepEqual(found(), ['info WP-16.md', 'info WP-17.md', 'error WP-18.md']);
    assert.equal(gatehouse(['init', '--yes'], { cwd: d.root }).code, 0);
    assert.match(d.read('gatehouse.yaml'), /^ {2}ids: \[WP-, "WP\{number\}"\]$/m);
    assert.deepEqual(found(), ['error WP-18.md']);
  });

  it('what is written is read: such ids on the board, among blockers, in TASK_ID', () => {
    const d = disk(`==> docs/TASK_BOARD.md <==
# Board

## Backlog
- **[WP-A3]** Log in
- **[WP-12b]** Blocked on: WP-A4
- **[WP-3.1.A]** Blocked on WP-9

==> docs/task_packets/WP-A3-log-in.md <==
# WP-A3: Log in

- TASK_ID: WP-A3
- STATUS: In-Progress
- What: It.

==> docs/task_packets/WP-12b.md <==
# WP-12b: Roles

- TASK_ID: WP-12c
- STATUS: Backlog
- What: It.

==> docs/task_packets/WP-3.1.A-log-out.md <==
# WP-3.1.A: Log out

- TASK_ID: WP-3.1.A
- STATUS: Backlog
- What: It.
`);
    mkdirSync(d.full('.git'));
    assert.equal(gatehouse(['init', '--yes'], { cwd: d.root }).code, 0);
    assert.match(d.read('gatehouse.yaml'), /^ {2}ids: \[WP\]$/m);
    const found = reportOf(['--no-cache'], { cwd: d.root }).findings.flatMap((f) =>
      planted.has(f.rule) ? [`${f.rule.replace('packets/', '')} ${f.file} ${f.range.start.line}`] : [],
    );
    assert.deepEqual(found.sort(), [
      'board-status-mismatch docs/TASK_BOARD.md 4',
      'board-status-mismatch docs/task_packets/WP-A3-log-in.md 4',
      'board-unknown-blocker docs/TASK_BOARD.md 5',
      'board-unknown-blocker docs/TASK_BOARD.md 6',
      'id-mismatch docs/task_packets/WP-12b.md 3',
    ]);
  });

  it('a board of such packets; what only speaks of them, and what says its own state, makes no heading a state', async () => {
    const tasks = ['1', '2', '3', '4'].map((n) =>
      packet(`docs/tasks/TASK-${n}.md`, `Task ${n}: a thing`).replace('Done', n === '4' ? 'In Progress' : 'Done'),
    );
    const found = await written(`${tasks.join('\n')}
==> docs/BACKLOG.md <==
# Backlog

### Platform foundation
- \`TASK-1\` (\`P0\`, \`done\`): a thing
- \`TASK-2\` (\`P0\`, \`done\`): a thing

### Next
- \`TASK-4\` (\`P0\`, \`in_progress\`): a thing

### Where we are
TASK-3 is on its way to the others.

TASK-1 was the first.
`);
    assert.equal(found.paths?.board, 'docs/BACKLOG.md');
    assert.equal(found.boardSections, undefined);
    // The name of the file is the id: nothing else says it, and nobody is asked to.
    assert.deepEqual(found.required?.default?.includes('TASK_ID'), false);
  });

  it('what is planted there is found, and without the setting it is not', () => {
    const d = disk(`==> docs/SPEC_CURRENT.md <==
The current spec is **Master_Spec_v1.0.md**.

==> Master_Spec_v1.0.md <==
# Master spec

## 2.1 Sign-in
Sign-in MUST ask for a name.

## 2.2 Sign-out
It ends.

## 2.3 Roles
There are two.

==> docs/TASK_BOARD.md <==
# Board

## In Progress
- **[TASK-1]** Started 2026-01-05

## Backlog
- **[TASK-2]**
- **[TASK-9]**

==> docs/SIGNATURE_AUDIT.md <==
| Signature | Used By | Timestamp | Purpose |
|---|---|---|---|
| ann050120260900 | ann | 2026-01-05 09:00 | Task packet: TASK-1 |

==> docs/task_packets/TASK-1.md <==
# TASK-1: Sign in

- TASK_ID: TASK-1
- STATUS: Done
- SPEC_ANCHOR: A2.9
- USER_SIGNATURE: ann050120260900

==> docs/task_packets/TASK-2-sign-out.md <==
# TASK-2: Sign out

- TASK_ID: TASK-3
- STATUS: Backlog
- SPEC_ANCHOR: A2.2
- USER_SIGNATURE: ann050120260900
- Blocked on: TASK-8
`);
    mkdirSync(d.full('.git'));
    const found = (): string[] =>
      reportOf(['--no-cache', '--as-of', '2026-01-06'], { cwd: d.root }).findings.flatMap((f) =>
        planted.has(f.rule) ? [`${f.rule.replace('packets/', '')} ${f.file} ${f.range.start.line}`] : [],
      );
    assert.equal(gatehouse(['init', '--yes'], { cwd: d.root }).code, 0);
    assert.match(d.read('gatehouse.yaml'), /^ {2}ids: \[TASK\]$/m);
    assert.deepEqual(found().sort(), [
      'board-status-mismatch docs/TASK_BOARD.md 4',
      'board-status-mismatch docs/task_packets/TASK-1.md 4',
      'board-unknown-blocker docs/task_packets/TASK-2-sign-out.md 7',
      'board-unknown-packet docs/TASK_BOARD.md 8',
      'dead-anchor docs/task_packets/TASK-1.md 5',
      'id-mismatch docs/task_packets/TASK-2-sign-out.md 3',
      'signature-reused docs/task_packets/TASK-2-sign-out.md 6',
    ]);
    d.write('gatehouse.yaml', 'systems: [packets]\n');
    assert.deepEqual(found(), []);
  });
});

const planted = new Set(
  [
    'dead-anchor',
    'board-status-mismatch',
    'board-unknown-packet',
    'board-unknown-blocker',
    'id-mismatch',
    'signature-reused',
  ].map((id) => `packets/${id}`),
);
