/** The overview: what is over its time and what is near it, who holds others up, and what rules say. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { overviewOf } from '#service/overview/overview';
import { fixture } from './support/fixture';

const day = '2026-01-15';
const open = (source: string) => fixture(source, { today: day });
const packet = (id: string, status: string, more = ''): string =>
  `==> docs/task_packets/${id}.md <==\n# ${id}\n- TASK_ID: ${id}\n- STATUS: ${status}\n${more}`;

describe('the overview', () => {
  it('tells what is over its time, the longest first, then what is near it', async () => {
    const { session } = await open(`${packet('WP-1-X', 'Done')}==> docs/TASK_BOARD.md <==
# Task Board

## In Progress
- [WP-1-Late] Started 2025-12-10. Escalated: 2026-01-13, to Mara
- [WP-1-Near] Started 2025-12-20
- [WP-1-Fresh] Started 2026-01-10
- [WP-1-Future] Started 2026-02-01

## Backlog
- [WP-1-Later] since 2025-12-01
- [WP-1-Own] since 2026-01-01 (SLA: 60 days)

## Done
- [WP-1-Over] since 2020-01-01
`);
    assert.deepEqual(
      overviewOf(session, day).ages.map((a) => `${a.name} ${a.is} ${a.state} ${a.days} of ${a.limit} ${a.escalated ?? ''}`),
      [
        'WP-1-Later over Backlog 45 of 5 ',
        'WP-1-Late over In-Progress 36 of 30 2026-01-13, to Mara',
        'WP-1-Near near In-Progress 26 of 30 ',
      ],
    );
  });

  it('says the same as the rule that judges ages', async () => {
    const { session } = await open(
      `==> docs/TASK_BOARD.md <==
# Task Board

## Phase 1 Closure Gates
- [WP-1-A] **In-Progress**

## In Progress
- [WP-1-A] Started 2025-12-01

## Ready for Validation
- **[WP-1-B]** awaiting review since 2026-01-02

## Backlog
- [WP-1-C]
${packet('WP-1-B', 'In-Progress (since 2026-01-10)')}${packet('WP-1-C', 'Backlog', '- DATE: 2026-01-05\n')}`,
    );
    const { ages, late } = overviewOf(session, day);
    const told = [...session.workspace.entries.values()].flatMap((e) => e.findings).filter((f) => f.rule === 'packets/board-sla');
    assert.deepEqual(
      ages.map((a) => a.name),
      ['WP-1-A', 'WP-1-C'],
    );
    assert.deepEqual(told.map((f) => f.about?.name).sort(), ['WP-1-A', 'WP-1-C']);
    assert.deepEqual(late, []);
  });

  it('tells what only history says is late', async () => {
    const { session } = await fixture(packet('WP-1-A', 'In-Progress'), {
      today: day,
      past: { past: [{ day: '2025-11-01', files: packet('WP-1-A', 'In-Progress') }] },
    });
    const { ages, late } = overviewOf(session, day);
    assert.deepEqual(ages, []);
    assert.match(late[0]?.message ?? '', /WP-1-A has been In-Progress for 75 days/);
  });

  it('names who holds up most first, and who waits for themselves', async () => {
    const waits = (id: string, ...on: readonly string[]) => packet(id, 'Backlog', `- Blocked on: ${on.join(', ')}\n`);
    const { session } = await open(
      packet('WP-1-A', 'Done') +
        packet('WP-1-B', 'In-Progress') +
        waits('WP-1-C', 'WP-1-A', 'WP-1-B') +
        waits('WP-1-D', 'WP-1-B', 'WP-1-C') +
        waits('WP-1-E', 'WP-1-F') +
        waits('WP-1-F', 'WP-1-E'),
    );
    const { blockers, cycles } = overviewOf(session, day);
    assert.deepEqual(
      blockers.map((b) => `${b.name} ${b.state} ${b.critical} ${b.waiting.join(',')}`),
      [
        'WP-1-B In-Progress true WP-1-C,WP-1-D',
        'WP-1-C Backlog true WP-1-D',
        'WP-1-E Backlog false WP-1-F',
        'WP-1-F Backlog false WP-1-E',
      ],
    );
    assert.deepEqual(cycles, [['WP-1-E', 'WP-1-F']]);
  });

  it('counts findings by severity, then by number', async () => {
    const { session } = await open(packet('WP-1-A', 'Ready-for-Dev') + packet('WP-1-B', 'Backlog', '- Blocked on: WP-1-None\n'));
    const { rules, counts } = overviewOf(session, day);
    const found = [...session.workspace.entries.values()].flatMap((e) => e.findings);
    assert.equal(
      rules.reduce((n, r) => n + r.count, 0),
      found.length,
    );
    assert.equal(
      rules.reduce((n, r) => n + (r.severity === 'error' ? r.count : 0), 0),
      counts.error,
    );
    const rank = ['error', 'warning', 'info', 'hint'];
    for (const [i, r] of rules.slice(1).entries()) {
      const before = rules[i] ?? assert.fail();
      const worse = rank.indexOf(before.severity) - rank.indexOf(r.severity);
      assert.ok(worse < 0 || (worse === 0 && before.count >= r.count), `${before.rule} ${r.rule}`);
    }
    assert.ok(rules.some((r) => r.rule === 'packets/missing-field' && r.severity === 'error'));
  });
});
