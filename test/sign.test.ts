/** Signing: what is shown, what stands against it, and what it writes. By a person at a terminal, and by nobody else. */
import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { it } from 'node:test';
import type { SigningSheet } from '#core/signing';
import { describe as describeName } from '#service/editor/hover';
import { signedChange, signingSheet, signingSubjects } from '#service/signing';
import { apply, findingsOf, fixture } from './support/fixture';
import { folder } from './support/login';
import { Repository } from './support/repository';
import { bin, environment, gatehouse } from './support/run';
import { atTerminal, terminal, yes } from './support/terminal';

const unsigned = { USER_SIGNATURE: '<pending>', RISK_TIER: 'LOW' };
const source = (over: Readonly<Record<string, string>> = {}): string =>
  folder({ ...unsigned, ...over })
    .replace(/- \*\*Timestamp\*\*.*\n/, '')
    .replace(/\| ada.*\n/, '');
const path = 'docs/task_packets/WP-1-Login.md';
const audit = 'docs/SIGNATURE_AUDIT.md';
/** 2026-01-06 10:00 UTC. */
const minute = Date.UTC(2026, 0, 6, 10) / 60_000;
const ada = { user: 'ada', minute, notes: ['confirmed scope'] };

const open = (text: string) => fixture(text, { today: '2026-01-06' });
const sheetOf = async (text: string): Promise<SigningSheet> => {
  const { session } = await open(text);
  const sheet = await signingSheet(session, 'WP-1-Login');
  return 'refused' in sheet ? assert.fail(sheet.refused) : sheet;
};

async function signed(text: string, by = ada) {
  const f = await open(text);
  const sheet = await signingSheet(f.session, 'WP-1-Login');
  if ('refused' in sheet) assert.fail(sheet.refused);
  const done = await signedChange(f.session, sheet, by);
  if ('refused' in done) assert.fail(done.refused);
  const files = await apply(f.files, done.change());
  return { ...done, files, text: files.get(path)?.text ?? '' };
}
const asFixture = (files: ReadonlyMap<string, { readonly text: string }>): string =>
  [...files].map(([p, { text }]) => `==> ${p} <==\n${text}`).join('\n');

it('shows what is locked, and what the spec says', async () => {
  const sheet = await sheetOf(source());
  assert.deepEqual(sheet.against, []);
  assert.ok(sheet.locked.some((l) => l.name === 'DONE_MEANS' && l.lines[0]?.text === 'A session ends after an hour (A2.3)'));
  assert.deepEqual(
    sheet.sections?.map((s) => s.id),
    ['2.3'],
  );
  assert.match(sheet.sections?.[0]?.text ?? '', /A session MUST end after an hour/);
});

it('signs packet, seal and audit in one, and nothing has to be said against that', async () => {
  const { files, signature, text } = await signed(source());
  assert.equal(signature, 'ada060120261000');
  assert.match(text, /- USER_SIGNATURE: ada060120261000\n/);
  assert.match(text, /- Seal: sha256:(?!0{64})[0-9a-f]{64}\n/);
  assert.match(files.get(audit)?.text ?? '', /\| ada060120261000 \| ada \| 2026-01-06 10:00 UTC \| Task packet: WP-1-Login \|/);
  const after = await open(asFixture(files));
  assert.deepEqual(
    findingsOf(after.session).filter((f) => f.rule.startsWith('packets/signature-')),
    [],
  );
  const again = await signingSheet(after.session, 'WP-1-Login');
  assert.match('refused' in again ? again.refused : '', /is signed: ada060120261000/);
  const changed = await open(asFixture(files).replace('People log in.', 'People log in twice.'));
  assert.ok(findingsOf(changed.session).some((f) => f.rule === 'packets/signature-changed-after-signing'));
});

it('under which version of the spec it was signed, where the packet names none: the one in force', async () => {
  const { files } = await signed(source().replace(/^.*SPEC_VERSION.*\n/m, ''));
  assert.match(files.get(audit)?.text ?? '', /\| Task packet: WP-1-Login \| v?1\.0 \|/);
});

