/** Gates that read source code: what a configuration, a codex and a packet change, and what nobody can know. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { foundIn, gateOn, openIn, saidIn } from './support/gates';
import { git, Repository } from './support/repository';

const base = `
==> docs/SPEC_CURRENT.md <==
**Master_Spec_v1.0.md** and **Dock Codex v1.0.md**
==> Master_Spec_v1.0.md <==
# Spec
`;
/** A folder with one commit. */
function folder(source: string): string {
  const repository = new Repository();
  repository.commit('2026-01-05', base + source);
  return repository.root;
}
const packet = (id: string, paths: readonly string[], more = ''): string => `
==> docs/task_packets/${id}.md <==
# ${id}
- TASK_ID: ${id}
- STATUS: In-Progress
- USER_SIGNATURE: ada050120260930
- IN_SCOPE_PATHS:
${paths.map((p) => `  - ${p}`).join('\n')}
${more}
`;
/** A branch that changes one of two files that do not pass, and one that is nothing to gates of code. */
function branch(change: string): string {
  const repository = new Repository();
  repository.commit(
    '2026-01-05',
    `${base}${rust}${packet('WP-1-A', ['src/a.rs'])}==> src/b.rs <==\nfn b() {\n    c.unwrap();\n}\n`,
  );
  git(repository.root, 'checkout', '-q', '-b', 'work');
  repository.commit('2026-01-06', change);
  return repository.root;
}
const rust = '==> src/a.rs <==\nfn a() {\n    b.unwrap();\n}\n';

describe('what has changed since a revision', () => {
  const since = { only: 'main' };

  it('is all that is looked at: of the folder, and of the scope of a packet', async () => {
    const root = branch('==> src/b.rs <==\nfn b() {\n    d.unwrap();\n}\n');
    assert.equal(foundIn(await gateOn(root, 'scan'), 'rust').length, 2);
    const changed = await gateOn(root, 'scan', '', since);
    assert.match(foundIn(changed, 'rust').join(), /^src\/b\.rs:2:6 \.unwrap\(\) [^,]*$/);
    assert.equal(saidIn(changed, 'code'), '1 file.');
    assert.deepEqual(openIn(await gateOn(root, 'scan', 'WP-1-A', since)), []);
  });

  it('is nothing to look at where no code has changed: that passes; what it needs may be elsewhere', async () => {
    const root = branch('==> README.md <==\nRead me.\n');
    for (const gate of ['scan', 'security', 'dal-audit', 'llm-boundary', 'traceability', 'git-hygiene'])
      assert.equal((await gateOn(root, gate, '', since)).verdict, 'pass', gate);
    assert.equal(saidIn(await gateOn(root, 'scan', '', since), 'code'), 'None has changed since main.');
  });

  it('narrows secrets and what git tracks too, and not the row of migrations', async () => {
    const key = `ghp_${'0123456789abcdefghijABCDEFGHIJ012345'}`;
    const files = `==> migrations/0001_a.sql <==\nSELECT 1;\n==> .env <==\nA=1\n==> old.txt <==\n${key}\n`;
    const repository = new Repository();
    repository.commit('2026-01-05', base + files);
    git(repository.root, 'checkout', '-q', '-b', 'work');
    repository.commit('2026-01-06', `==> migrations/0002_b.sql <==\nSELECT 2;\n==> new.txt <==\nx\n`);
    const { root } = repository;
    assert.deepEqual(openIn(await gateOn(root, 'security')), [
      'code unknown',
      'commands unknown',
      'input unknown',
      'sql-templates unknown',
      'secrets fail',
    ]);
    assert.deepEqual(openIn(await gateOn(root, 'security', '', since)), []);
    assert.deepEqual(openIn(await gateOn(root, 'git-hygiene')), ['secret-files fail']);
    assert.deepEqual(openIn(await gateOn(root, 'git-hygiene', '', since)), []);
    assert.deepEqual(openIn(await gateOn(root, 'dal-audit', '', since)), []);
  });

  it('cannot be told where git does not know the revision: then the gate is unknown', async () => {
    const report = await gateOn(folder(rust), 'scan', '', { only: 'nowhere' });
    assert.deepEqual(openIn(report), ['changes unknown']);
    assert.equal(saidIn(report, 'changes'), 'git knows no commit nowhere.');
  });
});

