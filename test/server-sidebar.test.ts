/** The sidebar over LSP: phases, packets, signatures, marks on files, and where a document is shown. */
import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { describe, it } from 'node:test';
import type { WorkspaceEdit } from 'vscode-languageserver/node';
import { md } from '#core/rule';
import type { BeginReply, GateResult, KeptVerdict, StatusLine } from '#protocol/messages';
import type { Arrangement, DimensionValues, FileMark, ViewId, ViewNode } from '#protocol/views';
import { disk } from './support/disk';
import { folder, login, ready, store } from './support/folders';
import { type Client, start } from './support/lsp';

const day = (ago: number): string => new Date(Date.now() - ago * 86_400_000).toISOString().slice(0, 10);

/** Work in all states, of several risks and owners, late and in time. */
const work = md`
  ==> docs/SPEC_CURRENT.md <==
  The spec is **Master_Spec_v1.0.md**.

  ==> Master_Spec_v1.0.md <==
  # Master Spec

  ## A2 Storage

  ==> docs/TASK_BOARD.md <==
  # Board

  ## Phase 1 Closure Gates (BLOCKING)

  - [WP-1-Login]

  ## In Progress

  - [WP-1-Login] Started ${day(40)}
  - [WP-1-Store] Started ${day(27)}
  - [WP-1-Forms] Started ${day(3)} (SLA: 2 days)

  ## Backlog

  - [WP-2-Later]

  ## Done

  - [WP-1-Base] [VALIDATED]

  ==> docs/SIGNATURE_AUDIT.md <==
  | Signature | Used By | Timestamp | Purpose |
  |---|---|---|---|
  | alice151220251000 | alice | 2025-12-15 10:00 | Task packet: WP-1-Login |

  ==> docs/task_packets/WP-1-Login.md <==
  # WP-1-Login
  - STATUS: In-Progress
  - RISK_TIER: HIGH
  - AGENT_ID: coder-2
  - USER_SIGNATURE: alice151220251000
  - Blocked on: WP-1-Store, WP-9-Gone

  ==> docs/task_packets/WP-1-Store.md <==
  # WP-1-Store
  - STATUS: In-Progress
  - RISK_TIER: LOW
  - USER_SIGNATURE: alice161220251000

  ==> docs/task_packets/WP-1-Forms.md <==
  # WP-1-Forms
  - STATUS: In-Progress
  - USER_SIGNATURE: <pending>

  ==> docs/task_packets/WP-1-Base.md <==
  # WP-1-Base
  - STATUS: Done (VALIDATED)

  ==> docs/task_packets/WP-2-Later.md <==
  # WP-2-Later
  - STATUS: Backlog
`;

const ask = (client: Client, view: ViewId, parent?: string, how?: Arrangement): Promise<readonly ViewNode[]> =>
  client.request('gatehouse/view', { view, ...(parent === undefined ? {} : { parent }), ...(how ? { how } : {}) });

const lines = (nodes: readonly ViewNode[]): readonly string[] =>
  nodes.map((n) => `${n.label} | ${n.description ?? ''} | ${n.icon}`);

/** Of a line only what does not depend on how many rules there are. */
const uncounted = (all: readonly string[]): readonly string[] =>
  all.map((l) => l.replace(/(?: · )?\d+ (?:error|warning)s?[^|]*\|/, ' |'));

async function below(client: Client, view: ViewId, ...path: readonly string[]): Promise<readonly ViewNode[]> {
  let nodes = await ask(client, view);
  for (const label of path) {
    const node = nodes.find((n) => n.label === label);
    assert.ok(node, `${label} among ${nodes.map((n) => n.label).join(', ')}`);
    nodes = await ask(client, view, node.id);
  }
  return nodes;
}

const folderOf = (client: Client): string => client.disk.uri('').replace(/\/$/, '');