for (const [what, text] of [
  ['a log that is not there', source().replace(/\n## Signature & Enrichment Log[\s\S]*$/, '\n')],
  ['a log with a blank to fill', source().replace('- Notes: agreed', '- **Timestamp**: <pending>\n- Notes: agreed')],
  [
    'Windows line ends',
    source()
      .split('\n')
      .map((l) => (l.startsWith('==>') || l === '' ? l : `${l}\r`))
      .join('\n'),
  ],
  ['no audit', source().replace(/\n==> docs\/SIGNATURE_AUDIT.md <==[\s\S]*?(?=\n==>)/, '')],
] as const)
  it(`the seal holds with ${what}`, async () => {
    const against = (await sheetOf(text)).against.map((a) => a.says).filter((a) => !a.includes('Signature & Enrichment Log'));
    assert.ok(
      against.every((a) => /field/.test(a)),
      against.join('\n'),
    );
    if (what === 'a log that is not there') return;
    const { files } = await signed(text);
    const after = await open(asFixture(files));
    assert.deepEqual(
      findingsOf(after.session).filter((f) => f.rule.startsWith('packets/signature-')),
      [],
    );
  });

it('an audit that is begun has the line ends of the packets', async () => {
  const without = source().replace(/\n==> docs\/SIGNATURE_AUDIT.md <==[\s\S]*?(?=\n==>)/, '');
  for (const text of [without, without.replace(/(?<!<==)\n(?!==>)/g, '\r\n')]) {
    const made = (await signed(text)).files.get(audit)?.text ?? assert.fail('no audit');
    assert.equal(/[^\r]\n/.test(made), text === without);
  }
});

it('a second signature of the same minute takes the next one', async () => {
  const used = `${source()}==> docs/task_packets/WP-1-Other.md <==\n# WP-1-Other\n- USER_SIGNATURE: ada060120261000\n`;
  assert.equal((await signed(used)).signature, 'ada060120261001');
});

for (const [what, over, expected] of [
  ['a dead anchor', { SPEC_ANCHOR: 'A9.9' }, /defines no anchor 9\.9/],
  ['a missing field', { ROLLBACK_HINT: '' }, /has no ROLLBACK_HINT/],
  ['a placeholder', { What: '{description}' }, /What is still \{description\}/],
] as const)
  it(`${what} keeps it from being signed`, async () => {
    const { session } = await open(source(over));
    const sheet = await signingSheet(session, 'WP-1-Login');
    if ('refused' in sheet) assert.fail(sheet.refused);
    assert.ok(
      sheet.against.some((a) => expected.test(a.says)),
      sheet.against.map((a) => a.says).join('\n'),
    );
    assert.ok('refused' in (await signedChange(session, sheet, ada)));
  });

it('what is not what was shown is not signed', async () => {
  const f = await open(source());
  const sheet = await signingSheet(f.session, 'WP-1-Login');
  if ('refused' in sheet) assert.fail(sheet.refused);
  f.files.files.set(path, { text: (f.files.files.get(path)?.text ?? '').replace('People', 'Dogs') });
  await f.session.changed([path]);
  const done = await signedChange(f.session, sheet, ada);
  assert.match('refused' in done ? done.refused : '', /is not what was shown any more/);
});

for (const user of ['', 'a b', 'ada1', '-x', 'ada2026', '../x', 'a\nb'])
  it(`${JSON.stringify(user)} is no name to sign with`, async () => {
    const { session } = await open(source());
    const sheet = await signingSheet(session, 'WP-1-Login');
    if ('refused' in sheet) assert.fail(sheet.refused);
    const done = await signedChange(session, sheet, { ...ada, user });
    if (user === 'ada1') assert.ok(!('refused' in done), 'one digit is a name');
    else assert.ok('refused' in done);
  });

function repository(): Repository {
  const repo = new Repository();
  repo.commit('2026-01-05', source());
  execFileSync('git', ['config', 'user.email', 'ada@example.org'], { cwd: repo.root });
  return repo;
}

it('on a terminal a person signs by typing the packet’s id', terminal, async () => {
  const { root, disk } = repository();
  const answers = [
    [yes, 'y'],
    [/or nothing\): /, 'agreed with Bob'],
    [/type WP-1-Login: /, 'WP-1-Login'],
  ] as const;
  const { code, said } = await atTerminal(root, ['sign', 'WP-1-Login'], answers);
  assert.equal(code, 0, said);
  assert.match(disk.read(path), /USER_SIGNATURE: ada\d{12}\n/);
  assert.match(disk.read(path), /- Note: agreed with Bob\n/);
  const gate = gatehouse(['gate', 'signature-audit'], { cwd: root });
  assert.equal(gate.code, 0, gate.out);
});

it('whoever types anything else, or says no, has not signed', terminal, async () => {
  const { root, disk } = repository();
  const before = disk.read(path);
  assert.equal((await atTerminal(root, ['sign', 'WP-1-Login'], [[yes, 'n']])).code, 1);
  const other = [
    [yes, 'y'],
    [/or nothing\): /, ''],
    [/type WP-1-Login: /, 'yes'],
  ] as const;
  assert.equal((await atTerminal(root, ['sign', 'WP-1-Login'], other)).code, 1);
  assert.equal(disk.read(path), before);
});

