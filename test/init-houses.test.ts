/** `gatehouse init` in repositories as they are: what lies beside packets, what a name means, pages that are no boards. */
import assert from 'node:assert/strict';
import { existsSync, mkdirSync } from 'node:fs';
import { describe, it } from 'node:test';
import { parse } from 'yaml';
import { disk } from './support/disk';
import { gatehouse, reportOf } from './support/run';

interface Packets {
  readonly ids?: readonly string[];
  readonly paths?: Readonly<Record<string, string | readonly string[]>>;
  readonly aliases?: Readonly<Record<string, readonly string[]>>;
  readonly statuses?: Readonly<Record<string, readonly string[]>>;
  readonly required?: Readonly<Record<string, readonly string[]>>;
  readonly tiers?: readonly string[];
}

/** What init writes into a folder with these files, and what is then told as a warning or more. */
function settled(source: string): { readonly packets: Packets; readonly rules: object; readonly told: readonly string[] } {
  const d = disk(source);
  mkdirSync(d.full('.git'));
  const done = gatehouse(['init', '--yes', '--system', 'packets'], { cwd: d.root });
  assert.equal(done.code, 0, done.err);
  const { packets = {}, rules = {} } = parse(existsSync(d.full('gatehouse.yaml')) ? d.read('gatehouse.yaml') : '{}') as {
    packets?: Packets;
    rules?: object;
  };
  const told = reportOf(['--no-cache', '--as-of', '2026-01-06'], { cwd: d.root }).findings.flatMap((f) =>
    f.severity === 'error' || f.severity === 'warning' ? [`${f.rule.replace('packets/', '')} ${f.file}`] : [],
  );
  return { packets, rules, told };
}

const files = (of: Readonly<Record<string, string>>): string =>
  Object.entries(of)
    .map(([path, text]) => `==> ${path} <==\n${text}\n`)
    .join('\n');

