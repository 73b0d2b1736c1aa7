/** The editor and the command line say the same of the same folder, byte for byte: closed, open, and typed into that state. */
import assert from 'node:assert/strict';
import { cpSync } from 'node:fs';
import { describe, it } from 'node:test';
import type { CodeAction, Diagnostic } from 'vscode-languageserver/node';
import type { ReportJson } from '#protocol/report';
import { compose } from '../scripts/bench/folder.mjs';
import { type Disk, disk, inRepository } from './support/disk';
import { audit, board, config, folder, login, pointer, spec, store } from './support/folders';
import { type Client, start } from './support/lsp';
import { reportOf } from './support/run';

type Found = Omit<ReportJson['findings'][number], 'fixes' | 'fingerprint'>;
type Range = Found['range'];

const severities = ['', 'error', 'warning', 'info', 'hint'] as const;

function copied(path: string): Disk {
  const d = disk();
  cpSync(inRepository(path), d.root, { recursive: true });
  return d;
}

function odd(): Disk {
  const yaml = 'rules:\n  packets/placeholder: hint\n  packets/dead-anchor: info\n  packets/missing-field: warning\n';
  const d = disk(`${folder}==> ${config} <==\n${yaml}`);
  const packet = (name: string, content: string | Uint8Array): void => d.write(`docs/task_packets/${name}.md`, content);
  packet(
    'WP-2-Wide 🏰 (a+b)',
    '\uFEFF# WP-2-Wide\r\n- STATUS: Backlog\r\n- What: 城 TBD\r\n- SPEC_ANCHOR: 🏰 A8, §7.7\r\n[x](gone/ü.md)',
  );
  packet('WP-2-Bytes', Buffer.from('# WP-2-Bytes\r- STATUS: caf\xe9\r- What: it\x92s\r- SPEC_ANCHOR: A8\r', 'latin1'));
  packet(
    'WP-2-Utf16',
    Buffer.from('\uFEFF# WP-2-Utf16\n- STATUS: In-Progress\n- USER_SIGNATURE: alice151220251000\n', 'utf16le'),
  );
  packet('WP-2-Deep', '>'.repeat(5_000));
  packet('WP-2-Empty', '');
  d.write(
    board,
    d.read(board).replace('(None)', '- **[WP-2-Utf16]** [DONE]\n  - Blocker: WP-2-Empty, WP-2-Nobody\n- [WP-2-Utf16] x'),
  );
  return d;
}

function generated(): Disk {
  const d = disk();
  for (const { path, text } of compose({ packets: 130, specBytes: 60_000 }).files) d.write(path, text);
  return d;
}

/** What the client shows, as the command line would print it. */
function shown(client: Client): readonly Found[] {
  const place = ({ start: a, end: b }: Diagnostic['range']): Range => ({
    start: { line: a.line + 1, column: a.character + 1 },
    end: { line: b.line + 1, column: b.character + 1 },
  });
  const paths = [...new Set(client.published.map((p) => p.path))].sort((a, b) => (a < b ? -1 : 1));
  return paths.flatMap((file) =>
    (client.latest(file)?.diagnostics ?? []).map((d) => ({
      rule: String(d.code),
      severity: severities[d.severity ?? 0] as Found['severity'],
      file,
      range: place(d.range),
      message: String(d.message),
      related: (d.relatedInformation ?? []).map((r) => ({
        file: client.pathOf(r.location.uri),
        range: place(r.location.range),
        message: r.message,
      })),
    })),
  );
}

const json = (found: readonly Found[]): string => JSON.stringify(found, undefined, 1);
const printed = (d: Disk): readonly Found[] =>
  reportOf([], { cwd: d.root }).findings.map(({ fixes: _, fingerprint: __, ...f }) => f);

/** Suppressing a finding and accepting it are on offer for each; the command line has words of its own for that. */
const isOfEveryFinding = ({ title }: CodeAction): boolean => /^(?:Suppress |Add \S+ to the baseline)/.test(title);