describe('the view of phases', () => {
  const view = 'gatehouse.phases';

  it('is phases with a bar and words, then gates and documents of the whole folder', async () => {
    const client = await ready(`${folder}==> docs/task_packets/WP-2-Far.md <==\n# WP-2-Far\n- STATUS: Done\n`);
    const roots = lines(await ask(client, view)).map((l) => l.replace(/(1 of 1 done) · [^|]+ \|/, '$1 |'));
    assert.deepEqual(roots.slice(0, 2), [
      'Phase 1 | ░░░░░ 0 of 2 done · 1 error | milestone',
      'Phase 2 | █████ 1 of 1 done | pass',
    ]);
    assert.match(roots[2] ?? '', /^Gates of the whole folder \| 0 of \d+ run \| shield$/);
    assert.equal(roots[3], 'Governing documents | 4 | book');
    const documents = await below(client, view, 'Governing documents');
    assert.deepEqual(
      documents.map((d) => d.label),
      ['Spec pointer', 'Master spec', 'Task board', 'Signature audit'],
    );
    assert.equal(documents[0]?.open?.uri, client.disk.uri('docs/SPEC_CURRENT.md'));
    for (const parent of ['phase/packets/9', 'in/packets/1/nothing', 'nobody', '', 'gates/x', '%E0%A4%A'])
      assert.deepEqual(await ask(client, view, parent), []);
  });

  it('has the gate of the phase, what blocks it, what evidence it lacks, and its documents', async () => {
    const client = await ready(`${work}==> docs/task_packets/WP-1-Ready.md <==\n# WP-1-Ready\n- STATUS: Ready-for-Validation\n`);
    const phase = await below(client, view, 'Phase 1');
    assert.deepEqual(
      phase.map((n) => n.label),
      ['phase-gate', 'Blockers', 'Missing evidence', 'Documents'],
    );
    assert.equal(phase[0]?.description, 'not run');
    assert.deepEqual(phase[0]?.about, { folder: folderOf(client), subject: '1', gate: 'phase-gate' });
    assert.deepEqual(lines(await below(client, view, 'Phase 1', 'Blockers')), [
      'WP-1-Store | In-Progress · 1 waits for it | sync',
      'WP-9-Gone | not found · 1 waits for it | question',
    ]);
    const missing = await below(client, view, 'Phase 1', 'Missing evidence');
    const found = missing.find((n) => n.label === 'WP-1-Ready');
    assert.ok(found?.open?.range, JSON.stringify(missing));
    const documents = uncounted(lines(await below(client, view, 'Phase 1', 'Documents')));
    assert.deepEqual(documents[0], 'WP-1-Forms | In-Progress | sync');
    assert.equal(documents.length, 5);
  });

  it('says what a gate said last, until a governed file changes', async () => {
    const client = await ready(work);
    const gate = async (): Promise<ViewNode> => (await below(client, view, 'Phase 1'))[0] as ViewNode;
    const order = { folder: folderOf(client), gate: 'phase-gate', subject: '1' };
    client.notices.length = 0;
    const { kept } = await client.request<GateResult>('gatehouse/runGate', order);
    await client.until(() => client.notices.some((n) => n.method === 'gatehouse/viewsChanged'), 'gatehouse/viewsChanged');
    assert.match((await gate()).description ?? '', /^fail · \d\d:\d\d$/);
    assert.equal((await gate()).icon, 'error');
    client.open(login);
    assert.match((await gate()).description ?? '', /^fail · \d\d:\d\d$/, 'to open a file changes nothing');
    client.type(login, 'HIGH', 'LOW');
    assert.match((await gate()).description ?? '', / · stale$/);
    assert.match((await gate()).spoken ?? '', /, stale$/);
    client.type(login, 'LOW', 'HIGH');
    assert.match((await gate()).description ?? '', /^fail · \d\d:\d\d$/, 'and back');
    client.close(login);

    // Another server knows it from what the client kept; what is no verdict is not taken for one.
    const next = await start(client.disk);
    await next.request('gatehouse/settled', {});
    const spoiled = [null, 'x', { ...kept, verdict: 'fine', at: kept.at + 1 }, { ...kept, at: 'now' }];
    next.notify('gatehouse/verdictsKept', { verdicts: [...spoiled, kept] as KeptVerdict[] });
    const [again] = await below(next, view, 'Phase 1');
    assert.match(again?.description ?? '', /^fail · \d\d:\d\d$/);
    next.disk.write(store, `${next.disk.read(store)}\nMore.\n`);
    next.watched({ [store]: 2 });
    await next.request('gatehouse/settled', {});
    assert.match((await below(next, view, 'Phase 1'))[0]?.description ?? '', / · stale$/);
  });
});

