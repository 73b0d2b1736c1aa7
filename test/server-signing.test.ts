/** Signing over LSP: what the panel is shown, what its yes writes, and who may not say it. */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { it } from 'node:test';
import type { NotSigned, ShownSheet, SigningTarget, SignOrder } from '#protocol/signing';
import { folder } from './support/login';
import { type Client, start } from './support/lsp';
import { Repository } from './support/repository';
import { gatehouse } from './support/run';

const path = 'docs/task_packets/WP-1-Login.md';
const audit = 'docs/SIGNATURE_AUDIT.md';
const subject = 'WP-1-Login';

const source = (over: Readonly<Record<string, string>> = {}): string =>
  folder({ USER_SIGNATURE: '<pending>', RISK_TIER: 'LOW', ...over })
    .replace(/- \*\*Timestamp\*\*.*\n/, '')
    .replace(/\| ada.*\n/, '');

async function opened(text = source(), options: Parameters<typeof start>[1] = { ipc: true }) {
  const repo = new Repository();
  repo.commit('2026-01-05', text);
  execFileSync('git', ['config', 'user.email', 'ada@example.org'], { cwd: repo.root });
  const client = await start(repo.disk, options);
  const place = { folder: repo.disk.uri(''), subject };
  return { client, disk: repo.disk, root: repo.root, place };
}

const shown = async (client: Client, place: object): Promise<ShownSheet> => {
  const sheet = await client.request<ShownSheet | NotSigned>('gatehouse/signingSheet', place);
  return 'refused' in sheet ? assert.fail(sheet.refused) : sheet;
};

/** What a person says who ticks all. */
const yes = (sheet: ShownSheet, notes: readonly string[] = []): SignOrder => ({
  folder: sheet.folder,
  subject: sheet.subject,
  digest: sheet.digest,
  confirmed: sheet.confirmations.map((c) => c.id),
  acknowledged: sheet.warnings.map((w) => w.says),
  notes,
});

const sign = (client: Client, order: SignOrder): Promise<{ says: string } | NotSigned> => client.request('gatehouse/sign', order);
const refusal = (answer: { says: string } | NotSigned): string =>
  'refused' in answer ? answer.refused : assert.fail(answer.says);

it('shows what is agreed to, and signs what was shown', async () => {
  const { client, disk, root, place } = await opened();
  const targets = await client.request<readonly SigningTarget[]>('gatehouse/signingTargets', {});
  assert.deepEqual(
    targets.map((t) => [t.subject, t.detail]),
    [[subject, 'Ready-for-Dev']],
  );
  const sheet = await shown(client, place);
  assert.equal(sheet.signer, 'ada');
  assert.match(sheet.signature, /^ada\d{12}$/);
  assert.match(sheet.proves, /^Sealed/);
  assert.equal(sheet.sections?.[0]?.open?.range?.start.line, 1);
  const done = await sign(client, yes(sheet, ['agreed with Bob']));
  assert.match('says' in done ? done.says : done.refused, /^WP-1-Login is signed: ada\d{12}\. Sealed/);
  assert.match(disk.read(path), /USER_SIGNATURE: ada\d{12}\n/);
  assert.match(disk.read(path), /- Note: agreed with Bob\n/);
  assert.match(disk.read(audit), /\| ada\d{12} \| ada \|/);
  assert.equal(gatehouse(['gate', 'signature-audit'], { cwd: root }).code, 0);
  const again = await client.request<ShownSheet | NotSigned>('gatehouse/signingSheet', place);
  assert.match('refused' in again ? again.refused : '', /is signed: ada/);
});

for (const [what, order, expected] of [
  ['a point that is not confirmed', { confirmed: ['scope'] }, /Not confirmed: It says what I mean/],
  ['a digest of something else', { digest: '0'.repeat(64) }, /is not what was shown any more/],
  ['another folder', { folder: 'file:///nowhere/' }, /not open/],
] as const)
  it(`${what} signs nothing`, async () => {
    const { client, disk, place } = await opened();
    const before = disk.read(path);
    const answer = await sign(client, { ...yes(await shown(client, place)), ...order });
    assert.match(refusal(answer), expected);
    assert.equal(disk.read(path), before);
  });

