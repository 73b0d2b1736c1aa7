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