describe('the view of packets', () => {
  const view = 'gatehouse.packets';

  it('puts them together by state, with age, findings and blockers', async () => {
    const client = await ready(work);
    const states = await ask(client, view);
    assert.deepEqual(uncounted(lines(states)), [
      'Backlog | 1 | circle-large-outline',
      'Ready-for-Dev | 0 | debug-start',
      'In-Progress | 3 · 2 late | sync',
      'Ready-for-Validation | 0 | eye',
      'Done | 1 | pass',
      'Blocked | 0 | circle-slash',
    ]);
    assert.deepEqual(states[3]?.drop, { action: 'move', args: { status: 'Ready-for-Validation' } });
    assert.equal(states[4]?.collapsible, 'collapsed', 'what is over is folded');
    const items = await below(client, view, 'In-Progress');
    assert.deepEqual(
      items.map((n) => [n.label, n.description?.replace(/(?: · )?\d+ errors?.*$/, ''), n.collapsible]),
      [
        ['WP-1-Forms', '3 days, late', 'none'],
        ['WP-1-Login', '40 days, late · waits for 2', 'collapsed'],
        ['WP-1-Store', '27 days, due soon', 'none'],
      ],
    );
    assert.match(items[1]?.spoken ?? '', /^WP-1-Login, 40 days, late, waits for 2, \d+ errors/);
    assert.match(items[1]?.tooltip ?? '', /30 days allowed[\s\S]*Risk: HIGH[\s\S]*Owner: coder/);
    assert.deepEqual(items[1]?.about, { folder: folderOf(client), subject: 'WP-1-Login' });
    assert.equal(items[1]?.open?.uri, client.disk.uri(login));
    assert.deepEqual(lines(await below(client, view, 'In-Progress', 'WP-1-Login')), [
      'WP-1-Store | blocks · In-Progress | sync',
      'WP-9-Gone | blocks · not found | question',
    ]);
  });

  it('has the highest risk first, in the order of the tiers', async () => {
    const packet = (id: string, tier: string): string =>
      `==> docs/task_packets/${id}.md <==\n# ${id}\n- STATUS: Backlog\n- RISK_TIER: ${tier}\n`;
    const client = await ready(['LOW', 'MEDIUM', 'HIGH', 'odd'].map((tier, i) => packet(`WP-1-P${i}`, tier)).join(''));
    const labels = (await ask(client, view, undefined, { group: 'risk', only: {} })).map((n) => n.label);
    assert.deepEqual(labels, ['HIGH', 'MEDIUM', 'LOW', 'No risk given']);
  });

  it('puts them together otherwise, and leaves out what is not asked for', async () => {
    const client = await ready(work);
    const groups = async (how: Arrangement): Promise<readonly (string | undefined)[]> =>
      (await ask(client, view, undefined, how)).map((n) => `${n.label} ${n.description?.split(' ')[0]}`);
    assert.deepEqual(await groups({ group: 'phase', only: {} }), ['Phase 1 4', 'Phase 2 1']);
    assert.deepEqual(await groups({ group: 'risk', only: {} }), ['HIGH 1', 'LOW 1', 'No risk given 3']);
    assert.deepEqual(await groups({ group: 'owner', only: {} }), ['coder-2 1', 'No owner 4']);
    assert.deepEqual(await groups({ group: 'state', only: { risk: ['HIGH', ''] } }), [
      'Backlog 1',
      'Ready-for-Dev 0',
      'In-Progress 2',
      'Ready-for-Validation 0',
      'Done 1',
      'Blocked 0',
    ]);
    assert.deepEqual(await groups({ group: 'state', only: { state: ['Done', 'Blocked'] } }), ['Done 1', 'Blocked 0']);
    assert.deepEqual(await groups({ group: 'state', only: { risk: ['HIGH'], phase: ['Phase 2'] } }), []);
    // What is no arrangement is the usual one.
    assert.equal((await groups({ group: 'weather', only: { state: 'x' } } as unknown as Arrangement)).length, 6);
    const [risk] = await ask(client, view, undefined, { group: 'risk', only: {} });
    const [high] = await ask(client, view, risk?.id, { group: 'risk', only: {} });
    assert.match(high?.description ?? '', /^In-Progress · 40 days, late/, 'the state is said where it is not the group');
    assert.equal(risk?.drop, undefined);
    const values = await client.request<readonly DimensionValues[]>('gatehouse/viewValues', {});
    assert.deepEqual(
      values.find((v) => v.dimension === 'risk'),
      {
        dimension: 'risk',
        title: 'Risk',
        values: [
          { value: 'HIGH', title: 'HIGH', count: 1 },
          { value: 'LOW', title: 'LOW', count: 1 },
          { value: '', title: 'No risk given', count: 3 },
        ],
      },
    );
  });

  it('tells the way to a document, also where there are too many to be shown at once', async () => {
    const many = Array.from({ length: 450 }, (_, i) => {
      const id = `WP-1-P${String(i).padStart(3, '0')}`;
      return `==> docs/task_packets/${id}.md <==\n# ${id}\n- STATUS: Backlog\n- What: it\n`;
    }).join('');
    const client = await ready(many);
    const [backlog] = await ask(client, view);
    const ranges = await ask(client, view, backlog?.id);
    assert.deepEqual(lines(ranges), [
      'WP-1-P000 … WP-1-P199 | 200 | list-unordered',
      'WP-1-P200 … WP-1-P399 | 200 | list-unordered',
      'WP-1-P400 … WP-1-P449 | 50 | list-unordered',
    ]);
    assert.equal((await ask(client, view, ranges[2]?.id)).length, 50);
    const uri = client.disk.uri('docs/task_packets/WP-1-P234.md');
    const path = await client.request<readonly ViewNode[]>('gatehouse/viewPath', { view, uri });
    assert.deepEqual(
      path.map((n) => n.label),
      ['Backlog', 'WP-1-P200 … WP-1-P399', 'WP-1-P234'],
    );
    // Ids are unique: a tree with two of one id is not drawn.
    const all = [backlog, ...ranges, ...(await Promise.all(ranges.map((r) => ask(client, view, r.id)))).flat()];
    assert.equal(new Set(all.map((n) => n?.id)).size, all.length);
  });
});