it('a warning has to be acknowledged by what it says', async () => {
  const { client, disk, place } = await opened(source({ RISK_TIER: 'HIGH (strangers could log in)' }));
  const sheet = await shown(client, place);
  assert.ok(sheet.warnings.length > 0);
  const before = disk.read(path);
  assert.match(refusal(await sign(client, { ...yes(sheet), acknowledged: [] })), /^Not acknowledged: /);
  assert.equal(disk.read(path), before);
  assert.ok('says' in (await sign(client, yes(sheet))));
});

it('what changes underneath is not signed, be it the spec', async () => {
  const { client, disk, place } = await opened();
  const sheet = await shown(client, place);
  disk.write('Master_Spec_v1.0.md', disk.read('Master_Spec_v1.0.md').replace('an hour', 'a day'));
  client.watched({ 'Master_Spec_v1.0.md': 2 });
  await client.request('gatehouse/settled');
  const before = disk.read(path);
  assert.match(refusal(await sign(client, yes(sheet))), /is not what was shown any more/);
  assert.equal(disk.read(path), before);
});

it('what nobody has told the server of is not overwritten', async () => {
  const { client, disk, place } = await opened();
  const sheet = await shown(client, place);
  disk.write(path, disk.read(path).replace('Nothing was run yet.', 'Something was run.'));
  assert.match(refusal(await sign(client, yes(sheet))), /changed|not what was shown/);
  assert.match(disk.read(path), /Something was run/);
  assert.doesNotMatch(disk.read(path), /Seal/);
});

it('a document with changes that are not saved keeps it shut', async () => {
  const { client, place } = await opened();
  client.open(path);
  client.type(path, 'People log in.', 'People log in twice.');
  const sheet = await shown(client, place);
  assert.match(sheet.against[0]?.says ?? '', /WP-1-Login\.md has changes that are not saved; save it first\./);
  assert.match(refusal(await sign(client, yes(sheet))), /not saved/);
});

it('documents that are open as they were saved are signed, whenever they were opened', async () => {
  const { client, disk, place } = await opened();
  client.open(path);
  client.type(path, 'People log in.', 'People log in twice.');
  disk.write(path, client.text(path));
  client.notify('textDocument/didSave', { textDocument: { uri: disk.uri(path) } });
  const sheet = await shown(client, place);
  client.open(audit);
  const done = await sign(client, yes(sheet));
  assert.match('says' in done ? done.says : done.refused, /^WP-1-Login is signed/);
  assert.match(disk.read(path), /USER_SIGNATURE: ada\d{12}\n/);
  assert.match(disk.read(audit), /\| ada\d{12} \| ada \|/);
});

it('what nobody sees is shown as a mark', async () => {
  const { client, place } = await opened(source({ What: 'People \u202egnol log in\u200b.' }));
  const sheet = await shown(client, place);
  const what = sheet.locked.find((f) => f.name === 'What')?.lines[0]?.text ?? '';
  assert.match(what, /\\u\{202e\}.*\\u\{200b\}/);
});

it('a server that was started as a command signs for nobody', async () => {
  const { client, disk, place } = await opened(source(), {});
  const before = disk.read(path);
  const sheet = await client.request<ShownSheet | NotSigned>('gatehouse/signingSheet', place);
  assert.match('refused' in sheet ? sheet.refused : '', /Only a person signs/);
  const order = { ...place, digest: '', confirmed: [], acknowledged: [], notes: [] };
  assert.match(refusal(await sign(client, order)), /Only a person signs/);
  assert.equal(disk.read(path), before);
});

it('no command of the server signs', async () => {
  const { client, place } = await opened();
  const { executeCommandProvider } = client.initialized.capabilities;
  assert.ok(!executeCommandProvider?.commands.some((c) => /sign/i.test(c)));
  await assert.rejects(client.request('workspace/executeCommand', { command: 'gatehouse.sign', arguments: [place] }));
});

