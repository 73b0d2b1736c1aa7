/** What the server shows in and around the text: highlights, links, folding, selections, symbols, lenses, hints, colours, calls. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type {
  CallHierarchyItem,
  ClientCapabilities,
  CodeLens,
  DocumentHighlight,
  DocumentLink,
  FoldingRange,
  InlayHint,
  Location,
  SelectionRange,
  SemanticTokens,
  SemanticTokensDelta,
  SymbolInformation,
} from 'vscode-languageserver/node';
import { md } from '#core/rule';
import { everything } from './support/capabilities';
import { board, login, ready, spec, store } from './support/folders';
import type { Client } from './support/lsp';
import { textAt } from './support/text';

/** Its lines are counted below: it is this test's own. */
const folder = md`
  ==> docs/SPEC_CURRENT.md <==
  The spec is **Master_Spec_v1.0.md**.

  ==> Master_Spec_v1.0.md <==
  # Master Spec

  ## A2 Storage

  All reads go through the store.

  ## A3 Login

  ==> Master_Spec_v2.0.md <==
  # Master Spec

  ## A9.9 Everything

  ==> docs/TASK_BOARD.md <==
  # Board

  ## In Progress

  (None)

  ## Backlog

  - **[WP-1-Login]**
  - **[WP-1-Store]**
  - **[WP-1-Gone]**

  ==> docs/SIGNATURE_AUDIT.md <==
  | Signature | Used By | Purpose |
  |---|---|---|
  | alice151220251000 | alice | WP-1-Store |

  ==> docs/task_packets/WP-1-Login.md <==
  # WP-1-Login

  - STATUS: Backlog
  - SPEC_ANCHOR: A9.9
  - What: People log in.

  ==> docs/task_packets/WP-1-Store.md <==
  # WP-1-Store

  - STATUS: Backlog
  - SPEC_ANCHOR: A3
  - USER_SIGNATURE: alice151220251000
  - What: Things are kept.
`;

const full = (source = folder, capabilities: ClientCapabilities = everything): Promise<Client> => ready(source, { capabilities });
const about = (client: Client, path: string) => ({ textDocument: { uri: client.disk.uri(path) } });
const whole = { start: { line: 0, character: 0 }, end: { line: 9_999, character: 0 } };

const proof = folder
  .replace('- SPEC_ANCHOR: A9.9', '- SPEC_ANCHOR: A2, A3 Login')
  .replace('- What: People log in.\n', '')
  .concat(`
==> docs/task_packets/WP-2-Proof.md <==
# Task Packet: WP-2-Proof

- TASK_ID: WP-2-Proof
- STATUS: In-Progress
- DATE: 2020-01-01
- SPEC_ANCHOR: A2
- Blocked on: WP-1-Store, WP-1-Login
- IN_SCOPE_PATHS:
  - src/a.ts
  - src/none.ts

## DONE_MEANS

1. The form names every error
2. Nothing is lost

## TEST_PLAN

- \`npm test\` (proves 2)

## Evidence Mapping

- The form names every error -> src/a.ts:2

==> src/a.ts <==
one
two
three
`);
const two = 'docs/task_packets/WP-2-Proof.md';

describe('what is promised', () => {
  it('is only what the client can use', async () => {
    const bare = (await ready()).initialized.capabilities;
    assert.deepEqual(Object.keys(bare).sort(), [
      'codeActionProvider',
      'definitionProvider',
      'documentSymbolProvider',
      'hoverProvider',
      'referencesProvider',
      'textDocumentSync',
    ]);
    const all = (await full()).initialized.capabilities;
    for (const p of ['completion', 'rename', 'codeLens', 'inlayHint', 'semanticTokens', 'documentLink', 'foldingRange'])
      assert.ok(`${p}Provider` in all, p);
    assert.ok(all.workspace?.fileOperations?.willRename);
    assert.deepEqual(all.renameProvider, { prepareProvider: true });
  });
});

describe('highlights', () => {
  const at = async (client: Client, path: string, text: string, n = 0): Promise<readonly string[]> =>
    (await client.at<DocumentHighlight[]>('textDocument/documentHighlight', path, text, n)).map(
      (h) => `${h.range.start.line + 1} ${textAt(client.text(path), h.range)} ${h.kind === 3 ? 'defined' : 'named'}`,
    );

  it('are all places of this document, and of no other', async () => {
    const client = await full(
      proof.replace('All reads go', 'As §2 says, all reads go').replace('# WP-1-Store', '# WP-1-Store, not WP-1-Store-v2'),
    );
    assert.deepEqual(await at(client, spec, 'A2', 1), ['3 A2 defined', '5 2 named']);
    assert.deepEqual(await at(client, two, 'WP-1-Login', 2), ['7 WP-1-Login named']);
    assert.deepEqual(await at(client, two, 'WP-2-Proof', 2), ['3 WP-2-Proof defined', '1 WP-2-Proof named']);
    assert.deepEqual(await at(client, store, 'WP-1-Store', 2), ['1 WP-1-Store defined']);
    assert.deepEqual(await at(client, two, 'Nothing is'), []);
  });
});

