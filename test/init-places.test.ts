/** `gatehouse init`: where documents lie, and by which globs the next of them are found too. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { parse } from 'yaml';
import { globMatcher } from '#core/glob';
import { nodePace } from '#host/node-pace';
import { configText, discoverAll, survey } from '#service/init/init';
import { systems } from '#systems/registry.generated';
import { parseFixture, parsers } from './support/fixture';
import { MemoryFiles } from './support/memory';

type Paths = Readonly<Record<string, string | readonly string[]>>;

/** What `init` writes of places, for the files of a fixture. */
async function paths(source: string): Promise<Paths> {
  const files = new MemoryFiles(parseFixture(source).files);
  const found = discoverAll(systems, await survey(files, parsers, nodePace), new Set());
  return (parse(configText(found)) as { packets?: { paths?: Paths } } | null)?.packets?.paths ?? {};
}

const matches = (globs: string | readonly string[] | undefined, path: string): boolean => globMatcher([globs ?? []].flat())(path);

const packet = (path: string, id: string, more = ''): string =>
  `==> ${path} <==\n# ${id}\n\n- STATUS: Backlog\n- SPEC_ANCHOR: 2.1\n- What: It.\n${more}\n`;

describe('init, of where documents lie', () => {
  it('packets in folders of their own: one glob, and neither their parts nor their refinements', async () => {
    const own = (id: string): string =>
      `${packet(`gov/work/${id}/packet.md`, id)}
==> gov/work/${id}/refinement.md <==
# Technical refinement of ${id}

- STATUS: Done
- SPEC_ANCHOR: 2.1
- What: It.
- DONE_MEANS: it works

==> gov/work/${id}/MT-001.md <==
# MT-001: a part

- WP_ID: ${id}
- MT_ID: MT-001
- STATUS: Done
- What: A part.
- DONE_MEANS: it works
`;
    const found = await paths(['WP-1-Lamp', 'WP-1-Bell', 'WP-2-Door'].map(own).join('\n'));
    assert.deepEqual(found, { packet: 'gov/work/*/packet.md', refinement: 'gov/work/*/refinement.md' });
    // One alone says so too.
    assert.equal((await paths(own('WP-1-Lamp'))).packet, 'gov/work/*/packet.md');
  });

  it('of what lies in the folder of a packet only what all such folders have', async () => {
    const all = ['WP-1-Lamp', 'WP-1-Bell'].map((id) => packet(`work/${id}/packet.md`, id)).join('\n');
    const found = await paths(
      `${all}\n${packet('work/WP-1-Bell/second-half.md', 'The second half', '- DONE_MEANS: a\n- TEST_PLAN: b')}`,
    );
    assert.equal(found.packet, 'work/*/packet.md');
  });

  it('refinements, stubs, reports and what is called as always, under another root', async () => {
    const found = await paths(`${packet('.Gov/packets/WP-1-Lamp.md', 'WP-1-Lamp')}
==> .Gov/packets/stubs/WP-1-Bell.md <==
# Stub: WP-1-Bell
==> .Gov/packets/stubs/WP-2-Door.md <==
# Stub: WP-2-Door
==> .Gov/refinements/WP-1-Lamp.md <==
# WP-1-Lamp
==> .Gov/validation_reports/WP-1-Lamp.md <==
# WP-1-Lamp
Verdict: PASS
==> .Gov/templates/TASK_PACKET_TEMPLATE.md <==
# WP-1-Name
- STATUS: Backlog
- SPEC_ANCHOR: 2.1
- What: It.
==> .Gov/AGENT_REGISTRY.md <==
# Agents
==> .Gov/RUNBOOK_DEBUG.md <==
# Runbook
`);
    assert.deepEqual(found, {
      packet: '.Gov/packets/WP-*.md',
      stub: '.Gov/packets/stubs/WP-*.md',
      refinement: '.Gov/refinements/WP-*.md',
      report: '.Gov/validation_reports/WP-*.md',
      registry: '.Gov/AGENT_REGISTRY.md',
      runbook: '.Gov/RUNBOOK_DEBUG.md',
    });
  });

  it('a refinement beside its packet is left out of the packets, in the usual folder too', async () => {
    const both = (dir: string): string =>
      `${packet(`${dir}/WP-1-Lamp.md`, 'WP-1-Lamp')}\n==> ${dir}/WP-1-Lamp_v1_REFINEMENT.md <==\n# WP-1-Lamp\n`;
    for (const dir of ['gov/work', 'docs/task_packets']) {
      const found = await paths(both(dir));
      assert.equal(found.refinement, `${dir}/*_REFINEMENT.md`);
      assert.ok(matches(found.packet, `${dir}/WP-7-Other.md`), dir);
      assert.ok(!matches(found.packet, `${dir}/WP-1-Lamp_v1_REFINEMENT.md`), dir);
    }
  });

  it('one packet and one entry of a board: the next ones are found too', async () => {
    const found = await paths(`${packet('gov/work/WP-1-Lamp.md', 'WP-1-Lamp')}
==> gov/BOARD.md <==
# Board

## Backlog
- WP-1-Lamp
`);
    assert.deepEqual(found, { packet: 'gov/work/WP-*.md', board: 'gov/BOARD.md' });
  });

  it('a board that lists packets, though a page of another method is called as one', async () => {
    const found = await paths(`${packet('docs/task_packets/WP-1-Lamp.md', 'WP-1-Lamp')}
==> docs/TASK_BOARD.md <==
# Board

- [ ] paint the fence
==> plan/list.md <==
# Packets

## Backlog
- WP-1-Lamp
- WP-1-Bell
`);
    assert.deepEqual(found, { board: 'plan/list.md' });
  });

  it('a pointer in JSON that names a list of chapters', async () => {
    const found = await paths(`${packet('gov/work/WP-1-Lamp.md', 'WP-1-Lamp')}
==> gov/spec/SPEC_CURRENT.md <==
{ "current": { "entry": "gov/spec/v2/manifest.json", "version": "v2.0" } }
`);
    assert.equal(found.pointer, 'gov/spec/SPEC_CURRENT.md');
  });

  it('nothing where a board holds no entry that can be read, nor where the page of the pointer is a spec itself', async () => {
    assert.deepEqual(await paths('==> docs/TASK_BOARD.md <==\n# Board\n\n- [ ] paint the fence\n'), {});
    const files = new MemoryFiles(parseFixture('==> docs/SPEC_CURRENT.md <==\n# Pantry\n\n## Shelves\n\nJars.\n').files);
    assert.deepEqual(discoverAll(systems, await survey(files, parsers, nodePace), new Set()), []);
  });

  it('packets that a board alone says the state of: the folder of most of them, and no reports on them', async () => {
    const silent = (path: string, id: string): string => `==> ${path} <==\n# ${id}\n\n## Goal\nIt.\n`;
    const some = ['001', '002', '003'].map((n) => silent(`docs/work/WP-${n}-part.md`, `WP-${n}`)).join('');
    const reports = ['001', '002'].map((n) => silent(`docs/reviews/WP-${n}_report.md`, `WP-${n}`)).join('');
    const board = `==> docs/PLAN.md <==
# Plan

| WP | Status |
|---|---|
| WP-001 | done |
| WP-002 | in progress |
`;
    assert.deepEqual(await paths(some + reports + board), { packet: 'docs/work/WP-*.md', board: 'docs/PLAN.md' });
    // One file may be called so by chance, and without a board nobody says what they are.
    // And a plan that lists its parts by state, alone, is no board of packets.
    assert.deepEqual(await paths(silent('docs/work/WP-001-part.md', 'WP-001') + board), {});
    assert.deepEqual(await paths(some), {});
  });

  it('asks no STATUS of them', async () => {
    const silent = (n: number): string => `==> docs/work/WP-00${n}.md <==\n# WP-00${n}\n\n## Goal\nIt.\n`;
    const board = '==> docs/PLAN.md <==\n# Plan\n\n| WP | Status |\n|---|---|\n| WP-001 | done |\n| WP-002 | done |\n';
    const files = new MemoryFiles(parseFixture(silent(1) + silent(2) + silent(3) + board).files);
    const found = discoverAll(systems, await survey(files, parsers, nodePace), new Set());
    const { required } = (parse(configText(found)) as { packets: { required: { default: readonly string[] } } }).packets;
    assert.ok(!required.default.includes('STATUS'), required.default.join());
  });

  it('packets that a plan in another language lists, in the words of its columns', async () => {
    const silent = (n: number): string =>
      `==> docs/trabajo/WP-00${n}.md <==\n# WP-00${n}\n\n## Objetivo\nAlgo.\n\n## Dependencias\n- WP-001\n`;
    const board = `==> docs/PLAN.md <==
# Plan

| WP | Estado | Depende de |
|---|---|---|
| WP-001 | INTEGRADO | - |
| WP-002 | EN_CURSO | WP-001 |
| WP-003 | APLAZADO | WP-001 |
`;
    const files = new MemoryFiles(parseFixture(silent(1) + silent(2) + silent(3) + board).files);
    const found = discoverAll(systems, await survey(files, parsers, nodePace), new Set());
    const { packets } = parse(configText(found)) as { packets: Record<string, Record<string, unknown>> };
    assert.deepEqual(packets.paths, { packet: 'docs/trabajo/WP-*.md', board: 'docs/PLAN.md' });
    assert.deepEqual(packets.statuses, { Done: ['integrado'], 'In-Progress': ['en curso'], Blocked: ['aplazado'] });
    assert.deepEqual(packets.aliases?.['Blocked on'], ['Dependencias', 'Depende de']);
  });
});