describe('init, of what lies beside packets', () => {
  it('takes what came of a packet for none, and leaves it out of the globs', () => {
    const task = (n: number): string =>
      `# TASK-${n}: A thing\n\n- Status: Done\n\n## Objective\nIt.\n\n## Acceptance criteria\n- it works\n`;
    const note = '# TASK-1: what was done\n\n- Status: Completed\n\n## Summary\nDone.\n';
    const { packets, told } = settled(
      files({
        'tasks/TASK-1.md': task(1),
        'tasks/TASK-1-HANDOFF.md': note,
        'tasks/TASK-2.md': task(2),
        'tasks/TASK-2-HANDOFF.md': note.replace('TASK-1', 'TASK-2'),
        'tasks/TASK-3-login.md': task(3),
        'tasks/TASK-3-login_review-notes.md': note.replace('TASK-1', 'TASK-3'),
      }),
    );
    assert.deepEqual(packets.paths?.packet, ['tasks/TASK-*.md', '!tasks/*-HANDOFF.md', '!tasks/*_review-notes.md']);
    assert.deepEqual(
      told.filter((t) => t.startsWith('duplicate-id')),
      [],
    );
  });

  it('takes no phase for a state, nor a heading over packets of which one alone says any', () => {
    const task = (n: number, state: string): string =>
      `# TASK-${n}: A thing\n\n${state}\n## Objective\nIt.\n\n## Acceptance criteria\n- it works\n`;
    const { packets } = settled(
      files({
        'work/TASK-1.md': task(1, '- Status: Done\n'),
        'work/TASK-2.md': task(2, '- Status: Done\n'),
        'work/TASK-3.md': task(3, '- Status: Backlog\n'),
        'work/TASK-4.md': task(4, ''),
        'work/BOARD.md':
          '# Board\n\n## Done\n\n- TASK-1\n- TASK-2\n\n## 4 Review and testing\n\n- TASK-3\n\n## Cut if late\n\n1. TASK-3\n2. TASK-4\n',
      }),
    ) as { packets: { boardSections?: unknown } };
    assert.equal(packets.boardSections, undefined);
  });

  it('takes the page that lists packets for the board, and not one that tells of more of them', () => {
    const task = (n: number): string =>
      `# TASK-${n}: A thing\n\n- Status: Done\n\n## Objective\nIt.\n\n## Acceptance criteria\n- it works\n`;
    const of = (pages: Readonly<Record<string, string>>) =>
      settled(files({ ...Object.fromEntries([1, 2, 3, 4, 5].map((n) => [`work/TASK-${n}.md`, task(n)])), ...pages })).packets
        .paths?.board;
    const journal =
      '# Journal\n\n| Week | What | State |\n|---|---|---|\n| one | TASK-1, TASK-2 and TASK-3 (Ann) | Done |\n| two | the rest: TASK-4, then TASK-5 | Done |\n';
    const rows = (n: number): string =>
      `# Work\n\n| No | Task | Status |\n|---|---|---|\n${Array.from({ length: n }, (_, i) => `| ${i + 1} | [TASK-${i + 1}](work/TASK-${i + 1}.md) | Done |`).join('\n')}\n`;
    assert.equal(of({ 'docs/progress.md': journal }), 'docs/progress.md');
    assert.equal(of({ 'docs/progress.md': journal, 'work/INDEX.md': rows(3) }), 'work/INDEX.md');
    // Called as boards are, though other words open its rows.
    const board = journal.replace('TASK-4, then TASK-5', 'TASK-4');
    assert.equal(of({ 'docs/progress.md': journal, 'work/BOARD.md': board }), 'work/BOARD.md');
    assert.equal(of({ 'work/INDEX.md': rows(5), 'work/BOARD.md': rows(1) }), 'work/INDEX.md');
  });

  it('knows Italian; a heading above what is awaited and what awaits is no field', () => {
    const task = (n: number, state: string): string =>
      `# TASK-0${n} — Push\n\n- **Stato:** **${state}**\n\n## Dipendenze\n\n- **Dipende da:** **TASK-0${n - 1}**\n- **Sblocca (non aperti ora):** **TASK-0${n + 1}**\n\n## Obiettivo\n\nInviare.\n\n## Non incluso\n\n- Realtime.\n\n## Criteri di accettazione\n\n- [ ] Esiste un piano.\n`;
    const { packets, told } = settled(
      files({
        'docs/TASKS/TASK-090-x.md': task(90, 'Completato').replace('**TASK-089**', 'nessuna'),
        'docs/TASKS/TASK-091-y.md': task(91, 'In corso'),
        'docs/TASKS/TASK-092-z.md': task(92, 'Da fare').replace('**TASK-093**', 'nessuna'),
        'docs/PLAN.md':
          '# Plan\n\n| Task | Stato |\n|---|---|\n| TASK-090 | DONE |\n| TASK-091 | IN CORSO |\n| TASK-092 | DA FARE |\n',
      }),
    );
    assert.deepEqual(packets.aliases?.['Blocked on'], ['Dipende da']);
    assert.deepEqual(packets.aliases?.DONE_MEANS, ['Criteri di accettazione']);
    assert.deepEqual(packets.statuses, { Done: ['completato'], 'In-Progress': ['in corso'], Backlog: ['da fare'] });
    assert.deepEqual(
      told.filter((t) => t.startsWith('board-')),
      [],
    );
  });

  it('takes what lies in a folder of hand-overs by the names of packets for none of them', () => {
    const packet = (n: number): string =>
      `# WP-E1-00${n}: A thing\n\n- Status: Done\n\n## Objective\nIt.\n\n## Rationale\nSo.\n\n## Expected Result After Verification\nIt works.\n`;
    const note = (n: number): string => `# WP-E1-00${n} Handoff\n\n- Status: current\n\n## Objective\nIt.\n`;
    const all = [1, 2, 3].flatMap((n) => [
      [`docs/work/WP-E1-00${n}.md`, packet(n)] as const,
      [`context/work-packet-handoffs/WP-E1-00${n}.md`, note(n)] as const,
    ]);
    const { packets, told } = settled(files(Object.fromEntries(all)));
    assert.equal(packets.paths?.packet, 'docs/work/WP-*.md');
    assert.deepEqual(packets.aliases?.DONE_MEANS, ['Expected Result After Verification']);
    assert.deepEqual(told, []);
  });

  it('knows packets whose numbers have parts, and German names of fields', () => {
    const session = (n: string, status: string): string =>
      `# RL${n} · Probe\n\n- **Status:** ${status}\n- **Abhängig von:** RL1.1\n\n## Ziel\n\nEs.\n\n## Erlaubte Dateien\n\n- \`a.ts\`\n\n## Nicht-Ziele\n\nTag.\n\n## Fertig, wenn\n\n- [ ] es geht\n\n## Prüfen\n\nVon Hand.\n`;
    const { packets } = settled(
      files({
        'docs/sprints/RL1/RL1.2-probe.md': session('1.2', 'offen'),
        'docs/sprints/RL1/RL1.4-test.md': session('1.4', 'offen'),
        'docs/sprints/RL1/RL1.3-schluss.md': session('1.3', 'blockiert'),
        'docs/notes/V1.2-notes.md': '# V1.2\n\nStatus: offen\n',
      }),
    );
    assert.deepEqual(packets.ids, ['RL{dotted}']);
    assert.equal(packets.paths?.packet, 'docs/sprints/RL1/RL*.md');
    assert.deepEqual(packets.aliases?.DONE_MEANS, ['Fertig, wenn']);
    assert.deepEqual(packets.aliases?.['Blocked on'], ['Abhängig von']);
  });

  it('knows packets of any name that say no state where a page lists them, and decisions for none', () => {
    const plan = (id: string): string =>
      `# ${id} – Nachtplan\n\n## Ziel\nEine Nacht.\n\n## Nicht im Umfang\n- Vergangenes.\n\n## Automatisierte Abnahme\n- CI grün.\n`;
    const row = (id: string, state: string): string => `| [${id}](${id}.md) | Nacht | ${state} |`;
    const list = `# Pakete\n\n| AP | Titel | Status |\n|---|---|---|\n`;
    const of = (ids: readonly string[]): Record<string, string> =>
      Object.fromEntries(ids.map((id) => [`docs/ap/${id}.md`, plan(id)]));
    const { packets } = settled(
      files({
        ...of(['AP-01', 'AP-64b', 'AP-S2c']),
        'docs/ap/README.md': `${list}${row('AP-01', '☑')}\n${row('AP-64b', '◐')}\n${row('AP-S2c', '☐')}`,
      }),
    );
    assert.deepEqual(packets.ids, ['AP']);
    assert.equal(packets.paths?.packet, 'docs/ap/AP-*.md');
    assert.deepEqual(packets.statuses, { Done: ['☑'], 'In-Progress': ['◐'], Backlog: ['☐'] });
    // Nobody lists them: nothing is said of them.
    assert.equal(settled(files(of(['AP-01', 'AP-02']))).packets.ids, undefined);
    const decisions = of(['ADR-01', 'ADR-02']);
    const adrs = settled(files({ ...decisions, 'docs/ap/README.md': `${list}${row('ADR-01', '☑')}\n${row('ADR-02', '☑')}` }));
    assert.equal(adrs.packets.ids, undefined);
  });

  it('a packet about a template is a packet; an introduction to a list is no state', () => {
    const packet = (id: string, status: string): string =>
      `# ${id}: A thing\n\n- Status: ${status}\n- What: It.\n- Scope: a\n- DONE_MEANS: it works\n`;
    const { packets, told } = settled(
      files({
        'docs/wps/WP-0001-work-packet-template.md': packet('WP-0001', 'complete'),
        'docs/wps/WP-0002-inventory.md': packet('WP-0002', 'draft'),
        'docs/wps/WORK_PACKET_TEMPLATE.md': '# WP-0000\n\n- Status: draft\n',
        'docs/wps/README.md':
          '# Index\n\n## Status values\n\nAllowed statuses:\n\n1. `draft`\n2. `ready`\n3. `in_progress`\n4. `complete`\n\n## Packets\n\n| Packet | Status |\n|---|---|\n| WP-0001 | complete |\n| WP-0002 | draft |\n',
      }),
    );
    assert.deepEqual(packets.paths, { packet: 'docs/wps/WP-*.md', board: 'docs/wps/README.md' });
    assert.deepEqual(packets.statuses, { Backlog: ['draft'] });
    assert.deepEqual(
      told.filter((t) => /^board|invalid/.test(t)),
      [],
    );
  });

  it('a page that speaks of some packets is no board', () => {
    const packet = (n: number): string =>
      `# WP-0${n}: A thing\n\n- Status: ${n < 3 ? 'done' : 'ready'}\n- Owner: Ann\n\n## Result\nA store.\n\n## Acceptance checklist\n- [x] it works\n`;
    const { packets, told } = settled(
      files({
        ...Object.fromEntries([1, 2, 3, 4, 5, 6].map((n) => [`docs/wps/WP-0${n}-thing.md`, packet(n)])),
        'docs/STATUS.md': '# Where we are\n\n## Ready\n- WP-03\n- WP-04\n\n## Done\nMuch.\n',
      }),
    );
    assert.equal(packets.paths?.board, undefined);
    assert.deepEqual(packets.aliases, { What: ['Result'], DONE_MEANS: ['Acceptance checklist'] });
    assert.deepEqual(told, []);
  });
});

