/** Code actions besides quick fixes, and numbering while one types, through LSP. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { CodeAction, TextEdit } from 'vscode-languageserver/node';
import { everything } from './support/capabilities';
import { apply, fixesAt } from './support/edits';
import { board, clean, folder, login, ready, store } from './support/folders';
import type { Client } from './support/lsp';
import { applied, indexOf, positionOf } from './support/text';

const full = (source = clean): Promise<Client> => ready(source, { capabilities: everything });

describe('code actions besides quick fixes', () => {
  const actionsAt = (client: Client, path: string, text: string, only?: readonly string[]): Promise<readonly CodeAction[]> => {
    const start = positionOf(client.text(path), indexOf(client.text(path), text));
    return client.request('textDocument/codeAction', {
      textDocument: { uri: client.disk.uri(path) },
      range: { start, end: start },
      context: { diagnostics: [], ...(only ? { only } : {}) },
    });
  };

  it('suppress a finding: the reason is asked for by a finding', async () => {
    const client = await full(folder);
    client.open(login);
    const suppress = (await fixesAt(client, login, '9.9')).find((a) => a.title.startsWith('Suppress'));
    assert.equal(suppress?.title, 'Suppress packets/dead-anchor here, with a reason');
    apply(client, suppress ?? assert.fail());
    assert.match(client.text(login), /\n<!-- gatehouse-disable-next-line packets\/dead-anchor -- -->\n- SPEC_ANCHOR: A9\.9\n/);
    await client.until(() => client.shown(login).some((s) => s.startsWith('gatehouse/suppression-without-reason')));
    assert.ok(!client.shown(login).some((s) => s.startsWith('packets/dead-anchor')));
  });

  it('suppress a finding in a table around the table', async () => {
    const client = await full(
      folder.replace(
        /(?:- TASK_ID: WP-1-Login\n)?- STATUS: Backlog\n- SPEC_ANCHOR: A9\.9\n/,
        '\n| A | b |\n|-|-|\n| STATUS | Backlog |\n| SPEC_ANCHOR | A9.9 |\n\n',
      ),
    );
    client.open(login);
    const suppress = (await fixesAt(client, login, '9.9')).find((a) => a.title.startsWith('Suppress packets/dead-anchor'));
    apply(client, suppress ?? assert.fail());
    assert.match(
      client.text(login),
      /<!-- gatehouse-disable packets\/dead-anchor -- -->\n\n\| A \|[^<]*\|\n\n<!-- gatehouse-enable packets\/dead-anchor -->/,
    );
    await client.until(() => !client.shown(login).some((s) => s.startsWith('packets/dead-anchor')));
  });

  it('add a finding to the baseline', async () => {
    const client = await full(folder);
    const add = (await fixesAt(client, login, '9.9')).find((a) => a.title.includes(' to the baseline'));
    apply(client, add ?? assert.fail());
    await client.until(() => !client.shown(login).some((s) => s.startsWith('packets/dead-anchor')));
    assert.match(client.disk.read('.gatehouse/baseline.json'), /packets\/dead-anchor/);
  });

  it('fix all, on request only', async () => {
    const client = await full(folder);
    const all = await actionsAt(client, login, '9.9', ['source.fixAll']);
    assert.ok(all.every((a) => a.kind === 'source.fixAll.gatehouse'));
    assert.deepEqual(await actionsAt(client, login, '# WP', ['source.organizeImports']), []);
  });

  it('fix all leaves what a signature locks, which is a person’s to change', async () => {
    const client = await full(
      clean.replace('- What: Things', '- What: [B](../Task_Board.md), things').concat('\n## Notes\n\n[B](../Task_Board.md)\n'),
    );
    client.open(store);
    await client.until(() => client.shown(store).filter((f) => f.startsWith('gatehouse/path-case')).length === 2);
    const [all] = await actionsAt(client, store, '# WP', ['source.fixAll']);
    apply(client, all ?? assert.fail());
    assert.match(client.text(store), /- What: \[B\]\(\.\.\/Task_Board\.md\)/);
    assert.match(client.text(store), /## Notes\n\n\[B\]\(\.\.\/TASK_BOARD\.md\)/);
    assert.ok(
      (await fixesAt(client, store, 'Task_Board')).some((f) => f.title === 'Write ../TASK_BOARD.md'),
      'one by one it is offered',
    );
  });

  const done =
    '- OUT_OF_SCOPE:\n  - docs (later)\n\n## DONE_MEANS\n\n1. One thing works\n2. The form names every error\n3. Another thing\n';

  it('extract one in another language under whole words', async () => {
    const said = done.replace('The form names every error', 'Läger führen größere Mengen');
    const client = await full(clean.replace('- What: People log in.\n', `- What: People log in.\n${said}`));
    client.open(login);
    const [extract] = await actionsAt(client, login, 'führen', ['refactor']);
    assert.equal(extract?.title, 'Extract into a new packet, WP-1-Lager-Fuhren-Großere');
  });

  it('extract a DONE_MEANS into a packet of its own', async () => {
    const client = await full(clean.replace('- What: People log in.\n', `- What: People log in.\n${done}`));
    client.open(login);
    const [extract] = await actionsAt(client, login, 'names every', ['refactor']);
    assert.equal(extract?.title, 'Extract into a new packet, WP-1-Form-Names-Every');
    apply(client, extract ?? assert.fail());
    assert.match(
      client.text(login),
      /- docs \(later\)\n {2}- The form names every error \(moved to \[WP-1-Form-Names-Every\]\(WP-1-Form-Names-Every\.md\)\)\n/,
    );
    assert.match(client.text(login), /1\. One thing works\n2\. Another thing\n/);
    const made = client.disk.read('docs/task_packets/WP-1-Form-Names-Every.md');
    assert.match(made, /- SPEC_ANCHOR: A3\n/);
    assert.match(made, /Extracted from \[WP-1-Login\]\(WP-1-Login\.md\)/);
    assert.match(client.text(board), /- \*\*\[WP-1-Store\]\*\*\n- \*\*\[WP-1-Form-Names-Every\]\*\*\n/);
    await client.until(() => !client.shown(board).some((f) => f.startsWith('packets/board-unknown-packet')));
  });

  it('extract, and say so where OUT_OF_SCOPE is another list, a line, nothing, or not there', async () => {
    const moved = 'The form names every error (moved to [WP-1-Form-Names-Every](WP-1-Form-Names-Every.md))';
    const rest = done.slice(done.indexOf('## DONE_MEANS'));
    for (const [before, after] of [
      ['- OUT_OF_SCOPE: docs; mail\n', `- OUT_OF_SCOPE: docs; mail; ${moved}\n`],
      ['- OUT_OF_SCOPE: None\n', `- OUT_OF_SCOPE: ${moved}\n`],
      ['- OUT_OF_SCOPE:\n  - none\n', `- OUT_OF_SCOPE:\n  - ${moved}\n`],
      ['- OUT_OF_SCOPE:\n', `- OUT_OF_SCOPE: ${moved}\n`],
      ['', `- OUT_OF_SCOPE: ${moved}\n`],
      ['\n## OUT_OF_SCOPE\n', `\n## OUT_OF_SCOPE\n\n- ${moved}\n`],
      ['\n## OUT_OF_SCOPE\n\nNone.\n', `\n## OUT_OF_SCOPE\n\n- ${moved}\n`],
      ['\n## OUT_OF_SCOPE\n\nMail is later.\n', `\n## OUT_OF_SCOPE\n\nMail is later.\n\n- ${moved}\n`],
      ['\n## OUT_OF_SCOPE\n\n1. mail\n   - later\n', `\n## OUT_OF_SCOPE\n\n1. mail\n   - later\n2. ${moved}\n`],
      ['\n## OUT_OF_SCOPE\n\n| What | Why |\n|---|---|\n| mail | later |\n', `| mail | later |\n| ${moved} |  |\n`],
      [
        '\n## OUT_OF_SCOPE\n\n```\nsrc/mail.ts\n```\n',
        `src/mail.ts\nThe form names every error (moved to WP-1-Form-Names-Every)\n\`\`\`\n`,
      ],
    ] as const) {
      const client = await full(clean.replace('- What: People log in.\n', `- What: People log in.\n${before}\n${rest}`));
      client.open(login);
      const [extract] = await actionsAt(client, login, 'names every', ['refactor']);
      apply(client, extract ?? assert.fail());
      assert.ok(client.text(login).includes(after), `${before} became\n${client.text(login)}`);
      assert.match(client.text(login), /1\. One thing works\n2\. Another thing\n/);
    }
  });

  it('extract a row of a table: what it promises, without its number', async () => {
    const rows =
      '\n## DONE_MEANS\n\n| # | Requirement | Check |\n|---|---|---|\n| 1 | One works | - |\n| 2 | Errors are named | by hand |\n';
    const client = await full(clean.replace('- What: People log in.\n', `- What: People log in.\n${rows}`));
    client.open(login);
    const [extract] = await actionsAt(client, login, 'Errors are', ['refactor']);
    assert.equal(extract?.title, 'Extract into a new packet, WP-1-Errors-Named-Hand');
    apply(client, extract ?? assert.fail());
    const made = client.disk.read('docs/task_packets/WP-1-Errors-Named-Hand.md');
    assert.match(made, /\n## What\n\nErrors are named: by hand\n\n## DONE_MEANS\n\n1\. Errors are named: by hand\n/);
    assert.equal(client.text(login).includes('| 2 |'), false);
  });

  it('extract nothing that is signed, and say why', async () => {
    const client = await full(clean.replace('- What: Things are kept.\n', `- What: Things are kept.\n${done}`));
    const [extract] = await actionsAt(client, store, 'names every', ['refactor.extract']);
    assert.match(extract?.disabled?.reason ?? '', /WP-1-Store is signed/);
    assert.equal(extract?.edit, undefined);
  });

  it('that need a big document which is closed are worked out when they are chosen', async () => {
    const wrong = clean
      .replace('- STATUS: Backlog', '- STATUS: In-Progress')
      .replace('# Board\n', `# Board\n\n${'Words, words.\n'.repeat(20_000)}`);
    const client = await full(wrong);
    const title = 'Make the board follow: In-Progress';
    const offered = (await fixesAt(client, login, 'In-Progress')).find((a) => a.title === title) ?? assert.fail(title);
    assert.equal(offered.edit, undefined);
    apply(client, await client.request<CodeAction>('codeAction/resolve', offered));
    assert.match(client.disk.read(board), /## In Progress\n\n- \*\*\[WP-1-Login\]/);
    await assert.rejects(
      client.request('codeAction/resolve', { ...offered, data: { ...(offered.data as object), title: 'Else' } }),
      /nothing is done/,
    );
    const open = await full(wrong);
    open.open(board);
    const now = (await fixesAt(open, login, 'In-Progress')).find((a) => a.title === title);
    assert.ok(now?.edit);
  });

  it('number a list anew', async () => {
    const client = await full(clean.replace('- What: People log in.\n', '\n## DONE_MEANS\n\n1. One\n3. Two\n3. Three\n'));
    client.open(login);
    const [again] = await actionsAt(client, login, 'Two', ['refactor.rewrite']);
    apply(client, again ?? assert.fail());
    assert.match(client.text(login), /1\. One\n2\. Two\n3\. Three\n/);
    assert.deepEqual(await actionsAt(client, login, 'Two', ['refactor.rewrite']), []);
  });
});

describe('typing in DONE_MEANS', () => {
  /** `$0` is the cursor, after the line break that was typed. */
  async function typed(text: string, ch: string): Promise<string> {
    const client = await full(clean);
    const [before = '', after = ''] = text.split('$0');
    client.open(login, before + after);
    const edits = await client.request<TextEdit[]>('textDocument/onTypeFormatting', {
      textDocument: { uri: client.disk.uri(login) },
      position: positionOf(before + after, before.length),
      ch,
      options: { tabSize: 2, insertSpaces: true },
    });
    return applied(before + after, edits);
  }

  const cases: Readonly<Record<string, readonly [before: string, after: string]>> = {
    'a line at the end gets the next number': ['## DONE_MEANS\n\n1. One\n2. Two\n$0', '## DONE_MEANS\n\n1. One\n2. Two\n3. '],
    'a line between gets its own, and those after it theirs': [
      '## DONE_MEANS\r\n\r\n1. One\r\n$0\r\n2. Two\r\n',
      '## DONE_MEANS\r\n\r\n1. One\r\n2. \r\n3. Two\r\n',
    ],
    'an item alone ends the list': ['## DONE_MEANS\n\n1. One\n2. \n$0\n', '## DONE_MEANS\n\n1. One\n2. \n\n'],
    'lists of other fields are left alone': ['## TEST_PLAN\n\n1. One\n$0\n', '## TEST_PLAN\n\n1. One\n\n'],
    'and what stands in a fence as an example': [
      '## DONE_MEANS\n\n1. One\n\n~~~\n1. x\n$0\n1. y\n~~~\n\n3. Two\n',
      '## DONE_MEANS\n\n1. One\n\n~~~\n1. x\n\n1. y\n~~~\n\n2. Two\n',
    ],
    'below an item of an inner list too': [
      '## DONE_MEANS\n\n1. One\n   1. a\n$0\n   2. b\n2. Two\n',
      '## DONE_MEANS\n\n1. One\n   1. a\n\n   2. b\n2. Two\n',
    ],
    'below a box to tick is another': [
      '## DONE_MEANS\n\n1. [x] One\n$0\n2. [ ] Two\n',
      '## DONE_MEANS\n\n1. [x] One\n2. [ ] \n3. [ ] Two\n',
    ],
    'and so is prose': ['## What\n\nOne\n$0\n', '## What\n\nOne\n\n'],
  };
  for (const [name, [before, after]] of Object.entries(cases))
    it(name, async () => assert.equal(await typed(before, '\n'), after));

  it('a number that is typed moves those after it', async () => {
    assert.equal(await typed('## DONE_MEANS\n\n1. One\n2.$0 x\n2. Two\n', '.'), '## DONE_MEANS\n\n1. One\n2. x\n3. Two\n');
  });
});