it('without a terminal nothing signs, whatever is piped in', () => {
  const { root, disk } = repository();
  const before = disk.read(path);
  const ran = spawnSync(process.execPath, [bin, 'sign', 'WP-1-Login'], {
    cwd: root,
    input: 'y\ny\ny\ny\ny\n\nWP-1-Login\n',
    env: environment(),
    encoding: 'utf8',
  });
  assert.equal(ran.status, 2);
  assert.match(ran.stderr, /only a person at a terminal signs/);
  assert.equal(disk.read(path), before);
});

for (const how of ['as git is configured', 'that is named'])
  it(`a key ${how} signs the same text, and the packet is signed by it`, terminal, async () => {
    const { root, disk } = repository();
    const key = join(root, '.git/key');
    execFileSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-C', 'ada', '-f', key]);
    disk.write('.gatehouse/allowed_signers', `ada@example.org namespaces="gatehouse" ${readFileSync(`${key}.pub`, 'utf8')}`);
    disk.write('gatehouse.yaml', 'packets:\n  approvals: require-key\n');
    const answers = [
      [yes, 'y'],
      [/or nothing\): /, ''],
      [/type WP-1-Login: /, 'WP-1-Login'],
    ] as const;
    const without = await atTerminal(root, ['sign', 'WP-1-Login'], answers);
    assert.equal(without.code, 1);
    assert.match(without.said, /A signature here needs a key .* git config --global gatehouse\.signingKey/);
    const isNamed = how === 'that is named';
    if (!isNamed) execFileSync('git', ['config', 'gatehouse.signingKey', '.git/key'], { cwd: root });
    const { code, said } = await atTerminal(root, ['sign', 'WP-1-Login', ...(isNamed ? ['--key', key] : [])], answers);
    assert.equal(code, 0, said);
    const gate = gatehouse(['gate', 'signature-audit'], { cwd: root });
    assert.equal(gate.code, 0, gate.out);
    disk.write(path, disk.read(path).replace('People log in.', 'People log in twice.'));
    assert.equal(gatehouse(['gate', 'signature-audit'], { cwd: root }).code, 1);
  });

const next = (text: string): string => `${source()}
==> Master_Spec_v1.1.md <==
# Master Spec v1.1
${text}`;
const spec11 = 'Master_Spec_v1.1.md';

it('a version of the spec is approved: the pointer names it, and the audit has its row', async () => {
  const f = await open(next('## 2.3 Login\nA session MUST end after two hours.\n## 2.4 Logout\nAt once.\n'));
  const sheet = await signingSheet(f.session, spec11);
  if ('refused' in sheet) assert.fail(sheet.refused);
  assert.equal(sheet.does, 'Approve');
  assert.deepEqual(
    sheet.changes[0]?.fields.map((c) => c.name),
    ['2.3 Login', '2.4 Logout'],
  );
  assert.ok(sheet.changes[0]?.fields[0]?.pieces.some((p) => p.is === 'added' && p.text.includes('two')));
  assert.deepEqual(sheet.locked.find((l) => l.name === 'Open packets that cite them')?.lines[0]?.text, 'WP-1-Login');
  const done = await signedChange(f.session, sheet, ada);
  if ('refused' in done) assert.fail(done.refused);
  assert.match(done.sealed, /^Spec: Master_Spec_v1\.1\.md\nSignature: ada060120261000\nSHA-256: [0-9a-f]{64}\n$/);
  const files = await apply(f.files, done.change());
  assert.match(files.get('docs/SPEC_CURRENT.md')?.text ?? '', /\*\*Master_Spec_v1\.1\.md\*\*/);
  assert.match(
    files.get(audit)?.text ?? '',
    /\| ada060120261000 \| ada \| .* \| Spec enrichment: Master_Spec_v1\.1\.md \| v1\.1 \|/,
  );
  assert.match(
    files.get(audit)?.text ?? '',
    /\n## Seals\n\n### ada060120261000\n\n(?:- Note: .*\n)+- Seal: sha256:[0-9a-f]{64}\n$/,
  );
  const after = await open(asFixture(files));
  assert.deepEqual(
    findingsOf(after.session).filter((o) => /pointer|spec-version-un|audit-row/.test(o.rule)),
    [],
  );
  const again = await signingSheet(after.session, spec11);
  assert.ok('refused' in again);
});