it('links lead to files that are there and to what is cited', async () => {
  const client = await full(proof);
  const links = await client.request<DocumentLink[]>('textDocument/documentLink', about(client, two));
  assert.deepEqual(
    links.map((l) => `${textAt(client.text(two), l.range)} -> ${l.target?.slice(client.disk.uri('').length)}`),
    [`2 -> /${spec}#L3`, 'src/a.ts -> /src/a.ts', 'src/a.ts -> /src/a.ts#L2'].map((s) =>
      s.replace('-> /', client.disk.uri('').endsWith('/') ? '-> ' : '-> /'),
    ),
  );
});

describe('folding', () => {
  it('is by sections, fields, fences and entries', async () => {
    const client = await full(proof);
    const folds = async (path: string): Promise<readonly string[]> =>
      (await client.request<FoldingRange[]>('textDocument/foldingRange', about(client, path))).map(
        (f) => `${f.startLine + 1}-${f.endLine + 1}`,
      );
    assert.deepEqual(await folds(two), ['1-23', '8-10', '12-15', '17-19', '21-23']);
    client.open(two);
    client.edit(two, [{ newText: '---\na: b\n---\n# X\n\n```sh\n# no heading\n```\n\n<!--\nc\n-->\n' }]);
    assert.deepEqual(await folds(two), ['1-3', '4-12', '6-8', '10-12']);
  });
});

describe('selections', () => {
  const grown = async (client: Client, path: string, text: string): Promise<readonly string[]> => {
    const start = client.text(path).slice(0, client.text(path).indexOf(text)).split('\n');
    const position = { line: start.length - 1, character: start.at(-1)?.length ?? 0 };
    const [first] = await client.request<SelectionRange[]>('textDocument/selectionRange', {
      ...about(client, path),
      positions: [position],
    });
    const out: string[] = [];
    for (let r = first; r; r = r.parent as SelectionRange)
      out.push(textAt(client.text(path), r.range).trim().split('\n')[0] ?? '');
    return out;
  };

  it('grow from item to field, section, document', async () => {
    const client = await full(proof);
    assert.deepEqual(await grown(client, two, 'src/none.ts'), [
      'src/none.ts',
      '- src/none.ts',
      '- src/a.ts',
      '- IN_SCOPE_PATHS:',
      '- TASK_ID: WP-2-Proof',
      '# Task Packet: WP-2-Proof',
      '# Task Packet: WP-2-Proof',
    ]);
    assert.deepEqual(await grown(client, board, 'WP-1-Store'), [
      'WP-1-Store',
      '**[WP-1-Store]**',
      '- **[WP-1-Store]**',
      '- **[WP-1-Login]**',
      '## Backlog',
      '# Board',
      '# Board',
    ]);
  });
});

it('workspace symbols are packets and anchors, by name and title', async () => {
  const client = await full(proof.replace('# Task Packet: WP-2-Proof', '# WP-2-Proof: Proof of work'));
  const names = async (query: string): Promise<readonly string[]> =>
    (await client.request<SymbolInformation[]>('workspace/symbol', { query })).map((s) =>
      [s.name, s.containerName].filter(Boolean).join(' · '),
    );
  assert.deepEqual(await names('wp-1'), ['WP-1-Login · Backlog', 'WP-1-Store · Backlog']);
  assert.deepEqual(await names('storage'), ['2 Storage']);
  assert.deepEqual(await names('login'), ['WP-1-Login · Backlog', '3 Login']);
  assert.deepEqual(await names('proofofwork'), ['WP-2-Proof: Proof of work · In-Progress'], 'the id once');
  assert.deepEqual(await names('nothing like this'), []);
  assert.equal((await names('')).length, 5);
});