describe('the view of signatures', () => {
  const view = 'gatehouse.signatures';

  it('says what waits, what is signed and how, and what does not hold', async () => {
    const client = await ready(work);
    const groups = await ask(client, view);
    assert.deepEqual(lines(groups), ['Waiting for me | 1 | edit', 'Broken | 1 | error', 'Signed | 1 | verified']);
    const [waiting] = await below(client, view, 'Waiting for me');
    assert.deepEqual([waiting?.label, waiting?.description, waiting?.leads], ['WP-2-Later', 'Backlog', 'sign']);
    assert.deepEqual(waiting?.about, { folder: folderOf(client), subject: 'WP-2-Later' });
    const [broken] = await below(client, view, 'Broken');
    assert.deepEqual([broken?.label, broken?.description], ['WP-1-Store', 'unlogged']);
    assert.equal(broken?.open?.uri, client.disk.uri(store));
    assert.equal(broken?.open?.range?.start.line, 3);
    const [signed] = await below(client, view, 'Signed');
    assert.deepEqual([signed?.label, signed?.description], ['WP-1-Login', 'typed · 2025-12-15 10:00 · alice151220251000']);
    assert.equal(signed?.open?.uri, client.disk.uri('docs/SIGNATURE_AUDIT.md'), 'it leads to its row');
    assert.equal(signed?.open?.range?.start.line, 2);
  });

  it('is not moved by a comment that silences a finding', async () => {
    const silenced = work.replace(
      '- USER_SIGNATURE: alice16',
      '<!-- gatehouse-disable-next-line packets/signature-unlogged -- x -->\n- USER_SIGNATURE: alice16',
    );
    const client = await ready(silenced);
    assert.deepEqual(
      client.shown(store).filter((f) => f.includes('signature-unlogged')),
      [],
    );
    assert.deepEqual(
      (await below(client, view, 'Broken')).map((n) => n.label),
      ['WP-1-Store'],
    );
  });
});

describe('marks and the line', () => {
  it('marks files as signed, with findings, and by age', async () => {
    const client = await ready(work);
    const paths = [login, store, 'docs/task_packets/WP-1-Base.md', 'docs/task_packets/WP-2-Later.md', 'README.md'];
    const marks = await client.request<readonly (FileMark | null)[]>('gatehouse/decorations', {
      uris: paths.map((p) => client.disk.uri(p)),
    });
    assert.deepEqual(
      marks.map((m) => m?.badge ?? null),
      ['S!', '!', '!', '!', null],
    );
    assert.match(marks[0]?.tooltip ?? '', /^Gatehouse: signed, \d+ errors.*, In-Progress for 40 days, late$/);
    assert.match(marks[1]?.tooltip ?? '', /^Gatehouse: its signature does not hold, /);
  });

  it('says in one line what is blocked and what waits for a signature', async () => {
    const client = await ready(work);
    const status = await client.request<StatusLine>('gatehouse/status', {});
    assert.equal(status.text, 'Phase 1 · 1 of 4 done · 1 blocked · 1 to sign');
    assert.match(status.tooltip, /1 waits for a signature/);
  });
});