/** In time: an editor that follows when nobody types does well enough. */
async function comesToSay(client: Client, said: readonly Found[]): Promise<void> {
  await client.until(() => json(shown(client)) === json(said)).catch(() => {});
  assert.equal(json(shown(client)), json(said));
}

describe('editor and command line', () => {
  const folders: Readonly<Record<string, { readonly make: () => Disk; readonly atLeast: number }>> = {
    'the example': { make: () => copied('examples/packets'), atLeast: 6 },
    'the folder of the VS Code suite': { make: () => copied('test/fixtures/packets'), atLeast: 1 },
    'a folder of odd files': { make: odd, atLeast: 20 },
    'a generated folder': { make: generated, atLeast: 1 },
  };
  for (const [name, { make, atLeast }] of Object.entries(folders)) {
    it(`agree on ${name}`, async () => {
      const d = make();
      const said = printed(d);
      assert.ok(said.length >= atLeast, `${said.length} findings`);
      const client = await start(d);
      await client.settled();
      assert.equal(json(shown(client)), json(said));
      await client.request('gatehouse/check', {});
      assert.equal(json(shown(client)), json(said), 'after a check');
    });
  }

  it('agree on what is open, and on what was typed once it is saved', async () => {
    const d = disk(folder);
    const client = await start(d);
    await client.settled();
    const all = [board, audit, pointer, spec, login, store];
    for (const path of all) client.open(path);
    client.type(spec, '## A3 Login', '## A9.9 Login 🏰\r\n\r\n```\r\n## A3 No\r\n```\r\n');
    client.type(board, '(None)', '- **[WP-1-Store]** [DONE]\r\n\r\n  - Blocker: WP-1-Gone');
    client.type(
      login,
      '- What: People log in.',
      '\r\n## What\r\n\r\nTBD\r\n\r\n## Scope\n\n- IN_SCOPE_PATHS: src/a.ts\n- OUT_OF_SCOPE: src/',
    );
    client.type(store, '- STATUS: Backlog', '- STATUS: Ready-for-Dev\n- What: {name}');
    client.type(audit, '| alice | WP-1-Store |', '| alice | WP-1-Login |\r\n| bob151220251000 | | |');
    await client.settled();
    for (const path of all) d.write(path, client.text(path));
    const said = printed(d);
    assert.ok(said.length >= 10, `${said.length} findings`);
    assert.equal(json(shown(client)), json(said));
    for (const path of all) client.close(path);
    await client.request('gatehouse/check', {});
    assert.equal(json(shown(client)), json(said));
  });

  it('agree on where else to look, when only that has moved', async () => {
    const d = copied('examples/packets');
    const client = await start(d);
    await client.settled();
    const packet = 'docs/task_packets/WP-1-Login-Endpoint.md';
    client.open(packet);
    client.type(packet, '# Task Packet', '\n\n# Task Packet');
    d.write(packet, client.text(packet));
    await comesToSay(client, printed(d));
    d.write(board, `\n\n\n${d.read(board)}`);
    client.watched({ [board]: 2 });
    await comesToSay(client, printed(d));
  });

  it('offer the same fixes', async () => {
    const d = copied('examples/packets');
    const client = await start(d);
    await client.settled();
    const { findings } = reportOf([], { cwd: d.root });
    for (const file of new Set(findings.map((f) => f.file))) {
      const whole = { start: { line: 0, character: 0 }, end: { line: 9999, character: 0 } };
      const actions: readonly CodeAction[] = await client.actions(file, whole);
      assert.deepEqual(
        actions.filter((a) => !isOfEveryFinding(a)).map((a) => [a.diagnostics?.[0]?.message, a.title]),
        findings.filter((f) => f.file === file).flatMap((f) => f.fixes.map((x) => [f.message, x.title])),
      );
    }
  });
});