describe('above and within the text', () => {
  const lenses = async (client: Client, path: string): Promise<readonly string[]> =>
    (await client.request<CodeLens[]>('textDocument/codeLens', about(client, path))).map((l) => l.command?.title ?? '');
  const hints = async (client: Client, path: string): Promise<readonly string[]> =>
    (await client.request<InlayHint[]>('textDocument/inlayHint', { ...about(client, path), range: whole })).map(
      (h) => `${h.position.line + 1}:${h.position.character} ${String(h.label).replace(/\d+ days/, 'N days')}`,
    );

  it('stand state, next step, evidence and findings', async () => {
    const client = await full(proof);
    const [state, evidence, found] = await lenses(client, two);
    assert.equal(state, 'In-Progress · waits for WP-1-Store, WP-1-Login');
    assert.equal(evidence, 'Evidence for 1 of 2');
    assert.match(found ?? '', /^\d+ errors?/);
    assert.equal((await lenses(client, store))[0], 'Backlog · next: pre-work, then Ready-for-Dev');
    assert.deepEqual(await lenses(client, board), []);
  });

  it('stand titles of anchors, states of blockers, ages', async () => {
    const client = await full(proof);
    assert.deepEqual(await hints(client, two), ['6:17 Storage', '7:24 Backlog', '7:36 Backlog']);
    assert.deepEqual(await hints(client, login), ['4:17 Storage']);
    const old = await full(proof.replace('- STATUS: In-Progress\n- DATE: 2020-01-01', '- STATUS: Backlog\n- DATE: 2020-01-01'));
    assert.ok((await hints(old, two)).includes('4:17 N days'));
    const entry = await full(
      proof
        .replace('- **[WP-1-Gone]**', '- **[WP-2-Proof](x.md)** [Backlog]')
        .replace('- STATUS: In-Progress', '- STATUS: Backlog'),
    );
    assert.deepEqual(await hints(entry, board), ['11:24 N days']);
  });

  it('is asked for again when another document moves', async () => {
    const client = await full(proof);
    const asked: string[] = [];
    for (const method of ['workspace/codeLens/refresh', 'workspace/inlayHint/refresh'])
      client.connection.onRequest(method, () => {
        asked.push(method);
        client.notify('$/setTrace', { value: 'off' });
        return null;
      });
    client.open(login);
    client.type(login, 'Backlog', 'Blocked');
    await client.until(
      () => client.shown(login).length >= 0 && client.notices.some((n) => n.method === 'gatehouse/viewsChanged'),
    );
    await client.settled();
    assert.deepEqual(await hints(client, two), ['6:17 Storage', '7:24 Backlog', '7:36 Blocked']);
    await new Promise((done) => setTimeout(done, 400));
    assert.deepEqual([...new Set(asked)].sort(), ['workspace/codeLens/refresh', 'workspace/inlayHint/refresh']);
  });
});

describe('colours', () => {
  const types = ['property', 'enumMember', 'type', 'class', 'decorator', 'keyword'];
  function decoded(client: Client, path: string, { data }: SemanticTokens): readonly string[] {
    const lines = client.text(path).split(/\r?\n/);
    let line = 0;
    let character = 0;
    const out: string[] = [];
    for (let i = 0; i < data.length; i += 5) {
      const [dl = 0, dc = 0, length = 0, type = 0] = data.slice(i, i + 5);
      character = dl === 0 ? character + dc : dc;
      line += dl;
      out.push(`${lines[line]?.slice(character, character + length)} ${types[type]}`);
    }
    return out;
  }

  it('are of fields, statuses, anchors, packets and signatures; whole, in a range, and as a difference', async () => {
    const client = await full();
    const all = [
      'WP-1-Store class',
      'STATUS property',
      'Backlog enumMember',
      'SPEC_ANCHOR property',
      '3 type',
      'USER_SIGNATURE property',
      'alice151220251000 decorator',
      'What property',
    ];
    const whole = await client.request<SemanticTokens>('textDocument/semanticTokens/full', about(client, store));
    assert.deepEqual(decoded(client, store, whole), all);
    const range = { start: { line: 2, character: 0 }, end: { line: 2, character: 20 } };
    const part = await client.request<SemanticTokens>('textDocument/semanticTokens/range', { ...about(client, store), range });
    assert.deepEqual(decoded(client, store, part), all.slice(1, 3));
    client.open(store);
    client.type(store, 'Backlog', 'Nowhere');
    const { resultId: previousResultId } = whole;
    const delta = await client.request<SemanticTokensDelta>('textDocument/semanticTokens/full/delta', {
      ...about(client, store),
      previousResultId,
    });
    assert.equal(delta.edits.length, 1);
    const again = [...whole.data];
    for (const e of delta.edits) again.splice(e.start, e.deleteCount, ...(e.data ?? []));
    assert.deepEqual(
      decoded(client, store, { data: again }),
      all.filter((t) => t !== 'Backlog enumMember'),
    );
  });
});

