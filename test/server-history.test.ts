/** The server with a repository: what is committed while it runs counts. */

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { md } from '#core/rule';
import { start } from './support/lsp';
import { git, Repository } from './support/repository';
import { gatehouse } from './support/run';

const path = 'docs/task_packets/WP-1-Login.md';
const signed = md`
  ==> docs/SIGNATURE_AUDIT.md <==
  | Signature | Used By | Timestamp | Purpose |
  |---|---|---|---|
  | alice151220251000 | alice | 2025-12-15 10:00 UTC | WP-1-Login |

  ==> docs/task_packets/WP-1-Login.md <==
  # WP-1-Login

  - STATUS: Backlog
  - USER_SIGNATURE: alice151220251000
  - What: People log in.
`;

/** Only what is about history. */
const told = (client: Awaited<ReturnType<typeof start>>): readonly string[] =>
  client.published
    .filter((p) => p.path.endsWith(path))
    .at(-1)
    ?.diagnostics.map((d) => `${d.code}`)
    .filter((c) => c.includes('signing')) ?? [];

describe('a server in a repository', () => {
  it('notices a commit, in the folder and above it', async () => {
    for (const below of ['', 'project/']) {
      const r = new Repository();
      r.commit('2025-12-15', signed.replaceAll('==> ', `==> ${below}`));
      r.disk.write(below + path, r.disk.read(below + path).replace('log in', 'log out'));
      const client = await start(r.disk, below === '' ? {} : { folders: [r.disk.uri('project')] });
      await client.settled();
      assert.deepEqual(told(client), ['packets/signature-changed-after-signing']);
      git(r.root, 'add', '-A');
      git(r.root, 'commit', '-q', '--amend', '--no-edit');
      await client.until(() => told(client).length === 0, 'the amended commit does not count');
      assert.equal(await client.stop(), 0);
    }
  });
});

describe('the command line in a repository', () => {
  it('says once what it could not look at, and keeps its exit code', () => {
    const r = new Repository();
    r.commit('2025-12-14', '==> README.md <==\nx\n');
    r.commit('2025-12-15', signed);
    r.commit('2025-12-16', '==> README.md <==\ny\n');
    const copy = `${r.root}-copy`;
    git(r.root, 'clone', '-q', '--depth', '1', `file://${r.root}`, copy);
    const whole = gatehouse(['check', '--no-cache', r.root]);
    const cut = gatehouse(['check', '--no-cache', copy]);
    assert.equal(cut.code, whole.code);
    assert.doesNotMatch(whole.out, /not looked at/);
    assert.equal(cut.out.match(/not looked at/g)?.length, 1);
    assert.match(cut.out, /^History is shallow here: .*$/m);
    const json = JSON.parse(gatehouse(['check', '--no-cache', '--format', 'json', copy]).out) as { unknown: { why: string }[] };
    assert.deepEqual(
      json.unknown.map((u) => u.why),
      ['shallow'],
    );
  });
});
