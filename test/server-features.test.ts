/** What the language server answers: quick fixes, hover, definition, references, symbols, the phase tree, our own requests. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { DocumentSymbol, Hover, Location, MarkupContent, Range } from 'vscode-languageserver/node';
import type { CheckSummary, RuleLine } from '#protocol/messages';
import type { ViewNode } from '#protocol/views';
import { audit, board, folder, login, ready, spec, store } from './support/folders';
import type { Client } from './support/lsp';
import { textAt } from './support/text';

/** `path line:text under the range`, as an editor would jump there. */
const places = (client: Client, found: readonly Location[]): readonly string[] =>
  found.map(({ uri, range }) => {
    const path = client.pathOf(uri);
    return `${path}:${range.start.line + 1} ${textAt(client.text(path), range)}`;
  });

const value = (hover: Hover | null): string => (hover?.contents as { value: string } | undefined)?.value ?? '';

describe('hover', () => {
  it('on an anchor is the spec’s text: of a closed spec, and of one that is being typed in', async () => {
    const client = await ready(folder.replace('SPEC_ANCHOR: A3', 'SPEC_ANCHOR: §2'));
    const hover = await client.at<Hover>('textDocument/hover', store, '§2', 1);
    assert.equal(value(hover), `\`${spec}\`\n\n**A2 Storage**\n\nAll reads go through the store.`);
    assert.equal(textAt(client.text(store), hover.range as Range), '2');
    client.open(spec);
    client.type(spec, 'All reads', 'All writes');
    assert.match(value(await client.at('textDocument/hover', store, '§2', 2)), /All writes go through/);
    client.disk.write(spec, client.disk.read(spec).replace('All reads', 'Nothing'));
    client.close(spec);
    assert.match(value(await client.at('textDocument/hover', store, '§2', 2)), /Nothing go through/);
  });

  it('on a packet, a signature, a name that nobody defines, and on nothing', async () => {
    const client = await ready();
    assert.match(value(await client.at('textDocument/hover', board, 'WP-1-Login')), /^\*\*WP-1-Login\*\* · Backlog$/);
    assert.match(value(await client.at('textDocument/hover', store, 'alice', 3)), /used by alice.*Consumed by WP-1-Store/s);
    assert.equal(await client.at('textDocument/hover', login, '9.9'), null, 'the finding says it');
    client.open(login);
    client.type(login, '- SPEC_ANCHOR', '<!-- gatehouse-disable-next-line packets/dead-anchor -- later -->\n- SPEC_ANCHOR');
    const nowhere = '**9.9** is defined nowhere in this folder.';
    assert.equal(value(await client.at('textDocument/hover', login, '9.9')), nowhere);
    assert.equal(await client.at('textDocument/hover', login, 'People'), null);
  });
});

describe('hovers of a packet', () => {
  const source = folder
    .replace('- **[WP-1-Login]**\n', '')
    .replace('(None)', '- **[WP-1-Login]**')
    .replace(
      '# WP-1-Login\n- TASK_ID: WP-1-Login\n- STATUS: Backlog',
      '# Task Packet: WP-1-Login – People log in\n- TASK_ID: WP-1-Login\n- STATUS: Ready-for-Dev\n- Risk Level: HIGH\n- Depends on: WP-1-Store\n- DONE_MEANS:\n  - It works\n- Colour: blue',
    );
  const says = async (client: Client, path: string, text: string, n = 1): Promise<string | null> => {
    const hover = await client.at<Hover | null>('textDocument/hover', path, text, n);
    return hover && value(hover);
  };

  it('say once what packet and board agree on, with the title, and how far that is which it waits for', async () => {
    const client = await ready(source);
    assert.equal(
      await says(client, login, ': WP-1-Login\n', 4),
      '**WP-1-Login** · Ready-for-Dev\n\nPeople log in\n\nThe board: In-Progress, under “In Progress”\n\nWaits for WP-1-Store (Backlog)',
    );
  });

  it('say what a field is for, where a state leads, and what a tier asks for', async () => {
    const client = await ready(source);
    assert.equal(
      await says(client, login, 'Risk Level'),
      '**Risk Level** is read as RISK_TIER: how much harm a mistake would do; it says what is asked for.\n\nA signature will lock it.',
    );
    assert.equal(
      await says(client, login, 'DONE_MEANS'),
      '**DONE_MEANS**: checks that can be answered yes or no.\n\n5 to 10 are usual. Required in Ready-for-Dev. A signature will lock it.',
    );
    assert.equal(
      await says(client, login, 'Ready-for-Dev'),
      'Backlog → **Ready-for-Dev** → In-Progress → Ready-for-Validation → Done\n\nWaits for WP-1-Store\n\nIt may last 10 days.',
    );
    assert.equal(
      await says(client, login, 'HIGH'),
      'LOW · MEDIUM · **HIGH**\n\nAsks for a review by an AI before validation, audits by the validator, a reason for the tier.',
    );
    for (const [text, n] of [
      ['Colour', 1],
      ['blue', 1],
      ['It works', 1],
    ] as const)
      assert.equal(await says(client, login, text, n), null);
    assert.match((await says(client, store, 'What')) ?? '', /Locked by the signature\.$/);
  });
});

