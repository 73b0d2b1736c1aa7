/** Files that are there and cannot be read: told as such, once, and nothing else is said of them. */
import assert from 'node:assert/strict';
import { mkdirSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { type Disk, disk, emptyFolder } from './support/disk';
import { findingsOf, fixture } from './support/fixture';
import { start } from './support/lsp';
import { Repository } from './support/repository';
import { gatehouse } from './support/run';

const login = 'docs/task_packets/WP-1-Login.md';
const source = `==> docs/TASK_BOARD.md <==
## Backlog
- [WP-1-Login]

==> ${login} <==
# WP-1-Login
- STATUS: Backlog

## What
Log in.
`;

describe('a file that cannot be read', () => {
  it('is one finding; it is read again when it can be, and is gone when it is gone', async () => {
    const f = await fixture(source);
    const before = findingsOf(f.session).filter((x) => x.path === login);
    f.files.locked.add(login);
    f.files.files.set(login, { text: '# other' });
    await f.session.changed([login]);
    assert.deepEqual(
      findingsOf(f.session).flatMap((x) => (x.path === login ? [`${x.rule}: ${x.message}`] : [])),
      ['gatehouse/document-unreadable: This file cannot be read (permission denied), so nothing in it is checked.'],
    );
    f.files.locked.clear();
    f.files.files.set(login, {
      text: f.files.files.get(login)?.text.replace('# other', '# WP-1-Login\n- STATUS: Backlog\n\n## What\nLog in.\n') ?? '',
    });
    await f.session.changed([login]);
    assert.deepEqual(
      findingsOf(f.session).filter((x) => x.path === login),
      before,
    );
    f.files.locked.add(login);
    await f.session.changed([login]);
    f.files.locked.clear();
    f.files.files.delete(login);
    await f.session.changed([login]);
    assert.equal(f.session.workspace.entries.has(login), false);
  });

  it('makes no rule stop that looks at what was read', async () => {
    const f = await fixture(source);
    f.files.locked.add(login);
    await f.session.changed([login]);
    assert.deepEqual(f.session.crashes, []);
  });
});

describe('a document that cannot be read', () => {
  const cited = (spec: string): string => `==> docs/SPEC_CURRENT.md <==
**Master_Spec_v1.0.md**

==> Master_Spec_v1.0.md <==
# Master Spec v1.0
${spec}

==> docs/SIGNATURE_AUDIT.md <==
| Signature | Used By | Timestamp | Purpose |
|---|---|---|---|
| ada050120260930 | ada | 2026-01-05 09:30 UTC | Task packet: WP-1-Login |

==> ${login} <==
# WP-1-Login
- STATUS: Ready-for-Dev
- USER_SIGNATURE: ada050120260930
- SPEC_ANCHOR: 2.3
`;
  const told = async (source: string, change?: (f: Awaited<ReturnType<typeof fixture>>) => Promise<unknown>) => {
    const f = await fixture(source, { today: '2026-01-12' });
    await change?.(f);
    return findingsOf(f.session).map((x) => x.rule);
  };
  const hard = '> '.repeat(200_000);

  it('has no dead anchors: what it lacks may be there', async () => {
    assert.ok((await told(cited('## 2.4 Other'))).includes('packets/dead-anchor'));
    const rules = await told(cited(`## 2.4 Other\n${hard}`));
    assert.ok(
      rules.some((r) => r.startsWith('gatehouse/document-')),
      rules.join(),
    );
    assert.ok(!rules.includes('packets/dead-anchor'), rules.join());
  });

  it('leaves open what is signed in it, and what is logged', async () => {
    const locked = (path: string) => async (f: Awaited<ReturnType<typeof fixture>>) => {
      f.files.locked.add(path);
      await f.session.changed([path]);
    };
    const audit = await told(cited('## 2.3 Login'), locked('docs/SIGNATURE_AUDIT.md'));
    assert.ok(!audit.includes('packets/signature-unlogged'), audit.join());
  });
});

describe('a configuration that is no plain file of the folder', () => {
  const packet =
    '==> docs/task_packets/WP-1-Login.md <==\n# WP-1-Login\n- TASK_ID: WP-1-Login\n==> src/a.ts <==\nexport const a = 1;\n';
  for (const [what, put] of [
    ['a folder', (d: Disk) => mkdirSync(d.full('gatehouse.yaml'))],
    ['a link that leads out', (d: Disk) => symlinkSync(join(emptyFolder(), 'g.yaml'), d.full('gatehouse.yaml'))],
    [
      'too large',
      (d: Disk) => {
        d.write('gatehouse.yaml', '');
        truncateSync(d.full('gatehouse.yaml'), 65 * 1024 * 1024);
      },
    ],
  ] as const)
    it(`${what}: nobody knows what it asks for, so nothing passes, signs or writes`, () => {
      const d = disk(packet);
      put(d);
      for (const args of [['check'], ['gate', 'scan'], ['verify'], ['new', 'WP-1-Other'], ['init', '--yes'], ['doctor']]) {
        const { code, out, err } = gatehouse(args, { cwd: d.root });
        assert.equal(code, 2, `${args.join(' ')}: ${out}${err}`);
        assert.match(out + err, /gatehouse\.yaml.* cannot be read/, args.join(' '));
      }
      assert.throws(() => d.read('docs/task_packets/WP-1-Other.md'), /ENOENT/);
    });

  it('a link to a file of the folder is read, and one that is mended counts again', async () => {
    const d = disk(packet);
    d.write('own.yaml', 'rules: {x: off}\n');
    symlinkSync('own.yaml', d.full('gatehouse.yaml'));
    assert.match(gatehouse(['check'], { cwd: d.root }).out, /Unknown key x/);
    rmSync(d.full('gatehouse.yaml'));
    mkdirSync(d.full('gatehouse.yaml'));
    const client = await start(d);
    const gate = () =>
      client.request<{ report: { checks: readonly { id: string }[] } }>('gatehouse/runGate', {
        folder: d.uri('').replace(/\/$/, ''),
        gate: 'spec-regression',
        subject: '',
      });
    await client.settled();
    const asked = async (): Promise<boolean> => (await gate()).report.checks.some((c) => c.id === 'configuration');
    assert.ok(await asked(), 'it is said that the configuration cannot be read');
    rmSync(d.full('gatehouse.yaml'), { recursive: true });
    client.watched({ 'gatehouse.yaml': 3 });
    await client.settled();
    assert.ok(!(await asked()));
  });
});

it('a source below a folder that is a link out of the folder is not read', () => {
  const r = new Repository();
  r.commit(
    '2026-01-01',
    '==> src/a.ts <==\nexport const a = 1;\n==> src/b/c.ts <==\nexport const c = 1;\n==> docs/task_packets/WP-1-A.md <==\n# WP-1-A\n',
  );
  const scan = () => gatehouse(['gate', 'scan'], { cwd: r.root }).out;
  assert.doesNotMatch(scan(), /src\/b/);
  const outside = emptyFolder();
  writeFileSync(join(outside, 'c.ts'), 'console.log(1);\n');
  rmSync(r.disk.full('src/b'), { recursive: true });
  symlinkSync(outside, r.disk.full('src/b'));
  assert.doesNotMatch(scan(), /src\/b/);
});
