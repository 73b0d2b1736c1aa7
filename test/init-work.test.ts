/** `gatehouse init` in repositories nobody had in mind: folders that say a state, names of several sorts, what stands beside a name, what nobody says. */
import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import { describe, it } from 'node:test';
import { parse } from 'yaml';
import { disk } from './support/disk';
import { gatehouse, reportOf } from './support/run';

interface Packets {
  readonly ids?: readonly string[];
  readonly paths?: Readonly<Record<string, string | readonly string[]>>;
  readonly aliases?: Readonly<Record<string, readonly string[]>>;
  readonly statuses?: Readonly<Record<string, readonly string[]>>;
  readonly stateFolders?: Readonly<Record<string, readonly string[]>>;
  readonly required?: Readonly<Record<string, readonly string[]>>;
}

/** What init writes into a folder with these files, and what is then told as a warning or more. */
function settled(files: Readonly<Record<string, string>>): { readonly packets: Packets; readonly told: readonly string[] } {
  const source = Object.entries(files).map(([path, text]) => `==> ${path} <==\n${text}\n`);
  const d = disk(source.join('\n'));
  mkdirSync(d.full('.git'));
  const done = gatehouse(['init', '--yes'], { cwd: d.root });
  assert.equal(done.code, 0, done.err);
  const { packets = {} } = parse(d.read('gatehouse.yaml')) as { packets?: Packets };
  const told = reportOf(['--no-cache'], { cwd: d.root }).findings.flatMap((f) =>
    f.severity === 'error' || f.severity === 'warning' ? [`${f.rule.replace('packets/', '')} ${f.file}`] : [],
  );
  return { packets, told };
}

const body = '\n## Goal\n\nLog in.\n\n## Acceptance criteria\n\n- [x] it works\n';

describe('init, of folders that say how far packets are', () => {
  it('where packets say nothing: what lies in them has that state, and the board is compared with it', () => {
    const { packets, told } = settled({
      'tasks/todo/T-001-a.md': `# T-001 A\n${body}`,
      'tasks/doing/T-002-b.md': `# T-002 B\n${body}`,
      'tasks/done/T-003-c.md': `# T-003 C\n${body}`,
      'tasks/BOARD.md': '# Board\n\n| Task | Status |\n|---|---|\n| T-001 | todo |\n| T-002 | in review |\n| T-003 | todo |\n',
    });
    assert.deepEqual(packets.stateFolders, { 'In-Progress': ['doing'], Done: ['done'], Backlog: ['todo'] });
    assert.ok(!packets.required?.default?.includes('STATUS'));
    assert.deepEqual(told, ['board-status-mismatch tasks/BOARD.md', 'board-status-mismatch tasks/done/T-003-c.md']);
  });

  it('where packets say a state as well: which of them lie in the wrong one; and not where folders mean something else', () => {
    const at = (dir: string, n: number, state: string) => ({
      [`tasks/${dir}/T-00${n}-a.md`]: `# T-00${n} A\n\n**Status:** ${state}\n${body}`,
    });
    const house = settled({
      ...at('done', 1, 'done'),
      ...at('done', 2, 'done'),
      ...at('done', 3, 'done'),
      ...at('done', 4, 'todo'),
    });
    assert.deepEqual(house.packets.stateFolders, { Done: ['done'] });
    assert.deepEqual(house.told, ['status-conflict tasks/done/T-004-a.md']);
    const other = settled({ ...at('open', 1, 'done'), ...at('open', 2, 'done'), ...at('open', 3, 'todo') });
    assert.equal(other.packets.stateFolders, undefined);
  });

  it('gatehouse move says that the file has to move', () => {
    const d = disk(
      [1, 2, 3].map((n) => `==> tasks/${n === 3 ? 'done' : 'doing'}/T-00${n}-a.md <==\n# T-00${n} A\n${body}`).join('\n'),
    );
    mkdirSync(d.full('.git'));
    assert.equal(gatehouse(['init', '--yes'], { cwd: d.root }).code, 0);
    const moved = gatehouse(['move', 'T-001', 'Ready-for-Validation'], { cwd: d.root });
    assert.notEqual(moved.code, 0);
    assert.match(
      moved.err + moved.out,
      /The folder doing says the state of T-001; move tasks\/doing\/T-001-a\.md into the folder of Ready-for-Validation/,
    );
  });
});

