/** `gatehouse init` where packets are called by a number or a day: it sees them, tells them from other records, and `check` goes by it. */
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
  readonly ids?: readonly string[];
  readonly paths?: Readonly<Record<string, string | readonly string[]>>;
  readonly aliases?: Readonly<Record<string, readonly string[]>>;
  readonly statuses?: Readonly<Record<string, readonly string[]>>;
}

const surveyed = (source: string) => survey(new MemoryFiles(parseFixture(source).files), parsers, nodePace);

async function written(source: string): Promise<Written & { readonly text: string }> {
  const text = configText(discoverAll(systems, await surveyed(source), new Set()));
  return { text, ...(parse(text) as { packets?: Written } | null)?.packets };
}

/** What is said where nothing is found. */
async function unheard(source: string): Promise<string> {
  const s = await surveyed(source);
  const found = systems.flatMap((system) => system.init?.discover(s, system.dialect) ?? []);
  assert.ok(found.every((f) => !f.present));
  return found.flatMap((f) => f.seen).join('\n');
}

/** A task as people write them who never heard of packets. */
const task = (path: string, title: string, status = 'done', more = ''): string =>
  `==> ${path} <==\n# ${title}\n\nStatus: ${status}\n${more}\n## Goal\n\nIt.\n\n## Acceptance criteria\n\n- [x] it works\n`;

const several = (paths: readonly string[]): string => paths.map((p) => task(p, 'A thing')).join('\n');