it('calls flow from what a packet waits for to what it unblocks', async () => {
  const client = await full(proof);
  const prepare = (path: string, text: string, n = 0): Promise<CallHierarchyItem[]> =>
    client.at('textDocument/prepareCallHierarchy', path, text, n);
  const [item] = await prepare(two, 'WP-2-Proof', 3);
  assert.deepEqual([item?.name, item?.detail, item?.uri], ['WP-2-Proof', 'In-Progress', client.disk.uri(two)]);
  const incoming = await client.request<{ from: CallHierarchyItem }[]>('callHierarchy/incomingCalls', { item });
  assert.deepEqual(
    incoming.map((c) => c.from.name),
    ['WP-1-Store', 'WP-1-Login'],
  );
  const [blocker] = await prepare(board, 'WP-1-Store', 3);
  const outgoing = await client.request<{ to: CallHierarchyItem }[]>('callHierarchy/outgoingCalls', { item: blocker });
  assert.deepEqual(
    outgoing.map((c) => [c.to.name, c.to.uri]),
    [['WP-2-Proof', client.disk.uri(two)]],
  );
  assert.deepEqual(await client.request('callHierarchy/outgoingCalls', { item }), []);
  assert.deepEqual(await prepare(spec, 'Storage'), []);
});

it('an implementation of a promise is its test and its evidence; of an anchor, the packets that cite it', async () => {
  const client = await full(proof);
  const at = async (path: string, text: string, n = 0): Promise<readonly string[]> =>
    (await client.at<Location[]>('textDocument/implementation', path, text, n)).map(
      (l) => `${client.pathOf(l.uri)}:${l.range.start.line + 1}`,
    );
  assert.deepEqual(await at(two, 'The form names'), ['src/a.ts:2']);
  assert.deepEqual(await at(two, 'Nothing is lost'), [`${two}:19`]);
  assert.deepEqual(await at(two, 'src/a.ts:2'), ['src/a.ts:2']);
  assert.deepEqual(await at(two, 'Task Packet: WP-2', 15), ['src/a.ts:2']);
  assert.deepEqual(await at(spec, 'A2 Storage', 1), [`${login}:4`, `${two}:6`]);
  assert.deepEqual(await at(two, '## TEST_PLAN', 5), []);
});

it('a document of another folder, or of nobody, has none of it', async () => {
  const client = await full();
  const methods =
    'documentHighlight documentLink foldingRange selectionRange codeLens inlayHint semanticTokens/full prepareCallHierarchy implementation completion';
  for (const uri of ['file:///nowhere/x.md', client.disk.uri('docs/none.md'), 'untitled:x'])
    for (const method of methods.split(' ')) {
      const params = { textDocument: { uri }, position: whole.start, positions: [whole.start], range: whole, context: {} };
      const answer = await client.request<unknown>(`textDocument/${method}`, params);
      assert.ok(
        answer === null || JSON.stringify(answer).match(/^(?:\[\]|\{"data":\[\]\}|\{"isIncomplete":false,"items":\[\]\})$/),
        `${method}: ${JSON.stringify(answer)}`,
      );
    }
});

it('nonsense gets an answer or an error of the protocol, and nobody dies of it', async () => {
  const client = await full();
  const methods =
    'documentHighlight documentLink foldingRange selectionRange codeLens inlayHint semanticTokens/full semanticTokens/range semanticTokens/full/delta prepareCallHierarchy implementation completion prepareRename rename onTypeFormatting codeAction';
  const uri = client.disk.uri(login);
  const far = { line: 2 ** 31 - 1, character: -1 };
  const nonsense = [
    ...[undefined, null, [], {}, 5, { textDocument: null }, { textDocument: { uri: 7 } }, { textDocument: { uri } }],
    { textDocument: { uri }, position: null, positions: null, range: null, context: null, newName: null },
    { textDocument: { uri }, position: {}, positions: [{}, null], range: {}, context: { only: 5 }, newName: 5, ch: 5 },
    { textDocument: { uri }, position: far, positions: [far], range: { start: far, end: far }, context: {}, newName: '', ch: '' },
  ];
  const others = [
    'callHierarchy/incomingCalls',
    'callHierarchy/outgoingCalls',
    'workspace/symbol',
    'workspace/willRenameFiles',
    'completionItem/resolve',
    'codeAction/resolve',
  ];
  for (const method of [...methods.split(' ').map((m) => `textDocument/${m}`), ...others])
    for (const params of [
      ...nonsense,
      { item: 5 },
      { item: { uri, data: 5 } },
      { files: 5 },
      { files: [{}] },
      { query: 5 },
      { data: { uri, name: 5 } },
    ])
      await client.connection.sendRequest(method, params as object).catch((error: { code?: number }) => {
        assert.equal(typeof error.code, 'number', `${method} is answered by an error of the protocol`);
      });
  assert.equal((await client.request<FoldingRange[]>('textDocument/foldingRange', about(client, login))).length, 1);
});
