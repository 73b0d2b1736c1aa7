/** `gatehouse status`: the example to the letter, JSON to its schema, and wrong command lines. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { statusReport } from '#protocol/status-report';
import { disk, inRepository } from './support/disk';
import { gatehouse, golden } from './support/run';

const example = inRepository('examples/packets');
const day = ['--as-of', '2026-01-15'];

describe('status', () => {
  it('of the example folder', () => {
    const { code, out, err } = gatehouse(['status', ...day], { cwd: example });
    assert.deepEqual([code, err], [0, '']);
    golden('status', out);
  });

  it('as JSON, with ages, what is waited for, and what was found', () => {
    const { out } = gatehouse(['status', example, ...day, '--format', 'json']);
    const { folders, day: told } = statusReport.parse(JSON.parse(out));
    assert.equal(told, '2026-01-15');
    const [phase] = folders[0]?.phases ?? [];
    assert.deepEqual([phase?.id, phase?.packets, phase?.done, phase?.blocked], ['1', 5, 1, 1]);
    const packets = phase?.states.flatMap((s) => s.packets) ?? [];
    assert.deepEqual(packets.find((p) => p.id === 'WP-1-Logout')?.waits, [{ id: 'WP-1-Session-Store', state: 'Ready-for-Dev' }]);
    const store = packets.find((p) => p.id === 'WP-1-Session-Store');
    assert.equal(store?.days, 43);
    assert.ok((store?.errors ?? 0) > 0);
  });

  it('counts as blocked what says so, also where it names nobody that it waits for', () => {
    const packet = (id: string, status: string): string => `==> docs/task_packets/${id}.md <==\n# ${id}\n- STATUS: ${status}\n`;
    const { root } = disk(packet('WP-1-A', 'Blocked') + packet('WP-1-B', 'Backlog'));
    for (const what of ['status', 'summary'])
      assert.match(gatehouse([what], { cwd: root }).out, /^Phase 1: 0 of 2 done, 1 blocked$/m);
  });

  it('waits for nobody who is done or superseded', () => {
    const packet = (id: string, status: string, more = ''): string =>
      `==> docs/task_packets/${id}.md <==\n# ${id}\n- STATUS: ${status}\n${more}`;
    const { root } = disk(
      packet('WP-1-A', 'Done') +
        packet('WP-1-B', 'Superseded') +
        packet('WP-1-C', 'Backlog') +
        packet('WP-1-D', 'Backlog', '- Blocked on: WP-1-A, WP-1-B, WP-1-C\n'),
    );
    const { out } = gatehouse(['status'], { cwd: root });
    assert.match(out, /WP-1-D +waits for WP-1-C \(Backlog\)/);
    assert.ok(!out.includes('WP-1-A (') && !out.includes('WP-1-B ('), out);
  });

  it('of a folder with a project below: each under its name', () => {
    const { root } = disk(
      '==> docs/task_packets/WP-1-Top.md <==\n# WP-1-Top\n==> app/gatehouse.yaml <==\nsystems: [packets]\n==> app/docs/task_packets/WP-1-Below.md <==\n# WP-1-Below\n',
    );
    const { out } = gatehouse(['status'], { cwd: root });
    assert.ok(out.indexOf('WP-1-Top') < out.indexOf('app\n') && out.indexOf('app\n') < out.indexOf('WP-1-Below'), out);
  });

  it('of a folder that has nothing, of one that is not there, on a day that is none: exit code 2, and why', () => {
    const bare = disk('==> README.md <==\n# Nothing\n');
    for (const [args, says] of [
      [[], /no packets, task board/],
      [['nowhere'], /no file or folder/],
      [['--as-of', '2026-02-30'], /It is no day/],
    ] as const) {
      const { code, out, err } = gatehouse(['status', ...args], { cwd: bare.root });
      assert.deepEqual([code, out], [2, '']);
      assert.match(err, says);
    }
  });
});