describe('init, of packets that are called by numbers and days', () => {
  it('by a number, with words behind it or none; by a day; by a day and a number', async () => {
    const of = async (names: readonly string[]) => {
      const { ids, paths } = await written(several(names.map((n) => `.tasks/${n}.md`)));
      return [ids, paths?.packet];
    };
    assert.deepEqual(await of(['0001-log-in', '0002-log-out', '0010_roles']), [['{number}'], '.tasks/[0-9]*.md']);
    assert.deepEqual(await of(['001', '002', '044']), [['{number}'], '.tasks/[0-9]*.md']);
    assert.deepEqual(await of(['2026-01-02-log-in', '2026-01-02-log-out', '2026-02-01-roles']), [
      ['{YYYY-MM-DD}-{name}'],
      '.tasks/[0-9]*.md',
    ]);
    assert.deepEqual(await of(['2026-01-02-001-log-in', '2026-01-02-002-log-out', '2027-02-01-003-roles']), [
      ['{YYYY-MM-DD}-{number}'],
      '.tasks/[0-9]*.md',
    ]);
    assert.deepEqual((await of(['1.1.log-in', '1.2.log-out', '2.1.roles']))[0], ['{dotted}.{name}']);
    assert.deepEqual((await of(['1-1-log-in', '1-2-log-out', '2-1-roles']))[0], ['{number}-{number}-{name}']);
    // A number of two digits stands in any text.
    assert.deepEqual((await of(['01-log-in', '02-log-out', '03-roles']))[0], ['{number}-{name}']);
  });

  it('where folders count anew the name belongs to the id, and each folder may have its board', async () => {
    const row = (name: string): string => `| [${name.slice(0, 4)}](tasks/${name}.md) | done |`;
    const part = (folder: string, names: readonly string[]): string =>
      `${several(names.map((n) => `${folder}/tasks/${n}.md`))}\n==> ${folder}/BOARD.md <==\n| Task | Status |\n|---|---|\n${names.map(row).join('\n')}\n`;
    const found = await written(
      `${part('parts/lamp', ['0001-wire', '0002-bulb', '0003-shade'])}\n${part('parts/bell', ['0001-wire-it', '0002-clapper', '0003-rope'])}`,
    );
    assert.deepEqual(found.ids, ['{number}-{name}']);
    assert.deepEqual(found.paths, {
      packet: 'parts/*/tasks/[0-9]*.md',
      board: ['parts/bell/BOARD.md', 'parts/lamp/BOARD.md'],
    });
    assert.match(found.text, /: 0001 is there more than once, so its name belongs to it/);
    const lanes = ['one/WP01-wire', 'one/WP02-bulb', 'two/WP01-clapper'].map((n) => task(`specs/${n}.md`, 'A thing'));
    assert.deepEqual((await written(lanes.join('\n'))).ids, ['WP{number}-{name}']);
  });

  it('in folders by state, in folders of their own, in parts of the work', async () => {
    const of = async (paths: readonly string[]) => {
      const found = await written(several(paths));
      return [found.ids, found.paths?.packet];
    };
    assert.deepEqual(await of(['tasks/todo/001-log-in.md', 'tasks/done/002-log-out.md', 'tasks/done/003-roles.md']), [
      ['{number}'],
      'tasks/*/[0-9]*.md',
    ]);
    assert.deepEqual(await of(['work/0001-log-in/brief.md', 'work/0002-log-out/brief.md', 'work/0003-report-it/brief.md']), [
      ['{number}'],
      'work/*/brief.md',
    ]);
    const both = ['todo/0001-log-in', 'done/0002-log-out', 'done/0003-roles', 'done/0004-export'];
    assert.deepEqual(await of(both.map((p) => `work/${p}/brief.md`)), [['{number}'], 'work/*/*/brief.md']);
    assert.deepEqual(await of(['tickets/AP5-01-log-in.md', 'tickets/AP5-02-log-out.md', 'tickets/AP6-01-roles.md']), [
      ['AP{number}-{number}'],
      'tickets/AP*.md',
    ]);
    // A specification's own folder holds no task.
    assert.deepEqual(await of(['specs/001-log-in/spec.md', 'specs/002-log-out/spec.md', 'specs/003-roles/spec.md']), [
      undefined,
      undefined,
    ]);
  });

  it('records of another sort have numbers and days as well, and two are no habit', async () => {
    const none = async (paths: readonly string[]) => assert.equal((await written(several(paths))).ids, undefined, paths[0]);
    await none(['docs/adr/0001-a.md', 'docs/adr/0002-b.md', 'docs/adr/0003-c.md']);
    await none(['rfcs/0001-a.md', 'rfcs/0002-b.md', 'rfcs/0003-c.md']);
    await none(['tasks/0001-prd-a.md', 'tasks/0002-prd-b.md', 'tasks/0003-prd-c.md']);
    await none(['content/posts/2026-01-01-a.md', 'content/posts/2026-01-02-b.md', 'content/posts/2026-01-03-c.md']);
    await none(['tasks/0001-a.md', 'tasks/0002-b.md']);
    // Unless they have as many fields as a packet has.
    const full = [1, 2, 3].map((n) =>
      task(`docs/plans/000${n}-a.md`, 'A').concat('\n## Out of scope\n\n- It too.\n\n## Verification\n\n- npm test\n'),
    );
    assert.deepEqual((await written(full.join('\n'))).ids, ['{number}']);
    // A state and a goal alone: that may be anything.
    const goals = [1, 2, 3].map((n) => `==> work/000${n}-a.md <==\n# A\n\nStatus: done\n\n## Goal\n\nIt.\n`);
    assert.equal((await written(goals.join('\n'))).ids, undefined);
  });

  it('files with blanks in their names and capitals that only the id has', async () => {
    const own = (n: string, path: string): string =>
      `==> tasks/${path}.md <==\n---\nid: TASK-${n}\ntitle: A thing\nstatus: To Do\ndependencies:\n  - TASK-3\n---\n\n## Description\n\nIt.\n\n## Acceptance Criteria\n- [ ] #1 it works\n`;
    const d = disk([own('3', 'task-3 - Log in'), own('4', 'task-4 - Log-out'), own('4.2', 'task-4.2 - Roles')].join('\n'));
    mkdirSync(d.full('.git'));
    assert.equal(gatehouse(['init', '--yes'], { cwd: d.root }).code, 0);
    assert.match(d.read('gatehouse.yaml'), /^ {2}ids: \[TASK\]$/m);
    const found = reportOf(['--no-cache'], { cwd: d.root }).findings.filter((f) => /id-mismatch|invalid-id/.test(f.rule));
    assert.deepEqual(found, []);
  });

  it('what is written is read: numbers on a board and among blockers, but no year, date or count', () => {
    const d = disk(
      [
        task('tasks/0001-log-in.md', 'Log in'),
        task('tasks/0002-log-out.md', 'Log out', 'in progress', 'Depends on: 0001, 0009\n'),
        task('tasks/0003-roles.md', 'Task 0004: roles', 'todo', 'Depends on: 2026-01-05 and 300 users\n'),
        task('tasks/0120-export.md', 'Export', 'todo'),
        '==> BOARD.md <==\n# Board\n\n| Task | Status |\n|---|---|\n| 0001 | done |\n| 0002 | done |\n| 0003 | todo |\n| 0120 | todo |\n| 2026 | done |\n| 0044 | todo |\n',
      ].join('\n'),
    );
    mkdirSync(d.full('.git'));
    assert.equal(gatehouse(['init', '--yes'], { cwd: d.root }).code, 0);
    assert.match(d.read('gatehouse.yaml'), /^ {2}ids: \["\{number\}"\]$/m);
    const told = /board-(?:status-mismatch|unknown|missing)|id-mismatch|invalid-id/;
    const found = reportOf(['--no-cache'], { cwd: d.root }).findings.flatMap((f) =>
      told.test(f.rule) ? [`${f.rule.replace('packets/', '')} ${f.file} ${f.range.start.line}`] : [],
    );
    assert.deepEqual(found.sort(), [
      'board-status-mismatch BOARD.md 6',
      'board-status-mismatch tasks/0002-log-out.md 3',
      'board-unknown-blocker tasks/0002-log-out.md 4',
      'board-unknown-packet BOARD.md 10',
      'id-mismatch tasks/0003-roles.md 1',
    ]);
  });
});

