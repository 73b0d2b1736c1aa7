/** `gatehouse init` in repositories of another method: what none of their packets has is not asked for later, either. */
import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import { describe, it } from 'node:test';
import { parse } from 'yaml';
import { disk } from './support/disk';
import { gatehouse, reportOf } from './support/run';

const task = (id: string, status: string, more = ''): string =>
  `==> work/${id}.md <==\n# ${id}: A thing\n\n- Status: ${status}\n${more}\n## Goal\nIt.\n\n## Scope\n- src/a.ts\n\n## Acceptance criteria\n- [ ] it works\n`;

interface Written {
  readonly packets: { readonly ids?: readonly string[]; readonly paths?: Readonly<Record<string, unknown>> };
  readonly rules: Readonly<Record<string, string>>;
}

function begun(source: string) {
  const d = disk(source);
  mkdirSync(d.full('.git'));
  const done = gatehouse(['init', '--yes', '--system', 'packets'], { cwd: d.root });
  assert.equal(done.code, 0, done.err);
  const { packets = {}, rules = {} } = parse(d.read('gatehouse.yaml')) as Partial<Written>;
  const told = (): readonly string[] =>
    reportOf(['--no-cache', '--as-of', '2026-01-06'], { cwd: d.root }).findings.flatMap((f) =>
      f.severity === 'error' || f.severity === 'warning' ? [f.rule] : [],
    );
  return { d, said: done.err, packets, rules, told };
}

describe('init, of another method', () => {
  it('asks for no signature when open tasks are moved later, where nobody signs', () => {
    const { d, said, rules, told } = begun([1, 2, 3].map((n) => task(`TASK-${n}`, 'todo')).join('\n'));
    assert.equal(rules['packets/signature-missing'], 'off');
    assert.match(said, /signature-missing.*: turned off, for nothing of the sort is in any document here/);
    assert.doesNotMatch(said, /shown as information/);
    assert.match(d.read('gatehouse.yaml'), /^# What none of them has is not asked for; a gate takes no notice of that\.$/m);
    for (const n of [1, 2]) d.write(`work/TASK-${n}.md`, d.read(`work/TASK-${n}.md`).replace('todo', 'in progress'));
    assert.deepEqual(told(), []);
  });

  it('asks for nothing that none of them has, nor shows it as information; what some have is that', () => {
    const done = [1, 2, 3, 4, 5, 6].map((n) => task(`TASK-${n}`, 'done', n === 1 ? '- Risk tier: LOW\n' : ''));
    const { d, said, rules } = begun(done.join('\n'));
    assert.equal(rules['packets/signature-missing'], 'off');
    assert.equal(rules['packets/report-missing'], 'off');
    assert.equal(rules['packets/risk-tier-missing'], 'info');
    assert.match(said, /risk-tier-missing is shown as information from now on: it is found in 5 of the 6 documents/);
    assert.match(d.read('gatehouse.yaml'), /signature-missing: off # nothing of the sort in any\n/);
    const found = reportOf(['--no-cache'], { cwd: d.root }).findings.map((f) => f.rule);
    assert.ok(!found.includes('packets/signature-missing'));
    // A gate asks all the same: whoever wants one wants its questions.
    const gate = gatehouse(['gate', 'pre-work', 'TASK-2'], { cwd: d.root });
    assert.match(gate.out + gate.err, /signature/i);
  });

  it('goes on showing it where the audit says that packets are signed', () => {
    const audit =
      '==> work/SIGNATURE_AUDIT.md <==\n| Signature | Used By | Timestamp | Purpose |\n|---|---|---|---|\n| ann011220251000 | ann | 2025-12-01 10:00 | TASK-1 |\n';
    const { rules } = begun(`${[1, 2, 3, 4].map((n) => task(`TASK-${n}`, 'done')).join('\n')}\n${audit}`);
    assert.equal(rules['packets/report-missing'], 'info');
  });

  it('asks for it where packets have the names of this method, though no open one is signed yet', () => {
    const { d, rules, told } = begun([1, 2, 3].map((n) => task(`WP-${n}-Part`, 'Backlog')).join('\n'));
    assert.equal(rules['packets/signature-missing'], undefined);
    d.write('work/WP-1-Part.md', d.read('work/WP-1-Part.md').replace('Backlog', 'In Progress'));
    assert.ok(told().includes('packets/signature-missing'));
  });

  it('nor where the board has them as done, and they are to say so', () => {
    const names = [1, 2, 3].map((n) => `WP-${n}-Part`);
    const rows = names.map((n) => `| ${n} | A thing | Done |`).join('\n');
    const board = `==> work/BOARD.md <==\n# Board\n\n| ID | Title | Status |\n|---|---|---|\n${rows}\n`;
    const { d, rules, told } = begun(`${names.map((n) => task(n, 'Backlog').replace('[ ]', '[x]')).join('\n')}\n${board}`);
    assert.equal(rules['packets/signature-missing'], 'info');
    for (const n of names) d.write(`work/${n}.md`, d.read(`work/${n}.md`).replace('Backlog', 'Done'));
    assert.deepEqual(
      told().filter((r) => /missing$/.test(r) && r !== 'packets/pointer-missing'),
      [],
    );
  });

  it('misses no page that names a spec where there is none, and takes no packet for it', () => {
    const anchored = (id: string, n: number): string => task(id, 'done', `- Spec: SPEC-00${n}\n`);
    const { packets, told } = begun(
      `${anchored('TASK-1', 1)}\n${anchored('TASK-2', 1)}\n${anchored('TASK-3', 2)}\n${task('TASK-4-interactive-search', 'done')}`,
    );
    assert.equal(packets.paths?.pointer, undefined);
    assert.ok(!told().includes('packets/pointer-missing'));
  });

  it('reads FRONT-004 beside BACK-003, and no FR-004', () => {
    const { packets } = begun(
      ['BACK-001', 'BACK-003', 'FRONT-004', 'FRONT-005', 'FR-007'].map((id) => task(id, 'open')).join('\n'),
    );
    assert.ok(packets.ids?.includes('FRONT'), JSON.stringify(packets));
    assert.ok(!packets.ids?.includes('FR'), JSON.stringify(packets));
  });
});