describe('definition and references', () => {
  const codex = [
    ...['==> The Codex v1.0.md <==', '# Codex', '', '### CX-101: One way in', ''],
    ...[
      '==> docs/task_packets/WP-1-Rule.md <==',
      '# WP-1-Rule',
      '- STATUS: Backlog',
      '- What: as CX-101 asks, after WP-1-Store',
      '',
    ],
  ].join('\n');
  const rule = 'docs/task_packets/WP-1-Rule.md';
  const everywhere: Readonly<Record<string, { from: [string, string]; defined: string; named: readonly string[] }>> = {
    'an anchor': { from: [store, 'A3'], defined: `${spec}:7 A3`, named: [`${spec}:7 A3`, `${store}:4 3`] },
    'a packet': {
      from: [board, 'WP-1-Store'],
      defined: `${store}:2 WP-1-Store`,
      named: [
        `${audit}:3 WP-1-Store`,
        `${board}:10 WP-1-Store`,
        `${rule}:3 WP-1-Store`,
        `${store}:1 WP-1-Store`,
        `${store}:2 WP-1-Store`,
      ],
    },
    'a signature': {
      from: [store, 'alice'],
      defined: `${audit}:3 alice151220251000`,
      named: [`${audit}:3 alice151220251000`, `${store}:5 alice151220251000`],
    },
    'an invariant': {
      from: [rule, 'CX-101'],
      defined: 'The Codex v1.0.md:3 CX-101',
      named: ['The Codex v1.0.md:3 CX-101', `${rule}:3 CX-101`],
    },
  };

  for (const [name, { from, defined, named }] of Object.entries(everywhere)) {
    it(`of ${name}`, async () => {
      const client = await ready(`${folder}${codex}`);
      const [path, text] = from;
      assert.deepEqual(places(client, await client.at('textDocument/definition', path, text, 1)), [defined]);
      const references = (includeDeclaration: boolean): Promise<Location[]> =>
        client.at('textDocument/references', path, text, 1, { context: { includeDeclaration } });
      assert.deepEqual([...places(client, await references(true))].sort(), named);
      assert.deepEqual(
        [...places(client, await references(false))].sort(),
        named.filter((n) => n !== defined),
      );
    });
  }

  it('follows the text that is typed, not the disk', async () => {
    const client = await ready();
    client.open(spec);
    client.type(spec, '# Master Spec', '# Master Spec\n\nMore.');
    assert.deepEqual(places(client, await client.at('textDocument/definition', store, 'A3', 1)), [`${spec}:9 A3`]);
  });
});

it('at its title a packet is found as at its TASK_ID', async () => {
  const client = await ready(folder.replace('- What: People log in.', '- What: People log in.\n- Blocked on: WP-1-Store'));
  assert.deepEqual(places(client, await client.at('textDocument/definition', store, 'WP-1-Store', 2)), [`${store}:2 WP-1-Store`]);
  const context = { includeDeclaration: true };
  const named = places(client, await client.at('textDocument/references', store, 'WP-1-Store', 2, { context }));
  assert.ok(named.includes(`${login}:6 WP-1-Store`), String(named));
  const { contents } = await client.at<Hover>('textDocument/hover', store, 'WP-1-Store', 2);
  assert.match((contents as MarkupContent).value, /^\*\*WP-1-Store\*\* · Backlog/);
});

it('a tag is shown on hover with its bracket', async () => {
  const client = await ready(folder.replace('## A3 Login', '- [HSK-JOB-100] Jobs have names.\n\n## A3 Login'));
  const { contents } = await client.at<Hover>('textDocument/hover', spec, 'HSK-JOB-100', 2);
  assert.match((contents as MarkupContent).value, /^\[HSK-JOB-100\] Jobs have names\.$/m);
});

describe('document symbols', () => {
  const outline = (symbols: readonly DocumentSymbol[]): unknown =>
    symbols.map((s) => [s.detail ? `${s.name} · ${s.detail}` : s.name, ...(s.children?.length ? [outline(s.children)] : [])]);
  const of = async (client: Client, path: string): Promise<unknown> =>
    outline(await client.request('textDocument/documentSymbol', { textDocument: { uri: client.disk.uri(path) } }));

  it('are fields, entries and anchors, as they are nested', async () => {
    const client = await ready();
    client.open(spec);
    client.type(spec, '## A3 Login', '### A2.1 Login');
    assert.deepEqual(await of(client, login), [
      ['WP-1-Login · Backlog', [['TASK_ID · WP-1-Login'], ['STATUS · Backlog'], ['SPEC_ANCHOR · 1 item'], ['What']]],
    ]);
    assert.deepEqual(await of(client, board), [
      ['In Progress'],
      ['Backlog', [['WP-1-Login · Backlog'], ['WP-1-Store · Backlog'], ['WP-1-Gone · Backlog']]],
    ]);
    assert.deepEqual(await of(client, spec), [['2 Storage', [['2.1 Login']]]]);
    client.type(spec, '### A2.1 Login', '## Roadmap\n\n### A2.1 Login');
    assert.deepEqual(await of(client, spec), [['2 Storage'], ['2.1 Login']], 'a heading without a number ends a section');
  });
});