describe('init, of words that it takes for what they mean', () => {
  it('a lane that is a state, and one that is a part of the work', async () => {
    const own = (n: number, lane: string): string =>
      `==> wps/WP0${n}-part.md <==\n---\nlane: "${lane}"\n---\n\n# WP0${n}\n\n## Objective\n\nIt.\n\n## Definition of Done Checklist\n\n- [ ] it works\n`;
    const states = ['planned', 'doing', 'for_review', 'done'];
    const found = await written(states.map((s, i) => own(i + 1, s)).join('\n'));
    assert.deepEqual([found.aliases?.STATUS, found.aliases?.DONE_MEANS], [['lane'], ['Definition of Done Checklist']]);
    // A story is what is told, or whose part it is.
    const told = (n: number): string =>
      task(`tasks/000${n}-a.md`, 'A').replace('## Goal\n\nIt.', `## Story\n\nAs a reader I want a lamp, so that I can see.`);
    assert.deepEqual((await written([1, 2, 3].map(told).join('\n'))).aliases?.What, ['Story']);
    const whose = [1, 2, 3].map((n) => task(`tasks/000${n}-a.md`, 'A', 'done', '- Story: US-12\n'));
    assert.deepEqual((await written(whose.join('\n'))).aliases?.What, ['Goal']);
    const parts = [1, 2, 3].map((n) => task(`tasks/000${n}-a.md`, 'A', 'done', 'Lane: backend\n').replace('Status', 'State'));
    assert.deepEqual((await written(parts.join('\n'))).aliases?.STATUS, ['State']);
  });

  it('a section called specification that is one, a status in one word, states that a comment lists', async () => {
    const own = (n: number, status: string): string =>
      `==> tareas/000${n}-a.md <==\n---\nid: '000${n}'\nestado: ${status} # borrador | aprobada | en_obras | en_revision | hecha\n---\n\n## Especificación\n\nEl canal va en un módulo.\n\n## Criterios de aceptación\n\n- funciona\n\n## Fuera de alcance\n\n- nada\n`;
    const form = `==> tareas/_PLANTILLA.md <==\n---\nid: NNNN\nestado: borrador # borrador | aprobada | en_obras | en_revision | hecha\n---\n`;
    const found = await written([form, own(1, 'en_obras'), own(2, 'hecha'), own(3, 'aprobada')].join('\n'));
    assert.equal(found.aliases?.SPEC_ANCHOR, undefined);
    assert.deepEqual(found.statuses?.Backlog, ['borrador'], found.text);
    assert.deepEqual(found.statuses?.['Ready-for-Validation'], ['en revision']);
    assert.match(found.text, /tareas\/_PLANTILLA\.md declares “en obras”: write under packets\.statuses which state that is/);
    const camel = [1, 2, 3].map((n) => task(`tasks/000${n}-a.md`, 'A', 'InProgress'));
    assert.equal((await written(camel.join('\n'))).statuses, undefined);
  });
});

describe('what init counts on in fields', () => {
  it('a heading and a line of one name; names beside each other after a dash', async () => {
    const own = [1, 2, 3].map((n) =>
      task(`tasks/000${n}-a.md`, 'A').replace('Status: done', '- **Mission:** one — **Status:** In progress (ann, 2026-01-02)'),
    );
    assert.match((await written(own.join('\n'))).text, /3 packets, such as/);
    const d = disk(
      '==> docs/task_packets/WP-1-A.md <==\n# WP-1-A\n\n## Status\n\n- Status: Blocked\n- Owner: ann\n\n==> docs/task_packets/WP-1-B.md <==\n# WP-1-B\n\n- **Mission:** one — **Status:** Done\n',
    );
    mkdirSync(d.full('.git'));
    const shown = gatehouse(['status'], { cwd: d.root }).out;
    assert.match(
      shown,
      /Blocked \(1\)\n\s+WP-1-A[\s\S]*Done \(1\)\n\s+WP-1-B|Done \(1\)\n\s+WP-1-B[\s\S]*Blocked \(1\)\n\s+WP-1-A/,
    );
  });
});