describe('scan', () => {
  it('tells each place with the reason', async () => {
    const report = await gateOn(folder(rust), 'scan');
    assert.deepEqual(foundIn(report, 'rust'), [
      'src/a.rs:2:6 .unwrap() must not stand here: it panics where there is nothing to unwrap; handle the error.',
    ]);
    assert.deepEqual(report.checks.find((c) => c.id === 'rust')?.findings[0]?.range, {
      start: { line: 2, column: 6 },
      end: { line: 2, column: 15 },
    });
  });

  it('forbids what gatehouse.yaml forbids, and leaves out what is switched off or excepted', async () => {
    const config = (audits: string): string => `
==> gatehouse.yaml <==
packets:
  forbidden:
    - { pattern: 'legacy_{word}(', reason: The new store has it., except: src/old/** }
  audits:
    scan: ${audits}
`;
    const files = `${rust}==> src/b.rs <==\nlegacy_put(1); // legacy_get(2)\n==> src/old/c.rs <==\nlegacy_put(1);\n`;
    const off = await gateOn(folder(config('{ rust: off }') + files), 'scan');
    assert.deepEqual(openIn(off), ['forbidden fail']);
    assert.deepEqual(foundIn(off, 'forbidden'), ['src/b.rs:1:1 legacy_put( must not stand here: The new store has it.']);
    assert.match(saidIn(off, 'rust'), /Switched off/);
    const excepted = await gateOn(folder(config('{ rust: { except: src/a.rs } }') + files), 'scan');
    assert.deepEqual(openIn(excepted), ['forbidden fail']);
    const own = await gateOn(
      folder(config("{ sleeps: { pattern: 'sleep(', reason: It waits. }, rust: off }") + files.replace('b.unwrap', 'sleep')),
      'scan',
    );
    assert.deepEqual(foundIn(own, 'sleeps'), ['src/a.rs:2:5 sleep( must not stand here: It waits.']);
  });

  it('a configuration of a check that is none makes it unknown', async () => {
    const report = await gateOn(folder(`${rust}==> gatehouse.yaml <==\npackets:\n  audits:\n    scan: { rusty: off }\n`), 'scan');
    assert.match(saidIn(report, 'configuration'), /rusty is no check of scan yet; there are rust, /);
    for (const [audits, says] of [
      [
        "git-hygiene: { dumps: { pattern: 'BEGIN DUMP', reason: No dumps. } }",
        /Patterns of your own have their place under scan/,
      ],
      ["scan: { todos: { pattern: 'XXX' } }", /todos looks for no patterns: it can be off, or say `except`/],
    ] as const) {
      const other = await gateOn(folder(`${rust}==> gatehouse.yaml <==\npackets:\n  audits:\n    ${audits}\n`), 'scan');
      assert.match(saidIn(other, 'configuration'), says);
    }
  });

  it('does not pass where there is no code, or none in a language that anything is said of', async () => {
    assert.deepEqual(openIn(await gateOn(folder(''), 'scan')), ['code unknown', 'placeholders unknown', 'unfinished unknown']);
    assert.deepEqual(openIn(await gateOn(folder('==> src/a.lua <==\nprint(1)\n'), 'scan')), ['patterns unknown']);
  });

  it('looks at the scope of a packet alone', async () => {
    const files = `${rust}==> src/b/c.rs <==\nd.unwrap();\n==> docs/e.md <==\n# E\n`;
    const root = folder(
      `${files}${packet('WP-1-A', ['src/b/'])}${packet('WP-1-E', ['docs/e.md'])}${packet('WP-1-F', ['src/f.rs'])}${packet('WP-1-G', [])}`,
    );
    assert.deepEqual(
      foundIn(await gateOn(root, 'scan', 'WP-1-A'), 'rust').map((f) => f.slice(0, 12)),
      ['src/b/c.rs:1'],
    );
    assert.deepEqual(openIn(await gateOn(root, 'scan', 'WP-1-E')), [], 'about documents');
    assert.ok(openIn(await gateOn(root, 'scan', 'WP-1-F')).includes('code unknown'), 'its code is not there');
    assert.deepEqual(openIn(await gateOn(root, 'scan', 'WP-1-G')), ['scope unknown']);
  });

  it('shows no more findings than anybody reads', async () => {
    const report = await gateOn(folder(`==> src/a.rs <==\n${'b.unwrap();\n'.repeat(70)}`), 'scan');
    assert.equal(foundIn(report, 'rust').length, 50);
    assert.equal(saidIn(report, 'rust'), 'The first 50 of 70 are shown.');
  });

  it('has a TODO tracked, in the code that is not a test', async () => {
    const report = await gateOn(
      folder('==> src/a.ts <==\n// TODO(#1): x\n// TODO(): y\n==> tests/b.ts <==\n// TODO()\n'),
      'scan',
    );
    assert.deepEqual(
      foundIn(report, 'todos').map((f) => f.slice(0, 12)),
      ['src/a.ts:2:4'],
    );
  });
});

