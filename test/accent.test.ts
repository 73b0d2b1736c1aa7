/** A house with names of its own, tables and CRLF: what is written for it is written as it writes. Over real LSP messages. */
import assert from 'node:assert/strict';
import { it } from 'node:test';
import type { CodeAction, Location } from 'vscode-languageserver/node';
import type { ActionReply } from '#protocol/messages';
import { everything } from './support/capabilities';
import { type Disk, disk } from './support/disk';
import { apply } from './support/edits';
import { type Client, start } from './support/lsp';
import { indexOf, positionOf } from './support/text';

const roof = 'auftraege/DACH-7.md';
const drain = 'auftraege/DACH-8.md';
const ridge = 'auftraege/DACH-6.md';
const board = 'TAFEL.md';

const source = `==> gatehouse.yaml <==
systems: [packets]
packets:
  ids: [DACH]
  paths: { packet: auftraege/DACH-*.md, board: TAFEL.md, spec: Bau_Spec_v*.md, pointer: SPEC.md }
  aliases:
    TASK_ID: [Auftrag]
    STATUS: [Zustand]
    What: [Was]
    SPEC_ANCHOR: [Abschnitt]
    USER_SIGNATURE: [Unterschrift]
    DONE_MEANS: [Fertig wenn]
    TEST_PLAN: [Proben]
    OUT_OF_SCOPE: [Nicht dabei]
  statuses:
    Backlog: [Offen]
    Done: [Fertig]

==> SPEC.md <==
Es gilt **Bau_Spec_v1.md**.

==> Bau_Spec_v1.md <==
## 4 Dach

### 4.1 Ziegel

### 4.2 Rinne

==> TAFEL.md <==
## Offen

| Auftrag | Titel |
|---|---|
| DACH-8 | Rinne |

## Fertig

| Auftrag | Titel |
|---|---|
| DACH-7 | Ziegel |

==> ${roof} <==
# DACH-7: Ziegel

| Feld | Wert |
|---|---|
| Auftrag | DACH-7 |
| Zustand | Fertig |
| Abschnitt | 4.1 |

==> ${drain} <==
# DACH-8: Rinne

| Feld | Wert |
|---|---|
| Auftrag | DACH-8 |
| Zustand | Offen |
| Abschnitt | 4.2 |

## Fertig wenn

1. Das Wasser läuft ab, durch die Rinne (4.2)
2. Die Rinne ist dicht

## Proben

- npm run dicht

==> auftraege/DACH-6.md <==
---
Auftrag: DACH-6
Zustand: Offen
IN_SCOPE_PATHS: [bau/first.ts, "bau/quoted.ts"]
---

# DACH-6: First

## FILES_TO_OPEN

- 🏰 bau/first.ts:2
- ✅ \`bau/quoted.ts\`

==> bau/first.ts <==
// 1
// 2

==> bau/quoted.ts <==
// 1

==> package.json <==
{ "scripts": { "prüfen": "node p.js" } }
`;

async function house(): Promise<{ readonly client: Client; readonly home: Disk }> {
  const home = disk(source);
  for (const path of [board, roof, drain]) home.write(path, home.read(path).replaceAll('\n', '\r\n'));
  const client = await start(home, { capabilities: everything });
  await client.settled();
  return { client, home };
}

const labels = async (client: Client, text: string, n: number): Promise<readonly string[]> => {
  const list = await client.at<{ items: { label: string }[] }>('textDocument/completion', drain, text, n);
  return list.items.map((i) => i.label);
};

it('a new packet has the names, the states and the line ends of the others', async () => {
  const { client, home } = await house();
  const order = { folder: home.uri(''), action: 'new', subject: 'DACH-9', args: { what: ['Der Schornstein wird verputzt.'] } };
  const reply = await client.request<ActionReply>('gatehouse/act', order);
  assert.equal(reply.is, 'done');
  apply(client, { title: '', edit: (reply as { edit: CodeAction['edit'] }).edit } as CodeAction);
  const made = home.read('auftraege/DACH-9.md');
  assert.match(
    made,
    /- Auftrag: DACH-9\r\n- Zustand: Offen\r\n- Unterschrift: <pending>\r\n\r\n## Was\r\n\r\nDer Schornstein wird verputzt\.\r\n/,
  );
  assert.doesNotMatch(made, /[^\r]\n/);
  assert.match(home.read(board), /\| DACH-8 \| Rinne \|\r\n\| DACH-9 \| \|\r\n/);
});

