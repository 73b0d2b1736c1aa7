/** What the command line prints: text to the letter, JSON to the schema, the pages of `explain`, help. */
import assert from 'node:assert/strict';
import { cpSync, readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { z } from 'zod';
import { report } from '#protocol/report';
import { type Disk, disk, inRepository } from './support/disk';
import { config, folder } from './support/folders';
import { gatehouse, golden, linesOf, masked, reportOf } from './support/run';

/** The example folder, away from the repository whose history it would have, on a day that stays. */
const day = ['--as-of', '2026-01-15'];
function example(): Disk {
  const d = disk();
  cpSync(inRepository('examples/packets'), d.full('packets'), { recursive: true });
  return d;
}

describe('text', () => {
  it('of the example folder', () => {
    const d = example();
    const { code, out, err } = gatehouse(['check', ...day], { cwd: d.full('packets') });
    assert.deepEqual([code, err], [1, '']);
    golden('packets', masked(out));
    // Paths are as one would type them here.
    const line = /^(?=\S+:\d+:\d+: )/gm;
    assert.equal(masked(gatehouse(['check', 'packets', ...day], { cwd: d.root }).out), masked(out).replace(line, 'packets/'));
    const below = gatehouse(['check', '..', ...day], { cwd: d.full('packets/src') }).out;
    assert.equal(masked(below), masked(out).replace(line, '../'));
  });

  it('of every severity, of a wrong configuration, and of nothing', () => {
    const packet = (id: string, rest: string): string => `==> docs/task_packets/${id}.md <==\n# ${id}\n${rest}\n`;
    const yaml = 'rules:\n  packets/board-unknown-packet: info\n';
    const odd = disk(
      `${folder}==> ${config} <==\n${yaml}` +
        packet('WP-2-New', '- STATUS: Backlog') +
        packet('WP-2-Old', '- STATUS: Superseded\n- Why: x\n- SPEC_ANCHOR: A3\n- TEST_PLAN: x\n- DONE_MEANS: x') +
        packet('WP-2-Odd', '- STATUS: Backlog\n- What: [a](<no such file.md>) — “quoted” 🏰 [b](../..)'),
    );
    const all = gatehouse(['check'], { cwd: odd.root });
    assert.equal(all.code, 1);
    golden('severities', masked(all.out));
    odd.write(config, `${yaml}  packets/nothing: off\n  packets/dead-anchor: mauve\nsystem: [packets]\npackets: 5\n`);
    const { code, out } = gatehouse(['check', config], { cwd: odd.root });
    assert.equal(code, 2);
    golden('configuration', masked(out));
    const one = disk('==> docs/SPEC_CURRENT.md <==\n**Master_Spec_v1.md**\n==> Master_Spec_v1.md <==\n# Spec\n');
    golden('clean', masked(gatehouse(['check'], { cwd: one.root }).out));
  });

  it('and JSON are the same over two runs, in order of file, line and column', () => {
    const packets = Array.from({ length: 70 }, (_, i) => `WP-${i % 7}-N${i}`);
    const { root } = disk(
      folder +
        packets
          .map((id) => `==> docs/task_packets/${id}.md <==\n# ${id}\n- STATUS: odd\n- What: TBD\n- SPEC_ANCHOR: A8, A7\n`)
          .join(''),
    );
    const [one, two] = [0, 1].map(() => masked(gatehouse(['check', '--format', 'json'], { cwd: root }).out));
    assert.equal(one, two);
    const { findings } = JSON.parse(one ?? '') as z.infer<typeof report>;
    const key = (f: (typeof findings)[number]): string =>
      `${f.file}\0${String(f.range.start.line).padStart(6)}\0${String(f.range.start.column).padStart(6)}`;
    assert.ok(findings.length > 280);
    assert.deepEqual(
      findings.map(key),
      findings.map(key).sort((a, b) => (a < b ? -1 : a > b ? 1 : 0)),
    );
    const text = gatehouse(['check'], { cwd: root }).out.split('\n').slice(0, findings.length);
    assert.deepEqual(
      text.map((t) => /^(.*?): /.exec(t)?.[1]),
      findings.map((f) => `${f.file}:${f.range.start.line}:${f.range.start.column}`),
    );
  });
});

describe('JSON', () => {
  it('of the example folder is as the schema says, and nothing else is on stdout', () => {
    const d = example();
    const { code, out, err } = gatehouse(['check', '--format', 'json', ...day], { cwd: d.full('packets') });
    assert.deepEqual([code, err], [1, '']);
    report.parse(JSON.parse(out));
    golden('packets.json', masked(out, d.full('packets')));
  });

  it('’s published schema is current', () => {
    const { title, ...schema } = JSON.parse(readFileSync(inRepository('media/report.schema.json'), 'utf8'));
    assert.equal(typeof title, 'string');
    assert.deepEqual(schema, JSON.parse(JSON.stringify(z.toJSONSchema(report))));
  });

  it('has paths with slashes, and counts lines and columns from 1 in UTF-16', () => {
    const d = disk(folder);
    d.write(
      'docs/task_packets/deep/er/WP-1-Gone.md',
      '\uFEFF# WP-1-Gone\r\n- STATUS: Backlog\r\n- What: x\r\n- SPEC_ANCHOR: 🏰城 A8.8',
    );
    const found = reportOf([], { cwd: d.root }).findings.find((f) => f.rule === 'packets/dead-anchor' && f.file.includes('deep'));
    assert.ok(found);
    assert.equal(found.file, 'docs/task_packets/deep/er/WP-1-Gone.md');
    assert.deepEqual(found.range, { start: { line: 4, column: 21 }, end: { line: 4, column: 24 } });
    assert.match(gatehouse(['check'], { cwd: d.root }).out, /^docs\/task_packets\/deep\/er\/WP-1-Gone\.md:4:21: error /m);
    d.write('docs/task_packets/WP-1-First.md', 'odd');
    for (const f of reportOf([], { cwd: d.root }).findings) assert.ok(f.range.start.line >= 1 && f.range.start.column >= 1);
  });

  it('of nothing to check is a report too', () => {
    const { root } = disk('==> README.md <==\n# x\n');
    assert.deepEqual(linesOf(report.parse(reportOf([], { cwd: root }))), []);
  });
});

describe('explain', () => {
  it('prints the rule’s page, for its id and for its name alone', () => {
    const page = readFileSync(inRepository('docs/rules/packets/dead-anchor.md'), 'utf8').replace(/^<!--.*-->\n\n/, '');
    for (const id of ['packets/dead-anchor', 'dead-anchor'])
      assert.deepEqual(gatehouse(['explain', id]), { code: 0, out: page, err: '' });
  });

  it('of a rule that is not there names the nearest, else all', () => {
    for (const [id, near] of [
      ['packets/dead-ancor', 'packets/dead-anchor'],
      ['dead-ancor', 'dead-anchor'],
      ['link-ded-file', 'link-dead-file'],
    ] as const) {
      const { code, out, err } = gatehouse(['explain', id]);
      assert.deepEqual([code, out], [2, '']);
      assert.equal(err.trimEnd(), `gatehouse: there is no rule ${id}; did you mean ${near}?`);
    }
    assert.match(
      gatehouse(['explain', 'constructor']).err,
      /there is no rule constructor\. All rules:\n[\s\S]*\npackets\/dead-anchor\n/,
    );
  });
});

describe('help', () => {
  it('of the command and of each of its own', () => {
    golden(
      'help',
      ['', 'check', 'gate', 'status', 'baseline', 'baseline create', 'baseline prune', 'baseline show', 'init', 'explain', 'lsp']
        .map((c) => gatehouse([...c.split(' ').filter(Boolean), '--help']).out)
        .join('\n'),
    );
    assert.deepEqual(gatehouse(['help', 'check']).out, gatehouse(['check', '-h']).out);
    const { code, out, err } = gatehouse([]);
    assert.deepEqual([code, out, err], [2, '', gatehouse(['--help']).out]);
  });
});