describe('codex-check', () => {
  const codex = (waiver: string): string => `
==> Dock Codex v1.0.md <==
# Codex

### CX-102: One store
**Waiver**: ${waiver}

\`\`\`gatehouse
pattern: sqlx::query
except: [src/storage/**]
reason: Queries stand in the store.
\`\`\`
`;
  const files =
    '==> src/a.rs <==\nsqlx::query(x);\n==> src/storage/b.rs <==\nsqlx::query(x);\n==> src/c_test.rs <==\nsqlx::query(x);\n';
  const waived = 'Waiver: design debt CX-102; the store is late; ada060120260930; 2026-02-01';

  it('says which rule forbids it, in the codex or in gatehouse.yaml', async () => {
    const report = await gateOn(folder(codex('None') + files), 'codex-check');
    assert.deepEqual(foundIn(report, 'CX-102'), [
      'src/a.rs:1:1 sqlx::query must not stand here: CX-102 forbids it. Queries stand in the store.',
    ]);
    const config =
      '==> gatehouse.yaml <==\npackets:\n  invariants:\n    CX-200: { pattern: "sqlx::", files: "src/storage/**" }\n';
    const both = await gateOn(folder(codex('None') + files + config), 'codex-check');
    assert.deepEqual(openIn(both), ['CX-102 fail', 'CX-200 fail']);
    assert.equal(saidIn(both, 'CX-200'), 'No codex in force states it.');
  });

  it('a signed waiver counts, for the scope of its packet, where the invariant allows one', async () => {
    const leave = packet('WP-1-A', ['src/a.rs'], `\n## Notes\n- ${waived}\n`);
    const allowed = await gateOn(folder(codex('With the team’s word') + files + leave), 'codex-check');
    assert.deepEqual(openIn(allowed), []);
    assert.equal(saidIn(allowed, 'CX-102'), 'Waived by WP-1-A.');
    const key = '==> gatehouse.yaml <==\npackets:\n  approvals: require-key\n';
    const cases: readonly (readonly [string, string, RegExp?])[] = [
      ['the invariant allows none', codex('None (hard blocker)') + leave],
      ['it says nothing of one', codex('') + leave],
      ['nobody signed', codex('Yes') + leave.replace('; ada060120260930', '; '), /no signature|not signed|nobody/i],
      ['it is over', codex('Yes') + leave.replace('2026-02-01', '2026-01-01'), /2026-01-01/],
      ['of another invariant', codex('Yes') + leave.replace('CX-102', 'CX-1020')],
      ['of a kind that is not allowed', codex('Yes') + leave.replace('design debt', 'style'), /style/],
      ['elsewhere', codex('Yes') + leave.replace('  - src/a.rs', '  - src/b.rs')],
      [
        'typed, where keys are required',
        codex('Yes') + leave + key,
        /typed only; this repository requires the signature of a key/,
      ],
    ];
    for (const [why, source, says] of cases) {
      const report = await gateOn(folder(source + files), 'codex-check');
      assert.deepEqual(openIn(report), ['CX-102 fail'], why);
      const said = report.checks.find((c) => c.id === 'CX-102')?.says ?? '';
      const lead = 'The waiver in WP-1-A does not count: ';
      if (says) assert.match(said.startsWith(lead) ? said.slice(lead.length) : '', says, `${why}: ${said}`);
      else assert.equal(said, '', why);
    }
  });

  it('does not pass where nothing is declared, or it cannot be read', async () => {
    const none = await gateOn(folder('==> Dock Codex v1.0.md <==\n# Codex\n\n### CX-101: A\n'), 'codex-check');
    assert.deepEqual(openIn(none), ['invariants unknown']);
    assert.match(saidIn(none, 'invariants'), /packets\.invariants/);
    const wrong = await gateOn(folder(codex('None').replace('pattern:', 'patern:') + files), 'codex-check');
    assert.ok(openIn(wrong).includes('declarations fail'));
  });
});