describe('what the trees show', () => {
  const children = (client: Client, parent?: string): Promise<readonly ViewNode[]> =>
    client.request('gatehouse/view', { view: 'gatehouse.phases', ...(parent === undefined ? {} : { parent }) });
  const lines = (nodes: readonly ViewNode[]): readonly string[] =>
    nodes.map((n) => `${n.label} | ${n.description ?? ''} | ${n.icon}`);

  const moved = (client: Client): Promise<void> =>
    client.until(() => client.notices.some((n) => n.method === 'gatehouse/viewsChanged'), 'gatehouse/viewsChanged');
  /** Started, told of, and quiet again. */
  async function quiet(): Promise<Client> {
    const client = await ready();
    await moved(client);
    client.notices.length = 0;
    return client;
  }

  it('says that it has changed when findings have', async () => {
    const client = await quiet();
    client.open(login);
    client.type(login, '9.9', '3');
    await moved(client);
    assert.deepEqual(client.notices, [
      { method: 'gatehouse/viewsChanged', params: { views: ['gatehouse.phases', 'gatehouse.packets', 'gatehouse.signatures'] } },
    ]);
    assert.equal(lines(await children(client))[0], 'Phase 1 | ░░░░░ 0 of 2 done | milestone');
  });

  it('says that it has changed when a state has, though no finding did', async () => {
    const client = await quiet();
    client.disk.write('docs/task_packets/WP-3-New.md', '# WP-3-New\n- STATUS: Backlog\n- What: it\n');
    // On the board in no state: there is nothing to disagree with.
    client.disk.write(board, `${client.disk.read(board)}\n## Active\n\n- **[WP-3-New]**\n`);
    client.watched({ 'docs/task_packets/WP-3-New.md': 1, [board]: 2 });
    await moved(client);
    assert.deepEqual(lines(await children(client)).slice(0, 2), [
      'Phase 1 | ░░░░░ 0 of 2 done · 1 error | milestone',
      'Phase 3 | ░░░░░ 0 of 1 done | milestone',
    ]);
    client.notices.length = 0;
    client.open('docs/task_packets/WP-3-New.md');
    client.type('docs/task_packets/WP-3-New.md', 'Backlog', 'Stub');
    await moved(client);
    assert.deepEqual(lines(await children(client, 'in/packets/3/documents')), ['WP-3-New | Stub | circle-outline']);
    client.notices.length = 0;
    client.close('docs/task_packets/WP-3-New.md');
    await moved(client);
    assert.deepEqual(lines(await children(client, 'in/packets/3/documents')), ['WP-3-New | Backlog | circle-large-outline']);
  });
});

describe('our own requests', () => {
  it('gatehouse/check reads what nobody told of, and answers when all is published', async () => {
    const client = await ready();
    client.disk.write(store, client.disk.read(store).replace('Things are kept.', 'TBD').replace('A3', 'A7'));
    client.disk.write(
      'docs/task_packets/WP-1-Gone.md',
      '# WP-1-Gone\n- TASK_ID: WP-1-Gone\n- STATUS: Backlog\n- SPEC_ANCHOR: A8\n',
    );
    client.disk.remove(login);
    const { ms, ...summary } = await client.request<CheckSummary>('gatehouse/check', {});
    const shown = [store, board, login, 'docs/task_packets/WP-1-Gone.md'].map((path) => client.shown(path));
    assert.deepEqual(shown, [
      ['packets/dead-anchor "7"', 'packets/placeholder "TBD"'],
      ['packets/board-unknown-packet "WP-1-Login"'],
      [],
      ['packets/missing-field "WP-1-Gone"', 'packets/dead-anchor "8"'],
    ]);
    assert.deepEqual(summary, { errors: 4, warnings: 2, infos: 0, hints: 0, files: 6, systems: ['Task packets'] });
    assert.ok(Number.isInteger(ms));
  });

  it('gatehouse/rules and gatehouse/explain', async () => {
    const client = await ready();
    const rules = await client.request<readonly RuleLine[]>('gatehouse/rules', {});
    assert.ok(
      rules.some(
        (r) => r.id === 'packets/dead-anchor' && r.severity === 'error' && r.summary === 'A cited anchor is defined by the spec.',
      ),
    );
    for (const { id } of rules) {
      const page = await client.request<{ title: string; markdown: string }>('gatehouse/explain', { rule: id });
      assert.ok(page.title === id && page.markdown.startsWith(`# ${id}\n`), id);
    }
    for (const rule of ['packets/nothing', '', 'constructor', '__proto__', 5, undefined])
      assert.equal(await client.request('gatehouse/explain', { rule }), null);
  });
});