describe('init, of what names mean', () => {
  const packet = (n: number, body: string): string => `# WP-1-Part${n}\n\n- STATUS: In-Progress\n${body}\n`;
  const three = (body: string): string =>
    files(Object.fromEntries([1, 2, 3].map((n) => [`work/WP-1-Part${n}.md`, packet(n, body)])));

  it('Result is what came of it, where it says that', () => {
    const { packets } = settled(three('- What: It.\n- DONE_MEANS: it works\n\n## Result\nnpm test: 12 tests passed\n'));
    assert.deepEqual(packets.aliases, { VALIDATION: ['Result'] });
  });

  it('asks for no What where DONE_MEANS says it, and nobody says What', () => {
    const asked = (body: string) => settled(three(body)).packets.required?.default;
    assert.deepEqual(asked('- Why: so\n- DONE_MEANS: it works'), ['TASK_ID', 'STATUS', 'Why', 'DONE_MEANS']);
    assert.deepEqual(asked('- Why: so'), ['TASK_ID', 'STATUS', 'What', 'Why', 'DONE_MEANS']);
  });

  it('what is due from the second tier on is a habit among those, whatever the tiers are called', () => {
    const risks = ['baixo', 'médio', 'médio', 'baixo', 'baixo'];
    const source = files(
      Object.fromEntries(
        risks.map((risk, i) => [
          `work/WP-1-Part${i}.md`,
          packet(i, `- What: It.\n- Risco: ${risk}\n- DONE_MEANS: it works\n- TEST_PLAN: npm test`),
        ]),
      ),
    );
    const { packets, rules } = settled(source);
    assert.deepEqual(packets.tiers, ['BAIXO', 'MÉDIO', 'ALTO']);
    assert.deepEqual(rules, {
      'packets/ai-review-missing': 'info',
      'packets/audit-scope-missing': 'info',
      'packets/signature-missing': 'info',
    });
  });

  it('numbers of any prefix are packets where they say a state, when they are done, and more; decisions are none', () => {
    const card = (status: string): string =>
      `# A thing\n\n- Status: ${status}\n- Owner: Ann\n\n## Context\nSo.\n\n## Done when\nIt works.\n`;
    const { packets } = settled(
      files({
        'plan/KARTE-012-login.md': card('done'),
        'plan/KARTE-013-roles.md': card('open'),
        'plan/ADR-0001-store.md': card('accepted'),
        'plan/NOTE-014-x.md': '# A note\n\n- Status: done\n',
      }),
    );
    assert.deepEqual([packets.ids, packets.paths], [['KARTE'], { packet: 'plan/KARTE-*.md' }]);
  });
});
