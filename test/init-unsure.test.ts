/** `gatehouse init` where headings were not understood: what may be a field is not missed. */
import assert from 'node:assert/strict';
import { existsSync, mkdirSync } from 'node:fs';
import { describe, it } from 'node:test';
import { parse } from 'yaml';
import { disk } from './support/disk';
import { gatehouse, reportOf } from './support/run';

interface Packets {
  readonly aliases?: Readonly<Record<string, readonly string[]>>;
  readonly required?: Readonly<Record<string, readonly string[]>>;
}

/** What init writes into a folder with these files, and what is then told as a warning or more. */
function settled(of: Readonly<Record<string, string>>): { readonly packets: Packets; readonly told: readonly string[] } {
  const d = disk(
    Object.entries(of)
      .map(([path, text]) => `==> ${path} <==\n${text}\n`)
      .join('\n'),
  );
  mkdirSync(d.full('.git'));
  const done = gatehouse(['init', '--yes', '--system', 'packets'], { cwd: d.root });
  assert.equal(done.code, 0, done.err);
  assert.ok(existsSync(d.full('gatehouse.yaml')));
  const { packets = {} } = parse(d.read('gatehouse.yaml')) as { packets?: Packets };
  const told = reportOf(['--no-cache', '--as-of', '2026-01-06'], { cwd: d.root }).findings.flatMap((f) =>
    f.severity === 'error' || f.severity === 'warning' ? [`${f.rule.replace('packets/', '')} ${f.file}`] : [],
  );
  return { packets, told };
}

const task = (n: number, more: string): string =>
  `---\nid: TASK-${n}\nstatus: in-progress\n---\n\n# TASK-${n}: A thing\n\n## Description\nIt.\n\n## Acceptance Criteria\n- [ ] it works\n${more}`;
const paths = [1, 2, 3, 4].map((n) => `tasks/TASK-${n}-thing.md`);
const four = (texts: readonly string[]): Readonly<Record<string, string>> =>
  Object.fromEntries(texts.map((t, i) => [paths[i] as string, t]));

describe('init, of names that were not understood', () => {
  const proved = [1, 2, 3].map((n) => task(n, '\n## Verification\n- npm test\n'));

  it('asks for a field that one of a few packets lacks, where it says nothing else in its place', () => {
    const { packets, told } = settled(four([...proved, task(4, '')]));
    assert.deepEqual(packets.required?.default, ['TASK_ID', 'STATUS', 'What', 'DONE_MEANS', 'TEST_PLAN']);
    assert.deepEqual(told, [`missing-field ${paths[3]}`]);
  });

  it('and not where a name of its own may be that field', () => {
    for (const more of ['\n## How it shows\n- npm test\n', '\n- **Proven by**: npm test\n']) {
      const { packets, told } = settled(four([...proved, task(4, more)]));
      assert.deepEqual(packets.required?.default, ['TASK_ID', 'STATUS', 'What', 'DONE_MEANS'], more);
      assert.deepEqual(told, [], more);
    }
  });

  it('asks nobody when a packet is done, where one alone says so by a name that is known', () => {
    const other = (n: number): string => task(n, '').replace('Acceptance Criteria', 'Klaar wanneer');
    const { packets, told } = settled(four([task(1, ''), other(2), other(3), other(4)]));
    assert.deepEqual(packets.required?.default, ['TASK_ID', 'STATUS', 'What']);
    assert.deepEqual(told, []);
  });

  it('takes what a template left blank in all packets for no field', () => {
    const blank = '\n## Context\n\n-\n\n## Notes\n\n<!-- what was seen -->\n\n-\n';
    const { packets, told } = settled(four([task(1, blank), task(2, blank), task(3, blank), task(4, '')]));
    assert.equal(packets.aliases?.Why, undefined);
    assert.deepEqual(told, []);
  });

  it('and what some filled in for one', () => {
    const filled = '\n## Context\n\nPeople asked for it.\n';
    const { packets, told } = settled(four([1, 2, 3].map((n) => task(n, filled)).concat(task(4, '\n## Context\n\n-\n'))));
    assert.deepEqual(packets.aliases?.Why, ['Context']);
    assert.deepEqual(told, [`empty-field ${paths[3]}`]);
  });

  it('takes the name of a document for no anchor in a spec', () => {
    const of = (n: number, spec: string): string => task(n, '').replace('---\n\n#', `spec: ${spec}\n---\n\n#`);
    const documents = settled(four([of(1, 'SPEC-012'), of(2, '"PRD-3"'), of(3, 'SPEC-031-release'), task(4, '')]));
    assert.equal(documents.packets.aliases?.SPEC_ANCHOR, undefined);
    assert.deepEqual(documents.told, []);
    const anchors = settled(four([of(1, 'SPEC-012 §2.1'), of(2, 'REQ-3'), of(3, '2.3.1'), of(4, 'REQ-4')]));
    assert.deepEqual(anchors.packets.aliases?.SPEC_ANCHOR, ['spec']);
  });

  it('takes a word that says nobody has to sign for no log of signatures', () => {
    const of = (n: number, approval: string): string =>
      task(n, '').replace('## Description', `- **Approval:** ${approval}\n\n## Description`);
    const log = (all: readonly string[]) =>
      settled(four(all.map((a, i) => of(i + 1, a)))).packets.aliases?.['Signature & Enrichment Log'];
    assert.equal(log(['none', 'none', 'needed', 'none: Ann does it herself']), undefined);
    assert.deepEqual(log(['Ann, 2026-01-03', 'none', 'ann030120261000', 'Ben, 2026-01-04']), ['Approval']);
  });

  it('takes for the plan of tests what holds commands, be it Validation, before what tells of tests in prose', () => {
    const prose = '\n## Tests\n\n- people log in, and out again\n';
    const run = (name: string): string => `\n## ${name}\n\n\`\`\`bash\nnpm test -- login\n\`\`\`\n`;
    const plan = (more: string) => {
      const { packets, told } = settled(four([1, 2, 3, 4].map((n) => task(n, more))));
      assert.deepEqual(told, [], more);
      assert.ok(!packets.required?.default?.includes('VALIDATION'), more);
      return packets.aliases?.TEST_PLAN;
    };
    assert.deepEqual(plan(prose + run('Validation')), ['Validation']);
    assert.deepEqual(plan(run('Check')), ['Check']);
    // Without commands it is what somebody looks at.
    assert.equal(
      settled(four([1, 2, 3, 4].map((n) => task(n, '\n## Check\n\nAnn looks at it.\n')))).packets.aliases?.TEST_PLAN,
      undefined,
    );
    // What came of it is no plan.
    const past = '\n## Validation\n\n- `npm test -- login` → passed\n';
    assert.deepEqual(settled(four([1, 2, 3, 4].map((n) => task(n, prose + past)))).packets.aliases?.TEST_PLAN, ['Tests']);
  });

  it('takes a boundary for what is out of scope, where it says what not to do', () => {
    const of = (text: string) =>
      settled(four([1, 2, 3, 4].map((n) => task(n, `\n## Boundary\n\n${text}\n`)))).packets.aliases?.OUT_OF_SCOPE;
    assert.deepEqual(of('Do not touch the lamp.'), ['Boundary']);
    assert.equal(of('The lamp and the door.'), undefined);
  });
});