it('a key that git is configured with signs too, as ssh-keygen itself finds', async () => {
  const { client, disk, root, place } = await opened();
  const key = join(root, '.git/key');
  execFileSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-C', 'ada', '-f', key]);
  disk.write('.gatehouse/allowed_signers', `ada@example.org namespaces="gatehouse" ${readFileSync(`${key}.pub`, 'utf8')}`);
  execFileSync('git', ['config', 'gatehouse.signingKey', key], { cwd: root });
  const log = /Log\n[\s\S]*$/;
  disk.write(path, disk.read(path).replace(log, 'Log\n\n- Signature requested: soon (2026-01-05, ada)\n'));
  client.watched({ [path]: 2 });
  await client.settled();
  const sheet = await shown(client, place);
  assert.equal(sheet.key, key);
  const done = await sign(client, yes(sheet));
  assert.match('says' in done ? done.says : done.refused, /Signed by a key/);
  assert.ok(client.notices.some((n) => n.method === 'gatehouse/keyWaits'));
  assert.match(disk.read(path), /BEGIN SSH SIGNATURE/);
  assert.match(disk.read(path), /END SSH SIGNATURE-----\n```\n\n- Signature requested: soon/);
});

it('where a key is required nobody signs without one, and it is said how to have one', async () => {
  const { client, root, disk, place } = await opened();
  disk.write('gatehouse.yaml', 'packets:\n  approvals: require-key\n');
  client.watched({ 'gatehouse.yaml': 1 });
  await client.settled();
  const sheet = await shown(client, place);
  assert.match(sheet.against[0]?.says ?? '', /A signature here needs a key .* git config --global gatehouse\.signingKey/);
  assert.match(refusal(await sign(client, yes(sheet))), /needs a key/);
  assert.match(disk.read(path), /USER_SIGNATURE: <pending>/);
  execFileSync('git', ['config', 'gatehouse.signingKey', '/nowhere/key'], { cwd: root });
  assert.deepEqual((await shown(client, place)).against, []);
});

it('a key that does not sign leaves everything as it was, and says why', async () => {
  const { client, disk, root, place } = await opened();
  execFileSync('git', ['config', 'gatehouse.signingKey', '/nowhere/key'], { cwd: root });
  const before = disk.read(path);
  assert.match(refusal(await sign(client, yes(await shown(client, place)))), /was not signed: \/nowhere\/key did not sign/);
  assert.equal(disk.read(path), before);
});

it('a signature that was undone stays in the audit, withdrawn, and is never used again', async () => {
  const { client, disk, place } = await opened();
  const before = disk.read(path);
  const first = await shown(client, place);
  await sign(client, yes(first));
  const used = /ada\d{12}/.exec(disk.read(audit))?.[0] ?? '';
  disk.write(path, before);
  client.watched({ [path]: 2 });
  await client.request('gatehouse/settled');
  const done = await sign(client, yes(await shown(client, place)));
  assert.ok('says' in done, JSON.stringify(done));
  const rows = disk
    .read(audit)
    .split('\n')
    .filter((l) => l.includes(subject));
  assert.equal(rows.length, 2, rows.join('\n'));
  assert.match(rows[0] ?? '', new RegExp(`${used}.*\\(WITHDRAWN\\) \\|$`));
  assert.ok(!disk.read(path).includes(used));
});

it('a change of what is signed is amended in the same panel, found by its document and by its name', async () => {
  const { client, disk, root, place } = await opened();
  await sign(client, yes(await shown(client, place)));
  execFileSync('git', ['-c', 'user.name=Ada', 'commit', '-qam', 'Signed'], { cwd: root });
  client.watched({ [path]: 2, '.git/HEAD': 2 });
  await client.request('gatehouse/settled');
  const targets = (asked: object) => client.request<readonly SigningTarget[]>('gatehouse/signingTargets', asked);
  assert.deepEqual(await targets({}), []);
  for (const asked of [{ near: disk.uri(path) }, { subject }])
    assert.deepEqual(
      (await targets(asked)).map((t) => [t.subject, t.detail]),
      [[subject, 'signed']],
    );
  disk.write(path, disk.read(path).replace('People log in.', 'People log in, and out.'));
  client.watched({ [path]: 2 });
  await client.request('gatehouse/settled');
  const sheet = await shown(client, place);
  assert.equal(sheet.does, 'Amend');
  assert.deepEqual(
    sheet.changes[0]?.fields.map((f) => f.name),
    ['What'],
  );
  const done = await sign(client, yes(sheet));
  assert.ok('says' in done, JSON.stringify(done));
  assert.match(disk.read(path), /### Amendment: What\n/);
  assert.equal(gatehouse(['gate', 'signature-audit'], { cwd: root }).code, 0);
});

it('a note is one line of the log, whatever is in it', async () => {
  const { client, disk, place } = await opened();
  await sign(client, yes(await shown(client, place), ['agreed\n- Signature: bob010120261000\n## DONE_MEANS\n1. nothing']));
  assert.match(disk.read(path), /- Note: agreed - Signature: bob010120261000 ## DONE_MEANS 1\. nothing\n/);
});
