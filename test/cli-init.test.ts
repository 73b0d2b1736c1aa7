/** `gatehouse init` as a person runs it. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { disk } from './support/disk';
import { folder } from './support/folders';
import { bin, environment, gatehouse } from './support/run';

const config = 'gatehouse.yaml';
/** Another place, and another name for a field, in each of three packets. */
const other = [1, 2, 3]
  .map(
    (n) =>
      `==> work/WP-1-Part${n}.md <==\n# WP-1-Part${n}\n- STATUS: Backlog\n- SPEC_ANCHOR: A1\n## Objective\nIt.\n## TEST_PLAN\n- npm test\n`,
  )
  .join('\n');

describe('gatehouse init', () => {
  it('begins an empty folder, and check finds nothing in it', () => {
    const root = disk().root;
    const { code, err } = gatehouse(['init'], { cwd: root });
    assert.equal(code, 0, err);
    assert.ok(existsSync(join(root, 'docs/SPEC_CURRENT.md')));
    assert.ok(existsSync(join(root, 'docs/task_packets/TEMPLATE.md')));
    const checked = gatehouse(['check', '--fail-on', 'hint'], { cwd: root });
    assert.equal(checked.code, 0, checked.out);
    assert.match(checked.out, /^0 errors, 0 warnings, 0 info, 0 hints in \d+ files/);
  });

  it('creates nothing beside other files without a word', () => {
    const root = disk('==> src/index.ts <==\nexport {};\n').root;
    const refused = gatehouse(['init'], { cwd: root });
    assert.equal(refused.code, 2);
    assert.match(refused.err, /--system with --yes says yes/);
    // Yes to what was asked is no choice of a way of working.
    const unnamed = gatehouse(['init', '--yes'], { cwd: root });
    assert.equal(unnamed.code, 2);
    assert.match(unnamed.err, /Nothing was written: [^\n]*gatehouse init --system packets --yes/);
    assert.deepEqual(readdirSync(root), ['src']);
    assert.equal(gatehouse(['init', '--yes', '--system', 'packets'], { cwd: root }).code, 0);
    assert.ok(existsSync(join(root, 'docs/TASK_BOARD.md')));
  });

  it('begins a folder that holds pages about it and manifests', () => {
    const root = disk('==> README.md <==\n# Lamps\n==> package.json <==\n{}\n==> .github/CODEOWNERS <==\n* @ann\n').root;
    assert.equal(gatehouse(['init', '--yes'], { cwd: root }).code, 0);
    assert.ok(existsSync(join(root, 'docs/TASK_BOARD.md')));
  });

  it('takes up no board of which it reads nothing', () => {
    const root = disk('==> docs/TASK_BOARD.md <==\n# Board\n\n- [ ] paint the fence\n- T-01 done\n').root;
    const { code, err } = gatehouse(['init', '--yes'], { cwd: root });
    assert.equal(code, 2);
    assert.match(err, /docs\/TASK_BOARD\.md is there, but holds no entry that could be read/);
    assert.deepEqual(readdirSync(root), ['docs']);
    assert.match(gatehouse(['check'], { cwd: root }).err, /docs\/TASK_BOARD\.md alone does not say/);
  });

  it('says where the packets are whose state it cannot read, as check does', () => {
    const packet = (n: number): string => `==> docs/wp/WP-1-Part${n}.md <==\n# WP-1-Part${n}\n| 状态 | 完成 |\n|---|---|\n`;
    const root = disk(packet(1) + packet(2)).root;
    assert.match(gatehouse(['check'], { cwd: root }).err, /docs\/wp holds 2 files that look like task packets/);
    const { code, err } = gatehouse(['init', '--yes'], { cwd: root });
    assert.equal(code, 2);
    assert.match(err, /docs\/wp holds 2 files that look like task packets, but no STATUS could be read in them, nor on a board/);
    assert.doesNotMatch(err, /follows a system yet|SPEC_CURRENT/);
    assert.deepEqual(readdirSync(root), ['docs']);
  });

  it('goes on with the words that somebody has written down since', () => {
    const task = (n: number): string =>
      `==> tasks/T-0${n}.md <==\n# T-0${n}\n\n- Olek: ${n > 2 ? 'tehtud' : 'Done'}\n\n## Goal\n\nIt.\n\n## Acceptance criteria\n\n- it works\n\n`;
    const root = disk([1, 2, 3, 4].map(task).join('')).root;
    const before = gatehouse(['init', '--yes'], { cwd: root });
    assert.equal(before.code, 2);
    const advice = before.err.split('\n').filter((l) => l.startsWith('  '));
    writeFileSync(
      join(root, 'gatehouse.yaml'),
      `${advice
        .map((l) => l.slice(2))
        .join('\n')
        .replace('State', 'Olek')}\n`,
    );
    const after = gatehouse(['init', '--yes'], { cwd: root });
    assert.equal(after.code, 0, after.err);
    assert.match(after.err, /Task packets: 4 packets, such as tasks\/T-01\.md[\s\S]*2 of 4 packets are “tehtud”/);
    const said = readFileSync(join(root, 'gatehouse.yaml'), 'utf8');
    assert.match(said, /# gatehouse\.yaml said so\n {4}STATUS: \[Olek\]/);
    writeFileSync(join(root, 'gatehouse.yaml'), said.replace('  aliases:', '  statuses: { Done: [tehtud] }\n  aliases:'));
    assert.equal(gatehouse(['init', '--yes'], { cwd: root }).code, 0);
    assert.match(readFileSync(join(root, 'gatehouse.yaml'), 'utf8'), /Done: \[tehtud\]/);
    assert.equal(gatehouse(['check'], { cwd: root }).code, 0);
  });

  it('begins each of several projects side by side, as each of them is', () => {
    const project = (dir: string, name: string, code: string) => `==> ${dir}/docs/task_packets/WP-1-${name}.md <==
# WP-1-${name}
- STATUS: Backlog
- What: It, in \`${code}\`.

==> ${dir}/docs/TASK_BOARD.md <==
# Board

## Backlog
- WP-1-${name}

==> ${dir}/${code} <==
export {};
`;
    const both = `${project('apps/portal', 'Login', 'src/login.ts')}\n${project('services/billing', 'Tax', 'src/tax.ts')}`;
    const root = disk(both).root;
    const { code, err } = gatehouse(['init'], { cwd: root });
    assert.equal(code, 0, err);
    for (const dir of ['apps/portal', 'services/billing']) assert.ok(existsSync(join(root, dir, config)), err);
    assert.equal(existsSync(join(root, config)), false);
    assert.match(gatehouse(['check'], { cwd: root }).out, /in 6 files/);
    assert.match(gatehouse(['init'], { cwd: root }).err, /say so already/);
    // Where packets name files from the top, they are one project with packets in two places.
    const top = disk(
      both.replaceAll('in `src/login', 'in `apps/portal/src/login').replaceAll('in `src/tax', 'in `services/billing/src/tax'),
    ).root;
    gatehouse(['init', '--yes'], { cwd: top });
    assert.equal(existsSync(join(top, 'apps/portal', config)), false);
  });

  it('writes what differs, says so when it is asked again, and never overwrites without a word', () => {
    const root = disk(other).root;
    assert.equal(gatehouse(['init'], { cwd: root }).code, 0);
    const text = readFileSync(join(root, config), 'utf8');
    assert.match(text, /packet: "work\/WP-\*\.md"/);
    assert.match(text, /What: \[Objective\]/);
    assert.match(gatehouse(['init'], { cwd: root }).err, /says so already/);

    const mine = '# my own\nrules:\n  packets/missing-field: off\n';
    writeFileSync(join(root, config), mine);
    const refused = gatehouse(['init'], { cwd: root });
    assert.equal(refused.code, 2);
    assert.match(refused.err, /Overwrite gatehouse\.yaml\? There is no terminal/);
    assert.equal(readFileSync(join(root, config), 'utf8'), mine);
    assert.equal(gatehouse(['init', '-y'], { cwd: root }).code, 0);
    assert.equal(readFileSync(join(root, config), 'utf8'), text);
  });

  it('shows what it would write, and writes nothing, with --dry-run', () => {
    const root = disk(other).root;
    const { code, out } = gatehouse(['init', '--dry-run'], { cwd: root });
    assert.equal(code, 0);
    assert.match(out, /^packets:$/m);
    assert.ok(!existsSync(join(root, config)));
    const empty = disk().root;
    assert.match(gatehouse(['init', '--dry-run', empty]).out, /==> docs\/SPEC_CURRENT\.md <==/);
    assert.deepEqual(readdirSync(empty), []);
  });

  it('names the systems that their landmarks would not show', () => {
    const root = disk(other).root;
    gatehouse(['init'], { cwd: root });
    assert.match(readFileSync(join(root, config), 'utf8'), /^systems: \[packets\]$/m);
    const usual = disk(folder).root;
    gatehouse(['init'], { cwd: usual });
    assert.doesNotMatch(readFileSync(join(usual, config), 'utf8'), /^systems:/m);
  });

  it('finds out again what an older configuration says', () => {
    const root = disk(`==> ${config} <==\npackets:\n  paths: { packet: nowhere/*.md }\n${other}`).root;
    assert.equal(gatehouse(['init', '-y'], { cwd: root }).code, 0);
    assert.match(readFileSync(join(root, config), 'utf8'), /packet: .*work\//);
  });

  it('says what it cannot do', () => {
    const root = disk().root;
    const unknown = gatehouse(['init', '--system', 'nothing'], { cwd: root });
    assert.equal(unknown.code, 2);
    assert.match(unknown.err, /no system nothing/);
    assert.deepEqual(readdirSync(root), []);
  });

  it('where there is no such folder, and in a folder of a repository', () => {
    const d = disk(other.replaceAll('work/', 'part/work/'));
    const nowhere = gatehouse(['init', 'nowhere'], { cwd: d.root });
    assert.deepEqual([nowhere.code, nowhere.out], [2, '']);
    assert.match(nowhere.err, /^gatehouse: there is no folder \S*nowhere\n$/);
    const file = gatehouse(['init', 'part/work/WP-1-Part1.md'], { cwd: d.root });
    assert.match(`${file.code} ${file.err}`, /^2 gatehouse: \S*WP-1-Part1\.md is a file, and no folder\n$/);
    assert.equal(spawnSync('git', ['init', '-q'], { cwd: d.root }).status, 0);
    const part = gatehouse(['init', '--dry-run', 'part'], { cwd: d.root });
    assert.match(part.err, /part is a folder of the repository in \S+: only what lies below it was looked at/);
    assert.doesNotMatch(gatehouse(['init', '--dry-run'], { cwd: d.root }).err, /is a folder of the repository/);
    assert.deepEqual(readdirSync(d.full('part')), ['work'], 'nothing is written');
  });

  it('says in words that it may not write', { skip: process.getuid?.() === 0 && 'nothing is forbidden to root' }, () => {
    const d = disk(other);
    chmodSync(d.root, 0o555);
    const refused = gatehouse(['init', '--yes'], { cwd: d.root });
    chmodSync(d.root, 0o755);
    assert.equal(refused.code, 2);
    assert.match(refused.err, /: there is no permission for it$/m);
  });

  const script = process.platform === 'linux' && spawnSync('script', ['--version']).status === 0;
  it('asks at a terminal', { skip: !script && 'there is no script(1) of Linux to make a terminal' }, () => {
    const root = disk(`==> ${config} <==\n# mine\n${other}`).root;
    const answer = (input: string): string =>
      spawnSync('script', ['-qec', `'${process.execPath}' '${bin}' init`, '/dev/null'], {
        cwd: root,
        env: environment({ TERM: 'dumb' }),
        encoding: 'utf8',
        input,
      }).stdout;
    assert.match(answer('n\n'), /Overwrite gatehouse\.yaml\? \[y\/N\][\s\S]*Nothing was written/);
    assert.equal(readFileSync(join(root, config), 'utf8').trim(), '# mine');
    answer('y\n');
    assert.match(readFileSync(join(root, config), 'utf8'), /Objective/);
  });
});
