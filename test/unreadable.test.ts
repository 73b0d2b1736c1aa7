/** Files that are there and cannot be read: told as such, once, and nothing else is said of them. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { findingsOf, fixture } from './support/fixture';

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