describe('init, of names', () => {
  it('two sorts of names in one folder: neither the board nor a review is a packet', () => {
    const task = (title: string): string => `# ${title}\n\n**Status**: done\n${body}`;
    const { packets, told } = settled({
      'tasks/T17.md': task('T17: A'),
      'tasks/T18.md': task('T18: B'),
      'tasks/TASK-001.md': task('TASK-001: C'),
      'tasks/T01-review.md': '# Review T01\n\nVerdict: APPROVED\n',
      'tasks/BOARD.md':
        '# Board\n\n| ID | Status |\n|---|---|\n| T17 | done |\n| T18 | done |\n\n## Overlap\n\n- T18 touches a.ts. T17 (todo) owned it.\n',
    });
    const globs = [packets.paths?.packet ?? []].flat();
    assert.deepEqual(globs, ['tasks/T[0-9]*.md', 'tasks/TASK-[0-9]*.md', '!tasks/*-review.md']);
    assert.deepEqual(
      told.filter((t) => /BOARD|review/.test(t)),
      [],
    );
  });

  it('what came of it, beside what it is for, is none of its names; a sentence is no tier', () => {
    const task = (n: number): string =>
      `# T-00${n} A\n\n**Status:** done\n${body}\n## Result\n\nIt logs in, and out again.\n\n## Notes\n\n- Severity: Medium. The bug is old.\n`;
    const { packets } = settled({ 'tasks/T-001-a.md': task(1), 'tasks/T-002-a.md': task(2), 'tasks/T-003-a.md': task(3) });
    assert.deepEqual(packets.aliases?.What, ['Goal']);
    assert.equal(packets.aliases?.RISK_TIER, undefined);
  });

  it('a name that as often holds the id of another is not that of its own', () => {
    const of = (id: string, lines: string): string => `---\nstatus: done\n${lines}---\n\n# ${id} A\n${body}`;
    const files = Object.fromEntries(
      [1, 2, 3].flatMap((n) => [
        [`work/packets/WP-00${n}.md`, of(`WP-00${n}`, `packet: WP-00${n}\n`)],
        [`work/tasks/TK-00${n}.md`, of(`TK-00${n}`, `packet: WP-00${n}\ntask: TK-00${n}\n`)],
        [`work/tasks/TK-01${n}.md`, of(`TK-01${n}`, `packet: WP-00${n}\ntask: TK-01${n}\n`)],
      ]),
    );
    const { packets, told } = settled(files);
    assert.deepEqual([packets.ids, packets.aliases?.TASK_ID], [['WP-', 'TK'], ['task']]);
    assert.deepEqual(told, []);
  });

  it('what not one packet says is asked of none, be they few; a list of states goes by no other than its order', () => {
    const ticket = (n: number, state: string) => ({
      [`tickets/00${n}-a.md`]: `---\nstatus: ${state}\n---\n\n# A thing\n\n## Context\n\nIt hangs.\n\n## Tasks\n\n- [ ] mend it\n`,
    });
    const { packets, told } = settled({
      ...ticket(1, 'backlog'),
      ...ticket(2, 'in-progress'),
      ...ticket(3, 'qa'),
      'tickets/README.md':
        '# Tickets\n\n## Backlog\n- [001](001-a.md)\n\n## In progress\n- [002](002-a.md)\n\n## QA\n- [003](003-a.md)\n\n## Status values\n- `qa` - to be looked at\n- `backlog` - not begun\n- `in-progress` - at work\n- `maybe` - some day\n- `done` - over\n',
    });
    assert.deepEqual(packets.required?.default, ['STATUS', 'Why']);
    assert.deepEqual(packets.statuses, { 'Ready-for-Validation': ['qa'] });
    assert.deepEqual(told, []);
  });

  it('a name in bold over several lines, in the packets and in what is told of them', () => {
    const plan = (n: number): string =>
      `# T-00${n} A\n\n**Status:** todo\n**Goal:** People log in with a password\nand a second word,\nand nothing else.\n\n**Rationale:** They asked\nfor it.\n\n## Acceptance criteria\n\n- [ ] it works\n`;
    const { packets, told } = settled({
      'plans/T-001-a.md': plan(1),
      'plans/T-002-b.md': plan(2),
      'plans/T-003-c.md': plan(3).replace('**Goal:** People log in with a password\nand a second word,\nand nothing else.', ''),
    });
    assert.deepEqual([packets.aliases?.What, packets.aliases?.Why], [['Goal'], ['Rationale']]);
    assert.deepEqual(told, ['missing-field plans/T-003-c.md']);
  });

  it('a name that would take in what stands below it under a more important one is no name of its field', () => {
    const plan = (n: number) => ({
      [`plans/00${n}-a.md`]: `# 00${n} — A\n\n- **Status**: DONE\n- **Severity**: HIGH\n\n## Steps\n\n1. Go.\n\n## Verification\n\n- **Mechanical**: it builds.\n- **Done when**: no \`left\` remains.\n`,
    });
    const { packets, told } = settled({ ...plan(1), ...plan(2), ...plan(3) });
    assert.deepEqual(packets.aliases?.DONE_MEANS, ['Done when']);
    assert.equal(packets.aliases?.TEST_PLAN, undefined);
    assert.deepEqual(told, []);
  });

  it('a scope that is a list below a line in words; a plan that is no block for a coder; a board by another name, with states in code', () => {
    const task = (n: number, status: string) => ({
      [`docs/tasks/TSK-0${n}-a.md`]: `# TSK-0${n}-a: A\n\n## Status\n\n${status}\n\n## Why\n\nFor it.\n\n## Scope\n\nIn this work:\n\n- mend the index of all files\n\n## Plan\n\n1. Change \`src/a.ts\`.\n\n## Acceptance\n\n- it works\n\n## Validation\n\nIt ran.\n`,
    });
    const line = (n: number, status: string) => `- [TSK-0${n}-a](docs/tasks/TSK-0${n}-a.md) — \`${status}\`: words.\n`;
    const { packets, told } = settled({
      ...task(1, 'review'),
      ...task(2, 'review'),
      ...task(3, 'planned'),
      ...task(4, 'planned'),
      'NEXT_STEPS.md': `# Next\n\n## Now\n\n${line(1, 'review')}${line(3, 'review')}${line(4, 'planned')}`,
    });
    assert.equal(packets.paths?.board, 'NEXT_STEPS.md');
    assert.deepEqual(told, [
      'board-status-mismatch NEXT_STEPS.md',
      'board-missing-entry docs/tasks/TSK-02-a.md',
      'board-status-mismatch docs/tasks/TSK-03-a.md',
    ]);
  });

  it('of another method nothing is asked that fewer than nearly all of its packets say', () => {
    const task = (n: number, more = '') => ({ [`tasks/T-00${n}-a.md`]: `# T-00${n} A\n\n**Status:** doing\n${body}${more}` });
    const why = '\n## Why\n\nFor it.\n';
    assert.ok(!settled({ ...task(1, why), ...task(2, why), ...task(3) }).packets.required?.default?.includes('Why'));
    const most = settled({ ...task(1, why), ...task(2, why), ...task(3, why), ...task(4) });
    assert.ok(most.packets.required?.default?.includes('Why'));
    assert.deepEqual(most.told, ['missing-field tasks/T-004-a.md']);
  });
});