describe('the auditors', () => {
  it('dal-audit reads the numbers of migrations', async () => {
    const numbers = async (...names: readonly string[]): Promise<readonly string[]> => {
      const sources = names.map((n) => `==> migrations/${n} <==\nSELECT 1;\n`).join('');
      return foundIn(await gateOn(folder(`==> src/a.rs <==\n\n${sources}`), 'dal-audit'), 'migrations').map((f) =>
        f.replace(/^migrations\//, ''),
      );
    };
    assert.deepEqual(await numbers('0001_a.sql', '0002_b.up.sql', '0002_b.down.sql', '0003_c.sql', 'README.md'), []);
    assert.deepEqual(
      await numbers(
        'V1__a.sql',
        'V2__b.sql',
        'V3__c.sql',
        'V4__d.sql',
        'V5__e.sql',
        'V6__f.sql',
        'V7__g.sql',
        'V8__h.sql',
        'V9__i.sql',
        'V10__j.sql',
      ),
      [],
    );
    assert.deepEqual(await numbers('20250101000000_a/up.sql', '20250101000000_a/down.sql', '20260101000000_b/up.sql'), []);
    assert.deepEqual(await numbers('0001_a.sql', '0003_b.sql'), [
      '0003_b.sql:1:1 The number before 0003 is 0001: one is missing.',
    ]);
    assert.deepEqual(await numbers('0001_a.sql', '0001_b.sql'), ['0001_b.sql:1:1 0001_a.sql has the number 0001 too.']);
    assert.match((await numbers('9_a.sql', '10_b.sql')).join(), /order of its number/);
  });

  it('dal-audit reads SQL in strings of several lines', async () => {
    const sql = 'run("\n    SELECT id\n    FROM t\n    WHERE a = ?1 AND strftime(b)\n");\n';
    const report = await gateOn(
      folder(`==> src/storage/a.rs <==\n${sql}==> src/storage/b.py <==\nd = day.strftime("%d")\n`),
      'dal-audit',
    );
    assert.deepEqual(
      foundIn(report, 'portability').map((f) => f.slice(0, 23)),
      ['src/storage/a.rs:4:13 =', 'src/storage/a.rs:4:22 s'],
    );
  });

  it('error-codes knows the codes of the runbook, and says where there is none', async () => {
    const code = '==> src/a.rs <==\nconst A: &str = "AUTH-001";\nconst B: &str = "AUTH-002 SHA-256";\n';
    const runbook = '==> docs/RUNBOOK_DEBUG.md <==\n- AUTH-001: wrong password\n';
    assert.deepEqual(foundIn(await gateOn(folder(code + runbook), 'error-codes'), 'documented'), [
      'src/a.rs:2:18 AUTH-002 is not explained in docs/RUNBOOK_DEBUG.md.',
    ]);
    assert.deepEqual(openIn(await gateOn(folder(code), 'error-codes')), ['documented unknown']);
    assert.deepEqual(openIn(await gateOn(folder(`${runbook}==> src/a.rs <==\n\n`), 'error-codes')), ['documented unknown']);
  });

  it('traceability does not pass where nothing changes data', async () => {
    const report = await gateOn(folder('==> src/a.rs <==\nfn a() {}\n'), 'traceability');
    assert.deepEqual(openIn(report), ['mutations unknown']);
    assert.match(saidIn(report, 'mutations'), /packets\.audits\.traceability/);
  });

  it('git-hygiene tells what a build made once a folder, and ignores what lies below another manifest', async () => {
    const source = [
      '==> .gitignore <==\n/target/\n',
      ...['Cargo.toml', 'crates/a/Cargo.toml'].map((p) => `==> ${p} <==\n[package]\n`),
      ...['a', 'b'].map((n) => `==> crates/a/target/debug/${n} <==\n\n`),
      '==> src/target/mod.rs <==\n\n==> .env.example <==\nA=\n==> config/.env <==\nA=1\n',
    ].join('');
    const report = await gateOn(folder(source), 'git-hygiene');
    assert.deepEqual(openIn(report), ['artifacts fail', 'secret-files fail']);
    assert.match(
      foundIn(report, 'artifacts').join(),
      /^crates\/a\/target\/debug\/a:1:1 crates\/a\/target\/ \(2 files\) is made by/,
    );
    assert.deepEqual(
      foundIn(report, 'secret-files').map((f) => f.replace(/:.*/, '')),
      ['config/.env'],
    );
  });

  it('git-hygiene does not pass without git', async () => {
    const { disk } = await import('./support/disk');
    assert.equal((await gateOn(disk(base).root, 'git-hygiene')).verdict, 'unknown');
  });

  it('security says what sort of secret it is, and nothing more', async () => {
    const secret = `gh${'p_'}a1B2c3D4e5F6g7H8i9J0k1L2m3N4o5P6q7R8`;
    const report = await gateOn(folder(`${rust}==> docs/a.md <==\n${secret}\n`), 'security');
    assert.deepEqual(foundIn(report, 'secrets'), [
      'docs/a.md:1:1 This looks like a secret: GitHub Token. Take it out, and have it replaced.',
    ]);
    assert.ok(!JSON.stringify(report).includes(secret.slice(4)));
  });
});
