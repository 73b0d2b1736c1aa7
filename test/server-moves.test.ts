/** Files that move out of where their kind is looked for: the configuration follows, or somebody is asked. */
import assert from 'node:assert/strict';
import { mkdirSync, renameSync } from 'node:fs';
import { dirname } from 'node:path';
import { describe, it } from 'node:test';
import type { ApplyWorkspaceEditParams, ShowMessageRequestParams, WorkspaceEdit } from 'vscode-languageserver/node';
import { everything } from './support/capabilities';
import { apply } from './support/edits';
import { board, clean, config, dead, folder, gone, login, pointer, ready, spec } from './support/folders';
import type { Client, ServerOptions } from './support/lsp';

const capabilities = {
  ...everything,
  workspace: { ...everything.workspace, fileOperations: { willRename: true, didRename: true } },
};

interface House {
  readonly client: Client;
  /** What was asked, and what was answered. */
  readonly asked: ShowMessageRequestParams[];
  /** Moves a file or a folder as an editor does: asks, applies, moves, tells. */
  move(from: string, to: string): Promise<void>;
}

async function house(source: string, answer?: string, options: ServerOptions = { capabilities }): Promise<House> {
  const client = await ready(source, options);
  const asked: ShowMessageRequestParams[] = [];
  client.connection.onRequest('window/showMessageRequest', (params: ShowMessageRequestParams) => {
    asked.push(params);
    return params.actions?.find((a) => a.title === answer) ?? null;
  });
  client.connection.onRequest('workspace/applyEdit', ({ edit }: ApplyWorkspaceEditParams) => {
    apply(client, { title: '', edit });
    return { applied: true };
  });
  const move = async (from: string, to: string): Promise<void> => {
    const files = [{ oldUri: client.disk.uri(from), newUri: client.disk.uri(to) }];
    const edit = await client.request<WorkspaceEdit | null>('workspace/willRenameFiles', { files });
    if (edit) apply(client, { title: '', edit });
    mkdirSync(dirname(client.disk.full(to)), { recursive: true });
    renameSync(client.disk.full(from), client.disk.full(to));
    client.watched({ [from]: 3, [to]: 1 });
    client.notify('workspace/didRenameFiles', { files });
    await client.settled();
  };
  return { client, asked, move };
}

const isPointed = (client: Client): boolean =>
  !client.shown(pointer).some((f) => f.startsWith('packets/pointer-')) &&
  client.shown(login).every((f) => !f.includes('dead-anchor'));

describe('a spec that is renamed to what no glob takes', () => {
  it('the pointer follows, it is told, and one choice has it read again', async () => {
    const { client, asked, move } = await house(clean, 'Add to gatehouse.yaml');
    await move(spec, 'Product.md');
    assert.match(client.text(pointer), /\*\*Product\.md\*\*/);
    await client.until(() => asked.length === 1);
    assert.equal(
      asked[0]?.message,
      'Product.md is no longer read as what it was (master spec): packets.paths.spec (*Master_Spec_v*.md, *Master?Spec?v*.md) does not match it.',
    );
    await client.until(() => client.text(config) !== '');
    assert.equal(client.text(config), 'packets:\n  paths:\n    spec: ["*Master_Spec_v*.md", "*Master?Spec?v*.md", Product.md]\n');
    client.watched({ [config]: 1 });
    await client.until(() => isPointed(client));
  });

  it('who wants nothing written gets nothing written; the pointer says what is missing', async () => {
    const { client, asked, move } = await house(clean);
    await move(spec, 'Product.md');
    await client.until(() => asked.length === 1);
    assert.equal(client.text(config), '');
    await client.until(() => client.shown(pointer).includes('packets/pointer-missing "Product.md"'));
  });

  it('into a configuration with a list of its own, in its line ends', async () => {
    const own = `==> ${config} <==\n# ours\npackets:\n  paths: # where\n    spec:\n      - 'Master_Spec_v*.md' # by version\n    board: docs/TASK_BOARD.md\n`;
    const { client, asked, move } = await house((clean + own).replace(/(?<!<==)\n/g, '\r\n'), 'Add to gatehouse.yaml');
    const before = client.text(config);
    await move(spec, 'docs/Product, new.md');
    await client.until(() => asked.length === 1 && client.text(config) !== before);
    assert.equal(
      client.text(config),
      before.replace('# by version\r\n', '# by version\r\n      - "docs/Product\\\\, new.md"\r\n'),
    );
  });

  it('another version that the globs take: nothing is asked', async () => {
    const { client, asked, move } = await house(clean.replace(/==> Master_Spec_v2[\s\S]*?(?===>)/, ''));
    await move(spec, 'Master_Spec_v1.1.md');
    assert.match(client.text(pointer), /\*\*Master_Spec_v1\.1\.md\*\*/);
    await client.until(() => isPointed(client));
    assert.deepEqual(asked, []);
  });

  it('one that is not in force is put away without a word', async () => {
    const { client, asked, move } = await house(folder);
    await move('Master_Spec_v2.0.md', 'archive/Old.md');
    await client.settled();
    assert.deepEqual(asked, []);
  });
});

it('a place that the configuration names follows, be it a file or a folder, and what stands beside it stays', async () => {
  const own = `==> ${config} <==\npackets:\n  # the one board\n  paths: { board: docs/TASK_BOARD.md, packet: ["docs/task_packets/**/WP-*.md", "!docs/task_packets/old/**"] }\n`;
  const { client, asked, move } = await house(folder + own);
  await move(board, 'docs/BOARD.md');
  await move('docs/task_packets', 'work');
  assert.match(
    client.text(config),
    /# the one board\n {2}paths: \{ board: docs\/BOARD\.md, packet: \["work\/\*\*\/WP-\*\.md", "!work\/old\/\*\*"\] \}/,
  );
  client.watched({ [config]: 2 });
  await client.settled();
  await client.until(() => client.shown('work/WP-1-Login.md').includes(dead('9.9')));
  await client.until(() => client.shown('docs/BOARD.md').includes(gone('WP-1-Gone')));
  assert.deepEqual(asked, []);
});

it('a folder of all of it: what is lost is told at once, and the system is named where nothing else tells of it', async () => {
  const { client, asked, move } = await house(clean, 'Add to gatehouse.yaml');
  await move('docs', 'team');
  await client.until(() => asked.length === 1 && client.text(config) !== '');
  assert.match(
    asked[0]?.message ?? '',
    /\(spec pointer, 2 × packet, task board, signature audit\): packets\.paths\.pointer, packets\.paths\.packet, .* do not match them\.$/,
  );
  assert.match(client.text(config), /^systems: \[packets\]\npackets:\n {2}paths:\n/);
  for (const line of ['pointer: [team/SPEC_CURRENT.md]', 'board: [team/TASK_BOARD.md]', 'audit: [team/SIGNATURE_AUDIT.md]'])
    assert.ok(client.text(config).includes(`    ${line}\n`), line);
  assert.ok(
    client.text(config).includes('packet: ["team/task_packets/**/WP-*.md", "!team/task_packets/**/{README,TEMPLATE}.md"]'),
  );
});

it('one packet of many is put away without a word; a client that is not told when files have moved is told before', async () => {
  const { asked, move } = await house(clean, undefined, { capabilities: everything });
  await move(login, 'attic/WP-1-Login.md');
  assert.deepEqual(asked, []);
  await move(spec, 'Product.md');
  assert.equal(asked.length, 1);
});