it('a version that has lost what the work rests on is not approved', async () => {
  const f = await open(next('## 2.9 Other\nNothing else.\n'));
  const sheet = await signingSheet(f.session, spec11);
  if ('refused' in sheet) assert.fail(sheet.refused);
  assert.match(sheet.against[0]?.says ?? '', /It has lost 2\.3, which docs\/task_packets\/WP-1-Login\.md cites\./);
  assert.ok('refused' in (await signedChange(f.session, sheet, ada)));
});

/** A signed packet in git, with another word since. */
async function changed(from: string, to: string): Promise<Repository> {
  const { files } = await signed(source({ TEST_PLAN: '\n  - `npm test -- login/**`' }));
  const repo = new Repository();
  repo.commit('2026-01-06', asFixture(files));
  execFileSync('git', ['config', 'user.email', 'ada@example.org'], { cwd: repo.root });
  repo.disk.write(path, repo.disk.read(path).replace(from, to));
  return repo;
}
const all = [
  [yes, 'y'],
  [/or nothing\): /, ''],
  [/type WP-1-Login: /, 'WP-1-Login'],
] as const;

for (const [what, from, to] of [
  ['prose', 'People log in.', 'People log in, and out.'],
  ['a command with stars', 'npm test -- login/**', 'npm test -- login/** logout_*'],
  [
    'several requirements',
    '  1. A session ends after an hour (A2.3)\n',
    '  1. A session ends after an hour (A2.3)\n  2. Logging out ends it at once; nothing stays (A2.3)\n',
  ],
] as const)
  it(`a change of ${what} is amended: signed and sealed by itself, and nothing stands against it`, terminal, async () => {
    const { root, disk } = await changed(from, to);
    assert.equal(gatehouse(['gate', 'signature-audit'], { cwd: root }).code, 1);
    const { code, said } = await atTerminal(root, ['sign', 'WP-1-Login'], all);
    assert.equal(code, 0, said);
    assert.match(said, /Amend: It was signed as ada060120261000/);
    assert.match(disk.read(path), /### Amendment: \w+/);
    assert.match(disk.read(audit), /Amendment of WP-1-Login: /);
    const gate = gatehouse(['gate', 'signature-audit'], { cwd: root });
    assert.equal(gate.code, 0, gate.out);
    const verified = gatehouse(['verify'], { cwd: root });
    assert.match(verified.out, /sealed: unchanged since/);
    disk.write(path, disk.read(path).replace(to.slice(0, 12), `${to.slice(0, 12)} really`));
    assert.equal(gatehouse(['gate', 'signature-audit'], { cwd: root }).code, 1);
  });

it('what is signed and unchanged has nothing to be amended', async () => {
  const { files } = await signed(source());
  const repo = new Repository();
  repo.commit('2026-01-06', asFixture(files));
  const ran = gatehouse(['sign', 'WP-1-Login'], { cwd: repo.root });
  assert.equal(ran.code, 2);
  assert.match(ran.err, /is signed: ada060120261000\. Sealed: .* begin a variant/);
});

const waiving = (line: string): string => source().replace('- Notes: agreed', `- Notes: agreed\n- Waiver: ${line}`);

it('what is said of a waiver’s signature is what its own seal proves', async () => {
  const f = await open(waiving('coverage; generated code; 2026-06-01'));
  const sheet = await signingSheet(f.session, 'WP-1-Login waiver: coverage');
  if ('refused' in sheet) assert.fail(sheet.refused);
  const done = await signedChange(f.session, sheet, ada);
  if ('refused' in done) assert.fail(done.refused);
  const told = async (text: string): Promise<string> =>
    (await describeName((await open(text)).session, { kind: 'signature', name: 'ada060120261000' })) ?? '';
  const after = asFixture(await apply(f.files, done.change()));
  assert.match(await told(after), /A \*sealed\* signature/);
  assert.match(await told(after.replace(/- Seal: .*/, '')), /A \*typed\* signature/);
});

it('a waiver is signed in its place, with a row of its own', async () => {
  const f = await open(waiving('coverage; generated code; 2026-06-01'));
  const name = 'WP-1-Login waiver: coverage';
  assert.ok((await signingSubjects(f.session)).some((s) => s.name === name));
  const sheet = await signingSheet(f.session, name);
  if ('refused' in sheet) assert.fail(sheet.refused);
  assert.deepEqual(
    sheet.locked.map((l) => [l.name, l.lines[0]?.text]),
    [
      ['Check', 'coverage'],
      ['Reason', 'generated code'],
      ['Until', '2026-06-01'],
    ],
  );
  const done = await signedChange(f.session, sheet, ada);
  if ('refused' in done) assert.fail(done.refused);
  const files = await apply(f.files, done.change());
  assert.match(files.get(path)?.text ?? '', /- Waiver: coverage; generated code; ada060120261000; 2026-06-01\n/);
  assert.match(files.get(audit)?.text ?? '', /\| Waiver of WP-1-Login: coverage \|/);
  const after = await open(asFixture(files));
  assert.deepEqual(
    findingsOf(after.session).filter((o) => /waiver|audit-row|signature-(?:reused|unlogged|purpose)/.test(o.rule)),
    [],
  );
});

for (const [record, signed] of [
  ['- WAIVER-1 | Scope: coverage | Reason: old | Approver: ada | Expiry: 2026-06-01', ' | Signature: ada060120261000\n'],
  ['- [WAIVER-1] coverage. Reason: old. Expires: 2026-06-01.', ' Signature: ada060120261000\n'],
  ['- WAIVER-1\n  - Scope: coverage\n  - Reason: old\n  - Expiry: 2026-06-01', '\n  - Signature: ada060120261000\n'],
  ['- Check: coverage\n- Reason: old\n- Expiry: 2026-06-01', '\n- Signature: ada060120261000\n'],
  ['### WAIVER-1\n- Scope: coverage\n- Reason: old\n- Expiry: 2026-06-01', '\n- Signature: ada060120261000\n'],
  [
    '- WAIVER-1\n  - Scope: coverage\n  - Reason: old\n  - User Approval: ada050120269999\n  - Expiry: 2026-06-01',
    ': ada060120261000\n',
  ],
] as const)
  it(`a waiver that says its parts by name gets its signature as one of them: ${record}`, async () => {
    const f = await open(`${source()}\n## WAIVERS GRANTED\n${record}\n`);
    const sheet = await signingSheet(f.session, 'WP-1-Login waiver: coverage');
    if ('refused' in sheet) assert.fail(sheet.refused);
    assert.deepEqual(
      sheet.locked.map((l) => l.lines[0]?.text),
      ['coverage', 'old', '2026-06-01'],
    );
    const done = await signedChange(f.session, sheet, ada);
    if ('refused' in done) assert.fail(done.refused);
    const files = await apply(f.files, done.change());
    assert.ok(files.get(path)?.text.includes(signed), files.get(path)?.text);
    const after = await open(asFixture(files));
    assert.deepEqual(
      findingsOf(after.session).filter((o) => /waiver|audit-row|signature-(?:reused|unlogged|purpose)/.test(o.rule)),
      [],
    );
  });

for (const [line, expected] of [
  ['security; no time; 2026-06-01', /is never waived/],
  ['coverage; ; 2026-06-01', /gives no reason/],
  ['coverage; generated code', /does not end/],
] as const)
  it(`the waiver “${line}” is not signed`, async () => {
    const f = await open(waiving(line));
    const sheet = await signingSheet(f.session, `WP-1-Login waiver: ${line.split(';')[0]}`);
    if ('refused' in sheet) assert.fail(sheet.refused);
    assert.match(sheet.against.map((a) => a.says).join('\n'), expected);
    assert.ok('refused' in (await signedChange(f.session, sheet, ada)));
  });

it('without a subject, what waits is listed', () => {
  const { root, disk } = repository();
  disk.write('docs/task_packets/WP-1-Signed.md', '# WP-1-Signed\n- STATUS: Ready-for-Dev\n- USER_SIGNATURE: ada040120261000\n');
  const { code, out } = gatehouse(['sign'], { cwd: root });
  assert.equal(code, 0);
  assert.equal(out, 'WP-1-Login  Ready-for-Dev\n');
});

it('an id that was given later is no change of what was signed, other words are', async () => {
  const packet = (id: string, done: string): string => `
==> docs/task_packets/WP-1-Login.md <==
# Task packet
- TASK_ID: ${id}
- STATUS: Ready-for-Dev
- USER_SIGNATURE: ada060120261000
- What: People log in.
- TEST_PLAN: just pre-work ${id}
- DONE_MEANS: ${done}
`;
  const was = { past: [{ day: '2026-01-06', files: packet('WP-1-Logon', 'It works, as WP-1-Logon-v2 will') }] };
  const told = async (now: string): Promise<readonly string[]> => {
    const { session } = await fixture(now, { today: '2026-01-08', past: was });
    return findingsOf(session).flatMap((f) => (f.rule === 'packets/signature-changed-after-signing' ? f.message : []));
  };
  assert.deepEqual(await told(packet('WP-1-Login', 'It works, as WP-1-Logon-v2 will')), []);
  assert.match((await told(packet('WP-1-Login', 'It works well'))).join(), /^DONE_MEANS is not what ada060120261000 signed/);
});
