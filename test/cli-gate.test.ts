/** `gatehouse gate`: exit codes, formats, and what it says of a wrong command line. */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { appendFileSync, cpSync, existsSync, readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { gateReport } from '#protocol/gate-report';
import { type Disk, disk, inRepository } from './support/disk';
import { gatehouse, golden } from './support/run';

/** The example folder, without a history. */
function example(): Disk {
  const d = disk();
  cpSync(inRepository('examples/packets'), d.full('packets'), { recursive: true });
  return d;
}
const day = ['--as-of', '2026-01-15'];
const gate = (d: Disk, ...args: readonly string[]) => gatehouse(['gate', ...args, ...day], { cwd: d.full('packets') });

describe('gate', () => {
  it('lists the gates, with what each is about', () => {
    const { code, out } = gatehouse(['gate'], { cwd: example().full('packets') });
    assert.equal(code, 0);
    for (const line of [/^pre-work <packet> +\S/m, /^phase-gate <phase> +\S/m, /^spec-regression +\S/m]) assert.match(out, line);
  });

  it('prints its checks, to the letter', () => {
    const d = example();
    golden('gate-pre-work', gate(d, 'pre-work', 'WP-1-Login-Endpoint').out);
    golden('gate-phase', gate(d, 'phase-gate', '1').out);
    golden('gate-pre-work-markdown', gate(d, 'pre-work', 'WP-1-Login-Endpoint', '--format', 'markdown').out);
    golden('gate-pre-work-junit', gate(d, 'pre-work', 'WP-1-Login-Endpoint', '--format', 'junit').out);
    golden('gate-pre-work-github', gate(d, 'pre-work', 'WP-1-Login-Endpoint', '--format', 'github').out);
    golden('gate-pre-work-gitlab', gate(d, 'pre-work', 'WP-1-Login-Endpoint', '--format', 'gitlab').out);
  });

  it('is SARIF with its own checks among the rules, and a place for what has none', () => {
    const d = example();
    const [run] = JSON.parse(gate(d, 'pre-work', 'WP-9-Nobody', '--format', 'sarif').out).runs;
    const { rules } = run.tool.driver as { rules: { id: string; helpUri: string; shortDescription: { text: string } }[] };
    assert.deepEqual(
      run.results.map((r: { ruleId: string; level: string }) => [r.ruleId, r.level]),
      [['gate/pre-work.packet', 'error']],
    );
    const [result] = run.results;
    const rule = rules[result.ruleIndex];
    assert.equal(rule?.shortDescription.text, 'The packet is there, once.');
    assert.match(rule?.helpUri ?? '', /docs\/gates\.md$/);
    assert.match(result.message.text, /There is no packet WP-9-Nobody/);
    assert.equal(result.locations[0].physicalLocation.artifactLocation.uri, 'gatehouse.yaml');
    const [other] = JSON.parse(gate(d, 'pre-work', 'WP-1-Login-Endpoint', '--format', 'sarif').out).runs;
    const found = other.results.map((r: { ruleId: string }) => r.ruleId);
    assert.deepEqual(found, ['packets/placeholder', 'gate/pre-work.signature', 'packets/board-status-mismatch']);
    assert.match(other.results[1].locations[0].physicalLocation.artifactLocation.uri, /WP-1-Login-Endpoint\.md$/);
  });

  it('is narrowed to what has changed where that means something, and says where it does not', () => {
    const d = example();
    const r = { cwd: d.full('packets') };
    for (const args of [
      ['init', '-q', '-b', 'main'],
      ['add', '-A'],
      ['-c', 'user.name=ada', '-c', 'user.email=ada@example.org', 'commit', '-qm', 'x'],
    ])
      execFileSync('git', args, r);
    const code = (...args: readonly string[]): string =>
      JSON.parse(gate(d, ...args, '--format', 'json').out).checks.find((c: { id: string }) => c.id === 'code').says;
    assert.equal(code('scan'), '4 files.');
    assert.equal(code('scan', '--changed'), 'None has changed since HEAD.');
    appendFileSync(d.full('packets/src/api/login.ts'), '\n');
    assert.equal(code('scan', '--since', 'main'), '1 file.');
    assert.equal(gate(d, 'scan', '--since', 'nowhere').code, 2);
    const both = gate(d, 'scan', '--since', 'main', '--changed');
    assert.deepEqual([both.code, both.err], [2, 'gatehouse: --changed and --since exclude each other\n']);
    const whole = gate(d, 'spec-regression', '--changed');
    assert.equal(whole.err, 'spec-regression is not about what has changed: it looks at all there is.\n');
    assert.equal(whole.code, 1);
  });

  it('has the verdict as its exit code', () => {
    const d = example();
    const codes = { pass: 0, fail: 1, unknown: 2 };
    for (const args of [['spec-regression'], ['signature-audit'], ['phase-gate', '9'], ['pre-work', 'WP-9-Nobody']]) {
      const { code, out } = gate(d, ...args, '--format', 'json');
      const report = gateReport.parse(JSON.parse(out));
      assert.equal(code, codes[report.verdict], args.join(' '));
      assert.equal(report.gate, args[0]);
    }
    assert.equal(gate(d, 'pre-work', 'WP-9-Nobody').code, 1);
    const bare = disk(
      '==> docs/SPEC_CURRENT.md <==\n**Master_Spec_v1.md**\n==> Master_Spec_v1.md <==\n# Spec\n==> docs/TASK_BOARD.md <==\n## Done\n',
    );
    assert.equal(gatehouse(['gate', 'phase-gate', '9'], { cwd: bare.root }).code, 2);
    assert.equal(gatehouse(['gate', 'spec-regression'], { cwd: bare.root }).code, 0);
  });

  it('writes into a file', () => {
    const d = example();
    assert.equal(gate(d, 'spec-regression', '--output', 'out.json', '--format', 'json').out, '');
    assert.ok(existsSync(d.full('packets/out.json')));
    gateReport.parse(JSON.parse(readFileSync(d.full('packets/out.json'), 'utf8')));
  });

  it('finds the packet in the project below', () => {
    const d = disk(
      '==> docs/TASK_BOARD.md <==\n## Backlog\n==> docs/task_packets/WP-1-Top.md <==\n# WP-1-Top\n' +
        '==> app/gatehouse.yaml <==\nsystems: [packets]\n==> app/docs/task_packets/WP-1-Below.md <==\n# WP-1-Below\n',
    );
    const { out } = gatehouse(['gate', 'pre-work', 'WP-1-Below'], { cwd: d.root });
    assert.match(out, /pass +The packet is there, once\. docs\/task_packets\/WP-1-Below\.md/);
  });

  const wrong: readonly [string, readonly string[], RegExp][] = [
    ['no such gate', ['pre-wrok', 'WP-1-Login-Endpoint'], /there is no gate pre-wrok; there are .*pre-work/],
    ['no subject', ['pre-work'], /pre-work is about a packet: name it, such as WP-/],
    [
      'a subject too many',
      ['spec-regression', 'WP-1-Login-Endpoint'],
      /is about the whole folder; leave WP-1-Login-Endpoint out/,
    ],
    ['shards', ['spec-regression', '--shard', '1/2'], /a gate has one verdict and is not cut into shards/],
    ['no such format', ['spec-regression', '--format', 'yaml'], /yaml/],
    ['no such folder', ['spec-regression', '--folder', 'nowhere'], /there is no file or folder \S*nowhere/],
  ];
  for (const [what, args, says] of wrong)
    it(`${what}: exit code 2, and why`, () => {
      const { code, out, err } = gate(example(), ...args);
      assert.deepEqual([code, out], [2, '']);
      assert.match(err, says);
    });

  it('shows what would steer a terminal as marks', () => {
    const d = disk('==> docs/SPEC_CURRENT.md <==\n**Master_Spec_v1.md**\n');
    const { out } = gatehouse(['gate', 'pre-work', 'WP-1-\u001b[31mRed', '--no-color'], { cwd: d.root });
    assert.ok(!out.includes('\u001b'), JSON.stringify(out));
    assert.match(out, /\\u\{1b\}/);
  });
});