describe('init, where it sees something and cannot read it', () => {
  it('says what, how often, and what to write', async () => {
    const silent = [1, 2, 3].map((n) => task(`tickets/00${n}-a.md`, 'A').replace(/^Status: done\n/m, ''));
    const said = await unheard(silent.join('\n'));
    assert.match(said, /^3 files such as tickets\/001-a\.md say when something is done, but no state of theirs could be read/);
    assert.match(said, /^ {4}ids: \["\{number\}"\]\n {4}paths: \{ packet: "tickets\/\[0-9\]\*\.md" \}$/m);
    const housed = [1, 2, 3].map((n) => task(`work/2026-01-0${n}_a/00-contract.md`, 'A').replace(/^Status: done\n/m, ''));
    assert.match(
      await unheard(housed.join('\n')),
      /ids: \["\{YYYY-MM-DD\}_\{name\}"\]\n {4}paths: \{ packet: "work\/\*\/00-contract\.md" \}/,
    );
    // Called by words alone they are no packets, however much they say.
    const words = ['encoding', 'health-check', 'dark-mode'].map((n) =>
      task(`tasks/backlog/${n}.md`, 'A').replace('- ', '- [ ] '),
    );
    assert.match(
      await unheard(words.join('\n')),
      /^3 files such as tasks\/backlog\/[a-z-]+\.md say how they stand and when they are done, but are called by words alone/,
    );
    // A specification says as much of what is done, and is none.
    const specs = [1, 2, 3].map((n) => task(`specs/00${n}-a/spec.md`, 'A').replace(/^Status: done\n/m, ''));
    assert.equal(await unheard(specs.join('\n')), '');
  });

  it('and that they are called by words alone where a few names have a number in them', async () => {
    const card = (name: string): string =>
      `==> cards/${name}.md <==\n# The ${name}\n\n## Goal\nIt.\n\n## Why\nSo.\n\n## Acceptance Criteria\n- it works\n\n## Status\nDone\n\n`;
    const worded = ['lamp', 'door', 'roof-tiles', 'fence', 'gate', 'well', 'path'].map(card).join('');
    assert.match(
      await unheard(`${worded}${card('slice-0001-lamp')}${card('slice-0002-door')}`),
      /^9 files such as cards\/door\.md say how they stand and when they are done, but are called by words alone/,
    );
    // In a place of their own they are left aside.
    const tasks = [1, 2, 3].map((n) => card(`TASK-00${n}`).replace('cards/', 'tasks/')).join('');
    const found = await written(`${worded}${tasks}`);
    assert.deepEqual([found.ids, found.paths?.packet], [['TASK'], 'tasks/TASK-*.md']);
    // One without a number among many that have one is told of.
    const slip = await written(`${tasks}${card('lamp').replace('cards/', 'tasks/')}`);
    assert.deepEqual([slip.ids, slip.paths?.packet], [['TASK'], 'tasks/*.md']);
    // They are packets where they are titled as their files are called, or a page lists them by state.
    const titled = await written(worded.replaceAll('# The ', '# ').replace('# roof-tiles', '# Roof tiles'));
    assert.deepEqual([titled.ids, titled.paths?.packet], [['{name}'], 'cards/*.md']);
    const guide = await written(
      `${worded.replaceAll('# The ', '# ')}==> cards/AGENTS.md <==\n# How to\n\n==> cards/TRIAGE_v1.md <==\n# Triage\n\n`,
    );
    assert.deepEqual(guide.paths?.packet, ['cards/*.md', '!cards/AGENTS.md', '!cards/TRIAGE_v1.md']);
    const board = '==> BOARD.md <==\n# Board\n\n## Done\n\n- [The lamp](cards/lamp.md)\n- `cards/roof-tiles.md`\n\n';
    const listed = await written(worded + board);
    assert.deepEqual([listed.ids, listed.paths?.packet, listed.paths?.board], [['{name}'], 'cards/*.md', 'BOARD.md']);
    // Two files of one name are told apart by neither.
    const twice = `${worded}${board}${card('lamp').replace('cards/', 'cards/done/')}`;
    assert.match(await unheard(twice), /called by words alone/);
  });

  it('and of plans that are called so, those that were put aside among them', async () => {
    const plan = (path: string, state: string): string =>
      `==> docs/plans/${path}.md <==\n---\narea: ${path}\nstatus: ${state}\n---\n\n# A plan\n\n## Intent\nIt.\n\n## Acceptance criteria\n\n- \`npm test\`\n\n`;
    const plans = ['lamp', 'door', 'roof'].map((n) => plan(n, 'in-progress')).join('') + plan('archive/well', 'archived');
    assert.match(
      await unheard(plans),
      /^4 files such as docs\/plans\/door\.md say how they stand and when they are done, but are called by words alone/,
    );
    assert.equal(await unheard(['lamp', 'door', 'roof'].map((n) => plan(n, 'accepted')).join('')), '');
    const named = plans.replaceAll('area: ', 'plan_id: ').replace('archive/well\nstatus', 'well\nstatus');
    const found = await written(named);
    assert.deepEqual([found.ids, found.aliases?.TASK_ID], [['{name}'], ['plan_id']]);
  });

  it('several sorts that lie together are told of at once, with all that are called so', async () => {
    const files = ['X-01', 'X-02', 'X-03', 'S0-01', 'S0-02', 'S1-01'].map((id) =>
      task(`tickets/${id}.md`, id).replace(/^Status: done\n/m, ''),
    );
    const said = await unheard(`${files.join('\n')}\n==> tickets/X-04.md <==\n# X-04\n`);
    assert.match(said, /^7 files such as tickets\//);
    assert.match(
      said,
      /^ {4}ids: \["S\{number\}-\{number\}", "X"\]\n {4}paths: \{ packet: \["tickets\/S\*\.md", "tickets\/X\*\.md"\] \}$/m,
    );
  });

  it('a board of tasks that have no files', async () => {
    const said = await unheard(
      '==> docs/TASK_BOARD.md <==\n# Board\n\n| ID | Status |\n|---|---|\n| OPS-1 | DONE |\n| OPS-2 | TODO |\n| DATA-7 | TODO |\n',
    );
    assert.match(said, /^docs\/TASK_BOARD\.md lists 3 tasks such as OPS-1, and none of them has a file of its own/);
  });
});

describe('init, of work that is told from other records by its state, and by when it is done', () => {
  const boxed = (path: string, title: string, state: string): string =>
    `==> ${path} <==\n---\nstatus: ${state}\n---\n\n# ${title}\n\n## Context\n\nIt hangs.\n\n## Tasks\n\n- [ ] mend it\n`;
  const states = ['backlog', 'in-progress', 'done'];

  it('a state of work and boxes are enough, in plans too and in folders that are called by a state', async () => {
    for (const dir of ['tickets', 'plans', 'backlog']) {
      const found = await written(states.map((s, i) => boxed(`${dir}/00${i + 1}-a.md`, 'A', s)).join('\n'));
      assert.deepEqual([found.ids, found.paths?.packet], [['{number}'], `${dir}/[0-9]*.md`], dir);
    }
    const found = await written(states.map((s, i) => boxed(`tickets/${s}/PROJ-2026-00${i + 1}-a.md`, 'A', s)).join('\n'));
    assert.deepEqual([found.ids, found.paths?.packet], [['PROJ'], 'tickets/**/PROJ-*.md']);
  });

  it('decisions and drafts are no work, nor are logs and sessions', async () => {
    const none = async (source: string, why: string) => assert.equal((await written(source)).ids, undefined, why);
    await none(
      ['accepted', 'proposed', 'superseded'].map((s, i) => boxed(`plans/00${i + 1}-a.md`, 'A', s)).join('\n'),
      'decisions',
    );
    await none([1, 2, 3].map((n) => boxed(`research-logs/00${n}-a.md`, 'A', 'completed')).join('\n'), 'logs');
    await none([1, 2, 3].map((n) => boxed(`sessions/2026-01-0${n}-a.md`, 'A', 'completed')).join('\n'), 'sessions');
    await none([1, 2, 3].map((n) => boxed(`docs/ADR-00${n}-a.md`, 'A', 'done')).join('\n'), 'ADR');
  });

  it('where a page lists them by state, nothing need say when they are done', async () => {
    const one = (n: number): string =>
      `==> backlog/tasks/T-00${n}-a.md <==\n# T-00${n} — A\n\n## Estado: PENDIENTE\n\n## Objetivo\n\nMedir.\n`;
    const all = [1, 2, 3].map(one).join('\n');
    assert.equal((await written(all)).ids, undefined);
    const board =
      '==> backlog/BACKLOG.md <==\n# Lista\n\n| ID | Estado |\n|---|---|\n| T-001 | Pendiente |\n| T-002 | Pendiente |\n';
    const found = await written(`${all}\n${board}`);
    assert.deepEqual([found.ids, found.paths?.packet, found.paths?.board], [['T'], 'backlog/tasks/T-*.md', 'backlog/BACKLOG.md']);
  });
});