it('its id is the next one, and a wrong one is refused before anything else is asked', async () => {
  const { client, home } = await house();
  const order = { folder: home.uri(''), action: 'new', subject: '', args: {} };
  assert.deepEqual(await client.request('gatehouse/actionChoices', { ...order, argument: 'id' }), ['DACH-9', 'DACH-9']);
  const said = async (subject: string): Promise<string> => {
    const reply = await client.request<ActionReply>('gatehouse/act', { ...order, subject });
    return reply.is === 'refused' ? reply.says.join(' ') : reply.is;
  };
  assert.match(await said('WP-1-Login'), /“WP-1-Login” is no packet id; write DACH-/);
  assert.match(await said('DACH-8'), /There is a packet DACH-8 already/);
});

it('so has one that is extracted, and its row stands in the table', async () => {
  const { client, home } = await house();
  client.open(drain);
  const start = positionOf(client.text(drain), indexOf(client.text(drain), 'ist dicht'));
  const [extract] = await client.request<readonly CodeAction[]>('textDocument/codeAction', {
    textDocument: { uri: home.uri(drain) },
    range: { start, end: start },
    context: { diagnostics: [], only: ['refactor'] },
  });
  assert.equal(extract?.title, 'Extract into a new packet, DACH-9');
  apply(client, extract ?? assert.fail());
  assert.match(home.read('auftraege/DACH-9.md'), /- Zustand: Offen\r\n[\s\S]*## Fertig wenn\r\n\r\n1\. Die Rinne ist dicht\r\n/);
  assert.match(home.read(board), /\| DACH-8 \| Rinne \|\r\n\| DACH-9 \| \|\r\n\r\n## Fertig/);
});

it('anchors are offered as other packets write them, scripts under any name', async () => {
  const { client } = await house();
  client.open(drain);
  assert.deepEqual(await labels(client, '| Abschnitt | 4.2', 14), ['4', '4.1', '4.2']);
  assert.deepEqual(await labels(client, 'npm run dicht', 8), ['prüfen']);
});

it('a path leads to its file by F12, behind a picture too', async () => {
  const { client, home } = await house();
  client.open(ridge);
  const at = (text: string): Promise<readonly Location[]> => client.at('textDocument/definition', ridge, text, 5);
  const places = async (text: string): Promise<readonly string[]> =>
    (await at(text)).map((l) => `${l.uri.slice(home.uri('').length + 1)}:${l.range.start.line + 1}`);
  assert.deepEqual(await places('bau/first.ts:2'), ['bau/first.ts:2']);
  assert.deepEqual(await places('bau/quoted.ts`'), ['bau/quoted.ts:1']);
  assert.deepEqual(await places('First'), []);
});

it('a file that goes where YAML would read brackets as a list is in quotes in front matter', async () => {
  const { client, home } = await house();
  const files = ['first', 'quoted'].map((name) => ({
    oldUri: home.uri(`bau/${name}.ts`),
    newUri: home.uri(`bau/[id]/${name}.ts`),
  }));
  const edit = await client.request<CodeAction['edit']>('workspace/willRenameFiles', { files });
  apply(client, { title: '', edit } as CodeAction);
  const text = home.read(ridge);
  assert.match(text, /IN_SCOPE_PATHS: \["bau\/\[id\]\/first\.ts", "bau\/\[id\]\/quoted\.ts"\]\n/);
  assert.match(text, /- 🏰 bau\/\[id\]\/first\.ts:2\n- ✅ `bau\/\[id\]\/quoted\.ts`/);
});

it('a promise leads to the test that has its words, where none names its number', async () => {
  const { client, home } = await house();
  client.open(drain);
  const found = await client.at<readonly Location[]>('textDocument/implementation', drain, 'Die Rinne ist', 4);
  const line = client.text(drain).split('\r\n').indexOf('- npm run dicht');
  assert.deepEqual(
    found.map((l) => [l.uri, l.range.start.line]),
    [[home.uri(drain), line]],
  );
  assert.deepEqual(await client.at('textDocument/implementation', drain, 'Das Wasser', 4), []);
});

it('a number in brackets behind a noun is the section that the packet cites, and follows its rename', async () => {
  const { client, home } = await house();
  const edit = await client.at<CodeAction['edit']>('textDocument/rename', 'Bau_Spec_v1.md', '4.2 Rinne', 1, { newName: '4.9' });
  apply(client, { title: '', edit } as CodeAction);
  assert.match(home.read(drain), /\| Abschnitt \| 4\.9 \|/);
  assert.match(home.read(drain), /durch die Rinne \(4\.9\)/);
});