describe('a workspace of several folders', () => {
  it('says of which folder a line is, and finds the way in the right one', async () => {
    const root = disk(
      `==> a/docs/task_packets/WP-1-One.md <==\n# WP-1-One\n- STATUS: Backlog\n==> b/docs/task_packets/WP-1-Two.md <==\n# WP-1-Two\n- STATUS: Backlog\n`,
    );
    const client = await start(root, { folders: ['a', 'b'].map((f) => root.uri(f)) });
    await client.request('gatehouse/settled', {});
    const view = 'gatehouse.packets';
    const roots = await ask(client, view);
    assert.deepEqual(
      roots.map((n) => n.label),
      ['a', 'b'],
    );
    const path = await client.request<readonly ViewNode[]>('gatehouse/viewPath', {
      view,
      uri: root.uri('b/docs/task_packets/WP-1-Two.md'),
    });
    assert.deepEqual(
      path.map((n) => [n.id.slice(0, 2), n.label]),
      [
        ['1:', 'b'],
        ['1:', 'Backlog'],
        ['1:', 'WP-1-Two'],
      ],
    );
  });
});

describe('to begin', () => {
  const begin = (client: Client): Promise<BeginReply | null> =>
    client.request('gatehouse/begin', { folder: client.disk.uri('') });

  it('an empty folder takes the files of the command line, and nothing is written before', async () => {
    const client = await ready('==> notes.txt <==\nx\n');
    const reply = await begin(client);
    assert.ok(reply?.is === 'change', JSON.stringify(reply));
    assert.ok(reply.files.includes(client.disk.uri('docs/SPEC_CURRENT.md')), reply.files.join(' '));
    assert.equal(reply.asks, 'Create these files?');
    assert.match(reply.seen.join(), /begins with:\n {2}docs\/SPEC_CURRENT\.md\n/);
    assert.ok(!existsSync(client.disk.full('docs')));
    const edit = reply.edit as WorkspaceEdit;
    const made = edit.documentChanges?.flatMap((c) => ('kind' in c && c.kind === 'create' ? [c.uri] : []));
    assert.deepEqual(made, reply.files);
  });

  it('projects side by side are begun each as it is, with what nearly all packets there lack', async () => {
    const packet = (dir: string, n: number): string =>
      `==> ${dir}/docs/task_packets/WP-1-Part${n}.md <==\n# WP-1-Part${n}\n- STATUS: In-Progress\n- USER_SIGNATURE: <pending>\n`;
    const five = (dir: string): string => [1, 2, 3, 4, 5].map((n) => packet(dir, n)).join('\n');
    const board = (dir: string): string => `==> ${dir}/docs/TASK_BOARD.md <==\n# Board\n`;
    const client = await ready(['apps/portal', 'apps/till'].map((dir) => `${five(dir)}\n${board(dir)}`).join('\n'));
    const reply = await begin(client);
    assert.ok(reply?.is === 'change', JSON.stringify(reply));
    assert.deepEqual(
      reply.files,
      ['apps/portal', 'apps/till'].map((dir) => client.disk.uri(`${dir}/gatehouse.yaml`)),
    );
    const usual = reply.seen.filter((line) => line.startsWith('packets/signature-missing is shown as information'));
    assert.equal(usual.length, 2, reply.seen.join('\n'));
  });

  it('a configuration that is open is overwritten as it reads, but not what is not saved', async () => {
    const client = await ready(`${folder}==> gatehouse.yaml <==\n# Mine\n`);
    client.open('gatehouse.yaml');
    const reply = await begin(client);
    assert.ok(reply?.is === 'change' && reply.asks === 'Overwrite gatehouse.yaml?', JSON.stringify(reply));
    client.type('gatehouse.yaml', '# Mine', '# Mine, and more');
    assert.deepEqual(await begin(client), {
      is: 'refused',
      says: 'gatehouse.yaml is open with changes that are not saved: save it first.',
    });
    assert.equal(await client.request('gatehouse/begin', { folder: 'file:///nowhere' }), null);
  });
});
